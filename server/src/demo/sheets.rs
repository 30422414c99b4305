//! The places that John presents: something to find, to read on the feeds and to change.

use oauth::store::StoreError;
use oauth::types::UserId;
use serde_json::json;
use storage::SqlDatabase;
use storage::establishment::{Day, Establishments, OpeningHours, Owned, Sheet};
use time::{Duration, OffsetDateTime};

/// Puts them in, each published a day after the one before it, and the last not yet.
pub async fn present(database: &SqlDatabase, john: UserId, now: OffsetDateTime) -> Result<(), StoreError> {
    let establishments = Establishments::new(database.clone());
    let sheets = sheets();
    for (days_ago, sheet) in (0..sheets.len() as i64).rev().zip(sheets) {
        let then = now - Duration::days(days_ago);
        let new = establishments.create(john, sheet, then).await?;
        if days_ago > 0 {
            establishments.publish(Owned { owner: john, id: new.id }, then).await?;
        }
    }
    Ok(())
}

const WORKING_DAYS: &str = "tuesday wednesday thursday friday";

fn sheets() -> [Sheet; 5] {
    [
        Sheet {
            opening_hours: hours(&[
                (WORKING_DAYS, &[("07:00", "13:00"), ("15:30", "19:30")]),
                ("saturday", &[("07:00", "19:30")]),
                ("sunday", &[("07:00", "12:30")]),
            ]),
            ..sheet(
                ["Boulangerie de l’Étoile", "12 rue de l’Étoile\n69002 Lyon", "+33 4 00 00 00 12"],
                "https://boulangerie.example/",
                "Bread from sourdough, baked twice a day. The rye loaf is gone before ten.",
            )
        },
        Sheet {
            opening_hours: hours(&[("monday thursday friday saturday sunday", &[("17:00", "01:30")])]),
            ..sheet(
                ["Café des Deux Quais", "3 quai Fulchiron\n69005 Lyon", "+33 4 00 00 00 34"],
                "https://deux-quais.example/",
                "Coffee until it is dark, then music. Two tables stand by the river.",
            )
        },
        Sheet {
            opening_hours: hours(&[(WORKING_DAYS, &[("10:00", "19:00")]), ("saturday", &[("10:00", "18:00")])]),
            ..sheet(
                ["The Paper Lantern", "41 montée de la Grande-Côte\n69001 Lyon", "+33 4 00 00 00 56"],
                "https://paper-lantern.example/books",
                "A bookshop for those who cannot choose: tell us three books you love and leave with a fourth.",
            )
        },
        sheet(
            ["Atelier Vélo & Cie", "8 rue de la Thibaudière\n69007 Lyon", ""],
            "",
            "Bring your bicycle, borrow our tools, leave with clean hands (soap is free).",
        ),
        sheet(
            ["Galerie du Pont", "1 pont Lafayette\n69003 Lyon", ""],
            "",
            "Opening soon. This sheet is not published: its owner alone sees it.",
        ),
    ]
}

fn sheet([name, address, phone]: [&str; 3], website: &str, description: &str) -> Sheet {
    let [name, address, phone, website, description] = [name, address, phone, website, description].map(str::to_owned);
    Sheet { name, description, address, phone, website, opening_hours: OpeningHours::default() }
}

/// Several days that have the same hours.
type SameHours<'a> = (&'a str, &'a [(&'a str, &'a str)]);

fn hours(days: &[SameHours<'_>]) -> OpeningHours {
    let open = |spans: &[(&str, &str)]| -> Day {
        let spans: Vec<_> = spans.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect();
        serde_json::from_value(spans.into()).unwrap_or_default()
    };
    let each = days.iter().flat_map(|(names, spans)| names.split(' ').map(|name| (name.to_owned(), open(spans))));
    OpeningHours::of(each.collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hour_that_is_written_here_is_one() {
        let [bakery, cafe, books, ..] = sheets().map(|sheet| sheet.opening_hours.to_string());
        assert_eq!(bakery, "Tu-Fr 07:00-13:00,15:30-19:30; Sa 07:00-19:30; Su 07:00-12:30");
        assert_eq!(cafe, "Mo 17:00-01:30; Th-Su 17:00-01:30");
        assert_eq!(books, "Tu-Fr 10:00-19:00; Sa 10:00-18:00");
    }
}
