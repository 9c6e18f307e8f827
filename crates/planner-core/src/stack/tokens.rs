//! Messages to a language model, and how large they are.

use super::Series;
use super::workload::{a_share, number, often};
use crate::document::{Misfit, Place, Read, Value, fields};
use crate::number::Decimal;
use crate::unit::Quantity;

/// Messages to a language model.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// How many messages there are.
    pub messages: Series,
    /// Tokens that go in with one, cached ones too; of several sizes, each with its share of the messages.
    pub input: Vec<Prompt>,
    /// Tokens that come out.
    pub output: Decimal,
    /// The share of those going in that the vendor has in its cache.
    pub cached: Decimal,
    /// Why they are assumed, where nobody stated them.
    pub assumed: Option<String>,
}

fields!(Tokens {
    messages: required_as(often),
    input: required_as(prompts),
    output: required_as(number),
    cached: or_as(Decimal::ZERO, a_share),
    assumed: optional,
});

/// Messages of one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// Their share of all messages.
    pub share: Decimal,
    /// Tokens that go in with each.
    pub size: Decimal,
}

/// One entry of a mix, as it is written; what has no share is the rest.
struct Entry {
    share: Option<Quantity>,
    size: Option<Quantity>,
}

fields!(Entry { share: optional, size: optional });

/// Reads one size, or a mix: `2000`, `{ share: 10 %, size: 300k }`, or a list of such.
fn prompts(at: &Place<'_>) -> Result<Vec<Prompt>, Misfit> {
    let entries = match at.value() {
        Value::List(items) => {
            let mut all = Vec::with_capacity(items.len());
            for (number, item) in items.iter().enumerate() {
                all.push(entry(&at.item(number, item))?);
            }
            all
        }
        Value::Map(_) => vec![entry(at)?],
        _ => return Ok(vec![Prompt { share: Decimal::ONE, size: size(at, &Quantity::read(at)?)? }]),
    };
    let sum = |all: &[(Option<Decimal>, Decimal)]| {
        all.iter().try_fold(Decimal::ZERO, |sum, (share, _)| sum.plus(share.unwrap_or_default()))
    };
    let open = entries.iter().filter(|(share, _)| share.is_none()).count();
    let rest = sum(&entries).and_then(|sum| Decimal::ONE.minus(sum));
    let Some(rest) = rest.filter(|rest| *rest >= Decimal::ZERO && open <= 1 && (open == 1 || rest.is_zero()))
    else {
        let of_one = "`[{ share: 10 %, size: 300k }, { size: 2000 }]`, where one without a share is the rest";
        let come_to = sum(&entries).and_then(|sum| sum.times(Decimal::ONE_HUNDRED)).unwrap_or_default();
        let message = match open {
            _ if entries.is_empty() => "the mix has no sizes".to_owned(),
            0 | 1 => format!("the shares come to {} %, not to 100 %", come_to.normalize()),
            _ => format!("{open} sizes have no share, so nobody knows what each is of the rest"),
        };
        return Err(at.wrong(message).hint(match (open, rest) {
            (0, Some(rest)) if rest > Decimal::ZERO && !entries.is_empty() => format!(
                "add a size without a share for the other {} %, as in {of_one}",
                Decimal::ONE_HUNDRED.minus(come_to).unwrap_or_default().normalize()
            ),
            _ => format!("write shares that come to 100 %, as in {of_one}"),
        }));
    };
    Ok(entries.into_iter().map(|(share, size)| Prompt { share: share.unwrap_or(rest), size }).collect())
}

fn entry(at: &Place<'_>) -> Result<(Option<Decimal>, Decimal), Misfit> {
    if !matches!(at.value(), Value::Map(_)) {
        return Ok((None, size(at, &Quantity::read(at)?)?));
    }
    let read = Entry::read(at)?;
    let share = match &read.share {
        None => None,
        Some(share) => Some(
            share
                .share()
                .filter(|share| *share >= Decimal::ZERO && *share <= Decimal::ONE)
                .ok_or_else(|| at.wrong(format!("{share} is no share from 0 % to 100 %")))?,
        ),
    };
    let Some(stated) = read.size else {
        return Err(at.wrong("a share of the messages needs its `size`: the tokens that go in with each"));
    };
    Ok((share, size(at, &stated)?))
}

/// A number of tokens.
fn size(at: &Place<'_>, stated: &Quantity) -> Result<Decimal, Misfit> {
    let tokens = crate::unit::Unit::parse("tokens").and_then(|tokens| stated.in_unit(&tokens));
    let size = tokens
        .filter(|size| *size >= Decimal::ZERO && *size <= super::ABSURD)
        .ok_or_else(|| at.wrong(format!("{stated} is no number of tokens from 0 to 10^15")))?;
    if size.is_zero() {
        return Err(at
            .wrong("a message of no tokens is no message: leave it out")
            .hint("write how many tokens go in with each message, such as 2000"));
    }
    Ok(size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Problem, parse_json, read};

    fn tokens(input: &str) -> Result<Tokens, Problem> {
        read(&parse_json(&format!(r#"{{ "messages": 10, "input": {input}, "output": 1 }}"#), 0)?)
    }

    #[test]
    fn a_mix_comes_to_all_messages() -> Result<(), Problem> {
        let mix = |input| {
            tokens(input).map(|tokens| {
                tokens
                    .input
                    .iter()
                    .map(|p| format!("{} x {}", p.share.normalize(), p.size.normalize()))
                    .collect::<Vec<_>>()
                    .join(", ")
            })
        };
        assert_eq!(mix("1500")?, "1 x 1500");
        assert_eq!(mix(r#""300k""#)?, "1 x 300000");
        assert_eq!(
            mix(r#"[{ "share": "10 %", "size": "300k" }, { "size": 2000 }]"#)?,
            "0.1 x 300000, 0.9 x 2000"
        );
        assert_eq!(mix(r#"[{ "share": "10 %", "size": "300k" }, 2000]"#)?, "0.1 x 300000, 0.9 x 2000");
        assert_eq!(mix(r#"{ "share": "100 %", "size": 7 }"#)?, "1 x 7");
        Ok(())
    }

    #[test]
    fn what_leaves_messages_without_a_size_is_refused() {
        for (input, wanted) in [
            (r#"{ "share": "10 %", "size": "300k" }"#, "the shares come to 10 %, not to 100 %"),
            (r#"[{ "share": "60 %", "size": 1 }, { "share": "60 %", "size": 2 }]"#, "come to 120 %, not"),
            (r#"[{ "share": "60 %", "size": 1 }, { "share": "60 %", "size": 2 }, 5]"#, "come to 120 %, not"),
            (r#"[{ "size": 1 }, { "size": 2 }]"#, "2 sizes have no share"),
            ("[]", "the mix has no sizes"),
            (r#"[{ "share": "10 %" }, 5]"#, "needs its `size`"),
            (r#"[{ "share": "10 %", "size": 0 }, 5]"#, "a message of no tokens"),
            (r#"[{ "share": "-10 %", "size": 9 }, 5]"#, "no share from 0 % to 100 %"),
            (r#""5 GB""#, "no number of tokens"),
            ("-5", "no number of tokens"),
        ] {
            let said =
                tokens(input).map_or_else(|problem| problem.to_string(), |tokens| format!("{tokens:?}"));
            assert!(said.contains(wanted), "{input}: {said} does not say {wanted}");
        }
    }
}
