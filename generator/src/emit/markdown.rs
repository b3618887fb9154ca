//! Documentation as Markdown. The vendor's words are made inert: no line of them is code that a
//! documentation test would run, a link to something in the crate, a heading, or HTML.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Block, is_inert};

/// Blocks as lines, with a blank line between blocks.
pub(super) fn lines(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        let block = block_lines(block);
        if block.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(block);
    }
    lines
}

/// Lines as the documentation of what follows.
pub(super) fn outer(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    quote! { #(#[doc = #lines])* }
}

/// Lines as the documentation of the file.
pub(super) fn inner(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    quote! { #(#![doc = #lines])* }
}

/// Blocks as the documentation of what follows.
pub(super) fn docs(blocks: &[Block]) -> TokenStream {
    outer(&lines(blocks))
}

/// A text as code within a line.
pub(super) fn code(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| is_inert(*c))
        .collect();
    let plain = plain.trim();
    match plain {
        "" => "(empty)".to_owned(),
        _ if plain.contains('`') => {
            // The marks around it are longer than any within.
            let runs = plain.split(|c| c != '`').map(str::len);
            let mark = "`".repeat(runs.max().unwrap_or_default() + 1);
            format!("{mark} {plain} {mark}")
        }
        _ => format!("`{plain}`"),
    }
}

/// Words of the vendor in one line.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    line(&words.join(" "))
}

fn spaced(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}

fn block_lines(block: &Block) -> Vec<String> {
    match block {
        Block::Own(text) => text.lines().map(str::to_owned).collect(),
        Block::Vendor(text) => vendor(text),
        Block::Facts(facts) => vec![facts_line(facts)],
        Block::Corrections(sentences) => {
            let mut lines = vec!["Corrected from the published document:".to_owned()];
            lines.push(String::new());
            lines.extend(sentences.iter().map(|s| format!("- {}", one_line(s))));
            lines
        }
        Block::List(entries) => entries
            .iter()
            .map(|(name, blocks)| format!("- {}: {}", code(name), in_one_line(blocks)))
            .collect(),
        Block::Link(url) => match url_in(url) {
            Some((0, end)) if end == url.len() => vec![format!("See <{url}>.")],
            _ => vec![format!("See {}.", code(url))],
        },
    }
}

/// Blocks as the words of an entry of a list.
pub(super) fn in_one_line(blocks: &[Block]) -> String {
    let parts: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Own(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Block::Vendor(text) => one_line(text),
            Block::Facts(facts) => facts_line(facts),
            Block::Corrections(sentences) => {
                let sentences: Vec<_> = sentences.iter().map(|s| one_line(s)).collect();
                format!("(Corrected: {})", sentences.join(" "))
            }
            Block::List(_) => String::new(),
            Block::Link(_) => block_lines(block).concat(),
        })
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

fn facts_line(facts: &[(String, Vec<String>)]) -> String {
    let facts: Vec<String> = facts
        .iter()
        .map(|(label, values)| {
            let values: Vec<String> = values.iter().map(|value| code(value)).collect();
            format!("{label}: {}.", values.join(", "))
        })
        .collect();
    facts.join(" ")
}

/// Words of the vendor, line by line.
fn vendor(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    for raw in whole_code(text) {
        let raw = raw.trim_end();
        let trimmed = raw.trim_start();
        match (&fence, fence_of(trimmed)) {
            (Some(open), Some(mark)) if mark.starts_with(open.as_str()) && trimmed == mark => {
                fence = None;
                out.push("```".to_owned());
            }
            (Some(_), _) => out.push(verbatim(raw)),
            (None, Some(mark)) => {
                fence = Some(mark.to_owned());
                out.push("```text".to_owned());
            }
            (None, None) => {
                // White space at the start can make code of a line, white space within cannot mean
                // anything but code after a list mark.
                let words: Vec<&str> = trimmed.split_whitespace().collect();
                let indent = (raw.len() - trimmed.len()).min(2);
                let text = line(&words.join(" "));
                let indent = if starts_list(&text) { indent } else { 0 };
                out.push(format!("{}{text}", " ".repeat(indent)));
                if after_marks(trimmed).1.starts_with('#') {
                    out.push(String::new());
                }
            }
        }
    }
    if fence.is_some() {
        out.push("```".to_owned());
    }
    out.dedup_by(|a, b| a.is_empty() && b.is_empty());
    let start = out.iter().take_while(|l| l.is_empty()).count();
    out.drain(..start);
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

/// The lines of a text. Code that goes over the end of a line is brought together in one.
fn whole_code(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let is_open = |line: &str| line.matches('`').count() % 2 == 1;
    for line in text.lines() {
        match lines.last_mut() {
            Some(last)
                if is_open(last)
                    && is_open(line)
                    && fence_of(last.trim_start()).is_none()
                    && fence_of(line.trim_start()).is_none() =>
            {
                *last = format!("{} {}", last.trim_end(), line.trim_start());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// The mark of a code fence at the start of a line.
fn fence_of(trimmed: &str) -> Option<&str> {
    let first = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let end = trimmed.find(|c| c != first).unwrap_or(trimmed.len());
    // Backticks after the mark make it code within a line.
    let inline = first == '`' && trimmed.get(end..).is_some_and(|rest| rest.contains('`'));
    (end >= 3 && !inline).then(|| trimmed.get(..end)).flatten()
}

fn starts_list(text: &str) -> bool {
    text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ")
}

/// A line within a code fence.
fn verbatim(raw: &str) -> String {
    let plain: String = raw
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| is_inert(*c))
        .collect();
    plain.replace("```", "'''")
}

/// A line of words: what could be more than words is escaped.
fn line(text: &str) -> String {
    let text: String = text.chars().filter(|c| is_inert(*c)).collect();
    let text = text.replace("```", "`").replace("~~~", "~");
    let (marks, text) = after_marks(text.trim());
    format!("{marks}{}", words(text))
}

/// The marks of lists and quotes that a line begins with, and what is behind them.
fn after_marks(text: &str) -> (&str, &str) {
    let mut rest = text;
    loop {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let ordered = [". ", ") "].iter().find_map(|end| digits.strip_prefix(end));
        let ordered = ordered.filter(|_| digits.len() < rest.len());
        let mut marks = ["- ", "* ", "+ ", "> "].iter();
        let unordered = marks.find_map(|mark| rest.strip_prefix(mark));
        match ordered.or(unordered) {
            Some(behind) => rest = behind.trim_start(),
            None => return text.split_at(text.len() - rest.len()),
        }
    }
}

/// What is in a line behind its marks.
fn words(text: &str) -> String {
    // A heading becomes a bold line.
    let level = text.chars().take_while(|c| *c == '#').count();
    if level > 0 {
        let title = text.trim_matches('#').trim();
        return if title.is_empty() {
            String::new()
        } else {
            format!("**{}**", inline(title))
        };
    }
    let ruler = |c: char| matches!(c, '=' | '-' | '_' | '*');
    if !text.is_empty() && text.chars().all(ruler) {
        return format!("\\{text}");
    }
    inline(text)
}

fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut used = c.len_utf8();
        match c {
            '`' => {
                used = match code_at(rest) {
                    Ok(length) => {
                        out += &rest[..length];
                        length
                    }
                    Err(marks) => {
                        out += &"\\`".repeat(marks);
                        marks
                    }
                };
            }
            '[' | ']' | '<' => {
                if let Some((link, length)) = link_at(rest) {
                    out += &link;
                    used = length;
                } else {
                    out.push('\\');
                    out.push(c);
                }
            }
            // A mark that the vendor escaped stays so; otherwise a backslash is a backslash.
            '\\' => match rest[1..].chars().next() {
                Some(mark) if mark.is_ascii_punctuation() && mark != '`' => {
                    out.push(c);
                    out.push(mark);
                    used = 2;
                }
                Some(next) if next != '`' => out.push(c),
                Some(_) | None => out += "\\\\",
            },
            // What is written by its number or name is shown as it is written.
            '&' if is_entity(rest) => out += "\\&",
            // Also within a word: there, too, readers of documentation take it for a URL.
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                match url_in(rest) {
                    Some((0, end)) => {
                        out.push('<');
                        out += &rest[..end];
                        out.push('>');
                        used = end;
                    }
                    _ => out.push(c),
                }
            }
            _ => out.push(c),
        }
        rest = rest.get(used..).unwrap_or_default();
    }
    out
}

/// The length of the code at the start of a text, marks included: up to as many marks as it begins with.
/// Where there are none, the error is their number.
fn code_at(text: &str) -> Result<usize, usize> {
    let marks = text.len() - text.trim_start_matches('`').len();
    let mut at = marks;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = &text[start..];
        let length = run.len() - run.trim_start_matches('`').len();
        at = start + length;
        if length == marks {
            return Ok(at);
        }
    }
    Err(marks)
}

/// Whether a text begins with a character that is written by its number or name, such as `&#8238;`.
fn is_entity(text: &str) -> bool {
    let name = text.strip_prefix('&').and_then(|rest| rest.split_once(';'));
    name.is_some_and(|(name, _)| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

/// `[text](https://…)` or `<https://…>` at the start of a text, and its length.
fn link_at(text: &str) -> Option<(String, usize)> {
    if let Some(after) = text.strip_prefix('<') {
        let (url, _) = after.split_once('>')?;
        return (url_in(url)? == (0, url.len())).then(|| (format!("<{url}>"), url.len() + 2));
    }
    let (title, after) = text.strip_prefix('[')?.split_once("](")?;
    if title.contains(['[', ']', '`', '<', '>']) || title.is_empty() {
        return None;
    }
    let (url, _) = after.split_once(')')?;
    let is_url = url_in(url)? == (0, url.len());
    is_url.then(|| (format!("[{title}](<{url}>)"), title.len() + url.len() + 4))
}

/// The first URL of a text.
fn url_in(text: &str) -> Option<(usize, usize)> {
    let start = text
        .find("http://")
        .into_iter()
        .chain(text.find("https://"))
        .min()?;
    let url = text.get(start..)?;
    let end = url
        .find(|c: char| {
            !(c.is_ascii_graphic())
                || matches!(
                    c,
                    '<' | '>' | '"' | '`' | '\\' | '[' | ']' | '{' | '}' | '|' | '^'
                )
        })
        .unwrap_or(url.len());
    let end = url
        .get(..end)?
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', '*', '_'])
        .len();
    let host = url.find("//").map_or(0, |at| at + 2);
    (end > host).then_some((start, start + end))
}
