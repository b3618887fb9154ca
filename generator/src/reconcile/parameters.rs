//! The parameters of all operations. Rules correct the facts of each; where they then stand in
//! the document, shared or in their operation, is settled once, at the end.

use serde_json::Value;

use super::{editor::Editor, pairing::Pair, write};
use crate::{
    openapi::{Document, Pointer},
    reference::Parameter,
};

/// One parameter of one operation.
#[derive(Clone, Debug)]
pub(super) struct ParameterPair<'a> {
    /// The operationId.
    pub(super) operation: String,
    /// `query.limit`.
    pub(super) name: String,
    /// The document's definition, references followed.
    pub(super) document: Option<Pointer>,
    pub(super) reference: Option<&'a Parameter>,
    /// The parameter as it will be; `None`: it will not be there.
    pub(super) value: Option<Value>,
    /// The findings that changed it.
    pub(super) reasons: Vec<String>,
    /// Where the operation's own list has it; `None` where it comes from the path item.
    listed: Option<Pointer>,
    /// Where the path item's list has it.
    inherited: Option<Pointer>,
    /// `#/components/parameters/…` where it is a shared one.
    shared: Option<Pointer>,
}

impl ParameterPair<'_> {
    /// Whether what the document has is what it will be, once the shared ones are corrected.
    fn is_right(&self, shared: &Shared) -> bool {
        match &self.shared {
            Some(at) => shared
                .iter()
                .any(|(s, known, _)| s == at && Some(known) == self.value.as_ref()),
            None => self.document.is_some() && self.reasons.is_empty(),
        }
    }
}

/// Matches the parameters of every operation; path parameters by their position in the template.
pub(super) fn collect<'a>(document: &Document, pairs: &[Pair<'a>]) -> Vec<ParameterPair<'a>> {
    let mut all = Vec::new();
    for pair in pairs {
        let mut of_operation = match &pair.document {
            Some(operation) => of_document(document, &pair.key, operation),
            None => Vec::new(),
        };
        for parameter in pair.reference().into_iter().flat_map(|r| &r.parameters) {
            let name = name_in_document(pair, parameter);
            match of_operation.iter_mut().find(|p| p.name == name) {
                Some(known) => known.reference = Some(parameter),
                None => of_operation.push(ParameterPair {
                    operation: pair.key.clone(),
                    name,
                    document: None,
                    reference: Some(parameter),
                    value: None,
                    reasons: Vec::new(),
                    listed: None,
                    inherited: None,
                    shared: None,
                }),
            }
        }
        all.append(&mut of_operation);
    }
    all
}

/// `path.id`: the document may call the parameter at the same position otherwise than the page.
fn name_in_document(pair: &Pair<'_>, parameter: &Parameter) -> String {
    let place = write::location(parameter.location);
    let name = &parameter.property.name.text;
    let braced = |segment: &&str| segment.starts_with('{') && segment.ends_with('}');
    let theirs = pair.reference().map_or("", |r| r.path.text.as_str());
    let position = theirs
        .split('/')
        .filter(braced)
        .position(|segment| segment.trim_matches(['{', '}']) == name);
    let ours = position
        .filter(|_| place == "path")
        .and_then(|at| pair.path.split('/').filter(braced).nth(at))
        .map(|segment| segment.trim_matches(['{', '}']));
    key_of(place, ours.unwrap_or(name))
}

/// `query.limit`; header names are the same in any case.
pub(super) fn key_of(place: &str, name: &str) -> String {
    if place == "header" {
        format!("{place}.{}", name.to_lowercase())
    } else {
        format!("{place}.{name}")
    }
}

fn of_document<'a>(document: &Document, key: &str, operation: &Pointer) -> Vec<ParameterPair<'a>> {
    let mut found: Vec<ParameterPair<'a>> = Vec::new();
    let own = operation.child("parameters");
    let of_path = operation
        .split_last()
        .map(|(item, _)| item.child("parameters"));
    // The operation's own come first: they override those of the path item.
    for (list, is_own) in [(Some(own), true), (of_path, false)] {
        let Some(list) = list else { continue };
        let count = document
            .get(&list)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        for number in 0..count {
            let item = list.child(number);
            let Ok(definition) = document.resolve(&item) else {
                continue;
            };
            let Some(value) = document.get(&definition) else {
                continue;
            };
            let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
            let name = key_of(text("in"), text("name"));
            if found.iter().any(|p| p.name == name) {
                continue;
            }
            let is_shared = definition
                .tokens()
                .first()
                .is_some_and(|t| t == "components");
            found.push(ParameterPair {
                operation: key.to_owned(),
                name,
                document: Some(definition.clone()),
                reference: None,
                value: Some(value.clone()),
                reasons: Vec::new(),
                listed: is_own.then(|| item.clone()),
                inherited: (!is_own).then_some(item),
                shared: is_shared.then_some(definition),
            });
        }
    }
    found
}

/// Writes the parameters: a shared one is corrected where most of its users agree on it, the
/// others get their own; one that equals a shared one becomes a reference to it.
pub(super) fn write(
    document: &Document,
    pairs: &[Pair<'_>],
    all: &[ParameterPair<'_>],
    shared: &Shared,
    editor: &mut Editor,
) {
    for (at, value, reasons) in shared {
        if let Some(before) = document.get(at).filter(|before| *before != value) {
            editor.because(join(reasons));
            write_facts(editor, at, before, value);
        }
    }
    let operations = || {
        let known = pairs.iter().filter_map(|p| Some((p, p.document.as_ref()?)));
        known.map(|(pair, at)| (at, all.iter().filter(|p| p.operation == pair.key)))
    };
    for (operation, parameters) in operations() {
        for parameter in parameters {
            write_one(document, operation, parameter, shared, editor);
        }
    }
    leave_path_items(pairs, all, shared, editor);
    for (operation, parameters) in operations() {
        // Removals last: the lists then still have the order of the document while they change.
        for parameter in parameters {
            if let (None, Some(listed)) = (&parameter.value, &parameter.listed) {
                editor.because(join(&parameter.reasons));
                editor.remove(listed);
            }
        }
        remove_if_empty(editor, &operation.child("parameters"));
    }
}

/// Takes a parameter out of the list of a path item where one of its operations does not have it;
/// the others get it in their own lists.
fn leave_path_items(
    pairs: &[Pair<'_>],
    all: &[ParameterPair<'_>],
    shared: &Shared,
    editor: &mut Editor,
) {
    let mut gone: Vec<(&Pointer, &ParameterPair<'_>)> = Vec::new();
    for leaver in all.iter().filter(|p| p.value.is_none()) {
        let known = |at: &&Pointer| !gone.iter().any(|(other, _)| other == at);
        let Some(at) = leaver.inherited.as_ref().filter(known) else {
            continue;
        };
        gone.push((at, leaver));
        editor.because(join(&leaver.reasons));
        for user in all.iter().filter(|p| p.inherited.as_ref() == Some(at)) {
            let pair = pairs.iter().find(|pair| pair.key == user.operation);
            let operation = pair.and_then(|pair| pair.document.as_ref());
            // One that is not right where it stands is in the operation's own list already.
            if let (Some(value), Some(operation)) = (&user.value, operation)
                && user.is_right(shared)
            {
                editor.append(operation, "parameters", as_item(value, shared));
            }
        }
    }
    // From the last to the first, so that the places of the others stay.
    gone.sort_by_key(|(at, _)| {
        let index = at.split_last();
        std::cmp::Reverse(index.and_then(|(_, last)| last.parse::<usize>().ok()))
    });
    for (at, leaver) in gone {
        editor.because(join(&leaver.reasons));
        editor.remove(at);
        if let Some((list, _)) = at.split_last() {
            remove_if_empty(editor, &list);
        }
    }
}

fn remove_if_empty(editor: &mut Editor, list: &Pointer) {
    if editor.get(list) == Some(&Value::Array(Vec::new())) {
        editor.remove(list);
    }
}

/// The parameters of an operation that only the reference has.
pub(super) fn of_new_operation(
    key: &str,
    all: &[ParameterPair<'_>],
    shared: &Shared,
) -> Vec<Value> {
    all.iter()
        .filter(|p| p.operation == key)
        .filter_map(|p| p.value.as_ref().map(|value| as_item(value, shared)))
        .collect()
}

/// Shared parameters: their place, what they will be, and the findings that say so.
pub(super) type Shared = Vec<(Pointer, Value, Vec<String>)>;

/// The shared parameters as they will be: what more than half of the parameters of that name say;
/// as they are where there is no such majority.
pub(super) fn share(document: &Document, all: &[ParameterPair<'_>]) -> Shared {
    let components = Pointer::of(["components", "parameters"]);
    let names = document.get(&components).and_then(Value::as_object);
    let mut shared = Shared::new();
    for name in names.into_iter().flat_map(|map| map.keys()) {
        let at = components.child(name);
        let is_user = |p: &&ParameterPair<'_>| p.shared.as_ref() == Some(&at) && p.value.is_some();
        let majority = all.iter().filter(is_user).find(|user| {
            let namesakes = all.iter().filter(|p| p.name == user.name);
            let alike = all.iter().filter(|p| p.value == user.value).count();
            alike * 2 > namesakes.count()
        });
        let published = document.get(&at).map(|value| (value, &[][..]));
        let settled = majority
            .and_then(|user| Some((user.value.as_ref()?, user.reasons.as_slice())))
            .or(published);
        if let Some((value, reasons)) = settled {
            shared.push((at, value.clone(), reasons.to_vec()));
        }
    }
    shared
}

fn as_item(value: &Value, shared: &Shared) -> Value {
    match shared.iter().find(|(_, known, _)| known == value) {
        Some((at, _, _)) => serde_json::json!({ "$ref": format!("#{at}") }),
        None => value.clone(),
    }
}

fn write_one(
    document: &Document,
    operation: &Pointer,
    parameter: &ParameterPair<'_>,
    shared: &Shared,
    editor: &mut Editor,
) {
    let Some(value) = &parameter.value else {
        return;
    };
    if parameter.is_right(shared) {
        return;
    }
    editor.because(join(&parameter.reasons));
    match (&parameter.listed, &parameter.shared, &parameter.document) {
        // Its own definition in its own list: corrected where it stands.
        (Some(_), None, Some(at)) => {
            if let Some(before) = document.get(at) {
                write_facts(editor, at, before, value);
            }
        }
        // A shared one in its own list: replaced by an own definition.
        (Some(listed), Some(_), _) => {
            editor.remove(&listed.child("$ref"));
            write_facts(editor, listed, &Value::Null, value);
        }
        // From the path item, or new: added to the operation, where it overrides.
        _ => editor.append(operation, "parameters", as_item(value, shared)),
    }
}

/// Changes the parameter at a place from one value into another, fact by fact.
fn write_facts(editor: &mut Editor, at: &Pointer, before: &Value, after: &Value) {
    let Value::Object(after) = after else {
        return;
    };
    let empty = serde_json::Map::new();
    let before = before.as_object().unwrap_or(&empty);
    for key in before.keys().filter(|key| !after.contains_key(*key)) {
        editor.remove(&at.child(key));
    }
    for (key, value) in after {
        match (before.get(key), value) {
            (Some(old), new) if old == new => {}
            (Some(old @ Value::Object(_)), Value::Object(_)) if key == "schema" => {
                write_facts(editor, &at.child(key), old, value);
            }
            _ => editor.set(at, key, value.clone()),
        }
    }
}

fn join(reasons: &[String]) -> String {
    reasons.join("\n")
}
