//! One HTTP request on a connection of its own: enough to prepare with, and nothing to wait for in a build.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::Result;

pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    /// The headers of this name.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// This answer, when it is the one that was expected.
    pub fn expect(self, what: &str, status: u16, part: &str) -> Result<Self> {
        if self.status == status && self.body.contains(part) {
            return Ok(self);
        }
        Err(format!("{what}: expected {status} with {part:?}, got {} {}", self.status, self.body).into())
    }
}

/// Sends a request to a server on this machine.
pub async fn send(host: &str, line: &str, headers: &[(&str, &str)], body: &str) -> Result<Answer> {
    let mut text = format!("{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if line.starts_with("POST") {
        text.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
        text.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    text.push_str("\r\n");
    text.push_str(body);
    let mut stream = TcpStream::connect(host).await?;
    stream.write_all(text.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
    let status = head.split(' ').nth(1).and_then(|text| text.parse().ok()).ok_or("no status")?;
    Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
}
