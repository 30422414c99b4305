//! The audit log.

use std::sync::Arc;

use super::support::{House, at, person, somewhere};
use crate::model::{Actor, AskedFrom, AuditEntry, AuditEvent, AuditQuery, AuditRecord};
use crate::store::{Database, Store};
use crate::types::UserId;

/// Everything there is to ask for.
const ALL: AuditQuery =
    AuditQuery { before: None, after: None, since: None, user_id: None, client_id: None, event: None, limit: 1000 };

/// Somebody unknown, from nowhere in particular.
fn entry(event: AuditEvent, second: i64) -> AuditEntry {
    AuditEntry {
        at: at(second),
        event,
        actor: Actor::Nobody,
        user_id: None,
        client_id: None,
        from: AskedFrom::default(),
        detail: None,
    }
}

/// What these lines say, without their places.
async fn lines(store: &dyn Store, query: &AuditQuery) -> Vec<AuditEntry> {
    store.audit(query).await.unwrap().into_iter().map(|line| line.entry).collect()
}

async fn record(store: &dyn Store, entries: &[AuditEntry]) {
    for entry in entries {
        store.record(entry).await.unwrap();
    }
}

pub async fn an_empty_log_has_no_lines(db: Arc<dyn Database>) {
    assert_eq!(db.store().audit(&ALL).await.unwrap(), []);
}

pub async fn lines_come_back_as_they_were_recorded_the_newest_first(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let actors = [Actor::Person(house.user), Actor::App, Actor::CommandLine, Actor::Nobody];
    let mut recorded = Vec::new();
    // The later an event, the earlier its time: what counts is the order in which they were recorded.
    for ((second, event), actor) in (0..).zip(AuditEvent::ALL).zip(actors.into_iter().cycle()) {
        let full = AuditEntry {
            actor,
            user_id: Some(house.user),
            client_id: Some(house.app.clone()),
            from: somewhere("Browser/1.0 ✓"),
            detail: Some("authorization_code".to_owned()),
            ..entry(event, -second)
        };
        recorded.extend([full, entry(event, -second)]);
    }
    record(house.store(), &recorded).await;
    recorded.reverse();
    assert_eq!(lines(house.store(), &ALL).await, recorded);
}

pub async fn the_log_is_read_page_by_page(db: Arc<dyn Database>) {
    let store = db.store();
    let recorded: Vec<_> = (0..5).map(|second| entry(AuditEvent::SignInFailed, second)).collect();
    record(store, &recorded).await;
    let mut before = None;
    let mut pages = Vec::new();
    loop {
        let page = store.audit(&AuditQuery { before, limit: 2, ..ALL }).await.unwrap();
        let Some(AuditRecord { id, .. }) = page.last() else { break };
        before = Some(*id);
        // One that is added meanwhile moves nothing.
        store.record(&entry(AuditEvent::SignOut, 9)).await.unwrap();
        pages.push(page.into_iter().map(|line| line.entry.at).collect::<Vec<_>>());
    }
    assert_eq!(pages, [vec![at(4), at(3)], vec![at(2), at(1)], vec![at(0)]]);
}

pub async fn the_log_is_read_from_its_beginning_and_from_a_time_on(db: Arc<dyn Database>) {
    let store = db.store();
    let recorded: Vec<_> = (0..5).map(|second| entry(AuditEvent::SignInFailed, second)).collect();
    record(store, &recorded).await;
    let mut after = 0;
    let mut pages = Vec::new();
    loop {
        let page = store.audit(&AuditQuery { after: Some(after), limit: 2, ..ALL }).await.unwrap();
        let Some(AuditRecord { id, .. }) = page.last() else { break };
        after = *id;
        pages.push(page.into_iter().map(|line| line.entry.at).collect::<Vec<_>>());
    }
    assert_eq!(pages, [vec![at(0), at(1)], vec![at(2), at(3)], vec![at(4)]]);
    let late = AuditQuery { since: Some(at(3)), ..ALL };
    assert_eq!(lines(store, &late).await, [recorded[4].clone(), recorded[3].clone()]);
    assert_eq!(lines(store, &AuditQuery { after: Some(0), ..late }).await, recorded[3..]);
}

pub async fn the_log_is_read_by_person_application_and_event(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let other = store.create_user(person("other@example.com")).await.unwrap().id;
    let about = AuditEntry { user_id: Some(house.user), ..entry(AuditEvent::SignIn, 1) };
    let by = AuditEntry { actor: Actor::Person(house.user), user_id: Some(other), ..entry(AuditEvent::SignIn, 2) };
    let of_app = AuditEntry { client_id: Some(house.app.clone()), ..entry(AuditEvent::TokensIssued, 3) };
    let both = AuditEntry { user_id: Some(house.user), ..of_app.clone() };
    record(store, &[about.clone(), by.clone(), of_app.clone(), both.clone()]).await;

    let of = |user_id: UserId| AuditQuery { user_id: Some(user_id), ..ALL };
    let with = AuditQuery { client_id: Some(house.app.clone()), ..ALL };
    let sign_ins = AuditQuery { event: Some(AuditEvent::SignIn), ..ALL };
    assert_eq!(lines(store, &of(house.user)).await, [both.clone(), by.clone(), about.clone()]);
    assert_eq!(lines(store, &of(other)).await, std::slice::from_ref(&by));
    assert_eq!(lines(store, &of(UserId(999))).await, []);
    assert_eq!(lines(store, &with).await, [both.clone(), of_app]);
    assert_eq!(lines(store, &sign_ins).await, [by, about]);
    assert_eq!(lines(store, &AuditQuery { user_id: Some(house.user), ..with }).await, [both]);
    assert_eq!(lines(store, &AuditQuery { event: Some(AuditEvent::TokensIssued), ..of(other) }).await, []);
}

pub async fn lines_outlive_people_and_applications(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let line = AuditEntry {
        actor: Actor::Person(house.user),
        user_id: Some(house.user),
        client_id: Some(house.app.clone()),
        ..entry(AuditEvent::ConsentGiven, 1)
    };
    house.store().record(&line).await.unwrap();
    house.store().delete_user(house.user).await.unwrap();
    house.store().delete_client(&house.app).await.unwrap();
    assert_eq!(lines(house.store(), &ALL).await, [line]);
}

pub async fn what_never_happened_is_not_recorded(db: Arc<dyn Database>) {
    let transaction = db.begin().await.unwrap();
    transaction.record(&entry(AuditEvent::SignIn, 1)).await.unwrap();
    drop(transaction);
    assert_eq!(db.store().audit(&ALL).await.unwrap(), []);
}

pub async fn old_lines_are_forgotten_a_few_at_a_time_and_their_places_stay_empty(db: Arc<dyn Database>) {
    let store = db.store();
    let recorded: Vec<_> = (0..5).map(|second| entry(AuditEvent::SignIn, second)).collect();
    record(store, &recorded).await;
    let kept = store.audit(&AuditQuery { limit: 2, ..ALL }).await.unwrap();
    assert_eq!(store.forget_audit(at(3), 2).await.unwrap(), 2);
    assert_eq!(store.forget_audit(at(3), 2).await.unwrap(), 1);
    assert_eq!(store.forget_audit(at(3), 2).await.unwrap(), 0);
    assert_eq!(store.audit(&ALL).await.unwrap(), kept);
    record(store, &[entry(AuditEvent::SignOut, 9)]).await;
    assert!(store.audit(&ALL).await.unwrap()[0].id > kept[0].id);
}
