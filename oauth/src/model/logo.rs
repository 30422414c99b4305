/// An application's picture, already decoded, scaled and written anew as PNG.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    /// SHA-256 of the file in hexadecimal, which names it.
    pub hash: String,
    pub png: Vec<u8>,
}

impl std::fmt::Debug for Logo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Logo({}, {} bytes)", self.hash, self.png.len())
    }
}
