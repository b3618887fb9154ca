//! The contents of a response: which of its media types are asked for, and what each one holds.

use super::{
    Lowering,
    holds::{Holds, holds},
    media::essence,
    node::Node,
};

/// The contents of a response.
#[derive(Debug, Default)]
pub(super) struct Contents<'d> {
    /// What is asked for, each way once.
    pub(super) parts: Vec<Part<'d>>,
    /// The media types of what is not asked for, where that is something else.
    pub(super) not_asked: Vec<String>,
}

/// One way in which a content can come.
#[derive(Debug)]
pub(super) struct Part<'d> {
    /// Its media types.
    pub(super) media: Vec<String>,
    /// What comes.
    pub(super) holds: Holds,
    /// The schema of the JSON in it.
    pub(super) schema: Option<Node<'d>>,
}

impl<'d> Lowering<'d> {
    /// The contents of a response.
    ///
    /// What can be had as JSON is asked for as JSON: a text or the bytes of the same is another writing
    /// of it. Streams are something else, since many services decide by the request which one they send.
    pub(super) fn answer_contents(&mut self, operation: &str, response: &Node<'d>) -> Contents<'d> {
        let mut all: Vec<Part<'d>> = Vec::new();
        for (media, node) in response.entries("content") {
            let Some(node) = self.follow(&node) else {
                continue;
            };
            let schema = node.child("schema");
            let target = schema.as_ref().and_then(|schema| self.follow(schema));
            let holds = holds(&media, target.as_ref());
            let schema = match holds {
                Holds::Values => self.value_schema(&node),
                Holds::Events => self.event_schema(operation, &node),
                Holds::Json | Holds::Text | Holds::Bytes => schema,
            };
            all.push(Part {
                media: vec![media],
                holds,
                schema,
            });
        }
        // The plainest JSON comes first.
        all.sort_by_key(|part| {
            let plain = part.media.iter().all(|m| essence(m) == "application/json");
            (part.holds != Holds::Json, !plain)
        });
        let mut contents = Contents::default();
        for part in all {
            let json = contents.parts.first().filter(|p| p.holds == Holds::Json);
            let same = |other: &Part<'_>| {
                let (a, b) = (part.schema.as_ref(), other.schema.as_ref());
                a.map(|schema| schema.value) == b.map(|schema| schema.value)
            };
            match (part.holds, json) {
                (Holds::Json | Holds::Text | Holds::Bytes, Some(json)) if same(json) => {}
                (Holds::Json, Some(_)) => {
                    self.warn(
                        "response-content-not-asked-for",
                        response,
                        format!(
                            "`{operation}` is asked for one JSON, and can also answer with {}",
                            part.media.concat()
                        ),
                        "ask for it with an `accept` header of the call, and read it as any JSON",
                    );
                    contents.not_asked.extend(part.media);
                }
                (Holds::Text, Some(_)) => contents.not_asked.extend(part.media),
                (Holds::Json | Holds::Values | Holds::Events | Holds::Text | Holds::Bytes, _) => {
                    self.add(operation, response, &mut contents, part);
                }
            }
        }
        contents
    }

    /// Adds a way in which the content can come, or its media type to the same way.
    fn add(
        &mut self,
        operation: &str,
        response: &Node<'d>,
        contents: &mut Contents<'d>,
        part: Part<'d>,
    ) {
        if let Some(same) = contents.parts.iter_mut().find(|p| p.holds == part.holds) {
            same.media.extend(part.media);
            return;
        }
        let structure = part.schema.as_ref().and_then(|schema| self.follow(schema));
        let structured = structure.is_some_and(|schema| {
            schema.text("type").is_none_or(|word| word != "string") && !schema.says_nothing()
        });
        let what = match part.holds {
            Holds::Text => "a text",
            Holds::Bytes => "bytes",
            Holds::Json | Holds::Values | Holds::Events => "",
        };
        if structured && !what.is_empty() {
            self.warn(
                "response-not-json",
                response,
                format!(
                    "the answer of `{operation}` comes as {}, of which the client gives {what}",
                    part.media.concat()
                ),
                "offer the answer as application/json as well",
            );
        }
        contents.parts.push(part);
    }

    /// The schema of one of the JSON values that come one after the other.
    fn value_schema(&mut self, media: &Node<'d>) -> Option<Node<'d>> {
        if let Some(item) = media.child("itemSchema") {
            return Some(item);
        }
        let schema = media.child("schema")?;
        let target = self.follow(&schema)?;
        match target.text("type") {
            Some("array") => target.child("items"),
            // Documents in which a text stands for all of it say nothing of the values.
            Some("string") => None,
            Some(_) | None => Some(schema),
        }
    }

    /// The schema of the data of an event; `None` where that is a text.
    fn event_schema(&mut self, operation: &str, media: &Node<'d>) -> Option<Node<'d>> {
        let item = media.child("itemSchema");
        let schema = item.clone().or_else(|| media.child("schema"))?;
        let mut target = self.follow(&schema)?;
        let mut schema = schema;
        if item.is_none() && target.text("type") == Some("array") {
            schema = target.child("items")?;
            target = self.follow(&schema)?;
        }
        if target.text("type") == Some("string") {
            return None;
        }
        let members = target.entries("properties");
        let of_events = |(name, _): &(String, Node<'_>)| {
            matches!(name.as_str(), "data" | "event" | "id" | "retry" | "comment")
        };
        let is_event = match &item {
            Some(_) => members.iter().any(of_events),
            None => members.iter().any(|(name, _)| name == "data"),
        };
        if !(is_event && members.iter().all(of_events)) {
            return Some(schema);
        }
        if ["oneOf", "anyOf", "allOf"]
            .iter()
            .any(|key| target.has(key))
        {
            self.warn(
                "events-as-text",
                media,
                format!("the events of `{operation}` have data of several kinds, which is given as texts"),
                "describe the data by one schema, with a member that says which kind it is",
            );
            return None;
        }
        let (_, data) = members.into_iter().find(|(name, _)| name == "data")?;
        let found = self.follow(&data)?;
        match found.text("type") {
            Some("string") => found.child("contentSchema"),
            Some(_) | None => Some(data),
        }
    }
}
