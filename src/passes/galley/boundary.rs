//! Whether a row goes on in the next one, both taken for running text.

use rustc_hash::FxHashSet;

use super::Galley;
use crate::model::script::{is_han, must_continue};
use crate::model::{Layout, Role};
use crate::passes::attach_bylines::is_led;
use crate::passes::cut_words;
use crate::passes::ends::{End, capitals, n_signs, starts_lower};
use crate::passes::one_row;

/// Han in each of the pieces of a headline of two decks at least.
const SHORTEST_DECK: usize = 4;
/// Most lines of a heading that end with a comma.
const MOST_PAUSES: usize = 2;
const LONE: &str = "a line by itself below the end of a sentence, in which none ends";
const PAUSES: &str = "the line ends with a comma, and no sentence ends in the lines below it";

/// Marks before the items of a list; a ring may be a nought.
const BULLETS: [char; 15] = ['●', '■', '◆', '◇', '▲', '△', '▼', '▽', '☆', '★', '◎', '▶', '►', '•', '※'];
/// Cells of the indent that two wide blanks make.
const TWO_SQUARES: u32 = 4;

/// Cells that are free at the end of a block at least where no sentence goes on below it.
const OVER_WHITE: i64 = 2;

const CUTS_WORD: &str = "a word goes on in the next line";

/// What a boundary between two rows is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Boundary {
    /// Whether the second row goes on with the first.
    pub continues: bool,
    /// How sure that is, 0.5 to 1.
    pub sure: f64,
    /// What tells it.
    pub why: &'static str,
}

impl Boundary {
    pub(crate) fn goes_on(sure: f64, why: &'static str) -> Self {
        Self { continues: true, sure, why }
    }

    pub(crate) fn ends(sure: f64, why: &'static str) -> Self {
        Self { continues: false, sure, why }
    }
}

impl Galley<'_> {
    /// Whether row `i + 1` goes on with row `i`, both taken for running text.
    pub(crate) fn boundary(&self, i: usize) -> Boundary {
        let (a, b) = (&self.rows[i], &self.rows[i + 1]);
        if is_one_capital(&a.text) && starts_lower(&b.text) {
            return Boundary::goes_on(0.9, "a large first letter stands by itself");
        }
        if self.is_beside_initial(i + 1) {
            return Boundary::goes_on(0.9, "the line stands beside a large first letter");
        }
        if one_row::is_rest(self.view.issue, a.line, b.line) {
            return Boundary::goes_on(0.9, "the line is the rest of the row that the one before begins");
        }
        if self.ends_advert(i) {
            return Boundary::ends(0.9, "an advert ends with its number");
        }
        let touches = self.touches(i);
        if let (Some(reading), Some(_)) = (self.setting(i), self.setting(i + 1)) {
            return reading.boundary(a, touches);
        }
        if self.unspaced(i) && touches && self.is_of_one_type(i) {
            return Boundary::goes_on(0.85, "both lines are set in one large type");
        }
        match (self.is_upright(i), self.is_upright(i + 1)) {
            (true, true) if touches => {
                return Boundary::goes_on(0.85, "the lines are the characters of a column set from top to bottom");
            }
            (false, true) | (true, false) => {
                return Boundary::ends(0.85, "a column set from top to bottom stands beside it");
            }
            _ => {}
        }
        let breaks_off = self.is_parted(i) && b.text.starts_with(char::is_uppercase) && capitals(&a.text).0 < 0.5;
        if a.end == End::Hyphen && b.text.chars().next().is_some_and(char::is_alphabetic) && !breaks_off {
            return Boundary::goes_on(0.97, "the line ends inside a word");
        }
        if must_continue(&b.text) && !self.is_over(i) {
            return Boundary::goes_on(0.97, "the next line begins with a mark that cannot begin a line");
        }
        if self.changes_type(i) {
            return Boundary::ends(0.9, "the next line is set in type of another size");
        }
        if !touches && self.is_stray(i + 1) {
            return Boundary::ends(0.85, "a short line stands by itself, and no sentence ends in it");
        }
        if a.end.is_closed() && touches && is_remark(&a.text) && !b.text.starts_with(['（', '(']) {
            return Boundary::ends(0.85, "a remark in brackets has its line");
        }
        if a.end.is_closed() && self.heads_sponsors(i + 1) {
            return Boundary::ends(0.9, "a sentence ends, and the heading of a list of sponsors stands below it");
        }
        if a.end.is_closed() && b.text.starts_with('【') && !(touches && self.is_full(i)) {
            return Boundary::ends(0.9, "a sentence ends, and a label in brackets opens the next line");
        }
        if b.text.starts_with(BULLETS) && (a.end.is_closed() || a.end == End::Colon || self.free(i) > 0) {
            return Boundary::ends(0.95, "a mark opens an item of a list");
        }
        if a.end.is_closed() && self.unspaced(i) && touches && are_labeled_alike(&a.text, &b.text) {
            return Boundary::ends(0.85, "both lines begin with a label before a colon");
        }
        if a.end.is_closed() && self.unspaced(i) && touches && self.names_speaker(i + 1) {
            return Boundary::ends(0.9, "a sentence ends, and who said it stands behind a dash");
        }
        if !touches && is_led(&b.text) {
            return Boundary::ends(0.9, "a report begins, with its place or paper in brackets");
        }
        if self.view.survey.page(self.page(i + 1)).indents {
            self.by_indent(i)
        } else if touches {
            self.inside(i)
        } else {
            self.over_gap(i)
        }
    }

    /// Whether a short row is a dash and who said what stands above it: `——市政协委员 王芳`.
    fn names_speaker(&self, i: usize) -> bool {
        self.rows[i].text.starts_with("——") && self.rows[i].end == End::Open && self.free(i) > 0
    }

    /// Whether a row is the heading of a list of sponsors, by its words, its colon and the short line below it.
    fn heads_sponsors(&self, i: usize) -> bool {
        /// Most letters of such a heading, and of a sponsor.
        const LONGEST: usize = 24;
        let row = &self.rows[i];
        let below = || self.rows.get(i + 1).filter(|_| self.touches(i));
        row.text.ends_with(['：', ':'])
            && n_signs(&row.text) <= LONGEST
            && below()
                .is_some_and(|item| item.end == End::Open && n_signs(&item.text) <= LONGEST && self.free(i + 1) > 0)
            && self.view.rules.words("sponsor-head").stands_in(&row.text)
    }

    /// Whether a row stands beside a large first letter, which is one of the rows before it or begins one. Where no boxes tell, all
    /// lines are equally high.
    fn is_beside_initial(&self, i: usize) -> bool {
        /// Lines that stand beside a first letter at most.
        const REACH: usize = 3;
        let has_boxes = self.view.issue.page_of(self.rows[i].line).layout == Layout::Boxes;
        let letters = &self.rows[i.saturating_sub(REACH)..i];
        has_boxes
            && letters.iter().any(|letter| one_row::is_beside_initial(self.view.issue, letter.line, self.rows[i].line))
    }

    /// Whether a short line is one of a heading of several lines, which are cut at commas: the last of them ends no
    /// sentence, as verse does.
    fn pauses(&self, i: usize) -> bool {
        let last = (i..self.rows.len().min(i + MOST_PAUSES + 1)).find(|at| !ends_in_pause(&self.rows[*at].text));
        last.is_some_and(|last| {
            last > i
                && (i..last).all(|at| self.touches(at))
                && self.rows[last].end == End::Open
                && (self.free(last) > 0 || last + 1 == self.rows.len() || !self.touches(last))
        })
    }

    /// Whether a row is too short for one inside a paragraph and ends no sentence, as its last would, or leads in a list.
    fn is_short_heading(&self, i: usize) -> bool {
        /// Cells that are free at the least.
        const FREE: i64 = 4;
        let heads = match self.rows[i].end {
            End::Open => !ends_in_pause(&self.rows[i].text),
            // Over the first line of a list.
            End::Colon => {
                let item = self.rows.get(i + 1).filter(|item| item.end == End::Open);
                item.is_some() && self.touches(i) && self.is_short_heading(i + 1)
            }
            _ => false,
        };
        heads && self.free(i) > FREE && !self.is_lost_indent(i)
    }

    /// Whether a row by itself is put together from pieces with blanks between, as headlines of two decks are and running
    /// text without spaces is not.
    fn is_decked(&self, i: usize) -> bool {
        let halves = || self.rows[i].text.split([' ', '\u{3000}']);
        let long = |half: &str| half.chars().filter(|c| is_han(*c)).count() >= SHORTEST_DECK;
        self.unspaced(i)
            && self.stands_alone(i)
            && self.rows[i].end == End::Open
            && halves().count() > 1
            && halves().all(long)
    }

    /// Whether a word goes on from a row to the next, as in a heading that is cut anywhere; the first line of a text is full.
    fn cuts_word(&self, i: usize) -> bool {
        let (a, b) = (&self.rows[i], &self.rows[i + 1]);
        let open = a.end == End::Open && b.end == End::Open && (self.free(i + 1) > 0 || b.width <= a.width);
        open && self.unspaced(i) && self.touches(i) && cut_words::is_cut(&a.text, &b.text, cut_words::SURE)
    }

    /// Where the page indents its paragraphs, the indent decides.
    fn by_indent(&self, i: usize) -> Boundary {
        let (a, b) = (&self.rows[i], &self.rows[i + 1]);
        // A line that has lost its first letters looks indented.
        if b.indent() > 0 && a.end == End::Open && !self.unspaced(i) && starts_lower(&b.text) && self.is_full(i) {
            return Boundary::goes_on(0.88, "the line is full, and the next one begins inside a sentence");
        }
        if b.indent() > 0 {
            return Boundary::ends(0.97, "the next line is indented");
        }
        if a.end.is_closed() && self.is_heading_block(i + 1) {
            return Boundary::ends(0.8, "a sentence ends, and a short block without an indent stands below it");
        }
        if self.is_decked(i) {
            return Boundary::ends(0.85, "the line stands by itself and is set like a heading");
        }
        let short = |i: usize| self.free(i) > 0 || capitals(&self.rows[i].text).0 > 0.8;
        if a.end.is_closed() && self.stands_alone(i + 1) && self.is_heading_like(i + 1) && short(i + 1) {
            return Boundary::ends(0.8, "a sentence ends, and a line set like a heading stands by itself below it");
        }
        if self.stands_alone(i) && a.end != End::Hyphen && self.is_heading_like(i) && !starts_lower(&b.text) {
            return Boundary::ends(0.85, "the line stands by itself and is set like a heading");
        }
        let free = self.free(i);
        if a.end.is_closed() && free > i64::from(a.measure) / 3 {
            return Boundary::ends(0.7, "the line is short and ends a sentence");
        }
        // Text that goes on over white does so from a full line.
        if a.end.is_closed() && self.unspaced(i) && !self.touches(i) && free > OVER_WHITE {
            return Boundary::ends(0.85, "the line is short and ends a sentence over white");
        }
        // Without words a line is set to its measure, so that a short one is no running text; with words it may be ragged.
        let alone = self.stands_alone(i);
        let measure = i64::from(a.measure);
        let short = match (self.unspaced(i), alone) {
            (true, true) => 0,
            (true, false) => 2,
            (false, true) => measure / 8,
            (false, false) => measure / 3,
        };
        if free > short && self.pauses(i) {
            return Boundary::goes_on(0.75, PAUSES);
        }
        if free > short && self.cuts_word(i) {
            return Boundary::goes_on(0.8, CUTS_WORD);
        }
        if free > short && matches!(a.end, End::Open | End::Colon) && !starts_lower(&b.text) {
            return Boundary::ends(0.75, "the line is short, and no sentence ends in it");
        }
        if self.is_over(i) {
            return Boundary::ends(0.8, "the line is wider than its column");
        }
        let sure = if a.end.is_closed() && !self.touches(i) { 0.85 } else { 0.97 };
        Boundary::goes_on(sure, "the next line has no indent, as paragraphs of this page have")
    }

    /// Two lines of one block.
    fn inside(&self, i: usize) -> Boundary {
        let (a, b) = (&self.rows[i], &self.rows[i + 1]);
        let free = self.free(i);
        if self.is_over(i) {
            return Boundary::ends(0.7, "the line is wider than its column");
        }
        let set_in = b.indent() == a.indent() + TWO_SQUARES && b.indent() == TWO_SQUARES;
        if a.end.is_closed() && self.unspaced(i) && set_in {
            return Boundary::ends(0.9, "a sentence ends, and the next line is set in by two squares");
        }
        if a.end.is_closed() && self.unspaced(i) && self.is_short_heading(i + 1) {
            return Boundary::ends(0.8, "a sentence ends, and a short line in which none ends stands below it");
        }
        if free <= 0 {
            if a.end.is_closed() && self.is_lost_indent(i + 1) && i + 2 < self.rows.len() && self.touches(i + 1) {
                return Boundary::ends(0.8, "the next line is short by an indent");
            }
            return Boundary::goes_on(0.98, "the line is full");
        }
        match a.end {
            End::Closed | End::Colon => Boundary::ends(0.95, "the line is short and ends a sentence"),
            _ if !self.unspaced(i) && starts_lower(&b.text) => {
                Boundary::goes_on(0.9, "the next line begins inside a sentence")
            }
            // Two lines short by an indent do not follow each other in one paragraph: the first is a heading.
            _ if self.is_lost_indent(i) && self.gap(i + 1) == 4 && self.gap(i) >= 4 && self.goes_on_full(i + 1) => {
                Boundary::ends(0.7, "the next line is short by an indent as well")
            }
            _ if self.is_lost_indent(i) => Boundary::goes_on(0.9, "the line is short by an indent only"),
            _ if free <= 2 => Boundary::goes_on(0.7, "the line is nearly full"),
            _ if self.pauses(i) => Boundary::goes_on(0.75, PAUSES),
            _ if self.cuts_word(i) => Boundary::goes_on(0.8, CUTS_WORD),
            _ => Boundary::ends(0.7, "the line is short"),
        }
    }

    /// Two lines with a blank line, a column end or a page end between them.
    fn over_gap(&self, i: usize) -> Boundary {
        let (a, b) = (&self.rows[i], &self.rows[i + 1]);
        let lower = !self.unspaced(i) && starts_lower(&b.text);
        if self.is_over(i) {
            return Boundary::ends(0.8, "the line is wider than its column");
        }
        let heading = self.is_heading_like(i) && self.stands_alone(i) && !lower && a.end != End::Hyphen;
        if heading || self.is_decked(i) {
            return Boundary::ends(0.85, "the line stands by itself and is set like a heading");
        }
        match a.end {
            End::Closed | End::Colon if lower && a.end == End::Colon => {
                Boundary::goes_on(0.6, "the next block begins inside a sentence")
            }
            End::Closed | End::Colon => {
                Boundary::ends(if self.is_full(i) { 0.8 } else { 0.97 }, "the block ends with a sentence")
            }
            // Where paragraphs have lost their indents, a line short by one opens a paragraph; a continuation is full.
            _ if self.is_lost_indent(i + 1)
                && self.goes_on_full(i + 1)
                && i + 2 < self.rows.len()
                && self.touches(i + 1) =>
            {
                Boundary::ends(0.82, "the next block begins with a line short by an indent")
            }
            _ if lower => Boundary::goes_on(0.93, "no sentence ends here, and the next block begins inside one"),
            _ if self.is_lone(i) => Boundary::ends(0.65, LONE),
            _ if self.is_full(i) || self.is_lost_indent(i) && self.opens(i) => {
                let same = a.measure.abs_diff(b.measure) <= 2;
                Boundary::goes_on(if same { 0.93 } else { 0.8 }, "the last line is full and no sentence ends in it")
            }
            _ => Boundary::ends(0.7, "the last line is short"),
        }
    }

    /// Whether the row after `i` is full, or goes on in another block.
    fn goes_on_full(&self, i: usize) -> bool {
        i + 1 < self.rows.len() && (!self.touches(i) || self.is_full(i + 1))
    }

    /// Whether a full line stands by itself below the end of a sentence and over a block of several lines, on a page where
    /// white stands inside no paragraph.
    fn is_lone(&self, i: usize) -> bool {
        self.unspaced(i)
            && self.stands_alone(i)
            && self.rows[i].end == End::Open
            && (i == 0 || self.rows[i - 1].end.is_closed() || self.rows[i - 1].role != Role::Body)
            && i + 2 < self.rows.len()
            && self.touches(i + 1)
            && !self.pauses(i)
            && !self.cut_pages().contains(&self.page(i))
    }

    /// The pages on which a block of several lines breaks off in a full one, inside a sentence and over white.
    fn cut_pages(&self) -> &FxHashSet<usize> {
        /// Fewest lines of such a block.
        const SEVERAL: usize = 3;
        self.cut_pages.get_or_init(|| {
            let mut pages = FxHashSet::default();
            let mut from = 0;
            for i in 0..self.rows.len().saturating_sub(1) {
                if self.touches(i) {
                    continue;
                }
                let is_text = self.rows[i].role == Role::Body && self.rows[i + 1].role == Role::Body;
                if is_text && i + 1 - from >= SEVERAL && self.rows[i].end == End::Open && self.is_full(i) {
                    pages.insert(self.page(i));
                }
                from = i + 1;
            }
            pages
        })
    }

    /// Whether row `i` opens its block.
    fn opens(&self, i: usize) -> bool {
        i == 0 || !self.touches(i - 1) || !self.inside(i - 1).continues
    }
}

/// Whether a line is a single capital.
fn is_one_capital(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Whether a line is nothing but a remark in brackets: `（作者是教师）`.
fn is_remark(text: &str) -> bool {
    text.strip_prefix('（')
        .and_then(|inside| inside.strip_suffix('）'))
        .is_some_and(|inside| !inside.contains(['（', '）', '。']))
}

/// Whether two lines begin with labels of one form before a colon, such as the numbers that readers sent messages from.
fn are_labeled_alike(a: &str, b: &str) -> bool {
    /// Longest label, in characters.
    const LONGEST: usize = 12;
    let label = |text: &str| {
        let (label, _) = text.split_once(['：', ':'])?;
        let n = label.chars().count();
        ((2..=LONGEST).contains(&n) && label.chars().all(|c| c.is_alphanumeric() || c == '*')).then_some(n)
    };
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    is_number(a) == is_number(b) && matches!((label(a), label(b)), (Some(a), Some(b)) if a == b)
}

/// Whether a text ends with a mark of the wide scripts after which a sentence goes on.
fn ends_in_pause(text: &str) -> bool {
    text.ends_with(['，', '、', '；'])
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    /// Paragraphs without indents, parted by white. The headline of the second article fills its line.
    const WHOLE: &str = "\
渡口换上新石阶

渡口的石阶用了三十年，雨天最是难走，
老人过河总要有人扶。今年春上镇里请来
石匠，一块一块换成了青石。

石阶修好那天，两岸的人都来走了一遍，
孩子们数了数，一共是九十六级，一级也
不比从前的高。

镇上的果园今年春天又请来了两位养蜂人

养蜂人把蜂箱从山脚一直摆到山腰，他说
花开得早，蜂就来得早，果子也结得比往
年密得多。

果农说，从前靠人爬到树上去授粉，一天
也授不完一棵树，如今有了蜂就不用人再
上树了。

末班车多等五分钟

夜班司机老周开了二十年公共汽车，末班
车上的乘客他差不多都认得，下雪的晚上
他总要多等五分钟。
";

    #[test]
    fn a_full_line_by_itself_is_a_heading_where_white_cuts_no_text() {
        assert!(sketch(WHOLE).contains("两位养蜂人\n"), "{}", sketch(WHOLE));
        // Here white stands inside a sentence elsewhere as well.
        let (whole, cut) = ("今年春上镇里请来\n石匠", "今年春上镇里请来\n那位石匠和徒弟把石头运到了渡口的边上\n\n石匠");
        let page = WHOLE.replace(whole, cut);
        assert!(sketch(&page).contains("两位养蜂人养蜂人把"), "{}", sketch(&page));
    }

    /// A page of indents, a notice without, a list of as long lines and one of messages.
    const NOTICES: &str = "\
渡口换上新石阶

　　渡口的石阶用了三十年，雨天最是难走，
老人过河总要有人扶。今年春上镇里请来石
匠，一块一块换成了青石。
　　石阶修好那天，两岸的人都来走了一遍，
孩子们数了数，一共是九十六级。

寻物启事
本人上月二十日在渡口遗失黑色提包一个，
内有账本两册，拾到者请交渡口值班室，当
面重谢，不胜感激。

招工启事
渡口招船工两名，会游水，能吃苦，年纪在
四十岁以下。

天气预报
山里：阴，有小雨，十二度左右。
河边：多云，早晨有薄雾，十五度。
镇上：晴，风力二到三级，十八度。

读者留言
139****2045：石阶修得好，走着不滑。
138****7716：盼望铁栏也早些装上才好。
";

    #[test]
    fn short_ends_of_sentences_end_paragraphs_over_white_and_in_lists() {
        let sketch = sketch(NOTICES);
        for end in ["不胜感激。", "十二度左右。", "十五度。", "走着不滑。"] {
            assert!(sketch.contains(&format!("{end}\n")), "{end}\n{sketch}");
        }
    }
}
