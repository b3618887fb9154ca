//! Where a reference leads.

use super::{Found, Spot, Survey, names, nearest::nearest};
use crate::{
    diagnostic::Diagnostic,
    openapi::{Pointer, excerpt::excerpt, pointer::percent_decoded},
};

/// So many references get a guess at what they may have meant.
const MAX_HELPED: usize = 50;

impl Survey<'_> {
    /// Where a reference leads; nothing where that was said to be wrong already.
    ///
    /// # Errors
    /// There is nothing where it leads, or it leads where nothing is read from.
    pub(super) fn target(&mut self, found: &Found) -> Result<Option<Spot>, Diagnostic> {
        let (address, fragment) = found.text.split_once('#').unwrap_or((&found.text, ""));
        let spot = if address.is_empty() {
            Some((found.file, Pointer::root()))
        } else {
            match self.by_id(address, found) {
                Some(spot) => Some(spot),
                None if names::has_scheme(address) || address.starts_with("//") => {
                    return Err(self.remote(found));
                }
                None => {
                    let base = self.all.get(found.file as usize);
                    let base = base.map_or("", |file| file.path.as_str());
                    let address = percent_decoded(address).replace('\\', "/");
                    if self.is_bare_name(&address, found) {
                        return Err(self.dangling(found, found.file, &Pointer::root()));
                    }
                    let path = names::join(base, &address);
                    self.file(&path, found).map(|file| (file, Pointer::root()))
                }
            }
        };
        let Some((file, resource)) = spot else {
            return Ok(None);
        };
        if fragment.is_empty() || fragment.starts_with('/') {
            let Some(within) = Pointer::of_reference(&format!("#{fragment}")) else {
                return Err(self.dangling(found, file, &resource));
            };
            return self.pointed(found, file, resource, &within).map(Some);
        }
        let own = (address.is_empty())
            .then_some(found.resource)
            .flatten()
            .and_then(|number| self.resources.get(number))
            .map(|resource| resource.at.clone());
        self.anchored(file, own.as_ref().unwrap_or(&resource), fragment)
            .map(Some)
            .ok_or_else(|| self.dangling(found, file, &Pointer::root()))
    }

    /// What a pointer means: within the resource that the reference stands in, else in the file.
    fn pointed(
        &self,
        found: &Found,
        file: u32,
        resource: Pointer,
        within: &Pointer,
    ) -> Result<Spot, Diagnostic> {
        let own = found.resource.and_then(|number| self.resources.get(number));
        let own = own.filter(|own| own.file == file && found.text.starts_with('#'));
        let candidates = [own.map(|own| own.at.clone()), Some(resource)];
        let spots = candidates.into_iter().flatten();
        let mut spots = spots.map(|base| (file, base.join(within.tokens().iter().cloned())));
        spots
            .find(|spot| self.exists(spot))
            .ok_or_else(|| self.dangling(found, file, within))
    }

    fn anchored(&self, file: u32, resource: &Pointer, name: &str) -> Option<Spot> {
        let anchors = &self.all.get(file as usize)?.names.anchors;
        let places = anchors.get(name)?;
        let first = places.first().map(|(_, at)| at);
        Some((file, places.get(resource).or(first)?.clone()))
    }

    /// What an address means that a schema gives itself.
    fn by_id(&self, address: &str, found: &Found) -> Option<Spot> {
        if self.ids.is_empty() {
            return None;
        }
        let base = match found.resource.and_then(|number| self.resources.get(number)) {
            Some(resource) => resource.uri.as_str(),
            None => self.all.get(found.file as usize)?.names.own.as_str(),
        };
        let uri = names::join(base, address);
        self.ids
            .get(&uri)
            .or_else(|| self.ids.get(address))
            .cloned()
    }

    /// Whether a reference is the name of a schema without the way to it.
    fn is_bare_name(&self, address: &str, found: &Found) -> bool {
        let schema = Pointer::of(["components", "schemas", address]);
        !found.text.contains(['#', '/', '.']) && self.exists(&(0, schema))
    }

    fn remote(&self, found: &Found) -> Diagnostic {
        let at = self.location(&(found.file, found.holder.child(&found.key)));
        Diagnostic::error(
            "remote-reference",
            at,
            format!(
                "`{}` is not on this machine, and nothing is fetched",
                excerpt(&found.text)
            ),
        )
        .help("download the file into the folder of the document, and refer to it there")
    }

    fn dangling(&self, found: &Found, file: u32, at: &Pointer) -> Diagnostic {
        let place = self.location(&(found.file, found.holder.child(&found.key)));
        let text = excerpt(&found.text);
        let message = if file == found.file {
            format!("there is nothing at `{text}`")
        } else {
            format!("the file is there, but nothing at `{text}`")
        };
        let (address, fragment) = found.text.split_once('#').unwrap_or(("", &found.text));
        // Searching costs time, which is not worth it for each of thousands.
        let few = self.broken.iter().count() < MAX_HELPED;
        let near = self
            .tree(file)
            .filter(|_| few)
            .and_then(|tree| nearest(tree, at, fragment, found.kind));
        let help = match near {
            Some(near) => format!("did you mean `{address}{}`?", near.reference()),
            None => "correct the reference, or add what it points to".to_owned(),
        };
        Diagnostic::error("dangling-reference", place, message).help(help)
    }
}
