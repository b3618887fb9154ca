//! What a running service does otherwise than the corrected document says: settled as every other
//! disagreement, and corrected where a decision takes the service's side.

use serde_json::{Value, json};

use super::{
    CORRECTIONS_EXTENSION, Context, Decisions, Reconciled,
    editor::Editor,
    finding::{DOCUMENT, Draft, SERVICE, Subject},
    order, rules,
    shapes::Shapes,
};
use crate::{
    diagnostic::{Diagnostics, Location},
    drift::{Deviation, Fix, Kind},
    openapi::{Document, Pointer},
};

/// Adds the findings about a running service to what was reconciled, and corrects the document once
/// more where decisions say so. `document` is the corrected document, as the recordings were compared
/// with it. Gives the places in it that the new findings are about.
///
/// # Errors
/// Decisions that take a side which there is not.
pub fn hold(
    reconciled: &mut Reconciled,
    document: &Document,
    deviations: &[Deviation],
    decisions: &mut Decisions,
) -> Result<Vec<Pointer>, Diagnostics> {
    let mut cx = Context {
        document,
        pages: &[],
        pairs: Vec::new(),
        shapes: Shapes::default(),
        parameters: Vec::new(),
        editor: Editor::over(reconciled.document.clone()),
        decisions,
        findings: Vec::new(),
        diagnostics: Diagnostics::new(),
        deviations,
        corrections: Vec::new(),
        named: Vec::new(),
        reason: String::new(),
    };
    for rule in rules::DRIFT {
        (rule.check)(&mut cx);
    }
    cx.diagnostics.stop_on_error()?;
    cx.editor
        .because("what was corrected, for the documentation of generated clients");
    for (at, sentence) in std::mem::take(&mut cx.corrections) {
        cx.editor
            .append(&at, CORRECTIONS_EXTENSION, Value::from(sentence));
    }
    let at = |place: &str, rule: &str| {
        let same = |d: &&Deviation| d.place == place && rules::of_kind(d.kind) == rule;
        deviations.iter().find(same).map(|d| d.at.clone())
    };
    let places = cx.findings.iter();
    let places = places.map(|f| at(&f.place, f.rule).unwrap_or_default());
    let places: Vec<Pointer> = places.collect();
    let (corrected, actions) = cx.editor.finish();
    reconciled.findings.append(&mut cx.findings);
    if !actions.is_empty() {
        reconciled.document = order::arrange(&reconciled.document, corrected);
        reconciled.actions.extend(actions);
    }
    Ok(places)
}

/// Moves the claims of the document to where they stand in what is written in the end.
pub fn relocate(
    reconciled: &mut Reconciled,
    places: &[Pointer],
    locate: impl Fn(&Pointer) -> Location,
) {
    let first = reconciled.findings.len().saturating_sub(places.len());
    for (finding, at) in reconciled.findings.iter_mut().skip(first).zip(places) {
        let before = finding.to_string();
        for claim in finding.claims.iter_mut().filter(|c| c.side == DOCUMENT) {
            claim.at = vec![locate(at)];
        }
        let after = finding.to_string();
        for action in &mut reconciled.actions {
            if action.description == before {
                action.description.clone_from(&after);
            }
        }
    }
}

/// Settles the deviations of a kind.
pub(super) fn settle(cx: &mut Context<'_>, kind: Kind) {
    let rule = rules::of_kind(kind);
    for deviation in cx.deviations.iter().filter(|d| d.kind == kind) {
        let subject = match &deviation.schema {
            Some(name) => Subject::Schema(name.clone()),
            None => Subject::Operation(deviation.operation.clone()),
        };
        let draft = Draft::new(rule, deviation.place.as_str(), subject)
            .document(
                deviation.document.as_str(),
                cx.document.locate(&deviation.at),
            )
            .claim(SERVICE, deviation.service.as_str(), deviation.seen.clone())
            .wins(Some(DOCUMENT));
        let draft = match deviation.fix {
            Fix::Nothing => draft.remark("no document can say so: nothing is corrected"),
            _ => draft,
        };
        if cx.settle(draft).as_deref() == Some(SERVICE) {
            correct(&mut cx.editor, &deviation.fix);
            tell(cx, deviation);
        }
    }
}

/// Lets the document say what the service does.
fn correct(editor: &mut Editor, fix: &Fix) {
    match fix {
        Fix::Nullable(at) => editor.set_keyword(at, "nullable", Value::Bool(true)),
        Fix::Optional(object, name) => editor.remove_text(object, "required", name),
        Fix::Member(object, name, schema) => {
            editor.set(&object.child("properties"), name, schema.clone());
        }
        Fix::Values(at, values) => {
            for value in values {
                editor.append(at, "enum", value.clone());
            }
        }
        Fix::Widened(at, schema) => widen(editor, at, schema),
        Fix::Without(at, keyword) => editor.remove(&at.child(keyword)),
        Fix::Entry(at, key, value) => editor.set(at, key, value.clone()),
        Fix::All(all) => {
            for fix in all {
                correct(editor, fix);
            }
        }
        Fix::Nothing => {}
    }
}

/// Adds an alternative to what a value can be.
fn widen(editor: &mut Editor, at: &Pointer, schema: &Value) {
    let Some(known) = editor.get(at).cloned() else {
        return;
    };
    let alternatives = known.get("anyOf").and_then(Value::as_array).map(Vec::len);
    if alternatives.is_some_and(|count| count > 0) {
        editor.append(at, "anyOf", schema.clone());
    } else if let Some((parent, key)) = at.split_last() {
        editor.set(&parent, key, json!({ "anyOf": [known, schema] }));
    }
}

/// A sentence about the correction, at the schema or the operation that it is part of.
fn tell(cx: &mut Context<'_>, deviation: &Deviation) {
    if deviation.fix == Fix::Nothing {
        return;
    }
    let owner = match deviation.at.tokens() {
        [components, kind, name, ..] if components == "components" && kind == "schemas" => {
            Pointer::of([components, kind, name])
        }
        [paths, path, method, ..] if paths == "paths" => Pointer::of([paths, path, method]),
        _ => return,
    };
    let Deviation {
        place,
        document,
        service,
        ..
    } = deviation;
    let sentence = format!(
        "The service was seen to differ from the published document in `{place}`: {service} (documented: {document})."
    );
    cx.tell(owner, sentence);
}
