//! What every answer, and every page, tells the browser not to do (rows 97 and 98).

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, IF_NONE_MATCH, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use oauth::context::Entropy;
use oauth::types::{Secret, VerifiedRedirectUri};

const CROSS_ORIGIN_OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Whether the browser says that it has this ETag already. Compared weakly, as `If-None-Match` is (RFC 9110 §13.1.2).
pub fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|list| list.split(',')).any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
}

/// Names the one script of a page, for this one answer.
#[derive(Clone, Debug)]
pub struct Nonce(String);

impl Nonce {
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(Secret::generate(entropy).expose().to_owned())
    }

    /// The value of the script's `nonce` attribute.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What one page needs beyond plain HTML and our stylesheet.
#[derive(Clone, Debug, Default)]
pub struct PagePolicy {
    nonce: Option<Nonce>,
    leads_to: Vec<String>,
}

impl PagePolicy {
    /// A page without scripts that leads nowhere but here.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page with islands.
    #[must_use]
    pub fn with_scripts(mut self, nonce: Nonce) -> Self {
        self.nonce = Some(nonce);
        self
    }

    /// A page on the way to an app: sign-in with a waiting request, consent. Browsers apply `form-action` to the
    /// redirects that answer a form as well, so the app's address must be in it.
    #[must_use]
    pub fn leading_to(mut self, redirect: &VerifiedRedirectUri) -> Self {
        let source = form_action_source(redirect);
        if !self.leads_to.contains(&source) {
            self.leads_to.push(source);
        }
        self
    }

    /// The headers of an HTML answer. [`everywhere`] adds those that are for every answer.
    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let csp = HeaderValue::try_from(self.content_security_policy()).expect("nonce and source are ASCII");
        headers.insert(CONTENT_SECURITY_POLICY, csp);
        // Pages hold form tokens and names, and "back" after signing out must not show them.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(
            PERMISSIONS_POLICY,
            HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        );
        // An app may have opened us in a pop-up and waits for it to come back: cutting the tie to the opener on the
        // way would leave it waiting for ever. No other page has an opener to keep.
        if self.leads_to.is_empty() {
            headers.insert(CROSS_ORIGIN_OPENER_POLICY, HeaderValue::from_static("same-origin"));
        }
        headers
    }

    fn content_security_policy(&self) -> String {
        let mut policy = String::from("default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; ");
        if let Some(Nonce(nonce)) = &self.nonce {
            policy += &format!("script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self'; ");
        }
        policy += "frame-ancestors 'none'; form-action 'self'";
        for source in &self.leads_to {
            policy = policy + " " + source;
        }
        policy
    }
}

/// `form-action` has no way to write an IPv6 address (CSP 3 §2.3.1, `host-char`): for `http://[::1]:…` the scheme alone
/// has to do. Everything else is named exactly.
fn form_action_source(redirect: &VerifiedRedirectUri) -> String {
    let source = redirect.csp_source();
    match source.split_once("//[") {
        Some((scheme, _)) => scheme.to_owned(),
        None => source,
    }
}

/// Middleware for every answer, pages and JSON alike. Give it whether people come over https.
pub async fn everywhere(State(https): State<bool>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Our URLs carry codes and states, which are no other site's business.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::routing::get;
    use axum::{Router, middleware};
    use oauth::context::SystemEntropy;
    use tower::ServiceExt as _;

    fn csp(policy: &PagePolicy) -> String {
        policy.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned()
    }

    fn leading_to(uri: &str) -> PagePolicy {
        PagePolicy::new().leading_to(&VerifiedRedirectUri::from_stored(uri.to_owned()))
    }

    #[test]
    fn a_page_without_islands_may_run_no_script_and_be_framed_by_nobody() {
        // row 97
        let policy = csp(&PagePolicy::new());
        assert!(policy.starts_with("default-src 'none'; ") && policy.contains("; frame-ancestors 'none'; "));
        assert!(policy.ends_with("; form-action 'self'") && !policy.contains("script-src"), "{policy}");
        assert_eq!(PagePolicy::new().headers()[CACHE_CONTROL], "no-store");
    }

    #[test]
    fn a_page_with_islands_runs_the_script_that_carries_the_nonce() {
        // row 97
        let nonce = Nonce::generate(&SystemEntropy);
        let policy = csp(&PagePolicy::new().with_scripts(nonce.clone()));
        let allowed = format!("script-src 'nonce-{}' 'strict-dynamic' 'wasm-unsafe-eval'; ", nonce.as_str());
        assert!(policy.contains(&allowed), "{policy}");
    }

    #[test]
    fn form_action_lets_the_validated_redirect_through_and_nothing_else() {
        // row 98
        for (uri, source) in [
            ("https://app.example:8443/cb?x=1", "https://app.example:8443"),
            ("com.example.app:/cb", "com.example.app:"),
            ("http://127.0.0.1:5000/cb", "http://127.0.0.1:5000"),
            ("http://[::1]:5000/cb", "http:"),
        ] {
            assert!(csp(&leading_to(uri)).ends_with(&format!("; form-action 'self' {source}")), "{uri}");
        }
    }

    #[test]
    fn an_app_that_opened_us_in_a_popup_is_not_cut_off_on_the_way_back() {
        assert!(!leading_to("https://app.example/cb").headers().contains_key(CROSS_ORIGIN_OPENER_POLICY));
        assert_eq!(PagePolicy::new().headers()[CROSS_ORIGIN_OPENER_POLICY], "same-origin");
    }

    #[tokio::test]
    async fn every_answer_forbids_sniffing_and_referrers_and_asks_for_https_only_over_https() {
        // row 97
        for https in [true, false] {
            let app = Router::new().route("/", get(|| async {}));
            let app = app.layer(middleware::from_fn_with_state(https, everywhere));
            let missing = Request::get("/missing").body(Body::empty()).unwrap();
            let headers = app.oneshot(missing).await.unwrap().headers().clone();
            assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff");
            assert_eq!(headers[REFERRER_POLICY], "no-referrer");
            assert_eq!(headers.contains_key(STRICT_TRANSPORT_SECURITY), https);
        }
    }
}
