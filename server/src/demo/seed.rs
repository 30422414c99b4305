//! What a demo database holds. The identifiers are fixed, so that examples and tests can rely on them.

use std::net::SocketAddr;

use oauth::context::SystemEntropy;
use oauth::model::{ApiKey, Client, ClientAuthentication, ClientKind, ClientSecret, NewUser, ScopeEntry};
use oauth::password::PasswordHash;
use oauth::store::{Database, Store, StoreError};
use oauth::types::{ApiKeyId, ClientId, Email, GrantType, RedirectUri, Scope, Secret};
use storage::SqlDatabase;
use time::OffsetDateTime;
use time::macros::datetime;

use super::sheets;
use crate::cli::CliError;

pub const EMAIL: &str = "john.doe@example.com";
pub const PASSWORD: &str = "correct horse battery staple";
pub const WEB_CLIENT: &str = "demo-web";
pub const WEB_SECRET: &str = "demo-web-secret";
pub const DEVICE_CLIENT: &str = "demo-device";
pub const SERVICE_CLIENT: &str = "backend_routines";
pub const SERVICE_SECRET: &str = "backend-secret";
pub const FRONT_CLIENT: &str = "front_application";
pub const FRONT_SECRET: &str = "front-secret";
pub const API_KEY: &str = "demo-api-key";

/// The fact that says who made a database.
const FACT: &str = "made_by";
const DEMO: &str = "demo";
/// The fact that what the API's tiers need was put in: older demo databases are without.
const TIERS_FACT: &str = "demo_tiers";

/// When John signed up. Fixed, so that the README shows what everybody gets.
const JOHN_SINCE: OffsetDateTime = datetime!(2024-02-05 08:52:20.957 UTC);

/// Fills an empty database; leaves what the demo made before as it is; refuses any other, and any address that others
/// can reach: its passwords are printed in the README.
pub async fn prepare(database: &SqlDatabase, listen: SocketAddr, now: OffsetDateTime) -> Result<(), CliError> {
    if !listen.ip().is_loopback() {
        return Err(CliError::Failed(format!(
            "--demo has well-known passwords, so it listens on this machine alone: use --listen 127.0.0.1:{}",
            listen.port()
        )));
    }
    let store = database.store();
    let failed = |error: StoreError| CliError::Failed(error.to_string());
    match store.fact(FACT).await.map_err(failed)?.as_deref() {
        Some(DEMO) => {}
        None if is_empty(store).await.map_err(failed)? => fill(database, listen, now).await.map_err(failed)?,
        _ => {
            return Err(CliError::Failed(
                "this database was not made by --demo, and demo mode would add a known password to it: \
                 choose another with --data-dir or --database-url, or leave --demo out"
                    .to_owned(),
            ));
        }
    }
    add_tiers(database, now).await.map_err(failed)
}

/// Outside demo mode a demo's database would be one with a password everybody can read in the README (row 105).
pub async fn refuse_outside_demo(database: &dyn Database) -> Result<(), CliError> {
    if !made(database.store()).await? {
        return Ok(());
    }
    Err(CliError::Failed(
        "this database was made by --demo and holds a well-known password: start with --demo, or choose another with \
         --data-dir or --database-url"
            .to_owned(),
    ))
}

/// Whether a database was made by `--demo`.
pub async fn made(store: &dyn Store) -> Result<bool, StoreError> {
    Ok(store.fact(FACT).await?.as_deref() == Some(DEMO))
}

async fn is_empty(store: &dyn Store) -> Result<bool, StoreError> {
    Ok(store.count_users().await? == 0 && store.count_clients().await? == 0)
}

async fn fill(database: &dyn Database, listen: SocketAddr, now: OffsetDateTime) -> Result<(), StoreError> {
    let transaction = database.begin().await?;
    let john = NewUser {
        email: known::<Email>(EMAIL),
        firstname: "John".to_owned(),
        lastname: "Doe".to_owned(),
        password: Some(PasswordHash::of(&Secret::from(PASSWORD.to_owned()))),
        admin: true,
        language: None,
        created_at: JOHN_SINCE,
    };
    transaction.create_user(john).await?;
    // So that the demo shows what leaving something out looks like.
    for scope in transaction.scopes().await?.iter().filter(|scope| scope.name.as_str() == "write") {
        transaction.update_scope(&ScopeEntry { optional: true, ..scope.clone() }).await?;
    }
    for client in clients(listen, now) {
        transaction.create_client(&client).await?;
    }
    transaction.establish_fact(FACT, DEMO).await?;
    transaction.commit().await
}

/// Once: what a visitor deletes stays deleted.
async fn add_tiers(database: &SqlDatabase, now: OffsetDateTime) -> Result<(), StoreError> {
    let store = database.store();
    if store.fact(TIERS_FACT).await?.is_some() {
        return Ok(());
    }
    let front = Client {
        authentication: secret(FRONT_SECRET),
        grant_types: [GrantType::Password, GrantType::RefreshToken].into(),
        scope: known::<Scope>("read user"),
        default_scope: known::<Scope>("user"),
        verified: true,
        ..Client::new(known::<ClientId>(FRONT_CLIENT), "Town guide", ClientKind::Web, now)
    };
    let key = ApiKey {
        id: ApiKeyId::generate(&SystemEntropy),
        key: Secret::from(API_KEY.to_owned()).hash(),
        client_id: front.id.clone(),
        name: "Demo".to_owned(),
        created_at: now,
        revoked_at: None,
    };
    unless_there(store.create_client(&front).await)?;
    unless_there(store.create_api_key(&key).await)?;
    if let Some(john) = store.user_by_email(&known::<Email>(EMAIL)).await? {
        sheets::present(database, john.id, now).await?;
    }
    store.establish_fact(TIERS_FACT, "made").await.map(drop)
}

/// A start that was cut short may have put it in already.
fn unless_there(created: Result<(), StoreError>) -> Result<(), StoreError> {
    if matches!(created, Err(StoreError::Duplicate(_))) { Ok(()) } else { created }
}

fn clients(listen: SocketAddr, now: OffsetDateTime) -> [Client; 3] {
    let new =
        |id: &str, name: &str, kind| Client { verified: true, ..Client::new(known::<ClientId>(id), name, kind, now) };
    let web = Client {
        authentication: secret(WEB_SECRET),
        grant_types: [GrantType::AuthorizationCode, GrantType::RefreshToken].into(),
        scope: known::<Scope>("read write"),
        default_scope: known::<Scope>("read"),
        redirect_uris: vec![known::<RedirectUri>(&format!("http://{listen}/demo/callback"))],
        site_url: Some(format!("http://{listen}/demo")),
        logo_url: Some("/assets/demo/demo-logo.svg".to_owned()),
        ..new(WEB_CLIENT, "Movie Box", ClientKind::Web)
    };
    let device = Client {
        grant_types: [GrantType::DeviceCode, GrantType::RefreshToken].into(),
        scope: known::<Scope>("read write"),
        default_scope: known::<Scope>("read"),
        logo_url: Some("/assets/demo/demo-logo.svg".to_owned()),
        ..new(DEVICE_CLIENT, "Movie Box TV", ClientKind::Device)
    };
    let service = Client {
        authentication: secret(SERVICE_SECRET),
        grant_types: [GrantType::ClientCredentials].into(),
        scope: known::<Scope>("stats"),
        default_scope: known::<Scope>("stats"),
        ..new(SERVICE_CLIENT, "Backend routines", ClientKind::Service)
    };
    [web, device, service]
}

fn secret(text: &str) -> ClientAuthentication {
    ClientAuthentication::Confidential { secrets: vec![ClientSecret::of(&Secret::from(text.to_owned()))] }
}

/// Parses one of this file's own constants.
fn known<T: std::str::FromStr>(text: &str) -> T {
    match text.parse() {
        Ok(value) => value,
        Err(_) => unreachable!("{text} is valid"),
    }
}
