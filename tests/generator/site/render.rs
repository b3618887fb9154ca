//! A reference page as a site for documentation would show it.

use std::collections::BTreeSet;

use truespec::reference::{Body, Operation, Page, ParameterLocation, Property, Response};

use super::{
    layout::{Heading, Layout, Random, Samples, Shell, Statuses},
    markup::{Node, element, page, text},
    sample, surroundings, words,
};

/// The HTML of a page.
pub(super) fn html(of: &Page, layout: Layout) -> String {
    let mut site = Site {
        layout,
        random: Random(layout.seed),
        ids: 0,
        lines: BTreeSet::new(),
    };
    page(&site.page(of), layout.minified)
}

/// What writes one page.
pub(super) struct Site {
    pub(super) layout: Layout,
    pub(super) random: Random,
    /// How many elements have a name.
    ids: usize,
    /// The lines of the properties that are written: an open one stands in several objects.
    pub(super) lines: BTreeSet<usize>,
}

impl Site {
    fn page(&mut self, page: &Page) -> Node {
        let title = match self.layout.heading {
            Heading::Plain => element("h1", "", [text(&page.title.text)]),
            Heading::Badge | Heading::Boxes => element(
                "h1",
                "class=\"title\"",
                [text(&page.title.text), surroundings::anchor("top")],
            ),
        };
        let mut content = vec![
            surroundings::breadcrumbs(),
            title,
            element(
                "p",
                "class=\"generated\"",
                [text("Generated on 1 Jan 2030")],
            ),
        ];
        if let Some(url) = &page.base_url {
            content.push(element(
                "p",
                "",
                [text("Base URL "), element("code", "", [text(&url.text)])],
            ));
        }
        for operation in &page.operations {
            let parts = self.operation(operation);
            let id = self.name();
            content.push(element(
                "section",
                &format!("id=\"{id}\" class=\"op\""),
                parts,
            ));
        }
        content.push(surroundings::pages());
        let content = match self.layout.shell {
            Shell::Main => element("main", "", [element("div", "class=\"md\"", content)]),
            Shell::Article => element("div", "", [element("article", "", content)]),
            Shell::Role => element("div", "role=\"main\"", content),
            Shell::Bare => element("div", "class=\"content\"", content),
        };
        surroundings::around(content, &page.title.text)
    }

    /// A name that no other element has.
    pub(super) fn name(&mut self) -> String {
        self.ids += 1;
        format!("n{}", self.ids)
    }

    fn operation(&mut self, operation: &Operation) -> Vec<Node> {
        let (method, title) = (operation.method.as_str(), &operation.title.text);
        let heading = match self.layout.heading {
            Heading::Plain => element("h2", "", [text(&format!("{method} {title}"))]),
            Heading::Badge => {
                let badge = element("span", "class=\"badge get\"", [text(method)]);
                let title = element("span", "", [text(title)]);
                element("h2", "id=\"x\"", [badge, title, surroundings::anchor("x")])
            }
            Heading::Boxes => {
                let method = element("div", "class=\"method\"", [text(method)]);
                let title = element("div", "class=\"what\"", [text(title)]);
                element("div", "class=\"bar\"", [method, title])
            }
        };
        let path = operation.path.text.split_inclusive('/').map(|part| {
            let class = if part.contains('{') {
                "class=\"hole\""
            } else {
                ""
            };
            element("span", class, [text(part)])
        });
        let mut parts = vec![
            heading,
            element("div", "class=\"path\"", [element("code", "", path)]),
        ];
        parts.extend(self.authorizations(operation));
        if let Some(description) = &operation.description {
            parts.extend(self.paragraphs(&description.text));
        }
        let mut before: Option<ParameterLocation> = None;
        let mut rows: Vec<&Property> = Vec::new();
        for parameter in &operation.parameters {
            if before.is_some_and(|before| before != parameter.location) {
                parts.push(self.rows(&std::mem::take(&mut rows)));
            }
            if before != Some(parameter.location) {
                let section = format!("{:?} Parameters", parameter.location);
                parts.push(element("h3", "", [text(&section)]));
            }
            before = Some(parameter.location);
            rows.push(&parameter.property);
        }
        if !rows.is_empty() {
            parts.push(self.rows(&rows));
        }
        if let Some(body) = &operation.request_body {
            parts.extend(self.request(body));
        }
        parts.extend(self.request_samples(operation));
        parts.extend(self.responses(&operation.responses));
        parts
    }

    fn authorizations(&mut self, operation: &Operation) -> Vec<Node> {
        if operation.authorizations.is_empty() {
            return Vec::new();
        }
        let names = operation
            .authorizations
            .iter()
            .map(|a| a.name.text.as_str());
        let names: Vec<_> = names.collect();
        let mut parts = vec![element(
            "div",
            "",
            [
                element("span", "class=\"key\"", [text("Authorizations:")]),
                text(" "),
                element("span", "", [text(&names.join(", "))]),
            ],
        )];
        for authorization in &operation.authorizations {
            if let Some((kind, scheme)) = &authorization.scheme {
                parts.push(element("div", "", [text(&format!("{kind}: {scheme}"))]));
            }
            if let Some(description) = &authorization.description {
                parts.extend(self.paragraphs(&description.text));
            }
        }
        parts
    }

    fn request(&mut self, body: &Body) -> Vec<Node> {
        let media = &body.media_type.text;
        let mut parts = vec![element("h3", "", [text(&format!("Request Body: {media}"))])];
        parts.extend(self.table(&body.ty));
        parts.extend(self.example(body, true));
        parts
    }

    fn example(&mut self, body: &Body, named: bool) -> Vec<Node> {
        let Some(example) = &body.example else {
            return Vec::new();
        };
        let media = format!("Content type {}", body.media_type.text);
        let json = serde_json::to_string_pretty(&example.value).unwrap();
        let named = named.then(|| element("div", "class=\"media\"", [text(&media)]));
        named
            .into_iter()
            .chain([sample::of(self, "json", &json)])
            .collect()
    }

    fn request_samples(&mut self, operation: &Operation) -> Vec<Node> {
        let (curl, python) = sample::request(operation);
        match self.layout.samples {
            Samples::Curl => vec![sample::of(self, "bash", &curl)],
            Samples::Classes => {
                let other = sample::of(self, "python", &python);
                vec![sample::of(self, "bash", &curl), other]
            }
            Samples::Tabs => {
                let panels = vec![
                    ("Python".to_owned(), vec![sample::of(self, "", &python)]),
                    ("cURL".to_owned(), vec![sample::of(self, "", &curl)]),
                ];
                self.tabs(panels)
            }
        }
    }

    /// Tabs, of which the first is shown.
    fn tabs(&mut self, panels: Vec<(String, Vec<Node>)>) -> Vec<Node> {
        let mut tabs = Vec::new();
        let mut opened = Vec::new();
        for (n, (label, content)) in panels.into_iter().enumerate() {
            let (tab, panel) = (self.name(), self.name());
            let hidden = if n == 0 { "" } else { " hidden" };
            let says = format!("role=\"tab\" id=\"{tab}\" aria-controls=\"{panel}\"");
            tabs.push(element("button", &says, [text(&label)]));
            let says =
                format!("role=\"tabpanel\" id=\"{panel}\" aria-labelledby=\"{tab}\"{hidden}");
            opened.push(element("div", &says, content));
        }
        opened.insert(0, element("div", "role=\"tablist\"", tabs));
        opened
    }

    fn responses(&mut self, responses: &[Response]) -> Vec<Node> {
        let mut parts = vec![element("h3", "", [text("Responses")])];
        let bodies = || {
            responses
                .iter()
                .filter_map(|response| response.body.as_ref())
        };
        let named = bodies().any(|body| body.media_type.text != "application/json");
        let mut panels = Vec::new();
        for response in responses {
            let mut content = Vec::new();
            if let Some(description) = &response.description {
                content.extend(self.paragraphs(&description.text));
            }
            if let Some(body) = &response.body {
                content.extend(self.table(&body.ty));
                if self.layout.examples_inside {
                    content.extend(self.example(body, named));
                }
            }
            panels.push((response.status.text.clone(), content));
        }
        match self.layout.statuses {
            Statuses::Tabs => parts.extend(self.tabs(panels)),
            other => parts.extend(panels.into_iter().flat_map(|(status, mut content)| {
                match other {
                    Statuses::Headings => content.insert(0, element("h4", "", [text(&status)])),
                    Statuses::Boxes | Statuses::Tabs => {
                        content.insert(0, element("div", "class=\"s\"", [text(&status)]));
                    }
                    Statuses::Accordion => {
                        let button = element("button", "aria-expanded=\"false\"", [text(&status)]);
                        content = vec![button, element("div", "hidden", content)];
                    }
                }
                content
            })),
        }
        if !self.layout.examples_inside {
            let mut bodies: Vec<_> = bodies().collect();
            bodies.sort_by_key(|body| body.example.as_ref().map(|example| example.at.line()));
            for body in bodies {
                parts.extend(self.example(body, named));
            }
        }
        parts
    }

    /// Paragraphs of a text.
    pub(super) fn paragraphs(&mut self, text: &str) -> Vec<Node> {
        let paragraphs = text.split("\n\n");
        paragraphs
            .map(|paragraph| {
                let words = words::prose(self, paragraph);
                element("p", "", [Node::Raw(words)])
            })
            .collect()
    }
}
