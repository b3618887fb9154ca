//! `codegen` and `reconcile`: from the inputs to the files.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use truespec::{
    diagnostic::{Diagnostic, Diagnostics, Source},
    emit::{RUNTIME_DEPENDENCIES, RUNTIME_PARTS, RUNTIME_TARGETS},
    openapi::Document,
    pipeline::{self, Corrected, Inputs, Paging, Settings},
};

use crate::{
    cli::Options,
    config, degraded, files,
    folder::Folder,
    inputs::{self, display, normal, relative},
    messages::Summary,
    paging,
    print::Printer,
};

/// How a run ended.
pub(crate) enum Ending {
    Done,
    /// `--check` found files that are not what codegen would write.
    Stale,
}

/// One run: where its inputs are and where its outputs go.
struct Job {
    document: PathBuf,
    /// Folders besides that of the document in which it can refer to files.
    also: Vec<PathBuf>,
    /// The files that the document refers to, once it is read.
    others: Vec<PathBuf>,
    pages: Vec<PathBuf>,
    decisions: Option<PathBuf>,
    /// The configuration that this comes from.
    config: Option<PathBuf>,
    /// The folder of the corrected document, the overlay and the report.
    reconciled: PathBuf,
    /// `None`: only the first half.
    client: Option<Client>,
}

struct Client {
    folder: PathBuf,
    /// `None`: made from the title of the document.
    name: Option<String>,
    /// The rest of what the crate is to be.
    settings: Settings,
    /// Which lists are read page by page.
    paging: Paging,
}

/// What a run would write, and what became of the operations where it writes a client.
struct Planned {
    files: files::Plan,
    summary: Option<Summary>,
}

pub(crate) fn run(
    options: &Options,
    with_client: bool,
    printer: &Printer,
) -> Result<Ending, Diagnostics> {
    let mut job = job(options)?;
    if !with_client {
        if options.openapi.is_some() {
            job.reconciled = job.client.map(|c| c.folder).unwrap_or_default();
        }
        job.client = None;
    }
    let inputs = job.inputs()?;
    let mut folder = Folder::of(&job.document, &job.also)?;
    let document = Document::read_with(&inputs.document, &mut folder)?;
    job.others = folder.into_read();
    if job.client.is_none() && inputs.pages.is_empty() {
        printer.diagnostics(document.warnings());
        printer.diagnostics(&document.dangling_references());
    }
    let corrected = pipeline::correct_document(&document, &inputs)?;
    printer.diagnostics(&corrected.warnings);
    let Planned {
        files: plan,
        summary,
    } = job.plan(&inputs, &document, &corrected, printer)?;
    if options.check {
        if plan.is_stale() {
            printer.stale(&plan);
            return Ok(Ending::Stale);
        }
        printer.fresh(&plan);
        return Ok(Ending::Done);
    }
    plan.carry_out()?;
    printer.corrected(&corrected, &display(&job.document));
    if let Some(summary) = &summary {
        printer.generated(summary);
    }
    printer.written(&plan);
    Ok(Ending::Done)
}

fn job(options: &Options) -> Result<Job, Diagnostics> {
    if let (Some(document), Some(out)) = (&options.openapi, &options.out) {
        return Ok(Job {
            document: document.clone(),
            also: options.allow_files_in.clone(),
            others: Vec::new(),
            pages: options.reference.clone(),
            decisions: options.decisions.clone(),
            config: None,
            reconciled: out.join("spec"),
            client: Some(Client {
                folder: out.clone(),
                name: options.name.clone(),
                settings: Settings {
                    crate_version: "0.1.0".to_owned(),
                    own_workspace: true,
                    ..Settings::default()
                },
                paging: Paging {
                    not_recognised: options.no_paging,
                    ..Paging::default()
                },
            }),
        });
    }
    let path = match &options.config {
        Some(path) => path.clone(),
        None => root()?.join("spec/codegen.toml"),
    };
    let (config, source) = config::read(&path)?;
    let (sensitive, not_sensitive) = config.client.members(&source)?;
    let paging = config.paging.read(&source)?;
    Ok(Job {
        document: config.openapi,
        also: config.allow_files_in,
        others: Vec::new(),
        pages: config.reference,
        decisions: config.decisions,
        config: Some(path),
        reconciled: config.reconciled,
        client: Some(Client {
            folder: config.client.path,
            name: Some(config.client.name),
            settings: Settings {
                crate_name: String::new(),
                crate_version: config.client.version,
                token_variable: config.client.token_variable,
                description: config.client.description,
                license: config.client.license,
                repository: config.client.repository,
                own_workspace: false,
                sensitive,
                not_sensitive,
            },
            paging,
        }),
    })
}

/// The top of the repository, relative to the working directory where that is possible: names of
/// files are then the same on every machine.
fn root() -> Result<PathBuf, Diagnostics> {
    let top = normal(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    std::env::set_current_dir(&top).map_err(|error| {
        Diagnostics::from(
            Diagnostic::error_without_place("no-repository", format!("{}: {error}", display(&top)))
                .help("run this from the repository, or give --openapi and --out"),
        )
    })?;
    Ok(PathBuf::new())
}

/// `my-client` → `MY_CLIENT_TOKEN`.
fn default_token_variable(name: &str) -> String {
    format!("{}_TOKEN", name.replace('-', "_").to_ascii_uppercase())
}

/// The crates of Rust itself.
const CRATES_OF_RUST: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];
/// What a client can depend on besides what its runtime needs.
const OTHER_DEPENDENCIES: [&str; 3] = ["chrono", "tokio", "uuid"];

/// Package names are what cargo takes, and not those of crates that the client uses.
fn check_name(name: &str) -> Result<(), Diagnostic> {
    let problem = |what: &str, help: &str| {
        let problem = format!("`{name}` cannot be the name of a crate{what}");
        Err(Diagnostic::error_without_place("crate-name", problem).help(help))
    };
    let good = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(good) {
        return problem("", "use letters, digits, `-` and `_`, a letter first");
    }
    if pipeline::is_keyword(name) {
        return problem(": it is a word of Rust", "choose another --name");
    }
    let library = name.replace('-', "_").to_ascii_lowercase();
    let of_targets = RUNTIME_TARGETS.iter().flat_map(|(_, needed)| *needed);
    let of_parts = RUNTIME_PARTS.iter().flat_map(|part| part.dependencies);
    let dependencies = RUNTIME_DEPENDENCIES
        .iter()
        .chain(of_targets)
        .chain(of_parts);
    let dependencies = dependencies.map(|(name, _)| *name);
    let mut taken = dependencies.chain(OTHER_DEPENDENCIES).chain(CRATES_OF_RUST);
    if taken.any(|taken| taken.replace('-', "_") == library) {
        return problem(
            ": the client itself uses a crate of this name",
            "choose another --name, such as `NAME-client`",
        );
    }
    Ok(())
}

impl Job {
    fn inputs(&self) -> Result<Inputs, Diagnostics> {
        // All that cannot be read is told at once.
        let mut problems = Diagnostics::new();
        let mut read = |path: &Path| -> Option<Arc<Source>> {
            inputs::read(path)
                .map_err(|problem| problems.push(problem))
                .ok()
        };
        let document = read(&self.document);
        let pages: Vec<_> = self.pages.iter().filter_map(|path| read(path)).collect();
        let decisions = self.decisions.as_deref().and_then(&mut read);
        problems.stop_on_error()?;
        let Some(document) = document else {
            return Err(problems);
        };
        Ok(Inputs {
            document,
            pages,
            decisions,
            extends: relative(&self.reconciled, &self.document),
        })
    }

    fn plan(
        &self,
        inputs: &Inputs,
        original: &Document,
        corrected: &Corrected,
        printer: &Printer,
    ) -> Result<Planned, Diagnostics> {
        let mut plan = files::Plan::default();
        let document = self.reconciled.join("openapi.yaml");
        let mut report = corrected.report.clone();
        let mut summary = None;
        if let Some(client) = &self.client {
            // Where nothing is corrected, places are those of the file that people have.
            let generated = if inputs.pages.is_empty() {
                self.plan_client(client, original, &mut plan, printer)?
            } else {
                let source = Source::new(display(&document), corrected.document.clone());
                let corrected = Document::read(&source)?;
                self.plan_client(client, &corrected, &mut plan, printer)?
            };
            report += &degraded::section(&generated);
            report += &paging::section(&generated.paged);
            summary = Some(generated);
        }
        let outputs = [
            (document, &corrected.document),
            (self.reconciled.join("overlay.yaml"), &corrected.overlay),
            (self.reconciled.join("report.md"), &report),
        ];
        for (path, text) in outputs {
            self.refuse_input(&path)?;
            plan.add(path, text.clone())?;
        }
        if let Some(client) = &self.client {
            plan.delete_stale(&client.folder)?;
        }
        Ok(Planned {
            files: plan,
            summary,
        })
    }

    fn plan_client(
        &self,
        client: &Client,
        document: &Document,
        plan: &mut files::Plan,
        printer: &Printer,
    ) -> Result<Summary, Diagnostics> {
        let name = match &client.name {
            Some(name) => name.clone(),
            None => pipeline::crate_name_of(document),
        };
        check_name(&name)?;
        let mut settings = client.settings.clone();
        let variable = settings.token_variable.take();
        settings.token_variable = variable.or_else(|| Some(default_token_variable(&name)));
        settings.crate_name = name;
        let generated = pipeline::generate_document(document, &settings, &client.paging)?;
        printer.diagnostics(&generated.warnings);
        let summary = Summary::from(&generated);
        for file in generated.files {
            let path = client.folder.join(&file.path);
            self.refuse_input(&path)?;
            plan.add_marked(&path, file.text)?;
        }
        Ok(summary)
    }

    /// An output must never overwrite an input.
    fn refuse_input(&self, output: &Path) -> Result<(), Diagnostics> {
        let Ok(output) = output.canonicalize() else {
            return Ok(());
        };
        let inputs = [&self.document]
            .into_iter()
            .chain(&self.others)
            .chain(&self.pages)
            .chain(&self.decisions)
            .chain(&self.config);
        for input in inputs {
            if input.canonicalize().is_ok_and(|input| input == output) {
                let problem = Diagnostic::error_without_place(
                    "output-is-input",
                    format!("{} would be overwritten", display(input)),
                );
                return Err(problem.help("choose another --out").into());
            }
        }
        Ok(())
    }
}
