//! From the plan to the files of the crate. The only room that makes tokens. It touches no disk.

mod blocking;
mod body;
mod broken;
mod call;
mod check;
mod choice;
mod client;
mod contents;
mod credentials;
mod debug;
mod enumeration;
mod events;
mod example;
mod form;
mod guide;
mod guide_features;
mod guide_settings;
mod http_method;
mod library;
mod manifest;
mod markdown;
mod mock;
mod operations;
mod output;
mod page;
mod parts;
mod place;
mod print;
mod program;
mod readme;
mod runtime;
mod rust_type;
mod sample;
mod servers;
mod settings;
mod snippet;
mod structure;
mod styled;
mod types;
mod union;

use std::fmt;

pub use manifest::{Line, RUNTIME_DEPENDENCIES, RUNTIME_FEATURES, RUNTIME_TARGETS};
pub use parts::{Part, RUNTIME_PARTS};

use crate::plan::{Plan, RustType};

/// A file of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the crate, with `/` between the parts.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Code that was made but is not Rust: a mistake of the generator, whatever the document holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRust {
    /// The file that was to be written.
    pub path: String,
    /// What the parser says.
    pub reason: String,
}

impl fmt::Display for NotRust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the code for `{}` is not Rust: {}; this is a mistake of the generator, please report it",
            self.path, self.reason
        )
    }
}

impl std::error::Error for NotRust {}

/// A type as a text, for code outside of the crate; `types` is the path of the crate's types.
#[must_use]
pub fn type_text(value: &RustType, types: &str) -> String {
    let path: proc_macro2::TokenStream = types.parse().unwrap_or_default();
    rust_type::rust_type(value, &path).to_string()
}

/// The files of a crate, in a fixed order.
///
/// # Errors
/// If what was made is not Rust, which is a mistake of the generator.
pub fn emit(plan: &Plan) -> Result<Vec<File>, NotRust> {
    let mut files = vec![
        manifest::manifest(plan),
        readme::readme(plan),
        library::library(plan)?,
        client::client(plan)?,
    ];
    files.extend(servers::servers(plan)?);
    files.extend(operations::operations(plan)?);
    files.extend(blocking::blocking(plan)?);
    files.extend(types::types(plan)?);
    files.extend(mock::mock(plan)?);
    files.extend(example::examples(plan)?);
    files.extend(runtime::runtime(&plan.package));
    Ok(files)
}
