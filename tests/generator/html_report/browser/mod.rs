//! `report.html` in a browser: what a person does with it, and what hostile words cannot do.

mod found;
mod session;

use std::{io::Read as _, net::TcpListener, time::Duration};

use serde_json::{Value, json};
use thirtyfour::Key;

use super::{hostile, page};
use crate::run::real_inputs;
use session::Session;

fn real() -> Session {
    Session::open(&page(&real_inputs()))
}

fn list(value: &Value) -> Vec<String> {
    let items = value.as_array().expect("a list");
    let text = |item: &Value| {
        item.as_str()
            .map_or_else(|| item.to_string(), str::to_owned)
    };
    items.iter().map(text).collect()
}

#[test]
#[ignore = "needs chromium and chromedriver"]
fn opens_from_disk_and_asks_for_nothing() {
    let session = real();
    session.picture("light");
    assert_eq!(session.log("browser"), Vec::<String>::new());
    let requests = session.requests();
    let own = |address: &String| address.starts_with("file://") || address == "about:blank";
    assert!(requests.iter().all(own), "{requests:?}");
    // Its policy forbids what a script that got in would do.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let address = format!("http://127.0.0.1:{port}/");
    let attempt = format!(
        "(() => {{ const image = new Image(); image.src = {address:?}; document.body.append(image);
        const frame = document.createElement('iframe'); frame.src = {address:?}; document.body.append(frame);
        return fetch({address:?}).then(() => 'sent', () => 'refused'); }})()"
    );
    assert_eq!(session.say(&attempt), "refused");
    let markup = "(() => { const el = document.createElement('div');
        try { el.innerHTML = '<b>x</b>'; return 'taken'; } catch { return 'refused'; } })()";
    assert_eq!(session.say(markup), "refused");
    // The browser may connect before it asks the policy; nothing may be sent.
    listener.set_nonblocking(true).expect("it does not wait");
    while let Ok((mut connection, _)) = listener.accept() {
        connection.set_nonblocking(false).expect("it waits");
        let patience = Some(Duration::from_millis(500));
        connection.set_read_timeout(patience).expect("a time");
        let mut sent = [0; 16];
        assert_eq!(
            connection.read(&mut sent).unwrap_or(0),
            0,
            "something was sent"
        );
    }
}

#[test]
#[ignore = "needs chromium and chromedriver"]
fn a_click_shows_the_evidence() {
    let session = real();
    let id = "limits:listProjects.query.limit.minimum";
    session.click(&format!(".why a[href='#{id}']"));
    assert_eq!(session.say("evidence().map((el) => el.id).join()"), id);
    session.picture("evidence");
    let lines = list(&session.ask("texts([...evidence()[0].querySelectorAll('mark')])"));
    assert_eq!(lines[1], "limit integer 1 – 120 optional");
    let text = session.say("evidence()[0].textContent");
    for part in [
        "spec/openapi.yaml:",
        "spec/reference/projects.txt:23",
        "minimum 1",
        "taken",
    ] {
        assert!(text.contains(part), "{part} is missing: {text}");
    }
    assert_eq!(session.say("location.hash"), format!("#{id}"));
    session.press_key(Key::Escape);
    assert_eq!(session.count("evidence().length"), 0);
    assert_eq!(
        session.say("document.activeElement.getAttribute('href')"),
        format!("#{id}")
    );
    // A decision says who decided, and why.
    session.click(".why a.decision");
    let text = session.say("evidence()[0].textContent");
    for part in ["spec/decisions.toml:", "identifiers are counted", "example"] {
        assert!(text.contains(part), "{part} is missing: {text}");
    }
    session.click("#close");
    assert_eq!(session.count("evidence().length"), 0);
}

#[test]
#[ignore = "needs chromium and chromedriver"]
fn a_link_leads_to_a_finding() {
    let session = real();
    for id in [
        "required:Model.id",
        "inferred-nesting:GET /projects/{id}/deployments 200 items[].latestSpec.metadata.userId",
    ] {
        session.go_to(&format!("#{id}"));
        let found =
            session.say("evidence().map((el) => el.querySelector('h3').textContent).join()");
        assert_eq!(found, id);
        let row = "(() => { const row = document.querySelector('.r.current');
            const at = row.getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight; })()";
        assert_eq!(
            session.ask(row),
            json!(true),
            "the row of {id} is not in sight"
        );
    }
}

#[test]
#[ignore = "needs chromium and chromedriver"]
fn filters_leave_their_rows() {
    let session = real();
    let all = session.count("shown().length");
    assert!(all > 300);
    let rules =
        list(&session.ask("[...document.getElementById('rule').options].map((o) => o.value)"));
    assert!(rules.len() > 15);
    for rule in rules.iter().filter(|rule| !rule.is_empty()) {
        let of_rule = format!("rows().filter((row) => rulesOf(row).includes({rule:?}))");
        let wanted = session.count(&format!("{of_rule}.length"));
        let findings = session.count(&format!(
            "document.querySelectorAll('article[data-rule={rule:?}]').length"
        ));
        session.ask(&format!("choose('rule', {rule:?})"));
        assert_eq!(session.count("shown().length"), wanted, "{rule}");
        let others = format!("shown().filter((row) => !rulesOf(row).includes({rule:?})).length");
        assert_eq!(session.count(&others), 0, "{rule}");
        let counts = session.say("document.getElementById('counts').textContent");
        assert!(
            counts.starts_with(&format!("{findings} of 210 findings")),
            "{rule}: {counts}"
        );
        assert!(
            counts.contains(&format!("{wanted} row")),
            "{rule}: {counts}"
        );
    }
    session.picture("filtered");
    session.ask("choose('rule', '')");
    session.ask("choose('outcome', 'decision')");
    assert_eq!(
        session.count("shown().filter((row) => !outcomesOf(row).includes('decision')).length"),
        0
    );
    let counts = session.say("document.getElementById('counts').textContent");
    assert!(counts.starts_with("1 of 210 findings"), "{counts}");
    session.ask("choose('outcome', 'open')");
    assert_eq!(session.count("shown().length"), 0);
    assert_eq!(
        session.ask("visible(document.getElementById('nothing'))"),
        json!(true)
    );
    session.ask("choose('outcome', '')");
    session.ask("choose('differences', true)");
    assert_eq!(
        session.count("shown().filter((row) => row.classList.contains('same')).length"),
        0
    );
    assert!(session.count("shown().length") > 200);
    session.click("#reset");
    assert_eq!(session.count("shown().length"), all);
}

#[test]
#[ignore = "needs chromium and chromedriver"]
fn search_finds_operations_fields_and_words() {
    let session = real();
    let search = |words: &str| {
        session.click("#search");
        session.ask("(() => { document.getElementById('search').value = ''; return true; })()");
        session.press(words);
        let settled = "new Promise((done) => setTimeout(() => done(shown().length), 400))";
        session.count(settled)
    };
    assert!(search("nodeid") > 0);
    assert_eq!(
        session.count("shown().filter((row) => !searched(row).includes('nodeid')).length"),
        0
    );
    // An operation by its name, with one of its fields.
    assert_eq!(search("listProjects repoUrl"), 1);
    let section = "shown()[0].closest('details.s').querySelector('code').textContent";
    assert_eq!(session.say(section), "listProjects");
    assert!(search("deployments") > 20);
    assert_eq!(search("no such word anywhere"), 0);
    assert_eq!(
        session.ask("visible(document.getElementById('nothing'))"),
        json!(true)
    );
}

#[test]
#[ignore = "needs chromium and chromedriver"]
fn keys_do_what_the_help_says() {
    let session = real();
    session.press("/");
    assert_eq!(session.say("focused()"), "search");
    session.press_key(Key::Escape);
    assert_ne!(session.say("focused()"), "search");
    let at = "shown().filter((row) => rulesOf(row).length > 0).indexOf(document.activeElement)";
    session.press("j");
    assert_eq!(session.ask(at), json!(0));
    session.press("jj");
    assert_eq!(session.ask(at), json!(2));
    session.press("k");
    assert_eq!(session.ask(at), json!(1));
    let cited = "document.activeElement.querySelector('.why a').getAttribute('href').slice(1)";
    let cited = session.say(cited);
    session.press_key(Key::Enter);
    assert_eq!(session.say("evidence().map((el) => el.id).join()"), cited);
    session.press_key(Key::Escape);
    assert_eq!(session.count("evidence().length"), 0);
    assert_eq!(session.ask(at), json!(1), "the focus is where it was");
    session.press("J");
    assert_eq!(session.say("document.activeElement.localName"), "summary");
    session.press("?");
    assert_eq!(
        session.ask("document.getElementById('help').open"),
        json!(true)
    );
    session.picture("help");
    session.press_key(Key::Escape);
    assert_eq!(
        session.ask("document.getElementById('help').open"),
        json!(false)
    );
    // All controls are reached with the keyboard, are seen to have the focus, and have names.
    session.go_to("");
    let mut reached = Vec::new();
    for _ in 0..14 {
        session.press_key(Key::Tab);
        reached.push(session.say("focused()"));
        let outline = session.say("getComputedStyle(document.activeElement).outlineStyle");
        assert_ne!(outline, "none", "{reached:?}");
    }
    for control in [
        "rule",
        "outcome",
        "differences",
        "search",
        "reset",
        "fold",
        "theme",
        "keys",
    ] {
        assert!(
            reached.iter().any(|id| id == control),
            "{control}: {reached:?}"
        );
    }
    assert_eq!(list(&session.ask("nameless()")), Vec::<String>::new());
}

#[test]
#[ignore = "needs chromium and chromedriver"]
fn light_and_dark_can_be_read() {
    let session = real();
    let colours =
        "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.body).color";
    let mut seen = Vec::new();
    for scheme in ["light", "dark"] {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        session.prefer("Emulation.setEmulatedMedia", features);
        seen.push(session.say(colours));
        assert_eq!(
            list(&session.ask("faint()")),
            Vec::<String>::new(),
            "{scheme}"
        );
        session.click(".why a.decision");
        assert_eq!(
            list(&session.ask("faint()")),
            Vec::<String>::new(),
            "{scheme}, evidence"
        );
        session.picture(&format!("evidence-{scheme}"));
        session.click("#close");
        session.press("?");
        assert_eq!(
            list(&session.ask("faint()")),
            Vec::<String>::new(),
            "{scheme}, help"
        );
        session.click("#help-close");
    }
    assert_ne!(seen[0], seen[1]);
    // The switch: auto (dark here), light, dark; it is kept.
    session.click("#theme");
    assert_eq!(session.say(colours), seen[0]);
    session.click("#theme");
    assert_eq!(session.say(colours), seen[1]);
    session.prefer("Emulation.setEmulatedMedia", json!({ "features": [] }));
    session.go_to("");
    assert_eq!(session.say(colours), seen[1]);
}

#[test]
#[ignore = "needs chromium and chromedriver"]
fn fits_a_narrow_screen() {
    let long = "x".repeat(3000);
    for report in [page(&real_inputs()), page(&hostile::inputs(&long))] {
        let session = Session::open(&report);
        let screen = json!({ "width": 360, "height": 700, "deviceScaleFactor": 1, "mobile": true });
        session.prefer("Emulation.setDeviceMetricsOverride", screen);
        session.go_to("");
        assert_eq!(list(&session.ask("tooWide()")), ["360"]);
        session.picture("narrow");
        session.click(".why a");
        assert_eq!(session.count("evidence().length"), 1);
        assert_eq!(list(&session.ask("tooWide()")), ["360"]);
        session.picture("narrow-evidence");
    }
}

#[test]
#[ignore = "needs chromium and chromedriver"]
fn can_be_read_without_script_and_on_paper() {
    let session = real();
    session.prefer("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    for control in ["#bar", "nav"] {
        let seen = format!("visible(document.querySelector({control:?}))");
        assert_eq!(session.ask(&seen), json!(false), "{control}");
    }
    assert!(session.count("shown().length") > 300);
    assert_eq!(
        session.count("[...document.querySelectorAll('article.e')].filter(visible).length"),
        210
    );
    assert_eq!(list(&session.ask("faint()")), Vec::<String>::new());
    session.prefer("Emulation.setEmulatedMedia", json!({ "media": "" }));
    // Without script, the filters are not there, and the rest is.
    session.prefer(
        "Emulation.setScriptExecutionDisabled",
        json!({ "value": true }),
    );
    session.go_to("#required:Model.id");
    session.picture("no-script");
    session.prefer(
        "Emulation.setScriptExecutionDisabled",
        json!({ "value": false }),
    );
    assert_eq!(
        session.ask("visible(document.querySelector('#bar'))"),
        json!(false)
    );
    assert!(session.count("shown().length") > 300);
    assert_eq!(
        session.say("evidence().map((el) => el.id).join()"),
        "required:Model.id"
    );
}

#[test]
#[ignore = "needs chromium and chromedriver"]
fn hostile_words_do_nothing() {
    let session = Session::open(&page(&hostile::inputs("plain words")));
    let known = list(&session.ask("elements()"));
    let together = hostile::TEXTS.join(" ");
    for text in hostile::TEXTS.into_iter().chain([together.as_str()]) {
        session.show(&page(&hostile::inputs(text)));
        session.ask("choose('differences', true)");
        session.click("#search");
        session.press("window");
        session.ask("new Promise((done) => setTimeout(() => done(true), 300))");
        session.click("#reset");
        session.click(".why a");
        session.press_key(Key::Escape);
        session.press("jjk");
        session.press_key(Key::Enter);
        assert_eq!(session.dialog(), None, "{text:?}");
        assert_eq!(session.say("typeof window.hit"), "undefined", "{text:?}");
        let elements = list(&session.ask("elements()"));
        let foreign: Vec<_> = elements.iter().filter(|e| !known.contains(e)).collect();
        assert_eq!(foreign, Vec::<&String>::new(), "{text:?}");
        assert_eq!(
            list(&session.ask("handlers()")),
            Vec::<String>::new(),
            "{text:?}"
        );
        assert_eq!(session.count("document.scripts.length"), 1, "{text:?}");
        assert_eq!(session.log("browser"), Vec::<String>::new(), "{text:?}");
        let requests = session.requests();
        let own = |address: &String| address.starts_with("file://") || address == "about:blank";
        assert!(requests.iter().all(own), "{text:?}: {requests:?}");
        session.picture("hostile");
    }
}
