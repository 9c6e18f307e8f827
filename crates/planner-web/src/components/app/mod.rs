//! The whole page: what stands around the answer, and the one component that holds the state.

mod blank;
mod ears;
mod header;
mod keys;
mod said;
mod welcome;

pub(super) use self::welcome::templates;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use planner_core::document::Problem;
use wasm_bindgen_futures::spawn_local;
use yew::{Component, Context, Html};

use super::parts::tag::{Tag, focus, has_focus, tag, words};
use super::{Act, answer, dialogs, inputs, tabs};
use crate::outside::{self, Keeping};
use crate::persist;
use crate::state::{Action, Dialog, History, Inputs, State};

/// Narrower than this the page is laid out for a phone, as in the style sheet.
const PHONE: f64 = 720.0;

/// Milliseconds without a change after which follows what takes longer than the answer.
const PAUSE: u32 = 150;

/// The whole page. The only component: whatever happens changes the answer, and with it most of the page.
pub struct App {
    state: Result<State, Problem>,
    act: Act,
    /// Works out what is looked at, once nobody has typed for a moment.
    later: Option<Timeout>,
    keeping: Keeping,
    /// The dialog that was open when the page was last laid out.
    dialog: Option<Dialog>,
    /// Whether something had the focus before the last change.
    had_focus: bool,
    _ears: Vec<EventListener>,
}

impl Component for App {
    type Message = Action;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let act = context.link().callback(|action| action);
        let mut keeping = Keeping::new(act.clone());
        let mut state = State::open(0);
        if let Ok(state) = &mut state {
            let kept = keeping.open_last();
            (state.looks.theme, state.looks.narrow, state.looks.welcome) =
                (persist::load(), narrow(), kept.is_none());
            for action in [outside::names()].into_iter().chain(kept) {
                *state = state.after(action);
            }
            // A stack that gives no answer any more stays kept, and that is said.
            if state.scenario.is_some() {
                (state.looks.said, state.history) = (None, History::default());
            }
        }
        ears::open_address(&act);
        let ears = ears::all(&act);
        Self { state, act, later: None, keeping, dialog: None, had_focus: false, _ears: ears }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        let Ok(state) = &mut self.state else { return false };
        self.had_focus = has_focus();
        if action.may_leave_the_stack() && self.keeping.is_due() {
            let kept = self.keeping.keep(state);
            *state = state.after(kept);
        }
        let Ok(state) = &self.state else { return false };
        let action = match action {
            Action::Open(text) => return self.later(outside::opened(text, state.inputs.months)),
            Action::Dialog(Some(Dialog::Share)) => {
                let inputs = Inputs::clone(&state.inputs);
                self.later(outside::made(inputs));
                Action::Dialog(Some(Dialog::Share))
            }
            Action::New => Action::Blank(persist::next_month()),
            Action::Keep if !self.keeping.is_due() => return false,
            Action::Keep => self.keeping.keep(state),
            Action::Forget => match state.scenario.map(|id| self.keeping.remove(id)) {
                Some(Ok(left)) => {
                    self.act.emit(left);
                    Action::Forget
                }
                Some(Err(why)) => why,
                None => return false,
            },
            Action::Recall(id) => self.keeping.open(id),
            other => other,
        };
        let Ok(state) = &mut self.state else { return false };
        let next = state.after(action);
        let changed = next != *state;
        if next.inputs != state.inputs {
            self.keeping.changed(&next);
        }
        *state = next;
        if changed && state.worked.stale {
            let act = self.act.clone();
            self.later = Some(Timeout::new(PAUSE, move || act.emit(Action::WorkOut)));
        }
        changed
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let Ok(state) = &self.state else { return };
        match (std::mem::replace(&mut self.dialog, state.looks.dialog), state.looks.dialog) {
            (before, Some(now)) if before != Some(now) => focus("dialog"),
            (Some(before), None) => focus(before.opener()),
            // What had the focus is gone: whoever goes by keys stays in the page.
            _ if self.had_focus && !has_focus() => focus("main"),
            _ => {}
        }
    }

    fn view(&self, _: &Context<Self>) -> Html {
        match &self.state {
            Ok(state) => page(state, &self.act).html(),
            Err(problem) => {
                let error = words("p", &problem.to_string()).class("error").role("alert");
                tag("main").child(error).html()
            }
        }
    }
}

impl App {
    /// Does something that takes a while; what comes of it is an action. Nothing is shown anew until then.
    fn later(&self, work: impl Future<Output = Action> + 'static) -> bool {
        let act = self.act.clone();
        spawn_local(async move { act.emit(work.await) });
        false
    }
}

pub(in crate::components) fn page(state: &State, act: &Act) -> Tag {
    let footer = words(
        "p",
        "Amounts are before tax. Everything is computed in this page: it talks to nobody, and what you type stays in this browser.",
    );
    let main = tag("main").with("data-ready", "true").id("main").with("tabindex", "-1");
    let main = if state.answer.is_blank {
        main.class("begin").child(blank::view(state, act))
    } else {
        main.child(answer::view(state, act)).child(inputs::view(state, act)).child(tabs::view(state, act))
    };
    tag("div")
        .class("page")
        .child(words("a", "Skip to the answer").class("skip").with("href", "#main"))
        .child(header::view(state, act))
        .maybe((!state.answer.is_blank).then(|| answer::glance(state)))
        .maybe(state.looks.welcome.then(|| welcome::view(act)))
        .child(main)
        .child(said::view(state, act))
        .maybe(dialogs::view(state, act))
        .child(tag("footer").child(footer))
}

fn narrow() -> bool {
    let width = gloo::utils::window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_some_and(|width| width < PHONE)
}
