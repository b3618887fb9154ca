//! What is said of a parameter and of an answer.

use super::{
    text::{self, Block},
    types::{Types, undescribed},
};
use crate::api::{Encoding, Operation, Parameter, ParameterPlace, Style, Type};

/// The words and limits of a parameter.
pub(super) fn about(parameter: &Parameter) -> Vec<Block> {
    let mut blocks = text::blocks(&parameter.docs, &undescribed("parameter", &parameter.name));
    blocks.extend(text::facts(&parameter.facts));
    blocks.extend(sent_as(parameter).map(|sentence| Block::Own(sentence.to_owned())));
    blocks
}

/// How a parameter is written, where a caller may want to know.
fn sent_as(parameter: &Parameter) -> Option<&'static str> {
    let Encoding::Styled { style, .. } = parameter.encoding else {
        return None;
    };
    match style {
        Style::Deep => Some(
            "Sent as a pair for each member, with the name of the member in brackets; members of \
             members have brackets of their own, and lists a pair for each element.",
        ),
        Style::Json => Some("Sent as JSON."),
        Style::Bare => Some("Sent as JSON that is all of the query."),
        Style::Simple(_)
        | Style::Label(_)
        | Style::Matrix(_)
        | Style::Form(_)
        | Style::Cookie(_)
        | Style::Spaces
        | Style::Pipes => {
            (parameter.place == ParameterPlace::Cookie).then_some("Sent as a cookie.")
        }
    }
}

/// What the answer is; nothing where its type says all.
pub(super) fn answer(types: &Types<'_>, operation: &Operation) -> Option<Block> {
    let link = |id| {
        let name = types.names.of_type(id);
        format!("[`{name}`](crate::types::{name})")
    };
    Some(Block::Own(
        match (&operation.response.value, &operation.response.status) {
            (Some(Type::Defined(id)), _) => format!("Gives {}.", link(*id)),
            (Some(Type::List(item)), _) => match **item {
                Type::Defined(id) => format!("Gives a list of {}.", link(id)),
                Type::Any
                | Type::Scalar(_)
                | Type::Upload
                | Type::List(_)
                | Type::Tuple(_)
                | Type::Map(_)
                | Type::Nullable(_) => {
                    return None;
                }
            },
            (
                Some(
                    Type::Any
                    | Type::Upload
                    | Type::Scalar(_)
                    | Type::Tuple(_)
                    | Type::Map(_)
                    | Type::Nullable(_),
                ),
                _,
            ) => {
                return None;
            }
            (None, Some(status)) => format!(
                "The answer has nothing to read: the document gives the status {} without content.",
                text::code(status)
            ),
            (None, None) => {
                "The document describes no success: nothing of the answer is read.".to_owned()
            }
        },
    ))
}
