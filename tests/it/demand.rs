//! Laws of demand: what more clients, more load and other settings can and cannot do.

use std::fs;

use planner_core::Decimal;
use planner_core::clients::{
    Order, Popularity, Profiles, Setup, Usage, Value, advise, commands, found, info, monitor, together,
    undone,
};
use planner_core::demand::{backed_off, expiries, occupancy};
use planner_core::document::parse_yaml;
use planner_core::projection::clients;
use planner_core::stack::Stack;
use proptest::prelude::*;

use crate::cases::{none, root};

fn both(usage: &Usage) -> Option<Decimal> {
    usage.parts().iter().try_fold(Decimal::ZERO, |sum, (_, part)| sum.checked_add(*part))
}

fn counted(setup: &Setup<'_>) -> Decimal {
    commands(setup).expect("commands").usage().as_ref().and_then(both).expect("a sum")
}

/// Every role of every profile.
fn every_role(mut test: impl FnMut(&str, &planner_core::clients::Role)) {
    for id in Profiles::ids() {
        let profile = Profiles::find(id).unwrap_or_else(|problem| panic!("{problem}"));
        for (name, role) in &profile.roles {
            test(&format!("{id}/{name}"), role);
        }
    }
}

#[test]
fn every_profile_reads_and_says_what_it_rests_on() {
    let mut count = 0;
    for id in Profiles::ids() {
        let profile = Profiles::find(id).unwrap_or_else(|problem| panic!("{problem}: {:?}", problem.hint));
        assert!(!profile.measured.version.is_empty() && !profile.roles.is_empty(), "{id}");
        count += 1;
    }
    assert!(count > 20, "only {count} profiles");
}

/// Every advice is taken, alone and all together, and what is counted then is what it says.
fn advice_holds(name: &str, clients: &[Setup<'_>], faults: &mut Vec<String>) -> usize {
    let little = Decimal::new(1, 20);
    let all = |clients: &[Setup<'_>]| clients.iter().map(counted).sum::<Decimal>();
    let before = all(clients);
    let advice = advise(clients, Decimal::ZERO, &both).expect("advice");
    for one in &advice {
        let mut after = clients.to_vec();
        let client = after.get_mut(one.client).expect("a client");
        client.set(&one.setting, one.to.clone()).expect("a value it can have");
        let then = all(&after);
        if then >= before || (before - then - one.saves).abs() > little || (then - one.then).abs() > little {
            faults.push(format!(
                "{name}: {} saves {}, said to save {}",
                one.setting,
                before - then,
                one.saves
            ));
        }
    }
    let mut after = clients.to_vec();
    let mut last = before;
    for one in together(clients, Decimal::ZERO, &both).expect("advice") {
        let client = after.get_mut(one.client).expect("a client");
        client.set(&one.setting, one.to.clone()).expect("a value it can have");
        let then = all(&after);
        if then >= last || (last - then - one.saves).abs() > little || (then - one.then).abs() > little {
            faults.push(format!(
                "{name}: {} with others saves {}, said to save {}",
                one.setting,
                last - then,
                one.saves
            ));
        }
        last = then;
    }
    advice.len()
}

#[test]
fn advice_saves_what_it_says_in_every_role() {
    let (mut faults, mut count) = (Vec::new(), 0);
    every_role(|name, role| {
        for rate in [0, 1, 30, 2_000] {
            let mut setup = Setup::new(role, Decimal::TWO);
            for (operation, _) in &role.operations {
                setup.ask(operation, Decimal::new(rate, 3)).expect("an operation");
            }
            count += advice_holds(&format!("{name} at {rate}/1,000 s"), &[setup.idle(), setup], &mut faults);
        }
    });
    none(&faults);
    assert!(count > 100, "only {count} advices were tried");
}

#[test]
fn advice_saves_what_it_says_in_every_stack() {
    let (mut faults, mut count) = (Vec::new(), 0);
    let folders = ["data/stacks", "crates/planner-cli/tests/stacks"].map(|folder| root().join(folder));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("the stacks"));
    let paths = entries.map(|entry| entry.expect("an entry").path());
    for path in paths.filter(|path| path.extension().is_some_and(|ending| ending == "yaml")) {
        let node = parse_yaml(&fs::read_to_string(&path).expect("a stack"), 0).expect("YAML");
        let stack = Stack::parse(&node).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        for (name, resource) in stack.resources.iter() {
            let all = clients(&stack, name, 1).expect("clients");
            assert_eq!(all.len(), resource.clients.len());
            let setups: Vec<_> =
                all.iter().map(|client| client.setup(0, stack.start).expect("a setup")).collect();
            count += advice_holds(&format!("{}: {name}", path.display()), &setups, &mut faults);
        }
    }
    none(&faults);
    assert!(count > 5, "only {count} advices were tried");
}

#[test]
fn more_clients_never_make_fewer_commands() {
    let mut faults = Vec::new();
    every_role(|name, role| {
        let at = |count: i64| counted(&Setup::new(role, Decimal::from(count)));
        if at(2) < at(1) || at(7) < at(2) {
            faults.push(name.to_owned());
        }
    });
    none(&faults);
}

#[test]
fn more_that_takes_no_time_never_makes_fewer_commands() {
    let mut faults = Vec::new();
    every_role(|name, role| {
        for (operation, _) in &role.operations {
            let mut last = Decimal::ZERO;
            for rate in [0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000] {
                let mut setup = Setup::new(role, Decimal::TWO);
                for set in &role.operation(operation).expect("it").sets {
                    setup.set(set, Value::Flag(true)).expect("a flag");
                }
                setup.ask(operation, Decimal::new(rate, 4)).expect("an operation");
                let now = counted(&setup);
                if now < last {
                    faults.push(format!("{name}: {operation} at {rate}/10,000 a second"));
                }
                last = now;
            }
        }
    });
    none(&faults);
}

proptest! {
    #[test]
    fn load_costs_between_a_backlog_and_an_idle_client(
        workers in 1_i64..20, slots in 1_i64..20, jobs in 0_i64..100_000, seconds in 0_i64..600,
    ) {
        let (profile, role) = Profiles::named("bullmq/worker").expect("a profile");
        let role = profile.role(&role).expect("a role");
        let mut setup = Setup::new(role, Decimal::from(workers));
        setup.set("concurrency", Value::Number(Decimal::from(slots))).expect("slots");
        setup.set("job_time", Value::Number(Decimal::from(seconds))).expect("a time");
        let idle = counted(&setup);
        let rate = Decimal::new(jobs, 3);
        setup.ask("jobs", rate).expect("jobs");
        let busy = counted(&setup);
        // A job costs 33 from a backlog, 53 or 60 where it meets an idle worker, and at most one renewal of 4 each 7.5 s.
        let most = idle + rate * (Decimal::from(60) + Decimal::from(4 * seconds) / Decimal::new(75, 1));
        prop_assert!(busy <= most, "{busy} is more than {most}");
        // What is not done is added alone, with 9.
        let left = undone(&setup).expect("jobs");
        let least = (rate - left) * Decimal::from(33) + left * Decimal::from(9);
        prop_assert!(busy >= least - Decimal::new(1, 9), "{busy} is less than a backlog's {least}");
    }

    #[test]
    fn a_read_runs_out_less_often_the_longer_it_is_and_the_more_it_is_woken(
        woken in 0_i64..1_000_000, more in 1_i64..1_000_000, length in 1_i64..1_000_000, longer in 1_i64..1_000_000,
    ) {
        let rate = |woken: i64, length: i64| expiries(Decimal::new(woken, 4), Decimal::new(length, 2)).expect("a rate");
        prop_assert!(rate(woken, length) >= rate(woken + more, length));
        prop_assert!(rate(woken, length) >= rate(woken, length + longer));
        prop_assert!(rate(woken, length) <= Decimal::ONE_HUNDRED / Decimal::from(length));
    }

    #[test]
    fn whatever_a_server_prints_is_counted_or_refused(text in "(?s).{0,200}", line in "(cmdstat_[a-z]{1,4}:calls=[0-9]{0,25},usec=1,usec_per_call=1|[0-9]{0,30}\\.[0-9]{0,30} \\[0 (lua|a:1)\\] \"[a-z]{0,4}\"|uptime_in_seconds:[0-9]{0,25})?\n?") {
        for text in [text.clone(), line.clone(), format!("{line}{text}"), format!("{text}\n{line}\n{line}")] {
            let _ = info(&text, Some(&line), None);
            let _ = info(&line, Some(&text), Some(u32::MAX));
            let _ = info(&text, None, Some(1)).map(|sample| sample.per_second());
            let _ = monitor(&text, None).map(|sample| sample.per_second());
            let _ = monitor(&text, Some(7)).map(|sample| sample.per_second());
        }
    }

    #[test]
    fn chances_stay_chances(offered in 0_i64..10_000_000, workers in 1_i64..300, each in 1_i64..30) {
        let offered = Decimal::new(offered, 3);
        let busy = occupancy(offered, Decimal::from(workers), Decimal::from(each)).expect("chances");
        prop_assert!(busy.waits >= Decimal::ZERO && busy.waits <= Decimal::ONE);
        prop_assert!(busy.full >= Decimal::ZERO && busy.full <= Decimal::ONE);
    }

    #[test]
    fn polls_that_back_off_lie_between_the_shortest_wait_and_the_longest(
        woken in 0_i64..1_000_000, first in 1_i64..1_000, most in 1_i64..100_000,
    ) {
        let (first, most) = (Decimal::new(first, 3), Decimal::new(most, 3));
        let (empty, finds) = backed_off(Decimal::new(woken, 4), first, most).expect("rates");
        let all = empty + finds;
        let little = Decimal::new(1, 9);
        prop_assert!(all >= Decimal::ONE / most - little, "{all}");
        // A find is followed by a poll at once: no more than two polls for each of the shortest waits.
        prop_assert!(all <= Decimal::TWO / first.min(most) + little, "{all}");
        prop_assert!(finds <= Decimal::new(woken, 4) + little, "{finds} finds");
    }
}

proptest! {
    // Each case solves for seven servers.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn more_room_never_leaves_fewer_hits_and_the_orders_keep_their_rank(
        keys in 2_i64..100_000, kept in 1_i64..1_000, more in 0_i64..1_000,
    ) {
        let number = Decimal::from(keys);
        let left = |order, share: i64| {
            found(order, Popularity::Zipf, number, Decimal::new(share.min(1_000), 3)).expect("a share")
        };
        let little = Decimal::new(1, 6);
        let orders = [Order::Random, Order::LeastRecent, Order::LeastFrequent];
        for order in orders {
            prop_assert!(left(order, kept + more) >= left(order, kept) - little, "{order:?}");
        }
        let [random, recent, frequent] = orders.map(|order| left(order, kept));
        let even = Decimal::new(kept, 3);
        prop_assert!(even <= random + little && random <= recent + little && recent <= frequent + little, "{random} {recent} {frequent}");
        prop_assert!(frequent <= Decimal::ONE);
    }
}
