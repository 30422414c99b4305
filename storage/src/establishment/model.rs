use oauth::types::UserId;
use time::OffsetDateTime;

use super::hours::OpeningHours;

/// An establishment's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EstablishmentId(pub i64);

/// A place, who manages it, and whether everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Establishment {
    pub id: EstablishmentId,
    pub owner: UserId,
    pub sheet: Sheet,
    /// `None` while its owner alone sees it.
    pub published_at: Option<OffsetDateTime>,
    pub created_at: OffsetDateTime,
    /// When the sheet last changed.
    pub updated_at: OffsetDateTime,
}

/// What is said of a place. A text is empty when there is nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    pub description: String,
    pub address: String,
    pub phone: String,
    pub website: String,
    pub opening_hours: OpeningHours,
}

/// What shall be said anew; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetChange {
    pub name: Option<String>,
    pub description: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub website: Option<String>,
    pub opening_hours: Option<OpeningHours>,
}

/// Everything, said anew.
impl From<Sheet> for SheetChange {
    fn from(sheet: Sheet) -> Self {
        let Sheet { name, description, address, phone, website, opening_hours } = sheet;
        Self {
            name: Some(name),
            description: Some(description),
            address: Some(address),
            phone: Some(phone),
            website: Some(website),
            opening_hours: Some(opening_hours),
        }
    }
}

impl Sheet {
    /// This sheet with the change made.
    #[must_use]
    pub fn with(self, change: SheetChange) -> Self {
        Self {
            name: change.name.unwrap_or(self.name),
            description: change.description.unwrap_or(self.description),
            address: change.address.unwrap_or(self.address),
            phone: change.phone.unwrap_or(self.phone),
            website: change.website.unwrap_or(self.website),
            opening_hours: change.opening_hours.unwrap_or(self.opening_hours),
        }
    }
}
