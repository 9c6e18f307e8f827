//! The calculator: the answer first, the inputs beside it, the proof below.

use yew::prelude::*;

use super::answer_table::AnswerTable;
use super::charts::Charts;
use super::closer::Closer;
use super::doubts::{Doubts, NotCountedList};
use super::drivers::Drivers;
use super::glance::Glance;
use super::header::Header;
use super::json_editor::JsonEditor;
use super::proof::Proof;
use super::resources::Resources;
use super::time::Time;
use super::toolbar::Toolbar;
use super::width::use_compact;
use crate::state::State;

#[derive(Properties, PartialEq)]
pub(super) struct CalculatorProps {
    pub(super) state: State,
}

#[component]
pub(super) fn Calculator(CalculatorProps { state }: &CalculatorProps) -> Html {
    let state = {
        let state = state.clone();
        use_reducer(move || state)
    };
    let act = state.dispatcher();
    let compact = use_compact();
    let State { answer, comparison, inputs, .. } = &*state;
    let refused = state.refused();
    html! {
        <div class="page">
            <Header preset={state.preset} edited={state.edited} act={act.clone()} />
            <Glance answer={answer.clone()} />
            <main data-ready="true">
                <section class="answer" aria-labelledby="finding">
                    <p class="stack-name">{ &answer.name }<span>{ &answer.about }</span></p>
                    <h1 id="finding">{ &answer.finding }</h1>
                    <p class="status" role="status" aria-live="polite" data-testid="status">
                        { &answer.status }
                        if refused { <strong>{ " An input is refused: this is the last good answer." }</strong> }
                    </p>
                    <Toolbar inputs={inputs.clone()} another={state.another_plan().is_some()} act={act.clone()} />
                    <AnswerTable answer={answer.clone()} inputs={inputs.clone()} all={state.all_limits} act={act.clone()} />
                    <NotCountedList answer={answer.clone()} />
                </section>
                <form class="inputs" aria-label="What you expect and run" autocomplete="off">
                    <Drivers inputs={inputs.clone()} drafts={state.drafts.clone()} act={act.clone()} />
                    <Time inputs={inputs.clone()} drafts={state.drafts.clone()} act={act.clone()} />
                    <Resources inputs={inputs.clone()} drafts={state.drafts.clone()} act={act.clone()} />
                    <JsonEditor inputs={inputs.clone()} drafts={state.drafts.clone()} act={act.clone()} />
                </form>
                <div class="proof">
                    <Closer answer={answer.clone()} shown={state.shown} act={act.clone()} />
                    <Charts answer={answer.clone()} comparison={comparison.clone()} shown={state.shown} {compact} />
                    <Proof answer={answer.clone()} comparison={comparison.clone()} shown={state.shown} />
                    <Doubts comparison={comparison.clone()} shown={state.shown} />
                </div>
            </main>
            <footer>
                <p>{ "Amounts are before tax. Everything is computed in this page; it talks to nobody and remembers nothing but light or dark." }</p>
            </footer>
        </div>
    }
}
