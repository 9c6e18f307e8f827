//! How usage over time becomes one quantity, and what a price makes of it: the edges that worked bills do not reach.

use planner_core::Decimal;
use planner_core::number::Ratio;
use planner_core::tariff::{
    Amount, Charge, Convert, Event, Mode, OverMembers, OverTime, Period, Pricing, Rounding, Span, Step,
    StepTable, Usage,
};

const HOUR: u32 = 3_600;
const MONTH: Period = Period { seconds: 720 * HOUR };

fn level(from: u32, to: u32, opening: i64, closing: i64) -> Span {
    Span::new(from, to, Amount::Level { opening: opening.into(), closing: closing.into() })
}

fn over(spans: Vec<Span>, how: OverTime) -> Decimal {
    Usage { spans }.over_time(how, MONTH).expect("in range").value().expect("in range")
}

fn charge(over_time: OverTime, unit: Decimal, by_period: bool) -> Charge {
    Charge {
        over_time,
        over_members: OverMembers::Sum,
        minimum_duration: None,
        convert: None,
        included: Decimal::ZERO,
        pricing: Pricing {
            table: StepTable::new(vec![Step::each(unit)], Mode::GRADUATED).expect("a table"),
            gross_bounds: false,
            at_level: false,
            copies: Decimal::ONE,
            by_period,
        },
        minimum: None,
        maximum: None,
    }
}

const STARTED: OverTime = OverTime::Integral {
    basis: Decimal::from_parts(HOUR, 0, 0, false, 0),
    started: Some(Decimal::from_parts(HOUR, 0, 0, false, 0)),
    at_most: None,
};

#[test]
fn an_hour_is_started_anew_after_a_gap_and_at_another_size_alone() {
    let half = HOUR / 2;
    // One stretch after the other at one size is one stretch.
    assert_eq!(over(vec![level(0, half, 1, 1), level(half, HOUR, 1, 1)], STARTED), Decimal::ONE);
    // Half an hour, two hours of nothing, half an hour: two started hours, not three.
    assert_eq!(over(vec![level(0, half, 1, 1), level(5 * half, 6 * half, 1, 1)], STARTED), Decimal::TWO);
    // Half an hour of one and half an hour of two: a started hour of each.
    assert_eq!(over(vec![level(0, half, 1, 1), level(half, HOUR, 2, 2)], STARTED), Decimal::from(3));
    // What changes within a stretch is no constant level to go on with.
    assert_eq!(over(vec![level(0, half, 1, 3), level(half, HOUR, 1, 3)], STARTED), Decimal::from(4));
}

#[test]
fn the_last_level_is_that_of_the_stretch_which_reaches_the_end() {
    let end = MONTH.seconds;
    let spans = vec![level(0, end, 5, 5), level(HOUR, end, 7, 9), level(HOUR, 2 * HOUR, 100, 100)];
    assert_eq!(over(spans, OverTime::Last), Decimal::from(9));
    assert_eq!(over(vec![level(0, end - 1, 5, 5)], OverTime::Last), Decimal::ZERO);
}

#[test]
fn each_of_those_that_run_is_paid_for_so_long_at_most() {
    let hours = |hours: u32| Decimal::from(hours * HOUR);
    let capped = |started| OverTime::Integral { basis: hours(1), started, at_most: Some(hours(672)) };
    let end = MONTH.seconds;
    // One all month, 720 hours, counts for 672; a second one for half of it, 336 hours, for all of them.
    let spans = || vec![level(0, 336 * HOUR, 2, 2), level(336 * HOUR, end, 1, 1)];
    assert_eq!(over(spans(), capped(None)), Decimal::from(672 + 336));
    // Two for 14 days are not one for 28.
    assert_eq!(over(vec![level(0, 336 * HOUR, 2, 2)], capped(None)), Decimal::from(672));
    assert_eq!(
        over(vec![level(0, 400 * HOUR, 2, 2), level(400 * HOUR, end, 0, 0)], capped(None)),
        Decimal::from(800)
    );
    // One and a half: the half is a part of a second one. What rises counts as its mean.
    let half = Usage::level(Decimal::new(15, 1), MONTH).over_time(capped(None), MONTH).expect("in range");
    assert_eq!(half.value(), Some(Decimal::from(1008)));
    assert_eq!(over(vec![level(0, end, 0, 2)], capped(None)), Decimal::from(672));
    // A started hour is one, for each stretch of each: what goes on when a second one leaves starts none of its own.
    let left = vec![
        level(0, HOUR / 2, 2, 2),
        level(HOUR / 2, 3 * HOUR / 2, 1, 1),
        level(2 * HOUR, 2 * HOUR + 1, 1, 1),
    ];
    assert_eq!(over(left, capped(Some(hours(1)))), Decimal::from(1 + 2 + 1));
    // Deleted amounts and flows are no level.
    assert_eq!(over(vec![], capped(None)), Decimal::ZERO);
}

#[test]
fn what_is_no_level_has_none() {
    let flow = Usage::flow(Decimal::TEN, MONTH);
    assert_eq!(flow.spans.first().map(|span| (span.from, span.to)), Some((0, MONTH.seconds)));
    let events = Amount::Events(vec![Event { size: Decimal::TEN, count: Decimal::ONE, on: None }]);
    let spans = vec![Span::new(0, HOUR, events)];
    assert_eq!(over(spans, OverTime::Maximum), Decimal::ZERO);
}

#[test]
fn what_is_served_is_a_share_of_totals_and_of_events() {
    let half = Ratio { part: Decimal::ONE, whole: Decimal::TWO };
    let flow = Usage::flow(Decimal::TEN, MONTH).served(half).expect("in range");
    assert_eq!(flow, Usage::flow(Decimal::from(5), MONTH));
    let event = |count| Amount::Events(vec![Event { size: Decimal::TEN, count, on: None }]);
    let usage = |count: i64| Usage { spans: vec![Span::new(0, HOUR, event(count.into()))] };
    assert_eq!(usage(4).served(half).expect("in range"), usage(2));
    let state = Usage::level(Decimal::TEN, MONTH);
    assert_eq!(state.served(half).expect("in range"), state);
}

#[test]
fn a_price_for_the_period_says_how_much_of_it_was_held() {
    let basis = Decimal::from(MONTH.seconds);
    let charge = charge(OverTime::Integral { basis, started: None, at_most: None }, Decimal::from(30), true);
    let held = Usage { spans: vec![level(0, MONTH.seconds / 3, 1, 1)] };
    let priced = charge.price(&[held], MONTH).expect("in range");
    assert_eq!(priced.amount, Decimal::from(10));
    let bands: Vec<(Decimal, Decimal)> = priced.bands.iter().map(|band| (band.units, band.amount)).collect();
    assert_eq!(bands, [(priced.billed, Decimal::from(10))]);
    assert_eq!(priced.billed.round_half_even(6), Decimal::new(333_333, 6));
}

#[test]
fn a_conversion_multiplies_before_it_divides_and_rounds() {
    let mut charge = charge(OverTime::Sum, Decimal::ONE, false);
    let convert = |round| Some(Convert { multiply: Decimal::from(2), divide: Decimal::from(3), round });
    charge.convert = convert(None);
    let price = |charge: &Charge, used: i64| {
        charge.price(&[Usage::flow(used.into(), MONTH)], MONTH).expect("in range").amount
    };
    assert_eq!(price(&charge, 9), Decimal::from(6));
    charge.convert = convert(Some(Rounding::Up));
    assert_eq!(price(&charge, 10), Decimal::from(7)); // 20 / 3 = 6.67
}
