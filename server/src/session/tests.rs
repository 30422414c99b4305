use super::*;
use async_trait::async_trait;
use axum::body::{Body, to_bytes};
use axum::routing::{get, post};
use oauth::context::SystemEntropy;
use oauth::model::UserState;
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use time::macros::datetime;
use tower::ServiceExt as _;
use tower_sessions::session::{Id, Record};

/// Keeps sessions in memory, and can be told to fail.
#[derive(Clone, Debug, Default)]
struct TestStore {
    records: Arc<Mutex<HashMap<Id, Record>>>,
    down: Arc<AtomicBool>,
}

impl TestStore {
    fn up(&self) -> session_store::Result<std::sync::MutexGuard<'_, HashMap<Id, Record>>> {
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

fn zoe(password: Option<PasswordHash>) -> User {
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

/// A browser before a small server: it keeps its cookie.
struct Browser {
    app: Router,
    store: TestStore,
    clock: Clock,
    cookie: String,
}

impl Browser {
    fn new(https: bool) -> Self {
        let clock = Clock::fixed(datetime!(2026-01-01 12:00 UTC));
        let (store, entropy) = (TestStore::default(), Arc::new(SystemEntropy));
        let policy = SessionPolicy {
            lifetime: Duration::days(30),
            idle: Duration::days(14),
            https,
            clock: clock.clone(),
            entropy,
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
            .route("/key", get(async move |v: Visitor| text(v.throttle_key().await.map(|k| k.as_str().to_owned()))))
            .route("/in", post(async move |v: Visitor| text(v.sign_in(&zoe(None)).await.map(|()| String::new()))))
            .route("/out", post(async move |v: Visitor| text(v.sign_out().await.map(|()| String::new()))));
        let app = with_sessions(router, store.clone(), policy).with_state(TrustedProxies::default());
        Self { app, store, clock, cookie: String::new() }
    }

    async fn send(&mut self, method: &str, path: &str) -> (StatusCode, String, Option<String>) {
        let request = Request::builder().method(method).uri(path).header("cookie", &self.cookie);
        let response = self.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let set = response.headers().get("set-cookie").map(|value| value.to_str().unwrap().to_owned());
        if let Some(set) = &set {
            self.cookie = set.split(';').next().unwrap().to_owned();
        }
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap(), set)
    }

    async fn get(&mut self, path: &str) -> String {
        let (status, body, _) = self.send("GET", path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        body
    }

    async fn post(&mut self, path: &str) {
        assert_eq!(self.send("POST", path).await.0, StatusCode::OK, "{path}");
    }

    fn sessions(&self) -> usize {
        self.store.records.lock().unwrap().len()
    }
}

#[tokio::test]
async fn a_visitor_costs_nothing_until_there_is_something_to_remember() {
    let mut browser = Browser::new(true);
    assert_eq!(browser.send("GET", "/who").await.2, None);
    assert_eq!(browser.send("GET", "/plain").await.2, None);
    assert_eq!(browser.sessions(), 0);
    browser.get("/form").await;
    assert_eq!(browser.sessions(), 1);
}

#[tokio::test]
async fn the_cookie_is_bound_to_this_host_over_https_and_plain_on_loopback() {
    // row 99
    let (_, _, set) = Browser::new(true).send("GET", "/form").await;
    let set = set.unwrap();
    assert!(set.starts_with("__Host-sid=") && !set.contains("Domain"), "{set}");
    for attribute in ["; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/"] {
        assert!(set.contains(attribute), "{set}");
    }
    let (_, _, set) = Browser::new(false).send("GET", "/form").await;
    let set = set.unwrap();
    assert!(set.starts_with("sid=") && set.contains("; HttpOnly") && !set.contains("Secure"), "{set}");
}

#[tokio::test]
async fn signing_in_changes_the_id_and_the_form_token_and_the_old_id_is_dead() {
    // row 101
    let mut browser = Browser::new(true);
    let (token, key) = (browser.get("/form").await, browser.get("/key").await);
    let before = browser.cookie.clone();
    browser.post("/in").await;
    assert_eq!(browser.get("/who").await, "Some(UserId(5))");
    assert_ne!(browser.get("/form").await, token);
    assert_eq!(browser.get("/key").await, key, "signing in is no fresh start for wrong codes");
    assert_ne!(browser.cookie, before);
    assert_eq!(browser.sessions(), 1);

    browser.cookie = before;
    assert_eq!(browser.get("/who").await, "None");
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_and_in_the_browser() {
    // row 101
    let mut browser = Browser::new(true);
    browser.post("/in").await;
    let signed_in = browser.cookie.clone();
    let (_, _, set) = browser.send("POST", "/out").await;
    let set = set.unwrap();
    assert!(set.starts_with("__Host-sid=;") && set.contains("Max-Age=0") && set.contains("; Secure"), "{set}");
    assert_eq!(browser.sessions(), 0);
    browser.cookie = signed_in;
    assert_eq!(browser.get("/who").await, "None");
}

#[tokio::test]
async fn a_cookie_that_names_no_session_is_the_same_as_none() {
    let mut browser = Browser::new(true);
    for cookie in ["__Host-sid=%00", "__Host-sid=", "__Host-sid=AAAAAAAAAAAAAAAAAAAAAA", "sid=x; y", "=;=;;"] {
        browser.cookie = cookie.to_owned();
        assert_eq!(browser.get("/who").await, "None", "{cookie}");
        browser.cookie = cookie.to_owned();
        let token = browser.get("/form").await;
        assert_eq!(browser.get("/form").await, token, "a new session begins");
    }
}

#[tokio::test]
async fn a_session_from_another_version_of_the_program_is_the_same_as_none() {
    let mut browser = Browser::new(true);
    browser.post("/in").await;
    for record in browser.store.records.lock().unwrap().values_mut() {
        record.data.insert(VISIT.to_owned(), serde_json::json!({"user": "five"}));
    }
    assert_eq!(browser.get("/who").await, "None");
    assert_eq!(browser.sessions(), 0);
    browser.post("/in").await;
    assert_eq!(browser.get("/who").await, "Some(UserId(5))");
}

#[tokio::test]
async fn a_store_that_does_not_answer_signs_nobody_out() {
    let mut browser = Browser::new(true);
    browser.post("/in").await;
    browser.store.down.store(true, Ordering::SeqCst);
    let (status, _, set) = browser.send("GET", "/who").await;
    assert_eq!((status, set), (StatusCode::SERVICE_UNAVAILABLE, None));
    browser.store.down.store(false, Ordering::SeqCst);
    assert_eq!(browser.get("/who").await, "Some(UserId(5))");
}

#[tokio::test]
async fn a_person_who_stays_away_is_signed_out_and_one_who_comes_by_stays() {
    let mut browser = Browser::new(true);
    browser.post("/in").await;
    for _ in 0..2 {
        browser.clock.advance(Duration::days(13));
        assert_eq!(browser.get("/who").await, "Some(UserId(5))");
    }
    // Not longer than the lifetime, however often they come by.
    browser.clock.advance(Duration::days(3));
    assert_eq!(browser.get("/who").await, "Some(UserId(5))");
    browser.clock.advance(Duration::days(2));
    assert_eq!(browser.get("/who").await, "None");
    assert_eq!(browser.sessions(), 0);

    browser.post("/in").await;
    browser.clock.advance(Duration::days(15));
    assert_eq!(browser.get("/who").await, "None");
}

#[tokio::test]
async fn coming_by_is_written_down_now_and_then_only() {
    let mut browser = Browser::new(true);
    browser.post("/in").await;
    browser.clock.advance(Duration::minutes(1));
    assert_eq!(browser.send("GET", "/who").await.2, None);
    browser.clock.advance(Duration::minutes(5));
    assert!(browser.send("GET", "/who").await.2.is_some());
}

#[test]
fn whoever_has_chosen_another_password_is_somebody_else_to_a_session() {
    let secret = || Secret::from("plenty of rope and an end".to_owned());
    let old = zoe(Some(PasswordHash::of(&secret())));
    let signed_in =
        |user: &User| SignedIn { user_id: user.id, at: datetime!(2026-01-01 12:00 UTC), password: mark_of(user) };
    let rehashed = zoe(old.password.as_ref().map(|hash| hash.again(&secret())));
    assert!(signed_in(&old).is(&old) && signed_in(&old).is(&rehashed) && signed_in(&zoe(None)).is(&zoe(None)));
    assert!(!signed_in(&old).is(&zoe(Some(PasswordHash::of(&secret())))));
    assert!(!signed_in(&old).is(&zoe(None)) && !signed_in(&zoe(None)).is(&old));
    assert!(!signed_in(&old).is(&User { id: UserId(6), ..old }));
}
