//! What every value is and where every reference leads, over as many files as references lead to.
//!
//! The survey starts at the root of the document. What a reference leads to is what the place of
//! the reference asks for, wherever it stands; so definitions are found in any corner of a document
//! and in files that are no documents of their own, and data that only looks like a reference is
//! left alone.

mod bundle;
mod circles;
mod mark;
mod names;
mod nearest;
mod target;

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use self::{
    mark::{Found, Marker},
    names::{Names, Resources},
};
use super::{
    Pointer, files::Files, grammar::Kind, places::Place, reader, tree::Tree, version::Version,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity, Source};

/// More files than this are an error.
const MAX_FILES: usize = 1000;
/// After so many references that lead nowhere, the rest is not told.
const MAX_PROBLEMS: usize = 200;

/// What the survey gives: one tree in which every reference is a local one.
pub(super) struct Surveyed {
    pub(super) root: Tree,
    /// The texts, by the numbers of files in places.
    pub(super) sources: Vec<Arc<Source>>,
    pub(super) version: Version,
    /// References that lead nowhere or in a circle.
    pub(super) broken: Diagnostics,
    /// Of the document as it was read.
    pub(super) fingerprint: u64,
    /// Those without which everything can be understood.
    pub(super) warnings: Diagnostics,
}

/// Reads a document and all files that it refers to.
///
/// # Errors
/// What is wrong with the text of a file, a version that is not read, files that cannot be read.
pub(super) fn survey(source: &Arc<Source>, files: &mut dyn Files) -> Result<Surveyed, Diagnostics> {
    let mut values = 0;
    let tree = reader::read(source, 0, &mut values)?;
    let version = Version::of(&tree, source)?;
    let fingerprint = tree.fingerprint();
    let path = source.name().rsplit('/').next().unwrap_or_default();
    let names = Names::of(&tree, source);
    let root = File {
        path: path.to_owned(),
        source: Arc::clone(source),
        tree,
        names,
    };
    let mut survey = Survey {
        by_path: HashMap::from([(path.to_owned(), Some(0))]),
        all: vec![root],
        version,
        files,
        values,
        fingerprint,
        queue: VecDeque::new(),
        resources: Resources::default(),
        links: HashMap::new(),
        ids: HashMap::new(),
        rewrites: Vec::new(),
        inlines: Vec::new(),
        problems: Diagnostics::new(),
        broken: Diagnostics::new(),
        warnings: Diagnostics::new(),
    };
    survey.know_names(0);
    survey.mark(0, &Pointer::root(), Kind::Document);
    while let Some(found) = survey.queue.pop_front() {
        survey.follow(found);
    }
    survey.problems.stop_on_error()?;
    survey.find_circles();
    survey.bundle()
}

/// A file that was read.
struct File {
    /// Relative to the folder of the document.
    path: String,
    source: Arc<Source>,
    tree: Tree,
    names: Names,
}

/// A place in one of the files.
type Spot = (u32, Pointer);

struct Survey<'f> {
    all: Vec<File>,
    /// The numbers of the files; `None` for those that cannot be read.
    by_path: HashMap<String, Option<u32>>,
    version: Version,
    files: &'f mut dyn Files,
    /// Of the document as it was read.
    fingerprint: u64,
    /// How many values were read.
    values: usize,
    queue: VecDeque<Found>,
    /// Schemas with an address of their own, which references in them are relative to.
    resources: Resources,
    /// References without any content beside them, and where they lead.
    links: HashMap<Spot, Spot>,
    /// What addresses mean that schemas and files give themselves.
    ids: HashMap<String, Spot>,
    /// References that have to be written otherwise once all is in one document.
    rewrites: Vec<(Spot, Spot)>,
    /// Places that get a copy of what their reference means.
    inlines: Vec<Spot>,
    problems: Diagnostics,
    broken: Diagnostics,
    warnings: Diagnostics,
}

impl Survey<'_> {
    /// Says what a place and all below it is, and queues the references there.
    fn mark(&mut self, file: u32, at: &Pointer, kind: Kind) {
        let Some(read) = self.all.get_mut(file as usize) else {
            return;
        };
        let resource = self.resources.holding(file, at);
        if let Some(tree) = read.tree.at_mut(at) {
            let mut marker = Marker {
                file,
                later: self.version.is_later(),
                queue: &mut self.queue,
                resources: &mut self.resources,
                inlines: &mut self.inlines,
                above: at,
            };
            marker.mark(tree, kind, &mut Vec::new(), resource);
        }
    }

    /// Makes the addresses known that stand in a file.
    fn know_names(&mut self, file: u32) {
        let Some(names) = self.all.get(file as usize).map(|file| &file.names) else {
            return;
        };
        for (uri, at) in &names.ids {
            let spot = (file, at.clone());
            self.ids.entry(uri.clone()).or_insert(spot);
        }
        if !names.own.is_empty() {
            let spot = (file, Pointer::root());
            self.ids.entry(names.own.clone()).or_insert(spot);
        }
    }

    /// Follows a reference, and says what it leads to.
    fn follow(&mut self, found: Found) {
        let target = match self.target(&found) {
            Ok(Some(target)) => target,
            // Said already.
            Ok(None) => return,
            Err(mut problem) => {
                let list = if found.vital {
                    &mut self.broken
                } else {
                    problem.severity = Severity::Warning;
                    &mut self.warnings
                };
                if list.iter().count() < MAX_PROBLEMS {
                    list.push(problem);
                }
                return;
            }
        };
        let (file, at) = target.clone();
        let same = file == found.file
            && file == 0
            && Pointer::of_reference(&found.text).as_ref() == Some(&at);
        if !same {
            let text = found.holder.child(&found.key);
            self.rewrites.push(((found.file, text), target.clone()));
        }
        if found.alone {
            self.links.insert((found.file, found.holder), target);
        }
        self.mark(file, &at, found.kind);
    }

    fn tree(&self, file: u32) -> Option<&Tree> {
        self.all.get(file as usize).map(|file| &file.tree)
    }

    fn exists(&self, (file, at): &Spot) -> bool {
        self.tree(*file).is_some_and(|tree| tree.at(at).is_some())
    }

    /// Where the text of a reference stands.
    fn location(&self, (file, at): &Spot) -> Location {
        let place = self.tree(*file).and_then(|tree| tree.at(at));
        let place = place.map(|tree| tree.place);
        self.locate(place.unwrap_or(Place {
            file: *file,
            line: 1,
            column: 1,
            length: 1,
        }))
    }

    fn locate(&self, place: Place) -> Location {
        let file = self.all.get(place.file as usize).or(self.all.first());
        let source = file.map_or_else(|| Source::new("", ""), |file| Arc::clone(&file.source));
        let [line, column, length] = [place.line, place.column, place.length].map(|n| n as usize);
        Location::new(&source, line, column, length)
    }

    /// The number of the file with a path, which is read if it was not yet; `None`, with an error,
    /// where it cannot be.
    fn file(&mut self, path: &str, found: &Found) -> Option<u32> {
        if let Some(known) = self.by_path.get(path) {
            return *known;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let read = self.open(path, number, found);
        let number = match read {
            Ok(file) => {
                self.all.push(file);
                self.know_names(number);
                Some(number)
            }
            Err(problems) => {
                self.problems.append(problems);
                None
            }
        };
        self.by_path.insert(path.to_owned(), number);
        number
    }

    fn open(&mut self, path: &str, number: u32, found: &Found) -> Result<File, Diagnostics> {
        let at = self.location(&(found.file, found.holder.child(&found.key)));
        if self.all.len() >= MAX_FILES {
            let message = format!("references lead to more than {MAX_FILES} files");
            return Err(Diagnostic::error("too-many-files", at, message)
                .help("bundle the files into one document first")
                .into());
        }
        let source = self.files.read(path).map_err(|unreadable| {
            Diagnostic::error(unreadable.code, at, unreadable.message).help(unreadable.help)
        })?;
        let tree = reader::read(&source, number, &mut self.values)?;
        let names = Names::of(&tree, &source);
        Ok(File {
            path: path.to_owned(),
            source,
            tree,
            names,
        })
    }
}
