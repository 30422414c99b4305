use super::*;
use std::ffi::OsString;
use std::fs;

/// A working directory with these files, and these variables.
struct Place {
    directory: tempfile::TempDir,
    variables: Vec<(OsString, OsString)>,
}

impl Place {
    fn empty() -> Self {
        Self { directory: tempfile::tempdir().unwrap(), variables: Vec::new() }
    }

    fn file(self, name: &str, text: &str) -> Self {
        fs::write(self.directory.path().join(name), text).unwrap();
        self
    }

    fn var(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    fn load(&self, flags: &Flags) -> Result<Settings, SettingsError> {
        Settings::load_from(flags, self.variables.clone(), self.directory.path())
    }

    fn settings(&self) -> Settings {
        self.load(&Flags::default()).unwrap()
    }

    fn error(&self) -> String {
        let message = self.load(&Flags::default()).unwrap_err().to_string();
        assert_eq!(message.lines().count(), 1, "{message}");
        message.replace(&format!("{}/", self.directory.path().display()), "")
    }
}

#[test]
fn with_nothing_set_the_defaults_stand() {
    let settings = Place::empty().settings();
    assert_eq!(settings.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(settings.issuer.as_str(), "http://127.0.0.1:3000");
    assert_eq!(settings.database_url.expose(), "sqlite://./data/sesame.db?mode=rwc");
    assert_eq!(settings.session_lifetime, Duration::days(30));
    assert_eq!(settings.brand_name, "Sésame");
    assert!(settings.cors_allow_origins.is_empty());
}

#[test]
fn flags_win_over_environment_over_dotenv_over_file_over_defaults() {
    let toml = "listen = '127.0.0.1:1'\nissuer = 'http://file'\ndata_dir = 'file'\n[brand]\nname = 'file'\n[log]\nlevel = 'warn'";
    let place = Place::empty()
        .file("sesame.toml", toml)
        .file(".env", "SESAME_LISTEN=127.0.0.1:2\nSESAME_ISSUER=http://dotenv\nSESAME_BRAND_NAME=dotenv\nOTHER=x")
        .var("SESAME_LISTEN", "127.0.0.1:3")
        .var("SESAME_ISSUER", "http://environment");
    let flags = Flags { listen: Some("127.0.0.1:4".into()), ..Flags::default() };
    let settings = place.load(&flags).unwrap();
    assert_eq!(settings.listen.port(), 4);
    assert_eq!(settings.issuer.as_str(), "http://environment");
    assert_eq!(settings.brand_name, "dotenv");
    assert_eq!(settings.log_level, "warn");
    assert_eq!(settings.database_url.expose(), "sqlite://file/sesame.db?mode=rwc");
    assert_eq!(settings.log_format, LogFormat::Text);
}

#[test]
fn an_unknown_name_is_told_with_its_place_and_the_nearest_known_one() {
    assert_eq!(
        Place::empty().file("sesame.toml", "[sqlite]\nsynchronus = 'full'").error(),
        "unknown setting sqlite.synchronus in sesame.toml; the nearest one is sqlite.synchronous"
    );
    assert_eq!(
        Place::empty().var("SESAME_LISTN", "x").error(),
        "unknown setting SESAME_LISTN in the environment; the nearest one is SESAME_LISTEN"
    );
    assert_eq!(
        Place::empty().file(".env", "SESAME_BRANDNAME=x").error(),
        "unknown setting SESAME_BRANDNAME in .env; the nearest one is SESAME_BRAND_NAME"
    );
}

#[test]
fn a_wrong_value_is_told_with_its_source_and_what_is_allowed() {
    assert_eq!(
        Place::empty().var("SESAME_SQLITE_SYNCHRONOUS", "off").error(),
        r#"sqlite.synchronous = "off" from SESAME_SQLITE_SYNCHRONOUS: it must be full or normal"#
    );
    assert_eq!(
        Place::empty().var("SESAME_DATABASE_CONNECTIONS", "1").error(),
        r#"database_connections = "1" from SESAME_DATABASE_CONNECTIONS: it must be a number from 2 to 1000"#
    );
    assert_eq!(
        Place::empty().file("sesame.toml", "[session]\nidle = ['1d', '2d']").error(),
        r#"session.idle = "1d,2d" from sesame.toml: it must be a time like 90s, 15m, 12h or 30d"#
    );
    let flags = Flags { listen: Some("localhost".into()), ..Flags::default() };
    let error = Place::empty().load(&flags).unwrap_err().to_string();
    assert!(error.starts_with(r#"listen = "localhost" from --listen: it must be an address and a port"#), "{error}");
}

#[test]
fn a_file_that_cannot_be_read_is_told_in_one_line() {
    let error = Place::empty().file("sesame.toml", "listen = \n").error();
    assert!(error.starts_with("sesame.toml: "), "{error}");
    let missing = Flags { config: Some("missing.toml".into()), ..Flags::default() };
    let error = Place::empty().load(&missing).unwrap_err().to_string();
    assert!(error.starts_with("missing.toml: "), "{error}");
}

#[test]
fn what_may_be_a_secret_is_in_no_message() {
    // row 108
    let error = Place::empty().var("SESAME_SECRET", "hunter2").error();
    assert!(error.starts_with("secret from SESAME_SECRET: it must be base64"), "{error}");
    let error = Place::empty().var("DATABASE_URL", "oracle://me:hunter2@db").error();
    assert!(error.starts_with("database_url from DATABASE_URL: it must be a URL"), "{error}");
    let error = Place::empty().var("SESAME_SMTP_URL", "smtps://hunter2@mail.example.com").error();
    assert!(error.starts_with("smtp.url from SESAME_SMTP_URL: it must be a URL"), "{error}");
    let error = Place::empty().file(".env", "SESAME_SECRET=\"hunter2").error();
    assert!(!error.contains("hunter2"), "{error}");

    let place = Place::empty()
        .var("SESAME_SECRET", &"A".repeat(43))
        .var("DATABASE_URL", "postgres://me:hunter2@db/sesame?password=hunter2");
    let shown = format!("{:?}", place.settings());
    assert!(shown.contains("postgres://db/sesame") && !shown.contains("hunter2") && !shown.contains("AAA"), "{shown}");
}

#[cfg(unix)]
#[test]
fn a_file_with_the_secret_in_it_must_be_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::empty().file("sesame.toml", &format!("secret = '{}'", "A".repeat(43)));
    let path = place.directory.path().join("sesame.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(place.error().contains("run: chmod 600"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    place.settings();
}

#[test]
fn our_own_variable_wins_over_database_url() {
    let place = Place::empty().var("DATABASE_URL", "mysql://a/x").var("SESAME_DATABASE_URL", "mariadb://b/x");
    assert_eq!(place.settings().database_url.expose(), "mysql://b/x");
}

#[test]
fn variables_that_kubernetes_adds_and_empty_ones_are_passed_over() {
    Place::empty()
        .var("SESAME_SERVICE_HOST", "10.0.0.1")
        .var("SESAME_PORT_3000_TCP", "tcp://10.0.0.1:3000")
        .var("SESAME_ISSUER", "")
        .settings();
}

#[test]
fn listening_everywhere_needs_an_issuer() {
    let place = Place::empty().var("SESAME_LISTEN", "0.0.0.0:3000");
    assert!(place.error().starts_with("issuer must be set"));
    place.var("SESAME_ISSUER", "https://id.example.com").settings();
}

#[test]
fn lists_are_arrays_in_the_file_and_have_commas_in_a_variable() {
    let toml =
        "trusted_proxies = ['10.0.0.0/8', '::1']\n[cors]\nallow_origins = ['regex:https://[a-z]{1,9}\\.example\\.com']";
    let settings = Place::empty().file("sesame.toml", toml).settings();
    let origin = &settings.cors_allow_origins[0];
    assert!(origin.allows("https://app.example.com"));
    assert!(!origin.allows("https://app.example.com.evil.net") && !origin.allows("evil https://app.example.com"));

    let place = Place::empty().var("SESAME_CORS_ALLOW_ORIGINS", "https://a.example, *");
    assert!(matches!(&place.settings().cors_allow_origins[..], [AllowedOrigin::Exact(_), AllowedOrigin::Any]));
    for wrong in ["https://a.example/", "a.example", "https://A.example", "regex:("] {
        let error = Place::empty().var("SESAME_CORS_ALLOW_ORIGINS", wrong).error();
        assert!(error.starts_with("cors.allow_origins = "), "{error}");
    }
}

#[test]
fn letters_come_from_the_issuers_host_and_in_the_name_of_the_pages() {
    let from = |place: Place| place.settings().mail_from().to_string();
    let place = || Place::empty().var("SESAME_ISSUER", "https://id.example.com/tenant");
    assert_eq!(from(place().var("SESAME_BRAND_NAME", "Acme")), "Acme <no-reply@id.example.com>");
    assert_eq!(from(place().var("SESAME_MAIL_FROM", "Post <post@example.com>")), "Post <post@example.com>");
    let error = place().var("SESAME_MAIL_FROM", "nobody").error();
    assert!(error.starts_with("mail.from = \"nobody\" from SESAME_MAIL_FROM"), "{error}");
}

#[test]
fn every_default_of_the_table_parses() {
    let settings = Values(Default::default());
    Settings::from_values(&settings).unwrap();
}

#[test]
fn the_readme_shows_the_table_of_settings_as_it_is() {
    let readme = include_str!("../../../README.md");
    let shown = readme.split("<!-- settings").nth(1).and_then(|rest| rest.split("<!-- /settings").next()).unwrap();
    let row = |setting: &Setting| {
        let default = if setting.default.is_empty() { String::new() } else { format!("`{}`", setting.default) };
        format!("| `{}` | `{}` | {default} | {} |", setting.name, setting.env(), setting.meaning)
    };
    let rows: Vec<String> = shown.lines().filter(|line| line.starts_with("| `")).map(str::to_owned).collect();
    assert_eq!(rows, TABLE.iter().map(row).collect::<Vec<_>>());
}

#[test]
fn a_duration_is_shown_as_it_is_typed() {
    for (seconds, text) in [(90, "90s"), (900, "15m"), (7200, "2h"), (86_400, "1d")] {
        assert_eq!(lasting(Duration::seconds(seconds)), text);
        assert_eq!(duration(text), Some(Duration::seconds(seconds)));
    }
}
