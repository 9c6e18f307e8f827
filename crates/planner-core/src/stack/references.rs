//! Where a stack speaks of a resource or of a driver by its name: for whoever renames one, or takes one away.

use super::{Client, Given, Resource, Stack};
use crate::clients::Profiles;

impl Stack {
    /// The places that name a resource, as dotted paths such as `resources.api.connects[0].to`.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::document::parse_json;
    /// use planner_core::stack::Stack;
    /// let text = r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": {
    ///     "db": { "product": "render/postgres" },
    ///     "web": { "product": "render/web", "connects": [{ "to": "db", "each": 5 }] } } }"#;
    /// let stack = Stack::parse(&parse_json(text, 0).unwrap()).unwrap();
    /// assert_eq!(stack.naming("db"), ["resources.web.connects[0].to"]);
    /// ```
    #[must_use]
    pub fn naming(&self, resource: &str) -> Vec<String> {
        let beside = self.resources.iter().flat_map(|(name, other)| other.neighbours(name));
        let beside = beside.filter(|(_, to)| *to == resource).map(|(path, _)| path);
        let held = self.limits.named.iter().filter(|(_, limit)| limit.resource.as_deref() == Some(resource));
        beside.chain(held.map(|(name, _)| format!("limits.{name}.resource"))).collect()
    }

    /// The places of everything that follows a driver, as dotted paths: a figure with its driver in it, such as
    /// `resources.web.load.requests`, or the driver's bare name, such as `limits.visitors.driver`.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::document::parse_json;
    /// use planner_core::stack::Stack;
    /// let text = r#"{ "version": 1, "name": "Shop", "start": "2026-12",
    ///     "drivers": { "users": 100, "visits": { "per": "users", "times": 3 } },
    ///     "resources": { "web": { "product": "render/web", "load": { "requests": "users" } } } }"#;
    /// let stack = Stack::parse(&parse_json(text, 0).unwrap()).unwrap();
    /// assert_eq!(stack.following("users"), ["drivers.visits", "resources.web.load.requests"]);
    /// ```
    #[must_use]
    pub fn following(&self, driver: &str) -> Vec<String> {
        let figures = self.figures().filter(|(_, series)| series.drivers().contains(&driver));
        let held = self.limits.named.iter().filter(|(_, limit)| limit.driver.as_deref() == Some(driver));
        let held = held.map(|(name, _)| format!("limits.{name}.driver"));
        figures.map(|(path, _)| path).chain(self.asked_by(driver)).chain(held).collect()
    }

    /// What clients are asked for as often as a driver says, by its bare name. A setting may be the same word and follows
    /// nothing; which is which, the profile knows.
    fn asked_by(&self, driver: &str) -> Vec<String> {
        let clients = self.resources.iter().flat_map(|(name, resource)| {
            resource.clients.iter().enumerate().map(move |(at, client)| (name, at, client))
        });
        let given = clients
            .flat_map(|(name, at, client)| client.given.iter().map(move |given| (name, at, client, given)));
        let follows = |(_, _, client, (what, given)): &(&str, usize, &Client, &(String, Given))| {
            matches!(given, Given::Word(word) if word == driver) && is_operation(&client.profile, what)
        };
        let asked = given.filter(follows);
        asked.map(|(name, at, _, (what, _))| format!("resources.{name}.clients[{at}].{what}")).collect()
    }
}

fn is_operation(profile: &str, what: &str) -> bool {
    let Ok((profile, role)) = Profiles::named(profile) else { return false };
    profile.role(&role).is_some_and(|role| role.operations.iter().any(|(known, _)| known == what))
}

impl Resource {
    /// The other resources that one of a name speaks of, each with the place it does so at.
    pub(super) fn neighbours(&self, name: &str) -> Vec<(String, &str)> {
        let through = self.load.iter().filter_map(|load| load.through.as_deref());
        let through = through.map(|to| (format!("resources.{name}.load.through"), to));
        let files = self.files.iter().filter_map(|(kind, files)| {
            Some((format!("resources.{name}.files.{kind}.through"), files.through.as_deref()?))
        });
        let connects = self.connects.iter().enumerate();
        let connects =
            connects.map(|(at, to)| (format!("resources.{name}.connects[{at}].to"), to.to.as_str()));
        through.chain(files).chain(connects).collect()
    }
}
