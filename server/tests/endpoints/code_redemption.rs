//! `grant_type=authorization_code`: a code is for one client, one redirect URI, one minute and one time.

use insta::assert_snapshot;
use oauth::model::{Client, TokenFormat};

use crate::support::{TestServer, Tokens, confidential, single_page_app, web_app};

#[tokio::test]
async fn an_unknown_code_is_an_invalid_grant() {
    // row 9 (RFC 6749 §5.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    assert_snapshot!(app.redeem("nonsense").await, @r#"
    400 Bad Request
    cache-control: no-store
    content-type: application/json

    {"error":"invalid_grant","error_description":"the authorization code is unknown, or was issued to another client"}
    "#);
}

#[tokio::test]
async fn a_code_used_twice_revokes_what_it_gave() {
    // row 7 (RFC 6749 §4.1.2)
    let server = TestServer::start().await;
    for token_format in [TokenFormat::Jwt, TokenFormat::Opaque] {
        let id = format!("app-{token_format:?}").to_lowercase();
        let authentication = confidential(&format!("{id}-secret"));
        let app = server.web_app(Client { id: id.parse().unwrap(), authentication, token_format, ..web_app() }).await;
        let code = app.obtain_code(&mut server.john().await).await;
        let tokens: Tokens = app.redeem(&code).await.into();
        let next: Tokens = app.refresh(&tokens.refresh).await.into();
        assert!(app.is_alive(&tokens.access).await && app.is_alive(&next.access).await);

        server.wait(300);
        assert_eq!(app.redeem(&code).await.error(), "400 invalid_grant");
        for access in [&tokens.access, &next.access] {
            assert_eq!(server.api().current_user(access).await.error(), "401 invalid_token");
        }
        assert_eq!(app.refresh(&next.refresh).await.error(), "400 invalid_grant");
    }
}

#[tokio::test]
async fn another_clients_code_is_refused_and_stays_good() {
    // row 9 (RFC 6749 §4.1.3)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let thief = server.web_app(single_page_app()).await;
    let code = app.obtain_code(&mut server.john().await).await;
    let stolen = app.redemption(&code);
    assert_eq!(thief.token(&stolen).await.error(), "400 invalid_grant");
    assert!(app.redeem(&code).await.is_ok(), "the thief's try has cost the owner nothing");
}

#[tokio::test]
async fn another_redirect_uri_is_an_invalid_grant_and_burns_the_code() {
    // row 9 (RFC 6749 §4.1.3)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    for uri in ["https://app.example/callback/", "https://evil.example/"] {
        let code = app.obtain_code(&mut server.john().await).await;
        let other = app.redemption(&code).set("redirect_uri", uri);
        assert_eq!(app.token(&other).await.error(), "400 invalid_grant", "{uri}");
        assert_eq!(app.redeem(&code).await.error(), "400 invalid_grant");
    }
}

#[tokio::test]
async fn a_code_lives_sixty_seconds() {
    // row 10 (RFC 6749 §4.1.2)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let code = app.obtain_code(&mut john).await;
    server.wait(60);
    assert_eq!(app.redeem(&code).await.error(), "400 invalid_grant");
    let code = app.obtain_code(&mut john).await;
    server.wait(59);
    assert!(app.redeem(&code).await.is_ok());
}

#[tokio::test]
async fn a_wrong_verifier_burns_the_code() {
    // row 25 (RFC 7636 §4.6)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let (short, long) = (&app.verifier[..42], "a".repeat(129));
    for verifier in [&"a".repeat(43), short, &long, &format!("{}+", "a".repeat(43)), &app.challenge()] {
        let code = app.obtain_code(&mut server.john().await).await;
        let wrong = app.redemption(&code).set("code_verifier", verifier);
        assert_eq!(app.token(&wrong).await.error(), "400 invalid_grant", "{verifier}");
        assert_eq!(app.redeem(&code).await.error(), "400 invalid_grant", "burnt by {verifier}");
    }
}

#[tokio::test]
async fn a_missing_verifier_is_an_invalid_grant() {
    // row 27 (RFC 9700 §2.1.1)
    let server = TestServer::start().await;
    for client in [
        web_app(),
        single_page_app(),
        Client {
            id: "old".parse().unwrap(),
            require_pkce: false,
            authentication: confidential("old-secret"),
            ..web_app()
        },
    ] {
        let app = server.web_app(client).await;
        let code = app.obtain_code(&mut server.john().await).await;
        assert_eq!(app.token(&app.redemption(&code).without("code_verifier")).await.error(), "400 invalid_grant");
        let code = app.obtain_code(&mut server.john().await).await;
        assert_eq!(app.token(&app.redemption(&code).set("code_verifier", "")).await.error(), "400 invalid_grant");
    }
}

#[tokio::test]
async fn a_verifier_nobody_announced_is_an_invalid_grant() {
    // row 26 (RFC 9700 §2.1.1)
    let server = TestServer::start().await;
    let app = server.web_app(Client { require_pkce: false, ..web_app() }).await;
    let without = app.request().without("code_challenge").without("code_challenge_method");
    let code = app.code_for(&mut server.john().await, &without).await;
    assert_eq!(app.redeem(&code).await.error(), "400 invalid_grant");
    let code = app.code_for(&mut server.john().await, &without).await;
    assert!(app.token(&app.redemption(&code).without("code_verifier")).await.is_ok());
}

#[tokio::test]
async fn the_redirect_uri_is_left_out_as_oauth_2_1_says_by_clients_with_pkce_alone() {
    // row 21 (OAuth 2.1 §10.2, RFC 6749 §4.1.3)
    let server = TestServer::start().await;
    for client in [web_app(), single_page_app()] {
        let app = server.web_app(client).await;
        let code = app.obtain_code(&mut server.john().await).await;
        assert!(app.token(&app.redemption(&code).without("redirect_uri")).await.is_ok());
    }
    let old = Client {
        id: "old".parse().unwrap(),
        require_pkce: false,
        authentication: confidential("old-secret"),
        ..web_app()
    };
    let app = server.web_app(old).await;
    let code = app.obtain_code(&mut server.john().await).await;
    assert_eq!(app.token(&app.redemption(&code).without("redirect_uri")).await.error(), "400 invalid_grant");
}

#[tokio::test]
async fn a_verifier_of_43_to_128_characters_is_good() {
    // row 25 (RFC 7636 §4.1)
    let server = TestServer::start().await;
    let mut app = server.web_app(web_app()).await;
    for verifier in ["a".repeat(43), format!("{}-._~", "Zz09".repeat(31))] {
        app.verifier = verifier;
        let code = app.obtain_code(&mut server.john().await).await;
        assert!(app.redeem(&code).await.is_ok(), "{}", app.verifier.len());
    }
}

#[tokio::test]
async fn the_scope_of_the_tokens_is_what_the_person_allowed() {
    // row 17 (RFC 6749 §3.3)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    for (asked, given) in [("write", "write"), ("", "read"), ("write read read", "read write")] {
        let code = app.code_for(&mut john, &app.request().set("scope", asked)).await;
        assert_eq!(app.redeem(&code).await.get("scope"), given, "{asked:?}");
        // A scope at the token endpoint is no parameter of this grant.
        let code = app.code_for(&mut john, &app.request().set("scope", asked)).await;
        let answer = app.token(&app.redemption(&code).set("scope", "read write")).await;
        assert_eq!(answer.get("scope"), given, "{asked:?}");
    }
}
