//! Laws of capacity: what more load, more slots and other shapes can and cannot do; shapes as YAML; a scaled bill.

use planner_core::Decimal;
use planner_core::book::Books;
use planner_core::demand::{
    Autoscaler, Backlog, Instance, Needed, Queue, Scaled, Shape, Workers, autoscale, backlog, queue,
};
use planner_core::document::{parse_json, parse_yaml};
use planner_core::invoice::UsageDocument;
use planner_core::{Month, decimal};
use proptest::prelude::*;

/// An instance with every part stated, in hundredths: CPU, response, slots, fixed memory and memory of a request.
fn instances() -> impl Strategy<Value = Instance> {
    (1_i64..50, 1_i64..300, 1_u32..20, 0_i64..70, 0_i64..5).prop_map(|(cpu, response, slots, fixed, each)| {
        Instance {
            cores: Some(Decimal::ONE),
            cpu_seconds: Some(Decimal::new(cpu, 2)),
            response_seconds: Some(Decimal::new(response, 2)),
            slots: Some(slots.into()),
            memory: Some(Decimal::ONE),
            fixed_memory: Some(Decimal::new(fixed, 2)),
            request_memory: Some(Decimal::new(each, 2)),
        }
    })
}

fn day() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
}

fn shapes() -> impl Strategy<Value = Shape> {
    let listed = |length: usize| {
        (1_u32..9, prop::collection::vec(0_u32..9, length - 1)).prop_map(|(first, mut weights)| {
            weights.push(first);
            Shape::of(&weights.into_iter().map(Decimal::from).collect::<Vec<_>>()).expect("a shape")
        })
    };
    let peak = (100_i64..=2_400).prop_map(|times| Shape::peaked(Decimal::new(times, 2)).expect("a shape"));
    let within =
        (0_u8..24, 1_u8..24, day(), day(), 0_u8..=100).prop_map(|(from, long, first, last, outside)| {
            let to = (from + long) % 24;
            read(&format!("{{ hours: {from}-{to}, days: {first}-{last}, outside: {outside} % }}"))
        });
    prop_oneof![
        within,
        Just(Shape::flat()),
        Just(Shape::day()),
        Just(Shape::office()),
        peak,
        listed(24),
        listed(168)
    ]
}

fn months() -> impl Strategy<Value = Month> {
    (2024_u16..2032, 1_u8..=12).prop_map(|(year, month)| Month::new(year, month).expect("a month"))
}

fn rules() -> impl Strategy<Value = Autoscaler> {
    let targets = (10_i64..90, 10_i64..90, 0_u8..3);
    (1_u32..4, 0_u32..8, targets, 0_u32..8_000, 1_u32..4_000).prop_map(
        |(min, more, (cpu, memory, which), delay, every)| Autoscaler {
            min,
            max: min + more,
            cpu: (which != 0).then(|| Decimal::new(cpu, 2)),
            memory: (which != 1).then(|| Decimal::new(memory, 2)),
            delay,
            every,
        },
    )
}

proptest! {
    #[test]
    fn the_rates_of_a_month_sum_to_its_total(shape in shapes(), month in months(), total in 1_i64..1_000_000_000_000) {
        let total = Decimal::new(total, 3);
        let spells = shape.rates(month, total).expect("rates");
        let sum: Decimal = spells.iter().map(|spell| spell.per_second * Decimal::from(spell.seconds)).sum();
        prop_assert!((sum - total).abs() <= total * Decimal::new(1, 18), "{sum} for {total}");
        prop_assert!(spells.is_sorted_by(|a, b| a.per_second >= b.per_second));
        let hours: Decimal = (shape.hours(month).zip(shape.by_hour(month, total).expect("rates")))
            .map(|((_, times), rate)| rate * Decimal::from(3_600 * u32::from(times)))
            .sum();
        prop_assert!((hours - total).abs() <= total * Decimal::new(1, 18));
    }

    #[test]
    fn a_written_shape_reads_as_the_same(shape in shapes()) {
        prop_assert_eq!(read(&shape.to_string()), shape);
    }

    #[test]
    fn more_load_never_needs_fewer(instance in instances(), rate in 0_u32..500, more in 0_u32..100, target in 1_i64..=100) {
        let target = Decimal::new(target, 2);
        let needed = |rate: u32| instance.needed(Decimal::from(rate), target).expect("an answer");
        let (few, many) = (needed(rate), needed(rate + more));
        for ((part, few), (_, many)) in few.stated().zip(many.stated()) {
            prop_assert!(few <= many, "{part}: {few} and {many}");
            // What is needed is enough, and one less is not.
            let Needed::Instances(number) = few else { continue };
            let used = |number| instance.utilisation(Decimal::from(rate), number).expect("utilisation");
            let of = |number| used(number).stated().find(|(known, _)| *known == part).expect("the part").1;
            prop_assert!(of(number) <= target + Decimal::new(1, 11));
            prop_assert!(number == Decimal::ONE || of(number - Decimal::ONE) > target);
        }
    }

    #[test]
    fn a_scaled_month_adds_up(
        rule in rules(), instance in instances(), shape in shapes(), month in months(), rate in 0_u32..60, more in 0_u32..60,
    ) {
        let run = |rate: u32| -> Scaled {
            let total = Decimal::from(rate) * Decimal::from(month.seconds());
            autoscale(&rule, &instance, &shape, month, total).expect("a run")
        };
        let (few, many) = (run(rate), run(rate + more));
        for scaled in [&few, &many] {
            let seconds: u64 = scaled.seconds.iter().map(|(_, seconds)| seconds).sum();
            prop_assert_eq!(seconds, u64::from(month.seconds()));
            prop_assert!(scaled.mean >= rule.min.into() && scaled.mean <= rule.max.into());
            prop_assert!(scaled.most() <= rule.max && scaled.at_peak >= rule.min);
            let billed = scaled.mean * Decimal::from(month.seconds()) - Decimal::from(scaled.instance_seconds());
            prop_assert!(billed.abs() < Decimal::new(1, 18), "{} is not {:?}", scaled.mean, scaled.seconds);
        }
        prop_assert!(few.mean <= many.mean, "{} and {}", few.mean, many.mean);
    }

    #[test]
    fn waiting_falls_with_more_slots(offered in 1_i64..4_000, slots in 1_u32..60, share in 0_i64..1_000) {
        let (offered, share) = (Decimal::new(offered, 2), Decimal::new(share, 3));
        let of = |slots| queue(offered, Decimal::ONE, slots).expect("a queue");
        match (of(slots), of(slots + 1)) {
            (Queue::Steady(few), Queue::Steady(many)) => {
                prop_assert!(many.waits <= few.waits && many.mean_seconds <= few.mean_seconds);
                // Near the 28th digit both may be nothing.
                let told = few.waits > Decimal::new(1, 20);
                prop_assert!(!told || (many.waits < few.waits && many.mean_seconds < few.mean_seconds));
                prop_assert!(many.wait_at(share).expect("a wait") <= few.wait_at(share).expect("a wait"));
                prop_assert!(many.within(share).expect("a share") >= few.within(share).expect("a share"));
                prop_assert!(few.waits >= Decimal::ZERO && few.waits < Decimal::ONE);
            }
            (Queue::Grows { .. }, Queue::Steady(_)) => {}
            (Queue::Grows { per_second: few }, Queue::Grows { per_second: many }) => prop_assert!(many < few),
            (Queue::Steady(_), Queue::Grows { .. }) => prop_assert!(false, "more slots do less"),
        }
    }

    #[test]
    fn workers_needed_are_enough_and_one_less_is_not(
        rate in 0_i64..3_000, slots in 1_u32..6, within in 0_i64..500, target in 10_i64..=100,
    ) {
        let (within, target, share) = (Decimal::new(within, 2), Decimal::new(target, 2), Decimal::new(95, 2));
        let workers = Workers { per_second: Decimal::new(rate, 2), seconds: Decimal::ONE, slots };
        let count = workers.needed(share, within, target).expect("a number");
        let keeps = |count| match workers.queue(count).expect("a queue") {
            Queue::Steady(waiting) => {
                waiting.utilisation <= target && waiting.wait_at(share).expect("a wait") <= within
            }
            Queue::Grows { .. } => false,
        };
        prop_assert!(keeps(count) && (count == 1 || !keeps(count - 1)), "{count}");
    }

    #[test]
    fn more_capacity_never_leaves_more_behind(shape in shapes(), month in months(), done in 0_i64..600, more in 0_i64..300) {
        let rates = shape.by_hour(month, Decimal::from(month.seconds())).expect("rates");
        let most = |done: i64| match backlog(&rates, Decimal::new(done, 2)).expect("an answer") {
            Backlog::Clears { most, behind_seconds, .. } => {
                assert!(behind_seconds <= Decimal::from(604_800), "{behind_seconds}");
                most
            }
            Backlog::NeverCatchesUp { .. } => Decimal::MAX,
        };
        prop_assert!(most(done + more) <= most(done));
    }
}

fn read(text: &str) -> Shape {
    let shape = parse_yaml(text, 0).and_then(|node| Shape::parse(&node));
    shape.unwrap_or_else(|problem| panic!("{text}: {problem}"))
}

#[test]
fn shapes_are_written_by_hand_in_yaml() {
    for (text, words) in [
        ("office", "9-17 UTC on mon-fri, nothing outside"),
        ("{ hours: 9-17, days: mon-fri, outside: 5 % }", "9-17 UTC on mon-fri, 5 % of it outside"),
        ("{ hours: 22-6, days: [mon, wed] }", "22-6 UTC on mon, wed, nothing outside"),
        ("hours: 8-12, 13-17", "8-12, 13-17 UTC every day, nothing outside"),
        ("{ peak: 6 }", "one hour a day at 6 times the mean"),
    ] {
        assert_eq!(read(text).words(), words, "{text}");
    }
}

#[test]
fn a_scaled_service_is_billed_by_its_running_seconds() {
    let (month, d) = (Month::parse("2026-09").expect("a month"), |text| decimal(text).expect("a number"));
    let web = Instance { cores: decimal("1"), cpu_seconds: decimal("0.1"), ..Instance::default() };
    let rule = Autoscaler { min: 1, max: 4, cpu: decimal("0.6"), memory: None, delay: 0, every: 60 };
    let hours: Vec<_> = (0..24).map(|hour| d(if hour < 6 { "2" } else { "1" })).collect();
    let shape = Shape::of(&hours).expect("a shape");
    let scaled = autoscale(&rule, &web, &shape, month, d("16200000")).expect("a run");
    assert_eq!(scaled.mean, d("1.25"));
    // Segments of the month with so many instances, as the bill wants them.
    let segments: Vec<String> = (scaled.seconds.iter())
        .map(|(number, seconds)| format!(r#"{{ "hours": "{}", "count": {number} }}"#, seconds / 3_600))
        .collect();
    let document = format!(
        r#"{{ "version": 1, "provider": "render", "plan": "hobby", "month": "2026-09",
             "resources": [{{ "name": "web", "product": "web", "plan": "standard", "segments": [{}] }}] }}"#,
        segments.join(", ")
    );
    let usage = UsageDocument::parse(&parse_json(&document, 0).expect("a document")).expect("usage");
    let books = Books::bundled().expect("books");
    let bill = usage.bill(&books, None).expect("a bill");
    assert_eq!(bill.total().expect("a total").to_string(), "31.25"); // 25 x 1.25
}
