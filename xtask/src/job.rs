//! What a run works on: the inputs, where they come from, and where everything goes.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use truespec::{
    diagnostic::{Diagnostic, Diagnostics, Source},
    emit::{RUNTIME_DEPENDENCIES, RUNTIME_PARTS, RUNTIME_TARGETS},
    openapi::Document,
    pipeline::{self, Corrected, Inputs, Paging, Recordings, Settings},
};

use crate::{
    cli::Options,
    config, degraded,
    drift::{self, Said},
    files,
    folder::Folder,
    inputs::{self, display, relative},
    messages::Summary,
    paging,
    print::Printer,
};

/// One run: where its inputs are and where its outputs go.
pub(crate) struct Job {
    pub(crate) document: PathBuf,
    /// Folders besides that of the document in which it can refer to files.
    pub(crate) also: Vec<PathBuf>,
    /// The files that the document refers to, once it is read.
    pub(crate) others: Vec<PathBuf>,
    pub(crate) pages: Vec<PathBuf>,
    pub(crate) decisions: Option<PathBuf>,
    /// The configuration that this comes from.
    pub(crate) config: Option<PathBuf>,
    /// The folder of the corrected document, the overlay and the report.
    pub(crate) reconciled: PathBuf,
    /// What is said of the running service.
    pub(crate) drift: Said,
    /// `None`: only the first half.
    pub(crate) client: Option<Client>,
    /// How the tags of releases are written, where the configuration says so.
    pub(crate) tag: Option<String>,
}

pub(crate) struct Client {
    pub(crate) folder: PathBuf,
    /// `None`: made from the title of the document.
    pub(crate) name: Option<String>,
    /// The rest of what the crate is to be.
    pub(crate) settings: Settings,
    /// Which lists are read page by page.
    pub(crate) paging: Paging,
}

/// What a run would write, and what became of the operations where it writes a client.
pub(crate) struct Planned {
    pub(crate) files: files::Plan,
    pub(crate) summary: Option<Summary>,
}

impl Job {
    /// What the options of the command line say, else what the configuration does.
    pub(crate) fn of_options(options: &Options) -> Result<Self, Diagnostics> {
        if let (Some(document), Some(out)) = (&options.openapi, &options.out) {
            return Ok(Self {
                document: document.clone(),
                also: options.allow_files_in.clone(),
                others: Vec::new(),
                pages: options.reference.clone(),
                decisions: options.decisions.clone(),
                config: None,
                reconciled: out.join("spec"),
                drift: Said::default(),
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
                tag: None,
            });
        }
        Self::of_config(&config::find(options.config.as_deref())?)
    }

    /// What a configuration says.
    pub(crate) fn of_config(path: &Path) -> Result<Self, Diagnostics> {
        let (config, source) = config::read(path)?;
        let (sensitive, not_sensitive) = config.client.members(&source)?;
        let paging = config.paging.read(&source)?;
        let tag = config.release.tag(&source)?;
        Ok(Self {
            document: config.openapi,
            also: config.allow_files_in,
            others: Vec::new(),
            pages: config.reference,
            decisions: config.decisions,
            config: Some(path.to_owned()),
            reconciled: config.reconciled,
            drift: config.drift.read(&source),
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
            tag,
        })
    }

    /// What `drift` works on.
    pub(crate) fn of_drift(options: &drift::Options) -> Result<Self, Diagnostics> {
        let Some(document) = &options.openapi else {
            return Self::of_config(&config::find(options.config.as_deref())?);
        };
        Ok(Self {
            document: document.clone(),
            also: Vec::new(),
            others: Vec::new(),
            pages: Vec::new(),
            decisions: None,
            config: None,
            reconciled: PathBuf::new(),
            tag: None,
            drift: Said::default(),
            client: None,
        })
    }

    /// The environment variable that holds the token.
    pub(crate) fn token_variable(&self, document: &Document) -> String {
        let client = self.client.as_ref();
        let said = client.and_then(|client| client.settings.token_variable.clone());
        said.unwrap_or_else(|| {
            let name = client.and_then(|client| client.name.clone());
            default_token_variable(&name.unwrap_or_else(|| pipeline::crate_name_of(document)))
        })
    }

    /// The document, with the files that it refers to.
    pub(crate) fn document(&mut self, inputs: &Inputs) -> Result<Document, Diagnostics> {
        let mut folder = Folder::of(&self.document, &self.also)?;
        let document = Document::read_with(&inputs.document, &mut folder)?;
        self.others = folder.into_read();
        Ok(document)
    }

    /// The texts of the inputs.
    pub(crate) fn inputs(&self) -> Result<Inputs, Diagnostics> {
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
            recordings: self.recordings()?,
        })
    }

    /// What was recorded of the running service.
    pub(crate) fn recordings(&self) -> Result<Recordings, Diagnostics> {
        let files = match &self.drift.recordings {
            Some(folder) => drift::recordings(folder)?,
            None => Vec::new(),
        };
        let client = self.client.as_ref();
        Ok(Recordings {
            files,
            document: display(&self.reconciled.join("openapi.yaml")),
            paging: client
                .map(|client| client.paging.clone())
                .unwrap_or_default(),
            live: false,
        })
    }

    /// The files that the run would write.
    pub(crate) fn plan(
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
            let untouched = corrected.reconciled.actions.is_empty();
            let generated = if inputs.pages.is_empty() && untouched {
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
            (self.reconciled.join("report.html"), &corrected.page),
        ];
        for (path, text) in outputs.into_iter().filter(|(_, text)| !text.is_empty()) {
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
