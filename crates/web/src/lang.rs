//! Dutch and English: both wordings stand side by side where they are used.
//!
//! The language is part of the address (`?taal=en`), so an address always shows the same page, also to the person it
//! is sent to; there is no cookie and no guess from the browser. What the House wrote stays as it is.

/// A language of the site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// The language that a value of `taal` asks for; Dutch for anything unknown.
    pub fn of(value: Option<&str>) -> Lang {
        match value {
            Some("en") => Lang::En,
            _ => Lang::Nl,
        }
    }

    /// `nl` or `en`.
    pub fn code(&self) -> &'static str {
        match self {
            Lang::Nl => "nl",
            Lang::En => "en",
        }
    }

    /// Whether it is English.
    pub fn is_english(&self) -> bool {
        *self == Lang::En
    }

    /// One of two wordings.
    pub fn t<'a>(&self, dutch: &'a str, english: &'a str) -> &'a str {
        match self {
            Lang::Nl => dutch,
            Lang::En => english,
        }
    }

    /// An address of the site in this language.
    pub fn href(&self, address: impl AsRef<str>) -> String {
        let address = address.as_ref();
        if *self == Lang::Nl {
            return address.to_owned();
        }
        let (address, fragment) = match address.split_once('#') {
            Some((address, fragment)) => (address, format!("#{fragment}")),
            None => (address, String::new()),
        };
        let join = if address.contains('?') { '&' } else { '?' };
        format!("{address}{join}taal=en{fragment}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, english: &str) {
        assert_eq!(Lang::En.href(address), english);
        assert_eq!(Lang::Nl.href(address), address);
    }

    #[test]
    fn an_address_keeps_its_query_and_its_fragment() {
        check("/", "/?taal=en");
        check("/zoeken?q=a", "/zoeken?q=a&taal=en");
        check("/document/2026D00001#p12", "/document/2026D00001?taal=en#p12");
    }

    #[test]
    fn an_unknown_language_is_dutch() {
        assert_eq!(Lang::of(Some("xx")), Lang::Nl);
        assert_eq!(Lang::of(None), Lang::Nl);
    }
}
