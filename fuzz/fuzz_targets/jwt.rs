//! The access token path on any text: no panic, and no text but one of ours is ever let through.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use oauth::context::{Config, Ctx, Pepper, SystemEntropy};
use oauth::jwt;
use oauth::keys::{KeyRing, generate};
use oauth::model::Algorithm;
use time::macros::datetime;

static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    Config::new("https://id.example".parse().expect("an issuer"), Pepper::new(vec![7; 32]).expect("a pepper"))
});
static KEYS: LazyLock<KeyRing> = LazyLock::new(|| {
    let key = generate(Algorithm::Es256, &CONFIG.pepper, &SystemEntropy, datetime!(2026-01-01 0:00 UTC));
    KeyRing::open(&[key.expect("a key")], &CONFIG.pepper).expect("an open key")
});

fuzz_target!(|data: &str| {
    let ctx = Ctx { now: datetime!(2026-01-02 0:00 UTC), entropy: &SystemEntropy, config: &CONFIG, keys: &KEYS };
    assert!(jwt::verify(&ctx, data).is_err(), "nothing was ever signed with this key");
});
