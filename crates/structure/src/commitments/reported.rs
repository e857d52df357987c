//! Undertakings in reports that retell a meeting without its words, as committees gave them until 2011.
//!
//! | told | |
//! |---|---|
//! | `De minister zegt toe dat de Kamer voor 1 mei een overzicht ontvangt.` | in a paragraph about what he answers |
//! | `Hij zal de Kamer voor de zomer informeren.` | behind such a sentence |
//! | `Toezeggingen` and the list below it | each item that tells the House something |
//!
//! What members say of the minister is none. Start with [`run`].

use model::due;
use model::facts::Commitment;
use model::text::ParagraphKind;

use super::denied::negates;
use super::spoken::{is_read_out, promiser};
use super::{due_of, report_guess, word};
use crate::Work;
use crate::sentences::sentences;
use crate::source::Source;

/// Finds the undertakings of a report without turns; see the module.
pub(super) fn run(source: &Source<'_>, work: &mut Work) {
    let mut found = Vec::new();
    let mut answering: Option<String> = None;
    let mut listed = false;
    for paragraph in &source.paragraphs {
        let block = paragraph.bytes.clone();
        let text = source.slice(block.clone());
        let bare = text.trim_start_matches(|c: char| !c.is_alphabetic());
        let lower = bare.to_lowercase();
        let short = text.split_whitespace().count() <= 10 && !text.ends_with(['.', '?', '!', ';', ',']);
        if short && bare.len() == text.len() || matches!(paragraph.kind, ParagraphKind::Heading(_)) {
            listed = lower.starts_with("toezegging") || lower.starts_with("gedane toezegging");
            let answers = lower.starts_with("antwoord") && names_office(&lower);
            answering = answers.then(|| promiser(bare));
            continue;
        }
        let office =
            if ["de heer ", "mevrouw ", "het lid ", "de leden "].iter().any(|who| lower.starts_with(who)) {
                None
            } else if OFFICES.iter().any(|office| lower.starts_with(office)) {
                Some(promiser(bare))
            } else {
                answering.clone()
            };
        if office.is_none() && !listed {
            continue;
        }
        for sentence in sentences(text) {
            let words = &text[sentence.clone()];
            let lower = words.to_lowercase();
            let by = if is_read_out(&lower) {
                Some(promiser(words))
            } else if listed && is_item(&lower) {
                None
            } else if office.is_some() && goes_on(&lower) {
                office.clone()
            } else {
                continue;
            };
            let bytes = block.start + sentence.start..block.start + sentence.end;
            found.push(Commitment {
                quote: words.to_owned(),
                by,
                due: due_of(words, work),
                span: source.span(bytes),
            });
        }
    }
    if work.anchor_is_guess && found.iter().any(|one| one.due.is_some()) {
        report_guess(work);
    }
    work.extract.commitments = found;
}

/// Whose answer a paragraph tells.
const OFFICES: [&str; 5] =
    ["de minister", "de staatssecretaris", "minister ", "staatssecretaris ", "de bewindspersoon"];

fn names_office(lower: &str) -> bool {
    ["minister", "staatssecretaris", "bewinds"].iter().any(|office| lower.contains(office))
}

/// An item of the list at the end that names nobody: `De Kamer ontvangt vóór de zomer de planning.`
fn is_item(lower: &str) -> bool {
    let bare = lower.trim_start_matches(|c: char| !c.is_alphabetic());
    let opens = ["de kamer ", "de tweede kamer ", "de commissie "].iter().any(|who| bare.starts_with(who));
    let comes = ["ontvangt", "krijgt", "wordt", "zal"].iter().any(|verb| word(bare, verb));
    opens && comes && !negates(bare)
}

/// What is told of the minister in the next sentence: `Hij zegt toe …`, `Zij zal de Kamer … informeren`.
fn goes_on(lower: &str) -> bool {
    let opens = ["hij ", "zij ", "ze "].iter().any(|who| lower.starts_with(who));
    let promises = word(lower, "zegt") && word(lower, "toe") && !word(lower, "nu toe");
    let house = word(lower, "de kamer") || word(lower, "de commissie");
    let tells = ["informeren", "brief", "schriftelijk", "berichten", "sturen", "toesturen"]
        .iter()
        .any(|tell| word(lower, tell));
    let will = word(lower, "zal") && house && (tells || !due::find(lower, None).is_empty());
    opens && !lower.ends_with('?') && !negates(lower) && (promises || will)
}

#[cfg(test)]
mod tests {
    use crate::{Context, extract, quality};

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        let context = Context { kind: Some("verslag-vergadering"), ..Context::default() };
        let found = extract(&quality::document(text), &context).commitments;
        let got: Vec<(&str, Option<&str>)> =
            found.iter().map(|one| (one.quote.as_str(), one.by.as_deref())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn what_a_minister_promises_is_told() {
        check(
            "De minister zegt toe dat de Kamer voor 1 mei 2031 een overzicht ontvangt. Hij zal de Kamer in het najaar informeren.",
            &[
                (
                    "De minister zegt toe dat de Kamer voor 1 mei 2031 een overzicht ontvangt.",
                    Some("minister"),
                ),
                ("Hij zal de Kamer in het najaar informeren.", Some("minister")),
            ],
        );
    }

    #[test]
    fn what_members_say_of_him_is_none() {
        check(
            "De heer Prins (ABC) merkt op dat de minister de Kamer zal informeren. Hij zal de Kamer een brief vragen.",
            &[],
        );
    }

    #[test]
    fn the_list_at_the_end_names_nobody() {
        check(
            "Toezeggingen\n\n– De Kamer ontvangt voor 1 mei 2031 de planning.\n\n– De dijk ligt in Verzonnen.",
            &[("– De Kamer ontvangt voor 1 mei 2031 de planning.", None)],
        );
    }
}
