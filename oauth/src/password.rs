//! Argon2id (RFC 9106). Hashing is slow on purpose: callers run it off the async threads, a few at a time.

mod well_known;

use argon2::password_hash::PasswordHasher as _;
use argon2::password_hash::phc::{PasswordHash as Phc, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::fmt;
use std::sync::LazyLock;
use subtle::ConstantTimeEq as _;

use crate::types::Secret;

/// A password as it is stored: a PHC string with its own salt and parameters.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

/// What checking a password came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Right, and stored with today's parameters.
    Yes,
    /// Right, but stored with older parameters: hash it again.
    Outdated,
    No,
}

/// Longer ones are refused where they are typed: hashing megabytes is a way to keep a server busy.
pub const MAX_LENGTH: usize = 1024;

/// What a person's password has at least (NIST SP 800-63B-4 §3.1.1.2).
pub const MIN_LENGTH: usize = 15;

/// Why a password is not taken. No rule says which characters it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsuitable {
    #[error(
        "a password has at least {MIN_LENGTH} characters: a few words that do not belong together are easy to keep"
    )]
    TooShort,
    #[error("a password has at most {MAX_LENGTH} bytes")]
    TooLong,
    #[error("this password is among the first that are tried: take a few words that do not belong together")]
    Guessable,
}

/// Whether somebody may choose this password. `known` is what others know of them: address, names.
pub fn check_new(password: &Secret, known: &[&str]) -> Result<(), Unsuitable> {
    let password = password.expose();
    if password.chars().count() < MIN_LENGTH {
        return Err(Unsuitable::TooShort);
    }
    if password.len() > MAX_LENGTH {
        return Err(Unsuitable::TooLong);
    }
    let known = known.iter().chain(&["sesame"]).map(|text| text.to_lowercase());
    let known: Vec<String> = known.flat_map(|text| words(&text)).collect();
    let beside = known.iter().fold(password.to_lowercase(), |rest, word| rest.replace(word.as_str(), ""));
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    // A few letters around what everybody knows, or what is known of the person, are soon tried.
    let little = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count() < 6;
    // Common passwords, keyboard rows, dates and repetitions fall within 10⁸ guesses.
    let guessable = || zxcvbn::zxcvbn(password, &known).score() < zxcvbn::Score::Three;
    if little(&beside) || little(&well_known::beside(password)) || guessable() {
        return Err(Unsuitable::Guessable);
    }
    Ok(())
}

/// The parts of an address or a name that are worth a guess; of one or two letters, none is.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() > 2).map(str::to_owned).collect()
}

fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

impl PasswordHash {
    /// Hashes a password with a new salt.
    pub fn of(password: &Secret) -> Self {
        let hash: Phc = argon2()
            .hash_password(password.expose().as_bytes())
            .expect("the default parameters are valid and the system gives a salt");
        Self(hash.to_string())
    }

    /// The same password, hashed as one does today. The salt stays, if it is still fit, and with it the
    /// [`mark`](Self::mark).
    #[must_use]
    pub fn again(&self, password: &Secret) -> Self {
        let password_bytes = password.expose().as_bytes();
        let hash: Option<Phc> =
            self.salt().and_then(|salt| argon2().hash_password_with_salt(password_bytes, &salt).ok());
        hash.map_or_else(|| Self::of(password), |hash| Self(hash.to_string()))
    }

    /// What tells a person's password from the ones before and after it, and nothing else about it: a digest of its salt.
    /// Whoever chooses a password gets a new salt; hashing the same password again keeps it.
    pub fn mark(&self) -> String {
        Secret::from(self.salt_text().unwrap_or_else(|| self.0.clone())).hash().as_str()[..16].to_owned()
    }

    /// Its salt as it stands in the hash, in Base64: nothing in it means anything else in a `LIKE`.
    pub fn salt_text(&self) -> Option<String> {
        self.salt().map(|salt| salt.to_string())
    }

    fn salt(&self) -> Option<Salt> {
        Phc::new(&self.0).ok()?.salt
    }

    /// A hash read back from where it was stored; `None` when it is none.
    pub fn from_stored(text: String) -> Option<Self> {
        Phc::new(&text).ok()?;
        Some(Self(text))
    }

    /// The hash as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Room for a hash. To fetch it from the system and give it back costs half as much as the hash itself, so whoever
/// checks one password after another keeps it.
#[derive(Default)]
pub struct Workspace(Vec<Block>);

impl Workspace {
    fn of(&mut self, params: &Params) -> &mut [Block] {
        let blocks = params.block_count();
        self.0.resize(blocks.max(self.0.len()), Block::default());
        &mut self.0[..blocks]
    }
}

impl fmt::Debug for Workspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// [`verify_in`] a room of its own.
pub fn verify(stored: Option<&PasswordHash>, password: &Secret) -> Verified {
    verify_in(&mut Workspace::default(), stored, password)
}

/// Checks a password against what is stored. For an unknown person pass `None`: it takes as long and says no, so
/// that nobody learns who has an account by the clock.
pub fn verify_in(workspace: &mut Workspace, stored: Option<&PasswordHash>, password: &Secret) -> Verified {
    static NOBODY: LazyLock<PasswordHash> = LazyLock::new(|| PasswordHash::of(&Secret::from("nobody's".to_owned())));
    let hash = stored.unwrap_or(&NOBODY);
    let Ok(parsed) = Phc::new(&hash.0) else { return Verified::No };
    let right = is_met_by(&parsed, password, workspace).unwrap_or(false);
    match (right && stored.is_some(), is_current(&parsed)) {
        (false, _) => Verified::No,
        (true, true) => Verified::Yes,
        (true, false) => Verified::Outdated,
    }
}

/// Whether this hash, with the salt and the parameters it was made with, is the password's. `None` when it is none of ours.
fn is_met_by(hash: &Phc, password: &Secret, workspace: &mut Workspace) -> Option<bool> {
    let (salt, stored) = (hash.salt.as_ref()?, hash.hash.as_ref()?);
    let algorithm = Algorithm::try_from(hash.algorithm.as_str()).ok()?;
    let version = hash.version.map_or(Ok(Version::default()), Version::try_from).ok()?;
    let params = Params::try_from(hash).ok()?;
    let room = workspace.of(&params);
    let mut computed = vec![0; stored.len()];
    let argon2 = Argon2::new(algorithm, version, params);
    argon2.hash_password_into_with_memory(password.expose().as_bytes(), salt, &mut computed, room).ok()?;
    Some(computed.ct_eq(stored.as_ref()).into())
}

fn is_current(hash: &Phc) -> bool {
    let current = Params::DEFAULT;
    Params::try_from(hash).is_ok_and(|params| {
        (params.m_cost(), params.t_cost(), params.p_cost()) == (current.m_cost(), current.t_cost(), current.p_cost())
    })
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::from(text.to_owned())
    }

    #[test]
    fn the_right_password_verifies_and_any_other_does_not() {
        // row 105
        let hash = PasswordHash::of(&secret("correct horse battery staple"));
        assert!(hash.as_str().starts_with("$argon2id$"));
        assert_eq!(verify(Some(&hash), &secret("correct horse battery staple")), Verified::Yes);
        assert_eq!(verify(Some(&hash), &secret("correct horse battery stapl")), Verified::No);
        assert_eq!(verify(None, &secret("nobody's")), Verified::No);
    }

    #[test]
    fn what_was_hashed_in_a_room_before_is_nothing_to_the_next() {
        let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(32 * 1024, 1, 2, None).unwrap());
        let old = PasswordHash::from_stored(old.hash_password(b"old").unwrap().to_string()).unwrap();
        let new = PasswordHash::of(&secret("new"));
        let mut room = Workspace::default();
        for _ in 0..2 {
            assert_eq!(verify_in(&mut room, Some(&old), &secret("old")), Verified::Outdated);
            assert_eq!(verify_in(&mut room, Some(&new), &secret("old")), Verified::No);
            assert_eq!(verify_in(&mut room, Some(&new), &secret("new")), Verified::Yes);
            assert_eq!(verify_in(&mut room, None, &secret("new")), Verified::No);
        }
        let strange = ["$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ", "$scrypt$ln=1$c29tZXNhbHRzb21lc2FsdA$c29tZWhhc2g"];
        for strange in strange.map(|text| PasswordHash::from_stored(text.to_owned())).into_iter().flatten() {
            assert_eq!(verify(Some(&strange), &secret("new")), Verified::No);
        }
    }

    #[test]
    fn a_hash_with_older_parameters_is_right_but_outdated() {
        let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
        let hash: Phc = old.hash_password(b"pass").unwrap();
        let stored = PasswordHash::from_stored(hash.to_string()).unwrap();
        assert_eq!(verify(Some(&stored), &secret("pass")), Verified::Outdated);
        let again = stored.again(&secret("pass"));
        assert_eq!(verify(Some(&again), &secret("pass")), Verified::Yes);
        assert_ne!(again, stored);
        assert_eq!(again.mark(), stored.mark(), "it is the same password");
    }

    #[test]
    fn a_password_that_is_chosen_has_a_mark_of_its_own() {
        let [one, other] = [PasswordHash::of(&secret("pass")), PasswordHash::of(&secret("pass"))];
        assert_ne!(one.mark(), other.mark());
        assert!(!one.as_str().contains(&one.mark()));
    }

    #[test]
    fn short_endless_and_guessable_passwords_are_not_taken() {
        // row 103 (NIST SP 800-63B-4 §3.1.1.2)
        let check = |text: &str| check_new(&secret(text), &["anna.martin@example.com", "Anna", "Martin"]);
        for short in ["", "fourteen chars", "Pâté-Åß漢字!xyz"] {
            assert_eq!(check(short), Err(Unsuitable::TooShort), "{short}");
        }
        assert_eq!(check(&"long, but no end ".repeat(61)), Err(Unsuitable::TooLong));
        for guessable in [
            "aaaaaaaaaaaaaaaaaaaa",
            "passwordpassword",
            "123456789012345",
            "qwertyuiopasdfgh",
            "anna.martin@example.com",
            "annamartinsesame",
            "correct horse battery staple",
            "CorrectHorseBatteryStaple1!",
            "To be, or not to be: that is the question.",
            "Il était une fois…",
        ] {
            assert_eq!(check(guessable), Err(Unsuitable::Guessable), "{guessable}");
        }
    }

    #[test]
    fn any_characters_will_do_and_sixty_four_are_not_too_many() {
        // row 103: no composition rules, no truncation
        for fine in
            ["five silly walnuts dance on mars", "漆黒の夜に歌う小さな青い鳥たちよ", &"plenty of rope ".repeat(4)]
        {
            assert_eq!(check_new(&secret(fine), &[]), Ok(()), "{fine}");
        }
        let long = format!("{}{}", "plenty of rope ".repeat(6), "and an end");
        let hash = PasswordHash::of(&secret(&long));
        assert_eq!(verify(Some(&hash), &secret(&long[..long.len() - 1])), Verified::No);
    }
}
