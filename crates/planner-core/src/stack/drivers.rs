//! What is wrong with drivers: names that read as something else, names nobody has, circles; and who follows which.

use super::{Base, Series, Stack};
use crate::document::{Problem, ProblemKind, Problems, Scalar};
use crate::number::Decimal;
use crate::unit::{Quantity, Reads, reads_as};

impl Stack {
    /// Every figure that may follow a driver, with where it stands.
    pub(super) fn figures(&self) -> impl Iterator<Item = (String, &Series)> {
        let drivers = self.drivers.iter().map(|(name, series)| (format!("drivers.{name}"), series));
        let used = |scope: &str, name: &str, meter: &str| format!("{scope}.{name}.usage.{meter}");
        let resources = self.resources.iter().flat_map(move |(name, resource)| {
            resource.usage.iter().map(move |(meter, series)| (used("resources", name, meter), series))
        });
        let accounts = self.accounts.iter().flat_map(move |(name, account)| {
            account.usage.iter().map(move |(meter, series)| (used("accounts", name, meter), series))
        });
        let clients = self.resources.iter().flat_map(|(name, resource)| {
            let all = resource.clients.iter().enumerate();
            all.flat_map(move |(at, client)| {
                client.given.iter().filter_map(move |(what, given)| {
                    Some((format!("resources.{name}.clients[{at}].{what}"), given.series()?))
                })
            })
        });
        let stated = self.resources.iter().flat_map(|(name, resource)| {
            let all = resource.stated().into_iter();
            all.map(move |stated| (format!("resources.{name}.{}", stated.at), stated.series))
        });
        drivers.chain(resources).chain(accounts).chain(clients).chain(stated)
    }

    /// Drivers that nothing goes by, no ceiling of the user's own either.
    pub(crate) fn idle_drivers(&self) -> impl Iterator<Item = &str> {
        let followed: Vec<&str> = self.figures().flat_map(|(_, series)| series.drivers()).collect();
        let held =
            |name: &str| self.limits.named.iter().any(|(_, limit)| limit.driver.as_deref() == Some(name));
        self.drivers.names().filter(move |name| !followed.contains(name) && !held(name))
    }

    pub(super) fn drivers_are_known(&self) -> Result<(), Problem> {
        let mut problems = Problems::default();
        for name in self.drivers.names() {
            let Some((reads, example)) = reads_as(name) else { continue };
            let reads = match reads {
                Reads::Quantity => "a quantity",
                Reads::Number => "a number",
                Reads::Unit => "a unit",
            };
            problems.add(Problem::new(format!(
                "a driver cannot be named `{name}`, which reads as {reads}"
            ))
            .path(format!("drivers.{name}"))
            .hint(format!(
                "`{example}` is a quantity, and never goes by a driver: name it by what it counts, for example `users`"
            )));
        }
        for (path, series) in self.figures() {
            let unknown = series.drivers().into_iter().find(|driver| self.drivers.get(driver).is_none());
            if let Some(driver) = unknown {
                let known = crate::nearest::nearest(driver, self.drivers.names());
                let bare = matches!(&series.base, Base::Driver { bare: true, .. });
                let drivers = if known.is_empty() {
                    "the stack has no drivers yet: add it under `drivers`".to_owned()
                } else {
                    format!("the drivers are {}", crate::nearest::some(&known))
                };
                let hint = if let Some((of, times)) = self.multiplied(driver).filter(|_| bare) {
                    let word = if Decimal::scalar(times).is_some() { "times" } else { "each" };
                    format!("write {{ per: {of}, {word}: {times} }}")
                } else if let Some(of) = self.drivers.names().find(|of| bare && is_part(driver, of)) {
                    format!(
                        "what goes by a driver is written {{ per: {of}, times: 0.5 }}, or with `each: 3 kB`"
                    )
                } else if bare && driver.starts_with(|first: char| first.is_ascii_digit()) {
                    let number = "write a number with one known unit behind it, such as 10 GB, 3 vCPU-hours or 500 /day";
                    format!("{number}; {drivers}")
                } else {
                    drivers
                };
                let besides = if bare { ", and no quantity such as 10 GB or 500 /day either" } else { "" };
                problems.add(
                    Problem::new(format!("no driver `{driver}`{besides}"))
                        .of(ProblemKind::Unknown)
                        .path(format!("{path}.per"))
                        .hint(hint),
                );
            }
            if problems.is_full() {
                break;
            }
        }
        problems.end(())
    }

    /// A driver and a number that a text multiplies: `users * 3`.
    fn multiplied<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let (one, other) = text.split_once(['*', '\u{d7}']).or_else(|| text.split_once(" x "))?;
        let (one, other) = (one.trim(), other.trim());
        let (of, times) = if self.drivers.get(one).is_some() { (one, other) } else { (other, one) };
        (self.drivers.get(of).is_some() && Quantity::parse(times).is_some()).then_some((of, times))
    }

    pub(super) fn drivers_make_no_circle(&self) -> Result<(), Problem> {
        let named = &self.drivers;
        let mut done = std::collections::BTreeSet::new();
        for (name, _) in self.drivers.iter() {
            let mut way = vec![name];
            let mut passed = std::collections::BTreeSet::from([name]);
            while let Some(Base::Driver { driver, .. }) =
                way.last().and_then(|last| named.get(last)).map(|series| &series.base)
            {
                let driver = driver.as_str();
                way.push(driver);
                if !passed.insert(driver) {
                    let circle = way.iter().skip_while(|passed| **passed != driver);
                    let circle: Vec<&str> = circle.copied().collect();
                    let message = format!("the drivers go in a circle: {}", circle.join(" -> "));
                    return Err(Problem::new(message)
                        .path(format!("drivers.{driver}.per"))
                        .hint("give one of them a `start` of its own"));
                }
                if done.contains(driver) {
                    break; // From here on it was followed before.
                }
            }
            done.extend(passed);
        }
        Ok(())
    }
}

/// Whether a text has a name among its words: `users / 10`.
fn is_part(text: &str, name: &str) -> bool {
    text != name && text.split([' ', '*', '/', '+', '-', '(', ')']).any(|word| word == name)
}
