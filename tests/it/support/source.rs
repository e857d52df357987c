//! A replay of real data by its own server.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use super::Running;

/// A replay of real data by its own server program.
pub struct Replay {
    _process: Running,
    /// Base address of the feed.
    pub url: String,
    /// What it holds.
    pub manifest: serde_json::Value,
}

impl Replay {
    /// Starts it on a free port.
    pub fn start(shared: &Path, arguments: &[&str]) -> Replay {
        let folder = shared.join("replay");
        let mut child = Command::new("python3")
            .arg(folder.join("replay_server.py"))
            .arg("--data")
            .arg(folder.join("data"))
            .args(["--port", "0"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("python3 runs the replay server");
        let stderr = child.stderr.take().expect("piped");
        let mut lines = BufReader::new(stderr).lines();
        let first = lines.next().expect("it says where it listens").expect("text");
        let url = first
            .split("on ")
            .nth(1)
            .and_then(|rest| rest.strip_suffix("/Feed"))
            .expect("an address")
            .to_owned();
        std::thread::spawn(move || lines.for_each(drop));
        let manifest = std::fs::read_to_string(folder.join("data/MANIFEST.json")).expect("a manifest");
        Replay { _process: Running(child), url, manifest: serde_json::from_str(&manifest).expect("JSON") }
    }
}
