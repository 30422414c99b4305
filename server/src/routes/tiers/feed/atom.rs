//! Atom (RFC 4287), in documents that follow one another (RFC 5005 §3).

use atom_syndication::{Content, Entry, FixedDateTime, Generator, Link, Person, Text};
use chrono::DateTime;
use storage::establishment::Establishment;
use time::OffsetDateTime;

use super::{Feed, published, text, updated};

pub const CONTENT_TYPE: &str = "application/atom+xml; charset=utf-8";

pub fn write(feed: &Feed<'_>) -> Result<Vec<u8>, atom_syndication::Error> {
    let document = atom_syndication::Feed {
        title: Text::plain(feed.title()),
        id: feed.id(),
        // §4.1.1 wants one even of an empty feed.
        updated: instant(feed.updated().unwrap_or(OffsetDateTime::UNIX_EPOCH)),
        authors: vec![Person { name: feed.author().to_owned(), ..Person::default() }],
        generator: Some(Generator { value: "Sésame".to_owned(), ..Generator::default() }),
        links: links(feed),
        entries: feed.page.establishments.iter().map(|establishment| entry(feed, establishment)).collect(),
        ..atom_syndication::Feed::default()
    };
    document.write_to(Vec::new())
}

fn links(feed: &Feed<'_>) -> Vec<Link> {
    let atom = |rel, href| link(rel, href, Some("application/atom+xml"));
    let mut links = vec![atom("self", feed.own_url()), link("alternate", feed.home().to_owned(), Some("text/html"))];
    links.extend(feed.next_url().map(|next| atom("next", next)));
    links
}

fn entry(feed: &Feed<'_>, establishment: &Establishment) -> Entry {
    let sheet = &establishment.sheet;
    let website = (!sheet.website.is_empty()).then(|| link("alternate", sheet.website.clone(), None));
    Entry {
        title: Text::plain(sheet.name.clone()),
        id: feed.item_id(establishment),
        updated: instant(updated(establishment)),
        published: Some(instant(published(establishment))),
        links: website.into_iter().collect(),
        content: Some(Content {
            value: Some(text(establishment)),
            content_type: Some("text".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn link(rel: &str, href: String, mime_type: Option<&str>) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: mime_type.map(str::to_owned), ..Link::default() }
}

fn instant(time: OffsetDateTime) -> FixedDateTime {
    let millis = time.unix_timestamp() * 1000 + i64::from(time.millisecond());
    DateTime::from_timestamp_millis(millis).unwrap_or_default().fixed_offset()
}
