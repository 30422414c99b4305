//! Token families and their tokens.

use std::sync::Arc;

use time::{Duration, OffsetDateTime};

use super::given::{begin, go_on};
use super::support::{CROWDS, House, at, count, hash};
use crate::model::{AccessToken, Grant, RefreshToken};
use crate::store::{Database, RedeemRefresh, RedeemedRefresh, Store};
use crate::types::{ClientId, GrantId, GrantType, SecretHash, Subject, TokenId};

const GRACE: Duration = Duration::seconds(60);

/// Exchanges `first` for `second`, or whichever they are called.
async fn redeem(store: &dyn Store, (token, successor): (&str, &str), now: OffsetDateTime) -> RedeemedRefresh {
    let (token, successor): (SecretHash, SecretHash) = (hash(token), hash(successor));
    let redeem = RedeemRefresh { token: &token, successor: &successor, now, grace: GRACE };
    store.redeem_refresh_token(&redeem).await.unwrap()
}

impl House {
    /// A family with its first two refresh tokens.
    async fn family(&self, first: &str, second: &str) {
        let grant = self.grant(&format!("family of {first}"));
        let store = self.store();
        begin(store, &grant, &self.access_token(first, &grant), Some(&self.refresh_token(first, &grant))).await;
        go_on(store, &grant, &self.access_token(second, &grant), Some(&self.refresh_token(second, &grant))).await;
    }
}

pub async fn an_unknown_token_is_nothing(db: Arc<dyn Database>) {
    let store = db.store();
    assert_eq!(store.access_token(&TokenId::from_stored("token".to_owned())).await.unwrap(), None);
    assert_eq!(store.bearer(&TokenId::from_stored("token".to_owned())).await.unwrap(), None);
    assert_eq!(store.refresh_token(&hash("token")).await.unwrap(), None);
    // There is nothing to revoke, which is what was wanted.
    store.revoke_grant(&GrantId::from_stored("family".to_owned()), at(0)).await.unwrap();
}

pub async fn a_family_and_its_tokens_come_back_as_they_were_stored(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for origin in GrantType::ALL {
        let grant = Grant { origin, ..house.grant(&format!("family by {origin:?}")) };
        let access = house.access_token(&format!("access by {origin:?}"), &grant);
        let refresh = house.refresh_token(&format!("refresh by {origin:?}"), &grant);
        begin(house.store(), &grant, &access, Some(&refresh)).await;
        let person = house.store().user(house.user).await.unwrap();
        assert_eq!(house.store().bearer(&access.id).await.unwrap(), Some((access.clone(), person)));
        assert_eq!(house.store().access_token(&access.id).await.unwrap(), Some(access));
        assert_eq!(house.store().refresh_token(&refresh.token).await.unwrap(), Some((refresh, grant)));
    }
}

pub async fn an_application_and_a_token_are_found_together_whosever_it_is(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (store, nowhere) = (house.store(), "nowhere".parse().unwrap());
    let grant = house.grant("family");
    let access = house.access_token("access", &grant);
    begin(store, &grant, &access, None).await;
    let [app, other] = [&house.app, &house.other_app].map(|id| async move { store.client(id).await.unwrap() });
    let (app, other) = (app.await, other.await);
    let unknown = TokenId::from_stored("unknown".to_owned());
    let find = async |client: &ClientId, token: &TokenId| store.client_and_token(client, token).await.unwrap();
    assert_eq!(find(&house.app, &access.id).await, (app.clone(), Some(access.clone())));
    assert_eq!(find(&house.other_app, &access.id).await, (other, Some(access.clone())), "the rule looks whose it is");
    assert_eq!(find(&house.app, &unknown).await, (app.clone(), None));
    assert_eq!(find(&nowhere, &access.id).await, (None, None), "nobody asks");

    store.revoke_grant(&grant.id, at(9)).await.unwrap();
    let revoked = AccessToken { revoked_at: Some(at(9)), ..access.clone() };
    assert_eq!(find(&house.app, &revoked.id).await, (app, Some(revoked.clone())));
}

/// Row 62 (RFC 9068 §2.2).
pub async fn an_applications_own_token_has_no_person(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let grant = Grant { subject: Subject::Client(house.app.clone()), ..house.grant("family") };
    let token = house.access_token("token", &grant);
    begin(house.store(), &grant, &token, None).await;
    assert_eq!(house.store().bearer(&token.id).await.unwrap(), Some((token.clone(), None)));
    assert_eq!(house.store().access_token(&token.id).await.unwrap(), Some(token));
}

/// Row 44's other half: the rest of the family lives on.
pub async fn an_access_token_is_revoked_alone(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let grant = house.grant("family");
    begin(house.store(), &grant, &house.access_token("one", &grant), None).await;
    go_on(house.store(), &grant, &house.access_token("other", &grant), None).await;
    let [one, other] = ["one", "other"].map(|name| TokenId::from_stored(name.to_owned()));
    house.store().revoke_access_token(&TokenId::from_stored("unknown".to_owned()), at(1)).await.unwrap();
    house.store().revoke_access_token(&one, at(1)).await.unwrap();
    house.store().revoke_access_token(&one, at(2)).await.unwrap();
    assert_eq!(house.store().access_token(&one).await.unwrap().unwrap().revoked_at, Some(at(1)));
    assert_eq!(house.store().access_token(&other).await.unwrap().unwrap().revoked_at, None);
}

/// Row 44 (RFC 7009 §2.1).
pub async fn a_revoked_family_takes_its_tokens_along(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (grant, other) = (house.grant("family"), house.grant("other family"));
    let (one, two) = (house.access_token("one", &grant), house.access_token("two", &grant));
    let two = AccessToken { revoked_at: Some(at(1)), ..two };
    let refresh = house.refresh_token("refresh", &grant);
    let spared = house.access_token("spared", &other);
    begin(house.store(), &grant, &one, Some(&refresh)).await;
    go_on(house.store(), &grant, &two, None).await;
    begin(house.store(), &other, &spared, None).await;

    house.store().revoke_grant(&grant.id, at(2)).await.unwrap();
    house.store().revoke_grant(&grant.id, at(3)).await.unwrap();

    let revoked_at =
        async |token: &AccessToken| house.store().access_token(&token.id).await.unwrap().unwrap().revoked_at;
    // The first time counts, and a token that was taken back earlier keeps its own.
    assert_eq!((revoked_at(&one).await, revoked_at(&two).await), (Some(at(2)), Some(at(1))));
    assert_eq!(revoked_at(&spared).await, None);
    let (_, family) = house.store().refresh_token(&refresh.token).await.unwrap().unwrap();
    assert_eq!(family.revoked_at, Some(at(2)));
}

pub async fn a_refresh_token_stored_twice_stays_the_first(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    house.family("first", "second").await;
    assert_eq!(redeem(house.store(), ("first", "second"), at(1)).await, RedeemedRefresh::Won);
    let (first, grant) = house.store().refresh_token(&hash("first")).await.unwrap().unwrap();
    let again = RefreshToken { created_at: at(5), used_at: None, ..first.clone() };
    go_on(house.store(), &grant, &house.access_token("once more", &grant), Some(&again)).await;
    assert_eq!(house.store().refresh_token(&hash("first")).await.unwrap(), Some((first, grant)));
}

pub async fn an_unknown_refresh_token_opens_nothing(db: Arc<dyn Database>) {
    assert_eq!(redeem(db.store(), ("first", "second"), at(1)).await, RedeemedRefresh::Unknown);
}

pub async fn a_repetition_within_the_grace_is_a_lost_answer(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    house.family("first", "second").await;
    assert_eq!(redeem(house.store(), ("first", "second"), at(1)).await, RedeemedRefresh::Won);
    assert_eq!(redeem(house.store(), ("first", "second"), at(2)).await, RedeemedRefresh::Repeated);
    // A repetition does not prolong the grace; its last moment still counts.
    assert_eq!(redeem(house.store(), ("first", "second"), at(61)).await, RedeemedRefresh::Repeated);
}

/// Row 71 (RFC 9700 §4.14.2).
pub async fn a_repetition_after_the_grace_is_a_theft(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    house.family("first", "second").await;
    assert_eq!(redeem(house.store(), ("first", "second"), at(1)).await, RedeemedRefresh::Won);
    assert_eq!(redeem(house.store(), ("first", "second"), at(62)).await, RedeemedRefresh::Reused);
}

/// Row 71 (RFC 9700 §4.14.2).
pub async fn a_repetition_after_its_successor_was_used_is_a_theft(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    house.family("first", "second").await;
    assert_eq!(redeem(house.store(), ("first", "second"), at(1)).await, RedeemedRefresh::Won);
    assert_eq!(redeem(house.store(), ("second", "third"), at(2)).await, RedeemedRefresh::Won);
    assert_eq!(redeem(house.store(), ("first", "second"), at(3)).await, RedeemedRefresh::Reused);
}

pub async fn one_of_many_refreshes_wins_and_the_others_repeat_it(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for crowd in CROWDS {
        let (first, second) = (crowd.name(), format!("after {}", crowd.name()));
        house.family(&first, &second).await;
        let answers = crowd
            .race(&house.db, move |store| {
                let (first, second) = (first.clone(), second.clone());
                Box::pin(async move { redeem(store, (&first, &second), at(1)).await })
            })
            .await;
        assert_eq!(count(&answers, |answer| *answer == RedeemedRefresh::Won), 1, "{crowd:?}");
        assert_eq!(count(&answers, |answer| *answer == RedeemedRefresh::Repeated), crowd.len() - 1, "{crowd:?}");
    }
}
