//! One HTTP request to a driver on this machine, one JSON answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Longer than any command should take, a browser's first start on a busy machine included.
const PATIENCE: Duration = Duration::from_mins(2);

/// No answer is larger: a screenshot of a long page.
const LARGEST: u64 = 64 << 20;

/// Sends `body` and returns the answer's `value`, or its error as text.
pub(super) fn call(driver: &str, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
    let mut stream = TcpStream::connect(driver).with_context(|| format!("no driver answers at {driver}"))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let body = body.map(Value::to_string).unwrap_or_default();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {driver}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let text = answer(BufReader::new(stream)).with_context(|| format!("{method} {path}"))?;
    let mut json: Value = serde_json::from_str(&text).with_context(|| format!("not JSON: {text}"))?;
    let value = json.get_mut("value").map(Value::take).unwrap_or_default();
    if let Some(error) = value.get("error").and_then(Value::as_str) {
        let message = value.get("message").and_then(Value::as_str).unwrap_or_default();
        bail!("{error}: {}", message.lines().next().unwrap_or_default());
    }
    Ok(value)
}

/// The body of an answer: as long as its header says, or else to the end.
fn answer(mut reader: impl BufRead) -> Result<String> {
    let mut length = None;
    let mut line = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            bail!("the driver hung up");
        }
        let header = line.trim_end();
        if header.is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = Some(value.trim().parse::<u64>()?);
        }
    }
    let mut body = String::new();
    reader.take(length.unwrap_or(LARGEST).min(LARGEST)).read_to_string(&mut body)?;
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::answer;

    #[test]
    fn an_answer_ends_where_its_header_says() {
        let text = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}and more";
        assert_eq!(answer(text.as_bytes()).ok().as_deref(), Some("{}"));
    }

    #[test]
    fn a_driver_that_hangs_up_is_an_error() {
        assert!(answer(&b"HTTP/1.1 200 OK\r\n"[..]).is_err());
    }
}
