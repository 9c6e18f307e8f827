//! Elements, a call for each of their parts.
//!
//! `html!` says the same and unfolds into several times the code, which every visitor would download.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{
    Blob, BlobPropertyBag, Event, File, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, KeyboardEvent, Url,
};
use yew::virtual_dom::{Listener, ListenerKind, VList, VTag, VText};
use yew::{AttrValue, Html, TargetCast};

use crate::components::Act;
use crate::field::Field;
use crate::state::Action;

/// The largest file that is read: what a document may be, in bytes.
const LARGEST: f64 = 1_048_576.0;

/// An element being put together.
#[must_use]
pub(in crate::components) struct Tag(Box<VTag>);

/// An empty element.
pub(in crate::components) fn tag(name: &'static str) -> Tag {
    Tag(Box::new(VTag::new(name)))
}

/// An element that holds a text.
pub(in crate::components) fn words(name: &'static str, text: &str) -> Tag {
    tag(name).text(text)
}

impl Tag {
    pub(in crate::components) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.add_attribute(name, shared(value));
        self
    }

    pub(in crate::components) fn class(self, class: &str) -> Self {
        self.with("class", class)
    }

    pub(in crate::components) fn role(self, role: &str) -> Self {
        self.with("role", role)
    }

    pub(in crate::components) fn id(self, id: &str) -> Self {
        self.with("id", id)
    }

    /// An attribute that is there or not.
    pub(in crate::components) fn flag(self, name: &'static str, set: bool) -> Self {
        if set { self.with(name, name) } else { self }
    }

    /// What tells the element apart from others of its list.
    pub(in crate::components) fn key(mut self, key: &str) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// What stands in a field.
    pub(in crate::components) fn value(mut self, value: &str) -> Self {
        self.0.set_value(Some(shared(value)));
        self
    }

    /// Whether a box is ticked.
    pub(in crate::components) fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// Whether an option is the chosen one. A property: what was chosen by hand outlives the attribute.
    pub(in crate::components) fn selected(mut self, selected: bool) -> Self {
        if cfg!(not(target_arch = "wasm32")) {
            return self.flag("selected", selected); // the shell is written as text, which has attributes alone
        }
        self.0.add_property("selected", selected);
        self
    }

    pub(in crate::components) fn text(self, text: &str) -> Self {
        self.node(VText::new(shared(text)).into())
    }

    pub(in crate::components) fn child(self, child: Tag) -> Self {
        self.node(child.html())
    }

    /// A child that is there or not; its siblings keep their places.
    pub(in crate::components) fn maybe(self, child: Option<Tag>) -> Self {
        let mut list = VList::new();
        if let Some(child) = child {
            list.add_child(child.html());
        }
        self.node(list.into())
    }

    /// A child for each item.
    pub(in crate::components) fn each<T>(mut self, items: &[T], mut child: impl FnMut(&T) -> Tag) -> Self {
        for item in items {
            self = self.child(child(item));
        }
        self
    }

    pub(in crate::components) fn node(mut self, node: Html) -> Self {
        self.0.add_child(node);
        self
    }

    /// What happens at an event.
    pub(in crate::components) fn on(mut self, on: On, then: impl Fn(Event) + 'static) -> Self {
        self.0.add_listener(Rc::new(Ear { on, then: Box::new(then) }));
        self
    }

    /// What follows from what an event says: the text that was typed or chosen, or the key that was pressed.
    pub(in crate::components) fn hears(
        self,
        on: On,
        act: &Act,
        then: impl Fn(&str) -> Option<Action> + 'static,
    ) -> Self {
        let act = act.clone();
        self.on(on, move |event| {
            let said = if matches!(on, On::KeyDown) { pressed(&event) } else { typed(&event) };
            if let Some(action) = then(&said) {
                act.emit(action);
            }
        })
    }

    /// An action at an event.
    pub(in crate::components) fn acts(self, on: On, act: &Act, action: Action) -> Self {
        let act = act.clone();
        self.on(on, move |_| act.emit(action.clone()))
    }

    /// What is typed into it goes into a field.
    pub(in crate::components) fn types(self, act: &Act, field: &Field) -> Self {
        let (act, field) = (act.clone(), field.clone());
        self.on(On::Input, move |event| act.emit(Action::Type(field.clone(), typed(&event))))
    }

    /// Whoever leaves it leaves a field.
    pub(in crate::components) fn leaves(self, act: &Act, field: &Field) -> Self {
        self.acts(On::Blur, act, Action::Leave(field.clone()))
    }

    pub(in crate::components) fn html(self) -> Html {
        Html::from(*self.0)
    }
}

fn shared(text: &str) -> AttrValue {
    Rc::<str>::from(text).into()
}

/// The events that the page listens to.
#[derive(Clone, Copy)]
pub(in crate::components) enum On {
    Blur,
    Change,
    Click,
    Input,
    KeyDown,
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
            On::KeyDown => ListenerKind::onkeydown,
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
pub(in crate::components) fn typed(event: &Event) -> String {
    match event.target_dyn_into::<HtmlTextAreaElement>() {
        Some(area) => area.value(),
        None => event.target_unchecked_into::<HtmlInputElement>().value(),
    }
}

/// What a person entered into a field that is left, without the spaces around it.
pub(in crate::components) fn entered(event: &Event) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value().trim().to_owned()
}

/// The key that was pressed.
pub(in crate::components) fn pressed(event: &Event) -> String {
    event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default()
}

/// Puts the focus on an element.
pub(in crate::components) fn focus(id: &str) {
    let found =
        gloo::utils::document().get_element_by_id(id).and_then(|found| found.dyn_into::<HtmlElement>().ok());
    if let Some(found) = found {
        let _ = found.focus();
    }
}

/// Whether something of the page has the focus.
pub(in crate::components) fn has_focus() -> bool {
    let document = gloo::utils::document();
    document.active_element().is_some_and(|active| active.tag_name() != "BODY")
}

/// Copies a text. Says whether the browser lets the page: only one that came over a safe connection may.
pub(in crate::components) fn copy(text: &str) -> bool {
    let navigator = gloo::utils::window().navigator();
    let may =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    if may {
        let _ = navigator.clipboard().write_text(text);
    }
    may
}

/// Gives a text to keep as a file.
pub(in crate::components) fn download(name: &str, kind: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    let link =
        gloo::utils::document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlElement>().ok());
    if let Some(link) = link {
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    let _ = Url::revoke_object_url(&address);
}

/// Reads the file that a person chose, and says what is in it.
pub(in crate::components) fn chosen_file(event: &Event, then: impl Fn(Result<String, String>) + 'static) {
    let input = event.target_unchecked_into::<HtmlInputElement>();
    if let Some(file) = input.files().and_then(|files| files.get(0)) {
        read_file(&file, then);
    }
    input.set_value(""); // so that the same file can be chosen again
}

/// Reads a file and says what is in it, or why it is not read: it is larger than any stack, or the browser could not.
pub(in crate::components) fn read_file(file: &File, then: impl Fn(Result<String, String>) + 'static) {
    if file.size() > LARGEST {
        return then(Err(format!("{} is larger than 1 MiB: no stack file is", file.name())));
    }
    let (name, text) = (file.name(), file.text());
    wasm_bindgen_futures::spawn_local(async move {
        let text = wasm_bindgen_futures::JsFuture::from(text).await.ok().and_then(|text| text.as_string());
        then(text.ok_or_else(|| format!("{name} could not be read")));
    });
}

/// What a person chose. The list goes back to what the page says of it, until the page has taken the choice: the
/// page may refuse it.
pub(in crate::components) fn chosen(event: &Event, shown: &str) -> String {
    let list = event.target_unchecked_into::<HtmlSelectElement>();
    let chosen = list.value();
    list.set_value(shown);
    chosen
}
