//! Numbers as people type them, here and elsewhere.

use super::*;

fn german() -> Locale {
    Locale::parse("decimal ,\ngroup .")
}

fn french() -> Locale {
    Locale::parse("decimal ,\ngroup \u{202f}")
}

fn swiss() -> Locale {
    Locale::parse("decimal .\ngroup ’")
}

#[test]
fn what_can_be_read_in_one_way_is_read_everywhere() -> Result<(), Problem> {
    for (typed, wanted) in [
        ("5000", "5000"),
        ("5 000", "5000"),
        ("5\u{a0}000", "5000"),
        ("5\u{202f}000\u{202f}000", "5000000"),
        ("5\u{2009}000", "5000"),
        ("1'234.5", "1234.5"),
        ("1’234’567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1,234,567.891", "1234567.891"),
        ("1.234.567,891", "1234567.891"),
        ("1 234 567,8", "1234567.8"),
        ("1,00,000", "100000"),
        ("12,34,567.5", "1234567.5"),
        ("1_000", "1000"),
        ("1_000.5", "1000.5"),
        ("1,5", "1.5"),
        ("1,50", "1.50"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("5.", "5"),
        ("1e9", "1000000000"),
        ("1.5e3", "1500"),
        ("2E-2", "0.02"),
        ("1e3 GB", "1000 GB"),
        ("1.5M", "1.5M"),
        ("1,5 M", "1.5 M"),
        ("$50", "$50"),
        ("US$ 1 500,75", "US$ 1500.75"),
        ("50 €", "50 €"),
        ("15%", "15%"),
        ("7,5 %/month", "7.5 %/month"),
        ("+10 000 /month", "+10000 /month"),
        ("\u{2212}5", "-5"),
        ("1.234,5 GB /day", "1234.5 GB /day"),
        ("12h 30m", "12h 30m"),
        ("10 GB", "10 GB"),
    ] {
        for locale in [Locale::ENGLISH, german(), french(), swiss()] {
            assert_eq!(normal_in(typed, &locale)?, wanted, "{typed}");
        }
    }
    Ok(())
}

#[test]
fn one_sign_before_three_digits_is_what_it_is_at_home() {
    let read = |typed, locale: &Locale| normal_in(typed, locale).map_err(|problem| problem.message.clone());
    let in_english = Locale::ENGLISH;
    for (typed, locale, wanted) in [
        ("1,234", &in_english, "1234"),
        ("1.234", &in_english, "1.234"),
        ("1.234 GB", &german(), "1234 GB"),
        ("1,234", &german(), "1.234"),
        ("1,234", &french(), "1.234"),
        ("1,234", &swiss(), "1234"),
        ("1.234", &swiss(), "1.234"),
        ("1.2345", &in_english, "1.2345"),
        ("1,2345", &german(), "1.2345"),
        ("1234,567", &french(), "1234.567"),
        ("1.2345", &french(), "1.2345"),
    ] {
        assert_eq!(read(typed, locale).as_deref(), Ok(wanted), "{typed}");
    }
    for (typed, locale, one, other) in [
        ("1.234", &french(), "1234", "1.234"),
        // A digit more, or one less, of thousands.
        ("5,0000", &in_english, "50000", "5.0000"),
        ("5.0000", &german(), "50000", "5.0000"),
        ("1234,567", &in_english, "1234567", "1234.567"),
        ("5,0000", &swiss(), "50000", "5.0000"),
    ] {
        let wanted = format!("`{typed}` can be read as {one} or as {other}");
        assert_eq!(read(typed, locale), Err(wanted));
        assert!(locale.sentence(other).contains(locale.decimal), "and is read there with its own sign");
    }
}

#[test]
fn what_makes_no_sense_stays_for_the_core_to_refuse() -> Result<(), Problem> {
    for typed in [
        "",
        "abc",
        "users",
        "-",
        ".",
        "1,2,3",
        "5 00",
        "1234 567",
        "1.2.3",
        "1.234'567",
        "01,234,567",
        "12,34,56",
        "U5",
        "S5",
        "5e99",
    ] {
        assert_eq!(normal_in(typed, &Locale::ENGLISH)?, typed);
    }
    Ok(())
}

#[test]
fn a_field_that_is_left_shows_thousands_apart() {
    for (written, wanted) in [
        ("5000", "5\u{202f}000"),
        ("1.5M", "1\u{202f}500\u{202f}000"),
        ("2k", "2\u{202f}000"),
        ("1e9", "1\u{202f}000\u{202f}000\u{202f}000"),
        ("0.0025", "0.0025"),
        ("5000 MB /day", "5\u{202f}000 MB /day"),
        ("5,000 MB", "5\u{202f}000 MB"),
        ("6 %/month", "6 %/month"),
        ("+10000 /month", "+10\u{202f}000 /month"),
        ("$1500", "$1\u{202f}500"),
        ("007 agents", "007 agents"),
        ("users", "users"),
        ("", ""),
    ] {
        assert_eq!(shown(written), wanted, "{written}");
    }
}

#[test]
fn a_digit_more_or_less_is_just_that() -> Result<(), Problem> {
    for (edited, wanted) in [("5\u{202f}0000", "50000"), ("5\u{202f}00", "500"), ("5\u{202f}GB", "5 GB")] {
        for locale in [Locale::ENGLISH, german(), french(), swiss()] {
            assert_eq!(normal_in(edited, &locale)?, wanted);
        }
    }
    Ok(())
}

#[test]
fn what_a_field_shows_it_reads_again() -> Result<(), Problem> {
    for written in ["5000", "1.234", "1234567.5", "0.125", "12.345 GB", "+10000.5 /month", "-5", "0"] {
        for locale in [Locale::ENGLISH, german(), french(), swiss()] {
            locale::speak(locale);
            assert_eq!(normal(&shown(written))?, written, "shown as {}", shown(written));
        }
    }
    Ok(())
}
