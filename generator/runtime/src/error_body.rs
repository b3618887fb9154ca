//! The body of an error in the types of the service.

use serde::de::DeserializeOwned;

use super::error::Error;

impl Error {
    /// What the service says of its error, in one of its types. `None` if it is not an answer of the
    /// service, or not such a value.
    ///
    /// Secrets are left out of it, as everywhere in errors.
    #[must_use]
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        let body = self.body().filter(|_| self.is_api())?;
        serde_json::from_str(body).ok()
    }
}
