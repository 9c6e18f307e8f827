//! Categories: what a product is, whatever its vendor calls it.

use crate::document::words;

/// What people look for when they look for a product: a Postgres, a queue, something to run an app on.
///
/// A product is of one category or of several, the first of them what it is most of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Category {
    /// Runs an app that answers requests.
    WebService,
    /// Serves a site's files, and what is built with them.
    StaticSite,
    /// Runs in the background or at set times.
    Worker,
    /// Runs code for each request, without a server.
    Function,
    /// A computer of one's own.
    Server,
    /// A Postgres.
    Postgres,
    /// A Redis, or what is used like one.
    Redis,
    /// Any other database.
    Database,
    /// Vectors and texts to be searched.
    Search,
    /// Queues, and workflows of steps.
    Queue,
    /// Files as objects in buckets.
    ObjectStorage,
    /// A disk of a service or server.
    Disk,
    /// A language model, or another one.
    Model,
    /// Runs code that nobody trusts yet.
    Sandbox,
    /// Sends email.
    Email,
    /// Sends messages to phones.
    Messaging,
    /// Knows who users are.
    Auth,
    /// Takes payments.
    Payments,
    /// Images and videos.
    Media,
    /// Delivers content from near its readers.
    Cdn,
    /// Domains, addresses, certificates, what passes between networks.
    Network,
    /// Errors, logs, metrics.
    Monitoring,
    /// What visitors do.
    Analytics,
    /// Builds and tests.
    Ci,
    /// What only adds to another product of its vendor.
    Extra,
}

words!(Category {
    WebService: "web-service",
    StaticSite: "static-site",
    Worker: "worker",
    Function: "function",
    Server: "server",
    Postgres: "postgres",
    Redis: "redis",
    Database: "database",
    Search: "search",
    Queue: "queue",
    ObjectStorage: "object-storage",
    Disk: "disk",
    Model: "ai",
    Sandbox: "sandbox",
    Email: "email",
    Messaging: "messaging",
    Auth: "auth",
    Payments: "payments",
    Media: "media",
    Cdn: "cdn",
    Network: "network",
    Monitoring: "monitoring",
    Analytics: "analytics",
    Ci: "ci",
    Extra: "extra",
});

impl Category {
    /// Every category, in the order people build a stack in.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::WORDS.iter().map(|(_, category)| *category)
    }

    /// The word used in price files.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, category)| *category == self).map_or("", |(word, _)| word)
    }

    /// What several of it are called, as a heading.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Self::WebService => "Web services",
            Self::StaticSite => "Static sites",
            Self::Worker => "Workers and cron jobs",
            Self::Function => "Functions",
            Self::Server => "Servers",
            Self::Postgres => "Postgres",
            Self::Redis => "Redis and key value",
            Self::Database => "Other databases",
            Self::Search => "Search and vectors",
            Self::Queue => "Queues and workflows",
            Self::ObjectStorage => "Object storage",
            Self::Disk => "Disks",
            Self::Model => "AI models",
            Self::Sandbox => "Sandboxes and agents",
            Self::Email => "Email",
            Self::Messaging => "Messages to phones",
            Self::Auth => "Sign-in",
            Self::Payments => "Payments",
            Self::Media => "Images and video",
            Self::Cdn => "CDN",
            Self::Network => "Domains and network",
            Self::Monitoring => "Errors, logs and metrics",
            Self::Analytics => "Analytics",
            Self::Ci => "Builds and CI",
            Self::Extra => "Extras of other products",
        }
    }

    /// A short name for a resource that is one.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::WebService => "web",
            Self::StaticSite => "site",
            Self::Worker => "worker",
            Self::Function => "function",
            Self::Server => "server",
            Self::Postgres => "postgres",
            Self::Redis => "redis",
            Self::Database => "database",
            Self::Search => "search",
            Self::Queue => "queue",
            Self::ObjectStorage => "files",
            Self::Disk => "disk",
            Self::Model => "model",
            Self::Sandbox => "sandbox",
            Self::Email => "email",
            Self::Messaging => "messages",
            Self::Auth => "auth",
            Self::Payments => "payments",
            Self::Media => "media",
            Self::Cdn => "cdn",
            Self::Network => "network",
            Self::Monitoring => "monitoring",
            Self::Analytics => "analytics",
            Self::Ci => "builds",
            Self::Extra => "extra",
        }
    }

    /// Other words people look for it with.
    #[must_use]
    pub const fn also(self) -> &'static [&'static str] {
        match self {
            Self::WebService => &["app", "api", "backend", "hosting", "server", "container"],
            Self::StaticSite => &["website", "frontend", "hosting", "pages"],
            Self::Worker => &["background job", "job", "scheduler"],
            Self::Function => &["serverless", "edge"],
            Self::Server => &["vps", "virtual machine", "compute"],
            Self::Postgres => &["postgresql", "database", "sql"],
            Self::Redis => &["cache", "valkey", "kv"],
            Self::Database => &["database", "sql", "nosql"],
            Self::Search => &["vector", "full text search", "embeddings"],
            Self::Queue => &["message queue", "jobs", "background job"],
            Self::ObjectStorage => &["storage", "bucket", "files", "uploads", "blob"],
            Self::Disk => &["volume", "storage", "ssd"],
            Self::Model => &["ai", "llm", "chat", "embeddings", "language model"],
            Self::Sandbox => &["code execution", "agent"],
            Self::Email => &["mail", "smtp", "newsletter"],
            Self::Messaging => &["sms", "text message", "messaging", "chat messages"],
            Self::Auth => &["auth", "authentication", "login", "users"],
            Self::Payments => &["billing", "checkout", "subscriptions"],
            Self::Media => &["image", "resizing"],
            Self::Cdn => &["content delivery network"],
            Self::Network => &["dns", "ip address", "firewall", "ssl"],
            Self::Monitoring => &["error tracking", "logging", "observability", "metrics"],
            Self::Analytics => &["page views", "product analytics"],
            Self::Ci => &["continuous integration", "build", "pipeline"],
            Self::Extra => &["add-on"],
        }
    }
}
