//! The workflow for GitHub: its commands are ones that there are, and what it lets others do.

use std::{fs, path::Path, process::Command};

use serde_yaml::Value;

fn workflow() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows/client.yml");
    let text = fs::read_to_string(path).expect("the workflow");
    serde_yaml::from_str(&text).expect("YAML")
}

/// The jobs with their names.
fn jobs(workflow: &Value) -> Vec<(&str, &Value)> {
    let jobs = workflow["jobs"].as_mapping().expect("jobs");
    let jobs = jobs.iter().map(|(name, job)| (name.as_str(), job));
    jobs.map(|(name, job)| (name.expect("a name"), job))
        .collect()
}

fn steps(job: &Value) -> &Vec<Value> {
    job["steps"].as_sequence().expect("steps")
}

/// The scripts of a job.
fn scripts(job: &Value) -> Vec<&str> {
    let steps = steps(job).iter();
    steps.filter_map(|step| step["run"].as_str()).collect()
}

/// The arguments of each `cargo xtask` of a script.
fn commands(script: &str) -> Vec<Vec<String>> {
    let lines = script.lines().filter_map(|line| {
        let (before, command) = line.split_once("cargo xtask ")?;
        // In a text, a command is only named.
        if before.contains('\'') {
            return None;
        }
        let words = shlex::split(command).expect("words of a shell");
        let ends = |word: &String| [">", ">>", "|", "&&", "||", ";"].contains(&word.as_str());
        Some(words.into_iter().take_while(|word| !ends(word)).collect())
    });
    lines.collect()
}

/// `--help` after its arguments prints the help only where these are ones of the command.
#[test]
fn its_commands_are_ones_that_there_are() {
    let workflow = workflow();
    let mut names = Vec::new();
    for (_, job) in jobs(&workflow) {
        for arguments in scripts(job).into_iter().flat_map(commands) {
            let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
                .args(&arguments)
                .arg("--help")
                .output()
                .expect("the command starts");
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{arguments:?}: {errors}");
            names.push(arguments.join(" "));
        }
    }
    assert_eq!(
        names,
        [
            "codegen --check",
            "changes --since HEAD^1 --format markdown"
        ]
    );
}

/// What runs the code of a pull request cannot write, and what can write runs none of it.
#[test]
fn who_can_write_runs_no_code_of_others() {
    let workflow = workflow();
    // Not `pull_request_target`, which has the rights of the repository for the code of anybody.
    let events = workflow["on"].as_mapping().expect("events");
    let events: Vec<_> = events.keys().filter_map(Value::as_str).collect();
    assert_eq!(events, ["pull_request"]);
    let read: Value = serde_yaml::from_str("contents: read").expect("YAML");
    assert_eq!(workflow["permissions"], read);
    for (name, job) in jobs(&workflow) {
        let writes = serde_yaml::to_string(&job["permissions"]).expect("YAML");
        let writes = writes.contains("write");
        assert_eq!(writes, name == "comment");
        if writes {
            assert!(steps(job).iter().all(|step| step["uses"].is_null()));
            for script in scripts(job) {
                assert!(
                    !script.contains("cargo") && !script.contains("git "),
                    "{script}"
                );
            }
            let only_own = "head.repo.full_name == github.repository";
            assert!(
                job["if"]
                    .as_str()
                    .is_some_and(|when| when.contains(only_own))
            );
        }
    }
}

/// An expression in a script would be code by the time that the shell reads it.
#[test]
fn no_text_from_outside_is_code() {
    for (_, job) in jobs(&workflow()) {
        for script in scripts(job) {
            assert!(!script.contains("${{"), "{script}");
        }
    }
}

/// A tag can be moved; a revision cannot.
#[test]
fn actions_are_pinned_and_see_all_revisions() {
    let mut count = 0;
    for (_, job) in jobs(&workflow()) {
        for step in steps(job) {
            let Some(action) = step["uses"].as_str() else {
                continue;
            };
            let (name, revision) = action.split_once('@').expect("a revision");
            assert!(
                revision.len() == 40 && revision.chars().all(|c| c.is_ascii_hexdigit()),
                "{action}"
            );
            if name == "actions/checkout" {
                count += 1;
                assert_eq!(step["with"]["fetch-depth"].as_u64(), Some(0));
                assert_eq!(step["with"]["persist-credentials"].as_bool(), Some(false));
            }
        }
    }
    assert_eq!(count, 1);
}

/// The script that tells the changes, with a `cargo` that prints a text and ends with a code: what is
/// told in the comment, and the code of the script.
#[cfg(unix)]
fn told(text: &str, code: i32) -> (String, Option<i32>) {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("text.md"), text).expect("writable");
    fs::write(
        at("cargo"),
        format!("#!/bin/sh\ncat text.md\nexit {code}\n"),
    )
    .expect("writable");
    fs::set_permissions(at("cargo"), fs::Permissions::from_mode(0o755)).expect("ours");
    let workflow = workflow();
    let all = jobs(&workflow);
    let mut scripts = all.iter().flat_map(|(_, job)| scripts(job));
    let script = scripts.find(|script| script.contains("xtask changes"));
    let path = std::env::var("PATH").unwrap_or_default();
    let status = Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c"])
        .arg(script.expect("the script"))
        .env("PATH", format!("{}:{path}", folder.path().display()))
        .env("GITHUB_STEP_SUMMARY", at("summary"))
        .env("GITHUB_OUTPUT", at("output"))
        .current_dir(folder.path())
        .status()
        .expect("bash");
    let output = fs::read_to_string(at("output")).expect("an output");
    let mut lines: Vec<&str> = output.lines().collect();
    let last = lines.pop().expect("an end");
    assert_eq!(lines.remove(0), format!("changes<<{last}"));
    (lines.join("\n"), status.code())
}

/// A long comment ends before a heading, with all that was opened closed.
#[cfg(unix)]
#[test]
fn a_long_comment_ends_where_nothing_is_open() {
    let short = "## Changes\n\n#### `GET /x`\n\n- One\n";
    assert_eq!(told(short, 0), (short.to_owned(), Some(0)));
    let items = "  ```diff\n  - ä\n  ```\n".repeat(100);
    let one = format!(
        "#### `GET /x`\n\n  <details><summary>9 items</summary>\n\n{items}\n  </details>\n\n"
    );
    let long = format!(
        "## Changes\n\n{one}<details><summary>Neither</summary>\n\n{}</details>\n",
        one.repeat(60)
    );
    let (text, code) = told(&long, 0);
    assert_eq!(code, Some(0));
    assert!(text.len() > 55_000 && text.len() < 60_200, "{}", text.len());
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
    assert_eq!(
        text.matches("  ```diff\n").count() * 2,
        text.matches("```").count()
    );
    assert!(
        text.trim_end()
            .ends_with("  </details>\n\n</details>\n\nThe rest is in the summary of the run."),
        "{}",
        &text[text.len() - 200..]
    );
}

/// Where the changes cannot be told, the comment says so, and the run fails.
#[cfg(unix)]
#[test]
fn a_comment_is_never_that_of_an_earlier_push() {
    let (text, code) = told("", 2);
    assert!(text.contains("could not be told"), "{text}");
    assert_eq!(code, Some(1));
}
