//! The items that the modules of a crate declare, as parts of its API.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Fields, Item, Visibility};

use super::{
    Nature, SurfaceItem, SurfaceKind,
    attributes::{Conditions, Said},
    held::held,
    print::{self, Names},
    promises,
    public::{Public, Way, hidden},
    scope::Target,
    signature,
    tree::{Definition, Tree},
    words::{Scope, Word},
};

/// An item with all that is said of it.
pub(super) fn item(
    path: String,
    kind: SurfaceKind,
    words: Vec<Word>,
    said: &Said,
    around: &Conditions,
    nature: Nature,
) -> SurfaceItem {
    let conditions = around.and(&said.conditions);
    let owner = path
        .rsplit_once("::")
        .map_or("", |(owner, _)| owner)
        .to_owned();
    SurfaceItem {
        signature: print::line(&words, Names::Short),
        features: conditions.features.iter().cloned().collect(),
        docs: said.docs.clone(),
        owner,
        of: String::new(),
        path,
        kind,
        words,
        conditions,
        deprecated: said.deprecated.clone(),
        nature,
        held: BTreeSet::new(),
    }
}

/// What is public of all that is declared, and of `Cargo.toml`.
pub(super) fn items(tree: &Tree, public: &Public) -> Vec<SurfaceItem> {
    let mut found = Vec::new();
    for (way, module) in &public.modules {
        let module = &tree.modules[*module];
        let said = Said {
            docs: module.docs.clone(),
            deprecated: module.deprecated.clone(),
            ..Said::default()
        };
        let name = way.path.last().cloned().unwrap_or_default();
        let words = vec![Word::text("mod"), Word::Text(name)];
        let path = way.path.join("::");
        found.push(item(
            path,
            SurfaceKind::Module,
            words,
            &said,
            &way.conditions,
            Nature::Plain,
        ));
    }
    let held = held(tree, public);
    for (id, ways) in &public.ways {
        let Some((way, others)) = ways.split_first() else {
            continue;
        };
        let first = found.len();
        declared(tree, public, &tree.definitions[*id], way, &mut found);
        if let Some(item) = found.get_mut(first) {
            item.held = held.get(id).cloned().unwrap_or_default();
        }
        for other in others {
            found.push(reexport(other, &way.path));
        }
    }
    for (way, target) in &public.others {
        let path = match target {
            Target::External(path) => path.clone(),
            Target::Within(id, inner) => {
                let mut path = public
                    .name(*id)
                    .map(|way| way.path.clone())
                    .unwrap_or_default();
                path.extend(inner.iter().cloned());
                path
            }
            Target::Module(_) | Target::Definition(_) => continue,
        };
        found.push(reexport(way, &path));
    }
    for call in &tree.opaque {
        let module = &tree.modules[call.module];
        let name = call.item.mac.path.to_token_stream().to_string();
        let said = Said::by(&call.item.attrs);
        let words = Scope::of(tree, public, call.module).words(&call.item.mac.tokens);
        let path = format!("{}::{name}!", module.path.join("::"));
        let nature = Nature::Plain;
        found.push(item(
            path,
            SurfaceKind::Macro,
            words,
            &said,
            &module.conditions,
            nature,
        ));
    }
    promises::features(tree, &mut found);
    found
}

fn reexport(way: &Way, target: &[String]) -> SurfaceItem {
    let name = way.path.last().cloned().unwrap_or_default();
    let mut words = vec![
        Word::text("pub"),
        Word::text("use"),
        Word::Shown(target.join("::"), vec![Word::Path(target.to_vec())]),
    ];
    if target.last() != Some(&name) {
        words.extend([Word::text("as"), Word::Text(name)]);
    }
    let path = way.path.join("::");
    let kind = SurfaceKind::Reexport;
    item(
        path,
        kind,
        words,
        &Said::default(),
        &way.conditions,
        Nature::Plain,
    )
}

/// A declared item and its parts.
fn declared(
    tree: &Tree,
    public: &Public,
    definition: &Definition,
    way: &Way,
    found: &mut Vec<SurfaceItem>,
) {
    let one = Declared {
        scope: Scope::of(tree, public, definition.module),
        path: way.path.join("::"),
        name: way.path.last().cloned().unwrap_or_default(),
        around: &way.conditions,
    };
    match &definition.item {
        Item::Struct(item) => one.structure(item, found),
        Item::Union(item) => {
            let fields = Fields::Named(item.fields.clone());
            let head = ("union", &item.generics);
            one.fields(head, &fields, &Said::by(&item.attrs), found);
        }
        Item::Enum(item) => one.enumeration(item, found),
        Item::Trait(item) => one.a_trait(item, found),
        Item::Fn(item) => {
            let scope = one.scope.clone().with(&item.sig.generics);
            let words = signature::function(&scope, &item.sig, &one.name);
            found.push(one.item(SurfaceKind::Function, words, &item.attrs, Nature::Plain));
        }
        Item::Const(item) => {
            let words = one.valued("const", &item.ty);
            let value = Nature::Value(item.expr.to_token_stream().to_string());
            found.push(one.item(SurfaceKind::Const, words, &item.attrs, value));
        }
        Item::Static(item) => {
            let words = one.valued("static", &item.ty);
            let value = Nature::Value(item.expr.to_token_stream().to_string());
            found.push(one.item(SurfaceKind::Static, words, &item.attrs, value));
        }
        Item::Type(item) => {
            let scope = one.scope.clone().with(&item.generics);
            let mut words = vec![Word::text("type"), Word::Text(one.name.clone())];
            words.extend(signature::parameters(&scope, &item.generics));
            words.push(Word::text("="));
            words.extend(scope.words(&item.ty));
            found.push(one.item(SurfaceKind::Alias, words, &item.attrs, Nature::Plain));
        }
        Item::Macro(item) => {
            let patterns = item.mac.tokens.clone();
            let words = vec![
                Word::text("macro_rules!"),
                Word::Shown(one.name.clone(), one.scope.words(&patterns_of(&patterns))),
            ];
            found.push(one.item(SurfaceKind::Macro, words, &item.attrs, Nature::Plain));
        }
        _ => {}
    }
}

/// What the rules of a macro take, without what they write.
fn patterns_of(tokens: &TokenStream) -> TokenStream {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    let is_end = |token: &proc_macro2::TokenTree| token.to_string() == ";";
    let firsts = tokens
        .split(is_end)
        .filter_map(|rule| rule.first().cloned());
    firsts.collect()
}

/// An item that a module declares, where users find it.
pub(super) struct Declared<'t> {
    pub(super) scope: Scope<'t>,
    pub(super) path: String,
    pub(super) name: String,
    around: &'t Conditions,
}

impl Declared<'_> {
    pub(super) fn item(
        &self,
        kind: SurfaceKind,
        words: Vec<Word>,
        attributes: &[syn::Attribute],
        nature: Nature,
    ) -> SurfaceItem {
        // What the item itself asks for is in the way to it.
        let said = Said::by(attributes);
        item(self.path.clone(), kind, words, &said, self.around, nature)
    }

    pub(super) fn part(
        &self,
        name: &str,
        kind: SurfaceKind,
        words: Vec<Word>,
        attributes: &[syn::Attribute],
        nature: Nature,
    ) -> SurfaceItem {
        let path = format!("{}::{name}", self.path);
        item(
            path,
            kind,
            words,
            &Said::by(attributes),
            self.around,
            nature,
        )
    }

    fn valued(&self, word: &str, kind: &syn::Type) -> Vec<Word> {
        let mut words = vec![
            Word::text(word),
            Word::Text(self.name.clone()),
            Word::text(":"),
        ];
        words.extend(self.scope.words(kind));
        words
    }

    pub(super) fn head(&self, word: &str, generics: &syn::Generics, said: &Said) -> Vec<Word> {
        let scope = self.scope.clone().with(generics);
        let mut words = Vec::new();
        if let Some(repr) = &said.repr {
            words.push(Word::Text(format!("#[repr({repr})]")));
        }
        if said.non_exhaustive {
            let shown = "#[non_exhaustive]".to_owned();
            words.push(Word::Shown(shown, Vec::new()));
        }
        words.extend([Word::text(word), Word::Text(self.name.clone())]);
        words.extend(signature::parameters(&scope, generics));
        words.extend(signature::conditions(&scope, generics));
        words
    }

    fn structure(&self, item: &syn::ItemStruct, found: &mut Vec<SurfaceItem>) {
        let head = ("struct", &item.generics);
        self.fields(head, &item.fields, &Said::by(&item.attrs), found);
    }

    fn fields(
        &self,
        (word, generics): (&str, &syn::Generics),
        fields: &Fields,
        said: &Said,
        found: &mut Vec<SurfaceItem>,
    ) {
        let scope = self.scope.clone().with(generics);
        let seen = |field: &&syn::Field| {
            matches!(field.vis, Visibility::Public(_)) && !hidden(&field.attrs)
        };
        let nature = Nature::Struct {
            exhaustive: !said.non_exhaustive && fields.iter().all(|field| seen(&field)),
            shape: match fields {
                Fields::Named(_) => "named",
                Fields::Unnamed(_) => "tuple",
                Fields::Unit => "unit",
            },
        };
        let words = self.head(word, generics, said);
        let kind = SurfaceKind::Struct;
        found.push(item(
            self.path.clone(),
            kind,
            words,
            said,
            self.around,
            nature,
        ));
        for (at, field) in fields.iter().enumerate() {
            if !seen(&field) {
                continue;
            }
            let name = field
                .ident
                .as_ref()
                .map_or(at.to_string(), ToString::to_string);
            let mut words = vec![Word::Text(name.clone()), Word::text(":")];
            words.extend(scope.words(&field.ty));
            let kind = SurfaceKind::Field;
            found.push(self.part(&name, kind, words, &field.attrs, Nature::Plain));
        }
    }

    fn enumeration(&self, item: &syn::ItemEnum, found: &mut Vec<SurfaceItem>) {
        let said = Said::by(&item.attrs);
        let scope = self.scope.clone().with(&item.generics);
        let nature = Nature::Enum {
            exhaustive: !said.non_exhaustive,
        };
        let words = self.head("enum", &item.generics, &said);
        found.push(self.item(SurfaceKind::Enum, words, &item.attrs, nature));
        for variant in &item.variants {
            if hidden(&variant.attrs) {
                continue;
            }
            let said = Said::by(&variant.attrs);
            let name = variant.ident.to_string();
            let mut words = vec![Word::Text(name.clone())];
            // What is said of the fields is none of the callers' business.
            let plain = |mut field: syn::Field| {
                field.attrs.clear();
                field
            };
            let mut fields = variant.fields.clone();
            match &mut fields {
                Fields::Named(fields) => {
                    fields.named = fields.named.clone().into_iter().map(plain).collect();
                }
                Fields::Unnamed(fields) => {
                    fields.unnamed = fields.unnamed.clone().into_iter().map(plain).collect();
                }
                Fields::Unit => {}
            }
            words.extend(scope.words(&fields));
            if let Some((_, value)) = &variant.discriminant {
                words.push(Word::text("="));
                words.extend(scope.words(value));
            }
            let nature = Nature::Variant {
                exhaustive: !said.non_exhaustive,
            };
            found.push(self.part(&name, SurfaceKind::Variant, words, &variant.attrs, nature));
        }
    }
}
