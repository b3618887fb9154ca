//! Changes as JSON, for programs. `README.md` has the schema.

use serde_json::{Value, json};

use super::{
    change::{Direction, Fact, Named, Subject},
    link::Linked,
    say::{Report, word},
};
use crate::surface::ItemChange;

/// The report as JSON.
#[must_use]
pub fn json(report: &Report<'_>) -> Value {
    let told = report.told;
    let [then, now, asked] = &report.versions;
    let changes: Vec<Value> = told.wire.iter().map(change).collect();
    let itself: Vec<Value> = told.itself.iter().map(item).collect();
    json!({
        "since": {
            "revision": report.since,
            "commit": report.commit,
            "because": report.because,
        },
        "crate": report.name,
        "version": { "then": then, "now": now, "asked": asked },
        "verdict": {
            "wire": told.on_the_wire().map(word),
            "rust": told.rust().map(word),
        },
        "differs": report.differs,
        "first": report.first,
        "notes": report.notes,
        "changes": changes,
        "crate_itself": itself,
    })
}

fn change(linked: &Linked) -> Value {
    let change = &linked.change;
    let uses = change.uses.iter().map(|(named, direction)| {
        let direction = match direction {
            Direction::Sent => "sent",
            Direction::Answered => "answered",
        };
        let mut of = operation(named);
        if let Value::Object(map) = &mut of {
            map.insert("direction".to_owned(), json!(direction));
        }
        of
    });
    let uses: Vec<Value> = uses.collect();
    let items: Vec<Value> = linked.items.iter().map(item).collect();
    json!({
        "kind": change.kind.row().name,
        "says": change.kind.row().says,
        "subject": subject(&change.subject),
        "place": change.place,
        "old": change.old.as_ref().map(fact),
        "new": change.new.as_ref().map(fact),
        "uses": uses,
        "wire": { "verdict": word(change.verdict), "because": change.why },
        "rust": linked.rust().map(word),
        "items": items,
    })
}

fn subject(subject: &Subject) -> Value {
    match subject {
        Subject::Operation(named) => {
            let mut value = operation(named);
            if let Value::Object(map) = &mut value {
                map.insert("is".to_owned(), json!("operation"));
            }
            value
        }
        Subject::Event(name) => json!({ "is": "event", "name": name }),
        Subject::Component(kind, name) => json!({ "is": kind, "name": name }),
        Subject::Path(path) => json!({ "is": "path", "path": path }),
        Subject::Service => json!({ "is": "service" }),
    }
}

fn operation(named: &Named) -> Value {
    json!({ "method": named.method, "path": named.path, "operation": named.id })
}

fn fact(fact: &Fact) -> Value {
    json!({
        "says": fact.says,
        "file": fact.at.source().name(),
        "line": fact.at.line(),
        "column": fact.at.column(),
    })
}

fn item(item: &ItemChange) -> Value {
    json!({
        "path": item.path,
        "old": item.old,
        "new": item.new,
        "verdict": word(item.verdict),
        "because": item.why,
    })
}
