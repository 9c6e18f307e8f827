//! The Redis tab: what clients make of it, beside the clients with their settings, and beside what a server says of itself.

use super::{clients, info};
use crate::answer::Event;
use crate::budget::{Advice, Budget, Fit};
use crate::clients::{self as all, MOST_WORKED_OUT, Redis};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::long;
use crate::components::parts::mark::{gauge, state_of};
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::field::Field;
use crate::ids::id_of;
use crate::limits::Standing;
use crate::state::{Action, List, State};

pub(super) fn add(panel: Tag, state: &State, act: &Act) -> Tag {
    let document = &state.inputs.document;
    let shown = all::first(document, long::most(List::Redis, state), long::most(List::Clients, state));
    panel.each(&shown, |one| resource(one, state, act)).maybe(long::rest(
        all::count(document),
        List::Redis,
        state,
        act,
    ))
}

fn resource(redis: &Redis, state: &State, act: &Act) -> Tag {
    let answer = tag("div").class("budget");
    let report = state.worked.redis.as_ref().map(|report| report.as_ref());
    let model = match report {
        Some(Ok(report)) => report.resources.iter().find(|one| one.resource == redis.name),
        _ => None,
    };
    let answer = match (report, model) {
        (Some(Err(problem)), _) => {
            answer.child(words("p", &problem.to_string()).class("error").role("alert"))
        }
        (Some(Ok(report)), Some(one)) => {
            let budget = Budget::new(&state.inputs.document, report, one, state.looks.once);
            self::budget(answer, &budget, &redis.name, state, act)
        }
        _ if redis.clients.is_empty() => without(answer, redis),
        (Some(Ok(report)), None) if report.resources.len() >= MOST_WORKED_OUT => {
            let text = ["Only the first ", &MOST_WORKED_OUT.to_string(), " are worked out here."].concat();
            answer.child(words("p", &redis.name).class("says-first")).child(words("p", &text).class("hint"))
        }
        _ => answer.child(words("p", "Working it out.").class("hint")),
    };
    tag("section")
        .class("redis")
        .key(&redis.name)
        .with("aria-label", &redis.name)
        .child(answer.child(info::view(&redis.name, model, state, act)))
        .child(clients::view(redis, state, act))
}

fn without(answer: Tag, redis: &Redis) -> Tag {
    let text = "No client of it is named yet. Add one, to see how many commands it sends.";
    answer.child(words("p", &redis.name).class("says-first")).child(words("p", text).class("hint"))
}

fn budget(answer: Tag, budget: &Budget, name: &str, state: &State, act: &Act) -> Tag {
    let bar = budget.standing.map(|standing| gauge(standing, budget.used));
    let left = state_of(budget.standing.unwrap_or(Standing::Ok), &budget.left);
    let head = tag("div")
        .class("budget-head")
        .child(words("p", &budget.finding).class("says-first").role("status"))
        .maybe(bar)
        .maybe((!budget.left.is_empty()).then_some(left));
    let counts = tag("table").class("figures counts").child(words("caption", "Commands").class("quiet"));
    let counts = counts.child(tag("tbody").each(&budget.counts, |(over, count)| {
        tag("tr").child(words("th", over).with("scope", "row")).child(words("td", count))
    }));
    answer
        .child(head)
        .maybe(budget.limit.as_ref().map(what))
        .child(counts)
        .maybe(budget.two_readings.then(|| readings(budget, name, state.looks.once, act)))
        .maybe((!budget.plans.is_empty()).then(|| plans(budget, state)))
        .maybe((!budget.advice.is_empty()).then(|| advised(budget, name, state, act)))
}

fn what(limit: &Event) -> Tag {
    words("p", &limit.what).class("hint").text(" ").text(&limit.usage).child(words("small", &limit.says))
}

/// How scripts are counted: as the book reads it, or the other way.
fn readings(budget: &Budget, name: &str, once: bool, act: &Act) -> Tag {
    let choices = [("Each command in a script counts", false), ("A script counts once", true)];
    let set = tag("fieldset").class("closer").child(words("legend", "Scripts").class("quiet"));
    let set = set.each(&choices, |(text, value)| {
        let id = id_of(&["scripts", name, if *value { "once" } else { "each" }]);
        let button = tag("input")
            .with("type", "radio")
            .with("name", &id_of(&["scripts", name]))
            .id(&id)
            .checked(*value == once)
            .acts(On::Change, act, Action::Once(*value));
        tag("span").child(button).child(words("label", text).with("for", &id))
    });
    let why = words("summary", "Why the price book counts each command");
    let why = tag("details").class("hint").child(why).child(words("p", &budget.evidence));
    tag("div").child(set).maybe((!budget.evidence.is_empty()).then_some(why))
}

fn plans(budget: &Budget, state: &State) -> Tag {
    let row = |plan: &Fit| {
        let stands = match &plan.limit {
            None if !plan.judged => words("span", "not all stated"),
            None => state_of(Standing::Ok, "fits"),
            Some(limit) => state_of(Standing::Over, &limit.effect).text(" ").text(&limit.short_date),
        };
        let amount = |text: &str, exact: &str| words("td", text).with("title", exact);
        tag("tr")
            .child(words("th", &plan.name).with("scope", "row"))
            .child(amount(&plan.now.text, &plan.now.exact))
            .child(amount(&plan.total.text, &plan.total.exact))
            .child(tag("td").child(stands))
    };
    let (now, all) = (&state.answer.first_month, &state.answer.horizon);
    let heads = ["Plan", now, all, "Breaks first"];
    let head = tag("tr").each(&heads, |head| words("th", head).with("scope", "col"));
    let table = tag("table").class("figures").child(tag("thead").child(head));
    let dearer = (!budget.dearer.is_empty()).then(|| {
        let table = tag("table").class("figures").with("aria-label", &budget.more_plans);
        tag("details")
            .child(words("summary", &budget.more_plans))
            .child(table.child(tag("tbody").each(&budget.dearer, row)))
    });
    tag("div").child(table.child(tag("tbody").each(&budget.plans, row))).maybe(dearer)
}

fn advised(budget: &Budget, name: &str, state: &State, act: &Act) -> Tag {
    let item = |one: &Advice| {
        let field = Field::Given(name.to_owned(), one.client, one.setting.clone());
        let said = ["Applied ", &*one.change].concat();
        let apply = button("Apply").with("aria-label", &["Apply ", &one.change].concat());
        tag("li")
            .key(&[&*one.client.to_string(), &one.setting].join("-"))
            .child(words("b", &one.change).child(words("small", &one.saves)))
            .child(apply.acts(On::Click, act, Action::Apply(field, one.to.clone(), said)))
            .child(words("small", &one.gives_up))
    };
    let head = words("h3", "Settings that save commands");
    let head = head.maybe(budget.two_readings.then(|| words("small", "as the price book counts scripts")));
    tag("div")
        .class("advice")
        .child(head)
        .child(tag("ul").each(long::shown(&budget.advice, List::Advice, state), item))
        .maybe(long::rest(budget.advice.len(), List::Advice, state, act))
        .child(words("p", &budget.together).class("hint"))
}
