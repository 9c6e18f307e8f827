//! What a running server printed: what is counted, over what time, and what is refused.

use std::fmt::Write as _;

use planner_core::clients::{Monitor, info, monitor};
use planner_core::decimal;

fn refused<T: std::fmt::Debug>(result: Result<T, planner_core::document::Problem>) -> String {
    result.expect_err("a refusal").into_parts().message
}

fn line(name: &str, calls: &str, usec: u32) -> String {
    format!("cmdstat_{name}:calls={calls},usec={usec},usec_per_call=1.00,rejected_calls=0,failed_calls=0\r\n")
}

/// An INFO text after so many seconds, with these commands, of a server that processed so many.
fn text(uptime: u32, processed: u32, commands: &[(&str, &str, u32)]) -> String {
    let mut text = format!(
        "# Server\r\nredis_version:7.0.15\r\nrun_id:a1\r\nuptime_in_seconds:{uptime}\r\n\r\n# Stats\r\ntotal_commands_processed:{processed}\r\n\r\n# Commandstats\r\n"
    );
    for (name, calls, usec) in commands {
        text.push_str(&line(name, calls, *usec));
    }
    text
}

#[test]
fn two_texts_have_to_agree() {
    let before = text(100, 40, &[("get", "40", 40)]);
    let after = text(119, 230, &[("get", "230", 230)]);
    let rate = |seconds| {
        let sample = info(&before, Some(&after), seconds).expect("a sample");
        let rate = sample.per_second().and_then(|rate| rate.wire.get("GET").copied());
        (sample.seconds.to_string(), rate.expect("GET").normalize().to_string())
    };
    // 190 calls in 19 s.
    assert_eq!(rate(None), ("19".to_owned(), "10".to_owned()));
    assert_eq!(rate(Some(19)).1, "10");
    assert_eq!(rate(Some(20)).1, "9.5"); // Uptimes are whole seconds.
    assert_eq!(
        refused(info(&before, Some(&after), Some(3))),
        "the uptimes of the two texts are 19 s apart, not 3 s"
    );
    assert_eq!(
        refused(info(&after, None, Some(600))),
        "the server runs for 119 s: its counters do not count 600 s"
    );
}

#[test]
fn a_short_sample_says_that_it_is_one() {
    let before = text(100, 40, &[("get", "40", 40)]);
    let notes = |seconds: u32| {
        let after = text(100 + seconds, 230, &[("get", "230", 230)]);
        info(&before, Some(&after), None).expect("a sample").notes
    };
    let short = |seconds| {
        format!("{seconds} s are a short sample: timers that go off each half minute may be missing")
    };
    assert!(notes(59).contains(&short(59)), "{:?}", notes(59));
    assert!(!notes(60).iter().any(|note| note.contains("short sample")), "{:?}", notes(60));
}

#[test]
fn a_reset_between_two_texts_is_seen() {
    let before = text(100, 40, &[("get", "40", 400)]);
    // All calls have been passed since, but their time has not.
    let after = text(4_000, 91, &[("get", "90", 380), ("config|resetstat", "1", 9)]);
    assert_eq!(
        refused(info(&before, Some(&after), None)),
        "the microseconds of GET went back from 400 to 380"
    );
    let after = text(4_000, 91, &[("get", "90", 900), ("config|resetstat", "1", 9)]);
    assert_eq!(
        refused(info(&before, Some(&after), None)),
        "CONFIG RESETSTAT was said between the two texts: counting started anew"
    );
    // Said before both, it stands in both.
    let before = text(100, 41, &[("get", "40", 400), ("config|resetstat", "1", 9)]);
    assert!(info(&before, Some(&after), None).is_ok());
    let fewer = text(200, 41, &[("get", "41", 400)]);
    let before = text(100, 43, &[("get", "41", 400)]);
    assert_eq!(
        refused(info(&before, Some(&fewer), None)),
        "total_commands_processed went back from 43 to 41"
    );
}

#[test]
fn lines_that_are_missing_doubled_or_no_numbers_are_refused() {
    // A server sums both alike: 18 processed are 18 listed.
    assert!(info(&text(60, 18, &[("get", "10", 1), ("set", "8", 1)]), None, None).is_ok());
    assert_eq!(
        refused(info(&text(60, 18, &[("get", "10", 1)]), None, None)),
        "the text is cut: it lists 10 calls of the 18 commands that the server processed"
    );
    for (calls, wanted) in
        [("-60", "`-60`"), ("1.5", "`1.5`"), ("", "``"), ("99999999999999999999", "`99999999999999999999`")]
    {
        let said = refused(info(&line("get", calls, 1), None, Some(60)));
        assert!(
            said.starts_with(&format!("{wanted} is no number of calls in `cmdstat_get:calls=")),
            "{said}"
        );
    }
    let twice = line("get", "10", 1) + &line("set", "1", 1) + &line("GET", "10", 1);
    assert_eq!(refused(info(&twice, None, Some(60))), "`cmdstat_GET` stands there twice");
}

#[test]
fn a_server_is_called_what_it_is() {
    for (fields, wanted, also) in [
        ("redis_version:7.0.15\n", "Redis 7.0.15", false),
        ("redis_version:7.2.4\nserver_name:valkey\nvalkey_version:8.1.0\n", "Valkey 8.1.0", true),
        ("redis_version:7.4.0\ndragonfly_version:df-v1.27.1\n", "Dragonfly 1.27.1", true),
        ("redis_version:6.3.4\n# KeyDB\nmvcc_depth:0\n", "KeyDB 6.3.4", true),
    ] {
        let sample = info(&format!("{fields}{}", line("get", "1", 1)), None, Some(600)).expect("a sample");
        assert_eq!(sample.server.as_deref(), Some(wanted));
        assert_eq!(sample.notes.iter().any(|note| note.contains("answers as Redis does")), also, "{wanted}");
    }
}

/// Commands so many seconds apart, at these seconds.
fn seen(at: &[&str]) -> String {
    let mut text = "OK\n".to_owned();
    for time in at {
        let _ = writeln!(text, "17000000{time} [0 127.0.0.1:5] \"get\" \"k\"");
    }
    text
}

#[test]
fn the_time_of_a_quiet_server_is_not_that_between_its_commands() {
    // Nine commands within 0.018 s of a capture of 90 s: 0.26 million in a month of 30 days, not 846 million.
    let quiet =
        seen(&["10.000", "10.004", "10.005", "10.007", "10.009", "10.011", "10.013", "10.015", "10.018"]);
    let sample = monitor(&quiet, Some(90)).expect("a sample");
    let rate = sample.per_second().and_then(|rate| rate.wire.get("GET").copied()).expect("GET");
    assert_eq!((rate * decimal("2592000").expect("30 days")).round_half_even(0).to_string(), "259200");
    assert!(sample.notes.iter().any(|note| note.contains("the rest is taken to have been silent")));
    assert_eq!(
        refused(monitor(&quiet, None)),
        "the commands are too few to say how long MONITOR ran: the first and the last are 0.018 s apart, and 0.004 s passed without one"
    );
    // Three commands a minute apart may be one, two or three minutes; twenty-one, a minute apart, are about twenty.
    let three = ["00", "60", "99"].map(|second| format!("{second}.0"));
    assert!(monitor(&seen(&three.each_ref().map(String::as_str)), None).is_err());
    let twenty: Vec<String> = (10..31).map(|second| format!("{second}.0")).collect();
    let sample =
        monitor(&seen(&twenty.iter().map(String::as_str).collect::<Vec<_>>()), None).expect("a sample");
    assert_eq!(sample.seconds.normalize().to_string(), "20");
    assert!(sample.notes.iter().any(|note| note.contains("as much may be missing")));
    assert_eq!(
        refused(monitor(&seen(&["10.0", "40.0"]), Some(20))),
        "the commands are 30 s apart, which 20 s do not hold"
    );
    // The second that was rounded away may have been a whole one.
    let cut = monitor(&seen(&["10.0", "31.0"]), Some(20)).expect("a sample");
    assert_eq!(cut.seconds.normalize().to_string(), "21");
    assert!(monitor(&seen(&["10.0", "31.001"]), Some(20)).is_err());
}

#[test]
fn names_of_commands_are_bounded() {
    let mut text = String::new();
    for number in 0..3_000 {
        let _ = writeln!(text, "17000000{}.0 [0 127.0.0.1:5] \"x{number}\"", 10 + number / 100);
    }
    let said = refused(monitor(&text, None));
    assert_eq!(said, "the text names more than 2000 different commands, more than any server has");
    let many: String = (0..3_000).map(|number| line(&format!("x{number}"), "1", 1)).collect();
    assert_eq!(refused(info(&many, None, Some(60))), said);
}

#[test]
fn a_line_that_is_none_is_forgiven_at_the_end_alone() {
    let mut monitor = Monitor::default();
    for line in ["OK", "1700000010.0 [0 127.0.0.1:5] \"get\" \"k\"", "17000000"] {
        monitor.line(line).expect("a line, or the last");
    }
    assert_eq!(refused(monitor.clone().end(Some(60))), "this is no line of MONITOR");
    assert!(monitor.clone().end_cut(Some(60)).is_ok_and(|sample| sample.commands.wire.len() == 1));
    assert_eq!(
        refused(monitor.line("1700000011.0 [0 127.0.0.1:5] \"get\" \"k\"")),
        "this is no line of MONITOR"
    );
}
