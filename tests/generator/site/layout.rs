//! The choices that a site for documentation makes.

use proptest::prelude::*;

/// What the text of a page stands in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shell {
    Main,
    Article,
    Role,
    /// Nothing but boxes, with the menus beside.
    Bare,
}

/// How the method and the title of an operation are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Heading {
    Plain,
    /// The method in a badge, and a link to the heading.
    Badge,
    /// Two boxes side by side.
    Boxes,
}

/// How a property, parameter or member is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row {
    /// A box with a part for each word.
    Parts,
    /// A box for each part.
    Boxes,
    /// `dt` and `dd`
    Definition,
    /// An item of a list.
    Item,
    /// A row of a table.
    Table,
    Paragraph,
    /// A line of text in a box, and the description after a line break.
    Line,
}

/// How the members of an object are opened.
#[derive(Clone, Copy, Debug)]
pub(super) enum Members {
    Details,
    /// A button, and what it opens beside it.
    Button,
    /// A button with a name of what it opens, which is hidden.
    Hidden,
    Shown,
}

/// How samples are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Code {
    Plain,
    /// Words in colours.
    Coloured,
    /// A part for each line, with line ends between.
    Lines,
    /// A part for each line, and nothing between.
    Tokens,
    /// Line breaks.
    Breaks,
    /// The numbers of lines before each line.
    Numbered,
    /// The numbers of lines in a cell beside.
    Gutter,
}

/// Which samples a request has.
#[derive(Clone, Copy, Debug)]
pub(super) enum Samples {
    Curl,
    /// Tabs for languages.
    Tabs,
    /// One after the other, with the language in the class.
    Classes,
}

/// How responses are told apart.
#[derive(Clone, Copy, Debug)]
pub(super) enum Statuses {
    Headings,
    Boxes,
    Tabs,
    Accordion,
}

/// Which classes a property has.
#[derive(Clone, Copy, Debug)]
pub(super) enum Classes {
    Plain,
    /// One more that says whether it is required.
    State,
}

/// All choices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) shell: Shell,
    pub(super) heading: Heading,
    pub(super) row: Row,
    pub(super) members: Members,
    pub(super) code: Code,
    pub(super) samples: Samples,
    pub(super) statuses: Statuses,
    /// No white space between elements.
    pub(super) minified: bool,
    pub(super) classes: Classes,
    /// Sentences have links, pieces of code and entities in them.
    pub(super) marked: bool,
    /// Examples stand with their response, and not after all of them.
    pub(super) examples_inside: bool,
    /// Where random choices begin.
    pub(super) seed: u64,
}

impl Layout {
    /// The plainest one.
    pub(super) const PLAIN: Self = Self {
        shell: Shell::Main,
        heading: Heading::Plain,
        row: Row::Parts,
        members: Members::Details,
        code: Code::Plain,
        samples: Samples::Curl,
        statuses: Statuses::Headings,
        minified: false,
        classes: Classes::Plain,
        marked: false,
        examples_inside: false,
        seed: 1,
    };

    /// Any of them.
    pub(super) fn any() -> impl Strategy<Value = Self> {
        let shell = prop_oneof![
            Just(Shell::Main),
            Just(Shell::Article),
            Just(Shell::Role),
            Just(Shell::Bare)
        ];
        let heading = prop_oneof![
            Just(Heading::Plain),
            Just(Heading::Badge),
            Just(Heading::Boxes)
        ];
        let row = prop_oneof![
            Just(Row::Parts),
            Just(Row::Boxes),
            Just(Row::Definition),
            Just(Row::Item),
            Just(Row::Table),
            Just(Row::Paragraph),
            Just(Row::Line)
        ];
        let members = prop_oneof![
            Just(Members::Details),
            Just(Members::Button),
            Just(Members::Hidden),
            Just(Members::Shown)
        ];
        let code = prop_oneof![
            Just(Code::Plain),
            Just(Code::Coloured),
            Just(Code::Lines),
            Just(Code::Tokens),
            Just(Code::Breaks),
            Just(Code::Numbered),
            Just(Code::Gutter)
        ];
        let samples = prop_oneof![
            Just(Samples::Curl),
            Just(Samples::Tabs),
            Just(Samples::Classes)
        ];
        let statuses = prop_oneof![
            Just(Statuses::Headings),
            Just(Statuses::Boxes),
            Just(Statuses::Tabs),
            Just(Statuses::Accordion)
        ];
        let parts = (shell, heading, row, members, code, samples, statuses);
        let classes = prop_oneof![Just(Classes::Plain), Just(Classes::State)];
        let [a, b, c] = [any::<bool>(); 3];
        let rest = (a, b, c, classes, 1..u64::MAX);
        (parts, rest).prop_map(|(parts, rest)| Self {
            shell: parts.0,
            heading: parts.1,
            row: parts.2,
            members: parts.3,
            code: parts.4,
            samples: parts.5,
            statuses: parts.6,
            minified: rest.0,
            marked: rest.1,
            examples_inside: rest.2,
            classes: rest.3,
            seed: rest.4,
        })
    }
}

/// A small generator of numbers (xorshift).
#[derive(Debug)]
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
