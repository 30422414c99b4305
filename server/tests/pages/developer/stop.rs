//! Pausing, letting act again, deleting.

use oauth::model::{AuditEvent, ClientState};

use super::{Registered, confirm, log};

#[tokio::test]
async fn a_paused_app_is_refused_until_its_developer_lets_it_act_again() {
    let mut app = Registered::by_john().await;
    let work = app.at_work(&app.secret).await;
    let tokens = work.obtain_tokens(&mut app.john.clone()).await;
    let pause = app.href("/pause");
    let page = confirm(&mut app.john, &pause).await;
    assert!(page.text().contains("Nobody can connect it"), "{}", page.text());
    assert_eq!(app.client().await.state, ClientState::Paused);
    assert!(!work.refresh(&tokens.refresh).await.is_ok());
    assert!(app.john.open(&work.url(&work.request())).await.status().is_client_error());
    assert_eq!(app.john.open(&pause).await.url, app.href(""), "it is paused");

    let page = app.john.submit(&page, &app.href("/resume"), &[]).await;
    assert!(page.text().contains("The app may act again."), "{}", page.text());
    assert!(work.refresh(&tokens.refresh).await.is_ok(), "what people allowed it stays allowed");
    let log = log(&app.server, &app.id).await;
    let of_developer = log.iter().filter(|event| matches!(event, AuditEvent::ClientPaused | AuditEvent::ClientResumed));
    assert!(of_developer.eq([&AuditEvent::ClientResumed, &AuditEvent::ClientPaused]));
}

#[tokio::test]
async fn what_an_administrator_stopped_its_developer_cannot_start() {
    let mut app = Registered::by_john().await;
    let pause = app.href("/pause");
    let paused = confirm(&mut app.john, &pause).await;
    let asked = app.open("/delete").await;
    app.set(|client| client.state = ClientState::Suspended).await;
    // The form of a page that was open before.
    let page = app.john.submit(&paused, &app.href("/resume"), &[]).await;
    assert!(page.text().contains("only an administrator can let it act again"), "{}", page.text());
    let pausing = asked.form(&app.href("/delete")).fields;
    app.john.post(&pause, &pausing).await;
    assert_eq!(app.client().await.state, ClientState::Suspended);
    let page = app.open("").await;
    assert!(page.text().contains("Only an administrator can let it act again."), "{}", page.text());
    assert!(!page.has_form(&app.href("/resume")) && !page.ways_on().contains(&pause));
}

#[tokio::test]
async fn before_deleting_it_says_who_loses_what_and_then_all_is_gone() {
    let mut app = Registered::by_john().await;
    let delete = app.href("/delete");
    let page = app.john.open(&delete).await;
    assert!(page.text().contains("Nobody is connected to it."), "{}", page.text());
    let work = app.at_work(&app.secret).await;
    let first = work.obtain_tokens(&mut app.john.clone()).await;
    work.obtain_tokens(&mut app.john.clone()).await;
    let page = app.john.open(&delete).await;
    assert!(page.text().contains("1 person is connected to it"), "{}", page.text());
    assert!(page.text().contains("2 living accesses die with it."), "{}", page.text());

    let page = confirm(&mut app.john, &delete).await;
    assert!(page.url == "/developer/apps" && page.text().contains("Movie Box is deleted."), "{}", page.text());
    assert_eq!(log(&app.server, &app.id).await.first(), Some(&AuditEvent::ClientDeleted));
    assert!(!app.server.api().current_user(&first.access).await.is_ok());
    assert!(!work.refresh(&first.refresh).await.is_ok());
    assert!(!app.john.open("/developer/apps").await.text().contains("Movie Box"), "said once");
    assert_eq!(app.john.open(&app.href("")).await.status(), 404);
}

#[tokio::test]
async fn a_get_changes_nothing() {
    let mut app = Registered::by_john().await;
    let before = app.client().await;
    for page in ["/pause", "/resume", "/delete", "/secret", "/secret/end", "/edit"] {
        app.open(page).await;
    }
    assert_eq!(app.client().await, before);
}
