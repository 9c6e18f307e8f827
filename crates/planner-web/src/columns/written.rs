//! What stands side by side as text: how it is kept in this browser and put into links.
//!
//! The first line is the plans that are compared, `api=free,starter`, or empty where none are. Behind it stand lines of a word
//! and the rest: `order cost`, `prices 2026-09-22`, `began` for the stack as it began, `stack NAME` for another one that is
//! kept. Pages from before that knew the first line alone; what is unknown or has no room is left out.

use planner_core::Date;
use planner_core::answers::compare::Variation;

use super::{Beside, Sorting};
use crate::state::Inputs;

/// The columns of some inputs as text, to be kept.
pub(crate) fn write(inputs: &Inputs) -> String {
    written(inputs, |one| match one {
        Beside::AsItWas(_) => Some("began".to_owned()),
        Beside::Stack(name, _) => Some(["stack ", name].concat()),
        Beside::Prices(_) => None,
    })
}

/// The columns that somebody else can have too, for a link: it names no other stack of the visitor's.
pub(crate) fn sent(inputs: &Inputs) -> String {
    written(inputs, |_| None)
}

fn written(inputs: &Inputs, own: fn(&Beside) -> Option<String>) -> String {
    let plans = inputs.variation.as_ref().map(ToString::to_string);
    let mut lines = vec![plans.unwrap_or_default()];
    if inputs.sorting != Sorting::default() {
        lines.push(["order ", inputs.sorting.word()].concat());
    }
    lines.extend(inputs.beside.iter().filter_map(|one| match one {
        Beside::Prices(day) => Some(["prices ", &day.to_string()].concat()),
        other => own(other),
    }));
    lines.join("\n")
}

/// The plans that a text names.
pub(crate) fn plans(text: &str) -> Option<Variation> {
    Variation::parse(text.lines().next()?).ok()
}

/// Whether a text says that no plans are compared.
pub(crate) fn has_no_plans(text: &str) -> bool {
    text.lines().next().unwrap_or_default().is_empty()
}

/// Orders the columns of inputs as a text says, and puts other days' prices beside them as far as there is room.
pub(crate) fn read(inputs: &mut Inputs, text: &str) {
    for line in text.lines().skip(1) {
        match line.split_once(' ') {
            Some(("order", word)) => inputs.sorting = Sorting::parse(word).unwrap_or_default(),
            Some(("prices", day)) => {
                let day = Date::parse(day).map(Beside::Prices).filter(|_| inputs.room() > 0);
                inputs
                    .beside
                    .extend(day.filter(|day| !inputs.beside.iter().any(|known| known.is_again(day))));
            }
            _ => {}
        }
    }
}

/// The other stacks that a text names.
pub(crate) fn stacks(text: &str) -> impl Iterator<Item = &str> {
    text.lines().skip(1).filter_map(|line| line.strip_prefix("stack "))
}

/// Whether a text says that the stack as it began stands beside it.
pub(crate) fn has_began(text: &str) -> bool {
    text.lines().skip(1).any(|line| line == "began")
}

#[cfg(test)]
mod tests {
    use planner_core::document::Problem;

    use super::*;

    const STACK: &str = r#"{ "version": 1, "name": "Shop", "start": "2026-12",
        "resources": { "web": { "product": "render/web", "plan": "starter" } } }"#;

    fn again(columns: Option<&str>) -> Result<String, Problem> {
        Inputs::read(STACK, columns, 12).map(|inputs| write(&inputs))
    }

    #[test]
    fn what_stands_side_by_side_is_read_again() -> Result<(), Problem> {
        for text in ["", "web=starter,standard", "\norder cost", "web=free\norder breaks\nprices 2026-10-01"]
        {
            assert_eq!(again(Some(text))?, text);
        }
        // Pages from before it said nothing where nothing was compared, and plans that make sense were chosen.
        assert!(again(None)?.starts_with("web="));
        Ok(())
    }

    #[test]
    fn a_link_names_no_other_stack() -> Result<(), Problem> {
        let mut inputs = Inputs::read(STACK, Some("web=free\norder cost\nprices 2026-10-01"), 12)?;
        inputs.beside.push(Beside::other("A secret", STACK)?);
        inputs.beside.insert(0, Beside::as_it_was(STACK)?);
        assert_eq!(sent(&inputs), "web=free\norder cost\nprices 2026-10-01");
        assert_eq!(write(&inputs), "web=free\norder cost\nbegan\nprices 2026-10-01\nstack A secret");
        Ok(())
    }

    #[test]
    fn what_is_unknown_is_left_out_and_there_are_four_columns_at_most() -> Result<(), Problem> {
        let days: Vec<String> = (1..=9).map(|day| format!("\nprices 2026-10-0{day}")).collect();
        let days = days.concat();
        let text =
            ["web=free,starter\nstack Other\nbegan\nprices x\nprices\norder\nwhat", &days, &days].concat();
        assert_eq!(again(Some(&text))?, "web=free,starter\nprices 2026-10-01\nprices 2026-10-02");
        assert_eq!(stacks(&text).collect::<Vec<_>>(), ["Other"]);
        assert!(has_began(&text) && !has_began("began"));
        Ok(())
    }
}
