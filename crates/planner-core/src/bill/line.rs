//! Line items: one charge of one scope in one month, with the formula and the source that made it.

use std::borrow::Cow;

use super::accrual::{ALL, Accrual};
use crate::book::{ChargeTerms, Confidence, Meter, Plan, Snapshot, Source, TimeUnit, place};
use crate::money::Currency;
use crate::month::Date;
use crate::number::{Decimal, exact_sum};
use crate::shown::term;
use crate::tariff::{AMOUNT_SCALE, Band, Priced};

/// One line of a bill.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Line<'a> {
    /// The account it is billed to.
    pub account: &'a str,
    /// The resource it is for; none for the account's own.
    pub resource: Option<&'a str>,
    /// The charge, by id; unique with the resource and the plan.
    pub charge: &'a str,
    /// What it is, in words.
    pub description: Cow<'a, str>,
    /// The plan it belongs to, in the vendor's words.
    pub plan: &'a str,
    /// The meter it is charged on, if any.
    pub meter: Option<&'a str>,
    /// Unit of the quantities.
    pub unit: Cow<'a, str>,
    /// What came of it.
    pub state: State,
    /// How the amount came about.
    pub basis: Basis<'a>,
    /// Whether the amount counts in the total.
    pub counts: bool,
    /// How much of the amount caps and credits took off, each of which has a line that shows it.
    pub(crate) taken: Decimal,
    /// The seconds of the month it is for; past the month where it is for all of it.
    pub(crate) span: (u32, u32),
    /// How the amount accrues through them; empty where evenly.
    pub(crate) accrues: Vec<Accrual>,
    /// The meter that what is free of a stated usage goes by, where nobody stated that one.
    pub(crate) awaits: Option<&'a str>,
    /// What it is in its vendor's currency, where that is not the one of the sum.
    pub other: Option<Box<InOther>>,
}

/// An amount in another currency than that of the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InOther {
    /// The vendor's currency.
    pub currency: Currency,
    /// The exact amount in it.
    pub amount: Decimal,
    /// How much of the sum's currency the user gives for one of it; none where no rate is stated.
    pub rate: Option<Decimal>,
}

/// What came of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// It has an amount.
    Priced(Decimal),
    /// Nobody stated the usage.
    NotGiven,
    /// Nobody has the price; why.
    Unpriced(String),
    /// It is in another currency than the sum, and no rate is stated.
    OtherCurrency,
}

/// How an amount came about.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Basis<'a> {
    /// A charge of a plan.
    Charge {
        /// The terms.
        terms: &'a ChargeTerms,
        /// The plan they belong to.
        plan: &'a Plan,
        /// The book they stand in.
        book: &'a Snapshot,
        /// The product they belong to; none for the account's own.
        product: Option<&'a str>,
        /// The plan's id.
        plan_id: &'a str,
        /// The arithmetic, where it could be done.
        priced: Option<Box<Priced>>,
        /// Where its price stands, where that comes with a choice such as a region.
        stated: Option<Box<Stated>>,
        /// Whether the terms are those of the user's own document, and not the book's.
        own: bool,
    },
    /// A levy, credit, cap or settlement of the account: what was done, in words.
    Adjustment {
        /// In words.
        formula: String,
        /// The book it stands in.
        book: &'a Snapshot,
        /// The source's key.
        source: &'a str,
    },
    /// The user's own quote.
    Quoted(String),
    /// There is no price book.
    NoBook,
}

/// Where a number that comes with a choice stands, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stated {
    /// Its place in the book, as a dotted path.
    pub path: String,
    /// Its source's key, where it has its own.
    pub source: Option<String>,
    /// How far it can be trusted.
    pub confidence: Option<Confidence>,
}

impl<'a> Line<'a> {
    /// The amount, where there is one.
    #[must_use]
    pub fn amount(&self) -> Option<Decimal> {
        match self.state {
            State::Priced(amount) => Some(amount),
            State::NotGiven | State::Unpriced(_) | State::OtherCurrency => None,
        }
    }

    /// What caps and credits left of the amount: nothing, where there is none. None past 28 digits.
    pub(super) fn left(&self) -> Option<Decimal> {
        exact_sum(self.amount().unwrap_or(Decimal::ZERO), -self.taken)
    }

    /// The amount, where it counts in the total.
    #[must_use]
    pub fn summed(&self) -> Option<Decimal> {
        self.amount().filter(|_| self.counts)
    }

    /// `web/instances`, or `render/fee` for an account's own.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.resource.unwrap_or(self.account), self.charge)
    }

    /// The line of a resource whose provider or product has no price: visible, without an amount.
    pub(crate) fn no_book(
        (account, resource): (&'a str, &'a str),
        (product, lacks): (&str, &str),
        plan: &'a str,
    ) -> Self {
        Self {
            account,
            resource: Some(resource),
            charge: "unpriced",
            description: format!("{product}, no price book yet").into(),
            plan,
            meter: None,
            unit: "".into(),
            state: State::Unpriced(format!("no price book for {lacks}")),
            basis: Basis::NoBook,
            counts: true,
            taken: Decimal::ZERO,
            span: ALL,
            accrues: Vec::new(),
            awaits: None,
            other: None,
        }
    }

    /// Sets the amount anew, where a bound holds for several lines together.
    pub(super) fn settle(&mut self, amount: Decimal) {
        self.state = State::Priced(amount);
        if let Basis::Charge { priced: Some(priced), .. } = &mut self.basis {
            priced.amount = amount;
        }
    }

    /// Puts an amount of another currency into that of the sum, at a rate; without one it is in no sum. None where it is
    /// too large.
    pub(crate) fn exchange(&mut self, currency: Currency, rate: Option<Decimal>) -> Option<()> {
        let Some(amount) = self.amount() else { return Some(()) };
        self.state = match rate {
            Some(rate) => {
                self.taken = exchanged(self.taken, rate)?;
                for (_, of_piece) in &mut self.accrues {
                    *of_piece = exchanged(*of_piece, rate)?;
                }
                State::Priced(exchanged(amount, rate)?)
            }
            None => State::OtherCurrency,
        };
        self.other = Some(Box::new(InOther { currency, amount, rate }));
        Some(())
    }

    /// The arithmetic, where it was done.
    #[must_use]
    pub fn priced(&self) -> Option<&Priced> {
        match &self.basis {
            Basis::Charge { priced, .. } => priced.as_deref(),
            _ => None,
        }
    }

    /// The meter it is charged on, with its id, where it is a charge on one.
    pub(crate) fn measured(&self) -> Option<(&'a str, &'a Meter)> {
        let Basis::Charge { terms, book, product, .. } = &self.basis else { return None };
        let meters = match product {
            Some(product) => &crate::own::product(&book.provider, product)?.meters,
            None => &book.provider.account.meters,
        };
        meters.get_key_value(terms.meter.as_ref()?).map(|(id, meter)| (id.as_str(), meter))
    }

    /// The book it is priced by; none for what has none.
    pub(crate) fn book(&self) -> Option<&'a Snapshot> {
        match self.basis {
            Basis::Charge { book, .. } | Basis::Adjustment { book, .. } => Some(book),
            Basis::Quoted(_) | Basis::NoBook => None,
        }
    }

    /// Where the price was read; what the vendor says is no source of a price of one's own.
    #[must_use]
    pub fn source(&self) -> Option<&'a Source> {
        match &self.basis {
            Basis::Charge { terms, plan, book, stated, .. } => {
                let own = stated.as_ref().and_then(|stated| stated.source.as_ref());
                let key = own.or(terms.source.as_ref()).unwrap_or(&plan.source);
                book.source_of(key, self.own().is_some())
            }
            Basis::Adjustment { book, source, .. } => book.provider.sources.get(*source),
            Basis::Quoted(_) | Basis::NoBook => None,
        }
    }

    /// How far the price can be trusted.
    #[must_use]
    pub fn confidence(&self) -> Option<Confidence> {
        match &self.basis {
            Basis::Charge { terms, plan, stated, .. } => {
                if self.own().is_some() {
                    return Some(Confidence::Own);
                }
                // A price is trusted no further than the number it takes, nor than what is said of the charge itself.
                let charge = terms.confidence.unwrap_or(plan.confidence);
                let own = stated.as_ref().and_then(|stated| stated.confidence);
                Some(own.map_or(charge, |own| own.max(charge)))
            }
            _ => None,
        }
    }

    /// Since when the price has been so.
    #[must_use]
    pub fn since(&self) -> Option<Date> {
        match &self.basis {
            Basis::Charge { book, .. } => Some(book.since(&self.place()?)),
            _ => None,
        }
    }

    /// Where the price stands in its book, as a dotted path. A product-wide charge whose price is an attribute of the
    /// plan stands at that attribute.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        self.places().map(|[place, _]| place)
    }

    /// That place, and the place of the charge's terms, which is another one where the price is an attribute.
    fn places(&self) -> Option<[String; 2]> {
        let Basis::Charge { terms, plan, product, plan_id, stated, own: false, .. } = &self.basis else {
            return None;
        };
        let [price, terms] = place::of_charge(*product, (plan_id, plan), (self.charge, terms));
        Some([stated.as_ref().map_or(price, |stated| stated.path.clone()), terms])
    }

    /// What of the user's own the price is: his price file that wrote it last, or his document's charge; none where it is
    /// the vendor's.
    #[must_use]
    pub fn own(&self) -> Option<String> {
        let Basis::Charge { book, own, .. } = &self.basis else { return None };
        if *own {
            return Some(format!("charges.{} of {}", self.charge, self.resource.unwrap_or(self.account)));
        }
        book.own_files().next()?; // Most books have none, and places are texts to build.
        self.places()?.iter().find_map(|place| book.own_file(place)).map(str::to_owned)
    }

    /// Says that its terms are those of the user's own document.
    pub(super) fn make_own(mut self) -> Self {
        if let Basis::Charge { own, .. } = &mut self.basis {
            *own = true;
        }
        self
    }

    /// The price of one unit, where one price was all there was.
    #[must_use]
    pub fn unit_price(&self) -> Option<Decimal> {
        let [band] = self.priced()?.bands.as_slice() else { return None };
        if band.packages.is_some() {
            return None; // A package has a price; its unit has none.
        }
        band.unit.over(band.per)
    }

    /// The amount's formula with its numbers: `(10 GB - 5 GB included) x 0.15`; with what it is in another currency than
    /// the sum's, `2 x 5 = 10 EUR, at 1.08 each`.
    #[must_use]
    pub fn formula(&self) -> String {
        let formula = self.terms_formula();
        match self.other.as_deref() {
            None => formula,
            Some(InOther { currency, amount, rate }) => {
                let rate = rate.map(|rate| format!(", at {} each", rate.normalize())).unwrap_or_default();
                format!("{formula} = {} {currency}{rate}", term(*amount))
            }
        }
    }

    fn terms_formula(&self) -> String {
        match &self.basis {
            Basis::Adjustment { formula, .. } | Basis::Quoted(formula) => formula.clone(),
            Basis::NoBook | Basis::Charge { priced: None, .. } => String::new(),
            Basis::Charge { priced: Some(priced), terms, .. } => {
                let by_month = terms.time.is_none_or(|time| time.word() == TimeUnit::Month.word());
                let most = terms.each_at_most.is_some() && !by_month;
                let most = if most { ", each up to its price of a month" } else { "" };
                format!("{}{most}", self.arithmetic(priced))
            }
        }
    }

    fn arithmetic(&self, priced: &Priced) -> String {
        let unit = &self.unit;
        let all = priced.billed.plus(priced.included).unwrap_or(priced.billed);
        let quantity = match (priced.included.is_zero(), priced.billed.is_zero()) {
            (true, _) => format!("{} {unit}", term(all)),
            (false, true) => format!("{} {unit}, all included", term(all)),
            (false, false) => format!("({} - {} included) {unit}", term(all), term(priced.included)),
        };
        let mut text = match priced.bands.as_slice() {
            [] => quantity,
            [band] if band.packages.is_none() => format!("{quantity} x {}", price(band)),
            bands => format!("{quantity}: {}", bands.iter().map(counted).collect::<Vec<_>>().join(" + ")),
        };
        if priced.amount > priced.before_bounds {
            text = format!("at least {}: {text}", term(priced.amount));
        } else if priced.amount < priced.before_bounds {
            text = format!("at most {}: {text}", term(priced.amount));
        }
        text
    }
}

/// An amount in another currency, at the scale of amounts.
pub(crate) fn exchanged(amount: Decimal, rate: Decimal) -> Option<Decimal> {
    Some(amount.product(rate)?.round_half_away(AMOUNT_SCALE))
}

/// One step's part: `40 x 0.25`, or `2 packages of 1,000 x 5`.
fn counted(band: &Band) -> String {
    match band.packages {
        None => format!("{} x {}", term(band.units), price(band)),
        Some(packages) => {
            let fee = if band.flat > Decimal::ZERO {
                format!(" + {} flat", term(band.flat))
            } else {
                String::new()
            };
            format!("{} packages of {} x {}{fee}", term(packages), term(band.per), term(band.unit))
        }
    }
}

/// `0.20 / 100,000`, with the flat fee where there is one.
fn price(band: &Band) -> String {
    let per = if band.per == Decimal::ONE { String::new() } else { format!(" / {}", term(band.per)) };
    let fee = if band.flat > Decimal::ZERO { format!(" + {} flat", term(band.flat)) } else { String::new() };
    format!("{}{per}{fee}", term(band.unit))
}
