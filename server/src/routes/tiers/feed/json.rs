//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;
use storage::establishment::{Establishment, OpeningHours};
use utoipa::ToSchema;

use super::{Feed, published, text, updated};
use crate::clock::rfc3339;
use crate::openapi::bodies::Week;

pub const CONTENT_TYPE: &str = "application/feed+json";

#[derive(Serialize, ToSchema)]
pub struct JsonFeed<'a> {
    version: &'static str,
    title: String,
    home_page_url: &'a str,
    feed_url: String,
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<String>,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FeedAuthor)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FeedItem)]
struct Item<'a> {
    id: String,
    #[schema(required = false)]
    #[serde(skip_serializing_if = "str::is_empty")]
    external_url: &'a str,
    title: &'a str,
    content_text: String,
    #[schema(format = DateTime)]
    date_published: String,
    #[schema(format = DateTime)]
    date_modified: String,
    /// The format's way to say more: names that begin with an underscore.
    _establishment: Details<'a>,
}

/// What the sheet says, field by field.
#[derive(Serialize, ToSchema)]
#[schema(as = FeedEstablishment)]
struct Details<'a> {
    description: &'a str,
    address: &'a str,
    phone: &'a str,
    website: &'a str,
    #[schema(value_type = Week)]
    opening_hours: &'a OpeningHours,
}

pub fn write(feed: &Feed<'_>) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: feed.title(),
        home_page_url: feed.home(),
        feed_url: feed.own_url(),
        next_url: feed.next_url(),
        authors: [Author { name: feed.author() }],
        items: feed.page.establishments.iter().map(|establishment| item(feed, establishment)).collect(),
    })
}

fn item<'a>(feed: &Feed<'_>, establishment: &'a Establishment) -> Item<'a> {
    let sheet = &establishment.sheet;
    Item {
        id: feed.item_id(establishment),
        external_url: &sheet.website,
        title: &sheet.name,
        content_text: text(establishment),
        date_published: rfc3339(published(establishment)),
        date_modified: rfc3339(updated(establishment)),
        _establishment: Details {
            description: &sheet.description,
            address: &sheet.address,
            phone: &sheet.phone,
            website: &sheet.website,
            opening_hours: &sheet.opening_hours,
        },
    }
}
