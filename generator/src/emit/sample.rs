//! `src/mock/samples.rs`: the values for tests, and pages made of their items.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{File, NotRust, check::literal, markdown, print::rust_file, rust_type::ident};
use crate::plan::{Bound, Plan, Sampled, StandIn, Step};

/// The file of the values for tests.
pub(super) fn samples(plan: &Plan) -> Result<File, NotRust> {
    let docs = markdown::inner(&["Values for tests of the types that answers hold.".to_owned()]);
    let page = plan
        .samples
        .iter()
        .any(|sample| made_of_items(sample).is_some());
    let page = page.then(|| {
        quote!(
            use crate::runtime::MockPage;
        )
    });
    let samples = plan.samples.iter().map(sample);
    let tokens = quote! {
        #docs
        #page
        use crate::types;
        #(#samples)*
    };
    rust_file("src/mock/samples.rs".to_owned(), tokens)
}

fn sample(sample: &Sampled) -> TokenStream {
    let name = ident(&sample.name);
    let docs = markdown::outer(&[docs(&sample.value).to_owned()]);
    let value = expression(&sample.value);
    let page = made_of_items(sample).map(|parts| mock_page(sample, parts));
    quote! {
        impl types::#name {
            #docs
            #[must_use]
            pub fn sample() -> Self {
                #value
            }
        }
        #page
    }
}

fn docs(value: &StandIn) -> &'static str {
    match value {
        StandIn::Struct(_) => {
            "A value for tests: what must be there is filled in, what may be there is left out."
        }
        StandIn::Variant(..) => "A value for tests: the first of those that are known.",
        StandIn::Holding(..) => {
            "A value for tests, of the first alternative that can be made without this type."
        }
        StandIn::Text(_)
        | StandIn::Integer(_)
        | StandIn::Number(_)
        | StandIn::Float(_)
        | StandIn::Bool(_)
        | StandIn::DateTime
        | StandIn::Date
        | StandIn::Uuid
        | StandIn::Base64
        | StandIn::Tuple(_)
        | StandIn::Null
        | StandIn::JsonMap
        | StandIn::Map
        | StandIn::Empty
        | StandIn::List(..)
        | StandIn::Absent
        | StandIn::Present(_)
        | StandIn::Boxed(_)
        | StandIn::Sample(_) => "A value for tests.",
    }
}

fn expression(value: &StandIn) -> TokenStream {
    match value {
        StandIn::Text(text) if text.is_empty() => quote!(String::new()),
        StandIn::Text(text) => quote!(#text.to_owned()),
        StandIn::Integer(n) => literal(Bound::Integer(*n)),
        StandIn::Number(n) => {
            let n = Literal::i64_unsuffixed(*n);
            quote!(serde_json::Number::from(#n))
        }
        StandIn::Float(n) => literal(Bound::Float(*n, true)),
        StandIn::Bool(value) => quote!(#value),
        StandIn::DateTime => quote!(chrono::DateTime::UNIX_EPOCH),
        StandIn::Date => quote!(chrono::NaiveDate::default()),
        StandIn::Uuid => quote!(uuid::Uuid::nil()),
        StandIn::Base64 => quote!(crate::Base64::default()),
        StandIn::Tuple(values) => {
            let values = values.iter().map(expression);
            quote!((#(#values,)*))
        }
        StandIn::Null => quote!(serde_json::Value::Null),
        StandIn::JsonMap => quote!(serde_json::Map::new()),
        StandIn::Map => quote!(std::collections::BTreeMap::new()),
        StandIn::Empty => quote!(Vec::new()),
        StandIn::List(item, count) => {
            let (item, count) = (expression(item), literal(Bound::Integer((*count).into())));
            quote!(vec![#item; #count])
        }
        StandIn::Absent => quote!(None),
        StandIn::Present(inner) => {
            let inner = expression(inner);
            quote!(Some(#inner))
        }
        StandIn::Boxed(inner) => {
            let inner = expression(inner);
            quote!(Box::new(#inner))
        }
        StandIn::Sample(name) => {
            let name = ident(name);
            quote!(types::#name::sample())
        }
        StandIn::Variant(name, variant) => {
            let (name, variant) = (ident(name), ident(variant));
            quote!(types::#name::#variant)
        }
        StandIn::Holding(name, variant, inner) => {
            let (name, variant, inner) = (ident(name), ident(variant), expression(inner));
            quote!(types::#name::#variant(#inner))
        }
        StandIn::Struct(fields) => {
            let fields = fields.iter().map(|(name, value)| {
                let (name, value) = (ident(name), expression(value));
                quote!(#name: #value)
            });
            quote!(Self { #(#fields),* })
        }
    }
}

/// The parts of a page that is made of its items.
type Parts<'p> = (&'p Step, &'p Step, Option<&'p Step>);

fn made_of_items(sample: &Sampled) -> Option<Parts<'_>> {
    sample.page.as_ref()?.made_of_items()
}

/// A page that is made of its items.
fn mock_page(sample: &Sampled, (items, cursor, has_more): Parts<'_>) -> TokenStream {
    let name = ident(&sample.name);
    let set = |step: &Step, value: &TokenStream| {
        let field = ident(&step.field);
        if step.optional {
            quote!(page.#field = Some(#value);)
        } else {
            quote!(page.#field = #value;)
        }
    };
    let items = set(items, &quote!(items));
    let has_more = has_more.map(|step| set(step, &quote!(next.is_some())));
    // The address of a page has its cursor in a parameter.
    let address = sample.page.as_ref().and_then(|page| page.address.as_ref());
    let next = address.map_or(quote!(next), |parameter| {
        let pattern = format!("https://localhost/?{parameter}={{next}}");
        quote!(next.map(|next| format!(#pattern)))
    });
    let field = ident(&cursor.field);
    let cursor = if cursor.optional {
        quote!(page.#field = #next;)
    } else {
        // An empty cursor counts as none.
        quote!(page.#field = #next.unwrap_or_default();)
    };
    quote! {
        impl MockPage for types::#name {
            fn with_items(items: Vec<Self::Item>, next: Option<String>) -> Self {
                let mut page = Self::sample();
                #items
                #has_more
                #cursor
                page
            }
        }
    }
}
