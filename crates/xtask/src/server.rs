//! A static file server for this machine alone: one folder, GET and HEAD. It answers as a good host does, so that what is measured
//! here holds there: compressed, and what is named by its content to be kept for ever.

mod request;

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::page::is_hashed;
use request::Request;

/// A server, which runs until the program ends.
pub(crate) struct Server {
    address: SocketAddr,
    base: &'static str,
    thread: JoinHandle<()>,
}

impl Server {
    /// Serves `folder` on 127.0.0.1 under `base`, which begins and ends with a slash; port 0 is any free one.
    pub(crate) fn start(folder: PathBuf, base: &'static str, port: u16) -> Result<Self> {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).context("cannot listen on 127.0.0.1")?;
        let address = listener.local_addr()?;
        let site = Arc::new(Site { folder, base, packed: Mutex::default() });
        let thread = thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let site = Arc::clone(&site);
                // A browser that hangs up early is its own business.
                thread::spawn(move || drop(serve(stream, &site)));
            }
        });
        Ok(Self { address, base, thread })
    }

    /// The address to open.
    pub(crate) fn address(&self) -> String {
        format!("http://{}{}", self.address, self.base)
    }

    /// Waits for ever.
    pub(crate) fn wait(self) {
        drop(self.thread.join());
    }
}

/// What is served.
struct Site {
    folder: PathBuf,
    base: &'static str,
    /// What was compressed, with the time of the file it is of.
    packed: Mutex<HashMap<PathBuf, Packed>>,
}

type Packed = (SystemTime, Arc<[u8]>);

fn serve(mut stream: TcpStream, site: &Site) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let request = Request::read(&stream)?;
    stream.write_all(&answer(&request, site))?;
    Ok(())
}

/// The whole answer to a request.
fn answer(request: &Request, site: &Site) -> Vec<u8> {
    const TEXT: &str = "text/plain; charset=utf-8";
    if !matches!(&*request.method, "GET" | "HEAD") {
        return Answer { status: "405 Method Not Allowed", kind: TEXT, ..Answer::default() }
            .with(b"only GET and HEAD\n", true);
    }
    let body = request.method == "GET";
    let file = request.path(site.base).map(|path| site.folder.join(path));
    let found = file.and_then(|file| fs::read(&file).ok().map(|bytes| (file, bytes)));
    let Some((file, bytes)) = found else {
        return Answer { status: "404 Not Found", kind: TEXT, ..Answer::default() }
            .with(b"no such file\n", body);
    };
    let (kind, text) = content_type(&file);
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let ok = Answer { status: "200 OK", kind, forever: is_hashed(&name), packed: false };
    let packed = if text && request.takes_gzip { site.packed(&file, &bytes) } else { None };
    match packed {
        Some(packed) => Answer { packed: true, ..ok }.with(&packed, body),
        None => ok.with(&bytes, body),
    }
}

impl Site {
    /// The file's bytes as gzip, worked out when first asked for.
    fn packed(&self, file: &Path, bytes: &[u8]) -> Option<Arc<[u8]>> {
        let changed = fs::metadata(file).ok()?.modified().ok()?;
        let mut known = self.packed.lock().ok()?;
        if let Some((_, packed)) = known.get(file).filter(|(when, _)| *when == changed) {
            return Some(Arc::clone(packed));
        }
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).ok()?;
        let packed: Arc<[u8]> = encoder.finish().ok()?.into();
        known.insert(file.to_owned(), (changed, Arc::clone(&packed)));
        Some(packed)
    }
}

/// What stands above the bytes of an answer.
#[derive(Default)]
struct Answer {
    status: &'static str,
    kind: &'static str,
    packed: bool,
    forever: bool,
}

impl Answer {
    fn with(&self, bytes: &[u8], body: bool) -> Vec<u8> {
        let cache = if self.forever { "public, max-age=31536000, immutable" } else { "no-cache" };
        let encoding = if self.packed { "Content-Encoding: gzip\r\n" } else { "" };
        let head = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\n{encoding}Vary: Accept-Encoding\r\nContent-Length: {}\r\n\
             Cache-Control: {cache}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
            self.status,
            self.kind,
            bytes.len()
        );
        let mut message = head.into_bytes();
        if body {
            message.extend_from_slice(bytes);
        }
        message
    }
}

/// A file's type, and whether compressing it is worth anything.
fn content_type(file: &Path) -> (&'static str, bool) {
    match file.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "html" => ("text/html; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "js" => ("text/javascript; charset=utf-8", true),
        "wasm" => ("application/wasm", true),
        "json" => ("application/json", true),
        "webmanifest" => ("application/manifest+json", true),
        "svg" => ("image/svg+xml", true),
        "txt" => ("text/plain; charset=utf-8", true),
        "png" => ("image/png", false),
        "ico" => ("image/x-icon", false),
        _ => ("application/octet-stream", false),
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::sync::Mutex;

    use super::request::Request;
    use super::{Site, answer, content_type};

    fn here() -> Site {
        Site { folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")), base: "/", packed: Mutex::default() }
    }

    fn asked(line: &str, takes_gzip: bool) -> String {
        let request = Request { takes_gzip, ..Request::parse(line) };
        String::from_utf8_lossy(&answer(&request, &here())).into_owned()
    }

    #[test]
    fn a_browser_compiles_wasm_only_under_its_own_type() {
        assert_eq!(content_type(Path::new("page_bg.wasm")), ("application/wasm", true));
        assert_eq!(content_type(Path::new("manifest.webmanifest")).0, "application/manifest+json");
        assert_eq!(content_type(Path::new("no-end")).0, "application/octet-stream");
    }

    #[test]
    fn requests_get_the_answer_that_fits() {
        let start = |line: &str| asked(line, false).lines().next().unwrap_or_default().to_owned();
        assert_eq!(start("GET /Cargo.toml HTTP/1.1\r\n"), "HTTP/1.1 200 OK");
        assert_eq!(start("GET /absent HTTP/1.1\r\n"), "HTTP/1.1 404 Not Found");
        assert_eq!(start("POST / HTTP/1.1\r\n"), "HTTP/1.1 405 Method Not Allowed");
        assert_eq!(start(""), "HTTP/1.1 405 Method Not Allowed");
    }

    #[test]
    fn who_takes_gzip_gets_less() {
        let head = |gzip| asked("HEAD /src/main.rs HTTP/1.1\r\n", gzip);
        assert!(!head(true).contains("gzip"), "of unknown kinds nobody knows whether it helps");
        let site = Site { folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."), ..here() };
        let page = |takes_gzip| {
            let request = Request { takes_gzip, ..Request::parse("GET /index.html HTTP/1.1\r\n") };
            answer(&request, &site)
        };
        assert!(String::from_utf8_lossy(&page(true)).contains("Content-Encoding: gzip\r\n"));
        assert!(page(true).len() < page(false).len());
    }

    #[test]
    fn a_head_request_gets_no_body() {
        assert!(asked("HEAD /Cargo.toml HTTP/1.1\r\n", false).ends_with("\r\n\r\n"));
    }
}
