//! What a call takes by its methods: optional parameters, optional members of the body.

use super::{
    body::about_body,
    call::{Check, Place, Setter, Target},
    calls::{field_target, is_cursor, target},
    described::about,
    distinct::{Wanted, distinct},
    enumerations::plainness,
    identifier::{pascal_spelled, snake},
    item::{Field, Further, Presence, RustType, Struct},
    taken::TAKEN_SETTERS,
    text::{self, Block},
    types::Types,
};
use crate::api::{self, Method, Operation};

/// The setters of optional parameters and of optional members of the body.
pub(super) fn parameter_setters(
    types: &Types<'_>,
    operation: &Operation,
    fields: Option<&Struct>,
) -> Vec<Setter> {
    let mut setters = Vec::new();
    for parameter in &operation.parameters {
        if parameter.required && !is_cursor(operation, parameter) {
            continue;
        }
        let value = types.rust(&parameter.value);
        let checks = types.checks(&parameter.facts, &parameter.value);
        setters.push(Setter {
            name: snake(&parameter.name),
            docs: with_limits(about(parameter), &checks),
            checks,
            target: target(parameter),
            value: Some(value),
        });
    }
    for field in fields.iter().flat_map(|item| &item.fields) {
        let depth = match field.presence {
            Presence::Required => continue,
            Presence::Nullable | Presence::Optional | Presence::OptionalAny => 1,
            Presence::TriState => 2,
        };
        setters.push(body_setter(field, Some(field.value.clone()), depth));
        if let Some(name) = &field.null_setter {
            setters.push(Setter {
                name: name.clone(),
                docs: vec![Block::Own(format!(
                    "Sends null as {}, which clears it; where this is not called, it stays as it is.",
                    text::code(&field.wire)
                ))],
                ..body_setter(field, None, 2)
            });
        }
    }
    setters.extend(fields.and_then(|item| item.further.as_ref()).map(further));
    setters
}

/// The setter of the members that the body does not list.
fn further(further: &Further) -> Setter {
    Setter {
        name: further.name.clone(),
        value: Some(further.full_type()),
        target: Target::Field {
            name: further.name.clone(),
            wire: further.name.clone(),
            depth: 0,
        },
        checks: Vec::new(),
        docs: vec![Block::Own("The members that are not listed.".to_owned())],
    }
}

fn body_setter(field: &Field, value: Option<RustType>, depth: usize) -> Setter {
    Setter {
        name: field.name.clone(),
        value,
        target: field_target(field, depth),
        checks: field.checks.clone(),
        docs: with_limits(field.docs.clone(), &field.checks),
    }
}

/// Says what happens to values that a check refuses.
fn with_limits(mut docs: Vec<Block>, checks: &[Check]) -> Vec<Block> {
    if !checks.is_empty() {
        docs.push(Block::Own(
            "With a value out of range, `send` returns an error before anything is sent."
                .to_owned(),
        ));
    }
    docs
}

/// The setter of a body that may be left out.
pub(super) fn whole_body(types: &Types<'_>, body: &api::Body) -> Setter {
    Setter {
        name: "body".to_owned(),
        value: Some(types.rust(&body.value)),
        target: Target::Body,
        checks: Vec::new(),
        docs: about_body(body, "What is sent; nothing unless it is set."),
    }
}

/// Gives the setters of a call names of their own. Parameters of the query come first.
pub(super) fn name_setters(setters: &mut [Setter], operation: &Operation) {
    let prefix = match &operation.method {
        Method::Put | Method::Patch => "new",
        Method::Get
        | Method::Post
        | Method::Delete
        | Method::Options
        | Method::Head
        | Method::Trace
        | Method::Query
        | Method::Other(_) => "body",
    };
    let wanted: Vec<Wanted> = setters
        .iter()
        .map(|setter| {
            let (prefix, rank, wire) = match &setter.target {
                Target::Path(wire) => ("path", 3, Some(wire)),
                Target::Query(wire) => ("query", 2, Some(wire)),
                Target::Header(wire) => ("header", 1, Some(wire)),
                Target::Styled(styled) => {
                    let (prefix, rank) = match styled.place {
                        Place::Path => ("path", 3),
                        Place::Query => ("query", 2),
                        Place::Header => ("header", 1),
                        Place::Cookie => ("cookie", 1),
                    };
                    (prefix, rank, Some(&styled.name))
                }
                Target::Field { .. } | Target::Body => (prefix, 0, None),
            };
            let mut candidates = vec![setter.name.clone()];
            // Of `date`, `date<` and `date>`, the plainest has the plain name.
            candidates.extend(wire.map(|wire| snake(&pascal_spelled(wire))));
            let plain = setter.name.trim_end_matches('_');
            candidates.push(format!("{prefix}_{plain}"));
            Wanted {
                candidates,
                rank: 5 * rank + wire.map_or(0, |wire| plainness(wire)),
                key: format!("{:?} {}", setter.target, setter.value.is_some()),
            }
        })
        .collect();
    let mut taken = TAKEN_SETTERS.map(str::to_owned).into();
    for (setter, name) in setters.iter_mut().zip(distinct(&wanted, &mut taken)) {
        setter.name = name;
    }
}
