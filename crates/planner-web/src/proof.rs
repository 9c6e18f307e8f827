//! What an amount rests on: the bill of a column in one month, line by line, or month by month.

use planner_core::output::{Column, Comparison, LineOut, MonthOut};
use planner_core::{Currency, Decimal, decimal};

use crate::answer::Answer;
use crate::numbers::{Amount, amount, day, month, quantity, with_unit};
use crate::order;

/// The bill of a month, for reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bill {
    /// What it comes to, in a sentence.
    pub finding: String,
    /// Its lines: in the order of the bill, or the dearest first where only some are shown.
    pub lines: Vec<BillLine>,
    /// How many there are in all.
    pub count: usize,
    /// What the plans that are needed add, where the amounts of the page hold them too.
    pub needed: Option<BillLine>,
}

/// One line of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BillLine {
    /// Its id.
    pub id: String,
    /// The resource or account.
    pub of: String,
    /// What it is.
    pub what: String,
    /// The plan.
    pub plan: String,
    /// What it comes to; none where nobody can say.
    pub amount: Option<Amount>,
    /// Why there is no amount: `usage not given`.
    pub missing: String,
    /// `12 GB, 5 GB of it included`; empty where there is none.
    pub quantity: String,
    /// `$0.10 for each GB`; empty where there is none.
    pub rate: String,
    /// The amount's formula.
    pub formula: String,
    /// What else is said of it.
    pub why: String,
    /// Where the price was read: its title, and its address.
    pub source: Option<(String, Option<String>)>,
    /// `, so since 1 July 2026, read 21 November 2026, third-party`.
    pub read: String,
}

/// The months of a column, each with what it comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Months {
    /// What they come to, in a sentence.
    pub finding: String,
    /// `December 2026`, and the amount of the month as it is written.
    pub rows: Vec<(String, Amount)>,
    /// What the plans that are needed add in all, and which they are.
    pub needed: Option<(Amount, String)>,
    /// All together, with what is needed.
    pub total: Amount,
}

/// The names of the months of a comparison.
#[must_use]
pub fn months(comparison: &Comparison) -> Vec<String> {
    let first = comparison.columns.first().map(|column| column.report.months.as_slice());
    first.unwrap_or_default().iter().map(|one| month(&one.month)).collect()
}

/// The bill of a column in a month, with so many lines at most.
#[must_use]
pub fn bill(
    answer: &Answer,
    comparison: &Comparison,
    (column, at): (usize, usize),
    most: usize,
) -> Option<Bill> {
    let of = comparison.columns.get(column)?;
    let one = of.report.months.get(at)?;
    let name = month(&one.month);
    let unpriced = answer.columns.get(column).is_none_or(|column| column.unpriced);
    let needed = needed(of, one, at);
    let total = match &needed {
        Some((total, _)) => amount(total, &of.currency),
        None => amount(&one.total, &of.currency),
    };
    let finding = if unpriced {
        ["The lines of ", &name].concat()
    } else {
        ["Where ", &total.text, " in ", &name, " comes from, line by line"].concat()
    };
    let shown = dearest(&one.lines, most);
    Some(Bill {
        finding,
        lines: shown.into_iter().map(|line| read(line, &of.currency)).collect(),
        count: one.lines.len(),
        needed: needed.map(|(_, line)| line),
    })
}

/// What a column comes to, month by month.
#[must_use]
pub fn by_month(answer: &Answer, comparison: &Comparison, column: usize) -> Option<Months> {
    let (of, view) = (comparison.columns.get(column)?, answer.columns.get(column)?);
    let rows = of.report.months.iter().map(|one| (month(&one.month), amount(&one.total, &of.currency)));
    let needed = of.report.needed.as_ref().and_then(|needed| {
        let added = decimal(&needed.total)?.checked_sub(decimal(&of.total)?)?;
        Some((amount(&added.normalize().to_string(), &of.currency), needed.words()))
    });
    let finding = if view.unpriced {
        "Nothing in it has a price yet".to_owned()
    } else {
        ["Where ", &view.total.text, " in ", &answer.horizon, " comes from, month by month"].concat()
    };
    Some(Months { finding, rows: rows.collect(), needed, total: view.total.clone() })
}

/// What a month comes to on the plans that are needed, and the line of what they add.
fn needed(column: &Column, one: &MonthOut, at: usize) -> Option<(String, BillLine)> {
    let needed = column.report.needed.as_ref()?;
    let total = needed.months.get(at)?;
    let added = decimal(total)?.checked_sub(decimal(&one.total)?)?;
    if added.is_zero() {
        return None;
    }
    let money = |text: &str| amount(text, &column.currency).text;
    let line = BillLine {
        id: "needed".to_owned(),
        of: "What it needs".to_owned(),
        what: needed.words(),
        amount: Some(amount(&added.normalize().to_string(), &column.currency)),
        formula: [&*money(total), " with it - ", &*money(&one.total), " as written"].concat(),
        ..BillLine::default()
    };
    Some((total.clone(), line))
}

/// So many lines at most: all of them as they stand, or those with the largest amounts.
fn dearest(lines: &[LineOut], most: usize) -> Vec<&LineOut> {
    if lines.len() <= most {
        return lines.iter().collect();
    }
    let size = |line: &&LineOut| {
        let amount = line.amount.as_deref().and_then(decimal);
        (amount.is_none(), Decimal::ZERO.checked_sub(amount.unwrap_or_default().abs()).unwrap_or_default())
    };
    let mut sorted = order::by_key(lines.iter().collect(), size);
    sorted.truncate(most);
    sorted
}

/// A line for reading.
fn read(line: &LineOut, currency: &str) -> BillLine {
    // What is charged in another currency than the sum's is told in that.
    let of_rate = line.other.as_ref().map_or(currency, |other| other.currency.as_str());
    let mut read = String::new();
    if let Some(source) = &line.source {
        if let Some(since) = &line.since {
            read = [", so since ", &day(since)].concat();
        }
        read = [&*read, ", read ", &day(&source.read)].concat();
        if let Some(word) = line.confidence {
            read = [&*read, ", ", word].concat();
        }
    }
    BillLine {
        id: line.id.clone(),
        of: line.resource.clone().unwrap_or_else(|| line.account.clone()),
        what: line.description.clone(),
        plan: line.plan.clone(),
        amount: line.amount.as_ref().map(|exact| amount(exact, currency)),
        missing: if line.amount.is_none() { line.status.to_owned() } else { String::new() },
        quantity: used(line),
        rate: line.unit_price.as_deref().map(|price| rate(price, of_rate, &line.unit)).unwrap_or_default(),
        formula: line.formula.clone(),
        why: line.why.clone().unwrap_or_default(),
        source: line.source.as_ref().map(|source| {
            (source.title.clone(), source.url.clone().filter(|url| url.starts_with("https://")))
        }),
        read,
    }
}

/// How much was used, how much of it is included and how much is charged for.
fn used(line: &LineOut) -> String {
    let Some(used) = &line.quantity else { return String::new() };
    let mut says = with_unit(used, &line.unit);
    if let Some(included) = line.included.as_ref().filter(|included| *included != "0") {
        says = [&*says, ", ", &quantity(included), " of it included"].concat();
    }
    if let Some(billed) = line.billed_quantity.as_ref().filter(|billed| *billed != used) {
        says = [&*says, ", ", &quantity(billed), " charged"].concat();
    }
    says
}

/// The price of one unit, with every digit: small prices are not nothing.
fn rate(price: &str, currency: &str, unit: &str) -> String {
    let price = if currency == Currency::USD.code() {
        ["$", price].concat()
    } else {
        [price, " ", currency].concat()
    };
    if unit.is_empty() { price } else { [&*price, " for each ", unit].concat() }
}

#[cfg(test)]
mod tests {
    use planner_core::document::Problem;

    use super::*;
    use crate::presets::index_of;
    use crate::state::{Action, State};

    fn on(preset: &str) -> Result<State, Problem> {
        Ok(State::open(0)?.after(Action::Preset(index_of(preset).unwrap_or_default())))
    }

    fn nothing() -> Problem {
        Problem::new("there is no such bill")
    }

    #[test]
    fn the_lines_of_every_month_come_to_what_the_page_says() -> Result<(), Problem> {
        for preset in crate::presets::PRESETS {
            let state = on(preset.id)?;
            for (at, column) in state.comparison.columns.iter().enumerate() {
                for (month, of) in column.report.months.iter().enumerate() {
                    let bill = bill(&state.answer, &state.comparison, (at, month), usize::MAX)
                        .ok_or_else(nothing)?;
                    let counted: Decimal = (of.lines.iter().filter(|line| line.counted))
                        .filter_map(|line| decimal(line.amount.as_deref()?))
                        .try_fold(Decimal::ZERO, Decimal::checked_add)
                        .ok_or_else(nothing)?;
                    assert_eq!(Some(counted), decimal(&of.total), "{} {month}", preset.id);
                    let needed = column.report.needed.as_ref();
                    let total = needed.and_then(|needed| needed.months.get(month)).unwrap_or(&of.total);
                    let shown = amount(total, &column.currency).text;
                    let unpriced = state.answer.columns.get(at).is_some_and(|view| view.unpriced);
                    assert!(unpriced || bill.finding.contains(&shown), "{} {}", bill.finding, shown);
                    assert_eq!((bill.lines.len(), bill.count), (of.lines.len(), of.lines.len()));
                }
                // The first month, the last and all of them are the amounts of the answer.
                let view = state.answer.columns.get(at).ok_or_else(nothing)?;
                let last = column.report.months.len().saturating_sub(1);
                for (month, shown) in [(0, &view.now), (last, &view.last)] {
                    let bill = bill(&state.answer, &state.comparison, (at, month), 1).ok_or_else(nothing)?;
                    assert!(view.unpriced || bill.finding.contains(&shown.text), "{}", bill.finding);
                }
                let months = by_month(&state.answer, &state.comparison, at).ok_or_else(nothing)?;
                assert_eq!((months.rows.len(), &months.total), (12, &view.total));
            }
        }
        Ok(())
    }

    #[test]
    fn a_line_says_quantity_rate_formula_and_source() -> Result<(), Problem> {
        let state = on("convoai")?;
        let bill = bill(&state.answer, &state.comparison, (0, 0), 100).ok_or_else(nothing)?;
        let line = bill.lines.iter().find(|line| line.id == "api/instances").ok_or_else(nothing)?;
        assert_eq!(line.amount.as_ref().map(|amount| amount.text.as_str()), Some("$25.00"));
        assert!(line.rate.starts_with('$') && line.rate.contains("25"), "{line:?}");
        assert!(!line.quantity.is_empty() && !line.formula.is_empty(), "{line:?}");
        assert!(line.source.is_some() && line.read.contains("read "), "{line:?}");
        Ok(())
    }

    #[test]
    fn of_many_lines_the_dearest_are_shown() -> Result<(), Problem> {
        let state = on("convoai")?;
        let all = bill(&state.answer, &state.comparison, (0, 0), usize::MAX).ok_or_else(nothing)?;
        let some = bill(&state.answer, &state.comparison, (0, 0), 2).ok_or_else(nothing)?;
        assert_eq!((some.lines.len(), some.count), (2, all.lines.len()));
        assert_eq!(some.lines.first().map(|line| line.id.as_str()), Some("api/instances"));
        Ok(())
    }

    #[test]
    fn small_prices_keep_their_digits() {
        assert_eq!(rate("0.000002", "USD", "command"), "$0.000002 for each command");
        assert_eq!(rate("4.5", "EUR", ""), "4.5 EUR");
    }
}
