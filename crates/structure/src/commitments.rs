//! Undertakings by the government: to inform, to send, to look into, to deliver.
//!
//! | sentence | due |
//! |---|---|
//! | `Ik zal uw Kamer voor eind januari informeren over de uitkomsten.` | until 31 January |
//! | `De Kamer ontvangt in het tweede kwartaal een voortgangsbrief.` | April to June |
//! | `Ik zeg toe dit met de sector te bespreken.` | none said |
//!
//! Only papers that speak for the government are read, and in them only what it says itself, no questions; in notes what
//! names the House; in transcripts what its members say ([`spoken`]), or are told to have said ([`reported`]).
//! What it does with this very letter (`hierbij zend ik u`), has done already or will not do is none; neither is a
//! policy it goes on with (`zal blijven aandringen`). Start with [`is_undertaking`].

use std::ops::Range;

use model::due;
use model::facts::{Commitment, DueWindow};

use crate::sentences::sentences;
use crate::source::Source;
use crate::turns::Turns;
use crate::{Context, Work, askers};

mod answered;
mod denied;
mod planned;
mod quick;
mod reported;
mod spoken;
mod telling;
mod words;

use denied::{by_third_party, is_done_here, is_kept, looks, negates};
use quick::{could_be, may_hold, spaced};
use telling::{informs, own_will, reaches, reports_later, tells};
use words::{DELIVER, FUTURE, INFORM, LOOK, PAPERS, READY, TAKE_UP};

/// Finds the undertakings of a document; see the module.
pub(crate) fn run(source: &Source<'_>, _context: &Context<'_>, work: &mut Work) {
    let turns = Turns::read(source, work);
    if turns.is_retold() {
        reported::run(source, work);
        return;
    }
    if !turns.is_empty() {
        spoken::run(source, &turns, work);
        return;
    }
    let unsure = matches!(work.extract.document.kind.as_deref(), None | Some("motie"));
    // what answers members or parties is the government's, whatever the paper calls itself
    let answers = || {
        let asked =
            |one: &model::facts::Exchange| one.askers.party.is_some() || !one.askers.members.is_empty();
        work.extract.exchanges.iter().any(|one| !one.answer.is_empty() && asked(one))
    };
    if !(work.by_government || unsure && (answers() || crate::motions::reports_on_motions(source, work))) {
        return;
    }
    let questions = crate::exchanges::questions(source, work);
    let first_answer = work
        .extract
        .exchanges
        .iter()
        .map(|exchange| exchange.answer_span)
        .find(|span| !span.is_empty())
        .map(|span| source.bytes(span).start);
    // promises lean on the day of the letter, not on that of the report
    if work.extract.exchanges.iter().any(|exchange| !exchange.answer_span.is_empty())
        && let Some(day) = answered::day(source)
        && (work.anchor_is_guess || work.anchor.is_none_or(|known| day <= known))
    {
        work.anchor = Some(day);
        work.anchor_is_guess = false;
    }
    let speaks_of_members = matches!(
        work.extract.document.kind.as_deref(),
        Some("verslag-schriftelijk-overleg" | "nota-naar-aanleiding-van-het-verslag")
    );
    let bounds = crate::motions::bounds(source, work);
    let mut found = Vec::new();
    for paragraph in &source.paragraphs {
        let block = paragraph.bytes.clone();
        let text = source.slice(block.clone());
        if text.len() < 15 || !may_hold(text) {
            continue;
        }
        // a question and its answer may share a paragraph
        let asked = |at: usize| {
            let next = questions.partition_point(|range| range.start <= at);
            next > 0 && questions[next - 1].contains(&at)
        };
        // in a consultation everything before the first answer is the committee's
        if speaks_of_members && first_answer.is_none_or(|first| block.end <= first) {
            continue;
        }
        let all = sentences(text);
        for (count, sentence) in all.iter().enumerate() {
            let mut bytes = block.start + sentence.start..block.start + sentence.end;
            // «Antwoord 8 Ja, ik zal …»: the quotation begins behind the mark
            if let Some(begin) = crate::motions::begin_within(&bounds, &bytes) {
                bytes.start = begin;
            }
            let words = source.slice(bytes.clone());
            // a question that stands in the paragraph of its answer
            if words.ends_with('?') || asked(bytes.start) {
                continue;
            }
            let lower = spaced(words.to_lowercase());
            if !is_undertaking(&lower) {
                continue;
            }
            let due = due_of(words, work);
            if is_over(due.as_ref(), words, &lower, work) {
                continue;
            }
            // «… heb ik toegezegd. Deze toezegging doe ik hiermee gestand.»: kept in this very letter
            let next = all.iter().skip(count + 1).take(2).map(|next| text[next.clone()].to_lowercase());
            let habit =
                ["ieder jaar", "elk jaar", "jaarlijks", "periodiek"].iter().any(|one| word(&lower, one));
            if (habit || word(&lower, "toegezegd"))
                && next.enumerate().any(|(far, next)| is_kept(&next) || (far == 0 && is_done_here(&next)))
            {
                continue;
            }
            found.push(Commitment {
                quote: words.to_owned(),
                by: by(words, &lower, work.author.as_deref()),
                due,
                span: source.span(bytes),
            });
        }
    }
    in_notes(source, &questions, work, &mut found);
    let windows = found.iter().filter(|one| one.due.is_some()).count();
    if windows > 0 && work.anchor_is_guess {
        report_guess(work);
    }
    work.extract.commitments = found;
}

/// `Deze brief vormde in 2023 de start van een aanpak om uw Kamer te informeren`: what names only days before the
/// paper's own is told, unless it was promised.
fn is_over(due: Option<&DueWindow>, words: &str, lower: &str, work: &Work) -> bool {
    let Some(day) = work.anchor.filter(|_| !work.anchor_is_guess) else { return false };
    let ended = match due {
        Some(due) => due.to.is_some_and(|to| to < day),
        None => due::find(words, None)
            .iter()
            .filter(|one| one.bytes.start >= condition(words))
            .any(|one| limits(&words[..one.bytes.start], &words[one.bytes.start..])),
    };
    ended && !own_will(lower) && !word(lower, "toegezegd")
}

/// Undertakings in notes, where they name the House: «Deze agenda wordt voor de zomer aan uw Kamer aangeboden.» Notes of
/// questions are their askers'.
fn in_notes(source: &Source<'_>, questions: &[Range<usize>], work: &Work, found: &mut Vec<Commitment>) {
    for note in &source.notes {
        let asked = note.mark.is_some_and(|mark| {
            let next = questions.partition_point(|range| range.start <= mark);
            next > 0 && questions[next - 1].contains(&mark)
        });
        let said = note.said(source.text);
        let text = source.slice(said.clone());
        if asked || note.mark.is_none() || !text.contains("Kamer") || !may_hold(text) {
            continue;
        }
        for sentence in sentences(text) {
            let words = &text[sentence.clone()];
            let lower = words.to_lowercase();
            let house = word(&lower, "uw kamer") || word(&lower, "de kamer");
            if !house || words.ends_with('?') || !is_undertaking(&lower) {
                continue;
            }
            let bytes = said.start + sentence.start..said.start + sentence.end;
            found.push(Commitment {
                quote: words.to_owned(),
                by: by(words, &lower, work.author.as_deref()),
                due: due_of(words, work),
                span: source.span(bytes),
            });
        }
    }
}

/// Says that windows lean on a date that is not the document's own.
pub(crate) fn report_guess(work: &mut Work) {
    let Some(anchor) = work.anchor else { return };
    if work.extract.problems.iter().any(|problem| problem.code == "date_inferred") {
        return;
    }
    let detail = format!(
        "the document has no date of its own: due windows are computed from {anchor}, the latest date it names"
    );
    work.extract.problems.push(model::text::Problem::new("date_inferred", detail));
}

/// Whether a day between two parts of a sentence limits what it undertakes: not in «niet voor het zomerreces, maar in het
/// najaar» the first, nor in «over de overgang per 1 juli».
fn limits(before: &str, from: &str) -> bool {
    const TOLD: [&str; 6] =
        ["overgang", "inwerkingtreding", "invoering", "wijziging", "ingang", "beëindiging"];
    let before = before.trim_end();
    let noun = before.strip_suffix(" per").or_else(|| from.starts_with("per ").then_some(before));
    !before.ends_with(" niet") && !noun.is_some_and(|noun| TOLD.iter().any(|told| noun.ends_with(told)))
}

/// Bytes of the condition that a sentence begins with, «Als het overleg in mei niet slaagt, kom ik met een voorstel»: its
/// days are not those of the undertaking.
fn condition(sentence: &str) -> usize {
    let opens =
        ["Als ", "Indien ", "Mocht ", "Mochten ", "Tenzij "].iter().any(|word| sentence.starts_with(word));
    let end = || {
        [
            "dan ",
            "kom ",
            "stuur ",
            "informeer ",
            "zal ",
            "ontvangt ",
            "wordt ",
            "bericht ",
            "zend ",
            "laat ",
            "ga ",
        ]
        .iter()
        .filter_map(|verb| sentence.find(&format!(", {verb}")))
        .min()
    };
    if opens { end().unwrap_or(0) } else { 0 }
}

/// The due window of a sentence, the one that limits most surely first.
pub(crate) fn due_of(sentence: &str, work: &Work) -> Option<DueWindow> {
    // a date that is only the latest one named may be the very day by which something is asked: what says its own
    // year needs no other date
    let complete: Vec<due::Found> = if work.anchor_is_guess {
        let sure = |one: &due::Found| one.window.from.is_some() || one.window.to.is_some();
        due::find(sentence, None).into_iter().filter(sure).collect()
    } else {
        Vec::new()
    };
    let found = if complete.is_empty() { due::find(sentence, work.anchor) } else { complete };
    // «Ik heb toegezegd om voor de zomer terug te komen»: the summer after the promise, and nobody knows its day
    let told = ["heb ", "heeft ", "hebben ", "had "].iter().any(|verb| sentence.contains(verb));
    let promised = sentence.find("toegezegd").filter(|_| told && !sentence.to_lowercase().contains("zoals"));
    let found = match promised {
        Some(at) => due::find(sentence, None)
            .into_iter()
            .filter(|one| one.bytes.start > at && one.window.to.is_some())
            .collect(),
        None => found,
    };
    let condition = condition(sentence);
    let found: Vec<due::Found> = found
        .into_iter()
        .filter(|one| one.bytes.start >= condition)
        .filter(|one| limits(&sentence[..one.bytes.start], &sentence[one.bytes.start..]))
        .collect();
    due::surest(found)
}

/// «De minister zegt de Kamer, naar aanleiding van vragen van …, toe dat …»: the verb and its end apart.
fn promises_apart(lower: &str) -> bool {
    let verb =
        ["zegt ", "zeg ", "zeggen "].iter().find_map(|verb| lower.find(verb).map(|at| at + verb.len()));
    verb.is_some_and(|at| {
        let starts_word =
            lower[..at].trim_end().rsplit(' ').next().is_some_and(|word| word.starts_with("zeg"));
        let rest = &lower[at..];
        starts_word
            && [" toe dat ", " toe, dat ", " toe om ", " toe de ", " toe te "]
                .iter()
                .any(|end| rest.contains(end))
    })
}

/// Whether a sentence in lower case undertakes something towards parliament.
pub(crate) fn is_undertaking(lower: &str) -> bool {
    if !could_be(lower) {
        return false;
    }
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    let addressed = has(&[
        "uw kamer",
        "de kamer",
        "u",
        "de tweede kamer",
        "de tk",
        "het parlement",
        "beide kamers",
        "de kamers",
        "de eerste kamer",
        "uw commissie",
    ]);
    if opens_with_members(lower) || lower.ends_with(':') && lower.len() < 60 {
        return false;
    }
    // what a motion asks, and what a programme says
    if has(&[
        "verzoekt de regering",
        "verzoekt het kabinet",
        "staat dat",
        "vraagt de regering",
        "verzoekt mij",
    ]) {
        return false;
    }
    // this very letter
    if has(&[
        "hierbij",
        "met deze brief",
        "middels deze brief",
        "bij deze",
        "in deze brief",
        "bijgaand",
        "door middel van deze brief",
        "via deze brief",
        "hiermee informeer",
        "met deze brief informeer",
    ]) && !has(&["zal", "zullen"])
    {
        return false;
    }
    // «In deze brief zal ik ingaan op …»
    let due = !model::due::find(lower, None).is_empty();
    if !due
        && has(&[
            "in deze brief",
            "met deze brief",
            "middels deze brief",
            "via deze brief",
            "hieronder",
            "hierna",
        ])
    {
        return false;
    }
    // what was asked, offered or promised: «Uw Kamer heeft verzocht om …», «Indien gewenst kan ik …», «conform de toezegging
    // om …»
    let asked = has(&["verzocht", "gevraagd"])
        && has(&[
            "uw kamer heeft",
            "heeft uw kamer",
            "de kamer heeft",
            "heeft mij",
            "commissie heeft",
            "u heeft mij",
        ]);
    let offered = has(&["kan ik", "ik kan", "kunnen wij"])
        && !has(&["naar verwachting", "verwacht", "dan kan", "zodra"])
        && !word(lower, "zal");
    let promised =
        has(&["de toezegging om", "mijn toezegging om", "de toezegging dat", "toezegging aan uw kamer om"]);
    if (asked || offered || promised) && !own_will(lower) {
        return false;
    }
    // «Daarbij zal ik ingaan op …»: further on in it
    let goes_into = own_will(lower) && has(&["ingaan", "schetsen", "toelichten", "stilstaan", "beschrijven"]);
    let opens = [
        "daarbij ",
        "hierbij ",
        "daarna ",
        "vervolgens ",
        "allereerst ",
        "achtereenvolgens ",
        "tevens ",
        "ook ",
    ];
    if goes_into && opens.iter().any(|open| lower.starts_with(open)) && !has(&["brief", "rapportage"]) {
        return false;
    }
    // «Zoals toegezegd zal ik uw Kamer in maart informeren» says it anew
    let renews = planned::renews(lower, due);
    // «Ik had u toegezegd dit te onderzoeken» only tells
    if !due && has(&["ik had", "had ik", "het kabinet had", "had het kabinet"]) && word(lower, "toegezegd") {
        return false;
    }
    // reported: what was told to come
    if !renews
        && has(&[
            "toegezegd",
            "zeg toe",
            "zeg ik toe",
            "zegt toe",
            "zeggen toe",
            "zeg u toe",
            "zeg uw kamer toe",
            "zegt u toe",
            "zegt uw kamer toe",
            "toe te zeggen",
        ])
        || ["zeg ik ", "ik zeg "].iter().any(|says| lower.contains(says))
            && word(lower, "toe")
            && !word(lower, "nu toe")
        || word(lower, "toezeggen")
            && has(&["kan ik", "ik kan", "laat ik", "wil ik", "ik wil", "kan het kabinet"])
            && !has(&["vraagt of", "vroeg of", "vragen of", "vroegen of"])
        || promises_apart(lower)
    {
        let by_government = has(&[
            "ik",
            "wij",
            "we",
            "het kabinet",
            "de regering",
            "de minister",
            "de staatssecretaris",
            "mijn ambtsvoorganger",
        ]) || lower.starts_with("zoals toegezegd");
        // «Dit heb ik ook toegezegd»: what, the sentence does not say
        let content = has(&["te", "dat", "om", "toe"]) || lower.contains(':');
        return by_government
            && content
            && !lower.starts_with("zoals toegezegd")
            && !negates(lower)
            && !has(&["conform toegezegd", "zoals toegezegd", "zoals eerder toegezegd", "de toegezegde"]);
    }
    if has(&["medegedeeld", "meegedeeld", "gemeld", "aangekondigd", "bericht"])
        && addressed
        && word(lower, "dat")
        && (word(lower, "zou") || word(lower, "zouden"))
    {
        return has(&["kwartaal", "verschijnen", "ontvangen", "gestuurd", "worden"])
            && !model::due::find(lower, None).is_empty();
    }
    let future = has(&FUTURE);
    let present_inform = has(&[
        "informeer",
        "informeert",
        "informeren",
        "stuur",
        "stuurt",
        "sturen",
        "kom",
        "komt",
        "komen",
        "zend",
        "bericht",
        "rapporteer",
        "rapporteert",
        "verwacht",
        "ontvangt",
        "wordt",
        "worden",
        "bied",
        "biedt",
        "bieden",
        "wij verwachten",
        "verwachten wij",
        "ik hoop",
        "hoop ik",
        "wij hopen",
        "hopen wij",
    ]);
    // «heb ik u geïnformeerd dat het kabinet … zal analyseren»: told before
    let told = ["geïnformeerd dat", "gemeld dat", "laten weten dat", "aangegeven dat", "bericht dat"]
        .iter()
        .filter_map(|told| lower.find(told))
        .min()
        .is_some_and(|at| {
            ["heb ik", "heeft het kabinet", "hebben wij", "is uw kamer", "bent u", "heb uw kamer"]
                .iter()
                .any(|past| lower[..at].contains(past))
        });
    if told || lower.starts_with("onderwerp:") || lower.starts_with("betreft:") {
        return false;
    }
    // «Het streven was om de informatie in de tweede helft van 2022 te sturen»
    if has(&["streven was", "was het streven", "voornemen was", "was het voornemen", "was voornemens"]) {
        return false;
    }
    let past = has(&[
        "heb ik",
        "heeft het kabinet",
        "hebben wij",
        "is uw kamer",
        "bent u",
        "informeerde",
        "stuurde",
        "zond",
        "heb uw kamer",
        "is de kamer",
        "zijn uw kamer",
        "heeft uw kamer",
    ]) && !has(&["zal", "zullen"]);
    if past || negates(lower) || by_third_party(lower) {
        return false;
    }
    // «de plannen voor de komende periode» are what this letter tells
    let coming = has(&["komende weken", "komende maanden", "komende periode", "komende tijd"])
        && !lower.contains("voor de komende ");
    let later = has(&[
        "nader",
        "later",
        "separaat",
        "zodra",
        "binnenkort",
        "spoedig",
        "zo spoedig mogelijk",
        "zo snel mogelijk",
        "periodiek",
        "jaarlijks",
        "halfjaarlijks",
        "wanneer",
        "nadat",
        "vervolgens",
        "naar verwachting",
        "op korte termijn",
        "binnen afzienbare tijd",
        "te zijner tijd",
        "voor het commissiedebat",
        "voor het tweeminutendebat",
        "voor het wetgevingsoverleg",
        "voor het debat",
        "voor de plenaire behandeling",
        "voor de behandeling",
        "voorafgaand aan",
        "eerdaags",
        "tijdig",
        "daarna",
        "waarna",
        "nog een brief",
        "na afronding",
        "na ommekomst",
        "na ontvangst",
        "na afloop",
        "na besluitvorming",
        "na vaststelling",
        "na publicatie",
        "in de volgende",
        "bij de volgende",
        "met de volgende",
        "via de volgende",
        "eerstvolgende",
        "indien nodig",
        "mocht",
        "mochten",
    ]) || coming
        || due;
    if tells(lower)
        || planned::is_planned(lower, due, addressed)
        || planned::is_expected(lower, due, addressed)
        || planned::has_sent(lower, later)
        || planned::wants(lower, due, addressed)
        || planned::colleague_returns(lower, later)
        || planned::is_looked_into(lower)
        || planned::is_reported(lower)
    {
        return true;
    }
    if addressed
        && has(&INFORM)
        && informs(lower)
        && (word(lower, "zal")
            || word(lower, "zullen")
            || has(&["ga ik", "gaat het kabinet", "gaan wij", "ga uw kamer"])
            || (present_inform || future) && later)
    {
        return true;
    }
    let government = has(&[
        "ik",
        "wij",
        "we",
        "het kabinet",
        "de regering",
        "de minister",
        "de staatssecretaris",
        "mijn ministerie",
        "dit kabinet",
        "demissionaire kabinet",
    ]) || lower.contains("het ministerie van")
        || word(lower, "minister");
    let will = has(&[
        "zal",
        "zullen",
        "ga",
        "gaan",
        "gaat",
        "voornemens",
        "streef",
        "streeft",
        "van plan",
        "voornemen is",
        "streven is",
        "is het streven",
        "is mijn streven",
        "gestreefd",
    ]) || lower.contains("verwachting");
    // «Ik kom hier voor het zomerreces op terug», «Voor de zomer kom ik met een voorstel»
    if due
        && (has(&["ik kom", "kom ik", "komt het kabinet", "het kabinet komt", "komen wij", "wij komen"])
            && has(&["terug", "met"])
            || government && word(lower, "komt") && word(lower, "terug op"))
        || due && government && has(&["en kom", "en komt", "en komen"]) && word(lower, "op terug")
    {
        return true;
    }
    // «Voor de zomer stuur ik hierover een brief»
    if due && has(&["stuur ik", "ik stuur", "zend ik", "ik zend", "stuurt het kabinet"]) && has(&PAPERS) {
        return true;
    }
    // «De evaluatie zal in 2026 worden afgerond», by nobody else
    if due
        && has(&["zal", "zullen"])
        && has(&["worden", "zijn"])
        && has(&READY)
        && has(&PAPERS)
        && !word(lower, "door")
    {
        return true;
    }
    if reports_later(lower) || due && reaches(lower) {
        return true;
    }
    // «Het kabinet zal hier in de Voorjaarsnota op terugkomen»
    if due && own_will(lower) && word(lower, "terugkomen") {
        return true;
    }
    // «Ik verwacht het wetsvoorstel rond de zomer in te dienen»
    let expects = has(&["ik verwacht", "verwacht ik", "het kabinet verwacht", "verwacht het kabinet"]);
    if due && expects && has(&DELIVER) && has(&PAPERS) {
        return true;
    }
    // «De toezegging wordt in het eerste kwartaal afgedaan»
    let closes = has(&["afgedaan", "afdoen", "af te doen", "gestand doen", "nakomen", "nagekomen"]);
    if due
        && closes
        && has(&["wordt", "worden", "zal", "zullen"])
        && has(&["toezegging", "toezeggingen", "motie"])
    {
        return true;
    }
    // «Ik ben voornemens een tijdlijn op te stellen»
    if own_intent(lower) && has(&DELIVER) {
        return true;
    }
    // «In het najaar volgt een voortgangsbrief»
    if due && word(lower, "volgt") && has(&PAPERS) {
        return true;
    }
    let aimed = has(&["voornemen is", "streven is", "is het streven", "is mijn streven", "gestreefd"]);
    if will && due && has(&DELIVER) && (government || word(lower, "verwachting") || addressed || aimed) {
        return true;
    }
    if own_will(lower) && has(&TAKE_UP) && looks(lower) {
        return true;
    }
    if has(&LOOK)
        && government
        && (has(&["zal", "zullen", "ga", "gaan", "gaat"]) && looks(lower)
            || has(&["ik laat", "laat ik", "laat het kabinet", "het kabinet laat"])
                && !has(&["momenteel", "op dit moment", "thans", "reeds", "al"])
            || has(&["ben bereid", "is bereid", "ben ik bereid", "is het kabinet bereid", "zijn bereid"])
                && !word(lower, "niet"))
    {
        return true;
    }
    false
}

/// Whether the government says that it intends: `ik ben voornemens`, `het kabinet is voornemens`.
fn own_intent(lower: &str) -> bool {
    [
        "ik ben voornemens",
        "ben ik voornemens",
        "wij zijn voornemens",
        "zijn wij voornemens",
        "het kabinet is voornemens",
        "is het kabinet voornemens",
        "ik ben van plan",
        "ben ik van plan",
        "het kabinet is van plan",
        "is het kabinet van plan",
    ]
    .iter()
    .any(|intent| word(lower, intent))
}

fn opens_with_members(lower: &str) -> bool {
    let opening: String = lower.chars().take(90).collect();
    crate::exchanges::voice::opens_with_members(&opening)
}

/// Who undertakes it, as the sentence says; `ik` is who signs.
fn by(words: &str, lower: &str, author: Option<&str>) -> Option<String> {
    if let Some(at) = words.find("inisterie van ")
        && let Some(start) = at.checked_sub(1).filter(|start| words.is_char_boundary(*start))
    {
        // the ministry's name is read as an office's
        let office = format!("minister van {}", &words[at + "inisterie van ".len()..]);
        if let Some(range) = askers::office(&office)
            && range.end > "minister van ".len()
        {
            let name = &office["minister van ".len()..range.end];
            return Some(format!("{}inisterie van {name}", &words[start..start + 1].to_lowercase()));
        }
    }
    // «Mijn collega van Verzonnen Zaken komt hierop terug»: not who signs
    if lower.starts_with("mijn collega ") || lower.starts_with("mijn ambtgenoot ") {
        return askers::office(words).map(|office| words[office].to_owned());
    }
    if word(lower, "ik") || word(lower, "mijn") {
        return author.map(str::to_owned);
    }
    // «De staatssecretaris zegt toe dat het kabinet …»: who speaks promises
    if ["de minister ", "de staatssecretaris "].iter().any(|open| lower.starts_with(open))
        && word(lower, "zegt")
        && let Some(office) = askers::office(words)
    {
        return Some(words[office].to_owned());
    }
    if word(lower, "het kabinet") || word(lower, "demissionaire kabinet") || word(lower, "dit kabinet") {
        return Some("kabinet".to_owned());
    }
    if word(lower, "de regering") {
        return Some("regering".to_owned());
    }
    if let Some(office) = askers::office(words)
        && words[..office.start].trim_end().to_lowercase().ends_with("de")
    {
        return Some(words[office].to_owned());
    }
    author
        .map(str::to_owned)
        .or_else(|| (word(lower, "wij") || word(lower, "we")).then(|| "kabinet".to_owned()))
}

/// Whether words stand in a text as words.
pub(crate) fn word(text: &str, wanted: &str) -> bool {
    let bytes = text.as_bytes();
    let mut from = 0;
    // asked hundreds of times for a sentence: at memory speed
    while let Some(found) = memchr::memmem::find(&bytes[from..], wanted.as_bytes()) {
        let at = from + found;
        let end = at + wanted.len();
        if !text[..at].ends_with(char::is_alphanumeric) && !text[end..].starts_with(char::is_alphanumeric) {
            return true;
        }
        from = end;
    }
    false
}

#[cfg(test)]
mod tests;
