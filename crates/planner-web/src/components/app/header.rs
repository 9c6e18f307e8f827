//! The top of the page: its name, the stack at hand, undo and redo, sharing, light or dark.

use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::field::Field;
use crate::numbers::shortened;
use crate::presets::PRESETS;
use crate::state::{Action, Dialog, State};

/// What the values of entries begin with that were kept in this browser.
const KEPT: &str = "kept-";

/// The value of the entry that begins a stack of one's own.
const NEW: &str = "new";

pub(in crate::components) fn view(state: &State, act: &Act) -> Tag {
    tag("header")
        .class("top")
        .child(words("p", "Headroom").class("brand"))
        .child(stack(state, act))
        .child(ways_back(state, act))
        .child(saved(state, act))
        .child(out(act))
        .child(theme(state, act))
}

fn stack(state: &State, act: &Act) -> Tag {
    let mut options = vec![(NEW.to_owned(), "New stack, with nothing in it".to_owned())];
    options.extend(PRESETS.iter().enumerate().map(|(at, preset)| (at.to_string(), preset.title.to_owned())));
    let kept = |(id, name): &(u64, String)| (format!("{KEPT}{id}"), name.clone());
    let mut all: Vec<(String, String)> = state.looks.library.iter().map(kept).collect();
    let value = match (state.scenario, state.preset) {
        (Some(id), _) => format!("{KEPT}{id}"),
        (None, Some(index)) if !state.edited => index.to_string(),
        _ => String::new(),
    };
    if !all.iter().chain(&options).any(|(known, _)| *known == value) {
        all.push((value.clone(), shortened(&state.answer.name)));
    }
    all.append(&mut options);
    let options = all;
    let list = Choice { id: "preset", label: "Stack", quiet: true, options, value: &value };
    let choose = act.clone();
    list.add(tag("div").class("preset"), move |value| match value.parse() {
        Ok(index) => choose.emit(Action::Preset(index)),
        Err(_) if let Some(Ok(id)) = value.strip_prefix(KEPT).map(str::parse) => {
            choose.emit(Action::Recall(id));
        }
        Err(_) if value == NEW => choose.emit(Action::New),
        Err(_) => {}
    })
}

fn ways_back(state: &State, act: &Act) -> Tag {
    let way = |word: &str, what: Option<&str>, action| {
        let title = what
            .map_or_else(|| format!("Nothing to {}", word.to_lowercase()), |what| format!("{word}: {what}"));
        let way =
            button(word).with("title", &title).with("aria-label", &title).flag("disabled", what.is_none());
        way.acts(On::Click, act, action)
    };
    tag("div")
        .class("ways")
        .role("group")
        .with("aria-label", "Changes")
        .child(way("Undo", state.history.last(), Action::Undo))
        .child(way("Redo", state.history.next(), Action::Redo))
}

/// Whether the stack is kept in this browser.
fn saved(state: &State, act: &Act) -> Tag {
    let place = tag("div").class("saved");
    if let Some(why) = &state.looks.not_kept {
        return place.child(words("p", why).class("error").role("alert"));
    }
    let forget = button("Remove").with("aria-label", "Remove this stack from the browser").acts(
        On::Click,
        act,
        Action::Forget,
    );
    let Some(id) = state.scenario else { return place.child(words("span", "")) };
    if state.looks.renaming {
        return place.child(rename(id, state, act));
    }
    let renames = button("Rename").id("renames").with("aria-label", "Rename this stack in the browser");
    place
        .child(words("span", "Saved in this browser"))
        .child(renames.acts(On::Click, act, Action::Renaming(true)))
        .child(forget)
}

/// Another name for it; what keeps it says what became of that.
fn rename(id: u64, state: &State, act: &Act) -> Tag {
    let kept = state.looks.library.iter().find(|(known, _)| *known == id);
    let name = kept.map_or_else(|| state.answer.name.clone(), |(_, name)| name.clone());
    let name = state.drafts.get(&Field::Scenario).map_or(name, |draft| draft.text.clone());
    let saves = Action::RenameScenario(id, name.trim().to_owned());
    let on_enter = saves.clone();
    let input = tag("input")
        .id("rename")
        .with("maxlength", "80")
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .value(&name)
        .types(act, &Field::Scenario)
        .hears(On::KeyDown, act, move |key| match key {
            "Enter" => Some(on_enter.clone()),
            "Escape" => Some(Action::Renaming(false)),
            _ => None,
        });
    tag("div")
        .class("rename")
        .child(words("label", "Its name").with("for", "rename"))
        .child(input)
        .child(button("Save the name").acts(On::Click, act, saves))
        .child(button("Cancel").acts(On::Click, act, Action::Renaming(false)))
}

fn out(act: &Act) -> Tag {
    let opens = |text: &str, dialog: Dialog| {
        button(text).id(dialog.opener()).acts(On::Click, act, Action::Dialog(Some(dialog)))
    };
    tag("div")
        .class("ways")
        .child(opens("Import", Dialog::Import))
        .child(opens("Share", Dialog::Share))
        .child(opens("Stack file", Dialog::File))
}

fn theme(state: &State, act: &Act) -> Tag {
    button("Theme: ")
        .class("plain theme")
        .with("title", "Light, dark, or as the system has it")
        .acts(On::Click, act, Action::Theme(state.looks.theme.next()))
        .child(words("span", state.looks.theme.word()))
}
