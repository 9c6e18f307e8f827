//! A projection, and a bill, as they are printed.

use serde::Serialize;

use super::{
    AskOut, CoverageOut, LimitOut, LineOut, NeededMonthOut, NeededOut, OtherOut, SCHEMA_VERSION, UnmetOut,
    text,
};
use crate::bill::Bill;
use crate::cycle::Cycle;
use crate::document::Problem;
use crate::invoice::NeededMonth;
use crate::month::Date;
use crate::note::Notes;
use crate::number::Decimal;
use crate::projection::{First, Notice, Projection};

/// A projection.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The version of this format.
    pub schema_version: u32,
    /// The stack's name.
    pub name: String,
    /// The currency of every amount.
    pub currency: String,
    /// The day whose prices are used for all months, if one.
    pub as_of: Option<String>,
    /// Whether quotes are summed instead of the book's prices.
    pub quoted: bool,
    /// What the months come to together.
    pub total: String,
    /// The same on the plans that unmet requirements ask for; null where all are met.
    pub needed: Option<NeededOut>,
    /// The earliest passed limit whose effect is other than more being charged.
    pub first_limit: Option<FirstOut>,
    /// The earliest passed limit that charges more.
    pub first_overage: Option<FirstOut>,
    /// What plans' terms ask of whoever uses them, and nobody answered.
    pub asks: Vec<AskOut>,
    /// How many limits could be judged, and what to state next.
    pub coverage: CoverageOut,
    /// What vendors merely say, the first time each, in order of time: no limit, and nothing is billed for it.
    pub notices: Vec<NoticeOut>,
    /// The months.
    pub months: Vec<MonthOut>,
    /// Inputs nobody stated.
    pub assumptions: Vec<AssumptionOut>,
    /// Quotes beside the book, for the first month.
    pub quotes: Vec<QuoteOut>,
    /// Doubts.
    pub notes: Notes,
}

/// The first time something happens.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FirstOut {
    /// The month.
    pub month: String,
    /// The day.
    pub date: Option<String>,
    /// The limit's id.
    pub id: String,
    /// The resource it belongs to, if one.
    pub resource: Option<String>,
    /// What it is, in words.
    pub description: String,
    /// How much is allowed.
    pub limit: Option<String>,
    /// How much is demanded.
    pub usage: Option<String>,
    /// The unit of both.
    pub unit: String,
    /// What happens, in one word.
    pub effect: &'static str,
    /// The same with its dates.
    pub consequence: String,
    /// The same in the vendor's sense.
    pub says: Option<String>,
}

/// Something a vendor says on the way to a limit, or at one beyond which everything runs on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NoticeOut {
    /// The month.
    pub month: String,
    /// The day.
    pub date: Option<String>,
    /// The id of the limit it is about.
    pub id: String,
    /// What that is, in words.
    pub description: String,
    /// How much is used then.
    pub at: Option<String>,
    /// The unit of `at`.
    pub unit: String,
    /// What the vendor says of it, in words.
    pub says: Option<String>,
}

/// One month.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MonthOut {
    /// The month.
    pub month: String,
    /// The exact sum of the lines that count.
    pub total: String,
    /// The drivers' figures.
    pub drivers: Vec<DriverOut>,
    /// What each account comes to.
    pub accounts: Vec<AccountOut>,
    /// Every line.
    pub lines: Vec<LineOut>,
    /// Every limit.
    pub limits: Vec<LimitOut>,
    /// Requirements that are not met.
    pub unmet: Vec<UnmetOut>,
}

/// A driver's figure in a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DriverOut {
    /// Its name.
    pub name: String,
    /// Its figure.
    pub value: String,
}

/// What an account comes to in a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AccountOut {
    /// Its name.
    pub account: String,
    /// Its provider.
    pub provider: String,
    /// The exact sum of its lines.
    pub total: String,
    /// What the vendor's rounding makes of it.
    pub invoice: String,
    /// The invoice less the exact sum.
    pub rounding: String,
    /// What it comes to in its vendor's currency, where that is not the one of the sum; without a rate nothing of it is
    /// summed. Left out where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<OtherOut>,
    /// The billing cycle, where it is the account's own and no calendar month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<CycleOut>,
}

/// A billing cycle of an account's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CycleOut {
    /// The first day.
    pub from: String,
    /// The first day after it.
    pub to: String,
    /// The same for reading: `18 September to 17 October 2026`.
    pub name: String,
}

impl CycleOut {
    /// A cycle as it is printed; none for a calendar month.
    fn of(cycle: Cycle) -> Option<Self> {
        let (from, to, name) = (cycle.first_day().to_string(), cycle.end().to_string(), cycle.name());
        (!cycle.is_calendar()).then_some(Self { from, to, name })
    }
}

/// An input nobody stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AssumptionOut {
    /// Where it stands.
    pub path: String,
    /// What is assumed.
    pub value: String,
    /// Why.
    pub reason: String,
}

/// A quote beside the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct QuoteOut {
    /// The resource.
    pub resource: String,
    /// What was quoted.
    pub quoted: String,
    /// What the book says, where it has a price.
    pub book: Option<String>,
    /// The book less the quote.
    pub difference: Option<String>,
    /// Lines the book could not price.
    pub unpriced_lines: usize,
}

/// One month of explicit usage, priced.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BillOut {
    /// The version of this format.
    pub schema_version: u32,
    /// The provider.
    pub provider: String,
    /// The month.
    pub month: String,
    /// The day whose prices are used, if not the month's.
    pub as_of: Option<String>,
    /// The currency of every amount.
    pub currency: String,
    /// The exact sum of the lines.
    pub total: String,
    /// What the vendor's rounding makes of it.
    pub invoice: String,
    /// The invoice less the exact sum.
    pub rounding: String,
    /// The same on the plans that unmet requirements ask for; null where all are met.
    pub needed: Option<NeededMonthOut>,
    /// The billing cycle, where it is no calendar month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<CycleOut>,
    /// Every line.
    pub lines: Vec<LineOut>,
    /// Every limit.
    pub limits: Vec<LimitOut>,
    /// Requirements that are not met.
    pub unmet: Vec<UnmetOut>,
    /// Doubts.
    pub notes: Notes,
}

fn difference(a: Decimal, b: Decimal) -> String {
    a.minus(b).map(text).unwrap_or_default()
}

impl From<First<'_, '_>> for FirstOut {
    fn from(first: First<'_, '_>) -> Self {
        let row = first.limit;
        Self {
            month: first.month.to_string(),
            date: row.passed_on.map(|date| date.to_string()),
            id: row.id(),
            resource: row.resource.map(str::to_owned),
            description: row.description.to_string(),
            limit: row.ceiling.map(text),
            usage: row.usage.map(text),
            unit: row.unit.to_string(),
            effect: row.effect.word(),
            consequence: row.consequence(),
            says: row.says.map(str::to_owned),
        }
    }
}

impl From<Notice<'_, '_>> for NoticeOut {
    fn from(notice: Notice<'_, '_>) -> Self {
        let row = notice.limit;
        Self {
            month: notice.month.to_string(),
            date: notice.on.map(|date| date.to_string()),
            id: row.id(),
            description: row.description.to_string(),
            at: notice.at.map(text),
            unit: row.unit.to_string(),
            says: row.says.filter(|_| row.is_notice()).map(str::to_owned),
        }
    }
}

impl From<&Projection<'_>> for Report {
    fn from(projection: &Projection<'_>) -> Self {
        let months = projection.months.iter().map(|month| MonthOut {
            month: month.month.to_string(),
            total: text(month.total),
            drivers: month
                .drivers
                .iter()
                .map(|(name, value)| DriverOut { name: (*name).to_owned(), value: text(*value) })
                .collect(),
            accounts: month
                .accounts
                .iter()
                .map(|account| AccountOut {
                    account: account.account.to_owned(),
                    provider: account.provider.to_owned(),
                    total: text(account.total),
                    invoice: text(account.invoice),
                    rounding: difference(account.invoice, account.total),
                    other: account.other.as_ref().map(OtherOut::from),
                    cycle: CycleOut::of(account.cycle),
                })
                .collect(),
            lines: month.lines().map(LineOut::from).collect(),
            limits: month.limits().map(LimitOut::from).collect(),
            unmet: month.unmet.iter().map(UnmetOut::from).collect(),
        });
        Self {
            schema_version: SCHEMA_VERSION,
            name: projection.stack.name.clone(),
            currency: projection.currency.to_string(),
            as_of: projection.options.as_of.map(|day| day.to_string()),
            quoted: projection.options.quoted,
            total: text(projection.total().amount()),
            needed: projection.needed.as_ref().map(NeededOut::from),
            first_limit: projection.first_limit().map(FirstOut::from),
            first_overage: projection.first_overage().map(FirstOut::from),
            notices: projection.notices().into_iter().map(NoticeOut::from).collect(),
            asks: projection.asks.iter().map(AskOut::from).collect(),
            coverage: CoverageOut::from(&projection.coverage),
            months: months.collect(),
            assumptions: projection
                .assumptions
                .iter()
                .map(|a| AssumptionOut {
                    path: a.path.clone(),
                    value: a.value.clone(),
                    reason: a.reason.clone(),
                })
                .collect(),
            quotes: projection
                .quotes
                .iter()
                .map(|quote| QuoteOut {
                    resource: quote.resource.clone(),
                    quoted: text(quote.quoted),
                    book: quote.book.map(text),
                    difference: quote.book.map(|book| difference(book, quote.quoted)),
                    unpriced_lines: quote.unpriced,
                })
                .collect(),
            notes: projection.notes.clone(),
        }
    }
}

impl BillOut {
    /// A priced month as it is printed, beside what it needs.
    ///
    /// # Errors
    ///
    /// A [`Problem`] past 28 digits.
    pub fn new(
        bill: &Bill<'_>,
        needed: Option<&NeededMonth>,
        cycle: Cycle,
        as_of: Option<Date>,
    ) -> Result<Self, Problem> {
        let total = bill.total()?;
        Ok(Self {
            schema_version: SCHEMA_VERSION,
            provider: bill.book.provider.provider.clone(),
            month: cycle.first_day().month().to_string(),
            cycle: CycleOut::of(cycle),
            as_of: as_of.map(|day| day.to_string()),
            currency: bill.book.provider.currency.to_string(),
            total: text(total),
            invoice: text(bill.invoice),
            rounding: difference(bill.invoice, total),
            needed: needed.map(NeededMonthOut::from),
            lines: bill.lines().map(LineOut::from).collect(),
            limits: bill.limits().map(LimitOut::from).collect(),
            unmet: bill.unmet.iter().map(UnmetOut::from).collect(),
            notes: bill.notes.clone(),
        })
    }
}
