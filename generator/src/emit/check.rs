//! Limits as conditions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::{Bound, Check, Measure};

/// What must hold for the value in this expression.
pub(super) fn condition(check: &Check, value: &TokenStream) -> TokenStream {
    let measured = match check.measure {
        Measure::Value => value.clone(),
        Measure::Length => quote!(#value.chars().count()),
        Measure::Count => quote!(#value.len()),
        Measure::Remainder(divisor) => {
            let divisor = literal(Bound::Integer(divisor));
            return quote!(#value.rem_euclid(#divisor) == 0);
        }
        // That is no condition, but says itself what is broken.
        Measure::Within(_) => return quote!(true),
    };
    let is_one = |bound: Bound| matches!(bound, Bound::Integer(1));
    match (check.minimum, check.maximum) {
        (None, None) => quote!(true),
        (Some(least), None) if is_one(least) && check.measure != Measure::Value => {
            quote!(!#value.is_empty())
        }
        (Some(least), None) => at_least(least, &measured),
        (None, Some(greatest)) => at_most(greatest, &measured),
        (Some(least), Some(greatest)) => {
            let (from, to) = (literal(least), literal(greatest));
            match (included(least), included(greatest)) {
                (true, true) => quote!((#from..=#to).contains(&#measured)),
                (true, false) => quote!((#from..#to).contains(&#measured)),
                (false, _) => {
                    let (least, greatest) =
                        (at_least(least, &measured), at_most(greatest, &measured));
                    quote!(#least && #greatest)
                }
            }
        }
    }
}

fn at_least(bound: Bound, measured: &TokenStream) -> TokenStream {
    let limit = literal(bound);
    if included(bound) {
        quote!(#measured >= #limit)
    } else {
        quote!(#measured > #limit)
    }
}

fn at_most(bound: Bound, measured: &TokenStream) -> TokenStream {
    let limit = literal(bound);
    if included(bound) {
        quote!(#measured <= #limit)
    } else {
        quote!(#measured < #limit)
    }
}

fn included(bound: Bound) -> bool {
    match bound {
        Bound::Integer(_) => true,
        Bound::Float(_, included) => included,
    }
}

/// A number as it is written.
pub(super) fn literal(bound: Bound) -> TokenStream {
    match bound {
        Bound::Integer(n) => {
            let digits = Literal::u128_unsuffixed(n.unsigned_abs());
            if n < 0 {
                quote!(-#digits)
            } else {
                quote!(#digits)
            }
        }
        Bound::Float(n, _) => {
            let digits = Literal::f64_unsuffixed(n.abs());
            if n < 0.0 {
                quote!(-#digits)
            } else {
                quote!(#digits)
            }
        }
    }
}
