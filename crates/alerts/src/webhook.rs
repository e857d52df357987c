//! What a webhook gets: JSON with a signature that its owner can check; and which addresses may be called at all.
//!
//! The header `Kamerspoor-Signature: t=1924992000,v1=…` holds the moment and the HMAC-SHA256, in hexadecimal, of
//! `{t}.{body}` with the secret of the webhook. The header `Idempotency-Key` is the same when a call is repeated.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use jiff::Timestamp;
use serde_json::json;

use crate::Lang;
use crate::digest::Digest;
use crate::secret;

/// The header with the signature.
pub const SIGNATURE: &str = "kamerspoor-signature";
/// The header that tells a repeated call.
pub const IDEMPOTENCY: &str = "idempotency-key";
/// Most bytes of an address.
pub const LONGEST_URL: usize = 500;

/// The signature of a body.
pub fn signature(secret: &str, at: Timestamp, body: &str) -> String {
    let moment = at.as_second().to_string();
    let code = secret::mac(secret.as_bytes(), &[moment.as_bytes(), b".", body.as_bytes()]);
    format!("t={moment},v1={}", secret::hex(&code))
}

/// What is sent for a digest.
pub fn body(digest: &Digest, delivery: &str, site: &str) -> String {
    let events: Vec<_> = digest
        .entries()
        .map(|entry| {
            let news = &entry.event.news;
            json!({
                "seq": entry.event.seq,
                "key": news.key,
                "at": entry.event.at.to_string(),
                "kind": news.kind.slug(),
                "title": news.shown.title,
                "number": news.shown.number,
                "what": news.shown.what,
                "date": news.shown.date,
                "url": format!("{site}{}", news.shown.url),
                "words": news.words(Lang::Nl),
                "facts": news.facts,
                "passage": entry.passage,
                "watches": entry.watches.iter().map(|watch| json!({ "id": watch.id, "label": watch.label })).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "delivery": delivery, "events": events }).to_string()
}

/// Whether an address on the internet may be called: not this machine, not a network of its owner, not a special one.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || address.is_unspecified()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b)) // shared by providers
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b)); // for measuring
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // an address of the older protocol in another coat is judged by what it is
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let parts = address.segments();
    if parts[0] == 0x2002 {
        return is_public_v4(Ipv4Addr::from((u32::from(parts[1]) << 16) | u32::from(parts[2])));
    }
    if parts[0] == 0x64 && parts[1] == 0xff9b {
        return is_public_v4(Ipv4Addr::from((u32::from(parts[6]) << 16) | u32::from(parts[7])));
    }
    // only what is given out for use on the internet, without what is for examples and tunnels
    let global = (0x2000..0x4000).contains(&parts[0]);
    let special = parts[0] == 0x2001 && (parts[1] < 0x200 || parts[1] == 0xdb8) || parts[0] == 0x3fff;
    global && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: bool) {
        assert_eq!(is_public(address.parse().unwrap()), expected, "{address}");
    }

    #[test]
    fn only_public_addresses_are_called() {
        for public in ["93.184.215.14", "8.8.8.8", "2a00:1450:400e:80f::200e", "::ffff:8.8.8.8"] {
            check(public, true);
        }
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "ff02::1",
        ] {
            check(private, false);
        }
    }

    #[test]
    fn a_signature_changes_with_secret_moment_and_body() {
        let at = Timestamp::from_second(1_924_992_000).unwrap();
        let one = signature("geheim", at, "{}");
        assert!(one.starts_with("t=1924992000,v1="));
        assert_ne!(one, signature("anders", at, "{}"));
        assert_ne!(one, signature("geheim", at, "{ }"));
        // computed with another program: printf '1924992000.{}' | openssl dgst -sha256 -hmac geheim
        assert_eq!(
            one.split("v1=").nth(1),
            Some("4715efdd22ba74498e670ed6c376365e84445f45f61456a88845d02b9a2c0b20")
        );
    }
}
