//! Pictures of strangers, which everybody's browser shows.

use axum::http::StatusCode;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::{Registered, register, send, web_app};
use crate::support::{Browser, Page, TestServer};

fn picture(side: u32, format: ImageFormat) -> Vec<u8> {
    stripe(side, side, format)
}

fn stripe(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::from_pixel(width, height, Rgb([200, 30, 30]))).write_to(&mut file, format).unwrap();
    file.into_inner()
}

async fn with_logo(browser: &mut Browser, name: &str, bytes: &[u8]) -> Page {
    send(browser, "/developer/apps/new?kind=web", &web_app(), ("logo", name, bytes)).await
}

fn logo_of(page: &Page) -> String {
    let [href] =
        <[String; 1]>::try_from(page.attributes("main img.logo", "src")).unwrap_or_else(|_| panic!("{}", page.answer));
    href
}

#[tokio::test]
async fn whatever_came_a_png_that_can_do_nothing_goes_out() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    for (name, format) in
        [("logo.png", ImageFormat::Png), ("logo.jpg", ImageFormat::Jpeg), ("logo.webp", ImageFormat::WebP)]
    {
        let page = with_logo(&mut john, name, &picture(600, format)).await;
        // Whoever asks, without any cookie.
        let answer = server.wire.get(&logo_of(&page)).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}");
        for (header, value) in [
            ("content-type", "image/png"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "default-src 'none'; sandbox"),
            ("cache-control", "public, max-age=31536000, immutable"),
            ("set-cookie", ""),
        ] {
            assert_eq!(answer.header(header), value, "{name}");
        }
        let sent = image::load_from_memory_with_format(&answer.body, ImageFormat::Png).unwrap();
        assert_eq!((sent.width(), sent.height()), (256, 256), "{name}");
    }
    for unknown in ["0", &"0".repeat(64), "..%2f..%2fsecret", &"é".repeat(32)] {
        assert_eq!(server.wire.get(&format!("/logos/{unknown}")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_logo_that_is_none_is_refused_beside_its_field_and_the_rest_is_kept() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let png = picture(8, ImageFormat::Png);
    let large = [&png[..], &vec![0; 257 * 1024 - png.len()]].concat();
    let photograph = [&picture(8, ImageFormat::Jpeg)[..], &vec![0; 3 * 1024 * 1024]].concat();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    for (name, bytes, said) in [
        ("logo.svg", &svg[..], "no PNG, JPEG or WebP"),
        ("logo.png", &svg[..], "no PNG, JPEG or WebP"),
        ("logo.png", b"GIF89a\x01\0\x01\0\0\0\0;", "no PNG, JPEG or WebP"),
        ("logo.png", b"PK\x03\x04", "no PNG, JPEG or WebP"),
        ("logo.png", &picture(8, ImageFormat::Jpeg), "says another format"),
        ("logo.html", &png, "says another format"),
        ("logo.png", &png[..40], "is damaged"),
        ("logo.png", b"", "is empty"),
        ("logo.png", &large, "larger than 256 KB"),
        ("photo.jpg", &photograph, "larger than 256 KB"),
        ("logo.jpg", &stripe(2_049, 2, ImageFormat::Jpeg), "more than 2048 pixels"),
    ] {
        let page = with_logo(&mut john, name, bytes).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}, {said}: {}", page.text());
        let beside = page.texts("#logo-problem").join(" ");
        assert!(beside.contains(said), "{name}: {beside}");
        assert_eq!(page.attributes("#name", "value"), ["Movie Box"], "{name}");
    }
    assert_eq!(server.store().count_clients().await.unwrap(), 0);
}

#[tokio::test]
async fn a_body_without_end_is_not_read_to_it() {
    let server = TestServer::start().await;
    let page = with_logo(&mut server.john().await, "logo.png", &vec![0; 9 * 1024 * 1024]).await;
    assert_eq!(page.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_good_logo_has_to_be_chosen_again_when_something_else_is_wrong() {
    let server = TestServer::start().await;
    let mut john = server.john().await;
    let typed = web_app().set("name", "");
    let logo = picture(8, ImageFormat::Png);
    let page = send(&mut john, "/developer/apps/new?kind=web", &typed, ("logo", "logo.png", &logo)).await;
    assert!(page.text().contains("choose the logo again"), "{}", page.text());
    let page = register(&mut john, "web", &typed).await;
    assert!(!page.text().contains("choose the logo again"), "none was sent: {}", page.text());
}

#[tokio::test]
async fn a_logo_is_replaced_and_taken_away() {
    let mut app = Registered::by_john().await;
    app.set(|client| client.verified = true).await;
    let edit = app.href("/edit");
    let (first, second) = (picture(8, ImageFormat::Png), picture(16, ImageFormat::Png));
    let page = send(&mut app.john, &edit, &web_app(), ("logo", "logo.png", &first)).await;
    assert!(page.text().contains("no longer verified"), "{}", page.text());
    let old = logo_of(&page);
    let new = logo_of(&send(&mut app.john, &edit, &web_app(), ("logo", "logo.png", &second)).await);
    assert_ne!(old, new);
    assert_eq!(app.server.wire.get(&old).await.status, StatusCode::NOT_FOUND);
    // Left alone, it stays.
    assert_eq!(logo_of(&send(&mut app.john, &edit, &web_app(), super::NO_FILE).await), new);
    let page = send(&mut app.john, &edit, &web_app().set("remove_logo", "yes"), super::NO_FILE).await;
    assert!(page.attributes("main img.logo", "src").is_empty());
    assert_eq!(app.server.wire.get(&new).await.status, StatusCode::NOT_FOUND);
}
