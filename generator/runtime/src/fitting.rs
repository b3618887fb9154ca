//! Which objects a value can be, of several that no tag tells apart, and in which order they are
//! tried: by the members that it has.

use std::cmp::Reverse;

use serde_json::{Map, Value};

/// The members of an object, with what each of them holds.
pub struct Members {
    /// Those that are always there.
    pub required: &'static [(&'static str, Is)],
    /// Those that can be there.
    pub optional: &'static [(&'static str, Is)],
    /// What all other members hold, where that is known.
    pub further: Option<Is>,
}

/// What a member holds. Null is not asked for where a member can be absent.
#[derive(Clone, Copy)]
pub enum Is {
    /// Anything.
    Any,
    /// An object.
    Object,
    /// An array.
    Array,
    /// A text.
    Text,
    /// One of these texts; where there are several, others can come.
    Texts(&'static [&'static str]),
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// Null, or this.
    OrNull(&'static Is),
}

/// How well a value fits some members: the greatest is the best.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// How few texts are none of those that are known.
    strange: Reverse<usize>,
    /// How many members are known by their names.
    known: usize,
    /// Whether it is known of all other members what they hold.
    all_known: bool,
    /// How many texts are one of those that are known.
    told: usize,
    /// How many members must be there, and are.
    required: usize,
}

/// The objects that `value` can be, by their places, best first; of equal ones the first.
#[must_use]
pub fn fitting(value: &Value, objects: &[Members]) -> Vec<usize> {
    let Value::Object(value) = value else {
        return Vec::new();
    };
    let mut fits: Vec<(Reverse<Fit>, usize)> = objects
        .iter()
        .enumerate()
        .filter_map(|(at, members)| Some((Reverse(fit(value, members)?), at)))
        .collect();
    fits.sort_unstable();
    fits.into_iter().map(|(_, at)| at).collect()
}

/// How well a value fits; `None` where it cannot be meant.
fn fit(value: &Map<String, Value>, members: &Members) -> Option<Fit> {
    let mut fit = Fit {
        strange: Reverse(0),
        known: 0,
        all_known: false,
        told: 0,
        required: members.required.len(),
    };
    for (name, is) in members.required {
        fit.add(value.get(*name)?, *is)?;
    }
    for (name, is) in members.optional {
        match value.get(*name) {
            None => {}
            Some(Value::Null) => fit.known += 1,
            Some(member) => fit.add(member, *is)?,
        }
    }
    if let Some(further) = members.further {
        let listed = |name: &String| {
            let mut all = members.required.iter().chain(members.optional);
            all.any(|(known, _)| known == name)
        };
        let mut others = value.iter().filter(|(name, _)| !listed(name));
        if !others.all(|(_, member)| accepts(further, member).is_some()) {
            return None;
        }
        fit.all_known = true;
    }
    fit.all_known |= fit.known == value.len();
    Some(fit)
}

impl Fit {
    fn add(&mut self, member: &Value, is: Is) -> Option<()> {
        self.known += 1;
        match accepts(is, member)? {
            Accepted::Plain => {}
            Accepted::Told => self.told += 1,
            Accepted::Strange => self.strange.0 += 1,
        }
        Some(())
    }
}

/// How a value is what a member holds.
enum Accepted {
    /// By its kind.
    Plain,
    /// As one of the known texts.
    Told,
    /// As a text that is not known.
    Strange,
}

fn accepts(is: Is, value: &Value) -> Option<Accepted> {
    let fits = match is {
        Is::Any => true,
        Is::Object => value.is_object(),
        Is::Array => value.is_array(),
        Is::Text => value.is_string(),
        Is::Number => value.is_number(),
        Is::Integer => value.is_i64() || value.is_u64(),
        Is::Boolean => value.is_boolean(),
        Is::OrNull(_) if value.is_null() => true,
        Is::OrNull(inner) => return accepts(*inner, value),
        Is::Texts(texts) => {
            return match (value.as_str()?, texts) {
                (text, texts) if texts.contains(&text) => Some(Accepted::Told),
                // What can hold only one text is something else where it holds another one.
                (_, [_]) => None,
                _ => Some(Accepted::Strange),
            };
        }
    };
    fits.then_some(Accepted::Plain)
}
