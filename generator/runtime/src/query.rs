//! The query of a call: names with their values, in the order in which they were first set.

use percent_encoding::utf8_percent_encode;
use serde::Serialize;

use super::parameter::{Texts, texts};
use super::path::ARGUMENT;

/// The parameters of a query.
#[derive(Clone, Default)]
pub(super) struct Query(Vec<(&'static str, Vec<String>)>);

impl Query {
    /// Sets a parameter: a list becomes one pair for each element, `null` none. What was set under
    /// the same name before is replaced. The error completes the sentence "the parameter …".
    pub(super) fn set<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), String> {
        let values = match texts(value)? {
            Texts::Absent => Vec::new(),
            Texts::One(text) => vec![text],
            Texts::Many(texts) => texts,
        };
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = values,
            None => self.0.push((name, values)),
        }
        Ok(())
    }

    /// The first value of a parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let (_, values) = self.0.iter().find(|(known, _)| *known == name)?;
        values.first().map(String::as_str)
    }

    /// The names of the parameters that will be sent.
    pub(super) fn names(&self) -> Vec<&'static str> {
        self.0
            .iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(name, _)| *name)
            .collect()
    }

    /// The query without its question mark, with further pairs at its end; empty if there is nothing
    /// to send.
    pub(super) fn encoded(&self, further: &[(String, String)]) -> String {
        let mut query = String::new();
        let own = self
            .0
            .iter()
            .flat_map(|(name, values)| values.iter().map(move |value| (*name, value)));
        let further = further.iter().map(|(name, value)| (name.as_str(), value));
        for (name, value) in own.chain(further) {
            if !query.is_empty() {
                query.push('&');
            }
            query.extend(utf8_percent_encode(name, ARGUMENT));
            query.push('=');
            query.extend(utf8_percent_encode(value, ARGUMENT));
        }
        query
    }
}
