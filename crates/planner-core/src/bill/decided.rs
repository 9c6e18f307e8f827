//! Settings nobody stated whose default decided something: usage that is cut is not to vanish without a word.

use super::limits::stage_at_ceiling;
use super::scope::Scope;
use super::{LimitRow, LimitState};
use crate::book::{Effect, LimitTerms};
use crate::note::{Note, NoteKind};
use crate::number::Decimal;

/// A default that cut usage or what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decided<'a> {
    /// The account.
    pub account: &'a str,
    /// The resource whose setting it is; none for the account's.
    pub resource: Option<&'a str>,
    /// The setting.
    pub option: &'a str,
    /// Its default, which was taken.
    pub value: String,
    /// What it does, in words.
    pub description: String,
    /// What it cut, by the limits' ids.
    pub limits: Vec<String>,
}

impl Decided<'_> {
    /// Why the default matters, in words.
    #[must_use]
    pub fn reason(&self) -> String {
        format!(
            "its default, nobody stated it; with it nothing above {} is served or billed; {}",
            self.limits.join(", "),
            self.description
        )
    }

    /// The same as a note.
    #[must_use]
    pub fn note(&self) -> Note {
        let scope = self.resource.unwrap_or(self.account);
        let kind = NoteKind::Taken { field: format!("options.{}", self.option) };
        Note::about(
            scope,
            kind,
            format_args!("{} is taken as {}: {}", self.option, self.value, self.reason()),
        )
    }
}

/// Puts what decided something together: each setting once, with all it cut.
pub(crate) fn gather<'a>(all: &mut Vec<Decided<'a>>, more: impl IntoIterator<Item = Decided<'a>>) {
    for one in more {
        let same = |known: &&mut Decided<'a>| {
            (known.account, known.resource, known.option) == (one.account, one.resource, one.option)
        };
        match all.iter_mut().find(same) {
            Some(known) => {
                for limit in one.limits {
                    if !known.limits.contains(&limit) {
                        known.limits.push(limit);
                    }
                }
            }
            None => all.push(one),
        }
    }
}

impl<'a> Scope<'_, 'a> {
    /// The defaults without which a limit that cuts would not, or not so.
    pub(super) fn decided(&self, terms: &'a LimitTerms, row: &LimitRow<'a>) -> Vec<Decided<'a>> {
        let near = matches!(row.state, LimitState::Over | LimitState::Tight);
        if !near || !(row.effect.cuts() || row.effect == Effect::ReadOnly) {
            return Vec::new();
        }
        let stage = stage_at_ceiling(terms, &self.settings);
        let conditions = [Some(&terms.when), stage.map(|stage| &stage.when)];
        // What would happen instead, were it not for defaults alone.
        let instead =
            terms.stages.iter().take_while(|one| stage.is_some_and(|stage| !std::ptr::eq(*one, stage)));
        let unmet = instead.filter(|stage| stage.at >= Decimal::ONE).map(|stage| {
            let unmet = stage.when.0.iter().filter(|(name, wanted)| !self.settings.has(name, wanted));
            unmet.map(|(name, _)| name).collect::<Vec<_>>()
        });
        let unmet = unmet.filter(|names| names.iter().all(|name| self.settings.default_of(name).is_some()));
        let names = conditions.into_iter().flatten().flat_map(|condition| condition.0.keys());
        let names = names.chain(unmet.flatten());
        let decided = names.filter_map(|name| {
            let (description, value, of_account) = self.settings.default_of(name)?;
            let own = self.place.resource.filter(|_| !of_account);
            Some(Decided {
                account: self.place.account,
                resource: own,
                option: name.as_str(),
                value: value.to_owned(),
                description: description.to_owned(),
                limits: vec![row.id()],
            })
        });
        decided.collect()
    }
}
