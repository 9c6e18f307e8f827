//! The plans of a resource or account: price, what is included, and why one fails for this load.

use crate::catalog::{PlanOffer, Verdict};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::mark::state_of;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::limits::Standing;
use crate::state::{Action, Edit, State};

/// The list, or that it is being worked out.
pub(super) fn view(of: &str, state: &State, act: &Act) -> Tag {
    let place = tag("div")
        .class("plans")
        .id("plan-list")
        .with("tabindex", "-1")
        .role("group")
        .with("aria-label", "Plans");
    let Some((_, offers)) = state.worked.offers.as_ref().filter(|(known, _)| known == of) else {
        return place.child(words("p", "Working out what each plan makes of it.").class("hint"));
    };
    let offers = match offers.as_ref() {
        Ok(offers) => offers,
        Err(problem) => return place.child(words("p", &problem.to_string()).class("error").role("alert")),
    };
    let rest = (offers.left_out > 0)
        .then(|| words("p", &format!("{} more, farther away in price", offers.left_out)).class("hint"));
    place
        .child(tag("ul").each(&offers.offers, |offer| entry(of, offer, act)))
        .maybe(rest)
        .child(button("Close the list").acts(On::Click, act, Action::Pick(None)))
}

fn entry(of: &str, offer: &PlanOffer, act: &Act) -> Tag {
    let take =
        |with_needed| Action::Edit(Edit::Plan { of: of.to_owned(), plan: offer.id.clone(), with_needed });
    let price = offer.price.as_deref().unwrap_or("price by use");
    let choose = tag("button")
        .with("type", "button")
        .class("plan")
        .with("aria-pressed", if offer.is_current { "true" } else { "false" })
        .acts(On::Click, act, take(false))
        .child(words("b", &offer.name).child(words("small", &offer.detail)))
        .child(words("span", price).class("price"));
    let verdict = match &offer.verdict {
        Verdict::Holds { months } => state_of(Standing::Ok, &format!("holds for {months} months")),
        Verdict::NotJudged(words) => state_of(Standing::Unknown, words),
        Verdict::Breaks { date, what, effect } => {
            state_of(Standing::Over, &format!("{effect} {date}: {what}"))
        }
        Verdict::Refused(why) => state_of(Standing::Unknown, why),
    };
    let needs = offer.needs.as_ref().map(|needs| {
        let both = format!("Take both: {} in all", needs.total);
        tag("p").class("hint").text("needs ").text(&needs.words).text(" ").child(button(&both).acts(
            On::Click,
            act,
            take(true),
        ))
    });
    let total = format!("whole stack {} in its first month", offer.total);
    tag("li")
        .key(&offer.id)
        .class(if offer.is_current { "current" } else { "" })
        .child(choose)
        .maybe((!offer.included.is_empty()).then(|| words("p", &offer.included.join(", ")).class("hint")))
        .child(tag("p").child(verdict))
        .maybe((!offer.total.is_empty()).then(|| words("p", &total).class("hint")))
        .maybe(needs)
}
