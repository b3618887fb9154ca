//! HTML as it is written: what comes from the inputs gets into it as text only.
//!
//! [`Markup`] is the one type that makes HTML. Tags and names of attributes are constants of the
//! program; every other text is escaped, and has no way around that. Addresses can only be places
//! in the same file ([`Anchor`]).

use std::fmt::Write as _;

/// A place in the file, as its `id` and as the part of an address behind `#`, which are the same:
/// letters that could mean something else are written as in addresses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Anchor(String);

impl Anchor {
    /// The place of a thing of a kind; the kind keeps it apart from ids of the page itself, which
    /// have no colon.
    pub(super) fn of(kind: &str, name: &str) -> Self {
        let mut id = String::with_capacity(kind.len() + name.len() + 1);
        for byte in kind.bytes().chain([b':']).chain(name.bytes()) {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => id.push(char::from(byte)),
                // What browsers leave as it is in the part of an address behind `#`.
                other if b"-_.:/{}[]()@,;!*$+=?|^".contains(&other) => id.push(char::from(other)),
                other => {
                    let _ = write!(id, "%{other:02X}");
                }
            }
        }
        Self(id)
    }

    /// The same place for the second, third … thing of that name.
    pub(super) fn numbered(&self, number: usize) -> Self {
        Self(format!("{}~{number}", self.0))
    }
}

/// HTML.
#[derive(Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    /// The text of the file.
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// A piece of HTML that is part of the program.
    pub(super) fn fixed(&mut self, markup: &'static str) -> &mut Self {
        self.0 += markup;
        self
    }

    /// A text.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0 += "&amp;",
                '<' => self.0 += "&lt;",
                '>' => self.0 += "&gt;",
                '"' => self.0 += "&quot;",
                '\'' => self.0 += "&#39;",
                c if is_unseen(c) => {
                    let _ = write!(self.0, "‹U+{:04X}›", c as u32);
                }
                c => self.0.push(c),
            }
        }
        self
    }

    /// A number.
    pub(super) fn number(&mut self, number: usize) -> &mut Self {
        let _ = write!(self.0, "{number}");
        self
    }

    /// The start of an element.
    pub(super) fn start(
        &mut self,
        tag: &'static str,
        attributes: &[(&'static str, &str)],
    ) -> &mut Self {
        self.0.push('<');
        self.0 += tag;
        for (name, value) in attributes {
            self.0.push(' ');
            self.0 += name;
            if !value.is_empty() {
                self.0 += "=\"";
                self.text(value);
                self.0.push('"');
            }
        }
        self.0.push('>');
        self
    }

    /// The end of an element.
    pub(super) fn end(&mut self, tag: &'static str) -> &mut Self {
        self.0 += "</";
        self.0 += tag;
        self.0.push('>');
        self
    }

    /// An element with nothing but text in it.
    pub(super) fn element(&mut self, tag: &'static str, class: &str, text: &str) -> &mut Self {
        if class.is_empty() {
            self.start(tag, &[]);
        } else {
            self.start(tag, &[("class", class)]);
        }
        self.text(text).end(tag)
    }

    /// The start of an element that has a place.
    pub(super) fn start_at(
        &mut self,
        tag: &'static str,
        anchor: &Anchor,
        attributes: &[(&'static str, &str)],
    ) -> &mut Self {
        let mut all = vec![("id", anchor.0.as_str())];
        all.extend_from_slice(attributes);
        self.start(tag, &all)
    }

    /// A link to a place in the file.
    pub(super) fn link(&mut self, anchor: &Anchor, class: &str, text: &str) -> &mut Self {
        let address = format!("#{}", anchor.0);
        let all = [("href", address.as_str()), ("class", class)];
        let count = if class.is_empty() { 1 } else { 2 };
        self.start("a", &all[..count]).text(text).end("a")
    }

    /// The end of a line of the file.
    pub(super) fn line(&mut self) -> &mut Self {
        self.0.push('\n');
        self
    }
}

/// Whether a character would not be seen, would reorder what is around it, or is none: it is
/// shown by its number. Joiners, which emoji and some scripts need, stay.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}'
        | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}'
        | '\u{e0000}'..='\u{e007f}')
        || c as u32 & 0xfffe == 0xfffe
}
