//! A browser that shows a report from disk, driven as a person would.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{By, Capabilities, Key, WebDriver, WebElement};
use tokio::runtime::Runtime;

/// What the tests ask of a page.
const PROBES: &str = include_str!("probes.js");

/// A browser with a report in it.
pub(super) struct Session {
    runtime: Runtime,
    web: Option<WebDriver>,
    /// The program between; ends with the test.
    driver: Child,
    folder: TempDir,
}

impl Session {
    /// Opens a report from disk.
    pub(super) fn open(report: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let (driver, port) = start_driver();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let session = Self {
            runtime,
            web: None,
            driver,
            folder,
        };
        let session = session.connect(port);
        session.show(report);
        session
    }

    /// Opens another report.
    pub(super) fn show(&self, report: &str) {
        fs::write(self.folder.path().join("report.html"), report).expect("writable");
        self.go_to("");
    }

    fn connect(mut self, port: u16) -> Self {
        let capabilities = capabilities(&self.folder.path().join("profile"));
        let web = self.runtime.block_on(async {
            let web = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await?;
            Ok::<_, thirtyfour::error::WebDriverError>(web)
        });
        self.web = Some(web.expect("chromium starts"));
        // What the browser shows first is a page of its own.
        let empty = self.runtime.block_on(self.web().goto("about:blank"));
        empty.expect("an empty page");
        self.log("performance");
        self
    }

    fn web(&self) -> &WebDriver {
        self.web.as_ref().expect("a session")
    }

    /// Loads the report, at a place in it.
    pub(super) fn go_to(&self, place: &str) {
        let path = self.folder.path().join("report.html");
        let address = format!("file://{}{place}", path.display());
        self.runtime.block_on(async {
            self.web().goto("about:blank").await.expect("an empty page");
            self.web().goto(address).await.expect("the report opens");
        });
    }

    /// Calls one of the probes.
    pub(super) fn ask(&self, call: &str) -> Value {
        let script = format!("{PROBES}\nreturn {call};");
        let answer = self
            .runtime
            .block_on(self.web().execute(script, Vec::new()));
        answer
            .unwrap_or_else(|error| panic!("{call}: {error}"))
            .json()
            .clone()
    }

    /// The number that a probe gives.
    pub(super) fn count(&self, call: &str) -> u64 {
        let answer = self.ask(call);
        answer
            .as_u64()
            .unwrap_or_else(|| panic!("{call}: {answer}"))
    }

    /// The text that a probe gives.
    pub(super) fn say(&self, call: &str) -> String {
        let answer = self.ask(call);
        answer
            .as_str()
            .unwrap_or_else(|| panic!("{call}: {answer}"))
            .to_owned()
    }

    fn find(&self, selector: &str) -> WebElement {
        let found = self.runtime.block_on(self.web().find(By::Css(selector)));
        found.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// Clicks the first element that a selector finds, with the mouse.
    pub(super) fn click(&self, selector: &str) {
        let element = self.find(selector);
        self.runtime.block_on(async {
            element.scroll_into_view().await.expect("it can be seen");
            element
                .click()
                .await
                .unwrap_or_else(|error| panic!("{selector}: {error}"));
        });
    }

    /// Presses keys, wherever the focus is.
    pub(super) fn press(&self, keys: &str) {
        let chain = self.web().action_chain().send_keys(keys);
        self.runtime
            .block_on(chain.perform())
            .expect("keys can be pressed");
    }

    pub(super) fn press_key(&self, key: Key) {
        let chain = self.web().action_chain().send_keys(key + "");
        self.runtime
            .block_on(chain.perform())
            .expect("keys can be pressed");
    }

    /// Sets what a page can know of the screen and of what its user prefers.
    pub(super) fn prefer(&self, method: &str, values: Value) {
        let sent = self
            .runtime
            .block_on(self.web().cdp().send_raw(method, values));
        sent.unwrap_or_else(|error| panic!("{method}: {error}"));
    }

    /// The messages of a log since the last time.
    pub(super) fn log(&self, name: &str) -> Vec<String> {
        let entries = self.runtime.block_on(self.web().get_log(name));
        let entries = entries.unwrap_or_else(|error| panic!("{name}: {error}"));
        entries.into_iter().map(|entry| entry.message).collect()
    }

    /// The addresses that the page asked for since the last time.
    pub(super) fn requests(&self) -> Vec<String> {
        let messages = self.log("performance");
        let address = |message: &String| {
            let event: Value = serde_json::from_str(message).ok()?;
            let event = &event["message"];
            let is_request = event["method"] == "Network.requestWillBeSent";
            let address = event["params"]["request"]["url"].as_str()?;
            is_request.then(|| address.to_owned())
        };
        messages.iter().filter_map(address).collect()
    }

    /// The text of a dialog of the browser that is open.
    pub(super) fn dialog(&self) -> Option<String> {
        self.runtime.block_on(self.web().get_alert_text()).ok()
    }

    /// A picture for the person who looks at it, where the environment names a folder.
    pub(super) fn picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("TRUESPEC_PICTURES") {
            let path = Path::new(&folder).join(format!("{name}.png"));
            self.runtime
                .block_on(self.web().screenshot(&path))
                .expect("a picture");
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(web) = self.web.take() {
            let _ = self.runtime.block_on(web.quit());
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn start_driver() -> (Child, u16) {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver is installed");
    let port = driver.stdout.take().and_then(|output| {
        let lines = BufReader::new(output).lines().map_while(Result::ok);
        let mut ports = lines.filter_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        ports.next()
    });
    if port.is_none() {
        let _ = driver.kill();
        let _ = driver.wait();
    }
    (driver, port.expect("chromedriver says where it listens"))
}

fn capabilities(profile: &Path) -> Capabilities {
    let profile = format!("--user-data-dir={}", profile.display());
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--window-size=1400,1000",
        profile.as_str(),
    ];
    let mut capabilities = Capabilities::new();
    let mut set = |key: &str, value: Value| capabilities.set(key, value).expect("a capability");
    set("browserName", json!("chrome"));
    set("goog:chromeOptions", json!({ "args": arguments }));
    set(
        "goog:loggingPrefs",
        json!({ "browser": "ALL", "performance": "ALL" }),
    );
    set("unhandledPromptBehavior", json!("ignore"));
    capabilities
}
