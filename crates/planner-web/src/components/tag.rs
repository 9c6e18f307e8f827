//! Elements, a call for each of their parts.
//!
//! `html!` says the same and unfolds into several times the code, which every visitor would download.

use std::rc::Rc;

use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::virtual_dom::{Listener, ListenerKind, VList, VTag, VText};
use yew::{AttrValue, Html, TargetCast};

use super::Act;
use crate::field::Field;
use crate::state::Action;

/// An element being put together.
#[must_use]
pub(super) struct Tag(Box<VTag>);

/// An empty element.
pub(super) fn tag(name: &'static str) -> Tag {
    Tag(Box::new(VTag::new(name)))
}

/// An element that holds a text.
pub(super) fn words(name: &'static str, text: &str) -> Tag {
    tag(name).text(text)
}

impl Tag {
    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.add_attribute(name, shared(value));
        self
    }

    pub(super) fn class(self, class: &str) -> Self {
        self.with("class", class)
    }

    pub(super) fn role(self, role: &str) -> Self {
        self.with("role", role)
    }

    pub(super) fn id(self, id: &str) -> Self {
        self.with("id", id)
    }

    /// An attribute that is there or not.
    pub(super) fn flag(self, name: &'static str, set: bool) -> Self {
        if set { self.with(name, name) } else { self }
    }

    /// What tells the element apart from others of its list.
    pub(super) fn key(mut self, key: &str) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// What stands in a field.
    pub(super) fn value(mut self, value: &str) -> Self {
        self.0.set_value(Some(shared(value)));
        self
    }

    /// Whether a box is ticked.
    pub(super) fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// Whether an option is the chosen one. A property: what was chosen by hand outlives the attribute.
    pub(super) fn selected(mut self, selected: bool) -> Self {
        if cfg!(not(target_arch = "wasm32")) {
            return self.flag("selected", selected); // the shell is written as text, which has attributes alone
        }
        self.0.add_property("selected", selected);
        self
    }

    pub(super) fn text(self, text: &str) -> Self {
        self.node(VText::new(shared(text)).into())
    }

    pub(super) fn child(self, child: Tag) -> Self {
        self.node(child.html())
    }

    /// A child that is there or not; its siblings keep their places.
    pub(super) fn maybe(self, child: Option<Tag>) -> Self {
        let mut list = VList::new();
        if let Some(child) = child {
            list.add_child(child.html());
        }
        self.node(list.into())
    }

    /// A child for each item.
    pub(super) fn each<T>(mut self, items: &[T], mut child: impl FnMut(&T) -> Tag) -> Self {
        for item in items {
            self = self.child(child(item));
        }
        self
    }

    pub(super) fn node(mut self, node: Html) -> Self {
        self.0.add_child(node);
        self
    }

    /// What happens at an event.
    pub(super) fn on(mut self, on: On, then: impl Fn(Event) + 'static) -> Self {
        self.0.add_listener(Rc::new(Ear { on, then: Box::new(then) }));
        self
    }

    /// An action at an event.
    pub(super) fn acts(self, on: On, act: &Act, action: Action) -> Self {
        let act = act.clone();
        self.on(on, move |_| act.emit(action.clone()))
    }

    /// What is typed into it goes into a field.
    pub(super) fn types(self, act: &Act, field: &Field) -> Self {
        let (act, field) = (act.clone(), field.clone());
        self.on(On::Input, move |event| act.emit(Action::Type(field.clone(), typed(&event))))
    }

    /// Whoever leaves it leaves a field.
    pub(super) fn leaves(self, act: &Act, field: &Field) -> Self {
        self.acts(On::Blur, act, Action::Leave(field.clone()))
    }

    pub(super) fn html(self) -> Html {
        Html::from(*self.0)
    }
}

fn shared(text: &str) -> AttrValue {
    Rc::<str>::from(text).into()
}

/// The events that the page listens to.
#[derive(Clone, Copy)]
pub(super) enum On {
    Blur,
    Change,
    Click,
    Input,
    Toggle,
}

/// One listener for every kind of event.
struct Ear {
    on: On,
    then: Box<dyn Fn(Event)>,
}

impl Listener for Ear {
    fn kind(&self) -> ListenerKind {
        match self.on {
            On::Blur => ListenerKind::onblur,
            On::Change => ListenerKind::onchange,
            On::Click => ListenerKind::onclick,
            On::Input => ListenerKind::oninput,
            On::Toggle => ListenerKind::ontoggle,
        }
    }

    fn handle(&self, event: Event) {
        (self.then)(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// What a person typed.
pub(super) fn typed(event: &Event) -> String {
    match event.target_dyn_into::<HtmlTextAreaElement>() {
        Some(area) => area.value(),
        None => event.target_unchecked_into::<HtmlInputElement>().value(),
    }
}

/// Whether what was opened or closed is open now.
pub(super) fn opened(event: &Event) -> bool {
    event.target_unchecked_into::<Element>().has_attribute("open")
}

/// What a person chose. The list goes back to what the page says of it, until the page has taken the choice: the
/// page may refuse it.
pub(super) fn chosen(event: &Event, shown: &str) -> String {
    let list = event.target_unchecked_into::<HtmlSelectElement>();
    let chosen = list.value();
    list.set_value(shown);
    chosen
}
