//! Several processes on one database: whoever asks does not notice which of them answers.

mod agreement;
mod wandering;

use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use oauth::model::Client;

use crate::process::{Terminal, free_port};
use crate::support::{Browser, Device, ISSUER, TestServer, WebApp, Wire};

/// Where instances run: their database, with John in it, and the secret they share.
struct House {
    server: TestServer,
}

/// One process of the real program. It ends with this value, killed.
struct Instance {
    wire: Wire,
    child: Child,
    terminal: Terminal,
}

impl House {
    async fn new() -> Self {
        Self { server: TestServer::start().await }
    }

    /// A terminal on a machine of its own: it shares the database and the secret with others, and nothing else.
    fn terminal(&self) -> Terminal {
        let secret = std::fs::read_to_string(self.server.directory.path().join("secret")).unwrap();
        let mut terminal = Terminal::new();
        terminal.set("SESAME_DATABASE_URL", &self.server.database_url());
        terminal.set("SESAME_SECRET", secret.trim());
        terminal.set("SESAME_ISSUER", ISSUER);
        terminal
    }

    fn instance(&self) -> Instance {
        let terminal = self.terminal();
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
        let log = std::fs::File::create(terminal.path().join("log")).unwrap();
        let mut command = terminal.command(&format!("serve --listen {address}"));
        let child = command.stdout(Stdio::null()).stderr(log).spawn().unwrap();
        let mut instance = Instance { wire: Wire::to_process(format!("http://{address}")), child, terminal };
        let started = Instant::now();
        while TcpStream::connect(address).is_err() {
            let ended = instance.child.try_wait().unwrap();
            assert!(ended.is_none() && started.elapsed().as_secs() < 30, "{ended:?} {}", instance.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        instance
    }

    fn two(&self) -> (Instance, Instance) {
        (self.instance(), self.instance())
    }
}

impl Instance {
    fn browser(&self) -> Browser {
        Browser::new(self.wire.clone(), ISSUER)
    }

    /// The program of an application that is registered already.
    fn app(&self, client: &Client) -> WebApp {
        WebApp::new(self.wire.clone(), ISSUER, client)
    }

    fn device(&self, client: &Client) -> Device {
        Device::new(self.wire.clone(), client)
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.terminal.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("{}", self.log());
        }
    }
}
