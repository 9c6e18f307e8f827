//! The end of an account's month: what its plan adds and takes off in each stretch of it, and the invoice.

use std::sync::Arc;

use super::account::{Walk, too_large};
use super::part::{Part, stretches};
use super::{Bill, adjust, sum};
use crate::book::{AdjustTerms, Settings, in_turn};
use crate::document::Problem;
use crate::number::Decimal;
use crate::tariff::{Adjustment, Period, Settle, TariffError, checked};
use crate::unit::Unit;

impl<'a> Walk<'_, 'a> {
    /// Levies, credits and taxes of the account's plan in a stretch of the month, by its last price list.
    fn adjust(&mut self, (first, last): (usize, usize)) -> Result<(), Problem> {
        let Some(part) = self.parts.get(last) else { return Ok(()) };
        let (place, settings) = (self.place(part), self.settings(part));
        let account = self.account;
        let beyond = |error| too_large(error, &account.path);
        let month = Period { seconds: self.account.cycle.seconds() };
        let from = self.parts.get(first).map_or(0, |first| first.from);
        let whole = Part { from, ..*part };
        let (share, held) =
            whole.share(month).and_then(|share| Ok((share, whole.held(month)?))).map_err(beyond)?;
        let product = &part.contract.book.provider.account;
        let mut terms: Vec<(&'a String, &'a AdjustTerms)> =
            product.adjustments.iter().chain(&place.plan.adjustments).collect();
        in_turn(&mut terms);
        let idle = account.resources.iter().all(|resource| resource.runs.is_empty());
        let waived = |id: &String| idle && product.settle.waived_when_empty.contains(id);
        for (id, terms) in terms.into_iter().filter(|(id, _)| !waived(id)) {
            // What is given once is given at the beginning.
            if !settings.meet(&terms.when) || (terms.once && first > 0) {
                continue;
            }
            let Some(kind) = adjustment_of(terms, &settings) else { continue };
            self.dated |= terms.once && terms.lasts.is_some();
            let once = match kind {
                Adjustment::Credit(credit) if terms.once => {
                    let Some(found) = self.left_of_credit(id, terms, credit) else { continue };
                    Some(found)
                }
                _ => None,
            };
            let kind = match once {
                Some((_, left)) => Adjustment::Credit(left),
                None => shared(&kind, (share, held.included)).map_err(beyond)?,
            };
            let mut lines = self.lines_in(first..=last);
            let change = adjust::apply(&mut lines, &kind, &terms.covers, account.cycle).map_err(beyond)?;
            if let Some((before, _)) = once {
                self.draw_credit(id, before, change.0);
            }
            if !change.0.is_zero() {
                let source = terms.source.as_deref().unwrap_or(&place.plan.source);
                let line = adjust::line(&place, id, &terms.description, change, formula(&kind), source);
                self.found.lines.push(Arc::new(line));
                self.found.of.push(last);
            }
        }
        Ok(())
    }

    /// What the account's plans add and take off, stretch by stretch.
    pub(super) fn settle(&mut self) -> Result<(), Problem> {
        stretches(&self.parts).into_iter().try_for_each(|stretch| self.adjust(stretch))
    }

    /// The bill of all that was found, with what is really invoiced.
    pub(super) fn finish(mut self) -> Result<Bill<'a>, Problem> {
        let Some(part) = self.parts.last() else {
            return Err(Problem::new("a month without prices").path(&*self.account.path));
        };
        let book = part.contract.book;
        let product = &book.provider.account;
        self.found.notes.extend(self.parts.iter().flat_map(|part| part.contract.book.own_notes()));
        let total = sum(self.found.lines.iter().filter_map(|line| line.summed()))?;
        let invoice = Settle { defer_below: product.settle.defer_below, places: 2 }.invoice(total);
        self.found.notes.once_each();
        Ok(Bill {
            spent: self.spent,
            lines: self.found.lines,
            limits: self.found.limits,
            demands: self.found.demands,
            unmet: self.found.unmet,
            notes: self.found.notes,
            decided: self.found.decided,
            moved: self.found.moved,
            dated: self.dated,
            book,
            invoice,
        })
    }
}

fn adjustment_of(terms: &AdjustTerms, settings: &Settings<'_>) -> Option<Adjustment> {
    let value =
        |formula: &crate::tariff::Formula| formula.value(|name| settings.number(name, &Unit::count())).ok();
    match (&terms.percent, &terms.floor, &terms.credit) {
        (Some(share), _, _) => Some(Adjustment::Percentage(*share)),
        (_, Some(floor), _) => value(floor).map(Adjustment::Floor),
        (_, _, Some(credit)) => value(credit).map(Adjustment::Credit),
        _ => None,
    }
}

/// A month's amount as a part of the month has it: its share by time, or of a credit as of what the plan includes.
fn shared(kind: &Adjustment, (share, included): (Decimal, Decimal)) -> Result<Adjustment, TariffError> {
    let share = if matches!(kind, Adjustment::Credit(_)) { included } else { share };
    let part = |amount: Decimal| {
        if share == Decimal::ONE { Ok(amount) } else { checked(amount.times(share), "share out") }
    };
    Ok(match kind {
        Adjustment::Percentage(percentage) => Adjustment::Percentage(*percentage),
        Adjustment::Floor(floor) => Adjustment::Floor(part(*floor)?),
        Adjustment::Cap(cap) => Adjustment::Cap(part(*cap)?),
        Adjustment::Credit(credit) => Adjustment::Credit(part(*credit)?),
    })
}

fn formula(kind: &Adjustment) -> String {
    let number = crate::shown::term;
    match kind {
        Adjustment::Percentage(share) => format!(
            "{} % of the lines it covers",
            number(share.times(Decimal::ONE_HUNDRED).unwrap_or(*share))
        ),
        Adjustment::Floor(floor) => format!("the lines it covers, raised to {}", number(*floor)),
        Adjustment::Cap(cap) => format!("the lines it covers, lowered to {}", number(*cap)),
        Adjustment::Credit(credit) => {
            format!("at most {}, never more than the lines it covers", number(*credit))
        }
    }
}
