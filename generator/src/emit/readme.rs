//! `README.md`. Its code is compiled by the crate's documentation tests.

use super::{File, guide, markdown, print::HEADER, snippet};
use crate::plan::{Call, Plan, RustType};

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

/// A program that makes a call.
pub(super) fn program(plan: &Plan, call: &Call) -> Vec<String> {
    let library = &plan.package.library;
    let code = snippet::code(plan, call, &[], false).unwrap_or_default();
    let mut lines = vec!["```rust,no_run".to_owned()];
    lines.push(format!("use {library}::Client;"));
    lines.push(String::new());
    lines.push("#[tokio::main]".to_owned());
    lines.push(format!(
        "async fn main() -> Result<(), {library}::Error> {{"
    ));
    lines.push(format!("    {}", make_client(plan)));
    lines.extend(code.iter().map(|line| format!("    {line}")));
    lines.extend(["    Ok(())", "}", "```"].map(str::to_owned));
    lines
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

/// The statement that makes a client.
pub(super) fn make_client(plan: &Plan) -> String {
    statement(plan, "Client", "build")
}

/// The statement that makes a client without `async`.
pub(super) fn make_blocking_client(plan: &Plan) -> String {
    let client = format!("{}::blocking::Client", plan.package.library);
    statement(plan, &client, "build_blocking")
}

fn statement(plan: &Plan, client: &str, build: &str) -> String {
    const URL: &str = "base_url(\"https://api.example.com\")";
    let token = plan.client.token.as_ref();
    let variable = token.and_then(|token| token.variable.as_ref());
    let made = match (&plan.client.base_url, token, variable) {
        (Some(_), None, _) => "new()".to_owned(),
        (Some(_), Some(_), Some(_)) => "from_env()".to_owned(),
        (Some(_), Some(_), None) => "new(\"token\")".to_owned(),
        (None, None, _) => format!("builder().{URL}.{build}()"),
        (None, Some(_), _) => format!("builder().{URL}.token(\"token\").{build}()"),
    };
    format!("let client = {client}::{made}?;")
}

/// The expression that begins the settings of a client.
pub(super) fn builder(plan: &Plan) -> String {
    let mut settings = "Client::builder()".to_owned();
    if plan.client.base_url.is_none() {
        settings.push_str(".base_url(\"https://api.example.com\")");
    }
    if let Some(token) = &plan.client.token {
        settings.push_str(match token.variable {
            Some(_) => ".token_from_env()?",
            None => ".token(\"token\")",
        });
    }
    settings
}

/// The arguments of a call that a user would type: texts.
pub(super) fn typed_arguments(call: &Call) -> Vec<&str> {
    call.arguments
        .iter()
        .filter(|argument| argument.value == RustType::String)
        .map(|argument| argument.name.as_str())
        .collect()
}
