//! The one place that reads the ambient clock. Everything else is told the time, so that a test can set it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use time::macros::format_description;
use time::{Duration, OffsetDateTime};

/// Tells the time in whole milliseconds: what the database keeps and what the API shows.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    /// Milliseconds since the Unix epoch. Clones share it, so a test can move the time of a running server.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until it is advanced.
    pub fn fixed(now: OffsetDateTime) -> Self {
        Self(Source::Set(Arc::new(AtomicI64::new(to_millis(now)))))
    }

    /// The time, in UTC.
    pub fn now(&self) -> OffsetDateTime {
        match &self.0 {
            Source::System => from_millis(to_millis(system_now())),
            Source::Set(millis) => from_millis(millis.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock, and all its clones, forward.
    ///
    /// # Panics
    ///
    /// On the machine's clock, which is not ours to move.
    pub fn advance(&self, by: Duration) {
        match &self.0 {
            Source::System => panic!("only a fixed clock can be advanced"),
            Source::Set(millis) => {
                let by = i64::try_from(by.whole_milliseconds()).expect("a test's wait fits in 292 million years");
                millis.fetch_add(by, Ordering::SeqCst);
            }
        }
    }
}

/// A wait as `Retry-After` and people count it: not a second too short.
pub fn whole_seconds(wait: Duration) -> u64 {
    wait.whole_seconds().unsigned_abs() + u64::from(wait.subsec_nanoseconds() > 0)
}

#[expect(clippy::disallowed_methods, reason = "this is where the time enters")]
fn system_now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

fn to_millis(time: OffsetDateTime) -> i64 {
    time.unix_timestamp() * 1000 + i64::from(time.millisecond())
}

fn from_millis(millis: i64) -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH + Duration::milliseconds(millis)
}

/// A time as the API writes it: RFC 3339 in UTC with milliseconds.
pub fn rfc3339(time: OffsetDateTime) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    time.to_utc().format(format).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn time_comes_in_whole_milliseconds() {
        let clock = Clock::fixed(datetime!(2026-01-01 12:00:00.123456789 UTC));
        assert_eq!(clock.now(), datetime!(2026-01-01 12:00:00.123 UTC));
        assert_eq!(Clock::system().now().nanosecond() % 1_000_000, 0);
    }

    #[test]
    fn a_time_has_the_form_of_the_contract() {
        assert_eq!(rfc3339(datetime!(2024-02-05 09:52:20.957 +1)), "2024-02-05T08:52:20.957Z");
    }

    #[test]
    fn a_fixed_clock_moves_only_when_told_and_its_clones_follow() {
        let clock = Clock::fixed(datetime!(2026-01-01 12:00 UTC));
        let server = clock.clone();
        clock.advance(Duration::seconds(90));
        assert_eq!(server.now(), datetime!(2026-01-01 12:01:30 UTC));
    }
}
