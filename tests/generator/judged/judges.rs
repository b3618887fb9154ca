//! Asks the judges: rustdoc describes each client, and they compare what it says.
//!
//! `TRUESPEC_JUDGES` is a folder with `cargo-public-api` and perhaps `cargo-semver-checks` in its `bin`.
//! With `TRUESPEC_JUDGES_RECORD`, the table is written in place of being held against them: what is new
//! in it, or `all` of it.

use std::{
    collections::HashMap,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{Client, Pair, verdict, verdicts};
use crate::cases::top;

/// Does something with each of a list, as many at a time as there are processors.
fn each<T: Sync, R: Send>(all: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let results: Vec<Mutex<Option<R>>> = all.iter().map(|_| Mutex::new(None)).collect();
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(one) = all.get(at) else { break };
                    *results[at].lock().expect("a result") = Some(work(at, one));
                }
            });
        }
    });
    let results = results.into_iter();
    results
        .map(|result| result.into_inner().expect("a result").expect("a result"))
        .collect()
}

fn run(command: &mut Command) -> Output {
    let output = command.output();
    output.unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

fn told(output: &Output) -> String {
    let texts = [&output.stdout, &output.stderr];
    texts
        .map(|text| String::from_utf8_lossy(text).into_owned())
        .concat()
}

fn manifest(client: &Client) -> &str {
    let mut files = client.files.iter();
    let found = files.find(|(path, _)| path == "Cargo.toml");
    &found.expect("Cargo.toml").1
}

fn write(client: &Client, folder: &Path) {
    for (path, text) in &client.files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

/// How cargo calls rustdoc for clients with a manifest: it builds what they need, and is asked once.
fn arguments(client: &Client, folder: &Path) -> Vec<String> {
    write(client, folder);
    let text = format!("{}\n[workspace]\n", manifest(client));
    fs::write(folder.join("Cargo.toml"), text).expect("Cargo.toml");
    fs::copy(top().join("Cargo.lock"), folder.join("Cargo.lock")).expect("Cargo.lock");
    let (wrapper, list) = (folder.join("rustdoc"), folder.join("arguments"));
    let script = "#!/bin/sh\nfor one; do printf '%s\\n' \"$one\"; done >\"$ARGUMENTS\"\nexec rustdoc \"$@\"\n";
    fs::write(&wrapper, script).expect("a script");
    run(Command::new("chmod").arg("+x").arg(&wrapper));
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| top().join("target"), PathBuf::from);
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(folder)
        .env("RUSTDOC", wrapper)
        .env("ARGUMENTS", &list);
    cargo.env("CARGO_TARGET_DIR", target);
    let output = run(cargo.args([
        "rustdoc",
        "--quiet",
        "--lib",
        "--all-features",
        "--",
        "--cap-lints=allow",
    ]));
    assert!(output.status.success(), "{}", told(&output));
    let text = fs::read_to_string(list).expect("the arguments");
    text.lines().map(str::to_owned).collect()
}

/// What rustdoc says of a client, as JSON.
fn describe(client: &Client, arguments: &[String], folder: &Path) -> PathBuf {
    write(client, folder);
    let mut arguments = arguments.to_vec();
    let out = arguments
        .iter()
        .position(|one| one == "-o" || one == "--out-dir");
    "doc".clone_into(&mut arguments[out.expect("a folder") + 1]);
    // The form of the description is not stable: rustdoc is told that this is known.
    let mut rustdoc = Command::new("rustdoc");
    rustdoc
        .current_dir(folder)
        .env("RUSTC_BOOTSTRAP", "1")
        .args(arguments);
    let output = run(rustdoc.args(["-Z", "unstable-options", "--output-format", "json"]));
    assert!(output.status.success(), "{}", told(&output));
    folder.join("doc/paperspace.json")
}

/// cargo-public-api: breaking if something was removed or changed.
fn public_api(tool: &Path, old: &Path, new: &Path) -> String {
    let mut command = Command::new(tool);
    command
        .args(["public-api", "diff", "--color", "never"])
        .args([old, new]);
    let output = run(&mut command);
    assert!(output.status.success(), "{}", told(&output));
    let text = told(&output);
    let part = |from: &str, to: &str| {
        let (_, rest) = text.split_once(from).expect("a part of the answer");
        let part = rest.split_once(to).map_or(rest, |(part, _)| part);
        part.lines().any(|line| line.starts_with(['+', '-']))
    };
    let removed = part("Removed items", "Changed items");
    let changed = part("Changed items", "Added items");
    match (removed || changed, part("Added items", "\0")) {
        (true, _) => "breaking",
        (false, true) => "additive",
        (false, false) => "none",
    }
    .to_owned()
}

/// cargo-semver-checks: breaking if a minor version does not do.
fn semver_checks(tool: &Path, old: &Path, new: &Path) -> String {
    let mut command = Command::new(tool);
    command
        .arg("semver-checks")
        .arg("--baseline-rustdoc")
        .arg(old);
    command.arg("--current-rustdoc").arg(new);
    command.args(["--release-type", "minor", "--color", "never"]);
    let output = run(&mut command);
    let text = told(&output);
    assert!(text.contains("Summary"), "{text}");
    let breaking = text.contains("semver requires new major version");
    assert_eq!(output.status.success(), !breaking, "{text}");
    if breaking { "breaking" } else { "none" }.to_owned()
}

/// Compares all of them, or records them.
pub(super) fn judge(pairs: impl Iterator<Item = Pair>) {
    let tools = env::var_os("TRUESPEC_JUDGES").map(PathBuf::from);
    let tools = tools.expect("TRUESPEC_JUDGES is the folder of the judges: run .ci/judges");
    let tool = |name: &str| Some(tools.join("bin").join(name)).filter(|path| path.exists());
    let first = tool("cargo-public-api").expect("cargo-public-api");
    let second = tool("cargo-semver-checks");
    let record = env::var_os("TRUESPEC_JUDGES_RECORD");
    let (record, anew) = (record.is_some(), record.is_some_and(|what| what == "all"));
    assert!(
        second.is_some() || !record,
        "cargo-semver-checks is needed to record"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let recorded = verdicts::read();
    let mut rows: Vec<verdicts::Row> = Vec::new();
    let mut asked: Vec<(usize, Pair)> = Vec::new();
    for (at, pair) in pairs.enumerate() {
        let known = recorded.iter().find(|row| row.name == pair.name).cloned();
        let ask = !record || anew || known.is_none();
        rows.push(verdicts::Row {
            ours: verdict(&pair.changes()).to_owned(),
            reason: pair.differs.clone().unwrap_or_default(),
            name: pair.name.clone(),
            ..known.unwrap_or_default()
        });
        if ask {
            asked.push((at, pair));
        }
    }
    let mut clients: Vec<Arc<Client>> = Vec::new();
    let mut place = |client: &Arc<Client>| {
        let known = clients.iter().position(|one| one.files == client.files);
        known.unwrap_or_else(|| {
            clients.push(Arc::clone(client));
            clients.len() - 1
        })
    };
    let places: Vec<_> = asked
        .iter()
        .map(|(_, pair)| (place(&pair.old), place(&pair.new)))
        .collect();
    let mut called = HashMap::new();
    for client in &clients {
        let name = format!("manifest-{}", called.len());
        let call = called.entry(manifest(client));
        call.or_insert_with(|| arguments(client, &folder.join(name)));
    }
    let described = each(&clients, |at, client| {
        describe(
            client,
            &called[manifest(client)],
            &folder.join(at.to_string()),
        )
    });
    let told = each(&places, |_, (old, new)| {
        let (old, new) = (&described[*old], &described[*new]);
        let second = second.as_ref().map(|tool| semver_checks(tool, old, new));
        (public_api(&first, old, new), second)
    });
    for ((at, _), (public_api, semver_checks)) in asked.iter().zip(told) {
        rows[*at].public_api = public_api;
        if let Some(verdict) = semver_checks {
            rows[*at].semver_checks = verdict;
        }
    }
    if record {
        verdicts::write(&rows);
    } else {
        assert_eq!(rows, recorded, "run .ci/judges --record");
    }
}
