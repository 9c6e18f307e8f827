//! What stands in fields that are being typed into, or were refused.

use planner_core::document::Problem;

use super::Field;

/// What a person typed and did not leave yet, or what was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// As typed.
    pub text: String,
    /// Why it was refused, if it was.
    pub problem: Option<Problem>,
}

/// The drafts of all fields: few at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts(Vec<(Field, Draft)>);

impl Drafts {
    /// The draft of a field.
    #[must_use]
    pub fn get(&self, field: &Field) -> Option<&Draft> {
        self.0.iter().find(|(known, _)| known == field).map(|(_, draft)| draft)
    }

    /// Keeps the draft of a field in place of an earlier one.
    pub fn insert(&mut self, field: Field, draft: Draft) {
        self.remove(&field);
        self.0.push((field, draft));
    }

    /// Forgets the draft of a field.
    pub fn remove(&mut self, field: &Field) {
        self.0.retain(|(known, _)| known != field);
    }

    /// Forgets the draft of a field that is left; a refusal stays in sight.
    pub fn leave(&mut self, field: &Field) {
        self.0.retain(|(known, draft)| known != field || draft.problem.is_some());
    }

    /// Forgets the drafts of a resource's clients.
    pub fn forget_clients(&mut self, resource: &str) {
        self.0.retain(|(field, _)| match field {
            Field::Client(name, _) | Field::Given(name, ..) => name != resource,
            Field::Figure(place) | Field::Per(place) => {
                !matches!(place.as_slice(), [_, name, list, ..] if name == resource && list == "clients")
            }
            _ => true,
        });
    }

    /// Forgets all drafts of the document, which is another one now. What is no part of it stays.
    pub fn clear(&mut self) {
        self.0.retain(|(field, _)| field.is_apart());
    }

    /// Whether one of them was refused that the answer follows from.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.0.iter().any(|(field, draft)| draft.problem.is_some() && field.is_of_the_answer())
    }
}
