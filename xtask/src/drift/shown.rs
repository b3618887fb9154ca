//! What a run tells people and programs.

use super::{Drifted, calls::Learnt};
use crate::{
    decide::{Layout, of_finding},
    messages::{Called, Message, NotCalled},
    print::Printer,
};

/// More operations than these are only counted.
const MAX_LISTED: usize = 40;

/// What was called, and what was not, and why.
pub(super) fn called(printer: &Printer, learnt: &Learnt, requests: usize) {
    let named = |operations: &[(String, String)]| -> Vec<NotCalled> {
        let named = operations.iter().map(|(operation, because)| NotCalled {
            operation: operation.clone(),
            because: because.clone(),
        });
        named.collect()
    };
    printer.message(&Message::Called(Called {
        requests,
        compared: learnt.heard.len(),
        left_out: named(&learnt.not_called),
        not_compared: named(&learnt.not_compared),
    }));
    if !printer.is_for_people() {
        return;
    }
    printer.title("Called");
    printer.entry("requests", requests.to_string());
    printer.entry("operations compared", learnt.heard.len().to_string());
    let lists = [
        ("not called", &learnt.not_called),
        ("not compared", &learnt.not_compared),
    ];
    for (name, operations) in lists {
        printer.entry(name, operations.len().to_string());
        for (id, why) in operations.iter().take(MAX_LISTED) {
            printer.entry(&format!("  {id}"), why);
        }
        if operations.len() > MAX_LISTED {
            printer.entry("  …", format!("and {} more", operations.len() - MAX_LISTED));
        }
    }
}

/// What was found.
pub(super) fn drifted(printer: &Printer, drifted: &Drifted) {
    for finding in drifted.found.iter().chain(&drifted.decided) {
        printer.finding(finding);
    }
    let layout = Layout::of(None);
    if !drifted.found.is_empty() {
        printer.title(&format!("The service deviates ({})", drifted.found.len()));
        for finding in &drifted.found {
            printer.line(of_finding(finding, layout).trim_end());
            printer.line("");
        }
        printer.line("`cargo xtask explain RULE` says what a rule does. A decision settles a finding: `service` corrects the document by it, once it is recorded.");
    }
    if printer.is_for_people() {
        printer.title("Found");
        printer.entry("deviations", drifted.found.len().to_string());
        printer.entry("settled by decisions", drifted.decided.len().to_string());
    }
}
