//! Who is at the other end: the peer of the connection, or the client that a proxy we trust speaks for (row 76).

use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use ipnet::IpNet;

/// The proxies whose word about the client's address counts. Anybody can write a header; these are the only ones that
/// nobody else can speak through.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

/// The address of whoever sent the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// What tries are counted under. A single IPv6 customer holds a /64 at least: counting single addresses would give
    /// each 2⁶⁴ fresh starts.
    pub fn throttle_key(&self) -> String {
        match self.0 {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => {
                let network = u128::from(ip) & (u128::MAX << 64);
                format!("{}/64", Ipv6Addr::from(network))
            }
        }
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TrustedProxies {
    pub fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    /// Whether nobody speaks for others.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The client's address, given who connected and what the headers say.
    ///
    /// Each proxy appends the address it saw, so the list is read from the right: the first address that is not a
    /// trusted proxy's is the client's. What stands further left, the client may have made up.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> ClientAddress {
        let peer = peer.to_canonical();
        if !self.trusts(peer) {
            return ClientAddress(peer);
        }
        let forwarded = self.walk(peer, forwarded(headers));
        let x_forwarded_for = self.walk(peer, x_forwarded_for(headers));
        ClientAddress(match (forwarded, x_forwarded_for) {
            (Some(client), None) | (None, Some(client)) => client,
            // A proxy writes one of the two and lets the other through as the client sent it. We cannot know which,
            // so two that disagree say nothing.
            (Some(one), Some(other)) if one == other => one,
            _ => peer,
        })
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// `None` when the header is absent. An entry that is no address (`unknown`, `_hidden`) ends the walk at the proxy
    /// that wrote it.
    fn walk(&self, peer: IpAddr, hops: Option<Vec<Option<IpAddr>>>) -> Option<IpAddr> {
        let mut client = peer;
        for hop in hops?.into_iter().rev() {
            let Some(hop) = hop else { break };
            client = hop;
            if !self.trusts(hop) {
                break;
            }
        }
        Some(client)
    }
}

impl<S> FromRequestParts<S> for ClientAddress
where
    TrustedProxies: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        // Only a router called without a listener, as tests do, has no peer.
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
        Ok(TrustedProxies::from_ref(state).client(peer, &parts.headers))
    }
}

type Hops = Option<Vec<Option<IpAddr>>>;

/// `X-Forwarded-For: client, proxy1, proxy2`; several such headers are one list.
fn x_forwarded_for(headers: &HeaderMap) -> Hops {
    let values = headers.get_all("x-forwarded-for");
    let hops = values.iter().flat_map(|value| value.to_str().unwrap_or_default().split(',').map(address));
    headers.contains_key("x-forwarded-for").then(|| hops.collect())
}

/// `Forwarded: for=192.0.2.43;proto=https, for="[2001:db8::1]:4711"` (RFC 7239).
fn forwarded(headers: &HeaderMap) -> Hops {
    let values = headers.get_all(header::FORWARDED);
    let hops = values.iter().flat_map(|value| value.to_str().unwrap_or_default().split(',').map(forwarded_for));
    headers.contains_key(header::FORWARDED).then(|| hops.collect())
}

fn forwarded_for(element: &str) -> Option<IpAddr> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let (_, node) = pairs.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    address(node.trim().trim_matches('"'))
}

/// An address, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, headers: &[(&'static str, &str)]) -> String {
        let proxies = TrustedProxies::new(vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()]);
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        proxies.client(peer.parse().unwrap(), &map).to_string()
    }

    #[test]
    fn forwarded_headers_of_a_stranger_count_for_nothing() {
        // row 76
        assert_eq!(client("203.0.113.9", &[("x-forwarded-for", "1.2.3.4")]), "203.0.113.9");
        assert_eq!(client("203.0.113.9", &[("forwarded", "for=1.2.3.4")]), "203.0.113.9");
    }

    #[test]
    fn behind_our_proxies_the_right_most_stranger_is_the_client() {
        // row 76
        for (headers, expected) in [
            (&[("x-forwarded-for", "6.6.6.6, 198.51.100.7")][..], "198.51.100.7"),
            (&[("x-forwarded-for", "6.6.6.6, 198.51.100.7, 10.0.0.2")], "198.51.100.7"),
            (&[("x-forwarded-for", "198.51.100.7:4711")], "198.51.100.7"),
            (&[("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "198.51.100.7")], "198.51.100.7"),
            (&[("forwarded", "for=6.6.6.6, For=\"[2001:db8::1]:4711\";proto=https")], "2001:db8::1"),
            (&[("x-forwarded-for", "10.0.0.3, 10.0.0.2")], "10.0.0.3"),
            (&[("x-forwarded-for", "::ffff:198.51.100.7")], "198.51.100.7"),
            (&[], "10.0.0.1"),
        ] {
            assert_eq!(client("10.0.0.1", headers), expected, "{headers:?}");
        }
        assert_eq!(client("::ffff:10.0.0.1", &[("x-forwarded-for", "198.51.100.7")]), "198.51.100.7");
    }

    #[test]
    fn an_entry_that_is_no_address_ends_at_the_proxy_that_wrote_it() {
        assert_eq!(client("10.0.0.1", &[("x-forwarded-for", "198.51.100.7, unknown")]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &[("forwarded", "for=_hidden, for=10.0.0.2")]), "10.0.0.2");
    }

    #[test]
    fn two_headers_that_disagree_say_nothing() {
        let forged = [("forwarded", "for=6.6.6.6"), ("x-forwarded-for", "198.51.100.7")];
        assert_eq!(client("10.0.0.1", &forged), "10.0.0.1");
        let agreeing = [("forwarded", "for=198.51.100.7"), ("x-forwarded-for", "198.51.100.7")];
        assert_eq!(client("10.0.0.1", &agreeing), "198.51.100.7");
    }

    #[test]
    fn tries_are_counted_per_ipv4_address_and_per_ipv6_network() {
        let key = |text: &str| ClientAddress(text.parse().unwrap()).throttle_key();
        assert_eq!(key("198.51.100.7"), "198.51.100.7");
        assert_eq!(key("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::1"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
    }
}
