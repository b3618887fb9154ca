//! Operations as methods and calls.

use std::collections::BTreeSet;

use super::{
    call::{Argument, Body, BodySource, Call, Paging, Setter, Target},
    checks::checks,
    distinct::{Wanted, distinct},
    identifier::snake,
    item::{Field, Item, Presence, RustType, Struct},
    samples::sample,
    text::{self, Block},
    types::{Types, undescribed},
};
use crate::api::{self, Method, Operation, Parameter, ParameterPlace, Type};

/// More arguments than this are too many to tell apart: the body becomes one.
const MAX_ARGUMENTS: usize = 5;
/// What a call has besides its setters.
const TAKEN_SETTERS: [&str; 16] = [
    "borrow", "borrow_mut", "clone", "clone_into", "eq", "fmt", "from", "into", "items", "pages",
    "send", "send_with_response", "timeout", "to_owned", "try_from", "try_into",
];
/// Names that the bodies of methods use themselves.
const TAKEN_ARGUMENTS: [&str; 3] = ["call", "self", "types"];
/// The name of the argument that is the body as a whole.
const BODY: &str = "body";

/// The method and call of the operation at an index.
pub(super) fn call(types: &Types<'_>, items: &[Item], at: usize, operation: &Operation) -> Call {
    let body = operation.body.as_ref();
    let fields = body.and_then(|body| body_struct(types, items, &body.value));
    let needed = |p: &&Parameter| p.required && !is_cursor(operation, p);
    let parameters: Vec<&Parameter> = operation.parameters.iter().filter(needed).collect();
    let required = fields.map_or(0, |s| s.fields.iter().filter(|f| f.is_argument()).count());
    // A body that may be left out, but is wrong without some members, is given as a whole.
    let built = body.is_some_and(|b| b.required || required == 0)
        && parameters.len() + required <= MAX_ARGUMENTS;
    let fields = fields.filter(|_| built);
    let mut taken: BTreeSet<String> = TAKEN_ARGUMENTS.map(str::to_owned).into();
    if fields.is_none() {
        taken.insert(BODY.to_owned());
    }
    let mut arguments = parameter_arguments(types, &parameters, &mut taken);
    let mut docs = text::blocks(&operation.docs, &undescribed(&operation.id));
    let mut described: Vec<(String, Vec<Block>)> = parameters
        .iter()
        .zip(&arguments)
        .map(|(parameter, argument)| (argument.name.clone(), about(parameter)))
        .collect();
    let mut setters = parameter_setters(types, operation, fields);
    let source = body.map(|body| match fields {
        Some(item) => {
            let names = field_names(item, operation.method, &mut taken);
            for (field, name) in item.fields.iter().filter(|f| f.is_argument()).zip(&names) {
                described.push((name.clone(), field.docs.clone()));
                arguments.push(Argument {
                    name: name.clone(),
                    value: field.value.clone(),
                    target: Target::Field(field.name.clone(), 0),
                    checks: Vec::new(),
                });
            }
            if body.required { BodySource::Built(names) } else { BodySource::Optional }
        }
        None if body.required => {
            described.push((BODY.to_owned(), text::blocks(&body.docs, "What is sent.")));
            arguments.push(Argument {
                name: BODY.to_owned(),
                value: types.rust(&body.value),
                target: Target::Body,
                checks: Vec::new(),
            });
            BodySource::Argument
        }
        None => {
            setters.push(whole_body(types, body));
            BodySource::Optional
        }
    });
    name_setters(&mut setters, operation);
    docs.extend(answer(types, operation));
    if !described.is_empty() {
        docs.push(Block::Own("# Arguments".to_owned()));
        docs.push(Block::List(described));
    }
    docs.extend(text::corrections(&operation.docs));
    let paging = operation.pagination.as_ref().map(|pagination| Paging {
        cursor_parameter: pagination.cursor_parameter.clone(),
        cursor_setter: setters
            .iter()
            .find(|s| s.target == Target::Query(pagination.cursor_parameter.clone()))
            .map(|s| s.name.clone()),
    });
    let samples = arguments
        .iter()
        .map(|argument| {
            let facts = operation
                .parameters
                .iter()
                .find(|p| argument.target == target(p))
                .and_then(|p| p.facts.example.as_deref());
            sample(items, &argument.value, &sample_name(operation, argument), facts, 0)
        })
        .collect();
    Call {
        method: types.names.methods[at].clone(),
        name: types.names.calls[at].clone(),
        operation: operation.id.clone(),
        http: http(operation.method),
        template: operation.path.clone(),
        deprecated: operation.docs.deprecated,
        docs,
        arguments,
        setters,
        body: body.zip(source).map(|(body, source)| Body {
            value: types.rust(&body.value),
            source,
        }),
        output: operation.response.value.as_ref().map(|value| types.rust(value)),
        paging,
        samples,
    }
}

/// The struct that a body is, where it is one.
fn body_struct<'i>(types: &Types<'_>, items: &'i [Item], value: &Type) -> Option<&'i Struct> {
    let Type::Defined(id) = value else {
        return None;
    };
    let name = types.names.of_type(types.behind(*id));
    items.iter().find_map(|item| match item {
        Item::Struct(item) if item.name == name && item.made_by_users => Some(item),
        Item::Struct(_) | Item::Enum(_) | Item::Union(_) | Item::Alias(_) => None,
    })
}

fn is_cursor(operation: &Operation, parameter: &Parameter) -> bool {
    parameter.place == ParameterPlace::Query
        && operation
            .pagination
            .as_ref()
            .is_some_and(|p| p.cursor_parameter == parameter.name)
}

fn parameter_arguments(
    types: &Types<'_>,
    parameters: &[&Parameter],
    taken: &mut BTreeSet<String>,
) -> Vec<Argument> {
    let wanted: Vec<Wanted> = parameters.iter().map(|p| wanted(p)).collect();
    let names = distinct(&wanted, taken);
    parameters
        .iter()
        .zip(names)
        .map(|(parameter, name)| {
            let value = types.rust(&parameter.value);
            Argument {
                checks: checks(&parameter.facts, &value),
                name,
                value,
                target: target(parameter),
            }
        })
        .collect()
}

/// The candidates for the name of a parameter. Those of the path come first.
fn wanted(parameter: &Parameter) -> Wanted {
    let name = snake(&parameter.name);
    let (place, rank) = match parameter.place {
        ParameterPlace::Path => ("path", 2),
        ParameterPlace::Query => ("query", 1),
        ParameterPlace::Header => ("header", 0),
    };
    Wanted {
        candidates: vec![name.clone(), format!("{place}_{}", name.trim_end_matches('_'))],
        rank,
        key: format!("{place} {}", parameter.name),
    }
}

/// The names of the arguments that are members of the body.
fn field_names(item: &Struct, method: Method, taken: &mut BTreeSet<String>) -> Vec<String> {
    let prefix = match method {
        Method::Put | Method::Patch => "new",
        Method::Get
        | Method::Post
        | Method::Delete
        | Method::Options
        | Method::Head
        | Method::Trace => "body",
    };
    let wanted: Vec<Wanted> = item
        .fields
        .iter()
        .filter(|f| f.is_argument())
        .map(|field| Wanted {
            candidates: vec![field.name.clone(), format!("{prefix}_{}", field.name)],
            rank: 0,
            key: field.wire.clone(),
        })
        .collect();
    distinct(&wanted, taken)
}

/// The setters of optional parameters and of optional members of the body.
fn parameter_setters(
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
        setters.push(Setter {
            name: snake(&parameter.name),
            checks: checks(&parameter.facts, &value),
            docs: about(parameter),
            target: target(parameter),
            value: Some(value),
        });
    }
    for field in fields.iter().flat_map(|item| &item.fields) {
        let depth = match field.presence {
            Presence::Required => continue,
            Presence::Nullable | Presence::Optional => 1,
            Presence::TriState => 2,
        };
        setters.push(body_setter(field, Some(field.value.clone()), depth));
        if let Some(name) = &field.null_setter {
            setters.push(Setter {
                name: name.clone(),
                docs: vec![Block::Own(format!("Sends null as {}.", text::code(&field.wire)))],
                ..body_setter(field, None, 2)
            });
        }
    }
    setters
}

fn body_setter(field: &Field, value: Option<RustType>, depth: usize) -> Setter {
    Setter {
        name: field.name.clone(),
        value,
        target: Target::Field(field.name.clone(), depth),
        checks: Vec::new(),
        docs: field.docs.clone(),
    }
}

fn whole_body(types: &Types<'_>, body: &api::Body) -> Setter {
    Setter {
        name: "body".to_owned(),
        value: Some(types.rust(&body.value)),
        target: Target::Body,
        checks: Vec::new(),
        docs: text::blocks(&body.docs, "What is sent; nothing unless it is set."),
    }
}

/// Gives the setters of a call names of their own. Parameters of the query come first.
fn name_setters(setters: &mut [Setter], operation: &Operation) {
    let prefix = match operation.method {
        Method::Put | Method::Patch => "new",
        Method::Get
        | Method::Post
        | Method::Delete
        | Method::Options
        | Method::Head
        | Method::Trace => "body",
    };
    let wanted: Vec<Wanted> = setters
        .iter()
        .map(|setter| {
            let (prefix, rank) = match &setter.target {
                Target::Path(_) => ("path", 3),
                Target::Query(_) => ("query", 2),
                Target::Header(_) => ("header", 1),
                Target::Field(..) | Target::Body => (prefix, 0),
            };
            Wanted {
                candidates: vec![
                    setter.name.clone(),
                    format!("{prefix}_{}", setter.name.trim_end_matches('_')),
                ],
                rank,
                key: format!("{:?} {}", setter.target, setter.value.is_some()),
            }
        })
        .collect();
    let mut taken = TAKEN_SETTERS.map(str::to_owned).into();
    for (setter, name) in setters.iter_mut().zip(distinct(&wanted, &mut taken)) {
        setter.name = name;
    }
}

fn target(parameter: &Parameter) -> Target {
    let name = parameter.name.clone();
    match parameter.place {
        ParameterPlace::Path => Target::Path(name),
        ParameterPlace::Query => Target::Query(name),
        ParameterPlace::Header => Target::Header(name),
    }
}

/// The words and limits of a parameter.
fn about(parameter: &Parameter) -> Vec<Block> {
    let mut blocks = text::blocks(&parameter.docs, &undescribed(&parameter.name));
    blocks.extend(text::facts(&parameter.facts));
    blocks
}

/// What the answer is; nothing where its type says all.
fn answer(types: &Types<'_>, operation: &Operation) -> Option<Block> {
    let link = |id| {
        let name = types.names.of_type(id);
        format!("[`{name}`](crate::types::{name})")
    };
    Some(Block::Own(match (&operation.response.value, &operation.response.status) {
        (Some(Type::Defined(id)), _) => format!("Gives {}.", link(*id)),
        (Some(Type::List(item)), _) => match **item {
            Type::Defined(id) => format!("Gives a list of {}.", link(id)),
            Type::Any | Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) => {
                return None;
            }
        },
        (
            Some(Type::Any | Type::Scalar(_) | Type::Map(_) | Type::Nullable(_)),
            _,
        ) => return None,
        (None, Some(status)) => format!(
            "The answer has nothing to read: the document gives the status {} without content.",
            text::code(status)
        ),
        (None, None) => "The document describes no success: nothing of the answer is read.".to_owned(),
    }))
}

/// What an argument is called in an example: an `id` after `/projects/` is a `project-id`.
fn sample_name(operation: &Operation, argument: &Argument) -> String {
    let Target::Path(name) = &argument.target else {
        return argument.name.clone();
    };
    let placeholder = format!("{{{name}}}");
    let before = operation.path.split(placeholder.as_str()).next().unwrap_or_default();
    let segment = before.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let of = super::identifier::singular(segment);
    match of {
        Some(of) if name.eq_ignore_ascii_case("id") => format!("{of}_id"),
        _ => argument.name.clone(),
    }
}

fn http(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Put => "PUT",
        Method::Post => "POST",
        Method::Delete => "DELETE",
        Method::Options => "OPTIONS",
        Method::Head => "HEAD",
        Method::Patch => "PATCH",
        Method::Trace => "TRACE",
    }
}
