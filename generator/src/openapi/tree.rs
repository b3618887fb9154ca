//! A value with the place of each of its parts and what each part is, as the passes of this room
//! change it before it becomes a [`Document`](super::Document).

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{
    Pointer,
    grammar::Kind,
    places::{Place, Places},
};

/// The members of an object, in the order of the text.
pub(super) type Members = IndexMap<String, Tree>;

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    /// Of its key, or of the value itself where it has none.
    pub(super) place: Place,
    /// What it is in OpenAPI, as far as anything that is read leads to it.
    pub(super) kind: Kind,
    pub(super) data: Data,
}

/// What a value is made of.
#[derive(Clone, Debug)]
pub(super) enum Data {
    /// Null, a flag, a number or a text.
    Scalar(Value),
    /// An array.
    Items(Vec<Tree>),
    /// An object.
    Members(Members),
}

impl Tree {
    pub(super) fn new(place: Place, data: Data) -> Self {
        Self {
            place,
            kind: Kind::Inert,
            data,
        }
    }

    /// A scalar that the text does not have, shown at a place of the text.
    pub(super) fn scalar(place: Place, value: impl Into<Value>) -> Self {
        Self::new(place, Data::Scalar(value.into()))
    }

    /// An array that the text does not have.
    pub(super) fn items(place: Place, kind: Kind, items: Vec<Self>) -> Self {
        Self {
            place,
            kind,
            data: Data::Items(items),
        }
    }

    /// An object that the text does not have.
    pub(super) fn object<const N: usize>(
        place: Place,
        kind: Kind,
        members: [(&str, Self); N],
    ) -> Self {
        let members = members.map(|(key, value)| (key.to_owned(), value));
        Self {
            place,
            kind,
            data: Data::Members(members.into()),
        }
    }

    /// The members, where this is an object.
    pub(super) fn members(&self) -> Option<&Members> {
        match &self.data {
            Data::Members(members) => Some(members),
            Data::Scalar(_) | Data::Items(_) => None,
        }
    }

    /// The members, to be changed, where this is an object.
    pub(super) fn members_mut(&mut self) -> Option<&mut Members> {
        match &mut self.data {
            Data::Members(members) => Some(members),
            Data::Scalar(_) | Data::Items(_) => None,
        }
    }

    /// The items, where this is an array.
    pub(super) fn list(&self) -> Option<&[Self]> {
        match &self.data {
            Data::Items(items) => Some(items),
            Data::Scalar(_) | Data::Members(_) => None,
        }
    }

    /// The text, where this is one.
    pub(super) fn text(&self) -> Option<&str> {
        self.simple().and_then(Value::as_str)
    }

    /// The scalar, where this is one.
    pub(super) fn simple(&self) -> Option<&Value> {
        match &self.data {
            Data::Scalar(value) => Some(value),
            Data::Items(_) | Data::Members(_) => None,
        }
    }

    /// The value of a key.
    pub(super) fn child(&self, key: &str) -> Option<&Self> {
        self.members()?.get(key)
    }

    /// The reference that stands in place of this value.
    pub(super) fn reference(&self) -> Option<&str> {
        self.child("$ref")?.text()
    }

    /// What stands at a place below.
    pub(super) fn at(&self, pointer: &Pointer) -> Option<&Self> {
        pointer
            .tokens()
            .iter()
            .try_fold(self, |tree, token| match &tree.data {
                Data::Members(members) => members.get(token),
                Data::Items(items) => items.get(token.parse::<usize>().ok()?),
                Data::Scalar(_) => None,
            })
    }

    /// What stands at a place below, to be changed.
    pub(super) fn at_mut(&mut self, pointer: &Pointer) -> Option<&mut Self> {
        pointer
            .tokens()
            .iter()
            .try_fold(self, |tree, token| match &mut tree.data {
                Data::Members(members) => members.get_mut(token),
                Data::Items(items) => items.get_mut(token.parse::<usize>().ok()?),
                Data::Scalar(_) => None,
            })
    }

    /// A number that is the same for the same value, and for hardly any other one.
    pub(super) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash_into(&mut hasher);
        hasher.finish()
    }

    fn hash_into(&self, hasher: &mut DefaultHasher) {
        match &self.data {
            Data::Scalar(value) => (0, value).hash(hasher),
            Data::Items(items) => {
                (1, items.len()).hash(hasher);
                for item in items {
                    item.hash_into(hasher);
                }
            }
            Data::Members(members) => {
                (2, members.len()).hash(hasher);
                for (key, value) in members {
                    key.hash(hasher);
                    value.hash_into(hasher);
                }
            }
        }
    }

    /// How many values there are.
    pub(super) fn size(&self) -> usize {
        match &self.data {
            Data::Scalar(_) => 1,
            Data::Items(items) => 1 + items.iter().map(Self::size).sum::<usize>(),
            Data::Members(members) => 1 + members.values().map(Self::size).sum::<usize>(),
        }
    }

    /// How many levels of arrays and objects there are.
    pub(super) fn height(&self) -> usize {
        match &self.data {
            Data::Scalar(_) => 0,
            Data::Items(items) => 1 + items.iter().map(Self::height).max().unwrap_or_default(),
            Data::Members(members) => {
                1 + members.values().map(Self::height).max().unwrap_or_default()
            }
        }
    }

    /// The value alone.
    pub(super) fn value(&self) -> Value {
        match &self.data {
            Data::Scalar(value) => value.clone(),
            Data::Items(items) => Value::Array(items.iter().map(Self::value).collect()),
            Data::Members(members) => {
                let members = members
                    .iter()
                    .map(|(key, tree)| (key.clone(), tree.value()));
                Value::Object(members.collect())
            }
        }
    }

    /// The value and its places, apart.
    pub(super) fn part(self) -> (Value, Places) {
        match self.data {
            Data::Scalar(value) => (value, Places::leaf(self.place)),
            Data::Items(items) => {
                let (values, below) = items.into_iter().map(Self::part).unzip();
                (Value::Array(values), Places::of_items(self.place, below))
            }
            Data::Members(members) => {
                let mut map = Map::with_capacity(members.len());
                let mut below = Vec::with_capacity(members.len());
                for (key, tree) in members {
                    let (value, places) = tree.part();
                    below.push((key.as_str().into(), places));
                    map.insert(key, value);
                }
                (Value::Object(map), Places::of_members(self.place, below))
            }
        }
    }
}
