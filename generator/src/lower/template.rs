//! The path of an operation as a template: parameters in braces, and nothing that is no path.

use super::{Lowering, node::Node};

impl<'d> Lowering<'d> {
    /// The path with the plain names of its parameters in braces, and without a fragment: nothing
    /// after a `#` is ever sent, though it tells operations of the same path apart in some documents.
    pub(super) fn template(
        &mut self,
        path: &str,
        described: &[Node<'d>],
        node: &Node<'d>,
    ) -> String {
        let (plain, fragment) = split_fragment(path);
        if fragment {
            self.warn(
                "path-with-fragment",
                node,
                format!("`{path}` has a `#`: what comes after it is no part of a path, and is not sent"),
                "describe the operations of one path by their parameters, in one operation for each method",
            );
        }
        let names: Vec<&str> = described
            .iter()
            .filter(|parameter| parameter.text("in") == Some("path"))
            .filter_map(|parameter| parameter.text("name"))
            .collect();
        let mut template = String::with_capacity(plain.len());
        let mut rest = plain;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            // `{;name*}` is how RFC 6570 writes a style; that of the parameter says the same.
            let bare = name.trim_start_matches(['.', ';']).trim_end_matches('*');
            let name = if !names.contains(&name) && names.contains(&bare) {
                bare
            } else {
                name
            };
            template.extend([before, "{", name, "}"]);
            rest = after;
        }
        template + rest
    }
}

/// A path without its fragment, and whether it has one. A `#` in braces belongs to a name, and one
/// with parameters or segments behind it to the path.
fn split_fragment(path: &str) -> (&str, bool) {
    let mut open = false;
    for (at, c) in path.char_indices() {
        let rest = path.get(at..).unwrap_or_default();
        match c {
            '{' => open = true,
            '}' => open = false,
            '#' if !open && !rest.contains(['/', '{']) => {
                return (path.get(..at).unwrap_or(path), true);
            }
            _ => {}
        }
    }
    (path, false)
}
