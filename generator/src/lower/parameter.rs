//! Parameters of an operation: its own, and those of its path that it does not replace.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;

use super::{Lowering, node::Node, parameter_style::Form};
use crate::api::{
    Docs, Encoding, Facts, Origin, OriginKind, Parameter, ParameterPlace, Scalar, Type,
};

/// Headers that the client sets by itself; parameters of these names mean nothing.
const OWN_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl<'d> Lowering<'d> {
    /// The descriptions of the parameters of an operation, each name once in each place.
    pub(super) fn described_parameters(
        &mut self,
        item: &Node<'d>,
        node: &Node<'d>,
    ) -> Vec<Node<'d>> {
        let key = |n: &Node<'d>| (n.text("in"), n.text("name"));
        let mut nodes: Vec<Node<'d>> = Vec::new();
        let mut places = HashMap::new();
        for holder in [item, node] {
            let inherited = nodes.len();
            for entry in holder.items("parameters") {
                let Some(parameter) = self.follow(&entry) else {
                    continue;
                };
                match places.get(&key(&parameter)).copied() {
                    Some(at) if at < inherited => {
                        if let Some(known) = nodes.get_mut(at) {
                            *known = parameter;
                        }
                    }
                    Some(_) => self.warn(
                        "parameter-twice",
                        &entry,
                        format!(
                            "`{}` is in this list twice: the first one counts",
                            parameter.text("name").unwrap_or_default()
                        ),
                        "leave one of the two out, or give it another name",
                    ),
                    None => {
                        places.insert(key(&parameter), nodes.len());
                        nodes.push(parameter);
                    }
                }
            }
        }
        nodes
    }

    /// The parameters, those of the path first and in its order.
    pub(super) fn parameters(
        &mut self,
        path: &str,
        operation: &str,
        described: &[Node<'d>],
        node: &Node<'d>,
    ) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for parameter in described {
            parameters.extend(self.parameter(operation, parameter));
        }
        let names = names_in(path);
        let of_path = parameters
            .iter()
            .filter(|p| p.place == ParameterPlace::Path);
        let known: HashSet<String> = of_path.map(|p| p.name.clone()).collect();
        for name in &names {
            if !known.contains(*name) {
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
                    encoding: Encoding::Usual,
                    docs: Docs::default(),
                    facts: Facts::default(),
                });
            }
        }
        for parameter in &parameters {
            if parameter.place == ParameterPlace::Path && !names.contains(parameter.name.as_str()) {
                self.warn(
                    "parameter-left-out",
                    node,
                    format!(
                        "`{}` is a parameter of the path, and `{path}` does not have it: it is left out",
                        parameter.name
                    ),
                    "write the name as it stands between the braces of the path",
                );
            }
        }
        parameters.retain(|p| p.place != ParameterPlace::Path || names.contains(p.name.as_str()));
        parameters.sort_by_key(|p| match p.place {
            ParameterPlace::Path => names.get_index_of(p.name.as_str()).unwrap_or(0),
            ParameterPlace::Query | ParameterPlace::Header | ParameterPlace::Cookie => names.len(),
        });
        parameters
    }

    fn parameter(&mut self, operation: &str, node: &Node<'d>) -> Option<Parameter> {
        let name = node.text("name")?.to_owned();
        let place = match node.text("in") {
            Some("path") => ParameterPlace::Path,
            Some("query" | "querystring") => ParameterPlace::Query,
            Some("header") if is_own_header(node) => return None,
            Some("header") => ParameterPlace::Header,
            Some("cookie") => ParameterPlace::Cookie,
            place => {
                let place = place.unwrap_or("nowhere");
                self.warn(
                    "parameter-left-out",
                    node,
                    format!(
                        "`{name}` is in `{place}`, which is no part of a request: it is left out"
                    ),
                    "put the parameter into the path, the query, a header or a cookie",
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
        let form = self.form_of_parameter(&name, node);
        let schema = form.schema();
        let value = match (schema, &form) {
            (Some(schema), _) => self.type_of(schema, &origin).split_null().0,
            (None, Form::Json(_)) => Type::Any,
            (None, Form::Styled(_) | Form::Pairs(_) | Form::Text) => Type::Scalar(Scalar::Text),
        };
        let encoding = self.encoding(&name, place, &value, &form, node);
        let mut facts = schema.map(|s| self.facts(s)).unwrap_or_default();
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
            encoding,
            docs,
            facts,
        })
    }
}

fn is_own_header(node: &Node<'_>) -> bool {
    node.text("in") == Some("header")
        && node
            .text("name")
            .is_some_and(|name| OWN_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name)))
}

/// The names in braces of a path, each once.
fn names_in(path: &str) -> IndexSet<&str> {
    let parts = path.split('{').skip(1);
    let names = parts.filter_map(|part| part.split_once('}'));
    names.map(|(name, _)| name).collect()
}
