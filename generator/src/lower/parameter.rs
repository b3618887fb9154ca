//! Parameters of an operation: its own, and those of its path that it does not replace.

use super::{Lowering, node::Node};
use crate::api::{Facts, Origin, OriginKind, Parameter, ParameterPlace, Scalar, Shape, Type};

/// Headers that the client sets by itself; parameters of these names mean nothing.
const OWN_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl<'d> Lowering<'d> {
    /// The parameters, those of the path first and in its order; `None`, with a warning, where the
    /// operation cannot be called without one that cannot be expressed.
    pub(super) fn parameters(
        &mut self,
        path: &str,
        operation: &str,
        item: &Node<'d>,
        node: &Node<'d>,
    ) -> Option<Vec<Parameter>> {
        let mut nodes: Vec<Node<'d>> = Vec::new();
        for parameter in [item.items("parameters"), node.items("parameters")].concat() {
            let Some(parameter) = self.follow(&parameter) else {
                continue;
            };
            let key = |n: &Node<'d>| (n.text("in"), n.text("name"));
            match nodes.iter_mut().find(|known| key(known) == key(&parameter)) {
                Some(known) => *known = parameter,
                None => nodes.push(parameter),
            }
        }
        let mut parameters = Vec::new();
        for parameter in &nodes {
            match self.parameter(operation, parameter) {
                Some(lowered) => parameters.push(lowered),
                None if parameter.flag("required") && !is_own_header(parameter) => {
                    self.warn(
                        "operation-left-out",
                        node,
                        format!(
                            "`{operation}` is left out: it cannot be called without `{}`",
                            parameter.text("name").unwrap_or_default()
                        ),
                        "describe the parameter in a way that the client can express",
                    );
                    return None;
                }
                None => {}
            }
        }
        let names = names_in(path);
        for name in &names {
            if !parameters
                .iter()
                .any(|p| p.place == ParameterPlace::Path && p.name == *name)
            {
                self.warn(
                    "path-parameter-not-described",
                    node,
                    format!("`{{{name}}}` of `{path}` is not described: it takes a text"),
                    "add it to the parameters of the path",
                );
                parameters.push(Parameter {
                    name: (*name).to_owned(),
                    place: ParameterPlace::Path,
                    required: true,
                    value: Type::Scalar(Scalar::Text),
                    docs: crate::api::Docs::default(),
                    facts: Facts::default(),
                });
            }
        }
        parameters.retain(|p| p.place != ParameterPlace::Path || names.contains(&p.name.as_str()));
        parameters.sort_by_key(|p| match p.place {
            ParameterPlace::Path => names.iter().position(|name| *name == p.name).unwrap_or(0),
            ParameterPlace::Query | ParameterPlace::Header => names.len(),
        });
        Some(parameters)
    }

    fn parameter(&mut self, operation: &str, node: &Node<'d>) -> Option<Parameter> {
        let name = node.text("name")?.to_owned();
        let place = match node.text("in") {
            Some("path") => ParameterPlace::Path,
            Some("query") => ParameterPlace::Query,
            Some("header") if is_own_header(node) => return None,
            Some("header") => ParameterPlace::Header,
            place => {
                let place = place.unwrap_or("nowhere");
                self.warn(
                    "parameter-left-out",
                    node,
                    format!(
                        "`{name}` is in `{place}`: the client cannot send that, it is left out"
                    ),
                    "put the parameter into the path, the query or a header",
                );
                return None;
            }
        };
        let origin = Origin {
            kind: OriginKind::Parameter {
                operation: operation.to_owned(),
                name: name.clone(),
            },
            item: false,
        };
        let schema = node.child("schema");
        let before = self.definitions.len();
        let value = match &schema {
            Some(schema) => self.type_of(schema, &origin).split_null().0,
            None => Type::Scalar(Scalar::Text),
        };
        if !self.is_textual(&value, true) {
            // The types that only it would use are of no use.
            self.forget(before);
            self.warn(
                "parameter-left-out",
                node,
                format!("`{name}` takes an object: the client cannot send that, it is left out"),
                "describe its members as parameters of their own",
            );
            return None;
        }
        if schema.is_none() && node.has("content") {
            self.warn(
                "parameter-with-content",
                node,
                format!(
                    "`{name}` is described by `content`: it takes a text that is sent as it is"
                ),
                "describe it by a `schema`",
            );
        }
        self.check_style(&name, place, &value, node);
        let mut facts = schema.as_ref().map(|s| self.facts(s)).unwrap_or_default();
        if let Some(example) = node.text("example") {
            facts.example = Some(example.to_owned());
        }
        let mut docs = node.docs();
        if let Some(schema) = schema.filter(|_| docs.description.is_none()) {
            docs.description = schema.docs().description;
        }
        Some(Parameter {
            required: place == ParameterPlace::Path || node.flag("required"),
            name,
            place,
            value,
            docs,
            facts,
        })
    }

    /// Whether values of a type can be sent as a text, or as a list of texts where that is allowed.
    fn is_textual(&self, value: &Type, or_list: bool) -> bool {
        let mut value = value;
        // No chain of other names is longer than there are names.
        for _ in 0..=self.definitions.len() {
            match value {
                Type::Any | Type::Scalar(_) => return true,
                Type::List(item) => return or_list && self.is_textual(item, false),
                Type::Tuple(items) => {
                    return or_list && items.iter().all(|item| self.is_textual(item, false));
                }
                Type::Map(_) => return false,
                Type::Nullable(inner) => value = inner,
                Type::Defined(id) => match self.definitions.get(id.0).map(|d| &d.shape) {
                    Some(Shape::Alias(other)) => value = other,
                    Some(Shape::Object(_)) => return false,
                    Some(Shape::Enumeration(_)) | None => return true,
                    Some(Shape::Union(union)) => {
                        let mut values = union.alternatives.iter().map(|a| &a.value);
                        return values.any(|value| match value {
                            Type::Any | Type::Scalar(_) | Type::List(_) | Type::Tuple(_) => true,
                            Type::Map(_) => false,
                            Type::Nullable(_) | Type::Defined(_) => !self.is_object(value),
                        });
                    }
                },
            }
        }
        true
    }

    /// Whether a type is an object with members, whatever it is called.
    fn is_object(&self, value: &Type) -> bool {
        match value {
            Type::Map(_) => true,
            Type::Nullable(inner) => self.is_object(inner),
            Type::Defined(id) => matches!(
                self.definitions.get(id.0).map(|d| &d.shape),
                Some(Shape::Object(_))
            ),
            Type::Any | Type::Scalar(_) | Type::List(_) | Type::Tuple(_) => false,
        }
    }

    /// Forgets the definitions that were made since there were so many.
    fn forget(&mut self, since: usize) {
        self.definitions.truncate(since);
        self.places.retain(|_, id| id.0 < since);
        self.parameter_types.retain(|_, id| id.0 < since);
        self.kept_whole.retain(|id| id.0 < since);
    }

    /// Warns where the service expects a way of writing values that the client does not write.
    fn check_style(&mut self, name: &str, place: ParameterPlace, value: &Type, node: &Node<'d>) {
        let usual = match place {
            ParameterPlace::Path | ParameterPlace::Header => "simple",
            ParameterPlace::Query => "form",
        };
        let style = node.text("style").unwrap_or(usual);
        let joined = place == ParameterPlace::Query
            && matches!(value, Type::List(_))
            && node
                .value
                .get("explode")
                .and_then(serde_json::Value::as_bool)
                == Some(false);
        if style != usual || joined {
            let style = if joined {
                "values joined by commas"
            } else {
                style
            };
            self.warn(
                "parameter-style-not-supported",
                node,
                format!("`{name}` wants {style}; the client sends one pair for each value"),
                "check that the service takes that, or do not use the parameter",
            );
        }
    }
}

fn is_own_header(node: &Node<'_>) -> bool {
    node.text("in") == Some("header")
        && node
            .text("name")
            .is_some_and(|name| OWN_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name)))
}

/// The names in braces of a path, each once.
fn names_in(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in path.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}
