//! The process dies at its work, again and again, with no chance to put anything away. **What it answered is there
//! afterwards, and no code was redeemed twice.**
//!
//! Ten deaths; fifty with `SESAME_LONG=1`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use oauth::model::Client;
use oauth2::reqwest;
use serde_json::Value;
use tokio::task::JoinSet;

use super::Terminal;
use crate::support::{Browser, Params, WebApp, query_of, web_app};

/// Programs that go on asking until nobody answers.
struct Load {
    app: WebApp,
    base: &'static str,
    http: reqwest::Client,
    /// The person who allows everything, signed in.
    cookies: String,
    ledger: Mutex<Ledger>,
}

/// What the programs were told.
#[derive(Default)]
struct Ledger {
    /// Access tokens, with who may ask about them.
    access: Vec<(Who, String)>,
    codes: BTreeMap<String, Code>,
}

#[derive(Clone, Copy)]
struct Code {
    plan: Plan,
    /// How often tokens were answered for it.
    redeemed: usize,
    /// Whether what happened to it is known for certain.
    settled: bool,
}

/// What is done with a code.
#[derive(Clone, Copy, PartialEq)]
enum Plan {
    /// It is kept for after the restart.
    Keep,
    Redeem,
    /// By two at once. Whoever comes second kills the tokens of the first (RFC 6749 §4.1.2).
    RedeemTwice,
}

#[derive(Clone, Copy)]
enum Who {
    App,
    Service,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_is_there_after_every_death() {
    // rows 33, 107
    let deaths = if std::env::var("SESAME_LONG").is_ok_and(|long| long == "1") { 50 } else { 10 };
    let terminal = Terminal::new();
    let mut server = terminal.serve("--demo");
    let port = server.url.rsplit(':').next().unwrap().parse().unwrap();
    let (load, mut refresh) = Load::at(&server).await;
    for death in 0..deaths {
        let (mut work, mut chains) = (JoinSet::new(), JoinSet::new());
        for plan in [Plan::Keep, Plan::Redeem, Plan::RedeemTwice] {
            work.spawn(Arc::clone(&load).obtain_and(plan));
        }
        work.spawn(Arc::clone(&load).act_as_service());
        for token in refresh {
            chains.spawn(Arc::clone(&load).refresh_on(token));
        }
        // Never at the same point of what is being done.
        tokio::time::sleep(Duration::from_millis(120 + death * 37 % 211)).await;
        drop(server);
        work.join_all().await;
        refresh = chains.join_all().await;
        server = terminal.serve_on(port, "--demo");
        load.redeem_what_is_left().await;
    }
    let (access, codes) = load.count();
    println!("{deaths} deaths, {access} access tokens, {codes} codes");
    assert!(
        access > 4 * deaths as usize && codes > deaths as usize,
        "there was a load: {access} tokens, {codes} codes"
    );
    load.everything_is_there().await;
}

impl Load {
    /// Signs John in, lets him allow the demo's app once, and begins two chains of refresh tokens.
    async fn at(server: &super::Running) -> (Arc<Self>, Vec<String>) {
        let demo_web = Client {
            id: "demo-web".parse().unwrap(),
            redirect_uris: vec![format!("{}/demo/callback", server.url).parse().unwrap()],
            ..web_app()
        };
        let mut browser = Browser::new(server.wire.clone(), server.url);
        let app = WebApp::new(server.wire.clone(), server.url, &demo_web);
        let page = browser.open(&app.url(&app.request())).await;
        let page = browser.log_in_at(&page).await;
        browser.press(&page, "decision", "allow").await;
        let cookies = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        let http = reqwest::ClientBuilder::new().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let cookies = cookies.join("; ");
        let load = Arc::new(Self { app, base: server.url, http, cookies, ledger: Mutex::default() });
        let mut refresh = Vec::new();
        for _ in 0..2 {
            let code = load.obtain(Plan::Redeem).await.unwrap();
            refresh.push(load.redeem(&code).await.unwrap().unwrap());
        }
        (load, refresh)
    }

    async fn obtain_and(self: Arc<Self>, plan: Plan) {
        while let Some(code) = self.obtain(plan).await {
            match plan {
                Plan::Keep => tokio::time::sleep(Duration::from_millis(50)).await,
                Plan::Redeem => drop(self.redeem(&code).await),
                Plan::RedeemTwice => drop(tokio::join!(self.redeem(&code), self.redeem(&code))),
            }
        }
    }

    async fn act_as_service(self: Arc<Self>) {
        let grant = [("grant_type", "client_credentials")];
        while let Some(answer) = self.ask(Who::Service, "/oauth/token", &grant).await {
            let token = answer.expect("a service is always given a token");
            self.ledger().access.push((Who::Service, text(&token, "access_token")));
        }
    }

    /// The last refresh token that was answered. What came of the one that was not, the next round finds out.
    async fn refresh_on(self: Arc<Self>, mut token: String) -> String {
        loop {
            let grant = [("grant_type", "refresh_token"), ("refresh_token", &*token)];
            let Some(answer) = self.ask(Who::App, "/oauth/token", &grant).await else { return token };
            let answer = answer.unwrap_or_else(|error| panic!("a refresh token was lost: {error}"));
            self.ledger().access.push((Who::App, text(&answer, "access_token")));
            token = text(&answer, "refresh_token");
        }
    }

    /// Codes that came and were kept, or whose redemption was not answered: that happened or it did not.
    async fn redeem_what_is_left(&self) {
        let codes = self.ledger().codes.clone();
        for (text, code) in codes.into_iter().filter(|(_, code)| !code.settled) {
            if code.redeemed == 0 {
                let tokens = self.redeem(&text).await.expect("the server answers");
                assert!(tokens.is_some() || code.plan != Plan::Keep, "a code was lost");
            }
            self.ledger().codes.entry(text).and_modify(|code| code.settled = true);
        }
    }

    async fn everything_is_there(&self) {
        let (access, codes) = {
            let ledger = self.ledger();
            (ledger.access.clone(), ledger.codes.clone())
        };
        for (who, token) in access {
            let told = self.ask(who, "/oauth/introspect", &[("token", &*token)]).await.expect("the server answers");
            assert_eq!(told.expect("the caller is known")["active"], true, "an access token was lost");
        }
        // A replay kills the family, so this comes last: nobody gets tokens for a code that somebody got tokens for.
        for (code, known) in codes {
            self.redeem(&code).await.expect("the server answers");
            let redeemed = self.ledger().codes[&code].redeemed;
            assert!(redeemed <= 1 && redeemed == known.redeemed, "a code was redeemed {redeemed} times");
        }
    }

    /// A code, by way of a browser.
    async fn obtain(&self, plan: Plan) -> Option<String> {
        let mut url = self.app.url(&self.app.request());
        loop {
            let answer = self.http.get(&url).header("cookie", &self.cookies).send().await.ok()?;
            assert!(answer.status().is_redirection(), "{url}: {}", answer.status());
            let next = answer.headers()["location"].to_str().unwrap().to_owned();
            if next.starts_with(&self.app.redirect_uri) {
                let code = query_of(&next).get("code").expect("John has allowed this").to_owned();
                self.ledger().codes.insert(code.clone(), Code { plan, redeemed: 0, settled: false });
                return Some(code);
            }
            url = if next.starts_with('/') { format!("{}{next}", self.base) } else { next };
        }
    }

    /// Redeems a code. `None` when nobody answers; the refresh token when there was one.
    async fn redeem(&self, code: &str) -> Option<Option<String>> {
        let params = self.app.redemption(code);
        let Ok(answer) = self.ask(Who::App, "/oauth/token", &params.pairs()).await? else { return Some(None) };
        let mut ledger = self.ledger();
        let known = ledger.codes.get_mut(code).expect("it was answered");
        known.redeemed += 1;
        if known.plan != Plan::RedeemTwice {
            ledger.access.push((Who::App, text(&answer, "access_token")));
        }
        Some(Some(text(&answer, "refresh_token")))
    }

    /// `None` when nobody answers, or not to the end; an error is the protocol's own.
    async fn ask(&self, who: Who, path: &str, params: &[(&str, &str)]) -> Option<Result<Value, Value>> {
        let (id, secret) = match who {
            Who::App => ("demo-web", "demo-web-secret"),
            Who::Service => ("backend_routines", "backend-secret"),
        };
        let params = Params::of(params).also("client_id", id).also("client_secret", secret);
        let request = self.http.post(format!("{}{path}", self.base)).body(params.query());
        let answer = request.header("content-type", "application/x-www-form-urlencoded").send().await.ok()?;
        let status = answer.status();
        let json = serde_json::from_slice(&answer.bytes().await.ok()?).unwrap();
        assert!(!status.is_server_error(), "{json}");
        Some(if status.is_success() { Ok(json) } else { Err(json) })
    }

    fn ledger(&self) -> std::sync::MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap()
    }

    fn count(&self) -> (usize, usize) {
        let ledger = self.ledger();
        (ledger.access.len(), ledger.codes.len())
    }
}

fn text(answer: &Value, key: &str) -> String {
    answer[key].as_str().unwrap_or_else(|| panic!("no {key} in {answer}")).to_owned()
}
