//! Long lists: their first rows, how many more there are, and a button that shows the rest.
//!
//! A stack may have a thousand parts. Nobody reads a thousand rows at once, and laying them out takes its time with every stroke.

use super::button::button;
use super::tag::{On, Tag, tag};
use crate::components::Act;
use crate::state::{Action, List, State};

/// So many rows are laid out before anybody asks for more.
pub(in crate::components) const MOST: usize = 100;

/// The same where each has much in it.
const FEW: usize = 10;

/// How many of a list are laid out.
pub(in crate::components) fn most(list: List, state: &State) -> usize {
    if state.looks.whole.contains(&list) { usize::MAX } else { first(list) }
}

const fn first(list: List) -> usize {
    match list {
        List::Redis | List::Clients | List::Advice => FEW,
        _ => MOST,
    }
}

/// Those that are laid out.
pub(in crate::components) fn shown<'a, T>(items: &'a [T], list: List, state: &State) -> &'a [T] {
    items.get(..most(list, state)).unwrap_or(items)
}

/// How many more there are than are laid out, with a button for them; nothing where the list is short.
pub(in crate::components) fn rest(count: usize, list: List, state: &State, act: &Act) -> Option<Tag> {
    let is_whole = state.looks.whole.contains(&list);
    let first = first(list);
    let more = count.checked_sub(first).filter(|more| *more > 0)?;
    let (says, does) = if is_whole {
        (String::new(), ["Show the first ", &first.to_string()].concat())
    } else {
        ([&more.to_string(), " more."].concat(), ["Show all ", &count.to_string()].concat())
    };
    let button = button(&does).with("aria-expanded", if is_whole { "true" } else { "false" }).acts(
        On::Click,
        act,
        Action::All(list),
    );
    Some(tag("p").class("rest hint").text(&says).text(" ").child(button))
}

#[cfg(test)]
mod tests {
    use planner_core::document::Problem;

    use super::*;
    use crate::components::{Child, page};
    use crate::state::{Inputs, Tab};

    /// A page on a stack of so many parts and accounts, each of them with something to say.
    fn large(count: usize) -> Result<State, Problem> {
        let one = |at: usize| match at % 3 {
            0 => format!(
                r#""r{at}": {{ "product": "render/web", "plan": "starter", "quoted": 5, "account": "a{at}" }}"#
            ),
            1 => format!(
                r#""r{at}": {{ "product": "upstash/redis", "plan": "free", "clients": [ {{ "profile": "bullmq/worker", "jobs": "d{at}" }} ] }}"#
            ),
            _ => format!(r#""r{at}": {{ "product": "acme/thing" }}"#),
        };
        let driver = |at: usize| format!(r#""d{at}": {{ "start": {at}, "assumed": "nobody said" }}"#);
        let account = |at: usize| format!(r#""a{at}": {{ "provider": "render" }}"#);
        let list = |one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<Vec<_>>().join(", ");
        let text = format!(
            r#"{{ "version": 1, "name": "Large", "start": "2026-12", "drivers": {{ {} }}, "accounts": {{ {} }}, "resources": {{ {} }} }}"#,
            list(&driver),
            list(&account),
            list(&one)
        );
        State::on(Inputs::read(&text, None, 1)?)
    }

    /// How many elements are laid out of a state.
    fn elements(state: &State) -> usize {
        fn within(tag: &Tag) -> usize {
            let child = |child: &Child| match child {
                Child::Tag(tag) => within(tag),
                Child::Maybe(tag) => tag.as_deref().map_or(0, within),
                Child::Text(_) | Child::Drawing(_) => 0,
            };
            1 + tag.children.iter().map(child).sum::<usize>()
        }
        within(&page(state, &Act::default()))
    }

    #[test]
    fn a_larger_stack_lays_out_no_more_elements() -> Result<(), Problem> {
        let (small, larger) = (large(330)?, large(420)?);
        for tab in Tab::ALL {
            let laid_out = |state: &State| elements(&state.after(Action::Look(tab)).after(Action::WorkOut));
            // Of a larger stack fewer steps are worked out, and everything else is as long.
            let (less, more) = (laid_out(&small), laid_out(&larger));
            assert!(more <= less && less < 13_000, "{tab:?}: {less} and {more} elements");
        }
        Ok(())
    }

    #[test]
    fn a_list_is_laid_out_whole_where_it_is_asked_for() -> Result<(), Problem> {
        let state = large(330)?;
        let (before, after) = (elements(&state), elements(&state.after(Action::All(List::Resources))));
        assert!(after > before + 230, "{before} and {after}");
        let items: Vec<usize> = (0..150).collect();
        assert_eq!(shown(&items, List::Lines, &state).len(), MOST);
        assert_eq!(shown(&items, List::Clients, &state).len(), FEW);
        assert_eq!(shown(&items, List::Lines, &state.after(Action::All(List::Lines))).len(), 150);
        let act = Act::default();
        assert!(rest(MOST, List::Lines, &state, &act).is_none());
        assert!(rest(MOST + 1, List::Lines, &state, &act).is_some());
        Ok(())
    }

    #[test]
    fn a_hundred_clients_lay_out_no_more_than_fifty() -> Result<(), Problem> {
        let on = |count: usize| {
            let clients = vec![r#"{ "profile": "bullmq/worker", "jobs": 5 }"#; count].join(", ");
            let text = format!(
                r#"{{ "version": 1, "name": "Many", "start": "2026-12", "resources": {{ "redis": {{ "product": "upstash/redis", "plan": "free", "clients": [ {clients} ] }} }} }}"#
            );
            let state = State::on(Inputs::read(&text, None, 1)?)?;
            Ok::<_, Problem>(elements(&state.after(Action::Look(Tab::Redis)).after(Action::WorkOut)))
        };
        assert_eq!(on(50)?, on(100)?);
        Ok(())
    }
}
