//! Sizes that a vendor enlarges in steps as they fill.

use super::Rounding;
use crate::number::{Decimal, Ratio};

/// A vendor's rule for enlarging a provisioned size; it never shrinks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GrowthSteps {
    /// Enlarged when this share of it is full.
    pub at: Decimal,
    /// By this share of its size,
    pub by: Decimal,
    /// but by no more than this at once,
    pub at_most: Option<Decimal>,
    /// up to the next multiple of this.
    pub to_multiple: Option<Decimal>,
}

/// The most steps that are taken in one month, so that a rule that hardly grows cannot run forever.
const MOST_STEPS: usize = 1_000;

impl GrowthSteps {
    /// The size after one step.
    ///
    /// # Example
    ///
    /// Render's Postgres storage grows by half, up to the next multiple of 5 GB:
    ///
    /// ```
    /// use planner_core::decimal;
    /// use planner_core::tariff::GrowthSteps;
    /// let number = |text| decimal(text).unwrap();
    /// let rule = GrowthSteps { at: number("0.9"), by: number("0.5"), at_most: None, to_multiple: Some(number("5")) };
    /// assert_eq!(rule.next(number("25")), Some(number("40")));
    /// ```
    #[must_use]
    pub fn next(&self, size: Decimal) -> Option<Decimal> {
        let more = size.product(self.by)?;
        let more = self.at_most.map_or(more, |most| more.min(most));
        let grown = size.checked_add(more)?;
        self.to_multiple.map_or(Some(grown), |multiple| Rounding::Up.to_multiple(grown, multiple))
    }

    /// The sizes through a period in which the filling runs linearly: the second each starts at, and the size.
    ///
    /// `None` past 28 digits, or for a rule that does not keep up.
    #[must_use]
    pub fn through(
        &self,
        size: Decimal,
        opening: Decimal,
        closing: Decimal,
        seconds: u32,
    ) -> Option<Vec<(u32, Decimal)>> {
        let mut sizes = vec![(0, size)];
        let mut size = size;
        for _ in 0..MOST_STEPS {
            let trigger = size.product(self.at)?;
            let second = if opening >= trigger {
                0
            } else if closing >= trigger {
                let rise =
                    Ratio { part: trigger.checked_sub(opening)?, whole: closing.checked_sub(opening)? };
                whole_seconds(rise.times(Decimal::from(seconds), Decimal::ONE)?, seconds)
            } else {
                return Some(sizes);
            };
            let grown = self.next(size)?;
            if grown <= size {
                return None;
            }
            size = grown;
            match sizes.last_mut() {
                Some(last) if last.0 == second => last.1 = size,
                _ => sizes.push((second, size)),
            }
        }
        None
    }
}

/// The whole seconds in a number between zero and `most`, by halving: what is compared stays in a trace, what is converted leaves it.
fn whole_seconds(value: Decimal, most: u32) -> u32 {
    let (mut low, mut high) = (0_u32, most);
    while low < high {
        let middle = low.midpoint(high).saturating_add(u32::from(low.midpoint(high) == low));
        if Decimal::from(middle) <= value { low = middle } else { high = middle.saturating_sub(1) }
    }
    low
}

#[cfg(test)]
mod tests {
    use crate::number::Decimal;

    use super::*;

    fn rule() -> GrowthSteps {
        GrowthSteps {
            at: Decimal::new(9, 1),
            by: Decimal::new(5, 1),
            at_most: None,
            to_multiple: Some(Decimal::from(5)),
        }
    }

    #[test]
    fn renders_own_examples_hold() {
        for (from, to) in [(1, 5), (10, 15), (25, 40), (100, 150)] {
            assert_eq!(rule().next(Decimal::from(from)), Some(Decimal::from(to)));
        }
    }

    #[test]
    fn each_step_starts_on_its_second() {
        let sizes = rule().through(Decimal::from(10), Decimal::ZERO, Decimal::from(18), 1_000);
        // 9 GB after 500 s; then 15 GB holds until 13.5 GB after 750 s; then 25 GB.
        assert_eq!(
            sizes,
            Some(vec![(0, Decimal::from(10)), (500, Decimal::from(15)), (750, Decimal::from(25))])
        );
    }

    #[test]
    fn a_rule_that_cannot_keep_up_is_no_answer() {
        let stuck = GrowthSteps { by: Decimal::ZERO, to_multiple: None, ..rule() };
        assert_eq!(stuck.through(Decimal::ONE, Decimal::ONE, Decimal::TWO, 10), None);
    }
}
