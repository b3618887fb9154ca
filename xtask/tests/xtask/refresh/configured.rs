//! What the configuration and the file of what came last say, and what is wrong with them.

use super::Site;

#[test]
fn a_wrong_section_is_refused_with_its_line() {
    let cases = [
        "reference = [\"https://docs.example.com/a\"]",
        "reference = [\"https://docs.example.com/a\", \"https://docs.example.com/a#b\"]",
        "openapi = \"docs.example.com/api.yaml\"",
        "openapi = \"http://docs.example.com/api.yaml\"",
        "openapi = \"file:///etc/passwd\"",
        "openapi = \"https://me:secret@docs.example.com/\"",
        "openapi = \"https://docs.example.com/\"\nheaders = { Cookie = \"a=b\" }",
        "openapi = \"https://docs.example.com/\"\nheaders = { \"a b\" = \"c\" }",
        "openapi = \"https://docs.example.com/\"\nretries = 3",
        "timeout-seconds = 1",
        "openapi = \"https://docs.example.com/\"\ntimeout-seconds = 0",
    ];
    let site = Site::new();
    let config = site.place.read("codegen.toml");
    let (start, _) = config.split_once("[sources]\n").unwrap();
    let mut all = String::new();
    for case in cases {
        site.place
            .write("codegen.toml", &format!("{start}[sources]\n{case}\n"));
        all += &site.refresh(&[]).ends_with(2).errors;
    }
    site.place.write("codegen.toml", start);
    all += &site.refresh(&[]).ends_with(2).errors;
    assert!(!all.contains("secret@"), "{all}");
    insta::assert_snapshot!(all);
    assert_eq!(site.server.take_requests(), [""; 0]);
}

#[test]
fn what_came_last_is_not_believed_where_it_cannot_be_read() {
    let site = Site::new();
    site.refresh(&[]).ends_with(0);
    let lock = site.place.read("codegen.lock");
    site.place.write(
        "codegen.lock",
        &lock.replace("format = 1", "format = \"a\""),
    );
    let ended = site.refresh(&[]).ends_with(2);
    assert!(ended.errors.contains("codegen.lock:3:"), "{}", ended.errors);
    let unsendable = lock.replace("etag = '\"1\"'", "etag = \"a\\nb\"");
    assert_ne!(unsendable, lock);
    site.place.write("codegen.lock", &unsendable);
    let ended = site.refresh(&[]).ends_with(2);
    let line = unsendable.lines().position(|l| l.starts_with("etag"));
    let place = format!("codegen.lock:{}:", line.expect("a line") + 1);
    assert!(ended.errors.contains("sources-lock"), "{}", ended.errors);
    assert!(ended.errors.contains(&place), "{}", ended.errors);
    // A file of another version: everything is got again.
    site.server.take_requests();
    site.place
        .write("codegen.lock", &lock.replace("format = 1", "format = 0"));
    site.refresh(&[]).ends_with(0);
    assert!(
        site.server
            .take_requests()
            .iter()
            .all(|r| !r.contains("if-"))
    );
    assert_eq!(site.place.read("codegen.lock"), lock);
}

#[test]
fn a_configuration_is_not_overwritten_by_what_came_last() {
    let site = Site::new();
    let config = site.place.read("codegen.toml");
    site.place.write("my.lock", &config);
    let options = ["refresh", "--config", "my.lock", "--force"];
    let ended = site.place.run(&options).ends_with(2);
    assert!(ended.errors.contains("config-name"), "{}", ended.errors);
    assert_eq!(site.place.read("my.lock"), config);
}

#[test]
fn another_address_is_asked_in_full() {
    let site = Site::new();
    site.refresh(&[]).ends_with(0);
    let config = site.place.read("codegen.toml");
    site.place.write(
        "codegen.toml",
        &config.replace("/api.yaml\"", "/api.yaml?v=2\""),
    );
    site.server.on(
        "/api.yaml?v=2",
        super::Reply::of("application/yaml", super::DOCUMENT.as_bytes()),
    );
    site.server.take_requests();
    site.refresh(&[]).ends_with(0);
    let asked = site.server.take_requests();
    assert!(!asked[0].contains("if-none-match"), "{}", asked[0]);
    assert!(site.place.read("codegen.lock").contains("/api.yaml?v=2"));
}
