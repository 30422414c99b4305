use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};

use super::{Answer, EMAIL, PASSWORD, Page, Params, Wire, form, multipart};

/// A person at a browser: it keeps cookies, fills the forms of pages, and follows redirects within the server.
#[derive(Clone)]
pub struct Browser {
    pub wire: Wire,
    issuer: &'static str,
    pub cookies: BTreeMap<String, String>,
    /// What it says about itself on every request.
    pub headers: BTreeMap<&'static str, &'static str>,
}

impl Browser {
    pub fn new(wire: Wire, issuer: &'static str) -> Self {
        let headers =
            [("accept-language", "en"), ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0")];
        Self { wire, issuer, cookies: BTreeMap::new(), headers: headers.into() }
    }

    /// Opens an address and goes where it leads, as far as it is ours.
    pub async fn open(&mut self, url: &str) -> Page {
        let mut url = url.to_owned();
        for _ in 0..10 {
            let Some(path) = self.path_of(&url) else { panic!("{url} is not this server's") };
            let answer = self.send(Request::get(path).body(Body::empty()).unwrap()).await;
            match self.arrive(url, answer) {
                Ok(page) => return page,
                Err(next) => url = next,
            }
        }
        panic!("redirected in a circle: {url}");
    }

    /// One request without following where it leads.
    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        for (name, value) in &self.headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request.headers_mut().insert(header::COOKIE, pairs.join("; ").parse().unwrap());
        }
        let answer = self.wire.send(request).await;
        for line in answer.headers.get_all(header::SET_COOKIE) {
            self.keep(line.to_str().unwrap());
        }
        answer
    }

    /// Fills in a form of the page and sends it.
    pub async fn submit(&mut self, page: &Page, action: &str, typed: &[(&str, &str)]) -> Page {
        let filled = typed.iter().fold(page.form(action).fields, |fields, (name, value)| fields.set(name, value));
        self.post(action, &filled).await
    }

    /// Presses the button of this name and value.
    pub async fn press(&mut self, page: &Page, name: &str, value: &str) -> Page {
        let has_it = |button: &(String, String)| (&*button.0, &*button.1) == (name, value);
        let form = page.forms().into_iter().find(|form| form.buttons.iter().any(has_it));
        let form = form.unwrap_or_else(|| panic!("no button {value} at {}: {}", page.url, page.text()));
        self.post(&form.action, &form.fields.set(name, value)).await
    }

    /// Sends a form as a page of ours would.
    pub async fn post(&mut self, action: &str, fields: &Params) -> Page {
        self.post_request(action, form(action, &fields.pairs())).await
    }

    /// Sends a form that takes a file: its field, its name, its bytes.
    pub async fn upload(&mut self, action: &str, fields: &Params, file: (&str, &str, &[u8])) -> Page {
        self.post_request(action, multipart(action, &fields.pairs(), file)).await
    }

    async fn post_request(&mut self, action: &str, mut request: Request<Body>) -> Page {
        // What browsers write when a page has `Referrer-Policy: no-referrer`.
        request.headers_mut().insert("origin", "null".parse().unwrap());
        request.headers_mut().insert("sec-fetch-site", "same-origin".parse().unwrap());
        let answer = self.send(request).await;
        assert!(answer.status != 307 && answer.status != 308, "a form must not be sent on (row 73): {answer}");
        match self.arrive(format!("{}{action}", self.issuer), answer) {
            Ok(page) => page,
            Err(next) => self.open(&next).await,
        }
    }

    /// Opens the sign-in page and signs in as John.
    pub async fn sign_in(&mut self) {
        let page = self.open(&format!("{}/login", self.issuer)).await;
        let page = self.log_in_at(&page).await;
        assert!(page.answer.is_ok() && !page.is_login(), "{}", page.text());
    }

    pub async fn log_in_at(&mut self, page: &Page) -> Page {
        self.submit(page, "/login", &[("username", EMAIL), ("password", PASSWORD)]).await
    }

    /// The cookie by which the server knows this browser: its session, or its name while nobody is signed in.
    pub fn cookie(&self) -> Option<&str> {
        let names = ["__Host-sid", "sid", "__Host-visitor", "visitor"];
        names.iter().find_map(|name| self.cookies.get(*name)).map(String::as_str)
    }

    /// Stays on a page, or says where it leads within the server.
    fn arrive(&self, url: String, answer: Answer) -> Result<Page, String> {
        assert!(!answer.status.is_server_error(), "{answer}");
        if answer.status.is_redirection() {
            let location = answer.header("location").to_owned();
            return match self.path_of(&location) {
                Some(_) => Err(location),
                None => Ok(Page { url: location, answer }),
            };
        }
        let page = Page { url: self.path_of(&url).unwrap_or(url), answer };
        if page.answer.header("content-type").starts_with("text/html") {
            is_safe(&page);
        }
        Ok(page)
    }

    /// The path of an address of this server.
    fn path_of(&self, url: &str) -> Option<String> {
        let origin = self.issuer.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        let path = if url.starts_with('/') { url } else { url.strip_prefix(&origin)? };
        (path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
    }

    /// Keeps a cookie as browsers do, or refuses it as they do.
    fn keep(&mut self, line: &str) {
        let mut parts = line.split(';').map(str::trim);
        let (name, value) = parts.next().unwrap().split_once('=').unwrap();
        let attributes: Vec<_> = parts.map(str::to_ascii_lowercase).collect();
        let has = |attribute: &str| attributes.iter().any(|known| known == attribute);
        assert!(!has("secure") || self.issuer.starts_with("https:"), "browsers refuse {line} over http");
        if name.starts_with("__Host-") {
            let bound = has("secure") && has("path=/") && !attributes.iter().any(|known| known.starts_with("domain"));
            assert!(bound, "browsers refuse {line}");
        }
        if value.is_empty() || has("max-age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

/// What every page promises, whichever it is (row 97).
fn is_safe(page: &Page) {
    let policy = page.answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none';"), "{} {policy}", page.url);
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{} {policy}", page.url);
    assert!(!policy.contains("unsafe-inline") && !policy.contains('*'), "{} {policy}", page.url);
    for (name, value) in
        [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"), ("cache-control", "no-store")]
    {
        assert_eq!(page.answer.header(name), value, "{name} at {}", page.url);
    }
    let ours = |href: &String| href.starts_with('/') && !href.starts_with("//");
    for (elements, attribute) in [("script[src]", "src"), ("link", "href"), ("img", "src")] {
        let foreign = page.attributes(elements, attribute).into_iter().find(|href| !ours(href));
        assert_eq!(foreign, None, "an asset of another site at {}", page.url);
    }
    for form in page.forms() {
        // Row 100: every form carries a token.
        assert!(
            form.fields.get("csrf_token").is_some_and(|token| token.len() >= 43),
            "{} at {}",
            form.action,
            page.url
        );
    }
}
