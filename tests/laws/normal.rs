//! One result, one normal form; one unit, one name.

use newsprint::ledger::{Change, UnitId, given_form, normal_form};
use newsprint::model::{Issue, LineIx};
use proptest::prelude::*;

use crate::common::{Wish, issue, issue_of, line, structure_wish, text_wish, words};

fn result(raw: &str, change: &Change) -> String {
    let Change::Text { span, insert, .. } = change else { panic!("{change:?} is no text") };
    let mut out = raw.to_owned();
    out.replace_range(span.start as usize..span.end as usize, insert);
    out
}

/// Every Text change that makes `wanted` out of the first line.
fn ways(raw: &str, wanted: &str) -> Vec<Change> {
    let ends = |text: &str| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect::<Vec<_>>();
    let mut ways = Vec::new();
    for start in ends(raw) {
        for end in ends(raw).into_iter().filter(|end| *end >= start) {
            let tail = raw.len() - end;
            if start + tail <= wanted.len() && wanted.starts_with(&raw[..start]) && wanted.ends_with(&raw[end..]) {
                let insert = wanted[start..wanted.len() - tail].to_owned();
                ways.push(Change::Text { line: LineIx(0), span: start as u32..end as u32, insert });
            }
        }
    }
    ways
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn one_result_has_one_normal_form((raw, wanted) in (line(), words(7))) {
        let issue = issue_of(&[&raw]);
        let forms: Vec<Option<Change>> =
            ways(&raw, &wanted).into_iter().map(|change| normal_form(&issue, change)).collect();
        prop_assert!(!forms.is_empty());
        for form in &forms {
            prop_assert_eq!(form, &forms[0]);
        }
        let Some(form) = &forms[0] else {
            prop_assert_eq!(raw, wanted);
            return Ok(());
        };
        prop_assert_eq!(result(&raw, form), wanted);
        let Change::Text { span, .. } = form else { panic!("text stays text") };
        prop_assert!(span.start < span.end, "a span is never empty");
        prop_assert_eq!(&normal_form(&issue, form.clone()), &forms[0], "a normal form is its own");
    }

    #[test]
    fn given_form_keeps_the_result_and_every_byte((raw, wanted) in (line(), words(7))) {
        let issue = issue_of(&[&raw]);
        for change in ways(&raw, &wanted) {
            let Change::Text { span: typed, insert, .. } = &change else { continue };
            let given = given_form(&issue, change.clone());
            let Some(Change::Text { span, .. }) = &given else {
                prop_assert!(typed.is_empty() && insert.is_empty());
                continue;
            };
            prop_assert!(span.start < span.end);
            prop_assert!(span.start <= typed.start && typed.end <= span.end);
            prop_assert!(typed.is_empty() || span == typed);
            prop_assert_eq!(result(&raw, given.as_ref().unwrap()), &wanted[..]);
        }
    }

    #[test]
    fn what_is_off_a_character_or_line_is_no_change(raw in line(), span in (0..20u32, 0..20u32), insert in words(2)) {
        let issue = issue_of(&[&raw]);
        let change = |line| Change::Text { line: LineIx(line), span: span.0..span.1, insert: insert.clone() };
        let fits = raw.get(span.0 as usize..span.1 as usize).is_some();
        prop_assert_eq!(given_form(&issue, change(0)).is_some(), fits && (span.0 < span.1 || !insert.is_empty()));
        prop_assert!(fits || normal_form(&issue, change(0)).is_none());
        prop_assert_eq!(normal_form(&issue, change(1)), None);
        let _ = UnitId::of(&issue, &[change(0), change(1)]);
    }

    #[test]
    fn units_have_one_name_for_one_result_and_two_for_two(
        issue in issue(), a in prop_oneof![text_wish(), structure_wish()], b in prop_oneof![text_wish(), structure_wish()],
    ) {
        let form = |wish: &Wish| wish.typed(&issue).and_then(|change| normal_form(&issue, change));
        let (Some(a), Some(b)) = (form(&a), form(&b)) else { return Ok(()) };
        let id = |changes: &[Change]| UnitId::of(&issue, changes);
        let alike = match (&a, &b) {
            (Change::Move { lines: a, after: to_a }, Change::Move { lines: b, after: to_b }) => {
                (a[0], to_a) == (b[0], to_b)
            }
            _ => a == b,
        };
        prop_assert_eq!(id(std::slice::from_ref(&a)) == id(std::slice::from_ref(&b)), alike);
        let both = id(&[a.clone(), b.clone()]);
        prop_assert_eq!(both, id(&[b, a.clone()]), "order does not count");
        prop_assert!(alike || both != id(&[a]));
    }

    #[test]
    fn a_unit_is_named_by_its_result((raw, wanted) in (line(), words(7))) {
        let issue = issue_of(&[&raw]);
        let mut names = ways(&raw, &wanted).into_iter().filter(|_| raw != wanted).map(|way| UnitId::of(&issue, &[way]));
        if let Some(first) = names.next() {
            prop_assert!(names.all(|name| name == first));
        }
    }
}

/// Fields of the text that a name is made of cannot run into one another.
#[test]
fn names_are_not_mixed_up_by_what_text_holds() {
    let issue: Issue = issue_of(&["a 1:b c", "a"]);
    let text = |end, insert: &str| Change::Text { line: LineIx(0), span: 0..end, insert: insert.to_owned() };
    let one = UnitId::of(&issue, &[text(1, "1:b c y")]);
    let other = UnitId::of(&issue, &[text(7, "y")]);
    assert_ne!(one, other);
}
