//! `changes`: what changed in the API since a revision.

use std::{collections::HashMap, path::Path};

use truespec::{
    changes::{self, Report},
    diagnostic::{Diagnostic, Diagnostics},
    pipeline,
    surface::Verdict,
};

use crate::{
    cli::{ChangesFormat, ChangesOptions},
    codegen::Ending,
    comparison::{Against, Compared, Now},
    config,
    files::Plan,
    git::{Repository, Tracked, UNSHALLOW},
    inputs::display,
    job::Job,
    print::Printer,
    release, remedies,
};

/// What things are held against.
struct Base {
    /// As people write it.
    label: String,
    /// `None` where there is nothing before.
    commit: Option<String>,
    /// Why that.
    because: String,
}

pub(crate) fn run(options: &ChangesOptions, printer: &Printer) -> Result<Ending, Diagnostics> {
    let config = config::find(options.config.as_deref())?;
    let mut job = Job::of_config(&config)?;
    let folder = config.parent().unwrap_or(Path::new(""));
    let repository = Repository::of(folder).map_err(|absent| absent.diagnostic(folder))?;
    // What is wrong with the revision is told before anything is read.
    let named = match &options.since {
        Some(revision) => Some(of_revision(&repository, revision)?),
        None => None,
    };
    let mut notes = uncommitted(&repository, &job)?;
    let inputs = job.inputs()?;
    let document = job.document(&inputs)?;
    let corrected = pipeline::correct_document(&document, &inputs)
        .map_err(|problems| remedies::with_commands(problems, options.config.as_deref()))?;
    let planned = job.plan(&inputs, &document, &corrected, &Printer::silent())?;
    let now = Now::of(&job, &corrected, &planned.files)?;
    let base = match named {
        Some(base) => base,
        None => usual(&repository, &job, &planned.files)?,
    };
    if planned.files.is_stale() {
        notes.push(
            format!(
                "the files here are not what codegen would write: told is what there will be after `{}`",
                remedies::codegen(options.config.as_deref())
            ),
        );
    }
    let compared = match &base.commit {
        Some(commit) => Some((commit, now.since(&repository, commit, &base.label)?)),
        None => None,
    };
    let Some((commit, Against::Both(mut compared))) = compared else {
        if let Some((_, Against::Nothing(besides))) = compared {
            notes.extend(besides);
        }
        let first = format!(
            "{} has no corrected document: everything is new, {} operations.",
            base.label,
            now.operations()
        );
        let compared = Compared {
            told: changes::Told::default(),
            differs: true,
            then: None,
            has_client: false,
            changelog: None,
            notes,
        };
        let report = Report {
            first: Some(first),
            ..now.report(&compared, None)
        };
        print(options, printer, &report, &base);
        return Ok(Ending::Done);
    };
    compared.notes.extend(notes);
    let asked = release::asked(
        &repository,
        &job,
        &now.name,
        commit,
        compared.then.as_ref(),
        compared.step(),
    )?;
    let report = now.report(&compared, asked.as_ref());
    print(options, printer, &report, &base);
    let breaks = |verdict: Option<Verdict>| verdict == Some(Verdict::Breaking);
    let breaking = breaks(compared.told.rust()) || breaks(compared.told.on_the_wire());
    if breaking && options.deny.is_some() {
        printer.denied();
        return Ok(Ending::Stale);
    }
    Ok(Ending::Done)
}

fn print(options: &ChangesOptions, printer: &Printer, report: &Report<'_>, base: &Base) {
    let report = Report {
        since: base.label.clone(),
        because: base.because.clone(),
        commit: base.commit.clone().unwrap_or_default(),
        ..report.clone()
    };
    if printer.is_for_programs() {
        let mut line = changes::json(&report);
        if let Some(line) = line.as_object_mut() {
            line.insert("reason".to_owned(), "changes".into());
        }
        anstream::println!("{line}");
        return;
    }
    let text = match options.format {
        ChangesFormat::Text => changes::text(&report),
        ChangesFormat::Markdown => changes::markdown(&report),
        ChangesFormat::Json => {
            // Keys are texts and numbers are finite, so this cannot fail.
            serde_json::to_string_pretty(&changes::json(&report)).unwrap_or_default() + "\n"
        }
    };
    // What was asked for, whether quiet or not.
    anstream::print!("{text}");
}

fn of_revision(repository: &Repository, revision: &str) -> Result<Base, Diagnostic> {
    let commit = repository.commit(revision)?;
    let short = repository.short(&commit)?;
    let because = if short.starts_with(revision) || commit.starts_with(revision) {
        "as asked".to_owned()
    } else {
        format!("as asked; it is {short}")
    };
    Ok(Base {
        commit: Some(commit),
        label: revision.to_owned(),
        because,
    })
}

/// What a person expects who names no revision: on a branch, where it left the main one; on the main
/// branch, the last commit where something is not committed, else the one before the last that changed
/// the API.
fn usual(repository: &Repository, job: &Job, plan: &Plan) -> Result<Base, Diagnostic> {
    let Some(head) = repository.find("HEAD")? else {
        return Ok(Base {
            label: "this repository".to_owned(),
            commit: None,
            because: "there is no commit yet".to_owned(),
        });
    };
    let Some(main) = repository.main_branch()? else {
        let problem = "there is no main branch to compare with: neither origin/HEAD, nor `main` or `master` here or there";
        return Err(Diagnostic::error_without_place("no-main-branch", problem)
            .help("say what to compare with, such as `--since HEAD~1`"));
    };
    let Some(base) = repository.merge_base("HEAD", &main)? else {
        let problem = format!("HEAD and `{main}` have no commit in common");
        let problem = Diagnostic::error_without_place("no-merge-base", problem);
        return Err(if repository.is_shallow()? {
            problem.help(UNSHALLOW)
        } else {
            problem.help("say what to compare with, such as `--since HEAD~1`")
        });
    };
    let of_commit = |commit: String, because: String| -> Result<Base, Diagnostic> {
        Ok(Base {
            label: repository.short(&commit)?,
            commit: Some(commit),
            because,
        })
    };
    if base != head {
        return of_commit(base, format!("where this branch left {main}"));
    }
    let document = job.reconciled.join("openapi.yaml");
    let client = job.client.as_ref().map(|client| client.folder.clone());
    let client = client.unwrap_or_default();
    if differs_from(repository, &head, plan, &[&document, &client])? {
        return of_commit(head, "the last commit: there are changes since".to_owned());
    }
    // What a person writes into the change log is no change of the API.
    let code = [client.join("src"), client.join("Cargo.toml")];
    let last = repository.last_change(&[&document, &code[0], &code[1]])?;
    let before = match &last {
        Some(last) => repository.find(&format!("{last}^"))?,
        None => None,
    };
    match before {
        Some(before) => of_commit(
            before,
            "before the last commit that changed the API; this is the main branch".to_owned(),
        ),
        None if repository.is_shallow()? => {
            let problem = "what was before the last change is not in this clone";
            Err(Diagnostic::error_without_place("shallow-clone", problem).help(UNSHALLOW))
        }
        None => Ok(Base {
            label: "what was before the first commit".to_owned(),
            commit: None,
            because: "the API was never changed since".to_owned(),
        }),
    }
}

/// Whether the files that codegen would write are others than those of a commit.
fn differs_from(
    repository: &Repository,
    commit: &str,
    plan: &Plan,
    paths: &[&Path],
) -> Result<bool, Diagnostic> {
    let mut before = HashMap::new();
    for path in paths {
        for (below, text) in repository.files(commit, path)? {
            let path = if below.is_empty() {
                path.to_path_buf()
            } else {
                path.join(below)
            };
            before.insert(path, text);
        }
    }
    let now = plan
        .texts()
        .filter(|(path, _)| paths.iter().any(|folder| path.starts_with(folder)));
    for (path, text) in now {
        if before.get(path).map(String::as_str) != Some(text) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What others cannot see: inputs that are not in git. A merge that is not finished is an error:
/// nobody can say what is meant.
fn uncommitted(repository: &Repository, job: &Job) -> Result<Vec<String>, Diagnostics> {
    let mut problems = Diagnostics::new();
    let mut notes = Vec::new();
    let inputs = [&job.document]
        .into_iter()
        .chain(&job.pages)
        .chain(&job.decisions)
        .chain(&job.config);
    for path in inputs {
        let name = display(path);
        match repository.tracked(path)? {
            Tracked::Yes => {}
            Tracked::No => notes.push(format!("{name} is not in git yet: nobody else has it")),
            Tracked::Ignored => notes.push(format!("{name} is ignored by git: nobody else has it")),
            Tracked::Unmerged => {
                let problem = format!("a merge has left {name} with both sides");
                let problem = Diagnostic::error_without_place("unmerged-input", problem);
                problems
                    .push(problem.help("finish the merge: correct the file, then `git add` it"));
            }
        }
    }
    problems.stop_on_error()?;
    Ok(notes)
}
