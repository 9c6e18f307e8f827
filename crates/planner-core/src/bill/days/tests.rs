//! Days of December 2026: 31 of them, the first a Tuesday, 23 working days of 8 hours.

use super::{DAY, Days, Rhythm};
use crate::demand::Shape;
use crate::month::Month;
use crate::number::Decimal;
use crate::tariff::{Amount, Event, Period, Span, Usage};

fn rhythm(shape: Option<&Shape>) -> Rhythm<'_> {
    Rhythm { cycle: Month::new(2026, 12).unwrap_or_else(|| unreachable!()).into(), shape, clock: None }
}

fn whole(amount: Amount) -> Usage {
    Usage { spans: vec![Span::new(0, 31 * DAY, amount)] }
}

fn flow(total: i64) -> Usage {
    Usage::flow(total.into(), Period { seconds: 31 * DAY })
}

fn days(usage: &Usage, shape: Option<&Shape>) -> Days {
    Days::of(usage, rhythm(shape)).unwrap_or_else(|| unreachable!())
}

#[test]
fn an_even_flow_passes_a_days_quota_at_the_same_hour_each_day() {
    let even = days(&flow(31 * 240), None);
    assert_eq!(even.busiest().map(|most| most.0), Some(Decimal::from(240)));
    assert_eq!(even.passes(Decimal::from(60)), Some((6 * 3_600).into()));
    assert_eq!(even.passing(Decimal::from(60)), 31);
    assert_eq!(even.above(Decimal::from(60)), Some(Decimal::from(31 * 180)));
    assert_eq!(even.passes(Decimal::from(240)), None);
}

#[test]
fn a_shape_moves_the_hour_and_spares_the_weekend() {
    let office = Shape::office();
    // 23 working days of 80, 10 an hour from 9 on: 25 are passed at half past 11.
    let working = days(&flow(23 * 80), Some(&office));
    assert_eq!(working.busiest(), Some((Decimal::from(80), "the busiest day under the shape")));
    assert_eq!(working.passing(Decimal::from(25)), 23);
    assert_eq!(working.passes(Decimal::from(25)), Some((11 * 3_600 + 1_800).into()));
    assert_eq!(working.above(Decimal::from(25)), Some(Decimal::from(23 * 55)));
    // Nothing at all is used on the first Saturday, the 5th.
    assert_eq!(working.totals().nth(4).flatten(), Some(Decimal::ZERO));
}

#[test]
fn events_lie_on_their_day_or_on_days_of_their_own() {
    let event = |size: i64, count: i64, on| Event { size: size.into(), count: count.into(), on };
    let stated = days(&whole(Amount::Events(vec![event(5, 1, Some(6)), event(3, 1, Some(6))])), None);
    assert_eq!(stated.totals().nth(6).flatten(), Some(Decimal::from(8)));
    assert_eq!(stated.passes(Decimal::from(7)), Some((6 * DAY).into()));
    assert_eq!(stated.passing(Decimal::from(7)), 1);
    // Two here and one there take three days; 32 take each of 31 days once, and one of them twice.
    let apart = days(&whole(Amount::Events(vec![event(5, 2, None), event(3, 1, None)])), None);
    let totals: Vec<i64> =
        apart.totals().take(4).map(|t| t.and_then(|t| i64::try_from(t).ok()).unwrap_or(-1)).collect();
    assert_eq!(totals, [5, 5, 3, 0]);
    let many = days(&whole(Amount::Events(vec![event(1, 32, None)])), None);
    assert_eq!((many.passing(Decimal::ZERO), many.passing(Decimal::ONE)), (31, 1));
    // A part of an event is a part of its size.
    let half = days(
        &whole(Amount::Events(vec![Event { size: 4.into(), count: Decimal::new(15, 1), on: None }])),
        None,
    );
    assert_eq!(half.totals().nth(1).flatten(), Some(Decimal::from(2)));
}

#[test]
fn sums_are_reached_as_days_add_up() {
    let first_half = Usage { spans: vec![Span::new(0, 10 * DAY, Amount::Flow(Decimal::from(100)))] };
    let days = days(&first_half, None);
    assert_eq!(days.reaches(Decimal::from(55)), Some((5 * DAY + DAY / 2).into()));
    assert_eq!(days.reaches(Decimal::from(100)), None);
    assert_eq!(days.passing(Decimal::from(9)), 10);
}
