//! Which operations are called, in which order, and what is kept of their answers.

use serde_json::Value;
use truespec::{
    diagnostic::Diagnostic,
    drift::{Body, Exchange, Heard, Known, Paged, Target, Valued, filled, is_documented},
    openapi::Document,
};
use ureq::http::Method;

use super::{
    connection::{Answered, Asked, Connection, secret},
    token::Token,
};

/// What was learnt of the service.
#[derive(Default)]
pub(crate) struct Learnt {
    /// The answers, by operation.
    pub(crate) heard: Vec<Heard>,
    /// The operations that were not called, and why.
    pub(crate) not_called: Vec<(String, String)>,
    /// The operations whose answers say nothing, and why.
    pub(crate) not_compared: Vec<(String, String)>,
    /// How often the service refused the token.
    refused: usize,
    answered: usize,
}

/// One run.
pub(crate) struct Calls<'a> {
    pub(crate) document: &'a Document,
    pub(crate) paged: &'a [Paged],
    pub(crate) token: &'a Token,
    pub(crate) known: Known,
    /// Operations that are safe though their method does not say so.
    pub(crate) also: &'a [String],
    pub(crate) pages: u64,
}

impl Calls<'_> {
    /// Calls what can be called.
    pub(crate) fn run(
        &mut self,
        targets: &[Target],
        connection: &mut Connection,
    ) -> Result<Learnt, Diagnostic> {
        let mut learnt = Learnt::default();
        for target in targets {
            let method = target.operation.method.as_str();
            let safe = matches!(method, "GET" | "HEAD") || self.also.contains(&target.id);
            if !safe {
                let why = format!("{method} can change something");
                learnt.not_called.push((target.id.clone(), why));
                continue;
            }
            match self.asked(target) {
                Ok((asked, values)) => {
                    if connection.has_requests_left() {
                        self.call(target, asked, &values, connection, &mut learnt)?;
                    } else {
                        let why = "no requests are left: see --max-requests".to_owned();
                        learnt.not_called.push((target.id.clone(), why));
                    }
                }
                Err(why) => learnt.not_called.push((target.id.clone(), why)),
            }
        }
        if learnt.refused == learnt.answered && learnt.refused > 0 {
            let problem = "the service refuses the token: 401 or 403, whatever is asked";
            return Err(Diagnostic::error_without_place("token-refused", problem)
                .help("is it the token of this service, and not expired?"));
        }
        Ok(learnt)
    }

    /// The request, and the values of its parameters; `Err`: why there is none.
    fn asked(&self, target: &Target) -> Result<(Asked, Vec<Valued>), String> {
        let carried = self.token.carried(target)?;
        let values = self.known.values(target)?;
        let is_step = |v: &&Valued| v.place == "path" && matches!(&*v.value, "." | ".." | "");
        if let Some(step) = values.iter().find(is_step) {
            return Err(format!(
                "`{}` cannot be {:?} in a path",
                step.name, step.value
            ));
        }
        let mut asked = Asked {
            method: Method::from_bytes(target.operation.method.as_bytes())
                .map_err(|_| "its method cannot be sent".to_owned())?,
            path: filled(&target.operation.path, &values),
            query: carried.query,
            headers: carried.headers,
            body: match &target.body {
                Ok(body) => body
                    .as_ref()
                    .map(|(media, value)| (media.clone(), value.to_string())),
                Err(()) => return Err("it needs a body, and the document shows none".to_owned()),
            },
        };
        for valued in &values {
            match valued.place.as_str() {
                "path" => {}
                "query" => asked
                    .query
                    .push((valued.name.clone(), valued.value.clone())),
                "header" => {
                    let Some((name, value)) = secret(&valued.name, &valued.value) else {
                        return Err(format!("the value of `{}` is no header", valued.name));
                    };
                    asked.headers.insert(name, value);
                }
                place => return Err(format!("`{}` goes into the {place}", valued.name)),
            }
        }
        Ok((asked, values))
    }

    fn call(
        &mut self,
        target: &Target,
        mut asked: Asked,
        values: &[Valued],
        connection: &mut Connection,
        learnt: &mut Learnt,
    ) -> Result<(), Diagnostic> {
        let is_meant = |paged: &&Paged| {
            let operation = &target.operation;
            paged.method == operation.method && paged.path == operation.path
        };
        let way = self.paged.iter().find(is_meant);
        let mut exchanges = Vec::new();
        let plain = asked.query.clone();
        let mut cursor: Option<String> = None;
        // A page that says it is the last, and has a cursor all the same.
        let mut is_last = false;
        for page in 1..=self.pages {
            if let (Some(way), Some(cursor)) = (way, &cursor) {
                asked.query.clone_from(&plain);
                asked.query.retain(|(name, _)| *name != way.parameter);
                asked.query.push((way.parameter.clone(), cursor.clone()));
            }
            let answer = connection.ask(&asked)?;
            learnt.answered += 1;
            learnt.refused += usize::from(matches!(answer.status, 401 | 403));
            if is_last && !(200..300).contains(&answer.status) {
                // There is nothing behind the end: that is as it was said.
                break;
            }
            if let Some(why) = self.says_nothing(target, &answer, values) {
                learnt.not_compared.push((target.id.clone(), why));
                break;
            }
            let parameters = values.iter().map(|v| (v.name.clone(), v.value.clone()));
            let sent = way.iter().filter_map(|way| {
                let cursor = cursor.clone()?;
                Some((way.parameter.clone(), cursor))
            });
            let exchange = Exchange {
                parameters: parameters
                    .chain(sent)
                    .map(|(name, value)| (name, Value::from(value)))
                    .collect(),
                page: way.map(|_| page),
                status: answer.status,
                body: self.body(target, &answer)?,
                content_type: answer.content_type,
            };
            cursor = None;
            if let Body::Json(body) = &exchange.body
                && (200..300).contains(&exchange.status)
            {
                self.known.learn(&asked.path, body);
                is_last = way.is_some_and(|way| way.has_more(body) == Some(false));
                let next = way.and_then(|way| way.next(body));
                cursor = next.map(|next| next.as_str().map_or(next.to_string(), str::to_owned));
            }
            exchanges.push(exchange);
            if cursor.is_none() || !connection.has_requests_left() {
                break;
            }
        }
        if !exchanges.is_empty() {
            learnt.heard.push(Heard {
                operation: target.operation.clone(),
                exchanges,
            });
        }
        Ok(())
    }

    /// Why an answer says nothing about the document.
    fn says_nothing(&self, target: &Target, answer: &Answered, sent: &[Valued]) -> Option<String> {
        let status = answer.status;
        if is_documented(self.document, &target.operation, status) {
            return None;
        }
        let guess = sent.iter().find(|one| one.guessed);
        match (status, guess) {
            (300..400, _) => Some(format!("{status}: it is redirected to another origin")),
            (401 | 403, _) => Some(format!("{status}: this token may not ask for it")),
            (429, _) => Some("429: the service wants to be asked less often".to_owned()),
            (500.., _) => Some(format!("{status}: the service failed")),
            (400..500, Some(guess)) => Some(format!(
                "{status}: `{0}` was a guess, give --value {0}=VALUE",
                guess.name
            )),
            _ => None,
        }
    }

    /// What an answer holds; an error where that is not what a service of this kind sends.
    fn body(&self, target: &Target, answer: &Answered) -> Result<Body, Diagnostic> {
        let garbage = |what: String, help: &str| {
            let problem = format!("the answer to `{}` is {what}", target.id);
            Diagnostic::error_without_place("service-garbage", problem).help(help.to_owned())
        };
        if answer.bytes.is_empty() {
            return Ok(Body::Nothing);
        }
        let media_type = answer.content_type.as_deref().unwrap_or_default();
        let is_json = media_type == "application/json" || media_type.ends_with("+json");
        if !is_json && !media_type.is_empty() {
            let documents_html = ["responses"].iter().any(|key| {
                let responses = self.document.get(&target.operation.at.child(key));
                responses.is_some_and(|value| value.to_string().contains("text/html"))
            });
            if media_type == "text/html" && answer.status < 300 && !documents_html {
                let help = "is this the address of the service, and not of its website?";
                return Err(garbage("a web page".to_owned(), help));
            }
            return Ok(Body::Other);
        }
        match serde_json::from_slice(&answer.bytes) {
            Ok(value) => Ok(Body::Json(value)),
            Err(_) if !is_json => Ok(Body::Other),
            Err(error) => {
                let help = "look at what stands between this machine and the service";
                Err(garbage(format!("no JSON: {error}"), help))
            }
        }
    }
}
