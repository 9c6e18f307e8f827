//! Changes of plan by month.

use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::field::Field;
use crate::ids::id_of;
use crate::plans;
use crate::state::{Action, Edit, State};
use crate::timeline::changes;

/// The changes of a resource, or of an account as `accounts.render`.
pub(super) fn view(of: &str, state: &State, act: &Act) -> Option<Tag> {
    let document = &state.inputs.document;
    let all = changes(document, of);
    let choices = plans::choices(document, of);
    if choices.len() < 2 {
        return None;
    }
    let options: Vec<(String, String)> =
        choices.into_iter().map(|choice| (choice.id, choice.label)).collect();
    let add =
        button("+ Change the plan later").acts(On::Click, act, Action::Edit(Edit::Later(of.to_owned())));
    let row = |(month, plan): &(String, String)| change(of, month, plan, &options, act);
    let list = (!all.is_empty()).then(|| tag("ul").class("timeline").each(&all, row));
    Some(tag("div").child(words("p", "Plan over time").class("sub")).maybe(list).child(add))
}

fn change(of: &str, month: &str, plan: &str, options: &[(String, String)], act: &Act) -> Tag {
    let (kind, name) = of.strip_prefix("accounts.").map_or(("resources", of), |name| ("accounts", name));
    let field = Field::At([kind, name, "plan", month].map(str::to_owned).to_vec());
    let (own, was) = (of.to_owned(), month.to_owned());
    let id = id_of(&[kind, name, "plan", month]);
    let from = tag("input")
        .id(&id)
        .with("type", "month")
        .with("aria-label", &format!("{of} is on {plan} from"))
        .value(month)
        .hears(On::Change, act, move |to| {
            // While a year is typed it is 0002, and a month that is cleared is none: Remove takes the change away.
            let is_whole = to.len() == 7 && !to.starts_with('0');
            is_whole
                .then(|| Action::Edit(Edit::Moment { of: own.clone(), from: was.clone(), to: to.to_owned() }))
        });
    let mut options = options.to_vec();
    if !options.iter().any(|(known, _)| known == plan) {
        options.push((plan.to_owned(), plan.to_owned()));
    }
    let (list_id, label) = ([&*id, "-plan"].concat(), format!("Plan of {of} from {month}"));
    let list = Choice { id: &list_id, label: &label, quiet: true, options, value: plan };
    let chooses = act.clone();
    let place = tag("li").key(month).child(from);
    let gone = Edit::Moment { of: of.to_owned(), from: month.to_owned(), to: String::new() };
    list.add(place, move |plan| chooses.emit(Action::Set(field.clone(), plan))).child(
        button("Remove").with("aria-label", &format!("Remove the change of {month}")).acts(
            On::Click,
            act,
            Action::Edit(gone),
        ),
    )
}
