//! Why a call must not be sent as it is, until the caller sets something better.

/// The name of a parameter and the end of the sentence "the parameter …".
pub(super) type Refusal = (&'static str, String);

/// What was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// The arguments of the path.
    Path,
    /// Whether a value can be sent in the query.
    Query,
    /// Whether a value can be sent as a header.
    Header,
    /// Whether a value can be sent as a cookie.
    Cookie,
    /// Whether the body can be written.
    Body,
    /// A rule of the service for the value.
    Rule(&'static str),
}

/// What was refused and not taken back, in the order in which it was refused.
#[derive(Clone, Default)]
pub(super) struct Refusals(Vec<(Cause, Refusal)>);

impl Refusals {
    /// Keeps the result of a check in place of the one that the same check had before.
    pub(super) fn set(&mut self, name: &'static str, cause: Cause, result: Result<(), String>) {
        self.0
            .retain(|(known, (parameter, _))| (*known, *parameter) != (cause, name));
        if let Err(rule) = result {
            self.0.push((cause, (name, rule)));
        }
    }

    /// What was refused first.
    pub(super) fn first(self) -> Option<Refusal> {
        self.0.into_iter().next().map(|(_, refusal)| refusal)
    }
}
