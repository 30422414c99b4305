//! What a newcomer finds.

use serde_json::json;

use super::app::FrontApp;
use crate::support::{EMAIL, PASSWORD, Setup, TestServer, Tokens};

async fn demo() -> (TestServer, FrontApp) {
    let server = TestServer::of(Setup { demo: true, ..Setup::default() }).await;
    let app = FrontApp { wire: server.wire.clone(), key: "demo-api-key".to_owned() };
    (server, app)
}

#[tokio::test]
async fn the_demo_has_a_key_and_sheets_and_one_that_is_not_published() {
    let (_server, app) = demo().await;
    let found = app.get("/public/establishments").await.json();
    let names: Vec<_> = found["establishments"].as_array().unwrap().iter().map(|sheet| sheet["name"].clone()).collect();
    assert_eq!(names, ["Atelier Vélo & Cie", "The Paper Lantern", "Café des Deux Quais", "Boulangerie de l’Étoile"]);
    let john = app.john().await;
    assert_eq!(john.get("/pro/establishments").await.json()["establishments"][0]["name"], "Galerie du Pont");
    assert_eq!(app.get("/public/establishments?q=cafe").await.json()["establishments"].as_array().unwrap().len(), 1);
    let tokens = Tokens::from(app.sign_in(EMAIL, PASSWORD).await);
    assert!(app.refresh(&tokens.refresh).await.is_ok());
}

#[tokio::test]
async fn the_demos_page_says_how_to_call_the_tiers() {
    let (server, _) = demo().await;
    let page = server.browser().open("/demo").await;
    for shown in ["front_application", "front-secret", "X-API-KEY: demo-api-key", "/public/token", "/oauth/introspect"]
    {
        assert!(page.text().contains(shown), "{shown}");
    }
}

#[tokio::test]
async fn a_demo_that_is_started_again_brings_nothing_back() {
    let (server, app) = demo().await;
    let john = app.john().await;
    john.delete("/pro/establishments/1").await;
    john.say("POST", "/pro/establishments", &json!({ "name": "Mine" })).await;
    let again = server.another_instance().await;
    let app = FrontApp { wire: again.wire.clone(), ..app };
    let mine = app.john().await.get("/pro/establishments").await.json();
    let ids: Vec<_> = mine["establishments"].as_array().unwrap().iter().map(|sheet| sheet["id"].clone()).collect();
    assert_eq!(ids, [6, 5, 4, 3, 2]);
}

#[tokio::test]
async fn a_demo_database_from_before_the_tiers_gets_them() {
    let mut server = TestServer::start().await;
    server.store().establish_fact("made_by", "demo").await.unwrap();
    server.setup.demo = true;
    let app = FrontApp { wire: server.another_instance().await.wire, key: "demo-api-key".to_owned() };
    let found = app.get("/public/establishments").await.json();
    assert_eq!(found["establishments"].as_array().unwrap().len(), 4);
}
