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
    comparison::{Against, Compared, Now, changelog_path},
    files::Plan,
    git::{Absent, Repository, UNSHALLOW},
    inputs::display,
    job::Job,
    revision::UNREADABLE,
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

/// The last release on the way to a commit: of the tags of a pattern, the one of the highest version.
pub(crate) fn last(
    repository: &Repository,
    pattern: Option<&str>,
    name: &str,
    commit: &str,
) -> Result<Option<Release>, Diagnostic> {
    let tags = repository.tags(commit)?;
    let own = format!("{name}-v{{version}}");
    let patterns: Vec<&str> = match pattern {
        Some(pattern) => vec![pattern],
        // Of two of one version, that which names the crate.
        None => vec!["v{version}", &own],
    };
    let mut all = Vec::new();
    for pattern in patterns {
        let (before, after) = pattern.split_once(VERSION).unwrap_or((pattern, ""));
        all.extend(tags.iter().filter_map(|tag| {
            let version = tag.strip_prefix(before)?.strip_suffix(after)?;
            Some(Release {
                tag: tag.clone(),
                version: Version::parse(version).ok()?,
            })
        }));
    }
    Ok(all.into_iter().max_by(|a, b| a.version.cmp(&b.version)))
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
    let repository = match Repository::of(folder) {
        Ok(repository) => repository,
        Err(Absent::Program) => return unknown("there is no program `git`", warnings),
        Err(Absent::Repository) => return unknown("there is no git repository", warnings),
        Err(refused @ Absent::Refused(_)) => {
            warnings.push(as_warning(refused.diagnostic(folder)));
            return unknown("git does not work here", warnings);
        }
    };
    let name = client.name.clone().unwrap_or_default();
    // Where nothing is committed, nothing was released.
    let release = match repository.find("HEAD")? {
        Some(head) => last(&repository, job.tag.as_deref(), &name, &head)?,
        None => None,
    };
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
    let compared = match against(&now, &repository, &release, &mut warnings)? {
        Ok(compared) => compared,
        Err(why) => return unknown(&why, warnings),
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
    let then = compared.changelog.as_deref();
    let titled = before
        .as_deref()
        .zip(then)
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
    let held = if is_too_low(&version, &asked, &release.version) {
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

/// Holds what there is now against a release; or why that cannot be done, of which warnings tell.
fn against(
    now: &Now<'_>,
    repository: &Repository,
    release: &Release,
    warnings: &mut Diagnostics,
) -> Result<Result<Box<Compared>, String>, Diagnostics> {
    let tag = &release.tag;
    match now.since(repository, &format!("refs/tags/{tag}"), tag) {
        Ok(Against::Both(compared)) if compared.has_client => Ok(Ok(compared)),
        Ok(_) => {
            let why = format!("{tag} has no client");
            let words = format!(
                "{why} where its configuration says, so the version is not held against it"
            );
            let help = "look whether the tag is one of the client; `tag` below `[release]` in codegen.toml says how these are written";
            warnings.push(warning("release-without-client", &words, help));
            Ok(Err(why))
        }
        // An older generator may have written what this one cannot read.
        Err(problems) if problems.iter().any(|problem| problem.code == UNREADABLE) => {
            for problem in problems.iter() {
                warnings.push(as_warning(problem.clone()));
            }
            Ok(Err(format!("what {tag} has cannot be read")))
        }
        Err(problems) => Err(problems),
    }
}

/// Whether a version is lower than what is asked for after a release. What comes before the version
/// asked for, such as its `-rc.1`, is as good as that where it comes after the release.
fn is_too_low(version: &Version, asked: &Version, release: &Version) -> bool {
    let numbers = |version: &Version| (version.major, version.minor, version.patch);
    let before = !version.pre.is_empty() && asked.pre.is_empty() && version > release;
    version < asked && !(before && numbers(version) >= numbers(asked))
}

/// The version that the changes since a commit ask for: what was raised between the last release
/// before it and the commit counts.
pub(crate) fn asked(
    repository: &Repository,
    job: &Job,
    name: &str,
    commit: &str,
    then: Option<&Version>,
    step: Step,
) -> Result<Option<Version>, Diagnostic> {
    let Some(then) = then else {
        return Ok(None);
    };
    let release = last(repository, job.tag.as_deref(), name, commit)?;
    Ok(Some(match release {
        // The version was raised since, and by enough.
        Some(release) if !is_too_low(then, &step.after(&release.version), &release.version) => {
            then.clone()
        }
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
    as_warning(Diagnostic::error_without_place(code, message).help(help))
}

fn as_warning(problem: Diagnostic) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        ..problem
    }
}
