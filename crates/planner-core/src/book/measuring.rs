//! Which meter of a product takes what: the words of a demand joined to the names of a vendor.

use super::plan::Product;
use super::terms::{Measure, Meter, MeterKind, Provider};
use crate::unit::Dimension;

impl Provider {
    /// The meter of a product that a measure counts on, with the key its usage has. An empty product is the account
    /// itself.
    ///
    /// `None` where the vendor meters no such thing, where no single meter takes all of it (one for each region), and
    /// where the account has several for several products.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::Date;
    /// use planner_core::book::{Books, Measure};
    /// let books = Books::bundled().unwrap();
    /// let render = &books.as_of("render", Date::parse("2026-11-21").unwrap()).unwrap().provider;
    /// let (key, meter) = render.measuring("web", Measure::Egress).unwrap();
    /// assert_eq!((key, meter.name.as_str()), ("bandwidth", "outbound bandwidth"));
    /// assert!(render.measuring("web", Measure::DatabaseSize).is_none());
    /// ```
    #[must_use]
    pub fn measuring(&self, product: &str, measure: Measure) -> Option<(&str, &Meter)> {
        let product = if product.is_empty() { &self.account } else { self.products.get(product)? };
        let mut all = self.meters_of(product).filter(|(_, meter)| meter.measures.contains(&measure));
        let first = all.next()?;
        if all.next().is_some() { None } else { Some(first) }
    }

    /// The meters that usage of a product can name: its own, and those of the account it reports.
    fn meters_of<'a>(&'a self, product: &'a Product) -> impl Iterator<Item = (&'a str, &'a Meter)> {
        let reported = product.reports.iter().filter_map(|id| self.account.meters.get_key_value(id.as_str()));
        product.meters.iter().chain(reported).map(|(id, meter)| (id.as_str(), meter))
    }

    /// The first meter of a product with a measure that cannot be right, and why not.
    ///
    /// No two meters of a product have the same measure: what a demand makes of it would be billed twice. Those of an
    /// account may, each for its own products.
    pub(super) fn mismeasured<'a>(&'a self, product: &'a Product) -> Option<(&'a str, String)> {
        let mut known: Vec<(Measure, &str)> = Vec::new();
        for (id, meter) in self.meters_of(product) {
            for &measure in &meter.measures {
                if let Some(why) = unfit(id, meter, measure) {
                    return Some((id, why));
                }
                let other = known.iter().find(|(known, _)| *known == measure);
                if let Some((_, other)) = other.filter(|_| !std::ptr::eq(product, &raw const self.account)) {
                    let word = measure.word();
                    return Some((id, format!("`{other}` measures `{word}` as well: only one meter can")));
                }
                known.push((measure, id));
            }
        }
        None
    }
}

/// Why a meter cannot measure that.
fn unfit(id: &str, meter: &Meter, measure: Measure) -> Option<String> {
    let (dimension, kind) = measure.nature();
    let word = measure.word();
    if meter.unit.dimension() != dimension {
        let wanted = match dimension {
            Dimension::Data => "bytes, in a unit such as GB",
            Dimension::Duration => "a duration, in a unit such as h",
            Dimension::Share => "a share, in %",
            Dimension::Count => "a number of things, in a unit such as requests",
            Dimension::DataHeld => "bytes held for a time, in a unit such as GB-hours",
            Dimension::CountHeld => "things held for a time, in a unit such as vCPU-minutes",
            Dimension::DataRate => "bytes a second, in a unit such as MB/s",
        };
        return Some(format!("`{word}` is {wanted}; this meter is in `{}`", meter.unit));
    }
    if meter.kind != kind {
        let wanted = if kind == MeterKind::Flow { "a total over time" } else { "a state" };
        return Some(format!("`{word}` is {wanted}; this meter is not, by its `kind`"));
    }
    let counts = meter.counted.is_empty() || meter.counted.iter().any(|input| input.from == id);
    (!counts).then(|| format!("`{word}` would count as `{id}`, which is not among what is `counted` here"))
}

#[cfg(test)]
mod tests {
    use crate::book::{Books, Measure};
    use crate::document::Problem;
    use crate::month::Date;

    /// A book whose account and only product have these meters.
    fn book(account: &str, product: &str) -> Result<Books, Problem> {
        let text = format!(
            r#"{{ "schema": 1, "provider": "acme", "name": "Acme", "effective": "2026-01-01",
                "announcement": "Start.", "currency": "USD",
                "sources": {{ "page": {{ "title": "Prices", "read": "2026-01-02" }} }},
                "account": {{ "name": "Account", "meters": {{ {account} }}, "plans": {{}} }},
                "products": {{
                    "box": {{ "name": "Box", "meters": {{ {product} }}, "reports": ["sent", "other"], "plans": {{}} }},
                    "bag": {{ "name": "Bag", "reports": ["thrown"], "plans": {{}} }}
                }} }}"#
        );
        Books::parse(&[("acme/2026-01-01.json", &text)])
    }

    fn meter(id: &str, unit: &str, kind: &str, measures: &str) -> String {
        format!(
            r#""{id}": {{ "name": "{id}", "unit": "{unit}", "kind": "{kind}", "measures": [{measures}] }}"#
        )
    }

    /// An account that measures egress for each product, and something it does not say.
    fn account() -> String {
        let sent = meter("sent", "GB", "flow", r#""egress""#);
        let thrown = meter("thrown", "TB", "flow", r#""egress""#);
        [sent, thrown, meter("other", "GB", "flow", "")].join(",")
    }

    const DAY: fn() -> Option<Date> = || Date::parse("2026-06-01");

    #[test]
    fn a_measure_finds_its_meter_by_what_it_is_and_not_by_its_name() -> Result<(), Problem> {
        let own = meter("kept", "GiB", "level", r#""memory", "dataset""#);
        let books = book(&account(), &own)?;
        let acme = &books.as_of("acme", DAY().ok_or_else(|| Problem::new("no day"))?)?.provider;
        let key = |product: &str, measure| acme.measuring(product, measure).map(|(key, _)| key);
        for (product, measure, expected) in [
            ("box", Measure::Egress, Some("sent")),
            ("bag", Measure::Egress, Some("thrown")),
            ("box", Measure::Dataset, Some("kept")),
            ("box", Measure::Memory, Some("kept")),
            ("bag", Measure::Memory, None),
            ("box", Measure::Logs, None),
            ("", Measure::Memory, None),
            ("", Measure::Egress, None), // one for each product: neither takes all
            ("can", Measure::Egress, None),
        ] {
            assert_eq!(key(product, measure), expected, "{} of {product}", measure.word());
        }
        Ok(())
    }

    #[test]
    fn a_measure_that_cannot_be_right_is_refused() -> Result<(), Problem> {
        let counted = r#""runs": { "name": "runs", "unit": "runs", "kind": "flow", "measures": ["builds"],
            "counted": [{ "from": "starts", "weight": "1" }] }"#;
        let twice = meter("out", "GB", "flow", r#""egress""#);
        let same = meter("logs", "GB", "flow", r#""logs", "logs""#);
        for (own, said) in [
            (
                meter("calls", "calls", "flow", r#""egress""#),
                "`egress` is bytes, in a unit such as GB; this meter is in `calls`",
            ),
            (
                meter("work", "GB", "flow", r#""cpu_time""#),
                "`cpu_time` is a duration, in a unit such as h; this meter is in `GB`",
            ),
            (
                meter("calls", "MB", "flow", r#""requests""#),
                "`requests` is a number of things, in a unit such as requests; this meter is in `MB`",
            ),
            (
                meter("kept", "GB", "flow", r#""memory""#),
                "`memory` is a state; this meter is not, by its `kind`",
            ),
            (
                meter("boxes", "boxes", "running", r#""requests""#),
                "`requests` is a total over time; this meter is not, by its `kind`",
            ),
            (counted.to_owned(), "`builds` would count as `runs`, which is not among what is `counted` here"),
            (twice, "`out` measures `egress` as well: only one meter can"),
            (same, "`logs` measures `logs` as well: only one meter can"),
        ] {
            let books = book(&account(), &own)?;
            let day = DAY().ok_or_else(|| Problem::new("no day"))?;
            let problem =
                books.as_of("acme", day).err().ok_or_else(|| Problem::new(format!("taken: {own}")))?;
            assert_eq!(problem.message, said);
            assert!(problem.path.contains("products.box.meters."), "{}", problem.path);
        }
        Ok(())
    }
}
