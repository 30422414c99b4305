//! First the kind, then only the fields that kind needs.

use super::{register, shown, web_app};
use crate::support::{Params, TestServer};

#[tokio::test]
async fn four_cards_lead_to_four_forms() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let cards = john.open("/developer/apps/new").await.ways_on();
    for (kind, fields) in [
        ("web", &["name", "site_url", "logo", "failure_redirect_uri"][..]),
        ("native", &["name", "site_url", "logo", "failure_redirect_uri"]),
        ("device", &["name", "site_url", "logo"]),
        ("service", &["name", "site_url"]),
    ] {
        let href = format!("/developer/apps/new?kind={kind}");
        assert!(cards.contains(&href), "{cards:?}");
        let page = john.open(&href).await;
        let shown = page.attributes("main form input:not([type=hidden], [name=scope])", "name");
        assert_eq!(shown, fields, "{kind}");
        let with_redirect = !page.attributes("textarea[name=redirect_uris]", "id").is_empty();
        assert_eq!(with_redirect, matches!(kind, "web" | "native"), "{kind}");
        assert_eq!(page.attributes("input[name=scope][checked]", "value"), ["read"], "{kind}");
    }
    for unknown in ["?kind=robot", "?kind=", "?kind=Web", "?other=1"] {
        let page = john.open(&format!("/developer/apps/new{unknown}")).await;
        assert_eq!(page.ways_on().iter().filter(|href| href.contains("?kind=")).count(), 4, "{unknown}");
    }
}

#[tokio::test]
async fn only_what_can_keep_a_secret_gets_one() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for (kind, lines) in [("web", 2), ("native", 1), ("device", 1), ("service", 2)] {
        let page = register(&mut john, kind, &web_app()).await;
        assert_eq!(shown(&page).len(), lines, "{kind}: {}", page.text());
        let secret_page = john.open(&format!("{}/secret", page.url)).await;
        assert_eq!(secret_page.answer.is_ok(), lines == 2, "{kind}");
    }
}

#[tokio::test]
async fn what_the_form_of_a_kind_does_not_have_is_not_taken() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for kind in ["device", "service"] {
        let page = register(&mut john, kind, &web_app().set("failure_redirect_uri", "https://movies.example/no")).await;
        let id = page.url.rsplit('/').next().unwrap().parse().unwrap();
        let client = server.store().client(&id).await.unwrap().unwrap();
        assert!(client.redirect_uris.is_empty() && client.failure_redirect_uri.is_none(), "{kind}");
    }
    let page = register(&mut john, "device", &Params::of(&[("name", "Télé"), ("scope", "read")])).await;
    assert_eq!(page.headline(), "Télé");
}
