//! What whoever runs the server needs of it: is it well, how much does it do, where is the copy.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use futures::future::join_all;

use super::{Terminal, free_port};
use crate::support::Wire;

#[tokio::test]
async fn it_says_whether_it_is_there_and_whether_it_can_serve() {
    let server = Terminal::new().serve("");
    insta::assert_snapshot!(server.wire.get("/health/live").await, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json

    {"status":"live"}
    "#);
    insta::assert_snapshot!(server.wire.get("/health/ready").await, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json

    {"status":"ready","database":true,"keys":true}
    "#);
    let answers = join_all((0..20).map(|_| server.wire.get("/health/ready"))).await;
    assert!(answers.iter().all(|answer| answer.is_ok()), "and so to all who ask at once");
}

#[tokio::test]
async fn the_numbers_are_on_a_listener_of_their_own_and_only_when_asked_for() {
    let mut terminal = Terminal::new();
    assert_eq!(terminal.serve("").wire.get("/metrics").await.status.as_u16(), 404);

    let address = format!("127.0.0.1:{}", free_port());
    terminal.set("SESAME_METRICS_LISTEN", &address);
    let server = terminal.serve("");
    server.wire.get("/login").await;
    server.wire.get("/developer/apps/no-such-app-of-anybody").await;
    assert_eq!(server.wire.get("/metrics").await.status.as_u16(), 404, "not beside the pages");
    let numbers = Wire::to_process(format!("http://{address}"));
    let page = numbers.get("/metrics").await;
    let text = page.text();
    assert!(page.is_ok() && page.header("content-type").starts_with("text/plain"), "{page}");
    for line in [
        "sesame_http_requests_total{route=\"/login\",method=\"GET\",status=\"200\"} 1",
        "sesame_http_request_duration_seconds_bucket{route=\"/login\",le=\"+Inf\"} 1",
        "sesame_table_rows{table=\"users\"} 0",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(!text.contains("no-such-app-of-anybody"), "an id in a label is a label without end");
    assert_eq!(numbers.get("/").await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_copy_is_made_while_the_server_runs_and_works_by_itself() {
    let terminal = Terminal::new();
    let server = terminal.serve("--demo");
    let made = terminal.run("backup copy.db");
    assert_eq!((made.code, &*made.stderr), (Some(0), ""), "{}", made.stdout);
    assert!(made.stdout.starts_with("Copied the database to copy.db, "), "{}", made.stdout);
    assert_eq!(fs::metadata(terminal.path().join("copy.db")).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(server.wire.get("/health/ready").await.is_ok());

    let there = terminal.run("backup copy.db");
    assert_eq!(there.complaint(), "copy.db is there already: name a file that is not");
    let nowhere = terminal.run("backup nowhere/copy.db");
    assert!(nowhere.complaint().starts_with("cannot write nowhere/copy.db: "), "{}", nowhere.stderr);

    drop(server);
    let copy = terminal.run("client list --database-url sqlite:copy.db");
    assert!(copy.stdout.contains("demo-device"), "{} {}", copy.stdout, copy.stderr);
    let keys = terminal.run("doctor --database-url sqlite:copy.db");
    assert_eq!(keys.code, Some(0), "its keys open with the secret beside it: {}{}", keys.stdout, keys.stderr);
}

#[tokio::test]
async fn what_has_expired_goes_by_itself() {
    let mut terminal = Terminal::new();
    assert_eq!(terminal.run("migrate").code, Some(0));
    crate::cli::purge::leave_behind_in(&terminal.path().join("data/sesame.db")).await;
    terminal.set("SESAME_PURGE_EVERY", "never");
    let left = |terminal: &Terminal| terminal.run("purge --dry-run").stdout;
    let server = terminal.serve("");
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(left(&terminal).starts_with("Would clear 2 expired access tokens.\n"), "{}", left(&terminal));
    drop(server);

    terminal.set("SESAME_PURGE_EVERY", "1s");
    let _server = terminal.serve("");
    for _ in 0..100 {
        let left = left(&terminal);
        if left.lines().all(|line| line.starts_with("Would clear 0 ")) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("still there: {}", left(&terminal));
}
