//! What stands in the log.

use oauth::model::Client;

use super::Terminal;
use crate::support::{Browser, Device, EMAIL, PASSWORD, Params, Tokens, WebApp, query_of, television, web_app};

#[tokio::test]
async fn no_secret_stands_in_the_log_however_much_is_logged() {
    // row 108
    let mut terminal = Terminal::new();
    terminal.set("SESAME_LOG_LEVEL", "trace");
    let server = terminal.serve("--demo");
    let mut secrets = vec![PASSWORD.to_owned(), "a wrong password".to_owned()];
    let mut browser = Browser::new(server.wire.clone(), server.url);

    // The code flow, with a wrong password on the way and a code that is used twice.
    let demo_web = Client {
        id: "demo-web".parse().unwrap(),
        redirect_uris: vec![format!("{}/demo/callback", server.url).parse().unwrap()],
        ..web_app()
    };
    let app = WebApp::new(server.wire.clone(), server.url, &demo_web);
    let page = browser.open(&app.url(&app.request())).await;
    secrets.push(browser.cookie().unwrap().to_owned());
    let page = browser.submit(&page, "/login", &[("username", EMAIL), ("password", "a wrong password")]).await;
    let page = browser.log_in_at(&page).await;
    secrets.push(browser.cookie().unwrap().to_owned());
    secrets.push(page.form("/oauth/consent").fields.get("csrf_token").unwrap().to_owned());
    secrets.push(page.form("/oauth/consent").fields.get("request").unwrap().to_owned());
    let page = browser.press(&page, "decision", "allow").await;
    let code = query_of(&format!("{}{}", server.url, page.url)).get("code").unwrap().to_owned();
    let tokens: Tokens = app.redeem(&code).await.into();
    assert!(app.is_alive(&tokens.access).await);
    let next: Tokens = app.refresh(&tokens.refresh).await.into();
    assert_eq!(app.redeem(&code).await.error(), "400 invalid_grant");
    assert_eq!(app.refresh(&next.refresh).await.error(), "400 invalid_grant");
    secrets.extend([code, app.verifier.clone(), "demo-web-secret".to_owned()]);
    for tokens in [tokens, next] {
        secrets.extend([tokens.access.rsplit('.').next().unwrap().to_owned(), tokens.refresh]);
    }

    // The device flow.
    let device = Device::new(server.wire.clone(), &Client { id: "demo-device".parse().unwrap(), ..television() });
    let codes = device.ask().await;
    let page = browser.open(&codes.complete).await;
    browser.press(&page, "decision", "connect").await;
    let answer = device.poll(&codes).await;
    secrets.extend([answer.get("refresh_token"), codes.device_code, codes.user_code]);

    // Refusals: what was sent is not repeated.
    app.token(&Params::of(&[("grant_type", "secret-grant-type"), ("code", "secret-code")])).await;
    server.wire.get("/oauth/token?client_secret=secret-in-query").await;
    server.wire.get("/nowhere?access_token=secret-in-query").await;
    secrets.extend(["secret-code".to_owned(), "secret-in-query".to_owned()]);

    assert_eq!(server.stop(), Some(0));
    let log = terminal.log();
    assert!(log.contains("TRACE") && log.contains("issued tokens"), "the search itself works");
    secrets.push(std::fs::read_to_string(terminal.path().join("data/secret")).unwrap().trim().to_owned());
    for secret in secrets {
        let line = log.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "{secret} stands in the log");
    }
}

#[test]
fn a_failure_of_ours_is_logged_under_the_id_the_answer_names() {
    // row 108 and the house's rule: no bare error without a reference
    let terminal = Terminal::new();
    let server = terminal.serve("");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let answer = runtime.block_on(server.wire.get("/oauth/consent?request=unknown"));
    let id = answer.header("x-request-id").to_owned();
    assert!(answer.text().contains(&id), "the page says it to the person");
    server.stop();
    assert!(
        terminal.log().lines().any(|line| line.contains(&id) && line.contains("problem page")),
        "{}",
        terminal.log()
    );
}
