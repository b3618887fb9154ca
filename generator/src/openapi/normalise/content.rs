//! Texts that carry something else: `contentEncoding` and `contentMediaType` become formats.

use super::Normaliser;
use crate::openapi::tree::{Members, Tree};

impl Normaliser<'_> {
    /// Base64 is `format: byte` (`base64url` in the alphabet of URLs), what is no text at all is
    /// `format: binary`.
    pub(super) fn content(&mut self, members: &mut Members) {
        let encoding = members.shift_remove("contentEncoding");
        let media = members.shift_remove("contentMediaType");
        let Some(place) = encoding.as_ref().or(media.as_ref()).map(|tree| tree.place) else {
            return;
        };
        let word = |tree: &Option<Tree>| {
            let text = tree.as_ref().and_then(Tree::text);
            text.map(str::to_ascii_lowercase)
        };
        let format = match (word(&encoding).as_deref(), word(&media).as_deref()) {
            (Some("base64"), _) => "byte",
            (Some("base64url"), _) => "base64url",
            (None | Some("binary" | "8bit"), Some(media)) if is_binary(media) => "binary",
            (Some("binary"), None) => "binary",
            (Some(other), _) => {
                self.ignored(&format!("contentEncoding: {other}"), place);
                return;
            }
            // A text of some kind: it stays a text.
            (None, _) => return,
        };
        members
            .entry("format".to_owned())
            .or_insert_with(|| Tree::scalar(place, format));
        if !["type", "anyOf", "oneOf", "allOf", "$ref"]
            .iter()
            .any(|key| members.contains_key(*key))
        {
            members.insert("type".to_owned(), Tree::scalar(place, "string"));
        }
    }
}

/// Whether what a media type describes is bytes and no text.
fn is_binary(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    if essence.starts_with("text/") {
        return false;
    }
    let text = [
        "json",
        "xml",
        "yaml",
        "x-www-form-urlencoded",
        "javascript",
        "graphql",
        "sql",
    ];
    !text.iter().any(|word| essence.ends_with(word))
}
