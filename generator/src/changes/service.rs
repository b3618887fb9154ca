//! What is said of the service as a whole, side by side: groups, words, names of schemas.

use serde_json::Value;

use super::{
    change::{Direction, Subject, Target},
    kind::Kind,
    operations::whole,
    view::shown,
    walk::{Both, Here, Walk, What},
};
use crate::openapi::{FILES_KEY, Pointer};

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
