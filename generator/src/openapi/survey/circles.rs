//! References that lead to each other and to no content.

use std::collections::HashSet;

use super::{Spot, Survey};
use crate::diagnostic::Diagnostic;

/// More circles than this are not told, nor more hops of one.
const MAX_CIRCLES: usize = 50;

impl Survey<'_> {
    /// An error for each circle of references without any content, with all its hops.
    pub(super) fn find_circles(&mut self) {
        let mut starts: Vec<&Spot> = self.links.keys().collect();
        starts.sort();
        let mut done: HashSet<&Spot> = HashSet::new();
        let mut circles: Vec<Vec<Spot>> = Vec::new();
        for start in starts {
            let mut chain: Vec<&Spot> = Vec::new();
            let mut on_chain: HashSet<&Spot> = HashSet::new();
            let mut at = start;
            while !done.contains(at) && on_chain.insert(at) {
                chain.push(at);
                match self.links.get(at) {
                    Some(next) => at = next,
                    None => break,
                }
            }
            let first = chain.iter().position(|spot| *spot == at);
            if let Some(first) = first.filter(|_| self.links.contains_key(at)) {
                circles.push(chain[first..].iter().map(|spot| (*spot).clone()).collect());
            }
            done.extend(chain);
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
