//! From the responses of an operation to what its call gives.

use std::collections::BTreeSet;

use super::{
    distinct::{Wanted, distinct},
    model::{Answering, Group},
    output::{Failed, Failures, Output, Succeeded, Successes},
    status::reason,
    text::{self, Block},
    types::Types,
};
use crate::api::{Api, Docs, Held, Response, Success, Type};

/// What the call of the operation at an index gives.
///
/// Successes with one content are that content, whatever their statuses are. Where some have JSON and
/// others have nothing, it is an option: nothing is `None`. Of texts and streams, nothing is an empty
/// one.
pub(super) fn output(types: &Types<'_>, at: usize, response: &Response) -> Output {
    match single(response) {
        Single::One(Held::Json(value), true) => {
            let (value, _) = value.clone().split_null();
            Output::Optional(types.rust(&value))
        }
        Single::One(content, _) => of_content(types, content),
        Single::Nothing => Output::Nothing,
        Single::Several => several(types, at, &response.successes),
    }
}

/// Whether a call gives one of several things, so that it needs an enumeration.
pub(super) fn is_several(response: &Response) -> bool {
    matches!(single(response), Single::Several)
}

/// What the successes of an operation are, taken together.
enum Single<'a> {
    /// Nothing to read.
    Nothing,
    /// This; and whether there is nothing to read at times.
    One(&'a Held, bool),
    /// One of several.
    Several,
}

fn single(response: &Response) -> Single<'_> {
    let contents = response.successes.iter().map(|success| &success.content);
    let mut full = contents.filter(|content| **content != Held::Nothing);
    let Some(first) = full.next() else {
        return Single::Nothing;
    };
    if full.any(|other| other != first) {
        return Single::Several;
    }
    let empty = |success: &Success| success.content == Held::Nothing;
    Single::One(first, response.successes.iter().any(empty))
}

fn of_content(types: &Types<'_>, content: &Held) -> Output {
    match content {
        Held::Nothing => Output::Nothing,
        Held::Json(value) => Output::Json(types.rust(value)),
        Held::Text => Output::Text,
        Held::Bytes => Output::Download,
        Held::Values(value) => Output::Values(types.rust(value)),
        Held::Events(value) => Output::Events(value.as_ref().map(|value| types.rust(value))),
    }
}

fn several(types: &Types<'_>, at: usize, successes: &[Success]) -> Output {
    let statuses: BTreeSet<&str> = successes.iter().map(|s| s.status.as_str()).collect();
    let wanted: Vec<Wanted> = successes
        .iter()
        .map(|success| {
            let of_status = successes.iter().filter(|s| s.status == success.status);
            let (status, kind) = (reason(&success.status), kind(&success.content));
            let name = match (statuses.len(), of_status.count()) {
                (1, _) => kind.to_owned(),
                (_, 1) => status.clone(),
                _ => format!("{status}{kind}"),
            };
            Wanted {
                candidates: vec![name, format!("{status}{kind}")],
                rank: 0,
                key: format!("{} {:?}", success.status, success.media),
            }
        })
        .collect();
    let names = distinct(&wanted, &mut BTreeSet::new());
    let variants = names.into_iter().zip(successes).map(|(name, success)| {
        let about = Docs {
            description: success.description.clone(),
            ..Docs::default()
        };
        let mut docs = vec![Block::Own(format!("{}.", came(success)))];
        docs.extend(text::blocks(&about, ""));
        Succeeded {
            name,
            docs,
            status: success.status.clone(),
            media: success.media.iter().map(|m| essence(m)).collect(),
            output: of_content(types, &success.content),
        }
    });
    Output::Several(Successes {
        name: types.names.successes.get(at).cloned().unwrap_or_default(),
        variants: variants.collect(),
    })
}

/// The status and the media types of a success, as words.
fn came(success: &Success) -> String {
    let status = match success.status.as_str() {
        "default" => "Any other status".to_owned(),
        status => text::code(status),
    };
    if success.media.is_empty() {
        return format!("{status} without content");
    }
    let media: Vec<String> = success.media.iter().map(|m| text::code(m)).collect();
    format!("{status} with {}", media.join(" or "))
}

fn kind(content: &Held) -> &'static str {
    match content {
        Held::Nothing => "Empty",
        Held::Json(_) => "Json",
        Held::Text => "Text",
        Held::Bytes => "Bytes",
        Held::Values(_) => "Values",
        Held::Events(_) => "Events",
    }
}

/// What the service is asked for; `None` where that is JSON.
pub(super) fn accept(response: &Response) -> Option<String> {
    let mut all: Vec<&str> = Vec::new();
    for media in response.successes.iter().flat_map(|s| &s.media) {
        let media = if is_plain_json(media) {
            "application/json"
        } else {
            media.trim()
        };
        let printable = media
            .bytes()
            .all(|b| (0x20..0x7f).contains(&b) && b != b',');
        if printable && !media.is_empty() && !all.contains(&media) {
            all.push(media);
        }
    }
    let redirected = |s: &Success| s.status.starts_with('3') && s.content == Held::Bytes;
    if all.is_empty() && response.successes.iter().any(redirected) {
        return Some("*/*".to_owned());
    }
    let of_json = |s: &Success| matches!(s.content, Held::Json(_) | Held::Nothing);
    let any_json = all.iter().all(|media| media.contains('*'));
    let json_only = response.successes.iter().all(of_json);
    let default = all.is_empty() || all == ["application/json"] || any_json && json_only;
    (!default).then(|| all.join(", "))
}

/// Whether a media type is that of JSON, with nothing that tells one JSON from another.
fn is_plain_json(media: &str) -> bool {
    let parameters = media.split(';').skip(1).map(str::trim);
    essence(media) == "application/json"
        && parameters
            .filter(|p| !p.is_empty())
            .all(|p| p.to_ascii_lowercase().starts_with("charset"))
}

/// A media type without its parameters, in small letters.
fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The errors of the operation at an index, where they differ by status.
pub(super) fn failures(types: &Types<'_>, at: usize, response: &Response) -> Option<Failures> {
    if !have_kinds(response) {
        return None;
    }
    let wanted = response.failures.iter().map(|failure| Wanted {
        candidates: vec![reason(&failure.status)],
        rank: 0,
        key: failure.status.clone(),
    });
    let names = distinct(&wanted.collect::<Vec<_>>(), &mut BTreeSet::new());
    let variants = names.into_iter().zip(&response.failures);
    Some(Failures {
        name: types.names.failures.get(at).cloned().unwrap_or_default(),
        variants: variants
            .map(|(name, failure)| Failed {
                name,
                status: failure.status.clone(),
                value: types.rust(&failure.value),
            })
            .collect(),
    })
}

/// Whether the errors of an operation have bodies of several types.
pub(super) fn have_kinds(response: &Response) -> bool {
    let mut failures = response.failures.iter();
    let first = failures.next();
    failures.any(|other| first.is_some_and(|first| first.value != other.value))
}

/// The type of all errors of the service, where all that the document describes have one.
pub(super) fn common_failure(api: &Api) -> Option<&Type> {
    let responses = api.operations.iter().map(|operation| &operation.response);
    let mut failures = responses.flat_map(|response| &response.failures);
    let first = &failures.next()?.value;
    failures.all(|other| other.value == *first).then_some(first)
}

/// What the answers of all operations need of the runtime.
pub(super) fn needed(api: &Api, groups: &[Group]) -> BTreeSet<Answering> {
    let mut needed = BTreeSet::new();
    let calls = groups.iter().flat_map(|group| &group.calls);
    for output in calls.map(|call| &call.output) {
        if output.several().is_some() {
            needed.extend([Answering::Open, Answering::Several]);
        }
        if output.is_stream() {
            needed.extend([Answering::Open, Answering::BlockingStream]);
        }
        for part in output.each() {
            let kind = match part {
                Output::Nothing | Output::Json(_) | Output::Several(_) => continue,
                Output::Optional(_) => Answering::Maybe,
                Output::Text => Answering::Text,
                Output::Download => Answering::Download,
                Output::Values(_) => Answering::Values,
                Output::Events(_) => Answering::Events,
            };
            needed.insert(kind);
            if *part == Output::Events(None) {
                needed.insert(Answering::Text);
            }
        }
    }
    if api
        .operations
        .iter()
        .any(|o| !o.response.failures.is_empty())
    {
        needed.insert(Answering::ErrorBody);
    }
    needed
}
