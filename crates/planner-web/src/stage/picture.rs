//! A drawing as pixels, twice as fine as it is shown.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

const FINE: u32 = 2;

/// The pixels of a drawing, as PNG.
pub(super) async fn drawn(svg: &str) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    let written = js_sys::encode_uri_component(svg);
    image.set_src(&["data:image/svg+xml;charset=utf-8,", &String::from(written)].concat());
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = gloo::utils::document().create_element("canvas")?.dyn_into()?;
    let (width, height) = (image.natural_width(), image.natural_height());
    canvas.set_width(width.saturating_mul(FINE));
    canvas.set_height(height.saturating_mul(FINE));
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    context.scale(f64::from(FINE), f64::from(FINE))?;
    context.draw_image_with_html_image_element(&image, 0.0, 0.0)?;
    let pixels = Promise::new(&mut |done, _| {
        let done = Closure::once_into_js(move |blob: JsValue| done.call1(&JsValue::NULL, &blob));
        let _ = canvas.to_blob(done.unchecked_ref());
    });
    JsFuture::from(pixels).await?.dyn_into()
}
