//! Values of the schemas of a document, with something that nobody knows in every open place.

use std::cell::Cell;

use serde_json::{Map, Value, json};

/// Makes one value of each schema; other turns make others.
pub(crate) struct Samples<'d> {
    schemas: &'d Map<String, Value>,
    /// Whether an optional member can be null. Null in an answer says that there is no value.
    nulls: bool,
    /// Counts the choices: what is chosen goes round with it.
    turn: Cell<usize>,
}

impl<'d> Samples<'d> {
    pub(crate) fn new(schemas: &'d Map<String, Value>, nulls: bool, turn: usize) -> Self {
        let turn = Cell::new(turn);
        Self {
            schemas,
            nulls,
            turn,
        }
    }

    /// A value of a named schema.
    pub(crate) fn named(&self, name: &str) -> Value {
        self.value(&self.schemas[name])
    }

    fn choose(&self, from: usize) -> usize {
        let turn = self.turn.get();
        self.turn.set(turn + 1);
        turn % from
    }

    fn value(&self, schema: &Value) -> Value {
        if schema["nullable"] == true && self.choose(5) == 0 {
            return Value::Null;
        }
        if let Some(name) = schema["$ref"].as_str() {
            return self.named(name.rsplit('/').next().unwrap());
        }
        if let Some(only) = schema["allOf"].get(0) {
            return self.value(only);
        }
        if let Some(alternatives) = schema["oneOf"].as_array() {
            return self.alternative(schema, alternatives);
        }
        if let Some(values) = schema["enum"].as_array() {
            let known: Vec<_> = values.iter().filter(|value| value.is_string()).collect();
            return match self.choose(known.len() + 1) {
                0 => json!("a value of tomorrow"),
                at => known[at - 1].clone(),
            };
        }
        match schema["type"].as_str() {
            None => self.unknown(),
            Some("object") => self.object(schema),
            Some("array") => (0..3).map(|_| self.value(&schema["items"])).collect(),
            Some("string") => json!(match schema["format"].as_str() {
                Some("date-time") => "2024-02-29T12:30:00.250Z",
                Some("date") => "2024-02-29",
                Some("uuid") => "6f1c2a34-0000-4000-8000-00000000000a",
                Some(_) | None => "größe\u{0}\n",
            }),
            Some("integer") => json!(self.choose(3)),
            Some("number") => json!(1e300),
            Some(other) => {
                assert_eq!(other, "boolean", "a type without samples");
                json!(self.choose(2) == 0)
            }
        }
    }

    /// Members of which each is there, and unknown ones where the object is open.
    fn object(&self, schema: &Value) -> Value {
        let mut object = Map::new();
        let properties = schema["properties"].as_object();
        let required = |name: &str| {
            let names = schema["required"].as_array();
            names.is_some_and(|names| names.iter().any(|required| required == name))
        };
        for (name, property) in properties.into_iter().flatten() {
            let value = self.value(property);
            let says_nothing = value.is_null() && property["nullable"] == true;
            if self.nulls || required(name) || !says_nothing {
                object.insert(name.clone(), value);
            }
        }
        let further = match schema.get("additionalProperties") {
            // Without any member that is listed, an object is a map.
            None if properties.is_none() => Some(&Value::Null),
            None | Some(Value::Bool(false)) => None,
            Some(Value::Bool(true)) => Some(&Value::Null),
            Some(further) => Some(further),
        };
        for name in ["", "further", "$ref", "größe"] {
            object.extend(further.map(|schema| (name.to_owned(), self.value(schema))));
        }
        object.into()
    }

    /// One of the alternatives, or one that is not listed.
    fn alternative(&self, schema: &Value, alternatives: &[Value]) -> Value {
        let tag = schema["discriminator"]["propertyName"].as_str();
        let at = self.choose(alternatives.len() + 2);
        let Some(alternative) = alternatives.get(at) else {
            let unknown = self.unknown();
            return match tag {
                Some(tag) => json!({ tag: "a kind of tomorrow", "what": unknown }),
                None if at == alternatives.len() => json!({ "what": unknown }),
                None => json!([unknown]),
            };
        };
        let mut value = self.value(alternative);
        if let Some(tag) = tag {
            let mapping = schema["discriminator"]["mapping"].as_object().unwrap();
            let mut names = mapping.iter();
            let name = names.find(|(_, target)| **target == alternative["$ref"]);
            value[tag] = json!(name.unwrap().0);
        }
        value
    }

    /// Any JSON.
    fn unknown(&self) -> Value {
        let all = [
            Value::Null,
            json!(u64::MAX),
            json!(i64::MIN),
            json!(-0.1),
            json!(f64::MAX),
            json!([[], {}, [null, false]]),
            json!({ "": { "kind": "sun", "": [null, { "deep": null }] } }),
            json!("\u{0}größe\u{fffd}"),
        ];
        all[self.choose(all.len())].clone()
    }
}
