//! `examples/`: a program for each group.

use super::{
    File, NotRust, markdown,
    print::HEADER,
    program::{make_client, typed_arguments},
    snippet,
};
use crate::plan::{Call, Group, Plan};

/// A program for each group that has a call to show.
pub(super) fn examples(plan: &Plan) -> Result<Vec<File>, NotRust> {
    let mut files = Vec::new();
    for group in &plan.groups {
        let Some(call) = group.calls.get(group.showcase) else {
            continue;
        };
        let then = group
            .calls
            .get(group.example)
            .filter(|then| group.example != group.showcase && takes_no_more(then, call));
        if let Some(text) = example(plan, group, call, then) {
            files.push(checked(format!("examples/{}.rs", group.module), text)?);
        }
    }
    Ok(files)
}

/// Whether a call takes nothing but what another one takes as well, at the same places of the path.
fn takes_no_more(call: &Call, other: &Call) -> bool {
    call.arguments.iter().all(|argument| {
        let known = other.arguments.iter().find(|a| a.name == argument.name);
        argument.target.path().is_some()
            && known.is_some_and(|known| known.target == argument.target)
    })
}

/// A program that makes a call, and then maybe another one with the same arguments.
fn example(plan: &Plan, group: &Group, call: &Call, then: Option<&Call>) -> Option<String> {
    let arguments = typed_arguments(call);
    let later = then.map(typed_arguments).unwrap_or_default();
    let lent: Vec<String> = arguments
        .iter()
        .map(|name| {
            if later.contains(name) {
                format!("&{name}")
            } else {
                (*name).to_owned()
            }
        })
        .collect();
    let lent: Vec<&str> = lent.iter().map(String::as_str).collect();
    let mut code = snippet::code(plan, call, &lent, true)?;
    if let Some(then) = then {
        code.push(String::new());
        code.extend(snippet::code(plan, then, &later, true)?);
    }
    let usage: Vec<String> = arguments.iter().map(|name| format!(" <{name}>")).collect();
    let usage = usage.concat();
    let library = &plan.package.library;
    let mut lines = vec![
        format!("// {HEADER}"),
        String::new(),
        format!(
            "//! An example of {}: `cargo run --example {}{}{usage}`",
            markdown::code(&group.title),
            group.module,
            if usage.is_empty() { "" } else { " --" }
        ),
        String::new(),
        format!("use {library}::Client;"),
        String::new(),
        "#[tokio::main]".to_owned(),
        "async fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        format!("    {}", make_client(plan)),
    ];
    for (at, name) in arguments.iter().enumerate() {
        lines.push(format!(
            "    let {name} = std::env::args().nth({}).ok_or(\"usage: {}{usage}\")?;",
            at + 1,
            group.module
        ));
    }
    lines.extend(
        code.iter()
            .map(|line| format!("    {line}").trim_end().to_owned()),
    );
    lines.extend(["    Ok(())", "}", ""].map(str::to_owned));
    Some(lines.join("\n"))
}

/// The file, if its text is Rust.
fn checked(path: String, text: String) -> Result<File, NotRust> {
    match syn::parse_file(&text) {
        Ok(_) => Ok(File { path, text }),
        Err(error) => Err(NotRust {
            path,
            reason: error.to_string(),
        }),
    }
}
