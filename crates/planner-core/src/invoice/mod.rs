//! One month of explicit usage, so that a vendor's invoice can be typed in and priced.

mod days;
mod month;
mod needed;
mod settings;
mod stretches;
mod used;

use std::sync::Arc;

pub use needed::{NeededMonth, PlanChange};
pub use used::{Events, Gone, Used};

use crate::bill::{Bill, Decided, bill, doubts, unheard_in};
use crate::book::{Books, OptionValue};
use crate::cycle::Cycle;
use crate::document::{Misfit, Node, Place, Problem, Read, Scalar, Value, fields, read};
use crate::month::{Date, Month};
use crate::note::Note;
use crate::number::Decimal;
use crate::own::{Own, OwnCharges, OwnQuotas};
use crate::stack::{Ordered, count};
use crate::table::Table;
use crate::unit::{Quantity, Refusal};

/// One account's month of usage.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UsageDocument {
    /// The version of this format; 1.
    pub version: u32,
    /// The provider.
    pub provider: String,
    /// The account's plan; the provider's default where it is left out.
    pub plan: Option<String>,
    /// The month, or `from` and `to`.
    pub month: Option<Month>,
    /// The first day of the billing cycle, instead of a month.
    pub from: Option<Date>,
    /// The first day after it.
    pub to: Option<Date>,
    /// Stretches of the month with their own plan, where the account changes it.
    pub segments: Vec<PlanSegment>,
    /// Since when the account exists.
    pub since: Option<Date>,
    /// Whether a card is on file; it is, where nothing is said.
    pub card: bool,
    /// Where everything ran, unless a resource says otherwise.
    pub region: Option<String>,
    /// The account's settings.
    pub options: Table<OptionValue>,
    /// Usage of the account's own meters.
    pub usage: Ordered<Used>,
    /// What ran.
    pub resources: Vec<UsedResource>,
}

fields!(UsageDocument {
    version: required,
    provider: required,
    plan: optional_as(one_plan),
    month: optional,
    from: optional,
    to: optional,
    segments: optional_as(some),
    since: optional,
    card: or(true),
    region: optional,
    options: optional,
    usage: optional,
    resources: optional,
});

/// A stretch of the month in which the account is on one plan.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PlanSegment {
    /// Its start; the end of the stretch before where it is left out.
    pub from: Option<Moment>,
    /// Its end; the month's where it is left out.
    pub to: Option<Moment>,
    /// Its length in days, instead of `to`.
    pub days: Option<Quantity>,
    /// The plan in it; the document's where it is left out.
    pub plan: Option<String>,
}

fields!(PlanSegment { from: optional, to: optional, days: optional, plan: optional_as(one_plan) });

/// One resource's month.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UsedResource {
    /// Its name.
    pub name: String,
    /// The product's id, without the provider.
    pub product: String,
    /// Its plan; the product's default where it is left out.
    pub plan: Option<String>,
    /// How many instances.
    pub count: Option<Decimal>,
    /// Where it ran.
    pub region: Option<String>,
    /// Its settings.
    pub options: Table<OptionValue>,
    /// Since when it exists.
    pub since: Option<Date>,
    /// Hours it ran, from the month's start; the whole month where nothing is said.
    pub hours: Option<Quantity>,
    /// Stretches with their own plan, count or usage, instead of `hours`.
    pub segments: Vec<Segment>,
    /// Charges of the user's own, beside the book's or in their place.
    pub charges: OwnCharges,
    /// Limits of the user's own contract, in the words of the books.
    pub limits: OwnQuotas,
    /// What it used over the month.
    pub usage: Ordered<Used>,
}

fields!(UsedResource {
    name: required,
    product: required,
    plan: optional_as(one_plan),
    count: optional_as(count),
    region: optional,
    options: optional,
    since: optional,
    hours: optional,
    segments: optional_as(some),
    charges: optional,
    limits: optional,
    usage: optional,
});

/// A stretch of the month.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Segment {
    /// Its start; the end of the stretch before where it is left out.
    pub from: Option<Moment>,
    /// Its end.
    pub to: Option<Moment>,
    /// Its length, instead of `to`.
    pub hours: Option<Quantity>,
    /// Its length in days, instead of `to`.
    pub days: Option<Quantity>,
    /// The plan in it; the resource's where it is left out.
    pub plan: Option<String>,
    /// The count in it; the resource's where it is left out.
    pub count: Option<Decimal>,
    /// Usage that holds in it alone.
    pub usage: Ordered<Used>,
}

fields!(Segment {
    from: optional,
    to: optional,
    hours: optional,
    days: optional,
    plan: optional_as(one_plan),
    count: optional_as(count),
    usage: optional,
});

/// A plan by its name; over time a bill has stretches.
fn one_plan(at: &Place<'_>) -> Result<Option<String>, Misfit> {
    if matches!(at.value(), Value::Map(_)) {
        return Err(at
            .wrong("a plan over time is a stack's: a bill has stretches")
            .hint("write `segments: [ { plan: free, to: 2026-09-15 }, { plan: pro } ]` instead of `plan`"));
    }
    Option::read(at)
}

/// Stretches, of which there is at least one where they are given.
fn some<T: Read>(at: &Place<'_>) -> Result<Vec<T>, Misfit> {
    let all: Vec<T> = Read::read(at)?;
    if all.is_empty() {
        return Err(at
            .wrong("no stretch is given")
            .hint("leave `segments` out where nothing changes, or write `[ { plan: free, to: 2026-09-15 }, { plan: pro } ]`"));
    }
    Ok(all)
}

/// A minute of the calendar, UTC: `2026-09-10 16:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// Minutes of the day, 0 to 1440.
    pub minute: u16,
}

impl Scalar for Moment {
    const EXPECTED: &'static str = "a moment as 2026-09-10 or 2026-09-10 16:30";
    fn refusal(text: &str) -> Refusal {
        <Date as Scalar>::refusal(text)
    }
    fn scalar(text: &str) -> Option<Self> {
        let (day, time) = text.split_once(' ').map_or((text, None), |(day, time)| (day, Some(time)));
        let day = Date::parse(day)?;
        let Some(time) = time else { return Some(Self { day, minute: 0 }) };
        let (hour, minute) = time.split_once(':')?;
        let two = |text: &str, most: u16| text.parse::<u16>().ok().filter(|n| text.len() == 2 && *n <= most);
        let (hour, minute) = (two(hour, 24)?, two(minute, 59)?);
        let minute = hour.checked_mul(60)?.checked_add(minute)?;
        (minute <= 1_440).then_some(Self { day, minute })
    }
}

impl UsedResource {
    /// The prices and limits of the user's own.
    pub(crate) fn own(&self) -> Own<'_> {
        Own::of(&self.charges, &self.limits)
    }
}

impl UsageDocument {
    /// Reads a usage document.
    ///
    /// # Errors
    ///
    /// A [`Problem`] with its place.
    pub fn parse(node: &Node) -> Result<Self, Problem> {
        crate::document::bill_wanted(node)?;
        let document: Self = read(node)?;
        if document.version != 1 {
            return Err(node.locate(
                Problem::new(format!("version {} is not known; write version 1", document.version))
                    .path("version")
                    .hint("write `version: 1`"),
            ));
        }
        document.cycle().map_err(|problem| node.locate(problem))?;
        stretches::in_vain(&document).map_err(|problem| node.locate(problem))?;
        Ok(document)
    }

    /// The days it covers.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for no month and no days, for both, and for a cycle of no days or of more than a month.
    pub fn cycle(&self) -> Result<Cycle, Problem> {
        let both =
            "write `month: 2026-09`, or `from: 2026-09-18` and `to: 2026-10-18`, the first day after it";
        let wrong = |message: String, path: &str| Problem::new(message).path(path);
        match (self.month, self.from, self.to) {
            (Some(month), None, None) => Ok(month.into()),
            (None, Some(from), Some(to)) if to <= from => {
                Err(wrong(format!("a cycle of no days: from {from} to {to}"), "to")
                    .hint("`to` is the first day after the cycle"))
            }
            (None, Some(from), Some(to)) => Cycle::new(from, to).ok_or_else(|| {
                wrong(format!("a cycle of {} days, from {from} to {to}", to.days_since(from)), "to")
                    .hint("a billing cycle has at most 31 days: give each one a document of its own")
            }),
            (Some(_), _, _) => Err(wrong("a month and a cycle are given".to_owned(), "month").hint(both)),
            (None, Some(_), None) => {
                Err(wrong("no day after the cycle is given".to_owned(), "to").hint(both))
            }
            (None, _, _) => Err(wrong("missing field `month`".to_owned(), "month").hint(both)),
        }
    }

    /// Reads a usage document that may leave out its `version`, which is 1 then.
    ///
    /// # Errors
    ///
    /// As [`UsageDocument::parse`].
    pub fn parse_lenient(node: &Node) -> Result<Self, Problem> {
        Self::parse(&node.filled("version", "1"))
    }

    /// Prices the month.
    ///
    /// # Errors
    ///
    /// A [`Problem`] whose path says where: an unknown plan or meter, a unit that does not fit, stretches outside the
    /// month or over each other, prices that are not known.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::book::Books;
    /// use planner_core::document::parse_json;
    /// use planner_core::invoice::UsageDocument;
    ///
    /// let text = r#"{
    ///     "version": 1, "provider": "render", "plan": "hobby", "month": "2026-09",
    ///     "resources": [{ "name": "web", "product": "web", "plan": "starter", "usage": { "bandwidth": "10 GB" } }]
    /// }"#;
    /// let usage = UsageDocument::parse(&parse_json(text, 0).unwrap()).unwrap();
    /// let books = Books::bundled().unwrap();
    /// let bill = usage.bill(&books, None).unwrap();
    /// assert_eq!(bill.total().unwrap().to_string(), "7.75"); // 7 + (10 - 5) x 0.15
    /// ```
    pub fn bill<'a>(&'a self, books: &'a Books, as_of: Option<Date>) -> Result<Bill<'a>, Problem> {
        let input = month::account_month(self, books, as_of)?;
        let mut bill = bill(books, &input)?;
        let unheard = unheard_in(books, &input, &bill, &stretches::asked(self, &input));
        let (unpriced, meant) = month::unpriced(self, books, as_of)?;
        bill.lines.splice(0..0, unpriced.into_iter().map(Arc::new));
        let Bill { lines, notes, decided, book, .. } = &mut bill;
        notes.extend(meant);
        notes.extend(unheard);
        notes.extend(settings::assumed(&input, &book.provider));
        notes.extend(settings::in_vain(self, &book.provider));
        doubts(lines.iter().map(|line| &**line), notes);
        notes.extend(decided.iter().map(Decided::note));
        let begins = self.since.map_or(0, |since| input.cycle.second_of(since));
        let covered: u32 = input.plans.iter().map(|on| on.to.saturating_sub(on.from)).sum();
        if covered < input.cycle.seconds().saturating_sub(begins) {
            notes.push(Note::plain(
                "account",
                format_args!("it has no plan for a part of the time, and nothing is counted there"),
            ));
        }
        notes.once_each();
        Ok(bill)
    }

    /// The same month on the plans that the unmet requirements of its bill ask for; none where all are met.
    ///
    /// # Errors
    ///
    /// As [`UsageDocument::bill`], for the plans that are needed.
    pub fn needed(
        &self,
        books: &Books,
        as_of: Option<Date>,
        written: &Bill<'_>,
    ) -> Result<Option<NeededMonth>, Problem> {
        needed::needed(self, books, as_of, written)
    }
}
