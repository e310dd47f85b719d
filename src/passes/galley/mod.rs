//! The lines of an article's text one below the other, as they would hang in a galley proof, and whether each goes on
//! with the next.
//!
//! Built from a draft and the survey; furniture is left out. Proposes nothing.

mod boundary;

use std::borrow::Cow;
use std::cell::OnceCell;

use super::View;
use super::ends::{End, capitals, starts_lower};
use super::forms::Forms;
use super::setting::{self, Reading};
use super::upright;
use rustc_hash::FxHashSet;

use crate::model::script::{besides_han, is_han, is_sign, unbreakable_start};
use crate::model::{Line, LineIx, Role};
use crate::survey::adverts::has_number;
use crate::survey::{first_word_cells, printed_cells};

pub(crate) use boundary::Boundary;

/// Size from which type is larger than any text's, where every character fills its square.
pub(crate) const LARGE_TYPE: f32 = 1.17;

/// One line of the galley.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a> {
    pub line: LineIx,
    pub text: Cow<'a, str>,
    pub role: Role,
    /// Width in cells, of the text as it is now.
    pub width: u32,
    /// Column measure in cells, 0 if unknown.
    pub measure: u32,
    /// Indent in cells, in as little room as the rows of a long issue should take.
    indent: u16,
    pub end: End,
}

// A long issue has half a million of them.
const _: () = assert!(size_of::<Row<'_>>() <= 40);

impl Row<'_> {
    /// Indent in cells.
    pub(crate) fn indent(&self) -> u32 {
        u32::from(self.indent)
    }
}

/// Rows in reading order.
#[derive(Debug)]
pub(crate) struct Galley<'a> {
    pub rows: Vec<Row<'a>>,
    view: View<'a>,
    /// How each row is set, where the page has capitals to go by, as far as one has; read when it is first asked for.
    settings: OnceCell<Vec<Option<Reading>>>,
    forms: Forms,
    /// Which rows are parts of columns set from top to bottom, likewise.
    upright: OnceCell<Vec<bool>>,
    /// The pages, counted from 0, on which white stands inside paragraphs, likewise.
    cut_pages: OnceCell<FxHashSet<usize>>,
}

impl<'a> Galley<'a> {
    /// The rows of these lines, which must be in draft order; furniture is left out.
    pub(crate) fn new(view: &View<'a>, lines: impl Iterator<Item = LineIx>) -> Self {
        let abbreviations = view.rules.words("abbreviation");
        let row = |line: LineIx| {
            let text = view.draft.text(line);
            let found = view.survey.line(line);
            let width = match &text {
                Cow::Borrowed(_) => found.width,
                Cow::Owned(text) => {
                    let unspaced = view.survey.page(view.issue.line(line).page as usize).unspaced;
                    printed_cells(view.draft, line, text, unspaced)
                }
            };
            let end = End::of(&text, abbreviations);
            Row {
                line,
                role: view.draft.role(line),
                width,
                measure: found.measure,
                indent: u16::try_from(found.indent).unwrap_or(u16::MAX),
                end,
                text,
            }
        };
        // They may be those of a whole issue, so that no more room is taken than they need.
        let lines: Vec<LineIx> = lines.filter(|line| !view.draft.role(*line).is_furniture()).collect();
        Self {
            rows: lines.into_iter().map(row).collect(),
            view: *view,
            settings: OnceCell::new(),
            forms: Forms::default(),
            upright: OnceCell::new(),
            cut_pages: OnceCell::new(),
        }
    }

    /// The page of a row, counted from 0.
    pub(crate) fn page(&self, i: usize) -> usize {
        self.view.issue.line(self.rows[i].line).page as usize
    }

    /// The first row behind the page of a row.
    pub(crate) fn page_end(&self, i: usize) -> usize {
        let page = self.page(i);
        (i..self.rows.len()).find(|row| self.page(*row) != page).unwrap_or(self.rows.len())
    }

    /// How a row is set, where its page has capitals to go by.
    pub(crate) fn setting(&self, i: usize) -> Option<Reading> {
        self.settings.get_or_init(|| setting::read(&self.view, self)).get(i).copied().flatten()
    }

    /// How much a row is a credit by its words and marks, see [`credit_form`](super::credit::credit_form).
    pub(crate) fn credit_form(&self, i: usize) -> f64 {
        self.forms.credit(i, &self.rows[i].text, self.view.rules)
    }

    /// How much a row looks like a byline, see [`byline_form`](super::names::byline_form).
    pub(crate) fn byline_form(&self, i: usize) -> f64 {
        let is_opened = || i > 0 && opens_object(&self.rows[i - 1].text);
        match self.forms.byline(i, &self.rows[i].text, self.view.rules) {
            form if form > 0.0 && is_opened() => 0.0,
            form => form,
        }
    }

    /// Whether a row is a character of a column that is set from top to bottom.
    fn is_upright(&self, i: usize) -> bool {
        let rows = || upright::columns(self.rows.iter().map(|row| row.text.as_ref()));
        self.unspaced(i) && self.upright.get_or_init(rows).get(i).is_some_and(|upright| *upright)
    }

    /// Whether two rows stand in one region, with nothing between them in the source but a line end.
    pub(crate) fn touches(&self, i: usize) -> bool {
        let (a, b) = self.lines_at(i);
        a.page == b.page && a.region == b.region && !self.has_white_between(a, b)
    }

    /// Whether blank rows stand between a row and the next below it in its column or, in flow text, on its page.
    pub(crate) fn is_parted(&self, i: usize) -> bool {
        let (a, b) = self.lines_at(i);
        let in_flow = || self.view.survey.page(a.page as usize).pitch == 0;
        a.page == b.page && if a.region == b.region { self.has_white_between(a, b) } else { in_flow() }
    }

    /// The lines of a row and the next.
    fn lines_at(&self, i: usize) -> (&'a Line, &'a Line) {
        let line = |row: usize| self.view.issue.line(self.rows[row].line);
        (line(i), line(i + 1))
    }

    /// Whether blank rows stand between two lines of one region, which they do in columns only.
    fn has_white_between(&self, a: &Line, b: &Line) -> bool {
        let pitch = self.view.survey.page(a.page as usize).pitch;
        let top = |line: &Line| line.bbox.map_or(0, |bbox| bbox.top);
        pitch > 0 && top(b).saturating_sub(top(a)) > pitch as i32
    }

    /// Whether the page of the row is written without spaces.
    pub(crate) fn unspaced(&self, i: usize) -> bool {
        self.view.survey.page(self.page(i)).unspaced
    }

    /// Cells that are free at the end of a row, over and above those that the first piece of the next row would have
    /// needed; not above 0 where the row is full. Without a known measure every row counts as full.
    pub(crate) fn free(&self, i: usize) -> i64 {
        let row = &self.rows[i];
        if row.measure == 0 {
            return 0;
        }
        let page = self.view.survey.page(self.page(i));
        // Deep indents belong to headings, which have a measure of their own.
        let indent = if row.indent() <= 8 { row.indent() } else { 0 };
        let slack = if matches!(row.end, End::Closed | End::Colon) { page.closed_slack } else { page.slack };
        let free = i64::from(row.measure) - i64::from(row.width + indent) - i64::from(slack);
        let next = self.rows.get(i + 1).map_or("", |next| &next.text);
        let needed =
            if page.unspaced { unbreakable_start(next, page.cuts_numbers) } else { 1 + first_word_cells(next) };
        free - i64::from(needed.min(row.measure / 2)) + i64::from(!page.unspaced)
    }

    /// Whether a row reaches its measure.
    pub(crate) fn is_full(&self, i: usize) -> bool {
        self.free(i) <= 0
    }

    /// Whether a row is wider than the columns around it, as only headings are. Inside a block marks set close, such as
    /// quotes one after another, make a line look wider than it was printed.
    pub(crate) fn is_over(&self, i: usize) -> bool {
        /// Cells that are allowed at the least, to a line by itself.
        const LEAST: u32 = 2;
        let row = &self.rows[i];
        if row.measure == 0 || row.width <= row.measure + LEAST {
            return false;
        }
        let allowed = match (self.stands_alone(i), self.unspaced(i) && row.end == End::Open) {
            (true, _) => LEAST,
            (false, true) => squeezed(&row.text).unwrap_or(4 + row.measure / 4),
            (false, false) => 4 + row.measure / 4,
        };
        row.width > row.measure + allowed
    }

    /// Whether a row is short by the indent that the dump has lost, so that it opens a paragraph.
    pub(crate) fn is_lost_indent(&self, i: usize) -> bool {
        let row = &self.rows[i];
        self.view.survey.page(self.page(i)).lost_indents && (3..=6).contains(&self.gap(i)) && row.end == End::Open
    }

    /// Whether the block that begins with row `from` could be a heading on a page with indents: a few lines in which no
    /// sentence ends, and an indented line or nothing after them.
    pub(crate) fn is_heading_block(&self, from: usize) -> bool {
        let n = self.rows.len();
        let ends = |i: &usize| *i + 1 == n || !self.touches(*i) || self.rows[*i + 1].indent() > 0;
        (from..n.min(from + 4)).find(ends).is_some_and(|last| {
            let after = self.rows.get(last + 1);
            // Lines of a ragged column are a little short, and a sentence that goes on behind a break is no heading.
            let ragged = if self.unspaced(last) { 0 } else { i64::from(self.rows[last].measure) / 8 };
            let goes_on = after.is_some_and(|after| !self.unspaced(last) && starts_lower(&after.text));
            let apart = after.is_none_or(|after| after.indent() > 0) || self.free(last) > ragged && !goes_on;
            // Headlines of old papers end with a stop; where words have no spaces none does.
            let stopped = last == from && self.stands_alone(from) && !self.unspaced(from) && after.is_some();
            (self.rows[last].end == End::Open || stopped && self.rows[last].end.is_closed()) && apart
        })
    }

    /// Whether a row is a block of its own and yet neither the last line of a paragraph, which would end a sentence, nor
    /// an inner one, which would be full.
    fn is_stray(&self, i: usize) -> bool {
        let row = &self.rows[i];
        let inner = !self.unspaced(i) && starts_lower(&row.text);
        self.stands_alone(i) && row.end == End::Open && !inner && self.free(i) > i64::from(row.measure) / 4
    }

    /// Whether a row is a block of its own.
    pub(crate) fn stands_alone(&self, i: usize) -> bool {
        (i == 0 || !self.touches(i - 1)) && (i + 1 >= self.rows.len() || !self.touches(i))
    }

    /// Whether a row of a script with capitals is set in capitals, or begins every long word with one.
    fn is_heading_like(&self, i: usize) -> bool {
        if self.unspaced(i) {
            return false;
        }
        let text = &self.rows[i].text;
        let (capitals, titled) = capitals(text);
        (capitals > 0.8 || titled > 0.8) && text.chars().filter(|c| c.is_alphabetic()).count() >= 4
    }

    /// Whether a row may be the catchword over words such as `from page 1`: short, set onto them, and no part of the text
    /// above it.
    pub(crate) fn is_catchword(&self, i: usize) -> bool {
        /// Share of its column, in tenths, below which it is short.
        const SHORT: u32 = 8;
        let row = &self.rows[i];
        let apart = || i == 0 || !self.touches(i - 1) || self.rows[i - 1].end.is_closed() || self.free(i - 1) > 0;
        row.width * 10 < row.measure * SHORT && row.end != End::Hyphen && apart()
    }

    /// Whether a row ends inside a sentence and stands directly over the next, which begins with no small letter.
    pub(crate) fn is_open_over(&self, i: usize) -> bool {
        let (row, below) = (&self.rows[i], self.rows.get(i + 1));
        matches!(row.end, End::Open | End::Hyphen)
            && row.role == Role::Body
            && self.touches(i)
            && below.is_some_and(|below| !starts_lower(&below.text))
    }

    /// Whether rows `i` and `i + 1` are set in one large type, one below the other, and no sentence ends in the first: lines
    /// of one headline, also where the file has a block for each.
    pub(crate) fn is_of_one_type(&self, i: usize) -> bool {
        /// Size from which type is a headline's, by how much two lines of one size are measured apart, and the white between
        /// them, in lines of text.
        const LARGE: f32 = 1.3;
        const APART: f32 = 0.1;
        const WHITE: f32 = 1.2;
        let setting = |row: usize| self.view.survey.setting(self.rows.get(row)?.line);
        let (Some(a), Some(b)) = (setting(i), setting(i + 1)) else { return false };
        self.rows[i].end != End::Closed
            && a.size.min(b.size) >= LARGE
            && (a.size - b.size).abs() <= APART * a.size
            && a.bold == b.bold
            && (0.0..WHITE).contains(&b.white_above)
    }

    /// Size of the type of a row, as a multiple of the page's text, where boxes tell it and words have no spaces: there
    /// every character fills its square, so that a line is as high as its type whatever it says.
    pub(crate) fn type_size(&self, i: usize) -> Option<f32> {
        let setting = self.view.survey.setting(self.rows.get(i)?.line)?;
        self.unspaced(i).then(|| setting.square())
    }

    /// Whether rows `i` and `i + 1` are set in types of different sizes of which one is a headline's.
    pub(crate) fn changes_type(&self, i: usize) -> bool {
        /// By how much the larger exceeds the other.
        const LARGER: f32 = 1.17;
        /// Han from which on a line tells the size of its type.
        const FEWEST: usize = 2;
        let told = |row: usize| self.rows[row].text.chars().filter(|c| is_han(*c)).nth(FEWEST - 1).is_some();
        let (Some(a), Some(b)) = (self.type_size(i), self.type_size(i + 1)) else { return self.parts_headline(i) };
        a.max(b) >= LARGE_TYPE && a.max(b) >= LARGER * a.min(b) && told(i) && told(i + 1)
    }

    /// Whether one of rows `i` and `i + 1` is a headline in one block with its text, where words have spaces and a line tells
    /// its type less surely: it is set much larger and does not fill its line, and no sentence goes on over the two. What an
    /// advert offers in capitals goes on below.
    fn parts_headline(&self, i: usize) -> bool {
        /// Size of a headline's type, and by how much it exceeds that of the other.
        const LARGE: f32 = 1.3;
        const LARGER: f32 = 1.25;
        /// Letters from which on a line tells its type.
        const FEWEST: usize = 5;
        let (a, b) = (&self.rows[i], &self.rows[i + 1]);
        let size = |row: &Row<'_>| self.view.survey.setting(row.line).map_or(1.0, |set| set.size);
        let (size_a, size_b) = (size(a), size(b));
        if size_a.max(size_b) < LARGE.max(LARGER * size_a.min(size_b)) {
            return false;
        }
        let told = |row: &Row<'_>| row.text.chars().filter(|c| c.is_alphabetic()).nth(FEWEST - 1).is_some();
        let large = if size_a > size_b { i } else { i + 1 };
        self.free(large) > 0
            && (large == i || a.end.is_closed() || self.free(i) > 0)
            && (!starts_lower(&b.text) || large == i && capitals(&a.text).0 > 0.8)
            && !a.text.ends_with([',', ';'])
            && told(a)
            && told(b)
    }

    /// Whether a row is the last of an advert, by its number.
    pub(crate) fn ends_advert(&self, i: usize) -> bool {
        self.view.survey.page(self.page(i)).numbers_adverts && has_number(&self.rows[i].text)
    }

    /// Cells between the end of a row and its measure.
    fn gap(&self, i: usize) -> i64 {
        i64::from(self.rows[i].measure) - i64::from(self.rows[i].width)
    }
}

/// Cells by which a line without spaces that ends no sentence may look wider than its column: each mark may be set half as
/// wide, the last may hang behind the line, and a measure may be off by one character. Nothing is told where Latin letters
/// or digits, which are of many widths, make up more than a few signs.
fn squeezed(text: &str) -> Option<u32> {
    const MOST_NARROW: usize = 4;
    let is_mark = |c: char| !c.is_ascii() && !is_sign(c);
    let (mut narrow, mut marks) = (0, 0);
    for c in besides_han(text) {
        narrow += usize::from(c.is_ascii() && c != ' ');
        marks += u32::from(is_mark(c));
    }
    (narrow <= MOST_NARROW).then_some(3 + marks + u32::from(text.ends_with(is_mark)))
}

/// Whether a line of a headline leads on to whom or what it is about: `山村的夜——记`.
fn opens_object(text: &str) -> bool {
    /// Most characters behind the dash.
    const MOST: usize = 2;
    text.rsplit_once("——").is_some_and(|(_, word)| word.chars().count() <= MOST)
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    #[test]
    fn whom_a_headline_is_about_is_no_author() {
        let page = "\
渡口换上新石阶
本报记者 周文芳
　　渡口的石阶用了三十年，雨天最是难走，
老人过河总要有人扶。今年春上镇里请来石
匠，一块一块换成了青石，又在两边装了铁栏。

山乡纪事
翻山越岭架线人：信号的盼望——记
青石山卫星有线电视有限公司
　　青石山里的人家散在十几条沟里，架线的
人背着电缆走了两个冬天，把信号送到了最后
一户。公司的人说，线架好了，还要有人去修。
";
        let bylines = |page: &str| sketch(page).matches("<byline>").count();
        assert_eq!(bylines(page), 1);
        assert_eq!(bylines(&page.replace("——记", "")), 2);
    }
}
