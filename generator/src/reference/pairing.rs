//! Which example belongs to which response.
//!
//! Examples stand in the order of the statuses, but a response can lack its example. So the
//! pairing keeps the order and prefers what fits.

use super::{
    nesting,
    operation::{RawExample, RawOperation, RawResponse},
};
use crate::diagnostic::Diagnostic;

/// How badly a pair fits, the first difference decides: contradictions, and whether the response
/// has no table.
type Misfit = (u32, u32);

/// More pairs than this are not compared.
const MAX_PAIRS: usize = 10_000;

/// For each response, the number of its example.
///
/// # Errors
/// More examples than responses.
pub(super) fn pair(operation: &RawOperation) -> Result<Vec<Option<usize>>, Diagnostic> {
    let responses = &operation.responses;
    let examples = &operation.examples;
    let spare = match responses.len().checked_sub(examples.len()) {
        None => {
            let example = &examples[responses.len()].example;
            return Err(Diagnostic::error(
                "example-without-response",
                example.at.clone(),
                format!(
                    "the operation `{}` has more examples than responses",
                    operation.key()
                ),
            )
            .help("each response has at most one example"));
        }
        Some(0) => return Ok((0..examples.len()).map(Some).collect()),
        Some(spare) if spare * examples.len() > MAX_PAIRS => 0,
        Some(spare) => spare,
    };
    // The best pairing of the first examples that leaves out a number of responses.
    let mut best: Vec<Vec<Option<(Misfit, bool)>>> =
        vec![vec![None; spare + 1]; examples.len() + 1];
    best[0].fill(Some(((0, 0), false)));
    for (e, example) in examples.iter().enumerate() {
        for left_out in 0..=spare {
            let skip = left_out
                .checked_sub(1)
                .and_then(|before| best[e + 1][before])
                .map(|(cost, _)| (cost, false));
            let take = best[e][left_out].and_then(|(cost, _)| {
                let own = misfit(&responses[e + left_out], example)?;
                Some(((cost.0.saturating_add(own.0), cost.1 + own.1), true))
            });
            best[e + 1][left_out] = match (skip, take) {
                // The earlier response, where both fit equally well.
                (Some(skip), Some(take)) if take.0 < skip.0 => Some(take),
                (Some(skip), _) => Some(skip),
                (None, take) => take,
            };
        }
    }
    let mut pairs = vec![None; responses.len()];
    let (mut e, mut left_out) = (examples.len(), spare);
    while e > 0 {
        match best[e][left_out] {
            Some((_, true)) => {
                e -= 1;
                pairs[e + left_out] = Some(e);
            }
            Some((_, false)) if left_out > 0 => left_out -= 1,
            _ => {
                // No pairing fits; the first responses take the examples, and say what is wrong.
                pairs.fill(None);
                for (n, pair) in pairs.iter_mut().take(examples.len()).enumerate() {
                    *pair = Some(n);
                }
                break;
            }
        }
    }
    Ok(pairs)
}

/// `None` if the example stands before the response.
fn misfit(response: &RawResponse, example: &RawExample) -> Option<Misfit> {
    if example.example.at.line() < response.status.at.line() {
        return None;
    }
    if response.table.tokens.is_empty() {
        return Some((0, 1));
    }
    let contradictions = nesting::misfit(&response.table, &example.example.value);
    // A table that no nesting fits is reported for itself.
    Some((contradictions.unwrap_or(0), 0))
}
