//! `README.md`. Its code is compiled by the crate's documentation tests.

use super::{File, guide, markdown, print::HEADER, snippet};
use crate::plan::{Call, Plan};

/// The README of the crate.
pub(super) fn readme(plan: &Plan) -> File {
    let package = &plan.package;
    let mut lines = vec![format!("<!-- {HEADER} -->"), String::new()];
    lines.push(format!("# {}", package.name));
    lines.push(String::new());
    lines.push(format!(
        "{}.",
        markdown::one_line(package.description.trim_end_matches('.'))
    ));
    if !package.about.is_empty() {
        lines.push(String::new());
        lines.extend(markdown::lines(&package.about));
    }
    for section in guide::sections(plan, "##") {
        lines.push(String::new());
        lines.extend(without_hidden(section));
    }
    lines.push(String::new());
    lines.push("## What it can do".to_owned());
    for group in &plan.groups {
        lines.push(String::new());
        lines.push(format!("### {}", markdown::one_line(&group.title)));
        if !group.about.is_empty() {
            lines.push(String::new());
            lines.extend(markdown::lines(&group.about));
        }
        lines.push(String::new());
        lines.extend(group.calls.iter().map(table_line));
        let shown = group.calls.get(group.showcase);
        if let Some(code) = shown.and_then(|call| snippet::code(plan, call, &[], true)) {
            let library = &package.library;
            lines.extend(["", "```rust,no_run"].map(str::to_owned));
            lines.push(format!(
                "async fn {}(client: &{library}::Client) -> Result<(), {library}::Error> {{",
                group.module
            ));
            lines.extend(code.iter().map(|line| format!("    {line}")));
            lines.extend(["    Ok(())", "}", "```"].map(str::to_owned));
        }
    }
    lines.push(String::new());
    File {
        path: "README.md".to_owned(),
        text: lines.join("\n"),
    }
}

fn table_line(call: &Call) -> String {
    format!(
        "- `{}`: {}",
        call.method,
        markdown::code(&format!("{} {}", call.http, call.template))
    )
}

/// A section without the lines of its code that only documentation tests need, which a README would
/// show.
fn without_hidden(section: Vec<String>) -> impl Iterator<Item = String> {
    let mut in_code = false;
    section.into_iter().filter(move |line| {
        in_code ^= line.starts_with("```");
        !(in_code && line.starts_with("# "))
    })
}
