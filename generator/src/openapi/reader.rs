//! YAML 1.2 (and with it JSON) to a value with the place of each of its parts.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use serde_json::{Map, Number, Value};

use super::{Pointer, document::Place};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};

/// Nesting deeper than this is an error: no real document comes near it.
const MAX_DEPTH: usize = 200;
/// More values than this, after aliases are expanded, are an error.
const MAX_VALUES: usize = 5_000_000;

type Places = HashMap<String, Place>;

/// Reads a text that holds exactly one YAML or JSON document.
pub(super) fn read(source: &Arc<Source>) -> Result<(Value, Places), Diagnostics> {
    let text = source.text().trim_start_matches('\u{feff}');
    let mut reader = Reader {
        source,
        events: Parser::new_from_str(text),
        places: HashMap::new(),
        anchors: HashMap::new(),
        values: 0,
    };
    reader
        .document()
        .map(|value| (value, reader.places))
        .map_err(Diagnostics::from)
}

struct Reader<'s> {
    source: &'s Arc<Source>,
    events: Parser<'s, StrInput<'s>>,
    places: Places,
    anchors: HashMap<usize, (Value, usize)>,
    values: usize,
}

type Result1<T> = Result<T, Diagnostic>;

impl<'s> Reader<'s> {
    fn document(&mut self) -> Result1<Value> {
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
                    let value = self.value(event, span, &Pointer::root(), 0)?;
                    self.end()?;
                    return Ok(value);
                }
            }
        }
    }

    fn end(&mut self) -> Result1<()> {
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

    fn next(&mut self) -> Result1<(Event<'s>, Span)> {
        match self.events.next() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(self.syntax(&error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn value(
        &mut self,
        event: Event<'s>,
        span: Span,
        at: &Pointer,
        depth: usize,
    ) -> Result1<Value> {
        self.count(1, span)?;
        if depth > MAX_DEPTH {
            return Err(self
                .error(
                    "too-deep",
                    span,
                    format!("more than {MAX_DEPTH} levels of nesting"),
                )
                .help("flatten the document with references"));
        }
        // Keys have recorded their own place already.
        let place = self.place(span);
        self.places.entry(at.to_string()).or_insert(place);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = scalar(text, style, tag.as_deref());
                self.remember(anchor, &value, 1);
                Ok(value)
            }
            Event::SequenceStart(anchor, _) => {
                let before = self.values;
                let mut items = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    if matches!(event, Event::SequenceEnd) {
                        break;
                    }
                    let item = self.value(event, span, &at.child(items.len()), depth + 1)?;
                    items.push(item);
                }
                let value = Value::Array(items);
                self.remember(anchor, &value, self.values - before + 1);
                Ok(value)
            }
            Event::MappingStart(anchor, _) => {
                let before = self.values;
                let value = self.mapping(at, depth)?;
                self.remember(anchor, &value, self.values - before + 1);
                Ok(value)
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some((value, size)) => {
                    let (value, size) = (value.clone(), *size);
                    self.count(size, span)?;
                    Ok(value)
                }
                None => Err(self
                    .error(
                        "recursive-alias",
                        span,
                        "this alias is inside of its own anchor",
                    )
                    .help("write the value out, or use `$ref`")),
            },
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => Err(self.error("yaml-syntax", span, "a value is missing here")),
        }
    }

    fn mapping(&mut self, at: &Pointer, depth: usize) -> Result1<Value> {
        let mut map = Map::new();
        loop {
            let (event, key_span) = self.next()?;
            let key = match event {
                Event::MappingEnd => return Ok(Value::Object(map)),
                // A key is what is written: `200` and `no` are the texts "200" and "no".
                Event::Scalar(text, ..) => text.into_owned(),
                _ => {
                    return Err(self
                        .error("key-not-text", key_span, "a key must be a text")
                        .help("write the key as a plain or quoted text"));
                }
            };
            let child = at.child(&key);
            if map.contains_key(&key) {
                let first = self.places.get(&child.to_string()).copied();
                let mut diagnostic = self
                    .error(
                        "duplicate-key",
                        key_span,
                        format!("the key `{key}` stands twice in the same object"),
                    )
                    .help("remove or rename one of them");
                if let Some(first) = first {
                    let [line, column, length] =
                        [first.line, first.column, first.length].map(|n| n as usize);
                    let location = Location::new(self.source, line, column, length);
                    diagnostic = diagnostic.related(location, "first here");
                }
                return Err(diagnostic);
            }
            let place = self.place(key_span);
            self.places.insert(child.to_string(), place);
            let (event, span) = self.next()?;
            let value = self.value(event, span, &child, depth + 1)?;
            map.insert(key, value);
        }
    }

    fn remember(&mut self, anchor: usize, value: &Value, size: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, (value.clone(), size));
        }
    }

    fn count(&mut self, values: usize, span: Span) -> Result1<()> {
        self.values = self.values.saturating_add(values);
        if self.values > MAX_VALUES {
            return Err(self
                .error(
                    "too-large",
                    span,
                    format!("more than {MAX_VALUES} values once aliases are expanded"),
                )
                .help("use `$ref` instead of aliases"));
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
            line: small(span.start.line()),
            column: small(span.start.col() + 1),
            length: small(length.max(1)),
        }
    }

    fn error(&self, code: &'static str, span: Span, message: impl Into<Box<str>>) -> Diagnostic {
        let place = self.place(span);
        let [line, column, length] = [place.line, place.column, place.length].map(|n| n as usize);
        Diagnostic::error(
            code,
            Location::new(self.source, line.max(1), column, length),
            message,
        )
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

/// A scalar by the core schema of YAML 1.2, which is also right for JSON.
fn scalar(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let as_text = match tag {
        Some(tag) => tag.is_yaml_core_schema() && tag.suffix == "str",
        None => style != ScalarStyle::Plain,
    };
    if as_text {
        return Value::String(text.into_owned());
    }
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        plain => number(plain).map_or_else(|| Value::String(text.into_owned()), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if let Some(octal) = digits.strip_prefix("0o") {
        return i64::from_str_radix(octal, 8).ok().map(Number::from);
    }
    if let Some(hex) = digits.strip_prefix("0x") {
        return i64::from_str_radix(hex, 16).ok().map(Number::from);
    }
    let numeric = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.contains(|c: char| c.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'));
    if !numeric {
        return None;
    }
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    if let Ok(integer) = unsigned.parse::<i64>() {
        return Some(Number::from(integer));
    }
    if let Ok(integer) = unsigned.parse::<u64>() {
        return Some(Number::from(integer));
    }
    unsigned.parse::<f64>().ok().and_then(Number::from_f64)
}
