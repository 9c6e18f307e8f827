//! Starts the page.

fn main() {
    let root = gloo::utils::document().get_element_by_id("app");
    let root = root.unwrap_or_else(|| gloo::utils::body().into());
    yew::Renderer::<planner_web::Page>::with_root(root).render();
}
