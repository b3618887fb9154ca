//! All files in one document, in which every reference is a local one.

use std::{mem, sync::Arc};

use super::{Spot, Survey, Surveyed};
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    openapi::{
        FILES_KEY, Pointer,
        grammar::Kind,
        moves::{Moves, redirect},
        places::Place,
        tree::{Data, Members, Tree},
    },
};

/// A chain of references is no longer than this; circles are found elsewhere.
const MAX_HOPS: usize = 100;
/// More values than this in copies are an error.
const MAX_COPIED: usize = 500_000;

impl Survey<'_> {
    /// Puts all files into the document, and gives each reference its new target.
    pub(super) fn bundle(mut self) -> Result<Surveyed, Diagnostics> {
        let paths: Vec<String> = self.all.iter().map(|file| file.path.clone()).collect();
        let now = |(file, at): &Spot| match paths.get(*file as usize) {
            Some(path) if *file > 0 => {
                Pointer::of([FILES_KEY, path]).join(at.tokens().iter().cloned())
            }
            Some(_) | None => at.clone(),
        };
        let mut files = self.all.iter_mut();
        let placeholder = || Tree::scalar(START, serde_json::Value::Null);
        let root = files
            .next()
            .map(|file| mem::replace(&mut file.tree, placeholder()));
        let mut root = root.unwrap_or_else(placeholder);
        let others: Members = files
            .map(|file| {
                let mut tree = mem::replace(&mut file.tree, placeholder());
                prune(&mut tree);
                (file.path.clone(), tree)
            })
            .collect();
        if !others.is_empty()
            && let Some(members) = root.members_mut()
        {
            let others = Tree::new(START, Data::Members(others));
            members.insert(FILES_KEY.to_owned(), others);
        }
        for (text, target) in &self.rewrites {
            if let Some(text) = root.at_mut(&now(text)) {
                text.data = Data::Scalar(now(target).reference().into());
            }
        }
        let moves = hoist(&mut root);
        redirect(&mut root, &moves);
        let inlines = self.inlines.iter().map(now);
        let inlines: Vec<Pointer> = inlines.map(|at| moves.now(at)).collect();
        let mut copied = 0;
        for at in inlines {
            inline(&mut root, &at, &mut copied).map_err(|place| {
                let at = self.locate(place);
                let message =
                    format!("more than {MAX_COPIED} values are copied for references like this");
                Diagnostic::error("too-large", at, message)
                    .help("put what is shared into `components`, and refer to it there")
            })?;
        }
        Ok(Surveyed {
            root,
            sources: self
                .all
                .iter()
                .map(|file| Arc::clone(&file.source))
                .collect(),
            version: self.version,
            broken: self.broken,
            fingerprint: self.fingerprint,
            warnings: self.warnings,
        })
    }
}

/// Leaves out of another file what no reference leads to; whether anything is left.
fn prune(tree: &mut Tree) -> bool {
    if tree.kind != Kind::Inert {
        return true;
    }
    match &mut tree.data {
        Data::Scalar(_) => false,
        Data::Items(items) => {
            let mut any = false;
            for item in items {
                if prune(item) {
                    any = true;
                } else {
                    // The others keep their numbers.
                    item.data = Data::Scalar(serde_json::Value::Null);
                }
            }
            any
        }
        Data::Members(members) => {
            members.retain(|_, value| prune(value));
            !members.is_empty()
        }
    }
}

/// What a component of the document only refers to in another file is put in its place, so that it
/// has the name that the document gives it.
fn hoist(root: &mut Tree) -> Moves {
    let mut moves = Moves::default();
    let components = root.child("components").and_then(Tree::members);
    let mut found = Vec::new();
    for (section, entries) in components.into_iter().flatten() {
        for (name, entry) in entries.members().into_iter().flatten() {
            let alone = entry.members().is_some_and(|members| members.len() == 1);
            let target = entry.reference().and_then(Pointer::of_reference);
            let target =
                target.filter(|to| to.tokens().first().is_some_and(|key| key == FILES_KEY));
            if let Some(target) = target.filter(|_| alone) {
                found.push((Pointer::of(["components", section, name]), target));
            }
        }
    }
    for (component, target) in found {
        // What was put elsewhere has its name already, and what only leads on has none.
        let is_content = |tree: &&Tree| tree.reference().is_none();
        if moves.now(target.clone()) != target
            || root.at(&target).as_ref().is_none_or(|x| !is_content(x))
        {
            continue;
        }
        let content = take(root, &target, &component);
        if let (Some(new), Some(content)) = (root.at_mut(&component), content) {
            new.data = content.data;
            moves.add(&target, component);
        }
    }
    if let Some(members) = root.members_mut()
        && members
            .get_mut(FILES_KEY)
            .is_some_and(|files| !prune(files))
    {
        members.shift_remove(FILES_KEY);
    }
    moves
}

/// Takes away what stands at a place. Where that is a part of something, a reference to where it
/// goes is left.
fn take(root: &mut Tree, at: &Pointer, goes: &Pointer) -> Option<Tree> {
    let (above, key) = at.split_last()?;
    let above = root.at_mut(&above)?;
    if let (Kind::Inert, Data::Members(members)) = (above.kind, &mut above.data) {
        return members.shift_remove(key);
    }
    let old = root.at_mut(at)?;
    let text = Tree::scalar(old.place, goes.reference());
    let left = Tree::object(old.place, old.kind, [("$ref", text)]);
    Some(mem::replace(old, left))
}

/// A place for what no text has.
const START: Place = Place {
    file: 0,
    line: 1,
    column: 1,
    length: 1,
};

/// Replaces a reference by a copy of what it means; members beside it win.
fn inline(root: &mut Tree, at: &Pointer, copied: &mut usize) -> Result<(), Place> {
    let mut target = at.clone();
    let mut found = None;
    for _ in 0..MAX_HOPS {
        let Some(tree) = root.at(&target) else { break };
        let next = tree.reference().and_then(Pointer::of_reference);
        if let Some(next) = next {
            target = next;
        } else {
            found = Some(tree.clone());
            break;
        }
    }
    let Some(place) = root.at(at).map(|tree| tree.place) else {
        return Ok(());
    };
    let Some(Data::Members(further)) = found.map(|tree| {
        *copied = copied.saturating_add(tree.size());
        tree.data
    }) else {
        return Ok(());
    };
    if *copied > MAX_COPIED {
        return Err(place);
    }
    if let Some(members) = root.at_mut(at).and_then(Tree::members_mut) {
        members.shift_remove("$ref");
        for (key, value) in further {
            members.entry(key).or_insert(value);
        }
    }
    Ok(())
}
