//! The members of a body or schema, as the document, the pages and the result have them, row by
//! row. What a page shows is followed to its end; of what no page shows, schemas with a name are
//! linked and not repeated.

use super::{
    facet::{Cell, Facet, Kind},
    row::Row,
    shown,
    written::{self, Member},
};
use crate::{
    drift::within_schema,
    openapi::{Document, Pointer},
    reconcile::{
        finding::Subject,
        paging,
        schemas::meant,
        shapes::{Shape, Shapes},
    },
    reference::{Alternative, Kind as Shown, Property, Type},
};

/// How many levels of objects are shown.
const MOST_LEVELS: usize = 24;

/// The two documents and what the pages show.
pub(super) struct Sides<'a> {
    pub(super) document: &'a Document,
    pub(super) result: &'a Document,
    pub(super) shapes: &'a Shapes<'a>,
}

/// One schema, where each side has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Places<'a> {
    pub(super) document: Option<Pointer>,
    pub(super) page: Option<&'a Type>,
    pub(super) result: Option<Pointer>,
}

impl<'a> Sides<'a> {
    /// The rows of what a schema consists of.
    pub(super) fn rows(&self, places: &Places<'_>) -> Vec<Row> {
        self.below(places, 0, true)
    }

    /// The rows of a schema with a name; `properties` is what all pages together show of it.
    pub(super) fn schema_rows(
        &self,
        document: Option<&Pointer>,
        result: Option<&Pointer>,
        shape: Option<&Shape<'_>>,
    ) -> Vec<Row> {
        let shown = shape.map(|shape| shape.properties.as_slice());
        let inside = |document: &Document, at: &Pointer| {
            let item = written::innermost(document, at);
            (item == *at || written::is_inline(document, &item)).then_some(item)
        };
        let ours = document.and_then(|at| inside(self.document, at));
        let theirs = result.and_then(|at| inside(self.result, at));
        let mut rows = self.object(ours.as_ref(), shown, theirs.as_ref(), shape, 0);
        rows.extend(self.alternatives(ours.as_ref(), None, theirs.as_ref(), 0));
        rows
    }

    fn below(&self, places: &Places<'_>, level: usize, is_body: bool) -> Vec<Row> {
        let shown = places.page.and_then(shown::listed);
        let guided = shown.is_some();
        let inside = |document: &Document, at: &Pointer| {
            let item = written::innermost(document, at);
            let follow = guided || written::is_inline(document, &item);
            follow.then(|| meant(document, &item)).flatten()
        };
        let document = places.document.as_ref();
        let result = places.result.as_ref();
        let shape = shown.and_then(|properties| self.shape_of(properties));
        let ours = document.and_then(|at| inside(self.document, at));
        let theirs = result.and_then(|at| inside(self.result, at));
        let list = shown.filter(|_| is_body).and_then(paging::envelope);
        let bare = document.filter(|at| written::innermost(self.document, at) != **at);
        let in_envelope = matches!(places.page.map(|ty| &ty.kind), Some(Shown::Object(_)));
        if let (Some((list, _)), Some(bare), true) = (list, bare, in_envelope) {
            // The document has the list itself where the page has an object around it.
            let mut rows = self.object(None, shown, theirs.as_ref(), shape, level);
            let name = list.name.text.as_str();
            if let Some(row) = rows.iter_mut().find(|row| row.name == name) {
                *row = self.list(bare, list, theirs.as_ref(), shape, level);
            }
            return rows;
        }
        let mut rows = self.object(ours.as_ref(), shown, theirs.as_ref(), shape, level);
        rows.extend(self.alternatives(ours.as_ref(), places.page, theirs.as_ref(), level));
        rows
    }

    /// The row of a list that the document has without the object around it.
    fn list(
        &self,
        bare: &Pointer,
        property: &Property,
        result: Option<&Pointer>,
        shape: Option<&Shape<'_>>,
        level: usize,
    ) -> Row {
        let members = result.map(|at| written::members(self.result, at, true));
        let member = members
            .into_iter()
            .flatten()
            .find(|m| m.name == property.name.text);
        let mut row = self.member(None, Some(property), member.as_ref(), shape, None, level);
        let mut facets = vec![Facet::new(Kind::Value, "the answer itself is the list")];
        facets.extend(written::schema(self.document, bare));
        row.document = Some(Cell::of(facets).at(&self.document.locate(bare)));
        let places = Places {
            document: Some(bare.clone()),
            page: Some(&property.ty),
            result: member.map(|member| member.at),
        };
        row.rows = self.below(&places, level + 1, false);
        row
    }

    fn object(
        &self,
        document: Option<&Pointer>,
        shown: Option<&[Property]>,
        result: Option<&Pointer>,
        shape: Option<&Shape<'_>>,
        level: usize,
    ) -> Vec<Row> {
        let all = shown.is_some();
        let ours = document.map(|at| written::members(self.document, at, all));
        let theirs = result.map(|at| written::members(self.result, at, all));
        let (ours, theirs) = (ours.unwrap_or_default(), theirs.unwrap_or_default());
        let shown = shown.unwrap_or_default();
        let of_document = document.and_then(|at| self.shape_at(at));
        let mut names: Vec<&str> = theirs.iter().map(|m| m.name.as_str()).collect();
        merge(&mut names, ours.iter().map(|m| m.name.as_str()));
        merge(&mut names, shown.iter().map(|p| p.name.text.as_str()));
        let index = |members: &[Member], name: &str| members.iter().position(|m| m.name == name);
        let rows = names.into_iter().map(|name| {
            self.member(
                index(&ours, name).map(|at| &ours[at]),
                shown.iter().find(|p| p.name.text == name),
                index(&theirs, name).map(|at| &theirs[at]),
                shape,
                of_document,
                level,
            )
        });
        rows.collect()
    }

    /// The row of a member, with what it consists of.
    fn member(
        &self,
        document: Option<&Member>,
        shown: Option<&Property>,
        result: Option<&Member>,
        shape: Option<&Shape<'_>>,
        of_document: Option<&Shape<'_>>,
        level: usize,
    ) -> Row {
        let name = document.map(|m| m.name.as_str());
        let name = name.or(result.map(|m| m.name.as_str()));
        let name = name
            .or(shown.map(|p| p.name.text.as_str()))
            .unwrap_or_default();
        let mut row = Row::new(name, "");
        for shape in shape.into_iter().chain(of_document) {
            row = row.key(&Subject::Schema(shape.place.clone()), name);
        }
        // Where no page shows it, findings call it by the schema that it stands in.
        for member in document.into_iter().chain(result) {
            if let Some((schema, place)) = within_schema(&member.at) {
                row = row.key(&Subject::Schema(schema.to_owned()), &place);
            }
        }
        let cell = |document: &Document, member: &Member| {
            let mut facets = written::schema(document, &member.at);
            if member.name != "*" {
                facets.insert(1, written::required(member.required));
            }
            Cell::of(facets).at(&document.locate(&member.at))
        };
        row.document = document.map(|member| cell(self.document, member));
        row.page = shown.map(shown::property);
        row.result = result.map(|member| cell(self.result, member));
        if level < MOST_LEVELS {
            let places = Places {
                document: document.map(|member| member.at.clone()),
                page: shown.map(|property| &property.ty),
                result: result.map(|member| member.at.clone()),
            };
            row.rows = self.below(&places, level + 1, false);
        } else {
            row.rows
                .push(Row::new("…", "deeper than this report shows"));
        }
        row
    }

    fn alternatives(
        &self,
        document: Option<&Pointer>,
        shown: Option<&Type>,
        result: Option<&Pointer>,
        level: usize,
    ) -> Vec<Row> {
        let ours = document.map(|at| written::alternatives(self.document, at));
        let theirs = result.map(|at| written::alternatives(self.result, at));
        let shown: &[Alternative] = match shown.map(|ty| &shown::innermost(ty).kind) {
            Some(Shown::Union(alternatives)) => alternatives,
            _ => &[],
        };
        let (ours, theirs) = (ours.unwrap_or_default(), theirs.unwrap_or_default());
        let count = ours.len().max(theirs.len()).max(shown.len());
        let row = |number: usize| {
            let mut row = Row::new(format!("option {}", number + 1), "");
            let cell = |document: &Document, at: &Pointer| {
                Cell::of(written::schema(document, at)).at(&document.locate(at))
            };
            let (document, result) = (ours.get(number), theirs.get(number));
            let alternative = shown.get(number);
            row.document = document.map(|at| cell(self.document, at));
            row.page = alternative.map(|one| Cell::of(shown::of_type(&one.ty)).at(&one.label.at));
            row.result = result.map(|at| cell(self.result, at));
            let places = Places {
                document: document.cloned(),
                page: alternative.map(|one| &one.ty),
                result: result.cloned(),
            };
            if level < MOST_LEVELS {
                row.rows = self.below(&places, level + 1, false);
            }
            row
        };
        (0..count).map(row).collect()
    }

    /// The shape that an object of a page belongs to.
    fn shape_of(&self, properties: &[Property]) -> Option<&'a Shape<'a>> {
        let mut all = self.shapes.all.iter();
        all.find(|shape| {
            shape
                .uses
                .iter()
                .any(|one| std::ptr::eq(one.properties, properties))
        })
    }

    fn shape_at(&self, at: &Pointer) -> Option<&'a Shape<'a>> {
        self.shapes
            .all
            .iter()
            .find(|shape| shape.at.as_ref() == Some(at))
    }
}

/// Adds names that are not there yet, each behind the one that it follows.
pub(super) fn merge<'n>(names: &mut Vec<&'n str>, more: impl Iterator<Item = &'n str>) {
    let mut next = 0;
    for name in more {
        if let Some(known) = names.iter().position(|known| *known == name) {
            next = known + 1;
        } else {
            names.insert(next, name);
            next += 1;
        }
    }
}
