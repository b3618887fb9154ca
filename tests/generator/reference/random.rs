//! Random schemas, printed as a page prints them, must be read back: every line stands where it
//! stood, or is marked as inferred or open.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use serde_json::{Map, Value};
use truespec::{
    diagnostic::Source,
    reference::{self, Kind, Members, Placement, Property, Type},
};

/// The level on which the printed page stops to show tables.
const LIMIT: usize = 3;

/// A small generator of numbers (xorshift), the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// A property: the line that it is printed in, whether it is an array, required, described; what it contains.
struct Node {
    line: Cell<usize>,
    required: bool,
    described: bool,
    array: bool,
    members: Option<BTreeMap<String, Node>>,
}

fn object(random: &mut Random, depth: usize) -> BTreeMap<String, Node> {
    const NAMES: [&str; 12] = [
        "data", "Extra", "from", "id", "items", "kind", "link", "name", "owner", "size", "state",
        "zone",
    ];
    let described = random.below(4) > 0;
    let mut members = BTreeMap::new();
    for _ in 0..=random.below(6) {
        let name = NAMES[usize::try_from(random.below(12)).unwrap()];
        let nested = depth < 4 && random.below(3) == 0;
        let node = Node {
            line: Cell::new(0),
            required: random.below(2) == 0,
            described,
            array: random.below(4) == 0,
            members: nested.then(|| object(random, depth + 1)),
        };
        members.insert(name.to_owned(), node);
    }
    members
}

fn print(out: &mut String, members: &BTreeMap<String, Node>, level: usize) {
    for (name, node) in members {
        let ty = match (&node.members, node.array) {
            (Some(_), true) => "array of object",
            (Some(_), false) => "object",
            (None, true) => "array of integer",
            (None, false) => "string",
        };
        node.line.set(out.matches('\n').count() + 1);
        let required = if node.required {
            "required"
        } else {
            "optional"
        };
        writeln!(out, "{name} {ty} {required}").unwrap();
        if node.described {
            writeln!(out, "\nThe {name}\n").unwrap();
        }
        if let Some(members) = &node.members {
            if level == LIMIT {
                writeln!(out, "Additional nested properties not shown. Refer to the full API spec for details.").unwrap();
            } else {
                writeln!(out, "Show child properties").unwrap();
                print(out, members, level + 1);
            }
        }
    }
}

/// Leaves out optional objects whole.
fn example(members: &BTreeMap<String, Node>) -> Value {
    let mut map = Map::new();
    for (name, node) in members {
        let value = match &node.members {
            Some(_) if !node.required => continue,
            Some(members) => example(members),
            None if node.array => Value::from(1),
            None => Value::from("string"),
        };
        let value = if node.array {
            Value::from(vec![value])
        } else {
            value
        };
        map.insert(name.clone(), value);
    }
    Value::Object(map)
}

/// Compares, and counts the lines that are certain.
fn compare(
    seed: u64,
    wanted: &BTreeMap<String, Node>,
    ty: &Type,
    open: &BTreeSet<usize>,
    level: usize,
) -> usize {
    let properties = match &ty.kind {
        Kind::Array(item) => return compare(seed, wanted, item, open, level),
        Kind::Object(Members::Listed(properties)) => properties,
        Kind::Object(Members::Elided) if level > LIMIT => return 0,
        other => panic!("seed {seed}: {other:?}"),
    };
    let certain = |p: &&Property| p.placement == Placement::Certain;
    let mut count = 0;
    for property in properties.iter().filter(certain) {
        let name = &property.name;
        let Some(node) = wanted.get(&name.text) else {
            panic!("seed {seed}: `{}` is said to be certain", name.text);
        };
        assert_eq!(
            name.at.line(),
            node.line.get(),
            "seed {seed}: `{}`",
            name.text
        );
        count += 1;
        if let Some(members) = &node.members {
            count += compare(seed, members, &property.ty, open, level + 1);
        }
    }
    for (name, node) in wanted {
        let found = properties
            .iter()
            .any(|p| p.name.at.line() == node.line.get());
        assert!(
            found || open.contains(&node.line.get()),
            "seed {seed}: `{name}` is missing, and not marked"
        );
    }
    count
}

/// The lines that are not certain.
fn uncertain(ty: &Type, lines: &mut BTreeSet<usize>) {
    match &ty.kind {
        Kind::Array(item) => uncertain(item, lines),
        Kind::Object(Members::Listed(properties)) => {
            for property in properties {
                if property.placement != Placement::Certain {
                    lines.insert(property.name.at.line());
                }
                uncertain(&property.ty, lines);
            }
        }
        _ => {}
    }
}

#[test]
fn printed_schemas_are_read_back() {
    let (mut all, mut certain) = (0, 0);
    for seed in 1..=1500 {
        let mut random = Random(u64::wrapping_mul(seed, 0x9E37_79B9_7F4A_7C15));
        let wanted = object(&mut random, 0);
        let mut table = String::from("Things\n\nGET Get it\n\n/it\n\nResponses\n\n200\n\nOk\n\n");
        print(&mut table, &wanted, 0);
        let example = serde_json::to_string_pretty(&example(&wanted)).unwrap();
        let source = Source::new("page.txt", format!("{table}{example}\n"));
        let (pages, _) = reference::read(std::slice::from_ref(&source)).unwrap_or_else(|errors| {
            panic!("seed {seed}:\n{errors}\n{}", source.text());
        });
        let body = pages[0].operations[0].responses[0].body.as_ref().unwrap();
        let mut open = BTreeSet::new();
        uncertain(&body.ty, &mut open);
        certain += compare(seed, &wanted, &body.ty, &open, 0);
        all += pages[0].counts.properties;
    }
    // Not a matter of taste: a search that calls too little certain is of no use.
    assert!(certain * 100 > all * 75, "{certain} of {all}");
}
