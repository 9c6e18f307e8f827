//! Sleeping services: the laws of cold starts, the same worked out another way, and what the price books say of vendors.

use planner_core::Decimal;
use planner_core::book::{Books, Without, WokenBy};
use planner_core::demand::{ColdStarts, Sleeper, always_on, cold_starts, longest_gap, pauses, pool};
use planner_core::{Date, Month, decimal};
use proptest::prelude::*;
use rust_decimal::prelude::ToPrimitive;

fn month(text: &str) -> Month {
    Month::parse(text).expect("a month")
}

fn of(week: &[Decimal], sleeper: &Sleeper) -> ColdStarts {
    cold_starts(week, month("2026-11"), sleeper).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Sessions an hour as sessions a second.
fn hourly(sessions: &[u32]) -> Vec<Decimal> {
    sessions.iter().map(|sessions| Decimal::from(*sessions) / Decimal::from(3_600)).collect()
}

/// Weeks of quiet and busy hours, with long rests among them.
fn weeks() -> impl Strategy<Value = Vec<Decimal>> {
    weeks_of(prop_oneof![3 => Just(0_u32), 3 => 1_u32..4, 1 => 1_u32..1_000, 1 => Just(1_000_000)])
}

fn weeks_of(hour: impl Strategy<Value = u32> + Clone + 'static) -> impl Strategy<Value = Vec<Decimal>> {
    let one = proptest::collection::vec(hour.clone(), 168);
    let daily = proptest::collection::vec(hour, 24).prop_map(|day| day.repeat(7));
    prop_oneof![one, daily].prop_map(|week| hourly(&week))
}

fn sleepers() -> impl Strategy<Value = Sleeper> {
    (1_i64..200_000, 1_i64..=100, 1_i64..40, 0_i64..=99, proptest::option::of(1_i64..400_000)).prop_map(
        |(after, wakes, requests, length, pings)| Sleeper {
            after: Decimal::from(after),
            wakes: Some(Decimal::from(after * wakes) / Decimal::ONE_HUNDRED),
            requests: Decimal::from(requests),
            length: Decimal::from(after * length) / Decimal::ONE_HUNDRED,
            pings: pings.map(Decimal::from),
            sends: None,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_month_is_awake_or_asleep_and_nobody_waits_twice(week in weeks(), sleeper in sleepers()) {
        let found = of(&week, &sleeper);
        prop_assert_eq!(found.awake + found.asleep, Decimal::from(720));
        prop_assert!(found.asleep >= Decimal::ZERO && found.awake >= Decimal::ZERO);
        prop_assert!(found.met >= Decimal::ZERO && found.met <= found.sessions);
        prop_assert!(found.cold_pings <= found.pings);
        let waiting = found.waiting.expect("a wait that is stated");
        prop_assert!(found.met <= waiting.sessions && waiting.sessions <= found.sessions);
        prop_assert!(waiting.sessions <= waiting.requests && waiting.requests <= found.requests);
        prop_assert!(found.by_hour.iter().all(|chance| *chance >= Decimal::ZERO && *chance <= Decimal::ONE));
    }

    #[test]
    fn more_sessions_never_lower_awake_hours(week in weeks(), sleeper in sleepers(), more in 1_i64..1_000, hour in 0_usize..168) {
        let mut busier = week.clone();
        if let Some(rate) = busier.get_mut(hour) {
            *rate += Decimal::from(more) / Decimal::from(3_600);
        }
        prop_assert!(of(&busier, &sleeper).awake >= of(&week, &sleeper).awake);
    }

    #[test]
    fn pings_never_raise_cold_starts_of_sessions(week in weeks(), sleeper in sleepers(), oftener in 1_i64..200_000) {
        let with = |pings| of(&week, &Sleeper { pings, ..sleeper });
        let without = with(None);
        let pinged = with(Some(sleeper.after + Decimal::from(2 * oftener)));
        let oftener = with(Some(sleeper.after + Decimal::from(oftener)));
        prop_assert!(pinged.met <= without.met && oftener.met <= pinged.met);
        prop_assert!(pinged.awake >= without.awake && oftener.awake >= pinged.awake);
        let kept = with(Some(sleeper.after - Decimal::new(1, 3)));
        prop_assert_eq!((kept.met, kept.awake), (Decimal::ZERO, Decimal::from(720)));
    }

    #[test]
    fn falling_asleep_later_never_makes_more_cold_starts(week in weeks(), sleeper in sleepers(), later in 1_i64..100_000) {
        let plain = Sleeper { pings: None, ..sleeper };
        let patient = Sleeper { after: plain.after + Decimal::from(later), ..plain };
        prop_assert!(of(&week, &patient).met <= of(&week, &plain).met);
        prop_assert!(of(&week, &patient).asleep <= of(&week, &plain).asleep);
    }

    #[test]
    fn hours_come_out_as_from_small_steps(week in weeks_of(prop_oneof![Just(0_u32), 1_u32..4, 1_u32..60]), sleeper in sleepers()) {
        // Whole steps, so that no window's end crosses an hour's edge within one.
        let steps = |seconds: Decimal| (seconds / Decimal::from(8)).ceil() * Decimal::from(8);
        let sleeper = Sleeper {
            after: steps(sleeper.after) + Decimal::from(8),
            wakes: sleeper.wakes.map(steps),
            length: steps(sleeper.length),
            ..sleeper
        };
        let found = of(&week, &sleeper);
        let found = [found.asleep, found.met, found.waiting.expect("a wait").sessions];
        // The middles of steps are off by their square: two sizes of them give away by how much.
        let (coarse, fine) = (stepped(&week, &sleeper, 8), stepped(&week, &sleeper, 4));
        for ((found, coarse), fine) in found.iter().zip(coarse).zip(fine) {
            let wanted = (4.0 * fine - coarse) / 3.0;
            let found = found.exact().to_f64().expect("a number");
            prop_assert!((found - wanted).abs() <= 0.000_001 * (1.0 + wanted), "{found} is not {wanted}");
        }
    }

    #[test]
    fn a_pool_is_used_up_and_never_overdrawn(hours in proptest::collection::vec(0_i64..=720, 0..9), in_pool in 0_i64..3_000) {
        let hours: Vec<Decimal> = hours.into_iter().map(Decimal::from).collect();
        let found = pool(&hours, Decimal::from(in_pool), month("2026-11")).expect("a pool");
        let runs: Decimal = found.services.iter().map(|service| service.runs).sum();
        prop_assert!((runs - found.wanted.min(Decimal::from(in_pool))).abs() < Decimal::new(1, 20));
        prop_assert_eq!(found.ended.is_some(), found.wanted > Decimal::from(in_pool));
        prop_assert!(found.services.iter().all(|service| service.missed >= Decimal::ZERO));
        if let Some(ended) = found.ended {
            prop_assert!(ended.after < Decimal::from(720) && ended.hour < 24);
            prop_assert_eq!(ended.after + ended.down, Decimal::from(720));
        }
    }

    #[test]
    fn more_use_is_paused_less(uses in 1_i64..100_000, more in 1_i64..100_000, hours in 24_i64..2_000) {
        let at = |uses| pauses(Decimal::new(uses, 2), Decimal::from(hours * 3_600), month("2026-11")).expect("pauses");
        let (few, many) = (at(uses), at(uses + more));
        prop_assert!(many.each <= few.each && many.within <= few.within);
        prop_assert!(many.months_until.unwrap_or(Decimal::MAX) >= few.months_until.unwrap_or(Decimal::MAX));
        prop_assert!(few.within <= Decimal::ONE && few.certain >= many.certain);
    }
}

/// Hours asleep, cold starts and sessions that wait, by steps of so many seconds in floating point.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "a reference in floating point: steps of one week, far fewer than it counts exactly"
)]
fn stepped(week: &[Decimal], sleeper: &Sleeper, step: u32) -> [f64; 3] {
    let float = |value: Decimal| value.exact().to_f64().expect("a number");
    let size = f64::from(step);
    let (of_hour, of_week) = (3_600 / step as usize, 604_800 / step as usize);
    let rates: Vec<f64> = (0..of_week).map(|at| float(week[at / of_hour])).collect();
    let mut until = vec![0.0];
    for (at, rate) in rates.iter().enumerate() {
        until.push(until[at] + rate * size);
    }
    let count = |seconds: f64| {
        let steps = seconds / size;
        let weeks = (steps / f64::from(604_800 / step)).floor();
        let within = steps - weeks * f64::from(604_800 / step);
        let whole = (within as usize).min(of_week - 1);
        weeks * until[of_week] + until[whole] + (within - whole as f64) * rates[whole] * size
    };
    let (after, wakes) = (float(sleeper.after), float(sleeper.wakes.expect("a wait")));
    let lately = after + float(sleeper.length);
    let pings = sleeper.pings.map(float);
    if pings.is_some_and(|every| every < after) {
        return [0.0; 3];
    }
    let unpinged = pings.map_or(1.0, |every| 1.0 - after / every);
    let pinging = pings.map_or(0.0, |every| 1.0 / every);
    let mut sums = [0.0; 3];
    for (at, rate) in rates.iter().enumerate() {
        // November 2026 has five Sundays and Mondays.
        let times = if matches!(at / of_hour / 24, 0 | 6) { 5.0 } else { 4.0 };
        let middle = (at as f64 + 0.5) * size;
        let quiet = times * size * (count(middle - lately) - count(middle)).exp();
        let waking = rate * unpinged;
        let soon = count(middle + wakes) - count(middle);
        sums[0] += quiet * unpinged / 3_600.0;
        sums[1] += quiet * waking;
        sums[2] += quiet * (waking + (waking + pinging) * soon);
    }
    sums
}

/// The terms a vendor's book has on a day for a plan.
#[track_caller]
fn said(product: &str, plan: &str, day: &str) -> Vec<(String, Without, String, WokenBy)> {
    let books = Books::bundled().expect("the bundled books are whole");
    let (provider, product) = product.split_once('/').expect("provider/product");
    let book = &books.as_of(provider, Date::parse(day).expect("a day")).expect("a book").provider;
    let product = book.products.get(product).expect("a product");
    let (_, plan) = product.find_plan(plan).expect("a plan");
    let terms = product.sleeps_of(plan).map(|(_, terms)| {
        let wakes = terms.wakes.typical().map_or_else(|| "not stated".to_owned(), |wait| format!("{wait} s"));
        (terms.after.to_string(), terms.without, wakes, terms.by)
    });
    terms.collect()
}

#[test]
fn vendors_sleep_as_their_pages_say() {
    use {Without as W, WokenBy::Hand, WokenBy::Use};
    for (product, plan, day, wanted) in [
        ("render/web", "free", "2024-10-01", &[("15 min", W::Inbound, "60 s", Use)][..]),
        ("render/web", "free", "2026-11-21", &[("15 min", W::Inbound, "60 s", Use)]),
        ("render/web", "starter", "2026-11-21", &[]),
        ("railway/service", "service", "2026-11-21", &[("10 min", W::Outbound, "not stated", Use)]),
        ("supabase/database", "nano", "2026-11-21", &[("7 days", W::Use, "not stated", Hand)]),
        (
            "neon/project",
            "project",
            "2026-11-21",
            &[("5 min", W::Use, "not stated", Use), ("5 min", W::Use, "not stated", Use)],
        ),
        ("heroku/dyno", "eco", "2026-11-21", &[("30 min", W::Inbound, "not stated", Use)]),
        ("heroku/dyno", "basic", "2026-11-21", &[]),
    ] {
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(after, without, wakes, by)| ((*after).to_owned(), *without, (*wakes).to_owned(), *by))
            .collect();
        assert_eq!(said(product, plan, day), wanted, "{product} {plan} {day}");
    }
}

/// A free service of Render: it sleeps after 15 minutes and needs one to wake.
fn render() -> Sleeper {
    Sleeper::new(Decimal::from(900), Some(Decimal::from(60)))
}

#[test]
fn a_free_render_service_is_met_asleep_by_sessions_and_not_by_requests() {
    let rate = |sessions: i64| vec![Decimal::from(sessions) / Decimal::from(2_592_000); 168];
    let sessions = Sleeper { requests: Decimal::from(30), ..render() };
    let met = of(&rate(100), &sessions).met;
    assert_eq!(met.round_half_even(1), decimal("96.6").expect("a number")); // 100 e^(-100 x 900 / 2,592,000)
    let met = of(&rate(3_000), &render()).met;
    assert_eq!(met.round_half_even(1), decimal("1058.6").expect("a number")); // 3,000 e^(-3,000 x 900 / 2,592,000)
}

#[test]
fn an_office_wakes_its_service_once_a_working_day() {
    let open = |hour: u32| if hour < 120 && (9..17).contains(&(hour % 24)) { 100 } else { 0 };
    let week = hourly(&(0..168).map(open).collect::<Vec<_>>());
    let met = of(&week, &render()).met / Decimal::from(21); // working days of November 2026
    assert!((met - Decimal::ONE).abs() < Decimal::new(1, 6), "{met}");
    assert_eq!(longest_gap(&week).expect("a week"), Some(Decimal::from(64 * 3_600)));
}

#[test]
fn a_ping_every_five_minutes_costs_the_month() {
    for (name, hours) in [("2026-11", 720), ("2026-12", 744), ("2027-02", 672)] {
        let pinged = Sleeper { pings: Some(Decimal::from(300)), ..render() };
        let found = cold_starts(&[Decimal::ZERO; 168], month(name), &pinged).expect("cold starts");
        assert_eq!((found.awake, found.met), (Decimal::from(hours), Decimal::ZERO), "{name}");
        // One such service fits the 750 hours, two do not.
        assert_eq!(always_on(Decimal::from(750), month(name)).expect("services"), Decimal::ONE);
        let two = pool(&[found.awake; 2], Decimal::from(750), month(name)).expect("a pool");
        assert_eq!(two.ended.map(|ended| ended.after), Some(Decimal::from(375)), "{name}");
    }
}

#[test]
fn three_services_kept_awake_end_renders_free_hours_on_day_11() {
    let found = pool(&[Decimal::from(744); 3], Decimal::from(750), month("2026-12")).expect("a pool");
    let ended = found.ended.expect("it ends");
    assert_eq!(found.wanted, Decimal::from(2_232));
    assert_eq!(
        (ended.after, ended.day.to_string().as_str(), ended.hour),
        (Decimal::from(250), "2026-12-11", 10)
    );
    assert_eq!(ended.down, Decimal::from(494));
}

#[test]
fn a_free_supabase_project_is_paused_by_quiet_weeks() {
    let week = Decimal::from(604_800);
    // Uses in 30 days: chance of a pause before they are over, and whether it is certain.
    for (uses, within, months, certain) in [
        ("0", "1", "0.2", true),
        ("2", "0.9987", "0.3", true),
        ("4", "0.9786", "0.4", true),
        ("5", "0.9526", "0.4", false),
        ("30", "0.0218", "36.5", false),
        ("300", "0", "none", false),
    ] {
        let found = pauses(decimal(uses).expect("uses"), week, month("2026-11")).expect("pauses");
        assert_eq!(found.within.round_half_even(4), decimal(within).expect("a chance"), "{uses}");
        let until = found
            .months_until
            .map_or_else(|| "none".to_owned(), |months| months.round_half_even(1).to_string());
        assert_eq!((until.as_str(), found.certain), (months, certain), "{uses}");
    }
}
