//! Tokens that nobody can guess, kept only as hashes; and what is derived from the one key of an installation.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// A random token as it stands in an address: 43 letters of 256 bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// The operating system gives no random bytes.
    pub fn random() -> std::io::Result<Token> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Token(letters(&bytes)))
    }

    /// What stands in the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn hash(&self) -> [u8; 32] {
        hash(&self.0)
    }
}

/// What is kept of a token.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The key of an installation; signatures and webhook secrets are derived from it, so that none is kept.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// A key as it is kept.
    pub fn new(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }

    /// A new one.
    ///
    /// # Errors
    /// The operating system gives no random bytes.
    pub fn random() -> std::io::Result<Key> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Key(bytes))
    }

    /// Its bytes, to keep them.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A signature of `data` for one purpose.
    pub fn sign(&self, purpose: &str, data: &str) -> String {
        letters(&mac(&self.0, &[purpose.as_bytes(), b"\0", data.as_bytes()]))
    }

    /// Whether `signature` is the one of `data`; takes the same time whatever it is.
    pub fn verifies(&self, purpose: &str, data: &str, signature: &str) -> bool {
        same(&self.sign(purpose, data), signature)
    }
}

/// Whether two texts are equal; the time tells nothing of where they differ.
pub fn same(a: &str, b: &str) -> bool {
    hash(a) == hash(b)
}

/// HMAC-SHA256 of pieces.
pub(crate) fn mac(key: &[u8], pieces: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length");
    for piece in pieces {
        mac.update(piece);
    }
    mac.finalize().into_bytes().into()
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes in 64 letters that may stand in an address.
fn letters(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::with_capacity(bytes.len() * 4 / 3 + 1);
    let (mut held, mut count) = (0u32, 0);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        count += 8;
        while count >= 6 {
            count -= 6;
            out.push(char::from(LETTERS[(held >> count) as usize & 63]));
        }
    }
    if count > 0 {
        out.push(char::from(LETTERS[(held << (6 - count)) as usize & 63]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_fit_an_address_and_are_kept_as_hashes() {
        let (a, b) = (Token::random().unwrap(), Token::random().unwrap());
        assert_ne!(a.as_str(), b.as_str());
        assert_eq!(a.as_str().len(), 43);
        assert!(a.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        assert_eq!(a.hash(), hash(a.as_str()));
        assert_ne!(hex(&a.hash()), a.as_str());
    }

    #[test]
    fn a_signature_holds_for_its_purpose_and_data_only() {
        let key = Key::new([7; 32]);
        let signature = key.sign("unsubscribe", "12");
        assert!(key.verifies("unsubscribe", "12", &signature));
        assert!(!key.verifies("unsubscribe", "13", &signature));
        assert!(!key.verifies("feed", "12", &signature));
        assert!(!Key::new([8; 32]).verifies("unsubscribe", "12", &signature));
        assert!(!key.verifies("unsubscribe", "12", ""));
    }

    #[test]
    fn letters_are_those_of_the_standard() {
        assert_eq!(letters(b"Kamerspoor?"), "S2FtZXJzcG9vcj8");
    }
}
