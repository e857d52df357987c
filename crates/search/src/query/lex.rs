//! Cutting a query into its tokens. Never fails: every text is some row of tokens.

use std::ops::Range;

use super::{FieldName, Form};
use crate::analysis::fold::fold;

/// A token with its place in the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: TokenKind,
    pub at: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    Not,
    /// `NEAR(`, the parenthesis included.
    Near,
    Comma,
    /// `soort:`; what it applies to follows.
    Field(FieldName),
    /// Text to look for.
    Text {
        form: Form,
        text: String,
    },
    /// A quoted phrase without its end.
    Unclosed {
        text: String,
    },
    /// `*` and other signs without a word.
    Nothing {
        text: String,
    },
    /// A name before a colon that is no field; the word itself follows as text.
    UnknownField {
        name: String,
    },
}

/// The tokens of a query.
pub(crate) fn tokens(query: &str) -> Vec<Token> {
    let mut lexer = Lexer { query, at: 0, out: Vec::new(), near_depth: Vec::new() };
    while lexer.step() {}
    lexer.out
}

struct Lexer<'q> {
    query: &'q str,
    at: usize,
    out: Vec<Token>,
    /// For each open parenthesis whether it is one of NEAR: there a comma has a meaning.
    near_depth: Vec<bool>,
}

const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»', '‟'];

impl Lexer<'_> {
    fn step(&mut self) -> bool {
        let rest = &self.query[self.at..];
        let Some(char) = rest.chars().next() else { return false };
        let width = char.len_utf8();
        if char.is_whitespace() {
            self.at += width;
        } else if char == '(' {
            self.near_depth.push(false);
            self.push(TokenKind::Open, width);
        } else if char == ')' {
            self.near_depth.pop();
            self.push(TokenKind::Close, width);
        } else if char == ',' && self.near_depth.last() == Some(&true) {
            self.push(TokenKind::Comma, width);
        } else if QUOTES.contains(&char) {
            self.quoted(width, 0);
        } else if rest.starts_with("=") && rest[1..].starts_with(QUOTES) {
            self.quoted(rest[1..].chars().next().map_or(1, char::len_utf8), 1);
        } else if matches!(char, '-' | '−' | '–') && self.begins_term(width) {
            self.push(TokenKind::Not, width);
        } else {
            self.word();
        }
        true
    }

    fn push(&mut self, kind: TokenKind, width: usize) {
        self.out.push(Token { kind, at: self.at..self.at + width });
        self.at += width;
    }

    /// Whether what follows a minus is something that can be left out.
    fn begins_term(&self, width: usize) -> bool {
        let next = self.query[self.at + width..].chars().next();
        next.is_some_and(|c| c.is_alphanumeric() || c == '(' || c == '=' || QUOTES.contains(&c))
    }

    fn quoted(&mut self, quote: usize, before: usize) {
        let start = self.at + before + quote;
        let rest = &self.query[start..];
        match rest.find(QUOTES) {
            Some(len) => {
                let close = rest[len..].chars().next().map_or(1, char::len_utf8);
                let text = rest[..len].to_owned();
                self.push(TokenKind::Text { form: Form::Phrase, text }, before + quote + len + close);
            }
            None => {
                let text = rest.to_owned();
                self.push(TokenKind::Unclosed { text }, before + quote + rest.len());
            }
        }
    }

    fn word(&mut self) {
        let rest = &self.query[self.at..];
        let comma = self.near_depth.last() == Some(&true);
        let stop =
            |c: char| c.is_whitespace() || c == '(' || c == ')' || QUOTES.contains(&c) || (comma && c == ',');
        let len = rest.find(stop).unwrap_or(rest.len());
        let word = &rest[..len];
        match word {
            "AND" => return self.push(TokenKind::And, len),
            "OR" => return self.push(TokenKind::Or, len),
            "NOT" => return self.push(TokenKind::Not, len),
            "NEAR" if rest[len..].starts_with('(') => {
                self.near_depth.push(true);
                return self.push(TokenKind::Near, len + 1);
            }
            _ => {}
        }
        if let Some((name, value)) = word.split_once(':')
            && !name.is_empty()
            && name.chars().all(char::is_alphabetic)
        {
            if let Some(field) = FieldName::named(&fold(name)) {
                return self.push(TokenKind::Field(field), name.len() + 1);
            }
            // https://… and the like are words with a colon in them
            if !value.starts_with('/') {
                let name = name.to_owned();
                self.out.push(Token {
                    at: self.at..self.at + name.len() + 1,
                    kind: TokenKind::UnknownField { name },
                });
            }
        }
        self.text(word);
    }

    /// A word with `=` before it or `*` after it.
    fn text(&mut self, word: &str) {
        let width = word.len();
        let (form, text) = if let Some(exact) = word.strip_prefix('=') {
            (Form::Exact, exact)
        } else if let Some(beginning) = word.strip_suffix('*') {
            (Form::Prefix, beginning.trim_end_matches('*'))
        } else {
            (Form::Word, word)
        };
        let kind = if text.chars().any(char::is_alphanumeric) {
            TokenKind::Text { form, text: text.to_owned() }
        } else {
            TokenKind::Nothing { text: word.to_owned() }
        };
        self.push(kind, width);
    }
}
