//! Whether the server's name fits where it listens.

use url::{Host, Url};

use super::Finding;
use crate::config::Settings;

const CHECK: &str = "issuer";

pub(super) fn look(settings: &Settings) -> Finding {
    let Settings { issuer, listen, .. } = settings;
    let url = Url::parse(issuer.as_str()).ok();
    let at_home = url.as_ref().is_some_and(is_loopback);
    let port = url.as_ref().and_then(Url::port_or_known_default);
    if issuer.is_https() {
        return behind_a_proxy(settings);
    }
    if !at_home {
        let says = format!("{issuer} is not encrypted: passwords and tokens can be read on their way");
        Finding::failure(CHECK, says, "put a TLS proxy in front and set issuer to its https:// URL")
    } else if !listen.ip().is_loopback() {
        let says = format!("{issuer} leads everybody to their own machine, but the server listens on {listen}");
        Finding::warning(CHECK, says, "set issuer to the URL that people open")
    } else if port != Some(listen.port()) {
        let says = format!("links lead to {issuer}, but the server listens on port {}", listen.port());
        Finding::warning(CHECK, says, "give issuer and listen the same port")
    } else {
        Finding::ok(CHECK, format!("{issuer} is for this machine alone"))
    }
}

/// The server speaks no TLS itself.
fn behind_a_proxy(settings: &Settings) -> Finding {
    let issuer = &settings.issuer;
    if settings.trusted_proxies.is_empty() {
        let says = format!(
            "{issuer} needs a proxy, but none is trusted: everybody seems to come from its address, and one who \
             guesses passwords slows all others down"
        );
        return Finding::warning(CHECK, says, "set trusted_proxies to the address of the proxy");
    }
    Finding::ok(CHECK, format!("{issuer}, by way of a trusted proxy to {}", settings.listen))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;
    use crate::config::Flags;

    fn state(listen: &str, issuer: &str, more: &[(&str, &str)]) -> State {
        let flags = Flags { listen: Some(listen.into()), issuer: Some(issuer.into()), ..Flags::default() };
        let variables = more.iter().map(|(name, value)| (name.into(), value.into()));
        let settings = Settings::load_from(&flags, variables, std::path::Path::new("/nowhere")).unwrap();
        look(&settings).state
    }

    #[test]
    fn the_issuer_is_held_against_the_listen_address() {
        let proxies = [("SESAME_TRUSTED_PROXIES", "127.0.0.1")];
        for (listen, issuer, more, expected) in [
            ("127.0.0.1:3000", "http://127.0.0.1:3000", &[][..], State::Ok),
            ("127.0.0.1:3000", "http://localhost:3000", &[], State::Ok),
            ("127.0.0.1:3000", "http://127.0.0.1:4000", &[], State::Warning),
            ("0.0.0.0:3000", "http://127.0.0.1:3000", &[], State::Warning),
            ("0.0.0.0:3000", "http://id.example.com", &[], State::Failure),
            ("127.0.0.1:3000", "https://id.example.com", &[], State::Warning),
            ("127.0.0.1:3000", "https://id.example.com", &proxies, State::Ok),
        ] {
            assert_eq!(state(listen, issuer, more), expected, "{listen} {issuer}");
        }
    }
}
