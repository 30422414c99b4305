use oauth::password::{Verified, verify};
use oauth::store::Database as _;
use oauth::types::Secret;

use super::{Operator, named};
use crate::process::Ended;

const PASSWORD: &str = "five silly walnuts dance on mars";

impl Operator {
    fn add(&self, email: &str, password: &str) -> Ended {
        let words = ["user", "create", email, "--firstname", "Zoë", "--lastname", "D’Arc", "--password-stdin"];
        self.pipe(password, &words)
    }

    async fn knows(&self, email: &str, password: &str) -> bool {
        let user = self.database().await.store().user_by_email(&email.parse().unwrap()).await.unwrap().unwrap();
        verify(user.password.as_ref(), &Secret::from(password.to_owned())) == Verified::Yes
    }
}

#[test]
fn nobody_is_added_with_a_password_that_can_be_guessed() {
    // row 103
    let operator = Operator::new();
    for (password, why) in [
        ("", "at least 15 characters"),
        ("fourteen chars", "at least 15 characters"),
        ("zoe.darc@example.com", "among the first that are tried"),
        ("passwordpassword", "among the first that are tried"),
        (&"no end ".repeat(200), "at most 1024 bytes"),
    ] {
        let ended = operator.add("zoe.darc@example.com", password);
        assert!(ended.complaint().contains(why), "{password}: {}", ended.stderr);
        assert!(password.is_empty() || !ended.stderr.contains(password), "row 108");
    }
    assert_eq!(operator.json(&["user", "list"]).to_string(), "[]");
    operator.misused(&["user", "create", "no address"]);
    operator.misused(&["user", "create", "zoe@example.com", "--password", PASSWORD]);
}

#[tokio::test]
async fn a_person_is_added_once_whatever_the_case() {
    let operator = Operator::new();
    let ended = operator.add("Zoe@Example.com", &format!("{PASSWORD}\n"));
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(0), "Added zoe@example.com as number 1.\n"));
    assert!(operator.knows("zoe@example.com", PASSWORD).await, "the end of the line is not part of it");
    let again = operator.add("zoe@example.com", PASSWORD);
    assert_eq!(again.complaint(), "there is somebody with the address zoe@example.com already");
}

#[test]
fn without_a_terminal_and_without_a_password_a_person_waits_for_one() {
    let operator = Operator::new();
    insta::assert_snapshot!(operator.says(&["user", "create", "zoe@example.com"]), @"Added zoe@example.com as number 1. They cannot sign in before sesame user set-password zoe@example.com.");
    let made = operator.json(&["user", "create", "admin@example.com", "--firstname", "Ada", "--admin"]);
    insta::assert_snapshot!(named(&made.to_string()), @r#"{"admin":true,"created_at":"[instant]","email":"admin@example.com","firstname":"Ada","has_password":false,"id":2,"lastname":""}"#);
    insta::assert_snapshot!(named(&operator.says(&["user", "list"])), @r"
    ID  EMAIL              NAME  CREATED
    1   zoe@example.com          [time]  no password yet
    2   admin@example.com  Ada   [time]  admin, no password yet
    ");
    let refused = operator.refused(&["user", "set-password", "zoe@example.com"]);
    assert_eq!(refused, "there is no password: pipe it in with --password-stdin");
}

#[tokio::test]
async fn another_password_ends_what_the_old_one_began() {
    let operator = Operator::new();
    operator.add("zoe@example.com", PASSWORD);
    let set = |words: &[&str], password: &str| {
        operator.pipe(password, &[&["user", "set-password", "zoe@example.com", "--password-stdin"], words].concat())
    };
    assert!(set(&[], "too short").complaint().contains("at least 15 characters"));
    assert!(operator.knows("zoe@example.com", PASSWORD).await);
    let human = set(&["--revoke-tokens"], "plenty of rope and an end");
    let says = "zoe@example.com has a new password; 0 sessions ended. The tokens of 0 approvals are revoked.\n";
    assert_eq!((human.code, human.stdout.as_str()), (Some(0), says));
    assert!(operator.knows("zoe@example.com", "plenty of rope and an end").await);
    let json = set(&["--json"], "an end and plenty of rope").stdout;
    assert_eq!(json, "{\"email\":\"zoe@example.com\",\"ended_sessions\":0,\"revoked_grants\":0}\n");
    let nobody = operator.refused(&["user", "set-password", "nobody@example.com", "--password-stdin"]);
    assert_eq!(nobody, "there is nobody with the address nobody@example.com");
}

#[test]
fn the_last_administrator_is_not_deleted() {
    let operator = Operator::new();
    let add = |email| operator.says(&["user", "create", email, "--admin"]);
    add("zoe@example.com");
    let refused = operator.refused(&["user", "delete", "zoe@example.com"]);
    assert_eq!(refused, "the last administrator stays one: make somebody else an administrator first");
    assert!(operator.says(&["user", "list"]).contains("zoe@example.com"));
    add("anna@example.com");
    operator.says(&["user", "delete", "zoe@example.com"]);
}

#[test]
fn a_deleted_person_is_gone() {
    let operator = Operator::new();
    operator.add("zoe@example.com", PASSWORD);
    let deleted = operator.says(&["user", "delete", "Zoe@example.com"]);
    assert_eq!(deleted, "Deleted zoe@example.com (number 1) with their sessions, consents and tokens.\n");
    assert_eq!(
        operator.refused(&["user", "delete", "zoe@example.com"]),
        "there is nobody with the address zoe@example.com"
    );
    assert_eq!(operator.says(&["user", "list"]), "There is nobody yet: sesame user create adds a person.\n");
    operator.add("zoe@example.com", PASSWORD);
    assert_eq!(
        operator.json(&["user", "delete", "zoe@example.com"]).to_string(),
        r#"{"deleted":"zoe@example.com","id":2}"#
    );
}
