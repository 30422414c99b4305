//! Devices waiting for a person (RFC 8628).

use std::sync::Arc;

use time::Duration;

use super::support::{CROWDS, House, at, count, hash};
use crate::model::{AskedFrom, DeviceAuthorization, DeviceState};
use crate::store::{Database, DeviceDecision, PolledDevice, StoreError};
use crate::types::{SecretHash, UserCodeHash, UserId};

impl House {
    async fn waiting_device(&self, name: &str) -> DeviceAuthorization {
        let device = self.device(name);
        self.store().keep_device(&device).await.unwrap();
        device
    }

    async fn poll(&self, code: &SecretHash, second: i64) -> PolledDevice {
        self.store().poll_device(code, &self.app, at(second)).await.unwrap()
    }

    async fn approve(&self, code: &UserCodeHash, second: i64) -> bool {
        self.store().decide_device(code, DeviceDecision::Approve(self.user), at(second)).await.unwrap()
    }
}

pub async fn an_unknown_device_code_opens_nothing(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let user_code = UserCodeHash::from_stored("nothing".to_owned());
    assert_eq!(house.poll(&hash("nothing"), 0).await, PolledDevice::Unknown);
    assert_eq!(house.store().pending_device(&user_code, at(0)).await.unwrap(), None);
    assert_eq!(house.store().device(&user_code).await.unwrap(), None);
    assert!(!house.approve(&user_code, 0).await);
}

pub async fn a_user_code_is_in_use_once(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let first = house.waiting_device("first").await;
    let second = DeviceAuthorization { user_code: first.user_code.clone(), ..house.device("second") };
    let again = house.store().keep_device(&second).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    assert_eq!(house.poll(&second.device_code, 0).await, PolledDevice::Unknown);
    assert_eq!(house.store().pending_device(&first.user_code, at(0)).await.unwrap(), Some(first));
}

/// Row 35 (RFC 8628 §3.4).
pub async fn a_foreign_clients_poll_changes_nothing(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let device = house.waiting_device("device").await;
    let foreign = async |second| house.store().poll_device(&device.device_code, &house.other_app, at(second)).await;
    assert_eq!(foreign(10).await.unwrap(), PolledDevice::Unknown);
    // It was not counted, so the device is not too fast.
    assert_eq!(house.poll(&device.device_code, 10).await, PolledDevice::Pending);
    assert!(house.approve(&device.user_code, 11).await);
    assert_eq!(foreign(20).await.unwrap(), PolledDevice::Unknown);
    assert!(matches!(house.poll(&device.device_code, 21).await, PolledDevice::Approved { .. }));
    assert_eq!(foreign(700).await.unwrap(), PolledDevice::Unknown);
}

/// Row 33 (RFC 8628 §3.5).
pub async fn an_expired_device_cannot_be_approved_and_hears_that_it_is_late(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let device = house.waiting_device("device").await;
    assert_eq!(house.store().pending_device(&device.user_code, device.expires_at).await.unwrap(), None);
    assert!(!house.approve(&device.user_code, 600).await);
    assert_eq!(house.poll(&device.device_code, 600).await, PolledDevice::Expired);
    assert_eq!(house.poll(&device.device_code, 600).await, PolledDevice::Expired);
}

pub async fn an_approval_that_is_polled_too_late_is_lost(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let device = house.waiting_device("device").await;
    assert!(house.approve(&device.user_code, 599).await);
    assert_eq!(house.poll(&device.device_code, 600).await, PolledDevice::Expired);
}

pub async fn a_device_comes_back_as_it_was_kept(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    house.waiting_device("full").await;
    let bare = DeviceAuthorization { asked_from: AskedFrom::default(), ..house.device("bare") };
    house.store().keep_device(&bare).await.unwrap();
    for device in [house.device("full"), bare] {
        assert_eq!(house.store().pending_device(&device.user_code, at(1)).await.unwrap().as_ref(), Some(&device));
        assert!(house.approve(&device.user_code, 2).await);
        let state = DeviceState::Approved { user_id: house.user };
        let approved = PolledDevice::Approved {
            device: Box::new(DeviceAuthorization { state, ..device.clone() }),
            user_id: house.user,
        };
        assert_eq!(house.poll(&device.device_code, 3).await, approved);
    }
}

pub async fn a_device_is_found_by_its_user_code_whatever_its_state(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let device = house.waiting_device("device").await;
    let state = async || house.store().device(&device.user_code).await.unwrap().unwrap().state;
    assert_eq!(house.store().device(&device.user_code).await.unwrap().as_ref(), Some(&device));
    assert!(house.approve(&device.user_code, 1).await);
    assert_eq!(state().await, DeviceState::Approved { user_id: house.user });
    house.poll(&device.device_code, 2).await;
    assert_eq!(state().await, DeviceState::Approved { user_id: house.user });
}

pub async fn a_device_that_keeps_its_interval_is_pending(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let device = house.waiting_device("device").await;
    for second in [0, 5, 10, 60, 65] {
        assert_eq!(house.poll(&device.device_code, second).await, PolledDevice::Pending, "after {second} s");
    }
    assert_eq!(house.store().pending_device(&device.user_code, at(66)).await.unwrap(), Some(device));
}

/// Row 34 (RFC 8628 §3.5).
pub async fn a_hasty_device_is_slowed_down_for_good(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let device = house.waiting_device("device").await;
    let code = &device.device_code;
    assert_eq!(house.poll(code, 0).await, PolledDevice::Pending);
    assert_eq!(house.poll(code, 4).await, PolledDevice::TooFast);
    // Ten seconds from now on, and after this fifteen.
    assert_eq!(house.poll(code, 13).await, PolledDevice::TooFast);
    assert_eq!(house.poll(code, 28).await, PolledDevice::Pending);
    assert_eq!(house.poll(code, 43).await, PolledDevice::Pending);
    let slowed = house.store().pending_device(&device.user_code, at(44)).await.unwrap().unwrap();
    assert_eq!(slowed.interval, Duration::seconds(15));
    assert_eq!(house.poll(code, 57).await, PolledDevice::TooFast);
    // What the person has said is worth telling at once.
    assert!(house.approve(&device.user_code, 58).await);
    assert!(matches!(house.poll(code, 59).await, PolledDevice::Approved { .. }));
}

pub async fn every_one_of_many_hasty_polls_slows_the_device_down(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for crowd in CROWDS {
        let device = house.waiting_device(&crowd.name()).await;
        let (code, app) = (device.device_code.clone(), house.app.clone());
        let answers = crowd
            .race(&house.db, move |store| {
                let (code, app) = (code.clone(), app.clone());
                Box::pin(async move { store.poll_device(&code, &app, at(0)).await.unwrap() })
            })
            .await;
        assert_eq!(count(&answers, |answer| *answer == PolledDevice::Pending), 1, "{crowd:?}");
        assert_eq!(count(&answers, |answer| *answer == PolledDevice::TooFast), crowd.len() - 1, "{crowd:?}");
        let slowed = house.store().pending_device(&device.user_code, at(1)).await.unwrap().unwrap();
        assert_eq!(slowed.interval.whole_seconds(), 5 * crowd.len() as i64, "{crowd:?}");
    }
}

/// Row 40 (RFC 8628 §5.1).
pub async fn a_decided_user_code_is_worth_nothing(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for decision in [DeviceDecision::Approve(house.user), DeviceDecision::Refuse] {
        let device = house.waiting_device(&format!("{decision:?}")).await;
        assert!(house.store().decide_device(&device.user_code, decision, at(1)).await.unwrap());
        assert_eq!(house.store().pending_device(&device.user_code, at(2)).await.unwrap(), None);
        assert!(!house.approve(&device.user_code, 2).await);
        house.poll(&device.device_code, 3).await;
        assert!(!house.approve(&device.user_code, 4).await);
    }
}

pub async fn one_of_many_decisions_counts(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for crowd in CROWDS {
        let device = house.waiting_device(&crowd.name()).await;
        let (code, user) = (device.user_code.clone(), house.user);
        let answers = crowd
            .race(&house.db, move |store| {
                let code = code.clone();
                Box::pin(async move { store.decide_device(&code, DeviceDecision::Approve(user), at(1)).await.unwrap() })
            })
            .await;
        assert_eq!(count(&answers, |counts| *counts), 1, "{crowd:?}");
    }
}

/// Hearing of it takes nothing away: whoever issues tokens for it does.
pub async fn an_approval_waits_for_whoever_takes_it(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let device = house.waiting_device("device").await;
    assert!(house.approve(&device.user_code, 1).await);
    for second in [2, 2, 9] {
        let polled = house.poll(&device.device_code, second).await;
        assert!(matches!(polled, PolledDevice::Approved { user_id, .. } if user_id == house.user), "{polled:?}");
    }
}

/// Row 37 (RFC 8628 §3.5).
pub async fn a_refusal_is_heard_once(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let device = house.waiting_device("device").await;
    assert!(house.store().decide_device(&device.user_code, DeviceDecision::Refuse, at(1)).await.unwrap());
    assert_eq!(house.poll(&device.device_code, 2).await, PolledDevice::Refused);
    assert_eq!(house.poll(&device.device_code, 10).await, PolledDevice::Unknown);
}

/// What was taken back before the device fetched it is never fetched.
pub async fn an_approval_is_withdrawn_by_its_person_alone(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let device = house.waiting_device("device").await;
    let withdraw = async |user, app| house.store().withdraw_approvals(user, app).await.unwrap();
    assert_eq!(withdraw(house.user, Some(&house.app)).await, 0, "nothing was approved yet");
    assert!(house.approve(&device.user_code, 1).await);
    for app in [Some(&house.app), None] {
        assert_eq!(withdraw(UserId(house.user.0 + 1), app).await, 0);
    }
    assert_eq!(withdraw(house.user, Some(&house.other_app)).await, 0);
    assert_eq!(withdraw(house.user, Some(&house.app)).await, 1);
    assert_eq!(house.poll(&device.device_code, 10).await, PolledDevice::Refused);
    assert_eq!(withdraw(house.user, Some(&house.app)).await, 0);
}

pub async fn all_approvals_of_a_person_are_withdrawn_at_once(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let of_app = house.waiting_device("of the app").await;
    let of_other = DeviceAuthorization { client_id: house.other_app.clone(), ..house.device("of the other") };
    let pending = house.waiting_device("pending").await;
    house.store().keep_device(&of_other).await.unwrap();
    for device in [&of_app, &of_other] {
        assert!(house.approve(&device.user_code, 1).await);
    }
    assert_eq!(house.store().withdraw_approvals(house.user, None).await.unwrap(), 2);
    assert_eq!(house.poll(&of_app.device_code, 10).await, PolledDevice::Refused);
    let poll = house.store().poll_device(&of_other.device_code, &house.other_app, at(10)).await.unwrap();
    assert_eq!(poll, PolledDevice::Refused);
    assert_eq!(house.poll(&pending.device_code, 10).await, PolledDevice::Pending);
}
