//! What each key asks for.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use newsprint::ledger::Act;
use newsprint::review::Step;

/// What a person wants after an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The next issue.
    On,
    /// The one before.
    Back,
    /// The last step is to be taken back, wherever it was made.
    Undo,
    /// What was taken back last is to be done again.
    Redo,
    /// All that waits of the rule at hand is to be accepted, or refused.
    Batch(Act),
    /// The next issue in which something waits, and there into the text at the first place that does.
    Ahead,
    /// The one before in which something waits, and there into the text at the last place that does.
    Behind,
    /// To stop.
    Quit,
}

/// What a person wants to put right in the text at the line at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// How it reads.
    Text,
    /// The headline of its article.
    Title,
    /// Who wrote its article.
    Byline,
    /// What its block is.
    Role,
    /// What the line alone is.
    RoleOfLine,
    /// An article begins there.
    Split,
    /// Its article goes on with the one before.
    Merge,
    /// Another place for its block.
    Move,
    /// Its block before the one before it.
    Up,
    /// Its block behind the next one.
    Down,
}

/// What a key asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    Step(Step),
    Correct(Ask),
    /// The text instead of the question.
    Text,
    /// Other questions.
    Filter,
    Help,
    Leave(Way),
    Nothing,
}

/// What a key asks for on a question; `is_through` where none is left.
pub fn wish(key: KeyEvent, is_through: bool) -> Wish {
    if let Some(wish) = anywhere(key) {
        return wish;
    }
    match plain(key) {
        Some(KeyCode::Char('c')) => Wish::Text,
        Some(KeyCode::Enter) if is_through => Wish::Leave(Way::On),
        _ if is_through => Wish::Nothing,
        Some(KeyCode::Char('a')) => Wish::Step(Step::Accept),
        Some(KeyCode::Char('r')) => Wish::Step(Step::Refuse),
        Some(KeyCode::Char('s')) => Wish::Step(Step::Skip),
        Some(KeyCode::Char('j') | KeyCode::Down) => Wish::Step(Step::Next),
        Some(KeyCode::Char('k') | KeyCode::Up) => Wish::Step(Step::Back),
        Some(KeyCode::Char('A')) => Wish::Leave(Way::Batch(Act::Accept)),
        Some(KeyCode::Char('R')) => Wish::Leave(Way::Batch(Act::Reject)),
        Some(KeyCode::Char(c)) => correction(c).map_or(Wish::Nothing, Wish::Correct),
        _ => Wish::Nothing,
    }
}

/// What a key asks for wherever the person is.
pub fn anywhere(key: KeyEvent) -> Option<Wish> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(match (key.code, control) {
        (KeyCode::Char('c' | 'd'), true) => Wish::Leave(Way::Quit),
        (KeyCode::Char('z'), true) => Wish::Leave(Way::Undo),
        _ => match plain(key)? {
            KeyCode::Char('q') => Wish::Leave(Way::Quit),
            KeyCode::Char('u') => Wish::Leave(Way::Undo),
            KeyCode::Char('U') => Wish::Leave(Way::Redo),
            KeyCode::Char('J') => Wish::Leave(Way::On),
            KeyCode::Char('K') => Wish::Leave(Way::Back),
            KeyCode::Char('?') => Wish::Help,
            KeyCode::Char('/') => Wish::Filter,
            _ => return None,
        },
    })
}

/// A key that is pressed with no other than Shift: whoever presses one with Alt means something else.
pub fn plain(key: KeyEvent) -> Option<KeyCode> {
    (!key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)).then_some(key.code)
}

/// What a key puts right in the text.
pub fn correction(key: char) -> Option<Ask> {
    Some(match key {
        'e' => Ask::Text,
        't' => Ask::Title,
        'y' => Ask::Byline,
        'o' => Ask::Role,
        'O' => Ask::RoleOfLine,
        'x' => Ask::Split,
        'g' => Ask::Merge,
        'm' => Ask::Move,
        '[' => Ask::Up,
        ']' => Ask::Down,
        _ => return None,
    })
}

/// What the keys do, a line each.
pub const HELP: [&str; 22] = [
    "a  accept: the proposal is right       r  refuse: the text stays as printed",
    "A  accept all that wait of this rule   R  refuse all that wait of this rule;",
    "   you see the places first: p of this page, i of this issue, f of all issues",
    "s  skip: it comes again at the end     j k  look at the others, decide nothing",
    "u  undo: takes back the last decision, or all of A or R;  U  does it again",
    "J K  next, previous issue              q  quit; what is said to be saved is",
    "/  ask only: byline/name  join_lines  p3  p1-L3  <80  held  applied  words  sure",
    "c  the text: j k line by line, n p to what waits (?), also in other issues,",
    "   N P to what was done (+), Enter asks about it, c leads back",
    "Put right yourself, at the line with the sign >:",
    "e  how it reads; in your editor where VISUAL or EDITOR names one",
    "t  the headline of its article         y  who wrote it, parted by semicolons",
    "o  what its paragraph is               O  what the line alone is",
    "x  an article begins here              g  its article goes on with the one above",
    "m  move its paragraph: arrows, Enter   [ ]  one place up, down",
    "While you type: Enter saves, Esc leaves. What you typed and left is there when",
    "you press the key again, also another day.",
    "[…] is taken out, {…} put in, > is the line in question, ⌒ goes on from above.",
    "A decision is added to NAME.decisions.jsonl, and none is ever deleted.",
    "Of two decisions on one thing the last counts, whoever made it.",
    "A decision that is out of date comes last: a applies it to the edit most like",
    "it, r takes it back, s keeps it.",
];

#[cfg(test)]
mod tests {
    use newsprint::report::screen::Look;

    use super::HELP;

    #[test]
    fn help_fits_a_usual_terminal() {
        assert!(HELP.len() < 24);
        for row in HELP {
            assert!(Look::of(80, 24).width(row) <= 80, "{row}");
        }
    }
}
