//! The grammar of a table: property lines with what belongs to each, still without nesting.

use super::{
    Kind, Text, Type,
    lines::{ALTERNATIVES, CHILDREN, ELIDED, Lines, option_number},
    property::{self, PropertyLine, Reading},
};
use crate::diagnostic::Diagnostic;

/// A table: what stands in it, in the order of the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) tokens: Vec<Token>,
    /// Whether the properties of the root are in order; parameters are not.
    pub(super) sorted_root: bool,
}

/// One element of a table.
#[derive(Clone, Debug)]
pub(super) enum Token {
    /// A property line with the lines that describe it.
    Line(Box<Line>),
    /// `Option 2`, which opens a fresh list of properties.
    Option { label: Text, number: u32 },
}

/// A property line with what belongs to it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) name: Text,
    pub(super) ty: Type,
    /// The type as it is written.
    pub(super) phrase: String,
    pub(super) required: bool,
    pub(super) nullable: bool,
    pub(super) deprecated: bool,
    pub(super) description: Option<Text>,
    pub(super) default: Option<Text>,
    pub(super) opens: Opens,
}

/// What stands below a property line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    /// No table.
    Nothing,
    /// `Additional nested properties not shown…`
    Elided,
    /// `Show child properties`
    Children,
    /// `One of:`
    Options,
}

/// Reads tables of one section.
pub(super) struct TableReader<'l> {
    pub(super) lines: &'l Lines,
    /// Whether this page writes undescribed properties without an empty line between. If so, an
    /// empty line below a property line means that a description follows, whatever it looks like.
    pub(super) glued: bool,
    /// Whether the table ends before a line. The flag says whether the line could be the
    /// description of the property line above it.
    pub(super) ends: &'l dyn Fn(usize, bool) -> bool,
}

impl TableReader<'_> {
    /// Reads a table from the line `at` on; gives back the line after it.
    ///
    /// # Errors
    /// The first line that has no place in a table.
    pub(super) fn read(&self, at: usize, sorted_root: bool) -> Result<(Table, usize), Diagnostic> {
        let mut table = Table {
            tokens: Vec::new(),
            sorted_root,
        };
        let mut at = at;
        let mut options = false;
        // Whether the last line was a property line, with nothing below it yet.
        let mut fresh = false;
        loop {
            let n = self.lines.filled(at);
            let blank = n > at || table.tokens.is_empty();
            if self.lines.is_end(n) || (self.ends)(n, fresh && blank) {
                return Ok((table, n));
            }
            let describes = fresh && blank;
            fresh = false;
            let text = self.lines.get(n);
            at = n + 1;
            if text == ALTERNATIVES && self.opens_options(n, &table) {
                if let Some(line) = last_line(&mut table) {
                    line.opens = Opens::Options;
                }
                options = true;
            } else if let Some(number) = option_number(text).filter(|_| options) {
                let label = self.lines.text(n);
                table.tokens.push(Token::Option { label, number });
            } else if text == CHILDREN && self.opens_children(n, &mut table)? {
            } else if text == ELIDED {
                self.elide(n, &mut table)?;
            } else if let Some(default) = self.default(n, &mut table) {
                if let Some(line) = last_line(&mut table) {
                    line.default = Some(default);
                }
            } else {
                match property::read(text) {
                    Reading::Property(property) if !(describes && self.glued) => {
                        table.tokens.push(self.line(n, property));
                        fresh = true;
                    }
                    Reading::Unknown(phrase, unknown)
                        if !blank
                            || table.tokens.is_empty()
                            || (!describes && self.misspelt(n, phrase)) =>
                    {
                        return Err(self.unknown_type(n, &unknown.part));
                    }
                    _ => at = self.describe(n, blank, &mut table)?,
                }
            }
        }
    }

    fn line(&self, n: usize, property: PropertyLine<'_>) -> Token {
        Token::Line(Box::new(Line {
            name: self.lines.text_of(n, property.name),
            ty: property.ty,
            phrase: property.phrase,
            required: property.required,
            nullable: property.nullable,
            deprecated: property.deprecated,
            description: None,
            default: None,
            opens: Opens::Nothing,
        }))
    }

    /// `One of:` with an option after it, below a property line or at the start of the table.
    fn opens_options(&self, n: usize, table: &Table) -> bool {
        let next = self.lines.filled(n + 1);
        let place = match table.tokens.last() {
            None => true,
            Some(Token::Line(line)) => line.opens == Opens::Nothing && holds_object(&line.ty),
            Some(Token::Option { .. }) => false,
        };
        place && option_number(self.lines.get(next)).is_some()
    }

    /// `Show child properties` with a property line after it.
    fn opens_children(&self, n: usize, table: &mut Table) -> Result<bool, Diagnostic> {
        let next = self.lines.filled(n + 1);
        let Some(line) = last_line(table) else {
            return Ok(false);
        };
        if line.opens != Opens::Nothing || !holds_object(&line.ty) {
            return Ok(false);
        }
        let glued = next == n + 1 && !self.lines.is_end(next);
        if !glued && !property::is_property(self.lines.get(next)) {
            return Err(self
                .lines
                .error(
                    "table-cut-off",
                    n,
                    format!("the properties of `{}` are missing", line.name.text),
                )
                .label("nothing follows")
                .help("a property line must follow; copy the whole page again"));
        }
        line.opens = Opens::Children;
        Ok(true)
    }

    fn elide(&self, n: usize, table: &mut Table) -> Result<(), Diagnostic> {
        match last_line(table) {
            Some(line)
                if line.opens == Opens::Nothing
                    && (holds_object(&line.ty) || matches!(line.ty.kind, Kind::Array(_))) =>
            {
                line.opens = Opens::Elided;
                Ok(())
            }
            _ => Err(self.unexpected(n).help(
                "this line stands below the line of an object, array or union that shows no table",
            )),
        }
    }

    /// `Default: desc`, if the line is not the start of a longer paragraph.
    fn default(&self, n: usize, table: &mut Table) -> Option<Text> {
        let line = last_line(table)?;
        if line.default.is_some() || line.opens != Opens::Nothing {
            return None;
        }
        let value = self.lines.get(n).strip_prefix("Default:")?;
        let next = self.lines.get(n + 1);
        let ends = next.is_empty()
            || [CHILDREN, ELIDED, ALTERNATIVES].contains(&next)
            || next.starts_with(['{', '['])
            || self.lines.curl_at(n + 1)
            || self.lines.content_type_at(n + 1).is_some()
            || option_number(next).is_some()
            || !matches!(property::read(next), Reading::Other);
        ends.then(|| self.lines.text_of(n, value.trim()))
    }

    /// A paragraph of a property's description; gives back the line after it.
    fn describe(&self, n: usize, blank: bool, table: &mut Table) -> Result<usize, Diagnostic> {
        let place = last_line(table).filter(|line| blank && line.opens == Opens::Nothing);
        let Some(line) = place else {
            return Err(self.unexpected(n));
        };
        let (paragraph, end) = self.lines.paragraph(n, |n| (self.ends)(n, false));
        match &mut line.description {
            Some(description) => {
                description.text.push_str("\n\n");
                description.text.push_str(&paragraph);
            }
            None => line.description = Some(self.lines.text_of(n, &paragraph)),
        }
        Ok(end)
    }

    fn misspelt(&self, n: usize, phrase: &str) -> bool {
        let next = self.lines.get(n + 1);
        let alone = next.is_empty()
            || [CHILDREN, ELIDED, ALTERNATIVES].contains(&next)
            || property::is_property(next);
        alone && property::is_misspelt(self.lines.get(n), phrase)
    }

    fn unknown_type(&self, n: usize, part: &str) -> Diagnostic {
        self.lines
            .error(
                "unknown-type-word",
                n,
                format!("`{part}` is not a type that a property line can have"),
            )
            .help(format!("the known types are {}", super::types::WORDS))
    }

    fn unexpected(&self, n: usize) -> Diagnostic {
        self.lines
            .error(
                "unexpected-text",
                n,
                "the grammar of a table has no place for this line",
            )
            .help("expected a property line (`name type required`) or the end of the table")
    }
}

/// The property line that the next line of the table belongs to.
fn last_line(table: &mut Table) -> Option<&mut Line> {
    match table.tokens.last_mut() {
        Some(Token::Line(line)) => Some(line),
        Some(Token::Option { .. }) | None => None,
    }
}

/// Whether a table can stand below a property of this type.
fn holds_object(ty: &Type) -> bool {
    match &ty.kind {
        Kind::Array(item) => holds_object(item),
        Kind::Object(_) | Kind::Union(_) | Kind::Any => true,
        Kind::Boolean | Kind::Integer | Kind::Number | Kind::String => false,
    }
}
