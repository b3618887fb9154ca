//! Rules for the members of what a call is given as a whole.

use super::call::Call;
use super::refusals::Cause;

/// What was checked.
const MEMBERS: Cause = Cause::Rule("the members are as they must be");

impl Call {
    /// Refuses the call where a member of a parameter or of the body, at any depth, does not meet its
    /// rule: its name, and the end of the sentence "the member …". `None` takes the refusal back.
    pub fn within(&mut self, name: &'static str, broken: Option<(&'static str, &'static str)>) {
        let met = match broken {
            Some((member, rule)) => Err(format!("has a `{member}` that {rule}")),
            None => Ok(()),
        };
        self.refusals.set(name, MEMBERS, met);
    }
}
