//! The line rules of a pass, of which most lines of a page are known to none by how they begin and end.

use super::ends::{ByCharacter, of_alternatives};
use super::{Does, Rule, Rules, Where};
use crate::ledger::PassName;
use crate::model::Role;

/// The line rules of one pass, also those switched off.
#[derive(Debug, Default)]
pub(super) struct LineRules {
    /// Their places among the rules, in the order of their priority, and the bits of their alternatives; all bits where
    /// a rule has to be tried on every text.
    at: Vec<(usize, u128)>,
    /// Which alternatives begin with a character, and which end with it.
    first: ByCharacter,
    last: ByCharacter,
}

impl LineRules {
    pub(super) fn of(rules: &Rules, pass: PassName) -> Self {
        let (mut at, mut ends) = (Vec::new(), Vec::new());
        for (n, rule) in rules.rules.iter().enumerate().filter(|(_, rule)| rule.pass == pass) {
            let Does::Line { find, .. } = &rule.does else { continue };
            let own = of_alternatives(find.as_str()).filter(|own| ends.len() + own.len() <= u128::BITS as usize);
            let bits = own.map(|own| {
                let from = ends.len();
                ends.extend(own);
                (from..ends.len()).fold(0, |bits, n| bits | 1 << n)
            });
            at.push((n, bits.unwrap_or(u128::MAX)));
        }
        let [first, last] = [0, 1].map(|side| ByCharacter::of(ends.iter().map(|ends| &ends[side])));
        Self { at, first, last }
    }

    /// The places of the rules that may know a text.
    fn may_know(&self, text: &str) -> impl Iterator<Item = usize> {
        let mut chars = text.chars();
        let first = chars.next();
        let bits = first.map_or(0, |c| match self.first.get(c) {
            0 => 0,
            bits => bits & self.last.get(chars.next_back().unwrap_or(c)),
        });
        self.at.iter().filter(move |(_, own)| *own == u128::MAX || own & bits != 0).map(|(n, _)| *n)
    }
}

impl Rules {
    /// The first rule of a pass that knows a whole line by its pattern, what the line is then, and where it must stand for
    /// that. Only those rules are tried whose places `stands` agrees to.
    #[must_use]
    pub fn line(&self, pass: PassName, text: &str, stands: impl Fn(Where) -> bool) -> Option<(&Rule, Role, Where)> {
        let all = self.lines.get_or_init(|| PassName::ALL.map(|pass| LineRules::of(self, pass)).into());
        let mut rules = all.get(pass as usize)?.may_know(text).filter_map(|n| self.rules.get(n));
        rules.find_map(|rule| match &rule.does {
            Does::Line { find, role, place } if rule.on && stands(*place) && find.is_match(text) => {
                Some((&**rule, *role, *place))
            }
            _ => None,
        })
    }
}
