//! Code that shows a call: in the documentation, in the README, in the examples.

use crate::plan::{Call, Output, Plan, RustType, Sample};

/// The section of a method's documentation that shows it, as lines; nothing where there is no
/// short example.
pub(super) fn documented(plan: &Plan, call: &Call) -> Vec<String> {
    let library = &plan.package.library;
    let Some(code) = code(plan, call, &[], false) else {
        return Vec::new();
    };
    let mut lines: Vec<String> = ["", "# Example", "```no_run"].map(str::to_owned).into();
    lines.push(format!(
        "# async fn example(client: &{library}::Client) -> Result<(), {library}::Error> {{"
    ));
    lines.extend(code);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// As [`documented`], of the method of the client without `async`.
pub(super) fn documented_blocking(plan: &Plan, call: &Call) -> Vec<String> {
    let library = &plan.package.library;
    let Some(code) = blocking(plan, call) else {
        return Vec::new();
    };
    let mut lines: Vec<String> = ["", "# Example", "```no_run"].map(str::to_owned).into();
    lines.push(format!(
        "# fn example(client: &{library}::blocking::Client) -> Result<(), {library}::Error> {{"
    ));
    lines.extend(code);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// The lines that make a call without `async` and use its answer.
pub(super) fn blocking(plan: &Plan, call: &Call) -> Option<Vec<String>> {
    let start = start(plan, call, &[], None)?;
    Some(if call.paging.is_some() {
        vec![
            format!("for item in {start}.items() {{"),
            "    println!(\"{:?}\", item?);".to_owned(),
            "}".to_owned(),
        ]
    } else {
        match &call.output {
            Output::Nothing => vec![format!("{start}.send()?;")],
            Output::Json(_) | Output::Optional(_) | Output::Text | Output::Several(_) => vec![
                format!("let answer = {start}.send()?;"),
                "println!(\"{answer:?}\");".to_owned(),
            ],
            Output::Download => vec![
                format!("for chunk in {start}.send()? {{"),
                "    println!(\"{} bytes\", chunk?.len());".to_owned(),
                "}".to_owned(),
            ],
            Output::Values(_) => vec![
                format!("for value in {start}.send()? {{"),
                "    println!(\"{:?}\", value?);".to_owned(),
                "}".to_owned(),
            ],
            Output::Events(_) => vec![
                format!("for event in {start}.send()? {{"),
                "    println!(\"{:?}\", event?);".to_owned(),
                "}".to_owned(),
            ],
        }
    })
}

/// The lines that make a call and use its answer. `variables` are arguments that have a variable
/// of their name, with `&` where it is only lent; all others are values. `with_setter` shows a setter, where the call has one.
pub(super) fn code(
    plan: &Plan,
    call: &Call,
    variables: &[&str],
    with_setter: bool,
) -> Option<Vec<String>> {
    let setter = call.shown_setter.as_ref().filter(|_| with_setter);
    let start = start(plan, call, variables, setter)?;
    Some(if call.paging.is_some() {
        vec![
            format!("let mut items = {start}.items();"),
            "while let Some(item) = items.next().await {".to_owned(),
            "    println!(\"{:?}\", item?);".to_owned(),
            "}".to_owned(),
        ]
    } else {
        match &call.output {
            Output::Nothing => vec![format!("{start}.send().await?;")],
            Output::Json(_) | Output::Optional(_) | Output::Text | Output::Several(_) => vec![
                format!("let answer = {start}.send().await?;"),
                "println!(\"{answer:?}\");".to_owned(),
            ],
            Output::Download => vec![
                format!("let mut download = {start}.send().await?;"),
                "while let Some(chunk) = download.chunk().await? {".to_owned(),
                "    println!(\"{} bytes\", chunk.len());".to_owned(),
                "}".to_owned(),
            ],
            Output::Values(_) => vec![
                format!("let mut values = {start}.send().await?;"),
                "while let Some(value) = values.next().await {".to_owned(),
                "    println!(\"{:?}\", value?);".to_owned(),
                "}".to_owned(),
            ],
            Output::Events(_) => vec![
                format!("let mut events = {start}.send().await?;"),
                "while let Some(event) = events.next().await {".to_owned(),
                "    println!(\"{:?}\", event?);".to_owned(),
                "}".to_owned(),
            ],
        }
    })
}

/// The expression that makes a call, with a setter if one is given.
pub(super) fn start(
    plan: &Plan,
    call: &Call,
    variables: &[&str],
    setter: Option<&(String, Sample)>,
) -> Option<String> {
    let library = &plan.package.library;
    let samples = call.samples.as_ref()?;
    let arguments: Vec<String> = call
        .arguments
        .iter()
        .zip(samples)
        .map(|(argument, sample)| {
            let variable = |v: &&&str| v.trim_start_matches('&') == argument.name;
            if let Some(variable) = variables.iter().find(variable) {
                return (*variable).to_owned();
            }
            let owned = !matches!(argument.value, RustType::String | RustType::Upload);
            expression(sample, library, owned)
        })
        .collect();
    let setter = setter.map(|(name, sample)| {
        let owned = !matches!(sample, Sample::Text(_) | Sample::Upload);
        format!(".{name}({})", expression(sample, library, owned))
    });
    Some(format!(
        "client.{}({}){}",
        call.method,
        arguments.join(", "),
        setter.unwrap_or_default()
    ))
}

fn expression(sample: &Sample, library: &str, owned: bool) -> String {
    match sample {
        Sample::Text(text) if owned => format!("{text:?}.to_owned()"),
        Sample::Text(text) => format!("{text:?}"),
        Sample::Upload if owned => "\"content\".into()".to_owned(),
        Sample::Upload => "\"content\"".to_owned(),
        Sample::Integer(n) => n.to_string(),
        Sample::Number(n) => format!("{library}::serde_json::Number::from({n})"),
        Sample::Float(n) => format!("{n:?}"),
        Sample::Bool(value) => value.to_string(),
        Sample::DateTime => "chrono::DateTime::UNIX_EPOCH".to_owned(),
        Sample::Date => "chrono::NaiveDate::default()".to_owned(),
        Sample::Uuid => "uuid::Uuid::nil()".to_owned(),
        Sample::Base64 => format!("{library}::Base64::from(b\"bytes\".to_vec())"),
        Sample::Tuple(places) => {
            let places: Vec<_> = places
                .iter()
                .map(|place| expression(place, library, true) + ",")
                .collect();
            format!("({})", places.join(" ").trim_end_matches(','))
        }
        Sample::Json => "serde_json::json!({})".to_owned(),
        Sample::JsonMap => "serde_json::Map::new()".to_owned(),
        Sample::Map => "std::collections::BTreeMap::new()".to_owned(),
        Sample::List(item) => format!("vec![{}]", expression(item, library, true)),
        Sample::Variant(name, variant) => format!("{library}::types::{name}::{variant}"),
        Sample::Struct(name, arguments) => {
            let arguments: Vec<_> = arguments
                .iter()
                .map(|a| expression(a, library, false))
                .collect();
            format!("{library}::types::{name}::new({})", arguments.join(", "))
        }
        Sample::Union(name, variant, boxed, inner) => {
            let inner = expression(inner, library, true);
            let inner = if *boxed {
                format!("Box::new({inner})")
            } else {
                inner
            };
            format!("{library}::types::{name}::{variant}({inner})")
        }
    }
}
