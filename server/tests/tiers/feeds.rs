//! `/ext/feeds`: held to their formats, and read as readers of other people do.

use axum::http::StatusCode;
use feed_rs::model::FeedType;
use roxmltree::{Document, Node};
use serde::Deserialize;
use serde_json::{Value, json};

use super::app::{FrontApp, Person, request, with_header};
use crate::support::{Answer, ISSUER, TestServer};

const JSON: &str = "/ext/feeds/establishments.json";
const ATOM: &str = "/ext/feeds/establishments.atom";
const ATOM_NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// JSON Feed 1.1: what it demands and nothing it does not know, except names that begin with an underscore.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonFeed {
    version: String,
    title: String,
    home_page_url: url::Url,
    feed_url: url::Url,
    next_url: Option<url::Url>,
    authors: Vec<Author>,
    items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Author {
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    external_url: Option<url::Url>,
    title: String,
    content_text: String,
    date_published: String,
    date_modified: String,
    _establishment: Value,
}

fn json_feed(answer: &Answer) -> JsonFeed {
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/feed+json"));
    let feed: JsonFeed = serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {answer}"));
    assert_eq!(feed.version, "https://jsonfeed.org/version/1.1");
    assert!(!feed.title.is_empty() && feed.authors.iter().all(|author| !author.name.is_empty()));
    let mut ids: Vec<_> = feed.items.iter().map(|item| &item.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), feed.items.len(), "ids are unique");
    for item in &feed.items {
        assert!(!item.content_text.is_empty() && !item.title.is_empty());
        for date in [&item.date_published, &item.date_modified] {
            time::OffsetDateTime::parse(date, &time::format_description::well_known::Rfc3339).unwrap();
        }
    }
    feed
}

fn children<'a>(node: Node<'a, 'a>, name: &'static str) -> Vec<Node<'a, 'a>> {
    node.children().filter(|child| child.has_tag_name((ATOM_NAMESPACE, name))).collect()
}

/// The one child of this name, as text.
fn one<'a>(node: Node<'a, 'a>, name: &'static str) -> &'a str {
    let [only] = children(node, name)[..] else { panic!("exactly one {name}") };
    only.text().unwrap_or_default()
}

/// RFC 4287 §4.1.1, §4.1.2: what must be there, once, and nothing the format does not know.
fn check_atom(answer: &Answer) {
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/atom+xml; charset=utf-8"));
    let document = Document::parse(answer.text()).unwrap();
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM_NAMESPACE, "feed")));
    let entries = children(feed, "entry");
    for node in entries.iter().copied().chain([feed]) {
        url::Url::parse(one(node, "id")).unwrap();
        for date in ["updated", "published"].into_iter().filter(|date| !children(node, date).is_empty()) {
            time::OffsetDateTime::parse(one(node, date), &time::format_description::well_known::Rfc3339).unwrap();
        }
        assert!(!one(node, "title").is_empty() && !one(node, "updated").is_empty());
        for link in children(node, "link") {
            url::Url::parse(link.attribute("href").unwrap()).unwrap();
        }
    }
    assert!(!children(children(feed, "author")[0], "name").is_empty(), "§4.1.1: of the feed or of every entry");
    let own: Vec<_> = children(feed, "link").into_iter().filter(|link| link.attribute("rel") == Some("self")).collect();
    assert_eq!(own.len(), 1, "§4.1.1: \"SHOULD contain one atom:link element with a rel attribute value of self\"");
    for entry in entries {
        let [content] = children(entry, "content")[..] else { panic!("one content") };
        assert_eq!(content.attribute("type"), Some("text"));
        assert!(content.children().all(|child| child.is_text()), "§4.1.3.3: text has no child elements");
    }
    let known = ["author", "generator", "id", "link", "title", "updated", "entry", "published", "content"];
    for element in feed.children().chain(children(feed, "entry").into_iter().flat_map(|entry| entry.children())) {
        assert!(!element.is_element() || known.contains(&element.tag_name().name()), "{:?}", element.tag_name());
    }
}

/// As a feed reader sees it: titles and texts.
fn read(answer: &Answer) -> Vec<(String, String)> {
    let feed = feed_rs::parser::parse(&*answer.body).unwrap_or_else(|error| panic!("{error}: {answer}"));
    assert!(matches!(feed.feed_type, FeedType::JSON | FeedType::Atom));
    let entries = feed.entries.into_iter();
    entries.map(|entry| (entry.title.unwrap().content, entry.content.unwrap().body.unwrap())).collect()
}

fn titles(answer: &Answer) -> Vec<String> {
    read(answer).into_iter().map(|(title, _)| title).collect()
}

async fn john(server: &TestServer) -> Person {
    FrontApp::on(server).await.john().await
}

#[tokio::test]
async fn a_feed_without_sheets_is_a_feed() {
    let server = TestServer::start().await;
    let (json, atom) = (server.wire.get(JSON).await, server.wire.get(ATOM).await);
    assert_eq!(json_feed(&json).items.len(), 0);
    check_atom(&atom);
    assert_eq!((titles(&json).len(), titles(&atom).len()), (0, 0));
}

#[tokio::test]
async fn both_feeds_say_what_the_sheets_say_newest_first() {
    let server = TestServer::start().await;
    let john = john(&server).await;
    let bakery = json!({
        "name": "Boulangerie", "description": "Du pain.", "address": "1 rue de l’Étoile\nLyon", "phone": "+33 4 00",
        "website": "https://pain.example/?a=1&b=2",
        "opening_hours": { "monday": [{ "from": "07:00", "to": "13:00" }] },
    });
    john.publish(&bakery).await;
    server.wait(1);
    john.publish(&json!({ "name": "Café" })).await;
    john.create(&json!({ "name": "Unseen" })).await;
    let (json, atom) = (server.wire.get(JSON).await, server.wire.get(ATOM).await);
    let text = "Du pain.\n\n1 rue de l’Étoile\nLyon\n\n+33 4 00\n\nMo 07:00-13:00";
    for answer in [&json, &atom] {
        assert_eq!(read(answer), [("Café".into(), "Café".into()), ("Boulangerie".into(), text.to_owned())]);
        assert_eq!(answer.header("last-modified"), "Sun, 01 Mar 2026 12:00:01 GMT");
        assert_eq!(answer.header("cache-control"), "public, max-age=60");
    }
    check_atom(&atom);
    let feed = json_feed(&json);
    assert_eq!(
        (feed.feed_url.as_str(), feed.home_page_url.as_str()),
        (&*format!("{ISSUER}{JSON}"), "https://id.example/")
    );
    assert!(feed.next_url.is_none());
    let [_, item] = &feed.items[..] else { panic!("{feed:?}") };
    assert_eq!(item.id, format!("{ISSUER}/public/establishments/1"));
    assert_eq!(item.external_url.as_ref().unwrap().as_str(), "https://pain.example/?a=1&b=2");
    assert_eq!((&*item.date_published, &*item.date_modified), ("2026-03-01T12:00:00.000Z", "2026-03-01T12:00:00.000Z"));
    assert_eq!(item._establishment["opening_hours"]["monday"], bakery["opening_hours"]["monday"]);
    let keys: Vec<_> = ["\"version\"", "\"title\"", "\"home_page_url\"", "\"feed_url\"", "\"authors\"", "\"items\""]
        .map(|key| json.text().find(key).unwrap())
        .into();
    assert!(keys.is_sorted(), "{json}");
    let document = Document::parse(atom.text()).unwrap();
    let entry = children(document.root_element(), "entry")[1];
    let [link] = children(entry, "link")[..] else { panic!("one link") };
    assert_eq!(link.attribute("href"), Some("https://pain.example/?a=1&b=2"));
}

#[tokio::test]
async fn markup_in_a_sheet_is_text_in_both_feeds() {
    let server = TestServer::start().await;
    let john = john(&server).await;
    let hostile = "</title><script>alert(1)</script>]]>&amp;<!--\"'";
    john.publish(&json!({ "name": hostile, "description": hostile, "address": "\u{1F600} é" })).await;
    let (json, atom) = (server.wire.get(JSON).await, server.wire.get(ATOM).await);
    json_feed(&json);
    check_atom(&atom);
    assert!(!atom.text().contains("<script>"), "{atom}");
    let document = Document::parse(atom.text()).unwrap();
    let entry = children(document.root_element(), "entry")[0];
    assert_eq!(one(entry, "title"), hostile);
    assert!(one(entry, "content").starts_with(hostile));
    assert_eq!(json_feed(&json).items[0].title, hostile);
    // `nosniff` keeps a browser from taking either for a page.
    for answer in [&json, &atom] {
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn a_reader_that_has_it_is_told_so() {
    // RFC 9110 §13.1.2, §15.4.5
    let server = TestServer::start().await;
    let john = john(&server).await;
    let path = john.publish(&json!({ "name": "Bakery" })).await;
    for feed in [JSON, ATOM] {
        let first = server.wire.get(feed).await;
        let etag = first.header("etag").to_owned();
        let strong = etag.trim_start_matches("W/");
        let ask = async |known: &str| {
            let request = with_header(request("GET", feed), "if-none-match", known);
            server.wire.send(request).await
        };
        for known in [&*etag, strong, "*", &format!("\"a\", {etag}"), &format!("{strong},\"b\"")] {
            let answer = ask(known).await;
            assert_eq!((answer.status, answer.body.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
            for name in ["etag", "cache-control", "last-modified"] {
                assert_eq!(answer.header(name), first.header(name), "{name}");
            }
        }
        for unknown in ["\"other\"", "", &strong[1..], "W/\"\""] {
            assert!(ask(unknown).await.is_ok(), "{unknown}");
        }
        let head = server.wire.send(request("HEAD", feed)).await;
        assert_eq!((head.status, head.body.len(), head.header("etag")), (StatusCode::OK, 0, &*etag));

        server.wait(1);
        john.say("PATCH", &path, &json!({ "description": format!("New in {feed}") })).await;
        let answer = ask(&etag).await;
        assert!(answer.is_ok() && answer.header("etag") != etag);
        assert_ne!(answer.header("last-modified"), first.header("last-modified"));
    }
}

#[tokio::test]
async fn what_is_taken_back_leaves_the_feeds_even_for_who_asks_by_date() {
    let server = TestServer::start().await;
    let john = john(&server).await;
    john.publish(&json!({ "name": "Old" })).await;
    server.wait(60);
    let path = john.publish(&json!({ "name": "New" })).await;
    let gone = john.publish(&json!({ "name": "Gone" })).await;
    for feed in [JSON, ATOM] {
        assert_eq!(titles(&server.wire.get(feed).await), ["Gone", "New", "Old"]);
    }
    let date = server.wire.get(JSON).await.header("last-modified").to_owned();
    john.delete(&format!("{path}/publication")).await;
    john.delete(&gone).await;
    for feed in [JSON, ATOM] {
        let answer = server.wire.send(with_header(request("GET", feed), "if-modified-since", &date)).await;
        assert_eq!(titles(&answer), ["Old"]);
    }
}

#[tokio::test]
async fn a_long_feed_goes_on_in_a_next_document() {
    // RFC 5005 §3
    let server = TestServer::start().await;
    let john = john(&server).await;
    for n in 0..120 {
        john.publish(&json!({ "name": format!("Sheet {n}") })).await;
    }
    let (mut json_url, mut seen) = (Some(format!("{ISSUER}{JSON}")), Vec::new());
    while let Some(url) = json_url {
        let answer = server.wire.get(url.strip_prefix(ISSUER).unwrap()).await;
        let feed = json_feed(&answer);
        assert_eq!(feed.feed_url.as_str(), url);
        seen.extend(titles(&answer));
        json_url = feed.next_url.map(String::from);
    }
    let expected: Vec<_> = (0..120).rev().map(|n| format!("Sheet {n}")).collect();
    assert_eq!(seen, expected);

    let (mut atom_url, mut seen) = (Some(format!("{ISSUER}{ATOM}")), Vec::new());
    while let Some(url) = atom_url {
        let answer = server.wire.get(url.strip_prefix(ISSUER).unwrap()).await;
        check_atom(&answer);
        seen.extend(titles(&answer));
        let document = Document::parse(answer.text()).unwrap();
        let links = children(document.root_element(), "link");
        let next = links.iter().find(|link| link.attribute("rel") == Some("next"));
        atom_url = next.map(|link| link.attribute("href").unwrap().to_owned());
    }
    assert_eq!(seen, expected);
}
