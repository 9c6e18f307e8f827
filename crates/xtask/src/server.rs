//! A static file server for this machine alone: one folder, GET and HEAD.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};

/// No request for a file of ours needs more.
const LONGEST_REQUEST: u64 = 16 << 10;

/// A server, which runs until the program ends.
pub(crate) struct Server {
    address: SocketAddr,
    thread: JoinHandle<()>,
}

impl Server {
    /// Serves `folder` on 127.0.0.1; port 0 is any free one.
    pub(crate) fn start(folder: PathBuf, port: u16) -> Result<Self> {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).context("cannot listen on 127.0.0.1")?;
        let address = listener.local_addr()?;
        let thread = thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let folder = folder.clone();
                // A browser that hangs up early is its own business.
                thread::spawn(move || drop(serve(stream, &folder)));
            }
        });
        Ok(Self { address, thread })
    }

    /// The address to open.
    pub(crate) fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Waits for ever.
    pub(crate) fn wait(self) {
        drop(self.thread.join());
    }
}

fn serve(mut stream: TcpStream, folder: &Path) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new((&stream).take(LONGEST_REQUEST));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    stream.write_all(&answer(&request, folder))?;
    Ok(())
}

/// The whole answer to a request's first line.
fn answer(request: &str, folder: &Path) -> Vec<u8> {
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !matches!(method, "GET" | "HEAD") {
        return message("405 Method Not Allowed", "text/plain; charset=utf-8", b"only GET and HEAD\n", true);
    }
    let body = method == "GET";
    let file = path(target).map(|path| folder.join(path));
    match file.and_then(|file| Some((fs::read(&file).ok()?, content_type(&file)))) {
        Some((bytes, kind)) => message("200 OK", kind, &bytes, body),
        None => message("404 Not Found", "text/plain; charset=utf-8", b"no such file\n", body),
    }
}

fn message(status: &str, kind: &str, bytes: &[u8], body: bool) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    let mut message = head.into_bytes();
    if body {
        message.extend_from_slice(bytes);
    }
    message
}

/// The file a request names, below the folder; plain names only, so that nothing leads out of it.
fn path(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    if path.is_empty() {
        return Some(PathBuf::from("index.html"));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let safe = |name: &str| !name.is_empty() && !name.starts_with('.') && name.chars().all(plain);
    path.split('/').all(safe).then(|| PathBuf::from(path))
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{answer, content_type, path};

    #[test]
    fn a_plain_path_is_a_file_of_the_folder() {
        assert_eq!(path("/"), Some(PathBuf::from("index.html")));
        assert_eq!(path("/a-1_b.wasm?v=2#top"), Some(PathBuf::from("a-1_b.wasm")));
        assert_eq!(path("/img/a.svg"), Some(PathBuf::from("img/a.svg")));
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        for target in
            ["/..", "/../a", "/a/../../b", "//etc/passwd", "/%2e%2e/a", "/..\\a", "/C:/a", "/.git/a", "a", ""]
        {
            assert_eq!(path(target), None, "{target}");
        }
    }

    #[test]
    fn a_browser_compiles_wasm_only_under_its_own_type() {
        assert_eq!(content_type(Path::new("page_bg.wasm")), "application/wasm");
        assert_eq!(content_type(Path::new("no-end")), "application/octet-stream");
    }

    #[test]
    fn requests_get_the_answer_that_fits() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let start = |request: &str| {
            String::from_utf8_lossy(&answer(request, here)).lines().next().unwrap_or_default().to_owned()
        };
        assert_eq!(start("GET /Cargo.toml HTTP/1.1\r\n"), "HTTP/1.1 200 OK");
        assert_eq!(start("GET /absent HTTP/1.1\r\n"), "HTTP/1.1 404 Not Found");
        assert_eq!(start("POST / HTTP/1.1\r\n"), "HTTP/1.1 405 Method Not Allowed");
        assert_eq!(start(""), "HTTP/1.1 405 Method Not Allowed");
    }

    #[test]
    fn a_head_request_gets_no_body() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(answer("HEAD /Cargo.toml HTTP/1.1\r\n", here).ends_with(b"\r\n\r\n"));
    }
}
