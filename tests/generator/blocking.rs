//! The client without `async` is the other one, method by method, whatever the document.

use std::fs;

use truespec::emit::File;

use crate::{cases, generate::generate};

/// What the client without `async` has in place of a stream: an iterator around it.
const ITERATOR: &str = "crate::runtime::BlockingStream<";

/// A line without what is another one in the other client: where enumerations stand that both have, and
/// what is around streams.
fn plain(line: &str) -> String {
    let mut line = line.replace("operations::", "").replace(",>", ">");
    while let Some((before, after)) = line.split_once(ITERATOR) {
        let end = closing(after);
        line = format!("{before}{}{}", &after[..end], &after[end + 1..]);
    }
    line
}

/// Where the first bracket is that closes more than is opened.
fn closing(text: &str) -> usize {
    let mut open = 0;
    let depth = text.char_indices().map(|(at, c)| {
        open += i32::from(c == '<') - i32::from(c == '>');
        (at, open)
    });
    let mut ends = depth.filter(|(_, depth)| *depth < 0);
    ends.next().expect("a bracket").0
}

/// The public types of a file and, by type, their public functions, without `async`, without layout.
fn surface(files: &[File], path: &str) -> Vec<String> {
    let file = files.iter().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("no {path}"));
    let mut all = Vec::new();
    let mut open: Option<String> = None;
    for line in file.text.lines().map(str::trim) {
        if line.starts_with("impl ") || line.starts_with("pub struct ") {
            all.push(line.trim_end_matches('{').trim().to_owned());
        } else if line.starts_with("pub fn ") || line.starts_with("pub async fn ") {
            open = Some(String::new());
        }
        let Some(signature) = &mut open else { continue };
        let words = line.split_whitespace().filter(|word| *word != "async");
        signature.extend(words);
        if line.ends_with('{') {
            all.push(signature.replace(",)", ")"));
            open = None;
        }
    }
    all.retain(|line| !line.contains("Debug for "));
    all
}

/// The lines about the client and calls. Enumerations of what calls give stand in one of the files, or in
/// both where they hold streams.
fn of_calls(lines: Vec<String>) -> Vec<String> {
    let mut is_of_call = true;
    let mut kept = Vec::new();
    for line in lines {
        if line.starts_with("impl ") {
            is_of_call =
                line == "impl Client" || kept.contains(&line.replace("impl", "pub struct"));
        }
        if is_of_call || line.starts_with("pub struct ") {
            kept.push(plain(&line));
        }
    }
    kept
}

#[test]
fn both_clients_have_the_same_methods_and_setters() {
    let mut compared = 0;
    for folder in cases::folders("generate") {
        let text = fs::read_to_string(folder.join("openapi.yaml")).expect("a case");
        let (_, plan, files) = generate("openapi.yaml", text);
        let files_in = |start: &str| -> Vec<String> {
            let paths = files
                .iter()
                .filter_map(|file| file.path.strip_prefix(start));
            paths.map(str::to_owned).collect()
        };
        let groups = files_in("src/operations/");
        assert_eq!(groups, files_in("src/blocking/"));
        for group in groups.iter().filter(|group| *group != "mod.rs") {
            let [with, without] = ["src/operations/", "src/blocking/"]
                .map(|start| surface(&files, &format!("{start}{group}")));
            let [with, without] = [with, without].map(of_calls);
            assert_eq!(with, without, "{}", folder.display());
            compared += with.len();
        }
        // How clients are made.
        let constructors = |path: &str| -> Vec<String> {
            let all = surface(&files, path);
            let start = all.iter().position(|line| line == "impl Client");
            let of_client = all.iter().skip(start.expect("a client") + 1);
            of_client
                .take_while(|line| line.starts_with("pubfn"))
                .map(|line| line.replace("crate::", ""))
                .collect()
        };
        let with = constructors("src/client.rs");
        assert_eq!(with, constructors("src/blocking/mod.rs"));
        assert!(!with.is_empty() && !plan.groups.is_empty());
    }
    assert!(compared > 200, "{compared}");
}
