//! The letters of an answer: what it is written in, as browsers find it out.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its own word about that is looked for.
const PRESCAN: usize = 1024;

/// The text of an answer, or the name of the encoding that it is not in.
pub(super) fn decode(
    bytes: &[u8],
    charset: Option<&str>,
    is_html: bool,
) -> Result<String, &'static str> {
    let (encoding, bytes) = if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        (encoding, bytes.get(length..).unwrap_or_default())
    } else {
        let said = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
        let meta = || is_html.then(|| of_meta(bytes)).flatten();
        let found = said.or_else(meta).unwrap_or_else(|| {
            // An old page that says nothing; whatever else says nothing is UTF-8.
            if is_html && std::str::from_utf8(bytes).is_err() {
                WINDOWS_1252
            } else {
                UTF_8
            }
        });
        (found, bytes)
    };
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    if wrong {
        return Err(encoding.name());
    }
    Ok(text.into_owned())
}

/// What `<meta charset="…">` says.
fn of_meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..PRESCAN.min(bytes.len()))?;
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let metas = start.split("<meta").skip(1);
    let mut labels = metas.filter_map(|meta| {
        let tag = meta.split('>').next()?;
        let (_, value) = tag.split_once("charset")?;
        let value = value.trim_start().strip_prefix('=')?;
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| c.is_whitespace() || "\"';/".contains(c));
        Some(value.get(..end.unwrap_or(value.len()))?.to_owned())
    });
    let encoding = labels.find_map(|label| Encoding::for_label(label.as_bytes()))?;
    // A page that can be read so far is not in pairs of bytes.
    Some(if encoding == UTF_16BE || encoding == UTF_16LE {
        UTF_8
    } else {
        encoding
    })
}
