//! How to use the crate, for its README and the top of its documentation. All code in it is compiled
//! by the crate's documentation tests.

use super::{
    credentials, events, guide_features, guide_settings, markdown, place, program::program, snippet,
};
use crate::plan::{Call, Paging, Plan};

/// The sections, each with a heading of this mark.
pub(super) fn sections(plan: &Plan, mark: &str) -> Vec<Vec<String>> {
    let mut sections = Vec::new();
    let mut section = |title: &str, body: Vec<String>| {
        let mut lines = vec![format!("{mark} {title}"), String::new()];
        lines.extend(body);
        sections.push(lines);
    };
    section("Dependencies", dependencies(plan));
    if let Some(call) = first_call(plan) {
        section("A first call", program(plan, call));
    }
    if let Some(body) = place::guide(plan) {
        section("Servers", body);
    }
    section("Authentication", authentication(plan));
    if let Some((call, paging)) = paged_call(plan)
        && let Some(body) = lists(plan, call, paging)
    {
        section("Lists", body);
    }
    if let Some(body) = events::events(plan) {
        section("Webhooks and callbacks", body);
    }
    section("Errors", errors(plan));
    if let Some(body) = answers(plan) {
        section("Status and headers", body);
    }
    if has_limits(plan) {
        section(
            "Limits",
            text(&[
                "What the service limits is checked: with a value out of range, `send` returns an error \
             (`Error::is_invalid_request`) before anything is sent. The documentation of each method \
             says what is allowed. A good value, set again, takes the refusal back.",
            ]),
        );
    }
    section(
        "Retries and timeouts",
        guide_settings::retries(plan, read_call(plan)),
    );
    section("Hooks and options", guide_settings::hooks(plan));
    section("Features", guide_features::features());
    let without_async = |call| guide_features::without_async(plan, call);
    if let Some(body) = first_call(plan).and_then(without_async) {
        section("Without async", body);
    }
    if let Some(body) = guide_features::testing(plan) {
        section("Testing", body);
    }
    sections
}

pub(super) fn text(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn dependencies(plan: &Plan) -> Vec<String> {
    let name = &plan.package.name;
    let path = format!("{name} = {{ path = \"../{name}\" }}");
    let lines = [
        "```toml",
        "[dependencies]",
        &path,
        "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }",
        "```",
        "",
        "The path is that of the folder of this crate. The crates whose types are part of its own are \
         re-exported, so that they need not be named here. Calls run on tokio, with its I/O and its time, as \
         `#[tokio::main]` starts them; the feature `blocking` brings a runtime of its own.",
    ];
    text(&lines)
}

fn authentication(plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(all) = &plan.client.credentials {
        lines.extend(credentials::guide(all));
    } else if let Some(token) = &plan.client.token {
        let mut ways = Vec::new();
        if let Some(variable) = &token.variable {
            let variable = markdown::code(variable);
            ways.push(if plan.client.base_url.is_some() {
                format!("`Client::from_env()` reads it from the environment variable {variable}")
            } else {
                format!("`token_from_env()` of `Client::builder()` reads it from the environment variable {variable}")
            });
        }
        ways.push(if plan.client.base_url.is_some() {
            "`Client::new(token)` takes it as it is".to_owned()
        } else {
            "`token(…)` takes it as it is".to_owned()
        });
        lines.push(format!(
            "Calls carry a token as `Authorization: Bearer`: {}. No error, log or `Debug` shows it.",
            ways.join(", ")
        ));
    } else if plan.client.unsupported_auth.is_empty() {
        lines.push("The document asks for none: calls carry no token.".to_owned());
    }
    for scheme in &plan.client.unsupported_auth {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!(
            "The document asks for the authentication {}, which this crate does not speak: add \
             the credentials by a `Hook`, or a certificate by `ClientBuilder::configure_http`.",
            markdown::code(scheme)
        ));
    }
    lines
}

fn lists(plan: &Plan, call: &Call, paging: &Paging) -> Option<Vec<String>> {
    let setter = paging.cursor_setter.as_ref()?;
    let start = snippet::start(plan, call, &[], None)?;
    let library = &plan.package.library;
    let mut lines = vec![format!(
        "A call that reads a list page by page, such as `{}`, gives all items (`items`) or pages \
         (`pages`), asking for each page when it is needed, or a page ahead (`prefetch`); `take_up_to` gives the next \
         items as a list, and `send` one page. They end after an error, and lose nothing: `resume` goes on with \
         the page that failed, and `cursor` names it, so that reading can go on later:",
        call.method
    )];
    let result = format!("Result<Option<String>, {library}::Error>");
    let code = [
        String::new(),
        "```rust,no_run".to_owned(),
        "/// Prints the items from a saved cursor on; gives the cursor to go on from after an error.".to_owned(),
        format!("async fn resume(client: &{library}::Client, saved: &str) -> {result} {{"),
        format!("    let mut items = {start}.{setter}(saved).items();"),
        "    while let Some(item) = items.next().await {".to_owned(),
        "        match item {".to_owned(),
        "            Ok(item) => println!(\"{item:?}\"),".to_owned(),
        "            Err(error) if error.is_timeout() => return Ok(items.cursor().map(str::to_owned)),".to_owned(),
        "            Err(error) => return Err(error),".to_owned(),
        "        }".to_owned(),
        "    }".to_owned(),
        "    Ok(None)".to_owned(),
        "}".to_owned(),
        "```".to_owned(),
    ];
    lines.extend(code);
    Some(lines)
}

fn errors(plan: &Plan) -> Vec<String> {
    let mut lines = text(&[
        "Everything that can fail gives an `Error`. Where the service refused a call, it has the status \
         and what the service says about it (`Error::status`, `Error::api_error`). Its predicates tell the \
         usual cases apart, and printed it says what happened to which call, and what to do.",
    ]);
    if let Some(name) = &plan.package.failure {
        lines.push(format!(
            "All that the service says of it is `types::{name}`: `error.body_as::<types::{name}>()`."
        ));
    }
    let Some(start) = read_call(plan).and_then(|call| snippet::start(plan, call, &[], None)) else {
        return lines;
    };
    let library = &plan.package.library;
    lines.extend([
        String::new(),
        "```rust,no_run".to_owned(),
        format!("async fn look(client: &{library}::Client) -> Result<(), {library}::Error> {{"),
        format!("    match {start}.send().await {{"),
        "        Ok(answer) => println!(\"{answer:?}\"),".to_owned(),
        "        Err(error) if error.is_not_found() => println!(\"it is not there\"),".to_owned(),
        "        Err(error) => return Err(error),".to_owned(),
        "    }".to_owned(),
        "    Ok(())".to_owned(),
        "}".to_owned(),
        "```".to_owned(),
    ]);
    lines
}

/// A call that reads one thing, if there is one.
fn read_call(plan: &Plan) -> Option<&Call> {
    let is_read =
        |call: &&Call| call.http == "GET" && call.paging.is_none() && call.output.json().is_some();
    let with_arguments = calls(plan)
        .filter(is_read)
        .find(|call| !call.arguments.is_empty());
    with_arguments.or_else(|| calls(plan).find(is_read))
}

fn answers(plan: &Plan) -> Option<Vec<String>> {
    let mut read = calls(plan).filter(|call| call.http == "GET" && call.paging.is_none());
    let start = read.find_map(|call| snippet::start(plan, call, &[], None))?;
    let library = &plan.package.library;
    Some(vec![
        "`send` gives the value of the answer, `send_with_response` the value with status, headers and the \
         body as it was sent:"
            .to_owned(),
        String::new(),
        "```rust,no_run".to_owned(),
        format!("async fn status(client: &{library}::Client) -> Result<(), {library}::Error> {{"),
        format!("    let answer = {start}.send_with_response().await?;"),
        "    println!(\"{} {:?}\", answer.status(), answer.headers());".to_owned(),
        "    println!(\"{:?}\", answer.value());".to_owned(),
        "    Ok(())".to_owned(),
        "}".to_owned(),
        "```".to_owned(),
    ])
}

fn has_limits(plan: &Plan) -> bool {
    calls(plan).any(|call| {
        let of_arguments = call.arguments.iter().map(|a| &a.checks);
        let mut checks = of_arguments.chain(call.setters.iter().map(|s| &s.checks));
        checks.any(|checks| !checks.is_empty())
    })
}

pub(super) fn calls(plan: &Plan) -> impl Iterator<Item = &Call> {
    plan.groups.iter().flat_map(|group| &group.calls)
}

/// The call that shows the crate best.
fn first_call(plan: &Plan) -> Option<&Call> {
    let usable = |call: &&Call| call.samples.is_some();
    let read = || calls(plan).filter(|call| call.http == "GET" && call.arguments.is_empty());
    read()
        .find(|call| call.paging.is_some() && usable(call))
        .or_else(|| read().find(usable))
        .or_else(|| calls(plan).find(usable))
}

pub(super) fn paged_call(plan: &Plan) -> Option<(&Call, &Paging)> {
    let paged = || calls(plan).filter_map(|call| Some((call, call.paging.as_ref()?)));
    let from_a_cursor = |(_, paging): &(&Call, &Paging)| paging.cursor_setter.is_some();
    paged().find(from_a_cursor).or_else(|| paged().next())
}
