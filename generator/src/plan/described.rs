//! What is said of a parameter.

use super::{
    text::{self, Block},
    types::undescribed,
};
use crate::api::{Encoding, Parameter, ParameterPlace, Style};

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
