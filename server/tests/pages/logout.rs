//! `/logout`.

use crate::support::TestServer;

#[tokio::test]
async fn opening_the_page_signs_nobody_out() {
    // row 101
    let server = TestServer::start().await;
    let mut john = server.john().await;
    john.open("/logout").await;
    assert!(john.open("/logout").await.has_form("/logout"));
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    // row 101
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let mut copy = john.clone();
    let page = john.open("/logout").await;
    let page = john.submit(&page, "/logout", &[]).await;
    assert!(page.answer.is_ok() && !page.has_form("/logout"));
    assert!(john.cookie().is_none() || john.cookie() != copy.cookie());
    // The old cookie, kept by somebody, opens nothing.
    assert!(!copy.open("/logout").await.has_form("/logout"));
    assert!(copy.open("/oauth/device").await.is_login());
}

#[tokio::test]
async fn one_browser_signed_out_leaves_the_other_signed_in() {
    // row 101
    let server = TestServer::start().await;
    let (mut here, mut there) = (server.john().await, server.john().await);
    let page = here.open("/logout").await;
    here.submit(&page, "/logout", &[]).await;
    assert!(there.open("/logout").await.has_form("/logout"));
}

#[tokio::test]
async fn a_session_ends_by_itself() {
    // row 101 (ASVS 7.3)
    let server = TestServer::start().await;
    let mut idle = server.john().await;
    server.wait(14 * 24 * 60 * 60);
    assert!(idle.open("/oauth/device").await.is_login(), "two weeks without coming by");

    let mut busy = server.john().await;
    for _ in 0..4 {
        server.wait(7 * 24 * 60 * 60);
        assert!(!busy.open("/oauth/device").await.is_login());
    }
    server.wait(2 * 24 * 60 * 60);
    assert!(busy.open("/oauth/device").await.is_login(), "thirty days however busy");
}
