//! Undertakings in debates: what a minister says, and the list that the chair reads at the end.
//!
//! | said | |
//! |---|---|
//! | `Dat kan ik toezeggen.` | promised in so many words |
//! | `Ik stuur de Kamer voor de zomer een brief.` | something to deliver, by a day |
//! | `Daar kom ik schriftelijk op terug.` | and in what form |
//! | `Daar kom ik in tweede termijn op terug.` | none: later in this very debate |
//!
//! A minister says all day what he will do: only what the House can hold him to counts, which is a promise that calls
//! itself one, or telling or sending the House something. What was promised before, or asked for, is none.
//! Start with [`is_promise`].

use model::due;
use model::facts::Commitment;

use super::denied::negates;
use super::words::PAPERS;
use super::{due_of, report_guess, telling, word};
use crate::sentences::sentences;
use crate::source::Source;
use crate::turns::{Speaker, Turns};
use crate::{Work, askers};

/// Finds the undertakings of a transcript; see the module.
pub(super) fn run(source: &Source<'_>, turns: &Turns, work: &mut Work) {
    let mut found = Vec::new();
    for paragraph in &source.paragraphs {
        let block = paragraph.bytes.clone();
        let speaker = turns.speaker(block.start);
        if matches!(speaker, None | Some(Speaker::Member)) {
            continue;
        }
        let text = source.slice(block.clone());
        for sentence in sentences(text) {
            let words = &text[sentence.clone()];
            let lower = words.to_lowercase();
            let by = match speaker {
                Some(Speaker::Government(office)) if is_promise(&lower) => office.clone(),
                Some(Speaker::Chair) if is_read_out(&lower) => promiser(words),
                _ => continue,
            };
            let bytes = block.start + sentence.start..block.start + sentence.end;
            found.push(Commitment {
                quote: words.to_owned(),
                by: Some(by),
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

/// Meetings of the House before which something comes.
const MEETINGS: [&str; 6] = [
    "voor het volgende commissiedebat",
    "vóór het volgende commissiedebat",
    "voor het volgende debat",
    "vóór het volgende debat",
    "voor het tweeminutendebat",
    "vóór het tweeminutendebat",
];

/// Whether a sentence of a minister in lower case undertakes something.
fn is_promise(lower: &str) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    if lower.ends_with('?') || asked_or_told(lower) {
        return false;
    }
    if promises(lower) {
        return true;
    }
    if later_here(lower) || negates(lower) {
        return false;
    }
    let dated = !due::find(lower, None).is_empty()
        || has(&["voor de verkiezingen", "voor de begroting", "na de verkiezingen"])
        || MEETINGS.iter().any(|meeting| lower.contains(meeting));
    let written = has(&[
        "per brief",
        "schriftelijk",
        "in een brief",
        "een brief",
        "voortgangsrapportage",
        "voortgangsbrief",
        "verzamelbrief",
        "halfjaarbericht",
        "in het verslag van de raad",
    ]);
    let own = has(&["ik", "wij", "we", "het kabinet"]);
    let comes_back = own && has(&["kom", "komen", "komt", "terugkomen"]) && {
        has(&["op terug", "daarop terug", "hierop terug", "bij u terug", "terugkomen"])
    };
    if comes_back {
        return dated || written;
    }
    // «Ik kom voor het zomerreces met een brief»
    let brings = has(&["kom ik", "ik kom", "komen wij", "komen we", "komt het kabinet", "ik zal", "zal ik"])
        && has(&["met", "komen met"])
        && (has(&PAPERS) || has(&["voorstel", "actieprogramma", "reactie"]));
    if brings && dated {
        return true;
    }
    // «Er komt voor de begrotingsbehandeling een brief»
    if dated && has(&["er komt", "komt er"]) && has(&PAPERS) {
        return true;
    }
    let house =
        has(&["de kamer", "uw kamer", "de tweede kamer", "het parlement", "de commissie", "uw commissie"])
            || informs_you(lower);
    if !house {
        return false;
    }
    // «laat ik me informeren»
    if has(&["me informeren", "mij informeren", "me laten informeren", "laat me informeren"]) {
        return false;
    }
    let will = telling::own_will(lower)
        || has(&["zal de kamer", "zal uw kamer", "we zullen", "gaan we", "we gaan", "ga ik", "ik ga"]);
    let tells = has(&[
        "informeren",
        "geïnformeerd",
        "berichten",
        "laten weten",
        "sturen",
        "toesturen",
        "toezenden",
        "toekomen",
        "op de hoogte brengen",
    ]);
    let presently = has(&["informeer", "informeren", "stuur", "sturen", "zend", "bericht", "rapporteer"]);
    let receives = has(&["krijgt", "ontvangt", "krijgen", "ontvangen"])
        || has(&["naar de kamer", "naar uw kamer", "naar de tweede kamer"]);
    let sent =
        has(&["toegestuurd", "toegezonden", "nog een brief", "daarover een brief", "hierover een brief"]);
    let shares = telling::own_will(lower) && word(lower, "delen") && (dated || written);
    let planned = own || has(&["planning", "voornemen", "streven"]);
    (tells && will
        || (presently || tells) && planned && (dated || written)
        || receives && (dated || sent)
        || shares)
        && !has(&["wil", "willen", "willen we"]) | dated
}

/// `ik informeer u`, `ik zal u … informeren`: the House addressed as `u`.
fn informs_you(lower: &str) -> bool {
    word(lower, "u")
        && ["informeer", "informeren", "stuur", "sturen", "toesturen", "geïnformeerd", "krijgt", "ontvangt"]
            .iter()
            .any(|verb| word(lower, verb))
}

/// A promise in so many words: `dat zeg ik toe`, `dat kan ik toezeggen`, `dat is een toezegging`.
fn promises(lower: &str) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    let denied = || {
        [
            "niet toezeggen",
            "geen toezegging",
            "niet toe ",
            "niet toe.",
            "nu niet toe",
            "niet willen toezeggen",
        ]
        .iter()
        .any(|no| lower.contains(no))
            || negates(lower)
    };
    let says = ["zeg ik ", "ik zeg ", "zeggen wij ", "zeggen we ", "wij zeggen ", "we zeggen "]
        .iter()
        .filter_map(|says| lower.find(says).map(|at| &lower[at + says.len()..]))
        .any(|rest| {
            let clause = rest.split(['.', ';', ':']).next().unwrap_or(rest);
            clause.split(|c: char| !c.is_alphanumeric()).take(8).any(|word| word == "toe")
                && !["tot nu toe", "nu toe", "naar toe", "aan toe", "er nog bij"]
                    .iter()
                    .any(|no| clause.contains(no))
        });
    let able = word(lower, "toezeggen")
        && has(&[
            "kan ik",
            "ik kan",
            "kunnen we",
            "kunnen wij",
            "we kunnen",
            "wij kunnen",
            "wil ik",
            "ik wil",
            "laat ik",
            "zal ik",
            "ik zal",
            "we gaan",
            "gaan we",
            "bij dezen",
            "hierbij",
        ])
        && !has(&["zou", "zouden", "kunnen zou"]);
    let noun = has(&["toezegging"])
        && has(&[
            "die toezegging doe ik",
            "de toezegging doen dat",
            "toezegging kan ik doen",
            "toezegging kan ik dus doen",
            "dat is een toezegging",
            "dat is dan mijn toezegging",
            "dat is een toezegging van mij",
            "de toezegging is dat ik",
            "een toezegging dat ik",
            "als een toezegging dat",
            "ik doe die toezegging",
            "ik doe de toezegging",
        ]);
    let done = has(&["bij dezen toegezegd", "bij deze toegezegd", "hierbij toegezegd"]);
    (says || able || noun || done) && !denied()
}

/// What was asked, or promised at another time or by somebody else.
fn asked_or_told(lower: &str) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    let told = word(lower, "toegezegd")
        && !has(&["bij dezen toegezegd", "bij deze toegezegd", "hierbij toegezegd"])
        && !lower.contains("zoals toegezegd");
    let ahead = has(&["zal", "zullen", "wordt", "worden", "informeer ik", "stuur ik", "kom ik", "krijgt"])
        || ["ik informeer ", "ik stuur ", "ik kom "].iter().any(|open| lower.starts_with(open));
    // «… waarover ik de Kamer in het voorjaar heb geïnformeerd»
    let past = has(&["heb", "heeft", "hebben", "had", "is", "zijn"])
        && has(&[
            "geïnformeerd",
            "gestuurd",
            "verzonden",
            "toegestuurd",
            "gezonden",
            "laten weten",
            "gegaan",
            "ontvangen",
            "gemeld",
            "gedaan",
            "toekomen",
        ])
        && !ahead;
    // «Hij komt daar bij de Miljoenennota op terug, begreep ik»
    let hearsay = has(&["begreep ik", "ik begreep", "heb begrepen", "heb ik begrepen", "heb meegekregen"])
        || has(&["hij komt", "zij komt", "komt hij", "komt zij"]);
    let informed = has(&["laten weten"]) && has(&["heb", "heeft", "hebben"]);
    told || past
        || informed
        || hearsay
        || has(&[
            "of ik kan",
            "of ik wil",
            "of ik bereid",
            "of wij kunnen",
            "of het kabinet kan",
            "vroeg of",
            "vraagt of",
            "vraag of",
            "vroegen of",
            "gevraagd of",
            "kunt u",
            "kan de minister",
            "kan de staatssecretaris",
            "u vraagt",
        ])
}

/// Later in this very debate: nothing that the House can hold anybody to.
fn later_here(lower: &str) -> bool {
    [
        "straks",
        "dadelijk",
        "zometeen",
        "zo meteen",
        "zo direct",
        "zo dadelijk",
        "kom ik zo",
        "ik kom zo",
        "zo nog",
        "zo even",
        "tweede termijn",
        "blokje",
        "in dit debat",
        "later vandaag",
        "later in mijn",
        "aan het eind van mijn",
    ]
    .iter()
    .any(|one| word(lower, one))
        // «schriftelijk vóór de tweede termijn»
        && !word(lower, "schriftelijk")
        && !["vóór de tweede termijn", "voor de tweede termijn"].iter().any(|until| lower.contains(until))
}

/// Whether the chair reads out what a minister promised: `De minister zegt toe de Kamer … te informeren.`
pub(super) fn is_read_out(lower: &str) -> bool {
    // «Ik heb een zestal toezeggingen: De minister komt voor de zomer met …»
    let listed = lower.split_once(": ").filter(|(lead, _)| lead.contains("toezegging")).map(|(_, item)| item);
    let bare = listed.unwrap_or(lower).trim_start_matches(|c: char| !c.is_alphabetic());
    let opens = ["de minister", "de staatssecretaris", "minister ", "staatssecretaris ", "de bewindspersoon"]
        .iter()
        .any(|who| bare.starts_with(who));
    let has = |list: &[&str]| list.iter().any(|one| word(bare, one));
    opens
        && !lower.ends_with('?')
        && !negates(lower)
        && (has(&["zegt", "zeggen"]) && has(&["toe"]) && !has(&["nu toe"])
            || has(&["zal", "stuurt", "informeert", "komt", "gaat", "doet"])
                && (has(&["de kamer", "de commissie"]) || listed.is_some())
                && (has(&["brief", "schriftelijk", "informeren", "informeert"])
                    || !due::find(lower, None).is_empty()))
}

/// The office that a sentence begins with, as printed: `minister van Verzonnen Zaken`, else `minister`.
pub(super) fn promiser(words: &str) -> String {
    if let Some(office) = askers::office(words).filter(|office| office.start < 12) {
        return words[office].to_owned();
    }
    let lower = words.to_lowercase();
    let office = if lower.contains("staatssecretaris") { "staatssecretaris" } else { "minister" };
    office.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, expected: bool) {
        assert_eq!(is_promise(&sentence.to_lowercase()), expected, "{sentence:?}");
    }

    #[test]
    fn promised_in_so_many_words() {
        check("Dat zeg ik toe.", true);
        check("Ik zeg u dat graag toe.", true);
        check("Ja, dat kan ik toezeggen.", true);
        check("Die toezegging kan ik dus doen.", true);
        check("Dat is een toezegging van mij.", true);
        check("Dat kan ik bij dezen toezeggen.", true);
        check("Ik kan de heer Prins toezeggen dat ik zijn zorgen overbreng.", true);
        check("Dat kan ik niet toezeggen.", false);
        check("Ik zou niet willen toezeggen om dat te doen.", false);
        check("Dan de vraag of ik kan toezeggen dat er een telling komt.", false);
        check("Ik heb vorige week al toegezegd dat er een brief komt.", false);
        check("Tot nu toe zeg ik daar niets over.", false);
        check("Daarom zeg ik: we moeten toe naar een ander beleid.", false);
    }

    #[test]
    fn told_or_sent_to_the_house() {
        check("Ik stuur de Kamer voor de zomer een brief.", true);
        check("Ik zal u allen voor het kerstreces informeren over de uitkomsten.", true);
        check("Ik informeer de Kamer na het overleg per brief over de verdeling.", true);
        check("Ik zal de Kamer informeren over de voortgang.", true);
        check("Zoals toegezegd zal de Kamer in het najaar worden geïnformeerd over het besluit.", true);
        check("De Kamer ontvangt die evaluatie in het voorjaar.", true);
        check("De planning is om uw Kamer in het najaar te informeren door middel van een brief.", true);
        check("Ik wil de Kamer zo goed als mogelijk informeren en meenemen.", false);
        check("Zo spoedig mogelijk laat ik me informeren daaromtrent.", false);
        check("Nederland informeert de Kamer goed en zorgvuldig.", false);
        check("In de brief van begin juni hebben we uw Kamer daarover geïnformeerd.", false);
        check("Hij komt daar bij de Miljoenennota op terug, begreep ik.", false);
        check("Het kabinet heeft de Kamer vorig jaar laten weten dat er geen telling wordt gehouden.", false);
        check("Dat rapport heb ik op 13 februari naar de Kamer gestuurd.", false);
    }

    #[test]
    fn coming_back_needs_a_day_or_a_form() {
        check("Ik kom daar schriftelijk op terug.", true);
        check("Daar kom ik dan voor Prinsjesdag bij u op terug.", true);
        check("Daar kom ik in tweede termijn op terug.", false);
        check("Daar kom ik zo meteen nog op terug.", false);
        check("Daar kom ik absoluut op terug.", false);
        check("In ieder geval kom ik met een brief voor het zomerreces, zoals ik heb beloofd.", true);
    }

    #[test]
    fn the_chair_reads_the_list() {
        assert!(is_read_out("- de minister zegt toe de kamer voor de zomer te informeren."));
        assert!(is_read_out("de staatssecretaris stuurt de kamer na de zomer een brief."));
        assert!(!is_read_out("de minister gaat verder met zijn betoog."));
        assert!(!is_read_out("de minister heeft het woord."));
    }
}
