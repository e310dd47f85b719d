//! `newsprint lexicon`: what words an archive prints, and how often.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Subcommand;
use newsprint::batch::{self, Group};
use newsprint::lexicon::{Learner, Lexicon, merge};
use newsprint::read::ReadOptions;
use newsprint::store::{self, Folder};

use super::End;
use super::common::{encoding_of, load_lexicon};
use super::say::{count, talk, trouble};

/// Learn the words of an archive, for `clean --lexicon`
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: newsprint lexicon learn raw -o my.lexicon
          newsprint lexicon merge 1890s.lexicon 1900s.lexicon -o my.lexicon
          newsprint clean raw --lexicon my.lexicon")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Count the words of page dumps, each file read once
    #[command(after_help = "Example: newsprint lexicon learn raw -o my.lexicon")]
    Learn {
        /// Files or folders of dumps
        #[arg(required = true, value_name = "INPUT")]
        inputs: Vec<PathBuf>,
        /// The lexicon to write
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
        /// Leave out words that stand there fewer times than this, most of them misread
        #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..))]
        least: u64,
        /// Encoding of the inputs; found out where it is not given
        #[arg(long, value_name = "LABEL")]
        encoding: Option<String>,
        /// Language of the inputs, such as en, de; it helps to find the encoding
        #[arg(long, value_name = "CODE")]
        language: Option<String>,
    },
    /// Add up lexicons
    #[command(after_help = "Example: newsprint lexicon merge a.lexicon b.lexicon -o both.lexicon")]
    Merge {
        /// Lexicons
        #[arg(required = true, num_args = 2.., value_name = "LEXICON")]
        lexicons: Vec<PathBuf>,
        /// The lexicon to write
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    match &args.what {
        What::Learn { inputs, out, least, encoding, language } => {
            let encoding = encoding.as_deref().map(encoding_of).transpose()?;
            learn(inputs, out, *least, &ReadOptions { encoding, language: language.clone(), ..ReadOptions::default() })
        }
        What::Merge { lexicons, out } => {
            let read: Vec<Lexicon> = lexicons.iter().map(|path| load_lexicon(path)).collect::<Result<_>>()?;
            write(out, &[], &merge(&read)?)?;
            Ok(End::Done)
        }
    }
}

fn learn(inputs: &[PathBuf], out: &Path, least: u64, options: &ReadOptions) -> Result<End> {
    let found = batch::find(inputs, Group::File);
    let mut learner = Learner::default();
    let mut failed = String::new();
    for error in &found.errors {
        failed += &format!("error: {error}\nhint: {}\n", error.hint);
    }
    let mut n_read = 0usize;
    for input in &found.inputs {
        match batch::read_issue(input, options) {
            Err(error) => failed += &format!("error: {error}\n"),
            Ok(issue) => {
                n_read += 1;
                learner.issue();
                issue.line_indices().for_each(|line| learner.line(issue.raw(line)));
            }
        }
    }
    if n_read == 0 {
        talk(&failed);
        let named: Vec<String> = inputs.iter().map(|path| path.display().to_string()).collect();
        let what = format!("{}: there are no page dumps here to learn from", named.join(", "));
        return Err(trouble(what, "name files, or a folder that holds some"));
    }
    if inputs.iter().any(|input| store::resolved(input) == store::resolved(out)) {
        return Err(trouble(format!("{}: this is what is learned from", out.display()), "name another file with -o"));
    }
    let folders: Vec<PathBuf> = inputs.iter().filter(|input| store::is_folder(input)).cloned().collect();
    write(out, &folders, &learner.finish(least)?)?;
    talk(&failed);
    // What could be read is learned all the same.
    Ok(if failed.is_empty() { End::Done } else { End::Failed })
}

/// Writes a lexicon, never into the folders that it is learned from, and says what is in it.
fn write(out: &Path, folders: &[PathBuf], bytes: &[u8]) -> Result<()> {
    let lexicon = Lexicon::parse(bytes)?;
    let name = out.file_name().and_then(|name| name.to_str());
    let Some(name) = name else {
        return Err(trouble(format!("{}: this names no file", out.display()), "write -o my.lexicon"));
    };
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Folder::open(folder, folders)?.write(name, bytes)?;
    let about = lexicon.about();
    talk(&format!(
        "{}: {} of {}, from {} words in {}\n",
        out.display(),
        count(about.words as usize, "word"),
        if about.least > 1 { format!("at least {} times each", about.least) } else { "any number of times".to_owned() },
        about.read,
        count(about.issues as usize, "issue"),
    ));
    Ok(())
}
