//! What happens to finished items: levies, spend caps, credits, taxes, and how the rest is settled.

use super::{AMOUNT_SCALE, TariffError, checked};
use crate::number::Number;

/// A finished item, for adjustments to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<N> {
    /// Which items it belongs to: its charge's id and tags.
    pub tags: Vec<String>,
    /// Its amount.
    pub amount: N,
}

impl<N> Item<N> {
    /// Whether one of `tags` names the item; no tags name every item.
    pub fn is_one_of(&self, tags: &[String]) -> bool {
        tags.is_empty() || self.tags.iter().any(|tag| tags.contains(tag))
    }
}

/// Something done to the items it covers.
#[derive(Clone, Debug, PartialEq)]
pub enum Adjustment<N> {
    /// A share of them is added: HIPAA +20 %, a tax.
    Percentage(N),
    /// The shortfall to a floor is added: a minimum commitment.
    Floor(N),
    /// What is above the cap is taken off: a spend cap.
    Cap(N),
    /// An amount is taken off, never more than they come to.
    Credit(N),
}

/// The line an adjustment adds: positive or negative, zero when it does nothing.
///
/// # Errors
///
/// [`TariffError::Overflow`] past 28 digits.
pub fn adjust<N: Number>(
    adjustment: &Adjustment<N>,
    items: &[Item<N>],
    covers: &[String],
) -> Result<N, TariffError> {
    let mut sum = N::ZERO;
    for item in items.iter().filter(|item| item.is_one_of(covers)) {
        sum = checked(sum.checked_add(item.amount), "add up")?;
    }
    let change = match adjustment {
        Adjustment::Percentage(share) => sum.checked_mul(*share),
        Adjustment::Floor(floor) => floor.checked_sub(sum).map(|short| short.most(N::ZERO)),
        Adjustment::Cap(cap) => cap.checked_sub(sum).map(|over| over.least(N::ZERO)),
        Adjustment::Credit(credit) => N::ZERO.checked_sub(credit.least(sum.most(N::ZERO))),
    };
    checked(change.map(|change| change.round_half_away(AMOUNT_SCALE)), "adjust")
}

/// A credit against the items it covers: not above zero, and never more than they come to.
///
/// # Errors
///
/// [`TariffError::Overflow`] past 28 digits.
///
/// # Example
///
/// A credit of 10 for compute leaves the other lines alone:
///
/// ```
/// use planner_core::decimal;
/// use planner_core::tariff::{Item, credit};
/// let number = |text| decimal(text).unwrap();
/// let item = |tag: &str, amount| Item { tags: vec![tag.to_owned()], amount: number(amount) };
/// let items = [item("compute", "7.50"), item("egress", "30")];
/// assert_eq!(credit(number("10"), &items, &["compute".to_owned()]).unwrap(), number("-7.50"));
/// ```
pub fn credit<N: Number>(amount: N, items: &[Item<N>], covers: &[String]) -> Result<N, TariffError> {
    adjust(&Adjustment::Credit(amount), items, covers)
}

/// How an account's total becomes an invoice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settle<N> {
    /// A total below this is not collected this period.
    pub defer_below: Option<N>,
    /// Decimal places of the invoice; half a last place rounds away from zero.
    pub places: u32,
}

impl<N: Number> Settle<N> {
    /// What is invoiced for an exact total.
    pub fn invoice(&self, total: N) -> N {
        match self.defer_below {
            Some(least) if total < least => N::ZERO,
            _ => total.round_half_away(self.places),
        }
    }
}
