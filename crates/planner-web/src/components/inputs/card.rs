//! The open card of a resource or account: its name, what it does, its use, options, and when it is there.

use super::{figure_field, timeline};
use crate::cards::{Card, Does, MeterInput, OptionInput};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::TextField;
use crate::field::Field;
use crate::forms::{Form, Kind, Part};
use crate::state::{Action, Edit, State};
use crate::tree;

/// So many fields of a form stand before its fold.
const FIRST: usize = 3;

/// The card of a resource.
pub(super) fn resource(name: &str, state: &State, act: &Act) -> Tag {
    let document = &state.inputs.document;
    let card = Card::of_resource(document, name);
    let base = ["resources", name];
    tag("div")
        .class("card")
        .child(rename(name, act))
        .each(&card.does, |does| form(does, state, act))
        .child(begin(&card.can, name, act))
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
    let (from, id) = (name.to_owned(), ["name-", name].concat());
    let input = tag("input")
        .id(&id)
        .with("maxlength", "80")
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .value(name)
        .hears(On::Change, act, move |to| {
            let to = to.trim();
            (to != from).then(|| Action::Edit(Edit::Rename(from.clone(), to.to_owned())))
        });
    tag("div").class("field").child(words("label", "Name").with("for", &id)).child(input)
}

/// Something that it does.
fn form(does: &Does, state: &State, act: &Act) -> Tag {
    let title =
        does.name.as_ref().map_or(does.form.title.to_owned(), |name| format!("{}: {name}", does.form.title));
    let drop = button("Remove").with("aria-label", &format!("Remove: {title}")).acts(
        On::Click,
        act,
        Action::Edit(Edit::Drop(does.place.clone())),
    );
    // Which stand below never changes: a field that moved while it is typed into would lose the focus.
    let (first, more) = does.form.parts.split_at(FIRST.min(does.form.parts.len()));
    let folded = tag("details")
        .flag("open", true)
        .child(words("summary", &format!("More about it: {}", more.len())))
        .each(more, |part| self::part(part, &does.place, state, act));
    tag("fieldset")
        .class("does")
        .child(words("legend", &title))
        .each(first, |part| self::part(part, &does.place, state, act))
        .maybe((!more.is_empty()).then_some(folded))
        .child(drop)
}

fn part(part: &Part, place: &[String], state: &State, act: &Act) -> Tag {
    let place: Vec<String> = place.iter().cloned().chain([part.key.to_owned()]).collect();
    match part.kind {
        Kind::Figure => figure_field::view(&place, part.label, part.help, state, act),
        Kind::Text => text_at(&place, part.label, part.help, state, act),
        Kind::Words(all) => {
            let options: Vec<(&str, &str)> =
                std::iter::once(("", "not said")).chain(all.iter().map(|word| (*word, *word))).collect();
            let steps: Vec<&str> = place.iter().map(String::as_str).collect();
            let value = tree::shown(&state.inputs.document, &steps);
            words_of(&steps, part.label, &options, &value, act)
        }
        Kind::Resource => {
            let names: Vec<(&str, &str)> = std::iter::once(("", "none"))
                .chain(tree::entries(&state.inputs.document, &["resources"]).map(|(name, _)| (name, name)))
                .collect();
            let steps: Vec<&str> = place.iter().map(String::as_str).collect();
            let value = tree::shown(&state.inputs.document, &steps);
            words_of(&steps, part.label, &names, &value, act)
        }
    }
}

/// What else it could be said to do.
fn begin(can: &[&'static Form], name: &str, act: &Act) -> Tag {
    let add = |form: &&'static Form| {
        let path = ["resources", name, form.key].into_iter().chain(form.entry).map(str::to_owned).collect();
        button(&["+ ", form.title].concat()).acts(On::Click, act, Action::Edit(Edit::Begin(path, form.begin)))
    };
    tag("div").class("ways").each(can, add)
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
        words_of(&steps, &option.label, &all, &value, act)
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

fn text_at(place: &[String], label: &str, help: &str, state: &State, act: &Act) -> Tag {
    let field = Field::At(place.to_vec());
    let id = place.join("-").replace(' ', "_");
    let value = field.read(&state.inputs.document);
    TextField { id: &id, label, help, value: &value, ..TextField::default() }.view(state, act, &field)
}

fn words_of(place: &[&str], label: &str, options: &[(&str, &str)], value: &str, act: &Act) -> Tag {
    let (act, id) = (act.clone(), place.join("-").replace(' ', "_"));
    let field = Field::At(place.iter().map(|&step| step.to_owned()).collect());
    let options = options.iter().map(|&(word, label)| (word.to_owned(), label.to_owned())).collect();
    let list = Choice { id: &id, label, options, value, ..Choice::default() };
    list.add(tag("div").class("field"), move |word| act.emit(Action::Set(field.clone(), word)))
}
