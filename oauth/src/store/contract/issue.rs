//! What a token request gives and what it costs, written together.

use std::sync::Arc;

use super::given::{begin, line};
use super::support::{CROWDS, House, NOON, at, count, hash, outdated_password};
use crate::model::{AccessToken, AuditEntry, AuditQuery, DeviceState, Grant, RefreshToken, UserState};
use crate::password::PasswordHash;
use crate::store::{Database, DeviceDecision, Family, Issue, PolledDevice, RightPassword, Spent, Store};
use crate::throttle::{Attempt, SignInTry};
use crate::types::{Secret, SecretHash, Subject};

/// A family that could begin, and its first tokens.
#[derive(Clone)]
struct First {
    grant: Grant,
    line: AuditEntry,
    access: AccessToken,
    refresh: RefreshToken,
}

impl First {
    fn issue<'a>(&'a self, spent: Spent<'a>) -> Issue<'a> {
        let family = Family::Begins { grant: &self.grant, line: &self.line };
        Issue { spent, family, access_token: &self.access, refresh_token: Some(&self.refresh) }
    }

    /// That all of it is there, or nothing.
    async fn is_there(&self, store: &dyn Store) -> bool {
        let access = store.access_token(&self.access.id).await.unwrap();
        let refresh = store.refresh_token(&self.refresh.token).await.unwrap();
        let lines = store.audit(&AuditQuery { limit: 1000, ..AuditQuery::default() }).await.unwrap();
        let line = lines.iter().any(|line| line.entry == self.line);
        if access.is_some() {
            assert_eq!(access.as_ref(), Some(&self.access));
            assert_eq!(refresh, Some((self.refresh.clone(), self.grant.clone())));
        }
        assert_eq!((access.is_some(), refresh.is_some()), (line, line), "together or not at all");
        line
    }
}

impl House {
    fn first(&self, name: &str) -> First {
        let grant = self.grant(name);
        let access = self.access_token(&format!("access of {name}"), &grant);
        First { line: line(&grant), access, refresh: self.refresh_token(&format!("refresh of {name}"), &grant), grant }
    }

    async fn approved_device(&self, name: &str) -> SecretHash {
        let device = self.device(name);
        self.store().keep_device(&device).await.unwrap();
        let approve = DeviceDecision::Approve(self.user);
        assert!(self.store().decide_device(&device.user_code, approve, at(1)).await.unwrap());
        device.device_code
    }

    async fn unused_code(&self, name: &str) -> SecretHash {
        self.store().store_code(&self.code(name)).await.unwrap();
        hash(name)
    }

    /// A family with one refresh token, which nobody has used.
    async fn refreshable(&self, name: &str) -> (Grant, SecretHash) {
        let grant = self.grant(&format!("family of {name}"));
        begin(self.store(), &grant, &self.access_token(name, &grant), Some(&self.refresh_token(name, &grant))).await;
        (grant, hash(name))
    }
}

pub async fn nothing_is_issued_for_what_is_not_there(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (first, nothing) = (house.first("family"), hash("nothing"));
    for spent in [Spent::Code(&nothing), Spent::Device(&nothing), Spent::RefreshToken(&nothing)] {
        assert!(!house.store().issue(&first.issue(spent)).await.unwrap(), "{spent:?}");
        assert!(!first.is_there(house.store()).await, "{spent:?}");
    }
}

pub async fn a_family_that_is_not_there_does_not_go_on(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let first = house.first("family");
    let family = Family::GoesOn { seen_from: None };
    let issue =
        Issue { spent: Spent::Nothing, family, access_token: &first.access, refresh_token: Some(&first.refresh) };
    assert!(!house.store().issue(&issue).await.unwrap());
    assert!(!first.is_there(house.store()).await);
}

pub async fn nothing_is_issued_for_a_device_that_nobody_has_approved(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (first, device) = (house.first("family"), house.device("device"));
    house.store().keep_device(&device).await.unwrap();
    assert!(!house.store().issue(&first.issue(Spent::Device(&device.device_code))).await.unwrap());
    assert!(house.store().decide_device(&device.user_code, DeviceDecision::Refuse, at(1)).await.unwrap());
    assert!(!house.store().issue(&first.issue(Spent::Device(&device.device_code))).await.unwrap());
    assert!(!first.is_there(house.store()).await);
}

/// Between their yes and the application's request, an administrator may have suspended them.
pub async fn nothing_begins_for_somebody_who_is_suspended_or_gone(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (code, device) = (house.unused_code("code").await, house.approved_device("device").await);
    let password = house.right_password().await;
    house.store().set_user_state(house.user, UserState::Suspended).await.unwrap();
    let first = house.first("family");
    for spent in [Spent::Nothing, Spent::Password(&password), Spent::Code(&code), Spent::Device(&device)] {
        assert!(!house.store().issue(&first.issue(spent)).await.unwrap(), "{spent:?}");
        assert!(!first.is_there(house.store()).await, "{spent:?}");
    }
    house.store().set_user_state(house.user, UserState::Active).await.unwrap();
    assert!(house.store().issue(&first.issue(Spent::Code(&code))).await.unwrap(), "and it cost nothing");
    house.store().delete_user(house.user).await.unwrap();
    for spent in [Spent::Nothing, Spent::Password(&password)] {
        assert!(!house.store().issue(&house.first("other family").issue(spent)).await.unwrap(), "{spent:?}");
    }
}

impl House {
    /// Another password from now on, and a right one.
    async fn right_password(&self) -> RightPassword {
        let hash = PasswordHash::of(&Secret::from("open sesame".to_owned()));
        self.store().set_password(self.user, &hash).await.unwrap();
        RightPassword { hash, tried: SignInTry::of("zoe@example.com", "192.0.2.1") }
    }

    /// The same, after as many tries as are free for the account and for the address.
    async fn right_after_many_tries(&self) -> RightPassword {
        let right = self.right_password().await;
        for (key, policy) in right.tried.keys() {
            while let Attempt::Allowed = self.store().attempt(key, policy, NOON).await.unwrap() {}
        }
        right
    }

    async fn may_try(&self, tried: &SignInTry) -> bool {
        self.store().attempt_both(tried.keys(), NOON).await.unwrap() == Attempt::Allowed
    }
}

pub async fn tokens_for_a_password_settle_its_try(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let right = house.right_after_many_tries().await;
    let first = house.first("family");
    assert!(!house.may_try(&right.tried).await);
    assert!(house.store().issue(&first.issue(Spent::Password(&right))).await.unwrap());
    assert!(first.is_there(house.store()).await);
    assert!(house.may_try(&right.tried).await, "forgotten for the account, taken back from the address");
    assert!(!house.may_try(&right.tried).await, "and no more than one");
}

pub async fn many_who_give_the_same_password_at_once_all_get_tokens(db: Arc<dyn Database>) {
    let house = Arc::new(House::on(db).await);
    let right = house.right_after_many_tries().await;
    for crowd in CROWDS {
        let (at_hand, right) = (Arc::clone(&house), right.clone());
        let number = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let answers = crowd
            .race(&house.db, move |store| {
                let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let (first, right) = (at_hand.first(&format!("{} {number}", crowd.name())), right.clone());
                Box::pin(async move { store.issue(&first.issue(Spent::Password(&right))).await.unwrap() })
            })
            .await;
        assert_eq!(count(&answers, |issued| *issued), crowd.len(), "{crowd:?}");
    }
}

/// Whoever chooses another password has ended what the old one could do, and a request with it may be under way.
pub async fn nothing_begins_for_a_password_that_is_another_by_now(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let right = house.right_after_many_tries().await;
    let password = Secret::from("open sesame".to_owned());
    house.store().set_password(house.user, &PasswordHash::of(&password)).await.unwrap();
    let first = house.first("family");
    assert!(!house.store().issue(&first.issue(Spent::Password(&right))).await.unwrap());
    assert!(!first.is_there(house.store()).await);
    assert!(!house.may_try(&right.tried).await, "and the try is not taken back");

    let outdated = outdated_password();
    house.store().set_password(house.user, &outdated.again(&password)).await.unwrap();
    let right = RightPassword { hash: outdated, ..right };
    assert!(house.store().issue(&first.issue(Spent::Password(&right))).await.unwrap(), "the same, hashed as today");
}

pub async fn what_is_issued_is_there_all_of_it_and_what_it_cost_is_used_up(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let (code, device) = (house.unused_code("code").await, house.approved_device("device").await);
    let (_, refresh) = house.refreshable("refresh").await;
    let costs = [Spent::Nothing, Spent::Code(&code), Spent::Device(&device), Spent::RefreshToken(&refresh)];
    for (number, spent) in costs.into_iter().enumerate() {
        let (first, second) = (house.first(&format!("first {number}")), house.first(&format!("second {number}")));
        assert!(store.issue(&first.issue(spent)).await.unwrap(), "{spent:?}");
        assert!(first.is_there(store).await, "{spent:?}");
        let again = store.issue(&second.issue(spent)).await.unwrap();
        assert_eq!((again, second.is_there(store).await), (number == 0, number == 0), "{spent:?}");
    }
    assert!(store.code(&code, &house.app).await.unwrap().unwrap().used);
    assert_eq!(store.poll_device(&device, &house.app, at(2)).await.unwrap(), PolledDevice::Unknown);
    let closed = store.device(&house.device("device").user_code).await.unwrap().unwrap();
    assert_eq!(closed.state, DeviceState::Closed);
    let (used, _) = store.refresh_token(&refresh).await.unwrap().unwrap();
    assert_eq!(used.used_at, Some(house.first("any").access.created_at));
}

/// Row 62 (RFC 9068 §2.2): there is no person to ask about.
pub async fn an_applications_own_family_begins_without_a_person(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let first = house.first("family");
    let grant = Grant { subject: Subject::Client(house.app.clone()), ..first.grant.clone() };
    let access = house.access_token("own", &grant);
    let family = Family::Begins { grant: &grant, line: &AuditEntry { user_id: None, ..first.line } };
    let issue = Issue { spent: Spent::Nothing, family, access_token: &access, refresh_token: None };
    assert!(house.store().issue(&issue).await.unwrap());
    assert_eq!(house.store().access_token(&access.id).await.unwrap(), Some(access));
}

pub async fn a_family_that_goes_on_was_seen(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (grant, token) = house.refreshable("first").await;
    for (second, seen_from, spent) in [
        (5, Some("192.0.2.9"), Spent::RefreshToken(&token)),
        (9, None, Spent::Nothing),
        // Whoever is late does not turn the clock back.
        (7, Some("192.0.2.7"), Spent::Nothing),
    ] {
        let access = AccessToken {
            created_at: at(second),
            last_used_at: at(second),
            ..house.access_token(&format!("access {second}"), &grant)
        };
        // The same successor each time: the first stays.
        let successor = RefreshToken { created_at: at(second), ..house.refresh_token("second", &grant) };
        let family = Family::GoesOn { seen_from };
        let issue = Issue { spent, family, access_token: &access, refresh_token: Some(&successor) };
        assert!(house.store().issue(&issue).await.unwrap());
        let (kept, family) = house.store().refresh_token(&successor.token).await.unwrap().unwrap();
        assert_eq!(kept.created_at, at(5));
        let seen = if second == 5 { (at(5), seen_from.map(str::to_owned)) } else { (at(9), None) };
        assert_eq!((family.last_used_at, family.last_used_from), seen, "after {second} s");
        assert!(house.store().access_token(&access.id).await.unwrap().is_some(), "after {second} s");
    }
}

pub async fn what_is_issued_in_a_dropped_transaction_never_happened(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (first, code) = (house.first("family"), house.unused_code("code").await);
    let transaction = house.db.begin().await.unwrap();
    assert!(transaction.issue(&first.issue(Spent::Code(&code))).await.unwrap());
    assert!(first.is_there(&*transaction).await);
    drop(transaction);
    assert!(!first.is_there(house.store()).await);
    assert!(house.store().issue(&first.issue(Spent::Code(&code))).await.unwrap());
}

/// What kind of thing many try to spend at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Code,
    Device,
    RefreshToken,
}

/// Rows 8, 29 (RFC 6749 §4.1.2, RFC 8628 §5.2).
pub async fn one_of_many_who_spend_the_same_gets_tokens(db: Arc<dyn Database>) {
    let house = Arc::new(House::on(db).await);
    for (crowd, kind) in
        CROWDS.into_iter().flat_map(|crowd| [Kind::Code, Kind::Device, Kind::RefreshToken].map(|kind| (crowd, kind)))
    {
        let name = format!("{kind:?} {}", crowd.name());
        let secret = match kind {
            Kind::Code => house.unused_code(&name).await,
            Kind::Device => house.approved_device(&name).await,
            Kind::RefreshToken => house.refreshable(&name).await.1,
        };
        let (at_hand, number) = (Arc::clone(&house), Arc::new(std::sync::atomic::AtomicUsize::new(0)));
        let answers = crowd
            .race(&house.db, move |store| {
                let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let (first, secret) = (at_hand.first(&format!("{name} {number}")), secret.clone());
                Box::pin(async move {
                    let spent = match kind {
                        Kind::Code => Spent::Code(&secret),
                        Kind::Device => Spent::Device(&secret),
                        Kind::RefreshToken => Spent::RefreshToken(&secret),
                    };
                    (store.issue(&first.issue(spent)).await.unwrap(), first)
                })
            })
            .await;
        assert_eq!(count(&answers, |(won, _)| *won), 1, "{crowd:?} {kind:?}");
        for (won, first) in answers {
            let access = house.store().access_token(&first.access.id).await.unwrap();
            assert_eq!(access.is_some(), won, "{crowd:?} {kind:?}");
        }
    }
}
