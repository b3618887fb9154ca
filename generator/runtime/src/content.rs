//! Bodies that are sent as something else than `application/json`.

use reqwest::header::{CONTENT_TYPE, HeaderValue};

use super::call::Call;
use super::refusals::Cause;

impl Call {
    /// Says what the body is that was set before.
    pub fn content_type(&mut self, media: &str) {
        let value = HeaderValue::from_str(media)
            .map(|value| {
                self.headers.insert(CONTENT_TYPE, value);
            })
            .map_err(|_| format!("cannot be sent as {media:?}, which is no media type"));
        self.refusals.set("body", Cause::Header, value);
    }

    /// Sets the body, as a text of this media type.
    pub fn text(&mut self, media: &str, text: String) {
        self.body = Some(text.into());
        self.content_type(media);
    }
}
