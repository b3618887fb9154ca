//! Code around a call: how a client is made, and whole programs.

use super::{credentials, snippet};
use crate::plan::{Call, Plan, RustType};

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
    if let Some(credentials) = &plan.client.credentials {
        let sole = credentials
            .all
            .first()
            .filter(|_| credentials.all.len() == 1);
        let from_env = sole.and_then(|only| only.from_env.as_ref());
        return if let (Some(_), Some(_)) = (&plan.client.base_url, from_env) {
            format!("let client = {client}::from_env()?;")
        } else {
            let settings = builder(plan);
            let settings = settings.strip_prefix("Client::").unwrap_or(&settings);
            format!("let client = {client}::{settings}.{build}()?;")
        };
    }
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
    if let Some(credentials) = &plan.client.credentials {
        settings.push_str(&credentials::with_values(credentials.shown(), ""));
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
