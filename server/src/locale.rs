//! In which language to answer: what the link asks for, what the person chose last in this browser, what they
//! chose for their account, what the browser prefers, English.

use app::Locale;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use oauth::model;
use std::convert::Infallible;
use url::form_urlencoded;

/// OpenID Connect's parameter, which our own language switch uses as well.
const PARAMETER: &str = "ui_locales";
const COOKIE: &str = "lang";

/// The language of this answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(pub Locale);

/// Middleware for the pages: a language named in the URL is remembered, so that the pages behind it follow. Give it
/// whether people come over https.
pub async fn remember(State(https): State<bool>, request: Request, next: Next) -> Response {
    let asked = asked_for(request.uri());
    let kept = kept(request.headers());
    let mut response = next.run(request).await;
    if let Some(locale) = asked.filter(|_| asked != kept) {
        let secure = if https { "; Secure" } else { "" };
        let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax{secure}", locale.as_str());
        response.headers_mut().append(header::SET_COOKIE, cookie.parse().expect("a language tag is ASCII"));
    }
    response
}

/// The cookie that makes this browser's own choice forgotten.
pub fn forget(https: bool) -> HeaderValue {
    let secure = if https { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}");
    cookie.parse().expect("it is ASCII")
}

/// The language a person has chosen for themselves.
pub fn of_person(language: model::Language) -> Locale {
    match language {
        model::Language::En => Locale::En,
        model::Language::Fr => Locale::Fr,
    }
}

/// The same page in each language: links that work from whatever path the page was served under.
pub fn language_links(uri: &Uri) -> Vec<(Locale, String)> {
    let others: Vec<&str> = uri.query().unwrap_or_default().split('&').filter(|pair| !is_ours(pair)).collect();
    let link = |locale: Locale| {
        // The other parameters stay byte for byte: a `state` decoded and encoded anew is another text.
        let ours = format!("{PARAMETER}={}", locale.as_str());
        let pairs = others.iter().copied().filter(|pair| !pair.is_empty()).chain([ours.as_str()]);
        (locale, format!("?{}", pairs.collect::<Vec<_>>().join("&")))
    };
    Locale::ALL.into_iter().map(link).collect()
}

impl Language {
    /// What the link or this browser's switch asks for. A person's own choice comes after it, and before what the browser
    /// prefers.
    pub fn chosen(parts: &Parts) -> Option<Locale> {
        asked_for(&parts.uri).or_else(|| kept(&parts.headers))
    }

    fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let accepted = || {
            let values = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
            Locale::from_accept_language(&values.collect::<Vec<_>>().join(","))
        };
        Self(asked_for(uri).or_else(|| kept(headers)).or_else(accepted).unwrap_or_default())
    }
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

fn asked_for(uri: &Uri) -> Option<Locale> {
    let pairs = form_urlencoded::parse(uri.query()?.as_bytes());
    pairs.filter(|(name, _)| name == PARAMETER).filter_map(|(_, tags)| Locale::from_ui_locales(&tags)).last()
}

fn is_ours(pair: &str) -> bool {
    form_urlencoded::parse(pair.as_bytes()).any(|(name, _)| name == PARAMETER)
}

fn kept(headers: &HeaderMap) -> Option<Locale> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value: &HeaderValue| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, tag) = pairs.find(|(name, _)| *name == COOKIE)?;
    Locale::from_tag(tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::routing::get;
    use axum::{Router, middleware};
    use tower::ServiceExt as _;

    fn language(uri: &str, headers: &[(&'static str, &str)]) -> Locale {
        let map = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        Language::of(&uri.parse().unwrap(), &map).0
    }

    #[test]
    fn the_link_wins_over_the_choice_over_the_browser_over_english() {
        let french = ("accept-language", "fr-FR,fr;q=0.9");
        assert_eq!(language("/login", &[]), Locale::En);
        assert_eq!(language("/login", &[french]), Locale::Fr);
        assert_eq!(language("/login", &[french, ("cookie", "sid=x; lang=en")]), Locale::En);
        assert_eq!(language("/login?ui_locales=fr-CA%20en", &[("cookie", "lang=en")]), Locale::Fr);
        assert_eq!(language("/login?ui_locales=de", &[("cookie", "lang=fr")]), Locale::Fr, "not one of ours");
    }

    #[test]
    fn a_switch_link_keeps_everything_else_byte_for_byte() {
        // row 5: `state` among it
        let uri = "/oauth/authorize?state=a%20b+%C3%A9&ui_locales=de&x&ui%5Flocales=fr".parse().unwrap();
        let links = language_links(&uri);
        assert_eq!(links[1], (Locale::Fr, "?state=a%20b+%C3%A9&x&ui_locales=fr".to_owned()));
        assert_eq!(language_links(&"/".parse().unwrap())[0].1, "?ui_locales=en");
    }

    #[tokio::test]
    async fn a_language_in_the_url_is_remembered_once() {
        let app = Router::new().route("/", get(|Language(locale)| async move { locale.as_str() }));
        let app = app.layer(middleware::from_fn_with_state(true, remember));
        let cookie = async |uri: &str, cookie: &str| {
            let request = Request::get(uri).header("cookie", cookie).body(Body::empty()).unwrap();
            let response = app.clone().oneshot(request).await.unwrap();
            response.headers().get("set-cookie").map(|value| value.to_str().unwrap().to_owned())
        };
        let set = cookie("/?ui_locales=fr", "").await;
        assert_eq!(set.as_deref(), Some("lang=fr; Path=/; HttpOnly; SameSite=Lax; Secure"));
        assert_eq!(cookie("/?ui_locales=fr", "lang=fr").await, None);
        assert_eq!(cookie("/", "").await, None);
    }
}
