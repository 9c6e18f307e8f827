//! The profiles that are compiled in, found by the words a stack uses for them.

use std::sync::{Arc, OnceLock};

use super::profile::Profile;
use crate::document::{Problem, parse_json};
use crate::nearest::nearest;

#[cfg(feature = "bundled")]
mod bundled {
    include!(concat!(env!("OUT_DIR"), "/profiles.rs"));
}

static LOADED: OnceLock<Vec<(&'static str, &'static str)>> = OnceLock::new();

/// The profiles, each read when it is first named.
static READ: OnceLock<Vec<Once>> = OnceLock::new();

/// A profile, once it was read.
type Once = OnceLock<Result<Arc<Profile>, Problem>>;

/// A client and its text, for each profile file: those loaded, else those compiled in.
fn files() -> &'static [(&'static str, &'static str)] {
    if let Some(loaded) = LOADED.get() {
        return loaded;
    }
    #[cfg(feature = "bundled")]
    let files = bundled::FILES;
    #[cfg(not(feature = "bundled"))]
    let files = &[];
    files
}

/// The profiles of `data/profiles`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Profiles;

impl Profiles {
    /// Takes the profiles that a page loaded beside its code, once: on each line a client, a space, and its JSON.
    pub fn load(listed: &'static str) {
        LOADED.get_or_init(|| listed.lines().filter_map(|line| line.split_once(' ')).collect());
    }

    /// The clients there are profiles of.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        files().iter().map(|(id, _)| *id)
    }

    /// The profile of a client.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a client without one, with the nearest names.
    pub fn find(id: &str) -> Result<Arc<Profile>, Problem> {
        let read = READ.get_or_init(|| files().iter().map(|_| OnceLock::new()).collect());
        let known = files().iter().zip(read).find(|((known, _), _)| *known == id);
        let Some(((file, text), read)) = known else {
            let problem = Problem::new(format!("no client `{id}` is known"));
            if let Some(profile) = Self::standing_for(id, None) {
                return Err(
                    problem.hint(format!("its commands are those of {profile}: write `profile: {profile}`"))
                );
            }
            let near = nearest(id, Self::ids());
            let near: Vec<&str> = near.into_iter().take(6).collect();
            return Err(problem.hint(format!("the nearest are {}", crate::nearest::some(&near))));
        };
        read.get_or_init(|| Self::read(file, text).map(Arc::new)).clone()
    }

    fn read(file: &str, text: &str) -> Result<Profile, Problem> {
        let place = |problem: Problem| {
            let path = format!("profiles/{file}.json: {}", problem.path);
            problem.path(path)
        };
        let node = parse_json(text, 0).map_err(place)?;
        let profile = Profile::parse(&node).map_err(place)?;
        if profile.id != file {
            return Err(place(Problem::new(format!("the client is called `{}`", profile.id)).path("client")));
        }
        Ok(profile)
    }

    /// The profile that tells what another library does, by the name its users know it under: the one on top (`slowapi`),
    /// its package (`@keyv/redis`) or the client below (`node-redis`). With its role, where the library is one part of what
    /// the profile tells (`celery-redbeat`), or the role that was asked for is one of the profile's.
    fn standing_for(name: &str, asked: Option<&str>) -> Option<String> {
        let wanted = alike(name);
        files().iter().find_map(|(id, _)| {
            // None of these has a name that is not known: no profile is looked for in turn.
            let profile = Self::find(id).ok()?;
            let part = |known: &str| alike(known) == wanted;
            let joined = |role: &str| part(&format!("{id}-{role}")) || part(&format!("{id}/{role}"));
            let own = profile
                .roles
                .iter()
                .find(|(role, own)| joined(role) || own.stands_for.iter().any(|known| part(known)));
            let whole = || profile.stands_for.iter().any(|known| part(known));
            let role = own.map(|(role, _)| role.as_str());
            let role = role.or_else(|| asked.filter(|asked| whole() && profile.role(asked).is_some()));
            match role {
                Some(role) => Some(format!("{id}/{role}")),
                None => whole().then(|| (*id).to_owned()),
            }
        })
    }

    /// The profile and the role that a word such as `queue/worker` names; without a role, the profile's first.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for an unknown client or role, with the nearest names.
    pub fn named(word: &str) -> Result<(Arc<Profile>, String), Problem> {
        let (client, role) = word.split_once('/').map_or((word, None), |(client, role)| (client, Some(role)));
        if !Self::ids().any(|id| id == client) {
            // A package's name may have a slash of its own: `@keyv/redis`, `@nestjs/bullmq/worker`.
            let scoped = word.match_indices('/').nth(1).and_then(|(at, _)| word.split_at_checked(at));
            let scoped = scoped.map_or((word, None), |(name, role)| (name, role.strip_prefix('/')));
            let found = Self::standing_for(scoped.0, scoped.1).or_else(|| Self::standing_for(client, role));
            if let Some(profile) = found {
                return Err(Problem::new(format!("no client `{word}` is known"))
                    .hint(format!("its commands are those of {profile}: write `profile: {profile}`")));
            }
        }
        let profile = Self::find(client)?;
        let role = match role {
            None => profile.roles.first().map(|(id, _)| id.clone()).unwrap_or_default(),
            Some(role) => role.to_owned(),
        };
        if profile.role(&role).is_none() {
            let known = nearest(&role, profile.roles.iter().map(|(id, _)| id.as_str()));
            return Err(Problem::new(format!("{} has no role `{role}`", profile.name))
                .hint(format!("its roles are {}", crate::nearest::some(&known))));
        }
        Ok((profile, role))
    }
}

/// One spelling of a library's name.
fn alike(name: &str) -> String {
    name.trim_start_matches('@').to_ascii_lowercase().replace(['_', '.'], "-")
}
