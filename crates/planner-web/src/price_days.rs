//! The days whose prices a stack can be billed at.

use planner_core::document::{Node, Problem};
use planner_core::{Date, Month};

use crate::plans::{books, first_day};
use crate::tree;

/// So many days are offered at most, the newest.
const MOST_OFFERED: usize = 24;

/// The days that the price books know something of, for a stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceDays {
    /// The first day that all of its providers have prices of.
    pub first: Date,
    /// The last day: of its own months, or the newest prices.
    pub last: Date,
    /// Days on which prices changed, the newest first, and whose.
    pub changes: Vec<(Date, String)>,
}

impl PriceDays {
    /// The days for a stack over so many months; none where no provider of it has prices.
    #[must_use]
    pub fn of(document: &Node, months: u32) -> Option<Self> {
        let books = books().ok()?;
        let mut first: Option<Date> = None;
        let mut changes: Vec<(Date, Vec<&str>)> = Vec::new();
        let providers = providers(document);
        for provider in &providers {
            let files = books.files(provider);
            first = first.max(files.first().map(|file| file.effective));
            for file in files {
                match changes.iter_mut().find(|(day, _)| *day == file.effective) {
                    Some((_, known)) => known.push(provider),
                    None => changes.push((file.effective, vec![provider])),
                }
            }
        }
        let first = first?;
        changes.retain(|(day, _)| *day >= first);
        changes.sort_unstable_by(|one, other| other.cmp(one));
        let newest = changes.first().map(|(day, _)| *day);
        let end = first_day(document).and_then(|day| day.month().plus(months.saturating_sub(1)));
        let last = end.map(Month::last_day).max(newest).unwrap_or(first);
        changes.truncate(MOST_OFFERED);
        let whose = |(day, who): (Date, Vec<&str>)| (day, who.join(", "));
        Some(Self { first, last, changes: changes.into_iter().map(whose).collect() })
    }

    /// The day that was typed.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for what is no day, or one that nothing is known of; with what is allowed.
    pub fn read(&self, typed: &str) -> Result<Date, Problem> {
        let typed = typed.trim();
        let day = Date::parse(typed).ok_or_else(|| self.refuse(["`", typed, "` is not a day"].concat()))?;
        if day < self.first || day > self.last {
            return Err(self.refuse(["nothing is known of the prices of ", &day.name()].concat()));
        }
        Ok(day)
    }

    /// A refusal, with what is allowed.
    pub(crate) fn refuse(&self, why: String) -> Problem {
        let (first, last) = (self.first.to_string(), self.last.to_string());
        let example = self.changes.first().map_or(self.last, |(day, _)| *day).to_string();
        Problem::new(why).hint(["write a day from ", &first, " to ", &last, ", such as ", &example].concat())
    }
}

/// The providers of a stack's resources and accounts, each once.
fn providers(document: &Node) -> Vec<&str> {
    let product = |name: &str| tree::text(document, &["resources", name, "product"]);
    let resources = tree::entries(document, &["resources"]);
    let resources =
        resources.filter_map(|(name, _)| product(name)?.split_once('/').map(|(provider, _)| provider));
    let of_account = |name| tree::text(document, &["accounts", name, "provider"]).unwrap_or(name);
    let accounts = tree::entries(document, &["accounts"]).map(|(name, _)| of_account(name));
    let mut all: Vec<&str> = resources.chain(accounts).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use planner_core::document::parse_json;

    use super::*;

    fn days(json: &str) -> Result<Option<PriceDays>, Problem> {
        Ok(PriceDays::of(&parse_json(json, 0)?, 12))
    }

    const STACK: &str = r#"{ "start": "2026-12", "accounts": { "ours": { "provider": "vercel" } },
        "resources": { "web": { "product": "render/web" }, "files": { "product": "nobody/storage" } } }"#;

    #[test]
    fn a_day_is_one_that_all_providers_have_prices_of() -> Result<(), Problem> {
        let days = days(STACK)?.ok_or_else(|| Problem::new("no day"))?;
        let books = books()?;
        let first = |provider| books.files(provider).first().map(|file| file.effective);
        assert_eq!(Some(days.first), first("render").max(first("vercel")));
        assert_eq!(days.last.to_string(), "2027-11-30", "the last day of the last month");
        assert!(days.changes.is_sorted_by(|one, other| one.0 > other.0) && days.changes.len() > 1);
        assert!(days.changes.iter().all(|(day, _)| *day >= days.first));
        Ok(())
    }

    #[test]
    fn what_is_refused_says_what_is_allowed() -> Result<(), Problem> {
        let days = days(STACK)?.ok_or_else(|| Problem::new("no day"))?;
        assert_eq!(days.read(&format!(" {} ", days.first))?, days.first);
        for typed in ["31.1.2026", "", "2026-02-30", "1999-01-01", "2027-12-01", "yesterday"] {
            let hint = days.read(typed).err().and_then(|problem| problem.hint.clone());
            let allowed = format!("from {} to 2027-11-30", days.first);
            assert!(hint.as_ref().is_some_and(|hint| hint.contains(&allowed)), "{typed}: {hint:?}");
        }
        Ok(())
    }

    #[test]
    fn where_nobody_has_prices_there_is_no_day() -> Result<(), Problem> {
        let nobody = r#"{ "start": "2026-12", "resources": { "files": { "product": "nobody/storage" } } }"#;
        assert_eq!(days(nobody)?, None);
        Ok(())
    }
}
