//! What every page tells the browser. That holds for each page the [`Browser`](crate::support::Browser) opens in any
//! test; here are the pages' own policies.

use oauth::model::Client;

use crate::support::{Page, Setup, TestServer, phone_app, television, web_app};

fn form_action(page: &Page) -> String {
    let policy = page.answer.header("content-security-policy");
    let directive = policy.split("; ").find(|directive| directive.starts_with("form-action"));
    directive.unwrap().to_owned()
}

#[tokio::test]
async fn every_page_is_safe_and_draws_its_problems_the_same_way() {
    // row 97
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    let (mut browser, mut john) = (server.browser(), server.john().await);
    // `Browser` itself looks at the headers, the assets and the forms.
    for url in
        ["/", "/login", "/login?show_password=1", "/logout", "/nowhere", "/oauth/authorize", "/oauth/consent?request=x"]
    {
        browser.open(url).await;
    }
    for url in ["/", "/logout", "/oauth/device", "/oauth/device?user_code=x", &codes.complete, "/nowhere"] {
        john.open(url).await;
    }
}

#[tokio::test]
async fn sign_in_and_consent_send_no_script_at_all() {
    // row 97
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut browser = server.browser();
    let login = browser.open(&app.url(&app.request())).await;
    let consent = browser.log_in_at(&login).await;
    for page in [login, consent] {
        assert_eq!(page.attributes("script", "src").len(), 0, "{}", page.url);
        assert!(!page.answer.header("content-security-policy").contains("script-src"));
        assert!(page.attributes("[onclick], [onload], [style]", "style").is_empty());
    }
}

#[tokio::test]
async fn a_page_with_an_island_runs_that_script_alone() {
    // row 97: the nonce of the policy is the one of the script, and another one each time
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let page = john.open("/oauth/device").await;
        let scripts = page.attributes("script", "nonce");
        // Without a built frontend there is no island, and then no script either.
        let policy = page.answer.header("content-security-policy");
        assert_eq!(policy.contains("script-src"), !scripts.is_empty(), "{policy}");
        for nonce in &scripts {
            assert!(!nonce.is_empty() && policy.contains(&format!("'nonce-{nonce}'")), "{policy}");
        }
        nonces.extend(scripts);
    }
    let all = nonces.len();
    nonces.dedup();
    assert_eq!(nonces.len(), all);
}

#[tokio::test]
async fn form_action_lets_the_validated_redirect_through_and_nothing_else() {
    // row 98
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let app = server
        .web_app(Client { failure_redirect_uri: Some("https://failed.example/x".parse().unwrap()), ..web_app() })
        .await;
    let page = john.open(&app.url(&app.request())).await;
    assert_eq!(form_action(&page), "form-action 'self' https://app.example https://failed.example");

    let mut phone = server.web_app(phone_app()).await;
    let page = john.open(&phone.url(&phone.request())).await;
    assert_eq!(form_action(&page), "form-action 'self' com.example.app:");
    phone.redirect_uri = "http://127.0.0.1:49152/callback".to_owned();
    let page = john.open(&phone.url(&phone.request())).await;
    assert!(form_action(&page).starts_with("form-action 'self' http://127.0.0.1:49152"));

    for url in ["/", "/logout", "/oauth/device", "/nowhere"] {
        assert_eq!(form_action(&john.open(url).await), "form-action 'self'", "{url}");
    }
}

#[tokio::test]
async fn https_is_asked_for_over_https_alone() {
    // row 97
    let https = TestServer::start().await;
    let http = TestServer::of(Setup { issuer: "http://127.0.0.1:3000", ..Setup::default() }).await;
    for path in ["/login", "/oauth/jwks", "/nowhere"] {
        assert!(https.wire.get(path).await.header("strict-transport-security").starts_with("max-age="), "{path}");
        assert_eq!(http.wire.get(path).await.header("strict-transport-security"), "", "{path}");
    }
}

#[tokio::test]
async fn answers_for_apps_forbid_sniffing_and_referrers_too() {
    // row 97
    let server = TestServer::start().await;
    for path in ["/oauth/token", "/oauth/jwks", "/api/v1/users/current_user", "/api/nowhere"] {
        let answer = server.wire.get(path).await;
        assert_eq!(
            (answer.header("x-content-type-options"), answer.header("referrer-policy")),
            ("nosniff", "no-referrer")
        );
    }
}

#[tokio::test]
async fn pages_come_in_the_persons_language() {
    let server = TestServer::start().await;
    let (mut english, mut french) = (server.browser(), server.browser());
    french.headers.insert("accept-language", "fr-CA,fr;q=0.9");
    let (english, french) = (english.open("/login").await, french.open("/login").await);
    assert_eq!(english.attributes("html", "lang"), ["en"]);
    assert_eq!(french.attributes("html", "lang"), ["fr"]);
    assert_ne!(english.headline(), french.headline());
}
