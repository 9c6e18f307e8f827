//! What people and invoices write, and what it is read as.

use super::*;

fn read(text: &str, unit: &str) -> Option<String> {
    let value = Quantity::parse(text)?.in_unit(&Unit::parse(unit)?)?;
    Some(value.normalize().to_string())
}

#[test]
fn quantities_convert_within_their_dimension() {
    assert_eq!(read("1 GiB", "GB").as_deref(), Some("1.073741824"));
    assert_eq!(read("90 min", "h").as_deref(), Some("1.5"));
    assert_eq!(read("70 %", "%").as_deref(), Some("70"));
    assert_eq!(read("1.5M commands", "command").as_deref(), Some("1500000"));
    assert_eq!(read("500_000", "command").as_deref(), Some("500000"));
    assert_eq!(read("12", "GB").as_deref(), Some("12"));
}

#[test]
fn quantities_of_other_things_are_refused() {
    assert_eq!(read("5 GB", "command"), None);
    assert_eq!(read("5 messages", "command"), None);
    assert_eq!(read("5 parsecs!", "command"), None);
    assert_eq!(read("", "GB"), None);
    assert_eq!(read("GB", "GB"), None);
    assert_eq!(read("50,5 GB", "GB"), None); // a comma means different things to different readers
}

#[test]
fn numbers_are_read_as_invoices_print_them() {
    for (text, unit, wanted) in [
        ("1,000,000", "command", "1000000"),
        ("1,500.25 GB", "GB", "1500.25"),
        ("20,000,000 commands", "command", "20000000"),
        ("1 million", "command", "1000000"),
        ("1.5 million commands", "command", "1500000"),
        ("2M", "command", "2000000"),
        ("500K commands", "command", "500000"),
        ("2e3 GB", "GB", "2000"),
        ("1.5E-3 GB", "GB", "0.0015"),
        ("3 lakh", "rupees", "300000"),
        ("$200", "dollars", "200"),
        ("US$1,200.50", "dollars", "1200.5"),
        ("200 USD", "dollars", "200"),
        ("0.4857 vCPU", "vcpus", "0.4857"),
        ("3000 IOPS", "iops", "3000"),
        ("7 queries", "query", "7"),
        ("12h 30m", "h", "12.5"),
        ("1d 2h 30min", "min", "1590"),
        ("2 weeks", "days", "14"),
        ("2 Gigabytes", "GB", "2"),
        ("90 Minutes", "h", "1.5"),
        ("70 Percent", "%", "70"),
    ] {
        assert_eq!(read(text, unit).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn what_is_held_for_a_time_has_units_of_its_own() {
    for (text, unit, wanted) in [
        ("1460 GB-hours", "gb-hours", "1460"),
        ("87600 GB-minutes", "GB-hours", "1460"),
        ("1 TB hour", "GB-hours", "1000"),
        ("120 CU-hours", "cu-hours", "120"),
        ("7,200 CU-minutes", "cu-hours", "120"),
        ("3 GB-months", "GB-Mo", "3"),
        ("200 MB/s", "mb-per-second", "200"),
    ] {
        assert_eq!(read(text, unit).as_deref(), Some(wanted), "{text}");
    }
    for (text, unit) in [("5 GB-hours", "GB"), ("5 CU-hours", "vCPU-hours"), ("5 GB-months", "GB-hours")] {
        assert_eq!(read(text, unit), None, "{text}");
    }
    let held = |text: &str, unit: &str| {
        Quantity::parse(text)?.held(&Unit::parse(unit)?, 2_592_000).map(|held| held.normalize().to_string())
    };
    assert_eq!(held("1 GB-minute", "MB").as_deref(), Some("60000"));
    assert_eq!(held("21,683 vCPU-minutes", "vcpus").as_deref(), Some("1300980"));
    assert_eq!(held("1 GB-month", "GB").as_deref(), Some("2592000"));
    assert_eq!(held("1 GB-month", "vcpus"), None);
    assert_eq!(held("1 GB", "GB"), None);
}

#[test]
fn what_can_be_read_in_two_ways_is_refused_with_both() {
    for (text, why, hint) in [
        ("1,5", "it can be read as 1.5 or as 15", "write 1.5 or 15"),
        ("0,500 GB", "it can be read as 0.500 or as 500", "write 0.500 or 500"),
        ("1.000,50", "it can be read as 1000.50 or as 1.00050", "write 1000.50 or 1.00050"),
        ("1,00,000", "its commas do not stand between thousands", "write 100000"),
        ("1.000.000,5", "its commas do not stand between thousands", "write 1000000.5"),
        ("1.000.000", "it has several points", "write 1000000"),
        ("1 000 000 GB", "its digits stand apart", "write 1000000"),
        ("1'000", "its digits stand apart", "write 1000"),
        (".5 GB", "it starts with a point", "write 0.5"),
        ("5. GB", "it ends with a point", "write 5"),
        ("2 Tb", "Tb is bits, and a byte is 8 of them", "write 0.25 TB, or 2 TB where bytes are meant"),
        (
            "100 Mbps",
            "Mbps is bits, and a byte is 8 of them",
            "write 12.5 MB/s, or 100 MB/s where bytes are meant",
        ),
        ("2 gb", "gb is no unit", "write 2 GB"),
        ("34 k k", "it is multiplied twice", "write the number out"),
        ("5 k million things", "it is multiplied twice", "write the number out"),
        ("$5 GB", "it has a currency and a unit", "leave one of them out"),
        ("1e99", "its exponent is too large", "write the number out"),
    ] {
        let refusal = Quantity::try_parse(text).err().unwrap_or_default();
        assert_eq!(refusal.why.as_deref(), Some(why), "{text}");
        assert!(refusal.hint.as_deref().is_some_and(|said| said.starts_with(hint)), "{text}: {refusal:?}");
    }
}

#[test]
fn words_for_numbers_are_read_in_any_case_or_refused() {
    for (text, wanted) in [
        ("10 Mio", "10000000"),
        ("10 Mio. commands", "10000000"),
        ("2 Million", "2000000"),
        ("2 MILLIONS", "2000000"),
        ("1 Billion", "1000000000"),
        ("5 Thousand commands", "5000"),
        ("3 Mrd", "3000000000"),
        ("4 Tsd", "4000"),
        ("2 Lakh", "200000"),
        ("1 Crore", "10000000"),
        ("2mn", "2000000"),
        ("2 Bn", "2000000000"),
    ] {
        assert_eq!(read(text, "commands").as_deref(), Some(wanted), "{text}");
    }
    for (text, hint) in [
        ("2 mil", "write 2k or 2M"),
        ("3 MM", "write 3M"),
        ("2 kk users", "write 2M users"),
        ("3 dozen", "write 36"),
        ("5 milliard", "write 5 billion"),
        ("5 Tausend", "write 5k"),
        ("5 milion", "write 5 million"),
        ("300G", "write 300 GB for a size, or 300 billion for a count"),
        ("1T", "write 1 TB for a size, or 1 trillion for a count"),
        ("400Mi", "write 400 MiB"),
        ("2 Gi", "write 2 GiB"),
        ("5 B users", "write 5 billion users"),
        ("12:30", "write 12h 30m for a length of time"),
    ] {
        let refusal = Quantity::try_parse(text).err().unwrap_or_default();
        assert_eq!(refusal.hint.as_deref(), Some(hint), "{text}: {refusal:?}");
    }
    // What merely sounds like one is a thing that is counted.
    for text in ["5 miles", "5 billings", "5 mio-units", "5 tips"] {
        assert!(Quantity::parse(text).is_some_and(|quantity| quantity.unit.is_some()), "{text}");
    }
}

#[test]
fn a_count_is_no_size_in_bytes() {
    for (text, hint) in [
        ("400M", "write 400 MB or 400 MiB"),
        ("0.4k", "write 0.4 kB or 0.4 KiB"),
        ("2 million", "write 2 MB or 2 MiB"),
        ("512m", "512 MB or 512 MiB where m stands for megabytes"),
    ] {
        let quantity = Quantity::parse(text).unwrap_or_else(|| Quantity::new(Decimal::ZERO, None));
        for unit in ["GB", "B", "GB-hours", "MB/s"].map(|unit| Unit::parse(unit).unwrap_or_else(Unit::count))
        {
            assert_eq!(quantity.in_unit(&unit), None, "{text} in {unit}");
            assert_eq!(meant(&quantity, &unit).and_then(|refusal| refusal.hint).as_deref(), Some(hint));
        }
    }
    assert_eq!(read("400M", "commands").as_deref(), Some("400000000"));
    assert_eq!(read("1,000", "GB").as_deref(), Some("1000"));
}

#[test]
fn words_that_hide_a_size_count_nothing() {
    for text in ["5 B users", "5 m users", "5 G", "5 GBB", "5 k", "0k k", "5 h 5 h", "5 min 2 h", "5 GB 3 MB"]
    {
        let unit = Quantity::parse(text).and_then(|quantity| quantity.unit);
        assert_eq!(unit, None, "{text}");
    }
    assert_eq!(Quantity::parse("5 k").map(|quantity| quantity.value), Some(Decimal::from(5_000)));
    assert_eq!(Quantity::parse(&"$".repeat(1_000)), None);
    assert_eq!(Quantity::parse(&"1h ".repeat(1_000)), None);
    assert_eq!(Unit::parse(&"-day".repeat(1_000)), None);
}

#[test]
fn numbers_keep_every_digit_or_are_refused() {
    assert_eq!(
        decimal("123456789.123456789123").map(|d| d.to_string()).as_deref(),
        Some("123456789.123456789123")
    );
    assert_eq!(decimal("0.00000000000000000000000000001"), None);
    assert_eq!(decimal("."), None);
    assert_eq!(decimal("--1"), None);
    assert_eq!(decimal("1."), None);
}
