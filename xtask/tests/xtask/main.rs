//! The commands, run as a person runs them: what they write, what they print, how they end.

#![allow(clippy::expect_used, reason = "a test says what is wrong by failing")]

mod changes;
#[cfg(unix)]
mod corpus;
mod decide;
mod drift;
mod explain;
mod refresh;
mod workflow;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::SystemTime,
};

use tempfile::TempDir;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Things of Ours, version: v1}
servers: [{url: 'https://api.example.com'}]
paths:
  /things:
    get:
      operationId: listThings
      responses:
        '200':
          description: The things.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}
components:
  schemas:
    Thing: {type: object, required: [id], properties: {id: {type: string}}}
";

const PAGE: &str = "Things

Base URL https://api.example.com

GET List things

/things

Responses

200

Successful response

id string required
name string required
{
  \"id\": \"string\",
  \"name\": \"string\"
}
";

/// A folder with inputs.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(TempDir::new().expect("a temporary folder"));
        place.write("api.yaml", DOCUMENT);
        place.write("page.txt", PAGE);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("readable")
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .expect("the command starts");
        Ended::of(output)
    }

    /// Every file below a folder, with its text and time of change.
    fn files(&self, folder: &str) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        fn add(folder: &Path, files: &mut BTreeMap<PathBuf, (Vec<u8>, SystemTime)>) {
            let Ok(entries) = fs::read_dir(folder) else {
                return;
            };
            for entry in entries {
                let path = entry.expect("readable").path();
                if path.is_dir() {
                    add(&path, files);
                } else {
                    let time = path.metadata().and_then(|m| m.modified()).expect("a time");
                    files.insert(path.clone(), (fs::read(&path).expect("readable"), time));
                }
            }
        }
        let mut files = BTreeMap::new();
        add(&self.path(folder), &mut files);
        files
    }
}

struct Ended {
    code: Option<i32>,
    out: String,
    errors: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            errors: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    #[track_caller]
    fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.errors);
        self
    }
}

const CODEGEN: [&str; 5] = ["codegen", "--openapi", "api.yaml", "--out", "client"];

#[test]
fn writes_a_crate_and_then_touches_nothing() {
    let place = Place::new();
    let first = place.run(&CODEGEN).ends_with(0);
    assert!(first.out.contains("new"), "{}", first.out);
    assert!(
        place
            .read("client/Cargo.toml")
            .contains("name = \"things-of-ours\"")
    );
    // It builds wherever it is, also in the folder of another workspace.
    assert!(place.read("client/Cargo.toml").ends_with("\n[workspace]\n"));
    for name in ["openapi.yaml", "overlay.yaml", "report.html", "report.md"] {
        assert!(place.path("client/spec").join(name).exists(), "{name}");
    }
    let before = place.files("client");
    let second = place.run(&CODEGEN).ends_with(0);
    for word in ["  new ", "  changed ", "  deleted "] {
        assert!(!second.out.contains(word), "{}", second.out);
    }
    assert_eq!(before, place.files("client"));
    let check = [&CODEGEN[..], &["--check"]].concat();
    place.run(&check).ends_with(0);
}

#[test]
fn two_runs_give_the_same_bytes() {
    let [one, two] = [Place::new(), Place::new()];
    let with_page = [&CODEGEN[..], &["--reference", "page.txt"]].concat();
    one.run(&with_page).ends_with(0);
    two.run(&with_page).ends_with(0);
    let texts = |place: &Place| -> Vec<Vec<u8>> {
        place
            .files("client")
            .into_values()
            .map(|(text, _)| text)
            .collect()
    };
    assert!(texts(&one).len() > 20);
    assert_eq!(texts(&one), texts(&two));
}

#[test]
fn check_names_every_stale_file_and_writes_nothing() {
    let place = Place::new();
    place.run(&CODEGEN).ends_with(0);
    let lib = place.read("client/src/lib.rs");
    place.write(
        "client/src/lib.rs",
        &lib.replace("forbid(unsafe_code)", "allow(unsafe_code)"),
    );
    fs::remove_file(place.path("client/src/client.rs")).expect("there");
    place.write("client/src/old.rs", &lib);
    let before = place.files("client");
    let check = [&CODEGEN[..], &["--check"]].concat();
    let ended = place.run(&check).ends_with(1);
    for line in [
        "stale client/src/lib.rs",
        "missing client/src/client.rs",
        "left over client/src/old.rs",
        "-#![allow(unsafe_code)]",
        "+#![forbid(unsafe_code)]",
        "cargo xtask codegen",
    ] {
        assert!(ended.out.contains(line), "no {line:?} in {}", ended.out);
    }
    assert!(!ended.out.contains('\u{1b}'), "colours without a terminal");
    assert_eq!(before, place.files("client"));

    let mended = place.run(&CODEGEN).ends_with(0);
    assert!(mended.out.contains("deleted"), "{}", mended.out);
    assert!(!place.path("client/src/old.rs").exists());
    place.run(&check).ends_with(0);
}

#[test]
fn a_changed_document_changes_the_crate() {
    let place = Place::new();
    place.run(&CODEGEN).ends_with(0);
    place.write(
        "api.yaml",
        &DOCUMENT
            .replace("Thing", "Part")
            .replace("/things", "/parts"),
    );
    let ended = place.run(&CODEGEN).ends_with(0);
    assert!(ended.out.contains("deleted"), "{}", ended.out);
    assert!(!place.path("client/src/types/thing.rs").exists());
    assert!(place.path("client/src/types/part.rs").exists());
}

#[test]
fn reconcile_writes_only_the_corrected_document() {
    let place = Place::new();
    let arguments = "reconcile --openapi api.yaml --reference page.txt --out corrected";
    let arguments: Vec<_> = arguments.split(' ').collect();
    let ended = place.run(&arguments).ends_with(0);
    assert!(ended.out.contains("response-body"), "{}", ended.out);
    let names: Vec<_> = place
        .files("corrected")
        .into_keys()
        .map(|path| path.file_name().expect("a name").to_owned())
        .collect();
    let expected = ["openapi.yaml", "overlay.yaml", "report.html", "report.md"];
    assert_eq!(names, expected);
    assert!(
        place
            .read("corrected/overlay.yaml")
            .contains("extends: ../api.yaml")
    );
}

#[test]
fn quiet_prints_nothing_when_all_is_well() {
    let place = Place::new();
    let quiet = [&CODEGEN[..], &["-q"]].concat();
    let ended = place.run(&quiet).ends_with(0);
    assert_eq!((ended.out.as_str(), ended.errors.as_str()), ("", ""));
}

/// Wrong inputs: the code 2, a message that names the file, and nothing written.
#[test]
fn wrong_inputs_write_nothing() {
    let place = Place::new();
    place.write(
        "cut.txt",
        PAGE.split("Responses").next().unwrap_or_default(),
    );
    place.write("old.yaml", "swagger: '2.0'\n");
    place.write("tabs.yaml", "openapi: 3.0.3\npaths:\n\t/x: {}\n");
    place.write(
        "useless.toml",
        "[[decision]]\nrule = \"limits\"\ntake = \"document\"\nbecause = \"x\"\n",
    );
    fs::write(place.path("latin1.yaml"), b"openapi: 3.0.3\n# \xe9\n").expect("writable");
    let cases: &[(&str, &str)] = &[
        ("--openapi none.yaml --out client", "none.yaml: "),
        ("--openapi old.yaml --out client", "old.yaml:1:1"),
        ("--openapi tabs.yaml --out client", "tabs.yaml:3:"),
        ("--openapi latin1.yaml --out client", "latin1.yaml: line 2"),
        (
            "--openapi api.yaml --reference cut.txt --out client",
            "cut.txt:",
        ),
        (
            "--openapi api.yaml --reference none.txt --out client",
            "none.txt: ",
        ),
        (
            "--openapi api.yaml --reference page.txt --decisions useless.toml --out client",
            "useless.toml:2:",
        ),
        ("--openapi api.yaml --name 1bad --out client", "1bad"),
        (
            "--openapi api.yaml --name fn --out client",
            "a word of Rust",
        ),
        ("--openapi api.yaml --name std --out client", "`std`"),
        (
            "--openapi api.yaml --name serde-json --out client",
            "the client itself uses",
        ),
        ("--config none.toml", "none.toml: "),
    ];
    for (arguments, expected) in cases {
        let arguments: Vec<_> = ["codegen"]
            .into_iter()
            .chain(arguments.split(' '))
            .collect();
        let ended = place.run(&arguments).ends_with(2);
        assert!(
            ended.errors.contains(expected),
            "{arguments:?}: {}",
            ended.errors
        );
        assert!(
            ended.errors.contains("help: "),
            "{arguments:?}: {}",
            ended.errors
        );
        assert!(
            !place.path("client").exists(),
            "{arguments:?} wrote something"
        );
    }
}

/// Without pages nothing is corrected: a warning names the place in the document that was given.
#[test]
fn warnings_are_about_the_document_of_the_user() {
    let place = Place::new();
    let text = place.read("api.yaml");
    place.write(
        "api.yaml",
        &text.replace("      operationId: listThings\n", ""),
    );
    let ended = place.run(&CODEGEN).ends_with(0);
    assert!(ended.errors.contains("api.yaml:"), "{}", ended.errors);
    assert!(!ended.errors.contains("client/spec"), "{}", ended.errors);
}

#[test]
fn files_of_people_are_safe() {
    let place = Place::new();
    place.write("client/src/lib.rs", "// mine\n");
    let ended = place.run(&CODEGEN).ends_with(2);
    assert!(
        ended.errors.contains("client/src/lib.rs"),
        "{}",
        ended.errors
    );
    assert_eq!(place.files("client").len(), 1);

    place.write("own/spec/openapi.yaml", DOCUMENT);
    let own = [
        "codegen",
        "--openapi",
        "own/spec/openapi.yaml",
        "--out",
        "own",
    ];
    let ended = place.run(&own).ends_with(2);
    assert!(
        ended.errors.contains("would be overwritten"),
        "{}",
        ended.errors
    );
    assert_eq!(place.files("own").len(), 1);

    place.write("kept/src/mine.rs", "// mine\n");
    place
        .run(&["codegen", "--openapi", "api.yaml", "--out", "kept"])
        .ends_with(0);
    assert_eq!(place.read("kept/src/mine.rs"), "// mine\n");
}

/// A place that cannot be written to: nothing of the rest is written either.
#[test]
fn all_files_or_none() {
    let place = Place::new();
    place.write("client/src/types", "a file where a folder should be\n");
    let ended = place.run(&CODEGEN).ends_with(2);
    assert!(
        ended.errors.contains("client/src/types"),
        "{}",
        ended.errors
    );
    let left: Vec<_> = place.files("client").into_keys().collect();
    assert_eq!(left, [place.path("client/src/types")]);
    assert!(
        !place.path("client/spec").exists(),
        "an empty folder is left"
    );
}

#[test]
fn a_configuration_of_its_own() {
    let place = Place::new();
    place.write(
        "conf/codegen.toml",
        "openapi = '../api.yaml'\nreference = ['../page.txt']\nreconciled = 'out'\n\
         [client]\npath = '../mine'\nname = 'mine'\nversion = '2.1.0'\n",
    );
    place
        .run(&["codegen", "--config", "conf/codegen.toml"])
        .ends_with(0);
    assert!(
        place
            .read("mine/Cargo.toml")
            .contains("version = \"2.1.0\"")
    );
    assert!(place.read("conf/out/report.md").contains("response-body"));
    place.write(
        "conf/codegen.toml",
        "openapi = '../api.yaml'\nreferences = []\n",
    );
    let ended = place
        .run(&["codegen", "--config", "conf/codegen.toml"])
        .ends_with(2);
    assert!(
        ended.errors.contains("conf/codegen.toml:2:"),
        "{}",
        ended.errors
    );
}

/// What `sensitive` and `not-sensitive` say is done; what they say in vain is told with its line.
#[test]
fn secrets_of_a_configuration() {
    let place = Place::new();
    place.write(
        "api.yaml",
        &DOCUMENT.replace(
            "id: {type: string}",
            "id: {type: string}, value: {type: string}, token: {type: string}",
        ),
    );
    let run = |entries: &str| {
        let config = format!(
            "openapi = 'api.yaml'\nreconciled = 'out'\n\
             [client]\npath = 'mine'\nname = 'mine'\nversion = '1.0.0'\n{entries}\n"
        );
        place.write("codegen.toml", &config);
        place.run(&["codegen", "--config", "codegen.toml"])
    };
    let cases: &[(&str, &[&str])] = &[
        (
            "sensitive = ['value']",
            &["codegen.toml:7:14", "`value`", "`Type.member`"],
        ),
        (
            "sensitive = [\n  'Thing.value',\n  'Thing.worth',\n]",
            &[
                "codegen.toml:9:3",
                "`Thing` has no member `worth`",
                "`token`, `value`",
            ],
        ),
        (
            "sensitive = ['thing.value']",
            &[
                "codegen.toml:7:14",
                "no type is called `thing`",
                "in `Thing`",
            ],
        ),
        (
            "not-sensitive = ['*.value']",
            &["codegen.toml:7:18", "shown without this entry", "delete"],
        ),
        (
            "sensitive = ['Thing.value']\nnot-sensitive = ['Thing.value']",
            &["codegen.toml:8:18", "codegen.toml:7:14", "both in"],
        ),
        ("sensitive = 'Thing.value'", &["codegen.toml:7"]),
    ];
    for (entries, expected) in cases {
        let ended = run(entries).ends_with(2);
        for part in *expected {
            assert!(ended.errors.contains(part), "{part}: {}", ended.errors);
        }
        assert!(!place.path("mine").exists(), "{entries} wrote something");
    }
    run("sensitive = ['Thing.value']\nnot-sensitive = ['*.token']").ends_with(0);
    let client = place.read("mine/src/client.rs");
    assert!(
        client.contains("SENSITIVE: &[&str] = &[\"value\"];"),
        "{client}"
    );
}

/// What is committed is what codegen writes. If this fails, run `cargo xtask codegen`.
#[test]
fn the_repository_is_fresh() {
    let place = Place::new();
    let ended = place.run(&["codegen", "--check"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.errors);
}

#[test]
fn help_teaches() {
    let place = Place::new();
    for command in ["codegen", "reconcile"] {
        let ended = place.run(&[command, "--help"]).ends_with(0);
        for word in [
            "Examples:",
            "Exit codes:",
            "--reference",
            "--decisions",
            "--check",
        ] {
            assert!(ended.out.contains(word), "{command}: no {word}");
        }
    }
    place
        .run(&["codegen", "--openapi", "api.yaml"])
        .ends_with(2);
}

/// Messages for programs: a JSON object a line, and nothing else on standard output.
#[test]
fn messages_for_programs() {
    let place = Place::new();
    let text = place.read("api.yaml");
    let text = text.replace("      operationId: listThings\n", "");
    place.write(
        "api.yaml",
        &text.replace("{id: {type: string}}", "{id: {type: stringg}}"),
    );
    let json = [&CODEGEN[..], &["--message-format", "json"]].concat();
    let ended = place.run(&json).ends_with(0);
    let lines: Vec<serde_json::Value> = ended
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(ended.errors, "");
    let unknown = lines.iter().find(|line| line["code"] == "unknown-type");
    let unknown = unknown.expect("a diagnostic of the schema");
    assert_eq!(unknown["reason"], "diagnostic");
    assert_eq!(unknown["severity"], "warning");
    assert_eq!(unknown["file"], "api.yaml");
    assert_eq!(
        (&unknown["line"], &unknown["end_line"]),
        (&15.into(), &15.into())
    );
    assert_eq!(
        unknown["pointer"],
        "/components/schemas/Thing/properties/id"
    );
    let last = lines.last().expect("a line");
    assert_eq!(last["reason"], "generated");
    assert_eq!(
        (&last["operations_in"], &last["operations_out"]),
        (&1.into(), &1.into())
    );
    // The operation without a name has all that is described; the schema takes something from it.
    let because = last["degraded"][0]["because"].as_array().expect("a list");
    assert_eq!(
        (because.len(), &because[0]["code"]),
        (1, &"unknown-type".into())
    );
    let report = place.read("client/spec/report.md");
    assert!(
        report.contains("| `GET /things` | `unknown-type` | api.yaml:15 |"),
        "{report}"
    );

    place.write("old.yaml", "swagger: '2.0'\n");
    let wrong = "codegen --openapi old.yaml --out none --message-format json";
    let wrong: Vec<_> = wrong.split(' ').collect();
    let ended = place.run(&wrong).ends_with(2);
    let line: serde_json::Value = serde_json::from_str(&ended.out).expect("one line");
    assert_eq!(
        (&line["severity"], &line["line"]),
        (&"error".into(), &1.into())
    );
}

/// A document whose only schema is in another file.
fn document_with(reference: &str) -> String {
    let reference = format!("{{$ref: '{reference}'}}");
    let (start, _) = DOCUMENT.split_once("components:").expect("components");
    start.replace("{$ref: '#/components/schemas/Thing'}", &reference)
}

const THING: &str = "Thing: {type: object, required: [id], properties: {id: {type: string}}}\n";

#[test]
fn reads_the_files_beside_the_document() {
    let place = Place::new();
    place.write("api.yaml", &document_with("schemas/thing.yaml#/Thing"));
    place.write("schemas/thing.yaml", THING);
    place.run(&CODEGEN).ends_with(0);
    let thing = place.read("client/src/types/thing.rs");
    assert!(thing.contains("pub struct Thing {"), "{thing}");
    let corrected = place.read("client/spec/openapi.yaml");
    assert!(corrected.contains("x-truespec-files:"), "{corrected}");
}

#[test]
fn a_problem_in_another_file_is_told_there() {
    let place = Place::new();
    place.write("api.yaml", &document_with("schemas/thing.yaml#/Thing"));
    place.write(
        "schemas/thing.yaml",
        "Thing:\n  type: object\n  type: array\n",
    );
    let ended = place.run(&CODEGEN).ends_with(2);
    assert!(
        ended.errors.contains("schemas/thing.yaml:3:3"),
        "{}",
        ended.errors
    );
}

#[test]
fn reads_no_file_outside_of_the_folder_unless_allowed() {
    let place = Place::new();
    place.write(
        "api/api.yaml",
        &document_with("../shared/thing.yaml#/Thing"),
    );
    place.write("shared/thing.yaml", THING);
    let arguments = ["codegen", "--openapi", "api/api.yaml", "--out", "client"];
    let ended = place.run(&arguments).ends_with(2);
    assert!(
        ended.errors.contains("error[file-outside]"),
        "{}",
        ended.errors
    );
    assert!(
        ended.errors.contains("api/api.yaml:13:"),
        "{}",
        ended.errors
    );
    assert!(!place.path("client").exists());
    let allowed = [&arguments[..], &["--allow-files-in", "shared"]].concat();
    place.run(&allowed).ends_with(0);
}

#[cfg(unix)]
#[test]
fn a_link_leads_no_way_out_of_the_folder() {
    let place = Place::new();
    place.write("api/api.yaml", &document_with("thing.yaml#/Thing"));
    place.write("secret/thing.yaml", THING);
    let target = place.path("secret/thing.yaml");
    std::os::unix::fs::symlink(target, place.path("api/thing.yaml")).expect("a link");
    let arguments = ["codegen", "--openapi", "api/api.yaml", "--out", "client"];
    let ended = place.run(&arguments).ends_with(2);
    assert!(
        ended.errors.contains("error[file-outside]"),
        "{}",
        ended.errors
    );
}

#[test]
fn fetches_nothing() {
    let place = Place::new();
    place.write(
        "api.yaml",
        &document_with("https://example.invalid/thing.yaml#/Thing"),
    );
    let ended = place.run(&CODEGEN).ends_with(2);
    assert!(
        ended.errors.contains("error[remote-reference]"),
        "{}",
        ended.errors
    );
}

#[test]
fn reads_utf_16_and_tells_what_is_no_text() {
    let place = Place::new();
    let units = format!("\u{feff}{DOCUMENT}");
    let bytes: Vec<u8> = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(place.path("api.yaml"), bytes).expect("writable");
    place.run(&CODEGEN).ends_with(0);
    fs::write(place.path("api.yaml"), b"openapi: 3.0.3\n\xff\n").expect("writable");
    let ended = place.run(&CODEGEN).ends_with(2);
    assert!(
        ended.errors.contains("line 2 is not UTF-8"),
        "{}",
        ended.errors
    );
}

/// The first half writes what it read in the words of 3.0, and an overlay that says so.
#[test]
fn reconciles_a_document_of_3_1() {
    let place = Place::new();
    let newer = DOCUMENT
        .replace("3.0.3", "3.1.0")
        .replace("id: {type: string}", "id: {type: [string, 'null']}");
    place.write("api.yaml", &newer);
    let arguments = ["reconcile", "--openapi", "api.yaml", "--out", "out"];
    place.run(&arguments).ends_with(0);
    let corrected = place.read("out/openapi.yaml");
    assert!(corrected.contains("openapi: 3.0.3"), "{corrected}");
    assert!(corrected.contains("nullable: true"), "{corrected}");
    let overlay = place.read("out/overlay.yaml");
    assert!(overlay.contains("nullable: true"), "{overlay}");
}

/// What `[paging]` says is done, and told in the report; what it says in vain is told with its line.
#[test]
fn paging_of_a_configuration() {
    let place = Place::new();
    let lists = ["first", "second", "third"].map(|name| {
        format!(
            "  /{name}:\n    get:\n      operationId: {name}\n      parameters:\n      \
             - {{name: cursor, in: query, schema: {{type: string}}}}\n      \
             - {{name: from, in: query, schema: {{type: integer}}}}\n      responses:\n        \
             '200': {{description: A page., content: {{application/json: {{schema: {{type: object, \
             properties: {{items: {{type: array, items: {{type: string}}}}, \
             next_cursor: {{type: string}}}}}}}}}}}}\n"
        )
    });
    place.write(
        "api.yaml",
        &format!(
            "openapi: 3.0.3\ninfo: {{title: Lists, version: '1'}}\npaths:\n{}",
            lists.concat()
        ),
    );
    let run = |paging: &str| {
        let config = format!(
            "openapi = 'api.yaml'\nreconciled = 'out'\n\
             [client]\npath = 'mine'\nname = 'mine'\nversion = '1.0.0'\n[paging]\n{paging}\n"
        );
        place.write("codegen.toml", &config);
        place.run(&["codegen", "--config", "codegen.toml"])
    };
    run(
        "off = ['first']\n[[paging.operation]]\nid = 'second'\nitems = '/items'\n\
         by.offset = { parameter = 'from' }",
    )
    .ends_with(0);
    let report = place.read("out/report.md");
    assert!(!report.contains("| first |"), "{report}");
    assert!(
        report.contains("| second | `codegen.toml` |\n| third | the parameter `cursor`"),
        "{report}"
    );
    let code = place.read("mine/src/operations/default.rs");
    assert_eq!(code.matches("pub fn items(").count(), 2, "{code}");
    assert!(code.contains("ByOffset::new(\"from\")"), "{code}");
    run("recognise = false").ends_with(0);
    assert!(
        !place
            .read("mine/src/operations/default.rs")
            .contains("items(")
    );
    let cases = [
        ("off = ['fourth']", ["codegen.toml:8:8", "`fourth`"]),
        (
            "[[paging.operation]]\nid = 'second'\nitems = '/pages'\nby.offset = {parameter = 'from'}",
            ["codegen.toml:8", "has no `pages`"],
        ),
        (
            "[[paging.operation]]\nid = 'second'\nitems = 'items'\nby.offset = {parameter = 'from'}",
            ["codegen.toml:8", "JSON pointer"],
        ),
        (
            "off = ['first', 'first']",
            ["codegen.toml:8:17", "said twice"],
        ),
    ];
    for (paging, expected) in cases {
        let ended = run(paging).ends_with(2);
        for text in expected {
            assert!(ended.errors.contains(text), "{paging}: {}", ended.errors);
        }
    }
}
