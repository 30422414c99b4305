//! What can be set, and where a setting may come from.
//!
//! Flags win over the environment, the environment over `.env`, `.env` over `sesame.toml`, all over the defaults. The
//! names, defaults and meanings are one [`TABLE`]; the README shows the same one and a test compares them. **A name
//! nobody knows stops the start**: a setting with a typing mistake would otherwise be a setting silently ignored.

mod source;
mod table;
mod values;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use lettre::message::Mailbox;
use oauth::context::{Entropy, Pepper};
use oauth::types::Issuer;
pub use storage::Synchronous;
use time::Duration;
use tracing_subscriber::EnvFilter;

pub use self::source::{Flags, Source};
pub use self::table::{Setting, TABLE};
pub use self::values::{AllowedOrigin, DatabaseUrl, Developers, LogFormat, SignUp};

use self::values::Values;
pub(crate) use self::values::{duration, lasting};
use crate::address::TrustedProxies;
use crate::mail::SmtpUrl;
use crate::secret_file::{self, SecretFileError};

/// Everything `sesame serve` can be told. One field per row of [`TABLE`].
#[derive(Clone, Debug)]
pub struct Settings {
    pub listen: SocketAddr,
    pub issuer: Issuer,
    pub data_dir: PathBuf,
    pub database_url: DatabaseUrl,
    /// `None`: as many as [`storage::ConnectOptions`] finds right.
    pub database_connections: Option<u32>,
    /// Read it through [`Settings::pepper`].
    secret: Option<Pepper>,
    pub trusted_proxies: TrustedProxies,
    pub cors_allow_origins: Vec<AllowedOrigin>,
    pub api_docs: bool,
    pub sqlite_synchronous: Synchronous,
    pub session_lifetime: Duration,
    pub session_idle: Duration,
    pub consent_lifetime: Duration,
    pub brand_name: String,
    pub smtp_url: Option<SmtpUrl>,
    /// Read it through [`Settings::mail_from`].
    mail_from: Mailbox,
    pub sign_up: SignUp,
    pub developers: Developers,
    /// `None`: never by itself.
    pub purge_every: Option<std::time::Duration>,
    /// `None`: for ever.
    pub audit_keep: Option<Duration>,
    pub metrics_listen: Option<SocketAddr>,
    pub log_format: LogFormat,
    pub log_level: String,
}

/// Why the server does not start with these settings: one line for the terminal.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("unknown setting {name} in {place}; the nearest one is {nearest}")]
    Unknown { name: String, place: String, nearest: String },
    /// The value is left out where it could be a secret.
    #[error("{name}{} from {place}: it must be {allowed}", value.as_ref().map_or(String::new(), |v| format!(" = {v:?}")))]
    Wrong { name: &'static str, value: Option<String>, place: Source, allowed: &'static str },
    #[error("{}: {why}", path.display())]
    File { path: PathBuf, why: String },
    #[error("issuer must be set: {0} is where the server listens, but no browser can go there")]
    NoIssuer(SocketAddr),
    #[error(transparent)]
    Secret(#[from] SecretFileError),
}

impl Settings {
    /// Reads the settings of this process.
    pub fn load(flags: &Flags) -> Result<Self, SettingsError> {
        Self::load_from(flags, std::env::vars_os(), Path::new(""))
    }

    /// Reads the settings from these flags, these variables, and the `.env` and `sesame.toml` of this directory.
    pub fn load_from(
        flags: &Flags,
        variables: impl IntoIterator<Item = (std::ffi::OsString, std::ffi::OsString)>,
        directory: &Path,
    ) -> Result<Self, SettingsError> {
        let mut given = source::toml(flags.config.as_deref(), directory)?;
        given.extend(source::dotenv(&directory.join(".env"))?);
        given.extend(source::environment(variables)?);
        given.extend(flags.given());
        Self::from_values(&Values(given))
    }

    fn from_values(values: &Values) -> Result<Self, SettingsError> {
        let listen: SocketAddr = values.one("listen", |text| text.parse().ok())?;
        if listen.ip().is_unspecified() && !values.is_given("issuer") {
            return Err(SettingsError::NoIssuer(listen));
        }
        Ok(Self {
            listen,
            issuer: values.one("issuer", |text| text.parse().ok())?,
            data_dir: values.one("data_dir", |text| (!text.is_empty()).then(|| text.into()))?,
            database_url: values.one("database_url", DatabaseUrl::parse)?,
            database_connections: values.one("database_connections", |text| match text {
                "" => Some(None),
                text => text.parse().ok().filter(|number| (2..=1000).contains(number)).map(Some),
            })?,
            secret: values.one("secret", |text| match text {
                "" => Some(None),
                text => secret_file::parse(text).map(Some),
            })?,
            trusted_proxies: TrustedProxies::new(values.list("trusted_proxies", values::network)?),
            cors_allow_origins: values.list("cors.allow_origins", AllowedOrigin::parse)?,
            api_docs: values.one("api.docs", |text| text.parse().ok())?,
            sqlite_synchronous: values.one("sqlite.synchronous", values::synchronous)?,
            session_lifetime: values.one("session.lifetime", values::duration)?,
            session_idle: values.one("session.idle", values::duration)?,
            consent_lifetime: values.one("consent.lifetime", values::duration)?,
            brand_name: values.one("brand.name", |text| (!text.trim().is_empty()).then(|| text.trim().to_owned()))?,
            smtp_url: values.one("smtp.url", |text| match text {
                "" => Some(None),
                text => SmtpUrl::parse(text).map(Some),
            })?,
            mail_from: values.one("mail.from", |text| text.parse().ok())?,
            sign_up: values.one("sign_up", SignUp::parse)?,
            developers: values.one("developers", Developers::parse)?,
            purge_every: values.one("purge.every", |text| match text {
                "never" => Some(None),
                text => values::duration(text)?.try_into().ok().map(Some),
            })?,
            audit_keep: values.one("audit.keep", |text| match text {
                "forever" => Some(None),
                text => values::duration(text).map(Some),
            })?,
            metrics_listen: values.one("metrics.listen", |text| match text {
                "" => Some(None),
                text => text.parse().ok().map(Some),
            })?,
            log_format: values.one("log.format", LogFormat::parse)?,
            log_level: values.one("log.level", |text| EnvFilter::try_new(text).ok().map(|_| text.to_owned()))?,
        })
    }

    /// The sender of letters, by name and address.
    pub fn mail_from(&self) -> Mailbox {
        let name = self.mail_from.name.clone().unwrap_or_else(|| self.brand_name.clone());
        Mailbox { name: Some(name), ..self.mail_from.clone() }
    }

    /// The server's secret: the one that was set, or the one in the data directory, made there on the first start.
    pub fn pepper(&self, entropy: &dyn Entropy) -> Result<Pepper, SecretFileError> {
        match &self.secret {
            Some(pepper) => Ok(pepper.clone()),
            None => secret_file::load_or_create(&self.data_dir, entropy),
        }
    }

    /// What the protocol's rules go by.
    pub fn protocol(&self, entropy: &dyn Entropy) -> Result<oauth::context::Config, SecretFileError> {
        let config = oauth::context::Config::new(self.issuer.clone(), self.pepper(entropy)?);
        Ok(oauth::context::Config { consent_lifetime: self.consent_lifetime, ..config })
    }

    /// The server's secret as far as there is one: nothing is made.
    pub fn existing_pepper(&self) -> Result<Option<Pepper>, SecretFileError> {
        match &self.secret {
            Some(pepper) => Ok(Some(pepper.clone())),
            None => secret_file::load_existing(&self.data_dir),
        }
    }
}

#[cfg(test)]
mod tests;
