//! What the worker asks of the page: focus, copies, files, the theme, what is kept.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, CustomEvent, Event, File, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, Url,
};

use super::{Stage, persist};
use crate::theme::Theme;
use crate::wire::{Errand, Heard};

/// The largest file that is read: what a document may be, in bytes.
const LARGEST: f64 = 1_048_576.0;

/// Said where a page may not copy.
const NO_CLIPBOARD: &str = "This browser lets the page copy nothing: mark the text and copy it by hand";

/// Does something that the worker asked for.
pub(super) fn run(stage: &Stage, errand: Errand) {
    match errand {
        Errand::Focus(id) => focus(&id),
        Errand::Copy(text, done) => {
            let said = if copy(&text) { done } else { NO_CLIPBOARD.to_owned() };
            stage.tell(Heard::Said(said));
        }
        Errand::Save { name, kind, text } => save(&name, &kind, &text),
        Errand::Picture { name, svg } => picture(&name, &svg),
        Errand::Theme(word) => {
            let theme = Theme::parse(&word);
            persist::save(theme);
            persist::show(theme);
        }
        Errand::Reader(text) => persist::save_reader(&text),
        Errand::TakeOver => {
            if let Ok(event) = CustomEvent::new("headroom-take-over") {
                let _ = gloo::utils::window().dispatch_event(&event);
            }
        }
        kept => stage.keep(kept),
    }
}

impl Stage {
    fn keep(&self, errand: Errand) {
        let told = self.0.keeping.borrow_mut().as_mut().and_then(|keeping| keeping.run(errand));
        if let Some(told) = told {
            self.tell(told);
        }
    }
}

/// Puts the focus on an element.
pub(super) fn focus(id: &str) {
    if let Some(found) = element::<HtmlElement>(id) {
        let _ = found.focus();
    }
}

/// Whether something of the page has the focus.
pub(super) fn has_focus() -> bool {
    let document = gloo::utils::document();
    document.active_element().is_some_and(|active| active.tag_name() != "BODY")
}

/// Puts a value into a field, a list or a box.
pub(super) fn put(id: &str, value: &str) {
    if let Some(list) = element::<HtmlSelectElement>(id) {
        list.set_value(value);
    } else if let Some(area) = element::<HtmlTextAreaElement>(id) {
        area.set_value(value);
    } else if let Some(input) = element::<HtmlInputElement>(id) {
        match input.type_().as_str() {
            "checkbox" | "radio" => input.set_checked(value == "true"),
            _ if input.value() != value => input.set_value(value),
            _ => {}
        }
    }
}

fn element<T: JsCast>(id: &str) -> Option<T> {
    gloo::utils::document().get_element_by_id(id)?.dyn_into().ok()
}

/// Copies a text. Says whether the browser lets the page: only one that came over a safe connection may.
fn copy(text: &str) -> bool {
    let navigator = gloo::utils::window().navigator();
    let may =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    if may {
        let _ = navigator.clipboard().write_text(text);
    }
    may
}

/// Gives a text to keep as a file.
fn save(name: &str, kind: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) {
        let _ = give(name, &blob);
    }
}

fn give(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlElement = gloo::utils::document().create_element("a")?.dyn_into()?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.click();
    Url::revoke_object_url(&address)
}

/// Draws a drawing as pixels and gives it away. A browser that cannot gives none.
fn picture(name: &str, svg: &str) {
    let (name, svg) = (name.to_owned(), svg.to_owned());
    spawn_local(async move {
        let drawn = super::picture::drawn(&svg).await;
        if let Ok(blob) = drawn {
            let _ = give(&name, &blob);
        }
    });
}

/// The field for files that an event is of, if it is one.
pub(super) fn file_input(event: &Event) -> Option<HtmlInputElement> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    (input.type_() == "file").then_some(input)
}

/// Reads the file that a person chose, and tells what is in it.
pub(super) fn chosen_file(stage: &Stage, input: &HtmlInputElement) {
    if let Some(file) = input.files().and_then(|files| files.get(0)) {
        read_file(stage, &file);
    }
    input.set_value(""); // so that the same file can be chosen again
}

/// Reads a file and tells what is in it, or why it is not read: it is larger than any stack, or the browser could not.
pub(super) fn read_file(stage: &Stage, file: &File) {
    if file.size() > LARGEST {
        let said = format!("{} is larger than 1 MiB: no stack file is", file.name());
        return stage.tell(Heard::Said(said));
    }
    let (stage, name, text) = (stage.clone(), file.name(), file.text());
    spawn_local(async move {
        let text = JsFuture::from(text).await.ok().and_then(|text| text.as_string());
        let said = match text {
            // What the browser read as UTF-8 and is none: half of UTF-16 are zeros.
            Some(text) if text.contains(['\0', '\u{fffd}']) => {
                Heard::Said([&*name, " is not in UTF-8: save it as UTF-8 and open it again"].concat())
            }
            Some(text) => Heard::File(text),
            None => Heard::Said([&*name, " could not be read"].concat()),
        };
        stage.tell(said);
    });
}
