//! Published sheets as feeds: what both formats say alike.

pub mod atom;
pub mod json;

use storage::establishment::{Establishment, Page};
use time::OffsetDateTime;

use super::list::write_cursor;
use crate::state::AppState;

/// One document of a feed: the newest sheets, or those that follow a cursor.
pub struct Feed<'a> {
    pub state: &'a AppState,
    /// The feed's path, which its name is made of.
    pub path: &'static str,
    /// The document's own query, with its question mark.
    pub query: String,
    pub page: &'a Page,
}

impl Feed<'_> {
    fn title(&self) -> String {
        format!("{}: establishments", self.author())
    }

    fn author(&self) -> &str {
        &self.state.settings().brand_name
    }

    fn home(&self) -> &str {
        self.state.config().issuer.as_str()
    }

    /// The address of the first document, which names the feed.
    fn id(&self) -> String {
        self.state.config().issuer.join(self.path)
    }

    fn own_url(&self) -> String {
        format!("{}{}", self.id(), self.query)
    }

    /// Where older sheets are.
    fn next_url(&self) -> Option<String> {
        Some(format!("{}?cursor={}", self.id(), write_cursor(self.page.next?)))
    }

    /// When anything in it last changed; `None` when there is nothing.
    pub fn updated(&self) -> Option<OffsetDateTime> {
        self.page.establishments.iter().map(updated).max()
    }

    /// Names a sheet in both formats, and is where the API has it.
    fn item_id(&self, establishment: &Establishment) -> String {
        self.state.config().issuer.join(&format!("/public/establishments/{}", establishment.id.0))
    }
}

fn published(establishment: &Establishment) -> OffsetDateTime {
    establishment.published_at.unwrap_or(establishment.created_at)
}

fn updated(establishment: &Establishment) -> OffsetDateTime {
    establishment.updated_at.max(published(establishment))
}

/// The sheet as plain text, for readers that show nothing else. Plain, so that no markup in it can ever be markup.
fn text(establishment: &Establishment) -> String {
    let sheet = &establishment.sheet;
    let hours = sheet.opening_hours.to_string();
    let said = [&sheet.description, &sheet.address, &sheet.phone, &hours].map(String::as_str);
    let said: Vec<_> = said.into_iter().filter(|text| !text.is_empty()).collect();
    if said.is_empty() { sheet.name.clone() } else { said.join("\n\n") }
}
