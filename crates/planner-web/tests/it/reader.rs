//! The reader's own money beside dollars.

use planner_core::document::Problem;
use planner_web::field::Field;
use planner_web::reader::Reader;
use planner_web::state::{Action, State};

use crate::{page, typed, visits};

fn euros(rate: &str) -> Reader {
    Reader { currency: "EUR".to_owned(), rate: rate.to_owned() }
}

/// The first month's costs in the reader's money.
fn about(state: &State) -> Vec<Option<String>> {
    state.answer.columns.iter().map(|column| state.looks.reader.about(&column.now)).collect()
}

#[test]
fn totals_stand_in_the_reader_s_money_once_a_rate_is_given() -> Result<(), Problem> {
    let currency = page([typed(Field::Currency, "€")])?;
    assert_eq!(currency.looks.reader, euros(""));
    assert_eq!(about(&currency), [None, None, None], "no rate is guessed");
    let rate = currency.after(typed(Field::Rate, "0,92"));
    assert_eq!(rate.looks.reader, euros("0.92"));
    let wanted = [None, Some("about €6.44".to_owned()), Some("about €23.00".to_owned())];
    assert_eq!(about(&rate), wanted);
    // It is the reader's, and no part of the stack.
    assert_eq!((&rate.inputs, rate.edited, rate.history.last()), (&currency.inputs, false, None));
    Ok(())
}

#[test]
fn a_wrong_rate_is_refused_with_an_example_and_the_last_good_one_stays() -> Result<(), Problem> {
    let good = page([Action::Reader(euros("0.92"))])?;
    for text in ["0", "-1", "much", "5 GB"] {
        let bad = good.after(typed(Field::Rate, text));
        let problem = bad.drafts.get(&Field::Rate).and_then(|draft| draft.problem.clone());
        let problem = problem.ok_or_else(|| Problem::new(text))?;
        let said = Field::Rate.refusal(&bad.inputs.document, &problem);
        assert!(said.contains(text) && said.ends_with("For example: 1.25"), "{said}");
        assert_eq!(about(&bad), about(&good));
        assert!(!bad.refused(), "the answer is as new as what stands in its own fields");
    }
    Ok(())
}

#[test]
fn it_stays_with_the_reader_whatever_stack_is_opened() -> Result<(), Problem> {
    let own = page([Action::Reader(euros("0.92")), typed(visits(), "5"), Action::Preset(1)])?;
    assert_eq!(own.looks.reader, euros("0.92"));
    assert_eq!(own.after(Action::Blank("2027-02".to_owned())).looks.reader, euros("0.92"));
    let other = own.after(typed(Field::Currency, "GBP"));
    assert_eq!(other.looks.reader.rate, "", "another currency has another rate");
    assert_eq!(own.after(typed(Field::Currency, "")).looks.reader, Reader::default());
    Ok(())
}
