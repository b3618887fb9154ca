//! Properties whose place in the nesting the page leaves open.

use super::{Rule, rule};
use crate::{
    reconcile::{
        Context,
        finding::{DOCUMENT, Draft, REFERENCE, Subject},
        words,
    },
    reference::{Kind, Members, Placement, Property, ROOT, SoftEvidence, Type},
};

rule! {
    /// # inferred-nesting
    /// What it does: lists the properties of which order, example and depth allow several parents,
    /// and of which the shape of known objects or the habit of describing chose one.
    ///
    /// Why: a page has lost its indentation. What was inferred should be looked at once by a
    /// person.
    ///
    /// Wins: `reference`: the property stands in the object that was inferred; the remark names the
    /// others.
    ///
    /// Sides: `document` and `reference` change nothing, since the document says nothing of it: a
    /// decision only notes that a person has looked. To take another object, decide about the
    /// finding of the same place under `ambiguous-nesting`, with the path of the object, or `root`
    /// for the outermost one, as the side.
    ///
    /// Example: `userId` after `gitHeaders` belongs to `latestSpec`, because that object describes
    /// its properties and `metadata` does not.
    pub(super) const INFERRED: Rule = Rule {
        name: "inferred-nesting",
        summary: "a property whose object was inferred from soft evidence",
        check: |cx| check(cx, false),
    };
}

rule! {
    /// # ambiguous-nesting
    /// What it does: lists the properties of which no evidence chooses between several parents.
    ///
    /// Why: a property in the wrong object is never found by who looks for it.
    ///
    /// Wins: nobody for good. Until a person decides, `reference` stands for what the page allows:
    /// the property is optional in each of the objects, so that nothing fails to decode.
    ///
    /// Sides: each possible object by its path, and `root` for the outermost one. The place names
    /// the operation, the status (or `request`) and the path that the property has in the deepest
    /// of them. Of the rule as a whole only `reference` can be taken: it leaves everything as it
    /// is.
    ///
    /// Example: `name` may belong to `owner` or to the object around it.
    pub(super) const AMBIGUOUS: Rule = Rule {
        name: "ambiguous-nesting",
        summary: "a property whose object no evidence chooses",
        check: |cx| check(cx, true),
    };
}

fn check(cx: &mut Context<'_>, open: bool) {
    let mut drafts = Vec::new();
    for pair in &cx.pairs {
        let Some(reference) = pair.reference() else {
            continue;
        };
        let mut table = Table {
            operation: format!("{} {}", pair.method.as_str(), reference.path.text),
            key: pair.key.clone(),
            place: "request".to_owned(),
            open,
            drafts: Vec::new(),
        };
        if let Some(body) = &reference.request_body {
            table.visit(&body.ty);
        }
        for response in &reference.responses {
            if let Some(body) = &response.body {
                table.place.clone_from(&response.status.text);
                table.visit(&body.ty);
            }
        }
        drafts.append(&mut table.drafts);
    }
    for draft in drafts {
        cx.settle(draft);
    }
}

/// One table of properties, and what was found in it.
struct Table {
    /// `GET /projects/{id}/deployments`
    operation: String,
    key: String,
    /// The status of the response, or `request`.
    place: String,
    open: bool,
    drafts: Vec<Draft>,
}

impl Table {
    fn visit(&mut self, ty: &Type) {
        match &ty.kind {
            Kind::Array(item) => self.visit(item),
            Kind::Object(Members::Listed(properties)) => {
                for property in properties {
                    self.property(property);
                    self.visit(&property.ty);
                }
            }
            Kind::Union(alternatives) => {
                for alternative in alternatives {
                    self.visit(&alternative.ty);
                }
            }
            Kind::Object(Members::Free | Members::Elided)
            | Kind::Any
            | Kind::Boolean
            | Kind::Integer
            | Kind::Number
            | Kind::String => {}
        }
    }

    fn property(&mut self, property: &Property) {
        let at = property.name.at.clone();
        match &property.placement {
            Placement::Inferred { by, parents } if !self.open => {
                let why = match by {
                    SoftEvidence::Shape => "the shape of a known object",
                    SoftEvidence::Described => "objects describe all of their properties or none",
                };
                let Some((chosen, others)) = parents.split_first() else {
                    return;
                };
                let others: Vec<_> = others.iter().map(|path| parent(path)).collect();
                let draft = self
                    .draft(INFERRED.name, parents, property)
                    .claim(DOCUMENT, "nothing", [])
                    .reference(format!("in {}", parent(chosen)), at)
                    .remark(format!("chosen over {} by: {why}", others.join(", ")));
                self.drafts.push(draft);
            }
            Placement::Open { parents } | Placement::Decided { parents } if self.open => {
                let says = words::list(parents.iter().map(|path| side(path)));
                let mut draft = self.draft(AMBIGUOUS.name, parents, property).claim(
                    REFERENCE,
                    format!("one of {says}; optional in each until decided"),
                    [at.clone()],
                );
                for path in parents {
                    draft = draft.claim(side(path), format!("in {}", parent(path)), [at.clone()]);
                }
                self.drafts.push(draft);
            }
            Placement::Certain
            | Placement::Inferred { .. }
            | Placement::Decided { .. }
            | Placement::Open { .. } => {}
        }
    }

    /// The place is what the reading of pages takes choices by.
    fn draft(&self, rule: &'static str, parents: &[String], property: &Property) -> Draft {
        let depth = |path: &&String| path.matches('.').count() + usize::from(!path.is_empty());
        let deepest = parents.iter().max_by_key(depth).map_or("", String::as_str);
        let dot = if deepest.is_empty() { "" } else { "." };
        let name = &property.name.text;
        Draft::new(
            rule,
            format!("{} {} {deepest}{dot}{name}", self.operation, self.place),
            Subject::Operation(self.key.clone()),
        )
    }
}

fn side(path: &str) -> &str {
    if path.is_empty() { ROOT } else { path }
}

fn parent(path: &str) -> String {
    if path.is_empty() {
        "the root".to_owned()
    } else {
        format!("`{path}`")
    }
}
