//! What of a page is no part of its text: told, so that nothing is dropped in silence.

use std::collections::BTreeMap;

use indexmap::IndexSet;

use super::dom::{Dom, Id};

/// Why something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is before the title of the page, or is only links around the operations.
    Around,
    /// A button, a tab or another control that shows no fact.
    Control,
    /// It is not shown, or cannot be selected.
    Hidden,
    /// A menu, a side bar, a search box, a footer.
    Navigation,
    /// A sample in another language than curl.
    Sample,
    /// The head of a table whose rows are properties.
    TableHead,
    /// A script, a style, an image: it has no text, and is not told.
    WithoutText,
}

impl Reason {
    /// What it is, in a few words for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Around => "text around the operations",
            Self::Control => "controls",
            Self::Hidden => "what is not shown",
            Self::Navigation => "navigation",
            Self::Sample => "samples in other languages",
            Self::TableHead => "heads of tables",
            Self::WithoutText => "what has no text",
        }
    }
}

/// What was left out, by reason: the different texts of it, in order.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    texts: BTreeMap<Reason, IndexSet<String>>,
}

impl LeftOut {
    pub(super) fn add(&mut self, dom: &Dom, id: Id, reason: Reason) {
        if reason != Reason::WithoutText {
            self.add_text(&dom.texts(id).join(" "), reason);
        }
    }

    pub(super) fn add_text(&mut self, text: &str, reason: Reason) {
        let texts = self.texts.entry(reason).or_default();
        if !text.is_empty() {
            texts.insert(text.to_owned());
        }
    }

    /// The reasons, each with the different texts that were left out for it.
    pub fn iter(&self) -> impl Iterator<Item = (Reason, &IndexSet<String>)> {
        let filled = self.texts.iter().filter(|(_, texts)| !texts.is_empty());
        filled.map(|(reason, texts)| (*reason, texts))
    }
}
