//! What stops the start: exit 1 and one line that says what to do, 2 for bad usage.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;

use oauth::model::NewUser;
use oauth::store::Database as _;
use storage::ConnectOptions;
use time::macros::datetime;

use super::{Terminal, free_port};

#[test]
fn bad_usage_exits_with_2() {
    let terminal = Terminal::new();
    for line in ["", "fly", "serve --port 1", "serve --listen", "serve extra"] {
        let ended = terminal.run(line);
        assert_eq!(ended.code, Some(2), "{line}: {}", ended.stderr);
        assert!(!ended.stderr.is_empty() && ended.stdout.is_empty(), "{line}");
    }
}

#[test]
fn a_port_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let ended = Terminal::new().run(&format!("serve --listen {address}"));
    let expected = format!("cannot listen on {address}, another program listens there");
    assert!(ended.complaint().starts_with(&expected), "{}", ended.complaint());
}

#[test]
fn a_database_that_cannot_be_opened() {
    let terminal = Terminal::new();
    terminal.write("garbage.db", &"this is no database ".repeat(100));
    terminal.write("file", "a file, not a directory");
    for (url, part) in [
        ("sqlite:garbage.db", "garbage.db"),
        ("sqlite:missing/directory/sesame.db", "missing/directory/sesame.db"),
        ("sqlite:file/sesame.db", "file/sesame.db"),
        ("sqlite::memory:", "in memory"),
        ("postgres://nobody:hunter2@127.0.0.1:1/sesame", "127.0.0.1:1"),
    ] {
        let ended = terminal.run(&format!("serve --listen 127.0.0.1:{} --database-url {url}", free_port()));
        let complaint = ended.complaint();
        assert!(complaint.contains(part), "{url}: {complaint}");
        assert!(!complaint.contains("hunter2"), "row 108: {complaint}");
    }
}

#[test]
fn a_data_directory_that_cannot_be_made() {
    let terminal = Terminal::new();
    terminal.write("file", "a file, not a directory");
    let ended = terminal.run("serve --data-dir file/data");
    assert!(ended.complaint().contains("file/data"), "{}", ended.complaint());
}

#[test]
fn a_secret_that_others_can_read() {
    // row 105
    let terminal = Terminal::new();
    terminal.write("data/secret", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n");
    let path = terminal.path().join("data/secret");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let port = free_port();
    let ended = terminal.run(&format!("serve --listen 127.0.0.1:{port}"));
    assert!(ended.complaint().contains("can be read by others; run: chmod 600"), "{}", ended.complaint());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    terminal.serve("");
}

#[test]
fn a_secret_that_is_none_or_another_databases() {
    // row 105
    let mut terminal = Terminal::new();
    terminal.set("SESAME_SECRET", "too short");
    let ended = terminal.run("serve");
    assert!(ended.complaint().contains("32 bytes"), "{}", ended.complaint());
    assert!(!ended.complaint().contains("too short"), "row 108: {}", ended.complaint());

    let mut terminal = Terminal::new();
    terminal.serve("").stop();
    terminal.set("SESAME_SECRET", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    let ended = terminal.run(&format!("serve --listen 127.0.0.1:{}", free_port()));
    assert!(ended.complaint().contains("is this the secret the database was made with?"), "{}", ended.complaint());
}

#[test]
fn a_setting_nobody_knows() {
    let mut terminal = Terminal::new();
    terminal.set("SESAME_LISTN", "127.0.0.1:3000");
    let ended = terminal.run("serve");
    assert_eq!(ended.complaint(), "unknown setting SESAME_LISTN in the environment; the nearest one is SESAME_LISTEN");

    let terminal = Terminal::new();
    terminal.write("sesame.toml", "[sqlite]\nsynchronus = \"full\"\n");
    let ended = terminal.run("serve");
    assert!(ended.complaint().contains("sqlite.synchronus") && ended.complaint().contains("sesame.toml"));
}

#[test]
fn a_setting_with_a_value_it_cannot_have() {
    for (name, value) in [
        ("SESAME_ISSUER", "nonsense"),
        ("SESAME_ISSUER", "ftp://id.example"),
        ("SESAME_ISSUER", "https://id.example/?x=1"),
        ("SESAME_ISSUER", "https://id.example/#x"),
        ("SESAME_ISSUER", "https://user@id.example"),
        ("SESAME_LISTEN", "3000"),
        ("SESAME_CORS_ALLOW_ORIGINS", "https://spa.example/path"),
        ("SESAME_CORS_ALLOW_ORIGINS", "regex:("),
        ("SESAME_SESSION_IDLE", "soon"),
        ("SESAME_TRUSTED_PROXIES", "everyone"),
        ("SESAME_DATABASE_URL", "oracle://x"),
        ("DATABASE_URL", "nonsense"),
    ] {
        let mut terminal = Terminal::new();
        terminal.set(name, value);
        let ended = terminal.run("serve");
        assert!(ended.complaint().contains("must be"), "{name}={value}: {}", ended.complaint());
    }
    let ended = Terminal::new().run("serve --config missing.toml");
    assert!(ended.complaint().contains("missing.toml"), "{}", ended.complaint());
}

#[test]
fn an_address_of_every_interface_without_an_issuer() {
    let ended = Terminal::new().run("serve --listen 0.0.0.0:0");
    assert!(ended.complaint().contains("issuer"), "{}", ended.complaint());
}

#[test]
fn the_demo_where_others_could_reach_it() {
    // row 105 (contract §8)
    for address in ["0.0.0.0", "[::]", "192.0.2.1"] {
        let line = format!("serve --demo --issuer http://127.0.0.1:3000 --listen {address}:{}", free_port());
        let ended = Terminal::new().run(&line);
        assert!(ended.complaint().contains("--demo has well-known passwords"), "{}", ended.complaint());
    }
}

#[tokio::test]
async fn the_demo_on_a_database_it_did_not_make() {
    // row 105 (contract §8)
    let terminal = Terminal::new();
    terminal.serve("").stop();
    let url = format!("sqlite:{}", terminal.path().join("data/sesame.db").display());
    let database = storage::connect(&url, ConnectOptions::default()).await.unwrap();
    let user = NewUser {
        email: "jane@example.com".parse().unwrap(),
        firstname: "Jane".to_owned(),
        lastname: "Doe".to_owned(),
        password: None,
        admin: true,
        language: None,
        created_at: datetime!(2026-03-01 12:00 UTC),
    };
    database.store().create_user(user).await.unwrap();
    let ended = terminal.run(&format!("serve --demo --listen 127.0.0.1:{}", free_port()));
    assert!(ended.complaint().starts_with("this database was not made by --demo"), "{}", ended.complaint());
    assert_eq!(database.store().count_users().await.unwrap(), 1, "and nobody was added to it");
}

#[test]
fn a_demo_database_outside_demo_mode() {
    // row 105: its password stands in the README
    let terminal = Terminal::new();
    terminal.serve("--demo").stop();
    let ended = terminal.run(&format!("serve --listen 127.0.0.1:{}", free_port()));
    assert!(ended.complaint().starts_with("this database was made by --demo"), "{}", ended.complaint());
}
