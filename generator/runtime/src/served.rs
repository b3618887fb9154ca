//! Calls of operations that are at a server of their own.

use reqwest::Url;

use super::call::Call;
use super::refusals::Refusal;
use super::server::Server;
use super::transport::Shared;

impl Call {
    /// Has the call go to this server, unless the user of the client gave one: that is for all calls. A
    /// reference, such as `/v2`, is relative to the server of the client.
    pub fn served_by(&mut self, url: &'static str) {
        let path = self.path.clone();
        self.finish("server", "", move |shared, outgoing| {
            if let Some(server) = own_server(shared, url)? {
                let query = outgoing.url.query().unwrap_or_default();
                outgoing.url = server.join(&path, query).ok_or_else(|| {
                    let rule = "makes a URL that would be read as another one".to_owned();
                    ("path", rule)
                })?;
            }
            Ok(())
        });
    }
}

/// The server at a URL; `None` where the user gave one for all calls.
fn own_server(shared: &Shared, url: &str) -> Result<Option<Server>, Refusal> {
    let of_all = shared.server.to_string();
    let url = if url.contains("://") {
        let usual = Server::new(shared.api.base_url, true);
        if usual.map_or(true, |usual| usual.to_string() != of_all) {
            return Ok(None);
        }
        url.to_owned()
    } else {
        let resolved = Url::parse(&format!("{of_all}/")).and_then(|base| base.join(url));
        resolved.map_or(of_all, String::from)
    };
    let server = Server::new(&url, shared.allow_http);
    server
        .map(Some)
        .map_err(|reason| ("server", format!("cannot be called: {reason}")))
}
