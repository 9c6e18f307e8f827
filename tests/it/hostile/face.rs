//! The library's face under hostile input: owned answers, other words at strange places, programs asked for strange numbers.

use std::sync::LazyLock;

use planner_core::document::Problem;
use planner_core::figures::Figures;
use planner_core::planner::Planner;
use planner_core::{Date, Decimal, Month, decimal};

use super::books;

/// Every entry of it is asked about a text.
pub(super) fn planned(text: &str) -> Result<(), Problem> {
    static PLANNER: LazyLock<Planner> = LazyLock::new(|| Planner::with(books()));
    let _ = PLANNER.bill(text);
    let stack = PLANNER.stack(text)?;
    let months = stack.project(3)?;
    let _ = (months.total(), months.figures().first_limit(), months.figures().first_overage());
    let _ = stack.report(3)?;
    let _ = stack.explain("", 3);
    let _ = stack.compare(&["web=free,starter", "render=hobby,pro"], 2);
    let _ =
        (stack.redis(2).is_ok(), stack.floor(2).is_ok(), stack.one_more(1).is_ok(), stack.demand(2).is_ok());
    let days = ["1999-01-01", "2199-12-31"].map(Date::parse);
    if let [Some(from), Some(to)] = days {
        let _ = stack.price_change([from, to], 1);
    }
    for month in ["2000-01", "2199-12"].into_iter().filter_map(Month::parse) {
        let _ = stack.explain_in("", month);
    }
    let deep = "a.".repeat(100_000);
    for (place, word) in [
        ("", "{}"),
        (".", "1"),
        ("resources", "[[["),
        ("resources.", "null"),
        ("resources[0]", "x"),
        ("drivers.users.start.x", "1"),
        ("name", "\u{202e}\0"),
        (deep.as_str(), "1"),
    ] {
        let _ = stack.swap(&[(place, word)]).and_then(|swapped| swapped.project(1).map(|_| ()));
    }
    let mut program = stack.compile(2)?;
    let _ = program.listing().map(|listing| listing.inputs().count());
    let inputs: Vec<String> = program.inputs().iter().map(|input| input.place().to_owned()).collect();
    let strange =
        ["0", "-1", "0.0000000000000000000000000001", "999999999999999", "79228162514264337593543950335"];
    for place in
        inputs.iter().map(String::as_str).take(6).chain(["", "drivers", "resources..count", "\u{202e}"])
    {
        for number in strange.into_iter().filter_map(decimal) {
            let _ = program.run(&[(place, number)]).map(Figures::total);
        }
        let _ = program.run(&[(place, Decimal::ONE), (place, Decimal::TWO)]).map(Figures::total);
    }
    assert!(
        stack.project(0).is_err() && stack.project(u32::MAX).is_err(),
        "no months, or too many, are projected"
    );
    Ok(())
}
