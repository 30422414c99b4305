//! Authorization requests and codes.

use std::sync::Arc;

use super::given::begin;
use super::support::{CROWDS, House, at, count, hash};
use crate::model::{AskedFrom, AuthorizationCode, AuthorizationRequest, RequestState};
use crate::store::{Database, FoundCode, RedeemedCode};
use crate::types::UserId;

pub async fn an_unknown_request_cannot_be_answered(db: Arc<dyn Database>) {
    assert_eq!(db.store().request(&hash("request"), None).await.unwrap(), None);
    assert!(!db.store().answer_request(&hash("request"), at(0)).await.unwrap());
}

pub async fn an_answer_that_comes_too_late_does_not_count(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let request = house.request("request");
    house.store().keep_request(&request).await.unwrap();
    assert!(!house.store().answer_request(&request.id, request.expires_at).await.unwrap());
    // The page that says so still needs the request (row 107).
    assert_eq!(house.kept(&request.id).await, Some(request));
}

pub async fn a_request_comes_back_as_it_was_kept(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let bare =
        AuthorizationRequest { redirect_uri_given: false, state: None, code_challenge: None, ..house.request("bare") };
    for request in [house.request("full"), bare] {
        house.store().keep_request(&request).await.unwrap();
        assert_eq!(house.kept(&request.id).await, Some(request));
    }
}

pub async fn one_of_many_answers_to_a_request_counts(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for crowd in CROWDS {
        let request = house.request(&crowd.name());
        house.store().keep_request(&request).await.unwrap();
        let id = request.id.clone();
        let answers = crowd
            .race(&house.db, move |store| {
                let id = id.clone();
                Box::pin(async move { store.answer_request(&id, at(1)).await.unwrap() })
            })
            .await;
        assert_eq!(count(&answers, |counts| *counts), 1, "{crowd:?}");
        let answer = house.kept(&request.id).await.unwrap().answer;
        assert_eq!(answer, RequestState::Answered { at: at(1) });
    }
}

pub async fn an_unknown_code_opens_nothing(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let redeemed = house.store().redeem_code(&hash("code"), &house.app, at(1)).await.unwrap();
    assert_eq!(redeemed, RedeemedCode::Unknown);
}

/// Row 9 (RFC 6749 §4.1.3).
pub async fn a_foreign_client_leaves_a_code_untouched(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let code = house.code("code");
    house.store().store_code(&code).await.unwrap();
    let foreign = house.store().redeem_code(&code.code, &house.other_app, at(1)).await.unwrap();
    assert_eq!(foreign, RedeemedCode::Unknown);
    let own = house.store().redeem_code(&code.code, &house.app, at(2)).await.unwrap();
    assert_eq!(own, RedeemedCode::Won(Box::new(code.clone())));
    // Nor does a foreign client hear that it was used.
    let foreign = house.store().redeem_code(&code.code, &house.other_app, at(3)).await.unwrap();
    assert_eq!(foreign, RedeemedCode::Unknown);
}

pub async fn a_code_comes_back_as_it_was_stored(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let bare = AuthorizationCode {
        redirect_uri_given: false,
        code_challenge: None,
        asked_from: AskedFrom::default(),
        ..house.code("bare")
    };
    for code in [house.code("full"), bare] {
        house.store().store_code(&code).await.unwrap();
        let redeemed = house.store().redeem_code(&code.code, &house.app, at(1)).await.unwrap();
        assert_eq!(redeemed, RedeemedCode::Won(Box::new(code)));
    }
}

/// That it has expired is the rule's to say; here it is used up, so that a second try is a replay.
pub async fn an_expired_code_is_used_up_all_the_same(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let code = house.code("code");
    house.store().store_code(&code).await.unwrap();
    let late = house.store().redeem_code(&code.code, &house.app, at(3600)).await.unwrap();
    assert_eq!(late, RedeemedCode::Won(Box::new(code.clone())));
    let again = house.store().redeem_code(&code.code, &house.app, at(3601)).await.unwrap();
    assert_eq!(again, RedeemedCode::Replayed(code.grant_id));
}

pub async fn a_code_is_found_used_or_not_by_its_own_client(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let code = house.code("code");
    house.store().store_code(&code).await.unwrap();
    assert_eq!(house.store().code(&hash("other"), &house.app).await.unwrap(), None);
    assert_eq!(house.store().code(&code.code, &house.other_app).await.unwrap(), None);
    for used in [false, true] {
        let found = house.store().code(&code.code, &house.app).await.unwrap();
        assert_eq!(found, Some(FoundCode { code: code.clone(), used }));
        house.store().redeem_code(&code.code, &house.app, at(1)).await.unwrap();
    }
}

pub async fn codes_of_another_person_or_application_are_not_forgotten(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let code = house.code("code");
    house.store().store_code(&code).await.unwrap();
    assert_eq!(house.store().forget_codes(house.user, Some(&house.other_app)).await.unwrap(), 0);
    for app in [Some(&house.app), None] {
        assert_eq!(house.store().forget_codes(UserId(house.user.0 + 1), app).await.unwrap(), 0);
    }
    let redeemed = house.store().redeem_code(&code.code, &house.app, at(1)).await.unwrap();
    assert_eq!(redeemed, RedeemedCode::Won(Box::new(code)));
}

/// What was taken back before it was fetched is never fetched; the replay of what was fetched is still noticed.
pub async fn an_unused_code_is_forgotten_and_a_used_one_is_not(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let (unused, used) = (house.code("unused"), house.code("used"));
    for code in [&unused, &used] {
        house.store().store_code(code).await.unwrap();
    }
    house.store().redeem_code(&used.code, &house.app, at(1)).await.unwrap();
    assert_eq!(house.store().forget_codes(house.user, Some(&house.app)).await.unwrap(), 1);
    let redeem = async |code: &AuthorizationCode| house.store().redeem_code(&code.code, &house.app, at(2)).await;
    assert_eq!(redeem(&unused).await.unwrap(), RedeemedCode::Unknown);
    assert_eq!(redeem(&used).await.unwrap(), RedeemedCode::Replayed(used.grant_id.clone()));
}

pub async fn all_codes_of_a_person_are_forgotten_at_once(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let of_other = AuthorizationCode { client_id: house.other_app.clone(), ..house.code("of the other") };
    for code in [&house.code("of the app"), &of_other] {
        house.store().store_code(code).await.unwrap();
    }
    assert_eq!(house.store().forget_codes(house.user, None).await.unwrap(), 2);
    let redeemed = house.store().redeem_code(&of_other.code, &house.other_app, at(1)).await.unwrap();
    assert_eq!(redeemed, RedeemedCode::Unknown);
}

/// Row 8 (RFC 6749 §10.5).
pub async fn one_of_many_redemptions_of_a_code_wins(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for crowd in CROWDS {
        let code = house.code(&crowd.name());
        house.store().store_code(&code).await.unwrap();
        let (hash, app) = (code.code.clone(), house.app.clone());
        let answers = crowd
            .race(&house.db, move |store| {
                let (hash, app) = (hash.clone(), app.clone());
                Box::pin(async move { store.redeem_code(&hash, &app, at(1)).await.unwrap() })
            })
            .await;
        let replayed = RedeemedCode::Replayed(code.grant_id.clone());
        assert_eq!(count(&answers, |answer| *answer == replayed), crowd.len() - 1, "{crowd:?}");
        assert_eq!(count(&answers, |answer| *answer == RedeemedCode::Won(Box::new(code.clone()))), 1, "{crowd:?}");
    }
}

/// Row 7 (RFC 6749 §4.1.2): the side effect of the refusal is committed.
pub async fn a_replayed_code_revokes_its_family_and_the_revocation_stays(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let code = house.code("code");
    let grant = house.grant(code.grant_id.as_str());
    let token = house.access_token("token", &grant);
    house.store().store_code(&code).await.unwrap();

    let transaction = house.db.begin().await.unwrap();
    transaction.redeem_code(&code.code, &house.app, at(1)).await.unwrap();
    begin(&*transaction, &grant, &token, None).await;
    transaction.commit().await.unwrap();

    let transaction = house.db.begin().await.unwrap();
    let replayed = transaction.redeem_code(&code.code, &house.app, at(2)).await.unwrap();
    assert_eq!(replayed, RedeemedCode::Replayed(grant.id.clone()));
    transaction.revoke_grant(&grant.id, at(2)).await.unwrap();
    transaction.commit().await.unwrap();

    let token = house.store().access_token(&token.id).await.unwrap().unwrap();
    assert_eq!(token.revoked_at, Some(at(2)));
}
