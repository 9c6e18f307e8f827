//! A JSON reader that keeps places and digits.
//!
//! `serde_json` gives a place only where reading stops, and turns untyped numbers into floats; a wrong plan found after
//! reading needs the line of its own word, and money needs every digit.

use super::node::refuse_twice;
use super::{MAX_BYTES, MAX_DEPTH, Node, Position, Problem, ProblemKind, Value, too_large};

/// Reads one JSON document. `file` marks the places, for trees folded from several files.
///
/// # Errors
///
/// A [`Problem`] with line and column for anything that is not JSON, a name given twice, nesting deeper than
/// [`MAX_DEPTH`] or a text above [`MAX_BYTES`].
///
/// # Example
///
/// ```
/// use planner_core::document::parse_json;
/// let problem = parse_json("{\n  \"plan\": free }", 0).unwrap_err();
/// assert_eq!(problem.to_string(), "line 2, column 11: expected a value, found `f`");
/// ```
pub fn parse_json(text: &str, file: u16) -> Result<Node, Problem> {
    parsed(text, file).map_err(|problem| problem.of(ProblemKind::Syntax))
}

fn parsed(text: &str, file: u16) -> Result<Node, Problem> {
    if text.len() > MAX_BYTES {
        return Err(too_large());
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { rest: text, at: Position { line: 1, column: 1, file } };
    let node = reader.value(0)?;
    reader.space();
    match reader.peek() {
        None => Ok(node),
        Some(found) => Err(reader.problem(format!("expected the end of the document, found `{found}`"))),
    }
}

struct Reader<'a> {
    rest: &'a str,
    at: Position,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// The next byte, for what is told apart by a character of one.
    fn byte(&self) -> Option<u8> {
        self.rest.as_bytes().first().copied()
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next()?;
        self.rest = chars.as_str();
        if c == '\n' {
            self.at.line = self.at.line.saturating_add(1);
            self.at.column = 1;
        } else {
            self.at.column = self.at.column.saturating_add(1);
        }
        Some(c)
    }

    fn space(&mut self) {
        let mut spaces: usize = 0;
        for byte in self.rest.bytes() {
            match byte {
                b'\n' => {
                    self.at.line = self.at.line.saturating_add(1);
                    self.at.column = 1;
                }
                b' ' | b'\t' | b'\r' => self.at.column = self.at.column.saturating_add(1),
                _ => break,
            }
            spaces = spaces.saturating_add(1);
        }
        self.rest = self.rest.get(spaces..).unwrap_or_default();
    }

    fn problem(&self, message: String) -> Problem {
        Problem::new(message).at(self.at)
    }

    fn expected(&self, what: &str) -> Problem {
        match self.peek() {
            Some(found) if found.is_control() => {
                self.problem(format!("expected {what}, found `{}`", found.escape_default()))
            }
            Some(found) => self.problem(format!("expected {what}, found `{found}`")),
            None => self.problem(format!("expected {what}, but the document ends here")),
        }
    }

    fn take(&mut self, wanted: char, what: &str) -> Result<(), Problem> {
        if self.peek() == Some(wanted) {
            self.next();
            Ok(())
        } else {
            Err(self.expected(what))
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Problem> {
        self.space();
        let at = self.at;
        if depth > MAX_DEPTH {
            return Err(self.problem(format!("nested deeper than {MAX_DEPTH} levels")));
        }
        let value = match self.byte() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Node::new(at, value))
    }

    fn map(&mut self, depth: usize) -> Result<Value, Problem> {
        self.next();
        let mut entries: Vec<(String, Node)> = Vec::new();
        self.space();
        while self.byte() != Some(b'}') {
            if !entries.is_empty() {
                self.take(',', "`,` or `}`")?;
                self.space();
            }
            let at = self.at;
            if self.byte() != Some(b'"') {
                let expected = self.expected("a name in double quotes");
                let digit = self.peek().is_some_and(|c| c.is_ascii_digit());
                return Err(if digit {
                    expected.hint("a number is written without commas: 20000")
                } else {
                    expected
                });
            }
            let name = self.string()?;
            self.space();
            self.take(':', "`:`")?;
            let mut node = self.value(depth.saturating_add(1))?;
            node.name_at = Some(at);
            entries.push((name, node));
            self.space();
        }
        self.next();
        refuse_twice(&entries)?;
        Ok(Value::Map(entries.into()))
    }

    fn list(&mut self, depth: usize) -> Result<Value, Problem> {
        self.next();
        let mut items = Vec::new();
        self.space();
        while self.byte() != Some(b']') {
            if !items.is_empty() {
                self.take(',', "`,` or `]`")?;
            }
            items.push(self.value(depth.saturating_add(1))?);
            self.space();
        }
        self.next();
        Ok(Value::List(items.into()))
    }

    fn word(&mut self) -> Result<Value, Problem> {
        for (word, value) in
            [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))]
        {
            if self.rest.starts_with(word) {
                for _ in word.chars() {
                    self.next();
                }
                return Ok(value);
            }
        }
        Err(self.expected("a value"))
    }

    fn number(&mut self) -> Result<String, Problem> {
        let mut out = String::new();
        if self.peek() == Some('-') {
            out.extend(self.next());
        }
        let whole = self.digits(&mut out)?;
        if whole > 1 && out.trim_start_matches('-').starts_with('0') {
            return Err(self
                .problem(format!("the number {out} starts with a zero"))
                .hint("leave the zero out; a number is written without commas: 20000"));
        }
        if self.peek() == Some('.') {
            out.extend(self.next());
            self.digits(&mut out)?;
        }
        if matches!(self.peek(), Some('e' | 'E')) {
            return Err(self
                .problem("numbers are written out, without an exponent".to_owned())
                .hint("write 2000, or the text \"2e3\""));
        }
        Ok(out)
    }

    fn digits(&mut self, out: &mut String) -> Result<usize, Problem> {
        let count = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at_checked(count).unwrap_or((self.rest, ""));
        out.push_str(digits);
        self.rest = rest;
        self.at.column = self.at.column.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        if count == 0 { Err(self.expected("a digit")) } else { Ok(count) }
    }

    fn string(&mut self) -> Result<String, Problem> {
        self.next();
        let mut out = self.plain().to_owned();
        loop {
            match self.byte() {
                None => return Err(self.expected("the closing `\"` of a text")),
                Some(b'"') => {
                    self.next();
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(byte) if byte < b' ' => return Err(self.expected("a text without control characters")),
                Some(_) => out.push_str(self.plain()),
            }
        }
    }

    /// The text up to the next quote, escape or control character, none of which is a new line.
    fn plain(&mut self) -> &str {
        // None of these is a part of a longer character; all but the bytes that go on with one begin a column.
        let ends = |byte: u8| byte == b'"' || byte == b'\\' || byte < b' ';
        let (mut bytes, mut length): (usize, u32) = (0, 0);
        for byte in self.rest.bytes().take_while(|byte| !ends(*byte)) {
            bytes = bytes.saturating_add(1);
            length = length.saturating_add(u32::from(byte & 0xc0 != 0x80));
        }
        let (plain, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.at.column = self.at.column.saturating_add(length);
        self.rest = rest;
        plain
    }

    fn escape(&mut self) -> Result<char, Problem> {
        self.next();
        let simple = match self.peek() {
            Some(c @ ('"' | '\\' | '/')) => c,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode(),
            _ => return Err(self.expected("an escape such as `\\n`")),
        };
        self.next();
        Ok(simple)
    }

    fn unicode(&mut self) -> Result<char, Problem> {
        let first = self.hex()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            self.take('\\', "the second half of a surrogate pair")?;
            let second = self.hex()?;
            let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400);
            low.map(|low| 0x1_0000_u32.saturating_add((first & 0x3ff) << 10).saturating_add(low))
        } else {
            Some(first)
        };
        code.and_then(char::from_u32).ok_or_else(|| self.problem("this escape is no character".to_owned()))
    }

    fn hex(&mut self) -> Result<u32, Problem> {
        self.take('u', "`u` and four hexadecimal digits")?;
        let mut code: u32 = 0;
        for _ in 0..4 {
            let digit = self
                .peek()
                .and_then(|c| c.to_digit(16))
                .ok_or_else(|| self.expected("a hexadecimal digit"))?;
            code = (code << 4) | digit;
            self.next();
        }
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        parse_json(text, 0).map_or_else(|problem| problem.to_string(), |node| format!("read as {node:?}"))
    }

    #[test]
    fn numbers_keep_their_digits() {
        let node = parse_json("[123456789.123456789123456789, -0.10]", 0);
        let digits = node.ok().and_then(|node| match node.value {
            Value::List(items) => Some(items.into_iter().map(|item| item.value).collect::<Vec<_>>()),
            _ => None,
        });
        let number = |text: &str| Value::Number(text.to_owned());
        assert_eq!(digits, Some(vec![number("123456789.123456789123456789"), number("-0.10")]));
    }

    #[test]
    fn every_break_has_its_place() {
        assert_eq!(refused("{\"a\": 1,\n \"a\": 2}"), "line 2, column 2: `a` is given twice");
        assert_eq!(refused("[1 2]"), "line 1, column 4: expected `,` or `]`, found `2`");
        assert_eq!(refused("[1,]"), "line 1, column 4: expected a value, found `]`");
        assert_eq!(refused("[01]"), "line 1, column 4: the number 01 starts with a zero");
        assert_eq!(refused("1e400"), "line 1, column 2: numbers are written out, without an exponent");
        assert_eq!(
            refused("\"\\ud800\""),
            "line 1, column 8: expected the second half of a surrogate pair, found `\"`"
        );
        assert_eq!(refused("{} x"), "line 1, column 4: expected the end of the document, found `x`");
        assert_eq!(refused(""), "line 1, column 1: expected a value, but the document ends here");
    }

    #[test]
    fn deep_nesting_is_refused_not_followed() {
        let text = "[".repeat(MAX_BYTES);
        assert!(refused(&text).ends_with("nested deeper than 64 levels"), "{}", refused(&text));
    }
}
