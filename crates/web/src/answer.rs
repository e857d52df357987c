//! From a rendered page to a response: compression, ETag, 304, and the headers that every response has.

use std::io::{Read, Write};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// Bodies shorter than this are sent as they are.
const WORTH_COMPRESSING: usize = 600;

/// Nothing but our own style sheet, script and pictures; no frames, no plug-ins, no other place for forms.
const CONTENT_SECURITY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A body as it is kept: compressed where that is worth it, so that five times as many pages fit. Nearly everybody can read
/// it so; for who cannot it is unpacked.
#[derive(Debug)]
pub(crate) enum Held {
    Plain(Bytes),
    Gzip(Bytes),
}

impl Held {
    /// Bytes that it takes.
    pub(crate) fn len(&self) -> usize {
        match self {
            Held::Plain(bytes) | Held::Gzip(bytes) => bytes.len(),
        }
    }

    fn unpacked(&self) -> Bytes {
        match self {
            Held::Plain(bytes) => bytes.clone(),
            Held::Gzip(bytes) => {
                let mut plain = Vec::with_capacity(bytes.len() * 5);
                // what was packed here in memory can be unpacked
                let unpacked = GzDecoder::new(bytes.as_ref()).read_to_end(&mut plain);
                debug_assert!(unpacked.is_ok(), "{unpacked:?}");
                plain.into()
            }
        }
    }
}

/// A page as it is kept and sent.
#[derive(Debug)]
pub(crate) struct Rendered {
    pub(crate) status: StatusCode,
    pub(crate) media_type: &'static str,
    /// Where to go instead, for redirects.
    pub(crate) location: Option<HeaderValue>,
    /// The `Link` to the next page of a file.
    pub(crate) link: Option<HeaderValue>,
    pub(crate) body: Held,
    /// Headers of its own.
    pub(crate) more: Vec<(&'static str, HeaderValue)>,
    /// How many statements the store answered for it.
    pub(crate) statements: u64,
    /// Name of the content, in hexadecimal.
    pub(crate) tag: String,
    /// When this content was first seen here.
    pub(crate) modified: Timestamp,
}

impl Rendered {
    /// A body, named and compressed.
    pub(crate) fn new(
        status: StatusCode,
        media_type: &'static str,
        body: String,
        now: Timestamp,
    ) -> Rendered {
        let plain = body.into_bytes();
        let tag = content_name(&plain);
        let gzip = (plain.len() >= WORTH_COMPRESSING).then(|| compress(&plain)).flatten();
        // kept for long: no room that nothing stands in
        let body = gzip.map_or_else(|| Held::Plain(plain.into_boxed_slice().into()), Held::Gzip);
        Rendered {
            status,
            media_type,
            location: None,
            link: None,
            more: Vec::new(),
            statements: 0,
            body,
            tag,
            modified: now,
        }
    }

    /// Another address to go to.
    pub(crate) fn redirect(address: &str, now: Timestamp) -> Rendered {
        let mut page = Rendered::new(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", String::new(), now);
        // addresses of the site are ASCII; anything else would be a fault of `address`
        page.location = HeaderValue::from_str(address).ok();
        page
    }

    /// Adds a header; a value that no header may hold is left out.
    pub(crate) fn give(&mut self, name: &'static str, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.more.push((name, value));
        }
    }

    /// The same with the address of the page that follows.
    pub(crate) fn with_next(mut self, address: Option<String>) -> Rendered {
        self.link = address.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
        self
    }

    /// Another address for good.
    pub(crate) fn moved(address: &str, now: Timestamp) -> Rendered {
        Rendered { status: StatusCode::MOVED_PERMANENTLY, ..Rendered::redirect(address, now) }
    }

    /// The response to a request with these headers.
    pub(crate) fn respond(&self, request: &HeaderMap) -> Response<Body> {
        let gzip = match &self.body {
            Held::Gzip(bytes) => Some(bytes).filter(|_| accepts_gzip(request)),
            Held::Plain(_) => None,
        };
        let tag = match gzip {
            Some(_) => format!("\"{}-gz\"", self.tag),
            None => format!("\"{}\"", self.tag),
        };
        let unchanged = self.status == StatusCode::OK && holds(request, &self.tag, self.modified);
        let body = match gzip {
            _ if unchanged => Bytes::new(),
            Some(gzip) => gzip.clone(),
            None => self.body.unpacked(),
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = if unchanged { StatusCode::NOT_MODIFIED } else { self.status };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=0, must-revalidate"));
        for (name, value) in &self.more {
            headers.insert(*name, value.clone());
        }
        if let Some(location) = &self.location {
            headers.insert(header::LOCATION, location.clone());
        }
        if let Ok(timing) = HeaderValue::from_str(&format!("db;desc=\"{} statements\"", self.statements)) {
            headers.insert("server-timing", timing);
        }
        if let Some(link) = &self.link {
            headers.insert(header::LINK, link.clone());
        }
        if self.status == StatusCode::OK {
            if let Ok(tag) = HeaderValue::from_str(&tag) {
                headers.insert(header::ETAG, tag);
            }
            if let Ok(modified) = HeaderValue::from_str(&http_date(self.modified)) {
                headers.insert(header::LAST_MODIFIED, modified);
            }
        }
        if gzip.is_some() && !unchanged {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

/// Puts the headers on a response that protect its reader; one that has its own policy keeps it.
pub(crate) fn protect(headers: &mut HeaderMap) {
    let mut put = |name: &'static str, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    put("content-security-policy", CONTENT_SECURITY);
    put("x-content-type-options", "nosniff");
    put("referrer-policy", "strict-origin-when-cross-origin");
    put(
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    );
    put("cross-origin-opener-policy", "same-origin");
    put("x-frame-options", "DENY");
}

/// A short name of some content: the first 16 bytes of its SHA-256 in hexadecimal.
pub(crate) fn content_name(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn compress(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::new(5));
    encoder.write_all(plain).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < plain.len()).then(|| packed.into_boxed_slice().into())
}

fn accepts_gzip(request: &HeaderMap) -> bool {
    let Some(accepted) = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let refused = parts
            .any(|part| matches!(part.replace(' ', "").as_str(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        (name.eq_ignore_ascii_case("gzip") || name == "*") && !refused
    })
}

/// Whether what the asker has still holds. `If-None-Match` decides alone where it is given (RFC 9110, 13.2.2).
fn holds(request: &HeaderMap, tag: &str, modified: Timestamp) -> bool {
    if let Some(known) = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) {
        return known
            .split(',')
            .map(|one| one.trim().trim_start_matches("W/").trim_matches('"'))
            .any(|one| one == "*" || one.strip_suffix("-gz").unwrap_or(one) == tag);
    }
    let Some(since) = request.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let since = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(since);
    since.is_ok_and(|since| modified.as_second() <= since.as_second())
}

fn http_date(moment: Timestamp) -> String {
    moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    fn page() -> Rendered {
        let at = Timestamp::from_second(1_769_600_000).unwrap();
        Rendered::new(StatusCode::OK, "text/html; charset=utf-8", "tekst ".repeat(500), at)
    }

    #[track_caller]
    fn check(headers: &[(&'static str, &str)], status: u16) {
        assert_eq!(page().respond(&request(headers)).status().as_u16(), status, "{headers:?}");
    }

    #[test]
    fn what_the_reader_has_is_not_sent_again() {
        let tag = page().tag;
        check(&[], 200);
        check(&[("if-none-match", &format!("\"{tag}\""))], 304);
        check(&[("if-none-match", &format!("W/\"{tag}-gz\", \"anders\""))], 304);
        check(&[("if-none-match", "\"anders\"")], 200);
        check(&[("if-modified-since", "Wed, 28 Jan 2026 11:33:20 GMT")], 304);
        check(&[("if-modified-since", "Wed, 28 Jan 2026 11:33:19 GMT")], 200);
        check(&[("if-modified-since", "morgen")], 200);
        check(
            &[("if-none-match", "\"anders\""), ("if-modified-since", "Wed, 28 Jan 2026 11:33:20 GMT")],
            200,
        );
    }

    #[test]
    fn compressed_only_for_who_can_read_it() {
        let encoding = |accepted: &str| {
            let response = page().respond(&request(&[("accept-encoding", accepted)]));
            response.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(encoding("gzip, br").as_deref(), Some("gzip"));
        assert_eq!(encoding("br;q=1.0, gzip;q=0.2").as_deref(), Some("gzip"));
        assert_eq!(encoding("gzip;q=0"), None);
        assert_eq!(encoding("identity"), None);
    }

    #[tokio::test]
    async fn a_page_is_kept_compressed_and_reads_the_same_for_who_cannot() {
        let page = page();
        let plain = "tekst ".repeat(500);
        assert!(page.body.len() * 5 < plain.len());
        let response = page.respond(&request(&[("accept-encoding", "identity")]));
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        assert_eq!(body, plain);
        let short = Rendered::new(StatusCode::OK, "text/plain", "kort".to_owned(), page.modified);
        assert_eq!((short.body.len(), short.body.unpacked().as_ref()), (4, b"kort".as_slice()));
    }

    #[test]
    fn a_date_is_written_as_http_wants_it() {
        assert_eq!(
            http_date(Timestamp::from_second(1_769_600_000).unwrap()),
            "Wed, 28 Jan 2026 11:33:20 GMT"
        );
    }
}
