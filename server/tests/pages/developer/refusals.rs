//! What is not possible, and how it is said.

use axum::http::StatusCode;

use super::{NO_FILE, Registered, jane, john, register, web_app};
use crate::support::{Page, Params, TestServer};

const PAGES: [&str; 7] = ["", "/problems", "/edit", "/secret", "/secret/end", "/pause", "/delete"];
const FORMS: [&str; 6] = ["/edit", "/secret", "/secret/end", "/pause", "/resume", "/delete"];

/// What is said beside this field, which is marked as wrong and named by the summary.
pub(super) fn beside(page: &Page, field: &str) -> String {
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    let said = page.texts(&format!("#{field}-problem")).join(" ");
    assert!(page.attributes("#summary a", "href").contains(&format!("#{field}")), "{field}: {}", page.text());
    let invalid = page.attributes(&format!("#{field}"), "aria-invalid");
    assert_eq!(invalid, ["true"], "{field}");
    let described = page.attributes(&format!("[aria-describedby~={field}-problem]"), "aria-describedby");
    assert_eq!(described.len(), 1, "{field}");
    said
}

#[tokio::test]
async fn whoever_is_not_signed_in_signs_in_first_and_comes_back() {
    let app = Registered::by_john().await;
    let pages = PAGES.map(|page| app.href(page));
    let others = ["/developer/apps".to_owned(), "/developer/apps/new".to_owned()];
    for path in pages.into_iter().chain(others) {
        let mut browser = app.server.browser();
        let page = browser.open(&path).await;
        assert!(page.is_login(), "{path}");
        let page = browser.log_in_at(&page).await;
        // There is no old secret to end: that page leads back to the application.
        assert!(page.url == path || path.ends_with("/secret/end"), "{path} became {}", page.url);
    }
}

#[tokio::test]
async fn somebody_elses_app_is_not_found_not_even_by_an_administrator() {
    let app = Registered::by_john().await;
    let (jane, mut browser) = jane(&app.server).await;
    let token = browser.open("/logout").await.form("/logout").fields.get("csrf_token").unwrap().to_owned();
    let fields = Params::of(&[("csrf_token", &token), ("old", "now")]);
    let before = app.client().await;
    for admin in [false, true] {
        app.server.store().set_admin(jane.id, admin).await.unwrap();
        for page in PAGES {
            assert_eq!(browser.open(&app.href(page)).await.status(), StatusCode::NOT_FOUND, "{page}");
        }
        for page in FORMS {
            let answer = match page {
                "/edit" => browser.upload(&app.href(page), &fields, NO_FILE).await,
                _ => browser.post(&app.href(page), &fields).await,
            };
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{page}");
        }
        assert!(!browser.open("/developer/apps").await.text().contains("Movie Box"));
    }
    assert_eq!(app.client().await, before);
    for nobody in ["nothing", "12345", "%00", "..%2F..", "é"] {
        let page = browser.open(&format!("/developer/apps/{nobody}")).await;
        assert_eq!(page.status(), StatusCode::NOT_FOUND, "{nobody}");
    }
}

#[tokio::test]
async fn an_app_of_the_command_line_is_nobodys_here() {
    let server = TestServer::start().await;
    server.register(&crate::support::web_app()).await;
    let mut john = server.john().await;
    assert!(john.open("/developer/apps").await.text().contains("No app yet"));
    assert_eq!(john.open("/developer/apps/web-app").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_the_token_no_form_counts() {
    // row 100
    let mut app = Registered::by_john().await;
    let before = app.client().await;
    for token in ["", "wrong"] {
        let fields = web_app().set("name", "Stolen").set("old", "now").set("csrf_token", token);
        for page in FORMS {
            let href = app.href(page);
            let answer = match page {
                "/edit" => app.john.upload(&href, &fields, NO_FILE).await,
                _ => app.john.post(&href, &fields).await,
            };
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{page}");
            assert!(!answer.ways_on().is_empty(), "{page}");
        }
        let answer = app.john.upload("/developer/apps/new?kind=web", &fields, NO_FILE).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    }
    assert_eq!(app.client().await, before);
    assert_eq!(app.server.store().count_clients().await.unwrap(), 1);
}

#[tokio::test]
async fn each_field_says_its_own_mistakes_and_keeps_what_was_typed() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let (long, longer) = ("é".repeat(101), "é".repeat(501));
    let url = |tail: &str| format!("https://movies.example/{tail}");
    for (field, typed, said) in [
        ("name", "", "Please give the app a name."),
        ("name", "   ", "Please give the app a name."),
        ("name", "\u{3164}", "Please give the app a name."),
        ("name", &*long, "The name is too long"),
        ("name", "Movie\u{202E}xoB", "characters that cannot be seen"),
        ("name", "Movie\u{200B}Box", "characters that cannot be seen"),
        ("site_url", "movies", "A website starts with https://"),
        ("site_url", "javascript:alert(1)", "A website starts with https://"),
        ("site_url", "https://bank.example@evil.example/", "A website starts with https://"),
        ("site_url", &*url(&"a".repeat(2000)), "A website starts with https://"),
        ("description", &*longer, "The description is too long"),
        ("description", "Films\u{202E}", "characters that cannot be seen"),
        ("redirect_uris", "", "at least one redirect URL"),
        ("redirect_uris", " \n\n", "at least one redirect URL"),
        ("redirect_uris", "/callback", "“/callback”: it is not a whole URL."),
        ("redirect_uris", "https://movies.example/#top", "nothing may stand after a #"),
        ("redirect_uris", "https://me@movies.example/", "a user name or an @"),
        ("redirect_uris", "http://movies.example/", "http:// is only for your own machine"),
        ("redirect_uris", "movies:/callback", "an app’s own scheme is its domain reversed"),
        ("redirect_uris", "javascript:alert(1)", "an app’s own scheme is its domain reversed"),
        ("redirect_uris", "https://movies.example/a b", "at most 2000 printable ASCII characters"),
        ("redirect_uris", &*url(&"a".repeat(2000)), "at most 2000 printable ASCII characters"),
        ("redirect_uris", "https://аpple.example/cb", "https://xn--pple-43d.example/cb"),
        ("redirect_uris", "https://movies.example/\u{202E}gpj", "“https://movies.example/\\u{202e}gpj”"),
        (
            "redirect_uris",
            &*(0..21).map(|n| url(&n.to_string())).collect::<Vec<_>>().join("\n"),
            "at most 20 redirect URLs",
        ),
        ("failure_redirect_uri", "nowhere", "“nowhere”: it is not a whole URL."),
        ("failure_redirect_uri", "http://movies.example/", "http:// is only for your own machine"),
        ("failure_redirect_uri", "https://аpple.example/", "https://xn--pple-43d.example/"),
        ("scope", "", "tick at least one thing"),
        ("scope", "nothing", "There is no scope nothing any more."),
        ("scope", "no\"quote", "is no scope"),
    ] {
        let page = register(&mut john, "web", &web_app().set(field, typed)).await;
        assert!(beside(&page, field).contains(said), "{field} = {typed:?}: {}", page.text());
        assert_eq!(page.texts("#summary li").len(), 1, "{field} = {typed:?}: {}", page.text());
        let kept = match field {
            "scope" => continue,
            "description" | "redirect_uris" => {
                page.html().select(&area(field)).map(|area| area.text().collect()).collect()
            }
            _ => page.attributes(&format!("#{field}"), "value"),
        };
        assert_eq!(kept, [typed], "{field}");
    }
    assert_eq!(server.store().count_clients().await.unwrap(), 0);
}

fn area(name: &str) -> scraper::Selector {
    scraper::Selector::parse(&format!("textarea#{name}")).unwrap()
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once_in_the_persons_language() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    john.headers.insert("accept-language", "fr");
    let typed = web_app()
        .set("name", "")
        .set("redirect_uris", "https://movies.example/ok\n/one\nhttp://two.example/\n")
        .without("scope");
    let page = register(&mut john, "web", &typed).await;
    assert_eq!(page.texts("#summary li").len(), 4, "{}", page.text());
    assert!(page.text().contains("Veuillez donner un nom à l’application."), "{}", page.text());
    let both = beside(&page, "redirect_uris");
    assert!(both.contains("« /one »") && both.contains("« http://two.example/ »"), "{both}");
    assert!(!both.contains("movies.example/ok"), "that one is right: {both}");
}

#[tokio::test]
async fn markup_is_a_name_like_any_other() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let name = "<script>alert(1)</script>\"'&";
    let page = register(&mut john, "web", &web_app().set("name", name).set("description", "<b>Films</b>")).await;
    assert_eq!(page.headline(), name);
    assert!(page.answer.is_ok() && !page.answer.text().contains("<script>alert"), "{}", page.answer);
    for path in ["/developer/apps".to_owned(), format!("{}/delete", page.url), format!("{}/edit", page.url)] {
        let page = john.open(&path).await;
        assert!(page.text().contains(name) && !page.answer.text().contains("<script>alert"), "{path}");
    }
}

#[tokio::test]
async fn a_site_in_another_alphabet_is_shown_in_punycode() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let page = register(&mut john, "web", &web_app().set("site_url", "https://аpple.example/")).await;
    assert!(page.text().contains("https://xn--pple-43d.example/"), "{}", page.text());
    assert!(!page.text().contains("аpple"), "{}", page.text());
}

#[tokio::test]
async fn a_service_is_given_more_by_an_administrator_alone() {
    let server = TestServer::start().await;
    let mut browser = server.john().await;
    let form = browser.open("/developer/apps/new?kind=service").await;
    assert_eq!(form.attributes("input[name=scope]", "value"), ["read"]);
    assert!(form.text().contains("Nobody is asked about what a service does"), "{}", form.text());
    let page = register(&mut browser, "service", &Params::of(&[("name", "Nightly"), ("scope", "stats")])).await;
    assert!(beside(&page, "scope").contains("A service cannot have stats"), "{}", page.text());

    server.store().set_admin(john(&server).await.id, true).await.unwrap();
    let page = register(&mut browser, "service", &Params::of(&[("name", "Nightly"), ("scope", "stats")])).await;
    assert_eq!((page.status(), &*page.headline()), (StatusCode::OK, "Nightly"));
}

#[tokio::test]
async fn what_is_not_the_developers_to_set_is_not_set() {
    let server = TestServer::start().await;
    let mut browser = server.john().await;
    let typed = web_app().set("trusted", "yes").set("verified", "yes").set("grant_type", "password");
    let typed = typed.set("id", "admin").set("owner", "1").set("require_pkce", "no").set("state", "active");
    let page = register(&mut browser, "web", &typed).await;
    let id = page.url.rsplit('/').next().unwrap().to_owned();
    let client = server.store().client(&id.parse().unwrap()).await.unwrap().unwrap();
    assert!(!client.trusted && !client.verified && client.require_pkce && id != "admin");
    assert_eq!(client.owner, Some(john(&server).await.id));
    let grants: Vec<_> = client.grant_types.iter().map(|grant| grant.as_str()).collect();
    assert_eq!(grants, ["authorization_code", "refresh_token"]);
}
