use std::fs;
use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::time::{Instant, sleep};

use super::TestServer;

/// A letter as its reader sees it.
#[derive(Clone, Debug)]
pub struct Received {
    pub to: String,
    pub subject: String,
    pub body: String,
}

impl Received {
    /// Reads a message as mail programs do: headers, quoted-printable, encoded words.
    pub fn parse(message: &str) -> Self {
        let (head, body) = message.split_once("\r\n\r\n").unwrap();
        let head = head.replace("\r\n ", " ");
        let header = |name: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            line.unwrap_or_else(|| panic!("no {name}: {head}")).to_owned()
        };
        assert_eq!(header("Content-Type"), "text/plain; charset=utf-8");
        assert_eq!(header("Content-Transfer-Encoding"), "quoted-printable");
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        Self { to: header("To"), subject: encoded_words(&header("Subject")), body: quoted_printable(body) }
    }

    /// The link of this path in it.
    pub fn link(&self, path: &str) -> String {
        let link = self.body.lines().find(|line| line.starts_with("http") && line.contains(path));
        link.unwrap_or_else(|| panic!("no {path} in {}", self.body)).to_owned()
    }

    pub fn has_link(&self) -> bool {
        self.body.contains("ticket=")
    }
}

impl TestServer {
    /// The letters so far, once there are so many; they leave behind the answers.
    pub async fn letters(&self, many: usize) -> Vec<Received> {
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            let letters = outbox(self.directory.path());
            if letters.len() >= many || Instant::now() > until {
                assert_eq!(letters.len(), many, "{letters:#?}");
                return letters;
            }
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// The newest of so many letters to this address.
    pub async fn letter_to(&self, address: &str, many: usize) -> Received {
        let letters = self.letters(many).await;
        let to = letters.iter().filter(|letter| letter.to == address).collect::<Vec<_>>();
        (*to.last().unwrap_or_else(|| panic!("nothing for {address}: {letters:#?}"))).clone()
    }
}

/// What lies in the outbox, in the order it was put there.
fn outbox(data_dir: &Path) -> Vec<Received> {
    let Ok(folder) = fs::read_dir(data_dir.join("outbox")) else { return Vec::new() };
    let mut files: Vec<_> = folder
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "eml"))
        .collect();
    files.sort_by_key(|entry| entry.metadata().unwrap().modified().unwrap());
    files.iter().map(|entry| Received::parse(&fs::read_to_string(entry.path()).unwrap())).collect()
}

fn quoted_printable(text: &str) -> String {
    let text = text.replace("=\r\n", "").replace("\r\n", "\n");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        rest = others;
        if *first == b'=' {
            let (hex, others) = rest.split_at(2);
            bytes.push(u8::from_str_radix(str::from_utf8(hex).unwrap(), 16).unwrap());
            rest = others;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// RFC 2047, as far as lettre writes it.
fn encoded_words(text: &str) -> String {
    // Space between two encoded words is not part of the text.
    let text = text.replace("?= =?", "?==?");
    let mut parts = text.split("=?utf-8?b?");
    let plain = parts.next().unwrap().to_owned();
    parts.fold(plain, |read, part| {
        let (word, rest) = part.split_once("?=").unwrap();
        read + &String::from_utf8(STANDARD.decode(word).unwrap()).unwrap() + rest
    })
}
