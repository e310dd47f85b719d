//! What a reader can check where two blocks have come to stand together.

use super::articles::Pieces;
use super::blocks::{Cut, Kind};
use crate::passes::ends::End;
use crate::passes::galley::Galley;

/// How many characters of a line are quoted.
const QUOTED: usize = 12;
/// How sure the place of a headline is; it hangs on few words.
const SURE_OF_HEAD: f64 = 0.6;
/// How sure it is that two texts belong to one article where neither goes on in the other.
const SURE_OF_TOPIC: f64 = 0.4;

/// Reads the joints between blocks.
pub(super) struct Evidence<'e, 'g> {
    galley: &'e Galley<'g>,
    pieces: &'e Pieces<'e>,
    /// For each block its number among the blocks of running text.
    text: Vec<Option<usize>>,
}

impl<'e, 'g> Evidence<'e, 'g> {
    pub(super) fn new(galley: &'e Galley<'g>, pieces: &'e Pieces<'e>) -> Self {
        let mut text = vec![None; pieces.blocks.len()];
        for (n, block) in pieces.texts.iter().enumerate() {
            text[*block] = Some(n);
        }
        Self { galley, pieces, text }
    }

    /// How sure it is that one block follows the other, and what tells it.
    pub(super) fn joint(&self, before: Option<usize>, after: Option<usize>) -> (f64, String) {
        let (Some(a), Some(b)) = (before, after) else {
            return (SURE_OF_HEAD, "the page begins or ends here".to_owned());
        };
        let (left, right) = (&self.pieces.blocks[a], &self.pieces.blocks[b]);
        let (Some(m), Some(n)) = (self.text[a], self.text[b]) else {
            let why = match (left.kind, right.kind) {
                (Kind::Head, Kind::Byline) => "a byline stands next to its headline in the file",
                (Kind::Head | Kind::Byline, _) => "the words of the headline stand in the text below it",
                (_, Kind::Head) => "a text ends and another headline begins",
                (_, Kind::Tail | Kind::Byline) => "a note stands below the text that it follows in the file",
                _ => "a box stands apart from the articles",
            };
            return (SURE_OF_HEAD, why.to_owned());
        };
        let (last, first) = (&self.galley.rows[left.rows.end - 1], &self.galley.rows[right.rows.start]);
        let seam = format!("“{}” and “{}”", end_of(&last.text), start_of(&first.text));
        let share = self.pieces.matching.follows(m, n);
        let goes_on = left.end != Cut::Between && right.start != Cut::Between;
        let why = match (left.end, right.start) {
            _ if last.end == End::Hyphen => {
                let whole = self.pieces.grams.joined(&last.text, &first.text);
                format!("{seam}: the halves make the word “{whole}”")
            }
            (Cut::Inside, Cut::Inside) => format!("{seam}: one ends and the other begins inside a sentence"),
            (Cut::Inside, _) if goes_on => {
                format!("{seam}: the first ends inside a sentence, and the other fits it best")
            }
            (_, Cut::Inside) if goes_on => {
                format!("{seam}: the other begins inside a sentence, and the first fits it best")
            }
            _ => format!("{seam}: a paragraph ends, and the other text has most words in common with it"),
        };
        (share.max(SURE_OF_TOPIC), why)
    }
}

fn end_of(text: &str) -> String {
    let n = text.chars().count();
    text.chars().skip(n.saturating_sub(QUOTED)).collect()
}

fn start_of(text: &str) -> String {
    text.chars().take(QUOTED).collect()
}
