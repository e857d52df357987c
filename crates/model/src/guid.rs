//! The 128-bit ids of the source.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An id of the source, printed as `45d46c2d-aece-47b0-8358-523f5a56c1ee`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Guid(pub [u8; 16]);

/// The text is no id: it must be 32 hexadecimal digits, with or without hyphens.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no id: expected 32 hexadecimal digits as in 45d46c2d-aece-47b0-8358-523f5a56c1ee")]
pub struct NotAGuid(String);

impl FromStr for Guid {
    type Err = NotAGuid;

    fn from_str(text: &str) -> Result<Self, NotAGuid> {
        let fail = || NotAGuid(text.chars().take(60).collect());
        let mut out = [0u8; 16];
        let mut digits = 0;
        for byte in text.trim().bytes() {
            let value = match byte {
                b'0'..=b'9' => byte - b'0',
                b'a'..=b'f' => byte - b'a' + 10,
                b'A'..=b'F' => byte - b'A' + 10,
                b'-' => continue,
                _ => return Err(fail()),
            };
            if digits == 32 {
                return Err(fail());
            }
            out[digits / 2] = out[digits / 2] << 4 | value;
            digits += 1;
        }
        if digits == 32 { Ok(Guid(out)) } else { Err(fail()) }
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Guid {
    type Error = NotAGuid;
    fn try_from(text: String) -> Result<Self, NotAGuid> {
        text.parse()
    }
}

impl From<Guid> for String {
    fn from(id: Guid) -> String {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_and_printed_alike() {
        let text = "45d46c2d-aece-47b0-8358-523f5a56c1ee";
        assert_eq!(text.parse::<Guid>().unwrap().to_string(), text);
        assert_eq!(text.to_uppercase().parse::<Guid>().unwrap().to_string(), text);
    }

    #[test]
    fn half_an_id_is_refused() {
        for text in
            ["", "45d46c2d", "45d46c2d-aece-47b0-8358-523f5a56c1ee0", "zzd46c2d-aece-47b0-8358-523f5a56c1ee"]
        {
            assert!(text.parse::<Guid>().is_err(), "{text}");
        }
    }
}
