//! What a pack may do to those before it, and that examples are really tried.

use newsprint::ledger::{Level, PassName, PerMille};
use newsprint::proof::prove;
use newsprint::rules::{Does, PackSource, Profile, Rules};

use crate::mine;

fn load(texts: &[&str]) -> Rules {
    let packs: Vec<PackSource> = texts.iter().map(|text| mine(text)).collect();
    Rules::load(&packs).unwrap_or_else(|error| panic!("{error}"))
}

const DAGGER: &str = r#"
[[rule]]
name = "note/dagger"
pass = "label_regions"
does = "line"
find = '† .+'
role = "note"
why = "a line that begins with a dagger is a note"
fixes = [{ from = "† Translated from the Danish.", to = "<note> † Translated from the Danish." }]
keeps = ["He died on Tuesday †."]
"#;

#[test]
fn a_pack_changes_a_rule() {
    let before = Rules::embedded();
    let rules =
        load(&["[[rule]]\nname = 'heading/short'\nlevel = 'review'\nconfidence = 0.5\npriority = 7\nbudget = 0.01\n"]);
    let (old, rule) = (before.get("heading/short").unwrap(), rules.get("heading/short").unwrap());
    assert_eq!((rule.level, rule.confidence, rule.priority, rule.budget), (Level::Review, PerMille(500), 7, 0.01));
    assert_ne!((old.level, old.priority), (rule.level, rule.priority));
    assert_eq!((&rule.why, &rule.fixes, rule.pass), (&old.why, &old.fixes, old.pass));
    assert_eq!(rules.all().count(), before.all().count());
    assert_eq!(rules.of_pass(rule.pass).next().map(|rule| &*rule.name), Some("heading/short"), "7 goes before 100");
}

#[test]
fn a_pack_switches_a_rule_off_and_a_later_one_on_again() {
    let off = "[[rule]]\nname = 'heading/short'\noff = true\n";
    let rules = load(&[off]);
    assert!(rules.get("heading/short").is_none());
    assert!(rules.any("heading/short").is_some());
    assert!(rules.of_pass(PassName::LabelRegions).all(|rule| &*rule.name != "heading/short"));
    let on = "[[rule]]\nname = 'heading/short'\noff = false\n";
    assert!(load(&[off, on]).get("heading/short").is_some());
}

#[test]
fn a_pack_brings_a_rule_and_another_replaces_it() {
    let rules = load(&[DAGGER]);
    let rule = rules.get("note/dagger").unwrap();
    assert_eq!((rule.level, rule.confidence, rule.priority), (Level::Review, PerMille(900), 100));
    assert_eq!(rule.pattern(), Some("† .+"));
    let Does::Line { find, .. } = &rule.does else { panic!("{:?}", rule.does) };
    assert!(find.is_match("† x") && !find.is_match("see † x"), "the whole line must look so");
    let other = DAGGER.replace('†', "§");
    let rules = load(&[DAGGER, &other]);
    assert_eq!(rules.get("note/dagger").unwrap().pattern(), Some("§ .+"));
    assert_eq!(rules.packs().iter().map(|pack| &*pack.name).collect::<Vec<_>>(), ["base", "mine", "mine"]);
}

#[test]
fn an_expression_with_comments_may_end_in_one() {
    let text = DAGGER.replace("'† .+'", "'''(?x) † \\ .+ # a dagger'''");
    let rules = load(&[&text]);
    assert!(prove(&rules, rules.get("note/dagger").unwrap()).is_empty());
    assert_eq!(rules.get("note/dagger").unwrap().pattern(), Some(r"(?x) † \ .+ # a dagger"));
}

#[test]
fn a_pack_adds_words() {
    let pack = PackSource {
        name: "mine".into(),
        files: vec![
            ("mine/pack.toml".into(), "name = 'our-words'\nversion = '2.1'\n".into()),
            ("mine/abbreviation.txt".into(), "\u{feff}# ours\nSgr\r\n\n  Hptm \n".into()),
        ],
    };
    assert!(!Rules::embedded().words("abbreviation").contains("Sgr"));
    let rules = Rules::load(&[pack]).unwrap();
    let words = rules.words("abbreviation");
    assert!(words.contains("Sgr") && words.contains("Hptm") && words.contains("Mr"));
    assert!(!words.contains("# ours") && !words.contains(""));
    let pack = rules.packs().last().unwrap();
    assert_eq!((&*pack.name, &*pack.version), ("our-words", "2.1"));
}

/// What proving a rule says, in one line for each failure.
#[track_caller]
fn check_proof(text: &str, expected: &[&str]) {
    let rules = load(&[text]);
    let rule = rules.all().find(|rule| &*rule.origin.pack == "mine").unwrap();
    let said: Vec<String> =
        prove(&rules, rule).iter().map(|failure| format!("{}: {}", failure.example, failure.message)).collect();
    assert_eq!(said, expected);
}

#[test]
fn examples_are_tried() {
    check_proof(DAGGER, &[]);
    check_proof(&format!("{DAGGER}off = true\n"), &[]);
    check_proof(&format!("{DAGGER}level = 'note'\n"), &[]);
    check_proof(
        &DAGGER.replace("<note> ", "<caption> "),
        &["fixes 1: the outcome is another (- as written, + as it is)"],
    );
    check_proof(
        &DAGGER.replace("from = \"†", "from = \"‡"),
        &["fixes 1: the rule changes nothing here, and neither does any other"],
    );
    check_proof(&DAGGER.replace("He died on Tuesday †.", "† Died on Tuesday."), &["keeps 1: the rule changes it"]);
}

#[test]
fn a_profile_does_not_change_what_examples_say() {
    let profile = Profile::parse("p.toml", "[[furniture]]\nfind = '† .+'\nrole = 'noise'\n").unwrap();
    let rules = load(&[DAGGER]).with_profile(profile);
    assert!(prove(&rules, rules.get("note/dagger").unwrap()).is_empty());
}

#[test]
fn a_failure_shows_what_is_otherwise() {
    let rules = load(&[&DAGGER.replace("<note> ", "<caption> ")]);
    let failures = prove(&rules, rules.get("note/dagger").unwrap());
    assert_eq!(
        failures[0].to_string(),
        "mine/a.toml:3: rule `note/dagger`, fixes 1: the outcome is another (- as written, + as it is)\n  \
         - <caption> † Translated from the Danish.\n  + <note> † Translated from the Danish.\n"
    );
}

/// An edit that covers another needs it, so that its rule's examples come out only together with the other's edit.
#[test]
fn what_an_edit_needs_is_folded_with_it() {
    let text = r#"
[[rule]]
name = "word/inner"
pass = "normalize_text"
does = "replace"
find = 'rn(?:ight)'
with = "might"
priority = 1
why = "r and n were read for m"
fixes = [{ from = "They rnight sail.", to = "They might sail." }]
keeps = ["They return at night."]

[[rule]]
name = "word/outer"
pass = "normalize_text"
does = "replace"
find = 'They rnight sail'
with = "They may sail"
priority = 2
why = "it is so in the other copy"
fixes = [{ from = "They rnight sail.", to = "They may sail." }]
keeps = ["They return at night."]
"#;
    let rules = load(&[text]);
    let failures =
        |name: &str| prove(&rules, rules.get(name).unwrap()).iter().map(ToString::to_string).collect::<String>();
    assert_eq!(failures("word/inner"), "");
    assert_eq!(failures("word/outer"), "");
}
