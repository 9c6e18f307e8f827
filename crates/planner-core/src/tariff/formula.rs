//! Bounded formulas that may stand where a price list has a number: 500 a member, at most 16,000.

use crate::number::Decimal;

/// `base + each x (quantity of a name) + ...`, kept between two bounds.
///
/// Names are a plan's attributes (`storage`), a resource's options (`read_regions`) or `count`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Formula {
    /// The part that depends on nothing.
    pub base: Decimal,
    /// Name and what each unit of it adds.
    pub each: Vec<(String, Decimal)>,
    /// The result is not below this.
    pub at_least: Option<Decimal>,
    /// The result is not above this.
    pub at_most: Option<Decimal>,
}

impl Formula {
    /// A plain number.
    #[must_use]
    pub fn number(value: Decimal) -> Self {
        Self { base: value, ..Self::default() }
    }

    /// The number, where the formula is one.
    #[must_use]
    pub fn as_number(&self) -> Option<Decimal> {
        self.each.is_empty().then_some(self.base)
    }

    /// Its value; `Err` names what `lookup` does not know, or is `None` past the decimal's range.
    ///
    /// # Errors
    ///
    /// The first name without a value, or `None` on overflow.
    pub fn value(&self, lookup: impl Fn(&str) -> Option<Decimal>) -> Result<Decimal, Option<&str>> {
        let mut value = self.base;
        for (name, each) in &self.each {
            let quantity = lookup(name).ok_or(Some(name.as_str()))?;
            value = each.times(quantity).and_then(|part| value.plus(part)).ok_or(None)?;
        }
        let value = self.at_least.map_or(value, |bound| value.max(bound));
        Ok(self.at_most.map_or(value, |bound| value.min(bound)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_the_value() {
        let iops = Formula {
            each: vec![("storage".to_owned(), Decimal::from(500))],
            at_most: Some(Decimal::from(16_000)),
            ..Formula::default()
        };
        let at = |gb: i64| iops.value(|_| Some(Decimal::from(gb)));
        assert_eq!(at(10), Ok(Decimal::from(5_000)));
        assert_eq!(at(100), Ok(Decimal::from(16_000)));
        assert_eq!(iops.value(|_| None), Err(Some("storage")));
    }
}
