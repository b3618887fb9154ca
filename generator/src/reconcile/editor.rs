//! The document under correction. Every change is made at once and recorded as an action of an
//! OpenAPI Overlay, so that the overlay applied to the original gives exactly the result.
//!
//! Rules speak of places in the *original* document; what was moved is followed.

use serde_json::{Map, Value, json};

use crate::openapi::{Document, Pointer};

/// One action of the overlay.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// JSONPath of what is changed.
    pub target: String,
    /// Why: the finding with its evidence.
    pub description: String,
    /// What is done.
    pub change: Change,
}

/// What an action does.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Merge into the object, or append to the array, at the target.
    Update(Value),
    /// Remove the target.
    Remove,
}

/// The document under correction.
#[derive(Debug)]
pub(super) struct Editor {
    root: Value,
    actions: Vec<Action>,
    /// Places of the original that stand elsewhere now, the newest last.
    moves: Vec<(Pointer, Pointer)>,
    reason: String,
}

impl Editor {
    pub(super) fn new(document: &Document) -> Self {
        Self::over(document.root().clone())
    }

    /// Of a document that was corrected before: what stands there is what is meant.
    pub(super) fn over(root: Value) -> Self {
        Self {
            root,
            actions: Vec::new(),
            moves: Vec::new(),
            reason: String::new(),
        }
    }

    /// The reason of the changes that follow.
    pub(super) fn because(&mut self, reason: impl Into<String>) {
        self.reason = reason.into();
    }

    /// The corrected document and the actions that lead to it.
    pub(super) fn finish(self) -> (Value, Vec<Action>) {
        (self.root, self.actions)
    }

    /// The value that now stands at a place of the original.
    pub(super) fn get(&self, original: &Pointer) -> Option<&Value> {
        self.now(original).get(&self.root)
    }

    /// Sets a key of the object at a place of the original; objects that are missing on the way
    /// are made.
    pub(super) fn set(&mut self, original: &Pointer, key: &str, value: Value) {
        self.set_now(self.now(original), key.to_owned(), value);
    }

    fn set_now(&mut self, object: Pointer, key: String, value: Value) {
        let (mut object, mut key, mut value) = (object, key, value);
        while object.get(&self.root).is_none() {
            let Some((parent, last)) = object.split_last() else {
                break;
            };
            value = json!({ key: value });
            key = last.to_owned();
            object = parent;
        }
        if let Some(Value::Array(_)) = object.get(&self.root) {
            // An item of an array cannot be replaced by a merge, what is in it can.
            self.replace_members(&object.child(&key), value);
            return;
        }
        match object.get(&self.root).and_then(|o| o.get(&key)) {
            Some(old) if *old == value => return,
            // A merge would mix the old with the new, so the old goes first.
            Some(Value::Object(_) | Value::Array(_)) => self.remove_now(&object.child(&key)),
            _ => {}
        }
        self.record(&object, Change::Update(json!({ &key: &value })));
        if let Some(Value::Object(map)) = object.get_mut(&mut self.root) {
            map.insert(key, value);
        }
    }

    /// Gives a place that is a reference its own copy of what is meant.
    pub(super) fn own(&mut self, original: &Pointer) {
        let reference = self.get(original).and_then(|value| value.get("$ref"));
        let target = reference
            .and_then(Value::as_str)
            .and_then(Pointer::of_reference);
        let copy = target.and_then(|target| target.get(&self.root).cloned());
        if let (Some(copy), Some((parent, key))) = (copy, original.split_last()) {
            self.set(&parent, key, copy);
        }
    }

    /// Replaces the members of an object that is the item of an array.
    fn replace_members(&mut self, item: &Pointer, value: Value) {
        let before = item.get(&self.root).and_then(Value::as_object);
        let keys: Vec<String> = before
            .into_iter()
            .flat_map(|map| map.keys())
            .cloned()
            .collect();
        for key in keys {
            self.remove_now(&item.child(key));
        }
        if let Value::Object(map) = value {
            for (key, value) in map {
                self.set_now(item.clone(), key, value);
            }
        }
    }

    /// Sets a keyword of the schema at a place of the original. A reference cannot have others
    /// beside it, so it is wrapped.
    pub(super) fn set_keyword(&mut self, original: &Pointer, keyword: &str, value: Value) {
        let wrapped = self
            .get(original)
            .and_then(|schema| schema.get("$ref"))
            .map(|reference| json!([{ "$ref": reference }]));
        if let Some(all_of) = wrapped {
            self.remove(&original.child("$ref"));
            self.set(original, "allOf", all_of);
        }
        self.set(original, keyword, value);
    }

    /// Appends to the array at a place of the original, which is made if it is missing.
    pub(super) fn append(&mut self, object: &Pointer, key: &str, value: Value) {
        let array = self.now(object).child(key);
        if !matches!(array.get(&self.root), Some(Value::Array(_))) {
            self.set(object, key, Value::Array(vec![value]));
            return;
        }
        self.record(&array, Change::Update(value.clone()));
        if let Some(Value::Array(items)) = array.get_mut(&mut self.root) {
            items.push(value);
        }
    }

    /// Removes what stands at a place of the original, if anything.
    pub(super) fn remove(&mut self, original: &Pointer) {
        let at = self.now(original);
        if at.get(&self.root).is_none() {
            return;
        }
        self.remove_now(&at);
        if let Some((array, index)) = at.split_last()
            && let (Some(Value::Array(items)), Ok(index)) =
                (array.get(&self.root), index.parse::<usize>())
        {
            let followers = index..items.len();
            for follower in followers {
                self.moves
                    .push((array.child(follower + 1), array.child(follower)));
            }
        }
    }

    /// Removes a text from the array of texts under a key.
    pub(super) fn remove_text(&mut self, object: &Pointer, key: &str, text: &str) {
        let array = self.now(object).child(key);
        let Some(Value::Array(items)) = array.get(&self.root) else {
            return;
        };
        let Some(index) = items.iter().position(|item| item == text) else {
            return;
        };
        if items.len() == 1 {
            self.remove_now(&array);
        } else {
            self.remove_now(&array.child(index));
        }
    }

    /// Moves a key of an object; later changes of what was below it follow.
    pub(super) fn rename(&mut self, object: &Pointer, from: &str, to: &str) {
        let Some(value) = self.get(&object.child(from)).cloned() else {
            return;
        };
        self.move_value(&object.child(from), object, to, value);
    }

    /// Moves what stands at a place of the original to a key of another object.
    pub(super) fn relocate(&mut self, original: &Pointer, object: &Pointer, key: &str) {
        let Some(value) = self.get(original).cloned() else {
            return;
        };
        self.move_value(original, object, key, value);
    }

    /// Mends references to what is no longer where they point: they follow what was moved, and get
    /// a copy of what was removed.
    pub(super) fn mend_references(&mut self, document: &Document) {
        for (place, target) in self.dangling() {
            let now = self.now(&target);
            let mended = if now.get(&self.root).is_some() {
                Some(json!({ "$ref": format!("#{now}") }))
            } else {
                document.get(&target).cloned()
            };
            if let (Some(mended), Some((parent, key))) = (mended, place.split_last()) {
                self.because(format!(
                    "what `#{target}` meant does not stand there any more"
                ));
                self.set_now(parent, key.to_owned(), mended);
            }
        }
    }

    /// The local references that lead nowhere, and where they lead.
    fn dangling(&self) -> Vec<(Pointer, Pointer)> {
        let mut found = Vec::new();
        let mut places = vec![Pointer::root()];
        while let Some(at) = places.pop() {
            match at.get(&self.root) {
                Some(Value::Object(map)) => {
                    let target = map.get("$ref").and_then(Value::as_str);
                    let target = target.and_then(Pointer::of_reference);
                    if let Some(target) = target.filter(|t| t.get(&self.root).is_none()) {
                        found.push((at.clone(), target));
                    }
                    places.extend(map.keys().rev().map(|key| at.child(key)));
                }
                Some(Value::Array(items)) => {
                    places.extend((0..items.len()).rev().map(|number| at.child(number)));
                }
                _ => {}
            }
        }
        found
    }

    /// Notes that what the original has at one place stands at another one now.
    pub(super) fn stands_at(&mut self, original: &Pointer, place: &Pointer) {
        let (from, to) = (self.now(original), self.now(place));
        self.moves.push((from, to));
    }

    fn move_value(&mut self, original: &Pointer, object: &Pointer, key: &str, value: Value) {
        let from = self.now(original);
        self.remove_now(&from);
        self.set(object, key, value);
        let to = self.now(object).child(key);
        self.moves.push((from, to));
    }

    fn now(&self, original: &Pointer) -> Pointer {
        let mut tokens = original.tokens().to_vec();
        for (from, to) in &self.moves {
            if tokens.starts_with(from.tokens()) {
                let rest = tokens.split_off(from.tokens().len());
                tokens = to.tokens().to_vec();
                tokens.extend(rest);
            }
        }
        Pointer::of(tokens)
    }

    fn remove_now(&mut self, at: &Pointer) {
        self.record(at, Change::Remove);
        let Some((parent, last)) = at.split_last() else {
            return;
        };
        match parent.get_mut(&mut self.root) {
            Some(Value::Object(map)) => {
                map.shift_remove(last);
            }
            Some(Value::Array(items)) => {
                if let Some(index) = last.parse().ok().filter(|at| *at < items.len()) {
                    items.remove(index);
                }
            }
            _ => {}
        }
    }

    fn record(&mut self, at: &Pointer, change: Change) {
        self.actions.push(Action {
            target: at.json_path(&self.root),
            description: self.reason.clone(),
            change,
        });
    }
}

/// An object with the entries whose value is there.
pub(super) fn object(entries: impl IntoIterator<Item = (&'static str, Option<Value>)>) -> Value {
    let present = entries
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(present.collect::<Map<_, _>>())
}
