//! An app acts as itself.

use insta::{allow_duplicates, assert_snapshot};
use oauth::model::{Client, ClientAuthentication};

use crate::support::{Jwt, Params, Proof, TestServer, service};

fn asking() -> Params {
    Params::of(&[("grant_type", "client_credentials")])
}

#[tokio::test]
async fn a_public_client_cannot_act_as_itself() {
    // row 18 (RFC 6749 §4.4)
    let server = TestServer::start().await;
    let app = server.web_app(Client { authentication: ClientAuthentication::Public, ..service() }).await;
    assert_eq!(app.token(&asking()).await.error(), "400 unauthorized_client");
}

#[tokio::test]
async fn more_than_the_client_may_have_is_invalid_scope() {
    // row 17 (RFC 6749 §3.3)
    let server = TestServer::start().await;
    let app = server.web_app(service()).await;
    for scope in ["stats write", "nonsense", "st\"ats", "st\\ats"] {
        assert_eq!(app.token(&asking().set("scope", scope)).await.error(), "400 invalid_scope", "{scope}");
    }
}

#[tokio::test]
async fn an_app_gets_a_token_of_its_own_and_no_refresh_token() {
    // rows 11, 17, 18, 62 (RFC 6749 §4.4.3, RFC 9068 §2.2)
    let server = TestServer::start().await;
    let mut app = server.web_app(service()).await;
    for proof in [Proof::Basic("service-secret".into()), Proof::Post("service-secret".into())] {
        app.proof = proof;
        let answer = app.token(&asking()).await;
        allow_duplicates! {
            assert_snapshot!(answer, @r#"
            200 OK
            cache-control: no-store
            content-type: application/json
            pragma: no-cache

            {"access_token":"[jwt]","token_type":"Bearer","expires_in":7200,"scope":"stats","created_at":1772366400}
            "#);
        }
        let claims = Jwt::parse(&answer.get("access_token")).claims;
        assert_eq!((&claims["sub"], &claims["client_id"]), (&"service".into(), &"service".into()));
    }
    assert_eq!(app.token(&asking().set("scope", "")).await.get("scope"), "stats");
    assert_eq!(app.token(&asking().set("scope", "stats read")).await.get("scope"), "read stats");
}

#[tokio::test]
async fn where_a_person_is_needed_an_apps_own_token_is_told_so() {
    // row 82 (RFC 6750 §3.1)
    let server = TestServer::start().await;
    let app = server.web_app(service()).await;
    let token = app.token(&asking().set("scope", "read")).await.get("access_token");
    let answer = server.api().current_user(&token).await;
    assert_snapshot!(answer, @r#"
    403 Forbidden
    cache-control: no-store
    content-type: application/json
    www-authenticate: Bearer error="insufficient_scope", error_description="this needs a token that a person has allowed, and this one is an application's own"

    {"error":"insufficient_scope","error_description":"this needs a token that a person has allowed, and this one is an application's own"}
    "#);
}
