//! The versions of OpenAPI: which one a document is, and what to do about one that is not read.

use std::sync::Arc;

use serde_json::Value;

use super::{excerpt::excerpt, tree::Tree};
use crate::diagnostic::{Diagnostic, Location, Source};

/// The version that a normalised document says it is.
pub(super) const NORMAL: &str = "3.0.3";

/// The dialects of JSON Schema whose words are known.
const DIALECTS: [&str; 3] = [
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://spec.openapis.org/oas/3.2/dialect/",
    "https://json-schema.org/draft/",
];

/// A version that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0.x
    V3_0,
    /// 3.1.x
    V3_1,
    /// 3.2.x
    V3_2,
}

impl Version {
    /// Whether schemas are those of JSON Schema 2020-12.
    pub(super) fn is_later(self) -> bool {
        self > Self::V3_0
    }

    /// The version of a document.
    ///
    /// # Errors
    /// It is none, or one that is not read.
    pub(super) fn of(root: &Tree, source: &Arc<Source>) -> Result<Self, Diagnostic> {
        let place = |tree: &Tree| {
            let at = tree.place;
            let [line, column, length] = [at.line, at.column, at.length].map(|n| n as usize);
            Location::new(source, line, column, length)
        };
        if let Some(swagger) = root.child("swagger") {
            return Err(swagger_2(place(swagger), source.name(), &word(swagger)));
        }
        let Some(version) = root.child("openapi") else {
            return Err(Diagnostic::error(
                "not-openapi",
                place(root),
                "the root of the document has no `openapi: 3.x.x`",
            )
            .help("give an OpenAPI document of version 3.0, 3.1 or 3.2 in YAML or JSON"));
        };
        let word = word(version);
        let mut numbers = word.split('.');
        match (numbers.next(), numbers.next()) {
            (Some("3"), Some("0")) => Ok(Self::V3_0),
            (Some("3"), Some("1")) => Ok(Self::V3_1),
            (Some("3"), Some("2")) => Ok(Self::V3_2),
            _ => Err(Diagnostic::error(
                "unsupported-version",
                place(version),
                format!(
                    "OpenAPI {} is not known; 3.0, 3.1 and 3.2 are read",
                    excerpt(&word)
                ),
            )
            .help("say which version the document is, such as `openapi: 3.1.0`")),
        }
    }
}

/// A version as it is written: `3.1` without quotes is a number to YAML.
fn word(version: &Tree) -> String {
    match version.simple() {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => version.value().to_string(),
    }
}

fn swagger_2(place: Location, name: &str, version: &str) -> Diagnostic {
    let version = excerpt(version);
    Diagnostic::error(
        "unsupported-version",
        place,
        format!("this is a Swagger {version} document; OpenAPI 3.0, 3.1 and 3.2 are read"),
    )
    .help(format!(
        "convert it first: npx swagger2openapi --patch --yaml --outfile openapi3.yaml {name}"
    ))
}

/// Whether the words of a dialect of JSON Schema are known.
pub(super) fn is_known_dialect(dialect: &str) -> bool {
    DIALECTS.iter().any(|known| dialect.starts_with(known))
}
