//! What was found, reached from the search and by the keys.

use serde_json::json;

use super::real;

/// The id of a finding leads to its row.
#[test]
#[ignore = "needs chromium and chromedriver"]
fn the_search_for_a_finding_shows_its_row() {
    let session = real();
    session.click("#search");
    session.press("required:Project.name");
    let settled = "new Promise((done) => setTimeout(() => done(shown().length), 400))";
    let rows = session.count(settled);
    assert!(rows > 0);
    let id = "#required:Project.name";
    let others = format!("shown().filter((row) => !row.querySelector('.why a[href^={id:?}]'))");
    assert_eq!(session.count(&format!("{others}.length")), 0);
    let counts = session.say("document.getElementById('counts').textContent");
    assert!(!counts.contains("· 0 "), "{counts}");
}

/// Where the keys stop, there is evidence.
#[test]
#[ignore = "needs chromium and chromedriver"]
fn each_stop_of_the_keys_has_evidence() {
    let session = real();
    let stops = "(() => { const key = (key) => document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true }));
        const counts = [];
        for (let stop = 0; stop < 20; stop += 1) {
            key('j'); key('Enter'); counts.push(evidence().length); key('Escape');
        }
        return counts; })()";
    assert_eq!(session.ask(stops), json!(vec![1; 20]));
}
