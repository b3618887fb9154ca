//! The parts of the guide about what can be set and added: retries, timeouts, hooks.

use super::{program::builder, snippet};
use crate::plan::{Call, Plan};

/// How calls are sent again, how long they may take, and how that is set.
pub(super) fn retries(plan: &Plan, call: Option<&Call>) -> Vec<String> {
    let library = &plan.package.library;
    let mut lines: Vec<String> = [
        "A call that fails is sent again, up to two times, where that is safe (`RetryPolicy`): without a connection, after the \
         statuses 408, 429, 500, 502, 503 and 504, and where an attempt breaks off or takes too long. A `POST` or \
         `PATCH` is sent again only where the service cannot have carried it out. The waits between attempts are \
         random and grow, or are those that the service asks for in `Retry-After`; a client whose calls all fail \
         stops repeating them. One attempt may take 30 seconds, connecting 10 of them, and a call with all its \
         attempts 90; of a list, each page.",
        "",
        "All of that can be set for a client, and for one call:",
        "",
        "```rust,no_run",
        "use std::time::Duration;",
    ]
    .map(str::to_owned)
    .into();
    lines.push(format!(
        "use {library}::{{CallOptions, Client, RetryPolicy}};"
    ));
    lines.push(String::new());
    lines.push(format!(
        "async fn patient() -> Result<(), {library}::Error> {{"
    ));
    lines.push(format!("    let client = {}", builder(plan)));
    lines.extend(
        [
            "        .timeout(Duration::from_secs(300))",
            "        .retry(RetryPolicy::new().max_retries(5))",
            "        .build()?;",
            "    let once = CallOptions::new().retry(RetryPolicy::none());",
        ]
        .map(str::to_owned),
    );
    match call.and_then(|call| snippet::start(plan, call, &[], None)) {
        Some(start) => lines.push(format!("    {start}.options(once).send().await?;")),
        None => lines.push("    let _ = (client, once);".to_owned()),
    }
    lines.extend(["    Ok(())", "}", "```"].map(str::to_owned));
    lines
}

/// What can be done around each attempt.
pub(super) fn hooks(plan: &Plan) -> Vec<String> {
    let library = &plan.package.library;
    let mut lines: Vec<String> = vec![
        "A `Hook` is called before each attempt is sent, after it, and before it is repeated: to add headers, to \
         sign, to count. `CallOptions` adds headers and parameters to one call, `ClientBuilder::configure_http` \
         sets proxies and certificates, and `into_request` of each call gives the request, to send it in some other \
         way; `read_response` reads its answer."
            .to_owned(),
        String::new(),
        "```rust,no_run".to_owned(),
        format!("use {library}::{{Attempt, BoxError, Client, Hook, Outcome, reqwest}};"),
    ];
    lines.extend(
        [
            "",
            "struct Log;",
            "",
            "impl Hook for Log {",
            "    fn before_send(&self, call: &Attempt<'_>, request: &mut reqwest::Request) -> Result<(), BoxError> {",
            "        request.headers_mut().insert(\"x-attempt\", call.number.into());",
            "        Ok(())",
            "    }",
            "",
            "    fn after_attempt(&self, call: &Attempt<'_>, outcome: &Outcome<'_>) {",
            "        println!(\"{} {:?} {:?}\", call.operation, outcome.status(), outcome.elapsed());",
            "    }",
            "}",
            "",
        ]
        .map(str::to_owned),
    );
    lines.push(format!(
        "fn logged() -> Result<Client, {library}::Error> {{"
    ));
    lines.push(format!("    {}.hook(Log).build()", builder(plan)));
    lines.extend(["}", "```"].map(str::to_owned));
    lines
}
