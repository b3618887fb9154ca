//! `corpus`: a folder of documents, a client for each, and a table of what became of them.

mod compile;
mod count;
mod find;
mod generate;
mod measure;
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
};

use anstream::eprintln;
use clap::Args;

pub(crate) use self::measure::{Options as MeasureOptions, measure};

use self::{
    compile::Compiler,
    find::{Found, Kind},
    measure::Limits,
    result::{Outcome, Row},
};

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// The folder of the documents.
    folder: PathBuf,
    /// The folder of the clients and the report.
    #[arg(long, value_name = "DIR", default_value = "target/corpus")]
    out: PathBuf,
    /// How many documents to generate at a time.
    #[arg(long, value_name = "N", default_value_t = 2)]
    jobs: usize,
    /// Do not compile the clients.
    #[arg(long)]
    no_check: bool,
    /// Lint the clients too, with all of their features.
    #[arg(long, conflicts_with = "no_check")]
    clippy: bool,
    /// Only documents whose path fits; `*` stands for any text. Can be given several times.
    #[arg(long, value_name = "PATTERN")]
    only: Vec<String>,
    /// Only so many of the documents.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Which sample to take: any text.
    #[arg(long, value_name = "SEED", default_value = "")]
    seed: String,
    /// Documents that may be refused, since they are not valid.
    #[arg(long, value_name = "PATTERN")]
    invalid: Vec<String>,
    /// The seconds that generating a client may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    seconds: u64,
    /// The memory that generating a client may take, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    memory: u64,
    /// The seconds that compiling a client may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 900)]
    check_seconds: u64,
}

/// Runs over the folder; gives whether all is well.
pub(crate) fn run(options: &Options, quiet: bool) -> Result<bool, String> {
    let out = std::path::absolute(&options.out).map_err(|error| error.to_string())?;
    let files = find::find(&options.folder)?;
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
        return Err(format!("{} holds no document", options.folder.display()));
    }
    let names = names(&documents);
    let progress = Progress::new(documents.len(), quiet);
    let mut rows = generate_all(options, &documents, &names, &out, &progress);
    for row in &mut rows {
        row.invalid = any(&options.invalid, &row.name);
    }
    write(&out, &rows, &others)?;
    if !options.no_check {
        let mut compiler = Compiler::new(&out, options.check_seconds, options.clippy);
        let progress = Progress::new(rows.len(), quiet);
        for (index, name) in names.iter().enumerate() {
            if let Some(row) = rows.get_mut(index) {
                check(row, &mut compiler, &client_folder(&out, name), &progress)?;
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
