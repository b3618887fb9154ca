//! Where the service is.

use super::{Lowering, node::Node};

impl<'d> Lowering<'d> {
    /// The URL of the first server, with the defaults of its variables.
    pub(super) fn base_url(&mut self, root: &Node<'d>) -> Option<String> {
        let servers = root.items("servers");
        let server = servers.first()?;
        let mut url = server.text("url")?.to_owned();
        for (name, variable) in server.entries("variables") {
            if let Some(default) = variable.text("default") {
                url = url.replace(&format!("{{{name}}}"), default);
            }
        }
        let absolute = url.starts_with("https://") || url.starts_with("http://");
        if !absolute || url.contains(['{', '}']) {
            self.warn(
                "server-not-absolute",
                server,
                format!("`{url}` is not a complete URL: users must give one themselves"),
                "give the first server an absolute URL, and its variables defaults",
            );
            return None;
        }
        Some(url.trim_end_matches('/').to_owned())
    }
}
