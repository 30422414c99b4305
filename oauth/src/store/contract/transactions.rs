//! Together or not at all.

use std::sync::Arc;

use super::given::begin;
use super::support::{House, at, hash, person};
use crate::store::{Database, RedeemedCode, StoreError};

pub async fn what_is_dropped_never_happened(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let code = house.code("code");
    house.store().store_code(&code).await.unwrap();

    let transaction = house.db.begin().await.unwrap();
    transaction.create_user(person("ghost@example.com")).await.unwrap();
    transaction.redeem_code(&code.code, &house.app, at(1)).await.unwrap();
    transaction.keep_request(&house.request("request")).await.unwrap();
    drop(transaction);

    assert_eq!(house.store().count_users().await.unwrap(), 1);
    assert_eq!(house.kept(&hash("request")).await, None);
    let redeemed = house.store().redeem_code(&code.code, &house.app, at(2)).await.unwrap();
    assert_eq!(redeemed, RedeemedCode::Won(Box::new(code)));
}

pub async fn what_is_committed_happened_together(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (grant, request) = (house.grant("family"), house.request("request"));
    let (access, refresh) = (house.access_token("access", &grant), house.refresh_token("refresh", &grant));

    let transaction = house.db.begin().await.unwrap();
    transaction.keep_request(&request).await.unwrap();
    begin(&*transaction, &grant, &access, Some(&refresh)).await;
    transaction.commit().await.unwrap();

    assert_eq!(house.kept(&request.id).await, Some(request));
    assert_eq!(house.store().refresh_token(&refresh.token).await.unwrap(), Some((refresh, grant)));
}

pub async fn a_transaction_sees_what_it_wrote(db: Arc<dyn Database>) {
    let transaction = db.begin().await.unwrap();
    let user = transaction.create_user(person("zoe@example.com")).await.unwrap();
    assert_eq!(transaction.user(user.id).await.unwrap().as_ref(), Some(&user));
    assert_eq!(transaction.establish_fact("made by", "one").await.unwrap(), "one");
    assert_eq!(transaction.fact("made by").await.unwrap().as_deref(), Some("one"));
    transaction.commit().await.unwrap();
    assert_eq!(db.store().user(user.id).await.unwrap(), Some(user));
}

/// A user code that is in use is drawn anew, in the same transaction.
pub async fn a_refused_duplicate_does_not_spoil_its_transaction(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let transaction = house.db.begin().await.unwrap();
    let taken = transaction.create_user(person("zoe@example.com")).await;
    assert!(matches!(taken, Err(StoreError::Duplicate(_))), "{taken:?}");
    let free = transaction.create_user(person("other@example.com")).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(house.store().user(free.id).await.unwrap(), Some(free));
}
