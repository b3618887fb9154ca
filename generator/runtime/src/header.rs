//! Header parameters: names and values that cannot become another header or another request.

use reqwest::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, EXPECT, HOST, HeaderMap,
    HeaderName, HeaderValue, PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use serde::Serialize;

use super::parameter::{Texts, texts};

/// The headers that are the business of the client and of HTTP, not of a parameter.
const RESERVED: [HeaderName; 12] = [
    ACCEPT_ENCODING,
    AUTHORIZATION,
    CONNECTION,
    CONTENT_LENGTH,
    EXPECT,
    HOST,
    HeaderName::from_static("keep-alive"),
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Sets a header: a list becomes its elements with commas between, `null` takes the header away.
/// The error completes the sentence "the parameter …".
pub(super) fn set<T: Serialize + ?Sized>(
    headers: &mut HeaderMap,
    name: &str,
    value: &T,
) -> Result<(), String> {
    let header = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| "is not the name of a header".to_owned())?;
    if RESERVED.contains(&header) {
        return Err("is a header that the client sets itself".to_owned());
    }
    let text = match texts(value)? {
        Texts::Absent => {
            headers.remove(header);
            return Ok(());
        }
        Texts::One(text) => text,
        Texts::Many(texts) if texts.iter().any(|text| text.contains(',')) => {
            return Err("must not have a comma in an element: it would become two".to_owned());
        }
        Texts::Many(texts) => texts.join(","),
    };
    // Other characters are legal in part, and read differently by every server.
    let mut value = HeaderValue::from_str(&text)
        .ok()
        .filter(|_| text.is_ascii())
        .ok_or("must be of visible ASCII characters and spaces")?;
    // Nobody has said that it is not: it is not printed.
    value.set_sensitive(true);
    headers.insert(header, value);
    Ok(())
}
