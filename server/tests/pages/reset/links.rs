//! What a link is worth: one password, for whom it was sent to, in its time.

use axum::http::StatusCode;
use oauth::model::{Ticket, TicketPurpose, UserState};
use oauth::types::Secret;
use time::Duration;

use super::{GOOD, ask, john, link, log_in, set};
use crate::support::{EMAIL, TestServer};

#[tokio::test]
async fn every_other_link_to_that_mailbox_is_worth_nothing_afterwards() {
    let server = TestServer::start().await;
    let link = link(&server, 1).await;
    let john = john(&server).await;
    // Two that were asked for at the same moment are both there.
    let other = Ticket {
        token: Secret::from("other".to_owned()).hash(),
        purpose: TicketPurpose::ResetPassword,
        email: john.email,
        user_id: Some(john.id),
        created_at: john.created_at,
        expires_at: john.created_at + Duration::days(36_500),
        used_at: None,
    };
    server.store().keep_ticket(&other).await.unwrap();
    let other = "/reset/finish?ticket=other";
    assert!(server.browser().open(other).await.has_form("/reset/finish"));
    set(&mut server.browser(), &link, GOOD).await;
    assert_eq!(server.browser().open(other).await.status(), StatusCode::GONE);
}

#[tokio::test]
async fn a_link_that_is_good_for_nothing_has_one_page_that_leads_on() {
    // row 107
    let server = TestServer::start().await;
    let replaced = link(&server, 1).await;
    let used = link(&server, 2).await;
    let mut browser = server.browser();
    let form = browser.open(&used).await;
    set(&mut browser, &used, GOOD).await;
    let twice = browser.submit(&form, "/reset/finish", &[("new_password", "plenty of rope and an end")]).await;
    assert!(!log_in(&mut server.browser(), GOOD).await.is_login(), "the first one counts");
    let expired = link(&server, 4).await;
    server.wait(30 * 60);
    let mut pages = vec![twice];
    for href in [&*replaced, &used, &expired, "/reset/finish", "/reset/finish?ticket=made-up"] {
        pages.push(server.browser().open(href).await);
    }
    for page in &pages {
        assert_eq!(page.status(), StatusCode::GONE, "{}", page.url);
        assert!(page.ways_on().contains(&"/reset".to_owned()), "{}", page.text());
        assert_eq!(page.text(), pages[0].text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_parallel_forms_one_sets_the_password() {
    let server = TestServer::start().await;
    let link = link(&server, 1).await;
    let mut tasks = Vec::new();
    for password in [GOOD, "plenty of rope and an end"] {
        let mut browser = server.browser();
        let page = browser.open(&link).await;
        tasks.push(tokio::spawn(async move {
            let answer = browser.submit(&page, "/reset/finish", &[("new_password", password)]).await;
            (answer.status(), password)
        }));
    }
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes.sort();
    assert_eq!(outcomes.iter().map(|(status, _)| *status).collect::<Vec<_>>(), [StatusCode::OK, StatusCode::GONE]);
    assert!(!log_in(&mut server.browser(), outcomes[0].1).await.is_login());
    assert!(log_in(&mut server.browser(), outcomes[1].1).await.is_login());
}

#[tokio::test]
async fn a_suspended_person_gets_no_link_and_an_older_one_is_worth_nothing() {
    let server = TestServer::start().await;
    let link = link(&server, 1).await;
    let john = john(&server).await;
    server.store().set_user_state(john.id, UserState::Suspended).await.unwrap();
    assert_eq!(server.browser().open(&link).await.status(), StatusCode::GONE);
    ask(&mut server.browser(), EMAIL).await;
    let letter = server.letter_to(EMAIL, 2).await;
    assert!(!letter.has_link() && letter.subject.contains("suspended"), "{letter:?}");
}

#[tokio::test]
async fn a_link_to_an_address_that_is_theirs_no_more_is_worth_nothing() {
    let server = TestServer::start().await;
    let link = link(&server, 1).await;
    let john = john(&server).await;
    server.store().set_email(john.id, &"new@example.com".parse().unwrap()).await.unwrap();
    assert_eq!(server.browser().open(&link).await.status(), StatusCode::GONE);
}
