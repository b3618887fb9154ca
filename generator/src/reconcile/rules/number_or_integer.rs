//! Numbers of which only integers are shown.

use super::{Rule, rule};
use crate::{
    reconcile::{
        Context,
        finding::{DOCUMENT, Draft, Subject},
        schemas::schema_properties,
        slots,
        uses::Shown,
    },
    reference::{Kind, Members, Property},
};

rule! {
    /// # number-or-integer
    /// What it does: finds properties that a table calls `number` while the example shows an
    /// integer, and of which the document says nothing.
    ///
    /// Why: an identifier that becomes a floating-point number is a nuisance, and a price that
    /// becomes an integer is a bug.
    ///
    /// Wins: `reference`, which is the table: examples of numbers are often made up.
    ///
    /// Sides: `reference` takes `number`, `example` takes `integer`. `document` says nothing, so
    /// taking it leaves `number`.
    ///
    /// Example: the `id` of a tag is a `number` in the table and `0` in the example.
    pub(super) const RULE: Rule = Rule {
        name: "number-or-integer",
        summary: "a number in the table of which the example shows an integer",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for number in 0..cx.shapes.all.len() {
        let shape = cx.shapes.all[number].clone();
        let in_document = shape.at.iter();
        let documented: Vec<String> = in_document
            .flat_map(|at| schema_properties(cx.document, at))
            .map(|(name, _)| name)
            .collect();
        let mut properties = shape.properties.clone();
        for property in &mut properties {
            let example = slots::example(&shape, &property.name.text);
            if let Some(example) = example
                && !documented.contains(&property.name.text)
            {
                visit(cx, &shape.place, &shape.subject(), property, &example);
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
    example: &Shown<'_>,
) {
    let place = format!("{place}.{}", property.name.text);
    match &mut property.ty.kind {
        Kind::Number if example.value.is_i64() || example.value.is_u64() => {
            let shown = format!("`{}` in the example", example.value);
            let draft = Draft::new(RULE.name, place, subject.clone())
                .claim(DOCUMENT, "nothing", [])
                .reference("`number` in the table", property.name.at.clone())
                .claim("example", shown, [example.at()]);
            if cx.settle(draft).is_some_and(|side| side == "example") {
                property.ty.kind = Kind::Integer;
            }
        }
        Kind::Object(Members::Listed(properties)) if cx.shapes.component(properties).is_none() => {
            for inner in properties {
                if let Some(example) = example.member(&inner.name.text) {
                    visit(cx, &place, subject, inner, &example);
                }
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
