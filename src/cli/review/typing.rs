//! What a person types: a line on the screen, or lines in an editor of their own.

use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;
use crossterm::event::Event;
use newsprint::report::screen::{Glyphs, Ink, Look, ScreenLine};
use newsprint::store::Scratch;
use unicode_segmentation::UnicodeSegmentation;

use super::input::{Input, Typing};
use super::signals::Ended;
use super::terminal::Terminal;
use crate::cli::say::trouble;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// It is as it should be.
    Done(String),
    /// It is not meant; what was typed so far.
    Left(String),
}

/// Lets a person type a line below a screen. `above` draws the screen.
pub fn line(
    terminal: &Terminal,
    prompt: &str,
    text: &str,
    above: impl Fn(&Terminal) -> Vec<ScreenLine>,
) -> Result<Typed> {
    let mut input = Input::new(text);
    loop {
        let look = terminal.look();
        let mut rows = above(terminal);
        rows.truncate(look.rows.saturating_sub(2));
        rows.push(vec![
            look.said(Ink::Alarm, &look.clip(&format!("{prompt} (Enter saves, Esc leaves)"), look.columns)),
        ]);
        let (row, column) = field(&input, look);
        rows.push(vec![row]);
        terminal.draw(&rows, Some((column as u16, rows.len() as u16 - 1)))?;
        let typing = match terminal.event() {
            // Whoever closes the window finds again what was typed; the next event ends the program.
            Err(error) if error.is::<Ended>() => Typing::Left,
            Err(error) => return Err(error),
            Ok(Event::Key(key)) => input.key(key),
            Ok(Event::Paste(text)) => {
                input.put(&text);
                Typing::On
            }
            Ok(_) => Typing::On,
        };
        match typing {
            Typing::On => {}
            Typing::Left => return Ok(Typed::Left(input.text().to_owned())),
            Typing::Done => return Ok(Typed::Done(input.text().to_owned())),
        }
    }
}

/// What is typed, as much of it as the line holds, and the column of the cursor.
fn field(input: &Input, look: Look) -> (Glyphs, usize) {
    let (before, behind) = input.halves();
    let mut start = before.len();
    let mut column = 0;
    for (at, grapheme) in before.grapheme_indices(true).rev() {
        let wide = look.width(look.shown(Ink::Plain, grapheme).text());
        if column + wide + 2 > look.columns {
            break;
        }
        column += wide;
        start = at;
    }
    let text = look.shown(Ink::Plain, &[&before[start..], behind].concat());
    (look.shown(Ink::Plain, &look.clip(text.text(), look.columns.saturating_sub(1))), column)
}

/// The editor that a person has named, if any.
pub fn editor() -> Option<OsString> {
    ["VISUAL", "EDITOR"].into_iter().filter_map(std::env::var_os).find(|editor| !editor.is_empty())
}

/// Lets a person change a text in an editor, which has the terminal meanwhile. An empty file is not meant.
pub fn in_editor(terminal: &Terminal, editor: &OsString, text: &str) -> Result<Typed> {
    let scratch = Scratch::with(text.as_bytes())?;
    let ended = terminal.lend(|| command(editor).arg(scratch.path()).status())?;
    let ended = ended.map_err(|error| {
        trouble(format!("{}: {error}", editor.display()), "name an editor that is there in EDITOR, or none")
    })?;
    let after = String::from_utf8_lossy(&scratch.read()?).into_owned();
    Ok(if ended.success() && !after.trim().is_empty() { Typed::Done(after) } else { Typed::Left(text.to_owned()) })
}

/// The editor may be given with options, as a shell would take them.
fn command(editor: &OsString) -> Command {
    if cfg!(unix) {
        let mut line = editor.clone();
        line.push(" \"$@\"");
        let mut command = Command::new("sh");
        command.arg("-c").arg(line).arg(editor);
        return command;
    }
    let line = editor.to_string_lossy();
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    command
}
