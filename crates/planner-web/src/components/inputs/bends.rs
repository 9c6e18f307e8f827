//! Steps and seasons of a driver: a row for each, which can be changed and removed.

use crate::catalog::{Bend, SEASON, STEPS, bends, can_step, month_name};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::{TextField, refused};
use crate::field::Field;
use crate::ids::id_of_place;
use crate::inputs::DriverInput;
use crate::state::{Action, Edit, State};

/// Both lists; of a driver that follows another the seasons alone.
pub(super) fn view(driver: &DriverInput, state: &State, act: &Act) -> Tag {
    let steps = can_step(&state.inputs.document, &driver.name);
    tag("div")
        .class("bends")
        .maybe(steps.then(|| list(STEPS, "Steps", "from a month on it starts anew", driver, state, act)))
        .child(list(SEASON, "Seasons", "a month's share of the usual: 150 %, or 1.5", driver, state, act))
}

fn list(kind: &'static str, title: &str, help: &str, driver: &DriverInput, state: &State, act: &Act) -> Tag {
    let all = bends(&state.inputs.document, &driver.name, kind);
    let add = if kind == STEPS { "+ Add a step" } else { "+ Add a month" };
    let label = [add, ": ", &driver.label].concat();
    let add = button(add).with("aria-label", &label).acts(
        On::Click,
        act,
        Action::Edit(Edit::AddBend(driver.name.clone(), kind)),
    );
    let rows = (!all.is_empty())
        .then(|| tag("ul").class("timeline").each(&all, |bend| row(bend, kind, &all, driver, state, act)));
    tag("fieldset")
        .class("does")
        .child(words("legend", title))
        .child(words("small", help))
        .maybe(rows)
        .child(add)
}

fn row(bend: &Bend, kind: &str, all: &[Bend], driver: &DriverInput, state: &State, act: &Act) -> Tag {
    let place = ["drivers", &driver.name, kind, &bend.month].map(str::to_owned).to_vec();
    let (key, id) = (Field::Key(place.clone()), id_of_place(&place));
    let (name, when) = if kind == STEPS {
        (bend.month.clone(), step_month(bend, &id, &key, driver, state, act))
    } else {
        let name = month_name(&bend.month).unwrap_or_else(|| bend.month.clone());
        (name, season_month(bend, &id, &key, all, driver, act))
    };
    let value = TextField {
        id: &[&*id, "-value"].concat(),
        label: &[driver.label.as_str(), ", ", &name].concat(),
        quiet: true,
        value: &bend.value,
        ..TextField::default()
    };
    let remove = button("Remove")
        .with("aria-label", &["Remove ", name.as_str(), " of ", &driver.label].concat())
        .acts(On::Click, act, Action::Edit(Edit::Drop(place.clone())));
    tag("li")
        .child(when)
        .child(value.view(state, act, &Field::Row(place)))
        .child(remove)
        .maybe(refused(&id, state, &key))
}

fn step_month(bend: &Bend, id: &str, key: &Field, driver: &DriverInput, state: &State, act: &Act) -> Tag {
    let draft = state.drafts.get(key);
    let (sets, error) = (key.clone(), [id, "-error"].concat());
    let input = tag("input")
        .id(id)
        .with("type", "month")
        .with("placeholder", "2027-03")
        .with("aria-label", &[driver.label.as_str(), " starts anew from"].concat())
        .value(draft.map_or(bend.month.as_str(), |draft| draft.text.as_str()))
        .hears(On::Change, act, move |month| Some(Action::Set(sets.clone(), month.trim().to_owned())));
    if draft.is_some() { input.with("aria-invalid", "true").with("aria-describedby", &error) } else { input }
}

/// The months that have no share yet, and its own.
fn season_month(bend: &Bend, id: &str, key: &Field, all: &[Bend], driver: &DriverInput, act: &Act) -> Tag {
    let free = |month: &String| *month == bend.month || all.iter().all(|other| other.month != *month);
    let months = (1..=12_u8).map(|month| month.to_string()).filter(free);
    let options = months.filter_map(|month| Some((month.clone(), month_name(&month)?)));
    let label = [driver.label.as_str(), ": month"].concat();
    let list = Choice { id, label: &label, quiet: true, options: options.collect(), value: &bend.month };
    let (sets, key) = (act.clone(), key.clone());
    list.add(tag("div").class("field"), move |month| sets.emit(Action::Set(key.clone(), month)))
}
