//! A driver as a line over the horizon, with a handle at each end.

use crate::components::Act;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::refused;
use crate::drawn::{Drawn, drawn};
use crate::field::Field;
use crate::ids::id_of;
use crate::inputs::DriverInput;
use crate::ladder;
use crate::state::{Action, State};

pub(super) fn view(driver: &DriverInput, state: &State, act: &Act) -> Option<Tag> {
    let drawn = drawn(state, &driver.name)?;
    let (first, last) = (&drawn.first, &drawn.last);
    let says = if first.0 == last.0 {
        [first.1.as_str(), " in ", &first.0].concat()
    } else {
        [first.1.as_str(), " in ", &first.0, ", ", &last.1, " in ", &last.0].concat()
    };
    let start = drawn.start.map(|place| {
        let label = [driver.label.as_str(), " at the start"].concat();
        handle("start", &label, &driver.value, place, &drawn, Field::Driver(driver.name.clone()), act)
    });
    let (end, id) = (Field::End(driver.name.clone()), id_of(&["end", &driver.name]));
    let why = refused(&id, state, &end);
    let end = drawn.end.map(|place| {
        let label = [driver.label.as_str(), " in ", &last.0, ", by its growth"].concat();
        handle("end", &label, &last.1, place, &drawn, end, act).id(&id)
    });
    let figure = tag("div").class("drawn").child(line(&drawn)).maybe(start).maybe(end);
    Some(tag("div").child(figure).child(words("p", &says).class("hint")).maybe(why))
}

fn line(drawn: &Drawn) -> Tag {
    let path = tag("path")
        .with("d", &drawn.path)
        .with("fill", "none")
        .with("stroke", "currentColor")
        .with("vector-effect", "non-scaling-stroke");
    tag("svg")
        .with("viewBox", &drawn.view)
        .with("preserveAspectRatio", "none")
        .with("aria-hidden", "true")
        .child(path)
}

/// A handle goes from one round figure to the next. Letting it go ends the change, which is undone as one.
fn handle(at: &str, label: &str, says: &str, place: i32, drawn: &Drawn, field: Field, act: &Act) -> Tag {
    let moves = field.clone();
    tag("input")
        .class(at)
        .with("type", "range")
        .with("min", &drawn.range.0.to_string())
        .with("max", &drawn.range.1.to_string())
        .value(&place.to_string())
        .with("aria-label", label)
        .with("aria-orientation", "vertical")
        .with("aria-valuetext", says)
        .hears(On::Input, act, move |place| {
            let figure = ladder::figure(place.parse().ok()?).to_string();
            Some(Action::Type(moves.clone(), figure))
        })
        .acts(On::Change, act, Action::Leave(field))
}
