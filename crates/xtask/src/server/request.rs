//! What a browser asks for: a method, a file, and whether it takes gzip.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;

use anyhow::Result;

/// No request for a file of ours needs more.
const LONGEST: u64 = 16 << 10;

/// A request, as far as files go.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) takes_gzip: bool,
}

impl Request {
    /// Reads all of it, so that nobody is hung up on.
    pub(super) fn read(stream: impl Read) -> Result<Self> {
        let mut reader = BufReader::new(stream.take(LONGEST));
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let mut request = Self::parse(&line);
        line.clear();
        while reader.read_line(&mut line)? > 2 {
            request.takes_gzip |= says_gzip(&line);
            line.clear();
        }
        Ok(request)
    }

    /// Its first line.
    pub(super) fn parse(line: &str) -> Self {
        let mut words = line.split(' ').map(str::to_owned);
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        Self { method, target, takes_gzip: false }
    }

    /// The file below the folder that is served under `base`; plain names only, so that nothing leads out of it.
    pub(super) fn path(&self, base: &str) -> Option<PathBuf> {
        let path = self.target.split(['?', '#']).next()?.strip_prefix(base)?;
        if path.is_empty() {
            return Some(PathBuf::from("index.html"));
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let safe = |name: &str| !name.is_empty() && !name.starts_with('.') && name.chars().all(plain);
        path.split('/').all(safe).then(|| PathBuf::from(path))
    }
}

fn says_gzip(header: &str) -> bool {
    let (name, value) = header.split_once(':').unwrap_or_default();
    let mut codings = value.split(',').map(|one| one.split(';').next().unwrap_or_default().trim());
    name.eq_ignore_ascii_case("accept-encoding") && codings.any(|one| one.eq_ignore_ascii_case("gzip"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::Request;

    fn path(target: &str, base: &str) -> Option<PathBuf> {
        Request { target: target.to_owned(), ..Request::default() }.path(base)
    }

    #[test]
    fn a_plain_path_is_a_file_of_the_folder() {
        assert_eq!(path("/", "/"), Some(PathBuf::from("index.html")));
        assert_eq!(path("/a-1_b.wasm?v=2#top", "/"), Some(PathBuf::from("a-1_b.wasm")));
        assert_eq!(path("/img/a.svg", "/"), Some(PathBuf::from("img/a.svg")));
        assert_eq!(path("/some/folder/", "/some/folder/"), Some(PathBuf::from("index.html")));
        assert_eq!(path("/a.svg", "/some/folder/"), None, "what is beside the folder is not served");
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        for target in
            ["/..", "/../a", "/a/../../b", "//etc/passwd", "/%2e%2e/a", "/..\\a", "/C:/a", "/.git/a", "a", ""]
        {
            assert_eq!(path(target, "/"), None, "{target}");
        }
    }

    #[test]
    fn headers_say_whether_gzip_is_taken() -> anyhow::Result<()> {
        let takes =
            |header: &str| Request::read(format!("GET / HTTP/1.1\r\nHost: a\r\n{header}\r\n\r\n").as_bytes());
        assert!(takes("accept-encoding: br;q=1.0, gzip;q=0.5")?.takes_gzip);
        assert!(!takes("Accept-Encoding: br")?.takes_gzip);
        assert_eq!(takes("X: gzip")?.method, "GET");
        Ok(())
    }
}
