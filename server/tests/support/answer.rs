use std::fmt;
use std::sync::LazyLock;

use axum::http::{HeaderMap, StatusCode, header};
use regex::Regex;
use serde_json::Value;

/// What came back over the wire.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        str::from_utf8(&self.body).expect("every answer is UTF-8")
    }

    /// A header's value, empty when it is absent. More than one is an error of the server's.
    pub fn header(&self, name: &str) -> &str {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next().map_or("", |value| value.to_str().unwrap());
        assert!(values.next().is_none(), "{name:?} comes twice");
        value
    }

    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/json", "{self}");
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// One text of a successful JSON answer.
    pub fn get(&self, key: &str) -> String {
        assert_eq!(self.status, StatusCode::OK, "{self}");
        self.json()[key].as_str().unwrap_or_else(|| panic!("no {key} in {self}")).to_owned()
    }

    pub fn is_ok(&self) -> bool {
        self.status == StatusCode::OK
    }

    /// Status and `error` of a JSON error, which is held to what every one promises: two keys, a description of
    /// the RFC's characters (row 20, RFC 6749 §5.2), never cached.
    pub fn error(&self) -> String {
        let json = self.json();
        let object = json.as_object().unwrap();
        assert!(object.len() == 2, "exactly error and error_description: {self}");
        let description = object["error_description"].as_str().unwrap();
        let allowed = |byte: u8| matches!(byte, 0x20..=0x21 | 0x23..=0x5B | 0x5D..=0x7E);
        assert!(!description.is_empty() && description.bytes().all(allowed), "{description:?}");
        assert_eq!(self.header("cache-control"), "no-store", "{self}");
        format!("{} {}", self.status.as_u16(), object["error"].as_str().unwrap())
    }
}

/// The headers a client acts on. Those of every answer, and of every page, have tests of their own.
const SHOWN: [header::HeaderName; 7] = [
    header::ALLOW,
    header::CACHE_CONTROL,
    header::CONTENT_TYPE,
    header::LOCATION,
    header::PRAGMA,
    header::RETRY_AFTER,
    header::WWW_AUTHENTICATE,
];

/// As it stood on the wire, the order of keys included; what is drawn by chance is named instead.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.status)?;
        for name in SHOWN {
            for value in self.headers.get_all(&name) {
                writeln!(f, "{name}: {}", normalised(value.to_str().unwrap_or("[bytes]")))?;
            }
        }
        write!(f, "\n{}", normalised(&String::from_utf8_lossy(&self.body)))
    }
}

fn normalised(text: &str) -> String {
    static CHANCE: LazyLock<[(Regex, &str); 3]> = LazyLock::new(|| {
        [
            (r"eyJ[\w-]+\.[\w-]+\.[\w-]+", "[jwt]"),
            (r"[\w-]{43,}", "[secret]"),
            (r"\b[B-Z]{4}-[B-Z]{4}\b", "[user code]"),
        ]
        .map(|(pattern, name)| (Regex::new(pattern).unwrap(), name))
    });
    CHANCE.iter().fold(text.to_owned(), |text, (pattern, name)| pattern.replace_all(&text, *name).into_owned())
}
