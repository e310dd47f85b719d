//! The command line: one file a subcommand. Results go to stdout, talk to stderr. This layer may look at the terminal,
//! the environment and the clock; it decides nothing about text.

mod again;
mod clean;
mod common;
mod decide;
mod diff;
mod eval;
mod last;
mod lexicon;
mod pending;
mod publish;
mod report;
mod review;
mod rules;
mod say;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Turns raw newspaper page dumps into clean, ordered, article-level text, with a ledger of every change.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = "\
Exit codes: 0 done, 1 undecided edits with --check, 2 failure.

Example: newsprint clean raw
         newsprint pending cleaned"
)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Clean(clean::Args),
    Pending(pending::Args),
    Decide(decide::Args),
    Review(review::Args),
    Diff(diff::Args),
    Eval(eval::Args),
    Report(report::Args),
    Publish(publish::Args),
    Verify(verify::Args),
    Lexicon(lexicon::Args),
    Rules(rules::Args),
}

/// Runs the program.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // A reader that closed the pipe has seen enough.
            let _ = error.print();
            return if error.use_stderr() { End::Failed } else { End::Done }.into();
        }
    };
    let result = match &args.command {
        Command::Clean(args) => clean::run(args),
        Command::Pending(args) => pending::run(args),
        Command::Decide(args) => decide::run(args),
        Command::Review(args) => review::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Report(args) => report::run(args),
        Command::Publish(args) => publish::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Lexicon(args) => lexicon::run(args),
        Command::Rules(args) => rules::run(args),
    };
    let end = result.unwrap_or_else(|error| {
        say::error(&error);
        End::Failed
    });
    end.into()
}

/// What a command ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// All was done.
    Done,
    /// With `--check`: edits wait for a person.
    Undecided,
    /// Something could not be done, and was said.
    Failed,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Done => 0,
            End::Undecided => 1,
            End::Failed => 2,
        })
    }
}
