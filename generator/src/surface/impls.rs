//! What types have: functions, constants, and the traits that are implemented or derived for them.

use syn::{ImplItem, Item, Type, Visibility};

use super::{
    Nature, SurfaceItem, SurfaceKind,
    attributes::{Conditions, Said},
    definitions::item,
    print::{self, Names},
    public::{Public, hidden},
    scope::Target,
    signature,
    tree::{DefinitionId, Impl, Tree},
    words::{Scope, Word},
};

/// What is public of all implementations.
pub(super) fn items(tree: &Tree, public: &Public) -> Vec<SurfaceItem> {
    let mut found = Vec::new();
    for one in &tree.impls {
        let scope = Scope::of(tree, public, one.module).with(&one.item.generics);
        let kind = scope.words(&one.item.self_ty);
        let known = self_type(tree, one.module, &one.item.self_ty);
        // Of a type that users cannot name, they see nothing.
        if known.is_some_and(|id| public.name(id).is_none()) {
            continue;
        }
        let block = Block {
            scope: scope.with_self(kind.clone()),
            kind,
            known: known
                .and_then(|id| public.name(id))
                .map(|way| way.path.join("::")),
            conditions: known
                .and_then(|id| public.name(id))
                .map_or_else(Conditions::default, |way| way.conditions.clone())
                .and(&one.conditions),
            one,
        };
        match &one.item.trait_ {
            Some((path, _)) => block.of_trait(path, &mut found),
            None => block.own(&mut found),
        }
    }
    for (id, ways) in &public.ways {
        if let Some(way) = ways.first() {
            derived(tree, public, *id, &way.path, &way.conditions, &mut found);
        }
    }
    found
}

/// The item of the crate that a type is, behind references.
fn self_type(tree: &Tree, module: usize, kind: &Type) -> Option<DefinitionId> {
    match kind {
        Type::Reference(inner) => self_type(tree, module, &inner.elem),
        Type::Paren(inner) => self_type(tree, module, &inner.elem),
        Type::Group(inner) => self_type(tree, module, &inner.elem),
        Type::Path(path) if path.qself.is_none() => {
            let segments = path.path.segments.iter();
            let names: Vec<_> = segments.map(|segment| segment.ident.to_string()).collect();
            let absolute = path.path.leading_colon.is_some();
            let targets = tree.resolve(module, &names, absolute);
            targets.iter().find_map(|target| match target {
                Target::Definition(id) => match &tree.definitions[*id].item {
                    Item::Struct(_) | Item::Enum(_) | Item::Union(_) | Item::Trait(_) => Some(*id),
                    Item::Type(alias) => self_type(tree, tree.definitions[*id].module, &alias.ty),
                    _ => None,
                },
                Target::Module(_) | Target::Within(..) | Target::External(_) => None,
            })
        }
        _ => None,
    }
}

struct Block<'t> {
    one: &'t Impl,
    scope: Scope<'t>,
    /// The words of the type.
    kind: Vec<Word>,
    /// The path of the type, where it is one of the crate.
    known: Option<String>,
    conditions: Conditions,
}

impl Block<'_> {
    /// `impl Type { … }`.
    fn own(&self, found: &mut Vec<SurfaceItem>) {
        let Some(owner) = &self.known else {
            return;
        };
        for part in &self.one.item.items {
            match part {
                ImplItem::Fn(part) if is_seen(&part.vis, &part.attrs) => {
                    let scope = self.scope.clone().with(&part.sig.generics);
                    let name = part.sig.ident.to_string();
                    let mut words = self.header();
                    words.extend(signature::function(&scope, &part.sig, &name));
                    let kind = SurfaceKind::Method;
                    found.push(self.part(owner, &name, kind, words, &part.attrs, Nature::Plain));
                }
                ImplItem::Const(part) if is_seen(&part.vis, &part.attrs) => {
                    let name = part.ident.to_string();
                    let mut words = self.header();
                    words.extend([Word::text("const"), Word::text(name.clone())]);
                    words.push(Word::text(":"));
                    words.extend(self.scope.words(&part.ty));
                    let value = self.scope.words(&part.expr);
                    let value = Nature::Value(print::line(&value, Names::Whole));
                    let kind = SurfaceKind::Const;
                    found.push(self.part(owner, &name, kind, words, &part.attrs, value));
                }
                ImplItem::Macro(part) => {
                    let name = part.mac.path.segments.last();
                    let name = name.map_or(String::new(), |name| format!("{}!", name.ident));
                    let words = self.scope.words(&part.mac.tokens);
                    let kind = SurfaceKind::Macro;
                    found.push(self.part(owner, &name, kind, words, &part.attrs, Nature::Plain));
                }
                _ => {}
            }
        }
    }

    /// What must hold of the type: nothing to be said where it has no parameters.
    fn header(&self) -> Vec<Word> {
        let generics = &self.one.item.generics;
        let parameters = signature::parameters(&self.scope, generics);
        let conditions = signature::conditions(&self.scope, generics);
        // `Script<Empty>` has functions that not every `Script` has.
        let plain = parameters.is_empty() && self.kind.len() == 1;
        if plain {
            return Vec::new();
        }
        let shown = vec![Word::text("impl")];
        let all = [shown, parameters, self.kind.clone(), conditions].concat();
        let line = print::line(&all, Names::Short);
        // What every one of them has needs no words.
        let every = !line.contains(':') && line.matches('<').count() == 2;
        let shown = if every {
            String::new()
        } else {
            format!("/* {line} */")
        };
        vec![Word::Shown(shown, all)]
    }

    fn part(
        &self,
        owner: &str,
        name: &str,
        kind: SurfaceKind,
        words: Vec<Word>,
        attributes: &[syn::Attribute],
        nature: Nature,
    ) -> SurfaceItem {
        let said = Said::by(attributes);
        let path = format!("{owner}::{name}");
        let mut found = item(path, kind, words, &said, &self.conditions, nature);
        found.of = concrete(&self.kind);
        found
    }

    /// `impl Trait for Type { … }`.
    fn of_trait(&self, path: &syn::Path, found: &mut Vec<SurfaceItem>) {
        let item = &self.one.item;
        let names: Vec<_> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        let absolute = path.leading_colon.is_some();
        let targets = self.scope.tree.resolve(self.one.module, &names, absolute);
        let own = targets.iter().find_map(|target| match target {
            Target::Definition(id) => Some(*id),
            Target::Module(_) | Target::Within(..) | Target::External(_) => None,
        });
        let own = own.map(|id| self.scope.public.name(id));
        // A trait that users cannot name is none of theirs.
        if own == Some(None) {
            return;
        }
        let words = self.scope.words(path);
        let owner = match (&self.known, own.flatten()) {
            (Some(known), _) => known.clone(),
            (None, Some(way)) => way.path.join("::"),
            (None, None) => match own_word(&words, self.scope.tree) {
                Some(path) => path,
                None => return,
            },
        };
        let parameters = item.generics.type_params().map(|one| one.ident.to_string());
        let parameters: Vec<_> = parameters.collect();
        let blanket = matches!(&*item.self_ty, Type::Path(path)
            if path.path.get_ident().is_some_and(|name| parameters.contains(&name.to_string())));
        let mut associated = Vec::new();
        for part in &item.items {
            match part {
                ImplItem::Type(part) => {
                    associated.push(Word::text("type"));
                    associated.push(Word::text(part.ident.to_string()));
                    let scope = self.scope.clone().with(&part.generics);
                    associated.extend(signature::parameters(&scope, &part.generics));
                    associated.push(Word::text("="));
                    associated.extend(scope.words(&part.ty));
                    associated.push(Word::text(";"));
                }
                ImplItem::Const(part) => {
                    associated.push(Word::text("const"));
                    associated.push(Word::text(part.ident.to_string()));
                    associated.push(Word::text(":"));
                    associated.extend(self.scope.words(&part.ty));
                    associated.push(Word::text(";"));
                }
                _ => {}
            }
        }
        let conditions = signature::conditions(&self.scope, &item.generics);
        let head = Head {
            generics: signature::parameters(&self.scope, &item.generics),
            words,
            kind: self.kind.clone(),
            conditions,
            associated,
        };
        let said = Said::by(&item.attrs);
        found.push(head.item(&owner, &said, &self.conditions, Nature::Impl { blanket }));
    }
}

/// `impl<T: X> Trait for Type where … { type Item = …; }`.
struct Head {
    generics: Vec<Word>,
    words: Vec<Word>,
    kind: Vec<Word>,
    conditions: Vec<Word>,
    associated: Vec<Word>,
}

impl Head {
    fn item(self, owner: &str, said: &Said, around: &Conditions, nature: Nature) -> SurfaceItem {
        let path = format!(
            "impl {} for {}",
            print::line(&canonical(&self.words), Names::Short),
            print::line(&canonical(&self.kind), Names::Whole)
        );
        let of = concrete(&self.words);
        let mut words = vec![Word::text("impl")];
        words.extend(self.generics);
        words.extend(self.words);
        words.push(Word::text("for"));
        words.extend(self.kind);
        words.extend(self.conditions);
        if !self.associated.is_empty() {
            words.push(Word::text("{"));
            words.extend(self.associated);
            words.push(Word::text("}"));
        }
        let mut found = item(path, SurfaceKind::Impl, words, said, around, nature);
        owner.clone_into(&mut found.owner);
        found.of = of;
        found
    }
}

/// What stands in the brackets of a type or trait, where that is not only parameters: what is there for
/// `Script<Empty>` is not there for every `Script`.
fn concrete(words: &[Word]) -> String {
    let words = canonical(words);
    let open = ["<", ">", ",", "_", "'_"].map(Word::text);
    match words.split_first() {
        Some((_, inside)) if inside.iter().any(|word| !open.contains(word)) => print::key(inside),
        _ => String::new(),
    }
}

/// Words in which no parameter has a name: what they are called is nothing to users.
fn canonical(words: &[Word]) -> Vec<Word> {
    let one = |word: &Word| match word {
        Word::Shown(_, known) if matches!(known.as_slice(), [Word::Text(place)] if place.starts_with('#')) =>
        {
            vec![Word::text("_")]
        }
        Word::Shown(_, known) if matches!(known.as_slice(), [Word::Text(place)] if place.starts_with('\'')) =>
        {
            vec![Word::text("'_")]
        }
        Word::Shown(_, known) if !known.is_empty() => canonical(known),
        word => vec![word.clone()],
    };
    words.iter().flat_map(one).collect()
}

/// The first path of the crate that words name.
fn own_word(words: &[Word], tree: &Tree) -> Option<String> {
    words.iter().find_map(|word| match word {
        Word::Path(path) => (path.first() == Some(&tree.manifest.library)).then(|| path.join("::")),
        Word::Text(_) => None,
        Word::Shown(_, known) => own_word(known, tree),
    })
}

fn is_seen(visibility: &Visibility, attributes: &[syn::Attribute]) -> bool {
    matches!(visibility, Visibility::Public(_)) && !hidden(attributes)
}

/// What `derive` writes, as if it were written out.
fn derived(
    tree: &Tree,
    public: &Public,
    id: DefinitionId,
    path: &[String],
    around: &Conditions,
    found: &mut Vec<SurfaceItem>,
) {
    let definition = &tree.definitions[id];
    let (attributes, generics) = match &definition.item {
        Item::Struct(item) => (&item.attrs, &item.generics),
        Item::Enum(item) => (&item.attrs, &item.generics),
        Item::Union(item) => (&item.attrs, &item.generics),
        _ => return,
    };
    for (name, conditions) in Said::by(attributes).derives {
        let reads = name
            .segments
            .last()
            .is_some_and(|last| last.ident == "Deserialize");
        let mut all = syn::Generics::default();
        if reads {
            let lifetime = syn::Lifetime::new("'de", proc_macro2::Span::call_site());
            let lifetime = syn::LifetimeParam::new(lifetime);
            all.params.push(syn::GenericParam::Lifetime(lifetime));
        }
        all.params.extend(generics.params.iter().cloned());
        let scope = Scope::of(tree, public, definition.module).with(&all);
        let mut words = scope.words(&name);
        if reads {
            words.push(Word::text("<"));
            words.push(Word::Shown("'de".to_owned(), vec![Word::text("'0")]));
            words.push(Word::text(">"));
        }
        let mut written = Vec::new();
        let mut own = Vec::new();
        for parameter in &all.params {
            written.push(Word::text(if written.is_empty() { "<" } else { "," }));
            written.extend(scope.words(parameter));
            if let syn::GenericParam::Type(one) = parameter {
                let sign = if one.bounds.is_empty() { ":" } else { "+" };
                written.push(Word::text(sign));
                written.extend(words.clone());
            }
        }
        for parameter in &generics.params {
            own.push(Word::text(if own.is_empty() { "<" } else { "," }));
            own.extend(match parameter {
                syn::GenericParam::Lifetime(one) => scope.words(&one.lifetime),
                syn::GenericParam::Type(one) => scope.words(&one.ident),
                syn::GenericParam::Const(one) => scope.words(&one.ident),
            });
        }
        if !written.is_empty() {
            written.push(Word::text(">"));
        }
        if !own.is_empty() {
            own.push(Word::text(">"));
        }
        let mut kind = vec![Word::Path(path.to_vec())];
        kind.extend(own);
        let head = Head {
            generics: written,
            words,
            kind,
            conditions: signature::conditions(&scope, generics),
            associated: Vec::new(),
        };
        let said = Said::default();
        found.push(head.item(
            &path.join("::"),
            &said,
            &around.and(&conditions),
            Nature::Impl { blanket: false },
        ));
    }
}
