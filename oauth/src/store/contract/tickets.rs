//! One-time links in letters.

use std::sync::Arc;

use super::support::{CROWDS, House, at, count, hash, person};
use crate::model::{Ticket, TicketPurpose};
use crate::store::Database;

pub async fn an_unknown_ticket_opens_nothing(db: Arc<dyn Database>) {
    let store = db.store();
    assert_eq!(store.ticket(&hash("ticket")).await.unwrap(), None);
    assert!(!store.redeem_ticket(&hash("ticket"), at(1)).await.unwrap());
    let email = "zoe@example.com".parse().unwrap();
    assert_eq!(store.void_tickets(TicketPurpose::SignUp, &email, at(1)).await.unwrap(), 0);
}

pub async fn a_ticket_that_comes_too_late_opens_nothing(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let ticket = house.ticket("ticket");
    house.store().keep_ticket(&ticket).await.unwrap();
    assert!(!house.store().redeem_ticket(&ticket.token, ticket.expires_at).await.unwrap());
    // The page that says so still needs it.
    assert_eq!(house.store().ticket(&ticket.token).await.unwrap(), Some(ticket));
}

pub async fn a_ticket_comes_back_as_it_was_kept_and_says_when_it_was_used(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let full = house.ticket("full");
    let bare = Ticket { purpose: TicketPurpose::SignUp, user_id: None, ..house.ticket("bare") };
    let reset = Ticket { purpose: TicketPurpose::ResetPassword, ..house.ticket("reset") };
    for ticket in [full, bare, reset] {
        house.store().keep_ticket(&ticket).await.unwrap();
        assert_eq!(house.store().ticket(&ticket.token).await.unwrap().as_ref(), Some(&ticket));
        assert!(house.store().redeem_ticket(&ticket.token, at(1)).await.unwrap());
        assert!(!house.store().redeem_ticket(&ticket.token, at(2)).await.unwrap());
        let used = Ticket { used_at: Some(at(1)), ..ticket };
        assert_eq!(house.store().ticket(&used.token).await.unwrap(), Some(used));
    }
}

pub async fn one_of_many_redemptions_of_a_ticket_counts(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for crowd in CROWDS {
        let ticket = house.ticket(&crowd.name());
        house.store().keep_ticket(&ticket).await.unwrap();
        let answers = crowd
            .race(&house.db, move |store| {
                let token = ticket.token.clone();
                Box::pin(async move { store.redeem_ticket(&token, at(1)).await.unwrap() })
            })
            .await;
        assert_eq!(count(&answers, |counted| *counted), 1, "{crowd:?}");
    }
}

pub async fn a_newer_letter_makes_the_older_ones_void(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let (one, two, used) = (house.ticket("one"), house.ticket("two"), house.ticket("used"));
    let other_purpose = Ticket { purpose: TicketPurpose::SignUp, ..house.ticket("other purpose") };
    let other_address = Ticket { email: "other@example.com".parse().unwrap(), ..house.ticket("other address") };
    for ticket in [&one, &two, &used, &other_purpose, &other_address] {
        store.keep_ticket(ticket).await.unwrap();
    }
    store.redeem_ticket(&used.token, at(1)).await.unwrap();
    assert_eq!(store.void_tickets(one.purpose, &one.email, at(2)).await.unwrap(), 2);
    assert_eq!(store.void_tickets(one.purpose, &one.email, at(3)).await.unwrap(), 0);
    for ticket in [&one, &two] {
        assert!(!store.redeem_ticket(&ticket.token, at(4)).await.unwrap());
        assert_eq!(store.ticket(&ticket.token).await.unwrap().unwrap().used_at, Some(at(2)));
    }
    assert_eq!(store.ticket(&used.token).await.unwrap().unwrap().used_at, Some(at(1)));
    for ticket in [&other_purpose, &other_address] {
        assert!(store.redeem_ticket(&ticket.token, at(4)).await.unwrap());
    }
}

pub async fn a_persons_tickets_go_with_them(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let other = house.store().create_user(person("other@example.com")).await.unwrap().id;
    let theirs = house.ticket("theirs");
    let nobodys = Ticket { user_id: None, ..house.ticket("nobody's") };
    let others = Ticket { user_id: Some(other), ..house.ticket("the other's") };
    for ticket in [&theirs, &nobodys, &others] {
        house.store().keep_ticket(ticket).await.unwrap();
    }
    house.store().delete_user(house.user).await.unwrap();
    assert_eq!(house.store().ticket(&theirs.token).await.unwrap(), None);
    for ticket in [nobodys, others] {
        assert_eq!(house.store().ticket(&ticket.token).await.unwrap(), Some(ticket));
    }
}
