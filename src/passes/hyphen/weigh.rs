//! What speaks for a hyphen and what against it, added up.
//!
//! A weight is the logarithm of how much likelier the evidence is where the word is written in one than where it has a
//! hyphen; below zero it speaks for the hyphen. Their sum and that of the language's habit is the log-odds of joining.

use std::borrow::Cow;

use super::language::Language;
use super::lists::Listed;
use super::parts::Parts;
use super::usage::Usage;
use crate::lexicon::Lexicon;

/// What to do with a hyphen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Reading {
    /// The word is whole without it.
    Join,
    /// The word is whole without it, and its `kk` is a parted `ck`.
    JoinWithC,
    /// It belongs to the word.
    Keep,
    /// It stands for the rest of a word that comes later, as in "two- or three-".
    Suspend,
}

/// What was decided.
#[derive(Debug, PartialEq)]
pub(super) struct Verdict {
    pub reading: Reading,
    /// How sure it is, 0.5 to 0.99.
    pub sure: f64,
    /// What tells it, for a reader.
    pub why: Vec<Cow<'static, str>>,
}

/// One in fifty hyphens at line ends of English print belongs to its word.
const HABIT: f64 = 4.0;
/// What else is known of the habit, where the next line begins with a small letter.
const HABITS: [(&str, f64); 3] = [("de", 7.5), ("fr", 3.7), ("nl", 4.5)];
/// Before a capital the hyphen nearly always belongs to a name or a German compound.
const BEFORE_CAPITAL: f64 = -3.0;
/// These marks are set at line ends only.
const LINE_END_MARK: f64 = 4.0;
/// Print that writes a word in one here may give it a hyphen there; the other way round is rare.
const SEEN_JOINED: f64 = 3.0;
const SEEN_HYPHENED: f64 = -6.0;
/// Parts of compounds also stand apart, but so do words that have nothing to do with each other.
const SEEN_APART: f64 = -1.0;
const LISTED_JOINED: f64 = 6.0;
const LISTED_WORD: f64 = -8.5;
const LISTED_PAIR: f64 = -12.0;
const LISTED_INNER: f64 = -6.0;
const LISTED_BESIDE: f64 = -7.8;
/// Compositors part words where the patterns do not, but seldom.
const NO_LEGAL_BREAK: f64 = -1.2;
const LEGAL_BREAK: f64 = 0.4;
/// An archive is large, and has what its reader misread too.
const ARCHIVE_JOINED: f64 = 2.5;
const ARCHIVE_HYPHENED: f64 = -5.0;
/// A dictionary of today writes in one what old print does not.
const DICTIONARY_JOINED: f64 = 3.0;
const DICTIONARY_HYPHENED: f64 = -8.0;
/// A compound that no dictionary has is written with a hyphen more often than in one, in English.
const TWO_WORDS: f64 = -4.8;
/// A name of which both halves are words, such as Gladstone, need not be two.
const TWO_WORDS_OF_A_NAME: f64 = -1.5;
const NO_WORD: f64 = 1.5;
pub(crate) const FIRST_IS_NO_WORD: &str = "the first part is no word by itself";
pub(crate) const SECOND_IS_NO_WORD: &str = "the second part is no word by itself";
pub(crate) const NEITHER_IS_WORD: &str = "neither part is a word by itself";
/// Letters that a word must have to be more than a syllable.
const LONG_ENOUGH: usize = 3;
/// Surest that a verdict can be.
const SUREST: f64 = 0.99;

/// Weights and what each stands for.
#[derive(Default)]
struct Scale {
    pans: Vec<(f64, Cow<'static, str>)>,
}

impl Scale {
    fn put(&mut self, weight: f64, why: impl Into<Cow<'static, str>>) {
        self.pans.push((weight, why.into()));
    }

    /// The evidence that a score rests on, the weightiest first, and then what speaks against it.
    fn tell(mut self, joins: bool) -> Vec<Cow<'static, str>> {
        self.pans.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        let (for_it, against): (Vec<_>, Vec<_>) =
            self.pans.into_iter().partition(|(weight, _)| (*weight > 0.0) == joins);
        let mut told: Vec<Cow<'static, str>> = for_it.into_iter().map(|(_, why)| why).collect();
        if told.is_empty() {
            let habit = if against.is_empty() {
                "nothing speaks for a hyphen in the word"
            } else {
                "most words have no hyphen"
            };
            told.push(habit.into());
        }
        let n_for = told.len();
        told.extend(against.into_iter().map(|(_, why)| why));
        if let Some(first) = told.get_mut(n_for) {
            *first = format!("but {first}").into();
        }
        told
    }
}

/// Decides about the hyphen between two parts of a word.
pub(super) fn weigh(parts: &Parts<'_>, language: &Language<'_>, usage: &Usage) -> Verdict {
    let (joined, hyphened) = (parts.joined(), parts.hyphened());
    let soft = matches!(parts.mark, '¬' | '\u{ad}');
    let is_word = || {
        usage.word(&joined) > 0
            || language.lists.writes_in_one(&joined, parts.low_left.len())
            || [language.words, language.archive].into_iter().flatten().any(|words| words.count(&joined) > 0)
    };
    // English print parts words also where the patterns do not: "act-or".
    let is_cut_word = || {
        let legal = language.may_part(&joined, parts.low_left.len());
        is_word() && (language.code() == Some("en") || legal != Some(false))
    };
    if !soft && language.lists.suspends(&parts.low_right) && !is_cut_word() {
        let why = format!("“{}” after a hyphen: the rest of the word comes later", parts.right);
        return Verdict { reading: Reading::Suspend, sure: 0.9, why: vec![why.into()] };
    }
    let mut scale = Scale::default();
    let mut score = habit(parts, language, &mut scale);
    if soft {
        scale.put(LINE_END_MARK, "the mark is set at line ends only");
    }
    seen_in_issue(parts, [&joined, &hyphened], usage, &mut scale);
    in_archive(parts, [&joined, &hyphened], language, &mut scale);
    by_lists(parts, [&joined, &hyphened], language, &mut scale);
    if let Some(words) = language.words {
        by_dictionary(parts, [&joined, &hyphened], words, language, &mut scale);
    }
    if score > 0.0 {
        by_break(parts, language, &mut scale);
    }
    score += scale.pans.iter().map(|(weight, _)| weight).sum::<f64>();
    let joins = score > 0.0;
    let sure = (1.0 / (1.0 + (-score.abs()).exp())).min(SUREST);
    if joins && let Some(why) = parted_ck(parts, language, usage) {
        return Verdict { reading: Reading::JoinWithC, sure: sure.min(0.95), why: vec![why.into()] };
    }
    let reading = if joins { Reading::Join } else { Reading::Keep };
    Verdict { reading, sure, why: scale.tell(joins) }
}

/// What holds for any word of the language; a capital after the hyphen is evidence that a reader sees.
fn habit(parts: &Parts<'_>, language: &Language<'_>, scale: &mut Scale) -> f64 {
    if parts.right.is_empty() {
        scale.put(BEFORE_CAPITAL, "no word follows");
        return 0.0;
    }
    if parts.meets_capital() {
        scale.put(BEFORE_CAPITAL, format!("“{}” begins with a capital", parts.right));
        return 0.0;
    }
    let of = |code: &str| HABITS.iter().find(|(known, _)| *known == code).map(|(_, habit)| *habit);
    language.code().and_then(of).unwrap_or(HABIT)
}

fn begins_with_capital(part: &str) -> bool {
    part.chars().next().is_some_and(char::is_uppercase)
}

/// A spelling of the word in question. What everybody sees is not quoted, so that entries of the ledger that rest on the same
/// evidence say it in the same words, once for all.
struct Spelling {
    spelled: &'static str,
    known: &'static str,
}

const IN_ONE: Spelling = Spelling { spelled: "it in one word", known: "the dictionary has it in one word" };
const WITH_HYPHEN: Spelling = Spelling { spelled: "it with a hyphen", known: "the dictionary has it with a hyphen" };

impl Spelling {
    /// How it is named, where it may have been found without what stands around its core.
    fn named<'w>(&self, found: &'w str, whole: &str) -> Cow<'w, str> {
        if found == whole { Cow::Borrowed(self.spelled) } else { Cow::Owned(format!("“{found}”")) }
    }

    /// That the dictionary has it, likewise.
    fn in_dictionary(&self, found: &str, whole: &str) -> Cow<'static, str> {
        if found == whole { Cow::Borrowed(self.known) } else { Cow::Owned(format!("the dictionary has “{found}”")) }
    }
}

fn seen_in_issue(parts: &Parts<'_>, whole: [&str; 2], usage: &Usage, scale: &mut Scale) {
    // `Wahlliste` elsewhere tells nothing of a word that would be `WahlListe`.
    let in_one = |word: &str| if word == whole[0] { usage.printed(parts) } else { 0 };
    let folded = |word: &str| parts.meets_capital() && !word.contains('-');
    let count = |word: &str| u64::from(if folded(word) { in_one(word) } else { usage.word(word) });
    let n_joined = written(parts, whole, "this issue", [SEEN_JOINED, SEEN_HYPHENED], count, scale);
    let apart = usage.apart(&parts.low_left, &parts.low_right);
    if apart > 0 && n_joined == 0 {
        scale.put(SEEN_APART, format!("this issue writes it in two words {apart} ×"));
    }
}

fn in_archive(parts: &Parts<'_>, whole: [&str; 2], language: &Language<'_>, scale: &mut Scale) {
    if let Some(archive) = language.archive {
        let weights = [ARCHIVE_JOINED, ARCHIVE_HYPHENED];
        // Words are told apart there by their letters alone.
        let folded = |word: &str| parts.meets_capital() && !word.contains('-');
        let count = |word: &str| if folded(word) { 0 } else { archive.count(word) };
        written(parts, whole, "the archive", weights, count, scale);
    }
}

/// How often the two spellings are written elsewhere, each without what stands around its core where it is nowhere whole.
/// Returns the number of the first.
fn written(
    parts: &Parts<'_>,
    whole: [&str; 2],
    who: &str,
    weights: [f64; 2],
    count: impl Fn(&str) -> u64,
    scale: &mut Scale,
) -> u64 {
    let (left, right) = parts.core();
    let either = |whole: &str, between: &str| match count(whole) {
        0 if parts.has_core() => {
            let core = format!("{left}{between}{right}");
            (count(&core), core)
        }
        n => (n, whole.to_owned()),
    };
    let (n_joined, joined) = either(whole[0], "");
    let (n_hyphened, hyphened) = either(whole[1], "-");
    if n_joined > 0 {
        let why = format!("{who} writes {} {n_joined} ×", IN_ONE.named(&joined, whole[0]));
        scale.put(weights[0] + (n_joined as f64).ln(), why);
    }
    if n_hyphened > 0 {
        let why = format!("{who} writes {} {n_hyphened} ×", WITH_HYPHEN.named(&hyphened, whole[1]));
        scale.put(weights[1] - (n_hyphened as f64).ln(), why);
    }
    n_joined
}

/// What the dictionary of the language says of the two spellings, and of the parts.
fn by_dictionary(
    parts: &Parts<'_>,
    [joined, hyphened]: [&str; 2],
    words: &Lexicon,
    language: &Language<'_>,
    scale: &mut Scale,
) {
    if parts.right.is_empty() {
        return;
    }
    let (left, right) = parts.core();
    let has = |word: &str| words.count(word) > 0;
    let known_as = |whole: &str, between: &str| {
        let core = || format!("{left}{between}{right}");
        if has(whole) { Some(whole.to_owned()) } else { parts.has_core().then(core).filter(|core| has(core)) }
    };
    let as_one = if parts.meets_capital() { None } else { known_as(joined, "") };
    let with_hyphen = known_as(hyphened, "-");
    let known = as_one.is_some() || with_hyphen.is_some();
    if let Some(word) = as_one {
        scale.put(DICTIONARY_JOINED, IN_ONE.in_dictionary(&word, joined));
    }
    if let Some(word) = with_hyphen {
        scale.put(DICTIONARY_HYPHENED, WITH_HYPHEN.in_dictionary(&word, hyphened));
    }
    // A name is in no dictionary, whole or in parts.
    if known || begins_with_capital(parts.right) {
        return;
    }
    let is_word = |part: &str| part.chars().count() >= LONG_ENOUGH && has(part);
    // Dutch and German write their compounds in one; no dictionary has them all.
    if is_word(left) && is_word(right) && language.code() == Some("en") {
        if !language.lists.is_affix(left, right) {
            let lower = parts.left.chars().next().is_none_or(|c| !c.is_uppercase());
            let weight = if lower { TWO_WORDS } else { TWO_WORDS_OF_A_NAME };
            scale.put(weight, format!("“{left}” and “{right}” are in the dictionary, “{left}{right}” is not"));
        }
    } else {
        // In the same words for all of them, so that a ledger says them once: everybody sees the parts.
        let is_none = |part: &str| part.chars().count() > 1 && !has(part);
        let why = match (is_none(left), is_none(right)) {
            (true, true) => NEITHER_IS_WORD,
            (true, false) => FIRST_IS_NO_WORD,
            (false, true) => SECOND_IS_NO_WORD,
            (false, false) => return,
        };
        scale.put(NO_WORD, why);
    }
}

fn by_lists(parts: &Parts<'_>, [joined, hyphened]: [&str; 2], language: &Language<'_>, scale: &mut Scale) {
    let (left, right) = parts.core();
    let lists = &language.lists;
    let listed = lists.hyphens(&parts.low_left, &parts.low_right, hyphened);
    let in_one = || {
        lists.writes_in_one(joined, parts.low_left.len())
            || parts.has_core() && lists.writes_in_one(&format!("{left}{right}"), left.len())
    };
    // A word that is listed itself is no case of how words begin.
    if listed != Some(Listed::Word) && in_one() {
        scale.put(LISTED_JOINED, "it is listed as one word, or as beginning like one");
        return;
    }
    let is_word =
        |part: &str| part.chars().count() >= LONG_ENOUGH && language.words.is_some_and(|words| words.count(part) > 0);
    let is_one_word = || language.words.is_some_and(|words| words.count(&format!("{left}{right}")) > 0);
    let (weight, why) = match listed {
        // Of a page whose language nobody knows, all lists are asked.
        None if language.code().is_some() && lists.meet(left, right) => {
            (LISTED_BESIDE, format!("“{left}” and “{right}” meet in letters that a hyphen keeps apart"))
        }
        None if begins_with_capital(parts.left) && lists.keeps_behind_name(right) && !is_one_word() => {
            (LISTED_BESIDE, format!("“-{right}” is written with a hyphen behind a name"))
        }
        None => return,
        // "ad-dressed" is no compound of "dressed", and "self-ish" none of "self".
        Some(Listed::Before) if is_one_word() && !is_word(right) => return,
        Some(Listed::After) if is_one_word() && !is_word(left) => return,
        Some(Listed::Word) => (LISTED_WORD, "it is listed with a hyphen".to_owned()),
        Some(Listed::Pair) => (LISTED_PAIR, format!("“{left}” and “{right}” are adjectives set as a pair")),
        Some(Listed::Inner) => (LISTED_INNER, "it is part of a compound of three".to_owned()),
        Some(Listed::Both) => (LISTED_WORD, format!("“{left}-” and “-{right}” are written with a hyphen")),
        Some(Listed::Before) => (LISTED_BESIDE, format!("“{left}-” is written with a hyphen")),
        Some(Listed::After) => (LISTED_BESIDE, format!("“-{right}” is written with a hyphen")),
    };
    scale.put(weight, why);
}

fn by_break(parts: &Parts<'_>, language: &Language<'_>, scale: &mut Scale) {
    let (left, right) = parts.core();
    match language.may_part(&format!("{left}{right}"), left.len()) {
        Some(true) => scale.put(LEGAL_BREAK, "a legal break"),
        Some(false) => scale.put(NO_LEGAL_BREAK, "no legal break of one word"),
        None => {}
    }
}

/// The first word of a compound with a parted `ck` in it, and the rest of it: Zuk-kerfabrik.
fn compound_with_ck<'p>(stem: &str, parts: &'p Parts<'_>, language: &Language<'_>) -> Option<(String, &'p str)> {
    let words = language.words.filter(|_| language.code().is_some())?;
    let right = &parts.low_right;
    right.char_indices().skip(2).find_map(|(at, _)| {
        let (ending, rest) = right.split_at(at);
        let word = format!("{stem}c{ending}");
        let is_compound = language.lists.parts_ck(&parts.low_left, ending)
            && words.count(&word) > 0
            && rest.chars().count() >= LONG_ENOUGH
            && words.count(rest) > 0;
        is_compound.then_some((word, rest))
    })
}

/// Why `k-k` is a parted `ck`, if it is.
fn parted_ck(parts: &Parts<'_>, language: &Language<'_>, usage: &Usage) -> Option<String> {
    let stem = parts.low_left.strip_suffix('k').filter(|_| parts.low_right.starts_with('k'))?;
    if !parts.left.ends_with('k') || language.code().is_some_and(|code| code != "de") {
        return None;
    }
    let with_c = format!("{stem}c{}", parts.low_right);
    match (usage.word(&with_c), usage.word(&parts.joined())) {
        (n, as_printed) if n > as_printed => Some(format!("this issue writes “{with_c}” {n} ×")),
        (0, 0) if language.archive.is_some_and(|all| all.count(&with_c) > all.count(&parts.joined())) => {
            Some(format!("the archive writes “{with_c}”"))
        }
        (0, 0) if language.code().is_some() && language.lists.parts_ck(&parts.low_left, &parts.low_right) => {
            Some(format!("old print parts the ck of “{with_c}” as k-k"))
        }
        (0, 0) => {
            let (word, rest) = compound_with_ck(stem, parts, language)?;
            Some(format!("old print parts the ck of “{word}” as k-k, and “{rest}” is a word"))
        }
        _ => None,
    }
}
