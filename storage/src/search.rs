//! Finding text that was typed differently. Databases disagree about case outside ASCII, so both sides are folded here
//! and compared byte for byte there.

use sea_orm::sea_query::{ExprTrait as _, LikeExpr};
use sea_orm::{ColumnTrait, Condition};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Without case and accents: `L’Étoile` and `l'etoile` are the same.
fn fold(text: &str) -> String {
    let folded = text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c));
    folded.map(|c| if c == '’' { '\'' } else { c }).collect()
}

/// What of these texts can be found.
pub fn searched(texts: &[&str]) -> String {
    fold(&texts.join("\n"))
}

/// That every word of the query stands in a column made by [`searched`].
pub fn has_words(column: impl ColumnTrait, query: &str) -> Condition {
    let query = fold(query);
    let patterns = query.split_whitespace().map(|word| LikeExpr::new(format!("%{}%", escape(word))).escape(ESCAPE));
    patterns.fold(Condition::all(), |all, pattern| all.add(column.into_expr().like(pattern)))
}

/// Not the backslash: in a MySQL text it would have to be doubled, in the others not.
const ESCAPE: char = '!';

fn escape(word: &str) -> String {
    word.chars().flat_map(|c| matches!(c, '%' | '_' | ESCAPE).then_some(ESCAPE).into_iter().chain([c])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_apostrophes_do_not_matter() {
        for (typed, folded) in [("L’ÉTOILE", "l'etoile"), ("Éte\u{301}", "ete"), ("ﬁn", "fin"), ("İ", "i")] {
            assert_eq!(fold(typed), folded);
        }
    }

    #[test]
    fn wildcards_are_letters_like_any_other() {
        assert_eq!(escape("50%_!"), "50!%!_!!");
    }
}
