//! Amounts that lead to what they rest on.

use super::tag::{On, Tag, words};
use crate::components::Act;
use crate::numbers::Amount;
use crate::state::Action;

/// An amount as a button: the bill it comes from, of a column, in a month or, with none, by month.
pub(in crate::components) fn proven(
    amount: &Amount,
    (column, month): (usize, Option<usize>),
    act: &Act,
) -> Tag {
    let name = [&*amount.text, ": where it comes from"].concat();
    words("button", &amount.text)
        .with("type", "button")
        .class("amount proven")
        .with("title", &amount.exact)
        .with("aria-label", &name)
        .acts(On::Click, act, Action::Prove { column, month })
}
