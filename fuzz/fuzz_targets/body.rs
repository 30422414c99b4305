//! The form and JSON reader on any bytes: no panic, and what it reads, `Params` judges without one.
#![no_main]

use axum::body::Body;
use axum::extract::Request;
use libfuzzer_sys::fuzz_target;
use oauth::request::{Params, TokenRequest};
use server::extract::form_or_json;
use tokio::runtime::Builder;

const TYPES: [&str; 4] = ["application/json", "application/x-www-form-urlencoded", "application/json; charset=utf-8", "text/plain"];

fuzz_target!(|data: &[u8]| {
    let Some((kind, body)) = data.split_first() else { return };
    let content_type = TYPES[usize::from(*kind) % TYPES.len()];
    let request = Request::post("/").header("content-type", content_type).body(Body::from(body.to_vec()));
    let runtime = Builder::new_current_thread().build().expect("a runtime");
    if let Ok(pairs) = runtime.block_on(form_or_json::read(request.expect("a request"))) {
        let params = Params::from_pairs(pairs);
        if params.check().is_ok() {
            let _ = TokenRequest::parse(&params);
        }
    }
});
