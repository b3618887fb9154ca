//! What changes of the document mean to Rust callers: our verdict on each of many, held against the
//! recorded verdicts of independent judges, and (where they are installed) against the judges.
//!
//! `cases/changes/mutations.yaml` has the changes, `cases/changes/verdicts.md` what is said of each.

mod callers;
mod judges;
mod verdicts;

use std::{fs, sync::Arc};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use truespec::{
    diagnostic::Source,
    pipeline::{self, Settings},
    surface::{ItemChange, Surface, Verdict, compare},
};

use crate::cases::{here, top};

/// A change of the real document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutation {
    name: String,
    /// Made before as well as after.
    first: Option<json_patch::Patch>,
    patch: json_patch::Patch,
    /// The version with the patch is the older one.
    #[serde(default)]
    back: bool,
    /// Why our verdict is not that of a judge.
    differs: Option<String>,
}

/// A change of Rust source.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    name: String,
    old: String,
    new: String,
    /// Lines of `[features]`, before and after.
    #[serde(default)]
    features: [String; 2],
    differs: Option<String>,
    /// A program that calls the crate.
    caller: Option<String>,
}

/// A client and its public API.
struct Client {
    files: Vec<(String, String)>,
    surface: Surface,
}

/// A client before a change and after it.
struct Pair {
    name: String,
    old: Arc<Client>,
    new: Arc<Client>,
    differs: Option<String>,
}

fn read<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let path = here().join("cases/changes").join(name);
    let text = fs::read_to_string(path).expect("a list of changes");
    serde_yaml::from_str(&text).expect("changes")
}

/// The client for a document.
fn client(document: &Value) -> Arc<Client> {
    let text = serde_json::to_string(document).expect("JSON");
    let settings = Settings {
        crate_name: "paperspace".to_owned(),
        crate_version: "0.1.0".to_owned(),
        ..Settings::default()
    };
    let source = Source::new("openapi.json", text);
    let generated = pipeline::generate(&source, &settings).expect("a client");
    let files = generated.files.into_iter();
    crate_of(files.map(|file| (file.path, file.text)).collect())
}

fn crate_of(files: Vec<(String, String)>) -> Arc<Client> {
    let surface = Surface::read(&files).expect("an API");
    Arc::new(Client { files, surface })
}

impl Edit {
    fn clients(self) -> Pair {
        let client = |text: &str, features: &str| {
            let head =
                "[package]\nname = \"paperspace\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
            let manifest = format!("{head}[features]\n{features}\n");
            crate_of(vec![
                ("Cargo.toml".to_owned(), manifest),
                ("src/lib.rs".to_owned(), text.to_owned()),
            ])
        };
        Pair {
            old: client(&self.old, &self.features[0]),
            new: client(&self.new, &self.features[1]),
            name: self.name,
            differs: self.differs,
        }
    }
}

/// The real document, and its client.
struct Base {
    document: Value,
    client: Arc<Client>,
}

impl Base {
    fn read() -> Self {
        let path = top().join("spec/reconciled/openapi.yaml");
        let text = fs::read_to_string(path).expect("the corrected document");
        let document = serde_yaml::from_str(&text).expect("a document");
        let client = client(&document);
        Self { document, client }
    }
}

impl Mutation {
    fn clients(self, base: &Base) -> Pair {
        let patched = |value: &Value, patch: &json_patch::Patch| {
            let mut value = value.clone();
            json_patch::patch(&mut value, patch).unwrap_or_else(|e| panic!("{}: {e}", self.name));
            value
        };
        let (plain, changed) = match &self.first {
            None => (
                Arc::clone(&base.client),
                patched(&base.document, &self.patch),
            ),
            Some(first) => {
                let plain = patched(&base.document, first);
                (client(&plain), patched(&plain, &self.patch))
            }
        };
        let changed = client(&changed);
        let (old, new) = if self.back {
            (changed, plain)
        } else {
            (plain, changed)
        };
        Pair {
            name: self.name,
            old,
            new,
            differs: self.differs,
        }
    }
}

impl Pair {
    fn changes(&self) -> Vec<ItemChange> {
        compare(&self.old.surface, &self.new.surface)
    }
}

/// The verdict on all changes together.
fn verdict(changes: &[ItemChange]) -> &'static str {
    match changes.iter().map(|change| change.verdict).max() {
        Some(Verdict::Breaking) => "breaking",
        Some(Verdict::Additive) => "additive",
        // Documentation is none of the judges' business.
        Some(Verdict::Compatible) | None => "none",
    }
}

/// All changes, of the document and of Rust source.
fn pairs() -> impl Iterator<Item = Pair> {
    let base = Base::read();
    let mutations = read::<Mutation>("mutations.yaml").into_iter();
    let edits = read::<Edit>("rust.yaml").into_iter();
    let mutations = mutations.map(move |mutation| mutation.clients(&base));
    mutations.chain(edits.map(Edit::clients))
}

/// Each verdict is the recorded one; where a judge says something else, the table says why.
#[test]
fn verdicts_are_those_of_the_judges() {
    let recorded = verdicts::read();
    let mut wrong = Vec::new();
    let mut names = Vec::new();
    for pair in pairs() {
        let changes = pair.changes();
        let ours = verdict(&changes);
        names.push(pair.name.clone());
        let list: Vec<String> = changes.iter().map(verdicts::line).collect();
        let list = list.join("\n    ");
        let Some(row) = recorded.iter().find(|row| row.name == pair.name) else {
            wrong.push(format!("{}: not recorded; {ours}\n    {list}", pair.name));
            continue;
        };
        if row.ours != ours {
            wrong.push(format!(
                "{}: {ours}, recorded {}\n    {list}",
                row.name, row.ours
            ));
        }
        let reason = pair.differs.as_deref().unwrap_or_default();
        if row.differs() == reason.is_empty() || row.reason != reason {
            wrong.push(format!("`differs` is not true: {row:?}\n    {list}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let of_table: Vec<_> = recorded.iter().map(|row| row.name.clone()).collect();
    assert_eq!(
        of_table, names,
        "verdicts.md has the rows of the changes, in their order"
    );
    assert!(names.len() >= 30, "{}", names.len());
}

/// The judges still say what is recorded.
#[test]
#[ignore = "needs cargo-public-api, and cargo-semver-checks for all columns: .ci/judges"]
fn judges_say_what_is_recorded() {
    judges::judge(pairs());
}

/// Where a judge disagrees on Rust source, the compiler agrees with us: a program that calls the crate
/// compiles before the change, and does not after it if the change is breaking.
#[test]
#[ignore = "calls rustc some hundred times: .ci/judges"]
fn callers_decide() {
    callers::decide(read("rust.yaml"));
}
