use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The days as JSON names them, Monday first.
pub const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// When a place is open, day by day. A day that is not named is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpeningHours([Day; 7]);

/// The hours of one day, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Span>", into = "Vec<Span>")]
pub struct Day(Vec<Span>);

/// Open from one time to another. When `to` comes before `from`, it is the next day's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    pub from: TimeOfDay,
    pub to: TimeOfDay,
}

/// Minutes since midnight, written `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time is written HH:MM, from 00:00 to 23:59")]
pub struct InvalidTime;

/// Why these are not the hours of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDay {
    #[error("a day opens at most {MOST} times")]
    TooMany,
    #[error("from and to are the same time")]
    Nothing,
    #[error("hours follow one another without overlapping, and only the last may go on past midnight")]
    OutOfOrder,
}

const MOST: usize = 6;

impl OpeningHours {
    /// The hours of the days that are named; `None` when a name is not a day's.
    pub fn of(mut days: BTreeMap<String, Day>) -> Option<Self> {
        let week = Self(WEEKDAYS.map(|name| days.remove(name).unwrap_or_default()));
        days.is_empty().then_some(week)
    }

    /// Each day by its name, Monday first.
    pub fn days(&self) -> impl Iterator<Item = (&'static str, &Day)> {
        WEEKDAYS.into_iter().zip(&self.0)
    }
}

impl Day {
    pub fn spans(&self) -> &[Span] {
        &self.0
    }
}

impl TryFrom<Vec<Span>> for Day {
    type Error = InvalidDay;

    fn try_from(spans: Vec<Span>) -> Result<Self, InvalidDay> {
        if spans.len() > MOST {
            return Err(InvalidDay::TooMany);
        }
        if spans.iter().any(|span| span.from == span.to) {
            return Err(InvalidDay::Nothing);
        }
        if spans.windows(2).any(|pair| pair[0].to < pair[0].from || pair[1].from < pair[0].to) {
            return Err(InvalidDay::OutOfOrder);
        }
        Ok(Self(spans))
    }
}

impl From<Day> for Vec<Span> {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl FromStr for TimeOfDay {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let two_digits = |part: &str| {
            let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse::<u16>().ok()).flatten().ok_or(InvalidTime)
        };
        let (hours, minutes) = text.split_once(':').ok_or(InvalidTime)?;
        let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
        if hours < 24 && minutes < 60 { Ok(Self(hours * 60 + minutes)) } else { Err(InvalidTime) }
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = InvalidTime;

    fn try_from(text: String) -> Result<Self, InvalidTime> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

impl Serialize for OpeningHours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.days())
    }
}

impl<'de> Deserialize<'de> for OpeningHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(BTreeMap::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("not a day of the week"))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spans: Vec<_> = self.0.iter().map(|Span { from, to }| format!("{from}-{to}")).collect();
        f.write_str(&spans.join(","))
    }
}

/// As OpenStreetMap writes them: `Mo-Fr 09:00-12:30,14:00-18:00; Sa 10:00-12:00`. Empty when it is always closed.
impl fmt::Display for OpeningHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHORT: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
        let mut rules = Vec::new();
        for same in SHORT.iter().zip(&self.0).collect::<Vec<_>>().chunk_by(|(_, one), (_, next)| one == next) {
            match same {
                [(_, Day(spans)), ..] if spans.is_empty() => {}
                [(first, hours), .., (last, _)] => rules.push(format!("{first}-{last} {hours}")),
                [(day, hours)] => rules.push(format!("{day} {hours}")),
                [] => {}
            }
        }
        f.write_str(&rules.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(json: &str) -> Result<Day, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn hours_that_overlap_or_last_no_time_are_refused() {
        let span = |from: &str, to: &str| format!(r#"{{"from":"{from}","to":"{to}"}}"#);
        for (spans, why) in [
            (vec![span("09:00", "09:00")], "the same time"),
            (vec![span("09:00", "13:00"), span("12:00", "18:00")], "without overlapping"),
            (vec![span("14:00", "18:00"), span("09:00", "12:00")], "without overlapping"),
            (vec![span("18:00", "02:00"), span("20:00", "22:00")], "past midnight"),
            (vec![span("09:00", "10:00"); 7], "at most 6"),
            (vec![span("9:00", "10:00")], "HH:MM"),
            (vec![span("24:00", "10:00")], "HH:MM"),
            (vec![span("+1:00", "10:60")], "HH:MM"),
        ] {
            let error = day(&format!("[{}]", spans.join(","))).unwrap_err();
            assert!(error.contains(why), "{spans:?}: {error}");
        }
        for (spans, hours) in [(vec![], 0), (vec![span("09:00", "12:00"), span("12:00", "02:00")], 2)] {
            assert_eq!(day(&format!("[{}]", spans.join(","))).unwrap().spans().len(), hours);
        }
    }

    #[test]
    fn a_week_is_written_with_every_day_and_read_with_those_that_are_open() {
        let json = r#"{"saturday":[{"from":"10:00","to":"01:30"}]}"#;
        let week: OpeningHours = serde_json::from_str(json).unwrap();
        let written = serde_json::to_string(&week).unwrap();
        assert!(written.starts_with(r#"{"monday":[],"tuesday":[],"#), "{written}");
        assert_eq!(serde_json::from_str::<OpeningHours>(&written).unwrap(), week);
        assert!(serde_json::from_str::<OpeningHours>(r#"{"funday":[]}"#).is_err());
    }

    #[test]
    fn equal_days_in_a_row_are_written_together() {
        let open = r#"[{"from":"09:00","to":"12:30"},{"from":"14:00","to":"18:00"}]"#;
        let json = format!(r#"{{"monday":{open},"tuesday":{open},"thursday":{open},"sunday":{open}}}"#);
        let week: OpeningHours = serde_json::from_str(&json).unwrap();
        let hours = "09:00-12:30,14:00-18:00";
        assert_eq!(week.to_string(), format!("Mo-Tu {hours}; Th {hours}; Su {hours}"));
        assert_eq!(OpeningHours::default().to_string(), "");
    }
}
