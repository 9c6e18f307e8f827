//! Accounts in another currency than the stack's: at a rate of the user's own they are summed, without one only listed.

use std::sync::Arc;

use super::AccountTotal;
use crate::bill::{InOther, Line, Unmet, exchanged, sum};
use crate::document::Problem;
use crate::money::Currency;
use crate::note::{Note, NoteKind, Notes};
use crate::number::Decimal;
use crate::stack::Stack;

/// The currency of the sum, and those that were met beside it.
pub(super) struct Currencies<'a> {
    stack: &'a Stack,
    /// The stack's, or that of the first account.
    sum: Option<Currency>,
    met: Vec<Currency>,
}

impl<'a> Currencies<'a> {
    pub(super) const fn new(stack: &'a Stack) -> Self {
        Self { stack, sum: stack.currency, met: Vec::new() }
    }

    /// The currency of every sum.
    pub(super) fn of_sum(&self) -> Currency {
        self.sum.unwrap_or(Currency::USD)
    }

    /// Puts an account's month into the currency of the sum.
    ///
    /// # Errors
    ///
    /// A [`Problem`] past 28 digits.
    pub(super) fn put(
        &mut self,
        currency: Currency,
        (lines, unmet): (&mut [Arc<Line<'_>>], &mut [Unmet<'_>]),
        account: &mut AccountTotal<'_>,
        (path, notes): (&str, &mut Notes),
    ) -> Result<(), Problem> {
        let of_sum = *self.sum.get_or_insert(currency);
        if !self.met.contains(&currency) {
            self.met.push(currency);
        }
        if currency == of_sum {
            return Ok(());
        }
        let rate = self.stack.rates.get(currency.code()).copied();
        let too_large =
            || Problem::new(format!("an amount in {currency} is too large for {of_sum}")).path(path);
        for line in lines.iter_mut() {
            Arc::make_mut(line).exchange(currency, rate).ok_or_else(too_large)?;
        }
        for one in unmet {
            one.rate = rate;
        }
        account.other = Some(InOther { currency, amount: account.total, rate });
        account.total = sum(lines.iter().filter_map(|line| line.summed()))?;
        account.invoice = match rate {
            Some(rate) => exchanged(account.invoice, rate).ok_or_else(too_large)?.round_half_away(2),
            None => Decimal::ZERO,
        };
        let name = account.account;
        let text = match rate {
            Some(rate) => format!(
                "{name}: charged in {currency} and summed at {} {of_sum} for one {currency}, a rate of your own",
                rate.normalize()
            ),
            None => format!(
                "{name}: charged in {currency}, listed and not summed; write what one {currency} is in {of_sum} at the \
                 top of the stack: rates: {{ {currency}: ... }}"
            ),
        };
        notes.push(Note::says(name, NoteKind::OtherCurrency { rate }, text));
        Ok(())
    }

    /// Names rates that nothing is charged in.
    pub(super) fn unused(&self, notes: &mut Notes) {
        let of_sum = self.of_sum();
        for (code, _) in self.stack.rates.iter() {
            if !self.met.iter().any(|met| met.code() == code && *met != of_sum) {
                let field = format!("rates.{code}");
                let nothing = "changes nothing, no account is charged in";
                let text = format!("{field}: {nothing} {code} beside the sum in {of_sum}");
                notes.push(Note::of(NoteKind::vain(&[&field]), text));
            }
        }
    }
}
