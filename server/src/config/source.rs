//! The four places settings come from. Each gives what it says about the settings of the table, and refuses names that
//! are not in it.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use config::{File, FileFormat, Source as _, Value, ValueKind};

use super::SettingsError;
use super::table::{ENV_PREFIX, Setting, TABLE};
use crate::secret_file::refuse_if_others_can_read;

/// What the sources say, by the setting's name. Extending it with a stronger source overrides the weaker one.
pub(super) type AllGiven = BTreeMap<&'static str, Given>;

/// Where a value was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Default,
    File(PathBuf),
    DotEnv(String),
    Environment(String),
    Flag(&'static str),
}

/// One setting's value: several texts when a file gave an array.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub texts: Vec<String>,
    pub source: Source,
}

impl Given {
    pub(super) fn one(text: String, source: Source) -> Self {
        Self { texts: vec![text], source }
    }
}

/// The settings that are also flags of the command line, as they were typed.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The file to read instead of `sesame.toml`.
    pub config: Option<PathBuf>,
    pub listen: Option<String>,
    pub issuer: Option<String>,
    pub data_dir: Option<String>,
    pub database_url: Option<String>,
}

impl Flags {
    pub(super) fn given(&self) -> AllGiven {
        let flags = [
            ("listen", "--listen", &self.listen),
            ("issuer", "--issuer", &self.issuer),
            ("data_dir", "--data-dir", &self.data_dir),
            ("database_url", "--database-url", &self.database_url),
        ];
        let typed = flags.into_iter().filter_map(|(name, flag, text)| Some((name, flag, text.clone()?)));
        typed.map(|(name, flag, text)| (name, Given::one(text, Source::Flag(flag)))).collect()
    }
}

/// `sesame.toml`, which may be missing, or the file that was asked for, which may not.
pub(super) fn toml(asked_for: Option<&Path>, directory: &Path) -> Result<AllGiven, SettingsError> {
    let path = asked_for.map_or_else(|| directory.join("sesame.toml"), Path::to_owned);
    let failed = |why: String| SettingsError::File { path: path.clone(), why };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && asked_for.is_none() => return Ok(AllGiven::new()),
        Err(error) => return Err(failed(error.to_string())),
    };
    let table = File::from_str(&text, FileFormat::Toml).collect().map_err(|error| failed(in_one_line(&error)))?;
    let mut given = AllGiven::new();
    flatten("", table, &mut |name, texts| {
        let Some(setting) = TABLE.iter().find(|setting| setting.name == name) else {
            let nearest = nearest(&name, |setting| setting.name.to_owned());
            return Err(SettingsError::Unknown { name, place: path.display().to_string(), nearest });
        };
        given.insert(setting.name, Given { texts, source: Source::File(path.clone()) });
        Ok(())
    })?;
    if given.contains_key("secret") {
        refuse_if_others_can_read(&path)?;
    }
    Ok(given)
}

/// `.env`, which may be missing. It is read, not put into the environment: changing that is not safe once threads run.
pub(super) fn dotenv(path: &Path) -> Result<AllGiven, SettingsError> {
    // The parser's own message repeats the line, which may hold a secret.
    let failed = |error: dotenvy::Error| SettingsError::File {
        path: path.to_owned(),
        why: match error {
            dotenvy::Error::Io(error) => error.to_string(),
            _ => "a line is not of the form NAME=value".to_owned(),
        },
    };
    let lines = match dotenvy::from_path_iter(path) {
        Err(error) if error.not_found() => return Ok(AllGiven::new()),
        lines => lines.map_err(failed)?,
    };
    let lines = lines.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    let given = variables(lines, &path.display().to_string(), Source::DotEnv)?;
    if given.contains_key("secret") {
        refuse_if_others_can_read(path)?;
    }
    Ok(given)
}

/// The process's variables. Those of other programs are none of our business, unreadable ones included.
pub(super) fn environment(all: impl IntoIterator<Item = (OsString, OsString)>) -> Result<AllGiven, SettingsError> {
    let text = |os: &OsStr| os.to_string_lossy().into_owned();
    let ours = all.into_iter().map(|(name, value)| (text(&name), text(&value)));
    variables(ours, "the environment", Source::Environment)
}

fn variables(
    all: impl IntoIterator<Item = (String, String)>,
    place: &str,
    source: impl Fn(String) -> Source,
) -> Result<AllGiven, SettingsError> {
    let mut given = AllGiven::new();
    for (name, value) in all {
        // Compose files pass an unset variable on as an empty one.
        if value.is_empty() || is_service_link(&name) {
            continue;
        }
        if let Some(setting) = TABLE.iter().find(|setting| setting.env() == name) {
            given.insert(setting.name, Given::one(value, source(name)));
        } else if name == "DATABASE_URL" {
            // Our own name for it is the more specific one and wins.
            given.entry("database_url").or_insert_with(|| Given::one(value, source(name)));
        } else if name.starts_with(ENV_PREFIX) {
            let nearest = nearest(&name, Setting::env);
            return Err(SettingsError::Unknown { name, place: place.to_owned(), nearest });
        }
    }
    Ok(given)
}

/// Kubernetes gives every container the address of every service: one named `sesame` makes `SESAME_SERVICE_HOST`,
/// `SESAME_PORT`, `SESAME_PORT_3000_TCP_ADDR` and so on, which nobody wrote and nobody can take away.
fn is_service_link(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(ENV_PREFIX) else { return false };
    rest == "PORT" || rest.starts_with("PORT_") || rest == "SERVICE_HOST" || rest.starts_with("SERVICE_PORT")
}

/// Walks the tables of a file and hands over each value under its dotted name.
fn flatten(
    prefix: &str,
    table: config::Map<String, Value>,
    found: &mut impl FnMut(String, Vec<String>) -> Result<(), SettingsError>,
) -> Result<(), SettingsError> {
    // Sorted, so that of two mistakes the same one is told each time.
    for (key, value) in table.into_iter().collect::<BTreeMap<_, _>>() {
        let name = format!("{prefix}{key}");
        match value.kind {
            ValueKind::Table(inner) => flatten(&format!("{name}."), inner, found)?,
            ValueKind::Array(items) => found(name, items.iter().map(Value::to_string).collect())?,
            other => found(name, vec![other.to_string()])?,
        }
    }
    Ok(())
}

fn nearest(name: &str, written: impl Fn(&Setting) -> String) -> String {
    let names = TABLE.iter().map(written);
    names.min_by_key(|known| strsim::damerau_levenshtein(known, name)).expect("the table has rows")
}

/// A TOML error draws the line it means; a terminal's error line has room for the place and the reason.
fn in_one_line(error: &config::ConfigError) -> String {
    let text = error.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.contains('|')).collect();
    lines.join(": ")
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("the default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::DotEnv(variable) => write!(f, "{variable} in .env"),
            Self::Environment(variable) => f.write_str(variable),
            Self::Flag(flag) => f.write_str(flag),
        }
    }
}
