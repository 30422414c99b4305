//! `/user/me`.

use axum::http::StatusCode;
use insta::assert_snapshot;
use serde_json::json;

use super::app::FrontApp;
use crate::support::TestServer;

#[tokio::test]
async fn a_name_that_is_none_is_refused_and_nothing_changes() {
    let server = TestServer::start().await;
    let john = FrontApp::on(&server).await.john().await;
    assert_snapshot!(john.say("PATCH", "/user/me", &json!({ "firstname": " ", "lastname": 5 })).await, @r#"
    422 Unprocessable Entity
    cache-control: no-store
    content-type: application/json

    {"error":"invalid_request","error_description":"these fields are not as they must be: firstname, lastname","fields":{"firstname":"must not be empty","lastname":"must be a text"}}
    "#);
    for name in [json!(null), json!("a\u{0}b"), json!("a\nb"), json!("é".repeat(101)), json!(["x"]), json!({ "a": 1 })]
    {
        let answer = john.say("PATCH", "/user/me", &json!({ "firstname": name, "lastname": "Fine" })).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.json()["fields"].as_object().unwrap().keys().eq(["firstname"]), "{answer}");
    }
    assert_eq!(john.get("/user/me").await.json()["lastname"], "Doe");
}

#[tokio::test]
async fn a_person_is_shown_as_everywhere() {
    let server = TestServer::start().await;
    let john = FrontApp::on(&server).await.john().await;
    assert_snapshot!(john.get("/user/me").await, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json

    {"id":1,"email":"john.doe@example.com","firstname":"John","lastname":"Doe","created_at":"2024-02-05T08:52:20.957Z","created_date":"05/02/2024"}
    "#);
}

#[tokio::test]
async fn what_is_not_named_stays_as_it_is() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let john = app.john().await;
    server.add_user("other@example.com").await;
    assert!(john.say("PATCH", "/user/me", &json!({ "firstname": " Zoë " })).await.is_ok());
    let body = json!({ "lastname": "D’Arc", "email": "thief@example.com", "id": 2, "admin": true });
    assert_snapshot!(john.say("PATCH", "/user/me", &body).await, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json

    {"id":1,"email":"john.doe@example.com","firstname":"Zoë","lastname":"D’Arc","created_at":"2024-02-05T08:52:20.957Z","created_date":"05/02/2024"}
    "#);
    assert_eq!(john.say("PATCH", "/user/me", &json!({})).await.json()["firstname"], "Zoë");
    let other = app.person("other@example.com").await;
    assert_eq!(other.get("/user/me").await.json()["firstname"], "John");
}
