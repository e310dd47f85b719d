//! `newsprint decide`: a person's decisions, from the command line or a script.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Result, bail};
use newsprint::batch::{self, Cleaned, Place, Report};
use newsprint::ledger::{Act, Entry, Ledger, Record, UnitId, fold};
use newsprint::review::{self, DecisionFile, Item, RecordLine, Typed};

use super::End;
use super::again::Again;
use super::common::{Root, named, places_of};
use super::last::{Loaded, last_runs};
use super::pending::print;
use super::say::{self, count, trouble};

/// Accept, refuse or take back edits, or make your own; the issue is cleaned again with the decision
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Units are listed by `newsprint pending`; a few first digits are enough where they are clear.

Edits of your own are JSON objects, in terms of the text as it reads now; several in a list stand and fall together:
  {"retype":{"line":"p1:L5","old":"栏目栏目","new":"栏目"}}  with "nth":2 for the second of several
  {"retitle":{"article":"p1-L3","title":"…"}}            {"byline":{"article":"p1-L3","byline":"…; …"}}
  {"role":{"lines":["p1:L5..L7"],"role":"caption"}}      {"move":{"lines":["p1:L9"],"after":"p1:L4"}}
  {"split":{"at":"p1:L9"}}   {"merge":{"at":"p1:L9"}}    an article begins there, or goes on there
  {"join":{"left":"p1:L5","right":"p1:L8","glue":" "}}   {"cut":{"left":"p1:L5"}}

Examples: newsprint decide cleaned/page 38c267888b4cadba reject --by ly --note 'a street, not an author'
          newsprint decide cleaned/page --rule byline/name accept
          newsprint decide cleaned/page set '{"retitle":{"article":"p1-L3","title":"Flood at the mill"}}'"#)]
pub struct Args {
    /// The issue, by NAME or path
    #[arg(value_name = "NAME")]
    target: PathBuf,
    /// UNIT… accept|reject|clear, or set JSON…
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Decide on every edit of this rule that waits
    #[arg(long, value_name = "RULE")]
    rule: Vec<String>,
    /// Who decides
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// List what waits instead of deciding
    #[arg(long, conflicts_with_all = ["words", "rule"])]
    list: bool,
    #[command(flatten)]
    again: Again,
    #[command(flatten)]
    root: Root,
}

/// What is asked for.
enum Wish {
    Decide(Act, Vec<String>),
    Set(Vec<String>),
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    let places = places_of(&args.target)?;
    let [place] = places.as_slice() else {
        let names: Vec<String> = places.iter().take(3).map(named).collect();
        let what = format!("{}: there are {} here", args.target.display(), count(places.len(), "issue"));
        return Err(trouble(what, format!("decide on one of them, such as {}", names.join(", "))));
    };
    let cleaned = place.reread(&args.root.root)?;
    let ledger = cleaned.ledger(place)?;
    let waiting = review::items(&cleaned.issue, &ledger, Entry::is_undecided);
    if args.list {
        print(&named(place), &waiting, false);
        return Ok(End::Done);
    }
    let last = last_runs(&places)?.pop().unwrap_or_default();
    let job = args.again.job(place, &cleaned, &last, &mut Loaded::default())?;
    let file = batch::decisions_of(&place.name, &job.decisions)?;
    let records = match wish(&args.words)? {
        Wish::Decide(act, units) => decide(args, place, &cleaned, &ledger, &file, act, &units)?,
        Wish::Set(json) => set(args, &cleaned, &ledger, &json)?,
    };
    batch::write_down(&cleaned.issue, &job.decisions, &records)?;
    let report = batch::clean_again(&cleaned.issue, &job)?;
    let known: BTreeSet<UnitId> = waiting.iter().map(|item| item.unit).collect();
    say_result(args, place, &records, &report, &known)
}

/// The words after the name: the act stands first or last.
fn wish(words: &[String]) -> Result<Wish> {
    let act = |word: &str| match word {
        "accept" => Some(Act::Accept),
        "reject" => Some(Act::Reject),
        "clear" => Some(Act::Clear),
        _ => None,
    };
    if let [first, json @ ..] = words
        && first == "set"
    {
        if json.is_empty() {
            return Err(trouble("nothing is set", "write set and then JSON; see `newsprint decide --help`"));
        }
        return Ok(Wish::Set(json.to_vec()));
    }
    if let [units @ .., last] = words
        && let Some(act) = act(last)
    {
        return Ok(Wish::Decide(act, units.to_vec()));
    }
    if let [first, units @ ..] = words
        && let Some(act) = act(first)
    {
        return Ok(Wish::Decide(act, units.to_vec()));
    }
    Err(trouble("it is not said what to do", "end with accept, reject or clear, or write set and JSON"))
}

/// The decisions on units that a ledger or a former decision names.
fn decide(
    args: &Args,
    place: &Place,
    cleaned: &Cleaned,
    ledger: &Ledger,
    file: &DecisionFile,
    act: Act,
    words: &[String],
) -> Result<Vec<RecordLine>> {
    let items = review::items(&cleaned.issue, ledger, |entry| !entry.is_person());
    let former = file.in_force();
    let mut known: Vec<(UnitId, String)> = former.iter().map(|record| (record.unit, told(record))).collect();
    if act != Act::Clear {
        known.extend(items.iter().map(|item| (item.unit, item.question.clone())));
    }
    let mut units = Vec::new();
    for word in words {
        units.push(unit(word, &known)?);
    }
    let undecided = review::items(&cleaned.issue, ledger, Entry::is_undecided);
    for rule in &args.rule {
        let of_rule: Vec<UnitId> = undecided.iter().filter(|item| item.rule == *rule).map(|item| item.unit).collect();
        if of_rule.is_empty() {
            let hint = format!("list what waits with `newsprint pending {}`", named(place));
            return Err(trouble(format!("no edit of rule `{rule}` waits in {}", named(place)), hint));
        }
        units.extend(of_rule);
    }
    if let Some(note) =
        items.iter().find(|item| act == Act::Accept && item.state == "note" && units.contains(&item.unit))
    {
        let hint = "make the change yourself with `set`; see `newsprint decide --help`";
        return Err(trouble(format!("unit {} is a note, which is only said and never applied", note.unit), hint));
    }
    if units.is_empty() {
        let hint = format!("name some, as `newsprint pending {}` lists them, or a --rule", named(place));
        return Err(trouble("no unit is named", hint));
    }
    let mut seen = BTreeSet::new();
    units.retain(|unit| seen.insert(*unit));
    Ok(units.into_iter().map(|unit| record(args, cleaned, ledger, &former, act, unit)).collect())
}

fn told(record: &RecordLine) -> String {
    let act = match record.act {
        Act::Accept => "accepted",
        Act::Reject => "refused",
        Act::Set => "a person's own edit",
        Act::Clear => "taken back",
    };
    format!("{act}{}", record.note.as_ref().map_or_else(String::new, |note| format!(" ({note})")))
}

/// The unit that a word means.
fn unit(word: &str, known: &[(UnitId, String)]) -> Result<UnitId> {
    let word = word.to_ascii_lowercase();
    let mut found: Vec<UnitId> =
        known.iter().map(|(unit, _)| *unit).filter(|unit| unit.to_string().starts_with(&word)).collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [unit] if word.len() >= 4 => return Ok(*unit),
        [_, _, ..] => {
            let all: Vec<String> = found.iter().map(UnitId::to_string).collect();
            return Err(trouble(format!("`{word}` may be {}", all.join(" or ")), "write more digits"));
        }
        _ => {}
    }
    let mut near: Vec<(f64, &(UnitId, String))> =
        known.iter().map(|known| (strsim::jaro_winkler(&word, &known.0.to_string()), known)).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.dedup_by_key(|(_, (unit, _))| *unit);
    let near: Vec<String> = near.iter().take(3).map(|(_, (unit, what))| format!("\n  {unit} {what}")).collect();
    let hint =
        if near.is_empty() { "there is none to decide on".to_owned() } else { format!("nearest are{}", near.concat()) };
    Err(trouble(format!("there is no unit `{word}`"), hint))
}

fn record(
    args: &Args,
    cleaned: &Cleaned,
    ledger: &Ledger,
    former: &[&RecordLine],
    act: Act,
    unit: UnitId,
) -> RecordLine {
    let issue = &cleaned.issue;
    let found = ledger.entries().iter().find_map(|entry| {
        let n = UnitId::all_of(issue, &entry.edit).iter().position(|of| *of == unit)?;
        let changes = &entry.edit.changes;
        let alone = entry.edit.grain == newsprint::ledger::Grain::Each;
        Some((if alone { vec![changes[n].clone()] } else { changes.clone() }, entry.edit.rule.to_string()))
    });
    match (found, former.iter().find(|record| record.unit == unit)) {
        (Some((changes, rule)), _) => new_record(args, cleaned, act, unit, changes, Some(rule)),
        // What is out of date is known by its former record alone.
        (None, Some(former)) => {
            RecordLine { act, by: args.by.clone(), at: Some(now()), note: args.note.clone(), ..(*former).clone() }
        }
        (None, None) => new_record(args, cleaned, act, unit, Vec::new(), None),
    }
}

fn new_record(
    args: &Args,
    cleaned: &Cleaned,
    act: Act,
    unit: UnitId,
    changes: Vec<newsprint::ledger::Change>,
    rule: Option<String>,
) -> RecordLine {
    let record = Record { act, unit, changes, rule, by: args.by.clone(), at: Some(now()), note: args.note.clone() };
    review::record_of(&cleaned.issue, &record)
}

fn set(args: &Args, cleaned: &Cleaned, ledger: &Ledger, json: &[String]) -> Result<Vec<RecordLine>> {
    let draft = fold(&cleaned.issue, ledger);
    let mut records = Vec::new();
    for json in json {
        match review::read_typed(&draft, ledger, json)? {
            Typed::Set(changes) => {
                let unit = UnitId::of(&cleaned.issue, &changes);
                records.push(new_record(args, cleaned, Act::Set, unit, changes, None));
            }
            Typed::Cut(units) => records.extend(
                units
                    .into_iter()
                    .map(|(unit, changes, rule)| new_record(args, cleaned, Act::Reject, unit, changes, Some(rule))),
            ),
        }
    }
    Ok(records)
}

fn say_result(
    args: &Args,
    place: &Place,
    records: &[RecordLine],
    report: &Report,
    known: &BTreeSet<UnitId>,
) -> Result<End> {
    for record in records {
        let act = match record.act {
            Act::Accept => "accepted",
            Act::Reject => "refused",
            Act::Set => "set",
            Act::Clear => "taken back",
        };
        say::talk(&format!("{act} {}\n", record.unit));
    }
    for stale in &report.stale {
        say::talk(&format!("stale: decision {}: {}\n", stale.record.unit, stale.because));
    }
    let again = place.reread(&args.root.root)?;
    let ledger = again.ledger(place)?;
    let waiting = review::items(&again.issue, &ledger, Entry::is_undecided);
    let (fresh, old): (Vec<Item>, Vec<Item>) = waiting.into_iter().partition(|item| !known.contains(&item.unit));
    if !fresh.is_empty() {
        say::talk("what follows from it waits as well:\n");
        print(&named(place), &fresh, false);
    }
    let waits = count(fresh.len() + old.len(), "edit");
    say::talk(&format!("{} is cleaned again; {waits} to decide\n", named(place)));
    if records
        .iter()
        .any(|record| report.stale.iter().any(|stale| stale.record.unit == record.unit && record.act != Act::Clear))
    {
        bail!("the decision was written down and does nothing; see above");
    }
    Ok(End::Done)
}

fn now() -> String {
    super::clean::now()
}
