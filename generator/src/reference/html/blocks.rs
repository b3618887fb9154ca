//! From the tree to what stands on lines of its own, as a browser lays it out.

use super::{
    dom::{Dom, Id},
    known::{Line, opener},
    left_out::{LeftOut, Reason},
    look::{self, Absence, Display},
    panels::Panels,
};

/// How the text of a block is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Line,
    /// A line with empty lines around.
    Paragraph,
    /// Lines whose white space counts.
    Sample,
}

/// What stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its lines: several only of a sample.
    pub(super) lines: Vec<String>,
    /// The element that it stands in.
    pub(super) holder: Id,
    /// The row of a table that it is a cell of.
    pub(super) row: Option<Id>,
    pub(super) form: Form,
    /// Whether it goes on with the text before it, after a line break.
    pub(super) goes_on: bool,
    /// Whether it is the title of a page.
    pub(super) title: bool,
    /// Whether all of it leads elsewhere.
    pub(super) link: bool,
}

impl Block {
    pub(super) fn is_sample(&self) -> bool {
        self.form == Form::Sample
    }

    /// Its first line.
    pub(super) fn first(&self) -> &str {
        self.lines.first().map_or("", String::as_str)
    }
}

/// Lays out what stands in an element.
pub(super) fn of(dom: &Dom, panels: &Panels, root: Id, left_out: &mut LeftOut) -> Vec<Block> {
    let mut layout = Layout {
        dom,
        panels,
        left_out,
        blocks: Vec::new(),
        line: String::new(),
        between: Between::Nothing,
        touches: None,
        breaks: false,
        linked: true,
    };
    let at = Place {
        holder: root,
        row: None,
        form: Form::Line,
        prose: false,
        link: false,
    };
    layout.children(root, at);
    layout.flush(at);
    layout.blocks
}

/// What comes before the next character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Nothing,
    /// The end of an element and the start of the next: a space, where both are words.
    Gap,
    Space,
}

/// Where the text is that is laid out.
#[derive(Clone, Copy, Debug)]
struct Place {
    holder: Id,
    row: Option<Id>,
    form: Form,
    /// Within a sentence or a piece of code: elements that touch belong to one word.
    prose: bool,
    /// Within a link to another page.
    link: bool,
}

struct Layout<'d, 'l> {
    dom: &'d Dom,
    panels: &'d Panels,
    left_out: &'l mut LeftOut,
    blocks: Vec<Block>,
    /// The line that is being written; all lines, within a sample.
    line: String,
    between: Between,
    /// The parent of the element that just ended, while nothing followed.
    touches: Option<Id>,
    /// Whether the line began with a line break.
    breaks: bool,
    /// Whether all of the line is a link.
    linked: bool,
}

impl Layout<'_, '_> {
    fn children(&mut self, id: Id, at: Place) {
        for child in self.dom.children(id) {
            if let Some(text) = self.dom.text(*child) {
                self.text(text, at);
            } else {
                self.element(*child, at);
            }
        }
    }

    fn element(&mut self, id: Id, at: Place) {
        let tag = self.dom.tag(id);
        if tag.is_empty() {
            // The content of a template that was let through, or a comment.
            return self.children(id, at);
        }
        if let Some(reason) = self.reason(id, at) {
            return self.left_out.add(self.dom, id, reason);
        }
        if let Some(label) = self.panels.labels.get(&id) {
            self.flush(at);
            self.line.push_str(label);
            self.linked = false;
            self.flush(at);
        }
        match tag {
            "br" => return self.line_break(at),
            "wbr" => {
                self.touches = None;
                return;
            }
            _ => {}
        }
        if at.form == Form::Sample {
            return self.within_sample(id, at);
        }
        let display = look::display(self.dom, id);
        let sample = look::keeps_spaces(self.dom, id);
        if display == Display::Inline && !sample {
            return self.inline(id, at);
        }
        let inner = Place {
            holder: id,
            row: match display {
                Display::Row => Some(id),
                Display::Inline | Display::Block | Display::Paragraph | Display::Cell => at.row,
            },
            form: match display {
                _ if sample => Form::Sample,
                Display::Paragraph => Form::Paragraph,
                Display::Inline | Display::Block | Display::Row | Display::Cell => at.form,
            },
            prose: tag == "p",
            link: at.link,
        };
        self.flush(at);
        let first = self.blocks.len();
        self.children(id, inner);
        self.flush(inner);
        if is_title(self.dom, id)
            && let Some(block) = self.blocks.get_mut(first)
        {
            block.title = true;
        }
    }

    /// Why an element is left out, if it is.
    fn reason(&self, id: Id, at: Place) -> Option<Reason> {
        let dom = self.dom;
        if self.panels.samples.contains(&id) {
            return Some(Reason::Sample);
        }
        if self.panels.tabs.contains(&id) {
            return Some(Reason::Control);
        }
        match look::absence(dom, id) {
            Some(Absence::WithoutText) => return Some(Reason::WithoutText),
            Some(Absence::Navigation) => return Some(Reason::Navigation),
            Some(Absence::Hidden) => return Some(Reason::Hidden),
            Some(Absence::Collapsed) if !self.panels.opened.contains(&id) => {
                return Some(Reason::Hidden);
            }
            Some(Absence::Collapsed) | None => {}
        }
        if look::is_anchor(dom, id) {
            return Some(Reason::Control);
        }
        if dom.tag(id) == "button" || dom.is(id, "role", "button") {
            let label = dom.words(id);
            // A line of the page can be a control as a whole.
            let fact = opener(&label).is_some()
                || Line::of(&label).is_fact()
                || Line::of(&dom.texts(id).join(" ")).is_fact();
            return (!fact).then_some(Reason::Control);
        }
        if (at.form == Form::Sample || dom.tag(id) == "td" || dom.tag(id) == "pre")
            && look::is_gutter(dom, id)
        {
            return Some(Reason::Control);
        }
        if dom.tag(id) == "pre" && other_language(dom, id) {
            return Some(Reason::Sample);
        }
        None
    }

    fn inline(&mut self, id: Id, at: Place) {
        let tag = self.dom.tag(id);
        let whole_word = matches!(
            tag,
            "a" | "abbr"
                | "b"
                | "code"
                | "em"
                | "i"
                | "kbd"
                | "mark"
                | "samp"
                | "strong"
                | "sub"
                | "sup"
                | "u"
                | "var"
        );
        let leads = tag == "a" && self.dom.attribute(id, "href").is_some();
        if self.touches.is_some()
            && self.touches == self.dom.parent(id)
            && !at.prose
            && self.between == Between::Nothing
        {
            self.between = Between::Gap;
        }
        let inner = Place {
            prose: at.prose || whole_word,
            link: at.link || leads,
            ..at
        };
        self.children(id, inner);
        self.touches = self.dom.parent(id);
    }

    fn within_sample(&mut self, id: Id, at: Place) {
        let block = look::display(self.dom, id) != Display::Inline;
        if block || look::is_line(self.dom, id) {
            self.end_line();
        }
        self.children(id, at);
        if block {
            self.end_line();
        }
    }

    /// Ends a line of a sample that has anything on it.
    fn end_line(&mut self) {
        if !self.line.is_empty() && !self.line.ends_with('\n') {
            self.line.push('\n');
        }
    }

    fn line_break(&mut self, at: Place) {
        if at.form == Form::Sample {
            self.line.push('\n');
            return;
        }
        self.flush(at);
        self.breaks = true;
    }

    fn text(&mut self, text: &str, at: Place) {
        for c in text.chars() {
            match c {
                // What only says where a word can be parted, or marks the order of bytes.
                '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
                '\u{a0}' | '\u{2007}' | '\u{202f}' if at.form == Form::Sample => {
                    self.line.push(' ');
                }
                '\r' if at.form == Form::Sample => {}
                _ if at.form == Form::Sample => self.line.push(c),
                _ if c.is_whitespace() => self.between = Between::Space,
                _ => self.push(c, at),
            }
        }
    }

    fn push(&mut self, c: char, at: Place) {
        let before = self.line.chars().next_back();
        let words = |before: char| {
            (before.is_alphanumeric() || matches!(before, ')' | ']' | ':'))
                && (c.is_alphanumeric() || matches!(c, '(' | '['))
        };
        let space = before.is_some_and(|before| match self.between {
            Between::Nothing => false,
            Between::Gap => words(before),
            Between::Space => true,
        });
        if space {
            self.line.push(' ');
        }
        self.line.push(c);
        self.linked &= at.link;
        (self.between, self.touches) = (Between::Nothing, None);
    }

    /// Ends the line, or the sample.
    fn flush(&mut self, at: Place) {
        (self.between, self.touches) = (Between::Nothing, None);
        let line = std::mem::take(&mut self.line);
        let leads_away = std::mem::replace(&mut self.linked, true) && at.form != Form::Sample;
        let lines: Vec<String> = if at.form == Form::Sample {
            let lines = line.lines().map(|line| line.trim_end().to_owned());
            let lines: Vec<_> = lines.collect();
            let filled = |line: &String| !line.is_empty();
            let first = lines.iter().position(filled).unwrap_or(lines.len());
            let last = lines
                .iter()
                .rposition(filled)
                .map_or(first, |last| last + 1);
            lines[first..last].to_vec()
        } else if line.is_empty() {
            Vec::new()
        } else {
            vec![opener(&line).map_or(line, str::to_owned)]
        };
        if lines.is_empty() {
            return;
        }
        let breaks = std::mem::take(&mut self.breaks);
        self.blocks.push(Block {
            goes_on: breaks && self.blocks.last().is_some_and(|b| b.holder == at.holder),
            lines,
            holder: at.holder,
            row: at.row,
            form: at.form,
            title: false,
            link: leads_away,
        });
    }
}

/// Whether an element is the title of a page.
pub(super) fn is_title(dom: &Dom, id: Id) -> bool {
    dom.tag(id) == "h1" || dom.is(id, "role", "heading") && dom.is(id, "aria-level", "1")
}

/// Whether a sample says that it is in a language which is neither a shell's nor JSON.
fn other_language(dom: &Dom, pre: Id) -> bool {
    const READ: [&str; 13] = [
        "bash",
        "console",
        "curl",
        "json",
        "json5",
        "jsonc",
        "none",
        "plain",
        "plaintext",
        "sh",
        "shell",
        "text",
        "zsh",
    ];
    let start = look::start_of_sample(dom, pre);
    if start.starts_with(['{', '[']) || start.starts_with("curl ") {
        return false;
    }
    let around = dom.ancestors(pre).take(2);
    let inside = dom.children(pre).iter().copied();
    let mut said = around.chain(inside).flat_map(|id| {
        let classes = dom.classes(id).filter_map(|class| {
            ["language-", "lang-", "highlight-source-"]
                .iter()
                .find_map(|start| class.strip_prefix(start))
        });
        let named = ["data-language", "data-lang", "lang-name"];
        let named = named
            .into_iter()
            .filter_map(move |name| dom.attribute(id, name));
        classes.chain(named)
    });
    said.next()
        .is_some_and(|language| !READ.contains(&language.to_ascii_lowercase().as_str()))
}
