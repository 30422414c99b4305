//! How many applications a person may register, who may at all, and how much a form may hold.

use axum::http::StatusCode;

use super::refusals::beside;
use super::{NO_FILE, Registered, confirm, jane, john, register, send, web_app};
use crate::support::{Setup, TestServer};

#[tokio::test]
async fn one_person_has_25_apps_at_most() {
    let app = Registered::by_john().await;
    let owned = app.client().await;
    for n in 1..25 {
        let id = format!("app-{n}").parse().unwrap();
        app.server.register(&oauth::model::Client { id, ..owned.clone() }).await;
    }
    let mut browser = app.john.clone();
    let page = browser.open("/developer/apps/new?kind=web").await;
    assert_eq!(page.url, "/developer/apps");
    assert!(page.text().contains("You have 25 apps"), "{}", page.text());
    let token = browser.open("/logout").await.form("/logout").fields.get("csrf_token").unwrap().to_owned();
    browser.upload("/developer/apps/new?kind=web", &web_app().set("csrf_token", &token), NO_FILE).await;
    assert_eq!(app.server.store().count_clients().await.unwrap(), 25);

    app.server.store().set_admin(john(&app.server).await.id, true).await.unwrap();
    register(&mut browser, "web", &web_app()).await;
    assert_eq!(app.server.store().count_clients().await.unwrap(), 26);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_forms_at_once_as_many_count_as_there_is_room_for() {
    let app = Registered::by_john().await;
    let owned = app.client().await;
    for n in 1..24 {
        let id = format!("app-{n}").parse().unwrap();
        app.server.register(&oauth::model::Client { id, ..owned.clone() }).await;
    }
    let mut john = app.john.clone();
    let path = "/developer/apps/new?kind=web";
    let token = john.open(path).await.form(path).fields.get("csrf_token").unwrap().to_owned();
    let fields = web_app().set("csrf_token", &token);
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let (mut browser, fields) = (john.clone(), fields.clone());
        tasks.push(tokio::spawn(async move { browser.upload(path, &fields, NO_FILE).await.answer.is_ok() }));
    }
    for task in tasks {
        assert!(task.await.unwrap());
    }
    assert_eq!(app.server.store().count_clients().await.unwrap(), 25);
}

#[tokio::test]
async fn texts_without_end_are_not_read_to_it() {
    let mut app = Registered::by_john().await;
    let endless = web_app().set("description", &"é".repeat(40_000));
    let lines = (0..7_000).fold(web_app(), |fields, _| fields.also("x", ""));
    let many = (0..70).fold(web_app(), |fields, n| fields.also(&format!("field{n}"), &"a".repeat(1_000)));
    for typed in [endless, many, (0..20_000).fold(lines, |fields, _| fields.also("y", ""))] {
        let page = register(&mut app.john, "web", &typed).await;
        assert_eq!(page.status(), StatusCode::PAYLOAD_TOO_LARGE, "{}", page.text());
    }
    // A page full of lines is read, and not held line by line against each other.
    let lines = web_app().set("redirect_uris", &"/\n".repeat(20_000));
    let page = register(&mut app.john, "web", &lines).await;
    assert!(beside(&page, "redirect_uris").contains("at most 20 redirect URLs"), "{}", page.text());
    assert_eq!(page.texts("#summary li").len(), 1);
    assert_eq!(app.server.store().count_clients().await.unwrap(), 1);
}

#[tokio::test]
async fn where_only_administrators_register_others_keep_what_they_have() {
    let setup = Setup { settings: &[("SESAME_DEVELOPERS", "admins")], ..Setup::default() };
    let server = TestServer::of(setup).await;
    let mut browser = server.john().await;
    let page = browser.open("/developer/apps/new").await;
    assert!(page.url == "/developer/apps" && page.text().contains("only administrators"), "{}", page.text());
    let john = john(&server).await;
    server.store().set_admin(john.id, true).await.unwrap();
    let page = register(&mut browser, "web", &web_app()).await;
    assert_eq!(page.headline(), "Movie Box");
    // Another one has to stay.
    let jane = jane(&server).await.0;
    server.store().set_admin(jane.id, true).await.unwrap();
    server.store().set_admin(john.id, false).await.unwrap();
    let edit = format!("{}/edit", page.url);
    let page = send(&mut browser, &edit, &web_app().set("name", "Movies"), NO_FILE).await;
    assert_eq!(page.headline(), "Movies");
    let page = confirm(&mut browser, &edit.replace("/edit", "/delete")).await;
    assert!(page.text().contains("Movies is deleted."), "{}", page.text());
}

#[tokio::test]
async fn a_body_that_is_no_form_with_a_file_is_refused() {
    let mut app = Registered::by_john().await;
    let token = app.john.open("/logout").await.form("/logout").fields.get("csrf_token").unwrap().to_owned();
    for path in ["/developer/apps/new?kind=web".to_owned(), app.href("/edit")] {
        let page = app.john.post(&path, &web_app().set("csrf_token", &token)).await;
        assert!(page.status().is_client_error(), "{path}: {}", page.answer);
    }
}
