//! Paging as the shape of parameters and answer tells it, conservatively: a list that is not
//! recognised is read page by page by its user, one that is recognised wrongly loses items.

use heck::ToSnakeCase;

use super::{
    Lowering, answer,
    answer::Answer,
    words::{
        ADDRESSES, CONTAINERS, CURSORS, CURSORS_BY_MEMBER, HAS_MORE, ITEMS, NEXT_CURSORS,
        NOT_ITEMS, NUMBERS, OFFSETS, PAGES, SAME_CURSORS, SIZES, TOTALS, is_integer, is_text,
    },
};
use crate::api::{
    Facts, Method, Number, Operation, Pagination, PagingWay, Parameter, ParameterPlace, Property,
    Scalar, Type,
};

/// What is known of an operation whose answer is a list.
struct Known<'l> {
    /// The parameters of the query, with their names in `snake_case`.
    parameters: Vec<(String, &'l Parameter)>,
    /// The members of the answer and of the objects about paging in it, by their ways.
    members: Vec<(Vec<String>, &'l Property)>,
    /// The way to the list.
    items: Vec<String>,
    /// Whether each item has an id.
    has_id: bool,
}

/// How an operation is paged, if it is recognised; `has_link` says whether its answer is documented to
/// have a `Link` header.
pub(super) fn recognise(
    lowering: &Lowering<'_>,
    operation: &Operation,
    has_link: bool,
) -> Option<Pagination> {
    if operation.method != Method::Get {
        return None;
    }
    let value = answer(operation)?;
    let answer = match value {
        Type::Defined(id) => Answer::new(lowering, *id),
        Type::Any
        | Type::Scalar(_)
        | Type::Upload
        | Type::List(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Nullable(_) => Answer::none(lowering),
    };
    let items = if lowering.list_item(value).is_some() {
        Vec::new()
    } else {
        vec![list(lowering, answer.own())?]
    };
    let parameters = operation.parameters.iter();
    let parameters = parameters
        .filter(|p| p.place == ParameterPlace::Query)
        .map(|p| (p.name.to_snake_case(), p))
        .collect();
    let known = Known {
        parameters,
        members: members(&answer),
        has_id: answer.item_member(value, &items, "id").is_ok(),
        items,
    };
    let (way, known_by) = known
        .cursor()
        .or_else(|| has_link.then(|| known.link()).flatten())
        .or_else(|| known.address())
        .or_else(|| known.last_item())
        .or_else(|| known.offset())
        .or_else(|| known.number())?;
    Some(Pagination {
        has_more: known.has_more(),
        items: known.items,
        way,
        known_by: Some(known_by),
    })
}

/// The member that is the list: the only one, or the only one that is called so.
fn list(lowering: &Lowering<'_>, members: &[Property]) -> Option<String> {
    let lists: Vec<(String, &Property)> = members
        .iter()
        .filter(|p| lowering.list_item(&p.value).is_some())
        .map(|p| (p.name.to_snake_case(), p))
        .filter(|(name, _)| !NOT_ITEMS.contains(&name.as_str()))
        .collect();
    let named = |(name, _): &&(String, &Property)| ITEMS.contains(&name.as_str());
    let mut named = lists.iter().filter(named);
    match (&*lists, named.next(), named.next()) {
        ([(_, only)], ..) | (_, Some((_, only)), None) => Some(only.name.clone()),
        _ => None,
    }
}

/// The members of an answer and of the objects about paging in it.
fn members<'l>(answer: &Answer<'l, '_>) -> Vec<(Vec<String>, &'l Property)> {
    /// Of objects within objects: `paging.cursors.after` is deep enough.
    const DEEPEST: usize = 3;
    let own = answer.own().iter();
    let mut found: Vec<_> = own.map(|p| (vec![p.name.clone()], p)).collect();
    let mut at = 0;
    while let Some((path, property)) = found.get(at).cloned() {
        at += 1;
        let name = property.name.to_snake_case();
        // `_links.next.href`: a link can be an object.
        let is_link = path.len() > 1 && name == "next";
        let is_container = CONTAINERS.contains(&name.trim_start_matches('_'))
            || CONTAINERS.contains(&property.name.as_str())
            || is_link;
        if path.len() < DEEPEST && is_container {
            for inner in answer.within(property) {
                let mut path = path.clone();
                path.push(inner.name.clone());
                found.push((path, inner));
            }
        }
    }
    found
}

impl Known<'_> {
    /// The first member that is called in one of these ways, the first way first.
    fn member(
        &self,
        names: &[&str],
        is: impl Fn(&Property) -> bool,
    ) -> Option<(&Vec<String>, &Property)> {
        names.iter().find_map(|name| {
            let mut members = self.members.iter();
            let found = members.find(|(_, p)| p.name.to_snake_case() == *name && is(p));
            found.map(|(path, p)| (path, *p))
        })
    }

    fn integer(&self, names: &[&str]) -> Option<Vec<String>> {
        let is = |p: &Property| matches!(&p.value, Type::Scalar(scalar) if is_integer(*scalar));
        self.member(names, is).map(|(path, _)| path.clone())
    }

    fn has_more(&self) -> Option<Vec<String>> {
        let is = |p: &Property| p.value == Type::Scalar(Scalar::Boolean);
        self.member(&HAS_MORE, is).map(|(path, _)| path.clone())
    }

    fn parameter(&self, names: &[&str], is: fn(Scalar) -> bool) -> Option<(&str, &Parameter)> {
        names.iter().find_map(|name| {
            let mut parameters = self.parameters.iter();
            let found = parameters.find(|(known, p)| {
                known == name && matches!(&p.value, Type::Scalar(scalar) if is(*scalar))
            });
            found.map(|(name, p)| (name.as_str(), *p))
        })
    }

    fn cursor(&self) -> Option<(PagingWay, String)> {
        let is_cursor = |p: &Property| {
            matches!(&p.value, Type::Scalar(scalar) if is_text(*scalar)) && !is_address(p)
        };
        let taken = self.parameter(&CURSORS, is_text);
        let (parameter, path) = match taken {
            Some((name, parameter)) => {
                let mut names: Vec<&str> = Vec::new();
                let own = format!("next_{name}");
                names.push(&own);
                names.extend(NEXT_CURSORS);
                if SAME_CURSORS.contains(&name) {
                    names.push(name);
                }
                let mut found = self.member(&names, is_cursor);
                if found.is_none() && name == "after" {
                    // `paging.cursors.after` is the next one, `after` alone may be what was sent.
                    found = self
                        .member(&["after"], is_cursor)
                        .filter(|(path, _)| path.iter().any(|name| name == "cursors"));
                }
                (parameter, found?.0.clone())
            }
            None => CURSORS_BY_MEMBER.iter().find_map(|name| {
                let (_, parameter) = self.parameter(&[name], is_text)?;
                let next = format!("next_{name}");
                let (path, _) = self.member(&[&next, name], is_cursor)?;
                Some((parameter, path.clone()))
            })?,
        };
        let known_by = format!(
            "the parameter `{}` and the member `{}`",
            parameter.name,
            path.join(".")
        );
        let parameter = parameter.name.clone();
        Some((
            PagingWay::Cursor {
                parameter,
                member: path,
            },
            known_by,
        ))
    }

    /// Parameters that an address of the next page can have, if one of them says which page it is.
    fn addressed(&self) -> Option<Vec<String>> {
        let says_which = |name: &str| {
            [
                &CURSORS[..],
                &CURSORS_BY_MEMBER,
                &OFFSETS,
                &NUMBERS,
                &["since"],
            ]
            .iter()
            .any(|names| names.contains(&name))
        };
        let mut parameters = self.parameters.iter();
        parameters.any(|(name, _)| says_which(name)).then(|| {
            let all = self.parameters.iter();
            all.map(|(_, p)| p.name.clone()).collect()
        })
    }

    fn link(&self) -> Option<(PagingWay, String)> {
        let way = PagingWay::Address {
            parameters: self.addressed()?,
            member: None,
        };
        Some((way, "the header `Link` of its answer".to_owned()))
    }

    fn address(&self) -> Option<(PagingWay, String)> {
        let parameters = self.addressed()?;
        let is = |p: &Property| p.value == Type::Scalar(Scalar::Text) && is_address(p);
        let found = self.member(&ADDRESSES, is).map(|(path, _)| path.clone());
        let path = found.or_else(|| {
            // `_links.next.href`
            let href = |p: &Property| p.value == Type::Scalar(Scalar::Text);
            let (path, _) = self.member(&["href"], href)?;
            let of_next = path.iter().rev().nth(1).is_some_and(|name| name == "next");
            of_next.then(|| path.clone())
        })?;
        let known_by = format!("the address in the member `{}`", path.join("."));
        let way = PagingWay::Address {
            parameters,
            member: Some(path),
        };
        Some((way, known_by))
    }

    fn last_item(&self) -> Option<(PagingWay, String)> {
        let (_, parameter) = self.parameter(&["starting_after", "after"], is_text)?;
        let has_more = self.has_more().filter(|_| self.has_id)?;
        let known_by = format!(
            "the parameter `{}`, the member `{}` and the `id` of items",
            parameter.name,
            has_more.join(".")
        );
        let way = PagingWay::LastItem {
            parameter: parameter.name.clone(),
            member: "id".to_owned(),
        };
        Some((way, known_by))
    }

    fn offset(&self) -> Option<(PagingWay, String)> {
        let (name, parameter) = self.parameter(&OFFSETS, is_integer)?;
        let total = self.integer(&TOTALS);
        let size = self.parameter(&SIZES, is_integer);
        if size.is_none() && total.is_none() && self.has_more().is_none() {
            return None;
        }
        // What is called an index may begin at 1.
        let first = first_of(parameter);
        if first.unwrap_or(0) != 0 || (first.is_none() && name == "start_index") {
            return None;
        }
        let known_by = known_by(parameter, total.as_ref(), size);
        let way = PagingWay::Offset {
            parameter: parameter.name.clone(),
            total: total.filter(|_| self.has_more().is_none()),
        };
        Some((way, known_by))
    }

    fn number(&self) -> Option<(PagingWay, String)> {
        let (_, parameter) = self.parameter(&NUMBERS, is_integer)?;
        // Where there is a cursor as well, the number may be what was there before.
        if self.parameter(&CURSORS, is_text).is_some() {
            return None;
        }
        let next = self.integer(&["next_page", "next_page_number"]);
        let pages = self.integer(&PAGES);
        let size = self.parameter(&SIZES, is_integer);
        if next.is_none() && pages.is_none() && size.is_none() && self.has_more().is_none() {
            return None;
        }
        // Where it is not said whether pages are counted from 0 or from 1, one would be left out.
        let first = match (first_of(parameter), &next) {
            (Some(first), _) => first,
            (None, Some(_)) => 1,
            (None, None) => return None,
        };
        let known_by = known_by(parameter, next.as_ref().or(pages.as_ref()), size);
        let way = PagingWay::Number {
            parameter: parameter.name.clone(),
            first,
            pages: pages.filter(|_| next.is_none() && self.has_more().is_none()),
            next,
        };
        Some((way, known_by))
    }
}

fn known_by(
    parameter: &Parameter,
    member: Option<&Vec<String>>,
    size: Option<(&str, &Parameter)>,
) -> String {
    match (member, size) {
        (Some(path), _) => format!(
            "the parameter `{}` and the member `{}`",
            parameter.name,
            path.join(".")
        ),
        (None, Some((_, size))) => {
            format!("the parameters `{}` and `{}`", parameter.name, size.name)
        }
        (None, None) => format!("the parameter `{}`", parameter.name),
    }
}

/// Whether a member holds an address, as far as the document says.
fn is_address(property: &Property) -> bool {
    let name = property.name.to_snake_case();
    let called_so = name
        .split('_')
        .any(|word| matches!(word, "url" | "uri" | "link" | "href"));
    let Facts {
        format, example, ..
    } = &property.facts;
    let formatted = format
        .as_deref()
        .is_some_and(|format| matches!(format, "uri" | "url" | "uri-reference" | "iri"));
    let shown = example.as_deref().is_some_and(|example| {
        example.starts_with("http://")
            || example.starts_with("https://")
            || example.starts_with('/')
    });
    let described = property.docs.description.as_deref().is_some_and(|text| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|w| w == "URL" || w == "URI")
    });
    called_so || formatted || shown || described
}

/// The number that a parameter counts from, where the document says it.
fn first_of(parameter: &Parameter) -> Option<u64> {
    let facts = &parameter.facts;
    if let Some(default) = &facts.default {
        return default.parse().ok();
    }
    match facts.minimum {
        Some(Number::Integer(least)) => return u64::try_from(least).ok(),
        Some(Number::Float(_)) | None => {}
    }
    let text = parameter.docs.description.as_deref()?.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|words| text.contains(words));
    if says(&[
        "1-based",
        "one-based",
        "starts at 1",
        "starting at 1",
        "starts from 1",
        "starting from 1",
        "start at 1",
        "first page is 1",
        "defaults to 1",
        "default is 1",
        "default: 1",
        "default 1",
    ]) {
        Some(1)
    } else if says(&[
        "0-based",
        "zero-based",
        "zero based",
        "starts at 0",
        "starting at 0",
        "starts from 0",
        "starting from 0",
        "first page is 0",
        "0-indexed",
        "zero-indexed",
    ]) {
        Some(0)
    } else {
        None
    }
}
