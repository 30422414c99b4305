use oauth::model::{Actor, AskedFrom, AuditEntry, AuditEvent};
use oauth::store::Database as _;
use serde_json::{Value, json};
use time::macros::datetime;

use super::{Operator, named};

fn entry(event: AuditEvent, hour: u8) -> AuditEntry {
    AuditEntry {
        at: datetime!(2026-03-01 00:00 UTC).replace_hour(hour).unwrap(),
        event,
        actor: Actor::Nobody,
        user_id: None,
        client_id: None,
        from: AskedFrom::default(),
        detail: None,
    }
}

/// Each line by itself, as a program reads it.
fn objects(operator: &Operator, words: &[&str]) -> Vec<Value> {
    let text = operator.says(&[&["audit", "--json"], words].concat());
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Person number 1.
fn add_zoe(operator: &Operator, flags: &[&str]) {
    let words = [&["user", "create", "zoe@example.com", "--password-stdin"], flags].concat();
    assert_eq!(operator.pipe("five silly walnuts dance on mars\n", &words).code, Some(0));
}

#[test]
fn what_commands_change_is_written_down_and_says_who_did_it() {
    let operator = Operator::new();
    assert_eq!(operator.says(&["audit"]), "");
    operator.says(&["scope", "create", "films", "--description-en", "Watch", "--description-fr", "Regarder"]);
    operator.says(&["scope", "delete", "films"]);
    operator.web_app("app");
    operator.says(&["client", "update", "app", "--name", "Other", "--verified", "--deactivate"]);
    operator.says(&["client", "rotate-secret", "app"]);
    let key = operator.json(&["api-key", "create", "app"]);
    operator.says(&["api-key", "revoke", key["id"].as_str().unwrap()]);
    operator.says(&["client", "delete", "app"]);
    operator.says(&["key", "generate"]);
    operator.says(&["key", "rotate"]);
    let keys = operator.json(&["key", "list"]);
    operator.says(&["key", "remove", keys[1]["kid"].as_str().unwrap()]);
    add_zoe(&operator, &["--admin"]);
    operator.says(&["user", "create", "anna@example.com", "--admin"]);
    operator.says(&["user", "delete", "zoe@example.com"]);
    let lines = operator.says(&["audit"]);
    insta::assert_snapshot!(named(&lines), @r"
    [instant]  scope_created  by command line  (films)
    [instant]  scope_deleted  by command line  (films)
    [instant]  client_created  by command line  client app
    [instant]  client_suspended  by command line  client app
    [instant]  client_changed  by command line  client app  (name)
    [instant]  client_secret_rotated  by command line  client app
    [instant]  api_key_created  by command line  client app  ([short id])
    [instant]  api_key_revoked  by command line  client app  ([short id])
    [instant]  client_deleted  by command line  client app
    [instant]  signing_key_added  by command line  (ES256 [secret])
    [instant]  signing_keys_rotated  by command line  (ES256 [secret])
    [instant]  signing_key_removed  by command line  ([secret])
    [instant]  account_created  by command line  about person 1
    [instant]  admin_granted  by command line  about person 1
    [instant]  account_created  by command line  about person 2
    [instant]  admin_granted  by command line  about person 2
    [instant]  account_deleted  by command line  about person 1
    ");
    assert!(!lines.contains(key["key"].as_str().unwrap()), "no secret is ever in the log");
    // A command that fails, and one that only looks, leave nothing.
    operator.refused(&["client", "delete", "app"]);
    operator.says(&["client", "list"]);
    assert_eq!(operator.says(&["audit"]), lines);
}

#[tokio::test]
async fn the_keys_of_a_line_are_a_promise() {
    let operator = Operator::new();
    operator.says(&["scope", "list"]);
    let database = operator.database().await;
    let full = AuditEntry {
        actor: Actor::Person(oauth::types::UserId(5)),
        user_id: Some(oauth::types::UserId(7)),
        client_id: Some("app".parse().unwrap()),
        from: AskedFrom { address: Some("203.0.113.9".to_owned()), user_agent: Some("curl/8".to_owned()) },
        detail: Some("read \"write\"".to_owned()),
        ..entry(AuditEvent::ConsentGiven, 12)
    };
    database.store().record(&full).await.unwrap();
    database.store().record(&entry(AuditEvent::SignInFailed, 13)).await.unwrap();
    let keys = r#"{"id":1,"at":"2026-03-01T12:00:00.000Z","event":"consent_given","actor":"person","actor_id":5,"user_id":7,"client_id":"app","address":"203.0.113.9","user_agent":"curl/8","detail":"read \"write\""}"#;
    let text = operator.says(&["audit", "--json"]);
    assert_eq!(text.lines().next(), Some(keys));
    assert_eq!(
        objects(&operator, &[])[1],
        json!({
            "id": 2, "at": "2026-03-01T13:00:00.000Z", "event": "sign_in_failed", "actor": "nobody", "actor_id": null,
            "user_id": null, "client_id": null, "address": null, "user_agent": null, "detail": null
        })
    );
}

#[tokio::test]
async fn a_long_log_comes_from_its_beginning_to_its_end() {
    let operator = Operator::new();
    add_zoe(&operator, &[]);
    let database = operator.database().await;
    let transaction = database.begin().await.unwrap();
    for number in 0..1203 {
        let event = if number % 2 == 0 { AuditEvent::SignIn } else { AuditEvent::SignOut };
        let about = AuditEntry { user_id: Some(oauth::types::UserId(1)), ..entry(event, (number / 100) as u8) };
        let of_app = AuditEntry { client_id: Some("app".parse().unwrap()), ..entry(event, (number / 100) as u8) };
        transaction.record(if number % 3 == 0 { &about } else { &of_app }).await.unwrap();
    }
    transaction.commit().await.unwrap();
    let all = objects(&operator, &[]);
    assert_eq!(all.len(), 1204);
    assert!(all.windows(2).all(|two| two[0]["id"].as_i64() < two[1]["id"].as_i64()), "oldest first");
    assert_eq!(objects(&operator, &["--event", "sign_out"]).len(), 601);
    assert_eq!(objects(&operator, &["--client", "app"]).len(), 802);
    // The line about their account is theirs too.
    assert_eq!(objects(&operator, &["--user", "zoe@example.com"]).len(), 402);
    assert_eq!(objects(&operator, &["--user", "1", "--event", "sign_in"]).len(), 201);
    assert_eq!(objects(&operator, &["--since", "2026-03-01T12:00:00Z", "--event", "sign_in"]).len(), 2);
    assert_eq!(objects(&operator, &["--since", "2999-01-01T00:00:00Z"]).len(), 0);
    assert_eq!(objects(&operator, &["--since", "1h"]).len(), 1, "only what was done just now");
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let operator = Operator::new();
    operator.says(&["scope", "list"]);
    assert!(operator.misused(&["audit", "--event", "moon_landed"]).contains("moon_landed"));
    assert!(operator.misused(&["audit", "--since", "yesterday"]).contains("yesterday"));
    assert!(operator.misused(&["audit", "--client", "no such client"]).contains("no such client"));
    assert!(
        operator.refused(&["audit", "--user", "nobody@example.com"]).starts_with("there is nobody with the address")
    );
}
