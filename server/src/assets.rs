//! The stylesheet, the images and the scripts, all inside the binary.
//!
//! Every file is served under its own hash, `/assets/<hash>/<name>`, so that a browser may keep it for ever and a new
//! version is a new address.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{LazyLock, OnceLock};

use app::IslandScript;
use aws_lc_rs::digest::{SHA256, digest};
use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rust_embed::RustEmbed;

use crate::headers::{Nonce, is_known};

#[derive(RustEmbed)]
#[folder = "../style"]
struct Style;

#[derive(RustEmbed)]
#[folder = "../public"]
struct Public;

const STYLESHEET: &str = "sesame.css";
/// What `cargo xtask build` makes of `frontend`. Pages work without, so a build without it is a whole one.
const SCRIPT: (&str, &str) = ("pkg/sesame.js", "pkg/sesame_bg.wasm");

/// The embedded files, by name.
pub struct Assets(BTreeMap<String, Asset>);

struct Asset {
    hash: String,
    content_type: &'static str,
    bytes: Bytes,
    /// Made when first asked for, then kept: a better compression than one would do on every request.
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

impl Assets {
    /// The files of this binary.
    pub fn embedded() -> &'static Self {
        static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
            let public =
                Public::iter().filter_map(|name| Some((name.to_string(), Public::get(&name)?.data.into_owned())));
            Assets::of(public.chain([(STYLESHEET.to_owned(), stylesheet())]))
        });
        &ASSETS
    }

    fn of(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self(files.into_iter().map(|(name, bytes)| (name.clone(), Asset::new(&name, bytes))).collect())
    }

    /// The address of a file; `None` when there is none of this name.
    pub fn href(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|asset| format!("/assets/{}/{name}", asset.hash))
    }

    /// What a page refers to; the script only when it was built and the page has a nonce for it.
    pub fn of_page(&self, nonce: Option<&Nonce>) -> app::Assets {
        let href = |name| self.href(name).unwrap_or_default();
        let script = |nonce: &Nonce| {
            let (js_href, wasm_href) = (self.href(SCRIPT.0)?, self.href(SCRIPT.1)?);
            Some(IslandScript { js_href, wasm_href, nonce: nonce.as_str().to_owned() })
        };
        app::Assets {
            stylesheet: href(STYLESHEET),
            icon: href("favicon.svg"),
            logo: href("logo.svg"),
            island_script: nonce.and_then(script),
        }
    }

    /// The route of all files.
    pub fn router<S: Clone + Send + Sync + 'static>(&'static self) -> Router<S> {
        Router::new().route(
            "/assets/{hash}/{*name}",
            get(async move |Path((hash, name)): Path<(String, String)>, headers: HeaderMap| {
                self.0.get(&name).map_or(StatusCode::NOT_FOUND.into_response(), |asset| asset.serve(&hash, &headers))
            }),
        )
    }
}

/// All sheets as one, in the order of their names: `10-tokens.css` comes first.
fn stylesheet() -> Vec<u8> {
    let mut names: Vec<_> = Style::iter().filter(|name| name.ends_with(".css")).collect();
    names.sort();
    let sheets = names.iter().filter_map(|name| Style::get(name));
    sheets.flat_map(|sheet| [&sheet.data, &b"\n"[..]].concat()).collect()
}

#[derive(Clone, Copy)]
enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Asset {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
        let hash = URL_SAFE_NO_PAD.encode(&digest(&SHA256, &bytes).as_ref()[..9]);
        let (brotli, gzip) = (OnceLock::new(), OnceLock::new());
        Self { hash, content_type: content_type(name), bytes: bytes.into(), brotli, gzip }
    }

    fn serve(&self, hash: &str, headers: &HeaderMap) -> Response {
        // While a new version is rolled out, a page of one instance asks another for its files. What we have is better
        // than nothing, but must not be kept under an address that is not its own.
        let cache = if hash == self.hash { "public, max-age=31536000, immutable" } else { "no-cache" };
        let (body, encoding) = match self.encoding(headers) {
            Encoding::Brotli => (self.brotli.get_or_init(|| brotli(&self.bytes)), Some("br")),
            Encoding::Gzip => (self.gzip.get_or_init(|| gzip(&self.bytes)), Some("gzip")),
            Encoding::Identity => (&self.bytes, None),
        };
        let etag = format!("\"{}-{}\"", self.hash, encoding.unwrap_or("plain"));
        let common = [(CACHE_CONTROL, cache), (ETAG, &etag), (VARY, "accept-encoding")];
        if is_known(headers, &etag) {
            return (StatusCode::NOT_MODIFIED, common).into_response();
        }
        let encoding = encoding.map(|encoding| [(CONTENT_ENCODING, encoding)]);
        (common, [(CONTENT_TYPE, self.content_type)], encoding.map(axum::response::AppendHeaders), body.clone())
            .into_response()
    }

    fn encoding(&self, headers: &HeaderMap) -> Encoding {
        // Images that are compressed already only grow.
        if !["text/", "application/", "image/svg"].iter().any(|kind| self.content_type.starts_with(kind)) {
            return Encoding::Identity;
        }
        let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let accepted: Vec<&str> = values.flat_map(|list| list.split(',')).filter_map(accepted).collect();
        match () {
            () if accepted.contains(&"br") => Encoding::Brotli,
            () if accepted.contains(&"gzip") => Encoding::Gzip,
            () => Encoding::Identity,
        }
    }
}

/// The name of an encoding, unless its weight is zero.
fn accepted(item: &str) -> Option<&str> {
    let (name, weight) = item.split_once(';').unwrap_or((item, "q=1"));
    let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
    (weight > 0.0).then_some(name.trim())
}

fn brotli(bytes: &[u8]) -> Bytes {
    // Quality 9 of 11: the last two take many times as long for a percent.
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 9, 22);
    writer.write_all(bytes).expect("a vector takes everything");
    writer.into_inner().into()
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).expect("a vector takes everything").into()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        // The browser compiles it while it arrives only under this very type.
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use std::io::Read as _;
    use tower::ServiceExt as _;

    const WASM: &[u8] = &[0; 5000];

    fn assets() -> &'static Assets {
        let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
        Box::leak(Box::new(Assets::of([
            file("sesame.css", b"body {}"),
            file("pkg/sesame.js", b"export default 1"),
            file("pkg/sesame_bg.wasm", WASM),
            file("logo.png", b"png"),
        ])))
    }

    async fn get(uri: &str, header: (&str, &str)) -> (StatusCode, HeaderMap, Bytes) {
        let request = Request::get(uri).header(header.0, header.1).body(Body::empty()).unwrap();
        let response = assets().router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, to_bytes(body, usize::MAX).await.unwrap())
    }

    #[tokio::test]
    async fn a_file_under_its_hash_is_kept_for_ever_and_asked_for_again_costs_nothing() {
        let href = assets().href("pkg/sesame_bg.wasm").unwrap();
        let (status, headers, body) = get(&href, ("accept-encoding", "identity")).await;
        assert_eq!((status, &body[..]), (StatusCode::OK, WASM));
        assert_eq!(headers[CONTENT_TYPE], "application/wasm");
        assert_eq!(headers[CACHE_CONTROL], "public, max-age=31536000, immutable");
        let etag = headers[ETAG].to_str().unwrap();
        let (status, headers, body) = get(&href, ("if-none-match", &format!("\"x\", W/{etag}"))).await;
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(headers[ETAG], etag);
    }

    #[tokio::test]
    async fn a_file_under_an_older_hash_is_served_but_not_kept() {
        let (status, headers, _) = get("/assets/older/sesame.css", ("accept", "*/*")).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[CACHE_CONTROL], "no-cache");
        assert_eq!(get("/assets/older/nothing.css", ("accept", "*/*")).await.0, StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn what_the_browser_accepts_decides_the_encoding() {
        let href = assets().href("pkg/sesame_bg.wasm").unwrap();
        let (_, headers, body) = get(&href, ("accept-encoding", "gzip, deflate, br;q=0.9")).await;
        assert_eq!(
            (headers[CONTENT_ENCODING].as_bytes(), &headers[VARY]),
            (&b"br"[..], &"accept-encoding".parse().unwrap())
        );
        let mut plain = Vec::new();
        brotli::Decompressor::new(&body[..], 4096).read_to_end(&mut plain).unwrap();
        assert_eq!(plain, WASM);

        let (_, headers, body) = get(&href, ("accept-encoding", "gzip, br;q=0")).await;
        assert_eq!(headers[CONTENT_ENCODING], "gzip");
        plain.clear();
        flate2::read::GzDecoder::new(&body[..]).read_to_end(&mut plain).unwrap();
        assert_eq!(plain, WASM);

        let image = assets().href("logo.png").unwrap();
        assert!(!get(&image, ("accept-encoding", "br")).await.1.contains_key(CONTENT_ENCODING));
    }

    #[test]
    fn a_page_names_its_script_only_when_it_was_built_and_may_run() {
        let nonce = Nonce::generate(&oauth::context::SystemEntropy);
        assert!(assets().of_page(Some(&nonce)).island_script.is_some());
        assert!(assets().of_page(None).island_script.is_none());
        assert!(Assets::of([]).of_page(Some(&nonce)).island_script.is_none());
    }

    #[test]
    fn the_embedded_files_hold_what_every_page_refers_to() {
        let page = Assets::embedded().of_page(None);
        for href in [page.stylesheet, page.icon, page.logo] {
            assert!(href.starts_with("/assets/"), "{href}");
        }
        let sheet = &Assets::embedded().0[STYLESHEET].bytes;
        assert!(String::from_utf8_lossy(sheet).contains("@layer"));
    }
}
