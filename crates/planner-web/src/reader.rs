//! The reader's own money: another currency beside dollars, at a rate that the reader states. No rate is known here, and none
//! is guessed.

use planner_core::document::Problem;
use planner_core::{Currency, Decimal, Quantity, decimal};

use crate::field::Field;
use crate::numbers::{Amount, grouped};

/// Signs that stand for one currency alone.
const SIGNS: [(&str, &str); 10] = [
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₽", "RUB"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("₦", "NGN"),
    ("₴", "UAH"),
];

/// The most of a currency that a dollar can be.
const MOST: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);

/// What money the reader thinks in. It is remembered in the browser, and stands in no stack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// The three letters of the currency; empty where dollars will do.
    pub currency: String,
    /// How much of it a dollar is, in plain digits; empty until it is stated.
    pub rate: String,
}

impl Reader {
    /// Reads what was remembered, `EUR 0.92`; none where it is nothing of the kind.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (code, rate) = text.split_once(' ').unwrap_or((text, ""));
        let currency = Currency::in_use(code).filter(|currency| *currency != Currency::USD)?;
        if !rate.is_empty() && !decimal(rate).is_some_and(is_rate) {
            return None;
        }
        Some(Self { currency: currency.code().to_owned(), rate: rate.to_owned() })
    }

    /// What is to be remembered; empty where there is nothing to remember.
    #[must_use]
    pub fn text(&self) -> String {
        [self.currency.as_str(), " ", &self.rate].concat().trim().to_owned()
    }

    /// The rate in words, `1 USD = 0.92 EUR`; none until it is stated.
    #[must_use]
    pub fn stated(&self) -> Option<String> {
        let rate = crate::field::shown_number(self.rate.as_str());
        (!self.rate.is_empty()).then(|| ["1 USD = ", &rate, " ", &self.currency].concat())
    }

    /// What an amount in dollars is in the reader's money, `about €23.00`; none until the rate is stated, and for nothing.
    #[must_use]
    pub fn about(&self, amount: &Amount) -> Option<String> {
        let dollars = amount.money.filter(|money| money.currency() == Currency::USD)?.amount();
        let currency = Currency::in_use(&self.currency)?;
        let exact = dollars.checked_mul(decimal(&self.rate)?)?;
        let places = currency.places();
        let (least, rounded) = (Decimal::new(1, places), exact.round_half_away(places));
        if exact.is_zero() {
            return None;
        }
        // What is less than the smallest coin is not nothing.
        let (word, shown) = if rounded.is_zero() { ("under ", least) } else { ("about ", rounded) };
        let digits = grouped(shown.abs(), places);
        let minus = if shown.is_sign_negative() { "-" } else { "" };
        let sign = SIGNS.iter().find(|(_, code)| *code == currency.code()).map(|(sign, _)| *sign);
        Some(match sign {
            Some(sign) => [word, minus, sign, &digits].concat(),
            None => [word, minus, &digits, " ", currency.code()].concat(),
        })
    }

    /// The same with a field changed; none for a field of the stack.
    pub(crate) fn with(&self, field: &Field, typed: &str) -> Option<Result<Self, Problem>> {
        match field {
            Field::Currency => Some(self.thinks_in(typed.trim())),
            Field::Rate => Some(self.at(typed.trim())),
            _ => None,
        }
    }

    /// Another currency has another rate, which is to be stated anew.
    fn thinks_in(&self, typed: &str) -> Result<Self, Problem> {
        if typed.is_empty() {
            return Ok(Self::default());
        }
        let word = typed.to_ascii_uppercase();
        let code = SIGNS.iter().find(|(sign, _)| *sign == word).map_or(word.as_str(), |(_, code)| code);
        let wrong = |why: &str| Problem::new(["`", typed, "` ", why].concat());
        let currency = match code {
            "$" | "USD" => {
                return Err(wrong("is what is shown already").hint("write the currency to show beside it"));
            }
            "¥" => {
                return Err(wrong("can be read as JPY or as CNY").hint("write one of the two"));
            }
            code => Currency::in_use(code).ok_or_else(|| {
                wrong("is no currency").hint("write its three letters, or a sign that only it has")
            })?,
        };
        if currency.code() == self.currency {
            return Ok(self.clone());
        }
        Ok(Self { currency: currency.code().to_owned(), rate: String::new() })
    }

    fn at(&self, typed: &str) -> Result<Self, Problem> {
        if self.currency.is_empty() {
            return Err(Problem::new("no currency is given for this rate").hint("give the currency first"));
        }
        if typed.is_empty() {
            return Ok(Self { rate: String::new(), ..self.clone() });
        }
        let rate = Quantity::parse(typed).filter(|rate| rate.unit.is_none()).map(|rate| rate.value);
        let rate = rate.filter(|rate| is_rate(*rate)).ok_or_else(|| {
            Problem::new(["`", typed, "` is not how much one dollar is"].concat())
                .hint(["write how much ", &self.currency, " you get for it, above zero"].concat())
        })?;
        Ok(Self { rate: rate.normalize().to_string(), ..self.clone() })
    }
}

fn is_rate(rate: Decimal) -> bool {
    rate > Decimal::ZERO && rate <= MOST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::amount;

    fn reader(currency: &str, rate: &str) -> Reader {
        Reader { currency: currency.to_owned(), rate: rate.to_owned() }
    }

    #[test]
    fn an_amount_is_rounded_to_the_coins_of_the_currency() {
        for (currency, rate, dollars, wanted) in [
            ("EUR", "0.92", "25", Some("about €23.00")),
            ("EUR", "0.92", "0.2771220141996", Some("about €0.25")),
            ("EUR", "0.92", "1234567.89", Some("about €1,135,802.46")),
            ("EUR", "0.92", "-25", Some("about -€23.00")),
            ("EUR", "0.92", "0.001", Some("under €0.01")),
            ("EUR", "0.92", "0", None),
            ("EUR", "0.5", "0.01", Some("about €0.01")), // half a cent, away from zero
            ("JPY", "155.5", "25", Some("about 3,888 JPY")),
            ("KRW", "1400", "0.0001", Some("under ₩1")),
            ("KWD", "0.307", "25", Some("about 7.675 KWD")),
            ("CHF", "0.8", "25", Some("about 20.00 CHF")),
            ("EUR", "", "25", None),
            ("", "", "25", None),
            ("EUR", "0.92", "no amount", None),
        ] {
            let about = reader(currency, rate).about(&amount(dollars, "USD"));
            assert_eq!(about.as_deref(), wanted, "{dollars} at {rate} {currency}");
        }
        assert_eq!(reader("GBP", "0.8").about(&amount("25", "EUR")), None, "the rate is for dollars");
    }

    #[test]
    fn what_is_remembered_is_read_again_and_nothing_else_is() {
        for text in ["EUR 0.92", "JPY 155.5", "GBP"] {
            let known = Reader::parse(text);
            assert_eq!(known.map(|known| known.text()).as_deref(), Some(text));
        }
        for text in ["", "USD 1", "XYZ 1", "eur 1", "EUR 0", "EUR -1", "EUR x", "EUR  1", "EUR 100000001"] {
            assert_eq!(Reader::parse(text), None, "{text}");
        }
        assert_eq!(Reader::default().text(), "");
    }

    #[test]
    fn a_currency_is_named_by_its_letters_or_its_sign() {
        let typed = |text| Reader::default().with(&Field::Currency, text);
        for (text, code) in [("EUR", "EUR"), (" eur ", "EUR"), ("€", "EUR"), ("£", "GBP"), ("chf", "CHF")]
        {
            assert_eq!(typed(text), Some(Ok(reader(code, ""))), "{text}");
        }
        for (text, why) in [
            ("E", "`E` is no currency"),
            ("XYZ", "`XYZ` is no currency"),
            ("usd", "`usd` is what is shown already"),
            ("$", "`$` is what is shown already"),
            ("¥", "`¥` can be read as JPY or as CNY"),
        ] {
            let problem = typed(text).and_then(Result::err).map(|problem| problem.message.clone());
            assert_eq!(problem.as_deref(), Some(why));
        }
    }

    #[test]
    fn a_rate_belongs_to_its_currency() {
        let euros = reader("EUR", "0.92");
        assert_eq!(euros.with(&Field::Currency, "€"), Some(Ok(euros.clone())));
        assert_eq!(euros.with(&Field::Currency, "GBP"), Some(Ok(reader("GBP", ""))));
        assert_eq!(euros.with(&Field::Currency, ""), Some(Ok(Reader::default())));
        assert_eq!(euros.with(&Field::Rate, "0.950"), Some(Ok(reader("EUR", "0.95"))));
        assert_eq!(euros.with(&Field::Rate, ""), Some(Ok(reader("EUR", ""))));
        for text in ["0", "-1", "x", "5 GB", "1e9"] {
            assert!(euros.with(&Field::Rate, text).is_some_and(|known| known.is_err()), "{text}");
        }
        assert!(Reader::default().with(&Field::Rate, "0.92").is_some_and(|known| known.is_err()));
        assert_eq!(euros.with(&Field::Start, "2027-01"), None);
        assert_eq!(euros.stated().as_deref(), Some("1 USD = 0.92 EUR"));
    }
}
