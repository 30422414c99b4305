//! Browser sessions.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use oauth::model::UserState;
use oauth::store::Database as _;
use oauth::store::contract::support::{at, person};
use oauth::types::UserId;
use serde_json::json;
use storage::session_store::{PERSON, USER_ID, name_of, person as person_in};
use storage::{SessionRow, SqlDatabase, SqlSessions};
use tempfile::{TempDir, tempdir};
use tower_sessions::SessionStore as _;
use tower_sessions::session::{Id, Record};

use crate::support::{migrated, sqlite_url};

/// Sessions whose clock the test moves.
struct Browser {
    directory: TempDir,
    database: SqlDatabase,
    sessions: SqlSessions,
    seconds: Arc<AtomicI64>,
}

impl Browser {
    async fn new() -> Self {
        let directory = tempdir().unwrap();
        let database = migrated(&sqlite_url(&directory)).await;
        let seconds = Arc::new(AtomicI64::new(0));
        let clock = Arc::clone(&seconds);
        let sessions = SqlSessions::new(database.clone(), move || at(clock.load(Ordering::Relaxed)));
        Self { directory, database, sessions, seconds }
    }

    async fn person(&self, email: &str) -> UserId {
        self.database.store().create_user(person(email)).await.unwrap().id
    }

    /// The session as it is kept: without whom the store tells of when it is loaded.
    async fn kept(&self, id: &Id) -> Option<Record> {
        let mut record = self.sessions.load(id).await.unwrap()?;
        record.data.remove(PERSON);
        Some(record)
    }

    async fn session(&self, user: Option<UserId>) -> Record {
        let mut data = std::collections::HashMap::from([("csrf".to_owned(), json!("tokén"))]);
        if let Some(UserId(id)) = user {
            data.insert(USER_ID.to_owned(), json!(id));
        }
        let mut record = Record { id: Id::default(), data, expiry_date: at(100) };
        self.sessions.create(&mut record).await.unwrap();
        record
    }
}

#[tokio::test]
async fn a_session_comes_back_until_it_expires() {
    let browser = Browser::new().await;
    let mut record = browser.session(None).await;
    assert_eq!(browser.sessions.load(&record.id).await.unwrap().as_ref(), Some(&record));
    record.data.insert("more".to_owned(), json!([1, null]));
    record.expiry_date = at(200);
    browser.sessions.save(&record).await.unwrap();
    browser.seconds.store(199, Ordering::Relaxed);
    assert_eq!(browser.sessions.load(&record.id).await.unwrap().as_ref(), Some(&record));
    browser.seconds.store(200, Ordering::Relaxed);
    assert_eq!(browser.sessions.load(&record.id).await.unwrap(), None);
    assert_eq!(browser.sessions.load(&Id(7)).await.unwrap(), None);
}

/// Row 101: logout ends the session on the server.
#[tokio::test]
async fn a_session_that_was_ended_is_not_saved_back() {
    let browser = Browser::new().await;
    let record = browser.session(None).await;
    browser.sessions.delete(&record.id).await.unwrap();
    browser.sessions.save(&record).await.unwrap();
    assert_eq!(browser.sessions.load(&record.id).await.unwrap(), None);
}

#[tokio::test]
async fn an_id_that_is_taken_is_drawn_anew() {
    let browser = Browser::new().await;
    let first = browser.session(None).await;
    let mut second = Record { data: [("other".to_owned(), json!(1))].into(), ..first.clone() };
    browser.sessions.create(&mut second).await.unwrap();
    assert_ne!(first.id, second.id);
    assert_eq!(browser.sessions.load(&first.id).await.unwrap(), Some(first));
    assert_eq!(browser.sessions.load(&second.id).await.unwrap(), Some(second));
}

#[tokio::test]
async fn a_persons_sessions_end_together() {
    let browser = Browser::new().await;
    let (zoe, other) = (browser.person("zoe@example.com").await, browser.person("other@example.com").await);
    let ended = [browser.session(Some(zoe)).await, browser.session(Some(zoe)).await];
    let kept = [browser.session(Some(other)).await, browser.session(None).await];
    assert_eq!(browser.sessions.end_sessions_of(zoe).await.unwrap(), 2);
    for record in ended {
        assert_eq!(browser.sessions.load(&record.id).await.unwrap(), None);
    }
    for record in kept {
        assert_eq!(browser.kept(&record.id).await, Some(record));
    }
}

#[tokio::test]
async fn a_session_tells_who_is_signed_in_there_as_they_are_now_and_does_not_keep_it() {
    let browser = Browser::new().await;
    let zoe = browser.person("zoe@example.com").await;
    let told = async |id| {
        let record = browser.sessions.load(id).await.unwrap().unwrap();
        browser.sessions.save(&record).await.unwrap();
        record.data.get(PERSON).cloned().map(|told| person_in(told).unwrap())
    };
    let nobodys = browser.session(None).await;
    assert_eq!(told(&nobodys.id).await, None);
    let record = browser.session(Some(zoe)).await;
    let before = told(&record.id).await.unwrap();
    assert_eq!(browser.database.store().user(zoe).await.unwrap(), Some(before));
    browser.database.store().set_user_state(zoe, UserState::Suspended).await.unwrap();
    assert_eq!(told(&record.id).await.unwrap().state, UserState::Suspended);
    let [row] = &browser.sessions.sessions_of(zoe).await.unwrap()[..] else { panic!("one session") };
    assert_eq!(row.data, json!({ "csrf": "tokén", USER_ID: zoe.0 }));
}

#[tokio::test]
async fn a_person_sees_their_sessions_newest_first() {
    let browser = Browser::new().await;
    let (zoe, other) = (browser.person("zoe@example.com").await, browser.person("other@example.com").await);
    let first = browser.session(Some(zoe)).await;
    browser.seconds.store(5, Ordering::Relaxed);
    let second = browser.session(Some(zoe)).await;
    browser.session(Some(other)).await;
    browser.session(None).await;
    let row = |record: &Record, second| SessionRow {
        name: name_of(&record.id),
        data: json!({ "csrf": "tokén", USER_ID: zoe.0 }),
        created_at: at(second),
        expires_at: at(100),
    };
    assert_eq!(browser.sessions.sessions_of(zoe).await.unwrap(), [row(&second, 5), row(&first, 0)]);
    // What has expired is no longer anywhere to sign out of.
    browser.seconds.store(100, Ordering::Relaxed);
    assert_eq!(browser.sessions.sessions_of(zoe).await.unwrap(), []);
}

#[tokio::test]
async fn a_person_ends_one_session_of_theirs_alone() {
    let browser = Browser::new().await;
    let (zoe, other) = (browser.person("zoe@example.com").await, browser.person("other@example.com").await);
    let (ended, kept) = (browser.session(Some(zoe)).await, browser.session(Some(zoe)).await);
    let others = browser.session(Some(other)).await;
    for name in ["", "nothing", &name_of(&others.id), &ended.id.to_string()] {
        assert!(!browser.sessions.end_session(zoe, name).await.unwrap(), "{name}");
    }
    assert!(browser.sessions.end_session(zoe, &name_of(&ended.id)).await.unwrap());
    assert!(!browser.sessions.end_session(zoe, &name_of(&ended.id)).await.unwrap());
    assert_eq!(browser.sessions.load(&ended.id).await.unwrap(), None);
    for record in [kept, others] {
        assert_eq!(browser.kept(&record.id).await, Some(record));
    }
}

#[tokio::test]
async fn a_person_ends_all_sessions_but_this_one() {
    let browser = Browser::new().await;
    let (zoe, other) = (browser.person("zoe@example.com").await, browser.person("other@example.com").await);
    let ended = [browser.session(Some(zoe)).await, browser.session(Some(zoe)).await];
    let kept = [browser.session(Some(zoe)).await, browser.session(Some(other)).await];
    let this = name_of(&kept[0].id);
    assert_eq!(browser.sessions.end_sessions_of_but(zoe, &this).await.unwrap(), 2);
    assert_eq!(browser.sessions.end_sessions_of_but(zoe, &this).await.unwrap(), 0);
    for record in ended {
        assert_eq!(browser.sessions.load(&record.id).await.unwrap(), None);
    }
    for record in kept {
        assert_eq!(browser.kept(&record.id).await, Some(record));
    }
}

#[tokio::test]
async fn signing_in_later_makes_it_the_persons_session() {
    let browser = Browser::new().await;
    let zoe = browser.person("zoe@example.com").await;
    let mut record = browser.session(None).await;
    record.data.insert(USER_ID.to_owned(), json!(zoe.0));
    browser.sessions.save(&record).await.unwrap();
    assert_eq!(browser.sessions.end_sessions_of(zoe).await.unwrap(), 1);
}

#[tokio::test]
async fn only_expired_sessions_are_cleared() {
    let browser = Browser::new().await;
    let record = browser.session(None).await;
    assert_eq!(browser.sessions.purge(at(99), 10).await.unwrap(), 0);
    assert_eq!(browser.sessions.load(&record.id).await.unwrap(), Some(record));
    assert_eq!(browser.sessions.expired(at(100)).await.unwrap(), 1);
    assert_eq!(browser.sessions.purge(at(100), 10).await.unwrap(), 1);
    assert_eq!(browser.sessions.purge(at(100), 10).await.unwrap(), 0);
}

#[tokio::test]
async fn a_deleted_persons_sessions_go_with_them() {
    let browser = Browser::new().await;
    let zoe = browser.person("zoe@example.com").await;
    let record = browser.session(Some(zoe)).await;
    assert!(browser.database.store().delete_user(zoe).await.unwrap());
    assert_eq!(browser.sessions.load(&record.id).await.unwrap(), None);
}

/// Row 29's rule for sessions: whoever reads the file cannot become anybody.
#[tokio::test]
async fn an_id_does_not_stand_in_the_file() {
    let browser = Browser::new().await;
    let id = browser.session(None).await.id.to_string();
    browser.database.close().await.unwrap();
    let file = std::fs::read(browser.directory.path().join("sesame.db")).unwrap();
    assert!(!file.windows(id.len()).any(|bytes| bytes == id.as_bytes()));
    // The search would have found it: what stands beside the id is there.
    assert!(file.windows(4).any(|bytes| bytes == b"csrf"));
}
