//! How the database goes about what it is asked often. Every statement that the store sends is heard as it is sent, and
//! explained with its own values, in tables of some thousand rows: **none reads a whole table that grows**.

mod explain;
mod rows;

use std::sync::Arc;

use oauth::model::{Actor, AskedFrom, AuditEntry, AuditEvent, AuditQuery};
use oauth::store::contract::support::{House, NOON, hash, outdated_password};
use oauth::store::{DeviceDecision, Family, Issue, PurgeKind, RedeemRefresh, RightPassword, Spent, Store};
use oauth::throttle::{Policy, SignInTry, ThrottleKey};
use oauth::types::{GrantId, TokenId, UserId};
use storage::SqlSessions;
use time::Duration;
use tower_sessions::SessionStore as _;
use tower_sessions::session::{Id, Record};

use self::explain::Plans;
use crate::on_each_database;
use crate::support::{Home, migrated};

on_each_database![nothing_reads_a_whole_table_that_grows,];

async fn nothing_reads_a_whole_table_that_grows(home: Home) {
    let database = migrated(&home.url()).await;
    let house = House::on(Arc::new(database.clone())).await;
    rows::fill(&home.url()).await;
    let plans = Plans::of(database, &home.url()).await;
    // A SQLite file in use has no statistics, unless somebody made some; servers make theirs by themselves.
    let rounds: &[bool] = if home.url().starts_with("sqlite") { &[false, true] } else { &[true] };
    for with_statistics in rounds {
        if *with_statistics {
            rows::analyze(&home.url()).await;
        }
        for_tokens(&plans, plans.store(), &house).await;
        for_issuing(&plans, plans.store(), &house).await;
        for_several_at_once(&plans, plans.store(), &house).await;
        for_codes_and_devices(&plans, plans.store(), &house).await;
        for_people(&plans, plans.store(), &house).await;
        for_pages(&plans, plans.store(), &house).await;
        for_sessions(&plans, house.user).await;
    }
    for_purging(&plans, plans.store()).await;
    let problems = plans.problems();
    assert!(problems.is_empty(), "{} of {} statements:\n{}", problems.len(), plans.count(), problems.join("\n"));
    assert!(plans.count() > 70, "they were heard: {}", plans.count());
}

async fn for_tokens(plans: &Plans, store: &dyn Store, house: &House) {
    let (token, successor) = (hash("token"), hash("successor"));
    let (access, family) = (TokenId::from_stored("a7".to_owned()), GrantId::from_stored("f7".to_owned()));
    let redeem = RedeemRefresh { token: &token, successor: &successor, now: NOON, grace: Duration::MINUTE };
    plans.hear("client", store.client(&house.app)).await;
    plans.hear("access_token", store.access_token(&access)).await;
    plans.hear("bearer", store.bearer(&access)).await;
    plans.hear("refresh_token", store.refresh_token(&token)).await;
    plans.hear("redeem_refresh_token", store.redeem_refresh_token(&redeem)).await;
    plans.hear("touch_grant", store.touch_grant(&family, NOON, None)).await;
    plans.hear("revoke_access_token", store.revoke_access_token(&access, NOON)).await;
    plans.hear("revoke_grant", store.revoke_grant(&family, NOON)).await;
    plans.hear("api_key", store.api_key(&token)).await;
    plans.hear("attempt", store.attempt(&ThrottleKey::account("zoe@example.com"), &Policy::ACCOUNT, NOON)).await;
    plans.hear("forgive", store.forgive(&ThrottleKey::account("zoe@example.com"))).await;
    plans.hear("settle", store.settle(&SignInTry::of("zoe@example.com", "192.0.2.1"))).await;
    plans.hear("forget", store.forget(&ThrottleKey::account("zoe@example.com"))).await;
}

async fn for_issuing(plans: &Plans, store: &dyn Store, house: &House) {
    let (code, device) = (hash("code"), hash("device"));
    let known = GrantId::from_stored("f7".to_owned());
    let line = AuditEntry {
        at: NOON,
        event: AuditEvent::TokensIssued,
        actor: Actor::App,
        user_id: None,
        client_id: None,
        from: AskedFrom::default(),
        detail: None,
    };
    let password = RightPassword { hash: outdated_password(), tried: SignInTry::of("zoe@example.com", "192.0.2.1") };
    for (name, spent) in [
        ("issue for credentials", Spent::Nothing),
        ("issue for a password", Spent::Password(&password)),
        ("issue for a code", Spent::Code(&code)),
        ("issue for a device", Spent::Device(&device)),
        ("issue for a refresh token", Spent::RefreshToken(&code)),
        ("issue once more", Spent::Nothing),
    ] {
        let name = format!("{name} {}", plans.count());
        let mut grant = house.grant(&name);
        let family = match spent {
            Spent::RefreshToken(_) => Family::GoesOn { seen_from: None },
            _ if name.contains("more") => Family::GoesOn { seen_from: None },
            _ => Family::Begins { grant: &grant.clone(), line: &line },
        };
        if matches!(family, Family::GoesOn { .. }) {
            grant.id = known.clone();
        }
        let (access, refresh) = (house.access_token(&name, &grant), house.refresh_token(&name, &grant));
        let issue = Issue { spent, family, access_token: &access, refresh_token: Some(&refresh) };
        plans.hear(&name, store.issue(&issue)).await;
    }
}

async fn for_several_at_once(plans: &Plans, store: &dyn Store, house: &House) {
    let tokens = [1, 2, 3].map(|n| hash(&format!("token {n}")));
    let [one, two, three] = tokens.each_ref().map(|token| store.refresh_token(token));
    plans.hear_together("refresh_token thrice", async { tokio::try_join!(one, two, three) }).await;

    let grant = house.grant("several");
    let names = tokens.each_ref().map(|token| format!("several {} {}", plans.count(), token.as_str()));
    let access = names.each_ref().map(|name| house.access_token(name, &grant));
    let refresh = names.each_ref().map(|name| house.refresh_token(name, &grant));
    let issues = [0, 1, 2].map(|n| Issue {
        spent: Spent::RefreshToken(&tokens[n]),
        family: Family::GoesOn { seen_from: None },
        access_token: &access[n],
        refresh_token: Some(&refresh[n]),
    });
    let [one, two, three] = issues.each_ref().map(|issue| store.issue(issue));
    plans.hear_together("issue for refresh tokens thrice", async { tokio::try_join!(one, two, three) }).await;
}

async fn for_codes_and_devices(plans: &Plans, store: &dyn Store, house: &House) {
    let device = house.device("device");
    store.keep_device(&device).await.ok();
    plans.hear("request", store.request(&hash("request"), Some(house.user))).await;
    plans.hear("answer_request", store.answer_request(&hash("request"), NOON)).await;
    plans.hear("code", store.code(&hash("code"), &house.app)).await;
    plans.hear("redeem_code", store.redeem_code(&hash("code"), &house.app, NOON)).await;
    plans.hear("forget_codes", store.forget_codes(house.user, Some(&house.app))).await;
    plans.hear("forget_codes of a person", store.forget_codes(house.user, None)).await;
    // In time, too soon, and after the answer: each takes another way.
    for what in ["poll_device in time", "poll_device too soon"] {
        plans.hear(what, store.poll_device(&device.device_code, &house.app, NOON)).await;
    }
    plans.hear("pending_device", store.pending_device(&device.user_code, NOON)).await;
    plans.hear("device", store.device(&device.user_code)).await;
    let approve = DeviceDecision::Approve(house.user);
    plans.hear("decide_device", store.decide_device(&device.user_code, approve, NOON)).await;
    plans.hear("poll_device approved", store.poll_device(&device.device_code, &house.app, NOON)).await;
    plans.hear("withdraw_approvals", store.withdraw_approvals(house.user, Some(&house.app))).await;
    plans.hear("withdraw_approvals of a person", store.withdraw_approvals(house.user, None)).await;
}

async fn for_people(plans: &Plans, store: &dyn Store, house: &House) {
    let email = "zoe@example.com".parse().unwrap();
    plans.hear("user", store.user(house.user)).await;
    plans.hear("user_by_email", store.user_by_email(&email)).await;
    plans.hear("consent", store.consent(house.user, &house.app)).await;
    plans.hear("consents_of", store.consents_of(house.user)).await;
    plans.hear("ticket", store.ticket(&hash("ticket"))).await;
    plans.hear("redeem_ticket", store.redeem_ticket(&hash("ticket"), NOON)).await;
    let ticket = house.ticket("ticket");
    plans.hear("void_tickets", store.void_tickets(ticket.purpose, &ticket.email, NOON)).await;
}

async fn for_pages(plans: &Plans, store: &dyn Store, house: &House) {
    let (user, app) = (rows::SOMEBODY, rows::some_app());
    plans.hear("grants_of", store.grants_of(user, NOON)).await;
    plans.hear("count_grants_of_client", store.count_grants_of_client(&app, NOON)).await;
    plans.hear("count_people_of_client", store.count_people_of_client(&app, NOON)).await;
    plans.hear("revoke_grants_of", store.revoke_grants_of(user, &app, NOON)).await;
    plans.hear("revoke_grants_of_user", store.revoke_grants_of_user(house.user, NOON)).await;
    plans.hear("revoke_grants_of_client", store.revoke_grants_of_client(&house.app, NOON)).await;
    plans.hear("clients_of", store.clients_of(user)).await;
    plans.hear("logo", store.logo("hash")).await;
    plans.hear("note_problem", store.note_problem(&house.problem("problem"))).await;
    plans.hear("problems_of", store.problems_of(&app)).await;
    let page = AuditQuery { limit: 50, ..AuditQuery::default() };
    for before in [None, Some(4000)] {
        let page = AuditQuery { before, ..page.clone() };
        let (sign_in, whose) = (Some(AuditEvent::SignIn), Some(app.clone()));
        plans.hear("audit of a person", store.audit(&AuditQuery { user_id: Some(user), ..page.clone() })).await;
        plans.hear("audit of an app", store.audit(&AuditQuery { client_id: whose, ..page.clone() })).await;
        plans.hear("audit of an event", store.audit(&AuditQuery { event: sign_in, ..page })).await;
    }
    plans.hear("audit before", store.audit(&AuditQuery { before: Some(4000), ..page.clone() })).await;
    plans.hear("audit after", store.audit(&AuditQuery { after: Some(4000), ..page })).await;
}

async fn for_sessions(plans: &Plans, user: UserId) {
    let sessions = SqlSessions::new(plans.database().clone(), || NOON);
    let mut record =
        Record { id: Id::default(), data: std::collections::HashMap::new(), expiry_date: NOON + Duration::HOUR };
    plans.hear("create a session", sessions.create(&mut record)).await;
    plans.hear("load a session", sessions.load(&record.id)).await;
    plans.hear("save a session", sessions.save(&record)).await;
    plans.hear("delete a session", sessions.delete(&record.id)).await;
    plans.hear("sessions_of", sessions.sessions_of(user)).await;
    plans.hear("end_session", sessions.end_session(user, "name")).await;
    plans.hear("end_sessions_of", sessions.end_sessions_of(user)).await;
    plans.hear("end_sessions_of_but", sessions.end_sessions_of_but(user, "name")).await;
}

async fn for_purging(plans: &Plans, store: &dyn Store) {
    for kind in PurgeKind::ALL {
        let cleared = plans.hear(&format!("purge {kind:?}"), store.purge(kind, NOON, 20_000)).await;
        assert!(cleared > 0, "there was something to find: {kind:?}");
    }
    let sessions = SqlSessions::new(plans.database().clone(), || NOON);
    plans.hear("purge sessions", sessions.purge(NOON, 20_000)).await;
    plans.hear("forget_audit", store.forget_audit(NOON, 20_000)).await;
}
