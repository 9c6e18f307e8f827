//! Adding, copying, naming, taking away and moving what runs in a stack.

use planner_core::Date;
use planner_core::book::{Product, Provider};
use planner_core::document::{Children, Node, Problem, Value, parse_json};
use planner_core::stack::Stack;

use crate::forms::CONNECTS;
use crate::plans::{books, dearness};
use crate::{order, tree};

/// The document with one more resource, and its name: of a product such as `upstash/redis`, on its default plan, else on the
/// cheapest that can be bought, with an account at its provider where accounts have plans and the stack has none there.
///
/// # Errors
///
/// A [`Problem`] for a product that the books do not have in the stack's first month, and where the document is no stack.
pub fn add(document: &Node, product: &str) -> Result<(String, Node), Problem> {
    let stack = Stack::parse(document)?;
    let day = stack.start.first_day();
    let (provider, id) = product.split_once('/').unwrap_or((product, ""));
    let book = &books()?.as_of(provider, day)?.provider;
    let unknown =
        || Problem::new(format!("{} has no product `{id}`", book.name)).hint("choose one of the catalog");
    let terms = book.products.get(id).ok_or_else(unknown)?;
    let mut next = document.clone();
    let name = free_name(&next, "resources", noun(id, terms));
    let text = |text: &str| Value::Text(text.to_owned());
    let path = |field| ["resources", name.as_str(), field];
    next.put(&path("product"), text(product))?;
    if let Some(plan) =
        first_plan(terms, day).filter(|_| terms.plans.len() > 1 || terms.default_plan.is_none())
    {
        next.put(&path("plan"), text(plan))?;
    }
    let mut own = stack.accounts.iter().filter(|(name, account)| account.provider(name) == provider);
    match (own.next(), own.next()) {
        (None, _) => open_account(&mut next, book, day)?,
        (Some(_), None) => {}
        // Of several accounts one has to be named.
        (Some((first, _)), Some(_)) => next.put(&path("account"), text(first))?,
    }
    Ok((name.clone(), checked(next)?))
}

/// Names an account at a provider, where its plans are something to choose from.
fn open_account(document: &mut Node, book: &Provider, day: Date) -> Result<(), Problem> {
    let Some(plan) = first_plan(&book.account, day).filter(|_| book.account.plans.len() > 1) else {
        return Ok(());
    };
    let name = free_name(document, "accounts", &book.provider);
    if name != book.provider {
        document.put(&["accounts", &name, "provider"], Value::Text(book.provider.clone()))?;
    }
    document.put(&["accounts", &name, "plan"], Value::Text(plan.to_owned()))
}

/// The plan to begin on: the default where it can be had, else the cheapest that can.
fn first_plan(product: &Product, day: Date) -> Option<&str> {
    let default = product.default_plan.as_deref();
    let there =
        |id: &str| product.plans.get(id).is_some_and(|plan| plan.until.is_none_or(|until| until > day));
    let plans = order::by_key(product.on_sale(day).collect(), |(id, plan)| dearness(id, plan));
    default.filter(|id| there(id)).or(plans.first().map(|(id, _)| *id)).or(default)
}

/// What to call a resource: by what its product is; what only adds to another product by its own id.
fn noun<'p>(id: &'p str, product: &Product) -> &'p str {
    let category = product.categories.first().map_or("", |category| category.noun());
    if category.is_empty() || category == planner_core::book::Category::Extra.noun() { id } else { category }
}

/// The document with a copy of a resource behind it, and the copy's name.
///
/// # Errors
///
/// A [`Problem`] where the document has no such resource.
pub fn duplicate(document: &Node, name: &str) -> Result<(String, Node), Problem> {
    let names = || tree::entries(document, &["resources"]).map(|(name, _)| name);
    let at = names().position(|known| known == name).ok_or_else(|| missing(name))?;
    let value = document.find(&["resources", name]).ok_or_else(|| missing(name))?.value.clone();
    // A copy of `web-2` is `web-3`.
    let base = name
        .rsplit_once('-')
        .filter(|(_, number)| number.parse::<u32>().is_ok())
        .map_or(name, |(base, _)| base);
    let copy = free_name(document, "resources", base);
    let mut next = document.clone();
    next.put(&["resources", &copy], value)?;
    let behind = names().count().saturating_sub(at).saturating_sub(1);
    next.shift(&["resources", &copy], i32::try_from(behind).unwrap_or(i32::MAX).saturating_neg());
    Ok((copy, checked(next)?))
}

/// The document with a resource that connects to a database, with a pool that is marked as assumed.
///
/// # Errors
///
/// A [`Problem`] where the document has no two such resources.
pub fn connect(document: &Node, from: &str, to: &str) -> Result<Node, Problem> {
    let list = ["resources", from, CONNECTS.key];
    let mut next = document.clone();
    let count = tree::items(document, &list).len();
    if count == 0 {
        next.put(&list, Value::List(Children::default()))?;
    }
    let mut one = parse_json(CONNECTS.begin, 0)?;
    one.put(&["to"], Value::Text(to.to_owned()))?;
    one.shift(&["to"], i32::MIN);
    next.put(&[list.as_slice(), &[count.to_string().as_str()]].concat(), one.value)?;
    checked(next)
}

/// The document with a resource under another name, wherever something speaks of it.
///
/// # Errors
///
/// A [`Problem`] where the document has no such resource, and for a name that is taken or that no stack takes.
pub fn rename(document: &Node, from: &str, to: &str) -> Result<Node, Problem> {
    let (stack, to) = (Stack::parse(document)?, to.trim());
    let mut next = document.clone();
    for path in stack.naming(from) {
        next.set(&path, Value::Text(to.to_owned()))?;
    }
    next.rename(&["resources", from], to)?;
    checked(next)
}

/// The document without a resource, and without its account where nothing else is in it.
///
/// # Errors
///
/// A [`Problem`] where the document has no such resource, and where something else speaks of it, with what does.
pub fn remove(document: &Node, name: &str) -> Result<Node, Problem> {
    let stack = Stack::parse(document)?;
    let (_, gone) = stack.resources.entry(name).ok_or_else(|| missing(name))?;
    if let Some(named) = spoken_of(&stack.naming(name)) {
        return Err(Problem::new(format!("`{name}` cannot go: {named} speaks of it"))
            .hint(format!("take it out of {named} first, or take {named} away")));
    }
    let mut next = document.clone();
    next.remove(&["resources", name]);
    let mut own = stack.accounts.iter().filter(|(id, account)| account.provider(id) == gone.provider());
    let account = gone.account.as_deref().or_else(|| own.next().map(|(id, _)| id));
    let used = |id: &str| {
        let here = |(other, one): (&str, &planner_core::stack::Resource)| {
            let named =
                one.account.as_deref().map_or(one.provider() == gone.provider(), |account| account == id);
            other != name && named
        };
        let held = stack.limits.named.iter().any(|(_, limit)| limit.account.as_deref() == Some(id));
        held || stack.resources.iter().any(here)
            || stack.accounts.get(id).is_some_and(|own| !own.usage.is_empty())
    };
    if let Some(account) = account.filter(|id| !used(id)) {
        next.remove(&["accounts", account]);
    }
    checked(next)
}

/// The document with a resource so many places later, or earlier where it is below zero; at most last or first.
///
/// # Errors
///
/// A [`Problem`] where the document has no such resource.
pub fn shift(document: &Node, name: &str, by: i32) -> Result<Node, Problem> {
    document.find(&["resources", name]).ok_or_else(|| missing(name))?;
    let mut next = document.clone();
    next.shift(&["resources", name], by);
    Ok(next)
}

/// Who speaks of something, by the first of the places that do: `resources.api.connects[0].to` is in `api`.
pub(super) fn spoken_of(paths: &[String]) -> Option<String> {
    let mut steps = paths.first()?.split('.');
    match (steps.next()?, steps.next()?) {
        ("limits", name) => Some(format!("the limit `{name}`")),
        ("drivers", name) => Some(format!("the driver `{name}`")),
        ("accounts", name) => Some(format!("the account `{name}`")),
        (_, name) => Some(format!("`{name}`")),
    }
}

/// A name that nothing has yet: `redis`, then `redis-2`.
pub(super) fn free_name(document: &Node, part: &str, base: &str) -> String {
    let taken = |name: &str| document.find(&[part, name]).is_some();
    if !taken(base) {
        return base.to_owned();
    }
    (2..=u32::MAX).map(|number| format!("{base}-{number}")).find(|name| !taken(name)).unwrap_or_default()
}

/// A document that is a stack, or what is wrong with it.
pub(super) fn checked(document: Node) -> Result<Node, Problem> {
    Stack::parse(&document)?;
    Ok(document)
}

fn missing(name: &str) -> Problem {
    Problem::new(format!("the stack has no resource `{name}`"))
}

#[cfg(test)]
mod tests {
    use planner_core::answers::compare::compare;
    use planner_core::document::to_json;
    use planner_core::projection::Options;

    use super::*;
    use crate::presets::PRESETS;

    const STACK: &str = r#"{ "version": 1, "name": "Shop", "start": "2026-12",
        "accounts": { "render": { "plan": "hobby" } },
        "resources": {
            "web": { "product": "render/web", "connects": [{ "to": "db", "each": 5 }] },
            "db": { "product": "render/postgres", "plan": "free" },
            "cache": { "product": "upstash/redis", "plan": "free" } },
        "limits": { "mine": { "resource": "cache", "meter": "commands", "at": "10k" } } }"#;

    fn names(document: &Node) -> Vec<&str> {
        tree::entries(document, &["resources"]).map(|(name, _)| name).collect()
    }

    /// What a stack costs in all its months, and what breaks first.
    fn answer(document: &Node) -> Result<(String, Option<String>), Problem> {
        let stacks = [(String::new(), Stack::parse(document)?)];
        let comparison = compare(books()?, &stacks, Options::default())?;
        let column = comparison.columns.into_iter().next().ok_or_else(|| Problem::new("no column"))?;
        Ok((column.total, column.first_limit.and_then(|first| first.date)))
    }

    #[test]
    fn what_is_added_has_a_name_a_plan_and_an_account() -> Result<(), Problem> {
        let document = parse_json(STACK, 0)?;
        let (name, next) = add(&document, "upstash/redis")?;
        assert_eq!(name, "redis");
        assert_eq!(tree::text(&next, &["resources", "redis", "plan"]), Some("free"));
        let (name, next) = add(&next, "upstash/redis")?;
        assert_eq!((name.as_str(), names(&next).len()), ("redis-2", 5));
        let (name, next) = add(&next, "vercel/project")?;
        assert_eq!(tree::text(&next, &["accounts", "vercel", "plan"]), Some("hobby"));
        assert_eq!(names(&next).last(), Some(&name.as_str()));
        assert!(tree::text(&next, &["accounts", "upstash", "plan"]).is_none(), "its accounts have one plan");
        assert!(add(&document, "render/nothing").is_err() && add(&document, "nobody/web").is_err());
        Ok(())
    }

    #[test]
    fn everything_on_offer_can_be_added_and_answered() -> Result<(), Problem> {
        let empty = parse_json(r#"{ "version": 1, "name": "New", "start": "2026-12", "resources": {} }"#, 0)?;
        let day = Date::parse("2026-12-01").ok_or_else(|| Problem::new("a day"))?;
        for offer in super::super::search("", day).iter().flat_map(|group| &group.offers) {
            let (name, next) = add(&empty, &offer.product)?;
            assert!(!name.is_empty() && names(&next) == [name.as_str()], "{}", offer.product);
            let answered = answer(&next);
            assert!(answered.is_ok(), "{}: {answered:?}", offer.product);
        }
        Ok(())
    }

    #[test]
    fn of_several_accounts_one_is_named() -> Result<(), Problem> {
        let two = r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": {},
            "accounts": { "a": { "provider": "render" }, "b": { "provider": "render" } } }"#;
        let (name, next) = add(&parse_json(two, 0)?, "render/web")?;
        assert_eq!(tree::text(&next, &["resources", &name, "account"]), Some("a"));
        Ok(())
    }

    #[test]
    fn connections_are_listed_one_after_another() -> Result<(), Problem> {
        let next = connect(&parse_json(STACK, 0)?, "cache", "db")?;
        let next = connect(&next, "cache", "web")?;
        let list = next.find(&["resources", "cache", "connects"]).map(to_json).unwrap_or_default();
        let one = |to: &str| {
            format!(r#"{{"to":"{to}","each":10,"assumed":"a pool of ten: nobody stated it yet"}}"#)
        };
        assert_eq!(list, format!("[{},{}]", one("db"), one("web")));
        for (from, to) in [("cache", "nobody"), ("nobody", "db"), ("db", "db")] {
            assert!(connect(&next, from, to).is_err(), "{from} {to}");
        }
        Ok(())
    }

    #[test]
    fn a_copy_stands_behind_what_it_is_of() -> Result<(), Problem> {
        let (name, next) = duplicate(&parse_json(STACK, 0)?, "web")?;
        assert_eq!((name.as_str(), names(&next)), ("web-2", vec!["web", "web-2", "db", "cache"]));
        assert_eq!(
            next.find(&["resources", "web-2"]).map(to_json),
            next.find(&["resources", "web"]).map(to_json)
        );
        assert_eq!(duplicate(&next, "web-2")?.0, "web-3");
        assert!(duplicate(&next, "nobody").is_err());
        Ok(())
    }

    #[test]
    fn a_new_name_reaches_everything_that_speaks_of_it() -> Result<(), Problem> {
        let document = parse_json(STACK, 0)?;
        let next = rename(&rename(&document, "db", "postgres")?, "cache", " redis ")?;
        assert_eq!(names(&next), ["web", "postgres", "redis"]);
        assert_eq!(tree::text(&next, &["resources", "web", "connects", "0", "to"]), Some("postgres"));
        assert_eq!(tree::text(&next, &["limits", "mine", "resource"]), Some("redis"));
        for wrong in ["", "web", "a/b", &"x".repeat(81)] {
            assert!(rename(&document, "db", wrong).is_err(), "{wrong}");
        }
        assert!(rename(&document, "nobody", "somebody").is_err());
        assert_eq!(rename(&document, "db", "db").map(|same| to_json(&same)), Ok(to_json(&document)));
        Ok(())
    }

    #[test]
    fn names_change_no_answer() -> Result<(), Problem> {
        for preset in PRESETS {
            let document = parse_json(preset.json, 0)?;
            let mut next = document.clone();
            for name in names(&document) {
                next = rename(&next, name, &format!("{name}-renamed"))?;
            }
            assert_eq!(answer(&next)?, answer(&document)?, "{}", preset.id);
        }
        Ok(())
    }

    #[test]
    fn what_others_speak_of_stays() -> Result<(), Problem> {
        let document = parse_json(STACK, 0)?;
        let refused =
            |name| remove(&document, name).err().map(|problem| problem.message.clone()).unwrap_or_default();
        assert_eq!(refused("db"), "`db` cannot go: `web` speaks of it");
        assert_eq!(refused("cache"), "`cache` cannot go: the limit `mine` speaks of it");
        assert_eq!(refused("nobody"), "the stack has no resource `nobody`");
        Ok(())
    }

    #[test]
    fn the_last_of_an_account_takes_it_along() -> Result<(), Problem> {
        let document = parse_json(STACK, 0)?;
        let next = remove(&document, "web")?;
        assert!(next.find(&["accounts", "render"]).is_some(), "the database is still in it");
        let next = remove(&next, "db")?;
        assert!(next.find(&["accounts", "render"]).is_none());
        assert_eq!(names(&next), ["cache"]);
        Ok(())
    }

    #[test]
    fn what_moves_keeps_the_others_in_order() -> Result<(), Problem> {
        let document = parse_json(STACK, 0)?;
        assert_eq!(names(&shift(&document, "cache", -1)?), ["web", "cache", "db"]);
        assert_eq!(names(&shift(&document, "web", 9)?), ["db", "cache", "web"]);
        assert!(shift(&document, "nobody", 1).is_err());
        Ok(())
    }
}
