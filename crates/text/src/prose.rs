//! What the words of a line say about it: does it begin an item, end a sentence, must it go on, is it a label?
//! Shared by the readers that put paragraphs together from lines (plain text, PDF).

use crate::draft::is_mark;

/// Whether a line begins an item of a list; surely (a bullet) or perhaps (a dash or number, which a sentence
/// may also be broken before).
pub(crate) fn begins_item(text: &str) -> Option<bool> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let spaced = rest.starts_with(char::is_whitespace);
    match first {
        '•' | '▪' | '●' | '◦' | '‣' | '■' | '□' | '✓' | '➢' | '\u{f0b7}' | '\u{f0a7}' => {
            Some(true)
        }
        '·' | '*' | 'o' if spaced => Some(first != 'o' || rest.trim_start().starts_with(char::is_uppercase)),
        '-' | '–' | '—' | '−' if spaced => Some(false),
        _ => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let letter = usize::from(digits == 0 && first.is_ascii_lowercase());
            let mark = digits.max(letter);
            let after = text.get(mark..)?;
            let closed = after.strip_prefix(['.', ')'])?;
            let fits =
                (1..=3).contains(&mark) && (closed.is_empty() || closed.starts_with(char::is_whitespace));
            (fits && (letter == 0 || after.starts_with(')') || closed.len() > 1)).then_some(false)
        }
    }
}

/// Whether a line is nothing but the label of a question or an answer: `Vraag 3`, `12.`, `Antwoord:`,
/// `Antwoord op vraag 3 en 4`.
pub(crate) fn is_label(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c == ':' || c.is_whitespace() || is_mark(c));
    if text.len() > 60 || text.is_empty() {
        return false;
    }
    let mut words = text.split_whitespace().peekable();
    let number = |word: &str| {
        let word = word.trim_end_matches(['.', ')', ',', ':']);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&digits)
            && matches!(word.len() - digits, 0 | 1)
            && word[digits..].bytes().all(|b| b.is_ascii_lowercase())
    };
    let dotted = words.peek().is_some_and(|word| number(word) && word.ends_with(['.', ')', ':']));
    if words.peek().is_some_and(|word| number(word)) {
        words.next();
    }
    let Some(head) = words.next() else { return dotted };
    // «… de antwoorden op / vragen 4 en 6.»: a sentence broken before the word, no label
    if head.starts_with(char::is_lowercase) {
        return false;
    }
    if !matches!(
        head.trim_end_matches([':', '.']).to_lowercase().as_str(),
        "vraag" | "vragen" | "antwoord" | "antwoorden"
    ) {
        return false;
    }
    words.all(|word| {
        number(word) || matches!(word, "en" | "t/m" | "op" | "vraag" | "vragen" | "-" | "–" | "tot" | "met")
    })
}

/// `12. Antwoord van het kabinet`, `Antwoord van de minister:`.
pub(crate) fn is_answer_heading(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    text.len() < 80 && (text.starts_with("Antwoord") || text.starts_with("Reactie van"))
}

/// `Den Haag, 28 juli 2031`.
pub(crate) fn is_date_line(text: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let mut tail = text.rsplit(' ');
    let year = tail.next().is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    year && text.len() < 60
        && tail.next().is_some_and(|month| MONTHS.contains(&month.to_lowercase().as_str()))
}

/// Whether the last character ends a sentence, behind closing quotes.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| is_mark(c) || "”’\"')]»".contains(c));
    text.ends_with(['.', '?', '!'])
}

/// Words after which a sentence always goes on.
pub(crate) fn ends_open(text: &str) -> bool {
    const OPEN: &[&str] = &[
        "de", "het", "een", "van", "in", "op", "te", "en", "of", "voor", "met", "aan", "om", "dat", "die",
        "bij", "naar", "uit", "door", "over", "tot", "als", "is", "zijn", "wordt", "worden", "deze", "dit",
        "inzake", "tussen", "onder", "per", "der", "den", "ten", "ter", "nr", "nr.", "nrs.", "artikel",
        "lid", "leden",
    ];
    let last = text.rsplit(' ').next().unwrap_or(text);
    OPEN.contains(&last) || (text.ends_with(['-', '/']) && text.len() > 1)
}

/// Whether the sentence seems to go on from the line before.
pub(crate) fn starts_lower(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_lowercase() || c == '(')
}

/// Characters of the first word.
pub(crate) fn first_word_len(text: &str) -> usize {
    text.split(' ').next().map_or(0, |word| word.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_sentences() {
        for label in [
            "Vraag",
            "Vraag 12",
            "12.",
            "Antwoord:",
            "Antwoord op vraag 3 en 4",
            "Vragen 3 t/m 5",
            "12 Antwoord",
        ] {
            assert!(is_label(label), "{label}");
        }
        for text in [
            "Vraag het de minister",
            "12",
            "Antwoord van het kabinet",
            "Het antwoord",
            "2031.",
            "vragen 4 en 6.",
            "vraag 3",
        ] {
            assert!(!is_label(text), "{text}");
        }
    }

    #[test]
    fn items_begin_surely_or_perhaps() {
        assert_eq!(begins_item("• een"), Some(true));
        assert_eq!(begins_item("– een"), Some(false));
        assert_eq!(begins_item("12. Wat"), Some(false));
        assert_eq!(begins_item("a) Wat"), Some(false));
        assert_eq!(begins_item("1.200 euro"), None);
        assert_eq!(begins_item("-5 graden"), None);
    }
}
