//! A box on a page.

use serde::{Deserialize, Serialize};

/// A box `[left, top, right, bottom]` in the unit of its page; `right` and `bottom` are outside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub left: i32,
    /// Top edge.
    pub top: i32,
    /// Right edge (exclusive).
    pub right: i32,
    /// Bottom edge (exclusive).
    pub bottom: i32,
}

impl Rect {
    /// A box from its four edges; edges that are the wrong way round give an empty box.
    #[must_use]
    pub fn new(left: i32, top: i32, right: i32, bottom: i32) -> Self {
        Self { left, top, right: right.max(left), bottom: bottom.max(top) }
    }

    /// Width, never negative.
    #[must_use]
    pub fn width(&self) -> i32 {
        self.right.saturating_sub(self.left)
    }

    /// Height, never negative.
    #[must_use]
    pub fn height(&self) -> i32 {
        self.bottom.saturating_sub(self.top)
    }

    /// The smallest box around both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Length of the common part of the two x-ranges, 0 if they do not meet.
    #[must_use]
    pub fn overlap_x(&self, other: &Self) -> i32 {
        (self.right.min(other.right) - self.left.max(other.left)).max(0)
    }
}
