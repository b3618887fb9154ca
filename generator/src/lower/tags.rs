//! What tells the alternatives of a union apart: the values of one member.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::{Lowering, flat::Flat, node::Node, schema::component_name};
use crate::openapi::Pointer;

/// How deep references are followed.
const DEEPEST: usize = 16;
/// How many schemas of unions within a union are looked at.
const MOST_WITHIN: usize = 256;

/// What a schema says of how its alternatives are told apart.
#[derive(Debug)]
pub(super) struct Discriminator {
    /// The member whose value tells.
    pub(super) member: String,
    mapping: BTreeMap<Pointer, Vec<String>>,
}

/// What tells each alternative.
#[derive(Debug, Default)]
pub(super) struct Tagged {
    /// The member whose value tells, where there is one.
    pub(super) member: Option<String>,
    /// Whether it holds a number or a boolean.
    pub(super) literal: bool,
    /// The values that mean each alternative.
    pub(super) tags: Vec<Vec<String>>,
}

/// What a `discriminator` says.
pub(super) fn discriminator(node: &Node<'_>) -> Option<Discriminator> {
    Some(Discriminator {
        member: node.text("propertyName")?.to_owned(),
        mapping: mapping(node),
    })
}

/// Which values of a discriminator lead to which schema.
pub(super) fn mapping(discriminator: &Node<'_>) -> BTreeMap<Pointer, Vec<String>> {
    let mut mapping: BTreeMap<Pointer, Vec<String>> = BTreeMap::new();
    for (tag, target) in discriminator.entries("mapping") {
        let Some(target) = target.value.as_str() else {
            continue;
        };
        // A target is a reference or the bare name of a schema.
        let at = Pointer::of_reference(target)
            .unwrap_or_else(|| Pointer::of(["components", "schemas", target]));
        mapping.entry(at).or_default().push(tag);
    }
    mapping
}

impl<'d> Lowering<'d> {
    /// What tells each of some alternatives, given as the schemas that stand there and what their
    /// references lead to: what the discriminator says, or a member that always holds something else in
    /// each. `required` are members that are always there besides.
    pub(super) fn tagged(
        &self,
        targets: &[Node<'d>],
        names: &[Option<String>],
        explicit: Option<&Discriminator>,
        required: &[String],
    ) -> Tagged {
        let flats: Vec<Flat<'d>> = targets.iter().map(|target| self.flat(target)).collect();
        if let Some(discriminator) = explicit {
            return self.explicit(targets, names, &flats, discriminator);
        }
        let mut tagged = Tagged {
            tags: vec![Vec::new(); targets.len()],
            ..Tagged::default()
        };
        let Some((first, [_, ..])) = flats.split_first() else {
            return tagged;
        };
        let mut seen = HashSet::new();
        for (member, _) in &first.properties {
            if !seen.insert(member) {
                continue;
            }
            let values: Vec<Vec<&Value>> = flats.iter().map(|f| self.values(f, member)).collect();
            if !unique(&values).into_iter().all(|is| is) {
                continue;
            }
            let tags: Vec<Vec<String>> = values
                .iter()
                .map(|values| values.iter().map(|value| text(value)).collect())
                .collect();
            let always = required.contains(member)
                || flats.iter().all(|f| f.required.contains(member.as_str()));
            let literal = values.iter().flatten().all(|value| !value.is_string());
            let plain = values.iter().flatten().all(|value| value.is_string());
            if always && (literal || plain) {
                tagged.member = Some(member.clone());
                tagged.literal = literal;
                tagged.tags = tags;
                break;
            }
        }
        tagged
    }

    fn explicit(
        &self,
        targets: &[Node<'d>],
        names: &[Option<String>],
        flats: &[Flat<'d>],
        discriminator: &Discriminator,
    ) -> Tagged {
        let Discriminator { member, mapping } = discriminator;
        let values: Vec<Vec<&Value>> = flats.iter().map(|f| self.values(f, member)).collect();
        let literal = values.iter().flatten().any(|value| !value.is_string())
            || flats.iter().any(|flat| self.is_literal(flat, member));
        let is_unique = unique(&values);
        let mut tags = Vec::new();
        for (at, target) in targets.iter().enumerate() {
            let name = names.get(at).and_then(Option::as_deref);
            let known: Vec<String> = values
                .get(at)
                .map(|values| values.iter().map(|value| text(value)).collect())
                .unwrap_or_default();
            tags.push(if let Some(mapped) = mapping.get(&target.at) {
                mapped.clone()
            } else if is_unique.get(at) == Some(&true) {
                known
            } else {
                let within = self.tags_within(target, member);
                let mut found: Vec<String> = name.map(str::to_owned).into_iter().collect();
                found.extend(name.and_then(|name| spelled(&known, name)));
                found.extend(within);
                found
            });
        }
        // What means two alternatives means the first.
        let mut taken = HashSet::new();
        for tags in &mut tags {
            tags.retain(|tag| taken.insert(tag.clone()));
        }
        Tagged {
            member: Some(member.clone()),
            literal,
            tags,
        }
    }

    /// The tags of the alternatives of a schema that is a union itself, and of unions within it.
    fn tags_within(&self, node: &Node<'d>, member: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![node.clone()];
        while let Some(node) = open.pop() {
            if seen.len() >= MOST_WITHIN || !seen.insert(node.at.clone()) {
                continue;
            }
            let inner = node.child("discriminator");
            let Some(inner) = inner.as_ref().and_then(discriminator) else {
                continue;
            };
            if inner.member != member {
                continue;
            }
            found.extend(inner.mapping.values().flatten().cloned());
            let schemas = [node.items("oneOf"), node.items("anyOf")].concat();
            let targets: Vec<_> = schemas.iter().filter_map(|s| self.target(s)).collect();
            let values = targets.iter().map(|t| self.values(&self.flat(t), member));
            let values: Vec<_> = values.collect();
            let told = targets.into_iter().zip(&values).zip(unique(&values));
            for ((target, values), is_unique) in told {
                if inner.mapping.contains_key(&target.at) {
                    // The mapping has said it.
                } else if is_unique {
                    found.extend(values.iter().map(|value| text(value)));
                } else {
                    found.extend(component_name(&target.at).map(str::to_owned));
                }
                open.push(target);
            }
        }
        found
    }

    /// The values that a member is limited to.
    fn values(&self, flat: &Flat<'d>, member: &str) -> Vec<&'d Value> {
        let all = flat.properties.iter().filter(|(name, _)| name == member);
        let lists = all.map(|(_, schema)| self.enumerated(schema));
        lists
            .filter(|values| !values.is_empty())
            .min_by_key(Vec::len)
            .unwrap_or_default()
    }

    fn enumerated(&self, schema: &Node<'d>) -> Vec<&'d Value> {
        let mut node = schema.clone();
        for _ in 0..DEEPEST {
            let Some(target) = self.target(&node) else {
                break;
            };
            let values = target.value.get("enum").and_then(Value::as_array);
            let values = values.into_iter().flatten().filter(|v| !v.is_null());
            let values: Vec<_> = values.collect();
            if !values.is_empty() {
                return values;
            }
            match target.items("allOf").first() {
                Some(first) => node = first.clone(),
                None => break,
            }
        }
        Vec::new()
    }

    fn is_literal(&self, flat: &Flat<'d>, member: &str) -> bool {
        let mut all = flat.properties.iter().filter(|(name, _)| name == member);
        all.any(|(_, schema)| {
            let target = self.target(schema);
            let word = target.as_ref().and_then(|target| target.text("type"));
            matches!(word, Some("integer" | "number" | "boolean"))
        })
    }
}

/// For each alternative whether its values are not those of any other.
fn unique(values: &[Vec<&Value>]) -> Vec<bool> {
    let mut uses: HashMap<String, usize> = HashMap::new();
    for value in values.iter().flatten() {
        *uses.entry(value.to_string()).or_default() += 1;
    }
    let once = |value: &&Value| uses.get(&value.to_string()) == Some(&1);
    let is_unique = |values: &Vec<&Value>| !values.is_empty() && values.iter().all(once);
    values.iter().map(is_unique).collect()
}

/// A tag as a text.
fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The value that is spelled like a name, but for capitals and signs.
fn spelled(values: &[String], name: &str) -> Option<String> {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = letters(name);
    let mut all = values.iter().filter(|v| letters(v) == wanted && *v != name);
    match (all.next(), all.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    }
}
