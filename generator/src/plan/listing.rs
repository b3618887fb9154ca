//! What the things of the document are called in the crate, as the plan has resolved it.

use std::collections::BTreeMap;

use super::{
    call::{Call, Place, Target},
    item::{Field, Item, RustType},
    model::Plan,
};
use crate::api::{Api, Pagination, PagingWay};

/// What the things of the document are called in the crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The operations.
    pub calls: Vec<ListedCall>,
    /// The types, by their names.
    pub types: BTreeMap<String, ListedType>,
}

/// What an operation is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCall {
    /// The method of HTTP, in capitals.
    pub http: String,
    /// The path with its parameters in braces.
    pub path: String,
    /// The method of the client.
    pub method: String,
    /// The method of the mock.
    pub mock: String,
    /// The types that belong to it: that of the call first.
    pub types: Vec<String>,
    /// What takes its parameters, by their place (`query`) and name on the wire.
    pub parameters: BTreeMap<(String, String), Vec<Member>>,
    /// What takes the members of its body, by their names on the wire.
    pub fields: BTreeMap<String, Vec<Member>>,
    /// What takes its body as a whole.
    pub whole: Vec<Member>,
    /// The type of its body.
    pub body: Option<String>,
    /// The types that it takes and gives: of parameters by place and name, of answers by nothing.
    pub values: Vec<(Option<(String, String)>, String)>,
    /// How its answers are read page by page, in a few words.
    pub paging: Option<String>,
}

/// What takes a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// An argument of the method.
    Argument,
    /// A method of the call.
    Setter(String),
}

/// What the parts of a type are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedType {
    /// The field and the setters of each member, by its name on the wire.
    pub members: BTreeMap<String, Vec<String>>,
    /// The variant of each value, as the document writes it.
    pub values: BTreeMap<String, String>,
    /// The types that it is made of.
    pub holds: Vec<String>,
}

/// What the things of the document are called in the crate.
#[must_use]
pub fn listing(api: &Api, plan: &Plan) -> Listing {
    let paging: BTreeMap<(&str, &str), String> = api
        .operations
        .iter()
        .filter_map(|operation| {
            let pagination = operation.pagination.as_ref()?;
            let key = (operation.method.name(), operation.path.as_str());
            Some((key, paging(pagination)))
        })
        .collect();
    let calls = plan.groups.iter().flat_map(|group| &group.calls);
    let calls = calls.map(|call| {
        let key = (call.http.as_str(), call.template.as_str());
        listed(call, paging.get(&key).cloned())
    });
    let items = plan.types.iter().flat_map(|module| &module.items);
    let types = items.map(|item| (item.name().to_owned(), listed_type(item)));
    Listing {
        calls: calls.collect(),
        types: types.collect(),
    }
}

fn listed(call: &Call, paging: Option<String>) -> ListedCall {
    let mut listed = ListedCall {
        http: call.http.clone(),
        path: call.template.clone(),
        method: call.method.clone(),
        mock: call.mock.clone(),
        types: call.names().map(str::to_owned).collect(),
        parameters: BTreeMap::new(),
        fields: BTreeMap::new(),
        whole: Vec::new(),
        body: call.body.as_ref().and_then(|body| named(&body.value)),
        values: Vec::new(),
        paging,
    };
    let failures = call.failures.iter().flat_map(|failures| &failures.variants);
    let failures = failures.map(|variant| &variant.value);
    let outputs = call.output.types().into_iter().chain(failures);
    listed.values = outputs.filter_map(named).map(|name| (None, name)).collect();
    let arguments = call.arguments.iter();
    let arguments = arguments.map(|a| (&a.target, Member::Argument, named(&a.value)));
    let setters = call.setters.iter().map(|setter| {
        let value = setter.value.as_ref().and_then(named);
        (&setter.target, Member::Setter(setter.name.clone()), value)
    });
    for (target, member, value) in arguments.chain(setters) {
        let (place, name) = match target {
            Target::Path(name) => ("path", name),
            Target::Query(name) => ("query", name),
            Target::Header(name) => ("header", name),
            Target::Styled(styled) => {
                let place = match styled.place {
                    Place::Path => "path",
                    Place::Query => "query",
                    Place::Header => "header",
                    Place::Cookie => "cookie",
                };
                (place, &styled.name)
            }
            Target::Field { wire, .. } => {
                listed.fields.entry(wire.clone()).or_default().push(member);
                continue;
            }
            Target::Body => {
                listed.whole.push(member);
                continue;
            }
        };
        let name = match place {
            "header" => name.to_ascii_lowercase(),
            _ => name.clone(),
        };
        let key = (place.to_owned(), name);
        let value = value.map(|value| (Some(key.clone()), value));
        listed.values.extend(value);
        listed.parameters.entry(key).or_default().push(member);
    }
    listed
}

fn listed_type(item: &Item) -> ListedType {
    let mut listed = ListedType::default();
    let mut parts: Vec<&RustType> = Vec::new();
    match item {
        Item::Struct(item) => {
            for field in &item.fields {
                listed.members.insert(field.wire.clone(), names(field));
            }
            parts.extend(item.fields.iter().map(|field| &field.value));
            parts.extend(item.further.as_ref().map(|further| &further.value));
        }
        Item::Enum(item) => {
            for variant in &item.variants {
                listed.values.insert(variant.shown(), variant.name.clone());
            }
        }
        Item::Union(item) => parts.extend(item.variants.iter().map(|variant| &variant.value)),
        Item::Alias(item) => parts.push(&item.value),
        Item::Contents(item) => parts.extend(item.variants.iter().map(|variant| &variant.value)),
    }
    for part in parts {
        held(part, &mut listed.holds);
    }
    listed
}

fn names(field: &Field) -> Vec<String> {
    let mut names = vec![field.name.clone(), field.setter.clone()];
    names.extend(field.null_setter.clone());
    names.dedup();
    names
}

/// The type of the crate that a value is or holds, the first where it holds several.
fn named(value: &RustType) -> Option<String> {
    let mut names = Vec::new();
    held(value, &mut names);
    names.into_iter().next()
}

/// The types of the crate that a value is or holds.
fn held(value: &RustType, names: &mut Vec<String>) {
    match value {
        RustType::Named(name) => names.push(name.clone()),
        RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Option(inner)
        | RustType::Boxed(inner) => held(inner, names),
        RustType::Tuple(items) => items.iter().for_each(|item| held(item, names)),
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::Number
        | RustType::F64
        | RustType::String
        | RustType::Base64
        | RustType::DateTime
        | RustType::Date
        | RustType::Uuid
        | RustType::Json
        | RustType::JsonMap
        | RustType::Upload => {}
    }
}

/// How a list is read page by page, in a few words.
fn paging(pagination: &Pagination) -> String {
    let way = |steps: &[String]| steps.join(".");
    let mut says = match &pagination.way {
        PagingWay::Cursor { parameter, member } => {
            format!("{parameter} takes the cursor of {}", way(member))
        }
        PagingWay::LastItem { parameter, member } => {
            format!("{parameter} takes {member} of the last item")
        }
        PagingWay::Offset { parameter, total } => match total {
            Some(total) => format!("{parameter} counts the items, of {}", way(total)),
            None => format!("{parameter} counts the items"),
        },
        PagingWay::Number {
            parameter,
            first,
            next,
            pages,
        } => {
            let mut says = format!("{parameter} takes the number of the page, from {first}");
            for (what, member) in [("next", next), ("of", pages)] {
                if let Some(member) = member {
                    says = format!("{says}, {what} {}", way(member));
                }
            }
            says
        }
        PagingWay::Address { member, .. } => match member {
            Some(member) => format!("{} is the address of the next page", way(member)),
            None => "the Link header has the address of the next page".to_owned(),
        },
    };
    if !pagination.items.is_empty() {
        says = format!("{says}; items in {}", way(&pagination.items));
    }
    if let Some(more) = &pagination.has_more {
        says = format!("{says}; {} says whether there is more", way(more));
    }
    says
}
