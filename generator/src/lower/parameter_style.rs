//! How the value of a parameter is written: its style, or its content.

use serde_json::Value;

use super::{Lowering, media::essence, node::Node};
use crate::api::{Encoding, ParameterPlace, Shape, Style, Type, TypeId};

/// What describes the value of a parameter, and so how it is written.
pub(super) enum Form<'d> {
    /// A schema, with a style.
    Styled(Option<Node<'d>>),
    /// JSON.
    Json(Option<Node<'d>>),
    /// The pairs of a form: all of the query.
    Pairs(Option<Node<'d>>),
    /// A text as it is.
    Text,
}

impl<'d> Form<'d> {
    /// The schema of the value.
    pub(super) fn schema(&self) -> Option<&Node<'d>> {
        match self {
            Self::Styled(schema) | Self::Json(schema) | Self::Pairs(schema) => schema.as_ref(),
            Self::Text => None,
        }
    }
}

/// What the values of a type can be, as far as it matters to how they are written.
#[derive(Clone, Copy, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "a type can be several of them"
)]
struct Kinds {
    scalar: bool,
    list: bool,
    object: bool,
    /// Lists of scalars as members of an object.
    lists_in_object: bool,
    /// Anything else that has parts within a list or an object.
    nested: bool,
}

impl Kinds {
    /// Notes a list; whether its items matter.
    fn is_outer_list(&mut self, within: Within) -> bool {
        match within {
            Within::Nothing => self.list = true,
            Within::Object => self.lists_in_object = true,
            Within::List => self.nested = true,
        }
        within != Within::List
    }

    /// Notes an object; whether its members matter.
    fn is_outer_object(&mut self, within: Within) -> bool {
        let outer = within == Within::Nothing;
        self.object |= outer;
        self.nested |= !outer;
        outer
    }
}

impl<'d> Lowering<'d> {
    /// What describes the value of a parameter.
    pub(super) fn form_of_parameter(&mut self, name: &str, node: &Node<'d>) -> Form<'d> {
        let Some((kind, media)) = node.entries("content").into_iter().next() else {
            return Form::Styled(node.child("schema"));
        };
        let essence = essence(&kind);
        if essence == "application/json" || essence.ends_with("+json") {
            return Form::Json(media.child("schema"));
        }
        if essence == "application/x-www-form-urlencoded" && is_whole_query(node) {
            return Form::Pairs(media.child("schema"));
        }
        if essence != "text/plain" {
            self.warn(
                "parameter-with-content",
                &media,
                format!("`{name}` is written as `{kind}`: it takes a text that is sent as it is"),
                "describe it by a `schema`, or as application/json",
            );
        }
        Form::Text
    }

    /// How the value of a parameter is written.
    pub(super) fn encoding(
        &mut self,
        name: &str,
        place: ParameterPlace,
        value: &Type,
        form: &Form<'d>,
        node: &Node<'d>,
    ) -> Encoding {
        let styled = |style| Encoding::Styled {
            style,
            reserved: place == ParameterPlace::Query && node.flag("allowReserved"),
        };
        match form {
            Form::Json(_) if is_whole_query(node) => return styled(Style::Bare),
            Form::Json(_) => return styled(Style::Json),
            Form::Pairs(_) => return styled(Style::Form(true)),
            Form::Text if place == ParameterPlace::Cookie => return styled(Style::Form(true)),
            Form::Text => return Encoding::Usual,
            Form::Styled(_) => {}
        }
        let kinds = self.kinds(value);
        let style = self.style(name, place, kinds, node);
        let writes_lists = matches!(style, Style::Form(true) | Style::Cookie(true));
        let nested = kinds.nested || kinds.lists_in_object && !writes_lists;
        if nested && style != Style::Deep {
            self.warn(
                "parameter-nested",
                node,
                format!("`{name}` has lists or objects within others, which no style of its place can write: they are written as JSON"),
                "describe the parameter by `content` of application/json, or in the style deepObject",
            );
        }
        let encoding = styled(style);
        let is_usual = match (place, style) {
            _ if kinds.object || matches!(encoding, Encoding::Styled { reserved: true, .. }) => {
                false
            }
            (ParameterPlace::Path | ParameterPlace::Header, Style::Simple(_)) => !kinds.nested,
            (ParameterPlace::Query, Style::Form(explode)) => {
                !kinds.nested && (explode || !kinds.list)
            }
            _ => false,
        };
        if is_usual { Encoding::Usual } else { encoding }
    }

    /// The style of a parameter that is described by a schema.
    fn style(&mut self, name: &str, place: ParameterPlace, kinds: Kinds, node: &Node<'d>) -> Style {
        let usual = match place {
            ParameterPlace::Path | ParameterPlace::Header => "simple",
            ParameterPlace::Query | ParameterPlace::Cookie => "form",
        };
        let word = node.text("style").unwrap_or(usual);
        let explode = node.value.get("explode").and_then(Value::as_bool);
        let explode = explode.unwrap_or(matches!(word, "form" | "cookie"));
        let parts = kinds.list || kinds.object;
        let style = match (place, word) {
            (ParameterPlace::Path | ParameterPlace::Header, "simple") => {
                Some(Style::Simple(explode))
            }
            (ParameterPlace::Path, "label") => Some(Style::Label(explode)),
            (ParameterPlace::Path, "matrix") => Some(Style::Matrix(explode)),
            (ParameterPlace::Query | ParameterPlace::Cookie, "form") => Some(Style::Form(explode)),
            (ParameterPlace::Cookie, "cookie") => Some(Style::Cookie(explode)),
            (ParameterPlace::Query, "spaceDelimited" | "pipeDelimited") if explode => {
                Some(Style::Form(true))
            }
            (ParameterPlace::Query, "spaceDelimited") if parts => Some(Style::Spaces),
            (ParameterPlace::Query, "pipeDelimited") if parts => Some(Style::Pipes),
            (ParameterPlace::Query, "deepObject")
                if kinds.object || !kinds.scalar && !kinds.list =>
            {
                Some(Style::Deep)
            }
            _ => None,
        };
        style.unwrap_or_else(|| {
            let (instead, instead_of) = match place {
                ParameterPlace::Path | ParameterPlace::Header => (Style::Simple(explode), "simple"),
                ParameterPlace::Query | ParameterPlace::Cookie => (Style::Form(true), "form"),
            };
            self.warn(
                "parameter-style-undefined",
                node,
                format!("the style {word} has no meaning for the values of `{name}` in this place: it is sent in the style {instead_of}"),
                "give the parameter a style of its place that can write its values",
            );
            instead
        })
    }

    /// What the values of a type can be.
    fn kinds(&self, value: &Type) -> Kinds {
        let mut kinds = Kinds::default();
        self.add_kinds(value, Within::Nothing, &mut kinds, &mut Vec::new());
        kinds
    }

    /// Adds what the values of a type can be.
    fn add_kinds(
        &self,
        value: &Type,
        within: Within,
        kinds: &mut Kinds,
        seen: &mut Vec<(TypeId, Within)>,
    ) {
        match value {
            // One that is more than a scalar is refused when it is sent in a usual style.
            Type::Any | Type::Scalar(_) | Type::Upload => kinds.scalar |= within == Within::Nothing,
            Type::List(item) => {
                if kinds.is_outer_list(within) {
                    self.add_kinds(item, Within::List, kinds, seen);
                }
            }
            Type::Tuple(items) => {
                if kinds.is_outer_list(within) {
                    for item in items {
                        self.add_kinds(item, Within::List, kinds, seen);
                    }
                }
            }
            Type::Map(item) => {
                if kinds.is_outer_object(within) {
                    self.add_kinds(item, Within::Object, kinds, seen);
                }
            }
            Type::Nullable(inner) => self.add_kinds(inner, within, kinds, seen),
            Type::Defined(id) => {
                if seen.contains(&(*id, within)) {
                    return;
                }
                seen.push((*id, within));
                let definition = self.definitions.get(id.0);
                match definition.map(|definition| &definition.shape) {
                    Some(Shape::Alias(other)) => self.add_kinds(other, within, kinds, seen),
                    Some(Shape::Enumeration(_) | Shape::Contents(_)) | None => {
                        kinds.scalar |= within == Within::Nothing;
                    }
                    Some(Shape::Union(union)) => {
                        for alternative in &union.alternatives {
                            self.add_kinds(&alternative.value, within, kinds, seen);
                        }
                    }
                    Some(Shape::Object(object)) => {
                        if kinds.is_outer_object(within) {
                            let members = object.properties.iter().map(|member| &member.value);
                            for member in members.chain(&object.additional) {
                                self.add_kinds(member, Within::Object, kinds, seen);
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    List,
    Object,
}

fn is_whole_query(node: &Node<'_>) -> bool {
    node.text("in") == Some("querystring")
}
