//! What is said of a parameter and of an answer.

use super::{
    text::{self, Block},
    types::{Types, undescribed},
};
use crate::api::{Operation, Parameter, Type};

/// The words and limits of a parameter.
pub(super) fn about(parameter: &Parameter) -> Vec<Block> {
    let mut blocks = text::blocks(&parameter.docs, &undescribed("parameter", &parameter.name));
    blocks.extend(text::facts(&parameter.facts));
    blocks
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
                | Type::List(_)
                | Type::Tuple(_)
                | Type::Map(_)
                | Type::Nullable(_) => {
                    return None;
                }
            },
            (
                Some(
                    Type::Any | Type::Scalar(_) | Type::Tuple(_) | Type::Map(_) | Type::Nullable(_),
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
