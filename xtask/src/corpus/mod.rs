//! `corpus`: a folder of documents, a client for each, and a table of what became of them.

mod compile;
mod count;
mod examples;
mod find;
mod generate;
mod hostile;
mod measure;
mod options;
mod result;
mod select;
mod table;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anstream::eprintln;

pub(crate) use self::{
    examples::{Options as ExamplesOptions, write as write_examples},
    measure::{Options as MeasureOptions, measure},
    options::Options,
};

use self::{
    compile::Compiler,
    find::{Found, Kind},
    measure::Limits,
    result::{Outcome, Row},
};

/// Runs over the folder; gives whether all is well.
pub(crate) fn run(options: &Options, quiet: bool) -> Result<bool, String> {
    let out = std::path::absolute(&options.out).map_err(|error| error.to_string())?;
    let folder = options.folder.clone();
    let folder = folder.unwrap_or_else(|| out.join("hostile"));
    if options.hostile {
        hostile::write(&folder)?;
    }
    let files = find::find(&folder, !options.hostile)?;
    let (documents, others): (Vec<Found>, Vec<Found>) = files
        .into_iter()
        .partition(|file| matches!(file.kind, Kind::Document { .. }));
    let mut documents: Vec<Found> = documents
        .into_iter()
        .filter(|file| options.only.is_empty() || any(&options.only, &file.name))
        .collect();
    if let Some(count) = options.sample {
        documents = select::sample(documents, count, &options.seed, |file| &file.name);
    }
    if documents.is_empty() {
        return Err(format!("{} holds no document", folder.display()));
    }
    let names = names(&documents);
    let progress = Progress::new(documents.len(), quiet);
    let mut rows = generate_all(options, &documents, &names, &out, &progress);
    for row in &mut rows {
        row.invalid = options.hostile || any(&options.invalid, &row.name);
    }
    write(&out, &rows, &others)?;
    if !options.no_check && !options.hostile {
        let mut compiler = Compiler::new(&out, options)?;
        let progress = Progress::new(rows.len(), quiet);
        let started = Instant::now();
        for (index, name) in names.iter().enumerate() {
            let budget = options.budget.map(Duration::from_secs);
            if budget.is_some_and(|budget| started.elapsed() > budget) {
                progress.left_out(name);
            } else if let (Some(row), Some(document)) = (rows.get_mut(index), documents.get(index))
            {
                let client = client_folder(&out, name);
                check(row, &mut compiler, &client, &progress)?;
                if !options.no_examples && row.check.as_ref().is_some_and(|c| c.errors == 0) {
                    let program = examples::Options {
                        openapi: document.path.clone(),
                        client,
                        name: name.clone(),
                        out: out.join("examples").join(name),
                    };
                    row.examples = Some(compiler.try_examples(&program));
                    progress.tried(row);
                }
            }
            write(&out, &rows, &others)?;
        }
    }
    if !quiet {
        anstream::println!("{}", table::report(&rows, &others));
        eprintln!("the table is in {}", out.join("report.md").display());
    }
    Ok(rows.iter().all(|row| row.problems().is_empty()))
}

fn any(patterns: &[String], name: &str) -> bool {
    patterns.iter().any(|pattern| select::fits(pattern, name))
}

fn client_folder(out: &Path, name: &str) -> PathBuf {
    out.join("clients").join(name)
}

/// The names of the crates, each once.
fn names(documents: &[Found]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut name = |document: &Found| {
        let stem = document.name.rsplit_once('.').map_or("", |(stem, _)| stem);
        let letters = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        let plain: String = stem.to_ascii_lowercase().chars().map(letters).collect();
        let plain = format!("corpus-{}", plain.trim_matches('-'));
        let mut name = plain.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{plain}-{number}");
            number += 1;
        }
        name
    };
    documents.iter().map(&mut name).collect()
}

/// Generates all clients, several at a time; the rows are in the order of the documents.
fn generate_all(
    options: &Options,
    documents: &[Found],
    names: &[String],
    out: &Path,
    progress: &Progress,
) -> Vec<Row> {
    let limits = Limits {
        seconds: options.seconds,
        memory: Some(options.memory),
    };
    let next = AtomicUsize::new(0);
    let rows = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..options.jobs.clamp(1, documents.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let (Some(document), Some(name)) = (documents.get(index), names.get(index))
                    else {
                        return;
                    };
                    let row = generate::generate(document, name, &client_folder(out, name), limits);
                    progress.generated(&row);
                    if let Ok(mut rows) = rows.lock() {
                        rows.push((index, row));
                    }
                }
            });
        }
    });
    let mut rows = rows.into_inner().unwrap_or_default();
    rows.sort_by_key(|(index, _)| *index);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn check(
    row: &mut Row,
    compiler: &mut Compiler,
    client: &Path,
    progress: &Progress,
) -> Result<(), String> {
    if row.outcome == Outcome::Generated {
        row.check = Some(compiler.check(client)?);
    }
    progress.checked(row);
    Ok(())
}

fn write(out: &Path, rows: &[Row], others: &[Found]) -> Result<(), String> {
    let results = serde_json::to_string_pretty(rows).map_err(|error| error.to_string())?;
    for (name, text) in [
        ("report.md", table::report(rows, others)),
        ("results.json", results),
    ] {
        let path = out.join(name);
        fs::create_dir_all(out)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// A line for each step that is done.
struct Progress {
    all: usize,
    done: AtomicUsize,
    quiet: bool,
}

impl Progress {
    fn new(all: usize, quiet: bool) -> Self {
        Self {
            all,
            done: AtomicUsize::new(0),
            quiet,
        }
    }

    fn step(&self, name: &str, what: &str) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.quiet {
            eprintln!("[{done}/{}] {name}: {what}", self.all);
        }
    }

    fn generated(&self, row: &Row) {
        let problems = row.problems().join("; ");
        let what = match (&row.outcome, &row.summary) {
            (Outcome::Generated, Some(summary)) if problems.is_empty() => format!(
                "{} operations, {} degraded, {:.2} s, {:.0} MiB",
                summary.operations_out,
                summary.degraded.len(),
                row.codegen.cpu,
                row.codegen.peak
            ),
            _ => problems,
        };
        self.step(&row.name, &what);
    }

    fn left_out(&self, name: &str) {
        self.step(name, "not compiled, to keep to the time of the run");
    }

    fn tried(&self, row: &Row) {
        if let Some(examples) = row.examples.as_ref().filter(|e| !self.quiet && e.all > 0) {
            eprintln!(
                "    {} of {} examples come back, {} are wrong by their schemas, {} fail",
                examples.passed,
                examples.all,
                examples.wrong.len(),
                examples.failed.len()
            );
        }
    }

    fn checked(&self, row: &Row) {
        let what = match &row.check {
            None => "not checked".to_owned(),
            Some(check) if check.is_clean() => {
                format!(
                    "compiles, {:.2} s, {:.0} MiB",
                    check.cost.cpu, check.cost.peak
                )
            }
            Some(_) => row.problems().join("; "),
        };
        self.step(&row.name, &what);
    }
}
