//! A folder that goes away, the program as a process, feed servers, a mail server, a served site and a browser.

pub mod browser;
pub mod mail;
pub mod site;
pub mod source;

use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A data folder that is removed at the end of the test.
pub struct Data(PathBuf);

impl Data {
    /// A new, empty folder.
    pub fn new() -> Data {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let path = std::env::temp_dir().join(format!(
            "kamerspoor-it-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        ));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Data(path)
    }

    /// Where it lies.
    pub fn folder(&self) -> &std::path::Path {
        &self.0
    }

    /// The store in it.
    pub fn store(&self) -> store::Store {
        store::Store::open(&self.0).expect("the program made it")
    }

    /// The program on this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kamerspoor"));
        command
            .args(arguments)
            .env("KAMERSPOOR_DATA", &self.0)
            .env_remove("KAMERSPOOR_CONFIG")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program to its end and expects success.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.try_run(arguments);
        assert!(output.status.success(), "{arguments:?} failed: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("the program prints UTF-8")
    }

    /// Runs the program to its end.
    pub fn try_run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// Starts the program without waiting.
    pub fn start(&self, arguments: &[&str]) -> Running {
        Running(
            self.command(arguments)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the program starts"),
        )
    }

    /// `status --json`.
    pub fn status(&self) -> serde_json::Value {
        serde_json::from_str(&self.run(&["status", "--json"])).expect("status prints JSON")
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A process that is killed at the end of the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The folder of real data, or none with a word about it.
pub fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("KAMERSPOOR_SHARED").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("SKIPPED: KAMERSPOOR_SHARED is not set, so nothing was tried on real data");
    }
    folder
}
