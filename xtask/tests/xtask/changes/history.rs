//! Histories that are not plain: odd clones, outputs that have moved, tags of several kinds.

use std::{fs, process::Command};

use super::{ADDITIVE, BREAKING, Ended, Repository, alone, says};

/// The client at the top of its repository.
#[test]
fn a_client_at_the_top() {
    let place = Repository::without_git();
    place.edit("spec/codegen.toml", ("../client", ".."));
    place.git("init --quiet --initial-branch main");
    place.generate();
    place.commit("first");
    place.git("tag v0.1.0");
    place.edit("spec/api.yaml", BREAKING);
    place.generate();
    let ended = place.run(&["changes"]).ends_with(0);
    says(&ended, &["- id: String", "+ id: i64", "0.2.0 asked for"]);
    says(
        &place.run(&["codegen", "--check"]).ends_with(1),
        &["version too low", "0.2.0 at least"],
    );
}

/// A clone that has left files where they are, and cannot get them.
#[test]
fn a_clone_without_files() {
    let place = Repository::new();
    place.git("tag v0.1.0");
    place.edit("spec/api.yaml", BREAKING);
    place.generate();
    place.commit("second");
    place.git("config uploadpack.allowFilter true");
    let from = format!("file://{}", place.at.display());
    let clone = ["clone", "--quiet", "--filter=blob:none", &from, "clone"];
    Repository::git_in(place.folder.path(), &clone).ends_with(0);
    let clone = place.folder.path().join("clone");
    let away = place.folder.path().join("away");
    fs::rename(&place.at, &away).expect("a folder");
    let deny = ["changes", "--since", "v0.1.0", "--deny", "breaking"];
    let ended = Repository::run_in(&clone, &deny).ends_with(2);
    says(&ended, &["git-failed", "`git cat-file` failed"]);
    let ended = Repository::run_in(&clone, &["codegen", "--check"]).ends_with(2);
    says(&ended, &["git-failed"]);
}

/// What git sets for a hook, and what people have set, is no part of the answer.
#[test]
fn in_a_hook_and_with_settings_of_ones_own() {
    let place = Repository::new();
    place.git("tag v0.1.0");
    place.edit("spec/api.yaml", BREAKING);
    place.generate();
    place.commit("second");
    place.sign();
    let elsewhere = Repository::new();
    for arguments in [&["changes"][..], &["codegen", "--check"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        alone(&mut command);
        command
            .args(arguments)
            .args(["--config", "spec/codegen.toml"])
            .env("GIT_DIR", elsewhere.at.join(".git"))
            .env("GIT_WORK_TREE", &elsewhere.at)
            .env("GIT_INDEX_FILE", elsewhere.at.join(".git/index"));
        let output = command.current_dir(&place.at).output();
        let ended = Ended::of(output.expect("the command starts"));
        says(&ended, &["0.2.0"]);
        assert!(!ended.out.contains("not in git yet"), "{}", ended.out);
    }
}

/// A client or a folder that has moved is looked for where it was.
#[test]
fn what_has_moved_since() {
    let place = Repository::new();
    place.git("tag v0.1.0");
    place.git("mv client crate");
    place.git("mv spec/reconciled spec/corrected");
    place.edit("spec/codegen.toml", ("../client", "../crate"));
    place.edit("spec/codegen.toml", ("reconciled\"\n", "corrected\"\n"));
    place.edit("spec/codegen.toml", ("0.1.0", "0.1.1"));
    place.edit("spec/api.yaml", ("getThing", "fetchThing"));
    place.generate();
    let check = ["codegen", "--check"];
    says(
        &place.run(&check).ends_with(1),
        &["version too low 0.1.1", "0.2.0 at least"],
    );
    let ended = place.run(&["changes", "--since", "v0.1.0"]).ends_with(0);
    says(&ended, &["breaking", "fetch_thing", "0.2.0 asked for"]);
}

/// A release that has no client is told of, and nothing is said to be high enough for it.
#[test]
fn a_release_without_a_client() {
    let place = Repository::new();
    place.git("rm --quiet -r client");
    place.commit("without");
    place.git("tag v0.1.0");
    place.generate();
    let check = ["codegen", "--check"];
    let ended = place.run(&check).ends_with(0);
    says(
        &ended,
        &["release-without-client", "not held against a release"],
    );
    place.git("mv spec/codegen.toml spec/other.toml");
    place.git("mv spec/reconciled spec/corrected");
    place.commit("moved");
    place.git("tag v0.1.1");
    place.git("mv spec/other.toml spec/codegen.toml");
    place.edit("spec/codegen.toml", ("0.1.0", "0.1.1"));
    place.generate();
    says(
        &place.run(&check).ends_with(0),
        &["release-without-client", "v0.1.1 has no client"],
    );
    let ended = place.run(&["changes", "--since", "v0.1.1"]).ends_with(0);
    says(
        &ended,
        &["v0.1.1 has no spec/codegen.toml", "everything is new"],
    );
}

/// What is asked for is asked after the last release before the revision, not after a later one.
#[test]
fn since_an_older_release() {
    let place = Repository::new();
    place.git("tag v0.1.0");
    place.edit("spec/api.yaml", ADDITIVE);
    place.edit("spec/codegen.toml", ("0.1.0", "0.1.1"));
    place.generate();
    place.commit("second");
    place.git("tag v0.1.1");
    let json = place.json(&["--since", "v0.1.0"]);
    assert_eq!(
        json["version"],
        serde_json::json!({"then": "0.1.0", "now": "0.1.1", "asked": "0.1.1"})
    );
}

#[test]
fn the_highest_tag_of_either_pattern_is_the_release() {
    let place = Repository::new();
    place.git("tag things-v0.0.1");
    place.git("tag v0.1.0");
    let check = ["codegen", "--check"];
    says(
        &place.run(&check).ends_with(0),
        &["the changes since v0.1.0"],
    );
    place.git("tag things-v0.1.0");
    says(
        &place.run(&check).ends_with(0),
        &["the changes since things-v0.1.0"],
    );
}

/// A version before the one that is asked for is as good as that.
#[test]
fn a_version_before_a_release() {
    let place = Repository::new();
    place.git("tag v0.1.0");
    place.edit("spec/api.yaml", BREAKING);
    let check = ["codegen", "--check"];
    let mut before = "0.1.0";
    for (version, code) in [("0.1.1-rc.1", 1), ("0.2.0-rc.1", 0), ("0.1.0-rc.9", 1)] {
        place.edit(
            "spec/codegen.toml",
            (&format!("\"{before}\""), &format!("\"{version}\"")),
        );
        place.generate();
        place.run(&check).ends_with(code);
        before = version;
    }
}

/// A client of a release that cannot be read is named as git has it.
#[test]
fn a_revision_with_a_broken_client() {
    let place = Repository::new();
    let good = place.read("client/src/lib.rs");
    place.write("client/src/lib.rs", "\npub fn <<<<<<< HEAD\n");
    place.commit("broken");
    place.git("tag v0.1.0");
    place.write("client/src/lib.rs", &good);
    place.generate();
    let expected = ["v0.1.0:client/src/lib.rs:2", "unreadable-revision"];
    let ended = place.run(&["changes", "--since", "v0.1.0"]).ends_with(2);
    says(&ended, &expected);
    says(&place.run(&["codegen", "--check"]).ends_with(0), &expected);
}

/// The version alone is no change, whatever else has the same numbers in it.
#[test]
fn a_version_that_other_texts_hold() {
    let place = Repository::without_git();
    place.edit("spec/api.yaml", ("The thing.", "Since 0.1.17 and 0.1.1."));
    place.edit("spec/codegen.toml", ("0.1.0", "0.1.1"));
    place.git("init --quiet --initial-branch main");
    place.generate();
    place.commit("first");
    place.git("tag v0.1.1");
    place.edit("spec/codegen.toml", ("0.1.1", "0.1.2"));
    place.generate();
    let json = place.json(&["--since", "v0.1.1"]);
    assert_eq!(
        json["version"],
        serde_json::json!({"then": "0.1.1", "now": "0.1.2", "asked": "0.1.1"})
    );
}
