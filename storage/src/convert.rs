//! Between rows and types.

use std::str::FromStr;
use std::sync::Arc;

use oauth::store::StoreError;
use oauth::types::{ClientId, Subject, UserId};
use sea_orm::DbErr;
use time::{Duration, OffsetDateTime};

/// The store's own complaint, with the driver's as its cause.
pub fn backend(error: DbErr) -> StoreError {
    StoreError::Backend(Arc::new(error))
}

/// What a lookup found, read into its type.
pub fn parsed<Row, T>(found: Result<Option<Row>, DbErr>) -> Result<Option<T>, StoreError>
where
    T: TryFrom<Row, Error = StoreError>,
{
    found.map_err(backend)?.map(T::try_from).transpose()
}

/// A text that was written from a `T`.
pub fn parse<T: FromStr>(text: &str, what: &'static str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt(what))
}

/// Texts without spaces, with spaces between them.
pub fn join<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().collect::<Vec<_>>().join(" ")
}

/// Every text that [`join`] put together.
pub fn parse_each<T: FromStr, All: FromIterator<T>>(texts: &str, what: &'static str) -> Result<All, StoreError> {
    texts.split_ascii_whitespace().map(|text| parse(text, what)).collect()
}

/// An instant as it is stored.
pub fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1000 + i64::from(at.millisecond())
}

/// An instant read back.
pub fn instant(millis: i64, what: &'static str) -> Result<OffsetDateTime, StoreError> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).map_err(|_| StoreError::Corrupt(what))
}

/// An instant read back that may not have come.
pub fn instant_opt(millis: Option<i64>, what: &'static str) -> Result<Option<OffsetDateTime>, StoreError> {
    millis.map(|millis| instant(millis, what)).transpose()
}

/// A duration as it is stored.
pub fn duration_millis(duration: Duration) -> i64 {
    duration.whole_seconds() * 1000 + i64::from(duration.subsec_milliseconds())
}

/// The person in a row, if the application does not act as itself.
pub fn user_id_of(subject: &Subject) -> Option<i64> {
    subject.user().map(|UserId(id)| id)
}

/// On whose behalf, from the row's person and application.
pub fn subject(user_id: Option<i64>, client_id: &ClientId) -> Subject {
    match user_id {
        Some(id) => Subject::User(UserId(id)),
        None => Subject::Client(client_id.clone()),
    }
}
