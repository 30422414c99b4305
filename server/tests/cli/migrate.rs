use super::Operator;

#[test]
fn asking_for_the_status_makes_nothing() {
    let operator = Operator::new();
    let refused = operator.refused(&["migrate", "--status"]);
    assert!(refused.starts_with("there is no database file ./data/sesame.db"), "{refused}");
    assert!(!operator.terminal.path().join("data").exists());
}

#[test]
fn a_database_is_made_and_brought_up_to_date() {
    let operator = Operator::new();
    let made = operator.json(&["migrate"]);
    let steps = made["newly_applied"].as_array().unwrap().len();
    assert!(steps > 10 && made["pending"] == serde_json::json!([]), "{made}");
    assert_eq!(operator.says(&["migrate"]), format!("The database is up to date, at step {steps}.\n"));
    let status = operator.says(&["migrate", "--status"]);
    assert!(status.starts_with("applied  m20261121_000001_create_users\n"), "{status}");
    assert_eq!(status.lines().filter(|line| line.starts_with("applied")).count(), steps);
    assert_eq!(operator.json(&["migrate", "--status"])["applied"], made["applied"]);
}
