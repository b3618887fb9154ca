//! `examples/`: a program for each group.

use super::{
    File, NotRust, markdown,
    print::HEADER,
    readme::{make_client, typed_arguments},
    snippet,
};
use crate::plan::{Call, Group, Plan};

/// A program for each group that has a call to show.
pub(super) fn examples(plan: &Plan) -> Result<Vec<File>, NotRust> {
    let mut files = Vec::new();
    for group in &plan.groups {
        let Some(call) = group.calls.get(group.example) else {
            continue;
        };
        if let Some(text) = example(plan, group, call) {
            files.push(checked(format!("examples/{}.rs", group.module), text)?);
        }
    }
    Ok(files)
}

fn example(plan: &Plan, group: &Group, call: &Call) -> Option<String> {
    let arguments = typed_arguments(call);
    let code = snippet::code(plan, call, &arguments, true)?;
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
    lines.extend(code.iter().map(|line| format!("    {line}")));
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
