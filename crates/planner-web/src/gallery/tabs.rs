//! What is looked at closer.

use planner_core::document::Problem;

use super::states::{INFO, after, fresh, looked, on, shop, typed};
use super::{Cut, Group, Room, Showing};
use crate::field::Field;
use crate::state::{Action, CostBy, Costs, State, Tab};

pub(super) fn limits() -> Result<Group, Problem> {
    let (three, shop, fresh) = (on("ai-assistant")?, shop()?, fresh()?);
    let one = three.after(Action::Compare(None));
    let last = three.after(Action::Show(2));
    let mut all = Showing::new(
        "limits",
        Room::Wide,
        "Limits",
        "The nearest limits over time, and how much is left of each at its least.",
    );
    all.of("tabs/closer.rs", Cut::Class("closer"));
    all.shows("Which column is looked at.", &three);
    all.shows("Another one.", &last);
    all.of("tabs/figure.rs", Cut::Name("figure"));
    all.shows("Limits over time: where one is passed is marked.", &three);
    all.shows("Only more is charged.", &last);
    all.shows("Nothing can be judged.", &fresh);
    all.of("tabs/limit_rows.rs", Cut::Class("headroom-table"));
    all.shows("The nearest limits in each column.", &three);
    all.shows("One column.", &one);
    all.shows("All of them.", &one.after(Action::AllLimits));
    all.unfolded("tabs/limits.rs", Cut::Class("unjudged"));
    all.shows("Limits that nobody can judge.", &shop);
    Ok(all.group)
}

pub(super) fn costs() -> Result<Group, Problem> {
    let (three, chat) = (on("ai-assistant")?, on("convoai")?);
    let by = |state: &State, by: CostBy, running: bool| {
        after(state, [Action::Look(Tab::Cost), Action::Costs(Costs { by, running })])
    };
    let panel = Cut::Id("tab-cost-panel");
    let mut all =
        Showing::new("costs", Room::Wide, "Cost over time", "Of every column, or of the parts of one.");
    all.of("tabs/cost.rs", panel);
    all.shows("A line for each column.", &by(&three, CostBy::Column, false));
    all.shows("In all so far.", &by(&three, CostBy::Column, true));
    all.shows("By resource.", &by(&chat, CostBy::Resource, false));
    all.shows("By provider.", &by(&chat, CostBy::Provider, false));
    all.shows("By provider, in all so far.", &by(&chat, CostBy::Provider, true));
    all.unfolded("tabs/figure.rs", Cut::Name("figure"));
    all.shows("With its figures: each amount leads to its bill.", &by(&three, CostBy::Column, false));
    Ok(all.group)
}

pub(super) fn redis() -> Result<Group, Problem> {
    let (chat, shop) = (on("convoai")?, shop()?);
    let tab = looked(&chat, Tab::Redis);
    let given = |what: &str| Field::Given("redis".to_owned(), 0, what.to_owned());
    let advice = Action::Apply(given("drain_delay"), "300".to_owned(), "Applied".to_owned());
    let applied = after(&tab, [advice, Action::WorkOut]);
    let paid =
        after(&tab, [Action::Set(Field::Plan("redis".to_owned()), "payg".to_owned()), Action::WorkOut]);
    let none = looked(&shop, Tab::Redis);
    let second = Action::Set(Field::Client("redis".to_owned(), 1), "bullmq/worker".to_owned());
    let info = |text: &str| typed(&tab, Field::Info("redis".to_owned()), text);
    let mut all = Showing::new(
        "redis",
        Room::Wide,
        "Redis",
        "What its clients send, which plan takes it, and which settings save.",
    );
    all.of("tabs/redis.rs", Cut::Class("budget"));
    all.shows("No client is named yet.", &none);
    all.shows("It is being worked out.", &chat.after(Action::Look(Tab::Redis)));
    all.shows("The plan does not take it: when it ends, which plan does, and what saves.", &tab);
    all.shows("Scripts count once.", &tab.after(Action::Once(true)));
    all.shows("Advice was applied.", &applied);
    all.shows("The plan takes it.", &paid);
    all.of("tabs/clients.rs", Cut::Class("clients"));
    all.shows("Nothing uses it.", &none);
    all.shows("One client with its settings.", &tab);
    all.shows("One was added.", &after(&tab, [second, Action::WorkOut]));
    all.shows("A setting was changed.", &applied);
    all.shows("A setting is refused.", &typed(&tab, given("drain_delay"), "5 GB"));
    all.unfolded("tabs/info.rs", Cut::Class("info"));
    all.shows("What a running server says can be pasted.", &tab);
    all.shows("It was, and stands beside the model.", &info(INFO));
    all.shows("What was pasted is nothing of the kind.", &info("hello"));
    Ok(all.group)
}

pub(super) fn sheets() -> Result<Group, Problem> {
    let (three, shop) = (on("ai-assistant")?, shop()?);
    let (idle, more) = (Cut::Id("tab-idle-panel"), Cut::Id("tab-one-more-panel"));
    let bill = looked(&three.after(Action::Show(2)), Tab::Proof);
    let (notes, prices) = (Cut::Class("doubts"), Cut::Id("tab-prices-panel"));
    let nothing = typed(
        &shop,
        Field::Json,
        r#"{ "version": 1, "name": "A", "start": "2026-12", "resources": { "a": { "product": "acme/a" } } }"#,
    );
    let mut all = Showing::new(
        "sheets",
        Room::Wide,
        "Sheets, proof and notes",
        "Tables behind the answer: what each amount rests on, and how far it can be trusted.",
    );
    all.of("tabs/sheets.rs", idle);
    all.shows("It is being worked out.", &three.after(Action::Look(Tab::Idle)));
    all.shows("What it costs with nobody using it.", &looked(&three, Tab::Idle));
    all.of("tabs/sheets.rs", more);
    all.shows("What one more of each thing adds.", &looked(&three, Tab::OneMore));
    all.of("tabs/proof.rs", Cut::Class("bill"));
    all.shows("The bill of a month, line by line.", &bill);
    all.shows("Month by month.", &bill.after(Action::Month(None)));
    all.shows("With what needs another plan.", &looked(&shop, Tab::Proof));
    all.of("tabs/printed.rs", Cut::Class("printed"));
    all.shows("The bill on paper, a line each.", &three);
    all.of("tabs/prices.rs", prices);
    all.shows("Where prices were read, and when.", &looked(&three, Tab::Prices));
    all.shows("Nothing has a price.", &looked(&nothing, Tab::Prices));
    all.of("tabs/notes.rs", notes);
    all.shows("Assumptions and notes, folded.", &looked(&three, Tab::Notes));
    all.unfolded("tabs/notes.rs", notes);
    all.shows("What is needed and not there, notes, quotes.", &looked(&shop, Tab::Notes));
    all.of("tabs/questions.rs", Cut::Class("questions"));
    all.shows("What the command line answers.", &looked(&three, Tab::Questions));
    Ok(all.group)
}
