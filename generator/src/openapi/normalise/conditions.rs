//! `if`, `then`, `else` and `dependentSchemas`: conditions, which no type can express.
//!
//! The members that only a condition describes are members all the same: they become optional ones.

use indexmap::IndexMap;

use super::{Normaliser, schema::Moved};
use crate::{
    diagnostic::Severity,
    openapi::{
        grammar::Kind,
        log::Told,
        places::Place,
        tree::{Data, Members, Tree},
    },
};

/// Keywords that tell what the values are without the condition.
const DESCRIBING: [&str; 9] = [
    "type",
    "properties",
    "items",
    "prefixItems",
    "allOf",
    "anyOf",
    "oneOf",
    "enum",
    "additionalProperties",
];

/// Where members stand that only a condition describes, and what describes them.
type Branches = IndexMap<String, Branch>;

/// The different schemas of a member, by where they stood and their fingerprints.
type Branch = IndexMap<u64, (Vec<String>, Tree)>;

impl Normaliser<'_> {
    /// Takes conditions out of a schema; where nothing else describes the values, their two sides
    /// are alternatives.
    pub(super) fn conditions(
        &mut self,
        members: &mut Members,
        place: Place,
        moved: &mut Vec<Moved>,
    ) {
        let Some(first) = ["if", "then", "else", "dependentSchemas"]
            .into_iter()
            .find_map(|key| members.get(key).map(|tree| tree.place))
        else {
            return;
        };
        members.shift_remove("if");
        let sides = ["then", "else"].map(|key| members.shift_remove(key));
        let dependent = members.shift_remove("dependentSchemas");
        let described = DESCRIBING.iter().any(|key| members.contains_key(*key));
        let [then, other] = sides;
        if !described {
            return self.only_condition(members, then, other, first, place);
        }
        let mut branches = Branches::new();
        for (key, side) in [("then", then), ("else", other)] {
            collect(&mut branches, &[key.to_owned()], side);
        }
        if let Some(Data::Members(dependent)) = dependent.map(|tree| tree.data) {
            for (name, schema) in dependent {
                let way = vec!["dependentSchemas".to_owned(), name];
                collect(&mut branches, &way, Some(schema));
            }
        }
        let added = add(members, branches, place, moved);
        let told = if added == 0 {
            "a condition (`if`, `dependentSchemas`) has no counterpart in a type and is not checked"
        } else {
            "a condition (`if`, `dependentSchemas`) is not checked: the members that it brings are optional"
        };
        self.log.once(
            first,
            Told {
                code: "constraint-not-checked",
                severity: Severity::Note,
                message: told.to_owned(),
                help: "nothing needs to be done: the service checks it",
            },
        );
    }

    fn only_condition(
        &mut self,
        members: &mut Members,
        then: Option<Tree>,
        other: Option<Tree>,
        first: Place,
        place: Place,
    ) {
        if let (Some(then), Some(other)) = (then, other) {
            let any = Tree::items(place, Kind::Schemas, vec![then, other]);
            members.insert("anyOf".to_owned(), any);
            return;
        }
        self.log.each(
            first,
            Told {
                code: "schema-not-expressed",
                severity: Severity::Warning,
                message: "nothing but a condition describes this value: any JSON is taken"
                    .to_owned(),
                help: "describe the value beside the condition, with `type` and `properties`",
            },
        );
    }
}

/// Notes the members that one side of a condition describes.
fn collect(branches: &mut Branches, way: &[String], side: Option<Tree>) {
    let Some(Data::Members(mut side)) = side.map(|tree| tree.data) else {
        return;
    };
    let Some(Data::Members(properties)) = side.shift_remove("properties").map(|tree| tree.data)
    else {
        return;
    };
    for (name, schema) in properties {
        let mut from = way.to_vec();
        from.extend(["properties".to_owned(), name.clone()]);
        let known = branches.entry(name).or_default();
        known.entry(schema.fingerprint()).or_insert((from, schema));
    }
}

/// Adds the members that the schema does not have itself, and says how many these were.
fn add(members: &mut Members, branches: Branches, place: Place, moved: &mut Vec<Moved>) -> usize {
    let properties = members
        .entry("properties".to_owned())
        .or_insert_with(|| Tree::object(place, Kind::Schemas, []));
    let is_empty = |tree: &Tree| tree.members().is_some_and(IndexMap::is_empty);
    let mut added = 0;
    if let Some(known) = properties.members_mut() {
        for (name, mut schemas) in branches {
            if known.contains_key(&name) {
                continue;
            }
            added += 1;
            let way = vec!["properties".to_owned(), name.clone()];
            if schemas.len() == 1
                && let Some((_, (from, schema))) = schemas.pop()
            {
                moved.push((from, way));
                known.insert(name, schema);
                continue;
            }
            let mut any = Vec::new();
            for (number, (from, schema)) in schemas.into_values().enumerate() {
                let mut to = way.clone();
                to.extend(["anyOf".to_owned(), number.to_string()]);
                moved.push((from, to));
                any.push(schema);
            }
            let any = Tree::items(place, Kind::Schemas, any);
            known.insert(name, Tree::object(place, Kind::Schema, [("anyOf", any)]));
        }
    }
    if is_empty(properties) {
        members.shift_remove("properties");
    }
    added
}
