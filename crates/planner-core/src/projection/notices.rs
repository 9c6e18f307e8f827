//! What vendors merely say: an e-mail on the way to a limit, or at one beyond which everything runs on.

use super::Projection;
use crate::bill::LimitRow;
use crate::book::Effect;
use crate::month::{Date, Month};
use crate::number::Decimal;

/// The first time a vendor says something.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Notice<'p, 'a> {
    /// The month.
    pub month: Month,
    /// The day.
    pub on: Option<Date>,
    /// How much of the limit's unit is used then.
    pub at: Option<Decimal>,
    /// The limit it is about.
    pub limit: &'p LimitRow<'a>,
}

impl<'a> Projection<'a> {
    /// What vendors say, the first time each, in order of time. None of it stops or costs anything by itself, so none of it
    /// is a first limit.
    #[must_use]
    pub fn notices(&self) -> Vec<Notice<'_, 'a>> {
        let mut all: Vec<Notice<'_, 'a>> = Vec::new();
        for month in &self.months {
            for limit in month.limits().filter(|limit| !limit.own) {
                let told = limit.stages.iter().filter(|stage| stage.effect == Effect::Notified);
                let told = told.map(|stage| (Some(stage.at), stage.on));
                let at_all = (limit.is_notice() && limit.passed_at.is_some())
                    .then_some((limit.ceiling, limit.passed_on));
                for (at, on) in told.chain(at_all) {
                    if !all.iter().any(|known| known.limit.is_of(limit) && known.at == at) {
                        all.push(Notice { month: month.month, on, at, limit });
                    }
                }
            }
        }
        all.sort_by_key(|notice| (notice.month, notice.on));
        all
    }
}
