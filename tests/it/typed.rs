//! What people type as numbers: whatever it is, no panic, and what is accepted is printed so that it reads the same.

use planner_core::document::{parse_json, parse_yaml, to_json};
use planner_core::stack::Rate;
use planner_core::{Quantity, Unit};
use proptest::prelude::*;

/// Pieces of which quantities are made, and what is near them.
const PIECES: [&str; 68] = [
    "0",
    "1",
    "7",
    "12",
    "500",
    "000",
    "1,000",
    "20,000,000",
    "1_000",
    "0.25",
    ".5",
    "5.",
    ",",
    ".",
    "_",
    "-",
    "+",
    " ",
    "  ",
    "e",
    "e3",
    "E-2",
    "e99",
    "k",
    "M",
    "K",
    "million",
    "lakh",
    "Mio",
    "Mrd.",
    " dozen",
    " mil",
    " million",
    " a day",
    " daily",
    "G",
    "Mi",
    ":30",
    "Mbit",
    " things",
    "bn",
    "B",
    "GB",
    "MB",
    "Gb",
    "gb",
    "GiB",
    "min",
    "h",
    "m",
    "12h",
    "30m",
    "s",
    "ms",
    "days",
    "%",
    "$",
    "€",
    "US$",
    "USD",
    "/",
    "/day",
    " per month",
    "vCPU",
    "-minutes",
    "-months",
    "commands",
    "\u{a0}",
];

fn reads_back(text: &str) -> Result<(), TestCaseError> {
    if let Ok(quantity) = Quantity::try_parse(text) {
        let printed = quantity.to_string();
        prop_assert_eq!(Quantity::parse(&printed), Some(quantity), "{} is printed as {}", text, printed);
    }
    if let Ok(rate) = Rate::try_parse(text) {
        let printed = rate.to_string();
        prop_assert_eq!(Rate::parse(&printed), Some(rate), "{} is printed as {}", text, printed);
    }
    for wanted in ["GB", "h", "commands", "gb-hours", "MB/s", "%"] {
        let wanted = Unit::parse(wanted).expect("a unit");
        if let Some(quantity) = Quantity::parse(text) {
            let _ = (quantity.in_unit(&wanted), quantity.held(&wanted, 2_678_400), quantity.share());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_096))]

    #[test]
    fn what_is_read_is_printed_so_that_it_reads_the_same(pieces in proptest::collection::vec(prop::sample::select(PIECES.to_vec()), 1..7)) {
        reads_back(&pieces.concat())?;
    }

    #[test]
    fn no_text_makes_the_reader_of_quantities_panic(text in ".{0,40}") {
        reads_back(&text)?;
    }

    #[test]
    fn what_a_quantity_is_in_yaml_it_is_in_json(pieces in proptest::collection::vec(prop::sample::select(PIECES.to_vec()), 1..5)) {
        let text = pieces.concat();
        if let Ok(node) = parse_yaml(&format!("a: {text}\n"), 0) {
            let json = to_json(&node);
            let again = parse_json(&json, 0);
            prop_assert!(again.is_ok(), "{} is written as {}", text, json);
        }
    }
}

#[test]
fn a_number_is_never_read_as_another() {
    // The digits of a text, without what stands between them, are those of its value.
    for text in ["1,000", "12,345,678", "1_000", "0.25", "1,234.5"] {
        let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        assert_eq!(Quantity::parse(text).map(|quantity| quantity.value.to_string()), Some(digits), "{text}");
    }
}
