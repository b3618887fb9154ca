//! The token goes to the server, and nowhere else.

use client_tests::TOKEN;
use paperspace::Client;

use crate::support::project;

#[tokio::test]
async fn the_token_is_never_shown() {
    let (server, client, id) = project().await;
    let builder = Client::builder().token(TOKEN).base_url(server.url());
    let call = client.get_project(&id);
    let error = client.get_project("unknown").send().await.unwrap_err();
    let pages = client.list_project_secrets(&id).pages();
    let shown = [
        format!("{builder:?} {builder:#?}"),
        format!("{client:?} {client:#?}"),
        format!("{call:?} {call:#?}"),
        format!("{pages:?}"),
        format!("{error} {error:?} {error:#?}"),
    ];
    for text in shown {
        assert!(!text.contains(TOKEN), "{text}");
    }
    assert!(call.send().await.is_ok(), "the token was sent all the same");
}
