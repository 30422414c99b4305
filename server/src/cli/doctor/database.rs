//! The database, and what is in it: the steps taken, the signing keys, the demo, the time.

use oauth::keys::{KeyError, KeyRing};
use oauth::model::StoredKey;
use oauth::store::{Database as _, Store, StoreError};
use storage::SqlDatabase;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::Finding;
use crate::cli::answer::when;
use crate::clock::Clock;
use crate::config::Settings;
use crate::{demo, serve};

/// When this was written: no clock that is right is behind it.
const WRITTEN: OffsetDateTime = datetime!(2026-11-21 0:00 UTC);

pub(super) async fn look(settings: &Settings, clock: &Clock) -> Vec<Finding> {
    let now = clock.now();
    let database = match serve::reach_database(settings, false).await {
        Ok(database) => database,
        Err(error) => {
            let mend = "see that the database runs and database_url is right; for a new one, run sesame migrate";
            return vec![Finding::failure("database", error.to_string(), mend), time(now, None)];
        }
    };
    match inside(settings, &database, now).await {
        Ok(findings) => findings,
        Err(error) => vec![Finding::failure("database", error.to_string(), "see the log of the database")],
    }
}

async fn inside(settings: &Settings, database: &SqlDatabase, now: OffsetDateTime) -> Result<Vec<Finding>, StoreError> {
    let steps = storage::migration_status(database).await?;
    let pending = steps.iter().filter(|step| !step.applied).count();
    let url = &settings.database_url;
    if pending > 0 {
        let says = format!("{url} answers, but is behind this version by {pending} of {} steps", steps.len());
        return Ok(vec![Finding::failure("database", says, "sesame migrate"), time(now, None)]);
    }
    let store = database.store();
    let stored = store.signing_keys().await?;
    let newest = newest(store, &stored).await?;
    let mut findings = vec![
        Finding::ok("database", format!("{url} answers and is up to date, at step {}", steps.len())),
        keys(settings, &stored),
    ];
    findings.extend(is_demo(store).await?);
    findings.push(time(now, newest));
    Ok(findings)
}

fn keys(settings: &Settings, stored: &[StoredKey]) -> Finding {
    if stored.is_empty() {
        return Finding::ok("keys", "there is no signing key yet: the first start makes it");
    }
    let pepper = match settings.existing_pepper() {
        Ok(Some(pepper)) => pepper,
        // Why it cannot be read, the look at the files has said.
        Ok(None) | Err(_) => {
            let says = "the signing keys are sealed under a secret that is not here";
            return Finding::failure("keys", says, "put the file `secret` back, or set SESAME_SECRET");
        }
    };
    match KeyRing::open(stored, &pepper) {
        Ok(_) => {
            let active = stored.iter().filter(|key| key.retired_at.is_none()).count();
            let says = format!("all open: {active} active, {} retired", stored.len() - active);
            Finding::ok("keys", says)
        }
        Err(error) => {
            let mend = match error {
                KeyError::NoActiveKey => "sesame key generate",
                KeyError::WrongSecret => "put the secret back that they were made with, or set SESAME_SECRET to it",
                KeyError::Damaged | KeyError::Generation => "put the table signing_keys back from a backup",
            };
            Finding::failure("keys", error.to_string(), mend)
        }
    }
}

/// Its passwords are printed in the README.
async fn is_demo(store: &dyn Store) -> Result<Option<Finding>, StoreError> {
    let says = "made by --demo, with well-known passwords: the server starts on it with --demo alone";
    let mend = "for real use, begin with another --data-dir or --database-url";
    Ok(demo::seed::made(store).await?.then(|| Finding::warning("demo", says, mend)))
}

/// When the youngest thing in the database was made, by whichever instance.
async fn newest(store: &dyn Store, keys: &[StoredKey]) -> Result<Option<OffsetDateTime>, StoreError> {
    let clients = store.clients().await?;
    let times = keys.iter().map(|key| key.created_at).chain(clients.iter().map(|client| client.created_at));
    Ok(times.max())
}

fn time(now: OffsetDateTime, newest: Option<OffsetDateTime>) -> Finding {
    let mend = "set the clock; timedatectl set-ntp true keeps it right";
    if now < WRITTEN {
        return Finding::failure("clock", format!("it shows {}, before this program was written", when(now)), mend);
    }
    match newest {
        // Instances may differ a little.
        Some(newest) if now + Duration::MINUTE < newest => {
            let says = format!("it shows {}, but the database has what was made at {}", when(now), when(newest));
            Finding::failure("clock", says, mend)
        }
        _ => Finding::ok("clock", format!("it shows {}", when(now))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn a_clock_behind_the_program_or_the_database_is_wrong() {
        let now = WRITTEN + Duration::DAY;
        assert_eq!(time(WRITTEN - Duration::DAY, None).state, State::Failure);
        assert_eq!(time(now, Some(now + Duration::HOUR)).state, State::Failure);
        assert_eq!(time(now, Some(now + Duration::SECOND)).state, State::Ok);
        assert_eq!(time(now, None).state, State::Ok);
    }
}
