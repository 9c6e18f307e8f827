//! Cost and headroom over time.

use planner_core::output::Comparison;
use yew::prelude::*;

use super::figure::Figure;
use crate::answer::Answer;
use crate::chart;
use crate::shared::Shared;

#[derive(Properties, PartialEq)]
pub(super) struct ChartsProps {
    pub(super) answer: Shared<Answer>,
    pub(super) comparison: Shared<Comparison>,
    pub(super) shown: usize,
    pub(super) compact: bool,
}

#[component]
pub(super) fn Charts(ChartsProps { answer, comparison, shown, compact }: &ChartsProps) -> Html {
    let cost = Shared::new(chart::cost(answer, comparison, *compact));
    let headroom = Shared::new(chart::headroom(answer, comparison, *shown, *compact));
    html! {
        <>
            <Figure drawing={headroom} caption="Used share of each limit" />
            <Figure drawing={cost} caption="Cost a month" />
        </>
    }
}
