//! Requests: what an API counts inside another figure taken out, and each request at the price of its size.
//!
//! A vendor that has a higher price for long requests puts all of such a request on it, answer and cached part too. So a
//! resource's month falls into tiers by the size of a request, each priced on a plan of its own.

use std::borrow::Cow;

use super::MonthUsage;
use crate::book::{Plan, Product, RequestTerms};
use crate::document::Problem;
use crate::number::Decimal;
use crate::table::Table;
use crate::tariff::{Event, TariffError, checked};

/// Usage of a resource, by key.
pub(super) type Used<'a> = Table<MonthUsage, &'a str>;

/// The requests of a resource that one plan prices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tier<'a> {
    terms: Option<&'a RequestTerms>,
    /// Larger than this, up to that.
    over: Option<Decimal>,
    up_to: Option<Decimal>,
    /// Whether all that is no part of a request is here too.
    main: bool,
}

impl<'a> Tier<'a> {
    /// All requests of a product, whatever their size.
    pub(super) fn all(product: Option<&'a Product>) -> Self {
        let terms = product.map(|product| &product.requests).filter(|terms| !terms.is_empty());
        Self { terms, over: None, up_to: None, main: true }
    }

    /// Whether a request of a size is one of these. One whose size nobody states is taken to be small.
    fn has(&self, size: Option<Decimal>) -> bool {
        match size {
            None => self.over.is_none(),
            Some(size) => {
                self.over.is_none_or(|over| size > over) && self.up_to.is_none_or(|up_to| size <= up_to)
            }
        }
    }

    /// Whether a usage key is a part of requests, and so divided by their size.
    pub(super) fn divides(&self, key: &str) -> bool {
        self.terms.is_some_and(|terms| terms.keys().any(|known| known == key))
    }

    /// What of a usage key is billed here.
    pub(super) fn part<'u>(
        &self,
        used: &'u Used<'_>,
        key: &str,
    ) -> Result<Option<Cow<'u, MonthUsage>>, TariffError> {
        let Some(stated) = used.get(key) else { return Ok(None) };
        let Some(terms) = self.terms.filter(|_| self.divides(key)) else {
            return Ok(self.main.then_some(Cow::Borrowed(stated)));
        };
        let whole = self.over.is_none() && self.up_to.is_none();
        let nothing_inside = || terms.inside_of(key).all(|inner| !used.contains_key(inner));
        if whole && nothing_inside() {
            return Ok(Some(Cow::Borrowed(stated)));
        }
        let requests = Requests::of(terms, used)?;
        let mut total = Decimal::ZERO;
        for (at, size) in requests.sizes.iter().enumerate() {
            if self.has(*size) {
                total = checked(total.plus(requests.billed(terms, key, at)?), "add up")?;
            }
        }
        Ok(Some(Cow::Owned(MonthUsage::Flow(total))))
    }
}

/// A tier with the plan that prices it.
pub(super) type OnPlan<'a> = ((&'a str, &'a Plan), Tier<'a>);

/// The tiers that a plan's requests fall into, each with its plan: the first has all that is no part of a request.
pub(super) fn tiers<'a>(
    product: &'a Product,
    plan: (&'a str, &'a Plan),
    used: &[&Used<'_>],
) -> Result<Vec<OnPlan<'a>>, TariffError> {
    let mut tier = Tier::all(Some(product));
    let (Some(terms), true) = (tier.terms, plan.1.larger.is_some()) else { return Ok(vec![(plan, tier)]) };
    let mut sizes = Vec::new();
    for used in used {
        sizes.extend(Requests::of(terms, used)?.sizes);
    }
    let mut all = Vec::new();
    let mut next = Some(plan);
    // Sizes rise from plan to plan, as the book's check holds: this ends.
    while let Some(plan) = next {
        let larger = plan.1.larger.as_ref();
        tier.up_to = larger.map(|larger| larger.than);
        if sizes.iter().any(|size| tier.has(*size)) {
            tier.main = all.is_empty();
            all.push((plan, tier));
        }
        tier.over = tier.up_to;
        next = larger
            .and_then(|larger| product.plans.get_key_value(&larger.plan))
            .map(|(id, plan)| (id.as_str(), plan));
    }
    if all.is_empty() {
        all.push((plan, Tier { up_to: None, ..Tier::all(Some(product)) }));
    }
    Ok(all)
}

/// Refuses usage whose parts do not fit each other: less of a whole than is inside it, other requests here than there.
pub(crate) fn check(product: &Product, used: &Used<'_>, path: &str) -> Result<(), Problem> {
    stood_in(product, used, path)?;
    let terms = &product.requests;
    if terms.is_empty() || terms.keys().all(|key| !used.contains_key(key)) {
        return Ok(());
    }
    let lead = lead(terms, used);
    let too_large = |error: TariffError| Problem::new(error.to_string()).path(path);
    for key in terms.keys() {
        let Some(MonthUsage::Events(events)) = used.get(key) else { continue };
        if let Some((name, lead)) = lead
            && !alike(lead, events)
        {
            return Err(Problem::new(format!("`{key}` lists other requests than `{name}`"))
                .path(format!("{path}.{key}"))
                .hint(format!("give the same `times` in the same order as for `{name}`, or one total")));
        }
    }
    let requests = Requests::of(terms, used).map_err(too_large)?;
    for (inner, outer) in &terms.inside {
        if !used.contains_key(inner.as_str()) || !used.contains_key(outer.as_str()) {
            continue;
        }
        for at in 0..requests.sizes.len() {
            if requests.billed(terms, outer, at).map_err(too_large)? < Decimal::ZERO {
                let (whole, part) = (requests.stated(outer, at), requests.inside(terms, outer, at));
                let (whole, part) = (whole.map_err(too_large)?, part.map_err(too_large)?);
                let inner = terms.inside_of(outer).filter(|inner| used.contains_key(inner));
                let inner: Vec<String> = inner.map(|inner| format!("`{inner}`")).collect();
                return Err(Problem::new(format!(
                    "{} of `{outer}` are less than the {} of {} inside it",
                    crate::shown::term(whole),
                    crate::shown::term(part),
                    inner.join(" and ")
                ))
                .path(format!("{path}.{outer}"))
                .hint(format!(
                    "`{outer}` counts what the vendor's API prints, with {} in it",
                    inner.join(" and ")
                )));
            }
        }
    }
    Ok(())
}

/// Refuses less of a meter than of what stands in for it: a text has a segment at least.
fn stood_in(product: &Product, used: &Used<'_>, path: &str) -> Result<(), Problem> {
    for (id, meter) in &product.meters {
        let Some(other) = &meter.stand_in else { continue };
        let (Some(MonthUsage::Flow(own)), Some(MonthUsage::Flow(least))) =
            (used.get(id.as_str()), used.get(other.from.as_str()))
        else {
            continue;
        };
        if own < least {
            return Err(Problem::new(format!(
                "{} of `{id}` are less than {} of `{}`",
                crate::shown::term(*own),
                crate::shown::term(*least),
                other.from
            ))
            .path(format!("{path}.{id}"))
            .hint(format!("`{id}` counts all of them, not those of one: {}", other.says)));
        }
    }
    Ok(())
}

/// What is to be said where the size of requests matters and nobody states it.
pub(super) fn assumed(
    plan: &Plan,
    product: &Product,
    used: &Used<'_>,
) -> Result<Option<String>, TariffError> {
    let (Some(larger), Some(key)) = (&plan.larger, product.requests.size.first()) else { return Ok(None) };
    let requests = Requests::of(&product.requests, used)?;
    let stated = requests.sizes.iter().all(Option::is_some);
    let mut total = Decimal::ZERO;
    for key in &product.requests.size {
        for at in 0..requests.sizes.len() {
            total = checked(total.plus(requests.stated(key, at)?), "add up")?;
        }
    }
    // What is less than one large request holds none.
    if stated || total <= larger.than {
        return Ok(None);
    }
    let name = product.plans.get(&larger.plan).map_or(larger.plan.as_str(), |plan| &plan.name);
    Ok(Some(format!(
        "{key} is taken to come in requests of at most {} each, which is assumed: larger ones cost what {name} says; say how \
         large they are, as `{key}: [{{ each: 250000, times: 1 }}]` or with `tokens`",
        crate::shown::grouped(larger.than, 0)
    )))
}

/// What the figure of a whole prompt takes in, where a part of it is stated too.
pub(super) fn says(product: &Product, used: &Used<'_>) -> Option<String> {
    let (whole, parts) = product.requests.size.split_first()?;
    let says = product.meters.get(whole)?.says.as_ref()?;
    let is_used = |key: &String| match used.get(key.as_str()) {
        None => false,
        Some(MonthUsage::Events(events)) => {
            events.iter().any(|event| !event.size.is_zero() && !event.count.is_zero())
        }
        Some(MonthUsage::Flow(total)) => !total.is_zero(),
        Some(
            MonthUsage::Level { .. }
            | MonthUsage::Kept { .. }
            | MonthUsage::Held { .. }
            | MonthUsage::Spans(_),
        ) => true,
    };
    (is_used(whole) && parts.iter().any(is_used)).then(|| format!("{whole} counts {says}"))
}

/// The first key that is stated request by request: one of a size, else one that comes with it and says how many there are.
fn lead<'u>(terms: &'u RequestTerms, used: &'u Used<'_>) -> Option<(&'u str, &'u [Event])> {
    terms.size.iter().map(String::as_str).chain(terms.keys()).find_map(|key| match used.get(key) {
        Some(MonthUsage::Events(events)) => Some((key, events.as_slice())),
        _ => None,
    })
}

fn alike(one: &[Event], other: &[Event]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.count == other.count)
}

/// Requests of the same size each, as far as that is stated; all in one where it is not.
struct Requests<'u, 'k> {
    used: &'u Used<'k>,
    sizes: Vec<Option<Decimal>>,
    counts: Vec<Decimal>,
    all: Decimal,
}

impl<'u, 'k> Requests<'u, 'k> {
    fn of(terms: &RequestTerms, used: &'u Used<'k>) -> Result<Self, TariffError> {
        let Some((key, lead)) = lead(terms, used) else {
            return Ok(Self { used, sizes: vec![None], counts: vec![Decimal::ONE], all: Decimal::ONE });
        };
        let counts: Vec<Decimal> = lead.iter().map(|event| event.count).collect();
        let mut all = Decimal::ZERO;
        for count in &counts {
            all = checked(all.plus(*count), "add up")?;
        }
        let mut found = Self { used, sizes: Vec::with_capacity(counts.len()), counts, all };
        if !terms.size.iter().any(|size| size == key) {
            found.sizes.resize(found.counts.len(), None);
            return Ok(found);
        }
        for at in 0..found.counts.len() {
            let mut size = Decimal::ZERO;
            for key in &terms.size {
                // What is inside another is in that one's size already.
                let within =
                    terms.inside.get(key.as_str()).is_some_and(|outer| used.contains_key(outer.as_str()));
                let one = if within { Decimal::ZERO } else { found.each(key, at)? };
                size = checked(size.plus(one), "add up")?;
            }
            found.sizes.push(Some(size));
        }
        Ok(found)
    }

    /// How much of a key one request at a place has.
    fn each(&self, key: &str, at: usize) -> Result<Decimal, TariffError> {
        match self.used.get(key) {
            Some(MonthUsage::Events(events)) => Ok(events.get(at).map_or(Decimal::ZERO, |event| event.size)),
            Some(MonthUsage::Flow(total)) if !self.all.is_zero() => {
                checked(total.over(self.all), "share out")
            }
            _ => Ok(Decimal::ZERO),
        }
    }

    /// How much of a key all requests at a place have: of a total, their share by number.
    fn stated(&self, key: &str, at: usize) -> Result<Decimal, TariffError> {
        let count = self.counts.get(at).copied().unwrap_or_default();
        let share = |total: Decimal, count: Decimal| {
            checked(total.times(count).and_then(|part| part.over(self.all)), "share out")
        };
        match self.used.get(key) {
            Some(MonthUsage::Events(events)) => {
                let size = events.get(at).map_or(Decimal::ZERO, |event| event.size);
                checked(size.times(count), "add up")
            }
            Some(MonthUsage::Flow(total)) if self.all.is_zero() && at == 0 => Ok(*total),
            Some(MonthUsage::Flow(_)) if self.all.is_zero() => Ok(Decimal::ZERO),
            Some(MonthUsage::Flow(total)) if count == self.all => Ok(*total),
            Some(MonthUsage::Flow(total)) if at.saturating_add(1) == self.counts.len() => {
                // The last has what the others leave, so that shares that are thirds come to the whole.
                let mut rest = *total;
                for count in self.counts.iter().take(at) {
                    rest = checked(rest.minus(share(*total, *count)?), "share out")?;
                }
                Ok(rest)
            }
            Some(MonthUsage::Flow(total)) => share(*total, count),
            _ => Ok(Decimal::ZERO),
        }
    }

    /// What of other keys is counted inside one.
    fn inside(&self, terms: &RequestTerms, key: &str, at: usize) -> Result<Decimal, TariffError> {
        let mut inside = Decimal::ZERO;
        for inner in terms.inside_of(key) {
            inside = checked(inside.plus(self.stated(inner, at)?), "add up")?;
        }
        Ok(inside)
    }

    /// What of a key is billed as itself.
    fn billed(&self, terms: &RequestTerms, key: &str, at: usize) -> Result<Decimal, TariffError> {
        let (stated, inside) = (self.stated(key, at)?, self.inside(terms, key, at)?);
        checked(stated.minus(inside), "take apart")
    }
}
