//! The page: a stand-in until the calculator moves in.

use yew::prelude::*;

/// The whole page.
#[component]
pub fn Page() -> Html {
    let users = use_state(|| 1000_u32);
    let preset = use_state(|| 12_u32);
    let oninput = {
        let users = users.clone();
        Callback::from(move |event: InputEvent| {
            if let Ok(value) = event.target_unchecked_into::<web_sys::HtmlInputElement>().value().parse() {
                users.set(value);
            }
        })
    };
    let onchange = {
        let preset = preset.clone();
        Callback::from(move |event: Event| {
            if let Ok(value) = event.target_unchecked_into::<web_sys::HtmlSelectElement>().value().parse() {
                preset.set(value);
            }
        })
    };
    let total = format!("${}.00", u64::from(*users) * u64::from(*preset) / 100);
    html! {
        <main data-ready="true">
            <h1>{ "Headroom" }</h1>
            <label for="preset">{ "Preset" }</label>
            <select id="preset" {onchange}>
                <option value="12" selected={*preset == 12}>{ "Small" }</option>
                <option value="34" selected={*preset == 34}>{ "Large" }</option>
            </select>
            <label for="driver-users">{ "Users" }</label>
            <input id="driver-users" type="number" value={users.to_string()} {oninput} />
            <p data-testid="total-0">{ total.clone() }</p>
            <p role="status" data-testid="status">{ format!("{} users cost {total} a month", *users) }</p>
        </main>
    }
}
