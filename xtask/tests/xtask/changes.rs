//! `changes`, the version check of `codegen --check`, and the change log, in repositories of their own.

mod history;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use super::{Ended, PAGE};

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
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - {in: path, name: id, required: true, schema: {type: string}}
      responses:
        '200':
          description: The thing.
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
components:
  schemas:
    Thing: {type: object, required: [id], properties: {id: {type: string}}}
";

const CONFIG: &str = "openapi = \"api.yaml\"
reconciled = \"reconciled\"

[client]
path = \"../client\"
name = \"things\"
version = \"0.1.0\"
";

/// A change that breaks code, one that adds, and one that is neither.
const BREAKING: (&str, &str) = ("{id: {type: string}}", "{id: {type: integer}}");
const ADDITIVE: (&str, &str) = (
    "{id: {type: string}}",
    "{id: {type: string}, name: {type: string}}",
);
const WORDS: (&str, &str) = ("The thing.", "One thing.");

/// A clone with inputs, outputs and a history.
struct Repository {
    folder: TempDir,
    at: PathBuf,
}

impl Repository {
    /// Inputs that nobody has committed, in a folder without git.
    fn without_git() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let at = folder.path().join("here");
        fs::create_dir(&at).expect("writable");
        let repository = Self { folder, at };
        repository.write("spec/api.yaml", DOCUMENT);
        repository.write("spec/codegen.toml", CONFIG);
        repository
    }

    /// A repository with one commit on `main`: the inputs and what codegen makes of them.
    fn new() -> Self {
        let repository = Self::without_git();
        repository.git("init --quiet --initial-branch main");
        repository.generate();
        repository.commit("first");
        repository
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.at.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at.join(name)).expect("readable")
    }

    fn edit(&self, name: &str, (from, to): (&str, &str)) {
        let text = self.read(name);
        assert!(text.contains(from), "{from:?} is not in {text}");
        self.write(name, &text.replace(from, to));
    }

    #[track_caller]
    fn git(&self, arguments: &str) {
        let ended = Self::git_in(&self.at, &arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(ended.code, Some(0), "{arguments}: {}", ended.errors);
    }

    fn git_in(folder: &Path, arguments: &[&str]) -> Ended {
        let mut command = Command::new("git");
        alone(&mut command);
        command.args([
            "-c",
            "user.name=Somebody",
            "-c",
            "user.email=somebody@example.com",
        ]);
        Ended::of(
            command
                .args(arguments)
                .current_dir(folder)
                .output()
                .expect("git"),
        )
    }

    fn commit(&self, message: &str) {
        self.git("add --all");
        self.git(&format!("commit --quiet --message {message}"));
    }

    fn run_in(folder: &Path, arguments: &[&str]) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        alone(&mut command);
        command
            .args(arguments)
            .args(["--config", "spec/codegen.toml"]);
        Ended::of(
            command
                .current_dir(folder)
                .output()
                .expect("the command starts"),
        )
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        Self::run_in(&self.at, arguments)
    }

    fn generate(&self) {
        self.run(&["codegen", "--quiet"]).ends_with(0);
    }

    /// `changes --format json`, parsed.
    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let all = [&["changes", "--format", "json"], arguments].concat();
        let ended = self.run(&all).ends_with(0);
        serde_json::from_str(&ended.out).expect("JSON")
    }

    /// Signs the last commit, so that `git log` tells of the signature as well where it is set to. It is
    /// none that could be verified.
    fn sign(&self) {
        let shown = Self::git_in(&self.at, &["cat-file", "commit", "HEAD"]).ends_with(0);
        let signature = "-----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----";
        let signed = shown
            .out
            .replacen("\n\n", &format!("\ngpgsig {signature}\n\n"), 1);
        self.write(".git/signed", &signed);
        let hash = ["hash-object", "-t", "commit", "-w", ".git/signed"];
        let commit = Self::git_in(&self.at, &hash).ends_with(0).out;
        self.git(&format!("update-ref HEAD {}", commit.trim()));
        self.git("config log.showSignature true");
        // What says anything at all when it is asked to verify.
        self.git("config gpg.program git");
    }

    /// A shallow clone of the last commit.
    fn shallow(&self, name: &str) -> PathBuf {
        let from = format!("file://{}", self.at.display());
        let clone = ["clone", "--quiet", "--depth", "1", &from, name];
        Self::git_in(self.folder.path(), &clone).ends_with(0);
        self.folder.path().join(name)
    }
}

/// What people have set up for themselves has no part in a test.
fn alone(command: &mut Command) {
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
}

fn says(ended: &Ended, expected: &[&str]) {
    for words in expected {
        let all = format!("{}{}", ended.out, ended.errors);
        assert!(all.contains(words), "no {words:?} in {all}");
    }
}

#[test]
fn on_a_branch_since_it_left_the_main_one() {
    let place = Repository::new();
    place.git("checkout --quiet -b topic");
    place.edit("spec/api.yaml", ADDITIVE);
    place.generate();
    place.commit("second");
    place.git("checkout --quiet main");
    place.edit("spec/api.yaml", WORDS);
    place.generate();
    place.commit("elsewhere");
    place.git("checkout --quiet topic");

    let ended = place.run(&["changes"]).ends_with(0);
    says(
        &ended,
        &[
            "where this branch left main",
            "additive  schema Thing",
            "name is new: string",
            "+ name: Option<String>",
            "0.1.1 asked for",
        ],
    );
    assert!(!ended.out.contains("One thing"), "{}", ended.out);
    // The remote's main branch counts before one's own.
    place.git("update-ref refs/remotes/origin/main HEAD");
    let ended = place.run(&["changes"]).ends_with(0);
    says(
        &ended,
        &["before the last commit that changed the API", "name is new"],
    );
}

#[test]
fn on_the_main_branch_what_is_not_committed_then_the_last_change() {
    let place = Repository::new();
    // Nothing was ever changed.
    let ended = place.run(&["changes"]).ends_with(0);
    says(&ended, &["everything is new, 2 operations"]);
    place.edit("spec/api.yaml", ADDITIVE);
    let ended = place.run(&["changes"]).ends_with(0);
    says(
        &ended,
        &[
            "the last commit: there are changes since",
            "what codegen would write",
            "name is new",
        ],
    );
    place.generate();
    place.commit("second");
    place.write("other.txt", "something else\n");
    place.commit("third");
    let json = place.json(&[]);
    assert_eq!(json["changes"][0]["kind"], "property-added", "{json:#}");
    place.edit("spec/api.yaml", BREAKING_AFTER);
    let json = place.json(&[]);
    let kinds: Vec<_> = json["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|c| c["kind"].clone())
        .collect();
    assert_eq!(kinds, ["type-changed"], "{json:#}");
}

const BREAKING_AFTER: (&str, &str) = ("{id: {type: string},", "{id: {type: integer},");

#[test]
fn json_tells_all_of_a_change() {
    let place = Repository::new();
    place.edit("spec/api.yaml", BREAKING);
    let json = place.json(&["--since", "HEAD"]);
    assert_eq!(json["since"]["revision"], "HEAD");
    assert_eq!(
        json["version"],
        serde_json::json!({"then": "0.1.0", "now": "0.1.0", "asked": "0.2.0"})
    );
    assert_eq!(
        json["verdict"],
        serde_json::json!({"wire": "breaking", "rust": "breaking"})
    );
    let change = &json["changes"][0];
    assert_eq!(
        change["subject"],
        serde_json::json!({"is": "schema", "name": "Thing"})
    );
    assert_eq!(change["place"], "id");
    assert_eq!(change["old"]["says"], "string");
    assert_eq!(change["old"]["file"], "HEAD:spec/reconciled/openapi.yaml");
    assert_eq!(change["new"]["says"], "integer");
    assert!(change["new"]["line"].as_u64() > Some(1), "{change:#}");
    assert_eq!(change["uses"][0]["operation"], "listThings");
    assert_eq!(change["uses"][0]["direction"], "answered");
    let item = &change["items"][0];
    assert_eq!(item["path"], "things::types::Thing::id");
    assert_eq!([&item["old"], &item["new"]], ["id: String", "id: i64"]);
    assert_eq!(json["crate_itself"], serde_json::json!([]));
}

#[test]
fn breaking_changes_can_be_denied() {
    let place = Repository::new();
    let deny = ["changes", "--since", "HEAD", "--deny", "breaking"];
    place.run(&deny).ends_with(0);
    place.edit("spec/api.yaml", ADDITIVE);
    place.run(&deny).ends_with(0);
    place.edit("spec/api.yaml", BREAKING_AFTER);
    let ended = place.run(&deny).ends_with(1);
    says(
        &ended,
        &["id is of another type: string → integer", "--deny breaking"],
    );
}

#[test]
fn revisions_that_are_not_there() {
    let place = Repository::new();
    place.git("tag v0.1.0");
    for (revision, expected) in [
        ("v0.1.1", "`v0.1.0`"),
        ("mian", "`main`"),
        ("nothing-like-it", "git fetch --tags"),
        ("--all", "git knows no revision `--all`"),
        ("", "git knows no revision ``"),
    ] {
        let since = format!("--since={revision}");
        let ended = place.run(&["changes", &since]).ends_with(2);
        says(&ended, &["unknown-revision", expected]);
        assert_eq!(ended.out, "");
    }
}

#[test]
fn a_shallow_clone_says_how_to_get_the_rest() {
    let place = Repository::new();
    place.edit("spec/api.yaml", ADDITIVE);
    place.generate();
    place.commit("second");
    let clone = place.shallow("clone");
    let ended = Repository::run_in(&clone, &["changes"]).ends_with(2);
    says(&ended, &["shallow-clone", "git fetch --unshallow"]);
    let ended = Repository::run_in(&clone, &["changes", "--since", "HEAD~1"]).ends_with(2);
    says(&ended, &["unknown-revision", "git fetch --unshallow"]);
    // What is there can be compared with.
    Repository::run_in(&clone, &["changes", "--since", "HEAD"]).ends_with(0);
}

#[test]
fn without_git_or_a_repository() {
    let place = Repository::without_git();
    place.generate();
    assert!(!place.at.join("client/CHANGELOG.md").exists());
    let ended = place.run(&["changes"]).ends_with(2);
    says(&ended, &["no-git-repository", "run this in a clone"]);
    let ended = place.run(&["codegen", "--check"]).ends_with(0);
    says(&ended, &["there is no git repository"]);

    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(["changes", "--config", "spec/codegen.toml"])
        .env("PATH", "");
    let ended = Ended::of(
        command
            .current_dir(&place.at)
            .output()
            .expect("the command starts"),
    );
    says(&ended.ends_with(2), &["no-git", "install git"]);
}

#[test]
fn a_repository_without_a_main_branch_or_a_commit() {
    let place = Repository::without_git();
    place.git("init --quiet --initial-branch other");
    let ended = place.run(&["changes"]).ends_with(0);
    says(&ended, &["there is no commit yet", "everything is new"]);
    place.generate();
    place.commit("first");
    let ended = place.run(&["changes"]).ends_with(2);
    says(&ended, &["no-main-branch", "--since HEAD~1"]);
    // A branch that has nothing in common with the main one.
    place.git("checkout --quiet --orphan main");
    place.commit("another");
    place.git("checkout --quiet other");
    let ended = place.run(&["changes"]).ends_with(2);
    says(&ended, &["no-merge-base"]);
}

#[test]
fn a_revision_without_a_client_or_with_a_broken_document() {
    let place = Repository::new();
    let reconciled = "spec/reconciled/openapi.yaml";
    let good = place.read(reconciled);
    place.git("rm --quiet -r client spec/reconciled");
    place.commit("none");
    let ended = place.run(&["changes", "--since", "HEAD"]).ends_with(0);
    says(
        &ended,
        &["HEAD has no corrected document: everything is new, 2 operations"],
    );
    place.write(reconciled, &good);
    place.commit("document");
    let ended = place.run(&["changes", "--since", "HEAD"]).ends_with(0);
    says(&ended, &["HEAD has no client: only the wire is compared"]);
    place.write(reconciled, "openapi: 3.0.3\npaths: {\n");
    place.commit("broken");
    let ended = place.run(&["changes", "--since", "HEAD"]).ends_with(2);
    says(
        &ended,
        &[
            "HEAD:spec/reconciled/openapi.yaml:3",
            "unreadable-revision",
            "--since",
        ],
    );
}

#[test]
fn inputs_that_git_does_not_have() {
    let place = Repository::new();
    place.write("spec/page.txt", PAGE);
    place.edit(
        "spec/codegen.toml",
        ("openapi =", "reference = [\"page.txt\"]\nopenapi ="),
    );
    let ended = place.run(&["changes"]).ends_with(0);
    says(&ended, &["spec/page.txt is not in git yet"]);
    place.write(".gitignore", "page.txt\n");
    let ended = place.run(&["changes"]).ends_with(0);
    says(&ended, &["spec/page.txt is ignored by git"]);
}

#[test]
fn a_merge_that_is_not_finished() {
    let place = Repository::new();
    place.git("checkout --quiet -b topic");
    place.edit("spec/api.yaml", ADDITIVE);
    place.commit("ours");
    place.git("checkout --quiet main");
    place.edit("spec/api.yaml", BREAKING);
    place.commit("theirs");
    Repository::git_in(&place.at, &["merge", "topic"]).ends_with(1);
    let ended = place.run(&["changes"]).ends_with(2);
    says(&ended, &["unmerged-input", "spec/api.yaml", "git add"]);
}

/// The version has to follow the changes since the last release, by the rules of cargo.
#[test]
fn the_version_is_held_against_the_last_release() {
    let place = Repository::new();
    let check = ["codegen", "--check"];
    says(&place.run(&check).ends_with(0), &["no tag of one is here"]);
    place.git("tag v0.1.0");
    says(
        &place.run(&check).ends_with(0),
        &["high enough for the changes since v0.1.0"],
    );

    place.edit("spec/api.yaml", BREAKING);
    place.generate();
    let ended = place.run(&check).ends_with(1);
    says(
        &ended,
        &[
            "version too low 0.1.0",
            "ask for 0.2.0 at least",
            "version = \"0.2.0\"",
            "run `cargo xtask codegen --config spec/codegen.toml`",
            "`cargo xtask changes --config spec/codegen.toml --since v0.1.0`",
        ],
    );
    let ended = place
        .run(&["codegen", "--check", "--message-format", "json"])
        .ends_with(1);
    assert_eq!(
        ended.out.trim(),
        "{\"reason\":\"version-too-low\",\"tag\":\"v0.1.0\",\"now\":\"0.1.0\",\"asked\":\"0.2.0\"}"
    );
    let ended = place.run(&["explain", "version-too-low"]).ends_with(0);
    says(&ended, &["lower than the changes since"]);
    place.edit("spec/codegen.toml", ("0.1.0", "0.1.9"));
    place.generate();
    place.run(&check).ends_with(1);
    place.edit("spec/codegen.toml", ("0.1.9", "0.2.0"));
    place.generate();
    place.run(&check).ends_with(0);
    place.commit("second");
    // What is raised already is not asked for again.
    let json = place.json(&["--since", "HEAD~1"]);
    assert_eq!(json["version"]["asked"], "0.2.0");
    place.edit("spec/api.yaml", WORDS);
    place.generate();
    place.run(&check).ends_with(0);
    let json = place.json(&["--since", "HEAD"]);
    assert_eq!(
        json["version"],
        serde_json::json!({"then": "0.2.0", "now": "0.2.0", "asked": "0.2.0"})
    );
}

#[test]
fn releases_are_known_by_their_tags() {
    let place = Repository::new();
    // Tags of the generator, of another branch, of no version: none of the client.
    place.git("tag v9.0");
    place.git("tag other-v9.0.0");
    place.git("checkout --quiet -b side");
    place.write("x", "");
    place.commit("side");
    place.git("tag v8.0.0");
    place.git("checkout --quiet main");
    place.edit("spec/api.yaml", ADDITIVE);
    place.generate();
    let check = ["codegen", "--check"];
    says(&place.run(&check).ends_with(0), &["no tag of one is here"]);
    place.git("tag v0.0.9");
    place.git("tag things-v0.1.0");
    says(
        &place.run(&check).ends_with(1),
        &["the changes since things-v0.1.0", "0.1.1 at least"],
    );
    place.write(
        "spec/codegen.toml",
        &format!("{CONFIG}\n[release]\ntag = \"other-v{{version}}\"\n"),
    );
    says(
        &place.run(&check).ends_with(1),
        &["the changes since other-v9.0.0"],
    );
    place.write(
        "spec/codegen.toml",
        &format!("{CONFIG}\n[release]\ntag = \"release\"\n"),
    );
    let ended = place.run(&check).ends_with(2);
    says(
        &ended,
        &["release-tag", "spec/codegen.toml:10:7", "{version}"],
    );
}

#[test]
fn a_clone_that_cannot_see_the_release() {
    let place = Repository::new();
    place.git("tag v0.1.0");
    place.edit("spec/api.yaml", BREAKING);
    place.edit("spec/codegen.toml", ("0.1.0", "0.2.0"));
    place.generate();
    assert!(place.read("client/CHANGELOG.md").contains("another type"));
    place.commit("second");
    let clone = place.shallow("clone");
    let ended = Repository::run_in(&clone, &["codegen", "--check"]).ends_with(0);
    says(&ended, &["shallow-clone", "git fetch --unshallow --tags"]);
    // The change log is left as it is.
    let log = clone.join("client/CHANGELOG.md");
    let before = fs::read_to_string(&log).expect("readable");
    Repository::run_in(&clone, &["codegen"]).ends_with(0);
    assert_eq!(fs::read_to_string(&log).expect("readable"), before);
}

/// What codegen writes, what a person writes beside it, and a release in between.
#[test]
fn the_change_log() {
    let place = Repository::new();
    let log = "client/CHANGELOG.md";
    assert!(
        place.read(log).contains(
            "## Unreleased\n\n<!-- changes: codegen writes from here -->\n\nFirst release.\n"
        ),
        "{}",
        place.read(log)
    );
    place.edit(log, ("## Unreleased\n", "## 0.1.0\n\nThe first one.\n"));
    place.commit("released");
    place.git("tag v0.1.0");
    let released = place.read(log);
    place.generate();
    assert_eq!(place.read(log), released);

    place.edit("spec/api.yaml", ADDITIVE);
    place.generate();
    let text = place.read(log);
    assert!(text.contains("## Unreleased\n\n<!-- changes: codegen writes from here -->\n\n### Added\n\n- `Thing` (schema): `name` is new: `string` (`things::types::Thing::name`)."), "{text}");
    assert!(
        text.ends_with(&released[released.find("## 0.1.0").expect("there")..]),
        "{text}"
    );
    place.edit(
        log,
        (
            "<!-- changes: to here -->\n\n## 0.1.0",
            "<!-- changes: to here -->\n\nBy hand.\n\n## 0.1.0",
        ),
    );
    let by_hand = place.read(log);
    place.generate();
    assert_eq!(place.read(log), by_hand);
    // It is checked as every other file is.
    place.edit(log, ("is new: `string`", "is new: `text`"));
    let ended = place.run(&["codegen", "--check"]).ends_with(1);
    says(
        &ended,
        &[
            "stale spec/../client/CHANGELOG.md".trim_start_matches("stale spec/../"),
            "-- `Thing` (schema): `name` is new: `text`",
            "not what `cargo xtask codegen --config spec/codegen.toml` would write",
        ],
    );
    place.generate();
    assert_eq!(place.read(log), by_hand);
}

/// Nothing of it is in a client that is only tried.
#[test]
fn a_try_has_no_change_log() {
    let place = Repository::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["codegen", "--openapi", "spec/api.yaml", "--out", "tried"]);
    let ended = Ended::of(
        command
            .current_dir(&place.at)
            .output()
            .expect("the command starts"),
    );
    ended.ends_with(0);
    assert!(!place.at.join("tried/CHANGELOG.md").exists());
}

/// What is told where no change is, and how programs get it.
#[test]
fn code_that_nobody_calls_by_its_name() {
    let place = Repository::new();
    let nothing = place.run(&["changes", "--since", "HEAD"]).ends_with(0);
    says(&nothing, &["Nothing has changed.", "as asked; it is "]);
    assert_eq!(place.json(&["--since", "HEAD"])["differs"], false);
    // As another generator would have written it.
    let runtime = "client/src/lib.rs";
    let text = place.read(runtime);
    place.write(runtime, &format!("{text}\n// Otherwise.\n"));
    place.commit("other");
    for format in ["text", "markdown"] {
        let arguments = ["changes", "--since", "HEAD", "--format", format];
        let ended = place.run(&arguments).ends_with(0);
        says(&ended, &["Code that nobody calls by its name has changed."]);
        assert!(!ended.out.contains("Nothing"), "{}", ended.out);
    }
    let arguments = ["changes", "--since", "HEAD", "--message-format", "json"];
    let ended = place.run(&arguments).ends_with(0);
    assert_eq!(ended.out.lines().count(), 1, "{}", ended.out);
    let line: serde_json::Value = serde_json::from_str(&ended.out).expect("JSON");
    assert_eq!(line["reason"], "changes");
    assert_eq!(line["differs"], true);
}

/// A comment of codegen without the other: nothing is written.
#[test]
fn a_change_log_with_one_comment() {
    let place = Repository::new();
    let log = "client/CHANGELOG.md";
    place.edit(log, ("<!-- changes: to here -->\n", ""));
    let before = place.read(log);
    let ended = place.run(&["codegen"]).ends_with(2);
    says(&ended, &["changelog-mark", "client/CHANGELOG.md:7"]);
    assert_eq!(place.read(log), before);
}
