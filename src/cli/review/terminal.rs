//! The terminal while a review is on: its own screen, single keys, and the former state afterwards, whatever happens.

use std::io::{self, Write as _};
use std::sync::Once;
use std::time::Duration;

use anstyle::{AnsiColor, Color, Effects, Style};
use anyhow::Result;
use crossterm::cursor::{Hide, MoveTo, Show, position};
use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEventKind, KeyModifiers};
use crossterm::style::Print;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{execute, queue, terminal};
use newsprint::report::screen::{Ink, Look, ScreenLine};

use super::locale;
use super::signals::Signals;

/// How long a signal that ends the program may wait for a key.
const PATIENCE: Duration = Duration::from_millis(200);
/// Where the size of a terminal is not known.
const USUAL: (u16, u16) = (80, 24);

/// A terminal that is given back when this is dropped.
pub struct Terminal {
    colors: bool,
    is_wide: bool,
    is_ascii: bool,
    signals: Signals,
}

/// What a person says about the terminal, where it cannot be told.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Drawn {
    /// Draw nothing but ASCII, as is done where the locale names another charset than UTF-8
    #[arg(long)]
    ascii: bool,
    /// Columns that characters such as … and ① take; where the locale is Chinese, Japanese or Korean the terminal is
    /// asked, else it is 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=2))]
    ambiguous_width: Option<u8>,
}

impl Terminal {
    /// Takes the terminal over.
    pub fn open(drawn: Drawn) -> Result<Self> {
        // A panic is told on the former screen, where it can be read.
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let former = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                give_back();
                former(panic);
            }));
        });
        let colors = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
        let signals = Signals::heard()?;
        terminal::enable_raw_mode()?;
        // Made before the rest, so that it is given back where that fails.
        let locale = locale::locale();
        let is_ascii = drawn.ascii || locale::is_ascii(&locale);
        let mut terminal = Self { colors, is_wide: false, is_ascii, signals };
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        terminal.is_wide = match drawn.ambiguous_width {
            Some(width) => width == 2,
            None => !is_ascii && locale::is_east_asian(&locale) && is_drawn_wide(),
        };
        Ok(terminal)
    }

    /// Gives the terminal back while something else has it.
    pub fn lend<T>(&self, to: impl FnOnce() -> T) -> Result<T> {
        give_back();
        let result = to();
        terminal::enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        Ok(result)
    }

    /// Its size now, and what it draws.
    pub fn look(&self) -> Look {
        let (columns, rows) = match terminal::size() {
            Ok(size) if size.0 > 0 && size.1 > 0 => size,
            _ => USUAL,
        };
        Look { is_wide: self.is_wide, is_ascii: self.is_ascii, ..Look::of(columns.into(), rows.into()) }
    }

    /// Draws a screen in place of the former one; the cursor is shown where a person types.
    pub fn draw(&self, lines: &[ScreenLine], cursor: Option<(u16, u16)>) -> Result<()> {
        let mut out = io::stdout().lock();
        queue!(out, Hide)?;
        for (row, line) in (0u16..).zip(lines) {
            queue!(out, MoveTo(0, row))?;
            for piece in line {
                let style = if self.colors { style_of(piece.ink) } else { Style::new() };
                write!(out, "{style}{}{style:#}", piece.text())?;
            }
            queue!(out, Clear(ClearType::UntilNewLine))?;
        }
        queue!(out, Clear(ClearType::FromCursorDown))?;
        if let Some((column, row)) = cursor {
            queue!(out, MoveTo(column, row), Show)?;
        }
        out.flush()?;
        Ok(())
    }

    /// Waits for a key press, a paste or a new size.
    ///
    /// # Errors
    /// Where the terminal is gone, and with [`Ended`](super::signals::Ended) where a signal asks the program to end.
    pub fn event(&self) -> Result<Event> {
        loop {
            if let Some(event) = self.event_within(Duration::MAX)? {
                return Ok(event);
            }
        }
    }

    /// The same; none where nothing comes in a time.
    ///
    /// # Errors
    /// As [`Terminal::event`].
    pub fn event_within(&self, time: Duration) -> Result<Option<Event>> {
        let mut left = time;
        loop {
            self.signals.check()?;
            if self.signals.goes_on() {
                // Given back first, since it is not known to have been taken away.
                self.lend(|| ())?;
                let size = self.look();
                return Ok(Some(Event::Resize(size.columns as u16, size.rows as u16)));
            }
            if !event::poll(PATIENCE.min(left))? {
                left = left.saturating_sub(PATIENCE);
                if left.is_zero() {
                    return Ok(None);
                }
                continue;
            }
            match event::read()? {
                // A key that is held down decides once.
                Event::Key(key) if key.kind != KeyEventKind::Press => {}
                event => return Ok(Some(event)),
            }
        }
    }

    /// Drops the keys that were pressed before the next screen could be seen: nobody decides on what was not shown. Says
    /// whether Ctrl-C was among them.
    pub fn drop_keys(&self) -> Result<bool> {
        let mut is_enough = false;
        while event::poll(Duration::ZERO)? {
            if let Event::Key(key) = event::read()? {
                is_enough |= key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL);
            }
        }
        Ok(is_enough)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whether a character of ambiguous width takes two columns: one is drawn, and the terminal asked where its cursor is. One
/// that does not answer is taken to be as most are.
fn is_drawn_wide() -> bool {
    let drawn = execute!(io::stdout(), MoveTo(0, 0), Print('①'));
    drawn.and_then(|()| position()).is_ok_and(|(column, _)| column == 2)
}

/// Puts the terminal back. Where that fails there is nobody left to tell.
pub(super) fn give_back() {
    let _ = execute!(io::stdout(), Show, DisableBracketedPaste, LeaveAlternateScreen);
    let _ = terminal::disable_raw_mode();
}

fn style_of(ink: Ink) -> Style {
    let color = |color: AnsiColor| Style::new().fg_color(Some(Color::Ansi(color)));
    match ink {
        Ink::Plain => Style::new(),
        Ink::Head => Style::new().bold(),
        Ink::Soft => Style::new().dimmed(),
        Ink::Gone => color(AnsiColor::Red).effects(Effects::BOLD),
        Ink::Came => color(AnsiColor::Green).effects(Effects::BOLD),
        Ink::Alarm => color(AnsiColor::Yellow),
    }
}
