//! What holds for every page, whatever it shows.

#[path = "../examples/gallery/samples.rs"]
mod samples;

use app::{AppIdentity, Assets, ConsentView, Frame, IslandScript, Locale, Page};
use samples::{Sample, consent, device_confirm, frame, login, movie_box, person};

/// Every sample in every language, as the server would send it with the frontend built.
fn documents() -> impl Iterator<Item = (Sample, Locale, String)> {
    Locale::ALL.into_iter().flat_map(|locale| {
        samples::samples().into_iter().map(move |sample| {
            let html = (sample.html)(with_script(frame(locale)));
            (sample, locale, html)
        })
    })
}

fn with_script(frame: Frame) -> Frame {
    let island_script = IslandScript {
        js_href: "/pkg/frontend.js".to_owned(),
        wasm_href: "/pkg/frontend.wasm".to_owned(),
        nonce: "r4nd0m".to_owned(),
    };
    Frame { assets: Assets { island_script: Some(island_script), ..Assets::default() }, ..frame }
}

fn count(html: &str, needle: &str) -> usize {
    html.matches(needle).count()
}

#[test]
fn every_page_is_a_whole_document_in_its_language() {
    for (sample, locale, html) in documents() {
        let opening = format!("<!DOCTYPE html><html lang=\"{}\">", locale.as_str());
        assert!(html.starts_with(&opening), "{}: {html:.80}", sample.name);
        for once in ["<h1", "</html>", "<main", "<title>", "<header", "<footer"] {
            assert_eq!(count(&html, once), 1, "{once} in {}", sample.name);
        }
        let title = format!("<title>{} · Sésame</title>", (sample.title)(locale));
        assert!(html.contains(&title), "{title} in {}", sample.name);
    }
}

#[test]
fn every_text_is_found_and_filled_in() {
    for (sample, locale, html) in documents() {
        for symptom in ["Unknown localization", "{$", "{ $"] {
            assert!(!html.contains(symptom), "{symptom:?} in {} ({locale:?})", sample.name);
        }
    }
}

#[test]
fn nothing_needs_an_inline_style_or_handler() {
    for (sample, _, html) in documents() {
        for forbidden in [" style=", "<style", " onclick=", "href=\"javascript:", "action=\"javascript:"] {
            assert!(!html.contains(forbidden), "{forbidden:?} in {}", sample.name);
        }
    }
}

#[test]
fn only_pages_with_an_island_ship_a_script() {
    for (sample, _, html) in documents() {
        assert_eq!(count(&html, "<script"), usize::from(sample.has_islands), "{}", sample.name);
        assert_eq!(html.contains("<leptos-island"), sample.has_islands, "{}", sample.name);
        assert_eq!(html.contains("nonce=\"r4nd0m\""), sample.has_islands, "{}", sample.name);
    }
    assert!(!login().has_islands(), "the first page people see sends no script");
}

#[test]
fn every_form_posts_the_csrf_token() {
    for (sample, _, html) in documents() {
        let forms = count(&html, "<form method=\"post\"");
        let searches = count(&html, "<form method=\"get\"");
        assert_eq!(count(&html, "<form"), forms + searches, "{}", sample.name);
        assert_eq!(count(&html, "name=\"csrf_token\" value=\"csrf-token-of-this-session\""), forms, "{}", sample.name);
    }
}

#[test]
fn a_page_draws_a_form_when_it_says_so_and_never_otherwise() {
    // The server leaves a cookie with the one and none with the other (row 100). Somebody is signed in here, so that the
    // header shows all it can.
    for sample in samples::samples() {
        let html = (sample.html)(Frame { person: Some(person()), ..frame(Locale::En) });
        assert_eq!(html.contains("<form method=\"post\""), sample.has_forms, "{}", sample.name);
    }
}

#[test]
fn described_fields_find_their_description() {
    for (sample, _, html) in documents() {
        for described in html.split("aria-describedby=\"").skip(1) {
            let ids = described.split('"').next().unwrap();
            for id in ids.split(' ') {
                assert_eq!(count(&html, &format!(" id=\"{id}\"")), 1, "#{id} in {}", sample.name);
            }
        }
    }
}

#[test]
fn a_hostile_app_name_stays_text() {
    let hostile = AppIdentity {
        name: "<script>alert(1)</script>\"'&".to_owned(),
        site_host: Some("\"><img src=x>".to_owned()),
        registered_by: Some("<b>admin</b>".to_owned()),
        ..movie_box()
    };
    let mut device = device_confirm();
    device.app = hostile.clone();
    let pages = [ConsentView { app: hostile, ..consent() }.html(frame(Locale::En)), device.html(frame(Locale::Fr))];
    for html in pages {
        for raw in ["<script", "<img src=x", "<b>"] {
            assert!(!html.contains(raw), "{raw:?} got through");
        }
        assert!(html.contains("&lt;script&gt;"));
    }
}

#[test]
fn consent_marks_what_is_sensitive_and_shows_it_first() {
    let html = consent().html(frame(Locale::En));
    let place = |text| html.find(text).unwrap_or_else(|| panic!("{text:?} is missing"));
    assert!(place("Change your name") < place("See your name"));
    assert_eq!(count(&html, ">Sensitive<"), 1);
    assert_eq!(count(&html, "type=\"checkbox\""), 1, "only the optional one can be unticked");
    assert!(place("Allow Movie Box?") < place("john.doe@example.com"));
    assert!(html.contains("by Jane Roe on 5 February 2024"));
}

#[test]
fn consent_in_french_keeps_french_ways() {
    let html = consent().html(frame(Locale::Fr));
    assert!(html.contains("<title>Autoriser Movie Box\u{a0}? · Sésame</title>"));
    assert!(html.contains("par Jane Roe, le 5 février 2024"));
}

#[test]
fn the_enter_key_never_allows_anything() {
    for (html, accept) in [
        (consent().html(frame(Locale::En)), "value=\"allow\""),
        (device_confirm().html(frame(Locale::En)), "value=\"connect\""),
    ] {
        assert!(html.find("value=\"refuse\"") < html.find(accept));
        assert!(html.contains(accept));
    }
}

#[test]
fn the_person_is_named_once_where_the_page_does_it_itself() {
    let frame = Frame { person: Some(person()), ..frame(Locale::En) };
    let html = consent().html(frame.clone());
    assert_eq!(count(&html, "John Doe"), 1);
    let html = app::HomeView::default().html(frame);
    assert!(html.contains("John Doe") && html.contains("href=\"/logout\""));
}
