//! Numbers of which only integers are shown.

use serde_json::Value;

use super::Rule;
use crate::{
    diagnostic::Location,
    reconcile::{
        Context,
        finding::{DOCUMENT, Draft, Subject},
        shapes::schema_properties,
        slots,
    },
    reference::{Kind, Members, Property},
};

/// # number-or-integer
/// What it does: finds properties that a table calls `number` while the example shows an integer,
/// and of which the document says nothing.
///
/// Why: an identifier that becomes a floating-point number is a nuisance, and a price that becomes
/// an integer is a bug. Examples of numbers are often made up, so the table wins; a decision can
/// take the `example`.
///
/// Example: the `id` of a tag is a `number` in the table and `0` in the example.
pub(super) const RULE: Rule = Rule {
    name: "number-or-integer",
    summary: "a number in the table of which the example shows an integer",
    check,
};

fn check(cx: &mut Context<'_>) {
    for number in 0..cx.shapes.all.len() {
        let shape = &cx.shapes.all[number];
        let subject = shape.subject();
        let place = shape.place.clone();
        let documented: Vec<String> = shape
            .at
            .iter()
            .flat_map(|at| schema_properties(cx.document, at))
            .map(|(name, _)| name)
            .collect();
        let examples: Vec<(Value, Location)> = shape
            .uses
            .iter()
            .filter_map(|u| Some((u.example?.clone(), u.at.clone())))
            .collect();
        let example = |name: &str| slots::example(&cx.shapes.all[number], name).cloned();
        let mut properties = shape.properties.clone();
        let found: Vec<Option<Value>> = properties.iter().map(|p| example(&p.name.text)).collect();
        if examples.is_empty() {
            continue;
        }
        for (property, example) in properties.iter_mut().zip(found) {
            if !documented.contains(&property.name.text) {
                visit(cx, &place, &subject, property, example.as_ref());
            }
        }
        cx.shapes.all[number].properties = properties;
    }
}

fn visit(
    cx: &mut Context<'_>,
    place: &str,
    subject: &Subject,
    property: &mut Property,
    example: Option<&Value>,
) {
    let place = format!("{place}.{}", property.name.text);
    match &mut property.ty.kind {
        Kind::Number if example.is_some_and(|e| e.is_i64() || e.is_u64()) => {
            let shown = example.map(ToString::to_string).unwrap_or_default();
            let draft = Draft::new(RULE.name, place, subject.clone())
                .claim(DOCUMENT, "nothing", [])
                .reference("`number` in the table", property.name.at.clone())
                .claim("example", format!("`{shown}` in the example"), []);
            if cx.settle(draft).is_some_and(|side| side == "example") {
                property.ty.kind = Kind::Integer;
            }
        }
        Kind::Object(Members::Listed(properties)) if cx.shapes.component(properties).is_none() => {
            for inner in properties {
                let example = example.and_then(|e| e.get(&inner.name.text));
                visit(cx, &place, subject, inner, example);
            }
        }
        Kind::Object(_)
        | Kind::Any
        | Kind::Boolean
        | Kind::Integer
        | Kind::Number
        | Kind::String
        | Kind::Array(_)
        | Kind::Union(_) => {}
    }
}
