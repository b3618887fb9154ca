//! One shape for all versions: documents of 3.1 and 3.2 become 3.0 with a few keywords more, and so
//! do the newer words that stand in documents of 3.0. What follows knows this shape alone.
//!
//! Every value keeps the place that it has in the text. What a newer version means and 3.0 cannot
//! say is either left out with a note, where it only narrows what is allowed, or makes the schema
//! open, with a warning.

mod bounds;
mod conditions;
mod content;

mod members;
mod nulls;
mod objects;
mod schema;
mod tuples;
mod type_words;

use super::{
    Pointer,
    grammar::Kind,
    log::Log,
    moves::{Moves, redirect},
    tree::{Data, Tree},
    version::Version,
};

/// Changes a document of any version into the one shape.
pub(super) fn normalise(root: &mut Tree, version: Version, log: &mut Log) {
    let mut normaliser = Normaliser {
        version,
        log,
        moves: Moves::default(),
    };
    normaliser.tree(root, &mut Vec::new());
    redirect(root, &normaliser.moves);
}

/// One run.
struct Normaliser<'l> {
    version: Version,
    log: &'l mut Log,
    /// Where schemas stand that stood elsewhere, by their old places.
    moves: Moves,
}

/// The way to a value: keys, and indexes of items.
enum Step<'t> {
    Key(&'t str),
    Index(usize),
}

impl Normaliser<'_> {
    fn tree<'t>(&mut self, tree: &'t mut Tree, path: &mut Vec<Step<'t>>) {
        match tree.kind {
            Kind::Document => self.document(tree),
            Kind::Operation => self.operation(tree),
            Kind::Response => self.response(tree),
            Kind::Example => Self::example(tree),
            Kind::Schema | Kind::SchemaOrFlag => {
                if let Some(moved) = self.schema(tree) {
                    self.note_moves(path, moved);
                }
            }
            _ => {}
        }
        match &mut tree.data {
            Data::Scalar(_) => {}
            Data::Items(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    path.push(Step::Index(index));
                    self.tree(item, path);
                    path.pop();
                }
            }
            Data::Members(members) => {
                for (key, value) in members {
                    path.push(Step::Key(key));
                    self.tree(value, path);
                    path.pop();
                }
            }
        }
    }

    fn note_moves(&mut self, path: &[Step<'_>], moved: Vec<schema::Moved>) {
        let here = Pointer::of(path.iter().map(|step| match step {
            Step::Key(key) => (*key).to_owned(),
            Step::Index(index) => index.to_string(),
        }));
        for (from, to) in moved {
            self.moves.add(&here.join(from), here.join(to));
        }
    }
}
