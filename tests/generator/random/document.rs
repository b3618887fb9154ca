//! Random documents. What stands where is random, and so are the names; each description says where
//! it stands, so that what is written for it can be found again.

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What a document is made from.
#[derive(Clone, Debug)]
pub(crate) struct Recipe {
    /// The names that are used, again and again.
    pub(crate) names: Vec<String>,
    /// What decides the rest.
    pub(crate) seed: u64,
}

/// Names that people have given to things, and names that nobody should.
const NAMES: &[&str] = &[
    "",
    " ",
    "-",
    "_",
    "self",
    "Self",
    "crate",
    "type",
    "gen",
    "id",
    "ID",
    "Id",
    "user",
    "users",
    "User",
    "user_id",
    "userId",
    "user-id",
    "Option",
    "Vec",
    "String",
    "Ok",
    "new",
    "send",
    "body",
    "1",
    "1st",
    "-1",
    "+1",
    "a.b.c",
    "Foo<Bar>",
    "Foo[]",
    "con",
    "aux",
    "mod",
    "types",
    "../../etc/passwd",
    "caf\u{e9}",
    "cafe\u{301}",
    "ключ",
    "Ключ",
    "名前",
    "💥",
    "\u{202e}rtl",
    "\u{200b}",
    "a\"b",
    "a\\b",
    "a\nb",
    "\u{0}",
    "*/",
    "#[x]",
    "//",
    "{}",
    "null",
    "true",
    "Other",
    "further",
    "items",
    "Box",
    "serde",
    "std",
];

pub(crate) fn recipes() -> impl Strategy<Value = Recipe> {
    let name = prop_oneof![
        6 => proptest::sample::select(NAMES).prop_map(str::to_owned),
        2 => "[A-Za-z][A-Za-z0-9_.-]{0,12}",
        1 => "\\PC{0,8}",
        1 => "[a-z ]{150,300}",
    ];
    (proptest::collection::vec(name, 4..14), any::<u64>())
        .prop_map(|(names, seed)| Recipe { names, seed })
}

/// A source of numbers that look random: the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % count.max(1)
    }
}

struct Builder<'r> {
    recipe: &'r Recipe,
    dice: Dice,
    schemas: Vec<String>,
}

impl Recipe {
    /// The document.
    pub(crate) fn document(&self) -> Value {
        let mut builder = Builder {
            recipe: self,
            dice: Dice(self.seed),
            schemas: Vec::new(),
        };
        builder.document()
    }
}

impl Builder<'_> {
    fn name(&mut self) -> String {
        let at = self.dice.below(self.recipe.names.len());
        self.recipe.names[at].clone()
    }

    fn document(&mut self) -> Value {
        let count = 1 + self.dice.below(5);
        self.schemas = (0..count).map(|_| self.name()).collect();
        let mut schemas = Map::new();
        for name in self.schemas.clone() {
            let place = format!("schema {name:?}");
            let schema = self.schema(&place, 0);
            schemas.insert(name, schema);
        }
        let mut paths = Map::new();
        for at in 0..=self.dice.below(5) {
            let mut item = Map::new();
            for method in ["get", "post"] {
                if self.dice.below(3) > 0 {
                    let place = format!("{method} /p{at}");
                    item.insert(method.to_owned(), self.operation(&place));
                }
            }
            paths.insert(format!("/p{at}"), Value::Object(item));
        }
        let mut webhooks = Map::new();
        for _ in 0..self.dice.below(3) {
            let name = self.name();
            let body = self.schema(&format!("webhook {name:?}"), 1);
            let item = json!({ "post": { "requestBody": content(&body), "responses": { "204": { "description": "" } } } });
            webhooks.insert(name, item);
        }
        json!({
            "openapi": "3.0.3",
            "info": { "title": "Random", "version": "1" },
            "servers": [{ "url": "https://api.example.com" }],
            "paths": paths,
            "webhooks": webhooks,
            "components": { "schemas": schemas },
        })
    }

    fn operation(&mut self, place: &str) -> Value {
        let mut operation = json!({ "description": format!("<{place}>") });
        if self.dice.below(4) > 0 {
            operation["operationId"] = json!(self.name());
        }
        if self.dice.below(2) > 0 {
            operation["tags"] = json!([self.name()]);
        }
        let mut parameters = Vec::new();
        let mut seen = Vec::new();
        for _ in 0..self.dice.below(4) {
            let name = self.name();
            if seen.contains(&name) {
                continue;
            }
            seen.push(name.clone());
            let schema = if self.dice.below(3) == 0 {
                json!({ "type": "string", "enum": [name, "a", "b"] })
            } else {
                json!({ "type": "string" })
            };
            let required = self.dice.below(3) == 0;
            parameters.push(
                json!({ "in": "query", "name": name, "required": required, "schema": schema }),
            );
        }
        operation["parameters"] = json!(parameters);
        if place.starts_with("post") {
            let body = self.schema(&format!("body of {place}"), 1);
            operation["requestBody"] = content(&body);
        }
        let answer = self.schema(&format!("answer of {place}"), 1);
        operation["responses"] = json!({ "200": content(&answer) });
        operation
    }

    fn schema(&mut self, place: &str, depth: usize) -> Value {
        let description = format!("<{place}>");
        match self.dice.below(if depth > 2 { 3 } else { 8 }) {
            0 => json!({ "type": "string", "description": description }),
            1 => {
                let values: Vec<String> = (0..=self.dice.below(5)).map(|_| self.name()).collect();
                json!({ "type": "string", "enum": values, "description": description })
            }
            2 if depth > 0 && !self.schemas.is_empty() => {
                let at = self.dice.below(self.schemas.len());
                json!({ "$ref": reference(&self.schemas[at]) })
            }
            3 => {
                let item = self.schema(&format!("item of {place}"), depth + 1);
                json!({ "type": "array", "items": item, "description": description })
            }
            4 => {
                let alternatives: Vec<Value> = (0..=self.dice.below(3))
                    .map(|at| self.object(&format!("alternative {at} of {place}"), depth + 1))
                    .collect();
                json!({ "oneOf": alternatives, "description": description })
            }
            _ => self.object(place, depth),
        }
    }

    fn object(&mut self, place: &str, depth: usize) -> Value {
        let mut properties = Map::new();
        for _ in 0..=self.dice.below(4) {
            let name = self.name();
            let schema = self.schema(&format!("{name:?} of {place}"), depth + 1);
            properties.insert(name, schema);
        }
        let required: Vec<&String> = properties.keys().take(1).collect();
        json!({
            "type": "object",
            "required": required,
            "properties": properties,
            "description": format!("<{place}>"),
        })
    }
}

fn content(schema: &Value) -> Value {
    json!({ "required": true, "description": "", "content": { "application/json": { "schema": schema } } })
}

/// A reference to a named schema.
pub(crate) fn reference(name: &str) -> String {
    let mut text = "#/components/schemas/".to_owned();
    for byte in name.replace('~', "~0").replace('/', "~1").bytes() {
        if byte.is_ascii_alphanumeric() {
            text.push(char::from(byte));
        } else {
            write!(text, "%{byte:02X}").expect("a text");
        }
    }
    text
}

/// A document as a text that reads the same as JSON and as YAML: whatever is not ASCII is escaped.
pub(crate) fn text_of(document: &Value) -> String {
    let mut text = String::new();
    for c in document.to_string().chars() {
        match c {
            '\u{7f}' => text.push_str("\\u007F"),
            c if c.is_ascii() => text.push(c),
            c => {
                let mut units = [0; 2];
                // YAML knows characters beyond the first plane by eight digits, JSON by two halves.
                match c.encode_utf16(&mut units) {
                    [unit] => write!(text, "\\u{unit:04X}").expect("a text"),
                    _ => write!(text, "\\U{:08X}", u32::from(c)).expect("a text"),
                }
            }
        }
    }
    text
}
