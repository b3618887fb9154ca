//! Values of which the document lists some: the list is never taken to be complete.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Lowering, node::Node, scalar::word};
use crate::api::{Enumeration, EnumerationKind, KnownValue, Literal, Origin, OriginKind, Type};

/// Lists of names, one for each value, as generators write them.
const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-enum-names"];
/// Lists of descriptions, one for each value.
const DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

impl<'d> Lowering<'d> {
    /// The type of an enumeration: parameters of the same name and values share one.
    pub(super) fn enumeration_type(&mut self, node: &Node<'d>, origin: &Origin) -> Type {
        let OriginKind::Parameter { name, .. } = &origin.kind else {
            return self.defined(node, origin);
        };
        let values = node.items("enum");
        let values = values.iter().map(|v| v.value.to_string()).collect();
        let key = (name.clone(), values);
        if let Some(id) = self.parameter_types.get(&key) {
            return Type::Defined(*id);
        }
        let value = self.defined(node, origin);
        if let Type::Defined(id) = value {
            self.parameter_types.insert(key, id);
        }
        value
    }
}

/// The enumeration that a schema is, null aside; `None` where its type says enough: true and false,
/// a single number, and what has parts.
pub(super) fn enumeration(node: &Node<'_>) -> Option<Enumeration> {
    let word = word(node);
    let items = node.items("enum");
    let literals = items.iter().map(|item| literal(item.value, word));
    let literals: Vec<Option<Literal>> = literals.collect::<Option<_>>()?;
    let kind = kind(literals.iter().flatten(), word)?;
    let told = told(node, items.len());
    let mut seen = BTreeSet::new();
    let mut values = Vec::new();
    for ((literal, item), (name, description)) in literals.into_iter().zip(&items).zip(told) {
        if let Some(value) = literal
            && seen.insert(item.value.to_string())
        {
            values.push(KnownValue {
                value,
                name,
                description,
            });
        }
    }
    let is_telling = kind == EnumerationKind::Texts || values.len() > 1;
    is_telling.then_some(Enumeration { kind, values })
}

/// A value as a literal: `Some(None)` of null, `None` of what has parts. What stands without quotes
/// in a list of texts is a text; a text of digits in a list of whole numbers is a number.
#[allow(clippy::option_option, reason = "null is a value that is left out")]
fn literal(value: &Value, word: Option<&str>) -> Option<Option<Literal>> {
    Some(Some(match value {
        Value::Null => return Some(None),
        Value::Bool(_) | Value::Number(_) if word == Some("string") => {
            Literal::Text(value.to_string())
        }
        Value::Bool(truth) => Literal::Boolean(*truth),
        Value::Number(number) => match number.as_i128() {
            Some(whole) => Literal::Integer(whole),
            None => Literal::Number(number.as_f64().filter(|n| n.is_finite())?),
        },
        Value::String(text) => match text.parse() {
            Ok(whole) if word == Some("integer") => Literal::Integer(whole),
            _ => Literal::Text(text.clone()),
        },
        Value::Array(_) | Value::Object(_) => return None,
    }))
}

/// What the values can be; `None` where there are none, or they are the two of a boolean.
fn kind<'l>(
    literals: impl Iterator<Item = &'l Literal>,
    word: Option<&str>,
) -> Option<EnumerationKind> {
    let (mut texts, mut whole, mut truths, mut all) = (0, 0, 0, 0);
    for literal in literals {
        all += 1;
        match literal {
            Literal::Text(_) => texts += 1,
            Literal::Integer(n) if i64::try_from(*n).is_ok() => whole += 1,
            Literal::Integer(_) | Literal::Number(_) => {}
            Literal::Boolean(_) => truths += 1,
        }
    }
    match word {
        _ if all == 0 => None,
        Some("object" | "array" | "boolean") => None,
        Some("string") | None if texts == all => Some(EnumerationKind::Texts),
        None if truths == all => None,
        Some("integer") | None if whole == all => Some(EnumerationKind::Integers),
        Some(_) | None => Some(EnumerationKind::Mixed),
    }
}

/// The name and the description of each value, where the document gives one to each.
fn told(node: &Node<'_>, count: usize) -> Vec<(Option<String>, Option<String>)> {
    let texts = |keys: &[&str]| {
        let mut lists = keys.iter().map(|key| node.items(key));
        let list = lists.find(|list| list.len() == count).unwrap_or_default();
        list.iter().map(|item| item.value.as_str()).collect()
    };
    let (mut names, mut descriptions): (Vec<Option<&str>>, Vec<Option<&str>>) =
        (texts(&NAMES), texts(&DESCRIPTIONS));
    // Some describe each value by an object.
    let objects = node.child("x-ms-enum").unwrap_or_else(|| node.clone());
    for key in ["x-enum-values", "values"] {
        let objects = objects.items(key);
        if objects.len() == count && names.is_empty() {
            let name = |o: &Node<'_>| o.text("identifier").or(o.text("name")).map(str::to_owned);
            let description = |o: &Node<'_>| o.text("description").map(str::to_owned);
            return objects.iter().map(|o| (name(o), description(o))).collect();
        }
    }
    names.resize(count, None);
    descriptions.resize(count, None);
    let owned = |text: Option<&str>| text.filter(|t| !t.trim().is_empty()).map(str::to_owned);
    names
        .into_iter()
        .zip(descriptions)
        .map(|(name, description)| (owned(name), owned(description)))
        .collect()
}
