//! `refresh`: gets the document and the pages from where the vendor has them, shows what is new, and
//! writes all of it or nothing.

mod addresses;
mod charset;
mod compare;
mod content;
mod get;
mod input;
mod lock;
mod preview;
mod show;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use truespec::{
    diagnostic::{Diagnostic, Diagnostics, Location, Source},
    openapi::Document,
    pipeline::Inputs,
    reconcile::Decisions,
    reference::{self, Page},
};

use self::{
    addresses::Kind,
    compare::{Said, compare},
    input::Input,
    lock::Lock,
};
pub(crate) use self::{
    addresses::{Sources, is_here, may_be_read},
    show::Refreshed,
};
use crate::{
    codegen::Ending,
    config, files,
    folder::Folder,
    inputs::{self, display},
    job::Job,
    print::Printer,
};

/// The options of the command.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Write nothing; exit with 1 if anything is new.
    #[arg(long)]
    check: bool,
    /// Write nothing; only show what is new.
    #[arg(long, conflicts_with = "check")]
    dry_run: bool,
    /// Get everything, whatever is known from the last time, and replace files that were edited
    /// since.
    #[arg(long)]
    force: bool,
    /// Put what the servers sent, and the text that was made of it, into this folder as well, also
    /// where it is refused.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// The configuration to read instead of spec/codegen.toml.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(crate) fn run(options: &Options, printer: &Printer) -> Result<Ending, Diagnostics> {
    let path = config::find(options.config.as_deref())?;
    let lock_path = path.with_extension("lock");
    if path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("lock"))
    {
        return Err(named_as_the_lock(&path).into());
    }
    let job = Job::of_config(&path)?;
    let (config, source) = config::read(&path)?;
    let Some(sources) = &config.sources else {
        return Err(without_sources(&source).into());
    };
    let addresses = sources.read(&source, &job.document, &job.pages)?;
    if addresses.all.is_empty() {
        return Err(without_sources(&source).into());
    }
    let mut lock = if options.force {
        Lock::read(&lock_path).unwrap_or_default()
    } else {
        Lock::read(&lock_path)?
    };
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let folder = folder.unwrap_or(Path::new("."));
    let inputs = input::get_all(addresses, folder, &lock, options)?;
    let texts = Texts::of(&job, &inputs)?;
    let read = texts.read(&job, &inputs)?;
    let shown: Vec<Refreshed> = inputs
        .iter()
        .map(|input| {
            let difference = match input.address.kind {
                Kind::Document => read.document_difference(input.before.is_none()),
                Kind::Page(n) => read.page_difference(n, input.before.is_none()),
            };
            Refreshed::of(input, difference.filter(|_| input.is_new()))
        })
        .collect();
    let guarded = guard(&inputs, options.force);
    show::all(printer, &inputs, &shown);
    let anything = inputs.iter().any(Input::is_new);
    if options.check || options.dry_run {
        // What stands in the way of writing is told here as well, but stops nothing.
        printer.diagnostics(&guarded);
        show::found(printer, &read, &texts, anything);
        let stale = options.check && anything;
        return Ok(if stale { Ending::Stale } else { Ending::Done });
    }
    if !guarded.is_empty() {
        return Err(guarded);
    }
    let mut plan = files::Plan::default();
    for input in &inputs {
        if let Some(content) = input.taken() {
            plan.add(input.address.file.clone(), content.text.clone())?;
        }
        if let Some(entry) = input.entry() {
            lock.set(entry);
        }
    }
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    lock.keep(&names);
    plan.add(lock_path, lock.text()?)?;
    plan.carry_out()?;
    show::found(printer, &read, &texts, anything);
    show::next(printer, &plan, anything);
    Ok(Ending::Done)
}

/// Files that would be replaced though nobody knows whether what is in them is elsewhere.
fn guard(inputs: &[Input], force: bool) -> Diagnostics {
    let mut problems = Diagnostics::new();
    for input in inputs.iter().filter(|input| input.is_new() && !force) {
        if let Some(problem) = input.is_in_the_way() {
            problems.push(problem);
        }
    }
    problems
}

fn named_as_the_lock(path: &Path) -> Diagnostic {
    let what = format!(
        "the configuration is called `{}`, as the file of what came last would be",
        display(path)
    );
    Diagnostic::error_without_place("config-name", what)
        .help("give it another extension, such as `.toml`: the file beside it with `.lock` says what came last")
}

fn without_sources(source: &Arc<Source>) -> Diagnostic {
    let at = Location::of_line(source, 1);
    Diagnostic::error("no-sources", at, "the configuration names no addresses").help(
        "add a section `[sources]` with `openapi = \"https://…\"` and `reference = [\"https://…\"]`, in the order of the pages",
    )
}

/// The inputs as they are and as they would be.
pub(crate) struct Texts {
    pub(crate) before: Option<Inputs>,
    pub(crate) after: Inputs,
}

impl Texts {
    fn of(job: &Job, got: &[Input]) -> Result<Self, Diagnostics> {
        let new = |kind: Kind| got.iter().find(|input| input.address.kind == kind);
        let text = |path: &PathBuf, kind: Kind| -> Result<Arc<Source>, Diagnostic> {
            match new(kind).and_then(Input::taken) {
                Some(content) => Ok(Source::new(display(path), content.text.clone())),
                None => inputs::read(path),
            }
        };
        let mut problems = Diagnostics::new();
        let mut take = |path: &PathBuf, kind: Kind| {
            text(path, kind)
                .map_err(|problem| problems.push(problem))
                .ok()
        };
        let document = take(&job.document, Kind::Document);
        let pages = job.pages.iter().enumerate();
        let pages = pages.filter_map(|(n, page)| take(page, Kind::Page(n)));
        let pages: Vec<_> = pages.collect();
        problems.stop_on_error()?;
        let Some(document) = document else {
            return Err(problems);
        };
        let decisions = job.decisions.as_ref().filter(|path| path.exists());
        let after = Inputs {
            document,
            pages,
            decisions: decisions.map(|path| inputs::read(path)).transpose()?,
            extends: inputs::relative(&job.reconciled, &job.document),
            recordings: job.recordings()?,
        };
        Ok(Self {
            before: job.inputs().ok(),
            after,
        })
    }

    /// Reads both. Only what is wrong with the new ones is an error.
    fn read(&self, job: &Job, got: &[Input]) -> Result<Read, Diagnostics> {
        let mut problems = Diagnostics::new();
        let document = document(job, &self.after)
            .map_err(|inner| problems.append(unreadable(got, inner)))
            .ok();
        let pages = pages(&self.after)
            .map_err(|inner| problems.append(unreadable(got, inner)))
            .ok();
        problems.stop_on_error()?;
        let (Some(document), Some(pages)) = (document, pages) else {
            return Err(problems);
        };
        let before = self.before.as_ref();
        Ok(Read {
            document,
            pages,
            document_before: before.and_then(|inputs| self::document(job, inputs).ok()),
            pages_before: before.and_then(|inputs| self::pages(inputs).ok()),
        })
    }
}

/// The inputs, read.
pub(crate) struct Read {
    pub(crate) document: Document,
    pub(crate) document_before: Option<Document>,
    pages: Vec<Page>,
    pages_before: Option<Vec<Page>>,
}

impl Read {
    /// What changed in the document; `None` where the old one cannot be read.
    fn document_difference(&self, is_first: bool) -> Option<compare::Difference> {
        let before = self.document_before.as_ref().map(Document::root);
        let before = before.map(Said::of_document);
        let before = before.or_else(|| is_first.then(Said::default))?;
        Some(compare(&before, &Said::of_document(self.document.root())))
    }

    fn page_difference(&self, n: usize, is_first: bool) -> Option<compare::Difference> {
        let before = self.pages_before.as_ref().and_then(|pages| pages.get(n));
        let before = before.map(Said::of_page);
        let before = before.or_else(|| is_first.then(Said::default))?;
        Some(compare(&before, &Said::of_page(self.pages.get(n)?)))
    }
}

fn document(job: &Job, inputs: &Inputs) -> Result<Document, Diagnostics> {
    let there = job.document.parent().is_some_and(|folder| {
        folder.as_os_str().is_empty() || matches!(fs::exists(folder), Ok(true))
    });
    if there {
        let mut folder = Folder::of(&job.document, &job.also)?;
        Document::read_with(&inputs.document, &mut folder)
    } else {
        Document::read(&inputs.document)
    }
}

fn pages(inputs: &Inputs) -> Result<Vec<Page>, Diagnostics> {
    // Decisions that are wrong are told by the next codegen.
    let decisions = inputs.decisions.as_ref();
    let decisions = decisions.and_then(|source| Decisions::read(source).ok());
    let choices = decisions.map(|decisions| decisions.choices());
    let reading = reference::read_with(&inputs.pages, &choices.unwrap_or_default())?;
    Ok(reading.pages)
}

/// What is wrong with new inputs, each with the address that it came from.
fn unreadable(got: &[Input], inner: Diagnostics) -> Diagnostics {
    let mut problems = Diagnostics::new();
    for input in got.iter().filter(|input| input.is_new()) {
        let file = display(&input.address.file);
        let mut places = inner.iter().filter_map(|problem| problem.location.as_ref());
        if places.any(|place| place.source().name() == file) {
            problems.push(input.refused());
        }
    }
    problems.append(inner);
    problems
}
