//! `newsprint decide`: a person's decisions, from the command line or a script.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Result, bail};
use newsprint::batch::{self, Cleaned, LastRun, Place, Report};
use newsprint::ledger::{Act, Entry, Ledger, Record, UnitId, fold};
use newsprint::review::{self, DecisionFile, Filter, Item, RecordLine, Session, Typed, Waiting};

use super::End;
use super::again::Again;
use super::common::{Root, named, places_of};
use super::last::{Loaded, folder_of, last_runs};
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
          newsprint decide cleaned --rule byline/name --only '<80' --list
          newsprint decide cleaned --rule byline/name --only '<80' accept --by ly
          newsprint decide cleaned --rule byline/name clear --by ly
          newsprint decide cleaned/page set '{"retitle":{"article":"p1-L3","title":"Flood at the mill"}}'"#)]
pub struct Args {
    /// The issue, by NAME or path; with --rule or --only also an output folder, for all issues in it
    #[arg(value_name = "NAME|DIR")]
    target: PathBuf,
    /// UNIT… accept|reject|clear, or set JSON…
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Decide on every edit of this rule that waits; with clear, take back what --by has decided on edits of it
    #[arg(long, value_name = "RULE")]
    rule: Vec<String>,
    /// Decide on every edit that waits and that these words leave, as they are typed behind the key / of a review
    #[arg(long, value_name = "WORDS")]
    only: Option<String>,
    /// Who decides
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// List what waits instead of deciding
    #[arg(long, conflicts_with = "words")]
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
    let filter = Filter::parse(args.only.as_deref().unwrap_or_default());
    let filter = filter.map_err(|error| trouble(error.to_string(), "docs/review.md lists the words"))?;
    let is_part = args.only.is_some() || !args.rule.is_empty();
    let wish = if args.list { None } else { Some(wish(&args.words)?) };
    let names_units = match &wish {
        None => !is_part,
        Some(Wish::Set(_)) => true,
        Some(Wish::Decide(_, units)) => !units.is_empty() || !is_part,
    };
    if names_units && places.len() > 1 {
        let names: Vec<String> = places.iter().take(3).map(named).collect();
        let what = format!("{}: there are {} here", args.target.display(), count(places.len(), "issue"));
        return Err(trouble(what, format!("decide on one of them, such as {}", names.join(", "))));
    }
    let runs = last_runs(&places)?;
    let mut loaded = Loaded::default();
    let (mut end, mut found) = (End::Done, 0);
    for (place, last) in places.iter().zip(&runs) {
        match in_issue(args, place, last, &mut loaded, &filter, wish.as_ref()) {
            Ok(n) => found += n,
            // One issue that cannot be decided on must not stop the others.
            Err(error) if places.len() > 1 => {
                say::error(&error);
                end = End::Failed;
            }
            Err(error) => return Err(error),
        }
    }
    if found == 0 && is_part && !args.list && matches!(end, End::Done) {
        let of = [args.rule.iter().map(|rule| format!(" of rule `{rule}`")).collect(), told_only(args)].concat();
        let at = args.target.display();
        if matches!(wish, Some(Wish::Decide(Act::Clear, _))) {
            let by = args.by.as_ref().map_or_else(|| "nobody by name".to_owned(), |by| format!("`{by}`"));
            return Err(trouble(format!("{by} has decided nothing{of} in {at}"), "say whose decisions with --by"));
        }
        let hint = format!("list what waits with `newsprint pending {at}`");
        return Err(trouble(format!("no edit{of} waits in {at}"), hint));
    }
    Ok(end)
}

fn told_only(args: &Args) -> String {
    args.only.as_ref().map_or_else(String::new, |only| format!(" of `{only}`"))
}

/// Decides on an issue, or lists what would be; gives back on how much.
fn in_issue(
    args: &Args,
    place: &Place,
    last: &LastRun,
    loaded: &mut Loaded,
    filter: &Filter,
    wish: Option<&Wish>,
) -> Result<usize> {
    let takes_back = matches!(wish, Some(Wish::Set(_) | Wish::Decide(Act::Clear, _)));
    let names_units = matches!(wish, Some(Wish::Decide(_, units)) if !units.is_empty());
    let nothing_waits = || place.header().is_ok_and(|header| header.waits.is_some_and(|waits| waits.units == 0));
    let is_part = args.only.is_some() || !args.rule.is_empty();
    if is_part && !takes_back && !names_units && !filter.also_sure && nothing_waits() {
        return Ok(0);
    }
    let cleaned = place.reread(&args.root.root)?;
    let ledger = cleaned.ledger(place)?;
    let waiting = review::items(&cleaned.issue, &ledger, Entry::is_undecided);
    let folder = folder_of(args.again.decisions.as_deref(), &last.options, place)?;
    let Some(wish) = wish else {
        let file = batch::decisions_of(&place.name, &folder)?;
        let part = part(args, &Stand { place, cleaned: &cleaned, ledger: &ledger, file: &file }, filter);
        let items = review::items(&cleaned.issue, &ledger, |entry| !entry.is_person());
        let listed: Vec<Item> = items.into_iter().filter(|item| part.contains(&item.unit)).collect();
        print(&named(place), &listed, false);
        return Ok(listed.len());
    };
    let job = args.again.job(place, &cleaned, last, loaded)?;
    let file = batch::decisions_of(&place.name, &job.decisions)?;
    let stand = Stand { place, cleaned: &cleaned, ledger: &ledger, file: &file };
    let records = match wish {
        Wish::Decide(act, units) => decide(args, &stand, *act, units, filter)?,
        Wish::Set(json) => set(args, &cleaned, &ledger, json)?,
    };
    if records.is_empty() {
        return Ok(0);
    }
    let is_batch = is_part && !takes_back && !names_units;
    let (mut records, former) = (records, units_in_force(&file));
    batch::write_down_but(&cleaned.issue, &job.decisions, &records.clone(), |file| {
        // What others have decided in the moment before is not overruled by the dozen.
        let news: BTreeSet<UnitId> = units_in_force(file).difference(&former).copied().filter(|_| is_batch).collect();
        records.retain(|record| !news.contains(&record.unit));
        news
    })?;
    let report = batch::clean_again(&cleaned.issue, &job)?;
    let known: BTreeSet<UnitId> = waiting.iter().map(|item| item.unit).collect();
    say_result(args, place, &records, &report, &known)?;
    Ok(records.len())
}

fn units_in_force(file: &DecisionFile) -> BTreeSet<UnitId> {
    file.in_force().iter().map(|record| record.unit).collect()
}

/// What waits of the rules that are named, as far as the words leave it: what a review with these words would ask.
fn part(args: &Args, stand: &Stand<'_>, filter: &Filter) -> BTreeSet<UnitId> {
    let session = Session::new(&stand.cleaned.issue, stand.ledger, stand.file, filter.clone());
    let is_of_rule =
        |waiting: &&Waiting| args.rule.is_empty() || args.rule.iter().any(|rule| **rule == *waiting.edit.rule);
    session.waiting().filter(is_of_rule).map(|waiting| waiting.unit).collect()
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

/// An issue as it stands.
struct Stand<'a> {
    place: &'a Place,
    cleaned: &'a Cleaned,
    ledger: &'a Ledger,
    file: &'a DecisionFile,
}

/// The decisions on units that a ledger or a former decision names, or that words leave.
fn decide(args: &Args, stand: &Stand<'_>, act: Act, words: &[String], filter: &Filter) -> Result<Vec<RecordLine>> {
    let Stand { place, cleaned, ledger, file } = *stand;
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
    let is_part = args.only.is_some() || !args.rule.is_empty();
    if act == Act::Clear && args.only.is_some() {
        return Err(trouble(
            "what is decided waits no more, so --only leaves nothing of it",
            "name a --rule, or units",
        ));
    }
    if act == Act::Clear {
        let is_own = |record: &&&RecordLine| {
            record.by == args.by && record.rule.as_ref().is_some_and(|rule| args.rule.contains(rule))
        };
        units.extend(former.iter().filter(is_own).map(|record| record.unit));
    } else if is_part {
        let part = part(args, stand, filter);
        // In the order of the text.
        units.extend(items.iter().map(|item| item.unit).filter(|unit| part.contains(unit)));
    }
    if let Some(note) =
        items.iter().find(|item| act == Act::Accept && item.state == "note" && units.contains(&item.unit))
    {
        let hint = "make the change yourself with `set`; see `newsprint decide --help`";
        return Err(trouble(format!("unit {} is a note, which is only said and never applied", note.unit), hint));
    }
    if units.is_empty() && !is_part {
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
) -> Result<()> {
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
    Ok(())
}

fn now() -> String {
    super::clean::now()
}
