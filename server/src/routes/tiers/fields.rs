//! The fields of a JSON object, read one by one. Everything wrong is said at once, each beside its name.

use serde_json::{Map, Value};
use url::Url;

use super::error::{ApiError, Wrong};

/// What a body says, and what is wrong with it so far. Fields that nobody asks for are ignored, so that what was read
/// can be sent back with changes.
pub struct Fields {
    object: Map<String, Value>,
    wrong: Wrong,
}

/// What a text must be; the refusal completes "the field …".
pub type Check = fn(&str) -> Result<(), String>;

impl Fields {
    pub fn of(object: Map<String, Value>) -> Self {
        Self { object, wrong: Wrong::default() }
    }

    /// Notes that this field must be there.
    pub fn require(&mut self, name: &str) {
        if !self.object.contains_key(name) {
            self.wrong(name, "is required");
        }
    }

    /// A text without the spaces around it; `null` is an empty one. `None` when it is not there, or wrong.
    pub fn text(&mut self, name: &str, check: Check) -> Option<String> {
        let text = match self.object.get(name)? {
            Value::String(text) => text.replace("\r\n", "\n").trim().to_owned(),
            Value::Null => String::new(),
            _ => {
                self.wrong(name, "must be a text");
                return None;
            }
        };
        match check(&text) {
            Ok(()) => Some(text),
            Err(why) => {
                self.wrong(name, why);
                None
            }
        }
    }

    /// A value that is more than a text.
    pub fn value(&mut self, name: &str) -> Option<Value> {
        self.object.remove(name)
    }

    pub fn wrong(&mut self, name: &str, why: impl Into<String>) {
        self.wrong.0.push((name.to_owned(), why.into()));
    }

    /// Fails when anything was wrong.
    pub fn finish(self) -> Result<(), ApiError> {
        if self.wrong.0.is_empty() { Ok(()) } else { Err(ApiError::Fields(self.wrong)) }
    }
}

/// One line that says something.
pub fn name(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("must not be empty".to_owned());
    }
    line(text, 100)
}

pub fn description(text: &str) -> Result<(), String> {
    short(text, 2000)?;
    readable(text, &['\n', '\t'])
}

pub fn address(text: &str) -> Result<(), String> {
    short(text, 300)?;
    readable(text, &['\n'])
}

pub fn phone(text: &str) -> Result<(), String> {
    line(text, 40)?;
    let known = |c: char| c.is_ascii_digit() || " +-.()/".contains(c);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if text.is_empty() || (text.chars().all(known) && digits >= 3) {
        Ok(())
    } else {
        Err("must be a phone number: digits, spaces and + - . ( ) /".to_owned())
    }
}

/// It becomes a link that others click: no `javascript:`, nothing that hides where it leads.
pub fn website(text: &str) -> Result<(), String> {
    line(text, 500)?;
    let safe =
        |url: Url| matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    // What the parser would mend (spaces, backslashes) or encode is not an address to write in a feed.
    let written = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
    if text.is_empty() || (written && Url::parse(text).is_ok_and(safe)) {
        Ok(())
    } else {
        Err("must be a web address that begins with https:// or http://, in ASCII".to_owned())
    }
}

fn line(text: &str, most: usize) -> Result<(), String> {
    short(text, most)?;
    readable(text, &[])
}

fn short(text: &str, most: usize) -> Result<(), String> {
    if text.chars().count() <= most { Ok(()) } else { Err(format!("must have at most {most} characters")) }
}

/// Without characters that XML cannot hold, that nobody can see, or that turn the text after them around.
fn readable(text: &str, allowed: &[char]) -> Result<(), String> {
    let odd = |c: char| match c {
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => c.is_control() && !allowed.contains(&c),
    };
    if text.contains(odd) { Err("must not hold control characters".to_owned()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_hurt_a_reader_is_refused() {
        for text in ["", "a\nb", "a\0b", "\u{85}", "a\u{ffff}", "a\u{202e}b", &"é".repeat(101)] {
            assert!(name(text).is_err(), "{text:?}");
        }
        for text in [
            "javascript:alert(1)",
            "//x.example",
            "https://",
            "https://a@x.example",
            "https://x.example/ y",
            "https://x.example/\\y",
            "http:x.example\u{202e}",
            "ftp://x.example",
            "https://x.example/\"",
            "x.example",
        ] {
            assert!(website(text).is_err(), "{text:?}");
        }
        for text in ["call me", "12", "+33 1 <b>", "+33\n123"] {
            assert!(phone(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn what_people_write_is_taken() {
        assert!(
            name(&"é".repeat(100)).is_ok() && description("Deux\n\tlignes").is_ok() && address("1 rue\nParis").is_ok()
        );
        for text in ["", "https://x.example", "http://xn--caf-dma.example:8080/a%20b?c=d&e#f"] {
            assert!(website(text).is_ok(), "{text}");
        }
        for text in ["", "+33 (0)1 23.45-67/89", "112"] {
            assert!(phone(text).is_ok(), "{text}");
        }
    }
}
