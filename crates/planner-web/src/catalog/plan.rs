//! Putting something on another plan, with what that plan needs.

use planner_core::answers::compare::columns;
use planner_core::document::{Node, Problem, Value};
use planner_core::projection::Options;
use planner_core::stack::Stack;

use super::resources::checked;
use crate::plans::books;
use crate::tree;

/// The document with a resource on another plan; `with_needed` also with the plans that this one needs.
///
/// # Errors
///
/// A [`Problem`] where the document has no such resource, or is refused with the plan.
pub fn put_plan(document: &Node, resource: &str, plan: &str, with_needed: bool) -> Result<Node, Problem> {
    if document.find(&["resources", resource]).is_none() {
        return Err(Problem::new(format!("the stack has no resource `{resource}`")));
    }
    put(document, ["resources", resource], plan, with_needed)
}

/// The document with an account on another plan, named from now on if it was not; `with_needed` also with the plans that
/// this one needs.
///
/// # Errors
///
/// As [`put_plan`], of an account.
pub fn put_account_plan(
    document: &Node,
    account: &str,
    plan: &str,
    with_needed: bool,
) -> Result<Node, Problem> {
    put(document, ["accounts", account], plan, with_needed)
}

fn put(document: &Node, [part, name]: [&str; 2], plan: &str, with_needed: bool) -> Result<Node, Problem> {
    let mut next = document.clone();
    if tree::text(&next, &[part, name, "plan"]) != Some(plan) {
        next.put(&[part, name, "plan"], Value::Text(plan.to_owned()))?;
        // Why a plan was assumed is no longer so: this one was chosen.
        next.remove(&[part, name, "assumed"]);
    }
    if with_needed {
        for (path, plan) in needed(&next, name)? {
            next.set(&path, Value::Text(plan))?;
        }
    }
    checked(next)
}

/// The plans that something needs in the first month, by the places they are written at.
fn needed(document: &Node, name: &str) -> Result<Vec<(String, String)>, Problem> {
    let stacks = [(String::new(), Stack::parse(document)?)];
    let options = Options { months: 1, ..Options::default() };
    let column = columns(books()?, &stacks, options).next().transpose()?;
    let changes =
        column.and_then(|column| column.report.needed).map(|needed| needed.changes).unwrap_or_default();
    let own = changes.into_iter().filter(|change| change.needed_by.iter().any(|who| who == name));
    Ok(own.map(|change| (change.path, change.plan)).collect())
}

#[cfg(test)]
mod tests {
    use planner_core::document::parse_json;

    use super::*;

    const STACK: &str = r#"{ "version": 1, "name": "Shop", "start": "2026-12",
        "accounts": { "supabase": { "plan": "free" } },
        "resources": { "db": { "product": "supabase/database", "plan": "nano", "assumed": "the smallest" } } }"#;

    #[test]
    fn a_plan_is_chosen_and_no_longer_assumed() -> Result<(), Problem> {
        let next = put_plan(&parse_json(STACK, 0)?, "db", "micro", false)?;
        assert_eq!(tree::text(&next, &["resources", "db", "plan"]), Some("micro"));
        assert_eq!(tree::text(&next, &["resources", "db", "assumed"]), None);
        assert_eq!(tree::text(&next, &["accounts", "supabase", "plan"]), Some("free"));
        assert!(put_plan(&next, "nobody", "micro", false).is_err());
        Ok(())
    }

    #[test]
    fn what_a_plan_needs_comes_along() -> Result<(), Problem> {
        let next = put_plan(&parse_json(STACK, 0)?, "db", "micro", true)?;
        assert_eq!(tree::text(&next, &["accounts", "supabase", "plan"]), Some("pro"));
        Ok(())
    }

    #[test]
    fn an_account_that_nobody_named_is_named_with_its_plan() -> Result<(), Problem> {
        let next = put_account_plan(&parse_json(STACK, 0)?, "vercel", "pro", true)?;
        assert_eq!(tree::text(&next, &["accounts", "vercel", "plan"]), Some("pro"));
        Ok(())
    }
}
