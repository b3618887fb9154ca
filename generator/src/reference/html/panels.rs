//! What a control of the page shows and hides: collapsed properties, tabs.
//!
//! A page is read as if everything had been opened. Of samples in several languages the one for
//! curl stays; tabs for statuses and alternatives become lines before what they open.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    dom::{Dom, Id},
    known::{Line, opener},
    look::start_of_sample,
};

/// How far above a control the element can be beside which its content stands.
const MAX_CLIMB: usize = 3;

/// What became of the panels of a page.
#[derive(Debug, Default)]
pub(super) struct Panels {
    /// Elements that a control opens: they count as shown.
    pub(super) opened: BTreeSet<Id>,
    /// The label of the tab that opens a panel, where it is a line of the page.
    pub(super) labels: BTreeMap<Id, String>,
    /// Panels with samples in other languages.
    pub(super) samples: BTreeSet<Id>,
    /// The lists of tabs.
    pub(super) tabs: BTreeSet<Id>,
}

impl Panels {
    pub(super) fn of(dom: &Dom) -> Self {
        let mut ids = BTreeMap::new();
        let mut labelled = BTreeMap::new();
        for id in dom.descendants(Dom::ROOT) {
            if let Some(name) = dom.attribute(id, "id") {
                ids.entry(name).or_insert(id);
            }
            if let Some(name) = dom.attribute(id, "aria-labelledby") {
                labelled.entry(name).or_insert(id);
            }
        }
        let mut panels = Self::default();
        for id in dom.descendants(Dom::ROOT) {
            let role = dom.attribute(id, "role").unwrap_or_default();
            if matches!(role, "tabpanel" | "region") || dom.is(id, "hidden", "until-found") {
                panels.opened.insert(id);
            }
            if let Some(names) = dom.attribute(id, "aria-controls") {
                let named = names.split_ascii_whitespace();
                panels.opened.extend(named.filter_map(|name| ids.get(name)));
            }
            if (dom.attribute(id, "aria-expanded").is_some() || is_opener(dom, id))
                && let Some(content) = beside(dom, id)
            {
                panels.opened.insert(content);
            }
            if let Some(tabs) = tabs(dom, id) {
                let found = find(dom, id, &tabs, &ids, &labelled);
                panels.settle(dom, id, &found);
            }
        }
        panels
    }

    /// What becomes of the panels of one list of tabs; each comes with the label of its tab.
    fn settle(&mut self, dom: &Dom, list: Id, panels: &[(String, Id)]) {
        if panels.is_empty() {
            return;
        }
        self.tabs.insert(list);
        self.opened.extend(panels.iter().map(|(_, panel)| *panel));
        let curl: Vec<bool> = panels.iter().map(|(_, id)| is_curl(dom, *id)).collect();
        for ((label, panel), is_curl) in panels.iter().zip(&curl) {
            if curl.contains(&true) && !is_curl {
                self.samples.insert(*panel);
            } else if matches!(Line::of(label), Line::Status | Line::Mark) {
                self.labels.insert(*panel, label.clone());
            }
        }
    }
}

/// The tabs of a list of tabs.
fn tabs(dom: &Dom, list: Id) -> Option<Vec<Id>> {
    if dom.is(list, "role", "tablist") {
        let tabs = dom.descendants(list);
        return Some(tabs.filter(|id| dom.is(*id, "role", "tab")).collect());
    }
    // Buttons side by side that are called after statuses.
    let children = dom.children(list).iter().copied();
    let buttons: Vec<_> = children.filter(|id| dom.is_element(*id)).collect();
    let all = buttons.len() > 1
        && buttons
            .iter()
            .all(|id| dom.tag(*id) == "button" && Line::of(&dom.words(*id)) == Line::Status);
    all.then_some(buttons)
}

/// The panel that each tab opens, with its label.
fn find(
    dom: &Dom,
    list: Id,
    tabs: &[Id],
    ids: &BTreeMap<&str, Id>,
    labelled: &BTreeMap<&str, Id>,
) -> Vec<(String, Id)> {
    let named = tabs.iter().filter_map(|tab| {
        let controlled = dom
            .attribute(*tab, "aria-controls")
            .and_then(|name| ids.get(name));
        let panel = controlled.or_else(|| labelled.get(dom.attribute(*tab, "id")?))?;
        Some((dom.words(*tab), *panel))
    });
    let named: Vec<_> = named.collect();
    if !named.is_empty() {
        return named;
    }
    // Without names, panels follow in the order of their tabs, or are what the next element holds.
    let first = beside(dom, list);
    let next = |id: &Id| dom.next_element(*id);
    let following: Vec<_> = std::iter::successors(first, next)
        .take(tabs.len())
        .collect();
    let inside = first.map_or(&[][..], |id| dom.children(id)).iter().copied();
    let inside: Vec<_> = inside.filter(|id| dom.is_element(*id)).collect();
    let panels = if following.iter().all(|id| dom.is(*id, "role", "tabpanel")) {
        following
    } else if inside.len() == tabs.len() {
        inside
    } else {
        following
    };
    if panels.len() < tabs.len() {
        return Vec::new();
    }
    let labels = tabs.iter().map(|tab| dom.words(*tab));
    labels.zip(panels).collect()
}

/// The element after a control, or after what the control is the end of.
fn beside(dom: &Dom, control: Id) -> Option<Id> {
    let mut climb = dom.ancestors(control).take(MAX_CLIMB);
    climb.find_map(|id| dom.next_element(id))
}

/// Whether an element is a control that opens the properties of an object.
fn is_opener(dom: &Dom, id: Id) -> bool {
    let control = matches!(dom.tag(id), "button" | "summary" | "a" | "span" | "div")
        && dom.children(id).len() <= MAX_CLIMB
        && dom.is_short(id);
    control && opener(&dom.words(id)).is_some()
}

/// Whether a panel shows a curl sample.
fn is_curl(dom: &Dom, panel: Id) -> bool {
    let mut samples = dom.descendants(panel).filter(|id| dom.tag(*id) == "pre");
    samples.any(|id| start_of_sample(dom, id).starts_with("curl "))
        || dom.words(panel).starts_with("curl ")
}
