//! The page's own thread: it lays out what the worker says stands there, and tells it what the visitor does. It computes
//! nothing, so it is always there for the next key.
//!
//! - `part`: the one kind of component: a part of the page, laid out anew when the worker sends it anew;
//! - `layout`: elements from bytes; `line`: what is told to the worker; `ears` and `keys`: what the window hears;
//! - `errands`: what the worker asks for: focus, copies, files; `keeping`: scenarios in this browser.

mod ears;
mod errands;
mod keeping;
mod keys;
mod layout;
mod line;
mod part;
mod persist;
mod picture;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::AttrValue;
use yew::html::Scope;

use self::keeping::Keeping;
use self::line::Line;
use self::part::{Part, Props};
use crate::desk::PAGE;
use crate::wire::{Heard, Shown};

/// The page as it stands. Copies are the same one.
#[derive(Clone)]
pub struct Stage(Rc<Inner>);

type Send = Box<dyn Fn(&[u8])>;

#[wasm_bindgen]
extern "C" {
    /// How numbers and dates are written here, as `Locale::parse` reads it; `start.js` has it.
    #[wasm_bindgen(js_name = headroomLocale, catch)]
    fn locale() -> Result<String, JsValue>;
}

struct Inner {
    /// Where the page stands.
    root: Element,
    /// Sends bytes to the worker.
    send: Send,
    line: RefCell<Line>,
    parts: RefCell<HashMap<String, Standing>>,
    /// How many parts were laid out: none has the number of another.
    mounted: Cell<u64>,
    /// What was typed last, in which element, and its number in line: shown until the worker knows it.
    typed: RefCell<Option<(String, String, u64)>>,
    /// Elements whose choice the worker may refuse, each with the number of the choice.
    chosen: RefCell<Vec<(String, u64)>>,
    /// What the worker last said stands in an element, by its id.
    values: RefCell<HashMap<String, String>>,
    keeping: RefCell<Option<Keeping>>,
    ears: RefCell<Vec<EventListener>>,
    /// Whether the page was laid out.
    is_there: Cell<bool>,
}

/// A part as it was sent, and the component that lays it out.
#[derive(Default)]
struct Standing {
    version: u64,
    bytes: Rc<[u8]>,
    shown_by: Option<(u64, Scope<Part>)>,
}

impl PartialEq for Stage {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Stage {
    /// A page in a place, which tells its worker by `send`. What the worker answers goes to [`Stage::show`].
    pub fn open(root: Element, send: impl Fn(&[u8]) + 'static) -> Self {
        let stage = Self(Rc::new(Inner {
            root,
            send: Box::new(send),
            line: RefCell::default(),
            parts: RefCell::default(),
            mounted: Cell::new(0),
            typed: RefCell::default(),
            chosen: RefCell::default(),
            values: RefCell::default(),
            keeping: RefCell::default(),
            ears: RefCell::default(),
            is_there: Cell::new(false),
        }));
        let mut keeping = Keeping::new(&stage);
        let mut start = keeping.start();
        persist::load().word().clone_into(&mut start.theme);
        start.reader = persist::reader();
        start.locale = locale().unwrap_or_default();
        start.narrow = ears::narrow();
        start.next_month = persist::next_month();
        (start.page, start.fragment) = ears::address();
        *stage.0.keeping.borrow_mut() = Some(keeping);
        *stage.0.ears.borrow_mut() = ears::all(&stage);
        stage.tell(Heard::Opened(Box::new(start)));
        stage
    }

    /// Shows what the worker answered.
    pub fn show(&self, bytes: &[u8]) {
        let Some(shown) = Shown::read(bytes) else { return };
        let had_focus = errands::has_focus();
        self.0.line.borrow_mut().answer(shown.heard);
        let mut changed = Vec::new();
        {
            let mut parts = self.0.parts.borrow_mut();
            for sent in shown.parts {
                let part = parts.entry(sent.name).or_default();
                (part.version, part.bytes) = (sent.version, sent.bytes.into());
                changed.extend(part.shown_by.as_ref().map(|(_, scope)| scope.clone()));
            }
        }
        if self.0.is_there.replace(true) {
            for scope in changed {
                scope.send_message(());
            }
        } else {
            let props = Props { name: AttrValue::Static(PAGE), stage: self.clone() };
            yew::Renderer::<Part>::with_root_and_props(self.0.root.clone(), props).render();
        }
        // The parts are laid out in a task that was asked for before this one.
        let stage = self.clone();
        spawn_local(async move {
            stage.settle();
            // What had the focus is gone: whoever goes by keys stays in the page.
            if had_focus && !errands::has_focus() {
                errands::focus("main");
            }
            for errand in shown.errands {
                errands::run(&stage, errand);
            }
            stage.go_on();
        });
    }

    /// Tells the worker what happened.
    pub(crate) fn tell(&self, heard: Heard) {
        self.0.line.borrow_mut().add(heard, false);
        self.go_on();
    }

    /// Keeps now what waits to be kept.
    pub(crate) fn keep_now(&self) {
        if let Some(keeping) = self.0.keeping.borrow_mut().as_mut() {
            keeping.flush();
        }
    }

    fn go_on(&self) {
        let next = self.0.line.borrow_mut().next();
        if let Some((number, heard)) = next {
            (self.0.send)(&heard.write(number));
        }
    }

    /// Puts back what was chosen and refused: the worker sends nothing of an element that stays as it was.
    fn settle(&self) {
        let mut settled = Vec::new();
        self.0.chosen.borrow_mut().retain(|(id, number)| {
            let is_known = self.0.line.borrow().knows(*number);
            if is_known {
                settled.push(id.clone());
            }
            !is_known
        });
        let values = self.0.values.borrow();
        for id in settled {
            if let Some(value) = values.get(&id) {
                errands::put(&id, value);
            }
        }
    }
}
