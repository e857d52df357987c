//! A listener whose connections end when nothing comes or goes for a while.
//!
//! The server waits for a request as long as it takes: whoever opens connections and sends nothing, or half a request,
//! would hold them until no more can be opened.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep};

/// Takes connections that may be idle for so long.
pub struct Patient {
    listener: TcpListener,
    idle: Duration,
}

impl Patient {
    /// Over a listener.
    pub fn new(listener: TcpListener, idle: Duration) -> Patient {
        Patient { listener, idle }
    }
}

impl Listener for Patient {
    type Io = Timed;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Timed, SocketAddr) {
        // waits where too many are open, as it does for a plain listener
        let (stream, from) = Listener::accept(&mut self.listener).await;
        (Timed::new(stream, self.idle), from)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Who is connected.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

impl Connected<IncomingStream<'_, Patient>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Patient>) -> Peer {
        Peer(*stream.remote_addr())
    }
}

/// A connection that fails once it was idle for too long.
pub struct Timed {
    stream: TcpStream,
    idle: Duration,
    /// When something came or went last.
    last: Instant,
    /// Wakes when it may have been too long.
    alarm: Pin<Box<Sleep>>,
}

impl Timed {
    fn new(stream: TcpStream, idle: Duration) -> Timed {
        let last = Instant::now();
        Timed { stream, idle, last, alarm: Box::pin(tokio::time::sleep_until(last + idle)) }
    }

    /// What became of an attempt: one that must wait fails when it has waited for too long.
    fn waited<T>(&mut self, context: &mut Context<'_>, attempt: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if attempt.is_ready() {
            self.last = Instant::now();
            return attempt;
        }
        while self.alarm.as_mut().poll(context).is_ready() {
            let until = self.last + self.idle;
            if until <= Instant::now() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            self.alarm.as_mut().reset(until);
        }
        Poll::Pending
    }
}

impl AsyncRead for Timed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let attempt = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.waited(context, attempt)
    }
}

impl AsyncWrite for Timed {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let attempt = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.waited(context, attempt)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let attempt = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.waited(context, attempt)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    const IDLE: Duration = Duration::from_millis(400);

    /// Serves one word under that patience, and gives a connection to it.
    async fn connected() -> TcpStream {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = axum::Router::new().route("/", axum::routing::get(async || "woord"));
        tokio::spawn(async move { axum::serve(Patient::new(listener, IDLE), router).await });
        TcpStream::connect(address).await.unwrap()
    }

    fn run(test: impl Future<Output = ()>) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async { tokio::time::timeout(Duration::from_secs(20), test).await.unwrap() });
    }

    #[test]
    fn who_sends_nothing_or_half_a_request_is_let_go() {
        run(async {
            for half in ["", "GET / HTTP/1.1\r\nHost: x\r\n"] {
                let mut stream = connected().await;
                stream.write_all(half.as_bytes()).await.unwrap();
                let mut rest = Vec::new();
                // the end of the stream, or the word that it is over
                let _ = stream.read_to_end(&mut rest).await;
                assert!(!String::from_utf8_lossy(&rest).contains("200 OK"), "{half:?}");
            }
        });
    }

    #[test]
    fn who_goes_on_asking_is_answered_longer_than_that() {
        run(async {
            let mut stream = connected().await;
            for _ in 0..5 {
                tokio::time::sleep(IDLE / 3).await;
                stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
                let mut seen = String::new();
                while !seen.ends_with("woord") {
                    let mut part = [0; 1024];
                    let length = stream.read(&mut part).await.unwrap();
                    assert!(length > 0, "the connection ended: {seen}");
                    seen.push_str(&String::from_utf8_lossy(&part[..length]));
                }
            }
        });
    }
}
