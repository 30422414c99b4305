//! The lines on the page do what they say: here they are run, not read.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Registered, register};
use crate::support::{Answer, Browser, Page, Params, TestServer, Wire, form, query_of};

const ISSUER: &str = crate::support::ISSUER;

/// The words of a shell's command line: quotes and continued lines, nothing else.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut chars = command.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\\', None) => {
                if let Some(escaped) = chars.next().filter(|c| *c != '\n') {
                    word.get_or_insert_default().push(escaped);
                }
            }
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, Some(open)) if c == open => quote = None,
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// What curl would send for a command, once the words in capitals stand for what they say.
fn request(command: &str, values: &BTreeMap<&str, String>) -> Request<Body> {
    let filled = values.iter().fold(command.to_owned(), |text, (name, value)| text.replace(name, value));
    let mut words = words(&filled).into_iter();
    assert_eq!(words.next().as_deref(), Some("curl"));
    let (mut url, mut pairs, mut headers) = (String::new(), Vec::new(), Vec::new());
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap();
        match &*word {
            "-s" => {}
            "-u" => headers.push((header::AUTHORIZATION, format!("Basic {}", STANDARD.encode(value())))),
            "-H" => headers.push((header::AUTHORIZATION, value().strip_prefix("Authorization: ").unwrap().to_owned())),
            "-d" | "--data-urlencode" => {
                let (name, value) = value().split_once('=').map(|(n, v)| (n.to_owned(), v.to_owned())).unwrap();
                pairs.push((name, value));
            }
            _ => url = word,
        }
    }
    let path = url.strip_prefix(ISSUER).unwrap_or_else(|| panic!("{url} in {filled}"));
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
    let mut request =
        if pairs.is_empty() { Request::get(path).body(Body::empty()).unwrap() } else { form(path, &pairs) };
    for (name, value) in headers {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    request
}

/// The curl lines of an application's page, and what is known so far.
struct Terminal {
    wire: Wire,
    text: String,
    values: BTreeMap<&'static str, String>,
}

impl Terminal {
    fn beside(server: &TestServer, page: &Page) -> Self {
        let pre =
            page.html().select(&scraper::Selector::parse("details pre").unwrap()).next().unwrap().text().collect();
        Self { wire: server.wire.clone(), text: pre, values: BTreeMap::new() }
    }

    fn know(&mut self, name: &'static str, value: impl Into<String>) {
        self.values.insert(name, value.into());
    }

    /// Runs the command of this number.
    async fn run(&self, number: usize) -> Answer {
        let step = self.text.split("\n\n").nth(number - 1).unwrap();
        let command = &step[step.find("\ncurl").unwrap() + 1..];
        self.wire.send(request(command, &self.values)).await
    }

    /// Runs it, and keeps what a token answer holds.
    async fn get_token(&mut self, number: usize) {
        let answer = self.run(number).await;
        self.know("ACCESS_TOKEN", answer.get("access_token"));
        if let Some(refresh) = answer.json()["refresh_token"].as_str() {
            self.know("REFRESH_TOKEN", refresh);
        }
    }
}

/// Goes where step 2 of the code flow sends the browser, and brings the code back.
async fn code(terminal: &mut Terminal, browser: &mut Browser) {
    let (_, rest) = terminal.text.split_once("echo \"").unwrap();
    let url = rest.split('"').next().unwrap().to_owned();
    terminal.know("$verifier", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, terminal.values["$verifier"].as_bytes());
    let challenge = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest);
    let url = url.replace("$state", "0a1b2c").replace("$challenge", &challenge);
    let mut page = browser.open(&url).await;
    if page.left_to().is_none() {
        page = browser.press(&page, "decision", "allow").await;
    }
    let answer = query_of(page.left_to().unwrap());
    assert_eq!(answer.get("state"), Some("0a1b2c"));
    terminal.know("code=CODE", format!("code={}", answer.get("code").unwrap()));
}

#[tokio::test]
async fn the_curl_lines_of_a_web_app_run_the_whole_flow() {
    let mut app = Registered::by_john().await;
    let page = app.open("").await;
    assert!(!page.answer.text().contains(&app.secret));
    let mut terminal = Terminal::beside(&app.server, &page);
    terminal.know("CLIENT_SECRET", &*app.secret);
    code(&mut terminal, &mut app.john).await;
    terminal.get_token(3).await;
    assert_eq!(terminal.run(4).await.json()["email"], "john.doe@example.com");
    terminal.get_token(5).await;
    assert!(terminal.run(4).await.is_ok());
}

#[tokio::test]
async fn the_curl_lines_of_a_native_app_run_without_a_secret() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let typed = super::web_app().set("redirect_uris", "com.example.movies:/it's?keep=1&more=a+b");
    let page = register(&mut john, "native", &typed).await;
    let mut terminal = Terminal::beside(&server, &page);
    assert!(!terminal.text.contains("CLIENT_SECRET"));
    code(&mut terminal, &mut john).await;
    terminal.get_token(3).await;
    terminal.get_token(5).await;
    assert!(terminal.run(4).await.is_ok());
}

#[tokio::test]
async fn the_curl_lines_of_a_device_run_the_device_flow() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let page = register(&mut john, "device", &Params::of(&[("name", "Television"), ("scope", "read")])).await;
    let mut terminal = Terminal::beside(&server, &page);
    let codes = terminal.run(1).await;
    terminal.know("DEVICE_CODE", codes.get("device_code"));
    assert_eq!(terminal.run(2).await.error(), "400 authorization_pending");
    let asked = john.open(&codes.get("verification_uri_complete")).await;
    john.press(&asked, "decision", "connect").await;
    server.wait(10);
    terminal.get_token(2).await;
    assert!(terminal.run(3).await.is_ok());
    terminal.get_token(4).await;
    assert!(terminal.run(3).await.is_ok());
}

#[tokio::test]
async fn the_curl_lines_of_a_service_run_as_itself() {
    let server = TestServer::start().await;
    let john = super::john(&server).await;
    server.store().set_admin(john.id, true).await.unwrap();
    let page =
        register(&mut server.john().await, "service", &Params::of(&[("name", "Nightly"), ("scope", "stats")])).await;
    let mut terminal = Terminal::beside(&server, &page);
    terminal.know("CLIENT_SECRET", super::shown(&page).remove(1));
    terminal.get_token(1).await;
    assert!(terminal.run(2).await.is_ok());
}

#[tokio::test]
async fn every_language_has_the_apps_own_addresses_and_never_its_secret() {
    let mut app = Registered::by_john().await;
    let page = app.open("").await;
    let snippets = page.texts("details pre");
    assert_eq!(snippets.len(), 3);
    for text in snippets {
        for own in [ISSUER, &*app.id, "CLIENT_SECRET"] {
            assert!(text.contains(own), "{own}: {text}");
        }
        assert!(text.contains("https://movies.example/callback") && !text.contains(&app.secret), "{text}");
    }
}
