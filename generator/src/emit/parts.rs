//! Parts of the runtime that only the clients carry that use them, so that no client pays for what
//! its service does not have.
//!
//! A part is a leaf: its files use the rest of the runtime, and nothing of the rest uses them but
//! their own lines in `lib.rs` (`mod name;` and `pub use self::name::…;`, each statement about one
//! module), which a client without the part goes without.

use super::manifest::{CHRONO, Line};
use crate::plan::{Answering, Package};

/// A part of the runtime.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its files in `generator/runtime/src`, without `.rs`.
    pub files: &'static [&'static str],
    /// What only it depends on: the lines of a manifest.
    pub dependencies: &'static [Line],
    /// Whether a client carries it.
    pub needed: fn(&Package) -> bool,
}

/// All parts.
pub const RUNTIME_PARTS: &[Part] = &[
    Part {
        files: &["text"],
        dependencies: &[],
        needed: |package| package.answers.contains(&Answering::Text),
    },
    Part {
        files: &["maybe"],
        dependencies: &[],
        needed: |package| package.answers.contains(&Answering::Maybe),
    },
    Part {
        files: &["open"],
        dependencies: &[],
        needed: |package| package.answers.contains(&Answering::Open),
    },
    Part {
        files: &["download"],
        dependencies: &[],
        needed: |package| package.answers.contains(&Answering::Download),
    },
    Part {
        files: &["lines"],
        dependencies: &[],
        needed: |package| {
            let lines = [Answering::Values, Answering::Events];
            lines
                .iter()
                .any(|answers| package.answers.contains(answers))
        },
    },
    Part {
        files: &["values"],
        dependencies: &[],
        needed: |package| package.answers.contains(&Answering::Values),
    },
    Part {
        files: &["events"],
        dependencies: &[],
        needed: |package| package.answers.contains(&Answering::Events),
    },
    Part {
        files: &["blocking_stream"],
        dependencies: &[],
        needed: |package| package.answers.contains(&Answering::BlockingStream),
    },
    Part {
        files: &["several"],
        dependencies: &[],
        needed: |package| package.answers.contains(&Answering::Several),
    },
    Part {
        files: &["error_body"],
        dependencies: &[],
        needed: |package| package.answers.contains(&Answering::ErrorBody),
    },
    Part {
        files: &["additions"],
        dependencies: &[],
        needed: |package| package.styles || package.cookies || package.credentials,
    },
    Part {
        files: &["fitting"],
        dependencies: &[],
        needed: |package| package.objects_by_members,
    },
    Part {
        files: &["tagged"],
        dependencies: &[],
        needed: |package| package.tags_written,
    },
    Part {
        files: &["ways"],
        dependencies: &[],
        needed: |package| package.ways,
    },
    Part {
        files: &["content"],
        dependencies: &[],
        needed: |package| package.bodies.typed,
    },
    Part {
        files: &["form"],
        dependencies: &[],
        needed: |package| package.bodies.forms,
    },
    Part {
        files: &["piece", "streamed", "upload"],
        dependencies: &[("http-body", r#""1""#)],
        needed: |package| package.bodies.uploads || package.bodies.multipart,
    },
    Part {
        files: &["multipart"],
        dependencies: &[],
        needed: |package| package.bodies.multipart,
    },
    Part {
        files: &["style"],
        dependencies: &[],
        needed: |package| package.styles || package.cookies || package.bodies.forms,
    },
    Part {
        files: &["base64"],
        dependencies: &[("base64", r#""0.23""#)],
        needed: |package| package.base64,
    },
    Part {
        files: &["within"],
        dependencies: &[],
        needed: |package| package.within,
    },
    Part {
        files: &["times"],
        dependencies: &[CHRONO],
        needed: |package| package.gives_times,
    },
    Part {
        files: &["styled"],
        dependencies: &[],
        needed: |package| package.styles || package.cookies,
    },
    Part {
        files: &["cookie"],
        dependencies: &[],
        needed: |package| package.cookies,
    },
    Part {
        files: &["credentials"],
        dependencies: &[],
        needed: |package| package.credentials,
    },
    Part {
        files: &["place"],
        dependencies: &[],
        needed: |package| package.places,
    },
    Part {
        files: &["served"],
        dependencies: &[],
        needed: |package| package.served,
    },
    Part {
        files: &["basic"],
        dependencies: &[("base64", r#""0.23""#)],
        needed: |package| package.basic,
    },
    Part {
        files: &["client_credentials"],
        dependencies: &[(
            "tokio",
            r#"{ version = "1", default-features = false, features = ["sync"] }"#,
        )],
        needed: |package| package.client_credentials,
    },
];

/// The parts that a client carries.
pub(super) fn needed(package: &Package) -> impl Iterator<Item = &'static Part> {
    RUNTIME_PARTS.iter().filter(|part| (part.needed)(package))
}

/// The files of the parts that a client does not carry.
pub(super) fn left_out(package: &Package) -> Vec<&'static str> {
    let parts = RUNTIME_PARTS.iter().filter(|part| !(part.needed)(package));
    parts.flat_map(|part| part.files).copied().collect()
}

/// The root of the runtime without the lines that are about some of its modules.
pub(super) fn without(root: &str, modules: &[&str]) -> String {
    let mut kept = String::new();
    let mut statement = String::new();
    for line in root.split_inclusive('\n') {
        let end = line.trim_end();
        if end.starts_with("//!") {
            if !is_row_of(end, modules) {
                kept += line;
            }
            continue;
        }
        statement += line;
        if end.is_empty() || end.ends_with(';') {
            let is_about = |module: &&str| {
                statement.contains(&format!("mod {module};"))
                    || statement.contains(&format!("self::{module}::"))
            };
            if !modules.iter().any(is_about) {
                kept += &statement;
            }
            statement.clear();
        }
    }
    kept + &statement
}

/// Whether a line is a row of the table of files, and about these alone.
fn is_row_of(line: &str, modules: &[&str]) -> bool {
    let Some(names) = line
        .strip_prefix("//! | `")
        .and_then(|row| row.split(" | ").next())
    else {
        return false;
    };
    names
        .split(", ")
        .all(|name| modules.contains(&name.trim_matches('`')))
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn what_is_said_of_a_module_goes_with_it() {
        let root = "//! | `a`, `b` | both |\n//! | `b` | one |\n\nmod a;\n#[cfg(x)]\n#[allow(\n    y\n)]\n\
                    mod b;\n\npub use self::a::A;\npub use self::b::{B,\n    C};\npub use d;\n";
        let kept = "//! | `a`, `b` | both |\n\nmod a;\n\npub use self::a::A;\npub use d;\n";
        assert_eq!(without(root, &["b"]), kept);
        assert_eq!(without(root, &[]), root);
    }
}
