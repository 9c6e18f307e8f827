//! What stands side by side, and in which order.

use crate::columns::{Beside, Sorting};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::long;
use crate::components::parts::tag::{On, Tag, tag};
use crate::plans;
use crate::state::{Action, List, State};

/// The value of the entry that puts the stack as it began beside itself.
const WAS: &str = "as it was";

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let value = state.inputs.variation.as_ref().map(|variation| variation.name.as_str());
    let most = long::most(List::Compared, state);
    let mut names: Vec<String> = plans::variable(&state.inputs.document).take(most).collect();
    if let Some(own) = value.filter(|own| !names.iter().any(|name| name == own)) {
        names.push(own.to_owned());
    }
    let entry = |name: String| {
        let of =
            name.strip_prefix("accounts.").map_or(name.clone(), |account| format!("the account {account}"));
        (name, format!("Plans of {of}"))
    };
    let mut options: Vec<(String, String)> = names.into_iter().map(entry).collect();
    options.push((String::new(), "Nothing: the stack as it stands".to_owned()));
    let changed = state.preset.is_some() && state.is_own();
    let was = state.inputs.beside.iter().any(|one| matches!(one, Beside::AsItWas(_)));
    if changed || was {
        options.push((WAS.to_owned(), "As it was, and as it is".to_owned()));
    }
    let value = if was { WAS } else { value.unwrap_or_default() };
    let list = Choice { id: "compare", label: "Side by side", options, value, ..Choice::default() };
    let compare = act.clone();
    let place = list.add(tag("div").class("toolbar"), move |name| {
        compare.emit(if name == WAS {
            Action::AsItWas(true)
        } else {
            Action::Compare((!name.is_empty()).then_some(name))
        });
    });
    let breaks = breaking(state).map(|of| {
        let compare = button(&["Compare the plans of ", &of].concat());
        compare.acts(On::Click, act, Action::Compare(Some(of)))
    });
    let add = button("Add a plan").flag("hidden", state.another_plan().is_none());
    let place = place.child(add.acts(On::Click, act, Action::AddColumn)).maybe(breaks);
    if state.answer.columns.len() > 1 { sorting(place, state, act) } else { place }
}

/// In which order the columns stand.
fn sorting(place: Tag, state: &State, act: &Act) -> Tag {
    let options = Sorting::ALL.map(|one| (one.word().to_owned(), one.title().to_owned())).to_vec();
    let value = state.inputs.sorting.word();
    let list = Choice { id: "sorting", label: "Order", options, value, ..Choice::default() };
    let act = act.clone();
    list.add(place, move |word| {
        if let Some(sorting) = Sorting::parse(&word) {
            act.emit(Action::Sort(sorting));
        }
    })
}

/// What breaks first, where its plans do not stand side by side yet.
fn breaking(state: &State) -> Option<String> {
    let of = state.answer.columns.iter().find_map(|column| column.limit.as_ref())?.of.clone();
    let varied = state.inputs.variation.as_ref().map(|variation| variation.name.as_str());
    let account = ["accounts.", &of].concat();
    let of = [of, account].into_iter().find(|name| plans::is_variable(&state.inputs.document, name))?;
    (varied != Some(of.as_str())).then_some(of)
}
