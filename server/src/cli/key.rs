//! `sesame key`: the keys that sign access tokens. The newest that has not retired signs; a retired one stays published
//! until `sesame purge` finds that its last token has expired.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use oauth::context::{Pepper, SystemEntropy};
use oauth::keys::{self, KeyRing, Sealing};
use oauth::model::{Algorithm, AuditEvent, StoredKey};
use oauth::store::Store;
use oauth::types::Secret;
use serde::Serialize;
use serde_json::json;

use super::CliError;
use super::answer::{Answer, count, table, when};
use super::instance::Instance;
use crate::clock::rfc3339;
use crate::secret_file::refuse_if_others_can_read;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a key, which signs from now on; the others stay in reserve
    Generate {
        #[arg(long, default_value = "ES256", value_parser = algorithms())]
        algorithm: Algorithm,
    },
    /// List all keys, newest first
    List,
    /// Make a key, which signs from now on, and retire all others
    Rotate {
        /// What it signs with [default: what the key before it signs with]
        #[arg(long, value_parser = algorithms())]
        algorithm: Option<Algorithm>,
    },
    /// Take over a key that was made elsewhere, which signs from now on
    Import {
        /// A private key in PEM; - reads it from standard input
        pem: PathBuf,
        /// The variable that holds the passphrase of an encrypted key
        #[arg(long, value_name = "VAR")]
        passphrase_env: Option<String>,
    },
    /// Print the public halves: PEM, or with --json the JWK set that /oauth/jwks publishes
    Public,
    /// Take a retired key away at once, because it has leaked: tokens it signed verify no more
    Remove {
        /// Its key id
        #[arg(allow_hyphen_values = true)]
        kid: String,
    },
}

fn algorithms() -> impl TypedValueParser<Value = Algorithm> {
    PossibleValuesParser::new(["ES256", "RS256", "EdDSA"]).try_map(|text| text.parse::<Algorithm>())
}

impl Command {
    pub async fn run(self, instance: &Instance) -> Result<Answer, CliError> {
        match self {
            Self::Generate { algorithm } => generate(instance, algorithm).await,
            Self::List => list(instance).await,
            Self::Rotate { algorithm } => rotate(instance, algorithm).await,
            Self::Import { pem, passphrase_env } => import(instance, &pem, passphrase_env.as_deref()).await,
            Self::Public => public(instance).await,
            Self::Remove { kid } => remove(instance, &kid).await,
        }
    }
}

/// The server's secret, if it opens the keys that are there.
async fn pepper(instance: &Instance, store: &dyn Store) -> Result<Pepper, CliError> {
    let pepper = instance.pepper()?;
    keys::check_secret(&store.signing_keys().await?, &pepper)?;
    Ok(pepper)
}

async fn generate(instance: &Instance, algorithm: Algorithm) -> Result<Answer, CliError> {
    let pepper = pepper(instance, instance.store()).await?;
    let key = keys::generate(algorithm, &pepper, &SystemEntropy, instance.now())?;
    added(instance, &key).await
}

async fn import(instance: &Instance, path: &Path, passphrase_env: Option<&str>) -> Result<Answer, CliError> {
    let pem = read(path)?;
    let passphrase = passphrase_env.map(|name| {
        let missing = |_| CliError::Failed(format!("{name} is not set: it is to hold the passphrase of the key"));
        std::env::var(name).map(Secret::from).map_err(missing)
    });
    let pepper = pepper(instance, instance.store()).await?;
    let sealing = Sealing { pepper: &pepper, entropy: &SystemEntropy, now: instance.now() };
    let key = keys::import(&sealing, pem.expose(), passphrase.transpose()?.as_ref());
    let key = key.map_err(|error| CliError::Failed(format!("{}: {error}", path.display())))?;
    added(instance, &key).await
}

fn read(path: &Path) -> Result<Secret, CliError> {
    let mut text = String::new();
    let done = if path == Path::new("-") {
        io::stdin().read_to_string(&mut text)
    } else {
        // A key that others could read is theirs too.
        refuse_if_others_can_read(path)?;
        std::fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text))
    };
    done.map_err(|error| CliError::Io(path.display().to_string(), error))?;
    Ok(Secret::from(text))
}

async fn added(instance: &Instance, key: &StoredKey) -> Result<Answer, CliError> {
    instance.store().add_signing_key(key).await?;
    let human = format!("Key {} ({}) signs from now on. {FOLLOW}", key.kid, key.algorithm);
    let answer = Answer::new(human, &KeyView::of(key, true));
    Ok(answer.logged(instance.deed(AuditEvent::SigningKeyAdded).detail(named(key))))
}

/// As the audit log names a key.
fn named(key: &StoredKey) -> String {
    format!("{} {}", key.algorithm, key.kid)
}

const FOLLOW: &str = "A running server follows within a minute.";

async fn rotate(instance: &Instance, algorithm: Option<Algorithm>) -> Result<Answer, CliError> {
    let transaction = instance.begin().await?;
    let pepper = pepper(instance, &*transaction).await?;
    let stored = transaction.signing_keys().await?;
    let before = stored.iter().find(|key| key.retired_at.is_none()).map(|key| key.algorithm);
    let algorithm = algorithm.or(before).unwrap_or(Algorithm::Es256);
    let key = keys::generate(algorithm, &pepper, &SystemEntropy, instance.now())?;
    transaction.add_signing_key(&key).await?;
    let retired = transaction.retire_signing_keys_but(&key.kid, instance.now()).await?;
    transaction.commit().await?;
    let others = match retired {
        0 => String::new(),
        _ => {
            format!(" {} retired, published until the last token has expired.", count(retired, "key has", "keys have"))
        }
    };
    let human = format!("Key {} ({}) signs from now on.{others} {FOLLOW}", key.kid, key.algorithm);
    let answer = Answer::new(human, &json!({ "key": KeyView::of(&key, true), "retired": retired }));
    Ok(answer.logged(instance.deed(AuditEvent::SigningKeysRotated).detail(named(&key))))
}

async fn list(instance: &Instance) -> Result<Answer, CliError> {
    let keys = instance.store().signing_keys().await?;
    let signer = keys.iter().find(|key| key.retired_at.is_none()).map(|key| key.kid.as_str());
    let views: Vec<_> = keys.iter().map(|key| KeyView::of(key, signer == Some(&key.kid))).collect();
    let row = |(key, view): (&StoredKey, &KeyView)| {
        let retired = key.retired_at.map(when).unwrap_or_default();
        [key.kid.clone(), key.algorithm.to_string(), view.state.to_owned(), when(key.created_at), retired]
    };
    let rows: Vec<_> = keys.iter().zip(&views).map(row).collect();
    let none = "There is no key yet: sesame serve makes one when it starts, sesame key generate at once.";
    Ok(Answer::new(table(["KID", "ALGORITHM", "STATE", "CREATED", "RETIRED"], &rows, none), &views))
}

async fn public(instance: &Instance) -> Result<Answer, CliError> {
    let ring = KeyRing::open(&instance.store().signing_keys().await?, &instance.pepper()?)?;
    // What stands before a PEM block is for people; programs skip it (RFC 7468 §2).
    let pem = ring.iter().map(|key| format!("{} {}\n{}\n", key.kid, key.algorithm, key.public_pem()));
    Ok(Answer::new(pem.collect::<String>(), &ring.jwks()))
}

async fn remove(instance: &Instance, kid: &str) -> Result<Answer, CliError> {
    if instance.store().remove_signing_key(kid).await? {
        let answer = Answer::new(format!("Removed the key {kid}. {FOLLOW}"), &json!({ "removed": kid }));
        return Ok(answer.logged(instance.deed(AuditEvent::SigningKeyRemoved).detail(kid)));
    }
    let signs = instance.store().signing_keys().await?.iter().any(|key| key.kid == kid);
    Err(CliError::Failed(match signs {
        true => format!("the key {kid} has not retired: run sesame key rotate first"),
        false => format!("there is no key {kid}: sesame key list shows them"),
    }))
}

#[derive(Serialize)]
struct KeyView {
    kid: String,
    algorithm: &'static str,
    /// `signs`, `reserve` or `retired`.
    state: &'static str,
    created_at: String,
    retired_at: Option<String>,
}

impl KeyView {
    fn of(key: &StoredKey, signs: bool) -> Self {
        Self {
            kid: key.kid.clone(),
            algorithm: key.algorithm.as_str(),
            state: match key.retired_at {
                Some(_) => "retired",
                None if signs => "signs",
                None => "reserve",
            },
            created_at: rfc3339(key.created_at),
            retired_at: key.retired_at.map(rfc3339),
        }
    }
}
