//! Dutch and English: both wordings stand side by side where they are used.
//!
//! The language is part of the address (`?taal=en`), so an address always shows the same page, also to the person it
//! is sent to; there is no cookie and no guess from the browser. What the House wrote stays as it is.

use std::borrow::Cow;

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

    /// Who speaks or is spoken to, behind a preposition: an office has its article in Dutch, a name has none.
    pub fn named<'a>(&self, who: &'a str) -> Cow<'a, str> {
        let lower = who.to_lowercase();
        let starts = |offices: &[&str]| offices.iter().any(|office| lower.starts_with(office));
        let offices = ["minister van ", "minister voor ", "staatssecretaris van ", "staatssecretaris voor "];
        match lower.as_str() {
            _ if self.is_english() => Cow::Borrowed(who),
            "kabinet" => Cow::Borrowed("het kabinet"),
            "regering" => Cow::Borrowed("de regering"),
            "minister" | "staatssecretaris" | "minister-president" => Cow::Owned(format!("de {lower}")),
            _ if starts(&offices) => {
                let length = if lower.starts_with('m') { "minister".len() } else { "staatssecretaris".len() };
                Cow::Owned(format!("de {}{}", &lower[..length], &who[length..]))
            }
            _ => Cow::Borrowed(who),
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
    fn an_office_has_its_article_and_a_name_has_none() {
        for (who, named) in [
            ("kabinet", "het kabinet"),
            ("Minister van Zand en Zee", "de minister van Zand en Zee"),
            ("staatssecretaris voor Zee", "de staatssecretaris voor Zee"),
            ("Minister Duinker", "Minister Duinker"),
            ("Duinker (LZ)", "Duinker (LZ)"),
        ] {
            assert_eq!(Lang::Nl.named(who), named);
            assert_eq!(Lang::En.named(who), who);
        }
    }

    #[test]
    fn an_unknown_language_is_dutch() {
        assert_eq!(Lang::of(Some("xx")), Lang::Nl);
        assert_eq!(Lang::of(None), Lang::Nl);
    }
}
