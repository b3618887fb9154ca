//! `cargo check` of the generated clients, so that the figures are those of the client alone.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use serde_json::Value;

use super::{
    examples::{self, Examples},
    measure::{self, End, Ended, Limits},
    options::Options,
    result::Check,
    select,
};

/// Where clients are compiled, with one target folder for all.
#[derive(Debug)]
pub(crate) struct Compiler {
    out: PathBuf,
    target: PathBuf,
    limits: Limits,
    clippy: bool,
    /// The sets of dependencies that are built.
    built: BTreeSet<u64>,
}

impl Compiler {
    pub(crate) fn new(out: &Path, options: &Options) -> Result<Self, String> {
        let target = match &options.target_dir {
            Some(target) => std::path::absolute(target).map_err(|error| error.to_string())?,
            None => out.join("target"),
        };
        Ok(Self {
            out: out.to_owned(),
            target,
            limits: Limits {
                seconds: options.check_seconds,
                memory: None,
            },
            clippy: options.clippy,
            built: BTreeSet::new(),
        })
    }

    /// What the compiler says of a client.
    pub(crate) fn check(&mut self, client: &Path) -> Result<Check, String> {
        self.build_dependencies(client)?;
        // What is up to date costs nothing: the figures are those of a first check.
        let library = client.join("src/lib.rs");
        let file = fs::File::options().append(true).open(&library);
        file.and_then(|file| file.set_modified(SystemTime::now()))
            .map_err(|error| format!("{}: {error}", library.display()))?;
        let check = self.cargo(client, &["check"])?;
        if !self.clippy || !check.is_clean() {
            return Ok(check);
        }
        let features = "--features=blocking,mock,tracing,gzip";
        let words = ["clippy", "--all-targets", features];
        let words = [&words[..], &["--", "-W", "clippy::pedantic"]].concat();
        let clippy = self.cargo(client, &words)?;
        Ok(Check {
            cost: check.cost,
            ..clippy
        })
    }

    /// What comes of the examples of a document, by a program that uses its client.
    pub(crate) fn try_examples(&self, program: &examples::Options) -> Examples {
        examples::run(program, &self.target, self.limits)
    }

    fn cargo(&self, folder: &Path, words: &[&str]) -> Result<Check, String> {
        let (command, rest) = words.split_first().unwrap_or((&"check", &[]));
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        cargo.args([command, "--quiet", "--message-format", "json"]);
        cargo.args(rest);
        cargo.current_dir(folder);
        cargo.env("CARGO_TARGET_DIR", &self.target);
        // A second run is not to be cheaper than the first.
        cargo.env("CARGO_INCREMENTAL", "0");
        let ended = measure::run(&cargo, self.limits)?;
        Ok(read(&ended))
    }

    /// Builds what a client depends on, by an empty crate with the same dependencies.
    fn build_dependencies(&mut self, client: &Path) -> Result<(), String> {
        let problem = |error: std::io::Error| format!("{}: {error}", client.display());
        let manifest = fs::read_to_string(client.join("Cargo.toml")).map_err(problem)?;
        let needed = manifest.find("[features]").unwrap_or(manifest.len());
        let needed = &manifest[needed..];
        let key = select::hash(needed);
        lock(client)?;
        if !self.built.insert(key) {
            return Ok(());
        }
        let folder = self.out.join("dependencies").join(format!("{key:016x}"));
        fs::create_dir_all(folder.join("src")).map_err(problem)?;
        let package = format!(
            "[package]\nname = \"dependencies-{key:016x}\"\nversion = \"0.1.0\"\n\
             edition = \"2024\"\n\n{needed}"
        );
        fs::write(folder.join("Cargo.toml"), package).map_err(problem)?;
        fs::write(folder.join("src/lib.rs"), "").map_err(problem)?;
        lock(&folder)?;
        let check = self.cargo(&folder, &["check"])?;
        if check.is_clean() {
            Ok(())
        } else {
            let first = check.first.unwrap_or_default();
            Err(format!("the dependencies cannot be built: {first}"))
        }
    }
}

/// The versions of this repository, so that nothing is looked up.
pub(crate) fn lock(folder: &Path) -> Result<(), String> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(&own, folder.join("Cargo.lock"))
        .map(drop)
        .map_err(|error| format!("{}: {error}", own.display()))
}

/// Counts what the compiler says.
fn read(ended: &Ended) -> Check {
    let mut check = Check {
        cost: ended.cost,
        errors: 0,
        warnings: 0,
        first: None,
    };
    for line in ended.out.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let message = &message["message"];
        let summary = message["message"].as_str().unwrap_or_default();
        // `3 warnings emitted`, and why there is no result, are about the others.
        if message["spans"].as_array().is_none_or(Vec::is_empty) {
            continue;
        }
        match message["level"].as_str() {
            Some("error") => check.errors += 1,
            Some("warning") => check.warnings += 1,
            _ => continue,
        }
        let at = &message["spans"][0];
        let file = at["file_name"].as_str().unwrap_or_default();
        let code = message["code"]["code"].as_str().unwrap_or_default();
        let place = format!("{file}:{}", at["line_start"]);
        let first = format!("{code} {summary} at {place}");
        check.first.get_or_insert(first.trim_start().to_owned());
    }
    if check.first.is_none() {
        check.first = match ended.end {
            End::Exited(0) => None,
            End::OutOfTime => Some("out of time".to_owned()),
            End::Exited(_) | End::Killed(_) => Some(ended.errors.trim().to_owned()),
        };
    }
    check
}
