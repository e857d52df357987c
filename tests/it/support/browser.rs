//! A real browser, driven over WebDriver.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use url::Url;

use super::{Data, Running};

/// A browser with one window; it ends with the test.
pub struct Browser {
    /// The window.
    pub window: Client,
    driver: Running,
    port: u16,
    _profile: Data,
}

/// A driver that is only killed leaves its browser behind: it is asked to close it first.
impl Drop for Browser {
    fn drop(&mut self) {
        let asked = TcpStream::connect(("127.0.0.1", self.port)).and_then(|mut driver| {
            driver.set_read_timeout(Some(Duration::from_secs(5)))?;
            driver.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
            driver.read_to_end(&mut Vec::new())
        });
        if let Err(error) = asked {
            eprintln!("the driver of the browser was not there to close it: {error}");
        }
        for _ in 0..250 {
            if !matches!(self.driver.0.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Browser {
    /// Starts it, or says what is missing.
    pub async fn start() -> Option<Browser> {
        let Ok(mut child) = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
        else {
            eprintln!(
                "SKIPPED: no chromedriver, so no page was looked at in a browser; `cargo xtask tools` installs it"
            );
            return None;
        };
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let driver = Running(child);
        let port: u16 = lines
            .find_map(|line| {
                line.ok()?
                    .split_once("started successfully on port ")
                    .and_then(|(_, port)| port.trim_end_matches('.').parse().ok())
            })
            .expect("chromedriver says its port");
        std::thread::spawn(move || lines.for_each(drop));
        let profile = Data::new();
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            format!("--user-data-dir={}", profile.folder().display()),
        ];
        let wanted =
            json!({ "goog:chromeOptions": { "args": arguments }, "goog:loggingPrefs": { "browser": "ALL" } });
        let Value::Object(wanted) = wanted else { unreachable!("an object") };
        let window = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(Capabilities::from(wanted))
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("a browser");
        Some(Browser { window, driver, port, _profile: profile })
    }

    /// Makes the window look like this screen.
    pub async fn screen(&self, width: u32, height: u32, dark: bool) {
        let phone = width < 600;
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone }),
        )
        .await;
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }, { "name": "prefers-reduced-motion", "value": "reduce" }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Presses a button of the page by its words, and waits for the page that answers.
    pub async fn press(&self, text: &str) {
        let path = format!("//main//button[normalize-space()='{text}']");
        let button =
            self.window.find(Locator::XPath(&path)).await.unwrap_or_else(|error| panic!("{text}: {error}"));
        button.clone().click().await.expect("a click");
        // the answer takes the place of the page: then its button is gone
        for _ in 0..500 {
            if button.tag_name().await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{text}: no other page came");
    }

    /// What the browser complained of since it was last asked.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self
            .window
            .issue_cmd(Raw { path: "se/log", body: json!({ "type": "browser" }) })
            .await
            .expect("a log");
        let lines = log.as_array().cloned().unwrap_or_default();
        lines.iter().filter_map(|line| line["message"].as_str().map(str::to_owned)).collect()
    }

    async fn devtools(&self, command: &str, parameters: Value) {
        let body = json!({ "cmd": command, "params": parameters });
        self.window.issue_cmd(Raw { path: "goog/cdp/execute", body }).await.expect("the browser obeys");
    }
}

/// A command of Chromium's driver that the standard does not have.
#[derive(Debug)]
struct Raw {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
