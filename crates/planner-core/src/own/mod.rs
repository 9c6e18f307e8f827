//! Prices of the user's own that stand with a resource: charges with their quotas, and limits, in the words of the books.
//!
//! They are added to the book's, stand in place of one of the same id, and are the only ones of a product that no book
//! knows. What they count is usage of their own name, unless the product has a meter of that name.

mod read;

use crate::book::{Books, ChargeTerms, LimitTerms, Meter, Product, Provider, no_book};
use crate::document::{Problem, ProblemKind};
use crate::month::Date;
use crate::nearest::{distance, nearest};
use crate::table::Table;
use crate::unit::{Quantity, Refusal, meant};

/// The id of a product that no book knows, in the book without prices.
pub(crate) const UNKNOWN: &str = ".";

/// The charges of a resource's own.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct OwnCharges {
    /// The charges, by id.
    pub charges: Table<ChargeTerms>,
    /// What they count, by name; a meter of the product's goes before one of the same name.
    pub meters: Table<Meter>,
    /// The meters whose unit or kind is stated, which only a meter of one's own can have.
    stated: Vec<String>,
    /// The meters that are named apart from their charge.
    named: Vec<String>,
    /// What they include, as it is written.
    amounts: Vec<(String, Quantity)>,
}

/// The limits of a resource's own, by id, with their ceilings as they are written.
#[derive(Clone, Debug, Default)]
pub struct OwnQuotas(pub Table<LimitTerms>, Vec<(String, Quantity)>);

/// What a resource has of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Own<'a> {
    /// Charges and what they count.
    pub(crate) charges: Option<&'a OwnCharges>,
    /// Limits.
    pub(crate) quotas: Option<&'a OwnQuotas>,
}

impl PartialEq for Own<'_> {
    /// Whether both are of the same resource as it was read.
    fn eq(&self, other: &Self) -> bool {
        fn same<T>(one: Option<&T>, other: Option<&T>) -> bool {
            match (one, other) {
                (Some(one), Some(other)) => std::ptr::eq(one, other),
                (one, other) => one.is_none() && other.is_none(),
            }
        }
        same(self.charges, other.charges) && same(self.quotas, other.quotas)
    }
}

impl<'a> Own<'a> {
    /// What a resource states of its own.
    pub(crate) fn of(charges: &'a OwnCharges, quotas: &'a OwnQuotas) -> Self {
        let charges = Some(charges).filter(|own| !own.charges.is_empty());
        Self { charges, quotas: Some(quotas).filter(|own| !own.0.is_empty()) }
    }

    /// Whether it has charges, and so a price where no book has one.
    pub(crate) fn is_priced(self) -> bool {
        self.charges.is_some()
    }

    /// A charge of its own.
    pub(crate) fn has_charge(self, id: &str) -> bool {
        self.charges.is_some_and(|own| own.charges.contains_key(id))
    }

    /// A limit of its own.
    pub(crate) fn has_quota(self, id: &str) -> bool {
        self.quotas.is_some_and(|own| own.0.contains_key(id))
    }

    /// Its charges.
    pub(crate) fn charges(self) -> impl Iterator<Item = (&'a str, &'a ChargeTerms)> + Clone {
        let own = self.charges.into_iter().flat_map(|own| own.charges.iter());
        own.map(|(id, terms)| (id.as_str(), terms))
    }

    /// Its limits.
    pub(crate) fn quotas(self) -> impl Iterator<Item = (&'a str, &'a LimitTerms)> + Clone {
        self.quotas.into_iter().flat_map(|own| own.0.iter()).map(|(id, terms)| (id.as_str(), terms))
    }

    /// The meter a usage key counts on, with the key as its book writes it: the book's, else the user's own.
    pub(crate) fn usage_key<'b>(
        self,
        book: &'b Provider,
        product: &str,
        key: &str,
    ) -> Option<(&'b str, &'b Meter)>
    where
        'a: 'b,
    {
        // A product that is not known is not the account, which the book's own look-up takes an unknown name for.
        let known = (product != UNKNOWN).then(|| book.usage_key(product, key)).flatten();
        let own = || self.charges?.meters.get_key_value(key).map(|(id, meter)| (id.as_str(), meter));
        known.or_else(own)
    }

    /// What is wrong with a usage key that nothing counts.
    pub(crate) fn no_meter(
        self,
        (books, day): (&Books, Date),
        book: &Provider,
        product: &str,
        key: &str,
    ) -> Problem {
        if product != UNKNOWN {
            return books.no_meter(&book.provider, day, product, key);
        }
        let own = self.charges.into_iter().flat_map(|own| own.meters.keys()).map(String::as_str);
        let known = nearest(key, own).join(", ");
        Problem::new(format!("no charge counts `{key}`")).hint(if known.is_empty() {
            "add one under `charges`".to_owned()
        } else {
            format!("yours count {known}")
        })
    }

    /// Whether one of its charges or limits counts a usage key.
    pub(crate) fn counts(self, key: &str) -> bool {
        self.charges().any(|(_, terms)| terms.meter.as_deref() == Some(key))
            || self.quotas().any(|(_, terms)| terms.meter.as_deref() == Some(key))
    }

    /// The meter of a limit: what it names, and of one that stands in place of a vendor's and names none the vendor's.
    pub(crate) fn limited<'b>(self, product: &'b Product, id: &str, terms: &'b LimitTerms) -> Option<&'b str>
    where
        'a: 'b,
    {
        let meter = terms.meter.as_deref()?;
        let known = |meter: &str| {
            product.meters.contains_key(meter)
                || self.charges.is_some_and(|own| own.meters.contains_key(meter))
        };
        let book = product.limits.iter().chain(product.plans.values().flat_map(|plan| plan.limits.iter()));
        let mut replaced = book.filter(|(known, terms)| *known == id || terms.row_id(known) == id);
        let mut its = || replaced.find_map(|(_, terms)| terms.meter.as_deref());
        if meter != id || known(meter) { Some(meter) } else { its().or(Some(meter)) }
    }

    /// The meters of its own that the product has none of the same name for, with what counts on them.
    pub(crate) fn meters<'b>(
        self,
        book: &'b Provider,
        product: &'b Product,
    ) -> impl Iterator<Item = (&'a str, &'b Meter)>
    where
        'a: 'b,
    {
        let own = self.charges.into_iter().flat_map(|own| own.meters.iter());
        let own = own.filter(|(id, _)| !product.meters.contains_key(id.as_str()));
        own.map(|(id, meter)| {
            let reports = product.reports.iter().any(|report| report == id);
            let pooled = book.account.meters.get(id).filter(|pooled| reports && pooled.counted.is_empty());
            (id.as_str(), pooled.unwrap_or(meter))
        })
    }

    /// Refuses counts such as `400M` where bytes are included or allowed.
    fn sizes(self, product: &Product, path: &str) -> Result<(), Problem> {
        let included = self.charges.into_iter().flat_map(|own| &own.amounts);
        let included = included.filter_map(|(id, amount)| {
            let meter = self.charges?.charges.get(id)?.meter.as_deref()?;
            Some((format!("{path}.charges.{id}.included"), meter, amount))
        });
        let allowed = self.quotas.into_iter().flat_map(|own| &own.1);
        let allowed = allowed.filter_map(|(id, amount)| {
            let terms = self.quotas?.0.get(id)?;
            Some((format!("{path}.limits.{id}.ceiling"), self.limited(product, id, terms)?, amount))
        });
        for (at, meter, amount) in included.chain(allowed) {
            let own = || self.charges?.meters.get(meter);
            let Some(Meter { unit, .. }) = product.meters.get(meter).or_else(own) else { continue };
            if let Some(Refusal { why: Some(why), .. }) = meant(amount, unit) {
                return Err(Problem::new(why).path(at).hint(format!("write how many {unit}, such as 100")));
            }
        }
        Ok(())
    }

    /// Refuses what does not fit the product: a unit for a meter that has one, names that nothing has.
    ///
    /// # Errors
    ///
    /// A [`Problem`] at the charge or limit.
    pub(crate) fn check(self, (book, product): (&Provider, &Product), path: &str) -> Result<(), Problem> {
        self.sizes(product, path)?;
        let known = |id: &str| product.meters.contains_key(id) || product.reports.iter().any(|own| own == id);
        for (id, terms) in self.charges() {
            let (at, Some(meter)) = (format!("{path}.charges.{id}"), &terms.meter) else { continue };
            let stated = self.charges.is_some_and(|own| own.stated.contains(meter));
            if known(meter) && stated {
                return Err(Problem::new(format!("`{meter}` is counted as {} counts it", product.name))
                    .path(at)
                    .hint("leave `unit` and `level` out, or count under another name"));
            }
            let named = self.charges.is_some_and(|own| own.named.contains(meter));
            let near = nearest(meter, product.meters.keys().map(String::as_str)).first().copied();
            if let Some(near) = near.filter(|near| named && !known(meter) && distance(meter, near) <= 2) {
                return Err(Problem::new(format!("{} has no meter `{meter}`", product.name))
                    .of(ProblemKind::Unknown)
                    .path(format!("{at}.meter"))
                    .hint(format!("did you mean `{near}`?")));
            }
        }
        let counted = |id: &str| known(id) || self.charges.is_some_and(|own| own.meters.contains_key(id));
        for (id, terms) in self.quotas() {
            let at = format!("{path}.limits.{id}");
            let limited = self.limited(product, id, terms);
            if let Some(meter) = limited.filter(|meter| !counted(meter)) {
                let own = self.charges.into_iter().flat_map(|own| own.meters.keys());
                let all = product.meters.keys().chain(own).map(String::as_str);
                return Err(Problem::new(format!("nothing counts `{meter}`"))
                    .path(format!("{at}.meter"))
                    .hint(format!("what is counted is {}", nearest(meter, all).join(", "))));
            }
            let plans = || product.plans.values().flat_map(|plan| plan.charges.iter());
            let charged = |name: &str| {
                let book = || product.charges.iter().chain(plans());
                self.has_charge(name)
                    || book().any(|(id, terms)| id == name || terms.tags.iter().any(|t| t == name))
            };
            let own = |id: &str| self.charges.is_some_and(|own| own.meters.contains_key(id));
            // What the account is billed for is not cut by what one resource of it may use.
            let cuts = terms.stages.iter().any(|stage| stage.effect.cuts());
            let pooled = |id: &str| {
                let from = |(meter, terms): (&String, &Meter)| {
                    product.reports.contains(meter) && terms.counted.iter().any(|input| input.from == id)
                };
                book.account.meters.iter().any(from)
            };
            let here = |id: &str| own(id) || product.meters.contains_key(id) && !(cuts && pooled(id));
            if let Some(meter) = limited.filter(|id| !here(id)) {
                return Err(Problem::new(format!("`{meter}` of a {} is counted on its account, with all that is there", product.name))
                    .path(format!("{at}.meter"))
                    .hint("what it alone may use is nobody's ceiling: leave it out, or put one on the account's cost with `limits:` of the stack"));
            }
            let any = || product.charges.len() + plans().count() + self.charges().count() > 0;
            if terms.spend.is_some() && !any() {
                return Err(Problem::new(format!("a {} has no charges of its own to hold", product.name))
                    .path(format!("{at}.spend"))
                    .hint("what it uses is billed to its account: put a ceiling on a `meter`, or in a stack `limits: { cap: { account: .., spend: 30 } }`"));
            }
            if let Some(name) = terms.spend.iter().flatten().find(|name| !charged(name)) {
                return Err(Problem::new(format!("no charge `{name}`"))
                    .path(format!("{at}.spend"))
                    .hint("name charges of this resource, or write `spend: []` for all of them"));
            }
        }
        Ok(())
    }
}

/// A product that no book knows, for what the user prices himself.
pub(crate) fn unknown() -> Result<(&'static str, &'static Product), Problem> {
    let products = &no_book()?.provider.products;
    products.get(UNKNOWN).map(|product| (UNKNOWN, product)).ok_or_else(|| Problem::new("no product"))
}

/// A provider's product; for the id of one that no book knows, that.
pub(crate) fn product<'a>(book: &'a Provider, id: &str) -> Option<&'a Product> {
    if id == UNKNOWN { unknown().ok().map(|(_, product)| product) } else { book.products.get(id) }
}
