use oauth::model::{ClientAuthentication, ClientSecret, ClientState};
use oauth::store::Database as _;
use oauth::types::{GrantType, Secret, Subject};
use time::macros::datetime;

use super::families::{family, issue};
use super::{Operator, named};

const CALLBACK: &str = "https://app.example/cb";

#[test]
fn adding_and_removing_the_same_value_changes_nothing() {
    // contract §6
    let operator = Operator::new();
    operator.web_app("app");
    let before = operator.says(&["client", "show", "app"]);
    let refused = |words: &[&str]| operator.refused(&[&["client", "update", "app"], words].concat());
    let scope = refused(&["--name", "New", "--add-scope", "write", "--remove-scope", "write"]);
    assert_eq!(scope, "write cannot be added and removed at once");
    let uri = refused(&["--add-redirect-uri", CALLBACK, "--remove-redirect-uri", CALLBACK]);
    assert_eq!(uri, "https://app.example/cb cannot be added and removed at once");
    let urn = GrantType::DeviceCode.as_str();
    let grant = refused(&["--add-grant-type", "device_code", "--remove-grant-type", urn]);
    assert_eq!(grant, format!("{urn} cannot be added and removed at once"));
    assert_eq!(refused(&["--remove-scope", "write"]), "write cannot be removed: the client does not have it");
    assert!(refused(&["--remove-redirect-uri", CALLBACK]).contains("needs a redirect URI"));
    assert_eq!(operator.says(&["client", "show", "app"]), before);
}

#[test]
fn fields_change_one_by_one() {
    let operator = Operator::new();
    operator.web_app("app");
    let update = |words: &[&str]| operator.json(&[&["client", "update", "app"], words].concat());
    let lists = update(&[
        "--add-redirect-uri",
        "https://app.example/new",
        "--remove-redirect-uri",
        CALLBACK,
        "--add-grant-type",
        "device_code",
        "--remove-grant-type",
        "refresh_token",
        "--add-scope",
        "write",
        "--add-scope",
        "stats",
        "--default-scope",
        "read",
        "--default-scope",
        "stats",
    ]);
    assert_eq!(lists["redirect_uris"].to_string(), r#"["https://app.example/new"]"#);
    assert_eq!(lists["grant_types"][1], GrantType::DeviceCode.as_str());
    assert_eq!(
        (lists["scope"].as_str(), lists["default_scope"].as_str()),
        (Some("read stats write"), Some("read stats"))
    );
    let texts = update(&[
        "--name",
        "New",
        "--site-url",
        "https://new.example",
        "--description",
        "It does more",
        "--failure-redirect-uri",
        "https://app.example/no",
        "--trusted",
        "--no-verified",
        "--no-require-pkce",
        "--token-format",
        "opaque",
        "--access-token-ttl",
        "1h",
        "--refresh-token-ttl",
        "2d",
    ]);
    insta::assert_snapshot!(named(&texts.to_string()), @r#"{"access_token_ttl":3600,"client_id":"app","created_at":"[instant]","default_scope":"read stats","description":"It does more","failure_redirect_uri":"https://app.example/no","grant_types":["authorization_code","urn:ietf:params:oauth:grant-type:device_code"],"kind":"web","name":"New","public":false,"redirect_uris":["https://app.example/new"],"refresh_token_ttl":172800,"require_pkce":false,"revoked_grants":0,"scope":"read stats write","secrets":1,"site_url":"https://new.example","state":"active","token_format":"opaque","trusted":true,"verified":false}"#);
    let back = update(&[
        "--site-url",
        "",
        "--description",
        "",
        "--failure-redirect-uri",
        "",
        "--refresh-token-ttl",
        "default",
        "--no-trusted",
        "--verified",
        "--require-pkce",
    ]);
    for gone in ["site_url", "description", "failure_redirect_uri", "refresh_token_ttl"] {
        assert!(back[gone].is_null(), "{gone}");
    }
    assert!(back["require_pkce"] == true && back["trusted"] == false && back["verified"] == true);
    assert!(operator.says(&["client", "update", "app", "--name", "Newer"]).starts_with("Updated Newer.\n"));
}

#[tokio::test]
async fn deactivating_revokes_every_token() {
    let operator = Operator::new();
    operator.web_app("app");
    let database = operator.database().await;
    let (begun, over) = (datetime!(2026-01-01 0:00 UTC), datetime!(2046-01-01 0:00 UTC));
    let grant = family(Subject::Client("app".parse().unwrap()), begun, over);
    issue(database.store(), &grant, &["one"]).await;
    let suspended = operator.says(&["client", "update", "app", "--deactivate"]);
    assert!(suspended.ends_with("It is suspended: the tokens of 1 approval are revoked.\n"), "{suspended}");
    assert_eq!(operator.client("app").await.state, ClientState::Suspended);
    assert_eq!(operator.json(&["client", "update", "app", "--deactivate"])["revoked_grants"], 0);
    assert_eq!(operator.json(&["client", "update", "app", "--activate"])["state"], "active");
}

#[tokio::test]
async fn a_new_secret_ends_the_old_one_unless_it_is_kept() {
    let operator = Operator::new();
    operator.web_app("app");
    let secrets = async || match operator.client("app").await.authentication {
        ClientAuthentication::Confidential { secrets } => secrets,
        ClientAuthentication::Public => panic!("public"),
    };
    let old = ClientSecret::of(&Secret::from("app-secret".to_owned()));
    let rotated = operator.json(&["client", "rotate-secret", "app", "--keep-old"]);
    let new = ClientSecret::of(&Secret::from(rotated["client_secret"].as_str().unwrap().to_owned()));
    assert_eq!(secrets().await, [new, old]);
    insta::assert_snapshot!(named(&operator.says(&["client", "rotate-secret", "app"])), @r"
    A new secret, shown this once. The old one does not work any more.

      client_id      app
      client_secret  [secret]
    ");
    assert_eq!(secrets().await.len(), 1);

    operator.says(&["client", "create", "TV", "tv", "--public"]);
    assert_eq!(operator.refused(&["client", "rotate-secret", "tv"]), "a public client has no secret");
}
