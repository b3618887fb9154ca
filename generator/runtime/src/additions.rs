//! What is added to a request that is put together: further pairs of its query, cookies.

use reqwest::header::{COOKIE, HeaderValue};

use super::outgoing::Outgoing;

impl Outgoing {
    /// Adds pairs, encoded, to the query.
    pub(super) fn add_to_query(&mut self, pairs: &str) {
        if pairs.is_empty() {
            return;
        }
        let query = match self.url.query() {
            Some(before) if !before.is_empty() => format!("{before}&{pairs}"),
            Some(_) | None => pairs.to_owned(),
        };
        self.url.set_query(Some(&query));
    }

    /// Adds cookies, `name=value` with `; ` between, to the one header that holds all of them. The
    /// error completes the sentence "the parameter …".
    pub(super) fn add_cookies(&mut self, pairs: &str) -> Result<(), String> {
        if pairs.is_empty() {
            return Ok(());
        }
        let before = self.headers.get(COOKIE);
        let all = match before.and_then(|value| value.to_str().ok()) {
            Some(before) => format!("{before}; {pairs}"),
            None => pairs.to_owned(),
        };
        let mut value =
            HeaderValue::from_str(&all).map_err(|_| "cannot be sent as a cookie".to_owned())?;
        value.set_sensitive(true);
        self.headers.insert(COOKIE, value);
        Ok(())
    }
}
