//! A person's own edits, as a script or a screen writes them: in terms of the text as it reads now. They become changes
//! of raw lines here.

use serde::Deserialize;
use serde_json::Value;

use crate::ledger::file::{ChangeError, ChangeLine, LineNames, from_lines};
use crate::ledger::{Change, Draft, Field, Glue, Grain, Ledger, State, UnitId, given_form};
use crate::model::{LineIx, Role};

/// The kinds of edits, as a hint names them.
pub const KINDS: &str = "retype, retitle, byline, role, move, split, merge, join, cut, text or mark";

/// Why what was typed cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum TypedError {
    /// It cannot be read.
    #[error("this is no edit ({0}); write {{\"KIND\":{{…}}}} with one of {KINDS}")]
    Json(serde_json::Error),
    /// A kind that there is not.
    #[error("there is no edit `{0}`; write one of {KINDS}")]
    Kind(String),
    /// Something else than one kind in an object.
    #[error("write each edit as {{\"KIND\":{{…}}}} with one of {KINDS}")]
    Shape,
    /// A line that is not there.
    #[error("there is no line `{0}`; lines are called as in `lines` of NAME.json, such as p1:L5")]
    Line(String),
    /// A change of a ledger that cannot be done here.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// Words that do not stand in the line.
    #[error("`{old}` does not stand in line {line}, which reads `{now}`")]
    Words {
        /// The line.
        line: String,
        /// What was looked for.
        old: String,
        /// What stands there.
        now: String,
    },
    /// Words that stand there several times.
    #[error("`{old}` stands in line {line} {n} times; say which with \"nth\", counted from 1")]
    Several {
        /// The line.
        line: String,
        /// What was looked for.
        old: String,
        /// How often it is there.
        n: usize,
    },
    /// It would change nothing, or nothing possible.
    #[error("this would change nothing, or cannot be done on these lines: {0}")]
    Nothing(String),
    /// There is no join to cut.
    #[error("no line goes on from {0}, so there is nothing to cut")]
    NoJoin(String),
    /// The join was typed by a person.
    #[error("the join at {line} was made by a person; take it back with `clear` of {unit}")]
    OwnJoin {
        /// The line.
        line: String,
        /// The person's unit.
        unit: UnitId,
    },
    /// A cut beside other edits.
    #[error("a cut is a decision of its own; give it alone")]
    Cut,
    /// Text and structure in one edit.
    #[error("text and structure are two decisions; give them one by one")]
    Mixed,
}

/// What was typed, as decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// An edit of the person's own.
    Set(Vec<Change>),
    /// A join is cut by refusing the units that make it.
    Cut(Vec<(UnitId, Vec<Change>, String)>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Retype {
    line: String,
    old: String,
    new: String,
    nth: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Retitle {
    article: String,
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Credit {
    article: String,
    byline: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct At {
    at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Join {
    left: String,
    right: String,
    glue: Glue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleOf {
    lines: Vec<String>,
    role: Role,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    lines: Vec<String>,
    after: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    line: String,
    start: u32,
    end: u32,
    new: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkOf {
    line: String,
    span: Option<(u32, u32)>,
    field: Field,
    value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cut {
    left: String,
}

/// Reads one edit or a list of edits that stand and fall together.
///
/// # Errors
/// If it says nothing that can be done.
pub fn read(draft: &Draft<'_>, ledger: &Ledger, json: &str) -> Result<Typed, TypedError> {
    let said: Vec<Value> = match serde_json::from_str(json).map_err(TypedError::Json)? {
        Value::Array(list) => list,
        one => vec![one],
    };
    let reading = Reading { draft, ledger, names: LineNames::new(draft.issue()) };
    let mut changes = Vec::new();
    let n = said.len();
    for value in said {
        let Value::Object(object) = &value else { return Err(TypedError::Shape) };
        let (Some((kind, fields)), 1) = (object.iter().next(), object.len()) else { return Err(TypedError::Shape) };
        if kind == "cut" {
            return if n == 1 { reading.cut(&of(fields.clone())?) } else { Err(TypedError::Cut) };
        }
        changes.extend(reading.changes(kind, fields.clone())?);
    }
    // An insertion carries a neighbor, as spans of files are never empty.
    let given = |change: Change| {
        let line = change.line();
        given_form(draft.issue(), change).ok_or_else(|| TypedError::Nothing(draft.issue().line_name(line)))
    };
    let changes: Vec<Change> = changes.into_iter().map(given).collect::<Result<_, _>>()?;
    let n_text = changes.iter().filter(|change| change.is_text()).count();
    match n_text {
        _ if changes.is_empty() => Err(TypedError::Shape),
        n if n > 0 && n < changes.len() => Err(TypedError::Mixed),
        _ => Ok(Typed::Set(changes)),
    }
}

fn of<T: for<'de> Deserialize<'de>>(fields: Value) -> Result<T, TypedError> {
    serde_json::from_value(fields).map_err(TypedError::Json)
}

struct Reading<'a> {
    draft: &'a Draft<'a>,
    ledger: &'a Ledger,
    names: LineNames,
}

impl Reading<'_> {
    fn line(&self, name: &str) -> Result<LineIx, TypedError> {
        self.names.line(name).ok_or_else(|| TypedError::Line(name.to_owned()))
    }

    fn changes(&self, kind: &str, fields: Value) -> Result<Vec<Change>, TypedError> {
        Ok(match kind {
            "retype" => vec![self.retype(&of(fields)?)?],
            "retitle" => {
                let said: Retitle = of(fields)?;
                vec![self.mark(&said.article, Field::Title, said.title)?]
            }
            "byline" => {
                let said: Credit = of(fields)?;
                vec![self.mark(&said.article, Field::Byline, said.byline)?]
            }
            "split" | "merge" => {
                let said: At = of(fields)?;
                vec![Change::Start { line: self.line(&said.at)?, on: kind == "split" }]
            }
            "join" => {
                let said: Join = of(fields)?;
                vec![Change::Seam { left: self.line(&said.left)?, right: self.line(&said.right)?, glue: said.glue }]
            }
            "role" => {
                let RoleOf { lines, role } = of(fields)?;
                self.of_file(&lines.into_iter().map(|run| ChangeLine::Role(run, role)).collect::<Vec<_>>())?
            }
            "move" => {
                let Move { lines, after } = of(fields)?;
                self.of_file(&[ChangeLine::Move(lines, after)])?
            }
            "text" => {
                let Text { line, start, end, new } = of(fields)?;
                vec![Change::Text { line: self.line(&line)?, span: start..end, insert: new }]
            }
            "mark" => {
                let MarkOf { line, span, field, value } = of(fields)?;
                self.of_file(&[ChangeLine::Mark(line, span, field, Some(value))])?
            }
            _ => return Err(TypedError::Kind(kind.to_owned())),
        })
    }

    /// Changes as files hold them, which name runs of lines.
    fn of_file(&self, lines: &[ChangeLine]) -> Result<Vec<Change>, TypedError> {
        Ok(from_lines(self.draft.issue(), &self.names, lines)?)
    }

    /// Words of a line as it reads now; the raw span behind them is widened to the whole of the edits it touches.
    fn retype(&self, said: &Retype) -> Result<Change, TypedError> {
        let line = self.line(&said.line)?;
        let now = self.draft.text(line);
        let found: Vec<usize> = match said.old.as_str() {
            "" => Vec::new(),
            old => now.match_indices(old).map(|(at, _)| at).collect(),
        };
        let at = match (found.as_slice(), said.nth) {
            ([at], None) => Some(*at),
            ([_, _, ..], None) => {
                return Err(TypedError::Several { line: said.line.clone(), old: said.old.clone(), n: found.len() });
            }
            (found, nth) => nth.and_then(|nth| found.get(nth.checked_sub(1)?)).copied(),
        };
        let at = at.ok_or_else(|| TypedError::Words {
            line: said.line.clone(),
            old: said.old.clone(),
            now: now.clone().into_owned(),
        })?;
        let change = self.draft.retype(line, at..at + said.old.len(), &said.new).filter(|_| said.old != said.new);
        change.ok_or_else(|| TypedError::Nothing(said.line.clone()))
    }

    /// What is said of an article stands on its first line, after which it is called.
    fn mark(&self, article: &str, field: Field, value: String) -> Result<Change, TypedError> {
        let line = self.names.line(article).or_else(|| self.names.line(&article.replacen('-', ":", 1)));
        let line = line.ok_or_else(|| TypedError::Line(article.to_owned()))?;
        Ok(Change::Mark { line, span: 0..self.draft.issue().raw(line).len() as u32, field, value })
    }

    fn cut(&self, said: &Cut) -> Result<Typed, TypedError> {
        let left = self.line(&said.left)?;
        let right = self.draft.join(left).ok_or_else(|| TypedError::NoJoin(said.left.clone()))?.0;
        let issue = self.draft.issue();
        let is_it =
            |change: &Change| matches!(change, Change::Seam { left: l, right: r, .. } if (*l, *r) == (left, right));
        let mut units = Vec::new();
        for entry in self.ledger.entries().iter().filter(|entry| entry.state == State::Applied) {
            let Some(seam) = entry.edit.changes.iter().find(|change| is_it(change)) else { continue };
            let changes = if entry.edit.grain == Grain::Each { vec![seam.clone()] } else { entry.edit.changes.clone() };
            let unit = UnitId::of(issue, &changes);
            if entry.is_person() {
                return Err(TypedError::OwnJoin { line: said.left.clone(), unit });
            }
            units.push((unit, changes, entry.edit.rule.to_string()));
        }
        Ok(Typed::Cut(units))
    }
}
