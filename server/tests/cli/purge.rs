use oauth::model::{
    AskedFrom, AuthorizationCode, ClientProblem, DeviceAuthorization, DeviceState, Endpoint, NewUser, Ticket,
    TicketPurpose,
};
use oauth::store::{Database as _, Store};
use oauth::types::{Secret, SecretHash, Subject, UserCodeHash, UserId, VerifiedRedirectUri};
use time::Duration;
use time::macros::datetime;

use super::Operator;
use super::families::{family, issue};

fn hash(text: &str) -> SecretHash {
    Secret::from(text.to_owned()).hash()
}

/// A family of long ago, with two tokens of each kind and the code it began with; a device; a one-time link; and a
/// mistake of the app.
async fn leave_behind(store: &dyn Store) {
    let long_ago = datetime!(2024-02-05 8:52 UTC);
    let over = long_ago + Duration::HOUR;
    let user = NewUser {
        email: "zoe@example.com".parse().unwrap(),
        firstname: String::new(),
        lastname: String::new(),
        password: None,
        admin: false,
        language: None,
        created_at: long_ago,
    };
    let UserId(user_id) = store.create_user(user).await.unwrap().id;
    let grant = family(Subject::User(UserId(user_id)), long_ago, over);
    issue(store, &grant, &["first", "second"]).await;
    let code = AuthorizationCode {
        code: hash("code"),
        grant_id: grant.id.clone(),
        client_id: grant.client_id.clone(),
        user_id: UserId(user_id),
        redirect_uri: VerifiedRedirectUri::from_stored("https://app.example/cb".to_owned()),
        redirect_uri_given: true,
        scope: grant.scope.clone(),
        code_challenge: None,
        asked_from: AskedFrom::default(),
        created_at: long_ago,
        expires_at: over,
    };
    store.store_code(&code).await.unwrap();
    let device = DeviceAuthorization {
        device_code: hash("device"),
        user_code: UserCodeHash::from_stored("user code".to_owned()),
        client_id: grant.client_id.clone(),
        scope: grant.scope.clone(),
        asked_from: AskedFrom::default(),
        interval: Duration::seconds(5),
        state: DeviceState::Pending,
        created_at: long_ago,
        expires_at: over,
    };
    store.keep_device(&device).await.unwrap();
    let ticket = Ticket {
        token: hash("ticket"),
        purpose: TicketPurpose::SignUp,
        email: "zoe@example.com".parse().unwrap(),
        user_id: None,
        created_at: long_ago,
        expires_at: over,
        used_at: None,
    };
    store.keep_ticket(&ticket).await.unwrap();
    let problem = ClientProblem {
        client_id: grant.client_id.clone(),
        endpoint: Endpoint::Token,
        error: "invalid_grant".to_owned(),
        rule: "This code was used before.".to_owned(),
        received: None,
        registered: None,
        section: None,
        first_at: long_ago,
        last_at: over,
        count: 1,
    };
    store.note_problem(&problem).await.unwrap();
}

/// The same in the database of this file, as the command line left it.
pub(crate) async fn leave_behind_in(file: &std::path::Path) {
    let url = format!("sqlite:{}", file.display());
    let database = storage::connect(&url, storage::ConnectOptions::default()).await.unwrap();
    let client = oauth::model::Client::new(
        "app".parse().unwrap(),
        "App",
        oauth::model::ClientKind::Web,
        datetime!(2024-02-05 8:52 UTC),
    );
    database.store().create_client(&client).await.unwrap();
    leave_behind(database.store()).await;
    database.close().await.unwrap();
}

const NOTHING: &str = "\
Cleared 0 expired access tokens.
Cleared 0 expired refresh tokens.
Cleared 0 expired authorization codes.
Cleared 0 expired device codes.
Cleared 0 expired sessions.
";

#[test]
fn nothing_is_counted_as_nothing() {
    assert_eq!(Operator::new().says(&["purge"]), NOTHING);
}

#[tokio::test]
async fn each_kind_is_counted_and_nothing_is_cleared_that_was_not_named() {
    // contract §6
    let operator = Operator::new();
    operator.web_app("app");
    leave_behind(operator.database().await.store()).await;
    let would = operator.says(&["purge", "--dry-run"]);
    assert_eq!(
        would,
        "Would clear 2 expired access tokens.\n\
         Would clear 2 expired refresh tokens.\n\
         Would clear 1 expired authorization code.\n\
         Would clear 1 expired device code.\n\
         Would clear 0 expired sessions.\n\
         Would clear 1 expired one-time link.\n\
         Would clear 1 old app mistake.\n"
    );
    assert_eq!(operator.says(&["purge", "--access-tokens"]), "Cleared 2 expired access tokens.\n");
    assert_eq!(operator.says(&["purge", "--access-tokens"]), "Cleared 0 expired access tokens.\n");
    assert_eq!(
        operator.says(&["purge", "--device-codes", "--auth-codes"]),
        "Cleared 1 expired authorization code.\nCleared 1 expired device code.\n"
    );
    let rest = operator.json(&["purge"]);
    assert_eq!(
        rest.to_string(),
        r#"{"cleared":{"access_tokens":0,"app_mistakes":1,"auth_codes":0,"auth_requests":0,"device_codes":0,"grants":1,"one_time_links":1,"refresh_tokens":2,"sessions":0,"signing_keys":0,"throttles":0},"dry_run":false}"#
    );
    assert_eq!(operator.says(&["purge"]), NOTHING);
}
