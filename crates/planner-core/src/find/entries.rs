//! Everything in the price books and profiles that has a name, with the words for it.

use super::words::{ALSO, ID, MEASURE, NAME, Names, SAYS, also, others};
use crate::book::{Meter, MeterKind, OptionKind, OptionTerms, Plan, Product, Provider};

/// What kind of thing has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Product,
    Meter,
    Option,
    Profile,
    Plan,
    Provider,
}

impl Kind {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Meter => "meter",
            Self::Option => "option",
            Self::Profile => "profile",
            Self::Plan => "plan",
            Self::Provider => "provider",
        }
    }
}

/// Something with a name, at one place.
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) id: String,
    /// Its name, as people write it.
    pub(super) name: String,
    /// Where it is: `render/web`, or a provider for what is its account's.
    pub(super) at: String,
    /// What to write, but for where.
    pub(super) write: String,
    /// Whether that goes on the account.
    pub(super) on_account: bool,
    pub(super) names: Names,
}

impl Entry {
    /// The product it is of; none for an account's.
    pub(super) fn product(&self) -> Option<&str> {
        self.at.split_once('/').filter(|_| !self.on_account).map(|(_, id)| id)
    }

    /// What to write, and where that is not in a resource.
    pub(super) fn write_where(&self) -> String {
        format!("{}{}", self.write, if self.on_account { " on the account" } else { "" })
    }
}

/// A product's name, and what people call it besides.
pub(super) fn product_names(id: &str, product: &Product) -> Names {
    let mut names = vec![(id.to_owned(), ID), (product.name.clone(), NAME)];
    names.extend(others(&product.also));
    names
}

/// A meter's.
pub(super) fn meter_names(id: &str, meter: &Meter) -> Names {
    let mut names = vec![(id.to_owned(), ID), (meter.name.clone(), NAME)];
    names.extend(others(&meter.also));
    let measured = meter.measures.iter().flat_map(|measure| also(*measure));
    names.extend(measured.map(|word| ((*word).to_owned(), MEASURE)));
    names
}

/// An option's.
pub(super) fn option_names(id: &str, option: &OptionTerms) -> Names {
    let mut names = vec![(id.to_owned(), ID), (option.description.clone(), SAYS)];
    names.extend(others(&option.also));
    names
}

/// Every entry of a book.
pub(super) fn of_book(book: &Provider, into: &mut Vec<Entry>) {
    let provider = &book.provider;
    into.push(Entry {
        kind: Kind::Provider,
        id: provider.clone(),
        name: book.name.clone(),
        at: provider.clone(),
        write: format!("product: {provider}/..."),
        on_account: false,
        names: [(provider.clone(), ID), (book.name.clone(), ALSO)]
            .into_iter()
            .chain(others(&book.account.also))
            .collect(),
    });
    for (id, product) in &book.products {
        let at = format!("{provider}/{id}");
        let mut names = product_names(id, product);
        names.push((at.clone(), ID));
        into.push(Entry {
            kind: Kind::Product,
            id: at.clone(),
            name: product.name.clone(),
            at: at.clone(),
            write: format!("product: {at}"),
            on_account: false,
            names,
        });
        of_product(product, &at, false, into);
        for report in &product.reports {
            if let Some(meter) = book.account.meters.get(report) {
                into.push(measured(report, meter, &at, false));
            }
        }
    }
    of_product(&book.account, provider, true, into);
}

fn of_product(product: &Product, at: &str, is_account: bool, into: &mut Vec<Entry>) {
    for (id, meter) in product.meters.iter().filter(|(_, meter)| meter.kind != MeterKind::Running) {
        // What products report is found with them.
        let reported = |known: &Entry| {
            known.kind == Kind::Meter && known.id == *id && known.at.starts_with(&format!("{at}/"))
        };
        if !(is_account && into.iter().any(reported)) {
            into.push(measured(id, meter, at, is_account));
        }
        into.extend(meter.counted.iter().filter(|input| input.from != *id).map(|input| Entry {
            kind: Kind::Meter,
            id: input.from.clone(),
            name: format!("{}, counted as {}", input.from.replace('_', " "), meter.name),
            at: at.to_owned(),
            write: usage(&input.from, meter),
            on_account: is_account,
            names: vec![(input.from.clone(), ID)],
        }));
    }
    for (id, option) in &product.options {
        let value = match option.kind {
            OptionKind::Flag => "true".to_owned(),
            OptionKind::Count => "1".to_owned(),
            OptionKind::Money => "50".to_owned(),
            OptionKind::Choice => option.words().next().unwrap_or_default().to_owned(),
        };
        let write =
            if id == "region" { format!("region: {value}") } else { format!("options: {{ {id}: {value} }}") };
        into.push(Entry {
            kind: Kind::Option,
            id: id.clone(),
            name: option.description.clone(),
            at: at.to_owned(),
            write,
            on_account: is_account,
            names: option_names(id, option),
        });
    }
    for (id, plan) in product.plans.iter().filter(|_| product.plans.len() > 1) {
        into.push(planned(id, plan, at, is_account));
    }
}

fn measured(id: &str, meter: &Meter, at: &str, is_account: bool) -> Entry {
    Entry {
        kind: Kind::Meter,
        id: id.to_owned(),
        name: meter.name.clone(),
        at: at.to_owned(),
        write: usage(id, meter),
        on_account: is_account,
        names: meter_names(id, meter),
    }
}

/// An example of usage in the meter's unit.
fn usage(id: &str, meter: &Meter) -> String {
    let unit = meter.unit.symbol();
    let amount = if unit.is_empty() { "10".to_owned() } else { format!("10 {unit}") };
    format!("usage: {{ {id}: {amount} }}")
}

/// A plan's.
pub(super) fn plan_names(id: &str, plan: &Plan) -> Names {
    let mut names = vec![(id.to_owned(), ID), (plan.name.clone(), NAME)];
    names.extend(others(&plan.aliases));
    names
}

fn planned(id: &str, plan: &Plan, at: &str, is_account: bool) -> Entry {
    let names = plan_names(id, plan);
    let product = if is_account { String::new() } else { format!("product: {at}, ") };
    Entry {
        kind: Kind::Plan,
        id: id.to_owned(),
        name: plan.name.clone(),
        at: at.to_owned(),
        write: format!("{product}plan: {id}"),
        on_account: is_account,
        names,
    }
}
