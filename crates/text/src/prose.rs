//! What the words of a line say about it: does it begin an item, end a sentence, must it go on, is it a label?
//! Shared by the readers that put paragraphs together from lines (plain text, PDF).

use model::MONTHS;

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

/// Words of a label between its first and its numbers.
const LABELLED: [&str; 15] =
    ["en", "t/m", "op", "bij", "de", "vraag", "vragen", "nr.", "nummer", "-", "–", "+", "&", "tot", "met"];

/// Whether a line is nothing but the label of a question or an answer: `Vraag 3`, `12.`, `Antwoord:`,
/// `Antwoord op vraag 3 en 4`.
pub(crate) fn is_label(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c == ':' || c.is_whitespace() || is_mark(c));
    if text.len() > 60 || text.is_empty() {
        return false;
    }
    let mut words = text.split_whitespace().peekable();
    let one = |word: &str| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&digits)
            && matches!(word.len() - digits, 0 | 1)
            && word[digits..].bytes().all(|b| b.is_ascii_lowercase())
    };
    // «3», «(3)», «4/5», «3-6», not «36600-XVI-161)»
    let number = |word: &str| {
        let word = word.trim_start_matches(['(', '#']).trim_end_matches(['.', ')', ',', ':']);
        word.split(['/', '-', '–', '+']).all(one)
    };
    // «nr. / 622).» is the end of a sentence
    let dotted = words
        .peek()
        .is_some_and(|word| number(word) && word.ends_with(['.', ')', ':']) && !word.ends_with(")."));
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
        "vraag" | "vragen" | "vraagnr" | "vraagnummer" | "kamervraag" | "antwoord" | "antwoorden" | "reactie"
    ) {
        return false;
    }
    words.all(|word| number(word) || LABELLED.contains(&word))
}

/// Whether a line begins with a numbered label, its text behind it: `Vraag 4: Heeft u …`, `Vraag 4 Heeft u …`.
pub(crate) fn begins_label(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or("");
    let named = matches!(
        word.to_lowercase().as_str(),
        "vraag" | "vragen" | "vraagnr." | "vraagnummer" | "kamervraag" | "antwoord"
    );
    if named && word.starts_with(char::is_uppercase) {
        // up to the capital that opens the text; «Vraag 3 (XYZ) Heeft …»
        let party = |at: usize| text[..at].rfind('(').is_some_and(|open| !text[open..at].contains(')'));
        let opens =
            |(at, c): &(usize, char)| (c.is_uppercase() || "‘“«\"".contains(*c)) && !party(word.len() + at);
        if let Some((at, _)) = text[word.len()..].char_indices().take(60).find(opens) {
            let label = &text[..word.len() + at];
            let bare = label.split('(').next().unwrap_or(label);
            let bare = if bare.bytes().any(|b| b.is_ascii_digit()) { bare } else { label };
            let digits = bare.bytes().any(|b| b.is_ascii_digit());
            if label.ends_with(' ') && digits && is_label(bare.trim_end()) {
                return true;
            }
        }
    }
    let Some((label, rest)) = text.split_once(':') else { return false };
    let digit = label.bytes().any(|b| b.is_ascii_digit());
    rest.starts_with(' ') && label.len() < 50 && digit && is_label(label)
}

/// `4. Vraag van de leden Prins en De Boer (beiden XYZ)`: a question's label that names who asks, alone on its line.
pub(crate) fn is_asker_label(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let text = text.trim_end_matches([':', ' ']);
    text.len() < 140
        && text.ends_with(')')
        && ["Vraag ", "Vragen van ", "Lid ", "Leden ", "De heer ", "Mevrouw "]
            .iter()
            .any(|start| text.starts_with(start))
}

/// `Vragen en opmerkingen van de leden van de X-fractie`, whole on its line: what follows is another paragraph.
pub(crate) fn is_party_heading(text: &str) -> bool {
    let bare = text.trim_end_matches([':', ' ']);
    text.len() < 130
        && (bare.ends_with("fractie")
            || bare.ends_with("fracties")
            || bare.contains(" fracties van ")
            || bare.contains(" van de Groep ")
            || bare.contains("fractie en reactie van")
            || bare.contains("fractie en antwoord"))
        && !ends_open(bare)
        && !bare.ends_with([',', '.'])
        && [
            "Vragen en opmerkingen van ",
            "Inbreng van ",
            "Vragen van de leden van ",
            "Vragen van het lid van ",
        ]
        .iter()
        .any(|start| text.starts_with(start))
}

/// `De leden van de X-fractie …`, `Het lid van de X-fractie …` at the beginning of a line.
pub(crate) fn begins_with_members(text: &str) -> bool {
    ["De leden van de ", "De leden van het ", "Het lid van de ", "De leden van deze fractie"]
        .iter()
        .any(|start| text.starts_with(start))
        && text.chars().take(90).collect::<String>().contains("fractie")
}

/// `12. Antwoord van het kabinet`, `Antwoord van de minister:`.
pub(crate) fn is_answer_heading(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    text.len() < 80 && (text.starts_with("Antwoord") || text.starts_with("Reactie van"))
}

/// `Den Haag, 28 juli 2031`.
pub(crate) fn is_date_line(text: &str) -> bool {
    let mut tail = text.rsplit(' ');
    let year = tail.next().is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    year && text.len() < 60
        && tail.next().is_some_and(|month| MONTHS.contains(&month.to_lowercase().as_str()))
}

/// Whether a line is one of the form of a paper: `33 999 Verzonnen Waterprogramma`, `Nr. 74 LIJST VAN VRAGEN`,
/// `Vastgesteld 15 september 2025`. No sentence is broken before them.
pub(crate) fn begins_form(text: &str) -> bool {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let heads = [
        "Antwoord van Minister ",
        "Antwoord van minister ",
        "Antwoord van Staatssecretaris ",
        "Antwoord van staatssecretaris ",
        "Mededeling van Minister ",
        "Mededeling van Staatssecretaris ",
        "BRIEF VAN DE ",
        "Aan de Voorzitter van de ",
    ];
    if heads.iter().any(|start| text.starts_with(start)) {
        return true;
    }
    if text.starts_with("Geachte ") && text.ends_with(',') && text.len() < 60 {
        return true;
    }
    // «datum   7 juni 2031», «ons kenmerk  22002887 R»: the margin of a letter
    let margin = ["datum", "betreft", "ons kenmerk", "uw kenmerk", "onderwerp", "bijlage(n)"];
    if margin.iter().any(|label| {
        let rest = text.get(..label.len()).filter(|found| found.eq_ignore_ascii_case(label));
        rest.is_some_and(|_| {
            let rest = &text[label.len()..];
            rest.is_empty() || rest.starts_with("  ") || rest.starts_with([':', '\t'])
        })
    }) {
        return true;
    }
    if let Some(rest) = text.strip_prefix("Nr. ") {
        return rest.starts_with(|c: char| c.is_ascii_digit());
    }
    if let Some(rest) = text.strip_prefix("Vastgesteld ") {
        return rest.starts_with(|c: char| c.is_ascii_digit());
    }
    if !(digit(0) && digit(1) && text[2..].starts_with([' ', '\u{a0}'])) {
        return false;
    }
    let rest = text[2..].trim_start_matches([' ', '\u{a0}']);
    let dossier = rest.bytes().take_while(u8::is_ascii_digit).count() == 3;
    // the title behind it: a capital and a small letter, not «36 800 V, nr. 12»
    let title =
        rest.get(3..).unwrap_or("").split(' ').find(|word| word.chars().count() > 1 && !is_roman(word));
    let mut letters = title.unwrap_or("").chars();
    let opens =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    dossier && rest[3..].starts_with([' ', '-']) && !rest[3..].contains(',') && opens
}

/// `VII`, `XV-B`: the chapter of a budget.
fn is_roman(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | '-' | 'A' | 'B' | '0'..='9'))
}

/// `2.2 Toezicht`, `4. Gevolgen voor de uitvoering`: a short numbered line that is no sentence.
pub(crate) fn is_numbered_heading(text: &str) -> bool {
    let number = text.split(' ').next().unwrap_or("");
    let levels = number.trim_end_matches('.');
    let title = text[number.len()..].trim_start();
    (levels.contains('.') || number.ends_with('.'))
        && levels
            .split('.')
            .all(|level| (1..=2).contains(&level.len()) && level.bytes().all(|b| b.is_ascii_digit()))
        && title.starts_with(char::is_uppercase)
        && title.chars().count() <= 90
        && !title.ends_with(['.', '?', '!', ',', ';', ':'])
}

/// `De minister van Verzonnen Zaken,`: the line of an office below a letter.
pub(crate) fn is_signature(text: &str) -> bool {
    let office = [
        "De minister ",
        "De staatssecretaris ",
        "DE MINISTER ",
        "DE STAATSSECRETARIS ",
        "De Minister ",
        "De Staatssecretaris ",
    ];
    text == "Hoogachtend,"
        || text.len() < 110 && text.ends_with(',') && office.iter().any(|start| text.starts_with(start))
}

/// Whether a line opens a sentence with a word that has a capital only there: `De leden`, `Kan de`, not `De Boer`.
pub(crate) fn opens_sentence(text: &str) -> bool {
    const WORDS: [&str; 34] = [
        "De",
        "Het",
        "Een",
        "Deze",
        "Dit",
        "Die",
        "Zij",
        "Ook",
        "Tevens",
        "Voorts",
        "Verder",
        "Daarnaast",
        "Genoemde",
        "Kan",
        "Kunt",
        "Is",
        "Zijn",
        "Hoe",
        "Wat",
        "Welke",
        "Waarom",
        "Wanneer",
        "Heeft",
        "Hoeveel",
        "Klopt",
        "Tot",
        "Op",
        "In",
        "Bent",
        "Hierbij",
        "Bijgaand",
        "Met",
        "Naar",
        "Deelt",
    ];
    let mut words = text.split(' ');
    words.next().is_some_and(|word| WORDS.contains(&word))
        && words.next().is_some_and(|word| word.starts_with(char::is_lowercase))
}

/// Whether every quotation that a line opens ends in it.
pub(crate) fn closes_quotes(text: &str) -> bool {
    text.matches('«').count() <= text.matches('»').count()
        && text.matches('“').count() <= text.matches('”').count()
        && text.matches('‘').count() <= text.matches('’').count()
        && text.matches('(').count() <= text.matches(')').count()
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
        "lid", "leden", // abbreviations that never end a sentence
        "blz.", "art.", "artt.", "p.", "pag.", "d.d.", "m.b.t.", "o.a.", "i.v.m.", "t.a.v.", "bijv.",
        "resp.", "ca.", "c.q.", "incl.", "mr.", "dr.", "ir.", "drs.", "prof.", "m.n.", "t/m",
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
            "Antwoord op de vragen 3 en 4:",
            "Vraagnr. 3",
            "Vraag (3)",
            "Vraag 3-5",
            "Kamervraag 3",
            "Reactie:",
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
            "36600-XVI-161)",
            "31839-158.",
            "Reactie van het kabinet",
        ] {
            assert!(!is_label(text), "{text}");
        }
    }

    #[test]
    fn a_numbered_label_may_stand_before_its_text() {
        for line in [
            "Vraag 4: Heeft u",
            "Vraag 4 Heeft u",
            "Vraag 3 en 4 ‘Dijk’?",
            "Vraag 3 (XYZ) Heeft",
            "Antwoord 3 Ja.",
        ] {
            assert!(begins_label(line), "{line}");
        }
        for line in
            ["Vraag het Jansen", "Vragen die in 2031 De", "Antwoord van de minister", "vraag 4 Heeft u"]
        {
            assert!(!begins_label(line), "{line}");
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
