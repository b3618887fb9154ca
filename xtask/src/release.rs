//! The last release: which tag it has, which version the changes since then ask for, and what the
//! change log of the client says of them.

use std::{fs, path::Path};

use semver::Version;
use truespec::{
    changes::{self, Entry, LoneMark, Step},
    diagnostic::{Diagnostic, Diagnostics, Location, Severity, Source},
    pipeline::Corrected,
};

use crate::{
    comparison::{Now, changelog_path},
    files::Plan,
    git::{Repository, UNSHALLOW},
    inputs::display,
    job::Job,
};

/// The last release on the way to where we are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Release {
    pub(crate) tag: String,
    pub(crate) version: Version,
}

/// A version that is too low.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TooLow {
    pub(crate) release: Release,
    pub(crate) now: Version,
    pub(crate) asked: Version,
    pub(crate) step: Step,
}

/// What is known of the last release.
#[derive(Debug)]
pub(crate) enum Held {
    /// It cannot be known, and why.
    Unknown(String),
    /// There was none, as far as one can see.
    Unreleased,
    /// The changes since then ask for no higher version.
    High(Release),
    TooLow(TooLow),
}

/// What is known of the last release, and what a person should know besides.
pub(crate) struct Checked {
    pub(crate) held: Held,
    pub(crate) warnings: Diagnostics,
}

/// The last release: of the tags of a pattern, the one of the highest version.
pub(crate) fn last(
    repository: &Repository,
    pattern: Option<&str>,
    name: &str,
) -> Result<Option<Release>, Diagnostic> {
    let tags = repository.tags()?;
    let own = format!("{name}-v{{version}}");
    // Tags that name the crate are surer than those that do not.
    let patterns: Vec<&str> = match pattern {
        Some(pattern) => vec![pattern],
        None => vec![&own, "v{version}"],
    };
    for pattern in patterns {
        let (before, after) = pattern.split_once(VERSION).unwrap_or((pattern, ""));
        let releases = tags.iter().filter_map(|tag| {
            let version = tag.strip_prefix(before)?.strip_suffix(after)?;
            Some(Release {
                tag: tag.clone(),
                version: Version::parse(version).ok()?,
            })
        });
        if let Some(last) = releases.max_by(|a, b| a.version.cmp(&b.version)) {
            return Ok(Some(last));
        }
    }
    Ok(None)
}

/// What stands for the version in a pattern.
pub(crate) const VERSION: &str = "{version}";

/// Holds the version against the last release, and adds the change log to what is to be written.
/// `check`: nothing will be written.
pub(crate) fn settle(
    job: &Job,
    corrected: &Corrected,
    plan: &mut Plan,
    check: bool,
) -> Result<Checked, Diagnostics> {
    let mut warnings = Diagnostics::new();
    let unknown = |why: &str, warnings| {
        Ok(Checked {
            held: Held::Unknown(why.to_owned()),
            warnings,
        })
    };
    let (Some(client), Some(config)) = (&job.client, &job.config) else {
        return unknown("this is a try", warnings);
    };
    let folder = config.parent().unwrap_or(Path::new(""));
    let Ok(repository) = Repository::of(folder) else {
        return unknown("there is no git repository", warnings);
    };
    let name = client.name.clone().unwrap_or_default();
    let release = last(&repository, job.tag.as_deref(), &name)?;
    let path = changelog_path(&client.folder);
    let before = text(&path)?;
    let Some(release) = release else {
        if repository.is_shallow()? {
            let words = "no release can be seen, so the version and the change log are not checked";
            warnings.push(warning("shallow-clone", words, UNSHALLOW));
            return unknown("the clone is shallow", warnings);
        }
        let tells = before.as_deref().is_some_and(changes::tells_of_releases);
        if !check && !tells {
            let text = changelog(&path, before.as_deref(), &Entry::FirstRelease, None)?;
            plan.add(path, text)?;
        }
        return Ok(Checked {
            held: Held::Unreleased,
            warnings,
        });
    };
    let now = Now::of(job, corrected, plan)?;
    let compared = match now.since(&repository, &release.tag, &release.tag) {
        Ok(Some(compared)) => compared,
        Ok(None) => return unknown(&format!("{} has no client", release.tag), warnings),
        Err(problems) => {
            for problem in problems.iter() {
                warnings.push(Diagnostic {
                    severity: Severity::Warning,
                    ..problem.clone()
                });
            }
            let why = format!("the document of {} cannot be read", release.tag);
            return unknown(&why, warnings);
        }
    };
    let asked = compared.step().after(&release.version);
    let Some(version) = now.version.clone() else {
        let problem = format!("`{}` is no version", client.settings.crate_version);
        let problem = Diagnostic::error_without_place("crate-version", problem);
        return Err(problem
            .help("write it as cargo does, such as `0.1.0`")
            .into());
    };
    let entry = changes::entry(&compared.told, compared.differs);
    let then = repository
        .files(&release.tag, &path)?
        .pop()
        .map(|(_, text)| text);
    let titled = before
        .as_deref()
        .zip(then.as_deref())
        .and_then(|(now, then)| changes::released(now, then, &release.version.to_string()));
    match (titled, &entry) {
        // It is as the release left it, and there is nothing to add.
        (Some(_), Entry::Since(lines)) if lines.is_empty() => {}
        (titled, entry) => {
            let before = titled.or(before);
            let last = Some(&release.version);
            let text = changelog(&path, before.as_deref(), entry, last)?;
            plan.add(path, text)?;
        }
    }
    let held = if version < asked {
        Held::TooLow(TooLow {
            release,
            now: version,
            asked,
            step: compared.step(),
        })
    } else {
        Held::High(release)
    };
    Ok(Checked { held, warnings })
}

/// The version that the changes since a commit ask for: what was raised since the last release
/// counts.
pub(crate) fn asked(
    repository: &Repository,
    job: &Job,
    name: &str,
    then: Option<&Version>,
    step: Step,
) -> Result<Option<Version>, Diagnostic> {
    let Some(then) = then else {
        return Ok(None);
    };
    let release = last(repository, job.tag.as_deref(), name)?;
    Ok(Some(match release {
        // The version was raised since, and by enough.
        Some(release) if *then >= step.after(&release.version) => then.clone(),
        Some(release) => step.after(&release.version).max(then.clone()),
        None => step.after(then),
    }))
}

/// The change log, from the one that is there.
fn changelog(
    path: &Path,
    before: Option<&str>,
    entry: &Entry,
    last: Option<&Version>,
) -> Result<String, Diagnostic> {
    changes::changelog(before, entry, last).map_err(|LoneMark { line, missing }| {
        let source = Source::new(display(path), before.unwrap_or_default());
        let problem = format!("this comment is not in a pair with `{missing}`");
        Diagnostic::error("changelog-mark", Location::of_line(&source, line), problem).help(
            "put back the other one, so that there is one pair in the section, or delete both with what codegen wrote",
        )
    })
}

fn text(path: &Path) -> Result<Option<String>, Diagnostic> {
    match fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|_| {
            let problem = format!("{}: the text is not UTF-8", display(path));
            Diagnostic::error_without_place("unreadable-input", problem)
                .help("save the file as UTF-8")
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let problem = format!("{}: {error}", display(path));
            Err(Diagnostic::error_without_place("unreadable-input", problem)
                .help("check the path of the file"))
        }
    }
}

fn warning(code: &'static str, message: &str, help: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        ..Diagnostic::error_without_place(code, message).help(help)
    }
}
