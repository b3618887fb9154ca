//! How a browser shows an element: as a block, as a part of a line, or not at all.

use super::dom::{Dom, Id};

/// How an element takes part in the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Display {
    /// A part of a line.
    Inline,
    /// Lines of its own.
    Block,
    /// Lines of its own, with empty lines around: a paragraph or a heading.
    Paragraph,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
}

/// Elements that are lines of their own. A button is one here: what it shows never goes on with the
/// text beside it.
const BLOCKS: [&str; 48] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "plaintext",
    "pre",
    "search",
    "section",
    "slot",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "ul",
    "xmp",
    "center",
    "frameset",
    "noframes",
];

/// Elements that show no text of the page.
const WITHOUT_TEXT: [&str; 27] = [
    "area", "audio", "canvas", "colgroup", "datalist", "embed", "frame", "frameset", "head",
    "iframe", "img", "input", "link", "map", "meta", "meter", "noframes", "noscript", "object",
    "picture", "progress", "rp", "script", "select", "style", "textarea", "video",
];

/// How an element is shown, where it is.
pub(super) fn display(dom: &Dom, id: Id) -> Display {
    let tag = dom.tag(id);
    match style(dom, id, "display").as_deref() {
        Some("block" | "flex" | "grid" | "list-item" | "table" | "flow-root")
            if !matches!(tag, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") =>
        {
            return Display::Block;
        }
        Some("inline" | "inline-block" | "inline-flex" | "contents") => return Display::Inline,
        Some("table-row") => return Display::Row,
        Some("table-cell") => return Display::Cell,
        _ => {}
    }
    match tag {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Display::Paragraph,
        "tr" => Display::Row,
        "td" | "th" => Display::Cell,
        _ if BLOCKS.contains(&tag) => Display::Block,
        _ => Display::Inline,
    }
}

/// Why nothing of an element is a part of the page's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Absence {
    /// It has no text: a script, an image.
    WithoutText,
    /// It is there for finding the way: a menu, a footer.
    Navigation,
    /// It is not shown, or cannot be selected.
    Hidden,
    /// It is not shown until a control is used.
    Collapsed,
}

/// Whether an element, without a look at those around it, has no part in the text.
pub(super) fn absence(dom: &Dom, id: Id) -> Option<Absence> {
    let tag = dom.tag(id);
    if WITHOUT_TEXT.contains(&tag) || tag == "svg" || is_closed_template(dom, id) {
        return Some(Absence::WithoutText);
    }
    let role = dom.attribute(id, "role").unwrap_or_default().trim();
    let finds_the_way = match role {
        "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu"
        | "menubar" | "tooltip" | "toolbar" => true,
        "complementary" => !holds_sample(dom, id),
        _ => match tag {
            "nav" | "footer" | "search" => true,
            "dialog" => dom.attribute(id, "open").is_none(),
            "aside" => !holds_sample(dom, id),
            "header" => !dom.descendants(id).any(|id| dom.tag(id) == "h1"),
            _ => false,
        },
    };
    if finds_the_way {
        return Some(Absence::Navigation);
    }
    let unselectable = ["user-select", "-webkit-user-select"]
        .iter()
        .any(|name| style(dom, id, name).as_deref() == Some("none"));
    let invisible = style(dom, id, "visibility").as_deref() == Some("hidden");
    if unselectable || invisible {
        return Some(Absence::Hidden);
    }
    let collapsed = dom.attribute(id, "hidden").is_some()
        || style(dom, id, "display").as_deref() == Some("none")
        || dom.is(id, "aria-hidden", "true");
    collapsed.then_some(Absence::Collapsed)
}

/// The value of a property of the attribute `style`.
pub(super) fn style(dom: &Dom, id: Id, name: &str) -> Option<String> {
    let style = dom.attribute(id, "style")?;
    let mut last = None;
    for declaration in style.split(';') {
        let Some((found, value)) = declaration.split_once(':') else {
            continue;
        };
        if found.trim().eq_ignore_ascii_case(name) {
            let value = value.split('!').next().unwrap_or_default();
            last = Some(value.trim().to_ascii_lowercase());
        }
    }
    last
}

/// Whether white space counts in an element.
pub(super) fn keeps_spaces(dom: &Dom, id: Id) -> bool {
    match dom.tag(id) {
        "pre" | "listing" | "xmp" | "plaintext" => true,
        // Also a box of lines that a highlighter makes.
        "code" | "div" | "samp" => {
            let lines = || dom.texts(id).len() > 1 || dom.source(id).trim().contains('\n');
            style(dom, id, "white-space").as_deref() == Some("pre") && lines()
        }
        _ => false,
    }
}

/// Whether an element counts the lines of a sample and says nothing else.
pub(super) fn is_gutter(dom: &Dom, id: Id) -> bool {
    const NAMES: [&str; 8] = [
        "linenumber",
        "line-number",
        "line_number",
        "lineno",
        "linenos",
        "line-no",
        "gutter",
        "ln",
    ];
    let named = dom.classes(id).any(|class| {
        let class = class.to_ascii_lowercase();
        NAMES.iter().any(|name| {
            let rest = class.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest == "s")
                || class.ends_with(&format!("-{name}"))
        })
    });
    named && is_count(&dom.words(id))
}

/// Whether a text is nothing but whole numbers.
pub(super) fn is_count(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace())
}

/// What a sample begins with, in single spaces and without the number of its first line.
pub(super) fn start_of_sample(dom: &Dom, id: Id) -> String {
    let words = dom.words(id);
    let start = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    start.to_owned()
}

/// Whether an element of a sample is one of its lines.
pub(super) fn is_line(dom: &Dom, id: Id) -> bool {
    dom.tag(id) == "span"
        && dom
            .classes(id)
            .any(|class| class == "line" || class.ends_with("-line") || class.ends_with("__line"))
}

/// Whether a link only leads to the place where it stands.
pub(super) fn is_anchor(dom: &Dom, id: Id) -> bool {
    let to_place = dom
        .attribute(id, "href")
        .is_some_and(|address| address.contains('#'));
    let words = dom.words(id);
    dom.tag(id) == "a" && to_place && words.chars().all(|c| !c.is_alphanumeric())
}

fn is_closed_template(dom: &Dom, id: Id) -> bool {
    dom.tag(id) == "template" && dom.attribute(id, "shadowrootmode").is_none()
}

fn holds_sample(dom: &Dom, id: Id) -> bool {
    dom.descendants(id).any(|id| dom.tag(id) == "pre")
}
