//! The whole page: the calculator, or why there is none.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use planner_core::document::Problem;
use yew::{Component, Context, Html};

use super::tag::{tag, words};
use super::{Act, calculator};
use crate::persist;
use crate::state::{Action, Panel, State};

/// Narrower than this the page is laid out for a phone, as in the style sheet.
const PHONE: f64 = 720.0;

/// Milliseconds without a change after which the panels follow: they take longer than the answer.
const PAUSE: u32 = 150;

/// The whole page. The only component: whatever happens changes the answer, and with it most of the page.
pub struct App {
    state: Result<State, Problem>,
    act: Act,
    /// Works out what the panels show, once nobody has typed for a moment.
    later: Option<Timeout>,
    /// Hears the window change its size, as long as the page is there.
    _resize: EventListener,
}

impl Component for App {
    type Message = Action;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let act = context.link().callback(|action| action);
        let resized = act.clone();
        let resize = EventListener::new(&gloo::utils::window(), "resize", move |_| {
            resized.emit(Action::Window { narrow: narrow() });
        });
        let mut state = State::open(0);
        if let Ok(state) = &mut state {
            (state.theme, state.narrow) = (persist::load(), narrow());
            if state.narrow {
                // On a phone what is beside the answer waits until it is asked for.
                *state = state.after(Action::Open(Panel::Redis, false));
            }
        }
        Self { state, act, later: None, _resize: resize }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        let Ok(state) = &mut self.state else { return false };
        let next = state.after(action);
        let changed = next != *state;
        *state = next;
        if changed && state.redis.stale {
            let act = self.act.clone();
            self.later = Some(Timeout::new(PAUSE, move || act.emit(Action::WorkOut)));
        }
        changed
    }

    fn view(&self, _: &Context<Self>) -> Html {
        match &self.state {
            Ok(state) => calculator::view(state, &self.act).html(),
            Err(problem) => {
                let error = words("p", &problem.to_string()).class("error").role("alert");
                tag("main").child(error).html()
            }
        }
    }
}

fn narrow() -> bool {
    let width = gloo::utils::window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_some_and(|width| width < PHONE)
}
