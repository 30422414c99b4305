//! Whose word counts about where a request comes from.

use axum::http::HeaderValue;

use crate::support::{Device, Setup, TestServer, form, television};

/// The address the person is shown for a device that asked with these headers, from this peer.
async fn shown_address(server: &TestServer, peer: &str, headers: &[(&'static str, &str)]) -> String {
    let mut request = form("/oauth/authorize_device", &[("client_id", "television")]);
    for (name, value) in headers {
        request.headers_mut().append(*name, HeaderValue::from_str(value).unwrap());
    }
    let complete = server.wire.from(peer).send(request).await.get("verification_uri_complete");
    let page = server.john().await.open(&complete).await;
    let text = page.text();
    let address = text.split_whitespace().find(|word| word.parse::<std::net::IpAddr>().is_ok());
    address.unwrap_or_else(|| panic!("no address: {text}")).to_owned()
}

#[tokio::test]
async fn a_strangers_forwarded_headers_count_for_nothing() {
    // row 76
    let server =
        TestServer::of(Setup { settings: &[("SESAME_TRUSTED_PROXIES", "10.0.0.0/8")], ..Setup::default() }).await;
    let _: Device = server.device(television()).await;
    for headers in [&[("x-forwarded-for", "1.2.3.4")][..], &[("forwarded", "for=1.2.3.4")], &[("x-real-ip", "1.2.3.4")]]
    {
        assert_eq!(shown_address(&server, "203.0.113.9", headers).await, "203.0.113.9", "{headers:?}");
    }
}

#[tokio::test]
async fn a_configured_proxy_says_who_is_behind_it() {
    // row 76
    let server =
        TestServer::of(Setup { settings: &[("SESAME_TRUSTED_PROXIES", "10.0.0.0/8")], ..Setup::default() }).await;
    let _: Device = server.device(television()).await;
    let forged = [("x-forwarded-for", "6.6.6.6, 198.51.100.20")];
    assert_eq!(shown_address(&server, "10.0.0.1", &forged).await, "198.51.100.20");
    assert_eq!(
        shown_address(&server, "10.0.0.1", &[("forwarded", "for=198.51.100.20;proto=https")]).await,
        "198.51.100.20"
    );
    assert_eq!(shown_address(&server, "10.0.0.1", &[]).await, "10.0.0.1");
}
