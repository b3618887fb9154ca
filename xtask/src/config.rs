//! `codegen.toml`: which inputs, which decisions, and where everything goes.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use truespec::diagnostic::{Diagnostic, Diagnostics, Location};

use crate::inputs;

/// The configuration, as written. Paths are relative to its own folder.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    /// The OpenAPI document.
    pub(crate) openapi: PathBuf,
    /// The reference pages.
    #[serde(default)]
    pub(crate) reference: Vec<PathBuf>,
    /// The decisions.
    pub(crate) decisions: Option<PathBuf>,
    /// The folder of the corrected document, the overlay and the report.
    pub(crate) reconciled: PathBuf,
    /// The client.
    pub(crate) client: Client,
}

/// The client's crate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Client {
    /// Its folder.
    pub(crate) path: PathBuf,
    /// Its package name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// The environment variable that holds the token.
    pub(crate) token_variable: Option<String>,
    /// What it is, in one line.
    pub(crate) description: Option<String>,
    /// Its licence, as an SPDX expression.
    pub(crate) license: Option<String>,
    /// Where its source is.
    pub(crate) repository: Option<String>,
}

/// Reads a configuration.
pub(crate) fn read(path: &Path) -> Result<Config, Diagnostics> {
    let source = inputs::read(path)?;
    let mut config: Config = toml::from_str(source.text()).map_err(|error| {
        let before = source.text().get(..error.span().map_or(0, |s| s.start));
        let line = before.unwrap_or_default().matches('\n').count() + 1;
        Diagnostics::from(
            Diagnostic::error(
                "config-syntax",
                Location::of_line(&source, line),
                error.message().trim().to_owned(),
            )
            .help("spec/codegen.toml of this repository shows all keys"),
        )
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let paths = [
        &mut config.openapi,
        &mut config.reconciled,
        &mut config.client.path,
    ];
    for path in paths
        .into_iter()
        .chain(&mut config.reference)
        .chain(&mut config.decisions)
    {
        *path = inputs::normal(&folder.join(&*path));
    }
    Ok(config)
}
