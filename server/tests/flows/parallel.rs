//! Many at once: exactly one wins.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use oauth::model::{AuditEvent, AuditQuery};

use crate::support::{Answer, TestServer, Tokens, television, web_app};

/// All requests under way together, on two threads.
async fn at_once<F>(requests: impl Iterator<Item = F>) -> Vec<Answer>
where
    F: Future<Output = Answer> + Send + 'static,
{
    let tasks: Vec<_> = requests.map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

fn won(answers: &[Answer]) -> Vec<&Answer> {
    answers.iter().filter(|answer| answer.status == StatusCode::OK).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_parallel_redemptions_of_one_code_exactly_one_succeeds() {
    // rows 7, 8 (RFC 6749 §4.1.2, §10.5)
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    for many in [2, 200] {
        let code = app.obtain_code(&mut john).await;
        let answers = at_once((0..many).map(|_| {
            let (app, code) = (app.clone(), code.clone());
            async move { app.redeem(&code).await }
        }))
        .await;
        assert_eq!(won(&answers).len(), 1, "of {many}");
        for lost in answers.iter().filter(|answer| !answer.is_ok()) {
            assert_eq!(lost.error(), "400 invalid_grant");
        }
        // The code was shown twice: what the first one got is worth nothing any more.
        assert!(!app.is_alive(&won(&answers)[0].get("access_token")).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_parallel_polls_of_an_approved_code_exactly_one_succeeds() {
    // rows 8, 29 (RFC 8628 §5.2)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    let mut john = server.john().await;
    let page = john.open(&codes.complete).await;
    john.press(&page, "decision", "connect").await;
    let answers = at_once((0..50).map(|_| {
        let (device, codes) = (device.clone(), codes.clone());
        async move { device.poll(&codes).await }
    }))
    .await;
    assert_eq!(won(&answers).len(), 1);
    assert!(server.api().current_user(&won(&answers)[0].get("access_token")).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_parallel_refreshes_leave_one_living_family() {
    // row 71 (RFC 9700 §4.14.2): a client that asks twice by mistake does not lose its session
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let tokens = app.obtain_tokens(&mut server.john().await).await;
    let answers = at_once((0..50).map(|_| {
        let (app, refresh) = (app.clone(), tokens.refresh.clone());
        async move { app.refresh(&refresh).await }
    }))
    .await;
    let successors: BTreeSet<_> = answers.iter().map(|answer| answer.get("refresh_token")).collect();
    assert_eq!(successors.len(), 1, "all got the same one");
    for answer in &answers {
        assert!(app.is_alive(&answer.get("access_token")).await);
    }
    let next: Tokens = app.refresh(successors.first().unwrap()).await.into();
    assert!(app.is_alive(&next.access).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_parallel_answers_to_one_request_exactly_one_counts_and_each_reaches_the_app() {
    // row 107: a double click. The first answer is the person's, for the others it was given in advance.
    let server = TestServer::start().await;
    let app = server.web_app(web_app()).await;
    let mut john = server.john().await;
    let page = john.open(&app.url(&app.request())).await;
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let fields = page.form("/oauth/consent").fields.set("decision", "allow");
            let mut john = john.clone();
            tokio::spawn(async move { john.post("/oauth/consent", &fields).await })
        })
        .collect();
    let mut codes = BTreeSet::new();
    for task in tasks {
        codes.insert(app.received(&task.await.unwrap()).get("code").unwrap().to_owned());
    }
    assert_eq!(codes.len(), 10);
    let given = AuditQuery { event: Some(AuditEvent::ConsentGiven), limit: 20, ..AuditQuery::default() };
    assert_eq!(server.store().audit(&given).await.unwrap().len(), 1);
}
