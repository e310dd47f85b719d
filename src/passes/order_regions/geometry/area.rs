//! Boxes with room to reckon in.

/// A line this many times as high as wide runs from top to bottom, and is no single letter.
const UPRIGHT: i64 = 3;

/// A box `[left, top, right, bottom]`. Edges fit 40 bits, so sums, products with small factors and differences never
/// overflow, whatever a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::passes::order_regions) struct Area {
    pub(in crate::passes::order_regions) left: i64,
    pub(in crate::passes::order_regions) top: i64,
    pub(in crate::passes::order_regions) right: i64,
    pub(in crate::passes::order_regions) bottom: i64,
}

/// One of the two directions of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::passes::order_regions) enum Axis {
    /// From left to right.
    X,
    /// From top to bottom.
    Y,
}

/// A stretch of one axis, its end outside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::passes::order_regions) struct Span {
    pub(in crate::passes::order_regions) from: i64,
    pub(in crate::passes::order_regions) to: i64,
}

impl Span {
    pub(in crate::passes::order_regions) fn len(self) -> i64 {
        self.to - self.from
    }

    pub(in crate::passes::order_regions) fn middle(self) -> i64 {
        i64::midpoint(self.from, self.to)
    }

    /// Length of the common part, below 0 where they do not meet.
    pub(in crate::passes::order_regions) fn common(self, other: Self) -> i64 {
        self.to.min(other.to) - self.from.max(other.from)
    }

    /// Cut by `permille` of its length, half at each end.
    pub(in crate::passes::order_regions) fn shrunk(self, permille: i64) -> Self {
        let cut = self.len() * permille / 2000;
        Self { from: self.from + cut, to: self.to - cut }
    }

    pub(in crate::passes::order_regions) fn union(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }
}

impl Area {
    pub(in crate::passes::order_regions) fn width(&self) -> i64 {
        self.right - self.left
    }

    pub(in crate::passes::order_regions) fn height(&self) -> i64 {
        self.bottom - self.top
    }

    /// Whether it is that of a line that runs from top to bottom.
    pub(in crate::passes::order_regions) fn is_upright(&self) -> bool {
        self.height() >= UPRIGHT * self.width()
    }

    pub(in crate::passes::order_regions) fn span(&self, axis: Axis) -> Span {
        match axis {
            Axis::X => Span { from: self.left, to: self.right },
            Axis::Y => Span { from: self.top, to: self.bottom },
        }
    }

    pub(in crate::passes::order_regions) fn x(&self) -> Span {
        self.span(Axis::X)
    }

    pub(in crate::passes::order_regions) fn y(&self) -> Span {
        self.span(Axis::Y)
    }

    pub(in crate::passes::order_regions) fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The smallest box around all of them.
    pub(in crate::passes::order_regions) fn around<'a>(areas: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        areas.into_iter().copied().reduce(|all, one| all.union(&one))
    }
}
