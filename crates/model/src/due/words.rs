//! A sentence as words in lower case without accents, each with its place.

use std::ops::Range;

/// The words of a sentence.
pub(super) struct Words<'t> {
    text: &'t str,
    words: Vec<Word>,
}

struct Word {
    lower: String,
    accented: bool,
    bytes: Range<usize>,
}

impl<'t> Words<'t> {
    /// Splits at everything that is no letter or digit; `01-03-2026` stays one word.
    pub(super) fn new(text: &'t str) -> Self {
        let mut words = Vec::new();
        let mut start = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next_digit = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            let in_number =
                start.is_some_and(|start: usize| text[start..at].ends_with(|c: char| c.is_ascii_digit()));
            let inside = c.is_alphanumeric() || matches!(c, '-' | '/' | '.') && in_number && next_digit;
            match (inside, start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    words.push(word(text, from..at));
                    start = None;
                }
                _ => {}
            }
        }
        if let Some(from) = start {
            words.push(word(text, from..text.len()));
        }
        Words { text, words }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at a place, in lower case; empty past the end.
    pub(super) fn get(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }

    /// Whether it is written with accents: `vóór`.
    pub(super) fn accented(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.accented)
    }

    /// Whether nothing but a slash stands before it: `maart/april`.
    pub(super) fn slashed(&self, at: usize) -> bool {
        let (Some(before), Some(this)) =
            (at.checked_sub(1).and_then(|at| self.words.get(at)), self.words.get(at))
        else {
            return false;
        };
        self.text[before.bytes.end..this.bytes.start].trim() == "/"
    }

    /// The bytes from the first word up to, not including, word `end`; an abbreviation's point belongs to it.
    pub(super) fn bytes(&self, start: usize, end: usize) -> Range<usize> {
        let from = self.words.get(start).map_or(self.text.len(), |word| word.bytes.start);
        let last = end.checked_sub(1).and_then(|last| self.words.get(last));
        let mut to = last.map_or(from, |word| word.bytes.end);
        let lettered = last.is_some_and(|word| word.lower == "s");
        if lettered && self.text[to..].starts_with('.') {
            to += 1;
        }
        from..to.max(from)
    }

    pub(super) fn text(&self, bytes: Range<usize>) -> String {
        self.text[bytes].to_owned()
    }
}

fn word(text: &str, bytes: Range<usize>) -> Word {
    let raw = &text[bytes.clone()];
    let mut accented = false;
    let lower = raw
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| {
            let plain = match c {
                'á' | 'à' | 'â' => 'a',
                'é' | 'è' | 'ê' => 'e',
                'í' | 'ì' => 'i',
                'ó' | 'ò' | 'ô' => 'o',
                'ú' | 'ù' => 'u',
                other => other,
            };
            accented |= plain != c;
            plain
        })
        .collect();
    Word { lower, accented, bytes }
}

/// A number of weeks, months …: digits or a Dutch word.
pub(super) fn amount(word: &str) -> Option<u16> {
    const WORDS: [(&str, u16); 14] = [
        ("een", 1),
        ("twee", 2),
        ("drie", 3),
        ("vier", 4),
        ("vijf", 5),
        ("zes", 6),
        ("zeven", 7),
        ("acht", 8),
        ("negen", 9),
        ("tien", 10),
        ("elf", 11),
        ("twaalf", 12),
        ("veertien", 14),
        ("dertig", 30),
    ];
    let spelled = WORDS.iter().find(|(spelled, _)| *spelled == word).map(|(_, amount)| *amount);
    spelled.or_else(|| word.parse().ok().filter(|amount| (1..=1000).contains(amount)))
}

/// `eerste`, `1e`, `1ste` and so on, up to four.
pub(super) fn ordinal(word: &str) -> Option<i8> {
    match word {
        "eerste" | "1e" | "1ste" => Some(1),
        "tweede" | "2e" | "2de" => Some(2),
        "derde" | "3e" | "3de" => Some(3),
        "vierde" | "4e" | "4de" | "laatste" => Some(4),
        _ => None,
    }
}

/// A month by name or usual abbreviation.
pub(super) fn month(word: &str) -> Option<i8> {
    const MONTHS: [(&str, i8); 12] = [
        ("januari", 1),
        ("februari", 2),
        ("maart", 3),
        ("april", 4),
        ("mei", 5),
        ("juni", 6),
        ("juli", 7),
        ("augustus", 8),
        ("september", 9),
        ("oktober", 10),
        ("november", 11),
        ("december", 12),
    ];
    MONTHS.iter().find(|(name, _)| *name == word).map(|(_, month)| *month)
}

/// A year of four digits.
pub(super) fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1900..2200).contains(year))
}
