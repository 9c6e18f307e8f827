//! Links, with another deflate in place of the browser's.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on")]

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;
use planner_core::projection::MONTHS;

use super::*;
use crate::presets::Preset;

/// As a browser compresses.
const LEVEL: u8 = 6;

fn parcel(preset: &Preset) -> Parcel {
    let vary = preset.vary.map(str::to_owned);
    Parcel { text: preset.json.to_owned(), vary, months: 24 }
}

fn linked(parcel: &Parcel) -> Result<String, Problem> {
    written(&compress_to_vec(&pack(parcel)?, LEVEL))
}

fn unlinked(link: &str) -> Result<Parcel, Problem> {
    match read(link)? {
        Some(Link::Packed(bytes)) => {
            unpack(&decompress_to_vec(&bytes).map_err(|_| broken("it does not unpack"))?)
        }
        other => Err(Problem::new(format!("{other:?}"))),
    }
}

#[test]
fn every_stack_comes_back_from_a_link_short_enough_for_a_message() -> Result<(), Problem> {
    for preset in PRESETS {
        let parcel = parcel(preset);
        let link = linked(&parcel)?;
        assert!(link.len() <= 1_500, "{}: {}", preset.id, link.len());
        assert_eq!(unlinked(&link)?, parcel, "{}", preset.id);
    }
    Ok(())
}

#[test]
fn a_reference_stack_as_it_stands_is_named() -> Result<(), Problem> {
    for (index, preset) in PRESETS.iter().enumerate() {
        let inputs = Inputs::of(preset, MONTHS)?;
        let vary = Some(written::sent(&inputs));
        let parcel = Parcel { text: to_json(&inputs.document), vary, months: MONTHS };
        assert_eq!(unchanged(&parcel), Some(preset.id));
        assert_eq!(read(&format!("#p={}", preset.id))?, Some(Link::Preset(index)));
        assert_eq!(unchanged(&Parcel { months: 13, ..parcel.clone() }), None);
        assert_eq!(unchanged(&Parcel { vary: Some("x=y".to_owned()), ..parcel.clone() }), None);
        let text = parcel.text.replace("2026-12", "2027-01");
        assert_eq!(unchanged(&Parcel { text, ..parcel }), None);
    }
    Ok(())
}

#[test]
fn what_is_no_link_of_the_page_opens_nothing() -> Result<(), Problem> {
    for fragment in ["", "#", "#top", "#s=", "#sx=1", "s", "#q=1", "#s1"] {
        assert_eq!(read(fragment)?, None, "{fragment}");
    }
    Ok(())
}

#[test]
fn a_link_that_cannot_be_read_says_what_to_do() {
    let long = format!("#s1={}", "A".repeat(LONGEST));
    for (fragment, says) in [
        ("#p=no-such-stack", "names a stack that is not here"),
        ("#s1=AA AA", "a character that no link has"),
        ("#s1=A", "its end is missing"),
        (long.as_str(), "longer than any link"),
        ("#s2=AAAA", "a later version"),
        ("#s10=AAAA", "a later version"),
    ] {
        let refused = read(fragment).expect_err(fragment);
        assert!(refused.message.contains(says), "{fragment}: {refused}");
        assert!(refused.hint.as_deref().is_some_and(|hint| hint.contains("file, and paste it")), "{refused}");
    }
}

#[test]
fn a_cut_or_changed_link_is_refused_or_read_and_never_panics() -> Result<(), Problem> {
    let link = linked(&parcel(&PRESETS[0]))?;
    for end in 4..link.len() {
        assert!(unlinked(&link[..end]).is_err(), "cut at {end}");
    }
    for at in 4..link.len() {
        let mut changed = link.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let _ = unlinked(&String::from_utf8(changed).unwrap_or_default());
    }
    Ok(())
}

#[test]
fn what_a_link_holds_is_looked_at() {
    for (held, says) in [
        (&b"\xff"[..], "its end is missing"),
        (b"\xc3(", "is no text"),
        (b"not JSON", "is no stack"),
        (br#"{"stack":{"name":"\ud800"},"months":1}"#, "is no stack"),
        (br#"{"stack":{"name":"\ud83e\ud83e"},"months":1}"#, "is no stack"),
        (b"[]", "there is no stack in it"),
        (br#"{"stack":[],"months":1}"#, "there is no stack in it"),
        (br#"{"stack":{}}"#, "months are not from 1"),
        (br#"{"stack":{},"months":0}"#, "months are not from 1"),
        (br#"{"stack":{},"months":4294967296}"#, "months are not from 1"),
        (br#"{"stack":{},"months":12,"vary":[]}"#, "compares is no text"),
    ] {
        let refused = unpack(held).expect_err(says);
        assert!(refused.message.contains(says), "{refused}");
    }
    let astral = unpack(br#"{"stack":{"name":"\ud83e\udd80"},"months":1}"#).map(|parcel| parcel.text);
    assert!(astral.is_ok_and(|text| text.contains('🦀')));
    let deep = format!("{{\"stack\":{}", "[".repeat(1 << 19));
    assert!(unpack(deep.as_bytes()).is_err());
}

#[test]
fn a_stack_too_large_for_a_link_is_not_written() {
    // Digits that no compression shortens by much.
    let mut state: u64 = 7;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{state:016x}")
    };
    let text = format!("{{\"name\":\"{}\"}}", (0..8_000).map(|_| noise()).collect::<String>());
    let refused = linked(&Parcel { text, vary: None, months: 12 }).expect_err("too large");
    assert!(refused.to_string().contains("too large for a link"), "{refused}");
}
