//! What is looked at closer, a tab for each: only the one at hand is laid out, and worked out.

mod clients;
mod closer;
mod cost;
mod figure;
mod info;
mod limit_rows;
mod limits;
mod notes;
mod prices;
mod printed;
mod proof;
mod questions;
mod redis;
mod sheets;

use super::Act;
use super::parts::tag::{On, Tag, tag, words};
use crate::clients::is_there as is_redis_there;
use crate::state::{Action, CostBy, State, Tab};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let tab = state.looks.tab;
    let has_redis = is_redis_there(&state.inputs.document);
    let tabs: Vec<Tab> = Tab::ALL.into_iter().filter(|tab| *tab != Tab::Redis || has_redis).collect();
    let list = tag("div").class("tabs").role("tablist").with("aria-label", "Look closer at");
    let list = list.each(&tabs, |one| button(*one, tab, &tabs, act));
    let panel = tag("div")
        .class("panel")
        .role("tabpanel")
        .id(&[tab.id(), "-panel"].concat())
        .key(tab.id())
        .with("aria-labelledby", tab.id());
    let panel = if of_a_column(state) { panel.maybe(closer::view(state, act)) } else { panel };
    tag("section")
        .class("closer-look")
        .with("aria-label", "Closer")
        .child(list)
        .child(body(panel, state, act))
        .maybe((tab != Tab::Proof).then(|| printed::view(state)))
}

/// Whether it is about one column, which is chosen then.
fn of_a_column(state: &State) -> bool {
    match state.looks.tab {
        Tab::Cost => state.looks.costs.by != CostBy::Column,
        tab => matches!(tab, Tab::Limits | Tab::Proof | Tab::Notes | Tab::Prices),
    }
}

fn button(tab: Tab, at_hand: Tab, all: &[Tab], act: &Act) -> Tag {
    let (here, all) = (tab, all.to_vec());
    words("button", tab.title())
        .with("type", "button")
        .role("tab")
        .id(tab.id())
        .with("aria-selected", if tab == at_hand { "true" } else { "false" })
        .with("aria-controls", &[at_hand.id(), "-panel"].concat())
        .with("tabindex", if tab == at_hand { "0" } else { "-1" })
        .acts(On::Click, act, Action::Look(tab))
        .hears(On::KeyDown, act, move |key| neighbour(&all, here, key).map(Action::Go))
}

/// Where an arrow key leads.
fn neighbour(all: &[Tab], here: Tab, key: &str) -> Option<Tab> {
    let at = all.iter().position(|tab| *tab == here)?;
    let last = all.len().checked_sub(1)?;
    let to = match key {
        "ArrowRight" => {
            if at == last {
                0
            } else {
                at.saturating_add(1)
            }
        }
        "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    all.get(to).copied()
}

fn body(panel: Tag, state: &State, act: &Act) -> Tag {
    match state.looks.tab {
        Tab::Limits => limits::add(panel, state, act),
        Tab::Cost => cost::add(panel, state, act),
        Tab::Redis => redis::add(panel, state, act),
        tab @ (Tab::Idle | Tab::OneMore) => sheets::add(panel, tab, state, act),
        Tab::Prices => prices::add(panel, state, act),
        Tab::Proof => panel.child(proof::view(state, act)),
        Tab::Notes => panel.maybe(notes::view(state, act)),
        Tab::Questions => panel.child(questions::view(state, act)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_keys_go_round() {
        let all = [Tab::Limits, Tab::Cost, Tab::Notes];
        assert_eq!(neighbour(&all, Tab::Limits, "ArrowRight"), Some(Tab::Cost));
        assert_eq!(neighbour(&all, Tab::Limits, "ArrowLeft"), Some(Tab::Notes));
        assert_eq!(neighbour(&all, Tab::Notes, "ArrowRight"), Some(Tab::Limits));
        assert_eq!(neighbour(&all, Tab::Cost, "End"), Some(Tab::Notes));
        assert_eq!(neighbour(&all, Tab::Cost, "a"), None);
    }
}
