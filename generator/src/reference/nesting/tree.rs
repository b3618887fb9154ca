//! From a settled table to the tree of its properties.

use std::collections::{BTreeMap, BTreeSet};

use super::Settled;
use crate::reference::{
    Alternative, Kind, Members, Placement, Property, Type,
    table::{Line, Opens, Table, Token},
    types::plain,
};

/// More properties than this, counting those that stand in several objects, are not built.
const MAX_PROPERTIES: usize = 20_000;

/// The type that a table describes; `None` if open lines multiply beyond all bounds.
pub(super) fn build(table: &Table, settled: &Settled) -> Option<Type> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for token in 0..table.tokens.len() {
        for &parent in &settled.places(token) {
            members.entry(parent).or_default().push(token);
        }
    }
    let mut builder = Builder {
        table,
        settled,
        members,
        left: MAX_PROPERTIES,
    };
    builder.contents(0)
}

struct Builder<'t> {
    table: &'t Table,
    settled: &'t Settled,
    /// The tokens of each object.
    members: BTreeMap<usize, Vec<usize>>,
    left: usize,
}

impl Builder<'_> {
    /// The object or the union whose first token is `start`.
    fn contents(&mut self, start: usize) -> Option<Type> {
        let tokens = self.members.get(&start).cloned().unwrap_or_default();
        let is_union = matches!(self.table.tokens.get(start), Some(Token::Option { .. }))
            && tokens.first() == Some(&start);
        if is_union {
            let mut alternatives = Vec::new();
            for token in tokens {
                if let Token::Option { label, .. } = &self.table.tokens[token] {
                    let ty = if self.members.contains_key(&(token + 1)) {
                        self.contents(token + 1)?
                    } else {
                        plain(Kind::Any)
                    };
                    alternatives.push(Alternative {
                        label: label.clone(),
                        ty,
                    });
                }
            }
            return Some(plain(Kind::Union(alternatives)));
        }
        let mut properties: Vec<Property> = Vec::new();
        let mut names = BTreeSet::new();
        for token in tokens {
            let Token::Line(line) = &self.table.tokens[token] else {
                continue;
            };
            self.left = self.left.checked_sub(1)?;
            if names.insert(line.name.text.as_str()) {
                let property = self.property(token, line)?;
                properties.push(property);
            } else if let Some(first) = properties
                .iter_mut()
                .find(|p| p.name.text == line.name.text)
            {
                // Two open lines of one name: either can be the one that lives here.
                first.required = false;
            }
        }
        if start > 0 || self.table.sorted_root {
            properties.sort_by(|a, b| a.name.text.cmp(&b.name.text));
        }
        Some(plain(Kind::Object(Members::Listed(properties))))
    }

    fn property(&mut self, token: usize, line: &Line) -> Option<Property> {
        let ty = match line.opens {
            Opens::Nothing => line.ty.clone(),
            Opens::Elided => fill(&line.ty, plain(Kind::Object(Members::Elided))),
            Opens::Children | Opens::Options => {
                let contents = self.contents(token + 1)?;
                fill(&line.ty, contents)
            }
        };
        let placement = self.settled.placement(self.table, token);
        let open = matches!(placement, Placement::Open { .. });
        Some(Property {
            name: line.name.clone(),
            ty,
            required: line.required && !open,
            nullable: line.nullable,
            deprecated: line.deprecated,
            description: line.description.clone(),
            default: line.default.clone(),
            placement,
        })
    }
}

/// Puts what a table says into the type of the line above it.
fn fill(ty: &Type, contents: Type) -> Type {
    let kind = match (&ty.kind, contents.kind) {
        (Kind::Array(item), kind) => Kind::Array(Box::new(fill(item, plain(kind)))),
        (Kind::Object(_) | Kind::Any, kind) | (Kind::Union(_), kind @ Kind::Union(_)) => kind,
        // The page shows that there are alternatives, not what they are.
        (Kind::Union(_), Kind::Object(Members::Elided)) => Kind::Union(Vec::new()),
        (Kind::Union(_), kind @ Kind::Object(_)) => match first_place(&kind) {
            Some(label) => Kind::Union(vec![Alternative {
                label,
                ty: plain(kind),
            }]),
            None => Kind::Union(Vec::new()),
        },
        (scalar, _) => scalar.clone(),
    };
    Type { kind, ..ty.clone() }
}

/// The label of the only alternative of a union that shows a plain table.
fn first_place(kind: &Kind) -> Option<crate::reference::Text> {
    match kind {
        Kind::Object(Members::Listed(properties)) => {
            properties.first().map(|property| crate::reference::Text {
                text: crate::reference::lines::CHILDREN.to_owned(),
                at: property.name.at.clone(),
            })
        }
        _ => None,
    }
}
