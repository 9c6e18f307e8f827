//! The clients of a Redis in the document: what the page shows of them, and how it changes them.

use std::sync::{Arc, OnceLock};

use planner_core::Decimal;
use planner_core::clients::{Kind, Loss, Profile, Profiles, Role, Setting, shown};
use planner_core::document::{Children, Node, Problem, Value};
use planner_core::{Quantity, decimal};

use crate::field::Field;
use crate::inputs::sentence;
use crate::numbers::grouped;
use crate::tree;

/// A resource that clients can use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redis {
    /// Its name.
    pub name: String,
    /// Its clients, or the first of them.
    pub clients: Vec<Client>,
    /// How many there are in all.
    pub count: usize,
}

/// Clients of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its place in the list.
    pub place: usize,
    /// `client/role`, whole even where the document leaves the role out.
    pub profile: String,
    /// What to call them: `BullMQ worker`.
    pub title: String,
    /// What one of them is, and what becomes of what it keeps where the memory is full, in a sentence or two.
    pub is: String,
    /// How many there are; empty where the document says nothing.
    pub count: String,
    /// What it mostly does when asked, and the settings that save commands.
    pub first: Vec<Input>,
    /// What else it does when asked.
    pub operations: Vec<Input>,
    /// The other settings.
    pub settings: Vec<Input>,
}

/// A setting or an operation of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name in the document.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What it is counted in.
    pub unit: String,
    /// What the document says; empty for the default.
    pub value: String,
    /// The default.
    pub default: String,
    /// What it does, with its default and its range.
    pub help: String,
    /// The words to choose from: none where it is typed, `true` and `false` where it is ticked.
    pub words: Vec<String>,
    /// Whether it is another value than the default.
    pub changed: bool,
}

impl Input {
    /// Whether it says how often something happens, rather than how.
    #[must_use]
    pub fn is_operation(&self) -> bool {
        self.default == NEVER
    }
}

/// Said of an operation that nobody asks for.
const NEVER: &str = "never";

/// The most that a profile says where there is no real bound.
const BOUNDLESS: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// Of so many Redis it is worked out at once what their clients make of them: each is put on every plan there is.
pub const MOST_WORKED_OUT: usize = 20;

/// Words that a product's id has where it speaks the protocol of Redis.
const PROTOCOL: [&str; 3] = ["redis", "key-value", "valkey"];

/// Every profile there is, read once.
#[must_use]
pub fn profiles() -> &'static [Arc<Profile>] {
    static PROFILES: OnceLock<Vec<Arc<Profile>>> = OnceLock::new();
    PROFILES.get_or_init(|| Profiles::ids().filter_map(|id| Profiles::find(id).ok()).collect())
}

/// The profile that a word such as `queue/worker` names, with its role; without a role, the profile's first.
fn named(word: &str) -> Option<(&'static Profile, &'static str, &'static Role)> {
    let (id, role) = word.split_once('/').map_or((word, None), |(id, role)| (id, Some(role)));
    let profile = profiles().iter().find(|profile| profile.id == id)?;
    let (id, role) = profile.roles.iter().find(|(id, _)| role.is_none_or(|role| role == id))?;
    Some((profile, id, role))
}

/// A setting of a client, by its name in the document.
pub(crate) fn setting(document: &Node, resource: &str, at: usize, what: &str) -> Option<&'static Setting> {
    of(document, resource, at)?.setting(what)
}

fn of(document: &Node, resource: &str, at: usize) -> Option<&'static Role> {
    named(&Field::Client(resource.to_owned(), at).read(document)).map(|(_, _, role)| role)
}

/// `BullMQ worker`; with its variant, where a library has several parts that are called alike: `taskiq-redis list worker`.
#[must_use]
pub fn title(profile: &Profile, id: &str, role: &Role) -> String {
    let alike = profile.roles.iter().filter(|(_, other)| other.name == role.name).count();
    let plain = [profile.name.as_str(), &role.name].join(" ");
    if alike < 2 || id == role.name {
        return plain;
    }
    match id.strip_suffix(role.name.as_str()).and_then(|variant| variant.strip_suffix('-')) {
        Some(variant) => [profile.name.as_str(), &tree::words(variant), &role.name].join(" "),
        None => [&*plain, ", ", id].concat(),
    }
}

/// What one of a role is; of what keeps sessions, counts or a cache also what follows where the memory is full.
fn is(role: &Role) -> String {
    let keeps = |loss| role.memory.iter().any(|kept| kept.loss == loss);
    let follows = match () {
        () if keeps(Loss::SignedOut) => {
            " Whoever's session is dropped where the memory is full is signed out."
        }
        () if keeps(Loss::CountsAnew) => {
            " A count that is dropped where the memory is full begins anew: more gets through than is allowed."
        }
        () if keeps(Loss::ComputedAgain) => {
            " What is dropped where the memory is full is worked out again when it is next asked for."
        }
        () => "",
    };
    let mut letters = role.does.chars();
    let does: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    [&*does, ".", follows].concat()
}

/// Whether some resource has clients.
#[must_use]
pub fn any(document: &Node) -> bool {
    named_in(document).any(|(_, count)| count > 0)
}

/// Whether some resource has clients, or could have some.
#[must_use]
pub fn is_there(document: &Node) -> bool {
    named_in(document).next().is_some()
}

/// How many resources have clients, or could have some.
#[must_use]
pub fn count(document: &Node) -> usize {
    named_in(document).count()
}

/// The resources that have clients, or could have some.
#[must_use]
pub fn redis(document: &Node) -> Vec<Redis> {
    first(document, usize::MAX, usize::MAX)
}

/// The first of them, so many at most, each with the first of its clients.
#[must_use]
pub fn first(document: &Node, most: usize, most_clients: usize) -> Vec<Redis> {
    let one = |(name, count): (&str, usize)| {
        let clients = (0..count.min(most_clients)).filter_map(|at| client(document, name, at)).collect();
        Redis { name: name.to_owned(), clients, count }
    };
    named_in(document).take(most).map(one).collect()
}

/// A resource that has clients, or could have some, with the first of them.
#[must_use]
pub fn redis_of(document: &Node, name: &str, most: usize) -> Option<Redis> {
    let (_, count) = named_in(document).find(|(known, _)| *known == name)?;
    let clients = (0..count.min(most)).filter_map(|at| client(document, name, at)).collect();
    Some(Redis { name: name.to_owned(), clients, count })
}

/// The resources that have clients, or could have some, each with how many it has.
fn named_in(document: &Node) -> impl Iterator<Item = (&str, usize)> {
    tree::entries(document, &["resources"]).filter_map(|(name, resource)| {
        let product = tree::text(resource, &["product"]).and_then(|product| product.split('/').next_back());
        let count = match resource.find(&["clients"]).map(|node| &node.value) {
            Some(Value::List(items)) => items.len(),
            _ => 0,
        };
        let can = count > 0 || product.is_some_and(|product| PROTOCOL.contains(&product));
        can.then_some((name, count))
    })
}

/// The document with no more resources that have clients than so many: the rest of them is not asked about.
#[must_use]
pub fn only_first(document: &Node, most: usize) -> Node {
    let mut less = document.clone();
    for (name, _) in named_in(document).filter(|(_, count)| *count > 0).skip(most) {
        less.remove(&["resources", name, "clients"]);
    }
    less
}

/// The document with one more client of a resource, such as `bullmq/worker`, and what to call it.
///
/// # Errors
///
/// A [`Problem`] for a client that no profile knows.
pub fn add(document: &Node, resource: &str, word: &str) -> Result<(String, Node), Problem> {
    let (profile, id, role) = named(word).ok_or_else(|| {
        Problem::new(format!("no client `{word}` is known"))
            .hint("choose one of the list, such as bullmq/worker")
    })?;
    let mut next = document.clone();
    let count = tree::items(document, &["resources", resource, "clients"]).len();
    become_another(&mut next, resource, count, word)?;
    Ok((title(profile, id, role), next))
}

fn client(document: &Node, resource: &str, at: usize) -> Option<Client> {
    let (profile, id, role) = named(&Field::Client(resource.to_owned(), at).read(document))?;
    let mut client = Client {
        place: at,
        profile: [profile.id.as_str(), id].join("/"),
        title: title(profile, id, role),
        is: is(role),
        count: read(document, resource, at, "count"),
        first: Vec::new(),
        operations: Vec::new(),
        settings: Vec::new(),
    };
    for (name, operation) in &role.operations {
        let per = tree::text(document, &["resources", resource, "clients", &at.to_string(), name, "per"]);
        let value = read(document, resource, at, name);
        let list = if client.first.is_empty() { &mut client.first } else { &mut client.operations };
        list.push(Input {
            name: name.clone(),
            label: sentence(name),
            unit: per.map_or_else(|| "driver or rate".to_owned(), |per| ["for each of ", per].concat()),
            changed: !value.is_empty(),
            value,
            default: NEVER.to_owned(),
            help: operation.does.clone(),
            words: Vec::new(),
        });
    }
    for (name, setting) in &role.settings {
        let input = input(name, setting, read(document, resource, at, name));
        if setting.tune.is_empty() { &mut client.settings } else { &mut client.first }.push(input);
    }
    Some(client)
}

fn input(name: &str, setting: &Setting, value: String) -> Input {
    let default = shown(&setting.default);
    let mut help = [setting.says.as_str(), "; default ", &default].concat();
    let (mut unit, mut words) = (String::new(), Vec::new());
    match &setting.kind {
        Kind::Flag => words = ["true", "false"].map(str::to_owned).to_vec(),
        Kind::Choice(choices) => words.clone_from(choices),
        Kind::Number { unit: counted_in, at_least, at_most } => {
            counted_in.symbol().clone_into(&mut unit);
            if *at_most < BOUNDLESS {
                let places = at_least.normalize().scale();
                for part in [", from ", &grouped(*at_least, places), " to ", &grouped(*at_most, 0)] {
                    help.push_str(part);
                }
            }
        }
    }
    Input {
        name: name.to_owned(),
        label: setting.written.clone().unwrap_or_else(|| sentence(name)),
        changed: !value.is_empty() && value != default,
        unit,
        value,
        default,
        help,
        words,
    }
}

/// Where something of a client stands; the last step is its figure, where it is written with what it follows.
fn path<'a>(document: &Node, resource: &'a str, at: &'a str, what: &'a str) -> Vec<&'a str> {
    let mut path = vec!["resources", resource, "clients", at, what];
    if let Some(node) = document.find(&path) {
        path.extend(["times", "each", "start"].into_iter().find(|key| node.get(key).is_some()));
    }
    path
}

/// What the document says of a client: how many there are, a setting in its own unit, or how often it is asked.
pub(crate) fn read(document: &Node, resource: &str, at: usize, what: &str) -> String {
    let node = document.find(&path(document, resource, &at.to_string(), what));
    let text = match node.map(|node| &node.value) {
        Some(Value::Bool(yes)) => return yes.to_string(),
        Some(Value::Text(text) | Value::Number(text)) => text,
        _ => return String::new(),
    };
    let kind = of(document, resource, at).and_then(|role| role.setting(what)).map(|setting| &setting.kind);
    let number = match kind {
        Some(Kind::Number { unit, .. }) => Quantity::parse(text).and_then(|quantity| quantity.in_unit(unit)),
        _ => None,
    };
    number.map_or_else(|| text.clone(), |number| number.normalize().to_string())
}

/// Puts what was typed there; a bare number takes the setting's unit, so that whoever reads the stack knows it.
pub(crate) fn write(
    document: &mut Node,
    resource: &str,
    at: usize,
    what: &str,
    typed: &str,
) -> Result<(), Problem> {
    let kind = of(document, resource, at).and_then(|role| role.setting(what)).map(|setting| &setting.kind);
    let value = match (kind, typed) {
        (Some(Kind::Flag), "true" | "false") => Value::Bool(typed == "true"),
        (Some(Kind::Number { unit, .. }), _) if decimal(typed).is_some() && !unit.symbol().is_empty() => {
            Value::Text([typed, " ", unit.symbol()].concat())
        }
        _ => tree::typed(typed),
    };
    let at = at.to_string();
    if typed.is_empty() {
        document.remove(&["resources", resource, "clients", &at, what]);
        return Ok(());
    }
    document.put(&path(document, resource, &at, what), value)
}

/// Makes a client another one: what the new one has too stays set. A free place makes one more; no word takes it away.
pub(crate) fn become_another(
    document: &mut Node,
    resource: &str,
    at: usize,
    word: &str,
) -> Result<(), Problem> {
    let (list, place) = (["resources", resource, "clients"], at.to_string());
    let entry = |name| ["resources", resource, "clients", &place, name];
    if word.is_empty() {
        document.remove(&["resources", resource, "clients", &place]);
        if document.find(&["resources", resource, "clients", "0"]).is_none() {
            document.remove(&list);
        }
        return Ok(());
    }
    let (old, new) = (of(document, resource, at), named(word).map(|(_, _, role)| role));
    if !matches!(document.find(&list).map(|node| &node.value), Some(Value::List(_))) {
        document.put(&list, Value::List(Children::default()))?;
    }
    for (name, kind) in old.into_iter().flat_map(|old| &old.settings).map(|(name, one)| (name, &one.kind)) {
        if new.and_then(|new| new.setting(name)).is_none_or(|setting| setting.kind != *kind) {
            document.remove(&entry(name));
        }
    }
    for (name, _) in old.into_iter().flat_map(|old| &old.operations) {
        if new.is_none_or(|new| new.operation(name).is_none()) {
            document.remove(&entry(name));
        }
    }
    document.put(&entry("profile"), Value::Text(word.to_owned()))
}
