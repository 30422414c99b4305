//! Whoever reads the database file learns nothing that opens anything.

use std::fs;
use std::path::Path;

use oauth::model::{Client, TokenFormat};

use crate::support::{
    Codes, EMAIL, PASSWORD, Params, TestServer, Tokens, confidential, console, query_of, service, web_app,
};

/// Every byte of the database, of its log and its index: rows, and what deleted rows left behind.
fn database_bytes(directory: &Path) -> Vec<u8> {
    let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let database = files.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("sesame.db"));
    database.flat_map(|path| fs::read(path).unwrap()).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn no_token_code_secret_or_password_stands_in_the_database() {
    // rows 29, 105, 108 (RFC 6749 §10, RFC 8628 §5.2, RFC 9700 §4)
    let server = TestServer::on_a_file().await;
    let mut secrets = vec![PASSWORD.to_owned()];

    let opaque = Client {
        id: "opaque".parse().unwrap(),
        authentication: confidential("opaque-secret"),
        token_format: TokenFormat::Opaque,
        ..web_app()
    };
    let mut browser = server.browser();
    for client in [web_app(), opaque] {
        let app = server.web_app(client).await;
        browser.open("/login").await;
        secrets.push(browser.cookie().unwrap().to_owned());
        let page = browser.open(&app.url(&app.request())).await;
        let page = if page.is_login() { browser.log_in_at(&page).await } else { page };
        secrets.push(browser.cookie().unwrap().to_owned());
        let request = query_of(&format!("https://id.example{}", page.url));
        secrets.push(request.get("request").unwrap().to_owned());
        let page = browser.press(&page, "decision", "allow").await;
        let code = app.received(&page).get("code").unwrap().to_owned();
        let tokens: Tokens = app.redeem(&code).await.into();
        let next: Tokens = app.refresh(&tokens.refresh).await.into();
        secrets.extend([code, tokens.refresh, next.refresh, app.verifier, format!("{}-secret", app.id)]);
        secrets.extend([&tokens.access, &next.access].map(|jwt| jwt.rsplit('.').next().unwrap().to_owned()));
    }

    let device = server.device(console()).await;
    for button in ["connect", "refuse"] {
        let codes: Codes = device.ask().await;
        let page = browser.open(&codes.complete).await;
        browser.press(&page, "decision", button).await;
        let answer = device.poll(&codes).await;
        if answer.is_ok() {
            secrets.push(answer.get("refresh_token"));
        }
        secrets.extend([codes.device_code, codes.user_code.replace('-', ""), codes.user_code]);
    }
    let app = server.web_app(service()).await;
    let token = app.token(&Params::of(&[("grant_type", "client_credentials")])).await.get("access_token");
    secrets.extend([token.rsplit('.').next().unwrap().to_owned(), "service-secret".to_owned()]);
    secrets.push("console-secret".to_owned());
    secrets.push(fs::read_to_string(server.directory.path().join("secret")).unwrap().trim().to_owned());

    let bytes = database_bytes(server.directory.path());
    for known in [EMAIL, "web-app", "$argon2id$", "https://app.example/callback"] {
        assert!(holds(&bytes, known), "the search itself works: {known}");
    }
    for secret in secrets {
        assert!(!holds(&bytes, &secret), "{secret} stands in the database in clear");
    }
    for marker in ["PRIVATE KEY", "\"d\":"] {
        assert!(!holds(&bytes, marker), "a private key in clear: {marker}");
    }
}
