//! What a profile says, and what is wrong with one.

use newsprint::ledger::PassName;
use newsprint::model::Role;
use newsprint::rules::{Does, HeadlineSide, Profile, Rules, Where};

const SOUND: &str = r#"
title = "Harbor Gazette"
language = "en"
headline = "below"
measures = [34, 48]
bylines = ["Edith M. Calloway", "本报 记者"]

[[furniture]]
find = 'HARBOR GAZETTE\W*'
role = "running_head"
place = "edge"

[[furniture]]
find = 'Price one penny\.'
role = "masthead"
"#;

#[test]
fn a_profile_tunes_the_rules() {
    let profile = Profile::parse("gazette.toml", SOUND).unwrap();
    assert_eq!((profile.title.as_deref(), profile.language.as_deref()), (Some("Harbor Gazette"), Some("en")));
    assert_eq!((profile.headline, &profile.measures[..]), (HeadlineSide::Below, &[34, 48][..]));
    assert_eq!(profile.bylines, ["EdithM.Calloway", "本报记者"]);
    let rules = Rules::embedded().with_profile(profile);
    let first = rules.of_pass(PassName::StripArtifacts).next().unwrap();
    assert_eq!(&*first.name, "profile/furniture-1", "what is known about one title goes first");
    let Does::Line { find, role, place } = &first.does else { panic!("{:?}", first.does) };
    assert_eq!((*role, *place), (Role::RunningHead, Where::Edge));
    assert!(find.is_match("HARBOR GAZETTE.") && !find.is_match("the HARBOR GAZETTE."));
    assert_eq!((rules.any("profile/furniture-2").unwrap().origin.line, first.origin.line), (13, 8));
}

#[test]
fn an_empty_profile_says_nothing() {
    let profile = Profile::parse("empty.toml", "").unwrap();
    assert_eq!((profile.headline, profile.measures.len(), profile.language), (HeadlineSide::Auto, 0, None));
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let faults = Profile::parse("p.toml", text).unwrap_err().faults;
    let said: Vec<String> =
        faults.iter().map(|fault| format!("{}: {}; {}", fault.line(), fault.message, fault.hint)).collect();
    assert_eq!(said, expected);
}

#[test]
fn what_is_wrong_is_told() {
    check(
        "language = 'german!'\nheadline = 'under'\nmeasures = [20, 'x', 20.5, 9000]\nbyline = ['x']\n",
        &[
            "1: `german!` is no language code; write a code such as zh, zh-Hant, ja, ko, en, de or fr",
            "2: there is no headline `under`; write one of `auto`, `above`, `below`",
            "3: a text in `measures`, which is a list of column widths; write measures = [42, 60]",
            "3: a column is not 20.5 cells wide; count the cells of a full line; a Chinese character takes two",
            "3: a column is not 9000 cells wide; count the cells of a full line; a Chinese character takes two",
            "4: there is no key `byline` here; did you mean `bylines`?",
        ],
    );
    check(
        "[[furniture]]\nfind = 'Seite ['\nrole = 'foolio'\n\n[[furniture]]\nplace = 'edge'\n",
        &[
            "2: `find` is no regular expression: unclosed character class; a sign that means itself needs a backslash: \
             \\( \\) \\[ \\] \\. \\* \\+ \\? \\|",
            "3: there is no role `foolio`; did you mean `folio`?",
            "5: furniture without `find`; add what the whole line looks like: find = 'Seite \\d+'",
            "5: furniture without `role`; add what the line is: role = \"folio\"",
        ],
    );
}
