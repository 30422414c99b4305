//! The real program at work.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::Terminal;
use crate::support::{Api, Browser, Device, television};
use oauth::model::Client;

fn demo_device(server: &super::Running) -> Device {
    Device::new(server.wire.clone(), &Client { id: "demo-device".parse().unwrap(), ..television() })
}

#[tokio::test]
async fn the_demo_works_from_the_first_start_and_again_after_a_crash() {
    // rows 33, 107 (contract §8): what was answered survives the death of the process
    let terminal = Terminal::new();
    let server = terminal.serve("--demo");
    let device = demo_device(&server);
    let codes = device.ask().await;
    assert_eq!(device.poll(&codes).await.error(), "400 authorization_pending");
    let port = server.url.rsplit(':').next().unwrap().parse().unwrap();
    // Dropped: killed, with no chance to put anything away.
    drop(server);

    let server = terminal.serve_on(port, "--demo");
    let mut john = Browser::new(server.wire.clone(), server.url);
    let page = john.open(&codes.complete).await;
    let page = john.log_in_at(&page).await;
    john.press(&page, "decision", "connect").await;
    drop(server);

    let server = terminal.serve_on(port, "--demo");
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    let answer = demo_device(&server).poll(&codes).await;
    let user = Api::new(server.wire.clone()).current_user(&answer.get("access_token")).await;
    insta::assert_snapshot!(user, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json

    {"id":1,"email":"john.doe@example.com","firstname":"John","lastname":"Doe","created_at":"2024-02-05T08:52:20.957Z","created_date":"05/02/2024"}
    "#);
}

#[test]
fn with_nothing_set_it_serves_from_a_data_directory_of_its_owners_alone() {
    // row 105 (contract §7)
    let terminal = Terminal::new();
    let server = terminal.serve("");
    let mode = |path: &str| fs::metadata(terminal.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("data"), mode("data/secret"), mode("data/sesame.db")), (0o700, 0o600, 0o600));
    assert_eq!(server.stop(), Some(0), "asked to stop, it ends well");
}

#[tokio::test]
async fn without_demo_there_is_no_demo() {
    // row 105 (contract §8)
    let terminal = Terminal::new();
    let server = terminal.serve("");
    assert_eq!(server.wire.get("/demo").await.status.as_u16(), 404);
    let device = demo_device(&server);
    assert_eq!(device.ask_for(&crate::support::Params::default()).await.error(), "401 invalid_client");
}

#[tokio::test]
async fn two_processes_share_one_database() {
    // rows 34, 61 (contract §7)
    let terminal = Terminal::new();
    let (here, there) = (terminal.serve("--demo"), terminal.serve("--demo"));
    let codes = demo_device(&here).ask().await;
    assert_eq!(demo_device(&there).poll(&codes).await.error(), "400 authorization_pending");
    assert_eq!(demo_device(&here).poll(&codes).await.error(), "400 slow_down");
    let jwks = async |server: &super::Running| Api::new(server.wire.clone()).jwks().await;
    assert_eq!(jwks(&here).await, jwks(&there).await);
}
