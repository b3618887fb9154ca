//! References that lead to each other and to no content, or only after too many others.

use std::collections::{HashMap, HashSet};

use super::{Spot, Survey};
use crate::{
    diagnostic::Diagnostic,
    openapi::hops::{MAX_HOPS, too_many_hops},
};

/// More circles than this are not told, nor more hops of one, nor more chains that are too long.
const MAX_CIRCLES: usize = 50;

impl Survey<'_> {
    /// An error for each circle of references without any content, with all its hops, and for each
    /// chain of too many.
    pub(super) fn find_circles(&mut self) {
        let mut starts: Vec<&Spot> = self.links.keys().collect();
        starts.sort();
        // How many references are followed from each one on.
        let mut lengths: HashMap<&Spot, usize> = HashMap::new();
        let mut circles: Vec<Vec<Spot>> = Vec::new();
        let mut long: Vec<Spot> = Vec::new();
        for start in starts {
            let mut chain: Vec<&Spot> = Vec::new();
            let mut on_chain: HashSet<&Spot> = HashSet::new();
            let mut at = start;
            while !lengths.contains_key(at) && on_chain.insert(at) {
                chain.push(at);
                match self.links.get(at) {
                    Some(next) => at = next,
                    None => break,
                }
            }
            let first = chain.iter().position(|spot| *spot == at);
            if let Some(first) = first.filter(|_| self.links.contains_key(at)) {
                let circle = chain.split_off(first);
                circles.push(circle.iter().map(|spot| (*spot).clone()).collect());
                lengths.extend(circle.into_iter().map(|spot| (spot, 0)));
            }
            // What the last one leads to is content, or was looked at before.
            let mut length = lengths.get(at).copied().unwrap_or_default();
            for spot in chain.into_iter().rev() {
                length += usize::from(self.links.contains_key(spot));
                lengths.insert(spot, length);
                if length == MAX_HOPS + 1 && long.len() < MAX_CIRCLES {
                    long.push(spot.clone());
                }
            }
        }
        for mut circle in circles.into_iter().take(MAX_CIRCLES) {
            let first = circle
                .iter()
                .enumerate()
                .min_by_key(|(_, spot)| self.location(spot))
                .map(|(at, _)| at);
            circle.rotate_left(first.unwrap_or_default());
            let problem = self.circle(circle);
            if let Some(problem) = problem {
                self.broken.push(problem);
            }
        }
        for (file, at) in long {
            let place = self.location(&(file, at.child("$ref")));
            self.broken.push(too_many_hops(place));
        }
    }

    fn circle(&self, circle: Vec<Spot>) -> Option<Diagnostic> {
        let mut hops = circle.into_iter().map(|(file, at)| {
            let at = at.child("$ref");
            let text = self.tree(file).and_then(|tree| tree.at(&at)?.text());
            let text = text.unwrap_or_default().to_owned();
            (self.location(&(file, at)), text)
        });
        let (first, text) = hops.next()?;
        let mut problem = Diagnostic::error(
            "circular-reference",
            first,
            format!("`{text}` leads back to itself without any content between"),
        )
        .help("one of the references of the circle must point to a definition");
        for (location, text) in hops.take(MAX_CIRCLES) {
            problem = problem.related(location, format!("leads on to `{text}`"));
        }
        Some(problem)
    }
}
