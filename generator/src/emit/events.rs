//! The section on what the service sends on its own account: which type reads which event.

use super::markdown;
use crate::plan::{Event, Plan};

/// What is said of events; `None` where there are none.
pub(super) fn events(plan: &Plan) -> Option<Vec<String>> {
    if plan.events.is_empty() {
        return None;
    }
    let mut lines = vec![
        "The service sends requests of its own to URLs that it is given. Their bodies are read by these \
         types:"
            .to_owned(),
        String::new(),
    ];
    lines.extend(plan.events.iter().map(line));
    if let Some(payload) = plan.events.iter().find_map(|event| event.payload.as_ref()) {
        let library = &plan.package.library;
        let code = [
            String::new(),
            "```rust".to_owned(),
            format!(
                "fn read(body: &[u8]) -> Result<{library}::types::{payload}, {library}::serde_json::Error> {{"
            ),
            format!("    {library}::serde_json::from_slice(body)"),
            "}".to_owned(),
            "```".to_owned(),
        ];
        lines.extend(code);
    }
    Some(lines)
}

fn line(event: &Event) -> String {
    let mut line = format!(
        "- {} ({}",
        markdown::code(&event.name),
        markdown::code(&event.http)
    );
    if let Some(method) = &event.asked_for_by {
        line = format!("{line}, as `Client::{method}` asks for");
    }
    line.push(')');
    match &event.payload {
        Some(payload) => line = format!("{line}: `types::{payload}`."),
        None => line.push_str(": no body is described."),
    }
    let about = markdown::in_one_line(&event.about);
    if !about.is_empty() {
        line = format!("{line} {about}");
    }
    line
}
