//! The user's own ceilings.

use super::Rate;
use crate::book::Effect;
use crate::document::{Misfit, Place, Read, fields};
use crate::number::Decimal;
use crate::unit::Quantity;

/// The headroom at and below which a limit is tight, where the user states no other: 20 %.
pub const TIGHT: Decimal = Decimal::from_parts(2, 0, 0, false, 1);

/// The user's own ceilings, limits like any other.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnLimits {
    /// A limit is tight when this share of it, or less, is left.
    pub headroom: Decimal,
    /// What the stack may cost.
    pub spend: Option<Rate>,
    /// Ceilings by name.
    pub named: Vec<(String, OwnLimit)>,
}

impl Default for OwnLimits {
    fn default() -> Self {
        Self { headroom: TIGHT, spend: None, named: Vec::new() }
    }
}

/// One ceiling of the user's own: on a meter or the cost of a resource or account, or on a driver.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnLimit {
    /// The resource it is on.
    pub resource: Option<String>,
    /// The account it is on.
    pub account: Option<String>,
    /// The driver it is on.
    pub driver: Option<String>,
    /// The meter it is on.
    pub meter: Option<String>,
    /// How much; `80 %` is a share of the vendor's limit on the same meter.
    pub at: Option<Rate>,
    /// How much money.
    pub spend: Option<Rate>,
    /// What happens; somebody is told where nothing is said.
    pub then: Effect,
    /// The same in words.
    pub says: Option<String>,
}

fields!(OwnLimit {
    resource: optional,
    account: optional,
    driver: optional,
    meter: optional,
    at: optional,
    spend: optional,
    then: or(Effect::Notified),
    says: optional,
});

impl Read for OwnLimits {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let mut limits = Self::default();
        for (name, node) in at.map()? {
            let place = at.named(name, node);
            match name.as_str() {
                "headroom" => limits.headroom = headroom(&place)?,
                "spend" => limits.spend = Some(Rate::read(&place)?),
                _ => limits.named.push((name.clone(), OwnLimit::read(&place)?)),
            }
        }
        Ok(limits)
    }
}

fn headroom(at: &Place<'_>) -> Result<Decimal, Misfit> {
    let quantity = Quantity::read(at)?;
    let share = quantity.share().filter(|share| (Decimal::ZERO..=Decimal::ONE).contains(share));
    share.ok_or_else(|| {
        at.wrong(format!("headroom is a share from 0 % to 100 %, not {quantity}"))
            .hint("write a share such as 20 %")
    })
}
