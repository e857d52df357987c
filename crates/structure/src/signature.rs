//! Who signs a letter, or whose answer a form prints: a minister's office without its article.

use crate::offices;
use crate::source::Source;

/// Who signs or answers.
pub(crate) struct Author {
    /// A minister's office without article.
    pub(crate) office: String,
    /// False where the paper is only addressed to that office.
    pub(crate) signs: bool,
}

/// Reads the signature, else the head; see the module.
pub(crate) fn author(source: &Source<'_>, head: &[String]) -> Option<Author> {
    // above «Geachte» stands whom a letter is sent to
    let salutation = head.iter().position(|line| salutes(line)).unwrap_or(0);
    // the signature, from the end; then a form's «Brief van de minister van …»
    let last =
        (salutation..source.paragraphs.len()).rev().take(4_000).find_map(|at| Some((at, signs(source, at)?)));
    // several sign one letter: the first of them, close above
    let from_signature = last.map(|(mut at, mut office)| {
        while let Some((above, other)) = (at.saturating_sub(3).max(salutation)..at)
            .rev()
            .take_while(|&above| source.paragraph(above).chars().count() < 100)
            .find_map(|above| Some((above, signs(source, above)?)))
        {
            (at, office) = (above, other);
        }
        office
    });
    let named = |words: &[&'static str]| {
        head.iter().enumerate().find_map(|(at, line)| {
            let text = source.paragraph(at);
            // a form whose head is one paragraph names who answers at its end
            let whole: String;
            let line = if line.len() < 390 {
                line
            } else {
                whole = text.chars().take(1_500).collect::<String>().to_lowercase();
                &whole
            };
            let (word, form) = words.iter().find_map(|word| {
                let form = line.find(word)?;
                (!word.starts_with("brief") || is_form(line, form)).then_some((*word, form))
            })?;
            // lower-casing may move bytes: find the words again in the text itself
            let office = offices::office(text.get(form.min(text.len())..)?)?;
            let office = text[form + office.start..form + office.end].to_owned();
            Some(Author { office, signs: !word.starts_with("aan ") })
        })
    };
    let in_head = || {
        let first = named(&["brief van de ", "antwoord van ", "aan de minister", "aan de staatssecretaris"])?;
        let lower = first.office.to_lowercase();
        let several = lower.starts_with("ministers ") || lower.starts_with("staatssecretarissen ");
        // questions to two offices: the one that answers
        let answers = several.then(|| named(&["antwoord van "])).flatten();
        Some(answers.unwrap_or(first))
    };
    from_signature.map(|office| Author { office, signs: true }).or_else(in_head)
}

/// The office that a paragraph signs with, if it is a signature.
fn signs(source: &Source<'_>, at: usize) -> Option<String> {
    let text = source.paragraph(at);
    if text.chars().count() > 220 {
        return None;
    }
    let below = source.paragraph(at + 1).lines().next().unwrap_or("");
    let mut lines = text.lines().map(str::trim).chain([below.trim()]).peekable();
    // «Hoogachtend,» may stand on the line above
    for _ in 0..text.lines().count().min(3) {
        let line = lines.next()?;
        let next = lines.peek().copied().unwrap_or("");
        if let Some(office) = over_two_lines(line, next) {
            return Some(office);
        }
        if let Some(office) = offices::office_in_capitals(line) {
            return Some(office);
        }
        let line = line.strip_prefix("Namens ").unwrap_or(line);
        if let Some(office) = offices::signed_portfolio(line) {
            return Some(line[office].to_owned());
        }
        // «De minister-president,» on the line above
        let above = at.checked_sub(1).map_or("", |above| source.paragraph(above));
        if line.starts_with("minister van Algemene Zaken") && above.ends_with("inister-president,") {
            let office = &above[above.len() - "minister-president,".len()..];
            return Some(format!("{office} minister van Algemene Zaken"));
        }
        let Some(office) = offices::office(line) else { continue };
        let ends = line[office.end..].trim();
        if office.start <= 3 && (ends.is_empty() || ends == "," || offices::is_name(ends)) {
            return Some(line[office].to_owned());
        }
    }
    None
}

/// Whether `brief van de` is the form of the paper: it opens the line or stands behind its number. `De brief van de
/// minister van … van 7 november` is a sentence, and with `inzake` behind it another paper that minutes name.
fn is_form(line: &str, at: usize) -> bool {
    let before = line[..at].trim_end();
    let names = ["de", "het", "een", "uw", "mijn", "die", "deze", "zijn", "haar", "per", "in", "met", "zie"];
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let other = before.is_empty() && [" inzake ", " d.d. "].iter().any(|on| line.contains(on));
    !names.contains(&word) && !other
}

/// Whether a line in lower case greets whom a letter is for.
pub(crate) fn salutes(line: &str) -> bool {
    ["geachte ", "excellentie", "beste "].iter().any(|word| line.starts_with(word)) && line.len() < 120
}

/// An office in a signature whose portfolio was broken: `de minister van Volksgezondheid,` / `Welzijn en Sport,`.
fn over_two_lines(line: &str, next: &str) -> Option<String> {
    if next.is_empty() || next.len() > 60 || line.len() > 80 || line.ends_with('.') {
        return None;
    }
    let whole = format!("{line} {next}");
    if line.ends_with("minister-president,") && next.starts_with("minister van Algemene Zaken") {
        return offices::office(&whole).map(|office| whole[office].to_owned());
    }
    let trimmed = whole.trim_end_matches([',', ' ']);
    if let Some(office) = offices::office_in_capitals(trimmed) {
        let above = line.strip_prefix("DE ").unwrap_or(line).trim_end_matches([',', ' ']);
        return (above.len() < office.len()).then_some(office);
    }
    if line.ends_with(',') || next.starts_with("en ") {
        let portfolio = offices::signed_portfolio(trimmed).filter(|office| office.end > line.len());
        if let Some(office) = portfolio {
            return Some(trimmed[office].to_owned());
        }
    }
    let office = offices::office(trimmed)?;
    let broken = office.start <= 3 && office.end == trimmed.len() && office.end > line.len();
    // «de minister van Financiën» / «Prins Linde»: a name is no portfolio
    let listed =
        next.contains(" en ") || next.starts_with("en ") || line.ends_with(" en") || line.ends_with('-');
    (broken && listed).then(|| trimmed[office].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, next: &str, expected: Option<&str>) {
        assert_eq!(over_two_lines(line, next).as_deref(), expected);
    }

    #[test]
    fn a_portfolio_goes_on_below_and_a_name_does_not() {
        let whole = Some("minister van Zorg, Welzijn en Dijken");
        check("de minister van Zorg,", "Welzijn en Dijken,", whole);
        check("DE MINISTER VAN ZORG, WELZIJN EN", "DIJKEN,", whole);
        check(
            "de staatssecretaris Jeugd,",
            "Dijken en Sport,",
            Some("staatssecretaris Jeugd, Dijken en Sport"),
        );
        check("De Minister van Financiën,", "Anna Linde", None);
        check("De Minister van Financiën", "Prins Linde", None);
    }
}
