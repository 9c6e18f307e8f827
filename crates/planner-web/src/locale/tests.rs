//! What readers elsewhere see of an English sentence.

use super::*;

const GERMAN: &str = "decimal ,\ngroup .";
const AMERICAN: &str = "decimal .\ngroup ,\nmonth-first";
const INDIAN: &str = "decimal .\ngroup ,\nlakhs";

#[test]
fn signs_and_order_are_those_of_the_place() {
    let said = "api costs -$1,234,567.80 from 9 March 2027 (1.5 %, 3,000 users).";
    for (told, wanted) in [
        ("", said),
        (GERMAN, "api costs -$1.234.567,80 from 9 March 2027 (1,5 %, 3.000 users)."),
        (AMERICAN, "api costs -$1,234,567.80 from March 9, 2027 (1.5 %, 3,000 users)."),
        (INDIAN, "api costs -$12,34,567.80 from 9 March 2027 (1.5 %, 3,000 users)."),
        (
            "decimal ,\ngroup \u{202f}",
            "api costs -$1\u{202f}234\u{202f}567,80 from 9 March 2027 (1,5 %, 3\u{202f}000 users).",
        ),
        ("decimal .\ngroup ’", "api costs -$1’234’567.80 from 9 March 2027 (1.5 %, 3’000 users)."),
        ("decimal ,\ngroup", "api costs -$1234567,80 from 9 March 2027 (1,5 %, 3000 users)."),
    ] {
        assert_eq!(Locale::parse(told).sentence(said), wanted, "{told}");
    }
}

#[test]
fn what_is_no_number_stays() {
    let german = Locale::parse(GERMAN);
    for text in [
        "Basic-256mb (0.1c-256mb)",
        "version 1.2.3",
        "v1.5",
        "bullmq/5.1",
        "a, b. 5, and 6.",
        "2026-12",
        "1,2,3",
        "12,34",
        "",
        "1.5M",
        "10:30",
        "`1.5` is not a month",
    ] {
        assert_eq!(german.sentence(text), text);
    }
    assert_eq!(german.sentence("a, b. 5, and 1.5."), "a, b. 5, and 1,5.");
    assert_eq!(german.sentence("$0.28/month at 2.5×"), "$0,28/month at 2,5×");
}

#[test]
fn days_stand_behind_their_month_where_people_write_so() {
    let american = Locale::parse(AMERICAN);
    for (said, wanted) in [
        ("19 Sep 2027", "Sep 19, 2027"),
        ("on 30 June, and in May 2027", "on June 30, and in May 2027"),
        ("3\u{a0}December 2026: refused", "December\u{a0}3, 2026: refused"),
        ("12 Mayors", "12 Mayors"),
        ("5 March 20", "March 5 20"),
        ("100 March", "100 March"),
    ] {
        assert_eq!(american.sentence(said), wanted);
    }
}

#[test]
fn drawings_keep_their_measures() {
    let svg = r#"<svg viewBox="0 0 1.5 2"><text x="1.25">$1,234.50</text>2.5</svg>"#;
    let wanted = r#"<svg viewBox="0 0 1.5 2"><text x="1.25">$1.234,50</text>2,5</svg>"#;
    assert_eq!(Locale::parse(GERMAN).drawing(svg), wanted);
    assert_eq!(Locale::ENGLISH.drawing(svg), svg);
}

#[test]
fn what_is_strange_stays_english() {
    for text in ["", "decimal ;", "decimal ,", "group 0", "group ab", "calendar x", "decimal", "group ."] {
        assert_eq!(Locale::parse(text), Locale::ENGLISH, "{text}");
    }
}
