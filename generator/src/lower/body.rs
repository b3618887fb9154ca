//! What is sent: the contents that a request can have, and which of them the client writes.

use super::{
    Lowering,
    media::{Kind, essence, is_media_type, kind},
    node::Node,
};
use crate::api::{Body, Content, Format, Origin, OriginKind, Scalar, Shape, Style, Type};

/// A content that a request can have.
#[derive(Clone)]
struct Offer<'d> {
    media: String,
    /// Other media types that it can be sent as.
    others: Vec<String>,
    kind: Kind,
    node: Node<'d>,
    schema: Option<Node<'d>>,
}

impl<'d> Lowering<'d> {
    /// The body of a request.
    pub(super) fn body(&mut self, operation: &str, node: &Node<'d>) -> Option<Body> {
        let at = node.child("requestBody")?;
        let node = self.follow(&at)?;
        let required = node.flag("required");
        let offers = self.offers(&node);
        let origin = Origin {
            kind: OriginKind::Body(operation.to_owned()),
            item: false,
        };
        let chosen = self.chosen(operation, &node, offers);
        let (value, format) = match &*chosen {
            [] => {
                let what = if required {
                    "bytes of any kind are taken"
                } else {
                    "it is sent without a body"
                };
                self.warn(
                    "body-without-content",
                    &node,
                    format!("the body of `{operation}` has no `content`: {what}"),
                    "say what is sent in `content`, or delete the `requestBody`",
                );
                if !required {
                    return None;
                }
                (Type::Upload, Format::Bytes(vec!["*/*".to_owned()]))
            }
            [only] => self.content(only, &origin, true),
            several => self.contents(several, origin, &node),
        };
        Some(Body {
            required,
            value,
            format,
            docs: node.docs(),
        })
    }

    fn offers(&mut self, body: &Node<'d>) -> Vec<Offer<'d>> {
        let mut offers = Vec::new();
        for (media, node) in body.entries("content") {
            let schema = node.child("schema").or_else(|| node.child("itemSchema"));
            let binary = match &schema {
                Some(schema) => self.is_binary(schema),
                None => !essence(&media).contains("json"),
            };
            let mut offer = Offer {
                kind: kind(&media, binary),
                media: media.trim().to_owned(),
                others: Vec::new(),
                node,
                schema,
            };
            if !is_media_type(&offer.media) {
                self.warn(
                    "media-type-not-valid",
                    &offer.node,
                    format!("{media:?} is no media type: it is sent as any bytes are"),
                    "write it as `type/subtype`",
                );
                "*/*".clone_into(&mut offer.media);
                offer.kind = Kind::Bytes;
            }
            if offer.media.contains('*') {
                match offer.kind {
                    Kind::Json => "application/json".clone_into(&mut offer.media),
                    Kind::Text => "text/plain".clone_into(&mut offer.media),
                    Kind::Multipart => "multipart/form-data".clone_into(&mut offer.media),
                    Kind::Form | Kind::Bytes => {}
                }
            }
            offers.push(offer);
        }
        offers
    }

    /// The contents that are worth a choice: of several that say the same, one.
    fn chosen(
        &mut self,
        operation: &str,
        body: &Node<'d>,
        offers: Vec<Offer<'d>>,
    ) -> Vec<Offer<'d>> {
        // What can say the most comes first.
        let rank = |offer: &Offer<'_>| match offer.kind {
            Kind::Json if essence(&offer.media) == "application/json" => 0,
            Kind::Json if essence(&offer.media) == "text/json" => 1,
            Kind::Json => 2,
            Kind::Form => 3,
            Kind::Multipart => 4,
            Kind::Text => 5,
            Kind::Bytes => 6,
        };
        let mut ordered: Vec<(usize, Offer<'d>)> =
            offers.into_iter().map(|o| (rank(&o), o)).collect();
        ordered.sort_by_key(|(rank, _)| *rank);
        let mut chosen: Vec<Offer<'d>> = Vec::new();
        let mut dropped = Vec::new();
        for (_, offer) in ordered {
            let schema = offer.schema.as_ref();
            let files = offer.kind == Kind::Multipart
                && schema.is_some_and(|schema| self.has_file_parts(schema));
            let first = chosen.first();
            let plain = first.is_some_and(|o| essence(&o.media) == "application/json");
            let mut all = chosen.iter_mut();
            let same = all.find(|known| !files && says_no_more(&offer, known, plain));
            match same {
                Some(known) if known.kind == Kind::Bytes => known.others.push(offer.media),
                Some(_) => dropped.push(offer.media),
                None if files => {
                    // A form with files says what the same form without them says, and more.
                    chosen.retain(|known| {
                        let less = known.kind == Kind::Form && same_schema(known, &offer);
                        if less {
                            dropped.push(known.media.clone());
                        }
                        !less
                    });
                    chosen.push(offer);
                }
                None => chosen.push(offer),
            }
        }
        if let ([first, ..], false) = (&*chosen, dropped.is_empty()) {
            let message = format!(
                "the body of `{operation}` can be sent as {} as well: it is sent as {}",
                dropped.join(", "),
                first.media
            );
            self.note("body-in-several-types", body, message);
        }
        chosen
    }

    /// One content: what is taken, and how it is written.
    fn content(&mut self, offer: &Offer<'d>, origin: &Origin, only: bool) -> (Type, Format) {
        let media = offer.media.clone();
        let value = |this: &mut Self| match &offer.schema {
            Some(schema) => this.type_of(schema, origin),
            None => Type::Any,
        };
        match offer.kind {
            Kind::Json => (value(self), Format::Json(media)),
            Kind::Form => (value(self), Format::Form(self.styles(offer))),
            Kind::Multipart => {
                let schema = offer.schema.as_ref();
                let form = self.form(&offer.node, schema, origin);
                (form, Format::Multipart)
            }
            Kind::Text => {
                // Beside another content it is one more way, and takes nothing away.
                if only && is_markup(&media) {
                    self.warn(
                        "body-as-text",
                        &offer.node,
                        format!("a body of {media} is taken as a text, which is sent as it is"),
                        "offer the body as application/json as well",
                    );
                }
                (Type::Scalar(Scalar::Text), Format::Text(media))
            }
            Kind::Bytes => {
                if let Some(schema) = &offer.schema
                    && !self.is_binary(schema)
                    && !schema.says_nothing()
                    && media != "*/*"
                {
                    self.warn(
                        "body-as-bytes",
                        schema,
                        format!("a body of {media} is taken as bytes, which are sent as they are"),
                        "offer the body as application/json as well",
                    );
                }
                let media = [vec![media], offer.others.clone()].concat();
                (Type::Upload, Format::Bytes(media))
            }
        }
    }

    /// Several contents, of which a caller chooses one.
    fn contents(
        &mut self,
        offers: &[Offer<'d>],
        origin: Origin,
        node: &Node<'d>,
    ) -> (Type, Format) {
        let id = self.reserve(origin, node);
        let mut contents = Vec::new();
        for (at, offer) in offers.iter().enumerate() {
            let origin = Origin {
                kind: OriginKind::Alternative {
                    owner: id,
                    title: Some(word(offer.kind).to_owned()),
                    position: at + 1,
                },
                item: false,
            };
            let (value, format) = self.content(offer, &origin, false);
            contents.push(Content {
                media: offer.media.clone(),
                value: value.split_null().0,
                format,
            });
        }
        self.fill(id, Shape::Contents(contents));
        (Type::Defined(id), Format::Contents)
    }

    /// The members of a form that are written in a way of their own.
    fn styles(&mut self, offer: &Offer<'d>) -> Vec<(String, Style)> {
        let mut styles = Vec::new();
        for (name, encoding) in offer.node.entries("encoding") {
            let explode = encoding
                .value
                .get("explode")
                .and_then(serde_json::Value::as_bool);
            let style = match (encoding.text("style"), explode) {
                (Some("deepObject"), _) => Some(Style::Deep),
                (Some("spaceDelimited"), Some(false) | None) => Some(Style::Spaces),
                (Some("pipeDelimited"), Some(false) | None) => Some(Style::Pipes),
                (Some("spaceDelimited" | "pipeDelimited"), Some(true)) => None,
                (Some("form") | None, Some(false)) => Some(Style::Form(false)),
                (Some("form"), Some(true) | None) | (None, Some(true)) => Some(Style::Form(true)),
                (None, None) => encoding
                    .text("contentType")
                    .filter(|media| kind(media, false) == Kind::Json)
                    .map(|_| Style::Json),
                (Some(other), _) => {
                    self.warn(
                        "style-not-known",
                        &encoding,
                        format!("{other:?} is no style of a form: `{name}` is written as usual"),
                        "use one of form, spaceDelimited, pipeDelimited and deepObject",
                    );
                    None
                }
            };
            styles.extend(style.map(|style| (name, style)));
        }
        styles
    }
}

/// Whether a content says nothing that a known one does not say, which is `plain` where JSON of no
/// special kind is among them.
fn says_no_more(offer: &Offer<'_>, known: &Offer<'_>, plain: bool) -> bool {
    let same = same_schema(known, offer);
    match (offer.kind, known.kind) {
        (Kind::Bytes, kind) => kind == Kind::Bytes,
        (_, Kind::Text | Kind::Bytes) => false,
        // Media types of JSON with names of their own have meanings of their own.
        (Kind::Json, _) => plain && same,
        (Kind::Text, kind) if is_markup(&offer.media) => plain || kind != Kind::Json && same,
        (Kind::Form | Kind::Multipart | Kind::Text, _) => same,
    }
}

/// What a kind of content is called.
fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Json => "json",
        Kind::Form => "form",
        Kind::Multipart => "multipart",
        Kind::Text => "text",
        Kind::Bytes => "bytes",
    }
}

/// Whether a media type is another way to write what JSON can say.
fn is_markup(media: &str) -> bool {
    let essence = essence(media);
    ["xml", "yaml", "yml"]
        .iter()
        .any(|end| essence.ends_with(end))
}

/// Whether two contents have the same schema, by reference or by its words.
fn same_schema(one: &Offer<'_>, other: &Offer<'_>) -> bool {
    match (&one.schema, &other.schema) {
        (Some(one), Some(other)) => one.value == other.value,
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}
