//! The grammar of `Authorizations: …` and the schemes below it.

use super::{Authorization, operation::Reader};

impl Reader<'_> {
    /// Reads the authorizations, if there are any.
    pub(super) fn authorizations(&mut self) {
        loop {
            let n = self.lines.filled(self.at);
            let Some(names) = self.lines.get(n).strip_prefix("Authorizations:") else {
                return;
            };
            self.at = n + 1;
            let names = names
                .split(',')
                .flat_map(|names| names.split(" or "))
                .map(str::trim)
                .filter(|name| !name.is_empty());
            for name in names {
                self.operation.authorizations.push(Authorization {
                    name: self.lines.text_of(n, name),
                    scheme: None,
                    description: None,
                });
            }
            self.schemes();
        }
    }

    /// `Http: Bearer` and the paragraph after it, for each name that has none yet.
    fn schemes(&mut self) {
        loop {
            let n = self.lines.filled(self.at);
            let next = self
                .operation
                .authorizations
                .iter_mut()
                .find(|authorization| authorization.scheme.is_none());
            let (Some(next), Some(found)) = (next, scheme(self.lines.get(n))) else {
                return;
            };
            next.scheme = Some(found);
            self.at = n + 1;
            let n = self.lines.filled(self.at);
            let text = n > self.at
                && !self.section_at(n)
                && scheme(self.lines.get(n)).is_none()
                && !self.lines.get(n).starts_with("Authorizations:");
            if text {
                let (paragraph, end) = self.lines.paragraph(n, |_| false);
                self.at = end;
                if let Some(last) = self
                    .operation
                    .authorizations
                    .iter_mut()
                    .rfind(|authorization| authorization.scheme.is_some())
                {
                    last.description = Some(self.lines.text_of(n, &paragraph));
                }
            }
        }
    }
}

/// `Http` and `Bearer` of `Http: Bearer`.
fn scheme(line: &str) -> Option<(String, String)> {
    const KINDS: [&str; 5] = ["http", "apikey", "oauth2", "openidconnect", "mutualtls"];
    let (kind, scheme) = line.split_once(':')?;
    let plain = kind.replace(' ', "").to_ascii_lowercase();
    KINDS
        .contains(&plain.as_str())
        .then(|| (kind.to_owned(), scheme.trim().to_owned()))
}
