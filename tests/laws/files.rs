//! What is written is the fold of its ledger, and the ledger's file holds all of it.

use newsprint::ledger::file::{RunInfo, RunLevel, read_ledger, write_ledger};
use newsprint::ledger::{Decisions, Ledger, Level, fold};
use newsprint::model::Issue;

use newsprint::write::{FORMATS, Finished, Offsets, assemble, lines_once, verify};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::common::{WishDecision, WishEdit, decide, decisions, drive, issue, passes};

fn ledger(
    issue: &Issue,
    passes: &[(newsprint::ledger::PassName, Vec<WishEdit>)],
    wishes: &[WishDecision],
    level: Option<Level>,
) -> Ledger {
    let proposed = drive(issue, passes, level, &Decisions::default(), "a");
    let decisions = Decisions::new(decide(issue, &proposed, wishes));
    drive(issue, passes, level, &decisions, "a")
}

fn run_info() -> RunInfo {
    RunInfo { version: "0".to_owned(), level: RunLevel::Review, packs: Vec::new(), lexicon: None }
}

/// Every output of a ledger, by format.
fn outputs(issue: &Issue, ledger: &Ledger, offsets: Offsets) -> Vec<(&'static str, Vec<u8>)> {
    let draft = fold(issue, ledger);
    let document = assemble(&draft, ledger, &run_info(), &[], offsets);
    let finished = Finished { draft: &draft, ledger, document: &document, drawn: None };
    FORMATS.iter().map(|format| (format.name, format.bytes(&finished))).collect()
}

fn faults(issue: &Issue, ledger: &[u8], outputs: &[(&'static str, Vec<u8>)]) -> Vec<String> {
    let outputs: Vec<(&str, &[u8])> = outputs.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    verify(issue, ledger, &outputs).into_iter().map(|fault| fault.message).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_ledger_comes_back_from_its_file(
        issue in issue(), passes in passes(), wishes in decisions(),
        level in select(&[None, Some(Level::Review), Some(Level::Safe)][..]),
    ) {
        let ledger = ledger(&issue, &passes, &wishes, level);
        let bytes = write_ledger(&issue, &ledger, &run_info(), &[]);
        let (header, read) = read_ledger(&bytes, &issue).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&read, &ledger);
        prop_assert_eq!(write_ledger(&issue, &read, &header.run, &header.warnings), bytes);
    }

    #[test]
    fn what_is_published_is_the_fold_of_its_ledger(
        issue in issue(), passes in passes(), wishes in decisions(), offsets in select(&[Offsets::Without, Offsets::With][..]),
    ) {
        let ledger = ledger(&issue, &passes, &wishes, Some(Level::Review));
        let bytes = write_ledger(&issue, &ledger, &run_info(), &[]);
        let outputs = outputs(&issue, &ledger, offsets);
        prop_assert_eq!(faults(&issue, &bytes, &outputs), Vec::<String>::new());
        let draft = fold(&issue, &ledger);
        let document = assemble(&draft, &ledger, &run_info(), &[], offsets);
        prop_assert_eq!(lines_once(&issue, &document), Vec::<String>::new());
    }

    #[test]
    fn a_changed_byte_is_found_wherever_text_hangs_on_it(
        issue in issue(), passes in passes(), which in any::<Index>(), at in any::<Index>(), byte in any::<u8>(),
    ) {
        let ledger = ledger(&issue, &passes, &[], Some(Level::Review));
        let mut bytes = write_ledger(&issue, &ledger, &run_info(), &[]);
        let mut outputs = outputs(&issue, &ledger, Offsets::Without);
        let n = which.index(outputs.len() + 1);
        let file = outputs.get_mut(n).map_or(&mut bytes, |(_, bytes)| bytes);
        prop_assume!(!file.is_empty());
        let at = at.index(file.len());
        prop_assume!(file[at] != byte);
        file[at] = byte;
        if n < outputs.len() {
            prop_assert!(!faults(&issue, &bytes, &outputs).is_empty(), "byte {at} of {}", outputs[n].0);
        } else if faults(&issue, &bytes, &outputs).is_empty() {
            // Words for people, such as reasons, prove nothing and can be other words.
            let (header, read) = read_ledger(&bytes, &issue).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(write_ledger(&issue, &read, &header.run, &header.warnings), bytes);
            let (was, is) = (fold(&issue, &ledger), fold(&issue, &read));
            prop_assert_eq!(was.order(), is.order());
            for line in issue.line_indices() {
                prop_assert_eq!(was.text(line), is.text(line));
                prop_assert_eq!((was.role(line), was.starts(line), was.join(line)), (is.role(line), is.starts(line), is.join(line)));
            }
        }
    }
}
