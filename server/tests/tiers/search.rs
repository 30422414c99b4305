//! `GET /public/establishments`, and walking a list.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::app::{FrontApp, Person};
use crate::support::{Answer, TestServer};

fn names(answer: &Answer) -> Vec<String> {
    assert!(answer.is_ok(), "{answer}");
    let all = answer.json()["establishments"].clone();
    all.as_array().unwrap().iter().map(|sheet| sheet["name"].as_str().unwrap().to_owned()).collect()
}

/// Each page's names.
async fn walk(person: &Person, path: &str, limit: u16) -> Vec<Vec<String>> {
    let (mut pages, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let query = cursor.as_str().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let answer = person.get(&format!("{path}?limit={limit}{query}")).await;
        pages.push(names(&answer));
        cursor = answer.json()["next_cursor"].clone();
        if cursor.is_null() {
            return pages;
        }
    }
}

#[tokio::test]
async fn a_query_that_makes_no_sense_is_refused() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    for query in [
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=1.5",
        "limit=x",
        "limit=99999999999999999999",
        "cursor=x",
        "cursor=MQ",
        "cursor=%00",
        "q=%FF",
        "q=a%00b",
        "q=a&q=b",
        "limit=1&limit=1",
        "cursor=eC55",
    ] {
        for path in ["/public/establishments", "/ext/feeds/establishments.json"] {
            assert_eq!(app.get(&format!("{path}?{query}")).await.error(), "400 invalid_request", "{path}?{query}");
        }
    }
    let long = format!("/public/establishments?q={}", "a".repeat(201));
    assert_eq!(app.get(&long).await.error(), "400 invalid_request");
    let huge = format!("/public/establishments?cursor={}", "a".repeat(10_000));
    assert_eq!(app.get(&huge).await.error(), "400 invalid_request");
    assert!(app.get("/public/establishments?unknown=%20&limit=&cursor=&q=").await.is_ok());
}

#[tokio::test]
async fn only_published_sheets_are_found_and_shown_as_their_owner_sees_them() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let john = app.john().await;
    assert_snapshot!(app.get("/public/establishments").await, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json

    {"establishments":[],"next_cursor":null}
    "#);
    let path = john.publish(&json!({ "name": "Seen", "address": "1 rue de l’Église" })).await;
    john.create(&json!({ "name": "Unseen" })).await;
    let answer = app.get("/public/establishments?q=eglise").await;
    assert_snapshot!(answer, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json

    {"establishments":[{"id":1,"name":"Seen","description":"","address":"1 rue de l’Église","phone":"","website":"","opening_hours":{"monday":[],"tuesday":[],"wednesday":[],"thursday":[],"friday":[],"saturday":[],"sunday":[]},"published_at":"2026-03-01T12:00:00.000Z","created_at":"2026-03-01T12:00:00.000Z","updated_at":"2026-03-01T12:00:00.000Z"}],"next_cursor":null}
    "#);
    assert_eq!(answer.json()["establishments"][0], john.get(&path).await.json());
    assert_eq!(app.get(&path.replace("/pro/", "/public/")).await.json(), john.get(&path).await.json());
}

#[tokio::test]
async fn wildcards_and_quotes_are_letters_like_any_other() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let john = app.john().await;
    for name in ["100% naturel", "snake_case", "Hé! Hop", "back\\slash", "L'Étoile"] {
        john.publish(&json!({ "name": name })).await;
    }
    for (q, expected) in [
        ("%25", &["100% naturel"][..]),
        ("_", &["snake_case"]),
        ("!", &["Hé! Hop"]),
        ("%5C", &["back\\slash"]),
        ("'", &["L'Étoile"]),
        ("l%E2%80%99ETOILE", &["L'Étoile"]),
        ("HE%CC%81", &["Hé! Hop"]),
        ("%25%25", &[]),
        ("s_ake", &[]),
        ("%22%3B--", &[]),
    ] {
        assert_eq!(names(&app.get(&format!("/public/establishments?q={q}")).await), expected, "{q}");
    }
}

#[tokio::test]
async fn a_list_is_walked_without_missing_or_repeating() {
    let server = TestServer::start().await;
    let john = FrontApp::on(&server).await.john().await;
    for (name, wait) in [("a", 0), ("b", 1), ("c", 0), ("d", 0), ("e", 0), ("f", 1), ("g", 0)] {
        server.wait(wait);
        john.publish(&json!({ "name": name })).await;
    }
    for path in ["/public/establishments", "/pro/establishments"] {
        assert_eq!(walk(&john, path, 2).await, [vec!["g", "f"], vec!["e", "d"], vec!["c", "b"], vec!["a"]]);
        assert_eq!(walk(&john, path, 7).await.len(), 1, "a page that is just full is the last");
    }
    // Somebody publishes and takes back while another reads on.
    let first = john.get("/public/establishments?limit=3").await.json();
    john.publish(&json!({ "name": "h" })).await;
    john.delete("/pro/establishments/5/publication").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let next = john.get(&format!("/public/establishments?limit=100&cursor={cursor}")).await;
    assert_eq!(names(&next), ["d", "c", "b", "a"]);
}

#[tokio::test]
async fn twenty_come_at_once_and_a_search_is_walked_too() {
    let server = TestServer::start().await;
    let john = FrontApp::on(&server).await.john().await;
    for n in 0..25 {
        john.publish(&json!({ "name": format!("Café {n}") })).await;
    }
    let first = john.get("/public/establishments?q=CAFE").await;
    assert_eq!(names(&first).len(), 20);
    let cursor = first.json()["next_cursor"].as_str().unwrap().to_owned();
    let rest = john.get(&format!("/public/establishments?q=CAFE&cursor={cursor}")).await;
    assert_eq!((names(&rest).len(), rest.json()["next_cursor"].is_null()), (5, true));
}
