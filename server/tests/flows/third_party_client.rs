//! Both flows driven by the `oauth2` crate, a client nobody here wrote.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::body::Body;
use oauth::types::GrantType;
use oauth2::basic::BasicClient;
use oauth2::{
    AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, DeviceAuthorizationUrl, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, IntrospectionUrl, PkceCodeChallenge, RedirectUrl, RefreshToken,
    RequestTokenError, ResourceOwnerPassword, ResourceOwnerUsername, RevocationUrl, Scope,
    StandardDeviceAuthorizationResponse, StandardRevocableToken, TokenIntrospectionResponse as _, TokenResponse as _,
    TokenUrl,
};
use tokio::sync::Notify;

use crate::support::{
    EMAIL, ISSUER, PASSWORD, TestServer, Wire, console, query_of, service, single_page_app, television, web_app,
};

type ThirdParty = BasicClient<EndpointSet, EndpointSet, EndpointNotSet, EndpointNotSet, EndpointSet>;
type Sent = Pin<Box<dyn Future<Output = Result<HttpResponse, std::io::Error>> + Send>>;

/// The crate's way to the server.
fn http(wire: &Wire) -> impl Fn(HttpRequest) -> Sent + Send + Sync + 'static {
    let wire = wire.clone();
    move |request| {
        let wire = wire.clone();
        Box::pin(async move {
            let (mut parts, body) = request.into_parts();
            parts.uri = parts.uri.path_and_query().unwrap().as_str().parse().unwrap();
            let answer = wire.send(axum::http::Request::from_parts(parts, Body::from(body))).await;
            let mut response = HttpResponse::new(answer.body);
            (*response.status_mut(), *response.headers_mut()) = (answer.status, answer.headers);
            Ok(response)
        })
    }
}

fn third_party(id: &str, secret: Option<&str>) -> ThirdParty {
    let client = BasicClient::new(ClientId::new(id.to_owned()))
        .set_auth_uri(AuthUrl::new(format!("{ISSUER}/oauth/authorize")).unwrap())
        .set_token_uri(TokenUrl::new(format!("{ISSUER}/oauth/token")).unwrap())
        .set_device_authorization_url(DeviceAuthorizationUrl::new(format!("{ISSUER}/oauth/authorize_device")).unwrap());
    match secret {
        Some(secret) => client.set_client_secret(ClientSecret::new(secret.to_owned())),
        None => client,
    }
}

#[tokio::test]
async fn the_crate_understands_our_refusals() {
    // row 15 (RFC 6749 §5.2)
    let server = TestServer::start().await;
    server.register(&web_app()).await;
    let client = third_party("web-app", Some("wrong"));
    let failed = client.exchange_code(AuthorizationCode::new("x".into())).request_async(&http(&server.wire)).await;
    let Err(RequestTokenError::ServerResponse(answer)) = failed else { panic!("{failed:?}") };
    assert_eq!(answer.error().as_ref(), "invalid_client");
}

#[tokio::test]
async fn the_crate_gets_tokens_for_a_code_and_refreshes_them() {
    // rows 11, 50, 71 (RFC 6749 §4.1, §6, RFC 7636)
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for (record, secret, auth) in
        [(web_app(), Some("web-app-secret"), AuthType::BasicAuth), (single_page_app(), None, AuthType::RequestBody)]
    {
        server.register(&record).await;
        let redirect = RedirectUrl::new(record.redirect_uris[0].to_string()).unwrap();
        let client = third_party(record.id.as_str(), secret).set_auth_type(auth).set_redirect_uri(redirect);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state) = client
            .authorize_url(CsrfToken::new_random)
            .add_scope(Scope::new("read".into()))
            .set_pkce_challenge(challenge)
            .url();
        let page = john.open(url.as_str()).await;
        let page = john.press(&page, "decision", "allow").await;
        let back = query_of(page.left_to().unwrap());
        assert_eq!(back.get("state"), Some(state.secret().as_str()));

        let http = http(&server.wire);
        let code = AuthorizationCode::new(back.get("code").unwrap().to_owned());
        let tokens = client.exchange_code(code).set_pkce_verifier(verifier).request_async(&http).await.unwrap();
        assert_eq!(tokens.expires_in(), Some(Duration::from_secs(7200)));
        assert_eq!(tokens.scopes().unwrap(), &[Scope::new("read".into())]);
        assert!(server.api().current_user(tokens.access_token().secret()).await.is_ok());

        let refresh = RefreshToken::new(tokens.refresh_token().unwrap().secret().clone());
        let next = client.exchange_refresh_token(&refresh).request_async(&http).await.unwrap();
        assert!(server.api().current_user(next.access_token().secret()).await.is_ok());
    }
}

#[tokio::test]
async fn the_crate_polls_until_the_person_has_confirmed() {
    // rows 28, 33, 36, 50 (RFC 8628)
    let server = TestServer::start().await;
    for (record, secret) in [(television(), None), (console(), Some("console-secret"))] {
        server.register(&record).await;
        let client = third_party(record.id.as_str(), secret);
        let http = http(&server.wire);
        let details: StandardDeviceAuthorizationResponse =
            client.exchange_device_code().request_async(&http).await.unwrap();
        let complete = details.verification_uri_complete().unwrap().secret().clone();
        assert_eq!((details.interval(), details.expires_in()), (Duration::from_secs(5), Duration::from_secs(600)));
        let mut john = server.john().await;
        // The crate's sleep moves the server's clock on; the second one lasts until the person has answered.
        let (clock, sleeps) = (server.clock.clone(), AtomicU32::new(0));
        let (asked, person_done) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (ask, done) = (asked.clone(), person_done.clone());
        let sleep = move |wait: Duration| {
            clock.advance(time::Duration::try_from(wait).unwrap());
            let second = sleeps.fetch_add(1, Ordering::SeqCst) == 1;
            let (ask, done) = (ask.clone(), done.clone());
            async move {
                if second {
                    ask.notify_one();
                    done.notified().await;
                }
            }
        };
        let polling = client.exchange_device_access_token(&details).request_async(&http, sleep, None);
        let person = async {
            asked.notified().await;
            let page = john.open(&complete).await;
            john.press(&page, "decision", "connect").await;
            person_done.notify_one();
        };
        let (tokens, ()) = tokio::join!(polling, person);
        let tokens = tokens.unwrap();
        assert!(server.api().current_user(tokens.access_token().secret()).await.is_ok());
    }
}

#[tokio::test]
async fn the_crate_gets_an_apps_own_token() {
    // rows 18, 50 (RFC 6749 §4.4)
    let server = TestServer::start().await;
    server.register(&service()).await;
    let tokens = third_party("service", Some("service-secret"))
        .exchange_client_credentials()
        .request_async(&http(&server.wire))
        .await
        .unwrap();
    assert!(tokens.refresh_token().is_none());
    assert_eq!(tokens.scopes().unwrap(), &[Scope::new("stats".into())]);
}

#[tokio::test]
async fn the_crate_gets_a_persons_tokens_for_their_password_takes_them_back_and_asks_about_them() {
    // rows 22, 42, 48, 50 (RFC 6749 §4.3, RFC 7009, RFC 7662)
    let server = TestServer::start().await;
    server.john().await;
    let mut house = web_app();
    house.grant_types.insert(GrantType::Password);
    server.register(&house).await;
    let http = http(&server.wire);
    let client = third_party("web-app", Some("web-app-secret"))
        .set_revocation_url(RevocationUrl::new("https://id.example.com/oauth/revoke".into()).unwrap())
        .set_introspection_url(IntrospectionUrl::new(format!("{ISSUER}/oauth/introspect")).unwrap());
    let (john, password) = (ResourceOwnerUsername::new(EMAIL.to_uppercase()), PASSWORD.to_owned());
    let tokens =
        client.exchange_password(&john, &ResourceOwnerPassword::new(password)).request_async(&http).await.unwrap();
    let access = tokens.access_token();
    assert!(server.api().current_user(access.secret()).await.is_ok());
    assert!(client.introspect(access).request_async(&http).await.unwrap().active());

    let revoke = StandardRevocableToken::from(access);
    client.revoke_token(revoke).unwrap().request_async(&http).await.unwrap();
    assert!(!client.introspect(access).request_async(&http).await.unwrap().active());
}
