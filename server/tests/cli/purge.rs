use oauth::model::{
    AccessToken, AskedFrom, AuthorizationCode, DeviceAuthorization, DeviceState, Grant, NewUser, RefreshToken,
};
use oauth::store::{Database as _, Store};
use oauth::types::{
    GrantId, GrantType, Secret, SecretHash, Subject, TokenId, UserCodeHash, UserId, VerifiedRedirectUri,
};
use time::Duration;
use time::macros::datetime;

use super::Operator;

fn hash(text: &str) -> SecretHash {
    Secret::from(text.to_owned()).hash()
}

/// A family of long ago, with one access token, two refresh tokens and the code it began with; and a device.
async fn leave_behind(store: &dyn Store) {
    let long_ago = datetime!(2024-02-05 8:52 UTC);
    let over = long_ago + Duration::HOUR;
    let user = NewUser {
        email: "zoe@example.com".parse().unwrap(),
        firstname: String::new(),
        lastname: String::new(),
        password: None,
        admin: false,
        created_at: long_ago,
    };
    let UserId(user_id) = store.create_user(user).await.unwrap().id;
    let grant = Grant {
        id: GrantId::from_stored("grant".to_owned()),
        client_id: "app".parse().unwrap(),
        subject: Subject::User(UserId(user_id)),
        scope: "read".parse().unwrap(),
        origin: GrantType::AuthorizationCode,
        created_at: long_ago,
        expires_at: over,
        revoked_at: None,
    };
    store.create_grant(&grant).await.unwrap();
    let access = AccessToken {
        id: TokenId::from_stored("access".to_owned()),
        grant_id: grant.id.clone(),
        client_id: grant.client_id.clone(),
        subject: grant.subject.clone(),
        scope: grant.scope.clone(),
        created_at: long_ago,
        expires_at: over,
        revoked_at: None,
    };
    store.store_access_token(&access).await.unwrap();
    for name in ["first", "second"] {
        let grant_id = grant.id.clone();
        let token = RefreshToken { token: hash(name), grant_id, created_at: long_ago, expires_at: over, used_at: None };
        store.store_refresh_token(&token).await.unwrap();
    }
    let code = AuthorizationCode {
        code: hash("code"),
        grant_id: grant.id.clone(),
        client_id: grant.client_id.clone(),
        user_id: UserId(user_id),
        redirect_uri: VerifiedRedirectUri::from_stored("https://app.example/cb".to_owned()),
        redirect_uri_given: true,
        scope: grant.scope.clone(),
        code_challenge: None,
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
        "Would clear 1 expired access token.\n\
         Would clear 2 expired refresh tokens.\n\
         Would clear 1 expired authorization code.\n\
         Would clear 1 expired device code.\n\
         Would clear 0 expired sessions.\n"
    );
    assert_eq!(operator.says(&["purge", "--access-tokens"]), "Cleared 1 expired access token.\n");
    assert_eq!(operator.says(&["purge", "--access-tokens"]), "Cleared 0 expired access tokens.\n");
    assert_eq!(
        operator.says(&["purge", "--device-codes", "--auth-codes"]),
        "Cleared 1 expired authorization code.\nCleared 1 expired device code.\n"
    );
    let rest = operator.json(&["purge"]);
    assert_eq!(
        rest.to_string(),
        r#"{"cleared":{"access_tokens":0,"auth_codes":0,"auth_requests":0,"device_codes":0,"grants":1,"refresh_tokens":2,"sessions":0,"signing_keys":0,"throttles":0},"dry_run":false}"#
    );
    assert_eq!(operator.says(&["purge"]), NOTHING);
}
