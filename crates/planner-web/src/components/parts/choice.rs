//! A list to choose one from, with its label.

use super::tag::{On, Tag, tag, words};

/// A list.
#[derive(Default)]
pub(in crate::components) struct Choice<'a> {
    pub(in crate::components) id: &'a str,
    pub(in crate::components) label: &'a str,
    /// Said to screen readers only, where the place says it to the eye.
    pub(in crate::components) quiet: bool,
    /// Value and label of each.
    pub(in crate::components) options: Vec<(String, String)>,
    pub(in crate::components) value: &'a str,
}

/// Entries of a list under a name: value and label of each.
pub(in crate::components) type Group = (String, Vec<(String, String)>);

impl Choice<'_> {
    /// Adds label and list to the place they stand in.
    pub(in crate::components) fn add(&self, place: Tag, choose: impl Fn(String) + 'static) -> Tag {
        self.add_with(place, &[], choose)
    }

    /// The same with more entries, in groups below the others.
    pub(in crate::components) fn add_with(
        &self,
        place: Tag,
        groups: &[Group],
        choose: impl Fn(String) + 'static,
    ) -> Tag {
        let label = words("label", self.label).with("for", self.id);
        let label = if self.quiet { label.class("quiet") } else { label };
        let list = tag("select")
            .id(self.id)
            .on(On::Change, move |chosen| choose(chosen.to_owned()))
            .each(&self.options, |option| self.option(option))
            .each(groups, |(name, options)| {
                tag("optgroup").with("label", name).each(options, |option| self.option(option))
            });
        place.child(label).child(list)
    }

    fn option(&self, (value, label): &(String, String)) -> Tag {
        words("option", label).with("value", value).selected(value == self.value)
    }
}
