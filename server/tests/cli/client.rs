use oauth::model::{ClientAuthentication, ClientSecret};
use oauth::types::Secret;

use super::{Operator, named};

const CALLBACK: &str = "https://app.example/cb";

#[test]
fn a_record_that_could_not_work_is_not_made() {
    // rows 6, 18, 23, 75 (contract §6)
    let operator = Operator::new();
    let refused = |words: &[&str]| operator.refused(&[&["client", "create"], words].concat());
    assert_eq!(refused(&["App", "app", "secret", "--public"]), "a public client has no secret");
    assert!(refused(&["App", "12345"]).starts_with("a client id cannot be all digits"));
    assert!(refused(&["App", "--redirect-uri", "javascript:alert(1)"]).starts_with("\"javascript:alert(1)\": "));
    assert!(refused(&["App", "--grant-type", "authorization_code"]).contains("needs a redirect URI"));
    assert!(refused(&["App", "--grant-type", "implicit"]).contains("known grant types are"));
    assert!(refused(&["App", "--public", "--grant-type", "client_credentials"]).contains("clients with a secret"));
    assert!(refused(&["App", "--public", "--no-require-pkce"]).starts_with("a public client must use PKCE"));
    assert!(refused(&["App", "--scope", "admin"]).starts_with("there is no scope admin"));
    let all = refused(&["", "1", "--scope", "admin", "--redirect-uri", "/cb"]);
    assert_eq!(all.matches("; ").count(), 3, "everything at once: {all}");
    operator.web_app("app");
    assert_eq!(refused(&["Another", "app"]), "this client id exists already");
    assert_eq!(operator.json(&["client", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn what_makes_no_sense_is_bad_usage() {
    let operator = Operator::new();
    operator.web_app("app");
    operator.misused(&["client", "create"]);
    operator.misused(&["client", "create", "App", "--kind", "toaster"]);
    operator.misused(&["client", "create", "App", "--access-token-ttl", "soon"]);
    operator.misused(&["client", "update", "app", "--activate", "--deactivate"]);
    assert!(operator.misused(&["client", "update", "app"]).starts_with("error: nothing to change"));
}

#[test]
fn who_is_not_there_is_told_by_name() {
    let operator = Operator::new();
    for words in [
        &["client", "show", "nobody"][..],
        &["client", "delete", "nobody"],
        &["client", "rotate-secret", "nobody"],
        &["client", "update", "nobody", "--name", "Somebody"],
        &["client", "show", "no/body"],
    ] {
        assert!(operator.refused(words).starts_with("there is no client no"), "{words:?}");
    }
}

#[test]
fn an_application_gets_an_id_and_a_secret_that_is_shown_once() {
    // row 105 (contract §6)
    let operator = Operator::new();
    insta::assert_snapshot!(
        named(&operator.says(&["client", "create", "Movie Box", "--redirect-uri", CALLBACK])),
        @r"
        Registered Movie Box.

          client_id       [id]
          client_secret   [secret]
          name            Movie Box
          kind            web
          state           active
          authentication  a secret
          grant types     authorization_code refresh_token
          scope           read
          default scope   read
          redirect URIs   https://app.example/cb
          PKCE required   yes
          access tokens   jwt, for 2h
          refresh tokens  for the server's setting
          trusted         no
          verified        yes
          created         [time]

        The secret is shown this once: only its hash is kept.
        "
    );
    let made = operator.json(&["client", "create", "Other", "--redirect-uri", CALLBACK]);
    let (id, secret) = (made["client_id"].as_str().unwrap(), made["client_secret"].as_str().unwrap());
    insta::assert_snapshot!(named(&made.to_string()), @r#"{"access_token_ttl":7200,"client_id":"[id]","client_secret":"[secret]","created_at":"[instant]","default_scope":"read","description":null,"failure_redirect_uri":null,"grant_types":["authorization_code","refresh_token"],"kind":"web","name":"Other","public":false,"redirect_uris":["https://app.example/cb"],"refresh_token_ttl":null,"require_pkce":true,"scope":"read","secrets":1,"site_url":null,"state":"active","token_format":"jwt","trusted":false,"verified":true}"#);
    let shown = operator.says(&["client", "show", id]) + &operator.json(&["client", "show", id]).to_string();
    assert!(!shown.contains(secret) && !shown.contains(Secret::from(secret.to_owned()).hash().as_str()));
    let file = std::fs::read(operator.terminal.path().join("data/sesame.db")).unwrap();
    assert!(!file.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "only its hash is kept");
}

#[test]
fn a_secret_that_can_be_guessed_is_remarked_on() {
    let operator = Operator::new();
    let short = operator.says(&["client", "create", "App", "short", "my-secret"]);
    assert!(short.ends_with("sesame client rotate-secret makes a random one.\n"), "{short}");
    let long = operator.says(&["client", "create", "App", "long", "q8Zx2v7Lk0Rw5Tn1Jb3Hd9"]);
    assert!(long.ends_with("only its hash is kept.\n"), "{long}");
}

#[tokio::test]
async fn every_field_can_be_given() {
    let operator = Operator::new();
    operator.says(&[
        "client",
        "create",
        "Old app",
        "old-app",
        "old-app-secret",
        "--redirect-uri",
        CALLBACK,
        "--redirect-uri",
        "https://app.example/other",
        "--failure-redirect-uri",
        "https://app.example/no",
        "--grant-type",
        "authorization_code",
        "--grant-type",
        "device_code",
        "--grant-type",
        "refresh_token",
        "--scope",
        "read",
        "--scope",
        "write",
        "--default-scope",
        "write",
        "--kind",
        "web",
        "--trusted",
        "--no-require-pkce",
        "--token-format",
        "opaque",
        "--access-token-ttl",
        "15m",
        "--refresh-token-ttl",
        "7d",
        "--site-url",
        "https://app.example",
        "--description",
        "What it does",
    ]);
    insta::assert_snapshot!(named(&operator.says(&["client", "show", "old-app"])), @r"
    client_id             old-app
    name                  Old app
    kind                  web
    state                 active
    authentication        a secret
    grant types           authorization_code refresh_token urn:ietf:params:oauth:grant-type:device_code
    scope                 read write
    default scope         write
    redirect URIs         https://app.example/cb https://app.example/other
    failure redirect URI  https://app.example/no
    PKCE required         no
    access tokens         opaque, for 15m
    refresh tokens        for 7d
    site                  https://app.example
    description           What it does
    trusted               yes
    verified              yes
    created               [time]
    ");
    let client = operator.client("old-app").await;
    let secrets = vec![ClientSecret::of(&Secret::from("old-app-secret".to_owned()))];
    assert_eq!(client.authentication, ClientAuthentication::Confidential { secrets });
    assert!(client.verified && client.trusted && !client.require_pkce);
}

#[test]
fn what_is_not_said_fits_what_is() {
    let operator = Operator::new();
    let made = |words: &[&str]| {
        let made = operator.json(&[&["client", "create", "App"], words].concat());
        format!("{} {} {}", made["kind"], made["public"], made["grant_types"])
    };
    assert_eq!(made(&["--redirect-uri", CALLBACK]), r#""web" false ["authorization_code","refresh_token"]"#);
    let native = r#""native" true ["authorization_code","refresh_token"]"#;
    assert_eq!(made(&["--redirect-uri", CALLBACK, "--public"]), native);
    assert_eq!(made(&["--redirect-uri", CALLBACK, "--kind", "native"]), native);
    let device = r#""device" true ["refresh_token","urn:ietf:params:oauth:grant-type:device_code"]"#;
    assert_eq!(made(&["--kind", "device"]), device);
    assert_eq!(made(&["--public"]), device);
    assert_eq!(made(&[]), r#""service" false ["client_credentials"]"#);
}

#[test]
fn the_list_shows_all_and_a_deleted_one_is_gone() {
    let operator = Operator::new();
    assert_eq!(operator.says(&["client", "list"]), "There is no application yet: sesame client create makes one.\n");
    assert_eq!(operator.json(&["client", "list"]).to_string(), "[]");
    operator.web_app("web-app");
    operator.says(&["client", "create", "Television", "a-tv", "--public"]);
    insta::assert_snapshot!(operator.says(&["client", "list"]), @r"
    CLIENT_ID  NAME        KIND    STATE   GRANT_TYPES
    a-tv       Television  device  active  refresh_token device_code
    web-app    An app      web     active  authorization_code refresh_token
    ");
    let deleted = operator.says(&["client", "delete", "a-tv"]);
    assert_eq!(deleted, "Deleted a-tv (Television) with its consents, tokens and API keys.\n");
    assert_eq!(operator.json(&["client", "delete", "web-app"]).to_string(), r#"{"deleted":"web-app"}"#);
    assert_eq!(operator.json(&["client", "list"]).to_string(), "[]");
}
