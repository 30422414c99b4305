//! `/developer/apps`: a person registers applications and steers them.

mod change;
mod kinds;
mod limits;
mod logos;
mod refusals;
mod registration;
mod secrets;
mod snippets;
mod stop;

use oauth::model::{AuditEvent, AuditQuery, Client, User};

use crate::support::{Browser, EMAIL, PASSWORD, Page, Params, Proof, TestServer, WebApp};

const JANE: &str = "jane.roe@example.com";
const NO_FILE: (&str, &str, &[u8]) = ("logo", "", b"");

/// What John types about his web application.
fn web_app() -> Params {
    Params::of(&[
        ("name", "Movie Box"),
        ("site_url", "https://movies.example"),
        ("description", "Films, and when they are on."),
        ("redirect_uris", "https://movies.example/callback"),
        ("failure_redirect_uri", ""),
        ("scope", "read"),
    ])
}

/// Fills in the form for an application of this kind.
async fn register(browser: &mut Browser, kind: &str, typed: &Params) -> Page {
    send(browser, &format!("/developer/apps/new?kind={kind}"), typed, NO_FILE).await
}

/// Opens this page and sends its form with these fields, and nothing else that stands there.
async fn send(browser: &mut Browser, action: &str, typed: &Params, file: (&str, &str, &[u8])) -> Page {
    let page = browser.open(action).await;
    let token = page.form(action).fields.get("csrf_token").unwrap().to_owned();
    browser.upload(action, &typed.clone().set("csrf_token", &token), file).await
}

/// Confirms what the page at this address asks.
async fn confirm(browser: &mut Browser, action: &str) -> Page {
    let page = browser.open(action).await;
    browser.submit(&page, action, &[]).await
}

/// The client id, and the secret when it is shown.
fn shown(page: &Page) -> Vec<String> {
    page.texts(".code-line code")
}

/// A web application that John registered a moment ago.
struct Registered {
    server: TestServer,
    john: Browser,
    id: String,
    secret: String,
}

impl Registered {
    async fn by_john() -> Self {
        let server = TestServer::start().await;
        let mut john = server.john().await;
        let page = register(&mut john, "web", &web_app()).await;
        let [id, secret] = shown(&page).try_into().unwrap_or_else(|_| panic!("{}", page.text()));
        Self { server, john, id, secret }
    }

    fn href(&self, page: &str) -> String {
        format!("/developer/apps/{}{page}", self.id)
    }

    async fn client(&self) -> Client {
        self.server.store().client(&self.id.parse().unwrap()).await.unwrap().unwrap()
    }

    /// Changes the record as an administrator would.
    async fn set(&self, change: impl FnOnce(&mut Client)) {
        let before = self.client().await;
        let mut after = before.clone();
        change(&mut after);
        assert!(self.server.store().replace_client(&before, &after).await.unwrap());
    }

    /// The application itself, at work with this secret.
    async fn at_work(&self, secret: &str) -> WebApp {
        let mut app = WebApp::new(self.server.wire.clone(), self.server.setup.issuer, &self.client().await);
        app.proof = Proof::Basic(secret.to_owned());
        app
    }

    async fn open(&mut self, page: &str) -> Page {
        let href = self.href(page);
        self.john.open(&href).await
    }
}

/// Jane, and her browser.
async fn jane(server: &TestServer) -> (User, Browser) {
    let jane = server.add_user(JANE).await;
    let mut browser = server.browser();
    let page = browser.open("/login").await;
    browser.submit(&page, "/login", &[("username", JANE), ("password", PASSWORD)]).await;
    (jane, browser)
}

async fn john(server: &TestServer) -> User {
    server.store().user_by_email(&EMAIL.parse().unwrap()).await.unwrap().unwrap()
}

/// What the log says of this application, the newest first, as far as developers did it.
async fn log(server: &TestServer, id: &str) -> Vec<AuditEvent> {
    let query = AuditQuery { client_id: Some(id.parse().unwrap()), limit: 50, ..AuditQuery::default() };
    server.store().audit(&query).await.unwrap().into_iter().map(|record| record.entry.event).collect()
}
