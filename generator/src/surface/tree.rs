//! The modules of a crate with everything that is declared in them, public or not.

use std::collections::{BTreeMap, HashMap};

use syn::{Item, Visibility};

use super::{
    attributes::{Conditions, Said},
    expansion::Macros,
    manifest::Manifest,
    syntax::{attributes, imports, joined, line_of_error, line_of_module, named},
};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};

/// A module by its place in [`Tree::modules`].
pub(super) type ModuleId = usize;
/// An item by its place in [`Tree::definitions`].
pub(super) type DefinitionId = usize;

/// The modules of a crate and what they declare.
pub(super) struct Tree {
    pub(super) manifest: Manifest,
    /// The first is the root.
    pub(super) modules: Vec<Module>,
    pub(super) definitions: Vec<Definition>,
    pub(super) impls: Vec<Impl>,
    /// Calls of macros that write items, and could not be carried out: what they write is not known.
    pub(super) opaque: Vec<Opaque>,
}

pub(super) struct Module {
    /// From the root, which has the name of the crate.
    pub(super) path: Vec<String>,
    pub(super) parent: Option<ModuleId>,
    pub(super) docs: String,
    /// Those of the modules around it are among them.
    pub(super) conditions: Conditions,
    pub(super) deprecated: Option<String>,
    pub(super) entries: Vec<Entry>,
    /// Places in `entries` by name.
    pub(super) by_name: HashMap<String, Vec<usize>>,
    pub(super) globs: Vec<usize>,
}

/// A name of a module.
#[derive(Debug)]
pub(super) struct Entry {
    /// Empty for `use …::*`.
    pub(super) name: String,
    pub(super) public: bool,
    pub(super) hidden: bool,
    pub(super) conditions: Conditions,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Module(ModuleId),
    Definition(DefinitionId),
    /// `use`, with whether the path begins with `::`.
    Import(Vec<String>, bool),
    /// The same of everything in there.
    Glob(Vec<String>, bool),
}

pub(super) struct Definition {
    pub(super) module: ModuleId,
    pub(super) name: String,
    /// Those of the modules around it are among them.
    pub(super) conditions: Conditions,
    pub(super) item: Item,
}

pub(super) struct Impl {
    pub(super) module: ModuleId,
    pub(super) conditions: Conditions,
    pub(super) item: syn::ItemImpl,
}

pub(super) struct Opaque {
    pub(super) module: ModuleId,
    pub(super) item: syn::ItemMacro,
}

/// Reads the modules from `src/lib.rs` on.
pub(super) fn read(files: &BTreeMap<&str, &str>, manifest: Manifest) -> Result<Tree, Diagnostics> {
    let mut reader = Reader {
        files,
        problems: Diagnostics::new(),
        macros: Macros::default(),
        tree: Tree {
            manifest,
            modules: Vec::new(),
            definitions: Vec::new(),
            impls: Vec::new(),
            opaque: Vec::new(),
        },
    };
    let root = "src/lib.rs";
    let Some(text) = files.get(root) else {
        let problem = Diagnostic::error_without_place(
            "client-no-library",
            "the crate has no src/lib.rs, where its public API begins",
        );
        return Err(problem.help("give the folder of a library crate").into());
    };
    let name = reader.tree.manifest.library.clone();
    let file = reader.parse(root, text);
    let module = reader.module(None, name, &Said::by(&file.attrs), &Conditions::default());
    reader.items(module, file.items, &Place::root());
    reader.problems.stop_on_error()?;
    Ok(reader.tree)
}

/// Where the files of the modules of a module are.
#[derive(Clone)]
struct Place {
    /// The folder of its modules.
    folder: String,
    /// The folder of its file, which `#[path]` starts from.
    beside: String,
    file: String,
}

impl Place {
    fn root() -> Self {
        Self {
            folder: "src".to_owned(),
            beside: "src".to_owned(),
            file: "src/lib.rs".to_owned(),
        }
    }
}

struct Reader<'f> {
    files: &'f BTreeMap<&'f str, &'f str>,
    problems: Diagnostics,
    macros: Macros,
    tree: Tree,
}

impl Reader<'_> {
    fn parse(&mut self, name: &str, text: &str) -> syn::File {
        syn::parse_file(text).unwrap_or_else(|error| {
            let source = Source::new(name, text);
            let at = Location::of_line(&source, line_of_error(text));
            let problem = Diagnostic::error("client-not-rust", at, format!("{name} is not Rust"));
            let problem = problem.label(error.to_string());
            self.problems.push(
                problem
                    .help("what stands there was not written by the generator: restore the file"),
            );
            syn::File {
                shebang: None,
                frontmatter: None,
                attrs: Vec::new(),
                items: Vec::new(),
            }
        })
    }

    fn module(
        &mut self,
        parent: Option<ModuleId>,
        name: String,
        said: &Said,
        around: &Conditions,
    ) -> ModuleId {
        let mut path = parent.map_or_else(Vec::new, |id| self.tree.modules[id].path.clone());
        path.push(name);
        self.tree.modules.push(Module {
            path,
            parent,
            docs: said.docs.clone(),
            conditions: around.and(&said.conditions),
            deprecated: said.deprecated.clone(),
            entries: Vec::new(),
            by_name: HashMap::new(),
            globs: Vec::new(),
        });
        self.tree.modules.len() - 1
    }

    fn items(&mut self, module: ModuleId, items: Vec<Item>, place: &Place) {
        for item in items {
            self.item(module, item, place);
        }
    }

    fn item(&mut self, module: ModuleId, item: Item, place: &Place) {
        let said = Said::by(attributes(&item));
        if said.never {
            return;
        }
        match item {
            Item::Mod(item) => self.nested(module, item, &said, place),
            Item::Use(item) => {
                let mut found = Vec::new();
                imports(&item.tree, &mut Vec::new(), &mut found);
                let absolute = item.leading_colon.is_some();
                for (name, path) in found {
                    let what = match &name {
                        Some(_) => What::Import(path, absolute),
                        None => What::Glob(path, absolute),
                    };
                    self.enter(module, name.unwrap_or_default(), &item.vis, &said, what);
                }
            }
            Item::ExternCrate(item) => {
                let real = item.ident.to_string();
                let name = item.rename.as_ref().map_or(&item.ident, |(_, name)| name);
                let what = What::Import(vec![real], true);
                self.enter(module, name.to_string(), &item.vis, &said, what);
            }
            Item::Impl(item) => {
                let conditions = self.tree.modules[module].conditions.and(&said.conditions);
                self.tree.impls.push(Impl {
                    module,
                    conditions,
                    item,
                });
            }
            Item::Macro(item) => self.macro_call(module, item, &said, place),
            other => {
                let Some((name, visibility)) = named(&other) else {
                    return;
                };
                self.define(module, name, &visibility, &said, other);
            }
        }
    }

    fn macro_call(&mut self, module: ModuleId, item: syn::ItemMacro, said: &Said, place: &Place) {
        if let Some(name) = &item.ident {
            let name = name.to_string();
            self.macros.define(&name, &item.mac.tokens);
            if item
                .attrs
                .iter()
                .any(|one| one.path().is_ident("macro_export"))
            {
                // Such a macro stands in the root, wherever it is written.
                let public = Visibility::Public(syn::token::Pub::default());
                self.define(0, name, &public, said, Item::Macro(item));
            }
            return;
        }
        // What a thread keeps for itself is nothing to users, unless it says so.
        let tokens = item.mac.tokens.clone().into_iter();
        let mut words = tokens.map(|token| token.to_string());
        if item.mac.path.is_ident("thread_local") && !words.any(|word| word == "pub") {
            return;
        }
        match self.macros.expand(&item.mac) {
            Some(items) => self.items(module, items, place),
            None => self.tree.opaque.push(Opaque { module, item }),
        }
    }

    fn define(
        &mut self,
        module: ModuleId,
        name: String,
        visibility: &Visibility,
        said: &Said,
        item: Item,
    ) {
        let conditions = self.tree.modules[module].conditions.and(&said.conditions);
        self.tree.definitions.push(Definition {
            module,
            name: name.clone(),
            conditions,
            item,
        });
        let what = What::Definition(self.tree.definitions.len() - 1);
        self.enter(module, name, visibility, said, what);
    }

    fn enter(
        &mut self,
        module: ModuleId,
        name: String,
        visibility: &Visibility,
        said: &Said,
        what: What,
    ) {
        let module = &mut self.tree.modules[module];
        let at = module.entries.len();
        if name.is_empty() {
            module.globs.push(at);
        } else {
            module.by_name.entry(name.clone()).or_default().push(at);
        }
        module.entries.push(Entry {
            name,
            public: matches!(visibility, Visibility::Public(_)),
            hidden: said.hidden,
            conditions: said.conditions.clone(),
            what,
        });
    }

    fn nested(&mut self, module: ModuleId, item: syn::ItemMod, said: &Said, place: &Place) {
        let name = item.ident.to_string();
        let word = name.trim_start_matches("r#");
        if let Some((_, items)) = item.content {
            let around = self.tree.modules[module].conditions.clone();
            let inner = self.module(Some(module), name.clone(), said, &around);
            self.enter(module, name.clone(), &item.vis, said, What::Module(inner));
            let place = Place {
                folder: format!("{}/{word}", place.folder),
                ..place.clone()
            };
            return self.items(inner, items, &place);
        }
        let candidates = match &said.path {
            Some(path) => vec![joined(&place.beside, path)],
            None => vec![
                format!("{}/{word}.rs", place.folder),
                format!("{}/{word}/mod.rs", place.folder),
            ],
        };
        let files = self.files;
        let found = candidates
            .iter()
            .find_map(|path| Some((path, *files.get(path.as_str())?)));
        let Some((path, text)) = found else {
            let source = Source::new(
                place.file.clone(),
                files.get(place.file.as_str()).copied().unwrap_or_default(),
            );
            let at = Location::of_line(&source, line_of_module(source.text(), word));
            let message = format!("the file of the module `{word}` is missing");
            let problem = Diagnostic::error("client-module-missing", at, message);
            let places = candidates.join(" or ");
            return self
                .problems
                .push(problem.help(format!("restore {places}")));
        };
        let file = self.parse(path, text);
        let mut said = said.clone();
        let inner_said = Said::by(&file.attrs);
        if !inner_said.docs.is_empty() {
            let docs = [said.docs.as_str(), inner_said.docs.as_str()].join("\n");
            docs.trim().clone_into(&mut said.docs);
        }
        said.conditions = said.conditions.and(&inner_said.conditions);
        let around = self.tree.modules[module].conditions.clone();
        let inner = self.module(Some(module), name.clone(), &said, &around);
        self.enter(module, name.clone(), &item.vis, &said, What::Module(inner));
        let beside = path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned();
        let own_folder = path.ends_with("/mod.rs") || said.path.is_some();
        let folder = if own_folder {
            beside.clone()
        } else {
            path.trim_end_matches(".rs").to_owned()
        };
        let file_name = path.clone();
        let place = Place {
            folder,
            beside,
            file: file_name,
        };
        self.items(inner, file.items, &place);
    }
}
