//! The Redis tab: what it says, and what changing a client does to the document.

use planner_core::document::Problem;
use planner_web::budget::Budget;
use planner_web::clients;
use planner_web::field::Field;
use planner_web::limits::Standing;
use planner_web::measured::measured;
use planner_web::presets::{PRESETS, index_of};
use planner_web::state::{Action, Edit, State, Tab};

use crate::{page, typed};

/// The page on a reference stack, after these actions.
fn on(preset: &str, actions: impl IntoIterator<Item = Action>) -> Result<State, Problem> {
    let open = Action::Preset(index_of(preset).unwrap_or_default());
    page([Action::Look(Tab::Redis), open].into_iter().chain(actions))
}

fn given(what: &str) -> Field {
    Field::Given("redis".to_owned(), 0, what.to_owned())
}

fn client(at: usize) -> Field {
    Field::Client("redis".to_owned(), at)
}

fn set(field: Field, text: &str) -> Action {
    Action::Set(field, text.to_owned())
}

/// What the panel says of the first Redis.
fn budget(state: &State) -> Result<Budget, Problem> {
    let none = || Problem::new("the panel has no report");
    let state = state.after(Action::WorkOut);
    let report = state.worked.redis.as_ref().ok_or_else(none)?.as_ref().map_err(Clone::clone)?;
    let resource = report.resources.first().ok_or_else(none)?;
    Ok(Budget::new(&state.inputs.document, report, resource, state.looks.once))
}

/// The commands of a month, as they stand in the panel.
fn a_month(state: &State) -> Result<String, Problem> {
    Ok(budget(state)?.counts.into_iter().nth(2).map(|(_, count)| count).unwrap_or_default())
}

#[test]
fn the_panel_says_how_many_when_they_run_out_and_what_fits() -> Result<(), Problem> {
    let budget = budget(&on("convoai", [])?)?;
    assert_eq!(budget.finding, "redis on Free: refused on 3 December 2026");
    let counts: Vec<_> = budget.counts.iter().map(|(over, count)| (over.as_str(), count.as_str())).collect();
    assert_eq!(
        counts,
        [
            ("Idle, a day", "157,849"),
            ("At work, a day", "183,952"),
            ("In December 2026", "5,702,498"),
            ("Free allows, a month", "500,000")
        ]
    );
    assert_eq!((budget.standing, budget.used), (Some(Standing::Over), 100));
    assert_eq!(budget.left, "1,140\u{a0}% of what Free allows in December 2026: commands in a month");
    let plans: Vec<_> = budget
        .plans
        .iter()
        .map(|plan| (plan.name.as_str(), plan.now.text.as_str(), plan.limit.is_none()))
        .collect();
    assert_eq!(
        plans,
        [
            ("Free", "$0.00", false),
            ("Fixed 250MB", "$10.00", true),
            ("Pay as you go", "$11.40", true),
            ("Fixed 1GB", "$20.00", true)
        ]
    );
    assert_eq!((budget.more_plans.as_str(), budget.dearer.len()), ("Dearer plans that fit too: 6", 6));
    let first = budget.advice.first().map(|one| (one.change.as_str(), one.saves.as_str()));
    assert_eq!(first, Some(("drainDelay: 5 s to 300 s", "saves 4,014,127 a month")));
    assert!(budget.together.starts_with("All together they do not bring it under 500,000 a month"));
    Ok(())
}

#[test]
fn the_other_reading_counts_scripts_once() -> Result<(), Problem> {
    let once = on("convoai", [Action::Once(true)])?;
    assert_eq!(a_month(&once)?, "1,214,411");
    assert!(budget(&once)?.finding.ends_with("13 December 2026"));
    assert_eq!(a_month(&once.after(Action::Once(false)))?, "5,702,498");
    Ok(())
}

#[test]
fn a_setting_goes_into_the_document_with_its_unit_and_moves_the_budget() -> Result<(), Problem> {
    let before = on("convoai", [])?;
    let field = given("drain_delay");
    let after = before.after(typed(field.clone(), "60"));
    assert!(after.inputs.text.contains("\"drain_delay\": \"60 s\""), "{}", after.inputs.text);
    assert_eq!(after.drafts.get(&field).map(|draft| draft.text.as_str()), Some("60"));
    assert_ne!(a_month(&after)?, a_month(&before)?);
    assert!(after.edited);
    // It is shown in its own unit, however it was written; nothing is the default again.
    for (written, shown) in [("1 min", "60"), ("60", "60"), ("0.5", "0.5"), ("", "")] {
        let state = before.after(set(field.clone(), written));
        assert_eq!(field.read(&state.inputs.document), shown, "{written}");
    }
    assert_eq!(a_month(&after.after(set(field, "")))?, a_month(&before)?);
    Ok(())
}

#[test]
fn a_setting_that_cannot_be_is_refused_where_it_is_typed() -> Result<(), Problem> {
    let before = on("convoai", [])?;
    for (what, text) in [("drain_delay", "0"), ("drain_delay", "5 GB"), ("jobs", "nobody"), ("count", "-1")] {
        let after = before.after(typed(given(what), text));
        assert!(after.refused(), "{what} {text}");
        assert_eq!(a_month(&after)?, a_month(&before)?, "{what} {text}");
    }
    Ok(())
}

#[test]
fn advice_is_applied_as_it_is_written() -> Result<(), Problem> {
    let mut state = on("convoai", [])?;
    let mut rounds = 0;
    while let Some(one) = budget(&state)?.advice.first().cloned() {
        let before = a_month(&state)?;
        state = state.after(set(given(&one.setting), &one.to));
        assert!(!state.refused() && before != a_month(&state)?, "{}", one.change);
        rounds += 1;
        assert!(rounds < 10, "advice comes to an end");
    }
    assert!(state.inputs.text.contains("\"drain_delay\": \"300 s\""), "{}", state.inputs.text);
    assert_eq!(a_month(&state)?, "1,094,659");
    Ok(())
}

#[test]
fn flags_words_and_what_follows_a_driver_are_written_as_they_are() -> Result<(), Problem> {
    let limiter = || set(client(0), "upstash-ratelimit/limiter");
    let state =
        on("convoai", [limiter(), set(given("analytics"), "true"), set(given("algorithm"), "fixed-window")])?;
    assert!(!state.refused());
    for part in ["\"analytics\": true", "\"algorithm\": \"fixed-window\""] {
        assert!(state.inputs.text.contains(part), "{part} in {}", state.inputs.text);
    }
    let text = on("convoai", [])?
        .inputs
        .text
        .replace("\"jobs\": \"jobs\"", "\"jobs\": { \"per\": \"messages\", \"times\": 2 }");
    let state = on("convoai", [typed(Field::Json, &text), set(given("jobs"), "3")])?;
    assert!(state.inputs.text.contains("{ \"per\": \"messages\", \"times\": 3 }"), "{}", state.inputs.text);
    Ok(())
}

#[test]
fn a_client_that_becomes_another_keeps_what_both_have() -> Result<(), Problem> {
    let state = on("convoai", [set(given("lock_duration"), "60"), set(client(0), "bull/worker")])?;
    assert!(!state.refused(), "{:?}", state.drafts);
    let redis = clients::redis(&state.inputs.document);
    let one = redis.first().and_then(|redis| redis.clients.first()).cloned();
    assert_eq!(
        one.map(|one| (one.profile, one.title)),
        Some(("bull/worker".to_owned(), "Bull worker".to_owned()))
    );
    assert!(!state.inputs.text.contains("lock_duration"), "{}", state.inputs.text);
    assert!(state.inputs.text.contains("\"job_time\": \"5 s\""), "{}", state.inputs.text);
    Ok(())
}

#[test]
fn every_client_can_stand_for_every_other() -> Result<(), Problem> {
    let state = on("convoai", [])?;
    for profile in clients::profiles() {
        for (role, _) in &profile.roles {
            let word = format!("{}/{role}", profile.id);
            let after = state.after(set(client(0), &word));
            assert!(!after.refused(), "{word}: {:?}", after.drafts);
            assert_eq!(client(0).read(&after.inputs.document), word);
        }
    }
    Ok(())
}

#[test]
fn clients_come_and_go() -> Result<(), Problem> {
    let add = |at| set(client(at), "bullmq/worker");
    let two = on("convoai", [add(1), typed(Field::Given("redis".to_owned(), 1, "count".to_owned()), "3")])?;
    assert_eq!(clients::redis(&two.inputs.document).first().map(|redis| redis.clients.len()), Some(2));
    // A refused field goes with its client.
    let bad = two.after(typed(Field::Given("redis".to_owned(), 1, "count".to_owned()), "x"));
    assert!(bad.refused());
    let one = bad.after(set(client(1), ""));
    assert!(!one.refused());
    let none = one.after(set(client(0), ""));
    assert!(
        !none.inputs.text.contains("clients") && none.after(Action::WorkOut).worked.redis.is_none(),
        "{}",
        none.inputs.text
    );
    let again = none.after(add(0));
    assert!(budget(&again)?.finding.contains("redis on Free"));
    Ok(())
}

#[test]
fn a_redis_that_counts_no_commands_says_what_is_sent() -> Result<(), Problem> {
    for (at, preset) in PRESETS.iter().enumerate() {
        let state = page([Action::Look(Tab::Redis), Action::Preset(at)])?;
        for redis in clients::redis(&state.inputs.document) {
            let state = state.after(set(Field::Client(redis.name.clone(), 0), "bullmq/worker"));
            let budget = budget(&state)?;
            assert!(!state.refused() && !budget.finding.is_empty(), "{}", preset.id);
            let sent = budget.counts.first().is_some_and(|(over, _)| over == "Sent idle, a day");
            assert_eq!(sent, !budget.two_readings, "{}: {budget:?}", preset.id);
        }
    }
    Ok(())
}

#[test]
fn a_tab_that_nobody_looks_at_works_nothing_out() -> Result<(), Problem> {
    let elsewhere = on("convoai", [Action::Look(Tab::Cost), Action::WorkOut])?;
    assert!(!elsewhere.worked.stale && elsewhere.worked.redis.is_none());
    let there = elsewhere.after(Action::Look(Tab::Redis));
    assert!(there.worked.stale && there.after(Action::WorkOut).worked.redis.is_some());
    let without = page([Action::Look(Tab::Redis), Action::WorkOut])?;
    assert!(without.worked.redis.is_none(), "a stack without a Redis has nothing to work out");
    Ok(())
}

#[test]
fn the_bar_is_about_the_month_of_the_finding() -> Result<(), Problem> {
    let text = r#"{ "version": 1, "name": "Queue", "start": "2026-12", "drivers": { "asks": { "start": 300000, "growth": "10 %/month" } },
        "resources": { "redis": { "product": "upstash/redis", "plan": "free", "clients": [ { "profile": "cache-aside/cache", "hits": "asks" } ] } } }"#;
    let budget = budget(&page([typed(Field::Json, text), Action::Look(Tab::Redis)])?)?;
    let limit = budget.limit.clone().unwrap_or_default();
    let month = limit.date.split_once(' ').map(|(_, month)| month.to_owned()).unwrap_or_default();
    assert!(!month.is_empty() && month != "December 2026", "it breaks later: {}", budget.finding);
    assert!(budget.left.contains(&format!("Free allows in {month}")), "{} {}", budget.finding, budget.left);
    assert_eq!((budget.standing, budget.used), (Some(Standing::Over), 100));
    // The counts are those of the first month, and say so.
    assert!(budget.counts.iter().any(|(over, _)| over == "In December 2026"), "{:?}", budget.counts);
    // One that holds is told with its month too.
    let less = text.replace("300000", "3000");
    let holds = self::budget(&page([typed(Field::Json, &less), Action::Look(Tab::Redis)])?)?;
    assert!(
        holds.limit.is_none() && holds.left.ends_with("of what Free allows in December 2026"),
        "{}",
        holds.left
    );
    Ok(())
}

#[test]
fn applied_advice_says_so_with_the_way_back() -> Result<(), Problem> {
    let state = on("convoai", [])?;
    let one = budget(&state)?.advice.first().cloned().ok_or_else(|| Problem::new("no advice"))?;
    let apply =
        |to: &str| Action::Apply(given(&one.setting), to.to_owned(), format!("Applied {}", one.change));
    let applied = state.after(apply(&one.to));
    let said = applied.looks.said.clone().map(|said| (said.text, said.undo));
    assert_eq!(said, Some(("Applied drainDelay: 5 s to 300 s".to_owned(), true)));
    let undone = applied.after(Action::Undo);
    assert_eq!(undone.inputs.text, state.inputs.text);
    // What is refused is not said to be done.
    let refused = state.after(apply("0"));
    assert!(refused.refused() && refused.looks.said.is_none());
    Ok(())
}

#[test]
fn no_two_clients_are_called_alike_and_each_says_what_it_is() -> Result<(), Problem> {
    let mut titles: Vec<String> = Vec::new();
    for profile in clients::profiles() {
        titles.extend(profile.roles.iter().map(|(id, role)| clients::title(profile, id, role)));
    }
    for title in [
        "BullMQ worker",
        "taskiq-redis list worker",
        "Connections client, ioredis-5",
        "@upstash/ratelimit multi region limiter",
    ] {
        assert!(titles.iter().any(|known| known == title), "{title} in {titles:?}");
    }
    let count = titles.len();
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), count);
    let is = |word: &str| -> Result<String, Problem> {
        let state = on("convoai", [set(client(0), word)])?;
        let redis = clients::redis(&state.inputs.document);
        let one = redis.first().and_then(|redis| redis.clients.first()).map(|one| one.is.clone());
        Ok(one.unwrap_or_default())
    };
    assert_eq!(is("bullmq/worker")?, "Waits for jobs and runs them.");
    let session = is("connect-redis/session")?;
    assert!(
        session.starts_with("Keeps the sessions of a web server. ") && session.contains("signed out"),
        "{session}"
    );
    assert!(is("cache-aside/cache")?.contains("worked out again"));
    assert!(is("rate-limit-redis/limiter")?.contains("begins anew"));
    Ok(())
}

#[test]
fn what_a_server_says_stands_beside_the_model_and_in_no_document() -> Result<(), Problem> {
    let field = Field::Info("redis".to_owned());
    let said = "# Server\nuptime_in_seconds:86400\n# Stats\ntotal_commands_processed:300000\n# Commandstats\n\
        cmdstat_evalsha:calls=299000,usec=5,usec_per_call=0.50\ncmdstat_mget:calls=1000,usec=5,usec_per_call=0.50\n# Keyspace\n";
    let before = on("convoai", [])?;
    let state = before.after(typed(field.clone(), said)).after(Action::WorkOut);
    assert_eq!((&*state.inputs, state.edited, state.refused()), (&*before.inputs, false, false));
    assert!(state.history.last() == before.history.last());
    let report = state.worked.redis.as_ref().and_then(|report| report.as_ref().as_ref().ok().copied());
    let model = report.as_ref().and_then(|report| report.resources.first());
    let read = measured(said, model)?;
    assert!(read.finding.starts_with("The server counted 300,000 commands a day: "), "{}", read.finding);
    assert!(read.finding.ends_with("of what the model says"), "{}", read.finding);
    let row =
        |name: &str| read.commands.iter().find(|[known, ..]| known == name).cloned().unwrap_or_default();
    assert!(row("EVALSHA")[1] == "299,000" && !row("EVALSHA")[2].is_empty(), "{:?}", read.commands);
    assert_eq!(row("MGET")[1..], ["1,000".to_owned(), String::new()], "the model knows of none");
    assert!(row("BZPOPMIN")[1] == "0" && row("BZPOPMIN")[2] != "0", "{:?}", read.commands);
    // A change of the stack leaves it there, another stack does not.
    let changed = state.after(Action::Edit(Edit::Name("Other".to_owned())));
    assert!(changed.drafts.get(&field).is_some() && !changed.inputs.text.contains("cmdstat"));
    assert!(changed.after(Action::Preset(0)).drafts.get(&field).is_none());
    Ok(())
}

#[test]
fn of_many_redis_the_first_are_worked_out() -> Result<(), Problem> {
    let one = |at: usize| {
        format!(
            r#""r{at}": {{ "product": "upstash/redis", "plan": "free", "clients": [ {{ "profile": "bullmq/worker", "jobs": 5 }} ] }}"#
        )
    };
    let all: Vec<String> = (0..30).map(one).collect();
    let text = format!(
        r#"{{ "version": 1, "name": "Many", "start": "2026-12", "resources": {{ {} }} }}"#,
        all.join(", ")
    );
    let state = page([typed(Field::Json, &text), Action::Look(Tab::Redis), Action::WorkOut])?;
    let report = state.worked.redis.as_ref().and_then(|report| report.as_ref().as_ref().ok().copied());
    assert_eq!(report.map(|report| report.resources.len()), Some(clients::MOST_WORKED_OUT));
    assert_eq!(clients::count(&state.inputs.document), 30);
    Ok(())
}
