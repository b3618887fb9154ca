//! Unions as they are written: their variants, and what tells these apart.

use super::{
    item::{RustType, Shown},
    text::Block,
};

/// An open union.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Vec<Block>,
    /// The member of an object that says which variant it is.
    pub discriminator: Option<String>,
    /// Whether that member holds a number or a boolean.
    pub literal_tags: bool,
    /// Its variants, most specific first.
    pub variants: Vec<Variant>,
    /// The objects that only their members tell apart, each with its variant.
    pub objects: Vec<(usize, Members)>,
    /// The variant of anything else.
    pub other: String,
    /// What `Debug` shows of anything else.
    pub other_shown: Shown,
}

impl Union {
    /// Whether `Debug` shows all of it.
    #[must_use]
    pub fn is_shown_whole(&self) -> bool {
        let mut variants = self.variants.iter().map(|variant| variant.shown);
        self.other_shown == Shown::Whole && variants.all(|shown| shown == Shown::Whole)
    }

    /// Whether it writes the tag of a variant that does not have it.
    #[must_use]
    pub fn writes_tags(&self) -> bool {
        self.variants.iter().any(|variant| variant.writes_tag)
    }

    /// Whether a variant is chosen by its members.
    #[must_use]
    pub fn is_chosen(&self, variant: usize) -> bool {
        self.objects.iter().any(|(at, _)| *at == variant)
    }
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub value: RustType,
    /// What `Debug` shows of that.
    pub shown: Shown,
    /// What JSON it can be at all.
    pub json: Json,
    /// The values of the discriminator that mean it.
    pub tags: Vec<String>,
    /// Whether the first tag is written where the value does not have it.
    pub writes_tag: bool,
    /// The texts that it is, where other texts are another variant.
    pub texts: Vec<String>,
    /// The variant of anything else, where it holds a union itself: such a value is not taken.
    pub inner_other: Option<String>,
}

/// A kind of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Json {
    /// An object.
    Object,
    /// An array.
    Array,
    /// A text.
    String,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// Any of them.
    Any,
}

/// The members of an object, as far as they tell it from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members {
    /// Those that are always there.
    pub required: Vec<(String, Is)>,
    /// Those that can be there.
    pub optional: Vec<(String, Is)>,
    /// What all other members hold, where that is known.
    pub further: Option<Is>,
}

/// What a member holds, as far as that is seen without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Is {
    /// Anything.
    Any,
    /// An object.
    Object,
    /// An array.
    Array,
    /// A text.
    Text,
    /// One of these texts.
    Texts(Vec<String>),
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// Null, or this.
    OrNull(Box<Is>),
}
