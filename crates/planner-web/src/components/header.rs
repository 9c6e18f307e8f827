//! The top of the page: its name, the stack, light or dark.

use yew::prelude::*;

use super::Act;
use super::choice::Choice;
use crate::persist;
use crate::presets::PRESETS;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub(super) struct HeaderProps {
    pub(super) preset: Option<usize>,
    pub(super) edited: bool,
    pub(super) act: Act,
}

#[component]
pub(super) fn Header(HeaderProps { preset, edited, act }: &HeaderProps) -> Html {
    let theme = use_state_eq(persist::load);
    let onclick = {
        let theme = theme.clone();
        Callback::from(move |_| {
            persist::save(theme.next());
            persist::show(theme.next());
            theme.set(theme.next());
        })
    };
    let mut options: Vec<(String, String)> =
        PRESETS.iter().enumerate().map(|(at, preset)| (at.to_string(), preset.name.to_owned())).collect();
    if preset.is_none() {
        options.push((String::new(), "Your own stack".to_owned()));
    }
    let choose = |act: &Act| {
        let act = act.clone();
        Callback::from(move |value: String| {
            if let Ok(index) = value.parse() {
                act.dispatch(Action::Preset(index));
            }
        })
    };
    let value = preset.map(|index| index.to_string()).unwrap_or_default();
    let again = preset.unwrap_or(0).to_string();
    let onagain = choose(act).reform(move |_| again.clone());
    html! {
        <header class="top">
            <p class="brand">{ "Headroom" }</p>
            <p class="tagline">{ "What a stack costs, what breaks first, and when" }</p>
            <div class="preset">
                <Choice id="preset" label="Stack" {options} {value} onchoose={choose(act)} />
                <button type="button" class="plain" hidden={!*edited} onclick={onagain}>{ "Undo changes" }</button>
            </div>
            <button type="button" class="plain theme" {onclick} title="Light, dark, or as the system has it">
                { "Theme: " }<span>{ theme.word() }</span>
            </button>
        </header>
    }
}
