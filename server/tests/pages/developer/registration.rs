//! From the form to a token.

use oauth::model::AuditEvent;

use super::{Registered, log, register, shown, web_app};
use crate::support::{Params, TestServer};

#[tokio::test]
async fn the_secret_is_shown_once_and_is_the_one_that_works() {
    let mut app = Registered::by_john().await;
    assert_eq!(app.id.len(), 32);
    let tokens = app.at_work(&app.secret).await.obtain_tokens(&mut app.john.clone()).await;
    assert!(app.server.api().current_user(&tokens.access).await.is_ok());
    let again = app.open("").await;
    assert_eq!(shown(&again), [&*app.id], "once");
    assert!(!again.answer.text().contains(&app.secret));
    assert_eq!(log(&app.server, &app.id).await.last(), Some(&AuditEvent::ClientCreated));
}

#[tokio::test]
async fn on_its_way_to_the_page_the_secret_rests_sealed() {
    // row 105
    let server = TestServer::on_a_file().await;
    let mut john = server.john().await;
    let form = john.open("/developer/apps/new?kind=web").await;
    let token = form.form("/developer/apps/new?kind=web").fields.get("csrf_token").unwrap().to_owned();
    let fields = web_app().set("csrf_token", &token);
    let request = crate::support::multipart("/developer/apps/new?kind=web", &fields.pairs(), super::NO_FILE);
    let answer = john.send(request).await;
    let location = answer.header("location").to_owned();
    assert!(answer.status == 303 && location.starts_with("/developer/apps/") && !location.contains('?'), "{answer}");
    // What a thief of the database would read, before the page has taken it.
    let mut stored = Vec::new();
    for file in std::fs::read_dir(server.directory.path()).unwrap() {
        stored.extend(std::fs::read(file.unwrap().path()).unwrap_or_default());
    }
    let page = john.open(&location).await;
    let [_, secret] = <[String; 2]>::try_from(shown(&page)).unwrap();
    let contains = |needle: &str| stored.windows(needle.len()).any(|window| window == needle.as_bytes());
    assert!(contains("Movie Box"), "the test reads the right files");
    assert!(!contains(&secret));
}

#[tokio::test]
async fn the_list_names_each_app_and_what_is_to_know_about_it() {
    let mut app = Registered::by_john().await;
    let page = app.john.open("/developer/apps").await;
    for words in ["1 app", "Movie Box", "Web app", "nobody connected", "Active", "Not verified"] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    app.at_work(&app.secret).await.obtain_tokens(&mut app.john.clone()).await;
    app.set(|client| client.verified = true).await;
    let page = app.john.open("/developer/apps").await;
    assert!(page.text().contains("1 person connected") && !page.text().contains("Not verified"), "{}", page.text());
    assert!(page.ways_on().contains(&app.href("")));
}

#[tokio::test]
async fn a_refused_request_is_shown_with_the_rule_it_broke() {
    let mut app = Registered::by_john().await;
    assert!(app.open("/problems").await.text().contains("Nothing was refused"));
    let work = app.at_work(&app.secret).await;
    let wrong = work.request().set("redirect_uri", "https://movies.example/callback/");
    for _ in 0..2 {
        app.john.open(&work.url(&wrong)).await;
    }
    let page = app.open("/problems").await;
    for words in [
        "https://movies.example/callback/",
        "https://movies.example/callback",
        "Authorization request",
        "RFC 9700 §4.1.3",
        "2 times since 1 March 2026",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let rule = "https://www.rfc-editor.org/rfc/rfc9700#section-4.1.3";
    assert!(page.ways_on().iter().any(|href| href == rule), "{:?}", page.ways_on());
    app.john.headers.insert("accept-language", "fr");
    assert!(app.open("/problems").await.text().contains("redirect_uri n’est pas une adresse que l’application"));
    app.john.headers.insert("accept-language", "en");
    assert!(app.open("").await.text().contains("1 kind of request was refused lately"));
    assert!(app.john.open("/developer/apps").await.text().contains("1 problem in the last days"));

    app.at_work("not the secret").await.token(&Params::of(&[("grant_type", "client_credentials")])).await;
    let page = app.open("/problems").await;
    assert!(page.text().contains("invalid_client") && !page.text().contains("not the secret"), "{}", page.text());

    // A week later they are history in the list, and still there to be read.
    app.server.wait(8 * 86_400);
    assert!(!app.john.open("/developer/apps").await.text().contains("in the last days"));
    assert!(app.open("/problems").await.text().contains("invalid_client"));
}

#[tokio::test]
async fn a_mistake_in_the_form_registers_nothing() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    register(&mut john, "web", &web_app().set("name", "")).await;
    assert_eq!(server.store().count_clients().await.unwrap(), 0);
}
