//! What is published: the metadata document and the keys.

use insta::assert_snapshot;
use oauth::model::Client;
use oauth::types::GrantType;

use crate::support::{Jwt, Params, Setup, TestServer, confidential, service, web_app};

#[tokio::test]
async fn nothing_unadvertised_works() {
    // row 50 (RFC 8414 §2)
    let server = TestServer::start().await;
    let everything = Client { grant_types: GrantType::ALL.into_iter().collect(), ..web_app() };
    let app = server.web_app(everything).await;
    let metadata = server.api().metadata().await;
    let advertised = |key: &str, value: &str| metadata[key].as_array().unwrap().contains(&value.into());
    for grant in
        ["implicit", "urn:ietf:params:oauth:grant-type:jwt-bearer", "urn:ietf:params:oauth:grant-type:token-exchange"]
    {
        assert!(!advertised("grant_types_supported", grant));
        let answer = app.token(&Params::of(&[("grant_type", grant)])).await;
        assert_eq!(answer.error(), "400 unsupported_grant_type", "{grant}");
    }
    for (key, value, parameter) in [
        ("response_types_supported", "token", "response_type"),
        ("response_modes_supported", "fragment", "response_mode"),
        ("code_challenge_methods_supported", "plain", "code_challenge_method"),
    ] {
        assert!(!advertised(key, value));
        let page = server.browser().open(&app.url(&app.request().set(parameter, value))).await;
        assert!(app.received(&page).get("error").is_some(), "{parameter}={value}");
    }
}

#[tokio::test]
async fn the_metadata_is_complete() {
    // rows 41, 49, 51 (RFC 8414 §2, RFC 8628 §4, RFC 9207 §3)
    let server = TestServer::start().await;
    let answer = server.api().get("/.well-known/oauth-authorization-server").await;
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    let mut metadata = answer.json();
    // More grants and endpoints may come; those that are there work, says the test below.
    let grants = metadata.as_object_mut().unwrap().remove("grant_types_supported").unwrap();
    for grant in
        ["authorization_code", "refresh_token", "client_credentials", "urn:ietf:params:oauth:grant-type:device_code"]
    {
        assert!(grants.as_array().unwrap().contains(&grant.into()), "{grant}");
    }
    for (key, expected) in [
        ("issuer", "https://id.example"),
        ("authorization_endpoint", "https://id.example/oauth/authorize"),
        ("token_endpoint", "https://id.example/oauth/token"),
        ("device_authorization_endpoint", "https://id.example/oauth/authorize_device"),
        ("jwks_uri", "https://id.example/oauth/jwks"),
    ] {
        assert_eq!(metadata[key], expected, "{key}");
    }
    assert_snapshot!(metadata["response_types_supported"], @r#"["code"]"#);
    assert_snapshot!(metadata["response_modes_supported"], @r#"["query"]"#);
    assert_snapshot!(metadata["code_challenge_methods_supported"], @r#"["S256"]"#);
    assert_snapshot!(
        metadata["token_endpoint_auth_methods_supported"],
        @r#"["client_secret_basic","client_secret_post","none"]"#
    );
    assert_snapshot!(metadata["authorization_response_iss_parameter_supported"], @"true");
    assert_snapshot!(metadata["scopes_supported"], @r#"["read","stats","user","write"]"#);
}

#[tokio::test]
async fn every_advertised_endpoint_is_there_and_every_advertised_grant_is_known() {
    // rows 41, 50 (RFC 8414 §2)
    let server = TestServer::start().await;
    let everything = Client { grant_types: GrantType::ALL.into_iter().collect(), ..web_app() };
    let app = server.web_app(everything).await;
    let metadata = server.api().metadata().await;
    for (key, url) in
        metadata.as_object().unwrap().iter().filter(|(key, _)| key.ends_with("_endpoint") || *key == "jwks_uri")
    {
        let path = url.as_str().unwrap().strip_prefix("https://id.example").unwrap();
        assert_ne!(server.api().get(path).await.status.as_u16(), 404, "{key}");
    }
    for grant in metadata["grant_types_supported"].as_array().unwrap() {
        let answer = app.token(&Params::of(&[("grant_type", grant.as_str().unwrap())])).await;
        // client_credentials needs nothing more; the others miss their parameter.
        assert!(answer.is_ok() || answer.error() == "400 invalid_request", "{grant}: {answer}");
    }
}

#[tokio::test]
async fn the_issuer_is_the_same_everywhere() {
    // rows 49, 51 (RFC 8414 §3.3, RFC 9207 §2.4, RFC 9068 §2.2)
    for issuer in ["https://id.example", "https://id.example/tenant", "http://127.0.0.1:3000"] {
        let server = TestServer::of(Setup { issuer, ..Setup::default() }).await;
        let app = server.web_app(web_app()).await;
        assert_eq!(server.api().metadata().await["issuer"], issuer);
        // `obtain_tokens` holds the redirect's `iss` against it.
        let tokens = app.obtain_tokens(&mut server.john().await).await;
        let claims = Jwt::parse(&tokens.access).claims;
        assert_eq!((&claims["iss"], &claims["aud"]), (&issuer.into(), &issuer.into()));
    }
}

#[tokio::test]
async fn a_path_issuers_metadata_is_where_the_rfc_puts_it() {
    // row 49 (RFC 8414 §3.1)
    let server = TestServer::of(Setup { issuer: "https://id.example/some/tenant", ..Setup::default() }).await;
    let there = server.api().get("/.well-known/oauth-authorization-server/some/tenant").await;
    assert_eq!(there.json()["token_endpoint"], "https://id.example/some/tenant/oauth/token");
    let jwks = server.api().get("/some/tenant/oauth/jwks").await;
    assert_eq!(jwks.json(), server.api().jwks().await);
    let elsewhere = server.api().get("/.well-known/oauth-authorization-server/other").await;
    assert_eq!(elsewhere.status.as_u16(), 404);
}

#[tokio::test]
async fn a_trailing_slash_of_the_setting_is_no_part_of_the_issuer() {
    // row 49 (RFC 8414 §3.3)
    let server = TestServer::of(Setup { issuer: "https://id.example/", ..Setup::default() }).await;
    assert_eq!(server.api().metadata().await["issuer"], "https://id.example");
}

#[tokio::test]
async fn every_advertised_way_to_authenticate_works() {
    // row 50 (RFC 8414 §2)
    use crate::support::Proof;
    let server = TestServer::start().await;
    let mut app = server.web_app(Client { authentication: confidential("service-secret"), ..service() }).await;
    for method in server.api().metadata().await["token_endpoint_auth_methods_supported"].as_array().unwrap() {
        app.proof = match method.as_str().unwrap() {
            "client_secret_basic" => Proof::Basic("service-secret".into()),
            "client_secret_post" => Proof::Post("service-secret".into()),
            // Public clients' way is in `flows`.
            "none" => continue,
            other => panic!("nobody has tested {other}"),
        };
        assert!(app.token(&Params::of(&[("grant_type", "client_credentials")])).await.is_ok(), "{method}");
    }
}
