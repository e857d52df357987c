//! Cutting text into words, numbers and the joined forms of what is written with hyphens.
//!
//! Every word gets a position. A word written in several ways gets its other way at the same position:
//! `F-35` is `f` `35` and also `f35`; `23 432` is `23` `432` and also `23432`; `1 juli 2024` is three words and
//! also `2024-07-01`; `36 800-XV` is also `36800` and `36800xv`; `d'Aubert` is also `aubert` and `daubert`. So a phrase
//! finds the parts and a word finds the whole, however it was written.
//!
//! Not here: stems ([`super::stem`]) and parts of compounds ([`super::compound`]).

use model::MONTHS;

use super::fold::{fold_into, is_ignorable};

/// Longest word kept, in bytes; the rest of a longer one is cut off.
pub(crate) const MAX_WORD: usize = 60;
/// Most members of a hyphenated chain that are also kept as one word.
const MAX_JOINED: usize = 5;

/// The words of one text; a buffer to be used again.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    /// All surfaces, one after the other.
    surfaces: String,
    list: Vec<Token>,
    /// Positions used.
    positions: u32,
    chain: Vec<usize>,
}

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    surface: (u32, u32),
    /// Byte range in the text.
    pub start: u32,
    pub end: u32,
    /// Place in the sequence of words.
    pub position: u32,
    /// Another way of writing what stands here; not itself a word of the sequence.
    pub joined: bool,
}

impl Tokens {
    /// The words of `text`, in place of what was here.
    pub fn read(&mut self, text: &str) {
        self.surfaces.clear();
        self.list.clear();
        self.chain.clear();
        self.positions = 0;
        let text = &text[..boundary_before(text, u32::MAX as usize / 2)];
        let mut at = 0;
        while let Some(start) = next_word_start(text, at) {
            at = self.word(text, start);
            let next = hyphen_then_word(text, at);
            self.chain.push(self.list.len() - 1);
            self.elision();
            if let Some(next) = next {
                at = next;
            } else {
                self.close_chain(text);
                self.spaced_number(text);
            }
        }
    }

    /// The words in order; joined forms directly after the word at whose position they stand, or later.
    pub fn iter(&self) -> impl Iterator<Item = (Token, &str)> {
        self.list.iter().map(|token| (*token, self.surface(token)))
    }

    /// How many positions the text takes.
    pub fn positions(&self) -> u32 {
        self.positions
    }

    fn surface(&self, token: &Token) -> &str {
        &self.surfaces[token.surface.0 as usize..token.surface.1 as usize]
    }

    /// Reads the word that starts at `start`; returns where it ends.
    fn word(&mut self, text: &str, start: usize) -> usize {
        let from = self.surfaces.len();
        let mut end = start;
        let mut grouped = false;
        let chars = text[start..].char_indices();
        for (offset, char) in chars {
            let here = start + offset;
            if char.is_alphanumeric() || is_ignorable(char) {
                self.push_folded(from, char);
                end = here + char.len_utf8();
                continue;
            }
            let rest = &text[here + char.len_utf8()..];
            let Some(next) = rest.chars().next() else { break };
            let before = self.surfaces[from..].chars().next_back();
            let digits_before = before.is_some_and(|c| c.is_ascii_digit());
            match char {
                '\'' | '’' | '‘' | '`' | '´' | 'ʼ' if next.is_alphanumeric() && before.is_some() => {
                    self.push_folded(from, '\'');
                }
                '.' if digits_before && self.is_thousands(from, rest, grouped) => grouped = true,
                ',' if digits_before && next.is_ascii_digit() && !self.surfaces[from..].contains(',') => {
                    self.push_folded(from, ',');
                }
                '.' if self.is_initials(text, start, here, rest) => {}
                _ => break,
            }
        }
        let to = self.surfaces.len();
        self.list.push(Token {
            surface: (from as u32, to as u32),
            start: start as u32,
            end: end as u32,
            position: self.positions,
            joined: false,
        });
        self.positions += 1;
        end
    }

    fn push_folded(&mut self, from: usize, char: char) {
        if self.surfaces.len() - from < MAX_WORD {
            fold_into(char, &mut self.surfaces);
        }
    }

    /// Whether the dot before `rest` separates thousands: `18.500`, `1.234.567`, not `12.5` or `01.07.2024`.
    /// `grouped` tells that a dot before it did.
    fn is_thousands(&self, from: usize, rest: &str, grouped: bool) -> bool {
        let so_far = &self.surfaces[from..];
        let group = rest.bytes().take_while(u8::is_ascii_digit).count();
        let all_digits = so_far.bytes().all(|byte| byte.is_ascii_digit());
        let ends = !rest[group..].starts_with(|c: char| c.is_alphabetic());
        group == 3 && all_digits && !so_far.starts_with('0') && ends && (so_far.len() <= 3 || grouped)
    }

    /// Whether the dot at `dot` stands between single letters: `m.b.t.`, `U.S.`
    fn is_initials(&self, text: &str, start: usize, dot: usize, rest: &str) -> bool {
        let single_before = {
            let word = &text[start..dot];
            let last = word.rsplit('.').next().unwrap_or("");
            let mut chars = last.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        };
        let mut chars = rest.chars();
        let single_after =
            chars.next().is_some_and(char::is_alphabetic) && !chars.next().is_some_and(char::is_alphanumeric);
        single_before && single_after
    }

    /// Adds the joined form of a finished chain of hyphenated words.
    fn close_chain(&mut self, text: &str) {
        let chain = std::mem::take(&mut self.chain);
        if (2..=MAX_JOINED).contains(&chain.len()) {
            let (first, last) = (self.list[chain[0]], self.list[chain[chain.len() - 1]]);
            let date = self.numeric_date(&chain);
            let from = self.surfaces.len();
            match &date {
                Some(date) => self.surfaces.push_str(date),
                None => {
                    for &member in &chain {
                        let (start, end) = self.list[member].surface;
                        if self.surfaces.len() - from + (end - start) as usize <= MAX_WORD {
                            self.surfaces.extend_from_within(start as usize..end as usize);
                        }
                    }
                }
            }
            self.push_joined(from, first, last.end);
            if date.is_none() {
                self.spaced_chain(text, &chain);
            }
        } else if chain.len() == 1 {
            self.written_date(chain[0]);
        }
        self.chain = chain;
        self.chain.clear();
    }

    fn push_joined(&mut self, from: usize, first: Token, end: u32) {
        let surface = (from as u32, self.surfaces.len() as u32);
        self.list.push(Token { surface, start: first.start, end, position: first.position, joined: true });
    }

    /// `01-07-2024`, `2024-07-01`.
    fn numeric_date(&self, chain: &[usize]) -> Option<String> {
        let [a, b, c] = chain else { return None };
        let (a, b, c) = (self.number(*a)?, self.number(*b)?, self.number(*c)?);
        if a > 31 { iso_date(a, b, c) } else { iso_date(c, b, a) }
    }

    /// `1 juli 2024`: called for the word that may be the year.
    fn written_date(&mut self, year: usize) {
        let position = self.list[year].position;
        if position < 2 || self.list[year].surface.1 - self.list[year].surface.0 != 4 {
            return;
        }
        let mut before = self.list[..year].iter().rev().filter(|token| !token.joined);
        let (Some(&month), Some(&day)) = (before.next(), before.next()) else { return };
        let Some(year_number) = self.number(year) else { return };
        let Some(month_number) = month_number(self.surface(&month)) else { return };
        let Ok(day_number) = self.surface(&day).parse::<u32>() else { return };
        let Some(date) = iso_date(year_number, month_number, day_number) else { return };
        let from = self.surfaces.len();
        self.surfaces.push_str(&date);
        let end = self.list[year].end;
        self.push_joined(from, day, end);
    }

    /// `23 432`: the House's own way of writing dossier numbers, and the thin space of large amounts.
    fn spaced_number(&mut self, text: &str) {
        let words = self.list.len();
        if words < 2 {
            return;
        }
        if self.is_spaced_number(text, words - 2, words - 1) {
            let (first, second) = (self.list[words - 2], self.list[words - 1]);
            let from = self.surfaces.len();
            self.surfaces.extend_from_within(first.surface.0 as usize..first.surface.1 as usize);
            self.surfaces.extend_from_within(second.surface.0 as usize..second.surface.1 as usize);
            self.push_joined(from, first, second.end);
        }
    }

    /// `36 800-XV`: the number of a dossier and its chapter; called when the chain is closed.
    fn spaced_chain(&mut self, text: &str, chain: &[usize]) {
        let (second, last) = (chain[0], chain[chain.len() - 1]);
        if second == 0 || !self.is_spaced_number(text, second - 1, second) {
            return;
        }
        let (first, ends) = (self.list[second - 1], [self.list[second].end, self.list[last].end]);
        let parts = [&chain[..1], chain];
        for (parts, end) in parts.into_iter().zip(ends) {
            let from = self.surfaces.len();
            for token in std::iter::once(first).chain(parts.iter().map(|part| self.list[*part])) {
                if self.surfaces.len() - from + (token.surface.1 - token.surface.0) as usize <= MAX_WORD {
                    self.surfaces.extend_from_within(token.surface.0 as usize..token.surface.1 as usize);
                }
            }
            self.push_joined(from, first, end);
        }
    }

    /// `d'Aubert` is asked for as `aubert` and as `daubert` too; called for the word that was just read.
    fn elision(&mut self) {
        let Some(&word) = self.list.last() else { return };
        let Some((before, after)) = self.surface(&word).split_once('\'') else { return };
        let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
        if before.len() != 1 || after.len() < 3 || !letters(before) || !letters(after) {
            return;
        }
        let (start, end) = (word.surface.0 as usize, word.surface.1 as usize);
        let from = self.surfaces.len();
        self.surfaces.extend_from_within(start + 2..end);
        self.push_joined(from, word, word.end);
        let from = self.surfaces.len();
        self.surfaces.extend_from_within(start..start + 1);
        self.surfaces.extend_from_within(start + 2..end);
        self.push_joined(from, word, word.end);
    }

    /// Whether two words are the thousands and the rest of one number.
    fn is_spaced_number(&self, text: &str, first_at: usize, second_at: usize) -> bool {
        let (first, second) = (self.list[first_at], self.list[second_at]);
        if first.joined || second.joined || second.end - second.start != 3 {
            return false;
        }
        let space = &text[first.end as usize..second.start as usize];
        let first_digits = self.surface(&first);
        matches!(space, " " | "\u{a0}" | "\u{2009}" | "\u{202f}")
            && first_digits.len() <= 3
            && !first_digits.starts_with('0')
            && first_digits.bytes().all(|byte| byte.is_ascii_digit())
            && self.surface(&second).bytes().all(|byte| byte.is_ascii_digit())
            // `1 234 567` is left in its words
            && !(first_at >= 1 && text[..first.start as usize].ends_with(' ')
                && self.surface(&self.list[first_at - 1]).bytes().all(|byte| byte.is_ascii_digit()))
    }

    fn number(&self, token: usize) -> Option<u32> {
        let surface = self.surface(&self.list[token]);
        (surface.len() <= 4 && surface.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| surface.parse().ok())?
    }
}

/// A date as a word, if it is one.
pub(crate) fn iso_date(year: u32, month: u32, day: u32) -> Option<String> {
    let fits = (1800..=2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The number of a month by its folded Dutch name.
pub(crate) fn month_number(name: &str) -> Option<u32> {
    MONTHS.iter().position(|month| *month == name).map(|at| at as u32 + 1)
}

/// The last place at or before `at` where a character begins.
pub(crate) fn boundary_before(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn next_word_start(text: &str, from: usize) -> Option<usize> {
    text[from..].find(|c: char| c.is_alphanumeric()).map(|offset| from + offset)
}

/// If a hyphen and directly after it a word follow at `at`: where that word starts.
fn hyphen_then_word(text: &str, at: usize) -> Option<usize> {
    let mut chars = text[at..].chars();
    let hyphen = chars.next().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}'))?;
    chars.next().filter(|c| c.is_alphanumeric())?;
    Some(at + hyphen.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words by position; another way of writing follows after `=`.
    fn check(text: &str, expected: &str) {
        let mut tokens = Tokens::default();
        tokens.read(text);
        let mut by_position = vec![String::new(); tokens.positions() as usize];
        for (token, surface) in tokens.iter() {
            let place = &mut by_position[token.position as usize];
            if token.joined {
                place.push('=');
            }
            place.push_str(surface);
        }
        assert_eq!(by_position.join(" "), expected);
    }

    #[test]
    fn plain_words_are_folded() {
        check(
            "De Minister-President, zei: \"één\" (ja)!",
            "de minister=ministerpresident president zei een ja",
        );
    }

    #[test]
    fn hyphens_give_parts_and_whole() {
        check("F-35", "f=f35 35");
        check("D66 en COVID-19", "d66 en covid=covid19 19");
        check("EU-India-verdrag", "eu=euindiaverdrag india verdrag");
        check("zorg- en welzijnsbeleid", "zorg en welzijnsbeleid");
        check("wel - niet", "wel niet");
        check("36800-V-49", "36800=36800v49 v 49");
        check("en/of", "en of");
    }

    #[test]
    fn a_long_chain_is_not_joined() {
        check("a-b-c-d-e-f", "a b c d e f");
    }

    #[test]
    fn apostrophes_stay_inside_words() {
        check("foto’s 's avonds zo'n 'woord' CDA'er", "foto's s avonds zo'n woord cda'er");
    }

    #[test]
    fn a_name_with_a_letter_before_it_is_found_without() {
        check("D'Aubert zei", "d'aubert=aubert=daubert zei");
        check("'t Hof en zo'n zzp'er", "t hof en zo'n zzp'er");
    }

    #[test]
    fn numbers_are_written_one_way() {
        check("18.500 = 18500", "18500 18500");
        check("€ 1.234.567,89.", "1234567,89");
        check("12.5 en 3,5%", "12 5 en 3,5");
        check("paragraaf 3.1.2", "paragraaf 3 1 2");
        check("versie 1.234x", "versie 1 234x");
        check("23 432, nr. 717", "23=23432 432 nr 717");
        check("Kamerstuk 23 432, nr. 717.", "kamerstuk 23=23432 432 nr 717");
        check("Kamerstuk 36 800-XV, nr. 7", "kamerstuk 36=36800=36800xv 800=800xv xv nr 7");
        check("blz. 4-6", "blz 4=46 6");
        check("in 2024 500 mensen", "in 2024 500 mensen");
        check("1 234 567", "1=1234 234 567");
    }

    #[test]
    fn dates_are_written_one_way() {
        check("1 juli 2024", "1=2024-07-01 juli 2024");
        check("01-07-2024", "01=2024-07-01 07 2024");
        check("2024-07-01", "2024=2024-07-01 07 01");
        check("45-07-2024", "45=45072024 07 2024");
        check("1 januari 31", "1 januari 31");
    }

    #[test]
    fn initials_are_one_word() {
        check("m.b.t. de U.S. e.d. Dat is.", "mbt de us ed dat is");
        check("nr. a.bc", "nr a bc");
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let mut tokens = Tokens::default();
        tokens.read(&"a".repeat(10_000));
        assert_eq!(tokens.iter().map(|(_, surface)| surface.len()).collect::<Vec<_>>(), [MAX_WORD]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_within_its_bounds(text in "\\PC{0,80}|[0-9 .,'\u{ad}a-c-]{0,60}") {
            let mut tokens = Tokens::default();
            tokens.read(&text);
            for (token, surface) in tokens.iter() {
                assert!(text.get(token.start as usize..token.end as usize).is_some());
                assert!(token.position < tokens.positions());
                assert!(surface.len() <= MAX_WORD + 8);
            }
        }
    }
}
