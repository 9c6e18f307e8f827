//! The Redis tab: what clients make of it, beside the clients with their settings.

use super::clients;
use crate::answer::Event;
use crate::budget::{Advice, Budget, Fit};
use crate::clients::{Redis, redis};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::mark::{gauge, state_of};
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::field::Field;
use crate::limits::Standing;
use crate::state::{Action, State};

pub(super) fn add(panel: Tag, state: &State, act: &Act) -> Tag {
    let all = redis(&state.inputs.document);
    panel.each(&all, |one| resource(one, state, act))
}

fn resource(redis: &Redis, state: &State, act: &Act) -> Tag {
    let answer = tag("div").class("budget");
    let answer = match state.worked.redis.as_ref().map(|report| report.as_ref()) {
        Some(Err(problem)) => answer.child(words("p", &problem.to_string()).class("error").role("alert")),
        Some(Ok(report)) => match report.resources.iter().find(|one| one.resource == redis.name) {
            Some(one) => {
                let budget = Budget::new(&state.inputs.document, report, one, state.looks.once);
                self::budget(answer, &budget, &redis.name, state, act)
            }
            None => without(answer, redis),
        },
        None if redis.clients.is_empty() => without(answer, redis),
        None => answer.child(words("p", "Working it out.").class("hint")),
    };
    tag("section")
        .class("redis")
        .key(&redis.name)
        .with("aria-label", &redis.name)
        .child(answer)
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
        .maybe((!budget.advice.is_empty()).then(|| advised(budget, name, act)))
}

fn what(limit: &Event) -> Tag {
    words("p", &limit.what).class("hint").text(" ").text(&limit.usage).child(words("small", &limit.says))
}

/// How scripts are counted: as the book reads it, or the other way.
fn readings(budget: &Budget, name: &str, once: bool, act: &Act) -> Tag {
    let choices = [("Each command in a script counts", false), ("A script counts once", true)];
    let set = tag("fieldset").class("closer").child(words("legend", "Scripts").class("quiet"));
    let set = set.each(&choices, |(text, value)| {
        let id = [name, if *value { "-once" } else { "-each" }].concat();
        let button = tag("input")
            .with("type", "radio")
            .with("name", &[name, "-scripts"].concat())
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
    tag("div")
        .child(table.child(tag("tbody").each(&budget.plans, row)))
        .child(words("p", &budget.more_plans).class("hint"))
}

fn advised(budget: &Budget, name: &str, act: &Act) -> Tag {
    let item = |one: &Advice| {
        let field = Field::Given(name.to_owned(), one.client, one.setting.clone());
        let apply = button("Apply").with("aria-label", &["Apply ", &one.change].concat());
        tag("li")
            .key(&[&*one.client.to_string(), &one.setting].join("-"))
            .child(words("b", &one.change).child(words("small", &one.saves)))
            .child(apply.acts(On::Click, act, Action::Set(field, one.to.clone())))
            .child(words("small", &one.gives_up))
    };
    let head = words("h3", "Settings that save commands");
    let head = head.maybe(budget.two_readings.then(|| words("small", "as the price book counts scripts")));
    tag("div")
        .class("advice")
        .child(head)
        .child(tag("ul").each(&budget.advice, item))
        .child(words("p", &budget.together).class("hint"))
}
