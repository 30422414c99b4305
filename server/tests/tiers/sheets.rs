//! `/pro/establishments`: what a person manages.

use axum::http::StatusCode;
use insta::assert_snapshot;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::app::FrontApp;
use crate::support::{Answer, TestServer};

const ALL: &str = "/pro/establishments";

fn fields(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    let json = answer.json();
    assert_eq!(json["error"], "invalid_request");
    json["fields"].as_object().unwrap().keys().cloned().collect()
}

#[tokio::test]
async fn every_field_that_is_wrong_is_named() {
    let server = TestServer::start().await;
    let john = FrontApp::on(&server).await.john().await;
    let body = json!({
        "description": "x".repeat(2001), "address": true, "phone": "call me", "website": "javascript:alert(1)",
        "opening_hours": { "monday": [{ "from": "09:00", "to": "09:00" }], "sunday": "always" },
    });
    let answer = john.say("POST", ALL, &body).await;
    assert_snapshot!(answer, @r#"
    422 Unprocessable Entity
    cache-control: no-store
    content-type: application/json

    {"error":"invalid_request","error_description":"these fields are not as they must be: name, description, address, phone, website, opening_hours.monday, opening_hours.sunday","fields":{"name":"is required","description":"must have at most 2000 characters","address":"must be a text","phone":"must be a phone number: digits, spaces and + - . ( ) /","website":"must be a web address that begins with https:// or http://, in ASCII","opening_hours.monday":"must be a list of at most 6 hours like {\"from\":\"09:00\",\"to\":\"12:30\"}, in their order and without overlapping; the last may end the next day","opening_hours.sunday":"must be a list of at most 6 hours like {\"from\":\"09:00\",\"to\":\"12:30\"}, in their order and without overlapping; the last may end the next day"}}
    "#);
    assert_eq!(john.get(ALL).await.json()["establishments"], json!([]), "and nothing was made");
}

#[tokio::test]
async fn hours_that_are_none_are_refused() {
    let server = TestServer::start().await;
    let john = FrontApp::on(&server).await.john().await;
    let span = |from: &str, to: &str| json!({ "from": from, "to": to });
    for monday in [
        json!([span("9:00", "10:00")]),
        json!([span("09:00", "24:00")]),
        json!([span("09:00", "13:00"), span("12:00", "14:00")]),
        json!([span("22:00", "02:00"), span("23:00", "23:30")]),
        json!([{ "from": "09:00" }]),
        json!([{ "from": "09:00", "to": "10:00", "note": "x" }]),
        json!([["09:00", "10:00", "11:00"]]),
        json!([
            span("00:00", "00:10"),
            span("01:00", "01:10"),
            span("02:00", "02:10"),
            span("03:00", "03:10"),
            span("04:00", "04:10"),
            span("05:00", "05:10"),
            span("06:00", "06:10")
        ]),
        json!(null),
    ] {
        let answer = john.say("POST", ALL, &json!({ "name": "x", "opening_hours": { "monday": monday } })).await;
        assert_eq!(fields(&answer), ["opening_hours.monday"], "{monday}");
    }
    for week in [json!([]), json!("always"), json!({ "funday": [] }), json!({ "Monday": [] })] {
        let answer = john.say("POST", ALL, &json!({ "name": "x", "opening_hours": week })).await;
        assert_eq!(fields(&answer), ["opening_hours"], "{week}");
    }
}

#[tokio::test]
async fn somebody_elses_sheet_is_not_there() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let john = app.john().await;
    let path = john.publish(&json!({ "name": "John's" })).await;
    server.add_user("zoe@example.com").await;
    let zoe = app.person("zoe@example.com").await;
    let publication = format!("{path}/publication");
    let unknown = zoe.get("/pro/establishments/999").await.to_string();
    for answer in [
        zoe.get(&path).await,
        zoe.say("PATCH", &path, &json!({ "name": "Zoë's" })).await,
        zoe.say("PATCH", &path, &json!({})).await,
        zoe.say("PUT", &path, &json!({ "name": "Zoë's" })).await,
        zoe.put(&publication).await,
        zoe.delete(&publication).await,
        zoe.delete(&path).await,
    ] {
        assert_eq!(answer.to_string(), unknown, "as if there were none");
    }
    assert_snapshot!(unknown, @r#"
    404 Not Found
    cache-control: no-store
    content-type: application/json

    {"error":"not_found","error_description":"there is nothing here"}
    "#);
    assert_eq!(zoe.get(ALL).await.json()["establishments"], json!([]));
    assert_eq!(john.get(&path).await.json()["name"], "John's");
}

#[tokio::test]
async fn what_is_no_number_is_no_ones() {
    let server = TestServer::start().await;
    let john = FrontApp::on(&server).await.john().await;
    john.create(&json!({ "name": "First" })).await;
    for id in ["0", "-1", "+1", "01", "1.0", "1e0", "one", "%00", "%FF", "9223372036854775808", "1%20", "../1"] {
        assert_eq!(john.get(&format!("{ALL}/{id}")).await.error(), "404 not_found", "{id}");
    }
    assert!(john.get(&format!("{ALL}/1")).await.is_ok());
}

#[tokio::test]
async fn a_sheet_is_made_changed_replaced_and_deleted() {
    let server = TestServer::start().await;
    let john = FrontApp::on(&server).await.john().await;
    let body = json!({
        "name": " Boulangerie de l’Étoile ", "description": "Du pain\r\net des tartes", "phone": "+33 4 00 00 00 12",
        "opening_hours": { "sunday": [{ "from": "07:00", "to": "12:30" }] }, "id": 77, "published_at": "2000-01-01T00:00:00.000Z",
    });
    assert_snapshot!(john.say("POST", ALL, &body).await, @r#"
    201 Created
    cache-control: no-store
    content-type: application/json
    location: https://id.example/pro/establishments/1

    {"id":1,"name":"Boulangerie de l’Étoile","description":"Du pain\net des tartes","address":"","phone":"+33 4 00 00 00 12","website":"","opening_hours":{"monday":[],"tuesday":[],"wednesday":[],"thursday":[],"friday":[],"saturday":[],"sunday":[{"from":"07:00","to":"12:30"}]},"published_at":null,"created_at":"2026-03-01T12:00:00.000Z","updated_at":"2026-03-01T12:00:00.000Z"}
    "#);
    let path = "/pro/establishments/1";
    let read = john.get(path).await;
    assert_eq!(read.json()["name"], "Boulangerie de l’Étoile");
    server.wait(60);
    let changed = john.say("PATCH", path, &json!({ "website": "https://pain.example", "phone": null })).await;
    assert_snapshot!(changed, @r#"
    200 OK
    cache-control: no-store
    content-type: application/json

    {"id":1,"name":"Boulangerie de l’Étoile","description":"Du pain\net des tartes","address":"","phone":"","website":"https://pain.example","opening_hours":{"monday":[],"tuesday":[],"wednesday":[],"thursday":[],"friday":[],"saturday":[],"sunday":[{"from":"07:00","to":"12:30"}]},"published_at":null,"created_at":"2026-03-01T12:00:00.000Z","updated_at":"2026-03-01T12:01:00.000Z"}
    "#);
    // What was read can be sent back as it is.
    assert_eq!(john.say("PUT", path, &changed.json()).await.json(), changed.json());
    assert_eq!(fields(&john.say("PUT", path, &json!({ "address": "here" })).await), ["name"]);
    assert_eq!(fields(&john.say("PATCH", path, &json!({ "name": null })).await), ["name"]);
    let replaced = john.say("PUT", path, &json!({ "name": "Le Fournil" })).await.json();
    assert_eq!(
        (&replaced["name"], &replaced["description"], &replaced["website"]),
        (&json!("Le Fournil"), &json!(""), &json!(""))
    );
    assert_eq!(replaced["opening_hours"]["sunday"], json!([]));
    let gone = john.delete(path).await;
    assert!(gone.status == StatusCode::NO_CONTENT && gone.body.is_empty(), "{gone}");
    assert_eq!(john.delete(path).await.error(), "404 not_found");
    assert_eq!(john.get(path).await.error(), "404 not_found");
}

#[tokio::test]
async fn a_published_sheet_is_seen_until_it_is_taken_back() {
    let server = TestServer::start().await;
    let app = FrontApp::on(&server).await;
    let john = app.john().await;
    let path = john.create(&json!({ "name": "Bakery" })).await;
    let (publication, shown) = (format!("{path}/publication"), path.replace("/pro/", "/public/"));
    assert_eq!(app.get(&shown).await.error(), "404 not_found");
    server.wait(1);
    let published = john.put(&publication).await;
    assert_eq!(published.json()["published_at"], "2026-03-01T12:00:01.000Z");
    server.wait(1);
    assert_eq!(john.put(&publication).await.json(), published.json(), "twice is once");
    assert_eq!(app.get(&shown).await.json(), published.json());
    john.say("PATCH", &path, &json!({ "name": "Boulangerie" })).await;
    assert_eq!(app.get(&shown).await.json()["name"], "Boulangerie", "a change is seen at once");
    for _ in 0..2 {
        assert_eq!(john.delete(&publication).await.status, StatusCode::NO_CONTENT, "twice is once");
    }
    assert_eq!(app.get(&shown).await.error(), "404 not_found");
    assert_eq!(john.get(&path).await.json()["published_at"], Value::Null);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parallel_publications_and_changes_end_as_one() {
    let server = TestServer::start().await;
    let john = FrontApp::on(&server).await.john().await;
    let path = john.create(&json!({ "name": "Bakery" })).await;
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let (john, path, clock) = (john.clone(), path.clone(), server.clock.clone());
        tasks.spawn(async move {
            clock.advance(time::Duration::seconds(1));
            let field = ["phone", "address"][n % 2];
            let change = json!({ field: format!("{n:03}") });
            assert!(john.say("PATCH", &path, &change).await.is_ok());
            john.put(&format!("{path}/publication")).await.json()["published_at"].clone()
        });
    }
    let times = tasks.join_all().await;
    assert!(times[0].is_string() && times.iter().all(|time| *time == times[0]), "{times:?}");
    let sheet = john.get(&path).await.json();
    assert!(sheet["phone"] != "" && sheet["address"] != "", "of two fields none was lost: {sheet}");
}
