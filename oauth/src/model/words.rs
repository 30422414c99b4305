//! Settings that are one of a few words.

/// Not one of the words a setting of a client knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is one of {0}")]
pub struct UnknownWord(pub(crate) &'static str);

/// A setting that is one of a few words, written the same in the database, on the command line and in a form.
macro_rules! words {
    ($type:ident, $all:literal, { $($variant:ident => $word:literal),+ }) => {
        impl $type {
            /// As it is written.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::model::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::model::UnknownWord($all)),
                }
            }
        }
    };
}
pub(crate) use words;
