//! Which values can have members that the document does not list: `Debug` has to look at the names
//! of these, since one of them can be that of a secret.

use std::collections::BTreeSet;

use super::{
    item::{Item, RustType, Shown},
    model::TypeModule,
};

/// Names of types that are other names for open values.
type Open = BTreeSet<String>;

/// Has `Debug` go by the names of members wherever a value is open. To be called where the client
/// has members that are secrets, when it is settled which.
pub(super) fn settle(modules: &mut [TypeModule]) {
    let open = aliases(modules);
    for item in modules.iter_mut().flat_map(|module| &mut module.items) {
        match item {
            Item::Struct(item) => {
                let mut has_secret = false;
                for field in &mut item.fields {
                    by_name(&mut field.shown, &field.value, &open);
                    has_secret |= field.shown == Shown::Hidden;
                }
                if let Some(further) = &mut item.further {
                    // What the document does not know beside a secret may be the next one, by
                    // whatever name.
                    further.shown = match further.value {
                        _ if has_secret => Shown::Hidden,
                        // Bytes are not shown anyway.
                        RustType::Upload => Shown::Whole,
                        _ => Shown::ByName,
                    };
                }
            }
            Item::Union(item) => {
                for variant in &mut item.variants {
                    by_name(&mut variant.shown, &variant.value, &open);
                }
                item.other_shown = Shown::ByName;
            }
            // An enumeration holds a text; what another name is for is seen where it is used.
            Item::Enum(_) | Item::Alias(_) | Item::Contents(_) => {}
        }
    }
}

fn by_name(shown: &mut Shown, value: &RustType, open: &Open) {
    if *shown == Shown::Whole && is_open(value, open) {
        *shown = Shown::ByName;
    }
}

/// The other names for values that are open. They can be other names for each other, in any order.
fn aliases(modules: &[TypeModule]) -> Open {
    let mut open = Open::new();
    loop {
        let before = open.len();
        for item in modules.iter().flat_map(|module| &module.items) {
            match item {
                Item::Alias(alias) if is_open(&alias.value, &open) => {
                    open.insert(alias.name.clone());
                }
                Item::Alias(_)
                | Item::Struct(_)
                | Item::Enum(_)
                | Item::Union(_)
                | Item::Contents(_) => {}
            }
        }
        if open.len() == before {
            return open;
        }
    }
}

/// Whether a value can have members of any name, itself or in a list. What structs and unions hold
/// is for their own `Debug`.
fn is_open(value: &RustType, open: &Open) -> bool {
    match value {
        RustType::Json | RustType::JsonMap | RustType::Map(_) => true,
        RustType::Vec(inner) | RustType::Option(inner) | RustType::Boxed(inner) => {
            is_open(inner, open)
        }
        RustType::Tuple(items) => items.iter().any(|item| is_open(item, open)),
        RustType::Named(name) => open.contains(name),
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::Number
        | RustType::F64
        | RustType::String
        | RustType::Base64
        | RustType::DateTime
        | RustType::Date
        | RustType::Upload
        | RustType::Uuid => false,
    }
}
