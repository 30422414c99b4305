use std::fmt;

/// Words that people type and other people read on our pages: the name of a person, of an application. One line, without
/// the characters that nobody sees and that make a text read as another one: a right-to-left override turns
/// `gpj.exe` into `exe.jpg`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayText(String);

/// Why words are not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    #[error("something must be written here")]
    Empty,
    #[error("it is too long")]
    TooLong,
    #[error("it holds line breaks or characters that cannot be seen")]
    Unseen,
}

impl DisplayText {
    /// Takes a text of at most so many characters, without the space around it.
    pub fn parse(text: &str, most: usize) -> Result<Self, InvalidText> {
        let text = text.trim();
        if !is_plain_text(text) {
            return Err(InvalidText::Unseen);
        }
        if !text.chars().any(is_seen) {
            return Err(InvalidText::Empty);
        }
        if text.chars().count() > most {
            return Err(InvalidText::TooLong);
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text is one line of characters that can be seen, or that belong to the writing of a language as the two
/// joiners do.
pub fn is_plain_text(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || steers(c))
}

/// Characters that change how others are shown, or that show nothing at all: bidirectional marks, invisible operators,
/// separators of lines, tags, and what is no character.
fn steers(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}'
        | '\u{E0000}'..='\u{E007F}')
}

/// Whether a character leaves ink: spaces, joiners and the fillers that pass for letters do not.
fn is_seen(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(
            c,
            '\u{34F}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{200C}'
                | '\u{200D}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}'
        )
}

impl From<DisplayText> for String {
    fn from(text: DisplayText) -> Self {
        text.0
    }
}

impl fmt::Display for DisplayText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_the_world_are_plain_text() {
        for name in
            ["Zoë", "O’Neill-Łukasz", "李小龍", "محمد", "می\u{200C}خواهم", "<b>Bobby</b>", "👩\u{200D}🚀 Movies"]
        {
            assert_eq!(DisplayText::parse(&format!("  {name} "), 40).unwrap().as_str(), name);
        }
    }

    #[test]
    fn what_cannot_be_seen_is_refused() {
        for name in [
            "exe\u{202E}gpj",
            "a\u{200E}b",
            "a\nb",
            "a\0b",
            "a\u{7F}",
            "a\u{2028}b",
            "a\u{200B}b",
            "a\u{E0041}",
            "\u{FEFF}a",
        ] {
            assert_eq!(DisplayText::parse(name, 40), Err(InvalidText::Unseen), "{name:?}");
        }
    }

    #[test]
    fn a_name_leaves_ink_and_has_an_end() {
        for name in ["", "   ", "\u{3164}", "\u{200D}", "\u{2800} \u{2800}"] {
            assert_eq!(DisplayText::parse(name, 40), Err(InvalidText::Empty), "{name:?}");
        }
        assert_eq!(DisplayText::parse(&"é".repeat(41), 40), Err(InvalidText::TooLong));
        assert!(DisplayText::parse(&"é".repeat(40), 40).is_ok());
    }
}
