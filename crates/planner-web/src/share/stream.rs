//! The browser's own compression: nothing of it is in the page's code.

use js_sys::{Promise, Reflect, Uint8Array};
use planner_core::document::Problem;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{ReadableStream, ReadableStreamDefaultReader, WritableStream};

use super::broken;

/// The format: no header and no checksum, as short as it gets.
const FORMAT: &str = "deflate-raw";

/// So many compressed bytes are given to the browser at a time. It unpacks a piece whole before anybody can stop it, and
/// into a thousand times as much at worst: no more than a mebibyte beyond what was asked for.
const PIECE: usize = 1024;

// `web-sys` has both behind a flag for what is not settled; every browser has had them since 2023.
#[wasm_bindgen]
extern "C" {
    type CompressionStream;

    #[wasm_bindgen(catch, constructor)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    #[wasm_bindgen(method, getter)]
    fn readable(this: &CompressionStream) -> ReadableStream;

    #[wasm_bindgen(method, getter)]
    fn writable(this: &CompressionStream) -> WritableStream;

    type DecompressionStream;

    #[wasm_bindgen(catch, constructor)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;

    #[wasm_bindgen(method, getter)]
    fn readable(this: &DecompressionStream) -> ReadableStream;

    #[wasm_bindgen(method, getter)]
    fn writable(this: &DecompressionStream) -> WritableStream;
}

/// Bytes, compressed.
///
/// # Errors
///
/// A [`Problem`] where the browser cannot compress.
pub(super) async fn deflate(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let stream = CompressionStream::new(FORMAT).map_err(|_| too_old())?;
    let packed = through(bytes, &stream.writable(), &stream.readable(), usize::MAX).await;
    packed.map_err(|_| too_old())
}

/// Bytes that were compressed, as they were: at most so many, and no more than that is unpacked for long.
///
/// # Errors
///
/// A [`Problem`] for what is not compressed, is cut off or unpacks to more, and where the browser cannot unpack.
pub(super) async fn inflate(bytes: &[u8], most: usize) -> Result<Vec<u8>, Problem> {
    let stream = DecompressionStream::new(FORMAT).map_err(|_| too_old())?;
    through(bytes, &stream.writable(), &stream.readable(), most).await.map_err(|stopped| match stopped {
        Stopped::TooMuch => broken("what it holds is larger than 1 MiB"),
        Stopped::Refused => broken("a part of it is missing or changed"),
    })
}

/// Why a stream was not read to its end.
enum Stopped {
    TooMuch,
    Refused,
}

impl From<JsValue> for Stopped {
    fn from(_: JsValue) -> Self {
        Self::Refused
    }
}

/// What comes out of a stream that some bytes are put into.
async fn through(
    bytes: &[u8],
    into: &WritableStream,
    out_of: &ReadableStream,
    most: usize,
) -> Result<Vec<u8>, Stopped> {
    let writer = into.get_writer()?;
    // A stream takes the next piece only when somebody reads what came of the last. So nothing here is waited for;
    // listening all the same keeps the browser from reporting a refusal that the reader is told of too.
    let heard = |promise: Promise| drop(JsFuture::from(promise));
    for piece in bytes.chunks(PIECE) {
        heard(writer.write_with_chunk(&Uint8Array::from(piece)));
    }
    heard(writer.close());
    let reader = ReadableStreamDefaultReader::new(out_of)?;
    let mut out = Vec::new();
    loop {
        let step = JsFuture::from(reader.read()).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() {
            return Ok(out);
        }
        let piece: Uint8Array = Reflect::get(&step, &"value".into())?.dyn_into()?;
        let length = usize::try_from(piece.length()).unwrap_or(usize::MAX);
        if out.len().saturating_add(length) > most {
            heard(reader.cancel());
            return Err(Stopped::TooMuch);
        }
        out.extend(piece.to_vec());
    }
}

fn too_old() -> Problem {
    Problem::new("this browser cannot pack or unpack links").hint("update it, or send the stack as a file")
}
