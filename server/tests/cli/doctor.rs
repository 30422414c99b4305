use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use super::{Operator, named};

impl Operator {
    /// The findings that are not well, as `check: what it says → how to mend it`, and the exit status.
    fn ills(&self, words: &[&str]) -> (Vec<String>, Option<i32>) {
        let ended = self.run(&[&["doctor", "--json"], words].concat());
        let findings: Vec<serde_json::Value> = serde_json::from_str(&ended.stdout).unwrap();
        let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let ill = findings.iter().filter(|finding| finding["state"] != "ok");
        let ills = ill.map(|it| format!("{}: {} → {}", text(it, "check"), text(it, "says"), text(it, "mend")));
        (ills.collect(), ended.code)
    }

    fn mode(&self, path: &str, mode: u32) {
        fs::set_permissions(self.terminal.path().join(path), Permissions::from_mode(mode)).unwrap();
    }
}

#[test]
fn it_looks_and_touches_nothing() {
    let operator = Operator::new();
    let (ills, code) = operator.ills(&[]);
    assert_eq!(code, Some(1));
    assert!(ills[0].starts_with("database: there is no database file ./data/sesame.db"), "{ills:?}");
    assert!(!operator.terminal.path().join("data").exists());
}

#[test]
fn all_is_well_after_the_first_start() {
    let operator = Operator::new();
    operator.says(&["migrate"]);
    operator.says(&["key", "generate"]);
    insta::assert_snapshot!(named(&operator.says(&["doctor"])), @r"
    ok       data      ./data is for its owner alone
    ok       data      ./data/sesame.db is for its owner alone
    ok       secret    the server's secret is there
    ok       database  sqlite://./data/sesame.db answers and is up to date, at step [steps]
    ok       keys      all open: 1 active, 0 retired
    ok       clock     it shows [time]
    ok       issuer    http://127.0.0.1:3000 is for this machine alone
    ");
}

#[test]
fn each_finding_says_how_to_mend_it() {
    let mut operator = Operator::new();
    operator.says(&["key", "generate"]);
    let mended = operator.ills(&[]);
    assert_eq!(mended, (vec![], Some(0)));

    operator.mode("data", 0o755);
    operator.mode("data/sesame.db", 0o644);
    let (ills, code) = operator.ills(&[]);
    assert_eq!(code, Some(0), "it runs all the same");
    assert_eq!(
        ills,
        [
            "data: ./data is open to others on this machine → chmod 700 ./data",
            "data: ./data/sesame.db is open to others on this machine → chmod 600 ./data/sesame.db"
        ]
    );
    operator.mode("data", 0o700);
    operator.mode("data/sesame.db", 0o600);

    operator.mode("data/secret", 0o644);
    let (ills, code) = operator.ills(&[]);
    assert_eq!(code, Some(1));
    assert!(ills[0].starts_with("secret: ") && ills[0].ends_with("→ chmod 600 ./data/secret"), "{ills:?}");
    operator.mode("data/secret", 0o600);

    fs::rename(operator.terminal.path().join("data/secret"), operator.terminal.path().join("away")).unwrap();
    let (ills, _) = operator.ills(&[]);
    assert!(ills[0].starts_with("keys: the signing keys are sealed under a secret that is not here"), "{ills:?}");
    operator.terminal.set("SESAME_SECRET", &"A".repeat(44));
    let (ills, _) = operator.ills(&[]);
    assert!(ills[0].starts_with("keys: a signing key does not open"), "{ills:?}");
}

#[test]
fn a_failure_is_told_on_stderr_too() {
    let mut operator = Operator::new();
    operator.says(&["migrate"]);
    operator.terminal.set("SESAME_ISSUER", "http://id.example.com");
    let ended = operator.run(&["doctor"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(1), "error: 1 failure to mend\n"));
    assert!(ended.stdout.contains("FAILURE  issuer    http://id.example.com is not encrypted"), "{}", ended.stdout);
}
