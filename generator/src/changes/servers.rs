//! The servers side by side: the same server is one at the same address.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    brief::brief,
    kind::Kind,
    walk::{Both, Here, Walk},
};

impl Walk<'_> {
    /// The servers at a place: of the service, or of an operation.
    pub(super) fn servers(&mut self, at: &Both, here: &Here) {
        let here = Here {
            place: "server".to_owned(),
            ..here.clone()
        };
        let at = at.child("servers");
        let (before, after) = (urls(self.old_value(&at.old)), urls(self.new_value(&at.new)));
        let mut left: Vec<usize> = (0..after.len()).collect();
        let mut pairs = Vec::new();
        for (index, url) in before.iter().enumerate() {
            let found = left.iter().position(|other| after.get(*other) == Some(url));
            if let Some(found) = found {
                pairs.push((index, left.remove(found)));
                continue;
            }
            let there = at.old.child(index);
            let side = Some((&there, url.clone()));
            self.tell(&here, Kind::ServerRemoved, side, None);
        }
        for index in left {
            let there = at.new.child(index);
            let side = after.get(index).map(|url| (&there, url.clone()));
            self.tell(&here, Kind::ServerAdded, None, side);
        }
        // The first one is the one that is taken: their order has a meaning.
        let is_moved = pairs.len() == before.len()
            && before.len() == after.len()
            && pairs.iter().any(|(old, new)| old != new);
        if is_moved {
            let was = Some((&at.old, before.join(", ")));
            let is = Some((&at.new, after.join(", ")));
            self.tell(&here, Kind::OtherChanged, was, is);
        }
        for (old, new) in pairs {
            let both = Both {
                old: at.old.child(old),
                new: at.new.child(new),
            };
            self.variables(&both.child("variables"), &here);
            self.other_keys(&both, &["url", "variables"], &here);
        }
    }

    /// What can be put into an address.
    fn variables(&mut self, at: &Both, here: &Here) {
        let sides = [self.old_value(&at.old), self.new_value(&at.new)];
        let maps = sides.into_iter().flatten().filter_map(Value::as_object);
        let names: BTreeSet<String> = maps.flat_map(|map| map.keys().cloned()).collect();
        for name in names {
            let there = at.child(&name);
            let here = here.within(&name);
            if self.old_value(&there.old).is_none() || self.new_value(&there.new).is_none() {
                self.plain_keys(at, &[&name], Kind::OtherChanged, &here);
                continue;
            }
            let listed = there.child("enum");
            let sides = [self.old_value(&listed.old), self.new_value(&listed.new)];
            if let [Some(Value::Array(before)), Some(Value::Array(after))] = sides {
                for (index, value) in before.iter().enumerate() {
                    if !after.contains(value) {
                        let place = listed.old.child(index);
                        let side = Some((&place, brief(value)));
                        self.tell(&here, Kind::ValueRemoved, side, None);
                    }
                }
                for (index, value) in after.iter().enumerate() {
                    if !before.contains(value) {
                        let place = listed.new.child(index);
                        let side = Some((&place, brief(value)));
                        self.tell(&here, Kind::ValueAdded, None, side);
                    }
                }
            } else {
                // A list of values, or any value.
                let kind = match sides {
                    [None, Some(_)] => Kind::TypeNarrowed,
                    [Some(_), None] => Kind::TypeWidened,
                    _ => Kind::OtherChanged,
                };
                self.plain_keys(&there, &["enum"], kind, &here);
            }
            self.plain_keys(&there, &["default"], Kind::DefaultChanged, &here);
            self.other_keys(&there, &["enum", "default"], &here);
        }
    }
}

fn urls(servers: Option<&Value>) -> Vec<String> {
    let servers = servers.and_then(Value::as_array);
    let urls = servers.into_iter().flatten().map(|server| {
        let url = server.get("url").and_then(Value::as_str);
        url.map_or_else(|| brief(server), str::to_owned)
    });
    urls.collect()
}
