//! Operations as methods and calls.

use std::collections::BTreeSet;

use super::{
    answers::answer,
    body::{Format, about_body},
    call::{Argument, Body, BodySource, Call, Place, Sample, Styled, Target},
    described::about,
    distinct::{Wanted, distinct},
    enumerations::plainness,
    identifier::{pascal_spelled, singular, snake},
    item::{Field, Item, Items, Struct},
    outputs,
    samples::{sample, shown_setter},
    setters::{name_setters, parameter_setters, whole_body},
    text::{self, Block},
    types::{Types, undescribed},
};
use crate::api::{Encoding, Method, Operation, Parameter, ParameterPlace, Style, Type};

/// More arguments than this are too many to tell apart: the body becomes one.
const MAX_ARGUMENTS: usize = 5;
/// Names that the bodies of methods use themselves.
const TAKEN_ARGUMENTS: [&str; 3] = ["call", "self", "types"];
/// The name of the argument that is the body as a whole.
const BODY: &str = "body";

/// The method and call of the operation at an index.
pub(super) fn call(types: &Types<'_>, items: &Items<'_>, at: usize, operation: &Operation) -> Call {
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
    let mut docs = text::blocks(&operation.docs, &undescribed("operation", &operation.id));
    let mut described: Vec<(String, Vec<Block>)> = parameters
        .iter()
        .zip(&arguments)
        .map(|(parameter, argument)| (argument.name.clone(), about(parameter)))
        .collect();
    let mut setters = parameter_setters(types, operation, fields);
    let source = body.map(|body| match fields {
        Some(item) => {
            let names = field_names(item, &operation.method, &mut taken);
            for (field, name) in item.fields.iter().filter(|f| f.is_argument()).zip(&names) {
                described.push((name.clone(), field.docs.clone()));
                arguments.push(Argument {
                    name: name.clone(),
                    value: field.value.clone(),
                    target: field_target(field, 0),
                    checks: field.checks.clone(),
                });
            }
            if body.required {
                BodySource::Built(names)
            } else {
                BodySource::Optional
            }
        }
        None if body.required => {
            described.push((BODY.to_owned(), about_body(body, "What is sent.")));
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
    let output = outputs::output(types, at, &operation.response);
    docs.extend(answer(types, at, operation, &output));
    if !described.is_empty() {
        docs.push(Block::Own("# Arguments".to_owned()));
        docs.push(Block::List(described));
        if arguments.iter().any(|argument| !argument.checks.is_empty()) {
            docs.push(Block::Own(
                "With an argument out of range, `send` returns an error before anything is sent."
                    .to_owned(),
            ));
        }
    }
    docs.extend(text::corrections(&operation.docs));
    let paging = types.paging(operation, &setters);
    let samples = samples(items, operation, &arguments);
    Call {
        method: types.names.methods[at].clone(),
        mock: types.names.mocks[at].clone(),
        name: types.names.calls[at].clone(),
        operation: operation.id.clone(),
        http: operation.method.name().to_owned(),
        template: operation.path.clone(),
        deprecated: operation.docs.deprecated,
        docs,
        security: None,
        server: None,
        arguments,
        shown_setter: shown_setter(items, operation, &setters),
        setters,
        body: body.zip(source).map(|(body, source)| Body {
            value: types.rust(&body.value),
            format: Format::of(&body.format),
            source,
        }),
        output,
        accept: outputs::accept(&operation.response),
        failures: outputs::failures(types, at, &operation.response),
        paging,
        samples,
    }
}

/// Values for an example of the method; `None` where one of them has no short one.
fn samples(
    items: &Items<'_>,
    operation: &Operation,
    arguments: &[Argument],
) -> Option<Vec<Sample>> {
    let of_argument = |argument: &Argument| {
        let mut parameters = operation.parameters.iter();
        let parameter = parameters.find(|p| argument.target == target(p));
        let example = parameter.and_then(|p| p.facts.example.as_deref());
        let name = sample_name(operation, argument);
        sample(items, &argument.value, &name, example, 0)
    };
    arguments.iter().map(of_argument).collect()
}

/// The struct that a body is, where it is one.
fn body_struct<'i>(types: &Types<'_>, items: &Items<'i>, value: &Type) -> Option<&'i Struct> {
    let Type::Defined(id) = value else {
        return None;
    };
    let name = types.names.of_type(types.behind(*id));
    match items.get(name)? {
        Item::Struct(item) if item.made_by_users => Some(item),
        Item::Struct(_) | Item::Enum(_) | Item::Union(_) | Item::Alias(_) | Item::Contents(_) => {
            None
        }
    }
}

/// Whether a parameter takes the cursor of the next page.
pub(super) fn is_cursor(operation: &Operation, parameter: &Parameter) -> bool {
    parameter.place == ParameterPlace::Query
        && operation
            .pagination
            .as_ref()
            .is_some_and(|p| p.parameter() == Some(&parameter.name))
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
                checks: types.checks(&parameter.facts, &parameter.value),
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
        ParameterPlace::Cookie => ("cookie", 0),
    };
    Wanted {
        candidates: vec![
            name.clone(),
            snake(&pascal_spelled(&parameter.name)),
            format!("{place}_{}", name.trim_end_matches('_')),
        ],
        rank: 5 * rank + plainness(&parameter.name),
        key: format!("{place} {}", parameter.name),
    }
}

/// The names of the arguments that are members of the body.
fn field_names(item: &Struct, method: &Method, taken: &mut BTreeSet<String>) -> Vec<String> {
    let prefix = match method {
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

/// Where a member of the body goes.
pub(super) fn field_target(field: &Field, depth: usize) -> Target {
    Target::Field {
        name: field.name.clone(),
        wire: field.wire.clone(),
        depth,
    }
}

/// Where a parameter goes.
pub(super) fn target(parameter: &Parameter) -> Target {
    let name = parameter.name.clone();
    match parameter.encoding {
        Encoding::Usual => match parameter.place {
            ParameterPlace::Path => Target::Path(name),
            ParameterPlace::Query => Target::Query(name),
            ParameterPlace::Header => Target::Header(name),
            ParameterPlace::Cookie => styled(name, Place::Cookie, Style::Form(true), false),
        },
        Encoding::Styled { style, reserved } => {
            let place = match parameter.place {
                ParameterPlace::Path => Place::Path,
                ParameterPlace::Query => Place::Query,
                ParameterPlace::Header => Place::Header,
                ParameterPlace::Cookie => Place::Cookie,
            };
            styled(name, place, style, reserved)
        }
    }
}

fn styled(name: String, place: Place, style: Style, reserved: bool) -> Target {
    Target::Styled(Styled {
        name,
        place,
        style,
        reserved,
    })
}

/// What an argument is called in an example: an `id` after `/projects/` is a `project-id`.
fn sample_name(operation: &Operation, argument: &Argument) -> String {
    let Some(name) = argument.target.path() else {
        return argument.name.clone();
    };
    let placeholder = format!("{{{name}}}");
    let before = operation
        .path
        .split(placeholder.as_str())
        .next()
        .unwrap_or_default();
    let segment = before
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let of = singular(segment);
    match of {
        Some(of) if name.eq_ignore_ascii_case("id") => format!("{of}_id"),
        _ => argument.name.clone(),
    }
}
