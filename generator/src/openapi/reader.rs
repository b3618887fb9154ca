//! YAML 1.2 (and with it JSON) to a value with the place of each of its parts.
//!
//! Also taken is what YAML 1.1 has and real documents use: `<<`, which merges the members of an
//! anchor into an object.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use indexmap::map::Entry;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput};

use super::{
    excerpt::excerpt,
    places::Place,
    scalar::scalar,
    surrogates::without_surrogates,
    tree::{Data, Members, Tree},
};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};

/// Nesting deeper than this is an error: no real document comes near it.
const MAX_DEPTH: usize = 200;
/// More values than this, after aliases are expanded, are an error.
const MAX_VALUES: usize = 1_000_000;
/// After so many problems in one text, the rest is not looked at.
const MAX_PROBLEMS: usize = 50;

/// Reads a text that holds exactly one YAML or JSON document. `file` is its number among the files
/// of the run, `read` the values that these have together.
///
/// # Errors
/// What is wrong with the syntax, and all keys that stand twice.
pub(super) fn read(source: &Arc<Source>, file: u32, read: &mut usize) -> Result<Tree, Diagnostics> {
    let text = source.text().trim_start_matches('\u{feff}');
    let text = if text.trim_start().starts_with('{') {
        without_surrogates(text)
    } else {
        Cow::Borrowed(text)
    };
    let mut reader = Reader {
        source,
        file,
        events: Parser::new_from_str(&text),
        anchors: HashMap::new(),
        values: *read,
        problems: Diagnostics::new(),
    };
    let tree = reader.document();
    *read = reader.values;
    let mut problems = reader.problems;
    match tree {
        Ok(tree) if !problems.has_errors() => Ok(tree),
        Ok(_) => Err(problems),
        Err(problem) => {
            problems.push(problem);
            Err(problems)
        }
    }
}

/// Reads a text as [`read`] does, without any others.
pub(super) fn read_alone(source: &Arc<Source>) -> Result<Tree, Diagnostics> {
    read(source, 0, &mut 0)
}

struct Reader<'s> {
    source: &'s Arc<Source>,
    file: u32,
    events: Parser<'s, StrInput<'s>>,
    anchors: HashMap<usize, Arc<Anchored>>,
    values: usize,
    /// What is wrong, but does not hinder reading on.
    problems: Diagnostics,
}

/// What an anchor stands for.
struct Anchored {
    tree: Tree,
    /// How many values it is.
    size: usize,
    /// How many levels.
    height: usize,
}

type Read<T> = Result<T, Diagnostic>;

impl<'s> Reader<'s> {
    fn document(&mut self) -> Read<Tree> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
                Event::StreamEnd | Event::DocumentEnd => {
                    return Err(self
                        .error("empty-document", span, "the document is empty")
                        .help("give an OpenAPI document in YAML or JSON"));
                }
                event => {
                    let value = self.value(event, span, 0)?;
                    self.end()?;
                    return Ok(value);
                }
            }
        }
    }

    fn end(&mut self) -> Read<()> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(()),
                Event::DocumentEnd | Event::Nothing => {}
                _ => {
                    return Err(self
                        .error(
                            "several-documents",
                            span,
                            "a second YAML document starts here",
                        )
                        .help("keep one document in each file"));
                }
            }
        }
    }

    fn next(&mut self) -> Read<(Event<'s>, Span)> {
        match self.events.next() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(self.syntax(&error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn value(&mut self, event: Event<'s>, span: Span, depth: usize) -> Read<Tree> {
        self.count(1, span)?;
        self.check_depth(depth, span)?;
        let before = self.values;
        let (anchor, data) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                (anchor, Data::Scalar(scalar(text, style, tag.as_deref())))
            }
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    if matches!(event, Event::SequenceEnd) {
                        break (anchor, Data::Items(items));
                    }
                    items.push(self.value(event, span, depth + 1)?);
                }
            }
            Event::MappingStart(anchor, _) => (anchor, Data::Members(self.members(depth)?)),
            Event::Alias(anchor) => (0, self.meant(anchor, span, depth)?.data),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => {
                return Err(self.error("yaml-syntax", span, "a value is missing here"));
            }
        };
        let tree = Tree::new(self.place(span), data);
        if anchor != 0 {
            let size = self.values - before + 1;
            self.count(size, span)?;
            let anchored = Anchored {
                height: tree.height(),
                tree: tree.clone(),
                size,
            };
            self.anchors.insert(anchor, Arc::new(anchored));
        }
        Ok(tree)
    }

    /// A copy of what an alias stands for.
    fn meant(&mut self, anchor: usize, span: Span, depth: usize) -> Read<Tree> {
        let Some(anchored) = self.anchors.get(&anchor).map(Arc::clone) else {
            return Err(self
                .error(
                    "recursive-alias",
                    span,
                    "this alias is inside of its own anchor",
                )
                .help("write the value out, or use `$ref`"));
        };
        // Counted before it is copied.
        self.count(anchored.size, span)?;
        self.check_depth(depth + anchored.height, span)?;
        Ok(anchored.tree.clone())
    }

    fn check_depth(&self, depth: usize, span: Span) -> Read<()> {
        if depth > MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} levels of nesting");
            return Err(self
                .error("too-deep", span, message)
                .help("flatten the document with references"));
        }
        Ok(())
    }

    fn members(&mut self, depth: usize) -> Read<Members> {
        let mut members = Members::new();
        let mut merged = Vec::new();
        loop {
            let (event, key_span) = self.next()?;
            let (key, is_merge) = match event {
                Event::MappingEnd => break,
                // A key is what is written: `200` and `no` are the texts "200" and "no".
                Event::Scalar(text, style, ..) => {
                    let is_merge = style == ScalarStyle::Plain && text == "<<";
                    (text.into_owned(), is_merge)
                }
                Event::Alias(anchor) => match self.meant(anchor, key_span, depth)?.text() {
                    Some(text) => (text.to_owned(), false),
                    None => return Err(self.key_not_text(key_span)),
                },
                _ => return Err(self.key_not_text(key_span)),
            };
            let (event, span) = self.next()?;
            let mut value = self.value(event, span, depth + 1)?;
            value.place = self.place(key_span);
            if is_merge {
                merged.push((value, span));
                continue;
            }
            match members.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(entry) => {
                    let first = self.location(entry.get().place);
                    let problem = self.error(
                        "duplicate-key",
                        key_span,
                        format!(
                            "the key `{}` stands twice in the same object",
                            excerpt(entry.key())
                        ),
                    );
                    let problem = problem.related(first, "first here");
                    self.problem(problem.help("remove or rename one of them"))?;
                }
            }
        }
        for (value, span) in merged {
            self.merge(&mut members, value, span)?;
        }
        Ok(members)
    }

    /// Adds the members of `<<` that the object does not have itself.
    fn merge(&mut self, members: &mut Members, value: Tree, span: Span) -> Read<()> {
        match value.data {
            Data::Members(further) => {
                for (key, value) in further {
                    members.entry(key).or_insert(value);
                }
                Ok(())
            }
            Data::Items(items) if items.iter().all(|item| item.members().is_some()) => items
                .into_iter()
                .try_for_each(|item| self.merge(members, item, span)),
            Data::Items(_) | Data::Scalar(_) => {
                let problem = self.error(
                    "merge-of-no-object",
                    span,
                    "`<<` merges objects, and this is none",
                );
                self.problem(problem.help("give an alias of an object, or a list of such aliases"))
            }
        }
    }

    /// Keeps a problem and reads on, unless there are too many.
    fn problem(&mut self, problem: Diagnostic) -> Read<()> {
        if self.problems.iter().count() + 1 >= MAX_PROBLEMS {
            return Err(problem);
        }
        self.problems.push(problem);
        Ok(())
    }

    fn count(&mut self, values: usize, span: Span) -> Read<()> {
        self.values = self.values.saturating_add(values);
        if self.values > MAX_VALUES {
            return Err(self
                .error(
                    "too-large",
                    span,
                    format!("more than {MAX_VALUES} values once aliases are expanded"),
                )
                .help("use `$ref` instead of aliases, or split the document"));
        }
        Ok(())
    }

    fn place(&self, span: Span) -> Place {
        let length = if span.end.line() == span.start.line() {
            span.end.index().saturating_sub(span.start.index())
        } else {
            let line = self.source.line(span.start.line()).trim_end();
            line.chars().count().saturating_sub(span.start.col())
        };
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Place {
            file: self.file,
            line: small(span.start.line().max(1)),
            column: small(span.start.col() + 1),
            length: small(length.max(1)),
        }
    }

    fn location(&self, place: Place) -> Location {
        let [line, column, length] = [place.line, place.column, place.length].map(|n| n as usize);
        Location::new(self.source, line, column, length)
    }

    fn error(&self, code: &'static str, span: Span, message: impl Into<Box<str>>) -> Diagnostic {
        Diagnostic::error(code, self.location(self.place(span)), message)
    }

    fn key_not_text(&self, span: Span) -> Diagnostic {
        self.error("key-not-text", span, "a key must be a text")
            .help("write the key as a plain or quoted text")
    }

    fn syntax(&self, error: &ScanError) -> Diagnostic {
        let marker = error.marker();
        Diagnostic::error(
            "yaml-syntax",
            Location::new(self.source, marker.line().max(1), marker.col() + 1, 1),
            format!("this is neither YAML nor JSON: {}", error.info()),
        )
        .help("correct the syntax at this line")
    }
}
