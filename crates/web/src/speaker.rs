//! Who speaks at a place of a written transcript: a stenogram or a report of a committee is of nobody, and its passages are
//! of whoever has the floor there.
//!
//! Transcripts that came as such tell their speeches; of others the heads are read (`Minister Van Weel:` alone on a
//! line). What is before the first head is nobody's. Start with [`Speakers::of`].

use model::{CharIndex, DocumentText};

/// The forms in which a transcript gives somebody the floor.
const FORMS: [&str; 11] = [
    "De heer ",
    "Mevrouw ",
    "Het lid ",
    "De voorzitter",
    "De Voorzitter",
    "Minister ",
    "De minister",
    "Minister-president ",
    "Staatssecretaris ",
    "De staatssecretaris",
    "De griffier",
];
/// Characters of a head at most.
const LONGEST: usize = 90;

/// The speakers of a text with the places where they begin, in order.
#[derive(Debug, Default)]
pub struct Speakers(Vec<(u32, String)>);

impl Speakers {
    /// Whether papers of this kind are of those who speak in them.
    pub fn are_in(kind: &str) -> bool {
        kind == "Stenogram" || kind.starts_with("Verslag van een") && !kind.contains("schriftelijk")
    }

    /// Reads them.
    pub fn of(text: &DocumentText) -> Speakers {
        if !text.speeches.is_empty() {
            let told = text.speeches.iter().map(|speech| {
                let words = [speech.address.as_deref(), Some(speech.speaker.as_str())];
                let name = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
                let party = speech.party.as_deref().map(|party| format!(" ({party})")).unwrap_or_default();
                (speech.span.start, format!("{name}{party}"))
            });
            return Speakers(told.collect());
        }
        let index = CharIndex::new(&text.text);
        let heads = text.paragraphs.iter().filter_map(|paragraph| {
            let (from, to) = (index.byte_at(paragraph.span.start), index.byte_at(paragraph.span.end));
            let head = text.text.get(from..to)?.trim().strip_suffix(':')?;
            let alone = head.chars().count() <= LONGEST && !head.contains(['\n', '?', '!', ';']);
            let given = alone && FORMS.iter().any(|form| head.strip_prefix(form).is_some_and(names));
            given.then(|| (paragraph.span.start, head.to_owned()))
        });
        Speakers(heads.collect())
    }

    /// Who has the floor at a place, in characters.
    pub fn at(&self, place: u32) -> Option<&str> {
        let after = self.0.partition_point(|(start, _)| *start <= place);
        Some(self.0.get(after.checked_sub(1)?)?.1.as_str())
    }
}

/// Whether the rest of a head only names somebody: `Van der Zee (VBP)`, ` van Financiën`, not ` zegt het volgende toe`.
fn names(rest: &str) -> bool {
    const SMALL: [&str; 14] =
        ["van", "voor", "en", "de", "der", "den", "ten", "ter", "te", "in", "op", "het", "’t", "'t"];
    let name = rest.split('(').next().unwrap_or_default();
    name.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || SMALL.contains(&word))
}

#[cfg(test)]
mod tests {
    use model::Span;
    use model::text::{Paragraph, ParagraphKind};

    use super::*;

    #[track_caller]
    fn check(paragraphs: &[&str], expected: &[Option<&str>]) {
        let mut text = DocumentText::default();
        let mut starts = Vec::new();
        for paragraph in paragraphs {
            let start = text.text.chars().count() as u32;
            text.text.push_str(paragraph);
            let end = text.text.chars().count() as u32;
            text.text.push_str("\n\n");
            starts.push(start);
            text.paragraphs.push(Paragraph {
                kind: ParagraphKind::Body,
                span: Span::new(start, end),
                page: None,
            });
        }
        let speakers = Speakers::of(&text);
        let found: Vec<Option<&str>> = starts.iter().map(|start| speakers.at(start + 1)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_head_gives_the_floor_until_the_next() {
        let (minister, member) = (Some("Minister Van Proefstra"), Some("Mevrouw Zee (VBP)"));
        check(
            &[
                "Aan de orde is één debat.",
                "Minister Van Proefstra:",
                "De motie is ontijdig.",
                "Mevrouw Zee (VBP):",
                "Nee.",
            ],
            &[None, minister, minister, member, member],
        );
    }

    #[test]
    fn a_sentence_with_a_colon_gives_nobody_the_floor() {
        check(
            &["De minister zei. Daarna:", "De voorzitter:", "De vraag is deze:"],
            &[None, Some("De voorzitter"), Some("De voorzitter")],
        );
    }

    #[test]
    fn a_lead_in_to_a_list_gives_nobody_the_floor() {
        check(
            &[
                "De minister zegt de Kamer toe:",
                "De heer J. van ’t Zand (LZ):",
                "De minister van Zand en Zee:",
            ],
            &[None, Some("De heer J. van ’t Zand (LZ)"), Some("De minister van Zand en Zee")],
        );
    }

    #[test]
    fn a_written_consultation_is_of_those_who_sign_it() {
        assert!(Speakers::are_in("Stenogram") && Speakers::are_in("Verslag van een commissiedebat"));
        assert!(
            !Speakers::are_in("Verslag van een schriftelijk overleg") && !Speakers::are_in("Brief regering")
        );
    }
}
