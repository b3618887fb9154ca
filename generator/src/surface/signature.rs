//! Signatures as words.

use syn::{FnArg, Generics, ReceiverKind, ReturnType, Signature};

use super::words::{Scope, Word};

/// `fn name<T: X>(&self, name: T) -> Y where …`; the scope has the parameters of the function.
pub(super) fn function(scope: &Scope<'_>, signature: &Signature, name: &str) -> Vec<Word> {
    let mut words = Vec::new();
    if signature.constness.is_some() {
        words.push(Word::text("const"));
    }
    if signature.asyncness.is_some() {
        words.push(Word::text("async"));
    }
    words.extend(scope.words(&signature.safety));
    words.extend(scope.words(&signature.abi));
    words.extend([Word::text("fn"), Word::text(name)]);
    words.extend(parameters(scope, &signature.generics));
    words.push(Word::text("("));
    for (at, argument) in signature.inputs.iter().enumerate() {
        if at > 0 {
            words.push(Word::text(","));
        }
        match argument {
            FnArg::Receiver(receiver) => match &receiver.kind {
                ReceiverKind::Reference(_, lifetime, mutability) => {
                    words.push(Word::text("&"));
                    words.extend(scope.words(lifetime));
                    words.extend(scope.words(mutability));
                    words.push(Word::text("self"));
                }
                ReceiverKind::Typed(_, kind) => {
                    words.extend([Word::text("self"), Word::text(":")]);
                    words.extend(scope.words(kind));
                }
                // A `mut` before it is the function's own affair.
                _ => words.push(Word::text("self")),
            },
            FnArg::Typed(argument) => {
                // What it is called does not matter to callers.
                if let syn::Pat::Ident(pattern) = &*argument.pat {
                    words.push(Word::Shown(format!("{}:", pattern.ident), Vec::new()));
                }
                words.extend(scope.words(&argument.ty));
            }
        }
    }
    if signature.variadic.is_some() {
        words.extend([Word::text(","), Word::text("...")]);
    }
    words.push(Word::text(")"));
    if let ReturnType::Type(_, output) = &signature.output {
        let output = scope.words(output);
        // `-> ()` says nothing.
        if output != [Word::text("("), Word::text(")")] {
            words.push(Word::text("->"));
            words.extend(output);
        }
    }
    words.extend(conditions(scope, &signature.generics));
    words
}

/// `<'a, T: X>`, where there are some.
pub(super) fn parameters(scope: &Scope<'_>, generics: &Generics) -> Vec<Word> {
    let mut words = Vec::new();
    for parameter in &generics.params {
        let before = if words.is_empty() { "<" } else { "," };
        words.push(Word::text(before));
        words.extend(scope.words(parameter));
    }
    if !words.is_empty() {
        words.push(Word::text(">"));
    }
    words
}

/// `where …`, where there is one.
pub(super) fn conditions(scope: &Scope<'_>, generics: &Generics) -> Vec<Word> {
    let mut words = Vec::new();
    for predicate in generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates)
    {
        let before = if words.is_empty() { "where" } else { "," };
        words.push(Word::text(before));
        words.extend(scope.words(predicate));
    }
    words
}

/// Whether a function of a trait can be called through `dyn`, or is not asked for there.
pub(super) fn is_dispatched(signature: &Signature) -> bool {
    let sized = |predicate: &syn::WherePredicate| match predicate {
        syn::WherePredicate::Type(predicate) => {
            let of_self = matches!(&predicate.bounded_ty, syn::Type::Path(path) if path.path.is_ident("Self"));
            let mut bounds = predicate.bounds.iter();
            of_self
                && bounds.any(|bound| {
                    matches!(bound, syn::TypeParamBound::Trait(bound) if bound.path.is_ident("Sized"))
                })
        }
        _ => false,
    };
    let clause = signature.generics.where_clause.as_ref();
    if clause.is_some_and(|clause| clause.predicates.iter().any(sized)) {
        return true;
    }
    let hidden = |kind: &syn::Type| matches!(kind, syn::Type::ImplTrait(_));
    let argument = |argument: &FnArg| match argument {
        FnArg::Receiver(_) => true,
        FnArg::Typed(argument) => !hidden(&argument.ty),
    };
    signature.receiver().is_some()
        && signature.asyncness.is_none()
        && signature.generics.type_params().next().is_none()
        && signature.inputs.iter().all(argument)
        && !matches!(&signature.output, ReturnType::Type(_, output) if hidden(output))
}
