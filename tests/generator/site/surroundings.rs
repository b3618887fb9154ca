//! What stands around the text of a page: menus, scripts, search, footers.

use super::markup::{Node, element, text};

/// The whole page around its text.
pub(super) fn around(content: Node, title: &str) -> Node {
    let script = "window.page = \"<main><h1>Not this</h1></main>\"; if (1 < 2) { go(); }";
    let head = element(
        "head",
        "",
        [
            element("meta", "charset=\"utf-8\"", []),
            element("title", "", [text(&format!("{title} & more"))]),
            element(
                "style",
                "",
                [Node::Raw(".op > h2 { color: red }".to_owned())],
            ),
            element("script", "", [Node::Raw(script.to_owned())]),
        ],
    );
    let menu = element(
        "nav",
        "class=\"sidebar\"",
        [element(
            "ul",
            "",
            ["GET List projects", "/projects", "Tags"]
                .map(|entry| element("li", "", [element("a", "href=\"/x\"", [text(entry)])])),
        )],
    );
    let header = element(
        "header",
        "class=\"top\"",
        [
            element(
                "a",
                "href=\"#content\" class=\"skip\"",
                [text("Skip to content")],
            ),
            element(
                "button",
                "aria-label=\"Menu\" aria-controls=\"menu\"",
                [icon()],
            ),
            element("input", "type=\"search\" placeholder=\"Search\"", []),
        ],
    );
    let contents = element(
        "aside",
        "",
        [element("div", "", [text("On this page")]), menu.clone()],
    );
    let footer = element(
        "footer",
        "",
        [
            text("© 2030 Example, Inc. "),
            element("a", "href=\"/terms\"", [text("Terms")]),
        ],
    );
    let search = element(
        "div",
        "role=\"dialog\" hidden",
        [
            element(
                "p",
                "",
                [text("We can’t find any results for your search.")],
            ),
            element(
                "p",
                "",
                [text(
                    "Try using different keywords or simplifying your search terms.",
                )],
            ),
        ],
    );
    let noscript = element("noscript", "", [text("Please turn JavaScript on.")]);
    let template = element("template", "", [element("h1", "", [text("Nor this")])]);
    let body = element(
        "body",
        "class=\"docs\"",
        [
            noscript, header, menu, content, contents, footer, search, template,
        ],
    );
    element("html", "lang=\"en\"", [head, body])
}

/// The way to the page.
pub(super) fn breadcrumbs() -> Node {
    let home = element("a", "href=\"/\"", [text("Home")]);
    let here = element("a", "href=\"/reference\"", [text("Reference")]);
    element(
        "div",
        "class=\"crumbs\"",
        [home, element("span", "", [text(" / ")]), here],
    )
}

/// The pages before and after this one.
pub(super) fn pages() -> Node {
    let before = element("a", "href=\"/before\"", [text("« Models")]);
    let after = element("a", "href=\"/after\"", [text("Notebooks »")]);
    element(
        "div",
        "class=\"pages\"",
        [element("div", "", [before]), element("div", "", [after])],
    )
}

/// A link from a heading to itself.
pub(super) fn anchor(id: &str) -> Node {
    let says = format!("class=\"hash-link\" href=\"#{id}\" title=\"Link to this heading\"");
    element("a", &says, [Node::Raw("\u{200b}#".to_owned())])
}

/// A picture with a text that nobody sees.
pub(super) fn icon() -> Node {
    Node::Raw("<svg viewBox=\"0 0 1 1\"><title>Chevron</title><path d=\"M0 0\"/></svg>".to_owned())
}
