//! Which meter usage counts on: what a word of usage names in a book.

use super::plan::Product;
use super::terms::{Meter, MeterKind, Provider, TimeUnit};
use crate::document::{Problem, ProblemKind};
use crate::find;
use crate::nearest::nearest;
use crate::table::Table;

/// What says for how long something is billed that costs as long as it exists.
pub(crate) const EXISTS: &str =
    "it is billed for as long as it exists: `since` and `until` say how long, in a bill `segments` too";

impl Provider {
    /// The meter a usage key of a product counts on: its own, one of its counted inputs, or one of the account's that it
    /// reports. An empty product is the account itself.
    #[must_use]
    pub fn meter(&self, product: &str, key: &str) -> Option<&Meter> {
        self.usage_key(product, key).map(|(_, meter)| meter)
    }

    /// The same with the key as the book writes it, where the user wrote another name of it.
    #[must_use]
    pub fn usage_key(&self, product: &str, word: &str) -> Option<(&str, &Meter)> {
        let (own, reports) = match self.products.get(product) {
            Some(product) => (&product.meters, product.reports.as_slice()),
            None => (&self.account.meters, &[][..]),
        };
        let meters = || own.iter().filter(|(id, meter)| meter.is_stated(id));
        let inputs = || {
            let stated = own.values().filter(|meter| meter.kind != MeterKind::Running);
            stated.flat_map(|meter| meter.counted.iter().map(move |input| (input, meter)))
        };
        let reported = || {
            let all = reports.iter().filter_map(|id| self.account.meters.get_key_value(id.as_str()));
            all.filter(|(id, meter)| meter.is_stated(id))
        };
        let named = |also: &[String]| also.iter().any(|name| name == word);
        if !self.products.contains_key(product) && self.account_meters(word).is_none() {
            return None;
        }
        own.get_key_value(word)
            .filter(|(id, meter)| meter.is_stated(id))
            .or_else(|| {
                inputs().find(|(input, _)| input.from == word).map(|(input, meter)| (&input.from, meter))
            })
            .or_else(|| reported().find(|(id, _)| *id == word))
            .or_else(|| meters().chain(reported()).find(|(_, meter)| named(&meter.also)))
            .or_else(|| {
                inputs().find(|(input, _)| named(&input.also)).map(|(input, meter)| (&input.from, meter))
            })
            .map(|(id, meter)| (id.as_str(), meter))
    }

    /// The account's meters that usage stated at the account counts on, by a word of it: the one of that name, with those a
    /// product reports beside it. None where the word is an input of several that have nothing to do with each other.
    pub(crate) fn account_meters(&self, word: &str) -> Option<Vec<&str>> {
        let counts = |(id, meter): &(&String, &Meter)| match meter.counted.as_slice() {
            [] => *id == word,
            counted => counted.iter().any(|input| input.from == word),
        };
        let all: Vec<&str> = self.account.meters.iter().filter(counts).map(|(id, _)| id.as_str()).collect();
        let beside = |one: &str, other: &str| {
            let reports = |of: &Product, id: &str| of.reports.iter().any(|report| report == id);
            one == other || self.products.values().any(|of| reports(of, one) && reports(of, other))
        };
        let first = *all.iter().find(|id| **id == word).or(all.first()).unwrap_or(&"");
        if first == word {
            return Some(all.into_iter().filter(|id| beside(first, id)).collect());
        }
        all.iter().all(|id| beside(first, id)).then_some(all)
    }

    /// Whether usage of a key is that of one copy, which some meter counts as often as copies run.
    pub(crate) fn counts_copies(&self, product: &str, key: &str) -> bool {
        let own = self.products.get(product).map(|product| &product.meters);
        let meters = own.into_iter().chain([&self.account.meters]).flat_map(Table::values);
        let mut inputs = meters.flat_map(|meter| &meter.counted).filter(|input| input.from == key);
        inputs.any(|input| input.weight.each.iter().any(|(name, _)| name == "count"))
    }

    /// How long a month is, in seconds, where what is held on a meter is charged by months that are all alike.
    pub(crate) fn month_of(&self, product: &str, key: &str) -> Option<u32> {
        let own = self.products.get(product);
        let products = own.into_iter().chain([&self.account]);
        let mut charges = products.flat_map(|product| {
            product.charges.values().chain(product.plans.values().flat_map(|plan| plan.charges.values()))
        });
        let time = charges.find(|charge| charge.meter.as_deref() == Some(key)).and_then(|charge| charge.time);
        match time {
            Some(time @ (TimeUnit::Month30d | TimeUnit::Month730h | TimeUnit::Month672h)) => {
                Some(time.seconds(0))
            }
            _ => None,
        }
    }

    /// What is wrong with a usage key that names no meter.
    #[must_use]
    pub fn no_meter(&self, product: &str, key: &str) -> Problem {
        let (name, own) = match self.products.get(product) {
            Some(product) => (&product.name, &product.meters),
            None => (&self.account.name, &self.account.meters),
        };
        let reports =
            self.products.get(product).map(|product| product.reports.as_slice()).unwrap_or_default();
        let pooled =
            reports.iter().any(|report| report == key).then(|| self.account.meters.get(key)).flatten();
        if let Some(meter) = own.get(key).or(pooled).filter(|meter| meter.kind != MeterKind::Running) {
            let inputs: Vec<&str> = meter.counted.iter().map(|input| input.from.as_str()).collect();
            let problem = Problem::new(format!("{name} counts `{key}` from {}", inputs.join(", ")));
            return problem.hint(format!("state how much there is of {}", inputs.join(" or ")));
        }
        if own.contains_key(key) {
            let problem = Problem::new(format!("{name} measures `{key}` by itself"));
            return problem.hint("`count` says how many run, and `hours` or segments for how long");
        }
        if !self.products.contains_key(product) && self.account_meters(key).is_none() {
            let inputs = |meter: &&Meter| meter.counted.iter().any(|input| input.from == key);
            let meters = self.account.meters.values().filter(inputs).map(|meter| meter.name.as_str());
            let meters: Vec<&str> = meters.collect();
            let problem = Problem::new(format!("`{key}` of {name} may be {}", meters.join(" or ")));
            return problem.hint("state it as usage of the resource that makes it");
        }
        let (known, account) = match self.products.get(product) {
            Some(known) => (known, Some(&self.account)),
            None => (&self.account, None),
        };
        let runs = |meter: &Meter| meter.kind == MeterKind::Running;
        if matches!(key, "hours" | "count") && own.values().any(runs) {
            let problem = Problem::new(format!("`{key}` is no usage"));
            let stays = key == "hours" && account.is_some() && known.lasts();
            return problem.hint(if stays {
                EXISTS.to_owned()
            } else {
                format!("write `{key}` beside `usage`, not in it")
            });
        }
        let near = nearest(key, self.usage_keys(product).into_iter());
        let instead =
            find::instead(known, account, key, true).map(|said| format!("{said} ")).unwrap_or_default();
        Problem::new(format!("{name} has no meter `{key}`"))
            .of(ProblemKind::Unknown)
            .hint(format!("{instead}its meters are {}", crate::nearest::some(&near)))
    }

    /// Every usage key of a product.
    #[must_use]
    pub fn usage_keys(&self, product: &str) -> Vec<&str> {
        let (own, reports) = match self.products.get(product) {
            Some(product) => (&product.meters, product.reports.as_slice()),
            None => (&self.account.meters, &[][..]),
        };
        let reported = reports.iter().filter_map(|id| self.account.meters.get_key_value(id.as_str()));
        let named = own.iter().chain(reported).filter(|(id, meter)| meter.is_stated(id));
        let mut keys: Vec<&str> = named.map(|(id, _)| id.as_str()).collect();
        let measured = own.iter().filter(|(_, meter)| meter.kind != MeterKind::Running);
        keys.extend(measured.flat_map(|(_, meter)| meter.counted.iter().map(|input| input.from.as_str())));
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
