//! Money: an exact amount that knows its currency.

use std::fmt;

use crate::number::Decimal;
use crate::shown::grouped;

/// The currencies in use, by ISO 4217.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD \
    KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO \
    NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE \
    SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND \
    VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

/// Currencies whose smallest coin is the unit itself.
const WHOLE: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

/// Currencies whose unit has a thousand parts.
const THOUSANDTHS: &str = "BHD IQD JOD KWD LYD OMR TND";

/// A currency by its three ISO 4217 letters, such as `USD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency of most bundled price books.
    pub const USD: Self = Self(*b"USD");

    /// Reads three capital letters; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
    }
}

impl Currency {
    /// Reads the letters of a currency that is in use; `None` for others.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::Currency;
    /// assert_eq!(Currency::in_use("JPY").map(|yen| yen.places()), Some(0));
    /// assert_eq!(Currency::in_use("XYZ"), None);
    /// ```
    #[must_use]
    pub fn in_use(text: &str) -> Option<Self> {
        Self::parse(text).filter(|_| CODES.split_ascii_whitespace().any(|known| known == text))
    }

    /// The decimal places of its smallest coin: two of most, none of yen, three of dinars.
    #[must_use]
    pub fn places(self) -> u32 {
        let among = |codes: &str| codes.split(' ').any(|known| known == self.code());
        match () {
            () if among(WHOLE) => 0,
            () if among(THOUSANDTHS) => 3,
            () => 2,
        }
    }

    /// The one in use that three letters are nearest to, for an error to name.
    pub(crate) fn near(text: &str) -> Self {
        let start: String = text.chars().take(3).collect::<String>().to_ascii_uppercase();
        Self::in_use(&start).unwrap_or(Self(*b"EUR"))
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in one currency, to 28 digits. Only [`Money::to_cents`] and [`fmt::Display`] round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

impl Money {
    /// An amount in a currency.
    #[must_use]
    pub const fn new(amount: Decimal, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Nothing, in a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(Decimal::ZERO, currency)
    }

    /// The exact amount.
    #[must_use]
    pub const fn amount(self) -> Decimal {
        self.amount
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Sum; `None` past the decimal's range or across currencies, which need a stated rate.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        Some(Self::new(self.amount.plus(other.amount)?, self.currency))
    }

    /// Rounded to cents, half a cent away from zero.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::{Currency, Money, decimal};
    /// let price = Money::new(decimal("8.335").unwrap(), Currency::USD);
    /// assert_eq!(price.to_cents().amount().to_string(), "8.34");
    /// ```
    #[must_use]
    pub fn to_cents(self) -> Self {
        Self::new(self.amount.round_half_away(2), self.currency)
    }
}

/// Rounded to cents, with thousands apart: `1,234.50 USD` (or `$1,234.50` for dollars). What is below a cent keeps two digits
/// that matter, `$0.0056`: it is neither nothing nor a cent.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = grouped(self.amount, places(self.amount));
        match (self.currency == Currency::USD, text.strip_prefix('-')) {
            (true, Some(rest)) => write!(f, "-${rest}"),
            (true, None) => write!(f, "${text}"),
            (false, _) => write!(f, "{text} {}", self.currency),
        }
    }
}

/// The decimal places an amount is shown with.
fn places(amount: Decimal) -> u32 {
    let cent = Decimal::new(1, 2);
    let size = amount.shown().abs();
    if size.is_zero() || size >= cent {
        return 2;
    }
    let mut places = 3;
    // A second digit, and as many more as keep what is just below a cent below it.
    while places < size.scale() {
        let shown = size.round_half_away(places);
        let matters = shown.mantissa() >= 10 && shown.scale() == places;
        if matters && shown < cent {
            break;
        }
        places = places.saturating_add(1);
    }
    places.min(size.normalize().scale())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_never_mix() {
        let rupees = Currency::parse("INR").map(Money::zero);
        assert_eq!(rupees.and_then(|r| Money::zero(Currency::USD).checked_add(r)), None);
        assert_eq!(Currency::parse("usd"), None);
    }

    #[test]
    fn money_shows_rounded_never_cut() {
        let shown = |amount| Money::new(amount, Currency::USD).to_string();
        assert_eq!(shown(Decimal::new(1_999, 3)), "$2.00");
        assert_eq!(shown(Decimal::new(-123_456_789, 2)), "-$1,234,567.89");
    }

    #[test]
    fn money_below_a_cent_is_neither_nothing_nor_a_cent() {
        let shown = |amount: &str| {
            let amount = crate::unit::decimal(amount).unwrap_or(Decimal::MAX);
            Money::new(amount, Currency::USD).to_string()
        };
        for (amount, text) in [
            ("0", "$0.00"),
            ("0.01", "$0.01"),
            ("0.0055649", "$0.0056"),
            ("0.005", "$0.005"),
            ("0.0050000", "$0.005"),
            ("-0.00458666666666666666666667", "-$0.0046"),
            ("0.0000000209", "$0.000000021"),
            ("0.00996", "$0.00996"),
            ("0.009", "$0.009"),
            ("0.0099999", "$0.0099999"),
            ("0.0149", "$0.01"),
        ] {
            assert_eq!(shown(amount), text);
        }
    }
}
