//! Laws of demand: what more clients, more load and other settings can and cannot do.

use planner_core::demand::{
    Profiles, Setup, Usage, Value, advise, commands, expiries, info, monitor, occupancy, together,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::cases::none;

fn both(usage: &Usage) -> Option<Decimal> {
    usage.parts().iter().try_fold(Decimal::ZERO, |sum, (_, part)| sum.checked_add(*part))
}

fn counted(setup: &Setup<'_>) -> Decimal {
    commands(setup).expect("commands").usage().as_ref().and_then(both).expect("a sum")
}

/// Every role of every profile.
fn every_role(mut test: impl FnMut(&str, &planner_core::demand::Role)) {
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

#[test]
fn advice_saves_what_it_says_in_every_role() {
    let mut faults = Vec::new();
    every_role(|name, role| {
        let mut setup = Setup::new(role, Decimal::TWO);
        for (operation, _) in &role.operations {
            setup.ask(operation, Decimal::new(1, 2)).expect("an operation");
        }
        let clients = [setup.idle(), setup];
        let before: Decimal = clients.iter().map(counted).sum();
        for advice in advise(&clients, Decimal::ZERO, &both).expect("advice") {
            let mut after = clients.clone();
            let client = after.get_mut(advice.client).expect("a client");
            client.set(&advice.setting, advice.to.clone()).expect("a value it can have");
            let then: Decimal = after.iter().map(counted).sum();
            if then >= before || (before - then - advice.saves).abs() > Decimal::new(1, 20) {
                faults.push(format!(
                    "{name}: {} saves {} and is said to save {}",
                    advice.setting,
                    before - then,
                    advice.saves
                ));
            }
        }
        let taken = together(&clients, Decimal::ZERO, &both).expect("advice");
        if !taken.is_sorted_by(|before, after| before.then >= after.then) {
            faults.push(format!("{name}: more advice makes more commands"));
        }
    });
    none(&faults);
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
        prop_assert!(busy >= rate * Decimal::from(33), "{busy} is less than a backlog's {}", rate * Decimal::from(33));
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
            let _ = monitor(&text).map(|sample| sample.per_second());
        }
    }

    #[test]
    fn chances_stay_chances(offered in 0_i64..10_000_000, workers in 1_i64..300, each in 1_i64..30) {
        let offered = Decimal::new(offered, 3);
        let busy = occupancy(offered, Decimal::from(workers), Decimal::from(each)).expect("chances");
        prop_assert!(busy.waits >= Decimal::ZERO && busy.waits <= Decimal::ONE);
        prop_assert!(busy.full >= Decimal::ZERO && busy.full <= Decimal::ONE);
    }
}
