//! JSON examples: the value, and the place of each part of it.

use std::{collections::BTreeMap, iter::Peekable, str::Chars};

use serde_json::{Map, Value};

use super::{Example, lines::Lines};
use crate::diagnostic::{Diagnostic, Location};

/// Nesting deeper than this is an error.
const MAX_DEPTH: usize = 100;

/// Reads the example that starts in the line `n`; gives back its last line.
///
/// # Errors
/// The first thing that is not JSON, an example that is not finished.
pub(super) fn read(lines: &Lines, n: usize) -> Result<(Example, usize), Diagnostic> {
    let mut scanner = Scanner {
        lines,
        line: n,
        column: 1,
        chars: lines.source().line(n).chars().peekable(),
        places: BTreeMap::new(),
    };
    scanner.skip();
    let at = scanner.here(1);
    let value = scanner.value(&mut String::new(), 0)?;
    let end = scanner.line;
    // Nothing else may stand in its last line.
    while let Some(&c) = scanner.chars.peek() {
        if !c.is_whitespace() {
            return Err(scanner.expected("the end of the example"));
        }
        scanner.chars.next();
    }
    let places = scanner.places;
    Ok((Example { value, at, places }, end))
}

struct Scanner<'l> {
    lines: &'l Lines,
    line: usize,
    column: usize,
    chars: Peekable<Chars<'l>>,
    places: BTreeMap<String, Location>,
}

impl Scanner<'_> {
    fn here(&self, length: usize) -> Location {
        Location::new(self.lines.source(), self.line, self.column, length)
    }

    fn next(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        self.column += 1;
        Some(c)
    }

    /// Skips white space, over line ends too.
    fn skip(&mut self) {
        loop {
            match self.chars.peek() {
                Some(&c) if c.is_whitespace() || c == '\u{feff}' => {
                    self.next();
                }
                Some(_) => return,
                None if self.line >= self.lines.count() => return,
                None => {
                    self.line += 1;
                    self.column = 1;
                    self.chars = self.lines.source().line(self.line).chars().peekable();
                }
            }
        }
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.skip();
        let found = self.chars.peek() == Some(&wanted);
        if found {
            self.next();
        }
        found
    }

    fn value(&mut self, pointer: &mut String, depth: usize) -> Result<Value, Diagnostic> {
        self.skip();
        if depth > MAX_DEPTH {
            return Err(Diagnostic::error(
                "example-too-deep",
                self.here(1),
                format!("more than {MAX_DEPTH} levels of nesting in an example"),
            )
            .help("shorten the example"));
        }
        let start = self.here(1);
        let column = self.column;
        let value = match self.chars.peek() {
            Some('{') => self.object(pointer, depth)?,
            Some('[') => self.array(pointer, depth)?,
            Some('"') => Value::String(self.string()?),
            Some(_) => self.word()?,
            None => return Err(self.expected("a JSON value")),
        };
        let length = match value {
            Value::Object(_) | Value::Array(_) => 1,
            _ => self.column - column,
        };
        let place = Location::new(start.source(), start.line(), column, length);
        self.places.insert(pointer.clone(), place);
        Ok(value)
    }

    fn object(&mut self, pointer: &mut String, depth: usize) -> Result<Value, Diagnostic> {
        self.next();
        let mut map = Map::new();
        if self.eat('}') {
            return Ok(Value::Object(map));
        }
        loop {
            self.skip();
            if self.chars.peek() != Some(&'"') {
                return Err(self.expected("a key in double quotes"));
            }
            let place = self.here(1);
            let key = self.string()?;
            if !self.eat(':') {
                return Err(self.expected("`:`"));
            }
            let parent = pointer.len();
            pointer.push('/');
            pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            let value = self.value(pointer, depth + 1)?;
            pointer.truncate(parent);
            if map.contains_key(&key) {
                return Err(Diagnostic::error(
                    "invalid-example",
                    place,
                    format!("the key `{key}` stands twice in one object of the example"),
                )
                .help("keep one of them"));
            }
            map.insert(key, value);
            if self.eat('}') {
                return Ok(Value::Object(map));
            }
            if !self.eat(',') {
                return Err(self.expected("`,` or `}`"));
            }
        }
    }

    fn array(&mut self, pointer: &mut String, depth: usize) -> Result<Value, Diagnostic> {
        self.next();
        let mut items = Vec::new();
        if self.eat(']') {
            return Ok(Value::Array(items));
        }
        loop {
            let parent = pointer.len();
            pointer.push('/');
            pointer.push_str(&items.len().to_string());
            items.push(self.value(pointer, depth + 1)?);
            pointer.truncate(parent);
            if self.eat(']') {
                return Ok(Value::Array(items));
            }
            if !self.eat(',') {
                return Err(self.expected("`,` or `]`"));
            }
        }
    }

    /// A string, which ends in the line that it starts in.
    fn string(&mut self) -> Result<String, Diagnostic> {
        let place = self.here(1);
        let mut literal = String::new();
        let mut escaped = false;
        while let Some(c) = self.next() {
            literal.push(c);
            if c == '"' && !escaped && literal.len() > 1 {
                return serde_json::from_str(&literal)
                    .map_err(|error| invalid(place, &error.to_string()));
            }
            escaped = c == '\\' && !escaped;
        }
        Err(invalid(place, "the string does not end in its line"))
    }

    /// `true`, `false`, `null` or a number.
    fn word(&mut self) -> Result<Value, Diagnostic> {
        let place = self.here(1);
        let mut literal = String::new();
        while let Some(&c) = self.chars.peek() {
            if c.is_whitespace() || matches!(c, ',' | '}' | ']' | ':') {
                break;
            }
            literal.push(c);
            self.next();
        }
        serde_json::from_str(&literal)
            .map_err(|_| invalid(place, &format!("`{literal}` is not a JSON value")))
    }

    fn expected(&mut self, what: &str) -> Diagnostic {
        if self.chars.peek().is_none() {
            let last = self.lines.filled_before(self.lines.count() + 1);
            return self
                .lines
                .error("example-cut-off", last, "the JSON example is not finished")
                .label(format!("expected {what}"))
                .help("copy the whole page again");
        }
        let place = self.here(1);
        invalid(place, &format!("expected {what}"))
    }
}

fn invalid(place: Location, why: &str) -> Diagnostic {
    Diagnostic::error("invalid-example", place, "the example is not valid JSON")
        .label(why)
        .help("correct the example, or copy the page again")
}
