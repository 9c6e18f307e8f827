//! What happens to finished items: levies, spend caps, credits, taxes, and how the rest is settled.

use super::{AMOUNT_SCALE, TariffError, checked};
use crate::number::Decimal;

/// A finished item, for adjustments to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Which items it belongs to: its charge's id and tags.
    pub tags: Vec<String>,
    /// Its amount.
    pub amount: Decimal,
}

impl Item {
    /// Whether one of `tags` names the item; no tags name every item.
    #[must_use]
    pub fn is_one_of(&self, tags: &[String]) -> bool {
        tags.is_empty() || self.tags.iter().any(|tag| tags.contains(tag))
    }
}

/// Something done to the items it covers.
#[derive(Clone, Debug, PartialEq)]
pub enum Adjustment {
    /// A share of them is added: HIPAA +20 %, a tax.
    Percentage(Decimal),
    /// The shortfall to a floor is added: a minimum commitment.
    Floor(Decimal),
    /// What is above the cap is taken off: a spend cap.
    Cap(Decimal),
    /// An amount is taken off, never more than they come to.
    Credit(Decimal),
}

/// The line an adjustment adds: positive or negative, zero when it does nothing.
///
/// # Errors
///
/// [`TariffError::Overflow`] past 28 digits.
pub fn adjust(adjustment: &Adjustment, items: &[Item], covers: &[String]) -> Result<Decimal, TariffError> {
    let mut sum = Decimal::ZERO;
    for item in items.iter().filter(|item| item.is_one_of(covers)) {
        sum = checked(sum.checked_add(item.amount), "add up")?;
    }
    let change = match adjustment {
        Adjustment::Percentage(share) => sum.product(*share),
        Adjustment::Floor(floor) => floor.checked_sub(sum).map(|short| short.most(Decimal::ZERO)),
        Adjustment::Cap(cap) => cap.checked_sub(sum).map(|over| over.min(Decimal::ZERO)),
        Adjustment::Credit(credit) => Decimal::ZERO.checked_sub((*credit).min(sum.most(Decimal::ZERO))),
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
pub fn credit(amount: Decimal, items: &[Item], covers: &[String]) -> Result<Decimal, TariffError> {
    adjust(&Adjustment::Credit(amount), items, covers)
}

/// How an account's total becomes an invoice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settle {
    /// A total below this is not collected this period.
    pub defer_below: Option<Decimal>,
    /// Decimal places of the invoice; half a last place rounds away from zero.
    pub places: u32,
}

impl Settle {
    /// What is invoiced for an exact total.
    #[must_use]
    pub fn invoice(&self, total: Decimal) -> Decimal {
        match self.defer_below {
            Some(least) if total < least => Decimal::ZERO,
            _ => total.round_half_away(self.places),
        }
    }
}
