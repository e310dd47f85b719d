//! A fold of any subset of any ledger is total and conserves, and leaves out the dependency closure and nothing more.

use std::collections::BTreeMap;

use newsprint::ledger::{Decisions, Draft, Grain, Ledger, Level, Outcome, balance, fold, fold_where};
use newsprint::model::Issue;
use proptest::prelude::*;

use crate::common::{decide, decisions, drive, issue, passes};
use crate::oracle::{Told, continues, tell};

fn told_by(draft: &Draft<'_>, live: Vec<bool>) -> Told {
    let issue = draft.issue();
    let lines = || issue.line_indices();
    Told {
        live,
        order: draft.order().to_vec(),
        roles: lines().map(|line| draft.role(line)).collect(),
        starts: lines().map(|line| draft.starts(line)).collect(),
        joins: lines().map(|line| draft.join(line)).collect(),
        text: lines().map(|line| draft.text(line).into_owned()).collect(),
        marks: lines()
            .flat_map(|line| draft.marks(line))
            .map(|mark| ((mark.line, mark.span.start, mark.span.end, mark.field), mark.value.to_owned()))
            .collect::<BTreeMap<_, _>>(),
    }
}

fn check_seams(draft: &Draft<'_>) -> Result<(), TestCaseError> {
    let issue = draft.issue();
    let roles: Vec<_> = issue.line_indices().map(|line| draft.role(line)).collect();
    let starts: Vec<_> = issue.line_indices().map(|line| draft.starts(line)).collect();
    let article_of = |line| draft.articles().position(|article| article.contains(&draft.place(line)));
    let mut joined_to = vec![false; issue.n_lines()];
    for left in issue.line_indices() {
        let Some((right, _)) = draft.join(left) else { continue };
        prop_assert!(continues(draft.order(), &roles, &starts, left, right));
        prop_assert_eq!(article_of(left), article_of(right));
        prop_assert_eq!(draft.role(left), draft.role(right));
        prop_assert!(!std::mem::replace(&mut joined_to[right.at()], true), "two lines go on with one");
    }
    for line in issue.line_indices() {
        prop_assert_eq!(draft.is_joined_to(line), joined_to[line.at()]);
    }
    let covered: Vec<usize> = draft.articles().flatten().collect();
    prop_assert_eq!(covered, (0..issue.n_lines()).collect::<Vec<_>>());
    Ok(())
}

fn check(issue: &Issue, ledger: &Ledger, wanted: &[bool]) -> Result<(), TestCaseError> {
    let (draft, outcome) = fold_where(issue, ledger, |id, _| wanted[id.0 as usize]);
    if let Err(broken) = balance(&draft) {
        return Err(TestCaseError::fail(broken));
    }
    let live: Vec<bool> = outcome.iter().map(|outcome| *outcome == Outcome::Live).collect();
    prop_assert_eq!(told_by(&draft, live), tell(issue, ledger.entries(), wanted));
    for (n, outcome) in outcome.into_iter().enumerate() {
        let entry = &ledger.entries()[n];
        prop_assert_eq!(outcome == Outcome::Off, !wanted[n]);
        match outcome {
            Outcome::Needs(need) => prop_assert!(entry.edit.needs.contains(&need)),
            Outcome::Loose => prop_assert!(entry.edit.grain == Grain::Whole && entry.edit.is_text()),
            Outcome::Off | Outcome::Live => {}
        }
    }
    check_seams(&draft)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_subset_folds_to_what_it_says(
        issue in issue(), passes in passes(), wishes in decisions(), mask in any::<u64>(), second in any::<u64>(),
    ) {
        let proposed = drive(&issue, &passes, Some(Level::Review), &Decisions::default(), "a");
        let decisions = Decisions::new(decide(&issue, &proposed, &wishes));
        let ledger = drive(&issue, &passes, Some(Level::Review), &decisions, "a");
        let n = ledger.entries().len();
        // Of every entry, whatever its state.
        check(&issue, &ledger, &vec![true; n])?;
        check(&issue, &ledger, &vec![false; n])?;
        for mask in [mask, second, mask | second] {
            check(&issue, &ledger, &(0..n).map(|n| mask >> (n % 64) & 1 == 1).collect::<Vec<_>>())?;
        }
    }

    #[test]
    fn the_fold_of_a_finished_ledger_leaves_out_what_is_dormant(issue in issue(), passes in passes()) {
        use newsprint::ledger::State;
        let ledger = drive(&issue, &passes, Some(Level::Review), &Decisions::default(), "a");
        let counts = |state: &State| matches!(state, State::Applied | State::Dormant { .. });
        let (draft, outcome) = fold_where(&issue, &ledger, |_, entry| counts(&entry.state));
        for (entry, outcome) in ledger.entries().iter().zip(&outcome) {
            prop_assert_eq!(entry.state == State::Applied, *outcome == Outcome::Live);
        }
        let live = || outcome.iter().map(|outcome| *outcome == Outcome::Live).collect::<Vec<_>>();
        let (applied, _) = fold_where(&issue, &ledger, |_, entry| entry.state == State::Applied);
        let told = told_by(&draft, live());
        prop_assert_eq!(&told_by(&fold(&issue, &ledger), live()), &told);
        prop_assert_eq!(&told_by(&applied, live()), &told);
    }
}
