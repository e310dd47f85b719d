//! What is wrong with a pack: row by row, what is written and what the archivist is told.

use newsprint::rules::{PackSource, Profile, Rules};
use proptest::prelude::*;

use crate::mine;

/// What the loader says of a pack of one file, without its empty lines and margins.
#[track_caller]
fn check(text: &str, expected: &str) {
    let said = Rules::load(&[mine(text)]).map_or_else(|error| error.to_string(), |_| "nothing is wrong".to_owned());
    let said: Vec<&str> = said.lines().filter(|line| !matches!(line.trim(), "" | "|")).collect();
    let expected: Vec<&str> = expected.trim_matches('\n').lines().collect();
    assert_eq!(said, expected, "\n{}\n", said.join("\n"));
}

/// A sound line rule, the keys of `lines` written over its own.
fn line_rule(lines: &[&str]) -> String {
    over(
        &[
            "name = 'artifact/folio-word'",
            "pass = 'strip_artifacts'",
            "does = 'line'",
            r"find = 'Seite \d+'",
            "role = 'folio'",
            "why = 'a page number is no text'",
            "fixes = [{ from = 'Seite 4', to = '<folio> Seite 4' }]",
            "keeps = ['Auf Seite 4 steht mehr.']",
        ],
        lines,
    )
}

/// A sound replacing rule, the keys of `lines` written over its own.
fn replace_rule(lines: &[&str]) -> String {
    over(
        &[
            "name = 'space/before-mark'",
            "pass = 'normalize_text'",
            "does = 'replace'",
            r"find = '(?<word>\p{L}) +(?<mark>[.,])'",
            "with = '$word$mark'",
            "why = 'no space stands before a full stop'",
            "fixes = [{ from = 'over .', to = 'over.' }]",
            "keeps = ['over ...']",
        ],
        lines,
    )
}

fn over(rule: &[&str], lines: &[&str]) -> String {
    let key = |line: &str| line.split(" =").next().unwrap().to_owned();
    let line_of = |own: &&str| lines.iter().find(|line| key(line) == key(own)).copied().unwrap_or(own).to_owned();
    let more = lines.iter().filter(|line| rule.iter().all(|own| key(own) != key(line))).map(|line| (*line).to_owned());
    let kept = rule.iter().map(line_of).chain(more).filter(|line| !line.ends_with("= gone"));
    format!("[[rule]]\n{}\n", kept.collect::<Vec<_>>().join("\n"))
}

#[test]
fn sound_rules_load() {
    check(&line_rule(&[]), "nothing is wrong");
    check(&replace_rule(&[]), "nothing is wrong");
    check("", "nothing is wrong");
}

#[test]
fn keys_and_words() {
    check(
        &line_rule(&["levle = 'safe'"]),
        "
error: there is no key `levle` here
  --> mine/a.toml:10:1
10 | levle = 'safe'
   | ^^^^^
   = hint: did you mean `level`?
",
    );
    check(
        &line_rule(&["pass = 'strip_artifact'"]),
        "
error: there is no pass `strip_artifact`
 --> mine/a.toml:3:8
3 | pass = 'strip_artifact'
  |        ^^^^^^^^^^^^^^^^
  = hint: did you mean `strip_artifacts`?
",
    );
    check(
        &line_rule(&["role = 'page number'"]),
        "
error: there is no role `page number`
 --> mine/a.toml:6:8
6 | role = 'page number'
  |        ^^^^^^^^^^^^^
  = hint: write one of `body`, `title`, `kicker`, `deck`, `subhead`, `byline`, `note`, `caption`, `list`, `table`, \
`verse`, `quote`, `banner`, `running_head`, `folio`, `masthead`, `rule`, `noise`, `repeat`, `jump_line`, `loose_byline`
",
    );
    check(
        &line_rule(&["place = 'top'"]),
        "
error: there is no place `top`
  --> mine/a.toml:10:9
10 | place = 'top'
   |         ^^^^^
   = hint: write one of `any`, `edge`, `alone`
",
    );
    check(
        &line_rule(&["pass = 'join_lines'"]),
        "
error: join_lines has no use for a rule that does \"line\"
 --> mine/a.toml:3:1
3 | pass = 'join_lines'
  | ^^^^
  = hint: write pass = \"strip_artifacts\" or \"label_regions\"
",
    );
    check(
        &line_rule(&["pass = 'label_regions'", "place = 'edge'"]),
        "
error: label_regions does not look at where on the page a line stands
  --> mine/a.toml:10:1
10 | place = 'edge'
   | ^^^^^
   = hint: write place = \"alone\", or pass = \"strip_artifacts\" for page furniture
",
    );
    check(
        &line_rule(&["with = ''"]),
        "
error: `with` says nothing in a rule that does \"line\"
  --> mine/a.toml:10:1
10 | with = ''
   | ^^^^
   = hint: take it out, or change `does`; a rule that does \"line\" has `find`, `role`, `place`
",
    );
    check(
        &line_rule(&["name = 'Page Number'"]),
        "
error: `Page Number` is no name for a rule
 --> mine/a.toml:2:8
2 | name = 'Page Number'
  |        ^^^^^^^^^^^^^
  = hint: write family/what-is-wrong in small letters, digits and hyphens, such as `artifact/column-rule`
",
    );
}

#[test]
fn values() {
    check(
        &line_rule(&["confidence = 95", "budget = '5 %'", "priority = 1.5", "off = 'yes'"]),
        "
error: `confidence` is 95, and must be from 0 to 1
  --> mine/a.toml:10:14
10 | confidence = 95
   |              ^^
   = hint: write 0.95 for 95 %
error: `budget` is a text, and must be a number
  --> mine/a.toml:11:10
11 | budget = '5 %'
   |          ^^^^^
   = hint: write budget = 0.5, without quotes
error: `priority` is 1.5, and must be a whole number from 0 to 65535
  --> mine/a.toml:12:12
12 | priority = 1.5
   |            ^^^
   = hint: lower numbers go first; 100 is the usual one
error: `off` is a text, and must be true or false
  --> mine/a.toml:13:7
13 | off = 'yes'
   |       ^^^^^
   = hint: write off = true
",
    );
    check(
        &line_rule(&["settings = { min_run = 4 }"]),
        "
error: rule `artifact/folio-word` has no setting `min_run`
  --> mine/a.toml:10:14
10 | settings = { min_run = 4 }
   |              ^^^^^^^
   = hint: rule `artifact/folio-word` has no settings
",
    );
}

#[test]
fn what_must_not_be_missing() {
    check(
        &line_rule(&["why = gone", "fixes = gone", "keeps = gone", "role = gone"]),
        "
error: rule `artifact/folio-word` has no `why`
 --> mine/a.toml:2:8
2 | name = 'artifact/folio-word'
  |        ^^^^^^^^^^^^^^^^^^^^^
  = hint: add one sentence for the editor who reads the change: why = \"…\"
error: rule `artifact/folio-word` has no `fixes`
 --> mine/a.toml:2:8
2 | name = 'artifact/folio-word'
  |        ^^^^^^^^^^^^^^^^^^^^^
  = hint: add an example of what it mends: fixes = [{ from = \"…\", to = \"…\" }]
error: rule `artifact/folio-word` has no `keeps`
 --> mine/a.toml:2:8
2 | name = 'artifact/folio-word'
  |        ^^^^^^^^^^^^^^^^^^^^^
  = hint: add an example of what it must leave alone: keeps = [\"…\"]
error: rule `artifact/folio-word` has no `role`
 --> mine/a.toml:2:8
2 | name = 'artifact/folio-word'
  |        ^^^^^^^^^^^^^^^^^^^^^
  = hint: add what the line is: role = \"folio\"
",
    );
    check(
        &line_rule(&["why = ' '", "fixes = []", "keeps = ['', 3]"]),
        "
error: `why` is empty
 --> mine/a.toml:7:7
7 | why = ' '
  |       ^^^
  = hint: say in one sentence why the change is right
error: `fixes` is empty
 --> mine/a.toml:8:1
8 | fixes = []
  | ^^^^^
  = hint: give at least one example: a rule is trusted for its examples
error: an example without text
 --> mine/a.toml:9:10
9 | keeps = ['', 3]
  |          ^^
  = hint: write a piece of a page, as a reader would see it
error: a number in `keeps`, which is a list of texts
 --> mine/a.toml:9:14
9 | keeps = ['', 3]
  |              ^
  = hint: write keeps = [\"…\"]
",
    );
    check(
        &line_rule(&["fixes = [{ form = 'Seite 4', to = 'Seite 4' }]"]),
        "
error: an example without `from`
 --> mine/a.toml:8:10
8 | fixes = [{ form = 'Seite 4', to = 'Seite 4' }]
  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = hint: from is a page as it comes in, to what the rule makes of it
error: there is no key `form` here
 --> mine/a.toml:8:12
8 | fixes = [{ form = 'Seite 4', to = 'Seite 4' }]
  |            ^^^^
  = hint: did you mean `from`?
",
    );
    check(
        "[[rule]]\nfind = 'x'\n",
        "
error: a rule without a name
 --> mine/a.toml:1:1
1 | [[rule]]
  | ^^^^^^^^
  = hint: add name = \"family/what-is-wrong\", such as \"artifact/folio\"
",
    );
}

#[test]
fn expressions() {
    check(
        &line_rule(&[r"find = 'Seite (\d+'"]),
        r"
error: `find` is no regular expression: unclosed group
 --> mine/a.toml:5:15
5 | find = 'Seite (\d+'
  |               ^
  = hint: a sign that means itself needs a backslash: \( \) \[ \] \. \* \+ \? \|
",
    );
    // The caret stands under the wrong piece also behind wide characters.
    check(
        &line_rule(&[r"find = '''第[一二三版\p{Hann}'''"]),
        r"
error: `find` is no regular expression: unclosed character class
 --> mine/a.toml:5:12
5 | find = '''第[一二三版\p{Hann}'''
  |             ^
  = hint: a sign that means itself needs a backslash: \( \) \[ \] \. \* \+ \? \|
",
    );
    check(
        &line_rule(&[r"find = '\p{Hann}+'"]),
        r"
error: `find` is no regular expression: Unicode property not found
 --> mine/a.toml:5:9
5 | find = '\p{Hann}+'
  |         ^^^^^^^^
  = hint: a sign that means itself needs a backslash: \( \) \[ \] \. \* \+ \? \|
",
    );
    for nothing in [r"find = '\d*'", r"find = '\b'", "find = ''", "find = 'Seite|'"] {
        let rule = line_rule(&[nothing]);
        let said = Rules::load(&[mine(&rule)]).unwrap_err();
        assert_eq!(said.faults[0].message, "`find` matches where there is nothing", "{nothing}");
        assert_eq!(said.faults[0].line(), 5);
    }
    check(
        &line_rule(&[r"find = '(\p{Han}{1,300}){1,300}'"]),
        r"
error: `find` is too large once compiled: more than 4 MB
 --> mine/a.toml:5:8
5 | find = '(\p{Han}{1,300}){1,300}'
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^
  = hint: lower the counts in { }, or split the rule in two
",
    );
    check(
        &replace_rule(&["with = '${wrod}$2x$mark$9 $$5'"]),
        "
error: `with` names the group `wrod`, which `find` does not have
 --> mine/a.toml:6:9
6 | with = '${wrod}$2x$mark$9 $$5'
  |         ^^^^^^^
  = hint: did you mean `word`?
error: `with` names the group `2x`, which `find` does not have
 --> mine/a.toml:6:16
6 | with = '${wrod}$2x$mark$9 $$5'
  |                ^^^
  = hint: write ${2}x to end the number before the letters
error: `with` names the group `9`, which `find` does not have
 --> mine/a.toml:6:24
6 | with = '${wrod}$2x$mark$9 $$5'
  |                        ^^
  = hint: write one of `word`, `mark`, or $$ for a dollar sign
",
    );
}

#[test]
fn what_is_no_toml() {
    check(
        &line_rule(&[r#"find = "Seite \d+""#]),
        r#"
error: missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\`, `"`, `x`, `u`, `U`
 --> mine/a.toml:5:16
5 | find = "Seite \d+"
  |                ^
  = hint: single quotes keep backslashes: find = '\d+'
"#,
    );
    check(
        "[[rule]]\nname = artifact/folio\noff = yes\n",
        "
error: string values must be quoted, expected literal string
 --> mine/a.toml:2:8
2 | name = artifact/folio
  |        ^^^^^^^^^^^^^^
  = hint: this is no TOML; texts stand in quotes, texts of several lines in three of them
error: string values must be quoted, expected literal string
 --> mine/a.toml:3:7
3 | off = yes
  |       ^^^
  = hint: this is no TOML; texts stand in quotes, texts of several lines in three of them
",
    );
    check(
        "[rule]\nname = 'artifact/folio'\n",
        "
error: `rule` is a table, and must be a list of rules
 --> mine/a.toml:1:1
1 | [rule]
  | ^^^^^^
  = hint: write [[rule]] above each rule
",
    );
}

#[test]
fn between_packs() {
    check(
        "[[rule]]\nname = 'heading/shrot'\noff = true\n",
        "
error: no earlier pack has a rule `heading/shrot`
 --> mine/a.toml:2:8
2 | name = 'heading/shrot'
  |        ^^^^^^^^^^^^^^^
  = hint: did you mean `heading/short`? a rule of your own needs pass, does, why, fixes and keeps
",
    );
    check(
        "[[rule]]\nname = 'heading/short'\n",
        "
error: a stanza that says nothing about `heading/short`
 --> mine/a.toml:2:8
2 | name = 'heading/short'
  |        ^^^^^^^^^^^^^^^
  = hint: add off = true, or a level, confidence, priority or budget; a rule of your own needs pass and does
",
    );
    check(
        &format!("{}{}", line_rule(&[]), line_rule(&["role = 'x'"])),
        "
error: two rules of one pack are called `artifact/folio-word`
  --> mine/a.toml:11:8
11 | name = 'artifact/folio-word'
   |        ^^^^^^^^^^^^^^^^^^^^^
   = hint: the first is at mine/a.toml:2; give this one another name
",
    );
    check(
        &line_rule(&["name = 'join/wrp'", "does = 'builtin'", "find = gone", "role = gone"]),
        "
error: newsprint has no builtin rule `join/wrp`
 --> mine/a.toml:2:8
2 | name = 'join/wrp'
  |        ^^^^^^^^^^
  = hint: did you mean `join/wrap`? else write does = \"line\" or \"replace\"
",
    );
}

#[test]
fn the_faults_of_all_files_are_told_at_once() {
    let pack = PackSource {
        name: "mine".into(),
        files: vec![
            ("mine/b.toml".into(), line_rule(&["role = 'x'"])),
            ("mine/surnam.txt".into(), "Zhao\n".into()),
            ("mine/a.toml".into(), "what is this".into()),
            ("mine/pack.toml".into(), "nane = 'mine'\n".into()),
        ],
    };
    let other = PackSource { name: "other".into(), files: vec![("other/a.toml".into(), line_rule(&["why = 1"]))] };
    let faults = Rules::load(&[pack, other]).unwrap_err().faults;
    let said: Vec<String> =
        faults.iter().map(|fault| format!("{}:{}: {}", fault.path, fault.line(), fault.message)).collect();
    assert_eq!(
        said,
        [
            "mine/a.toml:1: key with no value, expected `=`",
            "mine/b.toml:6: there is no role `x`",
            "mine/pack.toml:1: there is no key `nane` here",
            "mine/surnam.txt:1: no rule asks for a word list `surnam`",
            "other/a.toml:7: `why` is a number, and must be a text in quotes",
        ]
    );
}

/// A rule file with some of its bytes gone, doubled or changed.
fn broken() -> impl Strategy<Value = String> {
    let sound =
        format!("{}{}", line_rule(&["place = 'edge'", "budget = 0.1"]), replace_rule(&["settings = { a = 1 }"]));
    let cuts = prop::collection::vec((0..sound.len(), 0..12usize, "[\\PC\n'\"\\[\\]{}=$\\\\]{0,4}"), 1..4);
    cuts.prop_map(move |cuts| {
        let mut text: Vec<char> = sound.chars().collect();
        for (at, len, put) in cuts {
            let at = at.min(text.len());
            let end = (at + len).min(text.len());
            text.splice(at..end, put.chars());
        }
        text.into_iter().collect()
    })
}

proptest! {
    /// Whatever stands in a file, it loads, or is told with a place that is in it.
    #[test]
    fn no_file_stops_the_loader(text in broken()) {
        let profile = Profile::parse("p.toml", &text).err();
        let faults = Rules::load(&[mine(&text)]).err().into_iter().chain(profile).flat_map(|error| {
            assert!(error.to_string().contains("hint: "));
            error.faults
        });
        for fault in faults {
            prop_assert!(fault.text.get(fault.span.clone()).is_some_and(|piece| !piece.contains('\n')));
            prop_assert!(!fault.message.is_empty() && !fault.hint.is_empty());
        }
    }
}
