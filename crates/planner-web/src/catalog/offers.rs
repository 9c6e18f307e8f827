//! The plans that something in a stack can be on, each with what the whole stack would cost and whether it would hold.

use planner_core::book::Product;
use planner_core::document::Problem;
use planner_core::stack::{Plans, Stack};

use super::shelf::{Shelf, Whose};
use crate::plans::books;
use crate::state::Inputs;

/// The most plans that are told of one product; the nearest to the current one in price.
pub const MOST_PLANS: usize = 60;

/// The plans of one product or account, the cheapest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanOffers {
    /// The plans.
    pub offers: Vec<PlanOffer>,
    /// How many more there are, farther away in price than [`MOST_PLANS`] others.
    pub left_out: usize,
}

/// A plan that something can be on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanOffer {
    /// Its id, to write in a stack.
    pub id: String,
    /// Its name: `Starter`.
    pub name: String,
    /// The rest of its name: `0.5c-512mb`; mostly empty.
    pub detail: String,
    /// What one costs a month before it is used: `$7.00`; none where all of it is paid by use, or nobody has the price.
    pub price: Option<String>,
    /// What it has and includes, in a few words each.
    pub included: Vec<String>,
    /// Whether the stack begins on it.
    pub is_current: bool,
    /// What the whole stack costs on it in the first month, with the plans it needs; empty where the stack is refused.
    pub total: String,
    /// Whether the stack holds on it.
    pub verdict: Verdict,
    /// What it needs that the stack does not have.
    pub needs: Option<Needs>,
}

/// Whether a stack holds on a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No limit is passed.
    Holds {
        /// In so many months.
        months: u32,
    },
    /// Nothing breaks that could be judged; how much that is, and what to state next:
    /// `none of the 9 of 25 limits that can be judged breaks; state commands of redis next`.
    NotJudged(String),
    /// Something breaks.
    Breaks {
        /// The first day: `19 Sep 2027`.
        date: String,
        /// What is passed, and whose it is: `api: memory of an instance`.
        what: String,
        /// What happens: `Restarted`.
        effect: String,
    },
    /// The stack cannot be on it, and why.
    Refused(String),
}

/// Plans that a plan needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Who has to be on which: `render on Professional (for api)`.
    pub words: String,
    /// What all months cost together then.
    pub total: String,
}

/// The plans that a resource can be on.
///
/// # Errors
///
/// A [`Problem`] where the document is no stack, has no such resource, or the books have no prices of its product.
pub fn plan_offers(inputs: &Inputs, resource: &str) -> Result<PlanOffers, Problem> {
    let stack = Stack::parse(&inputs.document)?;
    let missing = || Problem::new(format!("the stack has no resource `{resource}`"));
    let (_, of) = stack.resources.entry(resource).ok_or_else(missing)?;
    let day = stack.start.first_day();
    let book = books()?.as_of(of.provider(), day)?;
    let unknown = || Problem::new(format!("no price of {} is known", of.product));
    let product = book.provider.products.get(of.product_id()).ok_or_else(unknown)?;
    let whose = Whose {
        resource: Some(resource),
        name: format!("resources.{resource}"),
        path: ["resources", resource],
    };
    let current = current(of.plan.as_ref(), product);
    Shelf { inputs, stack: &stack, book, product, id: of.product_id(), whose, current, day }.offers()
}

/// The plans that an account can be on: one the stack names, or that of a provider something in it is at.
///
/// # Errors
///
/// As [`plan_offers`], of an account.
pub fn account_plan_offers(inputs: &Inputs, account: &str) -> Result<PlanOffers, Problem> {
    let stack = Stack::parse(&inputs.document)?;
    let named = stack.accounts.get(account);
    let provider = named.map_or(account, |named| named.provider(account));
    let day = stack.start.first_day();
    let book = books()?.as_of(provider, day)?;
    let product = &book.provider.account;
    let whose = Whose { resource: None, name: format!("accounts.{account}"), path: ["accounts", account] };
    let current = current(named.and_then(|named| named.plan.as_ref()), product);
    Shelf { inputs, stack: &stack, book, product, id: "account", whose, current, day }.offers()
}

/// The plan something begins on, as its book names it.
fn current<'p>(written: Option<&Plans>, product: &'p Product) -> Option<&'p str> {
    let word = written.map(Plans::first).or(product.default_plan.as_deref())?;
    product.find_plan(word).map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presets::{PRESETS, index_of};

    fn inputs(text: &str) -> Result<Inputs, Problem> {
        Inputs::read(text, None, 12)
    }

    fn preset(id: &str) -> Result<Inputs, Problem> {
        let preset = index_of(id).and_then(|at| PRESETS.get(at));
        inputs(preset.map(|preset| preset.json).unwrap_or_default())
    }

    fn offer<'o>(offers: &'o PlanOffers, id: &str) -> Result<&'o PlanOffer, Problem> {
        offers.offers.iter().find(|offer| offer.id == id).ok_or_else(|| Problem::new(format!("no {id}")))
    }

    #[test]
    fn each_plan_says_what_it_costs_has_and_holds() -> Result<(), Problem> {
        let offers = plan_offers(&preset("ai-assistant")?, "api")?;
        let first: Vec<_> = offers.offers.iter().take(3).map(|offer| offer.id.as_str()).collect();
        assert_eq!(first, ["free", "0.5c-512mb", "1c-2g"]);
        let starter = offer(&offers, "0.5c-512mb")?;
        assert_eq!((starter.name.as_str(), starter.detail.as_str()), ("Starter", "0.5c-512mb"));
        assert_eq!(starter.price.as_deref(), Some("$7.00"));
        assert_eq!(starter.total, "$7.00");
        assert_eq!(
            starter.included.iter().take(2).map(String::as_str).collect::<Vec<_>>(),
            ["0.5 CPU", "512 MiB memory"]
        );
        let Verdict::Breaks { date, what, .. } = &starter.verdict else {
            return Err(Problem::new(format!("{:?}", starter.verdict)));
        };
        assert_eq!((date.as_str(), what.as_str()), ("19 Oct 2027", "api: memory of an instance"));
        assert_eq!(offers.offers.iter().filter(|offer| offer.is_current).count(), 1);
        assert_eq!(offers.left_out, 0);
        Ok(())
    }

    #[test]
    fn prices_rise_from_free_over_use_to_fixed_ones() -> Result<(), Problem> {
        let offers = plan_offers(&preset("convoai")?, "redis")?;
        let shown: Vec<_> =
            offers.offers.iter().take(4).map(|offer| (offer.id.as_str(), offer.price.as_deref())).collect();
        assert_eq!(
            shown,
            [
                ("no-signup", Some("$0.00")),
                ("free", Some("$0.00")),
                ("pay-as-you-go", None),
                ("fixed-250mb", Some("$10.00"))
            ]
        );
        let free = offer(&offers, "free")?;
        assert!(
            free.is_current && free.included.contains(&"500,000 commands a month".to_owned()),
            "{free:?}"
        );
        assert!(matches!(&free.verdict, Verdict::Breaks { date, .. } if date == "3 Dec 2026"), "{free:?}");
        Ok(())
    }

    #[test]
    fn what_a_plan_needs_is_in_its_total() -> Result<(), Problem> {
        let offers = plan_offers(&preset("convoai")?, "database")?;
        let micro = offer(&offers, "micro")?;
        let needs = micro.needs.as_ref().map(|needs| needs.words.as_str());
        assert!(needs.is_some_and(|words| words.contains("supabase on Pro")), "{needs:?}");
        assert_eq!(offer(&offers, "nano")?.needs, None);
        Ok(())
    }

    #[test]
    fn accounts_have_plans_too() -> Result<(), Problem> {
        let inputs = preset("convoai")?;
        let offers = account_plan_offers(&inputs, "vercel")?;
        let shown: Vec<_> =
            offers.offers.iter().map(|offer| (offer.id.as_str(), offer.price.as_deref())).collect();
        assert_eq!(shown.first(), Some(&("hobby", Some("$0.00"))));
        assert_eq!(offer(&offers, "pro")?.price.as_deref(), Some("$20.00"));
        assert!(offer(&offers, "hobby")?.is_current);
        // One that the stack does not name, of a provider that it is at.
        let unnamed = r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": { "web": { "product": "render/web" } } }"#;
        assert!(!account_plan_offers(&self::inputs(unnamed)?, "render")?.offers.is_empty());
        Ok(())
    }

    #[test]
    fn what_cannot_be_judged_is_said_as_an_entry_of_a_list() -> Result<(), Problem> {
        let said =
            |text: &str, of: &str, id: &str| match &offer(&plan_offers(&inputs(text)?, of)?, id)?.verdict {
                Verdict::NotJudged(words) => Ok(words.clone()),
                other => Err(Problem::new(format!("{other:?}"))),
            };
        let web = r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": { "web": { "product": "render/web" } } }"#;
        let none = said(web, "web", "0.5c-512mb")?;
        assert!(
            none.starts_with("none of the ")
                && none.ends_with(" that can be judged breaks; state build minutes of render next"),
            "{none}"
        );
        let redis = r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": { "redis": { "product": "upstash/redis", "usage": { "commands": 5 } } } }"#;
        let some = said(redis, "redis", "free")?;
        assert!(some.starts_with("none of the ") && some.ends_with(" of redis next"), "{some}");
        Ok(())
    }

    #[test]
    fn nothing_is_said_of_what_is_not_there() -> Result<(), Problem> {
        let inputs = preset("convoai")?;
        assert!(plan_offers(&inputs, "nobody").is_err());
        assert!(account_plan_offers(&inputs, "nobody").is_err());
        Ok(())
    }
}
