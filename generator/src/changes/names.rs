//! What the things of a document are called in the crate that is made of it.

use std::collections::{BTreeSet, HashMap};

use super::change::{Direction, Named, Target};
use crate::{
    openapi::Pointer,
    plan::{ListedCall, ListedMember, Listing, RustType},
};

/// What the things of a document are called in the crate that is made of it.
#[derive(Clone, Debug, Default)]
pub struct Names {
    listing: Listing,
    /// The types of the schemas, by the places of these.
    schemas: HashMap<Pointer, String>,
    calls: HashMap<(String, String), usize>,
}

/// The name of something in the crate, without the way to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Code {
    /// A method of the client.
    Method(String),
    /// A method of the mock.
    Mock(String),
    /// A type of a call, or a part of it.
    Call(String, Option<String>),
    /// A type of values, or a part of it.
    Type(String, Option<String>),
}

impl Names {
    /// The names of a plan, and the types of the schemas of its document.
    pub fn of(listing: Listing, schemas: impl Iterator<Item = (Pointer, RustType)>) -> Self {
        let calls = listing.calls.iter().enumerate();
        let calls = calls.map(|(at, call)| ((call.http.clone(), call.path.clone()), at));
        let calls = calls.collect();
        let schemas = schemas.filter_map(|(at, value)| Some((at, named(&value)?.to_owned())));
        Self {
            schemas: schemas.collect(),
            listing,
            calls,
        }
    }

    /// What an operation is called.
    pub(super) fn call(&self, http: &str, path: &str) -> Option<&ListedCall> {
        let key = (http.to_owned(), path.to_owned());
        let index = self.calls.get(&key)?;
        self.listing.calls.get(*index)
    }

    /// The method of the client for an operation.
    #[must_use]
    pub fn method(&self, operation: &Named) -> Option<&str> {
        let call = self.call(&operation.method, &operation.path)?;
        Some(&call.method)
    }

    fn of_schema(&self, at: &Pointer) -> Option<&str> {
        self.schemas.get(at).map(String::as_str)
    }

    /// What code has of a thing: what is exactly that, and what it is a part of.
    pub(super) fn codes(
        &self,
        target: &Target,
        operations: &BTreeSet<(Named, Direction)>,
    ) -> (Vec<Code>, Vec<Code>) {
        let calls = || {
            let calls = operations.iter();
            calls.filter_map(|(named, _)| self.call(&named.method, &named.path))
        };
        let whole = |call: &ListedCall| -> Vec<Code> {
            let types = call.types.iter();
            types.map(|name| Code::Call(name.clone(), None)).collect()
        };
        let member = |call: &ListedCall, member: &ListedMember| match member {
            ListedMember::Argument => Code::Method(call.method.clone()),
            ListedMember::Setter(name) => {
                let call = call.types.first().cloned().unwrap_or_default();
                Code::Call(call, Some(name.clone()))
            }
        };
        let method = |call: &ListedCall| Code::Method(call.method.clone());
        let mock = |call: &ListedCall| Code::Mock(call.mock.clone());
        let values = |call: &ListedCall, of: Option<&(String, String)>| -> Vec<Code> {
            let values = call.values.iter().filter(|(key, _)| key.as_ref() == of);
            values
                .map(|(_, name)| Code::Type(name.clone(), None))
                .collect()
        };
        let (mut exact, mut around) = (Vec::new(), Vec::new());
        match target {
            Target::Operation => {
                for call in calls() {
                    exact.extend([method(call), mock(call)]);
                    exact.extend(whole(call));
                    around.extend(values(call, None));
                }
            }
            Target::Parameter(place, name) => {
                for call in calls() {
                    let key = (place.clone(), name.clone());
                    let members = call.parameters.get(&key).into_iter().flatten();
                    exact.extend(members.map(|one| member(call, one)));
                    around.extend(values(call, Some(&key)));
                    around.push(method(call));
                    around.extend(whole(call));
                }
            }
            Target::Body => {
                for call in calls() {
                    let fields = call.fields.values().flatten();
                    let members = call.whole.iter().chain(fields);
                    exact.extend(members.map(|one| member(call, one)));
                    exact.extend(call.body.iter().map(|name| Code::Type(name.clone(), None)));
                    around.push(method(call));
                    around.extend(whole(call));
                }
            }
            Target::Answer => {
                for call in calls() {
                    around.extend(values(call, None));
                    around.extend([method(call), mock(call)]);
                    around.extend(whole(call));
                }
            }
            Target::Schema(at) => {
                let name = self.of_schema(at);
                exact.extend(name.map(|name| Code::Type(name.to_owned(), None)));
            }
            Target::Member(at, wire) => self.member(at, wire, &mut exact, &mut around),
            Target::Value(at, value) => {
                if let Some(name) = self.of_schema(at) {
                    let listed = self.listing.types.get(name);
                    let variant = listed.and_then(|listed| listed.values.get(value));
                    let code =
                        |variant: &String| Code::Type(name.to_owned(), Some(variant.clone()));
                    exact.extend(variant.map(code));
                    around.push(Code::Type(name.to_owned(), None));
                }
            }
        }
        (exact, around)
    }

    /// All that code has of the operations themselves.
    pub(super) fn of_operations(&self, operations: &BTreeSet<(Named, Direction)>) -> Vec<Code> {
        let mut codes = Vec::new();
        for (named, _) in operations {
            if let Some(call) = self.call(&named.method, &named.path) {
                codes.push(Code::Method(call.method.clone()));
                codes.push(Code::Mock(call.mock.clone()));
                let types = call.types.iter();
                codes.extend(types.map(|name| Code::Call(name.clone(), None)));
            }
        }
        codes
    }

    /// The types that a thing is made of, at any depth.
    pub(super) fn reached(
        &self,
        target: &Target,
        operations: &BTreeSet<(Named, Direction)>,
    ) -> BTreeSet<Code> {
        let mut waiting: Vec<&str> = Vec::new();
        let (sent, answered) = match target {
            Target::Operation => (true, true),
            Target::Parameter(..) | Target::Body => (true, false),
            Target::Answer => (false, true),
            Target::Schema(at) | Target::Value(at, _) => {
                waiting.extend(self.of_schema(at));
                (false, false)
            }
            Target::Member(at, wire) => {
                waiting.extend(self.of_schema(&at.child("properties").child(wire)));
                (false, false)
            }
        };
        if sent || answered {
            for (named, _) in operations {
                let Some(call) = self.call(&named.method, &named.path) else {
                    continue;
                };
                waiting.extend(call.body.as_deref().filter(|_| sent));
                let values = call.values.iter();
                let values = values.filter(|(of, _)| if of.is_some() { sent } else { answered });
                waiting.extend(values.map(|(_, name)| name.as_str()));
            }
        }
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if seen.insert(name)
                && let Some(listed) = self.listing.types.get(name)
            {
                waiting.extend(listed.holds.iter().map(String::as_str));
            }
        }
        let codes = seen
            .into_iter()
            .map(|name| Code::Type(name.to_owned(), None));
        codes.collect()
    }

    /// The name of the type of a schema.
    pub(super) fn type_name(&self, target: &Target) -> Option<&str> {
        match target {
            Target::Schema(at) => self.of_schema(at),
            Target::Operation
            | Target::Parameter(..)
            | Target::Body
            | Target::Answer
            | Target::Member(..)
            | Target::Value(..) => None,
        }
    }

    fn member(&self, at: &Pointer, wire: &str, exact: &mut Vec<Code>, around: &mut Vec<Code>) {
        let Some(name) = self.of_schema(at) else {
            return;
        };
        let code = |part: &str| Code::Type(name.to_owned(), Some(part.to_owned()));
        let listed = self.listing.types.get(name);
        let members = listed.and_then(|listed| listed.members.get(wire));
        exact.extend(members.into_iter().flatten().map(|member| code(member)));
        // The type of what the member holds, where only the member has it.
        let inner = self.of_schema(&at.child("properties").child(wire));
        let inner = inner.filter(|inner| inner.starts_with(name) && *inner != name);
        around.extend(inner.map(|inner| Code::Type(inner.to_owned(), None)));
        around.push(Code::Type(name.to_owned(), None));
        let calls = self.listing.calls.iter();
        for call in calls.filter(|call| call.body.as_deref() == Some(name)) {
            let members = call.fields.get(wire).into_iter().flatten();
            exact.extend(members.map(|member| match member {
                ListedMember::Argument => Code::Method(call.method.clone()),
                ListedMember::Setter(setter) => {
                    let call = call.types.first().cloned().unwrap_or_default();
                    Code::Call(call, Some(setter.clone()))
                }
            }));
        }
    }
}

/// The type of the crate that a value is or holds.
fn named(value: &RustType) -> Option<&str> {
    match value {
        RustType::Named(name) => Some(name),
        RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Option(inner)
        | RustType::Boxed(inner) => named(inner),
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
        | RustType::Upload
        | RustType::Tuple(_) => None,
    }
}
