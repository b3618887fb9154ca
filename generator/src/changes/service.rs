//! What is said of the service as a whole, side by side: servers, credentials, groups, words, names.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    change::{Direction, Subject, Target},
    kind::Kind,
    operations::whole,
    schemas::brief,
    view::shown,
    walk::{Both, Here, Walk, What},
};
use crate::openapi::{Document, FILES_KEY, Pointer};

impl Walk<'_> {
    /// The service as a whole.
    pub(super) fn service(&mut self) {
        self.begin(Subject::Service, None);
        let at = Both {
            old: Pointer::root(),
            new: Pointer::root(),
        };
        let here = Here {
            direction: Some(Direction::Sent),
            ..Here::default()
        };
        let info = at.child("info");
        self.plain_keys(
            &info,
            &["version"],
            Kind::WordsChanged,
            &here.within("version"),
        );
        self.other_keys(&info, &["version"], &here);
        self.servers(&at, &here);
        self.credentials(&at, &here);
        self.schemes(&here);
        self.groups(&here);
        let known = [
            "openapi",
            "info",
            "servers",
            "security",
            "tags",
            "paths",
            "components",
            "webhooks",
            FILES_KEY,
        ];
        self.other_keys(&at, &known, &here);
        self.webhooks();
    }

    /// The servers at a place: of the service, or of an operation.
    pub(super) fn servers(&mut self, at: &Both, here: &Here) {
        let here = Here {
            place: "server".to_owned(),
            ..here.clone()
        };
        let at = at.child("servers");
        let list = |value: Option<&Value>| -> Vec<(usize, Value)> {
            let items = value.and_then(Value::as_array);
            items.into_iter().flatten().cloned().enumerate().collect()
        };
        let (before, after) = (list(self.old_value(&at.old)), list(self.new_value(&at.new)));
        let bare = |value: &Value| {
            let mut value = value.clone();
            if let Value::Object(map) = &mut value {
                map.remove("description");
            }
            value
        };
        let url = |value: &Value| {
            let url = value.get("url").and_then(Value::as_str);
            url.map_or_else(|| brief(value), str::to_owned)
        };
        let has = |all: &[(usize, Value)], one: &Value| {
            all.iter().any(|(_, other)| bare(other) == bare(one))
        };
        for (index, server) in before.iter().filter(|(_, server)| !has(&after, server)) {
            let there = at.old.child(index);
            let side = Some((&there, url(server)));
            self.tell(&here, Kind::ServerRemoved, side, None);
        }
        for (index, server) in after.iter().filter(|(_, server)| !has(&before, server)) {
            let there = at.new.child(index);
            let side = Some((&there, url(server)));
            self.tell(&here, Kind::ServerAdded, None, side);
        }
        let same = before.len() == after.len() && before.iter().all(|(_, one)| has(&after, one));
        let texts = |all: &[(usize, Value)]| {
            let all: Vec<String> = all.iter().map(|(_, server)| url(server)).collect();
            all.join(", ")
        };
        if same && before != after {
            let kind = if texts(&before) == texts(&after) {
                Kind::WordsChanged
            } else {
                Kind::OtherChanged
            };
            let (was, is) = (texts(&before), texts(&after));
            self.tell(&here, kind, Some((&at.old, was)), Some((&at.new, is)));
        }
    }

    /// The credentials at a place: of the service, or of an operation with its own.
    pub(super) fn credentials(&mut self, at: &Both, here: &Here) {
        let at = at.child("security");
        if self.old_value(&at.old).is_none() && self.new_value(&at.new).is_none() {
            return;
        }
        let root = Pointer::of(["security"]);
        let of = |document: &Document, at: &Pointer| -> BTreeSet<String> {
            let value = document.get(at).or_else(|| document.get(&root));
            let Some(items) = value.and_then(Value::as_array) else {
                return ["none".to_owned()].into();
            };
            if items.is_empty() {
                return ["none".to_owned()].into();
            }
            items.iter().map(alternative).collect()
        };
        let (before, after) = (of(self.old, &at.old), of(self.new, &at.new));
        let here = Here {
            place: "credentials".to_owned(),
            ..here.clone()
        };
        let says = |all: &BTreeSet<String>| {
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            all.join(" or ")
        };
        let sides = [
            (Kind::CredentialsRemoved, before.is_subset(&after)),
            (Kind::CredentialsAdded, after.is_subset(&before)),
        ];
        for (kind, nothing) in sides {
            if !nothing {
                self.tell(
                    &here,
                    kind,
                    Some((&at.old, says(&before))),
                    Some((&at.new, says(&after))),
                );
            }
        }
    }

    fn schemes(&mut self, here: &Here) {
        let at = Pointer::of(["components", "securitySchemes"]);
        let of = |value: Option<&Value>| -> BTreeMap<String, Value> {
            let map = value.and_then(Value::as_object);
            let entries = map.into_iter().flatten();
            let entries = entries.map(|(name, value)| (name.clone(), value.clone()));
            entries.collect()
        };
        let (before, after) = (of(self.old_value(&at)), of(self.new_value(&at)));
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names {
            let place = at.child(name);
            let here = Here {
                place: format!("credentials {name}"),
                ..here.clone()
            };
            match (before.get(name), after.get(name)) {
                (Some(old), None) => {
                    let side = Some((&place, brief(old)));
                    self.tell(&here, Kind::SchemeRemoved, side, None);
                }
                (None, Some(new)) => {
                    let side = Some((&place, brief(new)));
                    self.tell(&here, Kind::SchemeAdded, None, side);
                }
                (Some(old), Some(new)) if old != new => {
                    let bare = |value: &Value| {
                        let mut value = value.clone();
                        if let Value::Object(map) = &mut value {
                            map.remove("description");
                        }
                        value
                    };
                    let kind = if bare(old) == bare(new) {
                        Kind::WordsChanged
                    } else {
                        Kind::SchemeChanged
                    };
                    self.tell(
                        &here,
                        kind,
                        Some((&place, brief(old))),
                        Some((&place, brief(new))),
                    );
                }
                (Some(_), Some(_)) | (None, None) => {}
            }
        }
    }

    fn groups(&mut self, here: &Here) {
        let both = Both {
            old: Pointer::root(),
            new: Pointer::root(),
        };
        let here = Here {
            place: "groups".to_owned(),
            ..here.clone()
        };
        self.plain_keys(&both, &["tags"], Kind::WordsChanged, &here);
    }

    /// Named schemas that no operation of both documents has led to: the client can have them.
    pub(super) fn unmet(&mut self) {
        let at = Pointer::of(["components", "schemas"]);
        let Some(Value::Object(schemas)) = self.old_value(&at) else {
            return;
        };
        self.begin(Subject::Service, None);
        for name in schemas.keys() {
            let there = at.child(name);
            let both = Both {
                old: there.clone(),
                new: there,
            };
            if self.new_value(&both.new).is_some() && !self.is_known(&both) {
                let subject = Subject::Component("schema", name.clone());
                self.share(both, What::Schema, subject, None);
            }
        }
    }

    /// Named schemas that are new, gone, or called otherwise.
    pub(super) fn names(&mut self) {
        let at = Pointer::of(["components", "schemas"]);
        let keys = |value: Option<&Value>| -> Vec<String> {
            let map = value.and_then(Value::as_object);
            map.into_iter()
                .flat_map(|map| map.keys().cloned())
                .collect()
        };
        let (before, after) = (keys(self.old_value(&at)), keys(self.new_value(&at)));
        let renamed = std::mem::take(&mut self.renamed);
        let is_new_name = |at: &Pointer| renamed.values().any(|names| names.contains(at));
        let base = whole();
        let here = |old: &Pointer, new: &Pointer| Here {
            direction: None,
            ..base
                .clone()
                .about(Target::Schema(old.clone()), Target::Schema(new.clone()))
        };
        for name in before.iter().filter(|name| !after.contains(name)) {
            let there = at.child(name);
            let subject = |name: &str| Subject::Component("schema", name.to_owned());
            let Some(targets) = renamed.get(&there) else {
                self.begin(subject(name), None);
                let side = Some((&there, shown(self.old, &there)));
                self.tell(&here(&there, &there), Kind::SchemaRemoved, side, None);
                continue;
            };
            for target in targets {
                let new_name = super::schemas::name(target);
                let both = Both {
                    old: there.clone(),
                    new: target.clone(),
                };
                if !self.go_to(&both) {
                    self.begin(subject(&new_name), None);
                }
                self.tell(
                    &here(&there, target),
                    Kind::SchemaRenamed,
                    Some((&there, name.clone())),
                    Some((target, new_name)),
                );
            }
        }
        for name in after.iter().filter(|name| !before.contains(name)) {
            let there = at.child(name);
            if is_new_name(&there) {
                continue;
            }
            self.begin(Subject::Component("schema", name.clone()), None);
            let side = Some((&there, shown(self.new, &there)));
            self.tell(&here(&there, &there), Kind::SchemaAdded, None, side);
        }
    }
}

/// Credentials that hold together.
fn alternative(value: &Value) -> String {
    let names = value.as_object();
    let mut all = Vec::new();
    for (name, scopes) in names.into_iter().flatten() {
        let scopes = scopes.as_array();
        let scopes = scopes.into_iter().flatten().filter_map(Value::as_str);
        let scopes: Vec<&str> = scopes.collect();
        if scopes.is_empty() {
            all.push(name.clone());
        } else {
            all.push(format!("{name} ({})", scopes.join(", ")));
        }
    }
    if all.is_empty() {
        return "none".to_owned();
    }
    all.join(" with ")
}
