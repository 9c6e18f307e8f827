//! The one kind of component: a part of the page. It is laid out anew when the worker sent it anew, whatever is around it.

use yew::{AttrValue, Component, Context, Html, Properties};

use super::Stage;

/// A part of the page.
pub(super) struct Part(u64);

/// Which part it is.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) name: AttrValue,
    pub(super) stage: Stage,
}

impl Component for Part {
    /// It was sent anew.
    type Message = ();
    type Properties = Props;

    fn create(context: &Context<Self>) -> Self {
        let Props { name, stage } = context.props();
        Self(stage.enter(name, context.link()))
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Props { name, stage } = context.props();
        stage.lay_out(name)
    }

    fn destroy(&mut self, context: &Context<Self>) {
        let Props { name, stage } = context.props();
        stage.leave(name, self.0);
    }
}
