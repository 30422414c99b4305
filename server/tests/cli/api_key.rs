use oauth::store::Database as _;
use oauth::types::Secret;

use super::{Operator, named};

#[test]
fn a_key_belongs_to_an_application() {
    let operator = Operator::new();
    assert!(operator.refused(&["api-key", "create", "nobody"]).starts_with("there is no client nobody"));
    assert!(operator.refused(&["api-key", "revoke", "nothing"]).starts_with("there is no API key nothing"));
    assert_eq!(operator.says(&["api-key", "list"]), "There is no API key yet: sesame api-key create makes one.\n");
}

#[tokio::test]
async fn a_key_is_shown_once_and_opens_until_it_is_revoked() {
    // contract §4
    let operator = Operator::new();
    operator.web_app("app");
    insta::assert_snapshot!(named(&operator.says(&["api-key", "create", "app", "--name", "The site"])), @r"
    Made an API key.

      id         [short id]
      key        [secret]
      client_id  app
      name       The site

    The key is shown this once: only its hash is kept.
    ");
    let made = operator.json(&["api-key", "create", "app"]);
    let (id, key) = (made["id"].as_str().unwrap(), made["key"].as_str().unwrap());
    let hash = Secret::from(key.to_owned()).hash();
    let stored = operator.database().await.store().api_key(&hash).await.unwrap().unwrap();
    assert_eq!((stored.client_id.as_str(), stored.revoked_at), ("app", None));

    let listed = operator.json(&["api-key", "list"]);
    assert!(listed.as_array().unwrap().len() == 2 && listed[0].get("key").is_none());
    assert_eq!(operator.says(&["api-key", "revoke", id]), format!("Revoked the API key {id}.\n"));
    assert_eq!(operator.refused(&["api-key", "revoke", id]), format!("the API key {id} was revoked before"));
    let stored = operator.database().await.store().api_key(&hash).await.unwrap().unwrap();
    assert!(stored.revoked_at.is_some());
    insta::assert_snapshot!(named(&operator.says(&["api-key", "list"])), @r"
    ID                CLIENT_ID  NAME      CREATED               STATE
    [short id]  app                  [time]  revoked [time]
    [short id]  app        The site  [time]  active
    ");
}
