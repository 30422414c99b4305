//! What a command says: lines for people, one JSON value for programs.

use std::io::{self, ErrorKind, Write as _};

use oauth::model::AuditEntry;
use serde::Serialize;
use time::OffsetDateTime;
use time::macros::format_description;

use super::CliError;

/// A command's answer in both forms, made before anything is printed.
#[derive(Debug)]
pub(super) struct Answer {
    human: String,
    json: String,
    /// Why the exit status is 1 although there is an answer.
    failed: Option<String>,
    /// What the audit log is to say.
    deeds: Vec<AuditEntry>,
}

impl Answer {
    pub fn new(human: impl Into<String>, json: &impl Serialize) -> Self {
        let json = serde_json::to_string(json).expect("what commands answer has texts for keys");
        Self { human: human.into(), json, failed: None, deeds: Vec::new() }
    }

    /// The same answer, but the command failed.
    pub fn failing(self, why: Option<String>) -> Self {
        Self { failed: why, ..self }
    }

    /// The same answer, with a line for the audit log.
    pub fn logged(mut self, deed: AuditEntry) -> Self {
        self.deeds.push(deed);
        self
    }

    pub fn deeds(&self) -> &[AuditEntry] {
        &self.deeds
    }

    pub fn print(self, as_json: bool) -> Result<(), CliError> {
        let text = if as_json { self.json } else { self.human };
        match writeln!(io::stdout(), "{}", text.trim_end()) {
            // `sesame client list | head -1` has read enough.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                return Err(CliError::Io("cannot write the answer".to_owned(), error));
            }
            _ => {}
        }
        self.failed.map_or(Ok(()), |why| Err(CliError::Failed(why)))
    }
}

/// Names and values, one pair a line, the values in a column. Empty values are left out.
pub(super) fn facts(pairs: &[(&str, String)]) -> String {
    let pairs: Vec<_> = pairs.iter().filter(|(_, value)| !value.is_empty()).collect();
    let width = pairs.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    pairs.iter().map(|(name, value)| format!("  {name:width$}  {value}\n")).collect()
}

/// Rows under their headings, in columns; without rows, the sentence that says so.
pub(super) fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]], none: &str) -> String {
    if rows.is_empty() {
        return none.to_owned();
    }
    let headings = headings.map(str::to_owned);
    let rows: Vec<_> = [&headings].into_iter().chain(rows).collect();
    let widths: [usize; N] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default());
    let line = |row: &&[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

/// A time as people read it.
pub(super) fn when(time: OffsetDateTime) -> String {
    time.to_utc().format(format_description!("[year]-[month]-[day] [hour]:[minute] UTC")).unwrap_or_default()
}

/// `1 key`, `2 keys`.
pub(super) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_its_columns_under_each_other() {
        let rows = [["é".to_owned(), "1".to_owned()], ["longer".to_owned(), String::new()]];
        assert_eq!(table(["NAME", "N"], &rows, "none"), "NAME    N\né       1\nlonger\n");
        assert_eq!(table::<1>(["NAME"], &[], "There is none."), "There is none.");
    }
}
