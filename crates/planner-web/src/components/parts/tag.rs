//! Elements, a call for each of their parts. They are data: `desk` sends them to the page, `shell` writes them as text.

use std::cell::RefCell;
use std::rc::Rc;

use crate::field::Field;
use crate::state::Action;

/// An element being put together.
#[must_use]
#[derive(Default)]
pub(crate) struct Tag {
    pub(crate) name: &'static str,
    /// What tells it apart from others of its list.
    pub(crate) key: Option<String>,
    /// The part of the page that it is, which is laid out anew by itself.
    pub(crate) part: Option<String>,
    pub(crate) attributes: Vec<(&'static str, String)>,
    pub(crate) value: Option<String>,
    pub(crate) checked: Option<bool>,
    pub(crate) selected: Option<bool>,
    pub(crate) ears: Vec<Ear>,
    pub(crate) children: Vec<Child>,
}

/// What stands in an element.
pub(crate) enum Child {
    Text(String),
    /// A drawing, as it was written.
    Drawing(String),
    Tag(Tag),
    /// A place for what is there or not.
    Maybe(Option<Box<Tag>>),
}

/// A listener.
pub(crate) struct Ear {
    pub(crate) on: On,
    pub(crate) then: Rc<dyn Fn(&str)>,
}

/// An empty element.
pub(crate) fn tag(name: &'static str) -> Tag {
    Tag { name, ..Tag::default() }
}

/// An element that holds a text.
pub(crate) fn words(name: &'static str, text: &str) -> Tag {
    tag(name).text(text)
}

impl Tag {
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        match self.attributes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => value.clone_into(known),
            None => self.attributes.push((name, value.to_owned())),
        }
        self
    }

    pub(crate) fn class(self, class: &str) -> Self {
        self.with("class", class)
    }

    pub(crate) fn role(self, role: &str) -> Self {
        self.with("role", role)
    }

    pub(crate) fn id(self, id: &str) -> Self {
        self.with("id", id)
    }

    /// An attribute that is there or not.
    pub(crate) fn flag(self, name: &'static str, set: bool) -> Self {
        if set { self.with(name, name) } else { self }
    }

    /// What tells the element apart from others of its list.
    pub(crate) fn key(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    /// Makes it a part of its own: where what is in it stays the same, the page does not touch it.
    pub(crate) fn part(mut self, name: &str) -> Self {
        self.part = Some(name.to_owned());
        self
    }

    /// What stands in a field.
    pub(crate) fn value(mut self, value: &str) -> Self {
        self.value = Some(value.to_owned());
        self
    }

    /// Whether a box is ticked.
    pub(crate) fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// Whether an option is the chosen one.
    pub(crate) fn selected(mut self, selected: bool) -> Self {
        self.selected = Some(selected);
        self
    }

    pub(crate) fn text(mut self, text: &str) -> Self {
        self.children.push(Child::Text(text.to_owned()));
        self
    }

    /// A drawing, whose names whoever wrote it has escaped.
    pub(crate) fn drawing(mut self, svg: &str) -> Self {
        self.children.push(Child::Drawing(svg.to_owned()));
        self
    }

    pub(crate) fn child(mut self, child: Tag) -> Self {
        self.children.push(Child::Tag(child));
        self
    }

    /// A child that is there or not; its siblings keep their places.
    pub(crate) fn maybe(mut self, child: Option<Tag>) -> Self {
        self.children.push(Child::Maybe(child.map(Box::new)));
        self
    }

    /// A child for each item.
    pub(crate) fn each<T>(mut self, items: &[T], child: impl FnMut(&T) -> Tag) -> Self {
        self.children.extend(items.iter().map(child).map(Child::Tag));
        self
    }

    /// What happens at an event, from what it says: the text that was typed or chosen, or the key that was pressed.
    pub(crate) fn on(mut self, on: On, then: impl Fn(&str) + 'static) -> Self {
        self.ears.push(Ear { on, then: Rc::new(then) });
        self
    }

    /// The same, where what follows is an action or nothing.
    pub(crate) fn hears(self, on: On, act: &Act, then: impl Fn(&str) -> Option<Action> + 'static) -> Self {
        let act = act.clone();
        self.on(on, move |said| {
            if let Some(action) = then(said) {
                act.emit(action);
            }
        })
    }

    /// An action at an event.
    pub(crate) fn acts(self, on: On, act: &Act, action: Action) -> Self {
        let act = act.clone();
        self.on(on, move |_| act.emit(action.clone()))
    }

    /// What is typed into it goes into a field.
    pub(crate) fn types(self, act: &Act, field: &Field) -> Self {
        let (act, field) = (act.clone(), field.clone());
        self.on(On::Input, move |typed| act.emit(Action::Type(field.clone(), typed.to_owned())))
    }

    /// Whoever leaves it leaves a field.
    pub(crate) fn leaves(self, act: &Act, field: &Field) -> Self {
        self.acts(On::Blur, act, Action::Leave(field.clone()))
    }
}

/// The events that the page listens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Blur,
    Change,
    Click,
    Input,
    KeyDown,
}

impl On {
    const ALL: [Self; 5] = [Self::Blur, Self::Change, Self::Click, Self::Input, Self::KeyDown];

    /// As it is sent.
    pub(crate) fn byte(self) -> u8 {
        Self::ALL.iter().zip(0..).find(|(on, _)| **on == self).map_or(0, |(_, byte)| byte)
    }

    /// What was sent.
    pub(crate) fn of(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte)).copied()
    }
}

/// How elements say what happened. What was said waits until it is taken.
#[derive(Clone, Default)]
pub(crate) struct Act(Rc<RefCell<Vec<Action>>>);

impl Act {
    pub(crate) fn emit(&self, action: Action) {
        self.0.borrow_mut().push(action);
    }

    pub(crate) fn take(&self) -> Vec<Action> {
        std::mem::take(&mut self.0.borrow_mut())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_there_once() {
        let button = tag("button").class("plain").with("type", "button").class("plain name");
        assert_eq!(button.attributes, [("class", "plain name".to_owned()), ("type", "button".to_owned())]);
    }

    #[test]
    fn events_are_sent_as_bytes() {
        for on in On::ALL {
            assert_eq!(On::of(on.byte()), Some(on));
        }
        assert_eq!(On::of(99), None);
    }

    #[test]
    fn what_an_element_hears_waits_until_it_is_taken() {
        let act = Act::default();
        let field = tag("input").types(&act, &Field::Months).leaves(&act, &Field::Months);
        for ear in &field.ears {
            (ear.then)("24");
        }
        assert_eq!(act.take(), [Action::Type(Field::Months, "24".to_owned()), Action::Leave(Field::Months)]);
        assert!(act.take().is_empty());
    }
}
