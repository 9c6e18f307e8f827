//! What an amount rests on: the bill of a month, line by line, with formula, price and source; or month by month.

use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::long;
use crate::components::parts::proven::proven;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::proof::{Bill, BillLine, Months, bill, by_month, months};
use crate::state::{Action, List, State};

/// The value of the entry that shows every month.
const ALL: &str = "all";

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let (column, most) = (state.looks.shown, long::most(List::Lines, state));
    let place = tag("section").class("bill").child(which(state, act));
    match state.looks.month {
        Some(month) => match bill(&state.answer, &state.comparison, (column, month), most) {
            Some(bill) => lines(place, &bill, state, act),
            None => place,
        },
        None => match by_month(&state.answer, &state.comparison, column) {
            Some(months) => table(place, &months, column, act),
            None => place,
        },
    }
}

/// Which month: from a list, or the one before and the one after.
fn which(state: &State, act: &Act) -> Tag {
    let (at, names) = (state.looks.month, months(&state.comparison));
    let step = |word: &str, name: &str, to: Option<usize>| {
        let to = to.filter(|to| *to < names.len());
        button(word).with("aria-label", name).flag("disabled", to.is_none()).acts(
            On::Click,
            act,
            Action::Month(to.or(at)),
        )
    };
    let all = [(ALL.to_owned(), "All months".to_owned())].into_iter();
    let each = names.iter().enumerate().map(|(at, name)| (at.to_string(), name.clone()));
    let value = at.map_or_else(|| ALL.to_owned(), |at| at.to_string());
    let list = Choice {
        id: "proof-month",
        label: "Month",
        quiet: true,
        options: all.chain(each).collect(),
        value: &value,
    };
    let chooses = act.clone();
    let back = step("Earlier", "Earlier: the month before", at.and_then(|at| at.checked_sub(1)));
    let on = step("Later", "Later: the month after", at.map_or(Some(0), |at| at.checked_add(1)));
    list.add(tag("div").class("ways which").child(back), move |value| {
        chooses.emit(Action::Month(value.parse().ok()));
    })
    .child(on)
}

fn heading(finding: &str) -> Tag {
    words("h2", finding).id("proof").with("tabindex", "-1")
}

fn lines(place: Tag, bill: &Bill, state: &State, act: &Act) -> Tag {
    let dearest =
        (bill.count > bill.lines.len()).then(|| words("p", "The dearest lines first.").class("hint"));
    let place = place.child(heading(&bill.finding)).maybe(dearest);
    let list = tag("ul").each(&bill.lines, line);
    place.child(list.maybe(bill.needed.as_ref().map(line))).maybe(long::rest(
        bill.count,
        List::Lines,
        state,
        act,
    ))
}

fn line(line: &BillLine) -> Tag {
    let what = tag("p").class("what").child(words("b", &line.of)).text(" ").text(&line.what);
    let sum = match &line.amount {
        Some(amount) => words("p", &amount.text).class("sum").with("title", &amount.exact),
        None => words("p", &line.missing).class("sum missing"),
    };
    let said = |text: &str| (!text.is_empty()).then(|| words("span", text));
    let how = tag("p")
        .class("how")
        .maybe(said(&line.quantity))
        .maybe(said(&line.rate))
        .maybe((!line.formula.is_empty()).then(|| words("code", &line.formula)))
        .maybe(said(&line.why))
        .maybe(line.source.as_ref().map(|(title, url)| cited(title, url.as_deref(), &line.read)));
    tag("li").key(&line.id).child(what.child(words("small", &line.plan))).child(sum).child(how)
}

fn cited(title: &str, url: Option<&str>, read: &str) -> Tag {
    let title = match url {
        Some(url) => {
            words("a", title).with("href", url).with("rel", "noreferrer noopener").with("target", "_blank")
        }
        None => words("span", title),
    };
    tag("span").class("source").child(title).text(read)
}

/// What each month comes to; each amount leads to its lines.
fn table(place: Tag, months: &Months, column: usize, act: &Act) -> Tag {
    let head = |text: &str| words("th", text).with("scope", "row");
    let mut body = tag("tbody");
    for (at, (name, amount)) in months.rows.iter().enumerate() {
        let cell = tag("td").child(proven(amount, (column, Some(at)), act));
        body = body.child(tag("tr").child(head(name)).child(cell));
    }
    let needed = months.needed.as_ref().map(|(added, plans)| {
        let what = head("What it needs").child(words("small", plans));
        tag("tr").child(what).child(words("td", &added.text).with("title", &added.exact))
    });
    let total = words("td", &months.total.text).with("title", &months.total.exact);
    let body = body.maybe(needed).child(tag("tr").class("total").child(head("In all")).child(total));
    let heads = tag("tr").each(&["Month", "Comes to"], |head| words("th", head).with("scope", "col"));
    let table = tag("table").class("figures by-month").child(tag("thead").child(heads)).child(body);
    place.child(heading(&months.finding)).child(table)
}
