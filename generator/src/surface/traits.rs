//! Public traits, with what they ask of those who implement them.

use syn::Item;

use super::{
    Nature, SurfaceItem, SurfaceKind,
    definitions::Declared,
    public::hidden,
    scope::Target,
    signature,
    words::{Scope, Word},
};

impl Declared<'_> {
    /// A trait and what it asks for.
    pub(super) fn a_trait(&self, item: &syn::ItemTrait, found: &mut Vec<SurfaceItem>) {
        let itself = Word::Path(self.path.split("::").map(str::to_owned).collect());
        let scope = self
            .scope
            .clone()
            .with_self(vec![Word::text("Self"), itself]);
        let scope = scope.with(&item.generics);
        let mut words = scope.words(&item.unsafety);
        words.extend([Word::text("trait"), Word::Text(self.name.clone())]);
        words.extend(signature::parameters(&scope, &item.generics));
        if !item.supertraits.is_empty() {
            words.push(Word::text(":"));
            words.extend(scope.words(&item.supertraits));
        }
        words.extend(signature::conditions(&scope, &item.generics));
        let nature = Nature::Trait {
            sealed: item.supertraits.iter().any(|bound| self.is_sealing(bound)),
        };
        found.push(self.item(SurfaceKind::Trait, words, &item.attrs, nature));
        for part in &item.items {
            self.trait_item(&scope, part, found);
        }
    }

    /// Whether users cannot name a trait, and so cannot implement it.
    fn is_sealing(&self, bound: &syn::TypeParamBound) -> bool {
        let syn::TypeParamBound::Trait(bound) = bound else {
            return false;
        };
        let path: Vec<_> = bound
            .path
            .segments
            .iter()
            .map(|s| s.ident.to_string())
            .collect();
        let absolute = bound.path.leading_colon.is_some();
        let targets = self.scope.tree.resolve(self.scope.module, &path, absolute);
        targets.iter().any(|target| match target {
            Target::Definition(id) => {
                let item = &self.scope.tree.definitions[*id].item;
                matches!(item, Item::Trait(_)) && self.scope.public.name(*id).is_none()
            }
            Target::Module(_) | Target::Within(..) | Target::External(_) => false,
        })
    }

    fn trait_item(&self, scope: &Scope<'_>, part: &syn::TraitItem, found: &mut Vec<SurfaceItem>) {
        let kind = SurfaceKind::TraitItem;
        let (name, words, attributes, required, dispatched) = match part {
            syn::TraitItem::Fn(part) => {
                let scope = scope.clone().with(&part.sig.generics);
                let name = part.sig.ident.to_string();
                let words = signature::function(&scope, &part.sig, &name);
                let dispatched = signature::is_dispatched(&part.sig);
                (name, words, &part.attrs, part.default.is_none(), dispatched)
            }
            syn::TraitItem::Type(part) => {
                let scope = scope.clone().with(&part.generics);
                let name = part.ident.to_string();
                let mut words = vec![Word::text("type"), Word::Text(name.clone())];
                words.extend(signature::parameters(&scope, &part.generics));
                if !part.bounds.is_empty() {
                    words.push(Word::text(":"));
                    words.extend(scope.words(&part.bounds));
                }
                (name, words, &part.attrs, part.default.is_none(), false)
            }
            syn::TraitItem::Const(part) => {
                let name = part.ident.to_string();
                let mut words = vec![Word::text("const"), Word::Text(name.clone())];
                words.push(Word::text(":"));
                words.extend(scope.words(&part.ty));
                (name, words, &part.attrs, part.default.is_none(), false)
            }
            other => {
                let words = scope.words(other);
                let nothing = &Vec::new();
                let name = format!("{}!", words.len());
                let nature = Nature::TraitItem {
                    required: true,
                    dispatched: false,
                };
                return found.push(self.part(&name, kind, words, nothing, nature));
            }
        };
        if hidden(attributes) {
            return;
        }
        let nature = Nature::TraitItem {
            required,
            dispatched,
        };
        found.push(self.part(&name, kind, words, attributes, nature));
    }
}
