//! Figures as sums, so that those of pages can be added up, and as shares, for people.

use serde::Serialize;

/// How much is right of how much.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rate {
    /// What is right.
    pub right: f64,
    /// What was judged.
    pub of: f64,
}

impl Rate {
    /// Counts something of that weight.
    pub fn count(&mut self, is_right: bool, weight: f64) {
        self.of += weight;
        self.right += if is_right { weight } else { 0.0 };
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.of += other.of;
    }

    /// The share that is right; none where nothing was judged.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.of > 0.0).then(|| self.right / self.of)
    }
}

/// Everything that was counted on a page, on several, or on all.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// Line ends at which gold joins the halves of a word.
    pub join: Rate,
    /// Line ends at which gold keeps the hyphen.
    pub keep: Rate,
    /// B-cubed precision of articles, weighted by characters.
    pub group_precision: Rate,
    /// B-cubed recall of articles.
    pub group_recall: Rate,
    /// Of the pairs that stand in one cleaned article, those that do so in gold.
    pub pair_precision: Rate,
    /// Of the pairs that stand in one gold article, those that do so in the cleaned issue.
    pub pair_recall: Rate,
    /// Neighbors within a gold article that still are neighbors.
    pub next: Rate,
    /// Pairs within a gold article that stand in gold's order.
    pub in_order: Rate,
    /// Titles of gold that came out.
    pub title: Rate,
    /// Names that the cleaned issue gives, those that are right.
    pub byline_precision: Rate,
    /// Names that gold gives, those that came out.
    pub byline_recall: Rate,
    /// What was taken for page furniture, the share that is.
    pub artifact_precision: Rate,
    /// What is page furniture, the share that was taken for it.
    pub artifact_recall: Rate,
    /// Wrong characters of the articles' text, of gold's characters.
    pub errors: Rate,
    /// Text of gold's articles that was found anywhere in the cleaned issue.
    pub found: Rate,
}

impl Figures {
    /// Adds the sums of another.
    pub fn add(&mut self, other: &Self) {
        let Self {
            join,
            keep,
            group_precision,
            group_recall,
            pair_precision,
            pair_recall,
            next,
            in_order,
            title,
            byline_precision,
            byline_recall,
            artifact_precision,
            artifact_recall,
            errors,
            found,
        } = other;
        self.join.add(*join);
        self.keep.add(*keep);
        self.group_precision.add(*group_precision);
        self.group_recall.add(*group_recall);
        self.pair_precision.add(*pair_precision);
        self.pair_recall.add(*pair_recall);
        self.next.add(*next);
        self.in_order.add(*in_order);
        self.title.add(*title);
        self.byline_precision.add(*byline_precision);
        self.byline_recall.add(*byline_recall);
        self.artifact_precision.add(*artifact_precision);
        self.artifact_recall.add(*artifact_recall);
        self.errors.add(*errors);
        self.found.add(*found);
    }

    /// The figures as shares.
    #[must_use]
    pub fn shares(&self) -> Shares {
        Shares {
            join: self.join.share(),
            keep: self.keep.share(),
            group: f1(self.group_precision, self.group_recall),
            group_precision: self.group_precision.share(),
            group_recall: self.group_recall.share(),
            pairs: f1(self.pair_precision, self.pair_recall),
            next: self.next.share(),
            tau: self.in_order.share().map(|share| 2.0 * share - 1.0),
            title: self.title.share(),
            byline: f1(self.byline_precision, self.byline_recall),
            artifact_precision: self.artifact_precision.share(),
            artifact_recall: self.artifact_recall.share(),
            cer: self.errors.share(),
            found: self.found.share(),
        }
    }
}

/// The harmonic mean of two rates. Where only one of them judges anything, the other side has nothing to set against it.
fn f1(precision: Rate, recall: Rate) -> Option<f64> {
    match (precision.share(), recall.share()) {
        (None, None) => None,
        (Some(p), Some(r)) if p + r > 0.0 => Some(2.0 * p * r / (p + r)),
        _ => Some(0.0),
    }
}

/// Figures for people: 1 is best, but for `cer`, of which 0 is. None where nothing was judged.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Shares {
    /// Right among the line ends to join.
    pub join: Option<f64>,
    /// Right among the hyphens to keep.
    pub keep: Option<f64>,
    /// B-cubed F1 of articles.
    pub group: Option<f64>,
    /// B-cubed precision: low where articles were run together.
    pub group_precision: Option<f64>,
    /// B-cubed recall: low where articles were torn.
    pub group_recall: Option<f64>,
    /// F1 of pairs in one article.
    pub pairs: Option<f64>,
    /// Neighbors kept.
    pub next: Option<f64>,
    /// Kendall's tau within articles, from -1 to 1.
    pub tau: Option<f64>,
    /// Titles right.
    pub title: Option<f64>,
    /// F1 of names.
    pub byline: Option<f64>,
    /// Furniture that is furniture.
    pub artifact_precision: Option<f64>,
    /// Furniture that was found.
    pub artifact_recall: Option<f64>,
    /// Character error rate; can exceed 1.
    pub cer: Option<f64>,
    /// Text that came out at all.
    pub found: Option<f64>,
}

impl Shares {
    /// The mean of what was judged, by which pages are sorted; it means nothing else.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let good = [
            self.join,
            self.keep,
            self.group,
            self.pairs,
            self.next,
            self.tau.map(|tau| (tau + 1.0) / 2.0),
            self.title,
            self.byline,
            self.artifact_precision,
            self.artifact_recall,
            self.cer.map(|cer| 1.0 - cer.min(1.0)),
            self.found,
        ];
        let judged = good.iter().flatten().count();
        (judged > 0).then(|| good.iter().flatten().sum::<f64>() / judged as f64)
    }
}
