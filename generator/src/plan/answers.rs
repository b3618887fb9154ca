//! What is said of an answer.

use super::{
    output::Output,
    outputs::have_kinds,
    text::{self, Block},
    types::Types,
};
use crate::api::{Docs, Held, Operation, Response, Type};

/// What the answer is, as far as its type does not say so; what errors hold; what else comes with it.
pub(super) fn answer(
    types: &Types<'_>,
    at: usize,
    operation: &Operation,
    output: &Output,
) -> Vec<Block> {
    let response = &operation.response;
    let mut blocks = Vec::new();
    blocks.extend(given(types, response, output).map(Block::Own));
    if output.is_stream() {
        blocks.push(Block::Own(STREAMED.to_owned()));
    }
    let mut not_asked: Vec<String> = Vec::new();
    let mut headers: Vec<(String, Vec<Block>)> = Vec::new();
    for success in &response.successes {
        for media in &success.not_asked {
            let media = text::code(media);
            if !not_asked.contains(&media) {
                not_asked.push(media);
            }
        }
        for header in &success.headers {
            let name = text::code(&header.name);
            if headers.iter().all(|(known, _)| *known != name) {
                let about = Docs {
                    description: header.description.clone(),
                    ..Docs::default()
                };
                headers.push((name, text::blocks(&about, "")));
            }
        }
    }
    if !not_asked.is_empty() {
        blocks.push(Block::Own(format!(
            "The service can also send it as {}: set the header `accept` by the options of the call \
             for that.",
            not_asked.join(" or ")
        )));
    }
    if !headers.is_empty() {
        blocks.push(Block::Own(
            "Headers of the answer, as `send_with_response` gives them:".to_owned(),
        ));
        blocks.push(Block::List(headers));
    }
    blocks.extend(errors(types, at, &operation.response));
    blocks
}

/// How the times of a call hold where its answer is a stream.
const STREAMED: &str = "The answer is read as it comes in. A call is sent again only until its answer \
    begins; dropping what it gives ends the connection.";

/// What the answer is; nothing where its type says all.
fn given(types: &Types<'_>, response: &Response, output: &Output) -> Option<String> {
    let link = |id| {
        let name = types.names.of_type(id);
        format!("[`{name}`](crate::types::{name})")
    };
    match output {
        Output::Several(all) => {
            return Some(format!(
                "Gives [`{0}`](crate::operations::{0}), by status and content type.",
                all.name
            ));
        }
        Output::Nothing => return Some(nothing(response)),
        Output::Download if response.successes.iter().any(|s| s.status.starts_with('3')) => {
            return Some("Gives what stands where the service redirects to.".to_owned());
        }
        Output::Json(_)
        | Output::Optional(_)
        | Output::Text
        | Output::Download
        | Output::Values(_)
        | Output::Events(_) => {}
    }
    let mut values = response.of_successes();
    let value = values.next()?;
    let gives = match (value.id(), value.item().and_then(Type::id)) {
        (Some(id), _) => link(id),
        (None, Some(item)) => format!("a list of {}", link(item)),
        (None, None) => return None,
    };
    let empty = response
        .successes
        .iter()
        .find(|s| s.content == Held::Nothing);
    Some(match (output, empty) {
        (Output::Optional(_), Some(empty)) => format!(
            "Gives {gives}, or nothing where the status is {}.",
            text::code(&empty.status)
        ),
        (Output::Values(_), _) => format!("Gives {gives}, one after the other."),
        (Output::Events(_), _) => format!("Gives events with {gives}."),
        _ => format!("Gives {gives}."),
    })
}

fn nothing(response: &Response) -> String {
    match response.successes.first() {
        Some(success) => format!(
            "The answer has nothing to read: the document gives the status {} without content.",
            text::code(&success.status)
        ),
        None if response.neither.iter().any(|status| status.starts_with('1')) => {
            "The service changes to another protocol, which this client does not speak: `into_request` of \
             the call gives the request for a client that does."
                .to_owned()
        }
        None => "The document describes no success: nothing of the answer is read.".to_owned(),
    }
}

/// What is said of the errors of an operation.
fn errors(types: &Types<'_>, at: usize, response: &Response) -> Vec<Block> {
    let mut blocks = Vec::new();
    if response.neither.iter().any(|status| status == "304") {
        blocks.push(Block::Own(
            "An answer `304`, that nothing has changed, is an error with this status.".to_owned(),
        ));
    }
    let Some(first) = response.failures.first() else {
        return blocks;
    };
    let name = types.names.failures.get(at);
    if let Some(name) = name.filter(|_| have_kinds(response)) {
        blocks.push(Block::Own(format!(
            "What the service says of an error is [`{name}`](crate::operations::{name})."
        )));
    } else if types.common_failure.is_none()
        && let Some(id) = first.value.id()
    {
        let name = types.names.of_type(id);
        blocks.push(Block::Own(format!(
            "What the service says of an error is [`{name}`](crate::types::{name}), by \
             [`body_as`](crate::Error::body_as)."
        )));
    }
    blocks
}
