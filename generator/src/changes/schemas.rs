//! Two schemas side by side.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    brief::{both_brief, brief},
    change::{Subject, Target},
    kind::Kind,
    limits,
    view::{View, Word, bases, shown},
    walk::{Both, Here, Walk, What},
    words::{CORRECTIONS, WORDS},
};
use crate::openapi::{Document, Pointer};

/// Keys that are compared each in a way of its own; all others are compared as they are.
const KNOWN: &[&str] = &[
    CORRECTIONS,
    "$ref",
    "type",
    "nullable",
    "format",
    "enum",
    "default",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "prefixItems",
    "allOf",
    "oneOf",
    "anyOf",
    "discriminator",
    "readOnly",
    "writeOnly",
    "deprecated",
];

impl Walk<'_> {
    /// Compares what stands at a place on both sides: a schema, or references to one.
    pub(super) fn schema(&mut self, at: &Both, here: &Here) {
        let (old, new) = (self.old.resolve(&at.old), self.new.resolve(&at.new));
        let (Ok(old), Ok(new)) = (old, new) else {
            return;
        };
        let target = Both { old, new };
        let refers = |there: &Pointer, target: &Pointer| there != target;
        match (refers(&at.old, &target.old), refers(&at.new, &target.new)) {
            (true, true) => self.named_schema(at, target, here),
            (false, false) => self.schema_itself(&target, here),
            (true, false) | (false, true) => {
                let says = [shown(self.old, &at.old), shown(self.new, &at.new)];
                let [old, new] = says;
                self.tell(
                    here,
                    Kind::NamedOtherwise,
                    Some((&at.old, old)),
                    Some((&at.new, new)),
                );
                self.schema_itself(&target, here);
            }
        }
    }

    fn named_schema(&mut self, at: &Both, target: Both, here: &Here) {
        let (old, new) = (name(&target.old), name(&target.new));
        if target.old != target.new {
            if self.is_renamed(&target) {
                let targets = self.renamed.entry(target.old.clone()).or_default();
                targets.insert(target.new.clone());
            } else {
                self.tell(
                    here,
                    Kind::NamedOtherwise,
                    Some((&at.old, old.clone())),
                    Some((&at.new, new.clone())),
                );
            }
        }
        let shown = if old == new || self.is_renamed(&target) {
            new
        } else {
            format!("{old} → {new}")
        };
        let subject = Subject::Component("schema", shown);
        self.share(target, What::Schema, subject, here.direction);
    }

    /// Whether one schema is called as the other now: neither name is on the other side.
    fn is_renamed(&self, target: &Both) -> bool {
        let is_component = |at: &Pointer| at.tokens().first().is_some_and(|t| t == "components");
        is_component(&target.old)
            && is_component(&target.new)
            && self.new.get(&target.old).is_none()
            && self.old.get(&target.new).is_none()
    }

    /// Compares two schemas that are no references.
    pub(super) fn schema_itself(&mut self, at: &Both, here: &Here) {
        let same = bases(self.old, &at.old);
        let apart: BTreeSet<Pointer> = same
            .intersection(&bases(self.new, &at.new))
            .cloned()
            .collect();
        let old = View::of(self.old, &at.old, &apart);
        let new = View::of(self.new, &at.new, &apart);
        for base in &apart {
            let subject = Subject::Component("schema", name(base));
            let both = Both {
                old: base.clone(),
                new: base.clone(),
            };
            self.share(both, What::Schema, subject, here.direction);
        }
        if !self.kind_of_value(&old, &new, here) {
            return;
        }
        self.values(&old, &new, here);
        limits::compare(self, &old, &new, here);
        self.properties(&old, &new, here);
        self.further(&old, &new, here);
        self.below(&old, &new, "items", "[]", here);
        self.places(&old, &new, here);
        self.alternatives(&old, &new, here);
        self.access(&old, &new, here);
        let rest = old.keys().into_iter().chain(new.keys());
        let rest: BTreeSet<&str> = rest
            .filter(|key| !KNOWN.contains(key) && !limits::KEYS.contains(key))
            .collect();
        for key in rest {
            let kind = if WORDS.contains(&key) {
                Kind::WordsChanged
            } else {
                Kind::OtherChanged
            };
            self.plain(&old, &new, key, kind, here);
        }
        let deprecated = |view: &View<'_>| view.flag("deprecated");
        self.flag(
            [deprecated(&old), deprecated(&new)],
            [Kind::Deprecated, Kind::DeprecationLifted],
            at,
            here,
        );
    }

    /// A flag that means the first kind where it was set, and the second where it was taken away.
    pub(super) fn flag(&mut self, set: [bool; 2], kinds: [Kind; 2], at: &Both, here: &Here) {
        let kind = match set {
            [false, true] => kinds[0],
            [true, false] => kinds[1],
            [false, false] | [true, true] => return,
        };
        let old = Some((&at.old, String::new()));
        self.tell(here, kind, old, Some((&at.new, String::new())));
    }

    /// Compares a key whose value has no meaning here but that it is another one.
    fn plain(&mut self, old: &View<'_>, new: &View<'_>, key: &str, kind: Kind, here: &Here) {
        let (before, after) = (old.get(key), new.get(key));
        if before.as_ref().map(|(_, v)| *v) == after.as_ref().map(|(_, v)| *v) {
            return;
        }
        let here = if kind == Kind::WordsChanged {
            here.clone()
        } else {
            here.within(key)
        };
        let [was, is] = both_brief(before.as_ref().map(|f| f.1), after.as_ref().map(|f| f.1));
        let old = before.map_or_else(|| old.at.clone(), |(at, _)| at);
        let new = after.map_or_else(|| new.at.clone(), |(at, _)| at);
        self.tell(&here, kind, Some((&old, was)), Some((&new, is)));
    }

    /// Type, null and format; false where these are so different that the rest cannot be compared.
    fn kind_of_value(&mut self, old: &View<'_>, new: &View<'_>, here: &Here) -> bool {
        let (before, after) = (old.word(), new.word());
        let kind = match (before, after) {
            _ if before == after => None,
            (Word::Integer, Word::Number) | (_, Word::Any) => Some(Kind::TypeWidened),
            (Word::Number, Word::Integer) | (Word::Any, _) => Some(Kind::TypeNarrowed),
            (_, Word::Union) if is_one_of(old, new) => Some(Kind::TypeWidened),
            (Word::Union, _) if is_one_of(new, old) => Some(Kind::TypeNarrowed),
            _ => Some(Kind::TypeChanged),
        };
        if let Some(kind) = kind {
            let says = [shown(self.old, &old.at), shown(self.new, &new.at)];
            let [said, says] = says;
            self.tell(here, kind, Some((&old.at, said)), Some((&new.at, says)));
        }
        self.flag(
            [old.nullable(), new.nullable()],
            [Kind::NullAdded, Kind::NullRemoved],
            &Both {
                old: old.at.clone(),
                new: new.at.clone(),
            },
            here,
        );
        let numbers = |word| matches!(word, Word::Integer | Word::Number);
        if kind.is_some() && !(numbers(before) && numbers(after)) {
            return false;
        }
        match (old.get("format"), new.get("format")) {
            (Some(before), Some(after)) if before.1 != after.1 => self.tell(
                here,
                Kind::FormatChanged,
                Some((&before.0, brief(before.1))),
                Some((&after.0, brief(after.1))),
            ),
            (None, Some((at, format))) => self.tell(
                here,
                Kind::FormatAdded,
                Some((&old.at, "no format".to_owned())),
                Some((&at, brief(format))),
            ),
            (Some((at, format)), None) => self.tell(
                here,
                Kind::FormatRemoved,
                Some((&at, brief(format))),
                Some((&new.at, "no format".to_owned())),
            ),
            (Some(_), Some(_)) | (None, None) => {}
        }
        true
    }

    /// The values of an enumeration, and the default.
    fn values(&mut self, old: &View<'_>, new: &View<'_>, here: &Here) {
        let about = |value: &Value| {
            let text = brief(value);
            here.clone().about(
                Target::Value(old.at.clone(), text.clone()),
                Target::Value(new.at.clone(), text),
            )
        };
        match (old.values(), new.values()) {
            (Some(before), Some(after)) => {
                let lacks = |values: &[(&Value, Pointer)], value: &Value| {
                    !values.iter().any(|(other, _)| *other == value)
                };
                for (value, at) in before.iter().filter(|(v, _)| lacks(&after, v)) {
                    let here = about(value);
                    self.tell(&here, Kind::ValueRemoved, Some((at, brief(value))), None);
                }
                for (value, at) in after.iter().filter(|(v, _)| lacks(&before, v)) {
                    let here = about(value);
                    self.tell(&here, Kind::ValueAdded, None, Some((at, brief(value))));
                }
            }
            (None, Some(values)) => self.tell(
                here,
                Kind::TypeNarrowed,
                Some((&old.at, shown(self.old, &old.at))),
                Some((&new.at, listed(&values))),
            ),
            (Some(values), None) => self.tell(
                here,
                Kind::TypeWidened,
                Some((&old.at, listed(&values))),
                Some((&new.at, shown(self.new, &new.at))),
            ),
            (None, None) => {}
        }
        match (old.get("default"), new.get("default")) {
            (Some(before), Some(after)) if before.1 != after.1 => self.tell(
                here,
                Kind::DefaultChanged,
                Some((&before.0, brief(before.1))),
                Some((&after.0, brief(after.1))),
            ),
            (None, Some((at, value))) => self.tell(
                here,
                Kind::DefaultAdded,
                Some((&old.at, "no default".to_owned())),
                Some((&at, brief(value))),
            ),
            (Some((at, value)), None) => self.tell(
                here,
                Kind::DefaultRemoved,
                Some((&at, brief(value))),
                Some((&new.at, "no default".to_owned())),
            ),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }

    /// Who says it.
    fn access(&mut self, old: &View<'_>, new: &View<'_>, here: &Here) {
        let of = |view: &View<'_>| (view.flag("readOnly"), view.flag("writeOnly"));
        let (before, after) = (of(old), of(new));
        if before == after {
            return;
        }
        let kind = match after {
            (true, _) => Kind::OnlyAnswered,
            (false, true) => Kind::OnlySent,
            (false, false) => Kind::SentAndAnswered,
        };
        let says = |(read, write)| {
            let says = match (read, write) {
                (true, _) => "readOnly",
                (_, true) => "writeOnly",
                (false, false) => "sent and answered",
            };
            says.to_owned()
        };
        self.tell(
            here,
            kind,
            Some((&old.at, says(before))),
            Some((&new.at, says(after))),
        );
    }

    /// A schema below a key, where both sides have one.
    pub(super) fn below(
        &mut self,
        old: &View<'_>,
        new: &View<'_>,
        key: &str,
        place: &str,
        here: &Here,
    ) {
        let here = here.within(place);
        match (old.get(key), new.get(key)) {
            (Some((old, _)), Some((new, _))) => self.schema(&Both { old, new }, &here),
            (None, Some((at, _))) => {
                let says = shown(self.new, &at);
                let any = Some((&old.at, "any".to_owned()));
                self.tell(&here, Kind::TypeNarrowed, any, Some((&at, says)));
            }
            (Some((at, _)), None) => {
                let says = shown(self.old, &at);
                let any = Some((&new.at, "any".to_owned()));
                self.tell(&here, Kind::TypeWidened, Some((&at, says)), any);
            }
            (None, None) => {}
        }
    }
}

/// The name of a schema, or the way to it where it has none.
pub(super) fn name(at: &Pointer) -> String {
    match at.tokens() {
        [first, _, name] if first == "components" => name.clone(),
        _ => at.to_string(),
    }
}

fn listed(values: &[(&Value, Pointer)]) -> String {
    let all: Vec<String> = values.iter().map(|(value, _)| brief(value)).collect();
    format!("one of {}", all.join(", "))
}

/// Whether a schema is, as it stands, one of the alternatives of another.
fn is_one_of(one: &View<'_>, union: &View<'_>) -> bool {
    let itself = one.document.get(&one.at);
    let same = |document: &Document, at: &Pointer| {
        let target = document.resolve(at);
        target.is_ok_and(|target| target == one.at || document.get(&target) == itself)
    };
    let alternatives = union.alternatives();
    alternatives.iter().any(|at| same(union.document, at))
}
