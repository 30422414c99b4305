use super::{Operator, Value};

#[test]
fn it_describes_the_api_of_this_issuer_without_a_database() {
    let operator = Operator::new();
    let words = ["openapi", "--issuer", "https://id.example", "--database-url", "postgres://nobody@127.0.0.1:1/none"];
    let document = operator.json(&words);
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], "https://id.example");
    // For people the same, over many lines.
    let read: Value = serde_json::from_str(&operator.says(&words)).unwrap();
    assert_eq!(read, document);
    assert!(operator.refused(&["openapi", "--issuer", "nowhere"]).contains("issuer"));
}
