//! The tables of a page: properties, what describes them, and what they hold.

use truespec::reference::{Alternative, Kind, Members as Known, Property, Type};

use super::{
    layout::{Classes, Members, Row},
    markup::{Node, element, escaped, text},
    render::Site,
    surroundings, words,
};

impl Site {
    /// The table of a body.
    pub(super) fn table(&mut self, ty: &Type) -> Vec<Node> {
        self.lines.clear();
        match &inner(ty).kind {
            Kind::Object(Known::Listed(properties)) => {
                vec![self.rows(&properties.iter().collect::<Vec<_>>())]
            }
            Kind::Union(alternatives) => self.alternatives(alternatives),
            _ => Vec::new(),
        }
    }

    /// Properties, one after the other.
    pub(super) fn rows(&mut self, properties: &[&Property]) -> Node {
        let rows: Vec<_> = properties
            .iter()
            .flat_map(|property| self.row(property))
            .collect();
        match self.layout.row {
            Row::Definition => element("dl", "", rows),
            Row::Item => element("ul", "class=\"fields\"", rows),
            Row::Table => {
                let heads = ["Name", "Type", "Required", "Description"];
                let heads = heads.map(|head| element("th", "", [text(head)]));
                let head = element("thead", "", [element("tr", "", heads)]);
                element("table", "", [head, element("tbody", "", rows)])
            }
            Row::Parts | Row::Boxes | Row::Paragraph | Row::Line => {
                element("div", "class=\"fields\"", rows)
            }
        }
    }

    fn row(&mut self, property: &Property) -> Vec<Node> {
        if !self.lines.insert(property.name.at.line()) {
            return Vec::new();
        }
        let parts = words::property(property);
        let as_spans = |parts: &[String]| -> Vec<Node> {
            let spans = parts.iter().enumerate().map(|(n, part)| match n {
                0 => element("code", "class=\"name\"", [text(part)]),
                _ => element("span", "class=\"tag\"", [text(part)]),
            });
            spans.collect()
        };
        let state = match (self.layout.classes, property.required) {
            (Classes::Plain, _) => "",
            (Classes::State, true) => " is-required",
            (Classes::State, false) => " is-optional",
        };
        let class = |name: &str| format!("class=\"{name}{state}\"");
        let mut below = Vec::new();
        if let Some(description) = &property.description {
            below.extend(self.paragraphs(&description.text));
        }
        if let Some(default) = &property.default {
            let value = element("code", "", [text(&default.text)]);
            below.push(element("div", "", [text("Default: "), value]));
        }
        below.extend(self.members(&property.ty));
        match self.layout.row {
            Row::Parts => {
                below.insert(0, element("div", &class("row"), as_spans(&parts)));
                vec![element("div", &class("field"), below)]
            }
            Row::Boxes => {
                let boxes = parts
                    .iter()
                    .map(|part| element("div", "class=\"cell\"", [text(part)]));
                below.insert(0, element("div", &class("flex"), boxes));
                vec![element("div", "class=\"field\"", below)]
            }
            Row::Definition => {
                let name = element("dt", "", as_spans(&parts));
                let below = (!below.is_empty()).then(|| element("dd", "", below));
                [name].into_iter().chain(below).collect()
            }
            Row::Item => {
                let line = element("div", "", as_spans(&parts));
                below.insert(0, line);
                vec![element("li", "", below)]
            }
            Row::Table => {
                let mut cells: Vec<_> =
                    parts.iter().map(|p| element("td", "", [text(p)])).collect();
                cells.push(element("td", "class=\"about\"", below));
                vec![element("tr", "", cells)]
            }
            Row::Paragraph => {
                below.insert(0, element("p", &class("prop"), [text(&parts.join(" "))]));
                below
            }
            Row::Line => {
                below.insert(0, Node::Raw(format!("{}<br>", escaped(&parts.join(" ")))));
                vec![element("div", &class("line"), below)]
            }
        }
    }

    /// What stands below a property.
    fn members(&mut self, ty: &Type) -> Vec<Node> {
        const ELIDED: &str =
            "Additional nested properties not shown. Refer to the full API spec for details.";
        match &inner(ty).kind {
            Kind::Object(Known::Elided) => vec![element("div", "class=\"more\"", [text(ELIDED)])],
            Kind::Object(Known::Listed(properties)) => {
                let content = self.rows(&properties.iter().collect::<Vec<_>>());
                self.opened(content)
            }
            Kind::Union(alternatives) => self.alternatives(alternatives),
            _ => Vec::new(),
        }
    }

    fn opened(&mut self, content: Node) -> Vec<Node> {
        const SHOW: &str = "Show child properties";
        match self.layout.members {
            Members::Details => {
                let summary = element("summary", "", [text(SHOW)]);
                vec![element("details", "", [summary, content])]
            }
            Members::Button => {
                let label = element("span", "", [text(SHOW)]);
                let button = element("button", "type=\"button\"", [surroundings::icon(), label]);
                vec![button, element("div", "style=\"display: none\"", [content])]
            }
            Members::Hidden => {
                let id = self.name();
                let says = format!("aria-expanded=\"false\" aria-controls=\"{id}\"");
                let button = element("button", &says, [text(SHOW)]);
                let says = format!("id=\"{id}\" hidden");
                vec![
                    element("div", "", [button]),
                    element("div", &says, [content]),
                ]
            }
            Members::Shown => {
                let button = element("button", "", [text("Hide child properties")]);
                vec![button, content]
            }
        }
    }

    fn alternatives(&mut self, alternatives: &[Alternative]) -> Vec<Node> {
        // None are shown, or all of them stand elsewhere already.
        let known = |alternative: &Alternative| self.lines.contains(&alternative.label.at.line());
        if alternatives.iter().all(known) {
            return Vec::new();
        }
        let mut parts = vec![element("div", "", [text("One of:")])];
        for Alternative { label, ty } in alternatives {
            if !self.lines.insert(label.at.line()) {
                continue;
            }
            parts.push(element("div", "class=\"option\"", [text(&label.text)]));
            if let Kind::Object(Known::Listed(properties)) = &inner(ty).kind {
                parts.push(self.rows(&properties.iter().collect::<Vec<_>>()));
            }
        }
        parts
    }
}

/// The type below all arrays.
fn inner(ty: &Type) -> &Type {
    match &ty.kind {
        Kind::Array(item) => inner(item),
        _ => ty,
    }
}
