//! What must hold in a book before anything is computed from it.

use super::plan::{Plan, Product};
use super::signs::Signs;
use super::terms::{
    Billed, Category, ChargeTerms, Effect, FARTHEST, LimitTerms, MeterKind, OptionKind, PriceTerms, Provider,
    Stage, StepTerms,
};
use crate::decimal;
use crate::document::Problem;
use crate::number::Decimal;
use crate::tariff::{Formula, Mode, Step, StepTable};

/// What is asked of a book.
pub(crate) type Check = fn(&Provider) -> Result<(), Problem>;

/// Checks that a book hangs together: sources exist, prices rise, meters and names are known, plans can be told apart.
///
/// # Errors
///
/// A [`Problem`] at the first thing that does not hold.
pub fn check(provider: &Provider) -> Result<(), Problem> {
    if provider.schema != 1 {
        return Err(
            Problem::new(format!("schema {} is not known; this is schema 1", provider.schema)).path("schema")
        );
    }
    if !(1..=FARTHEST).contains(&provider.rank) {
        return Err(Problem::new(format!("a rank is 1 to {FARTHEST}, not {}", provider.rank)).path("rank"));
    }
    let scope = Scope { provider, path: "account".to_owned(), product: &provider.account };
    scope.check()?;
    for (id, product) in &provider.products {
        Scope { provider, path: format!("products.{id}"), product }.check()?;
    }
    Ok(())
}

/// A category that stands twice among some.
fn twice(categories: &[Category]) -> Option<Category> {
    let known = |at: usize, one: &Category| categories.iter().take(at).any(|before| before == one);
    categories.iter().enumerate().find(|(at, one)| known(*at, one)).map(|(_, one)| *one)
}

struct Scope<'a> {
    provider: &'a Provider,
    path: String,
    product: &'a Product,
}

impl Scope<'_> {
    fn check(&self) -> Result<(), Problem> {
        let product = self.product;
        let is_account = self.path == "account";
        let adjusted = !product.adjustments.is_empty()
            || product.plans.values().any(|plan| !plan.adjustments.is_empty());
        if adjusted && !is_account {
            return self.wrong(
                "adjustments",
                "levies and credits belong to the account: they look at all its lines".to_owned(),
            );
        }
        if is_account && !product.categories.is_empty() {
            return self.wrong("categories", "an account is no product to look for".to_owned());
        }
        if let Some(twice) = twice(&product.categories) {
            return self.wrong("categories", format!("`{}` stands there twice", twice.word()));
        }
        if let Some(default) = &product.default_plan
            && !product.plans.contains_key(default)
        {
            return self.wrong("default_plan", format!("the default plan `{default}` does not exist"));
        }
        for meter in &product.reports {
            if !self.provider.account.meters.contains_key(meter) {
                return self.wrong("reports", format!("the account has no meter `{meter}`"));
            }
        }
        for (id, feed) in product
            .feeds
            .keys()
            .map(|id| (id, "feeds"))
            .chain(product.plans.values().flat_map(|plan| plan.feeds.keys().map(|id| (id, "plans"))))
        {
            if !self.provider.account.meters.contains_key(id) {
                return self.wrong(feed, format!("the account has no meter `{id}` to feed"));
            }
        }
        if let Some((id, why)) = self.provider.mismeasured(product) {
            return self.wrong(&format!("meters.{id}.measures"), why);
        }
        let prorated = product.settle.prorated.as_ref();
        self.source("settle.prorated", prorated.map(|prorated| &prorated.source))?;
        self.options()?;
        self.requests()?;
        for (id, level) in product.meters.iter().filter_map(|(id, meter)| Some((id, meter.held.as_ref()?))) {
            self.meter(&format!("meters.{id}.held"), level)?;
        }
        for (id, other) in
            product.meters.iter().filter_map(|(id, meter)| Some((id, meter.stand_in.as_ref()?)))
        {
            self.meter(&format!("meters.{id}.stand_in"), &other.from)?;
        }
        for rule in &product.unmade {
            self.source("unmade", Some(&rule.source))?;
        }
        self.sign("unmade", product.unmade_fault())?;
        for (id, plan) in &product.plans {
            self.source(&format!("plans.{id}"), Some(&plan.source))?;
            if let Some(formerly) = &plan.formerly
                && !product.plans.contains_key(&formerly.plan)
            {
                return self.wrong(&format!("plans.{id}.formerly"), format!("no plan `{}`", formerly.plan));
            }
            self.successors(id, plan, is_account)?;
            if let Some(below) = plan.negative_attribute() {
                return self.wrong(&format!("plans.{id}.attributes"), below);
            }
            let signs = Signs { provider: self.provider, product };
            for (charge, terms) in product.charges_of(plan) {
                let at = place(id, plan.charges.contains_key(charge), "charges", charge);
                self.charge(&at, terms)?;
                self.sign(&at, signs.of_charge(plan, terms))?;
            }
            for (limit, terms) in product.limits_of(plan) {
                let at = place(id, plan.limits.contains_key(limit), "limits", limit);
                self.limit(&at, terms)?;
                self.sign(&at, signs.of_limit(plan, terms))?;
            }
            self.rows(plan)?;
            for (pool, terms) in product.pools.iter().chain(&plan.pools) {
                self.sign(&format!("pools.{pool}"), signs.said(plan, "what is included", &terms.amount))?;
            }
            for (name, terms) in product.adjustments.iter().chain(&plan.adjustments) {
                let amount = terms.floor.iter().chain(&terms.credit);
                for formula in amount {
                    self.sign(&format!("adjustments.{name}"), signs.said(plan, "the amount", formula))?;
                }
                if terms.percent.is_some_and(|share| share < Decimal::NEGATIVE_ONE) {
                    let below = "it takes off more than there is".to_owned();
                    return self.wrong(&format!("adjustments.{name}"), below);
                }
            }
            for (sleep, terms) in product.sleeps_of(plan) {
                let at = place(id, plan.sleeps.contains_key(sleep), "sleeps", sleep);
                self.source(&at, terms.source.as_ref())?;
            }
        }
        Ok(())
    }

    /// Words and numbers of options.
    fn options(&self) -> Result<(), Problem> {
        let product = self.product;
        for (id, option) in &product.options {
            let counts = matches!(option.kind, OptionKind::Count | OptionKind::Money);
            if option.kind == OptionKind::Choice && option.choices.is_empty()
                || option.kind == OptionKind::Flag && !option.choices.is_empty()
            {
                return self.wrong(
                    &format!("options.{id}"),
                    "a choice lists its words, and nothing but a choice, a count and an amount does"
                        .to_owned(),
                );
            }
            if let Some(word) = option.words().find(|word| counts && decimal(word).is_none()) {
                return self
                    .wrong(&format!("options.{id}.choices"), format!("`{word}` is no number, as it takes"));
            }
            if let Some(other) =
                option.excludes.iter().find(|other| *other == id || !product.options.contains_key(*other))
            {
                return self.wrong(&format!("options.{id}.excludes"), format!("no other option `{other}`"));
            }
            let bounds = [("at_least", option.at_least), ("at_most", option.at_most)];
            let below =
                bounds.iter().find(|(_, bound)| bound.is_some_and(|at| at < Decimal::ZERO || !counts));
            if let Some((bound, _)) = below {
                return self.wrong(
                    &format!("options.{id}.{bound}"),
                    "only a count and an amount of money have bounds, and none below zero".to_owned(),
                );
            }
            if option.at_least.zip(option.at_most).is_some_and(|(least, most)| least > most) {
                return self.wrong(
                    &format!("options.{id}.at_most"),
                    "it is below what it takes at least".to_owned(),
                );
            }
            for choice in &option.choices {
                let mut numbers = choice.numbers.iter();
                let below = numbers.find(|(_, figure)| figure.value.is_some_and(|n| n < Decimal::ZERO));
                if let Some((name, _)) = below {
                    return self.wrong(
                        &format!("options.{id}.choices.{}", choice.word),
                        format!("`{name}` is below zero"),
                    );
                }
                let figures = choice.numbers.values().filter_map(|figure| figure.source.as_ref());
                for source in choice.source.iter().chain(figures) {
                    self.source(&format!("options.{id}.choices.{}", choice.word), Some(source))?;
                }
            }
        }
        Ok(())
    }

    /// What requests are counted by is flows of the product, and their tiers rise.
    fn requests(&self) -> Result<(), Problem> {
        let id = self.path.strip_prefix("products.").unwrap_or_default();
        let is_flow =
            |key: &str| self.provider.meter(id, key).is_some_and(|meter| meter.kind == MeterKind::Flow);
        self.product.requests_are_whole(is_flow).or_else(|(at, why)| self.wrong(&at, why))
    }

    /// Refuses what falls below zero.
    fn sign(&self, at: &str, below: Option<String>) -> Result<(), Problem> {
        below.map_or(Ok(()), |below| self.wrong(at, below))
    }

    /// The plans that follow a plan: the next larger one, and the one at its end.
    fn successors(&self, id: &str, plan: &Plan, is_account: bool) -> Result<(), Problem> {
        if let Some(next) = plan.next.as_ref().filter(|next| !self.product.plans.contains_key(*next)) {
            return self.wrong(&format!("plans.{id}.next"), format!("no plan `{next}`"));
        }
        let Some(ends) = &plan.ends else { return Ok(()) };
        let at = format!("plans.{id}.ends");
        self.source(&at, ends.source.as_ref())?;
        match ends.fault(self.product, id, is_account) {
            Some(fault) => self.wrong(&at, fault),
            None => Ok(()),
        }
    }

    fn wrong<T>(&self, at: &str, message: String) -> Result<T, Problem> {
        Err(Problem::new(message).path(format!("{}.{at}", self.path)))
    }

    fn source(&self, at: &str, source: Option<&String>) -> Result<(), Problem> {
        match source {
            Some(key) if !self.provider.sources.contains_key(key) => self.wrong(
                at,
                format!("no source `{key}`; the book's sources are {}", list(self.provider.sources.keys())),
            ),
            _ => Ok(()),
        }
    }

    fn meter(&self, at: &str, meter: &str) -> Result<(), Problem> {
        if self.product.meters.contains_key(meter) {
            return Ok(());
        }
        self.wrong(at, format!("no meter `{meter}`; there are {}", list(self.product.meters.keys())))
    }

    fn charge(&self, at: &str, terms: &ChargeTerms) -> Result<(), Problem> {
        self.source(at, terms.source.as_ref())?;
        if let Some(meter) = &terms.meter {
            self.meter(at, meter)?;
        } else if !matches!(terms.price, PriceTerms::Fee(_) | PriceTerms::Unpriced(_)) {
            return self.wrong(at, "a charge without a meter is a `fee`".to_owned());
        }
        self.source(at, terms.minimum_duration.as_ref().and_then(|least| least.source.as_ref()))?;
        if let Some(fault) = terms.least_fault(self.product) {
            return self.wrong(at, fault);
        }
        if terms.whole && terms.meter.is_some() {
            return self
                .wrong(at, "only a `fee` is `whole`: what is counted is charged as it is used".to_owned());
        }
        match &terms.price {
            PriceTerms::Fee(formula) | PriceTerms::Each(formula) => self.formula(at, formula)?,
            PriceTerms::Unit(bundle) | PriceTerms::Package(bundle) => self.formula(at, &bundle.price)?,
            PriceTerms::Graduated(steps) => self.steps(at, steps, Mode::GRADUATED)?,
            PriceTerms::Volume(steps) => self.steps(at, steps, Mode::VOLUME)?,
            PriceTerms::Unpriced(_) => {}
        }
        if let Some(fault) = terms.each_fault(self.product) {
            return self.wrong(at, fault);
        }
        let bounds = terms.minimum.iter().chain(&terms.maximum).chain(&terms.each_at_most);
        for formula in terms.included.iter().map(|i| &i.amount).chain(bounds) {
            self.formula(at, formula)?;
        }
        Ok(())
    }

    fn steps(&self, at: &str, terms: &StepTerms, mode: Mode) -> Result<(), Problem> {
        let steps = terms.steps.iter().map(|s| Step {
            up_to: s.up_to,
            flat: s.flat,
            unit: s.unit,
            per: s.per,
            package: s.package,
        });
        match StepTable::new(steps.collect(), mode) {
            Ok(_) => Ok(()),
            Err(error) => self.wrong(&format!("{at}.price"), error.to_string()),
        }
    }

    fn limit(&self, at: &str, terms: &LimitTerms) -> Result<(), Problem> {
        self.source(at, terms.source.as_ref())?;
        match (&terms.meter, &terms.spend) {
            (Some(meter), None) => self.meter(at, meter)?,
            (None, Some(_)) => {}
            _ => return self.wrong(at, "a limit is on a `meter` or on a `spend`, on one of them".to_owned()),
        }
        if terms.stages.is_empty() {
            return self
                .wrong(at, "a limit says what happens at it, if only that it is `not-stated`".to_owned());
        }
        for stage in &terms.stages {
            match &stage.to {
                Some(to) if stage.effect != Effect::Moved => {
                    return self.wrong(at, format!("`to: {to}` belongs to the effect `moved`"));
                }
                Some(to) if stage.option.is_some() => self.moved_option(at, stage, to)?,
                Some(to) if to != "next" && !self.product.plans.contains_key(to) => {
                    return self.wrong(at, format!("no plan `{to}` to move to"));
                }
                None if stage.option.is_some() => {
                    return self.wrong(at, "`option` is what `to` is put into: name both".to_owned());
                }
                _ => {}
            }
        }
        if let super::Ceiling::Amount(formula) = &terms.ceiling {
            self.formula(at, formula)?;
        }
        Ok(())
    }

    /// Limits that share an id in answers are never in force together.
    fn rows(&self, plan: &Plan) -> Result<(), Problem> {
        let limits: Vec<_> = self.product.limits_of(plan).collect();
        for (at, (id, terms)) in limits.iter().enumerate() {
            let row = terms.row_id(id);
            let mut before = limits.iter().take(at).filter(|(other, known)| known.row_id(other) == row);
            if let Some((other, _)) = before.find(|(_, known)| !terms.when.excludes(&known.when)) {
                let both = format!("`{other}` has the row `{row}` too, and both may be in force");
                return self.wrong(&format!("limits.{id}"), both);
            }
        }
        Ok(())
    }

    /// What a limit moves an option to is one of its choices, from the next cycle on; an account has such options alone.
    fn moved_option(&self, at: &str, stage: &Stage, to: &str) -> Result<(), Problem> {
        let id = stage.option.as_deref().unwrap_or_default();
        if self.path != "account" {
            let why = format!(
                "a limit of a product moves its plan alone, and `{id}` is an option: put the limit under `account`, or \
                 leave `option` out and name a plan in `to`"
            );
            return self.wrong(at, why);
        }
        let option = self.product.options.get(id);
        if !option.is_some_and(|option| option.choices.iter().any(|choice| choice.word == to)) {
            return self.wrong(at, format!("no option `{id}` with a choice `{to}` to move to"));
        }
        if stage.billed != Billed::Cycle {
            return self.wrong(at, format!("`{id}` moves with the next cycle: write `billed: cycle`"));
        }
        Ok(())
    }

    /// Every name in a formula is an attribute of some plan, an option, a meter, or a word everyone knows.
    fn formula(&self, at: &str, formula: &Formula) -> Result<(), Problem> {
        let product = self.product;
        let is_known = |name: &str| {
            name == "count"
                || product.options.contains_key(name)
                || self.provider.account.options.contains_key(name)
                || product.options.values().any(|option| option.carries(name))
                || self.provider.account.options.values().any(|option| option.carries(name))
                || product.meters.contains_key(name)
                || product.plans.values().any(|plan| plan.attributes.contains_key(name))
        };
        let Some((name, _)) = formula.each.iter().find(|(name, _)| !is_known(name)) else { return Ok(()) };
        let mut known: Vec<&String> = (product.plans.values().flat_map(|plan| plan.attributes.keys()))
            .chain(product.options.keys())
            .chain(product.meters.keys())
            .collect();
        known.sort_unstable();
        known.dedup();
        self.wrong(at, format!("`{name}` is no attribute, option or meter; there are {}", list(known.iter())))
    }
}

fn list(words: impl Iterator<Item = impl AsRef<str>>) -> String {
    words.map(|word| format!("`{}`", word.as_ref())).collect::<Vec<_>>().join(", ")
}

/// Where a charge or limit stands: in its plan, or with the product.
fn place(plan: &str, own: bool, what: &str, id: &str) -> String {
    if own { format!("plans.{plan}.{what}.{id}") } else { format!("{what}.{id}") }
}
