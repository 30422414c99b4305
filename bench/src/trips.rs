//! Round trips to PostgreSQL, counted on the wire: between Sésame and the server stands a relay that counts how often
//! Sésame speaks after the server has spoken. The driver's pool asks a connection whether it still lives whenever one is
//! given back; nobody waits for that, so it is left out.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;

use crate::Result;
use crate::http::{Answer, send};
use crate::requests::{
    CLIENT_CREDENTIALS, CURRENT_USER, INTROSPECT, KEPT_BACK, PREPARED, TOKEN, code, device, introspect, password,
    refresh,
};

/// So many of each are sent, one after the other; the least counts. The first prepare their statements, and beside any
/// of them something else may be asked.
const ATTEMPTS: u32 = 12;

#[derive(clap::Args)]
pub struct Trips {
    #[arg(long)]
    sesame: PathBuf,
    #[arg(long)]
    listen: SocketAddr,
    #[arg(long)]
    database_url: String,
    #[arg(long)]
    data_dir: PathBuf,
    /// What the journey has printed
    #[arg(long)]
    journey: String,
    /// What the journey has written
    #[arg(long)]
    tokens: PathBuf,
}

impl Trips {
    pub async fn run(self) -> Result<()> {
        let upstream = self.database_url.rsplit('@').next().and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let relay = TcpListener::bind("127.0.0.1:0").await?;
        let url = self.database_url.replace(upstream, &relay.local_addr()?.to_string());
        let trips = Arc::new(AtomicU64::new(0));
        tokio::spawn(accept(relay, upstream.to_owned(), Arc::clone(&trips)));

        let host = self.listen.to_string();
        let mut sesame = Command::new(&self.sesame);
        sesame
            .args(["serve", "--demo", "--listen", &host, "--database-url", &url])
            .arg("--data-dir")
            .arg(&self.data_dir);
        sesame.env("SESAME_PURGE_EVERY", "never").env("SESAME_LOG_LEVEL", "warn").stdout(Stdio::null());
        let _running = sesame.kill_on_drop(true).spawn()?;
        while send(&host, "GET /health/live", &[], "").await.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }

        let journey: serde_json::Value = serde_json::from_str(&self.journey)?;
        let text = |name: &str| journey[name].as_str().unwrap_or_default().to_owned();
        let (consent, signed_in, stranger) = (text("consent"), text("signed_in"), text("stranger"));
        let tokens = std::fs::read_to_string(&self.tokens)?;
        let token = tokens.lines().next().ok_or("no tokens")?.to_owned();
        let bearer = format!("Bearer {token}");
        let first = PREPARED - KEPT_BACK / 2;

        let mut counted = BTreeMap::new();
        for name in SCENARIOS {
            let mut least = u64::MAX;
            for n in first..first + ATTEMPTS {
                // Whatever the last answer left behind is over.
                tokio::time::sleep(Duration::from_millis(30)).await;
                let before = trips.load(Ordering::SeqCst);
                let post = async |body: String| send(&host, &format!("POST {TOKEN}"), &[], &body).await;
                let get =
                    async |path: &str, header: (&str, &str)| send(&host, &format!("GET {path}"), &[header], "").await;
                let answer: Answer = match name {
                    "client_credentials" => post(CLIENT_CREDENTIALS.to_owned()).await,
                    "refresh" => post(refresh(n)).await,
                    "code" => post(code(n)).await,
                    "device" => post(device(n)).await,
                    "password" => post(password(n)).await,
                    "current_user" => get(CURRENT_USER, ("Authorization", &bearer)).await,
                    "introspect" => send(&host, &format!("POST {INTROSPECT}"), &[], &introspect(&token)).await,
                    "login_first" => get("/login", ("Accept", "text/html")).await,
                    "login" => get("/login", ("Cookie", &stranger)).await,
                    _ => get(&consent, ("Cookie", &signed_in)).await,
                }?;
                let status = if name == "device" { 400 } else { 200 };
                answer.expect(name, status, "")?;
                tokio::time::sleep(Duration::from_millis(10)).await;
                least = least.min(trips.load(Ordering::SeqCst) - before);
            }
            counted.insert(name, least);
        }
        println!("{}", serde_json::to_string(&counted)?);
        Ok(())
    }
}

const SCENARIOS: [&str; 10] = [
    "client_credentials",
    "refresh",
    "code",
    "device",
    "current_user",
    "introspect",
    "login_first",
    "login",
    "consent",
    "password",
];

/// PostgreSQL's `Sync` and nothing before it.
const PING: [u8; 5] = *b"S\0\0\0\x04";

async fn accept(relay: TcpListener, upstream: String, trips: Arc<AtomicU64>) {
    while let Ok((client, _)) = relay.accept().await {
        let (upstream, trips) = (upstream.clone(), Arc::clone(&trips));
        tokio::spawn(async move {
            let Ok(server) = TcpStream::connect(upstream).await else { return };
            let (mut from_client, mut to_client) = client.into_split();
            let (mut from_server, mut to_server) = server.into_split();
            let answered = Arc::new(AtomicBool::new(true));
            let asks = {
                let answered = Arc::clone(&answered);
                async move {
                    let mut buffer = [0; 16_384];
                    while let Ok(size @ 1..) = from_client.read(&mut buffer).await {
                        if answered.swap(false, Ordering::SeqCst) && buffer[..size] != PING {
                            trips.fetch_add(1, Ordering::SeqCst);
                        }
                        if to_server.write_all(&buffer[..size]).await.is_err() {
                            break;
                        }
                    }
                }
            };
            let answers = async move {
                let mut buffer = [0; 16_384];
                while let Ok(size @ 1..) = from_server.read(&mut buffer).await {
                    answered.store(true, Ordering::SeqCst);
                    if to_client.write_all(&buffer[..size]).await.is_err() {
                        break;
                    }
                }
            };
            tokio::join!(asks, answers);
        });
    }
}
