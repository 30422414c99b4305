//! `/sign-up` and `/sign-up/finish`.

mod letters;

use axum::http::StatusCode;
use oauth::model::{AuditEvent, AuditQuery};

use crate::support::{Browser, EMAIL, Page, Setup, TestServer, web_app};

const ZOE: &str = "zoe@example.com";
const GOOD: &str = "five silly walnuts dance on mars";

async fn open_to_all() -> TestServer {
    TestServer::of(Setup { settings: &[("SESAME_SIGN_UP", "open")], ..Setup::default() }).await
}

async fn ask(browser: &mut Browser, email: &str) -> Page {
    let page = browser.open("/sign-up").await;
    browser.submit(&page, "/sign-up", &[("email", email)]).await
}

/// Asks for a link and gives it back; so many letters have been sent by then.
async fn link(server: &TestServer, many: usize) -> String {
    assert!(ask(&mut server.browser(), ZOE).await.answer.is_ok());
    server.letter_to(ZOE, many).await.link("/sign-up/finish")
}

async fn fill(browser: &mut Browser, page: &Page, changes: &[(&str, &str)]) -> Page {
    let mut typed = vec![("firstname", "Zoë"), ("lastname", "Martin"), ("new_password", GOOD)];
    typed.extend(changes);
    browser.submit(page, "/sign-up/finish", &typed).await
}

/// The page without what differs by chance.
fn comparable(page: &Page, email: &str) -> String {
    page.answer.text().replace(email, "[email]")
}

#[tokio::test]
async fn where_it_is_closed_a_friendly_page_says_so() {
    let server = TestServer::start().await;
    let mut browser = server.browser();
    for path in ["/sign-up", "/sign-up/finish?ticket=x"] {
        let page = browser.open(path).await;
        assert_eq!(page.status(), StatusCode::FORBIDDEN, "{path}");
        assert!(page.ways_on().contains(&"/login".to_owned()), "{}", page.text());
    }
    let login = browser.open("/login").await;
    assert!(!login.ways_on().iter().any(|href| href.starts_with("/sign-up")), "{:?}", login.ways_on());
    let token = login.form("/login").fields;
    for path in ["/sign-up", "/sign-up/finish"] {
        let page = browser.post(path, &token.clone().set("email", ZOE)).await;
        assert_eq!(page.status(), StatusCode::FORBIDDEN, "{path}");
    }
    server.letters(0).await;
}

#[tokio::test]
async fn the_demo_is_open() {
    let server = TestServer::of(Setup { issuer: "http://127.0.0.1:3000", demo: true, ..Setup::default() }).await;
    assert!(server.browser().open("/sign-up").await.has_form("/sign-up"));
    assert!(server.browser().open("/login").await.ways_on().contains(&"/sign-up".to_owned()));
}

#[tokio::test]
async fn what_is_no_address_is_told_by_its_field_and_kept() {
    // row 107
    let server = open_to_all().await;
    let endless = format!("{}@example.com", "x".repeat(10_000));
    for typed in [
        "",
        " ",
        "zoe",
        "zoe@",
        "zoe@exam ple.com",
        "<script>@example.com",
        "a\u{202e}b@example.com",
        "a@[127.0.0.1]",
        "a\0@example.com",
        &endless,
    ] {
        let page = ask(&mut server.browser(), typed).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
        let field = "input[name=email][aria-invalid=true][aria-describedby=email-problem]";
        assert_eq!(page.attributes(field, "id"), ["email"], "{typed:?}");
        // What HTML makes of a zero byte.
        assert_eq!(page.form("/sign-up").fields.get("email"), Some(&*typed.replace('\0', "\u{fffd}")));
        assert!(page.ways_on().contains(&"#email".to_owned()), "the summary leads to the field");
    }
    server.letters(0).await;
}

#[tokio::test]
async fn a_known_and_an_unknown_address_get_one_answer() {
    // row 104
    let server = open_to_all().await;
    let known = ask(&mut server.browser(), EMAIL).await;
    let unknown = ask(&mut server.browser(), ZOE).await;
    assert_eq!(known.url, unknown.url);
    assert!(unknown.text().contains(ZOE), "{}", unknown.text());
    assert_eq!(comparable(&known, EMAIL), comparable(&unknown, ZOE));
    let names = |page: &Page| page.answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(names(&known), names(&unknown));

    let to_john = server.letter_to(EMAIL, 2).await;
    assert!(!to_john.has_link() && to_john.link("/reset") == "https://id.example/reset", "{}", to_john.body);
    assert_eq!(to_john.subject, "You have an account at Sésame already");
    assert!(server.letter_to(ZOE, 2).await.has_link());
}

#[tokio::test]
async fn opening_the_link_uses_nothing_up_and_the_form_does() {
    let server = open_to_all().await;
    let link = link(&server, 1).await;
    for _ in 0..3 {
        assert!(server.browser().open(&link).await.has_form("/sign-up/finish"), "mail scanners open links");
    }
    assert_eq!(server.store().count_users().await.unwrap(), 1, "nobody before the form");
    let mut browser = server.browser();
    let page = browser.open(&link).await;
    let page = fill(&mut browser, &page, &[]).await;
    assert_eq!((page.status(), &*page.url), (StatusCode::OK, "/"));
    let zoe = server.store().user_by_email(&ZOE.parse().unwrap()).await.unwrap().unwrap();
    assert_eq!((zoe.full_name().as_str(), zoe.admin), ("Zoë Martin", false));
    assert!(browser.open("/logout").await.has_form("/logout"), "signed in");
}

#[tokio::test]
async fn a_link_that_is_good_for_nothing_has_one_page_that_leads_on() {
    // row 107
    let server = open_to_all().await;
    let older = link(&server, 1).await;
    let used = link(&server, 2).await;
    let (mut browser, mut slow) = (server.browser(), server.browser());
    let (page, other) = (browser.open(&used).await, slow.open(&used).await);
    fill(&mut browser, &page, &[]).await;
    let late = fill(&mut slow, &other, &[]).await;

    ask(&mut server.browser(), "late@example.com").await;
    let expired = server.letter_to("late@example.com", 3).await.link("/sign-up/finish");
    let reset = browser.open("/reset").await;
    browser.submit(&reset, "/reset", &[("email", EMAIL)]).await;
    let foreign = server.letter_to(EMAIL, 4).await.link("/reset/finish").replace("/reset/", "/sign-up/");
    let mut pages = vec![late];
    for href in
        [&*older, &used, &foreign, "/sign-up/finish", "/sign-up/finish?ticket=", "/sign-up/finish?ticket=made-up"]
    {
        pages.push(server.browser().open(href).await);
    }
    server.wait(24 * 60 * 60);
    pages.push(server.browser().open(&expired).await);
    for page in &pages {
        assert_eq!(page.status(), StatusCode::GONE, "{}", page.url);
        assert_eq!(page.text(), pages[1].text(), "{}", page.url);
        for way in ["/sign-up", "/login"] {
            assert!(page.ways_on().contains(&way.to_owned()), "{}", page.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_parallel_forms_one_makes_the_account() {
    let server = open_to_all().await;
    let link = link(&server, 1).await;
    let mut tasks = Vec::new();
    for _ in 0..2 {
        let mut browser = server.browser();
        let page = browser.open(&link).await;
        tasks.push(tokio::spawn(async move { fill(&mut browser, &page, &[]).await.status() }));
    }
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::GONE]);
    assert_eq!(server.store().count_users().await.unwrap(), 2);
}

#[tokio::test]
async fn what_was_typed_is_kept_except_the_password() {
    // rows 103, 107
    let server = open_to_all().await;
    let link = link(&server, 1).await;
    let mut browser = server.browser();
    let page = browser.open(&link).await;
    let hostile = "<b>Zoë</b>\"'&";
    for weak in [
        "",
        "fourteen chars",
        "passwordpassword",
        "correct horse battery staple",
        "zoe@example.com",
        &"rope and walnuts ".repeat(70),
    ] {
        let answer = fill(&mut browser, &page, &[("firstname", hostile), ("new_password", weak)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{weak}");
        let fields = answer.form("/sign-up/finish").fields;
        assert_eq!((fields.get("firstname"), fields.get("lastname")), (Some(hostile), Some("Martin")));
        assert_eq!(fields.get("new_password"), Some(""), "{weak}");
        assert!(answer.ways_on().contains(&"#new_password".to_owned()), "{weak}");
        assert!(fill(&mut browser, &answer, &[("new_password", "")]).await.has_form("/sign-up/finish"));
    }
    assert!(fill(&mut browser, &page, &[("firstname", hostile)]).await.answer.is_ok(), "markup is text like any other");
    assert!(browser.open("/").await.answer.text().contains("&lt;b&gt;"), "and stays text");
}

#[tokio::test]
async fn names_have_ink_and_an_end() {
    let server = open_to_all().await;
    let link = link(&server, 1).await;
    let mut browser = server.browser();
    let page = browser.open(&link).await;
    let endless = "é".repeat(10_000);
    for name in ["", "  ", "\u{3164}", "Zo\u{202e}e", "Zoe\r\nBcc: x", "Z\0e", "\u{200f}", &endless] {
        let answer = fill(&mut browser, &page, &[("firstname", name)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name:.20?}");
        assert!(answer.ways_on().contains(&"#firstname".to_owned()), "{name:.20?}");
    }
    let answer = fill(&mut browser, &page, &[("lastname", "\u{202e}"), ("new_password", "")]).await;
    assert!(["#lastname", "#new_password"].iter().all(|way| answer.ways_on().contains(&(*way).to_owned())));
    assert!(fill(&mut browser, &page, &[("lastname", "")]).await.answer.is_ok(), "many people have one name");
}

#[tokio::test]
async fn it_ends_at_the_consent_page_of_the_app_in_any_browser() {
    let server = open_to_all().await;
    let app = server.web_app(web_app()).await;
    let mut browser = server.browser();
    let login = browser.open(&app.url(&app.request())).await;
    let sign_up = login.ways_on().into_iter().find(|href| href.starts_with("/sign-up")).unwrap();
    let page = browser.open(&sign_up).await;
    browser.submit(&page, "/sign-up", &[("email", ZOE)]).await;
    let link = server.letter_to(ZOE, 1).await.link("/sign-up/finish");

    let mut other = server.browser();
    let page = other.open(&link).await;
    assert!(page.text().contains("to continue to"), "{}", page.text());
    let consent = fill(&mut other, &page, &[]).await;
    assert_eq!(consent.path(), "/oauth/consent", "{}", consent.text());
    let page = other.press(&consent, "decision", "allow").await;
    assert!(app.received(&page).get("code").is_some(), "{}", page.url);
}

#[tokio::test]
async fn who_is_signed_in_goes_on() {
    let server = open_to_all().await;
    assert_eq!(server.john().await.open("/sign-up?next=device").await.path(), "/oauth/device");
}

#[tokio::test]
async fn the_log_of_events_says_who_and_the_store_holds_no_link() {
    // row 108
    let server = open_to_all().await;
    let link = link(&server, 1).await;
    let ticket = link.split("ticket=").nth(1).unwrap();
    let mut browser = server.browser();
    let page = browser.open(&link).await;
    fill(&mut browser, &page, &[]).await;
    let records = server.store().audit(&AuditQuery { limit: 10, ..AuditQuery::default() }).await.unwrap();
    let events: Vec<_> = records.iter().rev().map(|record| record.entry.event).collect();
    assert_eq!(events, [AuditEvent::SignUpAsked, AuditEvent::AccountCreated, AuditEvent::SignIn]);
    assert!(records[0].entry.user_id.is_some() && records[0].entry.from.address.is_some());
    for entry in std::fs::read_dir(server.directory.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(ticket.len()).any(|window| window == ticket.as_bytes()), "{}", path.display());
        }
    }
}
