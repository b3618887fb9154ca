//! What is sent and answered, side by side: bodies, answers, their contents and headers.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    change::{Direction, Subject, Target},
    kind::Kind,
    schemas::name,
    view::shown,
    walk::{Both, Here, Walk, What},
};
use crate::openapi::{Document, Pointer};

/// Which keys of something stand on one side only, and which on both.
struct Keys {
    gone: Vec<String>,
    new: Vec<String>,
    both: Vec<String>,
}

impl Keys {
    fn of(old: Option<&Value>, new: Option<&Value>) -> Self {
        let keys = |value: Option<&Value>| -> Vec<String> {
            let map = value.and_then(Value::as_object);
            let keys = map.into_iter().flat_map(|map| map.keys());
            keys.filter(|key| !key.starts_with("x-")).cloned().collect()
        };
        let (old, new) = (keys(old), keys(new));
        let (both, gone) = old.into_iter().partition(|key| new.contains(key));
        let both: Vec<String> = both;
        Self {
            new: new.into_iter().filter(|key| !both.contains(key)).collect(),
            gone,
            both,
        }
    }

    /// Takes the media types out that are the same one with another character set, from what is gone
    /// and what is new.
    fn take_same_type(&mut self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        self.gone.retain(|was| {
            let same = |is: &String| type_only(is) == type_only(was);
            let found = self.new.iter().position(same);
            pairs.extend(found.map(|index| (was.clone(), self.new.remove(index))));
            found.is_none()
        });
        pairs
    }
}

/// A media type without what says nothing of its form: its case, the character set and the mark
/// between parts. Other parameters, such as a version, are part of the type.
fn type_only(media: &str) -> String {
    let parts = media
        .split(';')
        .map(|part| part.trim().to_ascii_lowercase());
    let parts: Vec<String> = parts
        .filter(|part| !part.starts_with("charset=") && !part.starts_with("boundary="))
        .collect();
    parts.join(";")
}

impl Walk<'_> {
    /// Compares what stands at a place on both sides, which can be references.
    fn followed(
        &mut self,
        at: &Both,
        what: What,
        kind: &'static str,
        here: &Here,
        each: fn(&mut Self, &Both, &Here),
    ) {
        let (old, new) = (self.old.resolve(&at.old), self.new.resolve(&at.new));
        let (Ok(old), Ok(new)) = (old, new) else {
            return;
        };
        let target = Both { old, new };
        if target.old != at.old && target.new != at.new {
            let subject = Subject::Component(kind, name(&target.new));
            self.share(target, what, subject, here.direction);
        } else {
            each(self, &target, here);
        }
    }

    /// What an operation sends.
    pub(super) fn request_body(&mut self, at: &Both, whole: &Both, direction: Direction) {
        let here = body(direction);
        let (old, new) = (self.old_value(&at.old), self.new_value(&at.new));
        match (old, new) {
            (Some(_), Some(_)) => {
                self.followed(at, What::Body, "request body", &here, Self::body_itself);
            }
            (None, Some(_)) => {
                let target = self.new.resolve(&at.new).ok();
                let required = target
                    .and_then(|target| self.new_value(&target)?.get("required")?.as_bool())
                    .unwrap_or(false);
                let kind = if required {
                    Kind::RequiredBodyAdded
                } else {
                    Kind::BodyAdded
                };
                let says = content_shown(self.new, &at.new);
                let nothing = Some((&whole.old, "nothing".to_owned()));
                self.tell(&here, kind, nothing, Some((&at.new, says)));
            }
            (Some(_), None) => {
                let says = content_shown(self.old, &at.old);
                let nothing = Some((&whole.new, "nothing".to_owned()));
                self.tell(&here, Kind::BodyRemoved, Some((&at.old, says)), nothing);
            }
            (None, None) => {}
        }
    }

    /// Compares two bodies that are shared.
    pub(super) fn shared_body(&mut self, at: &Both) {
        self.body_itself(
            at,
            &Here {
                direction: None,
                ..body(Direction::Sent)
            },
        );
    }

    fn body_itself(&mut self, at: &Both, here: &Here) {
        let required = |value: Option<&Value>| {
            value.and_then(|value| value.get("required")) == Some(&Value::Bool(true))
        };
        let (was, is) = (
            required(self.old_value(&at.old)),
            required(self.new_value(&at.new)),
        );
        if was != is {
            let kind = if is {
                Kind::BecameRequired
            } else {
                Kind::BecameOptional
            };
            let says = |is: bool| if is { "required" } else { "optional" }.to_owned();
            self.tell(
                here,
                kind,
                Some((&at.old, says(was))),
                Some((&at.new, says(is))),
            );
        }
        self.contents(&at.child("content"), at, here);
        self.other_keys(at, &["required", "content"], here);
    }

    /// What an operation gives.
    pub(super) fn responses(&mut self, at: &Both, direction: Direction) {
        let keys = Keys::of(self.old_value(&at.old), self.new_value(&at.new));
        for status in &keys.gone {
            let kind = if is_success(status) {
                Kind::StatusRemoved
            } else {
                Kind::ErrorRemoved
            };
            let there = at.old.child(status);
            let says = content_shown(self.old, &there);
            let here = answer(status, direction);
            self.tell(&here, kind, Some((&there, says)), None);
        }
        for status in &keys.new {
            let kind = if is_success(status) {
                Kind::StatusAdded
            } else {
                Kind::ErrorAdded
            };
            let there = at.new.child(status);
            let says = content_shown(self.new, &there);
            let here = answer(status, direction);
            self.tell(&here, kind, None, Some((&there, says)));
        }
        for status in &keys.both {
            let here = answer(status, direction);
            let there = at.child(status);
            self.followed(
                &there,
                What::Response,
                "response",
                &here,
                Self::response_itself,
            );
        }
    }

    /// Compares two answers that are shared.
    pub(super) fn shared_response(&mut self, at: &Both) {
        let here = Here {
            place: "answer".to_owned(),
            ..answer("", Direction::Answered)
        };
        let here = Here {
            direction: None,
            ..here
        };
        self.response_itself(at, &here);
    }

    fn response_itself(&mut self, at: &Both, here: &Here) {
        self.contents(&at.child("content"), at, here);
        let headers = at.child("headers");
        let keys = Keys::of(self.old_value(&headers.old), self.new_value(&headers.new));
        let place = |name: &str| here.within(&format!("header {name}"));
        for name in &keys.gone {
            let there = headers.old.child(name);
            let side = Some((&there, String::new()));
            self.tell(&place(name), Kind::HeaderRemoved, side, None);
        }
        for name in &keys.new {
            let there = headers.new.child(name);
            let side = Some((&there, String::new()));
            self.tell(&place(name), Kind::HeaderAdded, None, side);
        }
        for name in &keys.both {
            let there = headers.child(name);
            let here = place(name);
            self.followed(&there, What::Header, "header", &here, Self::header_itself);
        }
        self.other_keys(at, &["content", "headers"], here);
    }

    /// Compares two headers that are shared.
    pub(super) fn shared_header(&mut self, at: &Both) {
        self.header_itself(at, &Here::default());
    }

    fn header_itself(&mut self, at: &Both, here: &Here) {
        let required = |value: Option<&Value>| {
            value.and_then(|value| value.get("required")) == Some(&Value::Bool(true))
        };
        let (old, new) = (self.old_value(&at.old), self.new_value(&at.new));
        let kinds = [Kind::BecameRequired, Kind::BecameOptional];
        self.flag([required(old), required(new)], kinds, at, here);
        let schema = at.child("schema");
        if self.old_value(&schema.old).is_some() && self.new_value(&schema.new).is_some() {
            self.schema(&schema, here);
        } else {
            self.plain_keys(at, &["schema"], Kind::OtherChanged, here);
        }
        self.other_keys(at, &["required", "schema"], here);
    }

    /// The contents of a body or an answer, by media type.
    fn contents(&mut self, at: &Both, whole: &Both, here: &Here) {
        let mut keys = Keys::of(self.old_value(&at.old), self.new_value(&at.new));
        let renamed = keys.take_same_type();
        for media in &keys.gone {
            let says = content_of(self.old, &at.old, media);
            let nothing = Some((&whole.new, "nothing".to_owned()));
            let side = Some((&at.old, says));
            self.tell(&here.within(media), Kind::ContentRemoved, side, nothing);
        }
        for media in &keys.new {
            let says = content_of(self.new, &at.new, media);
            let nothing = Some((&whole.old, "nothing".to_owned()));
            let side = Some((&at.new, says));
            self.tell(&here.within(media), Kind::ContentAdded, nothing, side);
        }
        for (was, is) in &renamed {
            let (old, new) = (at.old.child(was), at.new.child(is));
            let here = here.within(is);
            let old = Some((&old, was.clone()));
            self.tell(&here, Kind::OtherChanged, old, Some((&new, is.clone())));
        }
        let several = keys.both.len() + renamed.len() + keys.new.len() > 1;
        let same = keys.both.iter().map(|media| (media, media));
        let renamed = renamed.iter().map(|(was, is)| (was, is));
        for (was, is) in same.chain(renamed) {
            let here = if several {
                here.within(is)
            } else {
                here.clone()
            };
            let at = Both {
                old: at.old.child(was),
                new: at.new.child(is),
            };
            for key in ["schema", "itemSchema"] {
                let there = at.child(key);
                let (old, new) = (self.old_value(&there.old), self.new_value(&there.new));
                match (old, new) {
                    (Some(_), Some(_)) => self.schema(&there, &here),
                    (None, Some(_)) => {
                        let says = shown(self.new, &there.new);
                        let any = Some((&at.old, "any".to_owned()));
                        let side = Some((&there.new, says));
                        self.tell(&here, Kind::TypeNarrowed, any, side);
                    }
                    (Some(_), None) => {
                        let says = shown(self.old, &there.old);
                        let any = Some((&at.new, "any".to_owned()));
                        let side = Some((&there.old, says));
                        self.tell(&here, Kind::TypeWidened, side, any);
                    }
                    (None, None) => {}
                }
            }
            self.other_keys(&at, &["schema", "itemSchema"], &here);
        }
    }
}

fn body(direction: Direction) -> Here {
    let here = Here {
        place: "body".to_owned(),
        direction: Some(direction),
        ..Here::default()
    };
    here.about(Target::Body, Target::Body)
}

fn answer(status: &str, direction: Direction) -> Here {
    let here = Here {
        place: format!("answer {status}"),
        direction: Some(direction),
        ..Here::default()
    };
    here.about(Target::Answer, Target::Answer)
}

/// Whether an answer with this status is a success, as documented.
fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

/// What a body or an answer holds, in a few words.
fn content_shown(document: &Document, at: &Pointer) -> String {
    let Ok(at) = document.resolve(at) else {
        return String::new();
    };
    let at = at.child("content");
    let media = document.get(&at).and_then(Value::as_object);
    let keys: BTreeSet<&String> = media.into_iter().flat_map(|map| map.keys()).collect();
    let all: Vec<String> = keys
        .iter()
        .map(|media| content_of(document, &at, media))
        .collect();
    if all.is_empty() {
        return "nothing".to_owned();
    }
    all.join(", ")
}

fn content_of(document: &Document, at: &Pointer, media: &str) -> String {
    let schema = at.child(media).child("schema");
    match document.get(&schema) {
        Some(_) if media == "application/json" => shown(document, &schema),
        Some(_) => format!("{media}: {}", shown(document, &schema)),
        None => media.to_owned(),
    }
}
