//! The currency of a stack's sum, and what the user gives for others.

use super::Stack;
use crate::document::Problem;
use crate::money::Currency;
use crate::number::Decimal;

/// The largest rate: some currencies are counted in tens of thousands to a dollar.
const MOST: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Refuses currencies that do not exist, and rates that are none.
pub(super) fn check(stack: &Stack) -> Result<(), Problem> {
    if let Some(currency) = stack.currency {
        known(currency.code(), "currency")?;
    }
    for (code, rate) in stack.rates.iter() {
        let path = format!("rates.{code}");
        known(code, &path)?;
        let wrong = |message: String, hint: &str| Err(Problem::new(message).path(&path).hint(hint));
        if *rate <= Decimal::ZERO {
            return wrong(
                format!("a rate of {} for {code} is none", rate.normalize()),
                "write how much of the stack's currency one of it is, such as 1.08",
            );
        }
        if *rate > MOST {
            return wrong(
                format!("a rate of {} for {code} is too large", rate.normalize()),
                "at most 1,000,000",
            );
        }
        if stack.currency.is_some_and(|own| own.code() == code) && *rate != Decimal::ONE {
            return wrong(
                format!("one {code} is one {code}, not {}", rate.normalize()),
                "leave it out: it is the stack's own currency",
            );
        }
    }
    Ok(())
}

fn known(code: &str, path: &str) -> Result<(), Problem> {
    if Currency::in_use(code).is_some() {
        return Ok(());
    }
    let near = Currency::near(code);
    Err(Problem::new(format!("`{code}` is no currency"))
        .path(path)
        .hint(format!("write its three capital letters, such as {near}")))
}
