//! The mistakes of applications.

use std::sync::Arc;

use super::support::{CROWDS, House, at};
use crate::model::{ClientProblem, Endpoint, PROBLEMS_KEPT};
use crate::store::Database;

pub async fn a_mistake_made_again_is_counted(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let first = house.problem("first");
    store.note_problem(&first).await.unwrap();
    assert_eq!(store.problems_of(&house.app).await.unwrap(), std::slice::from_ref(&first));
    store.note_problem(&ClientProblem { first_at: at(7), last_at: at(7), ..first.clone() }).await.unwrap();
    let counted = ClientProblem { last_at: at(7), count: 2, ..first };
    assert_eq!(store.problems_of(&house.app).await.unwrap(), [counted]);
    assert_eq!(store.problems_of(&house.other_app).await.unwrap(), []);
}

pub async fn mistakes_that_differ_in_anything_are_two(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let one = house.problem("one");
    let mut different = vec![
        one.clone(),
        ClientProblem { endpoint: Endpoint::Token, ..one.clone() },
        ClientProblem { error: "invalid_scope".to_owned(), ..one.clone() },
        ClientProblem { rule: "Another".to_owned(), ..one.clone() },
        ClientProblem { received: None, ..one.clone() },
        ClientProblem { received: Some(String::new()), ..one.clone() },
        ClientProblem { registered: None, ..one.clone() },
        ClientProblem { section: None, ..one.clone() },
    ];
    for (second, problem) in (0..).zip(&mut different) {
        problem.last_at = at(second);
        store.note_problem(problem).await.unwrap();
    }
    let others = ClientProblem { client_id: house.other_app.clone(), ..one };
    store.note_problem(&others).await.unwrap();
    // The latest first.
    different.reverse();
    assert_eq!(store.problems_of(&house.app).await.unwrap(), different);
    assert_eq!(store.problems_of(&house.other_app).await.unwrap(), [others]);
}

pub async fn only_the_latest_mistakes_are_kept(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    let store = house.store();
    let others = ClientProblem { client_id: house.other_app.clone(), ..house.problem("the other's") };
    store.note_problem(&others).await.unwrap();
    let last = i64::try_from(PROBLEMS_KEPT).unwrap() + 2;
    let problem = |second: i64| ClientProblem { last_at: at(second), ..house.problem(&format!("number {second}")) };
    for second in 1..=last {
        store.note_problem(&problem(second)).await.unwrap();
    }
    let kept: Vec<_> = (3..=last).rev().map(problem).collect();
    assert_eq!(store.problems_of(&house.app).await.unwrap(), kept);
    assert_eq!(store.problems_of(&house.other_app).await.unwrap(), [others]);
}

pub async fn every_one_of_many_mistakes_at_once_is_counted(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    for crowd in CROWDS {
        let problem = house.problem(&crowd.name());
        let noted = problem.clone();
        crowd
            .race(&house.db, move |store| {
                let problem = noted.clone();
                Box::pin(async move { store.note_problem(&problem).await.unwrap() })
            })
            .await;
        let all = house.store().problems_of(&house.app).await.unwrap();
        let counted = all.iter().find(|other| other.rule == problem.rule).map(|problem| problem.count);
        assert_eq!(counted, Some(crowd.len() as u64), "{crowd:?}");
    }
}

pub async fn an_applications_mistakes_go_with_it(db: Arc<dyn Database>) {
    let house = House::on(db).await;
    house.store().note_problem(&house.problem("one")).await.unwrap();
    house.store().delete_client(&house.app).await.unwrap();
    assert_eq!(house.store().problems_of(&house.app).await.unwrap(), []);
}
