//! The server's one secret, kept in a file that nobody else can read.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, PAD, STANDARD};
use oauth::context::{Entropy, Pepper};
use oauth::types::Secret;
use zeroize::Zeroizing;

/// Why there is no secret to start with.
#[derive(Debug, thiserror::Error)]
pub enum SecretFileError {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("{0} can be read by others; run: chmod 600 {0}", path.display())]
    ReadableByOthers { path: PathBuf },
    #[error("{}: not a secret, which is base64 of 32 bytes or more", path.display())]
    NotASecret { path: PathBuf },
}

type Result<T> = std::result::Result<T, SecretFileError>;

/// The secret in `<data_dir>/secret`, made there on the first start.
pub fn load_or_create(data_dir: &Path, entropy: &dyn Entropy) -> Result<Pepper> {
    if let Some(pepper) = load_existing(data_dir)? {
        return Ok(pepper);
    }
    let path = path(data_dir);
    create_data_dir(data_dir)?;
    create(&path, entropy)?;
    load(&path)
}

/// The secret in `<data_dir>/secret`, if there is one.
pub fn load_existing(data_dir: &Path) -> Result<Option<Pepper>> {
    match load(&path(data_dir)) {
        Err(SecretFileError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}

/// Where the secret is when no setting gives it.
pub fn path(data_dir: &Path) -> PathBuf {
    data_dir.join("secret")
}

/// Makes the data directory, and its parents, for this user alone. One that is there is left as it is.
pub fn create_data_dir(data_dir: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data_dir).map_err(at(data_dir))
}

/// Refuses a file that holds a secret and lets others read it.
pub fn refuse_if_others_can_read(path: &Path) -> Result<()> {
    let metadata = fs::metadata(path).map_err(at(path))?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::mode(&metadata) & 0o077 != 0 {
        return Err(SecretFileError::ReadableByOthers { path: path.to_owned() });
    }
    #[cfg(not(unix))]
    drop(metadata);
    Ok(())
}

/// A secret as it is written in `SESAME_SECRET` or in the file: base64 of 32 bytes or more, `=` optional.
pub fn parse(text: &str) -> Option<Pepper> {
    const BASE64: GeneralPurpose =
        GeneralPurpose::new(&ALPHABET, PAD.with_decode_padding_mode(DecodePaddingMode::Indifferent));
    // What `openssl rand -base64` and what URL-safe generators give are both fine.
    let text = Zeroizing::new(text.trim().replace('-', "+").replace('_', "/"));
    Pepper::new(BASE64.decode(text.as_bytes()).ok()?)
}

fn load(path: &Path) -> Result<Pepper> {
    refuse_if_others_can_read(path)?;
    let text = Zeroizing::new(fs::read_to_string(path).map_err(at(path))?);
    parse(&text).ok_or_else(|| SecretFileError::NotASecret { path: path.to_owned() })
}

/// Writes a new secret beside its place and links it there: whoever starts at the same moment sees a whole secret or
/// none, and the first one stands.
fn create(path: &Path, entropy: &dyn Entropy) -> Result<()> {
    let mut secret = Zeroizing::new([0u8; 32]);
    entropy.fill(&mut *secret);
    // A name nobody else has: in containers every process has the same id.
    let draft = path.with_extension(&Secret::generate(entropy).expose()[..12]);
    let written = write_private(&draft, Zeroizing::new(STANDARD.encode(*secret) + "\n").as_bytes()).map_err(at(&draft));
    let linked = written.and_then(|()| match fs::hard_link(&draft, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(at(path)(error)),
        _ => Ok(()),
    });
    // Whatever happened, no second copy stays behind.
    let _ = fs::remove_file(&draft);
    linked
}

/// Writes a new file that nobody else can read.
pub fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(path)?;
    file.write_all(content)?;
    // Everything sealed under it is lost with it: it must be on the disk before anything is.
    file.sync_all()
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> SecretFileError {
    let path = path.to_owned();
    |source| SecretFileError::Io { path, source }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use oauth::context::SystemEntropy;
    use std::os::unix::fs::PermissionsExt as _;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn the_first_start_makes_a_private_secret_and_the_next_ones_find_it() {
        // row 105
        let parent = tempfile::tempdir().unwrap();
        let data_dir = parent.path().join("data");
        let first = load_or_create(&data_dir, &SystemEntropy).unwrap();
        let second = load_or_create(&data_dir, &SystemEntropy).unwrap();
        assert_eq!(first.hmac("test", b"x"), second.hmac("test", b"x"));
        assert_eq!((mode(&data_dir), mode(&data_dir.join("secret"))), (0o700, 0o600));
        assert_eq!(fs::read_dir(&data_dir).unwrap().count(), 1, "no draft stays behind");
    }

    #[test]
    fn instances_that_start_together_agree_on_one_secret() {
        let dir = tempfile::tempdir().unwrap();
        let start = || load_or_create(dir.path(), &SystemEntropy).unwrap().hmac("test", b"x");
        let all: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn a_secret_that_others_can_read_is_refused_with_the_command_that_helps() {
        let dir = tempfile::tempdir().unwrap();
        load_or_create(dir.path(), &SystemEntropy).unwrap();
        let path = dir.path().join("secret");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let error = load_or_create(dir.path(), &SystemEntropy).unwrap_err().to_string();
        assert!(error.ends_with(&format!("run: chmod 600 {}", path.display())), "{error}");
    }

    #[test]
    fn a_short_or_garbled_secret_is_refused_and_either_base64_alphabet_is_fine() {
        assert!(parse(&"A".repeat(42)).is_none(), "31 bytes");
        assert!(parse("not base64!").is_none());
        assert!(parse(&"A".repeat(43)).is_some());
        assert!(parse(&format!(" {}=\n", "-_+/".repeat(10) + "AAA")).is_some());
    }
}
