//! The rows of an operation: its words, its parameters, what is sent and what comes back.

use serde_json::Value;

use super::{
    facet::{Cell, Facet, Kind},
    fields::{Places, Sides, merge},
    markup::Anchor,
    parts::{
        body, body_of_page, kind_of, paging_words, parameter, parameter_schema, parameters,
        response_of_page,
    },
    row::{Row, Section},
    security, shown, written,
};
use crate::{
    openapi::{Document, Pointer},
    reconcile::{PAGINATION_EXTENSION, finding::Subject, paging, schemas},
    reference::{Body, Operation as Shown, Parameter, Response},
};

/// An operation, where each side has it.
pub(super) struct Operation<'a> {
    pub(super) sides: &'a Sides<'a>,
    /// Its operationId, or what stands for one.
    pub(super) key: String,
    /// `GET`.
    pub(super) method: String,
    /// Its path; for webhooks and callbacks, what they are called.
    pub(super) path: String,
    /// Where the document has it.
    pub(super) document: Option<Pointer>,
    /// Where the result has it.
    pub(super) result: Option<Pointer>,
    /// What the pages have.
    pub(super) pages: &'a [&'a Shown],
    /// Its parameters as the pages have them, under their names in the document.
    pub(super) shown: Vec<(&'a str, &'a Parameter)>,
}

impl Operation<'_> {
    pub(super) fn section(&self) -> Section {
        let mut rows = self.head();
        rows.extend(self.parameters());
        rows.extend(self.request());
        rows.extend(self.responses());
        let document = self.document.as_ref();
        let here = document.map(|at| self.sides.document.locate(at));
        let there = self.pages.iter().map(|page| page.title.at.clone());
        Section {
            anchor: Anchor::of("operation", &self.key),
            subject: self.subject(),
            method: self.method.clone(),
            title: self.path.clone(),
            name: self.key.clone(),
            described: here.into_iter().chain(there).collect(),
            rows,
            findings: Vec::new(),
        }
    }

    /// What the reference says of it: the first page, since the pages agree.
    fn reference(&self) -> Option<&Shown> {
        self.pages.first().copied()
    }

    fn subject(&self) -> Subject {
        Subject::Operation(self.key.clone())
    }

    fn row(&self, name: &str, kind: &'static str, key: &str) -> Row {
        Row::new(name, kind).key(&self.subject(), key)
    }

    /// What both documents say, by the same words.
    fn both(&self, row: &mut Row, say: impl Fn(&Document, &Pointer) -> Option<Cell>) {
        let document = self.document.as_ref();
        row.document = document.and_then(|at| say(self.sides.document, at));
        let result = self.result.as_ref();
        row.result = result.and_then(|at| say(self.sides.result, at));
    }

    fn head(&self) -> Vec<Row> {
        let reference = self.reference();
        let mut path = self.row("path", "", "path");
        self.both(&mut path, |_, at| {
            let path = at.tokens().get(1)?;
            Some(Cell::of([Facet::new(Kind::Value, path)]))
        });
        path.page = reference.map(|page| {
            // A page may name the parameters otherwise, and have the start of the path elsewhere.
            let text = page.path.text.as_str();
            Cell::of([Facet::loose(Kind::Value, text)]).at(&page.path.at)
        });
        let mut summary = self.row("summary", "", "summary");
        self.both(&mut summary, |document, at| {
            written::words_at(document, &at.child("summary"))
        });
        summary.page =
            reference.map(|page| Cell::of([Facet::words(&page.title.text)]).at(&page.title.at));
        let mut description = self.row("description", "", "description");
        self.both(&mut description, |document, at| {
            written::words_at(document, &at.child("description"))
        });
        let words = reference.and_then(|page| page.description.as_ref());
        description.page = words.map(|text| Cell::of([Facet::words(&text.text)]).at(&text.at));
        let mut deprecated = self.row("deprecated", "", "deprecated");
        self.both(&mut deprecated, |document, at| {
            let value = document.get(&at.child("deprecated"))?.as_bool()?;
            value.then(|| Cell::of([Facet::new(Kind::Value, "deprecated")]))
        });
        let mut rows = vec![path, summary, description, deprecated];
        rows.push(self.authorization());
        rows.push(self.paging());
        rows.retain(Row::is_said);
        rows
    }

    fn authorization(&self) -> Row {
        let mut row = self.row("authorization", "", "authorization");
        self.both(&mut row, security::of_operation);
        let shown = self
            .pages
            .iter()
            .find(|page| !page.authorizations.is_empty());
        row.page = shown.map(|page| security::of_page(&page.authorizations));
        row
    }

    fn paging(&self) -> Row {
        let mut row = self.row("paging", "", "paging");
        self.both(&mut row, |document, at| {
            let value = document.get(&at.child(PAGINATION_EXTENSION))?;
            Some(Cell::of([Facet::new(Kind::Value, paging_words(value))]))
        });
        let reference = self.reference();
        let shown = reference.and_then(|page| Some((page, paging::recognise(page)?)));
        row.page = shown.map(|(page, paging)| {
            let text = paging_words(&paging.value());
            Cell::of([Facet::new(Kind::Value, text)]).at(&page.title.at)
        });
        row
    }

    fn parameters(&self) -> Vec<Row> {
        let all = |document: &Document, at: Option<&Pointer>| {
            at.map(|at| parameters(document, at)).unwrap_or_default()
        };
        let ours = all(self.sides.document, self.document.as_ref());
        let theirs = all(self.sides.result, self.result.as_ref());
        let mut names: Vec<&str> = theirs.iter().map(|(name, _)| name.as_str()).collect();
        merge(&mut names, ours.iter().map(|(name, _)| name.as_str()));
        merge(&mut names, self.shown.iter().map(|(name, _)| *name));
        let at = |all: &[(String, Pointer)], key: &str| {
            let found = all.iter().find(|(name, _)| name == key);
            found.map(|(_, at)| at.clone())
        };
        let row = |key: &str| {
            let (document, result) = (at(&ours, key), at(&theirs, key));
            let shown = self.shown.iter().find(|(name, _)| *name == key);
            let shown = shown.map(|(_, parameter)| *parameter);
            let (place, name) = key.split_once('.').unwrap_or(("", key));
            let mut row = self.row(name, kind_of(place), key);
            row.document = document
                .as_ref()
                .map(|at| parameter(self.sides.document, at));
            row.page = shown.map(shown::parameter);
            row.result = result.as_ref().map(|at| parameter(self.sides.result, at));
            row.rows = self.sides.rows(&Places {
                document: document.map(|at| parameter_schema(self.sides.document, &at)),
                page: shown.map(|parameter| &parameter.property.ty),
                result: result.map(|at| parameter_schema(self.sides.result, &at)),
            });
            row
        };
        names.into_iter().map(row).collect()
    }

    fn request(&self) -> Option<Row> {
        let mut row = self.row("request body", "", "request");
        let part = |document: &Document, at: Option<&Pointer>| {
            Some(schemas::request_body(document, at?)?.content)
        };
        let document = part(self.sides.document, self.document.as_ref());
        let result = part(self.sides.result, self.result.as_ref());
        let shown = self.reference().and_then(|page| page.request_body.as_ref());
        let cell = |document: &Document, at: &Pointer| {
            let needed = document.get(&at.child("required")) == Some(&Value::Bool(true));
            let mut cell = body(document, at);
            cell.facets.insert(0, written::required(needed));
            cell
        };
        row.document = document.as_ref().map(|at| cell(self.sides.document, at));
        row.page = shown.map(body_of_page);
        row.result = result.as_ref().map(|at| cell(self.sides.result, at));
        row.rows = self.content(document.as_ref(), shown, result.as_ref());
        row.is_said().then_some(row)
    }

    fn responses(&self) -> Vec<Row> {
        let statuses = |document: &Document, at: Option<&Pointer>| -> Vec<String> {
            let all = at.and_then(|at| document.get(&at.child("responses"))?.as_object());
            let all = all.into_iter().flat_map(|map| map.keys());
            all.filter(|status| !status.starts_with("x-"))
                .cloned()
                .collect()
        };
        let document = self.document.as_ref();
        let ours = statuses(self.sides.document, document);
        let theirs = statuses(self.sides.result, self.result.as_ref());
        let page = self.reference();
        let shown: &[Response] = page.map_or(&[], |page| &page.responses);
        // A success takes the place of another one.
        let (only_ours, only_shown) = match (document, page) {
            (Some(at), Some(page)) => schemas::unmatched_successes(self.sides.document, at, page),
            _ => Default::default(),
        };
        let instead = |status: &str| {
            let number = only_shown.iter().position(|shown| shown == status)?;
            let old = only_ours.get(number)?;
            (theirs.iter().any(|known| known == status) && !theirs.contains(old))
                .then_some(old.as_str())
        };
        let replaced: Vec<_> = only_shown
            .iter()
            .filter_map(|status| instead(status))
            .collect();
        let mut names: Vec<&str> = theirs.iter().map(String::as_str).collect();
        let own = ours.iter().map(String::as_str);
        merge(&mut names, own.filter(|status| !replaced.contains(status)));
        merge(
            &mut names,
            shown.iter().map(|response| response.status.text.as_str()),
        );
        let row = |status: &str| {
            let old = instead(status);
            let of_page = shown.iter().find(|response| response.status.text == status);
            self.response(status, old.unwrap_or(status), of_page)
        };
        names.into_iter().map(row).collect()
    }

    fn response(&self, status: &str, old: &str, shown: Option<&Response>) -> Row {
        let part = |document: &Document, at: Option<&Pointer>, status: &str| {
            let at = document.resolve(&at?.join(["responses", status])).ok()?;
            document.get(&at).map(|_| at)
        };
        let document = part(self.sides.document, self.document.as_ref(), old);
        let result = part(self.sides.result, self.result.as_ref(), status);
        let mut row = self
            .row(status, "response", status)
            .key(&self.subject(), old);
        let cell = |document: &Document, at: &Pointer, status: &str| {
            let mut cell = body(document, at);
            cell.facets.insert(0, Facet::new(Kind::Value, status));
            if let Some(text) = written::text_at(document, &at.child("description")) {
                cell.facets.push(Facet::words(text));
            }
            cell
        };
        row.document = document
            .as_ref()
            .map(|at| cell(self.sides.document, at, old));
        row.page = shown.map(response_of_page);
        row.result = result
            .as_ref()
            .map(|at| cell(self.sides.result, at, status));
        let content = shown.and_then(|response| response.body.as_ref());
        row.rows = self.headers(document.as_ref(), result.as_ref());
        row.rows
            .extend(self.content(document.as_ref(), content, result.as_ref()));
        row
    }

    /// The headers of an answer, of which pages say nothing.
    fn headers(&self, document: Option<&Pointer>, result: Option<&Pointer>) -> Vec<Row> {
        let names = |document: &Document, at: Option<&Pointer>| -> Vec<String> {
            let all = at.and_then(|at| document.get(&at.child("headers"))?.as_object());
            all.into_iter()
                .flat_map(|map| map.keys())
                .cloned()
                .collect()
        };
        let ours = names(self.sides.document, document);
        let theirs = names(self.sides.result, result);
        let mut all: Vec<&str> = theirs.iter().map(String::as_str).collect();
        merge(&mut all, ours.iter().map(String::as_str));
        let header = |document: &Document, at: Option<&Pointer>, name: &str| {
            let at = document.resolve(&at?.join(["headers", name])).ok()?;
            document.get(&at)?;
            Some(parameter(document, &at))
        };
        let row = |name: &str| {
            let mut row = Row::new(name, "header");
            row.document = header(self.sides.document, document, name);
            row.result = header(self.sides.result, result, name);
            row
        };
        all.into_iter().map(row).collect()
    }

    /// What a body consists of; a row for each kind of content where there are several.
    fn content(
        &self,
        document: Option<&Pointer>,
        shown: Option<&Body>,
        result: Option<&Pointer>,
    ) -> Vec<Row> {
        let kinds = |document: &Document, at: Option<&Pointer>| {
            at.map(|at| written::contents(document, at))
                .unwrap_or_default()
        };
        let ours = kinds(self.sides.document, document);
        let theirs = kinds(self.sides.result, result);
        let schema = |all: &[(String, Pointer)], kind: &str| {
            let found = all.iter().find(|(name, _)| name == kind);
            found.map(|(_, at)| at.clone())
        };
        let json = |document: &Document, at: Option<&Pointer>| schemas::json_schema(document, at?);
        if ours.len().max(theirs.len()) < 2 {
            return self.sides.rows(&Places {
                document: json(self.sides.document, document)
                    .or(ours.into_iter().next().map(|c| c.1)),
                page: shown.map(|body| &body.ty),
                result: json(self.sides.result, result).or(theirs.into_iter().next().map(|c| c.1)),
            });
        }
        let mut names: Vec<&str> = theirs.iter().map(|(name, _)| name.as_str()).collect();
        merge(&mut names, ours.iter().map(|(name, _)| name.as_str()));
        let row = |name: &str| {
            let mut row = Row::new(name, "content");
            let places = Places {
                document: schema(&ours, name),
                page: shown
                    .filter(|body| body.media_type.text == name)
                    .map(|body| &body.ty),
                result: schema(&theirs, name),
            };
            let cell = |document: &Document, at: &Pointer| Cell::of(written::schema(document, at));
            row.document = places
                .document
                .as_ref()
                .map(|at| cell(self.sides.document, at));
            row.page = places.page.map(|ty| Cell::of(shown::of_type(ty)));
            row.result = places.result.as_ref().map(|at| cell(self.sides.result, at));
            row.rows = self.sides.rows(&places);
            row
        };
        names.into_iter().map(row).collect()
    }
}
