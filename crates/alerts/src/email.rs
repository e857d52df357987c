//! An e-mail address, as far as it may stand in a header and in a protocol.

use std::fmt;

/// An address that was checked: one line of printable ASCII with one `@`; its domain in small letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

impl Email {
    /// Reads an address as somebody types it. None for what could end a header, has no domain or is longer than mail allows.
    pub fn parse(text: &str) -> Option<Email> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@')?;
        let local_fits = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&byte));
        let labels: Vec<&str> = domain.split('.').collect();
        let label_fits = |label: &&str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let fits = local_fits && text.len() <= 254 && labels.len() >= 2 && labels.iter().all(label_fits);
        fits.then(|| Email(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// By which two spellings are one account: all in small letters.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Email::parse(text).as_ref().map(Email::as_str), expected, "{text:?}");
    }

    #[test]
    fn an_address_is_one_line_with_a_domain() {
        check(" Lezer@Voorbeeld.EXAMPLE ", Some("Lezer@voorbeeld.example"));
        check("a+b@x-y.example", Some("a+b@x-y.example"));
        for text in [
            "",
            "a",
            "@x.example",
            "a@",
            "a@b",
            "a b@x.example",
            "a@x..example",
            "a..b@x.example",
            "a@-x.example",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn nothing_that_could_begin_another_header_is_an_address() {
        for text in [
            "a@x.example\r\nBcc: b@x.example",
            "a\n@x.example",
            "a@x.example,b@x.example",
            "<a@x.example>",
            "\"a\"@x.example",
            "a@x.example\0",
            "é@x.example",
        ] {
            check(text, None);
        }
    }
}
