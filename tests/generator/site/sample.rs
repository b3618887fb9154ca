//! Samples of code as highlighters write them.

use truespec::reference::Operation;

use super::{
    layout::Code,
    markup::{Node, element, escaped},
    render::Site,
};

/// A request for curl, and one in another language.
pub(super) fn request(operation: &Operation) -> (String, String) {
    let (method, path) = (operation.method.as_str(), &operation.path.text);
    let mut lines = vec![
        format!("curl -X {method} \\"),
        "  -H \"Authorization: Bearer $API_TOKEN\" \\".to_owned(),
    ];
    let example = operation
        .request_body
        .as_ref()
        .and_then(|b| b.example.as_ref());
    if let Some(example) = example {
        let json = serde_json::to_string_pretty(&example.value).unwrap();
        lines.push(format!("  -d '{json}' \\"));
    }
    lines.push(format!("  \"https://api.example.com{path}\""));
    let python = format!(
        "import requests\n\nrequests.request(\n    \"{method}\",\n    \"https://api.example.com{path}\",\n)"
    );
    (lines.join("\n"), python)
}

/// A sample, with a button to copy it.
pub(super) fn of(site: &mut Site, language: &str, code: &str) -> Node {
    let class = if language.is_empty() {
        String::new()
    } else {
        format!("class=\"language-{language}\"")
    };
    let lines: Vec<&str> = code.lines().collect();
    let inner = match site.layout.code {
        Code::Plain | Code::Gutter => escaped(code),
        Code::Coloured => lines
            .iter()
            .map(|l| coloured(l))
            .collect::<Vec<_>>()
            .join("\n"),
        Code::Lines => each(&lines, "<span class=\"line\">", "</span>", "\n"),
        Code::Tokens => each(&lines, "<span class=\"token-line\">", "</span>", ""),
        Code::Breaks => each(&lines, "", "<br>", ""),
        Code::Numbered => lines
            .iter()
            .enumerate()
            .map(|(n, line)| {
                let number = format!("<span class=\"line-number\">{}</span>", n + 1);
                format!("{number}{}", coloured(line))
            })
            .collect::<Vec<_>>()
            .join("\n"),
    };
    let code = element("code", &class, [Node::Raw(inner)]);
    let pre = element("pre", "", [code]);
    let copy = element("button", "class=\"copy\"", [Node::Raw("Copy".to_owned())]);
    if matches!(site.layout.code, Code::Gutter) {
        let numbers: Vec<_> = (1..=lines.len()).map(|n| n.to_string()).collect();
        let numbers = element("pre", "", [Node::Raw(numbers.join("\n"))]);
        let gutter = element("td", "class=\"linenos\"", [numbers]);
        let cells = [gutter, element("td", "class=\"code\"", [pre])];
        let table = element("table", "class=\"highlight\"", [element("tr", "", cells)]);
        return element("div", "", [table, copy]);
    }
    element("div", "class=\"code-block\"", [pre, copy])
}

fn each(lines: &[&str], before: &str, after: &str, between: &str) -> String {
    let lines: Vec<_> = lines
        .iter()
        .map(|line| format!("{before}{}{after}", coloured(line)))
        .collect();
    lines.join(between)
}

/// A line whose words are elements, as they are for colours.
fn coloured(line: &str) -> String {
    let mut html = String::new();
    for piece in line.split_inclusive([' ', ',', ':', '{', '"']) {
        if piece.trim().is_empty() {
            html.push_str(piece);
        } else {
            html.extend(["<span class=\"hljs-x\">", &escaped(piece), "</span>"]);
        }
    }
    html
}
