//! What a paragraph without a mark is: a part of the paper, who asks, a heading, a signature, furniture.

use super::marks::Mark;
use crate::askers;

/// What a paragraph without marks is.
pub(super) fn whole(text: &str, heading: bool) -> Mark {
    let first = text.lines().next().unwrap_or("");
    let short = text.chars().take(260).count() < 260;
    let joined = text.trim().rfind("Vragen en opmerkingen van de leden van ").is_some_and(|at| at > 0);
    if short
        && !joined
        && let Some(part) = part(text)
    {
        return part;
    }
    // two headings set as one: the last names who asks
    let lead = "Vragen en opmerkingen van de leden van ";
    let last = text.rfind(lead).filter(|at| *at > 0).map_or(text, |at| &text[at..]);
    if short
        && (heading || !text.ends_with('.'))
        && let Some(askers) = askers::of_heading(last)
    {
        return Mark::Askers(askers);
    }
    if heading && closes_letter(text) {
        return Mark::End;
    }
    if short && (is_signature(first) || is_closing(text) || is_appendix(text)) {
        return Mark::End;
    }
    if short && is_furniture(text) {
        return Mark::Furniture;
    }
    if is_membership(text) {
        return Mark::Furniture;
    }
    let lower = first.trim_start_matches(['•', ' ']).to_lowercase();
    if lower.starts_with("mededeling - ") {
        return Mark::End;
    }
    if lower.starts_with("toelichting:") || lower == "toelichting" || lower == "ondertekenaars" {
        return Mark::End;
    }
    if heading { Mark::Heading } else { Mark::Body }
}

/// The members of a committee, which older papers print in a note: `Leden: Prins (XYZ), De Boer (ABC), …`.
fn is_membership(text: &str) -> bool {
    let lead = ["Leden:", "Plv. leden:", "Samenstelling:", "Plaatsvervangende leden:"];
    lead.iter().any(|lead| text.starts_with(lead))
        && (text.matches('(').count() >= 2 || text.trim_end().ends_with(':'))
}

/// Running lines of the official publications, marks and beginnings of notes that stand on a line of their own.
fn is_furniture(text: &str) -> bool {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    // «1Verzonnen Krant, 3 mei 2025»: a note's number glued to it; «2 3»: marks without their words
    if digits > 0 && digits <= 2 && text[digits..].starts_with(|c: char| c.is_uppercase() || c == '«') {
        return true;
    }
    // «1) Verzonnen Krant, 1 mei 2025», «Vastgesteld 3 mei 2025»
    if is_source_note(text) || text.starts_with("Vastgesteld ") && text.len() < 40 && !text.contains(',') {
        return true;
    }
    let marks = text
        .split(' ')
        .all(|mark| !mark.is_empty() && mark.len() <= 2 && mark.bytes().all(|b| b.is_ascii_digit()));
    let publication =
        ["kst-", "ah-tk-", "kv-tk-", "ISSN 0921", "Tweede Kamer, vergaderjaar", "Eerste Kamer, vergaderjaar"]
            .iter()
            .any(|start| text.starts_with(start));
    marks && text.contains(' ') || publication
}

/// A note with a bracket behind its number that names a paper and its day, or an address: `1) Verzonnen Krant, 1 mei 2025`.
fn is_source_note(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let Some(note) =
        text[digits..].strip_prefix(')').map(str::trim_start).filter(|_| (1..=2).contains(&digits))
    else {
        return false;
    };
    let bare = note.trim_end_matches('.');
    let year = bare.len() > 8 && bare.as_bytes()[bare.len() - 4..].iter().all(u8::is_ascii_digit);
    let dated = year && bare.contains(", ") && bare.len() < 160 && crate::dates::first(bare).is_some();
    dated && note.starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '‘'))
        || note.starts_with("http")
}

/// Whether a short line belongs to the form of a paper, so that it is no heading of what it asks.
pub(super) fn is_form_line(text: &str) -> bool {
    // the other chamber numbers with letters: «F NADERE MEMORIE VAN ANTWOORD»
    let text = match text.split_once(' ') {
        Some((sub, form)) if sub.len() <= 2 && sub.bytes().all(|b| b.is_ascii_uppercase()) => form,
        _ => text,
    };
    let lower = text.to_lowercase();
    lower.contains("(ontvangen")
        || lower.contains("(ingezonden")
        || [
            "antwoord van ",
            "mededeling van ",
            "vragen van ",
            "vergaderjaar ",
            "tweede kamer",
            "ah ",
            "zie ook aanhangsel",
            "vragen gesteld door",
            "aan de voorzitter",
            "aanhangsel van de handelingen",
            "geachte ",
            "antwoorden op ",
            "beantwoording van ",
            "antwoord op ",
            "memorie van ",
            "nadere memorie van ",
            "nota naar aanleiding van ",
            "vastgesteld ",
            "vragen en antwoorden",
            "lijst van vragen",
            "verslag ",
            // a monitor's page, that of the official publications
            "datum publicatie",
            "kamervragen",
            "brief regering",
            "preview document",
            "gerelateerde personen",
            "onderdeel van ",
            "ons kenmerk",
            "uw kenmerk",
            "kenmerk",
            "onze referentie",
            "bijlage ",
            "inhoud",
        ]
        .iter()
        .any(|start| lower.starts_with(start))
        || lower.strip_prefix("nr. ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        || matches!(lower.trim_end_matches(':'), "antwoorden" | "antwoord" | "vragen" | "beantwoording")
        || !lower.contains(|c: char| c.is_alphabetic())
        || model::number::notation::parlis(text).is_some()
        || model::number::notation::dossier(text).is_some_and(|(_, length)| text[length..].starts_with(' '))
        || (lower.contains("vragen van het lid") || lower.contains("vragen van de leden"))
        // «Antwoorden Algemene Rekenkamer op vragen van de Tweede Kamer»
        || lower.starts_with("antwoorden ") && lower.contains(" vragen")
        // the rest of a title whose lines were taken apart
        || text.matches(')').count() > text.matches('(').count()
        || lower.ends_with(" aan de")
        || model::number::OfficialNumber::parse(text).is_some()
}

/// What follows the last answer: `II Volledige agenda`, `Bijlage 1`, `Volledige agenda`.
fn is_appendix(text: &str) -> bool {
    if is_titled_appendix(text.trim()) {
        return true;
    }
    let lower = text.trim().to_lowercase();
    let title = match lower.split_once([' ', '\t']) {
        Some((numeral, title))
            if ["i", "ii", "iii", "iv", "2", "3", "b", "c"]
                .contains(&numeral.trim_end_matches(['.', ':', ')'])) =>
        {
            title.trim_start()
        }
        _ => lower.as_str(),
    };
    let title = title.trim_end_matches([':', '.']);
    title == "volledige agenda"
        || title.strip_prefix("bijlage").is_some_and(|rest| {
            matches!(rest, "" | "n") || rest.strip_prefix(' ').is_some_and(|number| number.len() <= 3)
        })
}

/// `Bijlage 1 Overzicht per gemeente`, `Bijlage: Cijfers`, whole on its line.
fn is_titled_appendix(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("Bijlage").or_else(|| text.strip_prefix("BIJLAGE")) else {
        return false;
    };
    let rest = rest.trim_start();
    let number = rest.split([' ', ':', '.']).next().unwrap_or("");
    let numbered = (1..=3).contains(&number.len())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, 'A'..='D' | 'I' | 'V' | 'X'));
    let title = if numbered { &rest[number.len()..] } else { rest };
    let marked = numbered || title.starts_with(':');
    let title = title.trim_start_matches([':', '.', '-', '–', ' ']);
    let whole = !text.ends_with(['.', ',', ';', ':', '?']) && text.chars().count() < 120;
    marked && whole && title.starts_with(char::is_uppercase)
}

/// The heading above the last words of a letter: `Tot slot`.
fn closes_letter(text: &str) -> bool {
    matches!(
        text.trim().trim_end_matches([':', '.']),
        "Tot slot"
            | "Slot"
            | "Ten slotte"
            | "Afsluiting"
            | "Afsluitend"
            | "Slotopmerking"
            | "Slotopmerkingen"
    )
}

/// How a letter takes its leave: `Ik vertrouw erop u hiermee voldoende te hebben geïnformeerd.`
fn is_closing(text: &str) -> bool {
    let leave = [
        "Ik vertrouw er",
        "Ik ga ervan uit",
        "Ik hoop u hiermee",
        "Hopende u",
        "Wij vertrouwen er",
        "Vertrouwende u",
    ];
    text.starts_with("Met vriendelijke groet")
        || text.starts_with("Hoogachtend")
        || leave.iter().any(|start| text.starts_with(start))
            && ["geïnformeerd", "ingelicht", "beantwoord"].iter().any(|end| text.contains(end))
            && text.chars().count() < 160
}

/// `De minister van …,` and what a form prints before the questions.
fn is_signature(first: &str) -> bool {
    let office = crate::offices::office(first).is_some_and(|office| {
        let before = first[..office.start].trim().to_lowercase();
        let after = first[office.end..].trim();
        (before.is_empty() || before == "de") && (matches!(after, "" | ",") || crate::offices::is_name(after))
    });
    office
        || [
            "Hoogachtend",
            "De voorzitter van de commissie",
            "De voorzitter van de vaste commissie",
            "De griffier van",
            "Adjunct-griffier",
            "De adjunct-griffier",
            "De fungerend voorzitter",
        ]
        .iter()
        .any(|start| first.starts_with(start))
}

/// Headings that open a part: `I Vragen en opmerkingen vanuit de fracties`, `II Reactie van de bewindspersoon`.
fn part(text: &str) -> Option<Mark> {
    let lower = text.trim().to_lowercase();
    let (numeral, title) = match lower.split_once([' ', '\t', '.']) {
        Some((numeral, title))
            if ["i", "ii", "iii", "a", "b", "1", "2", "deel"]
                .contains(&numeral.trim_end_matches(['.', ':', ')'])) =>
        {
            (
                Some(numeral.trim_end_matches(['.', ':', ')']).to_owned()),
                title.trim_start_matches(['.', ' ', '\t', ':']).to_owned(),
            )
        }
        _ => (None, lower.clone()),
    };
    let title = title.trim_end_matches([':', '.']).trim();
    if title.len() > 160 || title.contains('?') {
        return None;
    }
    let answers = ["antwoord", "reactie", "beantwoording"].iter().any(|word| title.starts_with(word));
    let both = title.contains("vragen en opmerkingen")
        && (title.contains("reactie van") || title.contains("antwoord"));
    let asks = title.starts_with("vragen en opmerkingen vanuit de fracties")
        || title.starts_with("vragen en opmerkingen van de fracties")
        || title.starts_with("inbreng van de fracties")
        || title == "vragen en opmerkingen";
    let speaker = ["minister", "staatssecretaris", "bewindsp", "kabinet", "regering", "bewindslieden"]
        .iter()
        .any(|who| title.contains(who));
    if answers
        && (numeral.as_deref().is_some_and(|n| matches!(n, "ii" | "b" | "2" | "iii"))
            && !title.contains("fractie")
            || speaker && numeral.is_some())
    {
        return Some(Mark::PartTwo);
    }
    if asks && !both {
        return Some(Mark::PartOne);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_with_a_bracket_that_names_a_paper_is_furniture() {
        for note in ["1) Verzonnen Krant, 1 mei 2025", "2) https://voorbeeld.example/bericht"] {
            assert_eq!(whole(note, false), Mark::Furniture, "{note}");
        }
        for item in ["1) inkoop;", "2) Het plan van 1 mei 2025", "1) Ja, dat klopt."] {
            assert_ne!(whole(item, false), Mark::Furniture, "{item}");
        }
    }

    #[test]
    fn an_appendix_closes_what_is_answered() {
        for text in
            ["Bijlage 1", "Bijlage 1 Overzicht per gemeente", "Bijlage: Cijfers", "BIJLAGE II – Kaart"]
        {
            assert_eq!(whole(text, true), Mark::End, "{text}");
        }
        for text in ["Bijlage 1 bevat een overzicht.", "Bijlage Cijfers", "Bijlage 3 van het rapport"] {
            assert_ne!(whole(text, false), Mark::End, "{text}");
        }
    }
}
