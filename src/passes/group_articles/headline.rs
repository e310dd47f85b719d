//! The parts of a headline where words have no spaces and nothing tells the size of type: kicker, headline, deck.
//!
//! All three may stand in one block, one line each or more, and a long headline takes two lines as well. Each way to cut
//! the block is weighed: a line that is wrapped is full and often ends inside a word; a kicker is short and speaks in
//! general; the words of the headline come back in the text; a deck is set in smaller type, so that its lines hold more.
//! The figures are points of evidence, about natural logarithms of odds.

use crate::lexicon::{Lexicon, of_language};
use crate::model::Role;
use crate::model::script::is_han;
use crate::passes::cut_words;

/// Most lines of a block that are told apart.
const MOST_LINES: usize = 6;
/// How much better one reading must be than another to be taken.
const LEAST_MARGIN: f64 = 0.5;
/// Characters of the text in which words of the headline are looked for.
const OPENING: usize = 600;
/// What kicker and deck cost each where nothing speaks for them, and where other headlines of the page have them.
const RARE: f64 = 0.6;
const USUAL: f64 = -0.1;
/// How much blocks of two lines must speak for kickers together, and one of them at most.
const VOTES: f64 = 5.0;
const MOST_VOTE: f64 = 4.0;
/// Most of the pairs of a kicker that stand in the text.
const GENERAL: f64 = 0.35;
/// How much it tells for a kicker that it is the name of a part of the paper.
const NAMED: f64 = 3.0;
/// Characters that bind to what comes next, and to what came before.
const BINDS_ON: &[char] = &[
    '的', '和', '与', '與', '及', '在', '对', '對', '为', '為', '把', '将', '將', '被', '让', '讓', '从', '從', '向',
    '到', '是', '以', '于', '於', '不', '、', '，',
];
const BINDS_BACK: &[char] = &['的', '了', '着', '之', '和', '与', '與', '等', '及', '们', '們'];
const DASHES: &[char] = &['—', '―', '–'];
/// How many times as large as text the type of a headline is at most.
const LARGEST_TYPE: u32 = 2;
/// Cells of a last word that is left over for a line.
const LEFT_OVER: u32 = 6;
/// Marks that open and close.
const PAIRS: [(char, char); 6] = [('“', '”'), ('『', '』'), ('「', '」'), ('《', '》'), ('（', '）'), ('‘', '’')];

/// The lines of a headline with what stands below or above it.
pub(super) struct Block<'b> {
    /// Text and width in cells.
    pub lines: Vec<(&'b str, u32)>,
    /// Numbers of lines that stand apart from the line before.
    pub gaps: Vec<usize>,
    /// Column measure in cells, 0 if unknown.
    pub measure: u32,
    /// The beginning of the article.
    pub text: String,
    /// Whether the first line is the name of a part of the paper or of a column in it: `短评`, `今日谈`.
    pub named: bool,
}

/// The first characters of a text.
pub(super) fn opening<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).take(OPENING).collect()
}

/// Where a headline is cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Parts {
    /// Lines of the kicker.
    kicker: usize,
    /// The line behind the last of the headline itself.
    deck: usize,
    lines: usize,
    /// How much better it is than one headline of all lines.
    pub margin: f64,
}

impl Parts {
    /// What a line is.
    pub(super) fn role(&self, line: usize) -> Role {
        if line < self.kicker {
            Role::Kicker
        } else if line < self.deck {
            Role::Title
        } else {
            Role::Deck
        }
    }

    /// What tells it.
    pub(super) fn why(&self) -> &'static str {
        match (self.kicker > 0, self.deck < self.lines) {
            (true, true) => "a line in general terms, the headline, and a longer line below it",
            (true, false) => "a line in general terms over the headline, whose words come back in the text",
            _ => "a longer line below the headline, which does not go on in it",
        }
    }
}

/// What kicker and deck cost.
#[derive(Debug, Clone, Copy)]
struct Costs {
    kicker: f64,
    deck: f64,
}

/// The parts of the headlines of a page, where they have several. A page sets its headlines alike, so that one whose lines
/// could be read either way follows those that are clear.
pub(super) fn parts<'b>(blocks: impl Iterator<Item = &'b Block<'b>> + Clone) -> Vec<Option<Parts>> {
    let words = of_language("zh");
    let weighed: Vec<Weighed<'_>> = blocks.map(|block| Weighed::of(block, words)).collect();
    let rare = Costs { kicker: RARE, deck: RARE };
    let clear = |has: fn(&Parts) -> bool| {
        let sure = weighed.iter().filter(|block| block.clear(rare, has)).count();
        if sure > 0 { USUAL } else { RARE }
    };
    let mut costs = Costs { kicker: clear(|parts| parts.kicker > 0), deck: clear(|parts| parts.deck < parts.lines) };
    if weighed.iter().map(|block| block.vote(rare)).sum::<f64>() >= VOTES {
        costs.kicker = USUAL;
    }
    weighed.iter().map(|block| block.parts(costs)).collect()
}

/// A block and what is measured on it.
struct Weighed<'b> {
    block: &'b Block<'b>,
    /// How much speaks for each line but the first going on with the line before.
    goes_on: Vec<f64>,
    /// Share of the words of each line that stand in the text.
    in_text: Vec<f64>,
}

impl<'b> Weighed<'b> {
    fn of(block: &'b Block<'b>, words: Option<&Lexicon>) -> Self {
        let n = block.lines.len();
        let many = (2..=MOST_LINES).contains(&n);
        let goes_on = (1..n).filter(|_| many).map(|at| goes_on(block, at, words)).collect();
        let in_text = block.lines.iter().filter(|_| many).map(|(line, _)| share_in(line, &block.text)).collect();
        Self { block, goes_on, in_text }
    }

    /// Every way to cut the block, with what speaks for it. Two lines alone may be anything, so that they follow the other
    /// headlines of the page, which may be such as well.
    fn ways(&self, costs: Costs) -> impl Iterator<Item = Parts> {
        let lines = self.in_text.len();
        let dashed = self.block.lines.last().is_some_and(|(line, _)| line.starts_with(DASHES));
        let may = move |(kicker, deck): &(usize, usize)| {
            let (has_kicker, has_deck) = (*kicker > 0, *deck < lines);
            lines > 2
                || self.block.named && has_kicker
                || (!has_kicker || costs.kicker < RARE) && (!has_deck || costs.deck < RARE || dashed)
        };
        let cuts = (0..lines).flat_map(move |kicker| (kicker + 1..=lines).map(move |deck| (kicker, deck)));
        cuts.filter(may).map(move |(kicker, deck)| Parts {
            kicker,
            deck,
            lines,
            margin: self.score(kicker, deck, costs),
        })
    }

    /// How much a block of two lines speaks for kickers over the headlines of its page. Words that come back in the text
    /// are no general terms.
    fn vote(&self, costs: Costs) -> f64 {
        if self.in_text.len() != 2 || self.block.lines[1].0.starts_with(DASHES) {
            return 0.0;
        }
        let margin = self.score(1, 2, costs) - self.score(0, 2, costs);
        let most = if self.in_text[0] > GENERAL { -1.0 } else { MOST_VOTE };
        margin.clamp(-MOST_VOTE, most)
    }

    /// Whether a part is there beyond doubt: the best way with it is better than any without it.
    fn clear(&self, costs: Costs, has: fn(&Parts) -> bool) -> bool {
        let best = |with: bool| {
            let ways = self.ways(costs).filter(|parts| has(parts) == with);
            ways.map(|parts| parts.margin).fold(f64::NEG_INFINITY, f64::max)
        };
        !self.in_text.is_empty() && best(true) >= best(false) + LEAST_MARGIN
    }

    /// The best way to cut the block; none where it is one headline.
    fn parts(&self, costs: Costs) -> Option<Parts> {
        let best = self.ways(costs).reduce(|best, way| if way.margin > best.margin { way } else { best })?;
        let margin = best.margin - self.score(0, best.lines, costs);
        (margin >= LEAST_MARGIN).then_some(Parts { margin, ..best })
    }

    fn score(&self, kicker: usize, deck: usize, costs: Costs) -> f64 {
        let lines = &self.block.lines;
        let mut sum = 0.0;
        for (at, bound) in self.goes_on.iter().enumerate() {
            let cut = at + 1 == kicker || at + 1 == deck;
            sum += if cut { -bound } else { *bound };
        }
        let titles = deck - kicker;
        sum -= [0.0, 0.3, 1.5, 3.0][titles.clamp(1, 4) - 1];
        // What begins with a dash explains a headline.
        sum -= if lines[kicker].0.starts_with(DASHES) { 5.0 } else { 0.0 };
        sum -= if lines[kicker..deck].iter().any(|(line, _)| line.contains(['，', '、'])) { 0.6 } else { 0.0 };
        let width = |lines: &[(&str, u32)]| lines.iter().map(|(_, width)| *width).max().unwrap_or(0);
        let mean = |shares: &[f64]| shares.iter().sum::<f64>() / shares.len() as f64;
        if kicker > 0 {
            let words = mean(&self.in_text[kicker..deck]) - mean(&self.in_text[..kicker]);
            sum += (4.0 * words).clamp(-0.5, 2.0) - costs.kicker;
            sum -= [0.0, 1.5, 4.0][kicker.clamp(1, 3) - 1];
            sum += if self.block.named && kicker == 1 { NAMED } else { 0.0 };
        }
        if deck < lines.len() {
            let longer = width(&lines[deck..]) >= width(&lines[kicker..deck]);
            sum += if longer { 0.4 } else { -0.4 } - costs.deck;
            sum -= [0.0, 0.3, 1.0][(lines.len() - deck).clamp(1, 3) - 1];
        }
        sum
    }
}

/// How much speaks for a line going on with the line before it.
fn goes_on(block: &Block<'_>, at: usize, words: Option<&Lexicon>) -> f64 {
    let ((a, wide_a), (b, wide_b)) = (block.lines[at - 1], block.lines[at]);
    if b.starts_with(DASHES) && !a.ends_with(DASHES) {
        return -4.0;
    }
    let mut sum = 0.3;
    let cut = words.map_or(0.0, |words| cut_words::over_seam(words, a, b));
    sum += if cut > 1.0 { 0.8 * cut.min(4.0) } else { -0.5 };
    if a.ends_with(BINDS_ON) || b.starts_with(BINDS_BACK) {
        sum += 2.0;
    }
    let open = |(from, to): &(char, char)| a.matches(*from).count() > a.matches(*to).count() && b.contains(*to);
    if PAIRS.iter().any(open) {
        sum += 3.0;
    }
    if a.ends_with(['！', '？', '!', '?', '…']) {
        sum -= 1.5;
    }
    let decked = |line: &str| line.contains([' ', '\u{3000}']);
    if decked(a) != decked(b) {
        sum -= 1.2;
    }
    // A line that is wrapped is full; headlines are also cut in halves.
    sum += match i64::from(wide_b) - i64::from(wide_a) {
        0 => 0.8,
        more if more > 2 => -0.8 - 0.1 * (more.min(10) as f64),
        _ if wide_a * LARGEST_TYPE <= block.measure => -0.3,
        _ => 0.2,
    };
    if wide_b <= LEFT_OVER && wide_b < wide_a {
        sum += 1.5;
    }
    if block.measure > 0 && wide_a + 2 >= block.measure {
        sum += 1.2;
    }
    sum - if block.gaps.contains(&at) { 1.5 } else { 0.0 }
}

/// Share of the pairs of Han in a line that stand in a text.
fn share_in(line: &str, text: &str) -> f64 {
    let chars: Vec<char> = line.chars().collect();
    let pairs: Vec<String> =
        chars.windows(2).filter(|pair| pair.iter().all(|c| is_han(*c))).map(|pair| pair.iter().collect()).collect();
    let found = pairs.iter().filter(|pair| memchr::memmem::find(text.as_bytes(), pair.as_bytes()).is_some()).count();
    if pairs.is_empty() { 0.0 } else { found as f64 / pairs.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "码头上的老秤从今年春天起不再用了，渔民把鱼倒进自动秤，两分钟就能拿到单子。老秤要送进镇上的展览馆。";

    fn block<'b>(lines: &[&'b str]) -> Block<'b> {
        let lines = lines.iter().map(|line| (*line, 2 * line.chars().count() as u32)).collect();
        Block { lines, gaps: Vec::new(), measure: 40, text: TEXT.to_owned(), named: false }
    }

    /// The lines of a headline as k, t or d; `others` stand on the same page.
    #[track_caller]
    fn check_beside(lines: &[&str], others: &[&str], expected: &str) {
        let blocks = [block(lines), block(others)];
        let found = parts(blocks.iter())[0];
        let role = |line| found.map_or(Role::Title, |parts| parts.role(line));
        let letter = |line| match role(line) {
            Role::Kicker => 'k',
            Role::Deck => 'd',
            _ => 't',
        };
        assert_eq!((0..lines.len()).map(letter).collect::<String>(), expected, "{found:?}");
    }

    #[track_caller]
    fn check(lines: &[&str], expected: &str) {
        check_beside(lines, &[], expected);
    }

    const ALL_THREE: [&str; 3] = ["小改动带来大方便", "码头老秤退休", "渔民卸鱼两分钟拿到单子 镇上办起展览"];

    #[test]
    fn parts_of_a_headline() {
        check(&ALL_THREE, "ktd");
        check(&["码头老秤退休", "——记渔港的一个春天"], "td");
    }

    #[test]
    fn the_name_of_a_column_is_a_kicker() {
        let block = Block { named: true, ..block(&["今日谈", "老秤退休之后"]) };
        let found = parts([block].iter())[0].expect("a kicker");
        assert_eq!((found.role(0), found.role(1)), (Role::Kicker, Role::Title));
    }

    #[test]
    fn two_lines_follow_the_page() {
        let two = ["小改动带来大方便", "码头上的老秤不再用了"];
        check(&two, "tt");
        check_beside(&two, &ALL_THREE, "kt");
        check_beside(&two, &["岸边新事", "渔民两分钟卸鱼"], "kt");
        check_beside(&["码头老秤", "送进镇上的展览馆"], &["渔民", "两分钟就能拿到单子"], "tt");
    }

    #[test]
    fn a_headline_on_two_lines_is_one() {
        check(&["渔民把鱼倒进自动", "秤老秤退休"], "tt");
        check(&["码头老秤送进展览馆", "渔民用上自动秤卸鱼"], "tt");
        check(&["渔港里的老秤和它的", "最后一个春天"], "tt");
    }
}
