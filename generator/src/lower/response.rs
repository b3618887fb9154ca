//! What comes back.

use super::{
    Lowering,
    content::{Contents, Part},
    holds::Holds,
    media::json_schema,
    node::Node,
};
use crate::api::{
    Failure, Header, Held, Method, Origin, OriginKind, Response, Success, Type, TypeId,
};

/// Redirects that say where the answer is.
const REDIRECTS: [&str; 6] = ["301", "302", "303", "307", "308", "3XX"];

impl<'d> Lowering<'d> {
    /// What comes back from an operation.
    pub(super) fn response(
        &mut self,
        operation: &str,
        method: &Method,
        node: &Node<'d>,
    ) -> Response {
        let mut response = Response::default();
        let mut described: Vec<(String, Node<'d>)> = node.entries("responses");
        for (status, _) in &mut described {
            *status = status.trim().replace('x', "X");
        }
        // Ranges sort behind the digits, and `default` behind them.
        described.sort_by(|(a, _), (b, _)| a.cmp(b));
        let default = default_is_success(node);
        let mut known: Vec<(Node<'d>, Type)> = Vec::new();
        for (status, at) in &described {
            let is_success = is_range(status, "2") || (status == "default" && default);
            let is_failure = is_range(status, "45") || status == "default";
            let Some(found) = self.follow(at) else {
                continue;
            };
            if is_success {
                let successes = self.successes(operation, method, status, &found, &mut known);
                response.successes.extend(successes);
            } else if is_failure {
                if let Some(value) = self.failure(operation, status, &found) {
                    let status = status.clone();
                    response.failures.push(Failure { status, value });
                }
            } else {
                response.neither.push(status.clone());
            }
        }
        if response.successes.is_empty() {
            response.successes.extend(redirected(method, &response));
        }
        if response.successes.is_empty() && response.neither.iter().any(|s| s.starts_with('1')) {
            self.warn(
                "response-not-expressed",
                node,
                format!(
                    "`{operation}` changes to another protocol, which the client does not speak"
                ),
                "send the request that `into_request` of the call gives with a client that does",
            );
        }
        response
    }

    /// The successes with one status: one for each way in which their content can come. `known` has the
    /// types that successes of this operation have so far.
    fn successes(
        &mut self,
        operation: &str,
        method: &Method,
        status: &str,
        response: &Node<'d>,
        known: &mut Vec<(Node<'d>, Type)>,
    ) -> Vec<Success> {
        let description = response.docs().description;
        let headers = self.headers(response);
        let has_body = *method != Method::Head && !["204", "205"].contains(&status);
        let Contents { parts, not_asked } = if has_body {
            self.answer_contents(operation, response)
        } else {
            Contents::default()
        };
        let mut successes = Vec::new();
        for Part {
            media,
            holds,
            schema,
        } in parts
        {
            let mut value = |lowering: &mut Self| match &schema {
                Some(schema) => lowering.success_type(operation, status, schema, response, known),
                None => Type::Any,
            };
            let content = match holds {
                Holds::Json => Held::Json(value(self)),
                Holds::Values => Held::Values(value(self)),
                Holds::Events if schema.is_none() => Held::Events(None),
                Holds::Events => Held::Events(Some(value(self))),
                Holds::Text => Held::Text,
                Holds::Bytes => Held::Bytes,
            };
            successes.push(Success {
                status: status.to_owned(),
                media,
                content,
                not_asked: not_asked.clone(),
                description: description.clone(),
                headers: headers.clone(),
            });
        }
        if successes.is_empty() {
            successes.push(Success {
                status: status.to_owned(),
                media: Vec::new(),
                content: Held::Nothing,
                not_asked,
                description,
                headers,
            });
        }
        successes
    }

    /// The type of the content of a success. What two successes describe in the same words is one type.
    fn success_type(
        &mut self,
        operation: &str,
        status: &str,
        schema: &Node<'d>,
        response: &Node<'d>,
        known: &mut Vec<(Node<'d>, Type)>,
    ) -> Type {
        let same = known.iter().find(|(other, _)| other.value == schema.value);
        if let Some((_, value)) = same {
            return value.clone();
        }
        let kind = if known.is_empty() {
            OriginKind::Response(operation.to_owned())
        } else {
            OriginKind::Status {
                operation: operation.to_owned(),
                status: Some(status.to_owned()),
                shared: false,
            }
        };
        let value = self.answered_type(schema, response, kind);
        known.push((schema.clone(), value.clone()));
        value
    }

    /// The type of the content of a response. One that has a name is one type, whoever uses it.
    fn answered_type(&mut self, schema: &Node<'d>, response: &Node<'d>, kind: OriginKind) -> Type {
        if let Some(value) = self.answers.get(&schema.at) {
            return value.clone();
        }
        let kind = match response.at.tokens() {
            [components, responses, name]
                if components == "components" && responses == "responses" =>
            {
                OriginKind::NamedResponse(name.clone())
            }
            _ => kind,
        };
        let value = self.type_of(schema, &Origin { kind, item: false });
        self.answers.insert(schema.at.clone(), value.clone());
        value
    }

    /// The type of the JSON of an error. Errors that the document describes in the same words are one
    /// type, of whatever operation they are.
    fn failure(&mut self, operation: &str, status: &str, response: &Node<'d>) -> Option<Type> {
        let schema = json_schema(response)?;
        if schema.says_nothing() {
            return None;
        }
        let words = schema.value.to_string();
        if let Some((value, of)) = self.failures.get(&words).cloned() {
            if let Some(id) = of {
                self.shares_failure(id, operation, status);
            }
            return Some(value);
        }
        let before = self.definitions.len();
        let kind = OriginKind::Status {
            operation: operation.to_owned(),
            status: Some(status.to_owned()),
            shared: false,
        };
        let value = self.answered_type(&schema, response, kind);
        let own = (before..self.definitions.len()).map(TypeId).find(|id| {
            let definition = self.definitions.get(id.0);
            definition.is_some_and(|d| matches!(d.origin.kind, OriginKind::Status { .. }))
        });
        self.failures.insert(words, (value.clone(), own));
        Some(value)
    }

    /// Notes that an error is that of one more operation or status.
    fn shares_failure(&mut self, id: TypeId, another: &str, with: &str) {
        let Some(definition) = self.definitions.get_mut(id.0) else {
            return;
        };
        if let OriginKind::Status {
            operation,
            status,
            shared,
        } = &mut definition.origin.kind
        {
            *shared |= operation != another;
            if status.as_deref() != Some(with) {
                *status = None;
            }
        }
    }

    fn headers(&mut self, response: &Node<'d>) -> Vec<Header> {
        let headers = response.entries("headers").into_iter();
        headers
            // The specification says that this one is ignored.
            .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
            .filter_map(|(name, header)| {
                let description = self.follow(&header)?.docs().description;
                Some(Header { name, description })
            })
            .collect()
    }
}

/// What an operation gives of which only redirects are described: whatever stands where they lead to.
fn redirected(method: &Method, response: &Response) -> Option<Success> {
    let is_redirect = |status: &&String| REDIRECTS.contains(&status.as_str());
    let status = response.neither.iter().find(is_redirect)?;
    Some(Success {
        status: status.clone(),
        media: Vec::new(),
        content: if *method == Method::Get {
            Held::Bytes
        } else {
            Held::Nothing
        },
        not_asked: Vec::new(),
        description: None,
        headers: Vec::new(),
    })
}

/// Whether a status is one of three digits, or a range, that begins with one of these.
fn is_range(status: &str, first: &str) -> bool {
    status.len() == 3 && status.starts_with(|c| first.contains(c))
}

/// Whether `default` means success: no other response does, and errors have responses of their own
/// or it is the only one.
pub(super) fn default_is_success(node: &Node<'_>) -> bool {
    let responses = node.entries("responses");
    let any = |starts: &[char]| responses.iter().any(|(s, _)| s.starts_with(starts));
    !any(&['2']) && (any(&['4', '5']) || responses.len() == 1)
}
