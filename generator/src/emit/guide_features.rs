//! The parts of the guide about what the features of the crate add.

use super::{
    guide::{calls, paged_call, text},
    readme::make_blocking_client,
    snippet,
};
use crate::plan::{Call, Plan, RustType, Sampled};

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
    let (call, page, start) = calls(plan).find_map(|call| {
        let list = named(call.output.as_ref().filter(|_| call.paging.is_some())?)?;
        let page = sampled(plan, list)?.page.as_ref()?;
        sampled(plan, named(&page.item)?)?;
        Some((call, page, snippet::start(plan, call, &[], None)?))
    })?;
    let item = named(&page.item)?;
    let library = &plan.package.library;
    let mut lines = text(&[
        "The feature `mock` is for the tests of programs that use this crate. A `Mock` is told what to answer, \
         operation by operation, and gives a client that it answers: nothing is sent, and waiting takes no \
         time. The types of answers have a `sample`, of which a test sets what it is about.",
        "",
        "```rust",
    ]);
    lines.extend([
        "#[cfg(feature = \"mock\")]".to_owned(),
        format!("async fn a_busy_service_is_asked_again() -> Result<(), {library}::Error> {{"),
        format!("    use {library}::{{mock::Mock, types::{item}}};"),
        String::new(),
        "    let mock = Mock::new();".to_owned(),
        format!(
            "    mock.{}().fails(429).returns_pages([vec![{item}::sample()]]);",
            call.mock
        ),
        String::new(),
        "    let client = mock.client()?;".to_owned(),
        format!("    let mut items = {start}.items();"),
        format!("    assert_eq!(items.take_up_to(10).await?, [{item}::sample()]);"),
        "    assert_eq!(mock.calls().len(), 2);".to_owned(),
        "    Ok(())".to_owned(),
        "}".to_owned(),
        "```".to_owned(),
    ]);
    Some(lines)
}

/// The type of the crate that a type is.
fn named(value: &RustType) -> Option<&str> {
    match value {
        RustType::Named(name) => Some(name),
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::F64
        | RustType::String
        | RustType::DateTime
        | RustType::Date
        | RustType::Uuid
        | RustType::Json
        | RustType::JsonMap
        | RustType::Vec(_)
        | RustType::Map(_)
        | RustType::Option(_)
        | RustType::Boxed(_) => None,
    }
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
