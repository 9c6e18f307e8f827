//! The answer in one line for a phone, where it stays in sight while the inputs scroll.

use yew::prelude::*;

use super::mark::Mark;
use crate::answer::{Answer, ColumnView};
use crate::limits::Standing;
use crate::shared::Shared;

#[derive(Properties, PartialEq)]
pub(super) struct GlanceProps {
    pub(super) answer: Shared<Answer>,
}

/// The table says the same, so screen readers skip this.
#[component]
pub(super) fn Glance(GlanceProps { answer }: &GlanceProps) -> Html {
    html! { <div class="glance" aria-hidden="true">{ for answer.columns.iter().map(column) }</div> }
}

fn column(column: &ColumnView) -> Html {
    let (standing, words) = match &column.limit {
        Some(event) => (Standing::Over, event.short_date.clone()),
        None => (Standing::Ok, "holds".to_owned()),
    };
    html! {
        <div>
            <span class="name">{ &column.title }</span>
            <strong>{ &column.now.text }</strong>
            <span class={classes!("state", standing.class())}><Mark {standing} />{ words }</span>
        </div>
    }
}
