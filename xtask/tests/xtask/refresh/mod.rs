//! `refresh`: what it gets and writes; what it refuses stands in the files beside.

mod configured;
mod failed;
mod server;

use std::fs;

use serde_json::Value;

use self::server::{Reply, Server};
use super::{DOCUMENT, Ended, PAGE, Place};

/// A page of HTML that says what [`PAGE`] says, with this table.
fn things(rows: &str) -> String {
    let example = "{\n  \"id\": \"string\",\n  \"name\": \"string\"\n}";
    format!(
        "<!doctype html><html><head><title>Things</title><script>var a = '<h1>';</script></head>\
         <body><nav><a href='/'>Home</a></nav><main><h1>Things</h1>\
         <p>Base URL <code>https://api.example.com</code></p>\
         <h2><span>GET</span><span>List things</span></h2><div>/things</div>\
         <h3>Responses</h3><h4>200</h4><p>Successful response</p>{rows}\
         <pre><code>{example}</code></pre><button>Copy</button></main>\
         <footer>© Example</footer></body></html>"
    )
}

const ROWS: &str = "<div>id string required</div><div>name string required</div>";

/// A second page, as text.
const PARTS: &str = "Parts\n\nGET List parts\n\n/parts\n\nResponses\n\n200\n\nSuccessful response\n\n\
    id string required\n{\n  \"id\": \"string\"\n}\n";

/// A folder with a configuration that names three addresses of a server.
struct Site {
    place: Place,
    server: Server,
}

impl Site {
    /// Without inputs: they come from the server.
    fn new() -> Self {
        let site = Self {
            place: Place::new(),
            server: Server::start(),
        };
        for input in ["api.yaml", "page.txt"] {
            fs::remove_file(site.place.path(input)).expect("a file");
        }
        let yaml = Reply::of("application/yaml", DOCUMENT.as_bytes());
        site.server.on("/api.yaml", yaml.with("ETag", "\"1\""));
        let time = "Sun, 01 Mar 2026 10:00:00 GMT";
        let page = Reply::html(&things(ROWS)).with("Last-Modified", time);
        site.server.on("/things", page);
        let parts = Reply::of("text/plain", PARTS.as_bytes());
        site.server.on("/parts", parts);
        site.configure("");
        site
    }

    /// Writes the configuration with these lines more in its section.
    fn configure(&self, more: &str) {
        let url = &self.server.url;
        let config = format!(
            "openapi = \"in/api.yaml\"\nreference = [\"in/things.txt\", \"in/parts.txt\"]\n\
             reconciled = \"reconciled\"\n\n[client]\npath = \"client\"\nname = \"things\"\n\
             version = \"0.1.0\"\n\n[sources]\nopenapi = \"{url}/api.yaml\"\n\
             reference = [\"{url}/things\", \"{url}/parts\"]\n{more}"
        );
        self.place.write("codegen.toml", &config);
    }

    fn refresh(&self, options: &[&str]) -> Ended {
        let mut arguments = vec!["refresh", "--config", "codegen.toml"];
        arguments.extend(options);
        self.place.run(&arguments)
    }

    /// What was printed, the same on every run.
    fn plain(&self, text: &str) -> String {
        text.replace(&self.server.url, "http://HERE")
    }
}

#[test]
fn gets_everything_and_then_only_what_is_new() {
    let site = Site::new();
    let ended = site.refresh(&[]).ends_with(0);
    insta::assert_snapshot!(site.plain(&ended.out));
    assert_eq!(site.place.read("in/api.yaml"), DOCUMENT);
    assert_eq!(site.place.read("in/parts.txt"), PARTS);
    assert_eq!(site.place.read("in/things.txt"), PAGE);
    let lock = site.plain(&site.place.read("codegen.lock"));
    insta::assert_snapshot!("lock", lock);
    let asked = site.server.take_requests();
    assert!(asked.iter().all(|request| !request.contains("if-")));
    assert!(
        asked
            .iter()
            .all(|request| request.contains("accept-encoding: gzip\r\n"))
    );

    let before = site.place.files(".");
    let ended = site.refresh(&[]).ends_with(0);
    assert!(ended.out.contains("nothing is new"), "{}", ended.out);
    assert_eq!(
        ended.out.matches("unchanged, as the server says").count(),
        2
    );
    assert_eq!(before, site.place.files("."), "files were touched");
    let asked = site.server.take_requests();
    assert!(
        asked[0].contains("if-none-match: \"1\"\r\n"),
        "{}",
        asked[0]
    );
    assert!(asked[1].contains("if-modified-since: sun, 01 mar 2026 10:00:00 gmt\r\n"));
    site.refresh(&["--check"]).ends_with(0);

    // What was got can be generated from.
    site.place
        .run(&["reconcile", "--config", "codegen.toml"])
        .ends_with(0);
}

#[test]
fn shows_what_is_new_and_writes_it_when_asked_to() {
    let site = Site::new();
    site.refresh(&["--quiet"]).ends_with(0);
    let rows = "<div>id string (uuid) required</div><div>name string optional</div>";
    site.server.on("/things", Reply::html(&things(rows)));
    let before = site.place.files(".");
    let checked = site.refresh(&["--check"]).ends_with(1);
    let shown = site.refresh(&["--dry-run"]).ends_with(0);
    assert_eq!(shown.out, checked.out);
    insta::assert_snapshot!(site.plain(&shown.out));
    assert_eq!(before, site.place.files("."), "something was written");
    site.refresh(&[]).ends_with(0);
    assert!(
        site.place
            .read("in/things.txt")
            .contains("name string optional\n")
    );
    site.refresh(&["--check"]).ends_with(0);
}

#[test]
fn tells_programs_line_by_line() {
    let site = Site::new();
    let ended = site.refresh(&["--message-format", "json"]).ends_with(0);
    let lines: Vec<Value> = ended
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let sources: Vec<_> = lines.iter().filter(|l| l["reason"] == "source").collect();
    assert_eq!(sources.len(), 3, "{}", ended.out);
    assert_eq!(sources[1]["file"], "in/things.txt");
    assert_eq!(sources[1]["what"], "new");
    let parts = PARTS.replace("id string required", "id string required Nullable");
    site.server
        .on("/parts", Reply::of("text/plain", parts.as_bytes()));
    let ended = site.refresh(&["--message-format", "json"]).ends_with(0);
    let last = ended
        .out
        .lines()
        .find(|line| line.contains("/parts"))
        .unwrap();
    let last: Value = serde_json::from_str(last).unwrap();
    assert_eq!(last["what"], "changed");
    assert_eq!(last["changed"], serde_json::json!(["GET /parts"]));
    assert_eq!(last["facts_changed"], 1);
}

#[test]
fn an_edit_is_not_replaced_without_being_asked_for() {
    let site = Site::new();
    site.refresh(&[]).ends_with(0);
    let edited = site
        .place
        .read("in/things.txt")
        .replace("Successful", "Good");
    site.place.write("in/things.txt", &edited);
    let newer = ROWS.replace("name string required", "name string optional");
    site.server.on("/things", Reply::html(&things(&newer)));
    let before = site.place.files(".");
    let ended = site.refresh(&[]).ends_with(2);
    insta::assert_snapshot!(site.plain(&ended.errors));
    assert_eq!(before, site.place.files("."), "something was written");
    // The server was not told to send only what is new: the file is not what it sent.
    let asked = site.server.take_requests();
    assert!(!asked.last().unwrap().contains("if-"));
    let ended = site.refresh(&["--dry-run"]).ends_with(0);
    assert!(ended.errors.contains("input-edited"), "{}", ended.errors);
    site.refresh(&["--force"]).ends_with(0);
    let newer = PAGE.replace("name string required", "name string optional");
    assert_eq!(site.place.read("in/things.txt"), newer);
}

#[test]
fn an_edit_alone_is_nothing_new() {
    let site = Site::new();
    site.refresh(&[]).ends_with(0);
    let edited = PAGE.replace("Successful", "Good");
    site.place.write("in/things.txt", &edited);
    let before = site.place.files(".");
    for options in [["--check"].as_slice(), &["--dry-run"], &[]] {
        let ended = site.refresh(options).ends_with(0);
        let line = "edited here, nothing new there";
        assert!(ended.out.contains(line), "{options:?}: {}", ended.out);
        assert_eq!(ended.errors, "", "{options:?}");
        assert_eq!(before, site.place.files("."), "{options:?}");
    }
    site.refresh(&["--force"]).ends_with(0);
    assert_eq!(site.place.read("in/things.txt"), PAGE);
}

#[test]
fn a_file_that_did_not_come_from_there_is_not_replaced() {
    let site = Site::new();
    site.place
        .write("in/parts.txt", &PARTS.replace("Parts", "My parts"));
    let before = site.place.files(".");
    let ended = site.refresh(&[]).ends_with(2);
    assert!(
        ended.errors.contains("input-not-recorded"),
        "{}",
        ended.errors
    );
    assert_eq!(before, site.place.files("."), "something was written");
    // The same text is in nobody's way.
    site.place.write("in/parts.txt", PARTS);
    site.refresh(&[]).ends_with(0);
}

#[test]
fn a_page_that_needs_a_decision_is_taken() {
    let site = Site::new();
    site.refresh(&[]).ends_with(0);
    let document = DOCUMENT.replace(
        "'#/components/schemas/Thing'",
        "'#/components/schemas/Gone'",
    );
    let document = document.replace("Thing:", "Thing2:");
    site.server.on(
        "/api.yaml",
        Reply::of("application/yaml", document.as_bytes()),
    );
    let ended = site.refresh(&[]).ends_with(0);
    assert_eq!(site.place.read("in/api.yaml"), document);
    assert!(ended.out.contains("cargo xtask decide"), "{}", ended.out);
}

#[test]
fn follows_to_where_the_page_has_moved() {
    let site = Site::new();
    site.configure("headers = { Accept-Language = \"en\" }\n");
    let elsewhere = Server::start();
    let here = elsewhere.url.replace("127.0.0.1", "localhost");
    elsewhere.on("/b", Reply::html(&things(ROWS)));
    site.server.on("/things", Reply::to("moved#here"));
    site.server.on("/moved", Reply::to(&format!("{here}/b")));
    site.refresh(&[]).ends_with(0);
    assert_eq!(site.place.read("in/things.txt"), PAGE);
    let asked = site.server.take_requests();
    assert!(
        asked
            .iter()
            .all(|request| request.contains("accept-language: en\r\n"))
    );
    let asked = elsewhere.take_requests();
    assert!(!asked[0].contains("accept-language"), "{}", asked[0]);
}

#[test]
fn unpacks_and_reads_letters_as_they_are_sent() {
    let site = Site::new();
    let html = things(ROWS).replace("Successful response", "R\u{e9}ponse");
    let packed = packed(html.as_bytes());
    site.server.on(
        "/things",
        Reply::of("text/html; charset=UTF-8", &packed).with("Content-Encoding", "gzip"),
    );
    site.refresh(&[]).ends_with(0);
    assert!(
        site.place
            .read("in/things.txt")
            .contains("\nR\u{e9}ponse\n")
    );
    let latin = |meta: &str| -> Vec<u8> {
        let html = html.replace("<head>", &format!("<head>{meta}"));
        html.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect()
    };
    let cases = [
        ("text/html; charset=\"ISO-8859-1\"", ""),
        ("text/html", "<meta charset=windows-1252>"),
        (
            "text/html",
            "<meta http-equiv='Content-Type' content='text/html; charset=latin1'>",
        ),
        ("text/html", ""),
    ];
    for (media, meta) in cases {
        site.server.on("/things", Reply::of(media, &latin(meta)));
        site.refresh(&["--force"]).ends_with(0);
        let text = site.place.read("in/things.txt");
        assert!(text.contains("\nR\u{e9}ponse\n"), "{media} {meta}: {text}");
    }
    let wide: Vec<u8> = DOCUMENT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = [vec![0xff, 0xfe], wide].concat();
    site.server
        .on("/api.yaml", Reply::of("application/yaml", &wide));
    site.refresh(&["--force"]).ends_with(0);
    assert_eq!(site.place.read("in/api.yaml"), DOCUMENT);
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("room");
    encoder.finish().expect("room")
}

#[test]
fn keeps_what_came_also_where_it_is_refused() {
    let site = Site::new();
    site.server.on(
        "/things",
        Reply::html("<main><h1>Sign in</h1><p>Your name?</p></main>"),
    );
    site.refresh(&["--keep", "kept"]).ends_with(2);
    assert_eq!(
        site.place.read("kept/in-things.txt"),
        "Sign in\n\nYour name?\n"
    );
    assert!(
        site.place
            .read("kept/in-things.txt.received")
            .contains("<h1>Sign in")
    );
    assert!(!site.place.path("in").exists());
}
