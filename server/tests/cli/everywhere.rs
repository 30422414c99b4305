//! What holds for every command.

use super::Operator;

#[test]
fn every_command_takes_the_data_directory_and_the_database() {
    let operator = Operator::new();
    operator.says(&["--data-dir", "elsewhere", "client", "create", "App", "app"]);
    assert!(operator.terminal.path().join("elsewhere/sesame.db").exists());
    assert!(!operator.terminal.path().join("data").exists());
    let url = "sqlite:elsewhere/sesame.db";
    assert_eq!(operator.json(&["client", "show", "app", "--database-url", url])["client_id"], "app");
    for command in ["client list", "key list", "user list", "api-key list", "scope list", "purge", "migrate", "doctor"]
    {
        let words: Vec<_> = command.split(' ').chain(["--data-dir", "elsewhere", "--json"]).collect();
        assert!(serde_json::from_str::<serde_json::Value>(&operator.says(&words)).is_ok(), "{command}");
    }
}

#[test]
fn a_database_that_is_not_there_is_one_line() {
    // row 108: and without its password
    let operator = Operator::new();
    let url = "postgres://somebody:hunter2@127.0.0.1:1/sesame";
    let refused = operator.refused(&["client", "list", "--database-url", url]);
    assert!(refused.starts_with("cannot reach the database at postgres://127.0.0.1:1/sesame"), "{refused}");
    assert!(!refused.contains("hunter2"));
}

#[test]
fn shells_complete_the_commands() {
    let operator = Operator::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = operator.says(&["completions", shell]);
        assert!(script.contains("rotate-secret") && script.contains("passphrase-env"), "{shell}");
    }
    assert_eq!(operator.json(&["completions", "fish"])["shell"], "fish");
    operator.misused(&["completions", "csh"]);
    assert!(!operator.terminal.path().join("data").exists(), "nothing is made for it");
}

#[test]
fn who_stops_reading_is_no_error() {
    let operator = Operator::new();
    let program = env!("CARGO_BIN_EXE_sesame");
    let line = format!("{program} completions bash | head -1; exit ${{PIPESTATUS[0]}}");
    let shell = std::process::Command::new("bash").args(["-c", &line]).current_dir(operator.terminal.path()).output();
    let ended = shell.unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}
