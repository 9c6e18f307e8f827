//! Elements from the bytes that the worker sent.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent};
use yew::html::Scope;
use yew::virtual_dom::{Listener, ListenerKind, VComp, VList, VTag, VText};
use yew::{AttrValue, Html};

use super::part::{Part, Props};
use super::{Stage, errands};
use crate::components::On;
use crate::wire::{Heard, Reader, kinds};

thread_local! {
    /// The names of elements and attributes: there are some dozens, each kept for as long as the page is.
    static NAMES: RefCell<HashMap<String, &'static str>> = RefCell::default();
}

impl Stage {
    /// A component lays a part out from now on.
    pub(super) fn enter(&self, name: &str, scope: &Scope<Part>) -> u64 {
        let number = self.0.mounted.get().saturating_add(1);
        self.0.mounted.set(number);
        self.0.parts.borrow_mut().entry(name.to_owned()).or_default().shown_by =
            Some((number, scope.clone()));
        number
    }

    /// It does no more.
    pub(super) fn leave(&self, name: &str, number: u64) {
        let mut parts = self.0.parts.borrow_mut();
        if let Some(part) = parts.get_mut(name)
            && part.shown_by.as_ref().is_some_and(|(known, _)| *known == number)
        {
            part.shown_by = None;
        }
    }

    /// A part as elements.
    pub(super) fn lay_out(&self, name: &AttrValue) -> Html {
        let sent = self.0.parts.borrow().get(&**name).map(|part| (part.version, Rc::clone(&part.bytes)));
        let (version, bytes) = sent.unwrap_or_default();
        let mut layout = Layout { stage: self, part: name, version, ears: 0, list: None };
        layout.node(&mut Reader::new(&bytes)).unwrap_or_default()
    }
}

/// A part being laid out.
struct Layout<'a> {
    stage: &'a Stage,
    part: &'a AttrValue,
    version: u64,
    /// How many listeners there were.
    ears: u64,
    /// The list whose options are being laid out.
    list: Option<String>,
}

impl Layout<'_> {
    fn node(&mut self, reader: &mut Reader<'_>) -> Option<Html> {
        Some(match reader.byte()? {
            kinds::TEXT => VText::new(shared(reader.text()?)).into(),
            kinds::RAW => Html::from_html_unchecked(shared(reader.text()?)),
            kinds::LIST => {
                let mut list = VList::new();
                for _ in 0..reader.count()? {
                    list.add_child(self.node(reader)?);
                }
                list.into()
            }
            kinds::PART => self.place(reader.text()?),
            kinds::ELEMENT => self.element(reader)?,
            _ => return None,
        })
    }

    fn place(&self, name: &str) -> Html {
        let name = shared(name);
        let key = Some((&*name).into());
        let props = Rc::new(Props { name, stage: self.stage.clone() });
        VComp::new::<Part>(props, key).into()
    }

    fn element(&mut self, reader: &mut Reader<'_>) -> Option<Html> {
        let name = known(reader.text()?);
        let mut tag = VTag::new(name);
        if reader.byte()? == 1 {
            tag.key = Some(reader.text()?.into());
        }
        let value = if reader.byte()? == 1 { Some(reader.text()?) } else { None };
        let checked = reader.byte()?;
        let selected = reader.byte()?;
        let mut id = None;
        for _ in 0..reader.count()? {
            let (key, value) = (known(reader.text()?), reader.text()?);
            id = if key == "id" { Some(value.to_owned()) } else { id };
            if key == "value" && selected == 1 {
                self.chosen(value);
            }
            tag.add_attribute(key, shared(value));
        }
        if let Some(value) = value {
            let typed = id.as_deref().and_then(|id| self.stage.typed_into(id));
            let value = typed.unwrap_or_else(|| value.to_owned());
            self.stands(id.as_deref(), &value);
            tag.set_value(Some(shared(&value)));
        }
        if checked < 2 {
            self.stands(id.as_deref(), if checked == 1 { "true" } else { "" });
            tag.set_checked(checked == 1);
        }
        if selected < 2 {
            tag.add_property("selected", selected == 1);
        }
        for _ in 0..reader.count()? {
            let on = On::of(reader.byte()?)?;
            let (stage, part) = (self.stage.clone(), self.part.clone());
            tag.add_listener(Rc::new(Ear { on, stage, part, version: self.version, number: self.ears }));
            self.ears = self.ears.saturating_add(1);
        }
        if name == "select" {
            self.list = id;
        }
        for _ in 0..reader.count()? {
            tag.add_child(self.node(reader)?);
        }
        Some(tag.into())
    }

    /// What stands in an element, by its id.
    fn stands(&self, id: Option<&str>, value: &str) {
        if let Some(id) = id {
            self.stage.0.values.borrow_mut().insert(id.to_owned(), value.to_owned());
        }
    }

    /// The chosen option of the list at hand.
    fn chosen(&self, value: &str) {
        self.stands(self.list.as_deref(), value);
    }
}

/// A listener of an element.
struct Ear {
    on: On,
    stage: Stage,
    part: AttrValue,
    version: u64,
    number: u64,
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
        self.stage.hear(self, &event);
    }

    fn passive(&self) -> bool {
        false
    }
}

impl Stage {
    fn hear(&self, ear: &Ear, event: &Event) {
        let says = match ear.on {
            On::Blur | On::Click => String::new(),
            On::Input | On::Change => {
                if let Some(files) = errands::file_input(event) {
                    return errands::chosen_file(self, &files);
                }
                written(event)
            }
            On::KeyDown => {
                let Some(key) = key(event) else { return };
                key
            }
        };
        let told = Heard::Event {
            part: ear.part.to_string(),
            version: ear.version,
            ear: ear.number,
            says: says.clone(),
        };
        let number = self.0.line.borrow_mut().add(told, ear.on == On::Input);
        let id =
            event.target().and_then(|target| target.dyn_into::<Element>().ok()).map(|target| target.id());
        if let Some(id) = id.filter(|id| !id.is_empty()) {
            match ear.on {
                On::Input => *self.0.typed.borrow_mut() = Some((id, says, number)),
                On::Change => self.0.chosen.borrow_mut().push((id, number)),
                _ => {}
            }
        }
        self.go_on();
    }

    /// What was typed into an element and the worker does not know yet.
    fn typed_into(&self, id: &str) -> Option<String> {
        let typed = self.0.typed.borrow();
        let (known, text, number) = typed.as_ref()?;
        (known == id && !self.0.line.borrow().knows(*number)).then(|| text.clone())
    }
}

/// What stands in the field that an event is of.
fn written(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        return area.value();
    }
    if let Some(list) = target.dyn_ref::<HtmlSelectElement>() {
        return list.value();
    }
    target.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value).unwrap_or_default()
}

/// A key that parts of the page listen to. In the tabs it moves nothing else.
fn key(event: &Event) -> Option<String> {
    let key = event.dyn_ref::<KeyboardEvent>()?.key();
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let in_tabs = target.get_attribute("role").as_deref() == Some("tab");
    let moves = ["ArrowLeft", "ArrowRight", "Home", "End"].contains(&key.as_str());
    if in_tabs && moves {
        event.prevent_default();
    }
    (key == "Escape" || (in_tabs && moves)).then_some(key)
}

fn shared(text: &str) -> AttrValue {
    Rc::<str>::from(text).into()
}

/// A name of an element or attribute.
fn known(name: &str) -> &'static str {
    NAMES.with_borrow_mut(|names| {
        if let Some(known) = names.get(name) {
            return *known;
        }
        let known: &'static str = Box::leak(name.to_owned().into_boxed_str());
        names.insert(name.to_owned(), known);
        known
    })
}
