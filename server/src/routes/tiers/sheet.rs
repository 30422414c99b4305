//! An establishment in JSON: how it is shown, and how what is said about it is read.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};
use storage::establishment::{Day, Establishment, OpeningHours, Sheet, SheetChange, WEEKDAYS};
use utoipa::ToSchema;

use super::error::ApiError;
use super::fields::{self, Fields};
use crate::clock::rfc3339;
use crate::openapi::bodies::Week;

/// An establishment as the API shows it, to everybody alike. The order of the keys is part of the contract.
#[derive(Serialize, ToSchema)]
pub struct EstablishmentAnswer {
    id: i64,
    name: String,
    description: String,
    address: String,
    phone: String,
    website: String,
    #[schema(value_type = Week)]
    opening_hours: OpeningHours,
    /// `null` while it is not on the feeds.
    #[schema(format = DateTime, required = true)]
    published_at: Option<String>,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
}

impl From<Establishment> for EstablishmentAnswer {
    fn from(establishment: Establishment) -> Self {
        let Sheet { name, description, address, phone, website, opening_hours } = establishment.sheet;
        Self {
            id: establishment.id.0,
            name,
            description,
            address,
            phone,
            website,
            opening_hours,
            published_at: establishment.published_at.map(rfc3339),
            created_at: rfc3339(establishment.created_at),
            updated_at: rfc3339(establishment.updated_at),
        }
    }
}

/// A whole sheet: what is not named is empty.
pub fn whole(object: Map<String, Value>) -> Result<Sheet, ApiError> {
    let mut fields = Fields::of(object);
    fields.require("name");
    Ok(Sheet::default().with(read(fields)?))
}

/// What changes of a sheet: what is not named stays (RFC 7396).
pub fn change(object: Map<String, Value>) -> Result<SheetChange, ApiError> {
    read(Fields::of(object))
}

fn read(mut fields: Fields) -> Result<SheetChange, ApiError> {
    let change = SheetChange {
        name: fields.text("name", fields::name),
        description: fields.text("description", fields::description),
        address: fields.text("address", fields::address),
        phone: fields.text("phone", fields::phone),
        website: fields.text("website", fields::website),
        opening_hours: opening_hours(&mut fields),
    };
    fields.finish()?;
    Ok(change)
}

const HOURS: &str = "must be a list of at most 6 hours like {\"from\":\"09:00\",\"to\":\"12:30\"}, in their order and \
                     without overlapping; the last may end the next day";

/// The whole week: a day that is not named is closed. Each day is judged by itself, so that the answer can name it.
fn opening_hours(fields: &mut Fields) -> Option<OpeningHours> {
    let days = match fields.value("opening_hours")? {
        Value::Object(days) => days,
        Value::Null => Map::new(),
        _ => {
            fields.wrong("opening_hours", "must be an object with a list of hours for each day");
            return None;
        }
    };
    let mut week = BTreeMap::new();
    for (name, hours) in days {
        if !WEEKDAYS.contains(&name.as_str()) {
            fields.wrong("opening_hours", format!("knows the days {}", WEEKDAYS.join(", ")));
            return None;
        }
        match serde_json::from_value::<Day>(hours) {
            Ok(day) => {
                week.insert(name, day);
            }
            Err(_) => fields.wrong(&format!("opening_hours.{name}"), HOURS),
        }
    }
    OpeningHours::of(week)
}
