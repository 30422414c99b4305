//! Who asks: Basic, post or nothing, and exactly one of them.

use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use insta::assert_snapshot;
use oauth::model::{Client, ClientAuthentication, ClientSecret, ClientState};
use oauth::types::Secret;
use time::Duration;

use crate::support::{
    Answer, Params, Proof, TestServer, confidential, console, form, service, single_page_app, television, web_app,
};

/// A request for an app's own token with this header and these credentials in the body.
async fn ask(server: &TestServer, basic: Option<&str>, body: &[(&str, &str)]) -> Answer {
    let params = body.iter().fold(Params::of(&[("grant_type", "client_credentials")]), |all, (k, v)| all.also(k, v));
    let mut request = form("/oauth/token", &params.pairs());
    if let Some(pair) = basic {
        let value = format!("Basic {}", STANDARD.encode(pair));
        request.headers_mut().insert(header::AUTHORIZATION, value.parse().unwrap());
    }
    server.wire.send(request).await
}

#[tokio::test]
async fn a_failed_authentication_is_401_with_a_challenge() {
    // row 15 (RFC 6749 §5.2)
    let server = TestServer::start().await;
    server.register(&service()).await;
    assert_snapshot!(ask(&server, Some("service:wrong"), &[]).await, @r#"
    401 Unauthorized
    cache-control: no-store
    content-type: application/json
    www-authenticate: Basic realm="sesame", charset="UTF-8"

    {"error":"invalid_client","error_description":"client authentication failed"}
    "#);
    for pair in ["nobody:service-secret", "service:", "service:service-secret ", "SERVICE:service-secret", "no-colon"] {
        assert_eq!(ask(&server, Some(pair), &[]).await.error(), "401 invalid_client", "{pair}");
    }
    for body in [
        &[("client_id", "service"), ("client_secret", "wrong")][..],
        &[("client_id", "nobody"), ("client_secret", "service-secret")],
        &[("client_id", "service")],
        &[("client_id", "12345")],
        &[],
    ] {
        assert_eq!(ask(&server, None, body).await.error(), "401 invalid_client", "{body:?}");
    }
    for header in ["Bearer abc", "Basic !!!", "Basic", "Digest x", ""] {
        let mut request = form("/oauth/token", &[("grant_type", "client_credentials")]);
        request.headers_mut().insert(header::AUTHORIZATION, header.parse().unwrap());
        let answer = server.wire.send(request).await;
        assert_eq!(answer.error(), "401 invalid_client", "{header}");
        assert!(answer.header("www-authenticate").starts_with("Basic "));
    }
}

#[tokio::test]
async fn an_unknown_client_and_a_wrong_secret_are_one_answer() {
    // row 15 (RFC 9700 §4): nobody learns which client ids exist
    let server = TestServer::start().await;
    server.register(&service()).await;
    let wrong = ask(&server, Some("service:wrong"), &[]).await;
    let unknown = ask(&server, Some("nobody:wrong"), &[]).await;
    assert_eq!(wrong.to_string(), unknown.to_string());
}

#[tokio::test]
async fn two_methods_at_once_are_an_invalid_request() {
    // row 14 (RFC 6749 §2.3)
    let server = TestServer::start().await;
    server.register(&service()).await;
    let right = Some("service:service-secret");
    let post = [("client_id", "service"), ("client_secret", "service-secret")];
    assert_eq!(ask(&server, right, &post).await.error(), "400 invalid_request");
    assert_eq!(ask(&server, right, &post[1..]).await.error(), "400 invalid_request");
    assert_eq!(ask(&server, right, &[("client_id", "other")]).await.error(), "400 invalid_request");
    assert_eq!(ask(&server, None, &post[1..]).await.error(), "400 invalid_request");
    assert!(ask(&server, right, &post[..1]).await.is_ok(), "the same client_id says nothing new");
}

#[tokio::test]
async fn a_mistake_in_the_credentials_is_noted_for_the_developer() {
    let server = TestServer::start().await;
    let service = service();
    server.register(&service).await;
    let post = [("client_id", "service"), ("client_secret", "service-secret")];
    ask(&server, Some("service:service-secret"), &post).await;
    let noted = server.store().problems_of(&service.id).await.unwrap();
    let [problem] = &noted[..] else { panic!("{noted:?}") };
    assert_eq!(problem.section.as_deref(), Some("RFC 6749 §2.3"));
    assert!(!format!("{problem:?}").contains("service-secret"));
}

#[tokio::test]
async fn credentials_and_tokens_in_the_query_are_refused() {
    // row 12 (RFC 6749 §2.3.1)
    let server = TestServer::start().await;
    let app = server.web_app(service()).await;
    for query in ["client_secret=service-secret", "code=x", "refresh_token=x", "access_token=x", "password=x"] {
        for path in ["/oauth/token", "/oauth/authorize_device"] {
            let mut request = app.token_request(&Params::of(&[("grant_type", "client_credentials")]));
            *request.uri_mut() = format!("{path}?{query}").parse().unwrap();
            assert_eq!(server.wire.send(request).await.error(), "400 invalid_request", "{path}?{query}");
        }
    }
    // Everything in the query and nothing in the body.
    let all = "/oauth/token?grant_type=client_credentials&client_id=service";
    let request = Request::post(all).body(axum::body::Body::empty()).unwrap();
    assert_eq!(server.wire.send(request).await.error(), "400 invalid_request");
}

#[tokio::test]
async fn a_confidential_client_cannot_pass_for_a_public_one_nor_the_other_way_round() {
    // row 36 and row 15 (RFC 6749 §3.2.1, RFC 8628 §3.1)
    let server = TestServer::start().await;
    let mut app = server.web_app(web_app()).await;
    let code = app.obtain_code(&mut server.john().await).await;
    app.proof = Proof::None;
    assert_eq!(app.redeem(&code).await.error(), "401 invalid_client");
    app.proof = Proof::Basic("web-app-secret".into());
    assert!(app.redeem(&code).await.is_ok(), "who is not let in uses nothing up");

    let mut public = server.web_app(single_page_app()).await;
    let code = public.obtain_code(&mut server.john().await).await;
    for proof in [Proof::Basic("guess".into()), Proof::Post("guess".into())] {
        public.proof = proof;
        assert_eq!(public.redeem(&code).await.error(), "401 invalid_client");
    }
    // Some libraries write a public client's id as Basic with an empty password.
    public.proof = Proof::Basic(String::new());
    assert!(public.redeem(&code).await.is_ok());
}

#[tokio::test]
async fn a_confidential_device_authenticates_at_both_endpoints() {
    // row 36 (RFC 8628 §3.1)
    let server = TestServer::start().await;
    let device = server.device(console()).await;
    let impostor =
        crate::support::Device::new(server.wire.clone(), &Client { id: "console".parse().unwrap(), ..television() });
    assert_eq!(impostor.ask_for(&Params::default()).await.error(), "401 invalid_client");
    let codes = device.ask().await;
    assert_eq!(impostor.poll(&codes).await.error(), "401 invalid_client");
    assert_eq!(device.poll(&codes).await.error(), "400 authorization_pending", "the impostor's poll did not count");
}

#[tokio::test]
async fn a_suspended_client_is_not_let_in() {
    // row 15 (RFC 6749 §5.2)
    let server = TestServer::start().await;
    let app = server.web_app(Client { state: ClientState::Suspended, ..service() }).await;
    let answer = app.token(&Params::of(&[("grant_type", "client_credentials")])).await;
    assert_eq!(answer.error(), "401 invalid_client");
}

#[tokio::test]
async fn basic_credentials_are_form_urldecoded() {
    // row 13 (RFC 6749 §2.3.1)
    let server = TestServer::start().await;
    server.register(&Client { authentication: confidential("a:b c+%/é"), ..service() }).await;
    assert!(ask(&server, Some("service:a%3Ab+c%2B%25%2F%C3%A9"), &[]).await.is_ok());
    assert_eq!(ask(&server, Some("service:a:b c+%/é"), &[]).await.error(), "401 invalid_client", "not encoded");
    assert!(ask(&server, None, &[("client_id", "service"), ("client_secret", "a:b c+%/é")]).await.is_ok());
}

#[tokio::test]
async fn while_a_secret_is_replaced_both_are_good() {
    let server = TestServer::start().await;
    let old = ClientSecret { expires_at: Some(server.clock.now() + Duration::days(1)), ..client_secret("old") };
    let authentication = ClientAuthentication::Confidential { secrets: vec![client_secret("new"), old] };
    server.register(&Client { authentication, ..service() }).await;
    for pair in ["service:old", "service:new"] {
        assert!(ask(&server, Some(pair), &[]).await.is_ok(), "{pair}");
    }
    server.wait(Duration::days(1).whole_seconds());
    assert_eq!(ask(&server, Some("service:old"), &[]).await.error(), "401 invalid_client", "its time is over");
    assert!(ask(&server, Some("service:new"), &[]).await.is_ok());
}

fn client_secret(text: &str) -> ClientSecret {
    ClientSecret::of(&Secret::from(text.to_owned()))
}
