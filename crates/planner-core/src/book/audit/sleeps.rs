//! Rules about sleeping that contradict themselves, or the limit on idle time that stands beside them.

use super::super::plan::{Plan, Product};
use super::super::terms::{Ceiling, SleepTerms, Wakes, Window};
use crate::number::Decimal;
use crate::table::Table;

/// Says what is wrong with each rule about sleeping of a product.
pub(super) fn check(path: &str, product: &Product, add: &mut impl FnMut(String, String)) {
    waits(path, &product.sleeps, add);
    for (id, plan) in &product.plans {
        let path = format!("{path}.plans.{id}");
        waits(&path, &plan.sleeps, add);
        for (id, terms) in product.sleeps_of(plan) {
            if let Some(seconds) = idle(product, plan, id)
                && seconds != terms.after.seconds()
            {
                add(
                    format!("{path}.sleeps.{id}"),
                    format!(
                        "it sleeps after {} s, and its limit on idle time says {} s",
                        terms.after.seconds().normalize(),
                        seconds.normalize()
                    ),
                );
            }
        }
    }
}

fn waits(path: &str, sleeps: &Table<SleepTerms>, add: &mut impl FnMut(String, String)) {
    for (id, terms) in sleeps {
        if let Wakes::In(wait) = &terms.wakes
            && let Some(most) = wait.at_most.as_ref().filter(|most| most.seconds() < wait.typical.seconds())
        {
            let message = format!("it usually wakes in {}, and in {most} at most", wait.typical);
            add(format!("{path}.sleeps.{id}"), message);
        }
    }
}

/// Seconds of the limit on idle time with the same id, where it is a plain number.
fn idle(product: &Product, plan: &Plan, id: &str) -> Option<Decimal> {
    let (_, limit) = product.limits_of(plan).find(|(limit, _)| *limit == id)?;
    let meter = product.meters.get(limit.meter.as_ref()?)?;
    match &limit.ceiling {
        Ceiling::Amount(formula) if formula.each.is_empty() && limit.window == Window::Idle => {
            formula.base.times(meter.unit.size())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::book::{Books, audit};
    use crate::document::Problem;

    const BOOK: &str = r#"{
        "schema": 1, "provider": "acme", "name": "Acme", "effective": "2026-01-01", "announcement": "Start.",
        "currency": "USD",
        "sources": { "page": { "title": "Prices", "url": "https://example.com", "read": "2026-01-02" } },
        "account": { "name": "Account", "plans": { "a": { "name": "A", "source": "page", "confidence": "official" } } },
        "products": { "box": {
            "name": "Box",
            "meters": { "idle": { "name": "time without use", "unit": "min", "kind": "level" } },
            "sleeps": { "idle": {
                "after": "15 min", "without": "inbound", "wakes": { "typical": "60 s", "at_most": "30 s" },
                "when": { "serverless": true }, "source": "page"
            } },
            "plans": { "bare": {
                "name": "Bare",
                "limits": { "idle": {
                    "meter": "idle", "description": "Idle", "ceiling": "10", "window": "idle",
                    "stages": [{ "effect": "suspended" }]
                } },
                "source": "page", "confidence": "official"
            } }
        } }
    }"#;

    #[test]
    fn a_rule_that_contradicts_itself_or_its_limit_is_found() -> Result<(), Problem> {
        let books = Books::parse(&[("acme/2026-01-01.json", BOOK)])?;
        let found: Vec<String> = audit(&books)
            .into_iter()
            .map(|finding| format!("{}: {}", finding.path, finding.message))
            .collect();
        assert_eq!(
            found,
            [
                "products.box.sleeps.idle: `when` asks for `serverless`, which is no option",
                "products.box.sleeps.idle: it usually wakes in 60 s, and in 30 s at most",
                "products.box.plans.bare.sleeps.idle: it sleeps after 900 s, and its limit on idle time says 600 s",
            ]
        );
        Ok(())
    }

    #[test]
    fn a_source_that_is_not_there_is_refused() -> Result<(), Problem> {
        let text = BOOK.replace(
            r#""source": "page"
            } },"#,
            r#""source": "other"
            } },"#,
        );
        let books = Books::parse(&[("acme/2026-01-01.json", &text)])?;
        let said = audit(&books).into_iter().next().map(|finding| finding.message).unwrap_or_default();
        assert!(said.contains("no source `other`"), "{said}");
        Ok(())
    }
}
