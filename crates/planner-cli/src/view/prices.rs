//! Plans with what they cost, include and allow, and where that was read.

use planner_core::Date;
use planner_core::answers::price_list::{NumbersBy, PlanPrices, PriceList, ProductPrices};

use super::{named, source};
use crate::page::{Cell, Column, Field, Page, Records, Table, Tone};

/// Every provider with its products.
pub(crate) fn overview(lists: &[PriceList], as_of: Option<Date>) -> Page {
    let mut page = Page { records: records(lists), ..Page::default() };
    page.title("Prices", dated(lists.first(), as_of, lists.len() > 1));
    for list in lists {
        let mut table = Table::new(vec![
            Column::words("Product"),
            Column::words("What").spare(1),
            Column::words("Plans").wrapping(),
        ]);
        for product in &list.products {
            let plans = product
                .plans
                .iter()
                .filter(|plan| plan.until.as_ref().is_none_or(|until| *until > list.as_of))
                .map(|plan| plan.id.as_str());
            table.row(vec![
                product.id.clone().into(),
                Cell::dim(product.name.clone()),
                plans.collect::<Vec<_>>().join(", ").into(),
            ]);
        }
        page.table(format!("{}, prices of {} in {}", list.name, list.effective, list.currency), table);
    }
    page.list("Your own price files", lists.iter().flat_map(|list| list.own_files.clone()).collect());
    page.text("One of them with its prices: headroom prices render/web");
    page
}

/// One provider, or one product of it with its limits too.
pub(crate) fn page(list: &PriceList, closely: bool, as_of: Option<Date>) -> Page {
    let mut page = Page { records: records(std::slice::from_ref(list)), ..Page::default() };
    page.title(format!("{}, prices in {}", list.name, list.currency), dated(Some(list), as_of, false));
    for product in &list.products {
        let common = common(product);
        let of = common.map(|description| format!(": {description}")).unwrap_or_default();
        page.table(format!("{} - {}{of}", product.id, product.name), prices(product, common));
        if closely {
            page.table("Counted, under `usage`", named::meters(product));
            page.table("Settings, under `options`", named::options(product));
            page.table("Limits", limits(product));
            for by in &product.numbers {
                page.table(format!("Numbers by {}: {}", by.option, by.description), numbers(by));
            }
            page.list("Sleeps", sleeps(product));
            let notes = product
                .plans
                .iter()
                .filter_map(|plan| plan.note.as_ref().map(|note| format!("{}: {note}", plan.id)));
            page.list("Notes", notes.collect());
        }
    }
    page.list("Read from", sources(list));
    page.list("Your own price files", list.own_files.clone());
    page.text(format!("The newest file announces: {}", list.announcement));
    if !closely {
        page.text(format!(
            "Limits and notes as well: headroom prices {}",
            list.products.last().map_or("", |product| product.id.as_str())
        ));
    }
    page
}

fn dated(list: Option<&PriceList>, as_of: Option<Date>, several: bool) -> String {
    match (list, as_of) {
        (_, Some(day)) => format!("As of {day}."),
        (Some(list), None) if !several => format!(
            "As of {}, the day of the newest price file: no clock is read. --as-of chooses another day.",
            list.effective
        ),
        _ => "As of each provider's newest price file: no clock is read. --as-of chooses a day.".to_owned(),
    }
}

/// What most plans charge for, where each charges for one thing: said once, above the table.
fn common(product: &ProductPrices) -> Option<&str> {
    let single = product.plans.iter().all(|plan| plan.prices.len() <= 1);
    let all = || product.plans.iter().flat_map(|plan| &plan.prices).map(|price| price.description.as_str());
    let count = |wanted: &str| all().filter(|description| *description == wanted).count();
    all().filter(|_| single).max_by_key(|description| count(description))
}

fn prices(product: &ProductPrices, common: Option<&str>) -> Table {
    let mut table = Table::new(vec![
        Column::words("Plan"),
        Column::words("Name").wrapping().spare(4),
        Column::words("Size").wrapping().spare(3),
        Column::words("Price").wrapping(),
        Column::words("for").wrapping().spare(if common.is_some() { 6 } else { 2 }),
        Column::words("Includes").wrapping(),
        Column::words("Confidence").spare(1),
        Column::words("Since").spare(5),
    ]);
    for plan in &product.plans {
        let default = product.default_plan.as_ref() == Some(&plan.id);
        let name = match (&plan.until, default) {
            _ if plan.ends.is_some() => {
                let on = plan.ends.as_ref().map_or("", |ends| &ends.on);
                format!("{}, ends {on}", plan.name)
            }
            (Some(until), _) => format!("{}, until {until}", plan.name),
            (None, true) => format!("{} (default)", plan.name),
            (None, false) => plan.name.clone(),
        };
        let mut head = vec![Cell::strong(plan.id.clone()), Cell::dim(name), size(plan).into()];
        if plan.prices.is_empty() {
            let rest = [
                plan.billed_by.clone().unwrap_or_else(|| "no charge".to_owned()).into(),
                Cell::default(),
                Cell::default(),
                trust(plan.confidence),
                Cell::dim(plan.since.clone()),
            ];
            table.row(head.iter().cloned().chain(rest).collect());
        }
        for price in &plan.prices {
            let when = price.when.as_ref().map(|when| format!(" ({when})")).unwrap_or_default();
            let description =
                if common == Some(price.description.as_str()) { "" } else { &price.description };
            let rest = [
                price.in_words().into(),
                Cell::dim(format!("{description}{when}")),
                price.included.clone().unwrap_or_default().into(),
                trust(price.confidence),
                Cell::dim(plan.since.clone()),
            ];
            table.row(head.iter().cloned().chain(rest).collect());
            head = vec![Cell::default(); head.len()];
        }
    }
    table
}

/// What a plan is made of, without what its prices and limits show already.
fn size(plan: &PlanPrices) -> String {
    let shown = |name: &str| {
        matches!(name, "price" | "fee") || name.starts_with("included_") || name.starts_with("max_")
    };
    let parts = plan.attributes.iter().filter(|attribute| !shown(&attribute.name));
    parts
        .map(|attribute| format!("{} {}", attribute.name.replace('_', " "), attribute.value))
        .collect::<Vec<_>>()
        .join(", ")
}

fn limits(product: &ProductPrices) -> Table {
    let mut table = Table::new(vec![
        Column::words("Plan"),
        Column::words("Limit").wrapping(),
        Column::words("Allowed").wrapping(),
        Column::words("Then").wrapping(),
        Column::words("Confidence").spare(1),
    ]);
    for plan in &product.plans {
        for (at, limit) in plan.limits.iter().enumerate() {
            let when = limit.when.as_ref().map(|when| format!(" ({when})")).unwrap_or_default();
            let id = if at == 0 { Cell::strong(plan.id.clone()) } else { Cell::default() };
            table.row(vec![
                id,
                Cell::dim(format!("{}{when}", limit.description)),
                limit.allows.clone().into(),
                limit.then.clone().into(),
                trust(limit.confidence),
            ]);
        }
    }
    table
}

/// The numbers that come with each choice.
fn numbers(by: &NumbersBy) -> Table {
    let mut table = Table::new(vec![
        Column::words(by.option.clone()),
        Column::words("What").wrapping().spare(1),
        Column::words("Numbers").wrapping(),
    ]);
    for choice in &by.choices {
        let each = choice
            .numbers
            .iter()
            .map(|number| format!("{} {}", number.name.replace('_', " "), number.in_words()));
        let default = if by.default.as_ref() == Some(&choice.choice) { " (default)" } else { "" };
        let why = choice.unpriced.as_ref().map(|why| format!("unpriced: {why}"));
        table.row(vec![
            Cell::strong(choice.choice.clone()),
            Cell::dim(format!("{}{default}", choice.means.as_deref().unwrap_or_default())),
            why.unwrap_or_else(|| each.collect::<Vec<_>>().join(", ")).into(),
        ]);
    }
    table
}

/// When plans sleep; those that say the same share a line.
fn sleeps(product: &ProductPrices) -> Vec<String> {
    let mut all: Vec<(String, Vec<&str>)> = Vec::new();
    for (plan, rule) in product.plans.iter().flat_map(|plan| plan.sleeps.iter().map(move |rule| (plan, rule)))
    {
        let when = rule.when.as_ref().map(|when| format!(" ({when})"));
        let awake = rule.kept_awake_by.as_ref().map(|what| format!("; kept awake by {what}"));
        let says = rule.says.as_ref().map(|says| format!("; {says}"));
        let more = [when, awake, says].into_iter().flatten().collect::<String>();
        let said = format!("{}{more}", rule.sleeps);
        match all.iter_mut().find(|(known, _)| *known == said) {
            Some((_, plans)) => plans.push(&plan.id),
            None => all.push((said, vec![&plan.id])),
        }
    }
    all.into_iter().map(|(said, plans)| format!("{}: {said}", plans.join(", "))).collect()
}

/// What is not the vendor's own word stands out.
fn trust(confidence: &str) -> Cell {
    let tone = if matches!(confidence, "third-party" | "disputed") { Tone::Warn } else { Tone::Dim };
    Cell::toned(confidence, tone)
}

fn sources(list: &PriceList) -> Vec<String> {
    let of = |plan: &PlanPrices| {
        let own = plan.source.iter().chain(plan.prices.iter().filter_map(|price| price.source.as_ref()));
        own.chain(plan.limits.iter().filter_map(|limit| limit.source.as_ref()))
            .chain(plan.sleeps.iter().filter_map(|rule| rule.source.as_ref()))
            .map(source)
            .collect::<Vec<_>>()
    };
    let mut all: Vec<String> = list.products.iter().flat_map(|product| &product.plans).flat_map(of).collect();
    all.sort();
    all.dedup();
    all
}

fn records(lists: &[PriceList]) -> Records {
    let mut records = Records::new(&[
        "product",
        "plan",
        "name",
        "kind",
        "id",
        "description",
        "value",
        "included_or_then",
        "when",
        "confidence",
        "source",
        "since",
    ]);
    for list in lists {
        for (product, plan) in
            list.products.iter().flat_map(|product| product.plans.iter().map(move |plan| (product, plan)))
        {
            let start = [product.id.clone(), plan.id.clone(), plan.name.clone()].map(Field::Text);
            for price in &plan.prices {
                let read = price.source.as_ref().map(source);
                let rest = [
                    Field::text("price"),
                    Field::text(price.id.clone()),
                    Field::text(price.description.clone()),
                    Field::text(price.in_words()),
                    Field::words(price.included.as_ref()),
                    Field::words(price.when.as_ref()),
                    Field::text(price.confidence),
                    Field::words(read.as_ref()),
                    Field::text(plan.since.clone()),
                ];
                records.rows.push(start.iter().cloned().chain(rest).collect());
            }
            for limit in &plan.limits {
                let read = limit.source.as_ref().map(source);
                let rest = [
                    Field::text("limit"),
                    Field::text(limit.id.clone()),
                    Field::text(limit.description.clone()),
                    Field::text(limit.allows.clone()),
                    Field::text(limit.then.clone()),
                    Field::words(limit.when.as_ref()),
                    Field::text(limit.confidence),
                    Field::words(read.as_ref()),
                    Field::text(plan.since.clone()),
                ];
                records.rows.push(start.iter().cloned().chain(rest).collect());
            }
            for rule in &plan.sleeps {
                let read = rule.source.as_ref().map(source);
                let rest = [
                    Field::text("sleep"),
                    Field::text(rule.id.clone()),
                    Field::words(rule.kept_awake_by.as_ref()),
                    Field::text(rule.sleeps.clone()),
                    Field::words(rule.says.as_ref()),
                    Field::words(rule.when.as_ref()),
                    Field::text(rule.confidence),
                    Field::words(read.as_ref()),
                    Field::text(plan.since.clone()),
                ];
                records.rows.push(start.iter().cloned().chain(rest).collect());
            }
        }
    }
    records
}
