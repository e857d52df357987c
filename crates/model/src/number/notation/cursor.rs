//! A place in a text, from which notations are read.

use super::is_space;

/// A place in a text that is being read.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    /// At the beginning.
    pub fn new(text: &'t str) -> Self {
        Cursor { text, at: 0 }
    }

    /// Bytes read so far.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What is left.
    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Whether everything was read.
    pub fn done(&self) -> bool {
        self.at == self.text.len()
    }

    /// Goes on by bytes that another reader took; never past the end or into a character.
    pub fn skip(&mut self, bytes: usize) {
        let mut at = (self.at + bytes).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        self.at = at;
    }

    /// The next character.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads one character if `wanted` likes it.
    pub fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let next = self.peek().filter(|next| wanted(*next))?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Reads characters as long as `wanted` likes them, at most `most`; returns what was read.
    pub fn take_while(&mut self, most: usize, wanted: impl Fn(char) -> bool) -> &'t str {
        let start = self.at;
        let mut count = 0;
        while count < most && self.take(&wanted).is_some() {
            count += 1;
        }
        &self.text[start..self.at]
    }

    /// Skips spaces of any width, not line ends of paragraphs.
    pub fn spaces(&mut self) -> bool {
        !self.take_while(4, is_space).is_empty()
    }

    /// Reads a word given in lower case, in any case, if it stands there.
    pub fn word(&mut self, lower: &str) -> bool {
        let rest = self.rest().as_bytes();
        let found = rest.len() >= lower.len() && rest[..lower.len()].eq_ignore_ascii_case(lower.as_bytes());
        // an equal run of ASCII bytes ends on a character boundary
        if found && lower.is_ascii() {
            self.at += lower.len();
            return true;
        }
        false
    }

    /// Reads 1 to `most` digits that are not followed by another.
    pub fn digits(&mut self, most: usize) -> Option<&'t str> {
        let before = self.at;
        let digits = self.take_while(most, |c| c.is_ascii_digit());
        if digits.is_empty() || self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at = before;
            return None;
        }
        Some(digits)
    }
}
