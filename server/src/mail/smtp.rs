//! Letters to a mail server, over TLS.

use std::fmt;
use std::time::Duration;

use lettre::message::Message;
use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use oauth::types::Issuer;
use url::{Host, Url};

use super::NotSent;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// No step of the conversation takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The mail server, and what opens it: it prints without.
#[derive(Clone)]
pub struct SmtpUrl(pub(super) Url);

impl SmtpUrl {
    /// `smtps://` is TLS from the first byte. `smtp://` begins in clear and goes no further when the server does not
    /// change to TLS; to a program on this very machine it stays in clear, as nobody is in between.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut url = Url::parse(text).ok()?;
        let credentials = (url.username().is_empty(), url.password().is_none());
        let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        if !matches!(url.scheme(), "smtp" | "smtps") || credentials.0 != credentials.1 || !bare {
            return None;
        }
        let host = Host::parse(url.host_str()?).ok()?;
        if url.scheme() == "smtp" && !is_this_machine(&host) {
            url.set_query(Some("tls=required"));
        }
        let url = Self(url);
        url.builder().map(|_| url)
    }

    fn builder(&self) -> Option<AsyncSmtpTransportBuilder> {
        Transport::from_url(self.0.as_str()).ok()
    }

    /// The way there; the server introduces itself by its public name.
    pub(super) fn transport(&self, issuer: &Issuer) -> Transport {
        let mut url = self.clone();
        let name = Url::parse(issuer.as_str()).ok().and_then(|issuer| issuer.domain().map(str::to_owned));
        url.0.set_path(&name.unwrap_or_default());
        let builder = url.builder().or_else(|| self.builder()).expect("it could be built when it was parsed");
        builder.timeout(Some(PATIENCE)).build()
    }
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}

/// Hands a letter over.
pub(super) async fn send(transport: &Transport, message: Message) -> Result<(), NotSent> {
    match transport.send(message).await {
        Ok(_) => Ok(()),
        // 5xx is the server's last word; 4xx, and no answer at all, may be another one later.
        Err(error) if error.is_permanent() => Err(NotSent::Refused(error)),
        Err(error) => Err(NotSent::Unreachable(error)),
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.0.scheme(), self.0.host_str().unwrap_or_default())
    }
}
