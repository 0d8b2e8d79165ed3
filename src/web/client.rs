//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::HttpRequest;
use ipnet::IpNet;

use crate::app::App;

/// The client's address. `X-Forwarded-For` is believed only from a proxy that is trusted, and of
/// its hops the last one that is not such a proxy.
pub fn address(app: &App, request: &HttpRequest) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.ip());
    let hops = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = hops.collect();
    tell_of_proxy(app, peer, !hops.is_empty());
    forwarded(peer, hops.into_iter(), &app.settings.trusted_proxy)
}

/// Says once that a proxy stands in front which is not trusted: everybody seems to be at its address, and
/// tries at signing in are counted together.
fn tell_of_proxy(app: &App, peer: IpAddr, is_forwarded: bool) {
    static TOLD: AtomicBool = AtomicBool::new(false);
    let is_trusted = app.settings.trusted_proxy.iter().any(|network| network.contains(&peer.to_canonical()));
    if is_forwarded && !is_trusted && !TOLD.swap(true, Ordering::Relaxed) {
        tracing::warn!(
            event = "proxy_not_trusted",
            %peer,
            "a proxy at this address passes requests on, and is not named by --trusted-proxy: everybody seems to be there"
        );
    }
}

fn forwarded<'a>(peer: IpAddr, hops: impl Iterator<Item = &'a str>, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(&address.to_canonical()));
    if !is_trusted(&peer) {
        return peer;
    }
    let hops: Vec<&str> = hops.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut client = peer;
    for hop in hops.iter().rev() {
        let Ok(address) = hop.parse() else { break };
        client = address;
        if !is_trusted(&client) {
            break;
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forwarded_addresses_are_believed_from_trusted_proxies_only() {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let seen = |peer: &str, hops: &str| forwarded(peer.parse().unwrap(), [hops].into_iter(), &trusted).to_string();
        assert_eq!(seen("192.0.2.9", "203.0.113.5"), "192.0.2.9");
        assert_eq!(seen("10.0.0.1", "203.0.113.5"), "203.0.113.5");
        assert_eq!(seen("10.0.0.1", "1.2.3.4, 203.0.113.5, 10.0.0.7"), "203.0.113.5");
        assert_eq!(seen("10.0.0.1", "nonsense"), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", ""), "10.0.0.1");
    }
}
