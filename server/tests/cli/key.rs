use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use super::{Operator, named};

/// `openssl ecparam -name prime256v1 -genkey`, encrypted with `openssl pkcs8 -topk8 -passout 'pass:open sesame'`.
const ENCRYPTED: &str = "\
-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAggOFsrdAgb6wICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEECGtj9wIuQk0qU0DNnPrmbkEgZAr
Kf8agHW2Vtatu9X/4JymNXY6K+vt5PMXFoURVxd3f/o89trpiiSUcg1OUNFTwogl
YG1fyUBWrou/AD1kiiK4arlnwuE3foZny5NhL9jRMQ8vwNcePtIkCT2L52nsojCF
2NBvyQDVpD1EVgJFpx5smbkwO8biSScG0WWRrv9+PZjw1MA6CKkzwh/yDfT9AMs=
-----END ENCRYPTED PRIVATE KEY-----
";

impl Operator {
    fn key_file(&self, mode: u32) {
        self.terminal.write("key.pem", ENCRYPTED);
        let path = self.terminal.path().join("key.pem");
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    /// `state` of every key, newest first.
    fn states(&self) -> Vec<String> {
        let keys = self.json(&["key", "list"]);
        keys.as_array().unwrap().iter().map(|key| key["state"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn a_key_that_others_can_read_or_nobody_can_open_is_not_imported() {
    // contract §7: a key or secret file that others can read is refused
    let mut operator = Operator::new();
    let import = ["key", "import", "key.pem", "--passphrase-env", "PASSPHRASE"];
    assert!(operator.refused(&import).starts_with("key.pem: "), "it is not there");
    operator.key_file(0o644);
    assert!(operator.refused(&import).ends_with("run: chmod 600 key.pem"));
    operator.key_file(0o600);
    assert!(operator.refused(&import).starts_with("PASSPHRASE is not set"));
    assert!(operator.refused(&["key", "import", "key.pem"]).contains("the key is encrypted"));
    operator.terminal.set("PASSPHRASE", "open barley");
    assert_eq!(operator.refused(&import), "key.pem: the passphrase does not open the key");
    assert_eq!(operator.states(), [""; 0]);

    operator.terminal.set("PASSPHRASE", "open sesame");
    insta::assert_snapshot!(operator.says(&import), @"Key e7mrh13txsh65Y8hEnGgoyqGnnbsdsz20Q6PyG3JcpI (ES256) signs from now on. A running server follows within a minute.");
    assert_eq!(operator.refused(&import), "this signing key exists already");
    let public = operator.says(&["key", "public"]);
    assert!(public.contains("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEH1ZICWAWwJ2QRQQuMoTtL2W1s64b"), "{public}");
}

#[test]
fn a_key_comes_over_standard_input_too() {
    let operator = Operator::new();
    let Ok(made) = Command::new("openssl").args(["genpkey", "-algorithm", "ed25519"]).output() else {
        eprintln!("left out: there is no openssl here");
        return;
    };
    let pem = String::from_utf8(made.stdout).unwrap();
    let ended = operator.pipe(&pem, &["key", "import", "-", "--json"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    insta::assert_snapshot!(named(&ended.stdout), @r#"{"kid":"[secret]","algorithm":"EdDSA","state":"signs","created_at":"[instant]","retired_at":null}"#);
    assert!(operator.pipe("no key", &["key", "import", "-"]).complaint().starts_with("-: there is no private key"));
}

#[test]
fn the_newest_key_signs_and_the_others_stay_in_reserve() {
    let operator = Operator::new();
    assert!(operator.says(&["key", "list"]).starts_with("There is no key yet"));
    assert!(operator.refused(&["key", "public"]).starts_with("there is no active signing key"));
    operator.misused(&["key", "generate", "--algorithm", "none"]);
    insta::assert_snapshot!(named(&operator.says(&["key", "generate"])), @"Key [secret] (ES256) signs from now on. A running server follows within a minute.");
    for algorithm in ["RS256", "EdDSA"] {
        assert_eq!(operator.json(&["key", "generate", "--algorithm", algorithm])["algorithm"], algorithm);
    }
    assert_eq!(operator.states(), ["signs", "reserve", "reserve"]);
    insta::assert_snapshot!(named(&operator.says(&["key", "list"])), @r"
    KID                                          ALGORITHM  STATE    CREATED               RETIRED
    [secret]  EdDSA      signs    [time]
    [secret]  RS256      reserve  [time]
    [secret]  ES256      reserve  [time]
    ");
}

#[test]
fn rotating_retires_the_others_and_keeps_them_published() {
    // row 92
    let operator = Operator::new();
    operator.says(&["key", "generate", "--algorithm", "EdDSA"]);
    insta::assert_snapshot!(named(&operator.says(&["key", "rotate"])), @"Key [secret] (EdDSA) signs from now on. 1 key has retired, published until the last token has expired. A running server follows within a minute.");
    assert_eq!(operator.states(), ["signs", "retired"]);
    let rotated = operator.json(&["key", "rotate", "--algorithm", "ES256"]);
    assert_eq!((rotated["key"]["algorithm"].as_str(), rotated["retired"].as_u64()), (Some("ES256"), Some(1)));
    let jwks = operator.json(&["key", "public"]);
    let algorithms: Vec<_> = jwks["keys"].as_array().unwrap().iter().map(|key| key["alg"].clone()).collect();
    assert_eq!(algorithms, ["ES256", "EdDSA", "EdDSA"], "what it signs with is kept unless something else is asked");
    assert!(!jwks.to_string().contains("\"d\""), "public halves only");
}

#[test]
fn a_retired_key_that_leaked_is_removed_and_no_other() {
    let operator = Operator::new();
    let old = operator.json(&["key", "generate"])["kid"].as_str().unwrap().to_owned();
    assert!(operator.refused(&["key", "remove", &old]).ends_with("run sesame key rotate first"));
    assert!(operator.refused(&["key", "remove", "nothing"]).starts_with("there is no key nothing"));
    operator.says(&["key", "rotate"]);
    assert!(operator.says(&["key", "remove", &old]).starts_with(&format!("Removed the key {old}.")));
    assert_eq!(operator.states(), ["signs"]);
}

#[test]
fn no_key_is_made_under_another_secret() {
    let mut operator = Operator::new();
    operator.says(&["key", "generate"]);
    operator.terminal.set("SESAME_SECRET", &"A".repeat(44));
    for words in [&["key", "generate"][..], &["key", "rotate"]] {
        let refused = operator.refused(words);
        assert!(refused.starts_with("a signing key does not open: is this the secret"), "{refused}");
    }
    assert_eq!(operator.states().len(), 1);
}
