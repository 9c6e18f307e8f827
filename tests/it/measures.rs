//! What each vendor's meters measure: a demand counts on the right one, or on none.

use planner_core::Date;
use planner_core::book::{Books, Measure, Provider};

use crate::cases::none;

/// Each product with the measures that have a meter, and its key.
const MEASURED: &[(&str, &str)] = &[
    ("render/web", "egress bandwidth, memory memory, build_time build_minutes, idle idle"),
    ("render/static", "egress bandwidth, build_time build_minutes"),
    ("render/postgres", "egress bandwidth, database_size data, connections connections"),
    ("render/key-value", "egress bandwidth, dataset memory, connections connections"),
    ("render/disk", ""), // provisioned: nothing fills it by use
    ("upstash/redis", "dataset storage, connections connections, idle idle"),
    ("upstash/qstash", "messages messages"),
    (
        "supabase/database",
        "egress egress, database_size database_size, object_storage storage, connections connections, \
         pooled_connections pooler_clients, logs logs_ingest, users mau, idle idle",
    ),
    (
        "vercel/project",
        "egress transfer, requests requests, cpu_time active_cpu, \
         build_time build_minutes, builds deployments",
    ),
    (
        "vercel/blob",
        "egress transfer, requests requests, object_storage storage, \
         object_writes advanced_operations, object_reads simple_operations",
    ),
    (
        "railway/service",
        "egress egress, cpu cpu, memory memory, database_size volume, disk_used volume, dataset memory, idle idle",
    ),
    ("railway/bucket", "object_storage storage"),
    (
        "neon/project",
        "egress egress, database_size storage, connections connections, pooled_connections pooler_clients, users mau, idle idle",
    ),
    ("heroku/postgres", "database_size storage, connections connections"),
    ("cloudflare/r2", "object_storage storage, object_writes writes, object_reads reads"),
    (
        "cloudflare/r2-infrequent-access",
        "object_storage infrequent_storage, object_writes infrequent_writes, object_reads infrequent_reads",
    ),
    ("cloudflare/workers", "requests requests, cpu_time cpu"),
    ("cloudflare/pages", "requests requests, cpu_time cpu, builds builds"),
    ("cloudflare/d1", "database_size storage"),
    ("cloudflare/queues", "messages messages"),
    ("cloudflare/containers", "egress egress, cpu_time cpu"),
    ("aws/s3", "egress egress, object_storage storage, object_writes puts, object_reads gets"),
    ("aws/cloudfront", ""), // one meter for each region: the user says which
    ("bunny/cdn", "egress egress_all"),
    ("anthropic/api", "input_tokens input, cached_tokens cached_input, output_tokens output"),
    ("openai/embeddings", "input_tokens input"),
    ("sentry/errors", "logs logs"),
    ("twilio/sms", "messages messages"),
    ("stripe/payments", ""),
    ("resend/email", "messages emails"),
    ("github/actions", "build_time linux"),
    ("clerk/application", "users mru"),
    ("mongodb/cluster", "egress egress, database_size storage, connections connections, idle idle"),
    ("netlify/site", "egress bandwidth, requests requests, builds deploys"),
    ("cloudinary/media", "egress bandwidth"),
    ("convex/deployment", "egress egress, requests calls, database_size storage, object_storage files"),
    ("turso/database", "database_size storage, idle idle"),
    ("firebase/hosting", "egress transfer, object_storage storage"),
    ("auth0/application", "users users"),
    ("aws/lambda", "requests requests"),
    ("aws/ses", "messages emails"),
];

const ALL: &[Measure] = &[
    Measure::Egress,
    Measure::Requests,
    Measure::Cpu,
    Measure::CpuTime,
    Measure::Memory,
    Measure::DatabaseSize,
    Measure::DiskUsed,
    Measure::Dataset,
    Measure::ObjectStorage,
    Measure::ObjectWrites,
    Measure::ObjectReads,
    Measure::Connections,
    Measure::PooledConnections,
    Measure::BuildTime,
    Measure::Builds,
    Measure::InputTokens,
    Measure::CachedTokens,
    Measure::OutputTokens,
    Measure::Logs,
    Measure::Users,
    Measure::Messages,
    Measure::Idle,
];

fn measured(book: &Provider, product: &str) -> String {
    let one =
        |measure: &Measure| Some(format!("{} {}", measure.word(), book.measuring(product, *measure)?.0));
    ALL.iter().filter_map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn every_vendor_measures_what_its_own_words_mean() {
    let books = Books::bundled().expect("the bundled books are whole");
    let day = Date::parse("2026-11-21").expect("a day");
    let mut faults = Vec::new();
    for (name, expected) in MEASURED {
        let (provider, product) = name.split_once('/').expect("provider/product");
        let book = &books.as_of(provider, day).expect("a book").provider;
        assert!(book.products.contains_key(product), "no product {name}");
        let found = measured(book, product);
        if found != *expected {
            faults.push(format!("{name} measures `{found}`, and should `{expected}`"));
        }
    }
    none(&faults);
}

#[test]
fn what_a_measure_finds_is_a_usage_key_of_the_same_meter_on_every_date() {
    let books = Books::bundled().expect("the bundled books are whole");
    let mut unused = ALL.to_vec();
    for provider in books.providers() {
        for file in books.files(provider) {
            let book = &books.as_of(provider, file.effective).expect("a book").provider;
            for product in book.products.keys() {
                for measure in ALL {
                    let Some((key, meter)) = book.measuring(product, *measure) else { continue };
                    let stated = book.meter(product, key).expect("a stack can state its usage");
                    assert!(std::ptr::eq(meter, stated), "{provider}/{product}: {key} is two meters");
                    unused.retain(|other| other != measure);
                }
            }
        }
    }
    assert_eq!(unused, [], "no vendor's meter measures these");
}
