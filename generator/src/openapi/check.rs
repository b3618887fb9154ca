//! The form of a document: every piece is held against the typed model of the `openapiv3` crate.
//!
//! A piece is looked at without the pieces in it, so that each problem is told at its own place, and
//! a document costs no more than its size. A document is refused only where nothing can be made of
//! what is wrong; everything else is a warning.

use openapiv3 as model;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    excerpt::excerpt,
    grammar::Kind,
    log::{Log, Told},
    tree::{Data, Members, Tree},
};
use crate::diagnostic::Severity;

/// So many members of a piece are tried alone to find the one that is wrong.
const MAX_TRIED: usize = 100;

/// So many wrong pieces are looked at closely; of the others it is only told that there are more.
const MAX_WRONG: usize = 300;

/// Tells what is not as OpenAPI has it.
pub(super) fn check(root: &Tree, log: &mut Log) {
    check_below(root, &mut 0, log);
}

fn check_below(tree: &Tree, wrong: &mut usize, log: &mut Log) {
    if tree.kind != Kind::Inert && tree.reference().is_none() {
        check_piece(tree, wrong, log);
    }
    match &tree.data {
        Data::Scalar(_) => {}
        Data::Items(items) => items.iter().for_each(|item| check_below(item, wrong, log)),
        Data::Members(members) => members
            .values()
            .for_each(|value| check_below(value, wrong, log)),
    }
}

fn check_piece(tree: &Tree, wrong: &mut usize, log: &mut Log) {
    let told = |severity: Severity, message: String| Told {
        code: "malformed",
        severity,
        message,
        help: "correct it by the OpenAPI specification; what is not understood is not used",
    };
    let noun = noun(tree.kind);
    let members = match &tree.data {
        Data::Members(members) => members,
        Data::Items(_) if is_list(tree.kind) => return,
        // Nothing is as good as not there, but for what would be an operation.
        Data::Scalar(Value::Null) if tree.kind != Kind::Operation => return,
        Data::Scalar(Value::Bool(_)) if tree.kind == Kind::SchemaOrFlag => return,
        Data::Scalar(_) | Data::Items(_) => {
            let message = format!("{noun} must be an object, and this is none");
            log.once(tree.place, told(severity(tree.kind), message));
            return;
        }
    };
    if is_newer(tree.kind, members) {
        return;
    }
    let whole = shallow(tree.kind, members);
    let Err(first) = parse(tree.kind, &Value::Object(whole.clone())) else {
        return;
    };
    *wrong += 1;
    if *wrong > MAX_WRONG {
        log.more(tree.place);
        return;
    }
    let usual = least(tree.kind, &whole);
    let mut rest = whole.clone();
    let mut blamed = false;
    for (key, value) in whole.iter().take(MAX_TRIED) {
        let mut alone = usual.clone();
        if key == "content" {
            alone.remove("schema");
        }
        alone.insert(key.clone(), value.clone());
        if let Err(error) = parse(tree.kind, &Value::Object(alone)) {
            blamed = true;
            match usual.get(key) {
                Some(value) => rest.insert(key.clone(), value.clone()),
                None => rest.remove(key),
            };
            let place = members.get(key).map_or(tree.place, |member| member.place);
            let message = format!("`{}` of {noun}: {}", excerpt(key), plain(&error));
            log.once(place, told(Severity::Warning, message));
        }
    }
    let error = match parse(tree.kind, &Value::Object(rest)) {
        Ok(()) if blamed => return,
        Ok(()) => first,
        // Without its type nothing is known of it.
        Err(_) if blamed && tree.kind == Kind::SecurityScheme => return,
        Err(error) => error,
    };
    let message = format!("{noun}: {}", plain(&error));
    log.once(tree.place, told(Severity::Warning, message));
}

/// A piece without the pieces in it.
fn shallow(kind: Kind, members: &Members) -> Map<String, Value> {
    let plain = ["example", "default", "value", "enum"];
    let mut shallow = Map::new();
    for (key, tree) in members {
        if plain.contains(&key.as_str()) && !(kind.is_schema() && key == "enum")
            || key.starts_with("x-")
            || matches!(&tree.data, Data::Scalar(Value::Null))
        {
            continue;
        }
        let value = match &tree.data {
            _ if kind.child(key) == Kind::Inert => tree.value(),
            // The section of a list can only be held against the model here.
            Data::Items(_) if is_list(kind.child(key)) => json!([]),
            Data::Scalar(Value::Bool(flag)) if kind.child(key) == Kind::SchemaOrFlag => {
                Value::Bool(*flag)
            }
            // What is no object is told where it is looked at itself.
            Data::Scalar(_) | Data::Items(_) | Data::Members(_) => {
                Value::Object(least(kind.child(key), &Map::new()))
            }
        };
        shallow.insert(key.clone(), whole_number(value));
    }
    shallow
}

/// `5.0` is an integer to JSON Schema.
fn whole_number(value: Value) -> Value {
    match value.as_f64() {
        #[allow(clippy::cast_possible_truncation, reason = "held against the original")]
        Some(number) if value.is_f64() && number.fract() == 0.0 && number.abs() < 1e15 => {
            Value::from(number as i64)
        }
        _ => value,
    }
}

/// The members that a piece must have, so that any other one can be tried alone.
fn least(kind: Kind, whole: &Map<String, Value>) -> Map<String, Value> {
    let least = match kind {
        Kind::Document => json!({
            "openapi": "3.0.3", "info": { "title": "", "version": "" }, "paths": {},
        }),
        Kind::Operation => json!({ "responses": {} }),
        Kind::Parameter => {
            let known = ["query", "header", "path", "cookie"];
            let place = whole.get("in").and_then(Value::as_str);
            let place = place
                .filter(|place| known.contains(place))
                .unwrap_or("query");
            json!({ "name": "", "in": place, "schema": {} })
        }
        Kind::Header => json!({ "schema": {} }),
        Kind::RequestBody => json!({ "content": {} }),
        Kind::Response => json!({ "description": "" }),
        Kind::Link => json!({ "operationId": "" }),
        Kind::Discriminator => json!({ "propertyName": "" }),
        _ => json!({}),
    };
    match least {
        Value::Object(least) => least,
        _ => Map::new(),
    }
}

/// Whether a piece has a meaning in a newer version that the model does not know.
fn is_newer(kind: Kind, members: &Members) -> bool {
    let text = |key: &str| members.get(key).and_then(Tree::text);
    match kind {
        Kind::Parameter => text("in") == Some("querystring") || text("style") == Some("cookie"),
        Kind::SecurityScheme => text("type") == Some("mutualTLS"),
        _ => false,
    }
}

fn parse(kind: Kind, value: &Value) -> Result<(), String> {
    fn as_a<'v, T: Deserialize<'v>>(value: &'v Value) -> Result<(), String> {
        T::deserialize(value)
            .map(drop)
            .map_err(|error| error.to_string())
    }
    match kind {
        Kind::Document => as_a::<model::OpenAPI>(value),
        Kind::PathItem => as_a::<model::PathItem>(value),
        Kind::Operation => as_a::<model::Operation>(value),
        Kind::Parameter => as_a::<model::Parameter>(value),
        Kind::Header => as_a::<model::Header>(value),
        Kind::RequestBody => as_a::<model::RequestBody>(value),
        Kind::Response => as_a::<model::Response>(value),
        Kind::Media => as_a::<model::MediaType>(value),
        Kind::Encoding => as_a::<model::Encoding>(value),
        Kind::Link => as_a::<model::Link>(value),
        Kind::Example => as_a::<model::Example>(value),
        Kind::SecurityScheme => as_a::<model::SecurityScheme>(value),
        Kind::Schema | Kind::SchemaOrFlag => as_a::<model::Schema>(value),
        Kind::Discriminator => as_a::<model::Discriminator>(value),
        Kind::Inert
        | Kind::Components
        | Kind::Paths
        | Kind::PathItems
        | Kind::Operations
        | Kind::Parameters
        | Kind::Headers
        | Kind::RequestBodies
        | Kind::Responses
        | Kind::Content
        | Kind::Encodings
        | Kind::Links
        | Kind::Callbacks
        | Kind::Callback
        | Kind::Examples
        | Kind::SecuritySchemes
        | Kind::Schemas
        | Kind::Mapping => Ok(()),
    }
}

/// What the model says of a piece, in plain words.
fn plain(error: &str) -> String {
    if let Some((found, wanted)) = error
        .strip_prefix("unknown variant ")
        .and_then(|rest| rest.split_once(", expected one of "))
    {
        return format!("{} is none of {wanted}", excerpt(found));
    }
    if error.contains("ParameterSchemaOrContent") {
        return "it has neither `schema` nor `content`".to_owned();
    }
    if let Some(field) = error.strip_prefix("missing field ") {
        return format!("it has no {field}");
    }
    let found = error
        .strip_prefix("invalid type: ")
        .or(error.strip_prefix("invalid value: "));
    if let Some((found, wanted)) = found.and_then(|rest| rest.rsplit_once(", expected ")) {
        let found = [
            ("string ", "the text "),
            ("integer ", "the number "),
            ("floating point ", "the number "),
            ("boolean ", ""),
            ("sequence", "a list"),
            ("map", "an object"),
        ]
        .iter()
        .find_map(|(start, word)| Some(format!("{word}{}", found.strip_prefix(start)?)))
        .unwrap_or_else(|| found.to_owned());
        let wanted = match wanted {
            "a sequence" => "a list",
            "a map" => "an object",
            "a string" => "a text",
            "a boolean" => "true or false",
            "a JSON number" => "a number",
            "usize" => "a whole number",
            wanted if wanted.starts_with("struct ") => "an object",
            wanted => wanted,
        };
        return format!("there is {} where {wanted} belongs", excerpt(&found));
    }
    excerpt(error)
}

/// Whether a section can be a list.
fn is_list(kind: Kind) -> bool {
    matches!(kind, Kind::Parameters | Kind::Schemas | Kind::Encodings)
}

/// How bad it is if there is no object: operations must not be lost.
fn severity(kind: Kind) -> Severity {
    match kind {
        Kind::Document
        | Kind::Components
        | Kind::Paths
        | Kind::PathItems
        | Kind::PathItem
        | Kind::Operations
        | Kind::Operation => Severity::Error,
        _ => Severity::Warning,
    }
}

/// What a piece is called in a message.
fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Inert => "a value",
        Kind::Document => "the document",
        Kind::Components => "`components`",
        Kind::Paths => "`paths`",
        Kind::PathItems => "a list of path items",
        Kind::PathItem => "a path item",
        Kind::Operations => "`additionalOperations`",
        Kind::Operation => "an operation",
        Kind::Parameters => "a list of parameters",
        Kind::Parameter => "a parameter",
        Kind::Headers => "a list of headers",
        Kind::Header => "a header",
        Kind::RequestBodies => "`requestBodies`",
        Kind::RequestBody => "a request body",
        Kind::Responses => "a list of responses",
        Kind::Response => "a response",
        Kind::Content => "`content`",
        Kind::Media => "a media type",
        Kind::Encodings => "`encoding`",
        Kind::Encoding => "an encoding",
        Kind::Links => "`links`",
        Kind::Link => "a link",
        Kind::Callbacks => "`callbacks`",
        Kind::Callback => "a callback",
        Kind::Examples => "`examples`",
        Kind::Example => "an example",
        Kind::SecuritySchemes => "`securitySchemes`",
        Kind::SecurityScheme => "a security scheme",
        Kind::Schemas => "a list of schemas",
        Kind::Schema | Kind::SchemaOrFlag => "a schema",
        Kind::Discriminator => "a discriminator",
        Kind::Mapping => "`mapping`",
    }
}
