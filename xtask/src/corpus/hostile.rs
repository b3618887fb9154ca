//! Documents that are made to cost much: each must end soon and in little memory, with a client or
//! with a diagnostic.

#![allow(
    clippy::needless_pass_by_value,
    reason = "what is given is made for the document, and `json!` only borrows"
)]

use std::{fmt::Write as _, fs, path::Path};

use serde_json::{Map, Value, json};

/// Writes the documents into a folder.
pub(crate) fn write(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (name, text) in all() {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

fn all() -> Vec<(&'static str, String)> {
    let mut all = texts();
    let values = schemas()
        .into_iter()
        .chain(references())
        .chain(operations());
    all.extend(values.map(|(name, value)| (name, value.to_string())));
    all
}

/// A document with these schemas, of which `A` is answered.
fn with_schemas(schemas: Map<String, Value>) -> Value {
    let mut document = with_schema(json!({"$ref": "#/components/schemas/A"}));
    document["components"] = json!({ "schemas": schemas });
    document
}

/// A document with an operation that takes and answers this.
fn with_schema(schema: Value) -> Value {
    let content = json!({"application/json": {"schema": schema}});
    with_paths(json!({"/a": {"post": {
        "operationId": "a",
        "requestBody": {"content": content},
        "responses": {"200": {"description": "a", "content": content}},
    }}}))
}

fn with_paths(paths: Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Hostile", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
    })
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Texts that no reader of JSON would give.
fn texts() -> Vec<(&'static str, String)> {
    const HEAD: &str = "openapi: 3.0.3\ninfo: {title: a, version: '1'}\npaths: {}\n";
    let mut aliases = format!("{HEAD}x-0: &a0 [a, a, a, a, a, a, a, a, a, a]\n");
    for level in 1..12 {
        let again = vec![format!("*a{}", level - 1); 10].join(", ");
        // Writing to a text cannot fail.
        let _ = writeln!(aliases, "x-{level}: &a{level} [{again}]");
    }
    let mut blocks = HEAD.to_owned();
    for level in 0..3_000 {
        let _ = writeln!(blocks, "{:width$}a:", "", width = level);
    }
    vec![
        ("text-aliases.yaml", aliases),
        (
            "text-brackets.yaml",
            format!("{HEAD}x-a: {}", "[".repeat(200_000)),
        ),
        ("text-braces.json", "{\"a\":".repeat(200_000)),
        ("text-blocks.yaml", blocks),
        (
            "text-long-line.yaml",
            format!("{HEAD}x-a: {}\n", "a b ".repeat(5_000_000)),
        ),
        (
            "text-long-number.yaml",
            format!("{HEAD}x-a: {}\n", "9".repeat(1_000_000)),
        ),
        (
            "text-escapes.json",
            format!("{{\"a\": \"{}\"}}", "\\ud83d\\ude00".repeat(500_000)),
        ),
        (
            "text-anchor-in-itself.yaml",
            format!("{HEAD}x-a: &a {{b: *a}}\n"),
        ),
        ("text-newlines.yaml", "\n".repeat(5_000_000)),
        (
            "text-quotes.yaml",
            format!("{HEAD}x-a: {}\n", "\"'".repeat(1_000_000)),
        ),
    ]
}

fn schemas() -> Vec<(&'static str, Value)> {
    let mut deep = json!({"type": "string"});
    let mut unions = json!({"type": "string"});
    let mut lists = json!({"type": "string"});
    for level in 0..90 {
        deep = json!({"type": "object", "properties": {"a": deep}});
        unions =
            json!({"oneOf": [unions, {"type": "integer"}, {"$ref": "#/components/schemas/A"}]});
        if level < 80 {
            lists = json!({"type": "array", "items": lists});
        }
    }
    let text = json!({"type": "string"});
    let properties: Map<String, Value> = (0..20_000)
        .map(|n| (format!("p{n}"), text.clone()))
        .collect();
    let values: Vec<String> = (0..50_000).map(|n| format!("value {n}")).collect();
    let alternatives: Vec<Value> = (0..2_000)
        .map(|n| json!({"type": "object", "properties": {format!("p{n}"): text}}))
        .collect();
    let long = "long".repeat(250_000);
    let numbers = json!({
        "type": "object",
        "properties": {
            "a": {"type": "number", "minimum": -1e308, "maximum": 1e308, "multipleOf": 1e-308},
            "b": {"type": "integer", "minimum": i64::MIN, "maximum": u64::MAX, "default": u64::MAX},
            "c": {"type": "string", "minLength": u64::MAX, "maxLength": 1e300},
            "d": {"type": "array", "items": text, "minItems": u64::MAX},
            "e": {"type": "array", "items": text, "minItems": 4_000_000_000_u64},
        },
    });
    vec![
        ("schema-deep.json", with_schema(deep)),
        ("schema-deep-lists.json", with_schema(lists)),
        (
            "schema-deep-unions.json",
            with_schemas(Map::from_iter([("A".to_owned(), unions)])),
        ),
        (
            "schema-many-properties.json",
            with_schema(json!({"type": "object", "properties": properties})),
        ),
        (
            "schema-many-values.json",
            with_schema(json!({"type": "string", "enum": values})),
        ),
        (
            "schema-many-alternatives.json",
            with_schema(json!({ "oneOf": alternatives })),
        ),
        (
            "schema-long-name.json",
            with_schema(json!({"type": "object", "properties": {long.as_str(): text}})),
        ),
        (
            "schema-long-words.json",
            with_schema(json!({"type": "object", "description": "# a\n".repeat(250_000)})),
        ),
        (
            "schema-long-pattern.json",
            with_schema(json!({"type": "string", "pattern": "(a+)+".repeat(10_000)})),
        ),
        ("schema-numbers.json", with_schema(numbers)),
        ("schema-same-names.json", with_schemas(same_names())),
    ]
}

/// Names that differ in punctuation alone.
fn same_names() -> Map<String, Value> {
    const MARKS: [&str; 8] = ["-", "_", ".", " ", "!", "~", "+", ":"];
    let name = |n: usize| {
        let marks = (0..5).map(|digit| MARKS[(n >> (3 * digit)) % 8]);
        format!("a{}b", marks.collect::<String>())
    };
    let object = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let mut all: Map<String, Value> = (0..5_000).map(|n| (name(n), object.clone())).collect();
    all.insert("A".to_owned(), object);
    all
}

fn references() -> Vec<(&'static str, Value)> {
    let chain = |count: usize, of: &dyn Fn(String) -> Value, end: Value| {
        let name = |n: usize| {
            if n == 0 {
                "A".to_owned()
            } else {
                format!("A{n}")
            }
        };
        let mut all: Map<String, Value> = (0..count).map(|n| (name(n), of(name(n + 1)))).collect();
        all.insert(name(count), end);
        with_schemas(all)
    };
    let object = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let twice =
        |key: &'static str| move |next: String| json!({key: [reference(&next), reference(&next)]});
    let twice_beside = |key: &'static str| move |next: String| json!({key: [reference(&next), {"type": "object", "properties": {"b": reference(&next)}}]});
    let circle = |of: &dyn Fn(String) -> Value| chain(40, of, of("A".to_owned()));
    vec![
        (
            "references-all-of-twice.json",
            chain(60, &twice("allOf"), object.clone()),
        ),
        (
            "references-one-of-twice.json",
            chain(60, &twice("oneOf"), object.clone()),
        ),
        (
            "references-any-of-twice.json",
            chain(60, &twice("anyOf"), object.clone()),
        ),
        (
            "references-all-of-beside.json",
            chain(60, &twice_beside("allOf"), object.clone()),
        ),
        (
            "references-one-of-beside.json",
            chain(60, &twice_beside("oneOf"), object.clone()),
        ),
        (
            "references-chain.json",
            chain(20_000, &|next| reference(&next), object.clone()),
        ),
        (
            "references-chain-of-lists.json",
            chain(
                5_000,
                &|next| json!({"type": "array", "items": reference(&next)}),
                object.clone(),
            ),
        ),
        (
            "references-chain-of-objects.json",
            chain(
                5_000,
                &|next| json!({"type": "object", "properties": {"a": reference(&next)}}),
                object.clone(),
            ),
        ),
        (
            "references-chain-of-all-of.json",
            chain(
                3_000,
                &|next| json!({"allOf": [reference(&next), object]}),
                object.clone(),
            ),
        ),
        ("references-circle.json", circle(&|next| reference(&next))),
        ("references-circle-all-of.json", circle(&twice("allOf"))),
        ("references-circle-one-of.json", circle(&twice("oneOf"))),
        (
            "references-circle-any-of-beside.json",
            circle(&twice_beside("anyOf")),
        ),
        (
            "references-circle-lists.json",
            circle(&|next| json!({"type": "array", "items": reference(&next)})),
        ),
        (
            "references-circle-maps.json",
            circle(&|next| json!({"additionalProperties": reference(&next)})),
        ),
        (
            "references-circle-required.json",
            circle(
                &|next| json!({"type": "object", "required": ["a"], "properties": {"a": reference(&next)}}),
            ),
        ),
        (
            "references-all-to-all.json",
            with_schemas(all_to_all(&object)),
        ),
        ("references-circle-of-the-rest.json", circle_of_the_rest()),
        ("references-shared-answers.json", shared_answers()),
    ]
}

/// Each schema has a property for each other one.
fn all_to_all(object: &Value) -> Map<String, Value> {
    let name = |n: usize| {
        if n == 0 {
            "A".to_owned()
        } else {
            format!("A{n}")
        }
    };
    let properties: Map<String, Value> = (0..150)
        .map(|n| (format!("p{n}"), reference(&name(n))))
        .collect();
    let mut schema = object.clone();
    schema["properties"] = Value::Object(properties);
    schema["required"] = json!(["p1", "p2", "p3"]);
    (0..150).map(|n| (name(n), schema.clone())).collect()
}

/// Path items, parameters, bodies, answers, headers that refer to each other in circles.
fn circle_of_the_rest() -> Value {
    let to = |at: &str| json!({ "$ref": at });
    let mut document = with_paths(json!({
        "/a": to("#/paths/~1b"),
        "/b": to("#/paths/~1a"),
        "/c": {"get": {
            "parameters": [to("#/components/parameters/P")],
            "requestBody": to("#/components/requestBodies/B"),
            "responses": {"200": to("#/components/responses/R"), "default": to("#")},
        }},
    }));
    document["components"] = json!({
        "parameters": {"P": to("#/components/parameters/Q"), "Q": to("#/components/parameters/P")},
        "requestBodies": {"B": to("#/components/requestBodies/B")},
        "responses": {"R": to("#/components/responses/S"), "S": to("#/components/responses/R")},
        "headers": {"H": to("#/components/headers/H")},
        "examples": {"E": to("#/components/examples/E")},
    });
    document
}

/// An answer with a big schema of its own that a thousand operations share.
fn shared_answers() -> Value {
    let text = json!({"type": "string"});
    let properties: Map<String, Value> = (0..50)
        .map(|n| {
            let inner = json!({"type": "object", "properties": {"a": text, "b": text}});
            (format!("p{n}"), inner)
        })
        .collect();
    let paths: Map<String, Value> = (0..200)
        .map(|n| {
            let get = json!({
                "operationId": format!("get{n}"),
                "parameters": [{"$ref": "#/components/parameters/P"}],
                "responses": {"200": {"$ref": "#/components/responses/R"}},
            });
            (format!("/a/{n}"), json!({ "get": get }))
        })
        .collect();
    let mut document = with_paths(Value::Object(paths));
    let schema = json!({"type": "object", "properties": properties});
    document["components"] = json!({
        "parameters": {"P": {"name": "p", "in": "query", "schema": {"type": "string", "enum": ["a", "b"]}}},
        "responses": {"R": {"description": "a", "content": {"application/json": {"schema": schema}}}},
    });
    document
}

fn operations() -> Vec<(&'static str, Value)> {
    let parameter = |n: usize, place: &str| json!({"name": format!("p{n}"), "in": place, "required": true, "schema": {"type": "string"}});
    let query: Vec<Value> = (0..3_000).map(|n| parameter(n, "query")).collect();
    let of_path: Vec<Value> = (0..300).map(|n| parameter(n, "path")).collect();
    let path: String = (0..300)
        .map(|n| ["/{p", &n.to_string(), "}"].concat())
        .collect();
    let ok = json!({"204": {"description": "a"}});
    let tagged: Map<String, Value> = (0..1_000)
        .map(|n| {
            let get = json!({"tags": [format!("tag {n}")], "responses": ok});
            (format!("/a{n}"), json!({ "get": get }))
        })
        .collect();
    let same: Map<String, Value> = (0..1_000)
        .map(|n| {
            let get = json!({"operationId": "same", "responses": ok});
            (format!("/a{n}"), json!({ "get": get }))
        })
        .collect();
    let statuses: Map<String, Value> = (100..600)
        .map(|n| {
            let schema =
                json!({"type": "object", "properties": {format!("p{n}"): {"type": "string"}}});
            let content = json!({"application/json": {"schema": schema}, "text/plain": {}});
            (
                n.to_string(),
                json!({"description": "a", "content": content}),
            )
        })
        .collect();
    vec![
        (
            "operations-parameters.json",
            with_paths(json!({"/a": {"get": {"parameters": query, "responses": ok}}})),
        ),
        (
            "operations-long-path.json",
            with_paths(json!({path: {"get": {"parameters": of_path, "responses": ok}}})),
        ),
        ("operations-tags.json", with_paths(Value::Object(tagged))),
        ("operations-same-name.json", with_paths(Value::Object(same))),
        (
            "operations-statuses.json",
            with_paths(json!({"/a": {"get": {"responses": statuses}}})),
        ),
    ]
}
