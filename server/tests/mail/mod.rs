//! Letters to a mail server that speaks SMTP over a real socket.

use std::time::Duration;

use server::clock::Clock;
use server::config::{Flags, Settings};
use server::mail::{Letter, Mail};
use time::macros::datetime;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::support::Received;

/// What a mail server heard in one conversation.
#[derive(Debug, Default)]
struct Heard {
    hello: String,
    from: String,
    to: String,
    message: String,
}

/// A mail server of one conversation (RFC 5321), which answers `DATA` as it is told to.
async fn converse(socket: TcpStream, verdict: &str) -> Heard {
    let mut socket = BufReader::new(socket);
    let mut heard = Heard::default();
    socket.write_all(b"220 mail.example ESMTP\r\n").await.unwrap();
    loop {
        let mut line = String::new();
        if socket.read_line(&mut line).await.unwrap_or(0) == 0 {
            return heard;
        }
        let line = line.trim_end().to_owned();
        let answer = match line.split([' ', ':']).next().unwrap() {
            "EHLO" => {
                heard.hello = line;
                "250 mail.example"
            }
            "MAIL" => {
                heard.from = line;
                "250 2.1.0 Ok"
            }
            "RCPT" => {
                heard.to = line;
                "250 2.1.5 Ok"
            }
            "DATA" => {
                socket.write_all(b"354 End data with <CR><LF>.<CR><LF>\r\n").await.unwrap();
                heard.message = until_a_dot(&mut socket).await;
                verdict
            }
            _ => "221 2.0.0 Bye",
        };
        socket.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
    }
}

async fn until_a_dot(socket: &mut BufReader<TcpStream>) -> String {
    let mut message = String::new();
    loop {
        let mut line = String::new();
        socket.read_line(&mut line).await.unwrap();
        if line == ".\r\n" {
            return message;
        }
        message += &line;
    }
}

async fn listening() -> (TcpListener, Mail, tempfile::TempDir) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let flags = Flags {
        issuer: Some("https://id.example".to_owned()),
        data_dir: Some(directory.path().display().to_string()),
        ..Flags::default()
    };
    let variables = [("SESAME_SMTP_URL".into(), url.into())];
    let settings = Settings::load_from(&flags, variables, directory.path()).unwrap();
    (listener, Mail::new(&settings, Clock::fixed(datetime!(2026-03-01 12:00 UTC))), directory)
}

fn letter() -> Letter {
    let long = format!("https://id.example/reset/finish?ticket={}", "x".repeat(200));
    Letter {
        to: "zoë@example.com".parse().unwrap(),
        subject: "Réinitialiser".to_owned(),
        body: format!("Bonjour,\n\n.\n{long}\n"),
    }
}

#[tokio::test]
async fn a_letter_arrives_whole() {
    let (listener, mail, directory) = listening().await;
    let letter = Letter { to: "zoe@example.com".parse().unwrap(), ..letter() };
    mail.send(letter.clone());
    let (socket, _) = listener.accept().await.unwrap();
    let heard = timeout(Duration::from_secs(10), converse(socket, "250 2.0.0 Ok")).await.unwrap();
    assert_eq!(heard.hello, "EHLO id.example");
    assert_eq!(heard.from, "MAIL FROM:<no-reply@id.example>");
    assert_eq!(heard.to, "RCPT TO:<zoe@example.com>");
    // A line that begins with a dot has one more on the way (RFC 5321 §4.5.2).
    let message = heard.message.replace("\r\n..", "\r\n.");
    assert!(message.contains("Date: Sun, 01 Mar 2026 12:00:00 +0000\r\n"), "{message}");
    assert!(message.lines().all(|line| line.len() <= 78 && line.is_ascii()), "{message}");
    let received = Received::parse(&message);
    assert_eq!((received.to.as_str(), received.subject.as_str()), ("zoe@example.com", "Réinitialiser"));
    assert_eq!(received.body.trim_end(), letter.body.trim_end());
    assert!(!directory.path().join("outbox").exists(), "and nowhere else");
}

#[tokio::test]
async fn a_busy_mail_server_is_asked_again_and_a_refusal_is_final() {
    let (listener, mail, _directory) = listening().await;
    mail.send(Letter { to: "zoe@example.com".parse().unwrap(), ..letter() });
    for verdict in ["451 4.7.1 Greylisted, try again", "554 5.7.1 Not here"] {
        let (socket, _) = timeout(Duration::from_secs(10), listener.accept()).await.unwrap().unwrap();
        assert!(!converse(socket, verdict).await.message.is_empty());
    }
    mail.finish().await;
    assert!(timeout(Duration::from_millis(100), listener.accept()).await.is_err(), "no third time");
}
