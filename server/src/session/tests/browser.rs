//! A browser before a small server, and its store.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::routing::{get, post};
use oauth::context::{Pepper, SystemEntropy};
use oauth::model::UserState;
use time::macros::datetime;
use tower::ServiceExt as _;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};

use super::*;
use crate::clock::Clock;

/// Keeps sessions in memory, and can be told to fail.
#[derive(Clone, Debug, Default)]
pub struct TestStore {
    pub records: Arc<Mutex<HashMap<Id, Record>>>,
    pub down: Arc<AtomicBool>,
}

impl TestStore {
    pub fn up(&self) -> session_store::Result<MutexGuard<'_, HashMap<Id, Record>>> {
        match self.down.load(Ordering::SeqCst) {
            true => Err(session_store::Error::Backend("down".to_owned())),
            false => Ok(self.records.lock().unwrap()),
        }
    }
}

#[async_trait]
impl SessionStore for TestStore {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        self.save(record).await
    }
    async fn save(&self, record: &Record) -> session_store::Result<()> {
        self.up()?.insert(record.id, record.clone());
        Ok(())
    }
    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        Ok(self.up()?.get(id).cloned())
    }
    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.up()?.remove(id);
        Ok(())
    }
}

pub fn zoe(password: Option<PasswordHash>) -> User {
    User {
        id: UserId(5),
        email: "zoe@example.com".parse().unwrap(),
        firstname: "Zoë".to_owned(),
        lastname: String::new(),
        password,
        admin: false,
        language: None,
        state: UserState::Active,
        created_at: datetime!(2026-01-01 12:00 UTC),
    }
}

/// A browser before a small server: it keeps its cookies.
pub struct Browser {
    pub app: Router,
    pub store: TestStore,
    pub clock: Clock,
    pub cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn new(https: bool) -> Self {
        Self::before(https, 7)
    }

    /// A browser before a server with this secret.
    pub fn before(https: bool, secret: u8) -> Self {
        let clock = Clock::fixed(datetime!(2026-01-01 12:00 UTC));
        let (store, entropy) = (TestStore::default(), Arc::new(SystemEntropy));
        let policy = SessionPolicy {
            lifetime: Duration::days(30),
            idle: Duration::days(14),
            https,
            clock: clock.clone(),
            entropy,
            pepper: Pepper::new(vec![secret; 32]).unwrap(),
        };
        let text = |result: Result<String>| result.map_err(|_| StatusCode::SERVICE_UNAVAILABLE);
        let router: Router<TrustedProxies> = Router::new()
            .route("/plain", get(|| async { "hello" }))
            .route(
                "/who",
                get(async move |v: Visitor| {
                    text(v.signed_in().await.map(|person| format!("{:?}", person.map(|person| person.user_id))))
                }),
            )
            .route("/form", get(async move |v: Visitor| text(v.csrf_token().await)))
            .route(
                "/expected",
                get(async move |v: Visitor| text(v.expected_csrf_token().await.map(Option::unwrap_or_default))),
            )
            .route(
                "/notice",
                get(async move |v: Visitor| text(v.flash("notice").await.map(|kept| format!("{kept:?}"))))
                    .post(async move |v: Visitor| text(v.set_flash("notice", 1.into()).await.map(|()| String::new()))),
            )
            .route("/key", get(async move |v: Visitor| text(v.throttle_key().await.map(|k| k.as_str().to_owned()))))
            .route("/in", post(async move |v: Visitor| text(v.sign_in(&zoe(None)).await.map(|()| String::new()))))
            .route("/out", post(async move |v: Visitor| text(v.sign_out().await.map(|()| String::new()))));
        let app = with_sessions(router, store.clone(), policy).with_state(TrustedProxies::default());
        Self { app, store, clock, cookies: BTreeMap::new() }
    }

    /// The lines that set cookies come last.
    pub async fn send(&mut self, method: &str, path: &str) -> (StatusCode, String, Vec<String>) {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header("cookie", cookies.join("; "));
        let response = self.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let lines = response.headers().get_all("set-cookie").iter();
        let set: Vec<_> = lines.map(|line| line.to_str().unwrap().to_owned()).collect();
        for line in &set {
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap(), set)
    }

    /// The line that sets the cookie which begins so.
    pub async fn line(&mut self, beginning: &str, method: &str, path: &str) -> String {
        let (_, _, set) = self.send(method, path).await;
        set.iter()
            .find(|line| line.starts_with(beginning))
            .unwrap_or_else(|| panic!("no {beginning} in {set:?}"))
            .clone()
    }

    pub async fn get(&mut self, path: &str) -> String {
        let (status, body, _) = self.send("GET", path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        body
    }

    pub async fn post(&mut self, path: &str) {
        assert_eq!(self.send("POST", path).await.0, StatusCode::OK, "{path}");
    }

    pub fn sessions(&self) -> usize {
        self.store.records.lock().unwrap().len()
    }
}
