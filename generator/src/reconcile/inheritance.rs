//! Schemas that inherit with `allOf`. What a base has, its other children have too, so a correction
//! of one child must not reach the base: the child is written out first.

use serde_json::Value;

use super::{
    Context,
    schemas::{required, schema_properties},
    shapes::Shape,
    words,
};

/// Writes out every schema with `allOf` whose properties the reference shows otherwise.
pub(super) fn write_out(cx: &mut Context<'_>) {
    for number in 0..cx.shapes.all.len() {
        let shape = &cx.shapes.all[number];
        let Some(at) = shape.at.clone() else { continue };
        if cx.document.get(&at.child("allOf")).is_none() || agrees(cx, shape) {
            continue;
        }
        let inherited = schema_properties(cx.document, &at);
        let properties: serde_json::Map<String, Value> = inherited
            .iter()
            .filter_map(|(name, schema)| Some((name.clone(), cx.document.get(schema)?.clone())))
            .collect();
        let required: Value = required(cx.document, &at).into_iter().collect();
        cx.editor.because(format!(
            "{}: what it inherits is written out, because the reference shows it otherwise",
            shape.place
        ));
        cx.editor.remove(&at.child("allOf"));
        cx.editor.set(&at, "type", Value::from("object"));
        if required != Value::Array(Vec::new()) {
            cx.editor.set(&at, "required", required);
        }
        cx.editor.set(&at, "properties", Value::Object(properties));
        // What is inside of its own parts is corrected where it stands now.
        for (name, schema) in inherited {
            if schema.tokens().starts_with(at.tokens()) {
                let place = at.join(["properties", name.as_str()]);
                if schema != place {
                    cx.editor.stands_at(&schema, &place);
                }
            }
        }
        cx.shapes.all[number].written_out = true;
    }
}

/// Whether the document's properties are those of the reference, as far as types see them.
fn agrees(cx: &Context<'_>, shape: &Shape<'_>) -> bool {
    let Some(at) = &shape.at else { return true };
    let ours = schema_properties(cx.document, at);
    let required = required(cx.document, at);
    ours.len() == shape.properties.len()
        && ours.iter().all(|(name, schema)| {
            let theirs = shape.properties.iter().find(|p| p.name.text == *name);
            let keyword = |keyword: &str| {
                let schema = cx.document.resolve(schema).ok()?;
                cx.document.get(&schema.child(keyword)).cloned()
            };
            theirs.is_some_and(|theirs| {
                words::of_schema(cx.document, schema) == words::of_type(&theirs.ty)
                    && required.contains(name) == theirs.required
                    && keyword("format") == theirs.ty.format.clone().map(Value::from)
                    && (keyword("nullable") == Some(Value::Bool(true)))
                        == words::is_nullable(theirs)
            })
        })
}
