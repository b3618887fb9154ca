//! What a JSON example shows of each object of a table: hard evidence 2 and 3.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::reference::{Kind, Text, Type, table::Line};

/// The node that shows nothing.
pub(super) const NOTHING: usize = 0;

/// The objects of an example that one object of the table stands for, by number.
#[derive(Debug)]
pub(super) struct Shown<'e> {
    nodes: Vec<Node<'e>>,
    children: HashMap<(usize, usize), usize>,
}

#[derive(Debug, Default)]
struct Node<'e> {
    objects: Vec<&'e Map<String, Value>>,
    /// All keys, in byte order.
    keys: Vec<&'e str>,
}

impl<'e> Shown<'e> {
    /// Of the example of a whole table; gives back the node of its root.
    pub(super) fn new(example: Option<&'e Value>) -> (Self, usize) {
        let mut shown = Self {
            nodes: vec![Node::default()],
            children: HashMap::new(),
        };
        let mut objects = Vec::new();
        if let Some(example) = example {
            collect(example, &mut objects);
        }
        let root = shown.add(objects, true);
        (shown, root)
    }

    fn add(&mut self, objects: Vec<&'e Map<String, Value>>, empty_counts: bool) -> usize {
        // An empty object is how examples cut deep objects short.
        if objects.is_empty() || (!empty_counts && objects.iter().all(|o| o.is_empty())) {
            return NOTHING;
        }
        let mut keys: Vec<&str> = objects
            .iter()
            .flat_map(|object| object.keys().map(String::as_str))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        self.nodes.push(Node { objects, keys });
        self.nodes.len() - 1
    }

    /// The node of the objects below a property.
    pub(super) fn child(&mut self, node: usize, token: usize, name: &str) -> usize {
        if node == NOTHING {
            return NOTHING;
        }
        if let Some(&child) = self.children.get(&(node, token)) {
            return child;
        }
        let mut objects = Vec::new();
        for object in &self.nodes[node].objects {
            if let Some(value) = object.get(name) {
                collect(value, &mut objects);
            }
        }
        let child = self.add(objects, false);
        self.children.insert((node, token), child);
        child
    }

    /// How many keys of a node lie between two names.
    pub(super) fn keys_between(
        &self,
        node: usize,
        after: Option<&str>,
        before: Option<&str>,
    ) -> u32 {
        let keys = &self.nodes[node].keys;
        let from = after.map_or(0, |name| keys.partition_point(|key| *key <= name));
        let to = before.map_or(keys.len(), |name| keys.partition_point(|key| *key < name));
        u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX)
    }

    /// How often a node contradicts that a property lives in it.
    pub(super) fn contradictions(&self, node: usize, line: &Line) -> u32 {
        if node == NOTHING {
            return 0;
        }
        let mut shown = false;
        for object in &self.nodes[node].objects {
            if let Some(value) = object.get(&line.name.text) {
                shown = true;
                let never_null = line.required && !line.nullable;
                if !fits(&line.ty, never_null, line.description.as_ref(), value) {
                    return 1;
                }
            }
        }
        u32::from(!shown && is_scalar(&line.ty))
    }
}

fn collect<'e>(value: &'e Value, objects: &mut Vec<&'e Map<String, Value>>) {
    match value {
        Value::Object(object) => objects.push(object),
        Value::Array(items) => items.iter().for_each(|item| collect(item, objects)),
        _ => {}
    }
}

/// Whether an example always shows a property of this type.
pub(in crate::reference) fn is_scalar(ty: &Type) -> bool {
    matches!(
        ty.kind,
        Kind::Boolean | Kind::Integer | Kind::Number | Kind::String
    )
}

/// Whether a value can be that of a property. `null` can where the property is not always there,
/// or where its description speaks of null.
pub(in crate::reference) fn fits(
    ty: &Type,
    never_null: bool,
    description: Option<&Text>,
    value: &Value,
) -> bool {
    let told = || description.is_some_and(|description| description.text.contains("null"));
    (value.is_null() && (!never_null || told())) || fits_type(ty, value)
}

fn fits_type(ty: &Type, value: &Value) -> bool {
    match &ty.kind {
        Kind::Any | Kind::Union(_) => true,
        Kind::Boolean => value.is_boolean(),
        Kind::Integer => value
            .as_number()
            .is_some_and(|n| n.as_f64().is_some_and(|n| n.fract() == 0.0)),
        Kind::Number => value.is_number(),
        Kind::String => value.is_string(),
        Kind::Object(_) => value.is_object(),
        Kind::Array(item) => value
            .as_array()
            .is_some_and(|items| items.iter().all(|value| fits_type(item, value))),
    }
}
