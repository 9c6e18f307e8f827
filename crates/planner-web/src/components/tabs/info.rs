//! What a running server says of itself: the text of `INFO`, pasted, beside what the model says.

use planner_core::document::Problem;
use planner_core::output::RedisOut;

use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::field::Field;
use crate::measured::{Measured, measured};
use crate::state::{Action, State};

pub(super) fn view(name: &str, model: Option<&RedisOut>, state: &State, act: &Act) -> Tag {
    let field = Field::Info(name.to_owned());
    let text = state.drafts.get(&field).map(|draft| draft.text.as_str()).unwrap_or_default();
    let id = ["info-", name].concat();
    let read = (!text.trim().is_empty()).then(|| measured(text, model));
    let error = [&*id, "-error"].concat();
    let mut area = tag("textarea")
        .id(&id)
        .with("rows", "4")
        .with("spellcheck", "false")
        .with("autocomplete", "off")
        .value(text)
        .types(act, &field)
        .with("aria-describedby", &error);
    if matches!(read, Some(Err(_))) {
        area = area.with("aria-invalid", "true");
    }
    let clear = (!text.is_empty()).then(|| {
        let empties = Action::Type(field.clone(), String::new());
        button("Clear").with("aria-label", &["Clear what ", name, " says"].concat()).acts(
            On::Click,
            act,
            empties,
        )
    });
    tag("details")
        .class("info")
        .key("info")
        .child(words("summary", "Beside what a running server says"))
        .child(words("label", "Paste what `redis-cli INFO everything` prints.").with("for", &id))
        .child(area)
        .child(refused(read.as_ref(), &error))
        .child(
            words("p", "It is read in this page and kept nowhere: not in the stack, not in a link.")
                .class("hint"),
        )
        .maybe(clear)
        .maybe(read.and_then(Result::ok).map(|read| shown(&read)))
}

fn refused(read: Option<&Result<Measured, Problem>>, id: &str) -> Tag {
    let place = tag("p").class("error").id(id).role("alert");
    match read {
        Some(Err(problem)) => place
            .text(&problem.to_string())
            .maybe(problem.hint.as_ref().map(|hint| words("span", hint).class("hint"))),
        _ => place,
    }
}

fn shown(read: &Measured) -> Tag {
    let more = ["Rarer commands besides: ", &read.more.to_string()].concat();
    tag("div")
        .class("measured")
        .child(words("p", &read.finding).class("says-first").role("status"))
        .child(table(["What", "Server", "Model"], &read.facts))
        .maybe(
            (!read.commands.is_empty()).then(|| table(["Commands a day", "Server", "Model"], &read.commands)),
        )
        .maybe((read.more > 0).then(|| words("p", &more).class("hint")))
        .child(words("h3", "What cannot be told from it"))
        .child(tag("ul").class("hint").each(&read.untold, |one| words("li", one)))
}

fn table(heads: [&str; 3], rows: &[[String; 3]]) -> Tag {
    let head = tag("tr").each(&heads, |head| words("th", head).with("scope", "col"));
    let row = |[what, counted, model]: &[String; 3]| {
        let row = tag("tr").child(words("th", what).with("scope", "row"));
        row.child(words("td", counted)).child(words("td", model))
    };
    let table = tag("table").class("figures").child(tag("thead").child(head));
    table.child(tag("tbody").each(rows, row))
}
