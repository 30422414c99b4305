//! Dates and durations in the person's way.

use super::{Locale, t};
use time::{Date, OffsetDateTime};

const UNITS: [(i64, &str); 4] =
    [(86_400, "duration-days"), (3_600, "duration-hours"), (60, "duration-minutes"), (1, "duration-seconds")];

impl Locale {
    /// "5 February 2024", « 5 février 2024 ».
    pub fn date(self, date: Date) -> String {
        t!(self, "date", day = date.day(), month = u8::from(date.month()), year = date.year().to_string())
    }

    /// "5 February 2024, 08:52 UTC", « 5 février 2024, 08:52 UTC ».
    pub fn instant(self, at: OffsetDateTime) -> String {
        let at = at.to_utc();
        t!(self, "instant", date = self.date(at.date()), time = format!("{:02}:{:02}", at.hour(), at.minute()))
    }

    /// How long ago, as long as that says something; then the day.
    pub fn when(self, at: OffsetDateTime, now: OffsetDateTime) -> String {
        let seconds = (now - at).whole_seconds();
        if seconds < 2 * 86_400 { self.ago(seconds) } else { self.date(at.to_utc().date()) }
    }

    /// "2 hours", with a space that does not break: in the largest unit that still tells the truth, rounded to the nearest.
    pub fn duration(self, seconds: i64) -> String {
        let seconds = seconds.max(1);
        let (unit, key) = UNITS
            .into_iter()
            // "90 minutes" says more than "2 hours": a unit must fit at least twice, unless it fits exactly.
            .find(|&(unit, _)| seconds >= 2 * unit || seconds == unit)
            .unwrap_or((1, "duration-seconds"));
        t!(self, key, n = (seconds + unit / 2) / unit)
    }

    /// "2 minutes ago", « il y a 2 minutes ».
    pub fn ago(self, seconds: i64) -> String {
        if seconds < 10 { t!(self, "ago-now") } else { t!(self, "ago", duration = self.duration(seconds)) }
    }
}

#[cfg(test)]
mod tests {
    use super::Locale::{En, Fr};
    use time::macros::date;

    #[test]
    fn dates_are_written_the_local_way() {
        assert_eq!(En.date(date!(2024 - 02 - 05)), "5 February 2024");
        assert_eq!(Fr.date(date!(2024 - 02 - 05)), "5 février 2024");
        assert_eq!(Fr.date(date!(2026 - 08 - 01)), "1er août 2026");
    }

    #[test]
    fn durations_take_the_unit_that_fits() {
        for (seconds, english, french) in [
            (0, "1 second", "1 seconde"),
            (45, "45 seconds", "45 secondes"),
            (60, "1 minute", "1 minute"),
            (600, "10 minutes", "10 minutes"),
            (5_400, "90 minutes", "90 minutes"),
            (3_600, "1 hour", "1 heure"),
            (7_200, "2 hours", "2 heures"),
            (86_400, "1 day", "1 jour"),
            (17_280_000, "200 days", "200 jours"),
        ] {
            assert_eq!(En.duration(seconds), english.replace(' ', "\u{a0}"));
            assert_eq!(Fr.duration(seconds), french.replace(' ', "\u{a0}"));
        }
    }

    #[test]
    fn relative_times_read_naturally() {
        assert_eq!(En.ago(3), "just now");
        assert_eq!(Fr.ago(3), "à l’instant");
        assert_eq!(En.ago(125), "2\u{a0}minutes ago");
        assert_eq!(Fr.ago(125), "il y a 2\u{a0}minutes");
    }
}
