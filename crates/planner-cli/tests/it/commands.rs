//! Each command's whole output.

use crate::run::{check, command, finished, headroom, written};

#[test]
fn a_stack_is_projected() {
    check("project", &["project", "tests/stacks/shop.yaml"]);
    check("project-quoted", &["project", "tests/stacks/shop.yaml", "--quoted", "--months", "2"]);
    check("project-as-of", &["project", "tests/stacks/plain.json", "--as-of", "2025-09-01", "--months", "1"]);
    check(
        "project-markdown",
        &["project", "tests/stacks/shop.yaml", "--format", "markdown", "--months", "2"],
    );
    check("project-csv", &["project", "tests/stacks/shop.yaml", "--format", "csv", "--months", "2"]);
    check("project-json", &["project", "tests/stacks/plain.json", "--format", "json", "--months", "1"]);
    check("project-unpriced", &["project", "tests/stacks/unpriced.yaml", "--months", "1"]);
}

#[test]
fn a_check_fails_when_a_limit_or_a_ceiling_is_passed() {
    let run = check("project-check", &["project", "tests/stacks/shop.yaml", "--check"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(headroom(&["project", "tests/stacks/plain.json", "--check"]).code, Some(0));
}

#[test]
fn what_a_vendor_merely_says_fails_only_a_check_that_asks_for_it() {
    let stack = ["project", "tests/stacks/notice.yaml", "--months", "1"];
    assert_eq!(headroom(&[&stack[..], &["--check"]].concat()).code, Some(0));
    let run = check("project-notices", &[&stack[..], &["--check=notices"]].concat());
    assert_eq!(run.code, Some(1));
}

#[test]
fn a_reference_stack_reads_well_in_every_view() {
    // What all of them come to stands in `tests/cases/stacks`.
    check("stacks/gp-bikes-production", &["project", "data/stacks/gp-bikes-production.yaml"]);
    check(
        "stacks/ai-assistant-quoted",
        &["project", "data/stacks/ai-assistant.yaml", "--quoted", "--months", "1"],
    );
    check("stacks/kvshvl-floor", &["floor", "data/stacks/kvshvl.yaml"]);
    check("stacks/kvshvl-demand", &["demand", "data/stacks/kvshvl.yaml"]);
    check("stacks/convoai-more", &["more", "data/stacks/convoai.yaml"]);
}

#[test]
fn plans_and_stacks_stand_side_by_side() {
    check(
        "compare-plans",
        &["compare", "data/stacks/ai-assistant.yaml", "--vary", "api=free,starter,standard"],
    );
    check(
        "compare-product",
        &[
            "compare",
            "tests/stacks/shop.yaml",
            "--vary",
            "web=starter,standard",
            "--vary",
            "cache=free,payg",
            "--months",
            "2",
        ],
    );
    check(
        "compare-stacks",
        &["compare", "tests/stacks/shop.yaml", "tests/stacks/plain.json", "--months", "2"],
    );
    check(
        "compare-markdown",
        &[
            "compare",
            "data/stacks/ai-assistant.yaml",
            "--vary",
            "api=free,starter",
            "--format",
            "markdown",
            "--months",
            "2",
        ],
    );
    check(
        "compare-csv",
        &[
            "compare",
            "data/stacks/ai-assistant.yaml",
            "--vary",
            "api=free,starter",
            "--format",
            "csv",
            "--months",
            "2",
        ],
    );
}

#[test]
fn what_cannot_be_compared_is_refused() {
    check("compare-one", &["compare", "tests/stacks/shop.yaml"]);
    check(
        "compare-vary-several",
        &["compare", "tests/stacks/shop.yaml", "tests/stacks/plain.json", "--vary", "web=free"],
    );
    check("compare-unknown-plan", &["compare", "tests/stacks/shop.yaml", "--vary", "web=starter,standrad"]);
    check("compare-unknown-resource", &["compare", "tests/stacks/shop.yaml", "--vary", "wbe=starter"]);
    check("compare-no-plans", &["compare", "tests/stacks/shop.yaml", "--vary", "web"]);
    check("compare-stdin-twice", &["compare", "-", "-"]);
}

#[test]
fn a_month_of_usage_is_priced() {
    check("bill", &["bill", "tests/usage/september.yaml"]);
    check("bill-as-of", &["bill", "tests/usage/september.yaml", "--as-of", "2026-05-01"]);
    check("bill-csv", &["bill", "tests/usage/september.yaml", "--format", "csv"]);
    check("bill-json", &["bill", "tests/usage/september.yaml", "--format", "json"]);
}

#[test]
fn prices_are_listed_and_their_changes_told() {
    check("prices", &["prices", "--as-of", "2026-11-21"]);
    check("prices-of-a-provider", &["prices", "upstash", "--as-of", "2026-11-21"]);
    check("prices-of-a-product", &["prices", "render/web", "--as-of", "2026-11-21"]);
    check("prices-csv", &["prices", "render/key-value", "--as-of", "2026-11-21", "--format", "csv"]);
    check("prices-unknown-provider", &["prices", "rendr"]);
    check("prices-unknown-product", &["prices", "render/wbe"]);
    check("prices-too-early", &["prices", "render", "--as-of", "2020-01-01"]);
    check("prices-diff", &["prices", "diff", "2025-01-01", "2026-11-21"]);
    check("prices-diff-backwards", &["prices", "diff", "2026-11-21", "2025-01-01"]);
    check("prices-diff-too-early", &["prices", "diff", "2019-01-01", "2026-11-21"]);
}

#[test]
fn commands_of_a_redis_are_budgeted() {
    let queue = "tests/stacks/queue.yaml";
    check("redis", &["redis", queue]);
    check("redis-mails", &["redis", "tests/stacks/mails.yaml"]); // The guide shows it.
    check("redis-markdown", &["redis", queue, "--format", "markdown", "--months", "2"]);
    check("redis-csv", &["redis", queue, "--format", "csv", "--months", "2"]);
    check("redis-json", &["redis", queue, "--format", "json", "--months", "1"]);
    check("redis-several", &["redis", "tests/stacks/several-redis.yaml", "--months", "2"]);
    // One slot does a tenth of a job a second: of the two for two queues, 1.8 a second are left, 155,520 a day.
    check("redis-growing", &["redis", "tests/stacks/growing-redis.yaml", "--months", "1"]);
    check("redis-full", &["redis", "tests/stacks/full-redis.yaml", "--months", "2"]);
    check("redis-projected", &["project", queue, "--months", "2"]);
    check("redis-no-clients", &["redis", "tests/stacks/plain.json"]);
    check("redis-nothing", &["redis"]);
}

#[test]
fn what_remains_with_nobody_using_it_is_told() {
    let (shop, queue) = ("tests/stacks/shop.yaml", "tests/stacks/queue.yaml");
    check("floor", &["floor", queue]);
    check("floor-quoted", &["floor", shop, "--quoted", "--months", "2"]);
    check("floor-markdown", &["floor", shop, "--format", "markdown"]);
    check("floor-csv", &["floor", queue, "--format", "csv"]);
    check("floor-json", &["floor", queue, "--format", "json", "--months", "1"]);
    check("floor-too-early", &["floor", queue, "--as-of", "2019-01-01"]);
}

#[test]
fn one_more_of_each_is_priced() {
    let (shop, queue) = ("tests/stacks/shop.yaml", "tests/stacks/queue.yaml");
    check("more", &["more", shop]);
    check("more-as-of", &["more", shop, "--as-of", "2026-06-01", "--months", "1"]);
    check("more-markdown", &["more", shop, "--format", "markdown", "--months", "1"]);
    check("more-csv", &["more", queue, "--format", "csv"]);
    check("more-json", &["more", queue, "--format", "json", "--months", "1"]);
    check("more-unpriced", &["more", "tests/stacks/unpriced.yaml"]);
}

#[test]
fn a_running_server_is_budgeted() {
    let (before, after) = ("tests/redis/before.txt", "tests/redis/after.txt");
    let day = ["--as-of", "2026-11-21"];
    let run = |name: &str, args: &[&str]| check(name, &[&["redis"], args, &day[..]].concat());
    run("redis-info", &["--info", before, "--info-after", after]);
    run("redis-info-seconds", &["--info", before, "--info-after", after, "--seconds", "124"]);
    run("redis-info-once", &["--info", after]);
    run("redis-ends-early", &["--info", "tests/redis/ends-early.txt"]);
    run("redis-wide", &["--info", "tests/redis/wide.txt", "--seconds", "60"]);
    run("redis-monitor", &["--monitor", "tests/redis/monitor.txt"]);
    // Nine commands of 90 s: 9 / 90 x 86,400 = 8,640 a day.
    run("redis-monitor-quiet", &["--monitor", "tests/redis/quiet.txt", "--seconds", "90"]);
    run(
        "redis-monitor-uncounted",
        &["--monitor", "tests/redis/monitor.txt", "--product", "render/key-value"],
    );
    run("redis-info-csv", &["--info", before, "--info-after", after, "--format", "csv"]);
    run("redis-unknown-product", &["--info", before, "--product", "upstash/reds"]);
}

#[test]
fn what_no_server_printed_is_refused() {
    let (before, after) = ("tests/redis/before.txt", "tests/redis/after.txt");
    for (name, args) in [
        ("redis-swapped", &["--info", after, "--info-after", before][..]),
        ("redis-restarted", &["--info", before, "--info-after", "tests/redis/restarted.txt"]),
        (
            "redis-went-back",
            &["--info", "tests/redis/alone.txt", "--info-after", "tests/redis/reset.txt", "--seconds", "60"],
        ),
        ("redis-cut", &["--info", "tests/redis/cut.txt"]),
        ("redis-other-seconds", &["--info", before, "--info-after", after, "--seconds", "1000"]),
        ("redis-quiet-monitor", &["--monitor", "tests/redis/quiet.txt"]),
        ("redis-longer-monitor", &["--monitor", "tests/redis/monitor.txt", "--seconds", "60"]),
        ("redis-other-server", &["--info", "tests/redis/memcached.txt"]),
        ("redis-no-time", &["--info", "tests/redis/alone.txt"]),
        ("redis-no-monitor", &["--monitor", before]),
        ("redis-short-monitor", &["--monitor", "tests/redis/short.txt"]),
        ("redis-cut-late", &["--info", "tests/redis/cut-late.txt"]),
        ("redis-zero-uptime", &["--info", "tests/redis/zero.txt"]),
        ("redis-refused", &["--info", "tests/redis/refused.txt"]),
        ("redis-refused-monitor", &["--monitor", "tests/redis/refused.txt"]),
        ("redis-garbage", &["--monitor", "tests/redis/mixed.txt"]),
        ("redis-no-file", &["--info", "tests/redis/none.txt"]),
    ] {
        let run = check(name, &[&["redis"], args].concat());
        assert_eq!(run.code, Some(2), "{name}: {}", run.out);
    }
}

#[test]
fn a_number_is_opened() {
    check("explain-line", &["explain", "tests/stacks/shop.yaml", "web/instances"]);
    check(
        "explain-line-and-limit",
        &["explain", "tests/stacks/shop.yaml", "render/bandwidth", "--month", "2027-03"],
    );
    check("explain-limit", &["explain", "tests/stacks/shop.yaml", "cache/commands", "--month", "2028-03"]);
    check("explain-unpriced", &["explain", "tests/stacks/shop.yaml", "mail/unpriced"]);
    check("explain-unknown", &["explain", "tests/stacks/shop.yaml", "web/instance"]);
    check("explain-outside", &["explain", "tests/stacks/shop.yaml", "web/instances", "--month", "2020-01"]);
}

#[test]
fn the_starter_projects_as_it_stands() {
    let run = check("init", &["init", "a: \"shop\""]);
    let mut project = command(&["project", "-"]);
    project.env("COLUMNS", "80");
    let projected = finished(project, run.out.as_bytes());
    written("init-projected", "init 'a: \"shop\"' | headroom project -", &projected);
    assert_eq!(projected.code, Some(0));
}

#[test]
fn help_teaches_by_example() {
    check("help", &["--help"]);
    check("help-project", &["project", "--help"]);
    for shell in ["bash", "zsh", "fish"] {
        assert!(headroom(&["completions", shell]).out.contains("headroom"));
    }
}

#[test]
fn a_wrong_option_value_lists_the_right_ones() {
    check("wrong-format", &["project", "tests/stacks/shop.yaml", "--format", "xml"]);
    check("wrong-months", &["project", "tests/stacks/shop.yaml", "--months", "0"]);
    check("wrong-date", &["project", "tests/stacks/shop.yaml", "--as-of", "yesterday"]);
    check("as-of-too-early", &["project", "tests/stacks/shop.yaml", "--as-of", "2019-01-01"]);
    check("wrong-schema", &["schema", "stak"]);
}

#[test]
fn price_books_are_checked() {
    let run = check("prices-check", &["prices", "check", "tests/books/good"]);
    assert_eq!(run.code, Some(0));
    let run = check("prices-check-findings", &["prices", "check", "tests/books/bad"]);
    assert_eq!(run.code, Some(1));
    check("prices-check-nothing", &["prices", "check", "tests/usage"]);
    let run = headroom(&["prices", "check"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{}", run.out);
}

#[test]
fn names_are_found_by_the_words_people_use() {
    check("find", &["find", "spend", "cap"]);
    check("find-nothing", &["find", "qqqqxyz"]);
    let run = headroom(&["find", "ram", "--format", "json"]);
    assert!(run.out.contains("\"id\": \"memory\"") && run.code == Some(0), "{}", run.out);
    let run = headroom(&["prices", "render/postgres"]);
    for named in ["Counted, under `usage`", "Settings, under `options`", "high_availability", "connections"] {
        assert!(run.out.contains(named), "{named}: {}", run.out);
    }
}

#[test]
fn sources_read_long_ago_are_listed() {
    check("prices-stale", &["prices", "--stale", "30", "--as-of", "2026-12-01"]);
    let run = headroom(&["prices", "--stale", "30", "--as-of", "2036-12-01", "--format", "json"]);
    assert!(run.out.contains("\"provider\": \"render\"") && run.code == Some(0), "{}", run.out);
    let run = headroom(&["prices", "render", "--stale", "30", "--as-of", "2036-12-01", "--format", "csv"]);
    assert!(run.out.contains("\nrender,") && !run.out.contains("\nupstash,"), "{}", run.out);
    check("prices-stale-unknown-provider", &["prices", "rendr", "--stale", "30", "--as-of", "2026-12-01"]);
    assert_eq!(headroom(&["prices", "--stale", "36500"]).code, Some(0), "the clock shows a day");
}

#[test]
fn two_price_lists_are_put_on_the_same_stack() {
    let stack = "tests/stacks/plain.json";
    let days = ["--as-of", "2025-07-31", "--against", "2026-10-01"];
    check("project-against", &[&["project", stack][..], &days[..]].concat());
    check("project-against-csv", &[&["project", stack][..], &days[..], &["--format", "csv"]].concat());
    check("project-against-alone", &["project", stack, "--against", "2026-10-01"]);
    check(
        "project-against-too-early",
        &["project", stack, "--as-of", "2010-01-01", "--against", "2026-10-01"],
    );
}

#[test]
fn a_stack_without_version_and_start_begins_in_the_current_month_and_says_so() {
    let stack =
        b"name: t\nresources: { w: { product: render/web, plan: starter, usage: { bandwidth: 0 } } }\n";
    let run = finished(command(&["project", "-", "--months", "1"]), stack);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("no `start` is stated: the current month"), "{}", run.out);
    let bill = finished(command(&["bill", "-"]), b"provider: render\nmonth: 2026-09\n");
    assert_eq!(bill.code, Some(0), "{}", bill.err);
    let named = finished(command(&["bill", "-"]), b"provider: render\n");
    assert!(named.err.contains("hint: write `month: 2026-09`"), "{}", named.err);
}
