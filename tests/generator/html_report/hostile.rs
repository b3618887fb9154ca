//! Text that would like to be markup or script, in every place of the document, the page and the
//! decisions.

use similar::TextDiff;
use truespec::{
    diagnostic::Source,
    pipeline::{Inputs, Recordings},
};

use super::{page, parsed::Parsed};

/// What comes from the inputs, where any text can stand.
pub(super) const TEXTS: [&str; 15] = [
    "</script><script>window.hit=1</script>",
    "\"><img src=x onerror=window.hit=1>",
    "' onmouseover='window.hit=1",
    "\" autofocus tabindex=1 onfocus=\"window.hit=1",
    "javascript:window.hit=1",
    "<a href=javascript:window.hit=1>here</a>",
    "line\u{2028}and paragraph\u{2029}end",
    "\u{202e}gpj.exe\u{202c} \u{2066}isolated",
    "nul\0and bell\u{7}and delete\u{7f}",
    "]]> <![CDATA[ <!-- -->",
    "{{7*7}} ${window.hit=1} `window.hit=1`",
    "</title></style></textarea></pre></template><svg onload=window.hit=1>",
    "&lt;b&gt; &#60;i&#62; &amp;",
    "<base href=//example.com><meta http-equiv=refresh content=0>",
    "<form id=search><input name=location></form>",
];

const DOCUMENT: &str = r##"{
  "openapi": "3.0.3",
  "info": { "title": "@title@", "version": "@version@", "description": "@about@" },
  "servers": [{ "url": "https://api.example.com/v1", "description": "@server@" }],
  "security": [{ "=scheme=": ["=scope="] }],
  "tags": [{ "name": "@tag@", "description": "@tag about@" }],
  "paths": {
    "/=path=/{id}": {
      "get": {
        "tags": ["@tag@"],
        "operationId": "@operation@",
        "summary": "@summary@",
        "description": "@description@",
        "parameters": [
          { "in": "path", "name": "id", "required": true, "description": "@id@", "schema": { "type": "string", "pattern": "@pattern@" } },
          { "in": "query", "name": "=query=", "description": "@query@", "schema": { "type": "string", "format": "@format@", "enum": ["@one@", "@two@"], "default": "@one@" } },
          { "in": "query", "name": "=gone=", "description": "@gone@", "schema": { "type": "string" } }
        ],
        "requestBody": { "description": "@body@", "content": { "application/=media=": { "schema": { "$ref": "#/components/schemas/§schema§" } } } },
        "responses": {
          "200": {
            "description": "@response@",
            "headers": { "=header=": { "description": "@header@", "schema": { "type": "string" } } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/§schema§" } } }
          }
        }
      },
      "post": { "operationId": "@other@", "responses": { "default": { "description": "@no@" } } }
    }
  },
  "components": {
    "securitySchemes": { "=scheme=": { "type": "apiKey", "in": "header", "name": "=key=", "description": "@scheme@" } },
    "schemas": {
      "=schema=": {
        "type": "object",
        "description": "@schema@",
        "properties": {
          "=property=": { "type": "string", "description": "@property@", "format": "@other format@" },
          "=lost=": { "description": "@lost@", "oneOf": [{ "type": "integer" }, { "type": "object", "title": "@a title@", "properties": { "=inner=": { "type": "string", "example": "@example@" } } }] }
        }
      }
    }
  }
}"##;

const PAGE: &str = "@page title@

Base URL https://api.example.com/v1

GET @page summary@

/=path=/{id}
Authorizations: =way=
Http: =kind=

@page scheme@

@page description@

Path Parameters

id string required

@page id@

Query Parameters

=query= string (=page-format=), one of: =three= optional

@page query@

Default: =three=
=new= string optional

@page new@

curl -X GET \\
  \"https://api.example.com/v1/things/{id}\"

Responses

200

@page response@

=property= string required

@page property@

=zone= integer optional

@page zone@

{
  \"=property=\": \"@shown@\",
  \"=zone=\": 1
}

We can't find any results for your search.

Try using different keywords or simplifying your search terms.
";

const DECISIONS: &str = r#"[[decision]]
rule = "property-only-in-document"
take = "document"
because = "@because@"
"#;

/// Inputs with a text in every place: `@…@` takes any, `=…=` only what has no blanks, since names
/// and paths of pages have none, and `§…§` refers to such a name. Each place also has a word of its own.
pub(super) fn inputs(hostile: &str) -> Inputs {
    let fill = |template: &str, is_json: bool| {
        let solid: String = hostile.chars().filter(|c| !c.is_whitespace()).collect();
        let solid = solid.replace([',', '(', ')', '=', '{', '}'], "");
        let lines = template.lines().map(|line| {
            let name = |own: &str| escape(&format!("{solid}-{own}"), is_json);
            let text = |own: &str| escape(&format!("{hostile} {own}"), is_json);
            let target = |own: &str| name(own).replace('~', "~0").replace('/', "~1");
            let line = replace(&replace(line, '§', target), '=', name);
            replace(&line, '@', text)
        });
        lines.map(|line| line + "\n").collect::<String>()
    };
    let fill_page = |template: &str| {
        let (table, example) = template.split_once("\n{\n").expect("an example");
        let (example, end) = example.split_once("\n}\n").expect("an end");
        let table = fill(table, false);
        format!("{table}{{\n{}}}\n{}", fill(example, true), fill(end, false))
    };
    Inputs {
        document: Source::new(format!("{hostile} openapi.json"), fill(DOCUMENT, true)),
        pages: vec![Source::new(format!("{hostile} page.txt"), fill_page(PAGE))],
        decisions: Some(Source::new(
            format!("{hostile} decisions.toml"),
            fill(DECISIONS, true),
        )),
        extends: "openapi.json".to_owned(),
        recordings: Recordings::default(),
    }
}

fn escape(text: &str, is_json: bool) -> String {
    if !is_json {
        return text.to_owned();
    }
    let quoted = serde_json::to_string(text).expect("a text");
    quoted[1..quoted.len() - 1].replace('\u{7f}', "\\u007f")
}

/// Replaces what stands between two marks.
fn replace(line: &str, mark: char, with: impl Fn(&str) -> String) -> String {
    let mut parts = line.split(mark);
    let mut text = parts.next().unwrap_or_default().to_owned();
    while let (Some(own), rest) = (parts.next(), parts.next()) {
        if let Some(rest) = rest {
            text += &with(own);
            text += rest;
        } else {
            text.push(mark);
            text += own;
        }
    }
    text
}

/// Elements and attributes are those of the report of plain words, one by one and in their places.
#[test]
fn stays_text() {
    let plain = Parsed::of(&page(&inputs("plain words")));
    let long = "x".repeat(5000);
    for hostile in TEXTS.into_iter().chain([long.as_str()]) {
        let report = page(&inputs(hostile));
        let parsed = Parsed::of(&report);
        let (wanted, own) = (plain.skeleton(), parsed.skeleton());
        let difference = TextDiff::from_lines(&wanted, &own);
        let difference = difference.unified_diff().context_radius(6).to_string();
        assert!(difference.is_empty(), "{hostile:?}:\n{difference}");
        for link in parsed.attributes("href") {
            assert!(
                link.starts_with('#'),
                "{hostile:?} became the address {link:?}"
            );
        }
        for value in parsed.attributes("id") {
            let good =
                |c: char| c.is_ascii_alphanumeric() || "-_.:/%~{}[]()@,;!*$+=?|^".contains(c);
            assert!(
                value.chars().all(good),
                "{hostile:?} became the id {value:?}"
            );
        }
        // It would be easy to stay safe by showing nothing.
        let seen = parsed.text();
        let shown: String = hostile
            .chars()
            .map(|c| match c {
                c if c.is_control() || "\u{2028}\u{2029}\u{202c}\u{202e}\u{2066}".contains(c) => {
                    format!("‹U+{:04X}›", c as u32)
                }
                c => c.to_string(),
            })
            .collect();
        for own in [
            "title",
            "about",
            "summary",
            "response",
            "because",
            "page summary",
            "page zone",
        ] {
            let wanted = format!("{shown} {own}");
            assert!(seen.contains(&wanted), "{wanted:?} is not shown");
        }
        for c in ['\0', '\u{7}', '\u{2028}', '\u{202e}', '\u{2066}'] {
            assert!(!report.contains(c), "{c:?} is in the file");
        }
    }
}
