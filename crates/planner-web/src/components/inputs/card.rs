//! The open card of a resource or account: its name, what it does, its use, options, and when it is there.

use super::{clients, does, figure_field, timeline};
use crate::cards::{Card, MeterInput, OptionInput};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::{TextField, refused};
use crate::field::Field;
use crate::ids::{id_of, id_of_place};
use crate::state::{Action, Edit, State};
use crate::tree;

/// The card of a resource.
pub(super) fn resource(name: &str, state: &State, act: &Act) -> Tag {
    let document = &state.inputs.document;
    let card = Card::of_resource(document, name);
    let base = ["resources", name];
    tag("div")
        .class("card")
        .child(rename(name, act))
        .child(does::view(&card, name, state, act))
        .maybe(card.redis.as_ref().map(|redis| clients::view(redis, state, act)))
        .maybe(timeline::view(name, state, act))
        .maybe(usage(&card.meters, state, act))
        .maybe(options(&card.options, state, act))
        .child(when(&base, state, act))
        .child(rest(&base, state, act))
        .child(moves(name, act))
}

/// The card of an account.
pub(super) fn account(name: &str, state: &State, act: &Act) -> Tag {
    let card = Card::of_account(&state.inputs.document, name);
    let base = ["accounts", name];
    let cycle = text(
        &base,
        "cycle_day",
        "Billed from day",
        "of the month, 1 to 28; the 1st where nothing is said",
        state,
        act,
    );
    let place = [base.as_slice(), &["card"]].concat();
    let on_file = tree::shown(&state.inputs.document, &place) != "false";
    let tick = words_of(
        &place,
        "A card is on file",
        &[("true", "yes"), ("false", "no")],
        if on_file { "true" } else { "false" },
        state,
        act,
    );
    tag("div")
        .class("card")
        .maybe(timeline::view(&["accounts.", name].concat(), state, act))
        .child(tick)
        .child(cycle)
        .child(text(&base, "region", "Region", "where all of it runs, where prices go by it", state, act))
        .maybe(usage(&card.meters, state, act))
        .maybe(options(&card.options, state, act))
        .child(when(&base, state, act))
}

/// Its name, changed when it is left or by the enter key.
fn rename(name: &str, act: &Act) -> Tag {
    let (from, id) = (name.to_owned(), id_of(&["name", name]));
    let input = tag("input")
        .id(&id)
        .with("maxlength", "80")
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .value(name)
        .hears(On::Change, act, move |to| {
            (to.trim() != from).then(|| Action::Edit(Edit::Rename(from.clone(), to.trim().to_owned())))
        });
    tag("div").class("field").child(words("label", "Name").with("for", &id)).child(input)
}

/// Its use, in the order of the book: a field that moved once it is stated would lose the focus.
fn usage(meters: &[MeterInput], state: &State, act: &Act) -> Option<Tag> {
    let field = |meter: &MeterInput| figure_field::view(&meter.place, &meter.name, &meter.help, state, act);
    let stated = meters.iter().filter(|meter| meter.is_stated).count();
    let title = format!("Its use, where you know it: {stated} of {}", meters.len());
    let all =
        tag("details").class("usage").flag("open", true).child(words("summary", &title)).each(meters, field);
    (!meters.is_empty()).then_some(all)
}

fn options(options: &[OptionInput], state: &State, act: &Act) -> Option<Tag> {
    let one = |option: &OptionInput| {
        let steps: Vec<&str> = option.place.iter().map(String::as_str).collect();
        let value = tree::shown(&state.inputs.document, &steps);
        if option.words.is_empty() {
            let help = if option.default.is_empty() {
                String::new()
            } else {
                format!("{} where nothing is said", option.default)
            };
            return text_at(&option.place, &option.label, &help, state, act);
        }
        let none = if option.default.is_empty() {
            "not said".to_owned()
        } else {
            format!("as usual: {}", option.default)
        };
        let all: Vec<(&str, &str)> = std::iter::once(("", none.as_str()))
            .chain(option.words.iter().map(|(word, label)| (word.as_str(), label.as_str())))
            .collect();
        words_of(&steps, &option.label, &all, &value, state, act)
    };
    let set = |option: &&OptionInput| {
        state.inputs.document.find(&option.place.iter().map(String::as_str).collect::<Vec<_>>()).is_some()
    };
    let changed = options.iter().filter(set).count();
    let title = if changed > 0 {
        format!("Options: {}, set: {changed}", options.len())
    } else {
        format!("Options: {}", options.len())
    };
    let folded = tag("details").child(words("summary", &title)).each(options, one);
    (!options.is_empty()).then_some(folded)
}

/// Since when and until when it is there.
fn when(base: &[&str], state: &State, act: &Act) -> Tag {
    tag("details")
        .child(words("summary", "From when to when"))
        .child(text(base, "since", "Since", "a day: 2026-12-15", state, act))
        .child(text(base, "until", "Until", "the first day without it: 2027-06-01", state, act))
}

fn rest(base: &[&str], state: &State, act: &Act) -> Tag {
    tag("details")
        .child(words("summary", "Region, quote, note"))
        .child(text(base, "region", "Region", "where prices go by it", state, act))
        .child(text(
            base,
            "quoted",
            "Quoted",
            "what you were told it costs a month, beside the book",
            state,
            act,
        ))
        .child(text(base, "note", "Note", "for yourself", state, act))
}

fn moves(name: &str, act: &Act) -> Tag {
    let does = |text: &str, edit| {
        button(text).with("aria-label", &format!("{text} {name}")).acts(On::Click, act, Action::Edit(edit))
    };
    let name = name.to_owned();
    tag("div")
        .class("ways")
        .child(does("Duplicate", Edit::Duplicate(name.clone())))
        .child(does("Move up", Edit::Shift(name.clone(), -1)))
        .child(does("Move down", Edit::Shift(name.clone(), 1)))
        .child(does("Remove", Edit::Remove(name)))
}

fn text(base: &[&str], key: &str, label: &str, help: &str, state: &State, act: &Act) -> Tag {
    let place: Vec<String> = base.iter().chain([&key]).map(|&step| step.to_owned()).collect();
    text_at(&place, label, help, state, act)
}

/// A word or number at a place.
pub(super) fn text_at(place: &[String], label: &str, help: &str, state: &State, act: &Act) -> Tag {
    let field = Field::At(place.to_vec());
    let (id, value) = (id_of_place(place), field.read(&state.inputs.document));
    TextField { id: &id, label, help, value: &value, ..TextField::default() }.view(state, act, &field)
}

/// One of some words at a place.
pub(super) fn words_of(
    place: &[&str],
    label: &str,
    options: &[(&str, &str)],
    value: &str,
    state: &State,
    act: &Act,
) -> Tag {
    let (sets, id) = (act.clone(), id_of(place));
    let field = Field::At(place.iter().map(|&step| step.to_owned()).collect());
    let why = refused(&id, state, &field);
    let options = options.iter().map(|&(word, label)| (word.to_owned(), label.to_owned())).collect();
    let list = Choice { id: &id, label, options, value, ..Choice::default() };
    list.add(tag("div").class("field"), move |word| sets.emit(Action::Set(field.clone(), word))).maybe(why)
}
