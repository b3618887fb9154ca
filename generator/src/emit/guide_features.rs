//! The parts of the guide about what the features of the crate add.

use super::{
    guide::{calls, paged_call, text},
    program::make_blocking_client,
    snippet,
};
use crate::plan::{Call, Plan, Sampled};

/// The features of the crate.
pub(super) fn features() -> Vec<String> {
    [
        "| feature | |",
        "|---|---|",
        "| `rustls` | TLS without a library of the system; on by default |",
        "| `native-tls` | TLS with that of the system; turn `rustls` off for it |",
        "| `gzip` | answers may be compressed |",
        "| `blocking` | the module `blocking`: the same calls without `async` |",
        "| `mock` | the module `mock`: scripted answers, for tests |",
        "| `tracing` | a span for each call and an event for each attempt, by OpenTelemetry's conventions for HTTP clients; none of them holds the token, the body or a value of the query |",
        "",
        "Without any TLS a client can reach only this machine, what `allow_http` allows, or what an HTTP client of \
         its user reaches. The crate compiles for `wasm32-unknown-unknown`, where the browser does the connecting; \
         there `blocking` has no effect.",
    ]
    .map(str::to_owned)
    .into()
}

/// A test of a program that uses the crate.
pub(super) fn testing(plan: &Plan) -> Option<Vec<String>> {
    let shown = busy_list(plan).or_else(|| busy_read(plan))?;
    let package = &plan.package;
    let (library, name) = (&package.library, &package.name);
    let mut lines = text(&[
        "The feature `mock` is for the tests of programs that use this crate. A `Mock` is told what to answer, \
         operation by operation, and gives a client that it answers (`client`; `client_builder` for other settings, \
         or for a client without `async`): nothing is sent, and waiting takes no time. The types of answers have a \
         `sample`, of which a test sets what it is about.",
        "",
        "```toml",
        "[dev-dependencies]",
    ]);
    lines.push(format!(
        "{name} = {{ path = \"../{name}\", features = [\"mock\"] }}"
    ));
    lines.extend(text(&["```", "", "```rust"]));
    // Hidden is what runs it as a test of this documentation, with the feature only.
    lines.extend(text(&[
        "# #[cfg(not(feature = \"mock\"))]",
        "# fn main() {}",
        "# #[cfg(feature = \"mock\")]",
        "# #[tokio::main]",
    ]));
    lines.push(format!(
        "# async fn main() -> Result<(), {library}::Error> {{ a_busy_service_is_asked_again().await }}"
    ));
    lines.push("# #[cfg(feature = \"mock\")]".to_owned());
    lines.push(format!(
        "use {library}::{{mock::Mock, types::{}}};",
        shown.value
    ));
    lines.extend(text(&[
        "",
        "# /*",
        "#[tokio::test]",
        "# */",
        "# #[cfg(feature = \"mock\")]",
    ]));
    lines.push(format!(
        "async fn a_busy_service_is_asked_again() -> Result<(), {library}::Error> {{"
    ));
    lines.push("    let mock = Mock::new();".to_owned());
    lines.push(format!("    mock.{};", shown.script));
    lines.extend(text(&["", "    let client = mock.client()?;"]));
    lines.extend(shown.call.iter().map(|line| format!("    {line}")));
    lines.extend(text(&[
        "    assert_eq!(mock.calls().len(), 2);",
        "    Ok(())",
        "}",
        "```",
    ]));
    Some(lines)
}

/// What the example of a test says.
struct Shown<'p> {
    /// The type of the value that is returned.
    value: &'p str,
    /// What the mock is told.
    script: String,
    /// The call, and what comes of it.
    call: Vec<String>,
}

/// A list that is read after a refusal.
fn busy_list(plan: &Plan) -> Option<Shown<'_>> {
    calls(plan).find_map(|call| {
        let list = call.output.json().filter(|_| call.paging.is_some())?;
        let page = sampled(plan, list.name()?)?.page.as_ref()?;
        page.made_of_items()?;
        let value = page.item.name()?;
        sampled(plan, value)?;
        let start = snippet::start(plan, call, &[], None)?;
        Some(Shown {
            value,
            script: format!(
                "{}().fails(429).returns_pages([vec![{value}::sample()]])",
                call.mock
            ),
            call: vec![
                format!("let mut items = {start}.items();"),
                format!("assert_eq!(items.take_up_to(10).await?, [{value}::sample()]);"),
            ],
        })
    })
}

/// One thing that is read after a refusal.
fn busy_read(plan: &Plan) -> Option<Shown<'_>> {
    calls(plan)
        .filter(|call| call.http == "GET")
        .find_map(|call| {
            let value = call.output.json()?.name()?;
            sampled(plan, value)?;
            let start = snippet::start(plan, call, &[], None)?;
            Some(Shown {
                value,
                script: format!("{}().fails(503).returns({value}::sample())", call.mock),
                call: vec![format!(
                    "assert_eq!({start}.send().await?, {value}::sample());"
                )],
            })
        })
}

/// The value for tests of the type with this name, if it has one.
fn sampled<'p>(plan: &'p Plan, name: &str) -> Option<&'p Sampled> {
    plan.samples.iter().find(|sample| sample.name == name)
}

/// The client without `async`.
pub(super) fn without_async(plan: &Plan, call: &Call) -> Option<Vec<String>> {
    let code = snippet::blocking(plan, call)?;
    let lists = match paged_call(plan) {
        Some(_) => ", and pages and items are iterators",
        None => "",
    };
    let mut lines = vec![format!(
        "With the feature `blocking`, the client of the module `blocking` makes the same calls without \
         `async`, and without a runtime around them: `send` waits for the answer{lists}."
    )];
    lines.extend(text(&[
        "",
        "```rust,no_run",
        "# #[cfg(not(feature = \"blocking\"))]",
        "# fn main() {}",
        "# #[cfg(feature = \"blocking\")]",
    ]));
    lines.push(format!(
        "fn main() -> Result<(), {}::Error> {{",
        plan.package.library
    ));
    lines.push(format!("    {}", make_blocking_client(plan)));
    lines.extend(code.iter().map(|line| format!("    {line}")));
    lines.extend(["    Ok(())", "}", "```"].map(str::to_owned));
    Some(lines)
}
