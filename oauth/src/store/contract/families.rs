//! Which families are alive, when they were last used, and how they end together.

use std::sync::Arc;

use time::Duration;

use super::given::{begin, go_on};
use super::support::{House, NOON, at, hash, person};
use crate::model::{AccessToken, Grant, RefreshToken};
use crate::store::{Database, PurgeKind, RedeemRefresh, RedeemedRefresh};
use crate::types::{GrantId, Subject};

impl House {
    /// An access token that has expired already.
    fn expired(&self, name: &str, grant: &Grant) -> AccessToken {
        AccessToken { expires_at: NOON, ..self.access_token(name, grant) }
    }

    /// The person's families at this second.
    async fn names_at(&self, second: i64) -> Vec<String> {
        let grants = self.store().grants_of(self.user, at(second)).await.unwrap();
        grants.into_iter().map(|grant| grant.id.as_str().to_owned()).collect()
    }

    /// How many there are of the application at this second.
    async fn count_at(&self, second: i64) -> u64 {
        self.store().count_grants_of_client(&self.app, at(second)).await.unwrap()
    }
}

pub async fn where_nothing_was_allowed_there_are_no_families(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    assert!(house.names_at(0).await.is_empty());
    assert_eq!(house.count_at(0).await, 0);
}

pub async fn a_persons_families_come_latest_first(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let other = house.store().create_user(person("other@example.com")).await.unwrap().id;
    house.living("the other's", &house.app, Subject::User(other)).await;
    house.living("the app's", &house.app, Subject::Client(house.app.clone())).await;
    let mut latest_first = Vec::new();
    for (name, second) in [("b", 5), ("a", 1), ("c", 1)] {
        let grant = Grant { created_at: at(second), ..house.grant(name) };
        begin(house.store(), &grant, &house.access_token(name, &grant), None).await;
        latest_first.push(grant);
    }
    assert_eq!(house.store().grants_of(house.user, at(9)).await.unwrap(), latest_first);
    assert_eq!(house.count_at(9).await, 5);
    assert_eq!(house.store().count_grants_of_client(&house.other_app, at(9)).await.unwrap(), 0);
}

pub async fn a_family_lives_as_long_as_one_token_is_good(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    house.living("family", &house.app, Subject::User(house.user)).await;
    for (second, living) in [(7199, 1), (7200, 1), (8999, 1), (9000, 0)] {
        assert_eq!(house.names_at(second).await.len(), living, "after {second} s");
        assert_eq!(house.count_at(second).await, living as u64, "after {second} s");
    }
}

pub async fn a_family_without_a_good_token_is_not_alive(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let short = Grant { expires_at: at(50), ..house.grant("short") };
    let (empty, used, taken_back) = (house.grant("empty"), house.grant("used"), house.grant("taken back"));
    let good = house.refresh_token("short", &short);
    let spent = RefreshToken { used_at: Some(at(1)), ..house.refresh_token("used", &used) };
    for (grant, refresh) in [(&empty, None), (&short, Some(&good)), (&used, Some(&spent))] {
        begin(store, grant, &house.expired(grant.id.as_str(), grant), refresh).await;
    }
    // Of the first family nothing is left.
    assert_eq!(store.purge(PurgeKind::AccessTokens, NOON, 9).await.unwrap(), 3);
    let dead = AccessToken { revoked_at: Some(at(1)), ..house.access_token("dead", &taken_back) };
    begin(store, &taken_back, &dead, None).await;
    let revoked = house.living("revoked", &house.app, Subject::User(house.user)).await;
    store.revoke_grant(&revoked.id, at(2)).await.unwrap();

    // No refresh reaches beyond its family.
    assert_eq!((house.names_at(49).await, house.count_at(49).await), (vec!["short".to_owned()], 1));
    assert_eq!((house.names_at(50).await, house.count_at(50).await), (vec![], 0));
}

pub async fn a_refreshed_family_lives_by_its_last_token(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let grant = house.grant("family");
    let (first, second) = (house.refresh_token("first", &grant), house.refresh_token("second", &grant));
    begin(store, &grant, &house.expired("first", &grant), Some(&first)).await;
    let redeem = RedeemRefresh { token: &first.token, successor: &second.token, now: at(1), grace: Duration::ZERO };
    assert_eq!(store.redeem_refresh_token(&redeem).await.unwrap(), RedeemedRefresh::Won);
    assert!(house.names_at(2).await.is_empty());
    go_on(store, &grant, &house.expired("second", &grant), Some(&second)).await;
    assert_eq!(house.names_at(2).await, ["family"]);
}

pub async fn the_families_of_one_application_for_one_person_die_together(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let (app, user) = (&house.app, Subject::User(house.user));
    let other = store.create_user(person("other@example.com")).await.unwrap().id;
    for name in ["one", "two"] {
        house.living(name, app, user.clone()).await;
    }
    house.living("other app", &house.other_app, user).await;
    house.living("other person", app, Subject::User(other)).await;
    house.living("the app's", app, Subject::Client(app.clone())).await;
    assert_eq!(store.revoke_grants_of(house.user, app, at(1)).await.unwrap(), 2);
    assert_eq!(store.revoke_grants_of(house.user, app, at(2)).await.unwrap(), 0);
    assert_eq!(house.names_at(3).await, ["other app"]);
    assert_eq!(store.grants_of(other, at(3)).await.unwrap().len(), 1);
    assert_eq!(house.count_at(3).await, 2);
    let (_, one) = store.refresh_token(&hash("one")).await.unwrap().unwrap();
    assert_eq!(one.revoked_at, Some(at(1)));
}

pub async fn the_people_of_an_application_are_counted_once_each(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let other = store.create_user(person("other@example.com")).await.unwrap().id;
    let people_at = async |second| store.count_people_of_client(&house.app, at(second)).await.unwrap();
    assert_eq!(people_at(0).await, 0);
    for name in ["one", "two"] {
        house.living(name, &house.app, Subject::User(house.user)).await;
    }
    house.living("other", &house.app, Subject::User(other)).await;
    house.living("the app's", &house.app, Subject::Client(house.app.clone())).await;
    house.living("other app", &house.other_app, Subject::User(house.user)).await;
    assert_eq!((people_at(0).await, people_at(8999).await, people_at(9000).await), (2, 2, 0));
    store.revoke_grants_of(other, &house.app, at(1)).await.unwrap();
    assert_eq!(people_at(2).await, 1);
}

pub async fn the_last_use_of_a_family_is_noted_and_its_tokens_tell_it(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let user = Subject::User(house.user);
    let family = house.living("family", &house.app, user.clone()).await;
    let other = house.living("other", &house.app, user).await;
    // There is nothing to note, which is no error.
    store.touch_grant(&GrantId::from_stored("unknown".to_owned()), at(1), None).await.unwrap();
    for (second, address) in [(5, Some("2001:db8::2")), (6, None), (7, Some("192.0.2.9"))] {
        store.touch_grant(&family.id, at(second), address).await.unwrap();
        let (_, touched) = store.refresh_token(&hash("family")).await.unwrap().unwrap();
        let last_used_from = address.map(str::to_owned);
        assert_eq!(touched, Grant { last_used_at: at(second), last_used_from, ..family.clone() });
        let access = store.access_token(&house.access_token("family", &family).id).await.unwrap().unwrap();
        assert_eq!(access.last_used_at, at(second));
    }
    // Whoever is late does not turn the clock back.
    store.touch_grant(&family.id, at(6), Some("192.0.2.66")).await.unwrap();
    let (_, touched) = store.refresh_token(&hash("family")).await.unwrap().unwrap();
    assert_eq!((touched.last_used_at, touched.last_used_from.as_deref()), (at(7), Some("192.0.2.9")));
    assert_eq!(store.refresh_token(&hash("other")).await.unwrap().unwrap().1, other);
}
