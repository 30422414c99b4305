//! The ceiling: the same axum, the same cryptography, the same driver and the same durability, doing only what physics
//! demands. Whoever issues a token parses a form, signs, and commits one row; whoever reads verifies and selects one
//! row. Nothing is checked, throttled, logged or told.

use std::collections::HashMap;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm as Kind, Argon2, Params, Version};
use aws_lc_rs::rand::{self, SystemRandom};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::Result;
use crate::database::{self, Care, Database, read, write};
use crate::requests::{CURRENT_USER, INTROSPECT, PASSWORD, PREPARED, TOKEN, stored};

const ISSUER: &str = "http://127.0.0.1:3000";
/// As many tokens to read as the journey fetches from Sésame.
const TOKENS: u32 = 1_000;

#[derive(clap::Args)]
pub struct Ceiling {
    #[arg(long)]
    listen: SocketAddr,
    #[arg(long)]
    database_url: String,
    /// Where to write tokens that can be read
    #[arg(long)]
    tokens: PathBuf,
    /// Sizes of Sésame's pages
    #[arg(long)]
    login_bytes: usize,
    #[arg(long)]
    consent_bytes: usize,
}

struct Inner {
    database: Database,
    encoding: EncodingKey,
    decoding: DecodingKey,
    password: String,
    cores: Arc<Semaphore>,
    login: String,
    consent: String,
}

type Shared = Arc<Inner>;

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    exp: i64,
    iat: i64,
    jti: String,
    client_id: String,
    scope: String,
}

/// Whatever fails here makes the run worthless, so it need not be told apart.
struct Broken;

impl<E: std::error::Error> From<E> for Broken {
    fn from(error: E) -> Self {
        eprintln!("ceiling: {error}");
        Self
    }
}

impl axum::response::IntoResponse for Broken {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

impl Ceiling {
    pub async fn serve(self) -> Result<()> {
        let database = database::open(&self.database_url, Care::Full).await?;
        prepare(&database).await?;
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())?;
        let encoding = EncodingKey::from_ec_der(key.as_ref());
        let decoding = DecodingKey::from_jwk(&Jwk::from_encoding_key(&encoding, Algorithm::ES256)?)?;
        let password: PasswordHash = argon2().hash_password(PASSWORD.as_bytes()).map_err(|error| error.to_string())?;
        let shared = Arc::new(Inner {
            database,
            encoding,
            decoding,
            password: password.to_string(),
            cores: Arc::new(Semaphore::new(std::thread::available_parallelism()?.get())),
            login: "x".repeat(self.login_bytes),
            consent: "x".repeat(self.consent_bytes),
        });
        let mut tokens = String::new();
        for _ in 0..TOKENS {
            tokens += &issue(&shared).await.map_err(|Broken| "no token")?;
            tokens.push('\n');
        }
        fs::write(&self.tokens, tokens)?;
        let router = Router::new()
            .route(TOKEN, post(token))
            .route(CURRENT_USER, get(current_user))
            .route(INTROSPECT, post(introspect))
            .route("/login", get(async |State(shared): State<Shared>| Html(shared.login.clone())))
            .route("/oauth/consent", get(async |State(shared): State<Shared>| Html(shared.consent.clone())))
            .with_state(shared);
        let listener = TcpListener::bind(self.listen).await?;
        println!("ready");
        Ok(axum::serve(listener, router).await?)
    }
}

/// One row of each kind, and a device that waits for each prepared code.
async fn prepare(database: &Database) -> Result<()> {
    for table in [
        "CREATE TABLE tokens (id VARCHAR(64) PRIMARY KEY, client_id VARCHAR(100) NOT NULL, user_id BIGINT, \
         scope TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)",
        "CREATE TABLE devices (device_code VARCHAR(64) PRIMARY KEY, next_poll_at BIGINT NOT NULL)",
    ] {
        database.run(table.to_owned()).await?;
    }
    for first in (0..PREPARED).step_by(1_000) {
        let rows: Vec<_> = (first..first + 1_000).map(|n| format!("('{}', 0)", stored("device", n))).collect();
        database.run(format!("INSERT INTO devices (device_code, next_poll_at) VALUES {}", rows.join(","))).await?;
    }
    Ok(())
}

fn argon2() -> Argon2<'static> {
    Argon2::new(Kind::Argon2id, Version::V0x13, Params::DEFAULT)
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| i64::try_from(passed.as_millis()).unwrap_or(0))
}

/// Signs, and commits one row.
async fn issue(shared: &Inner) -> std::result::Result<String, Broken> {
    let mut id = [0; 16];
    rand::fill(&mut id)?;
    let (id, now) = (URL_SAFE_NO_PAD.encode(id), now());
    let claims = Claims {
        iss: ISSUER.to_owned(),
        sub: "1".to_owned(),
        aud: ISSUER.to_owned(),
        exp: now / 1000 + 7200,
        iat: now / 1000,
        jti: id.clone(),
        client_id: "backend_routines".to_owned(),
        scope: "stats".to_owned(),
    };
    let jwt = encode(&Header::new(Algorithm::ES256), &claims, &shared.encoding)?;
    write!(
        &shared.database,
        "INSERT INTO tokens (id, client_id, user_id, scope, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        &id,
        &claims.client_id,
        1_i64,
        &claims.scope,
        now,
        now + 7_200_000
    )?;
    Ok(jwt)
}

async fn token(
    State(shared): State<Shared>,
    Form(form): Form<HashMap<String, String>>,
) -> std::result::Result<Response, Broken> {
    match form.get("grant_type").map(String::as_str) {
        Some("urn:ietf:params:oauth:grant-type:device_code") => wait(&shared, &form).await,
        Some("password") => {
            hash(&shared, form.get("password").cloned().unwrap_or_default()).await?;
            Ok(StatusCode::OK.into_response())
        }
        _ => {
            let access_token = issue(&shared).await?;
            Ok(Json(serde_json::json!({ "access_token": access_token, "token_type": "Bearer" })).into_response())
        }
    }
}

/// A poll that finds nothing new is one row, committed.
async fn wait(shared: &Inner, form: &HashMap<String, String>) -> std::result::Result<Response, Broken> {
    let code = form.get("device_code").map(String::as_str).unwrap_or_default();
    let code = URL_SAFE_NO_PAD.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, code.as_bytes()));
    let now = now();
    let waited = write!(
        &shared.database,
        "UPDATE devices SET next_poll_at = $1 WHERE device_code = $2 AND next_poll_at <= $3",
        now + 5_000,
        &code,
        now
    )?;
    let status = if waited == 1 { StatusCode::BAD_REQUEST } else { StatusCode::INTERNAL_SERVER_ERROR };
    Ok((status, Json(serde_json::json!({ "error": "authorization_pending" }))).into_response())
}

/// One hash per core at a time, as every server must.
async fn hash(shared: &Inner, password: String) -> std::result::Result<(), Broken> {
    let permit = Arc::clone(&shared.cores).acquire_owned().await?;
    let stored = shared.password.clone();
    let right = spawn_blocking(move || {
        let _permit = permit;
        PasswordHash::new(&stored).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
    });
    if right.await? { Ok(()) } else { Err(Broken) }
}

/// Verifies, and selects one row.
async fn look_up(shared: &Inner, jwt: &str) -> std::result::Result<(String, i64), Broken> {
    let mut validation = Validation::new(Algorithm::ES256);
    validation.set_audience(&[ISSUER]);
    validation.set_issuer(&[ISSUER]);
    let claims = decode::<Claims>(jwt, &shared.decoding, &validation)?.claims;
    Ok(read!(&shared.database, "SELECT scope, expires_at FROM tokens WHERE id = $1", &claims.jti)?)
}

async fn current_user(State(shared): State<Shared>, headers: HeaderMap) -> std::result::Result<Response, Broken> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scope, expires_at) = look_up(&shared, bearer.strip_prefix("Bearer ").unwrap_or_default()).await?;
    Ok(Json(serde_json::json!({ "scope": scope, "expires_at": expires_at })).into_response())
}

async fn introspect(
    State(shared): State<Shared>,
    Form(form): Form<HashMap<String, String>>,
) -> std::result::Result<Response, Broken> {
    let (scope, exp) = look_up(&shared, form.get("token").map(String::as_str).unwrap_or_default()).await?;
    Ok(Json(serde_json::json!({ "active": true, "scope": scope, "exp": exp })).into_response())
}
