//! The rule's published examples, and weeks worked out by hand.

use super::*;
use crate::unit::decimal;

const RULE: Autoscaler = Autoscaler { min: 1, max: 10, cpu: None, memory: None, delay: 300, every: 60 };

fn d(text: &str) -> Decimal {
    decimal(text).unwrap_or_default()
}

fn month() -> Month {
    Month::new(2026, 11).unwrap_or_else(|| unreachable!())
}

/// An instance of one core whose requests take a tenth of a second of it.
fn cpu() -> Instance {
    Instance { cores: decimal("1"), cpu_seconds: decimal("0.1"), ..Instance::default() }
}

/// An instance with so much of its memory taken, and a hundredth more by each request, which lasts a second.
fn memory(fixed: &str) -> Instance {
    Instance {
        memory: decimal("1"),
        fixed_memory: decimal(fixed),
        request_memory: decimal("0.01"),
        response_seconds: decimal("1"),
        ..Instance::default()
    }
}

/// Every day in hours of so many requests a second: `(6, "10")` are six hours at ten.
fn days(parts: &[(usize, &str)]) -> (Shape, Decimal) {
    let hours: Vec<Decimal> =
        parts.iter().flat_map(|(hours, rate)| std::iter::repeat_n(d(rate), *hours)).collect();
    let total = hours.iter().sum::<Decimal>() * Decimal::from(30 * 3_600);
    (Shape::of(&hours).unwrap_or_default(), total)
}

fn run(rule: &Autoscaler, instance: &Instance, parts: &[(usize, &str)]) -> Result<Scaled, String> {
    let (shape, total) = days(parts);
    autoscale(rule, instance, &shape, month(), total).map_err(|problem| problem.into_parts().message)
}

/// The seconds of a day at each number of instances.
fn daily(scaled: Result<Scaled, String>) -> Result<Vec<(u32, u64)>, String> {
    scaled.map(|scaled| scaled.seconds.iter().map(|(number, seconds)| (*number, seconds / 30)).collect())
}

#[test]
fn the_rule_is_the_published_one() {
    for (instances, cpu, memory, wanted) in [
        (2, Some("0.8"), None, 3),
        (5, None, Some("0.2"), 2),
        (2, Some("0.8"), Some("0.9"), 3),
        (4, Some("0.6"), Some("0.6"), 4),
        (3, Some("0.2"), None, 1),
        (3, Some("0"), None, 1),
        (9, Some("0.9"), None, 10), // no more than the most
        (1, None, None, 1),
    ] {
        let rule = Autoscaler { cpu: decimal("0.6"), memory: decimal("0.6"), ..RULE };
        let wants = rule.desired(instances, cpu.and_then(decimal), memory.and_then(decimal));
        assert_eq!(wants, Some(wanted), "{instances} at {cpu:?} and {memory:?}");
    }
    let without_target = Autoscaler { cpu: decimal("0.6"), ..RULE };
    assert_eq!(without_target.desired(2, decimal("0.6"), decimal("0.9")), Some(2));
}

#[test]
fn more_start_at_once_and_fewer_stop_after_the_delay() {
    let rule = Autoscaler { cpu: decimal("0.6"), ..RULE };
    for (delay, every, wanted) in [
        (0, 60, vec![(1, 64_800), (2, 21_600)]),
        (300, 60, vec![(1, 64_500), (2, 21_900)]),
        (300, 240, vec![(1, 64_320), (2, 22_080)]), // the look after 300 s is at 480 s
        (0, 3_600, vec![(1, 64_800), (2, 21_600)]),
        (3_600, 60, vec![(1, 61_200), (2, 25_200)]),
        (86_400, 60, vec![(2, 86_400)]), // never long enough
    ] {
        let scaled = run(&Autoscaler { delay, every, ..rule }, &cpu(), &[(6, "10"), (18, "5")]);
        assert_eq!(daily(scaled), Ok(wanted), "after {delay} s, every {every} s");
    }
}

#[test]
fn a_second_instance_for_six_hours_a_day_is_a_quarter_more() {
    let scaled = run(&Autoscaler { cpu: decimal("0.6"), delay: 0, ..RULE }, &cpu(), &[(6, "10"), (18, "5")]);
    assert_eq!(scaled.map(|scaled| (scaled.mean, scaled.instance_seconds())), Ok((d("1.25"), 3_240_000)));
}

#[test]
fn the_wait_is_for_what_was_wanted_at_most() {
    // Six are wanted, then two for an hour, then five for one, then one: within two hours of delay nobody gets to two.
    let rule = Autoscaler { cpu: decimal("0.5"), delay: 7_200, ..RULE };
    let scaled = run(&rule, &cpu(), &[(1, "30"), (1, "10"), (1, "25"), (21, "1")]);
    let steps = vec![(1, 19 * 3_600), (2, 60), (4, 60), (5, 7_200), (6, 3 * 3_600 - 120)];
    assert_eq!(daily(scaled), Ok(steps));
}

#[test]
fn an_overload_is_met_in_steps() {
    // Full is the most that is measured: 1, ceil(1 / 0.6) = 2, then 4, then the 6 that 3.5 cores at 60 % need.
    let rule = Autoscaler { cpu: decimal("0.6"), delay: 0, every: 600, ..RULE };
    let scaled = run(&rule, &cpu(), &[(1, "35"), (23, "1")]);
    assert_eq!(daily(scaled), Ok(vec![(1, 82_800), (2, 600), (4, 600), (6, 2_400)]));
}

#[test]
fn a_maximum_too_low_is_told() {
    let rule = Autoscaler { cpu: decimal("0.6"), max: 4, delay: 0, ..RULE };
    let told = |rate| {
        run(&rule, &cpu(), &[(2, rate), (22, "1")])
            .map(|scaled| (scaled.most(), scaled.short_seconds, scaled.at_peak, scaled.peak.cpu))
    };
    assert_eq!(told("24"), Ok((4, 0, 4, decimal("0.6"))));
    // 120 % of what there is; two start at the first look, four at the second, and are short for the rest of two hours.
    assert_eq!(told("48"), Ok((4, (7_200 - 60) * 30, 4, decimal("1.2"))));
}

#[test]
fn fixed_memory_holds_instances_up_or_drives_them_to_the_maximum() {
    let rule = Autoscaler { memory: decimal("0.6"), delay: 0, ..RULE };
    for (fixed, wanted, most, mean) in [
        ("0", FixedMemory::Fits, 1, "1"),
        ("0.3", FixedMemory::Fits, 1, "1"),
        // 60 in flight: ceil(n x 0.5 / 0.6 + 1) is n from 6 on; idle, 5 want ceil(4.17) = 5 and stay.
        ("0.5", FixedMemory::Holds(5), 6, "6"),
        ("0.6", FixedMemory::ToTheMaximum, 10, "10"),
        ("0.7", FixedMemory::ToTheMaximum, 10, "10"),
    ] {
        let rate = if fixed == "0.5" { "60" } else { "10" };
        let scaled = run(&rule, &memory(fixed), &[(1, rate), (23, "0.1")]);
        let told = scaled.map(|scaled| (scaled.fixed_memory, scaled.most(), scaled.mean));
        assert_eq!(told, Ok((Some(wanted), most, d(mean))), "{fixed} of the memory");
    }
}

#[test]
fn nothing_to_do_runs_the_least() {
    let rule = Autoscaler { min: 2, cpu: decimal("0.6"), ..RULE };
    let scaled = autoscale(&rule, &cpu(), &Shape::day(), month(), Decimal::ZERO);
    assert_eq!(scaled.map(|scaled| scaled.seconds), Ok(vec![(2, 2_592_000)]));
}

#[test]
fn what_the_rule_cannot_be_is_refused() {
    let rule = Autoscaler { cpu: decimal("0.6"), ..RULE };
    for (rule, instance, wanted) in [
        (RULE, cpu(), "nothing says what the autoscaler sees"),
        (rule, memory("0.1"), "nothing says what the autoscaler sees"),
        (Autoscaler { min: 0, ..rule }, cpu(), "0 to 10 instances cannot be"),
        (Autoscaler { min: 11, ..rule }, cpu(), "11 to 10 instances cannot be"),
        (Autoscaler { max: 1_001, ..rule }, cpu(), "1 to 1001 instances cannot be"),
        (Autoscaler { cpu: decimal("1"), ..rule }, cpu(), "a CPU target of 100 % cannot be aimed at"),
        (Autoscaler { memory: decimal("0"), ..rule }, cpu(), "a memory target of 0 % cannot be aimed at"),
        (Autoscaler { every: 0, ..rule }, cpu(), "a look every 0 s and a delay of 300 s cannot be"),
        (
            rule,
            Instance { cores: decimal("0"), ..cpu() },
            "an instance's cores cannot be 0; it is above zero",
        ),
    ] {
        assert_eq!(run(&rule, &instance, &[(24, "1")]).map(|_| ()), Err(wanted.to_owned()));
    }
}
