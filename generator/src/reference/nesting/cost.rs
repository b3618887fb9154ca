//! What speaks against a nesting.

/// Which evidence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// Order, example, absent, depth.
    Hard,
    /// Also known shapes.
    Shape,
    /// Also that an object describes all of its properties or none.
    Described,
}

/// What speaks against a nesting; the first difference decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// With the example.
    pub(super) contradictions: u32,
    /// Objects whose shape is not known.
    pub(super) unknown_shapes: u32,
    /// Objects that describe some of their properties.
    pub(super) mixed: u32,
}

impl Cost {
    /// The sum of both.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            contradictions: self.contradictions.saturating_add(other.contradictions),
            unknown_shapes: self.unknown_shapes.saturating_add(other.unknown_shapes),
            mixed: self.mixed.saturating_add(other.mixed),
        }
    }
}
