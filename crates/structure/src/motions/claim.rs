//! What a sentence says became of a motion.
//!
//! The clause that speaks of carrying out decides: its negation (`nog geen uitvoering`), then what it leaves to others,
//! then its tense. A question claims nothing, and neither does a clause that only tells what the motion asks.

use std::borrow::Cow;
use std::ops::Range;

use model::facts::Claim;

use crate::commitments::word;

/// Words of carrying out.
const EXECUTION: &[&str] = &[
    "uitvoering",
    "uitgevoerd",
    "uitvoeren",
    "uit te voeren",
    "uitvoert",
    "uitvoer",
    "invulling",
    "gestand",
    "afgedaan",
    "voldaan",
    "tegemoetgekomen",
    "tegemoet",
    "opvolging",
    "gehoor",
    "gevolg",
    "ten uitvoer",
    "nagekomen",
    "opgevolgd",
    "ingevuld",
    "overgenomen",
    "betrokken",
    "betrekken",
    "betrek ",
    "betrekt ",
    "meegenomen",
    "meenemen",
    "in behandeling",
    "in volle gang",
    "afgerond",
];

/// Whether what precedes a motion makes it a policy that is followed: `conform de`, `in lijn met de gewijzigde`.
pub(super) fn is_policy(before: &str) -> bool {
    const POLICY: [&str; 15] = [
        "conform",
        "in lijn met",
        "indachtig",
        "overeenkomstig",
        "in de geest van",
        "in overeenstemming met",
        "gelet op",
        "met inachtneming van",
        "in navolging van",
        "zoals verzocht in",
        "zoals gevraagd in",
        "zoals ook in",
        "zoals verwoord in",
        "zoals opgenomen in",
        "aansluitend bij",
    ];
    // within the few words before the name: «in lijn met de breed aangenomen gewijzigde»
    let start = before.char_indices().rev().nth(70).map_or(0, |(at, _)| at);
    let near = &before[start..];
    POLICY.iter().filter_map(|policy| near.rfind(policy).map(|at| &near[at + policy.len()..])).any(
        |between| {
            // «Gelet op de demissionaire status laat ik de motie over aan …» goes on with its own verb
            let verb = ["laat", "is", "zal", "heb", "heeft", "wordt", "kan", "ga", "voer", "geef", "ontraad"]
                .iter()
                .any(|verb| word(between, verb));
            !verb
                && (between.split_whitespace().count() <= 7 && !between.contains(['.', ';', '('])
                    || between.contains("motie") && !between.contains(['.', ';']))
        },
    )
}

/// Whether what stands behind a motion says that it is done with: `, die daarmee is uitgevoerd`.
pub(super) fn closes(after: &str) -> bool {
    let lower = after.to_lowercase();
    ["daarmee", "hiermee", "waarmee"].iter().any(|with| word(&lower, with))
        && ["uitgevoerd", "afgedaan"].iter().any(|done| word(&lower, done))
}

/// A sentence that is only a state, as tables of motions have it: `Afgedaan.`, `In behandeling.`
pub(super) fn state(lower: &str) -> Option<Claim> {
    let bare = lower.rsplit('\t').next().unwrap_or(lower).trim_matches(|c: char| !c.is_alphanumeric());
    let bare =
        bare.strip_prefix("status: ").or_else(|| bare.strip_prefix("stand van zaken: ")).unwrap_or(bare);
    match bare {
        "afgedaan"
        | "uitgevoerd"
        | "afgerond"
        | "voldaan"
        | "is afgedaan"
        | "is uitgevoerd"
        | "motie is afgedaan"
        | "motie is uitgevoerd"
        | "motie uitgevoerd"
        | "motie afgedaan" => Some(Claim::Done),
        "in behandeling" | "in uitvoering" | "loopt" | "lopend" | "wordt uitgevoerd" | "deels afgedaan"
        | "deels uitgevoerd" | "onderhanden" | "gestart" => Some(Claim::InProgress),
        "nog niet afgedaan" | "niet uitgevoerd" | "nog niet uitgevoerd" | "wordt niet uitgevoerd" => {
            Some(Claim::NotDone)
        }
        "ontraden" | "ontraad" => Some(Claim::AdvisedAgainst),
        _ => None,
    }
}

/// Whether a sentence goes on about what the sentence before named.
pub(super) fn refers_back(lower: &str) -> bool {
    [
        "hiervan",
        "hieraan",
        "daarvan",
        "daaraan",
        "deze motie",
        "de motie",
        "dit verzoek",
        "het verzoek",
        "hiermee",
        "daarmee",
        "de uitvoering",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// The claim of a sentence about the motion at `mention`: without the clause that says what the motion asks.
pub(super) fn of_mention(sentence: &str, mention: &Range<usize>) -> Claim {
    let before = &sentence[..mention.start];
    let after = &sentence[mention.end..];
    let lower_after = after.to_lowercase();
    // «motie X, die verzoekt om …, is uitgevoerd»: what it asks goes up to the next comma
    let asks = [
        "verzoekt",
        "verzocht",
        "oproept",
        "vraagt",
        "roept",
        "opriep",
        "strekkende",
        "die de regering",
        "die het kabinet",
    ]
    .iter()
    .filter_map(|word| lower_after.find(word))
    // «motie X, waarin …»; further on it tells what the government does
    .chain(["waarin", "waarmee"].iter().filter_map(|word| lower_after.find(word).filter(|at| *at < 6)))
    .min();
    let rest = match asks {
        // «…; ik moet de motie ontraden» says something of its own
        Some(at) if at < 60 => [",", "; ik ", "; wij ", "; het kabinet ", "; dit "]
            .iter()
            .filter_map(|end| lower_after[at..].find(end))
            .min()
            .map_or_else(String::new, |end| lower_after[at + end..].to_owned()),
        _ => lower_after,
    };
    let mut lower = before.trim_end().to_lowercase();
    lower.push_str(" motie ");
    lower.push_str(rest.trim_start_matches(' '));
    if sentence.trim_end().ends_with('?') {
        lower.push('?');
    }
    of_sentence(&lower)
}

/// The claim of a sentence in lower case.
pub(super) fn of_sentence(lower: &str) -> Claim {
    let mut lower = without_brackets(lower.trim());
    // «de daarmee samenhangende motie» does nothing
    for joins in ["daarmee samenhang", "hiermee samenhang", "daarmee verband", "hiermee verband"] {
        if lower.contains(joins) {
            lower = Cow::Owned(lower.replace(joins, ""));
        }
    }
    // «kan ik melden dat deze is afgedaan»: only the telling can be
    if let Some((before, frame)) = lower.split_once("kan ik ")
        && let Some((told, after)) = frame.split_once(" dat ")
        && told.rsplit(' ').next().is_some_and(|verb| {
            matches!(verb, "melden" | "meedelen" | "mededelen" | "berichten" | "bevestigen")
        })
        && told.len() < 40
    {
        lower = Cow::Owned(format!("{before}geldt dat {after}"));
    }
    let lower = lower.trim();
    if lower.ends_with('?') || opens_with_members(lower) {
        return Claim::Mentioned;
    }
    // «Ik heb niet gezegd dat de motie niet wordt uitgevoerd», «Ik twijfel tussen oordeel Kamer en ontraden»
    if ["niet gezegd dat", "niet gesteld dat", "zeg niet dat", "twijfel", "kamer of ontra", "geven of ontra"]
        .iter()
        .any(|unsaid| lower.contains(unsaid))
    {
        return Claim::Mentioned;
    }
    if left_to_next(lower) {
        return Claim::LeftToNextCabinet;
    }
    let spared = lower.contains("niet ontra")
        || lower.contains("ontraad ik niet")
        || lower.contains("niet te ontraden");
    // «Ik zie daarom af van uitvoering van de motie»
    if lower.contains(" af van ")
        && lower.contains("uitvoering")
        && ["zie", "ziet", "zien"].iter().any(|one| word(lower, one))
    {
        return Claim::NotDone;
    }
    // «Het kabinet legt de motie naast zich neer»
    if ["naast zich neer", "naast me neer", "naast mij neer", "naast ons neer"]
        .iter()
        .any(|aside| word(lower, aside))
        && !negated(lower)
    {
        return Claim::NotDone;
    }
    // «Het kabinet neemt de motie over»
    if takes_over(lower) {
        return if negated(lower) { Claim::Mentioned } else { Claim::WillDo };
    }
    // «Ik heb de motie ontraden en zal haar niet uitvoeren»
    if word_starts(lower, "ontra")
        && ["niet uitvoeren", "niet ten uitvoer brengen"].iter().any(|refuses| lower.contains(refuses))
        && ["zal", "zullen", "gaat", "ga"].iter().any(|verb| word(lower, verb))
        && !conditional(lower)
    {
        return Claim::NotDone;
    }
    if word_starts(lower, "ontra") && !spared {
        return if conditional(lower) { Claim::Mentioned } else { Claim::AdvisedAgainst };
    }
    // «Ter uitvoering van de motie is het overleg hervat»
    if lower.contains("ter uitvoering van") && lower.contains("motie") && !negated(lower) {
        let ahead = ["zal", "zullen", "ga", "gaat"].iter().any(|verb| word(lower, verb));
        // «Hierbij ontvangt u ter uitvoering van de motie het rapport»
        let serves = ["deze brief dient", "dient deze brief", "deze brief strekt", "strekt deze brief"]
            .iter()
            .any(|serves| word(lower, serves));
        let here = serves
            || ["hierbij", "hiermee", "bijgaand", "bijgevoegd"].iter().any(|with| word(lower, with))
                && ["ontvangt u", "u ontvangt", "treft u", "bied ik", "bieden wij", "stuur ik", "zend ik"]
                    .iter()
                    .any(|gives| word(lower, gives));
        return match (ahead, here) {
            (true, _) => Claim::WillDo,
            (_, true) => Claim::Done,
            _ => Claim::InProgress,
        };
    }
    // a cell of a table: «Motie X  nr. 12  Afgedaan.»
    if let Some(claim) = state(lower).filter(|_| lower.contains('\t')) {
        return claim;
    }
    if let Some(claim) = of_the_noun(lower) {
        return claim;
    }
    // «De uitvoering van de motie loopt»
    if lower.contains("uitvoering van ")
        && ["loopt", "in volle gang", "op schema", "gaande"].iter().any(|one| word(lower, one))
        && !negated(lower)
    {
        return Claim::InProgress;
    }
    // «Daarmee beantwoord ik tevens de motie»
    let answered = ["beantwoord ik", "beantwoorden wij", "beantwoordt het kabinet"]
        .iter()
        .any(|one| lower.contains(one))
        && ["hiermee", "daarmee", "met deze brief", "hierbij"].iter().any(|with| word(lower, with))
        && !word(lower, "vragen");
    if answered {
        return Claim::Done;
    }
    // «Aan de motie wordt gewerkt», «Ik ben met de motie aan de slag»
    let works =
        ["aan de motie wordt gewerkt", "aan deze motie wordt gewerkt"].iter().any(|one| lower.contains(one))
            || lower.contains("met de motie aan de slag") && !word(lower, "zal");
    if works && !negated(lower) {
        return Claim::InProgress;
    }
    // the clause with the words of carrying out, else the sentence
    let execution = |clause: &&str| EXECUTION.iter().any(|word| clause.contains(word)) || separated(clause);
    let Some(clause) = clauses(lower).find(execution) else {
        if word(lower, "in gang gezet") {
            return Claim::InProgress;
        }
        return Claim::Mentioned;
    };
    // «zal het kabinet, of het nieuwe kabinet, invulling geven»: the finite verb stands in another clause
    const FINITE: [&str; 23] = [
        "is", "zijn", "heeft", "hebben", "heb", "wordt", "worden", "werd", "werden", "zal", "zullen", "ga",
        "gaat", "gaan", "geef", "geeft", "gaf", "kan", "kunnen", "voert", "kom", "komt", "doe",
    ];
    let clause =
        if FINITE.iter().any(|verb| word(clause, verb)) || lower.len() > 600 { clause } else { lower };
    let has = |list: &[&str]| list.iter().any(|one| word(clause, one));
    let anywhere = |list: &[&str]| list.iter().any(|one| word(lower, one));
    // «beraad over de uitvoering», «informeren over de uitvoering van»: the noun alone claims nothing
    let verbal = has(&[
        "uitgevoerd",
        "uitvoeren",
        "uit te voeren",
        "uitvoert",
        "uitvoer",
        "afgedaan",
        "voldaan",
        "tegemoetgekomen",
        "gestand",
        "ten uitvoer",
        "nagekomen",
        "opgevolgd",
        "ingevuld",
        "overgenomen",
    ]) || word(clause, "tegemoet") && !word(clause, "tegemoet zien")
        || has(&["afgerond", "in behandeling"]) && subject(clause)
        || separated(clause);
    let given = has(&["gegeven", "geven", "geef", "geeft", "gaf", "gaven", "te geven"])
        && has(&["uitvoering", "invulling", "opvolging", "gehoor", "gevolg"]);
    let busy = has(&[
        "gewerkt",
        "werkt",
        "werk",
        "werken",
        "bezig",
        "voorbereid",
        "voorbereidt",
        "gestart",
        "ter hand genomen",
        "in uitvoering",
        "in voorbereiding",
        "in gang gezet",
        "opgepakt",
        "in behandeling",
    ]) || has(&["betrokken", "betrekken", "meegenomen", "meenemen", "betrek", "betrekt", "neem"])
        && taken_along(clause);
    let considered = has(&["beschouw", "beschouwt", "beschouwd", "beschouwen"]);
    // «Uitvoering van de motie volgt in 2026»
    if clause.starts_with("uitvoering van ") && has(&["volgt", "start"]) && !negated(clause) {
        return Claim::WillDo;
    }
    if !(verbal || given || busy) {
        return Claim::Mentioned;
    }
    // «het uitvoeren van de motie», «om een motie uit te voeren»: a noun or an aim, unless somebody will
    let infinitive =
        has(&["uitvoeren", "uit te voeren"]) && !has(&["uitgevoerd", "afgedaan", "voldaan"]) && !given;
    let modal = ["zal", "zullen", "ga", "gaat", "gaan", "voornemens", "wil", "willen", "kan", "kunnen"]
        .iter()
        .any(|one| word(lower, one));
    // «heeft nog niet besloten hoe het de motie zal uitvoeren»
    let open = [" hoe het ", " hoe ik ", " hoe wij ", " wanneer de motie", " wanneer ik ", " wanneer het "];
    if negated(clause) && open.iter().any(|inner| clause.contains(inner)) {
        return Claim::Mentioned;
    }
    if infinitive
        && negated(lower)
        && [
            "gelukt",
            "lukt",
            "wenselijk",
            "opportuun",
            "verstandig",
            "zinvol",
            "besloten",
            "kies",
            "kiest",
            "kiezen",
            "gekozen",
            "bereid",
            "mogelijk",
            "haalbaar",
            "uitvoerbaar",
            "mogelijkheid",
            "mogelijkheden",
            "ruimte",
            "aanleiding",
            "noodzaak",
        ]
        .iter()
        .any(|one| word(lower, one))
    {
        return Claim::NotDone;
    }
    if infinitive && !modal || word(clause, "wel of niet") || reported(clause) {
        return Claim::Mentioned;
    }
    if negated(clause) && !has(&["niet volledig", "niet geheel", "niet helemaal"]) {
        return Claim::NotDone;
    }
    // «Ik verwacht de motie in het najaar te kunnen uitvoeren»
    if infinitive && has(&["verwacht", "verwachten", "verwachting"]) && has(&["kunnen"]) {
        return Claim::WillDo;
    }
    if has(&["zal", "zullen", "ga", "gaat", "gaan", "voornemens", "wil", "willen", "voornemen"])
        || anywhere(&["voornemens"]) && !has(&["is", "heeft"])
    {
        return Claim::WillDo;
    }
    let finished =
        has(&[
            "hiermee",
            "daarmee",
            "hierbij",
            "aldus",
            "met deze brief",
            "bij dezen",
            "met bovenstaande",
            "met het bovenstaande",
        ]) || anywhere(&["hiermee", "daarmee", "met deze brief", "met bovenstaande", "met het bovenstaande"])
            || with_this_paper(lower);
    if considered && has(&["uitgevoerd", "afgedaan", "voldaan"]) {
        return Claim::Done;
    }
    if has(&[
        "kan",
        "kunnen",
        "zou",
        "zouden",
        "bezien",
        "bezie",
        "beziet",
        "mogelijk",
        "onderzoeken",
        "onderzoekt",
        "moet",
        "moeten",
    ]) && !finished
    {
        return Claim::Mentioned;
    }
    let partly = has(&[
        "niet volledig",
        "niet geheel",
        "niet helemaal",
        "deels",
        "gedeeltelijk",
        "grotendeels",
        "ten dele",
    ]);
    let perfect =
        has(&["is", "zijn", "heeft", "hebben", "heb", "werd", "werden", "had", "hadden", "gaf", "gaven"]);
    // «wordt betrokken bij de herziening in 2027»
    if busy && taken_along(clause) && !model::due::find(clause, None).is_empty() {
        return Claim::WillDo;
    }
    if busy && !finished && !(perfect && has(&["uitgevoerd", "afgedaan"])) {
        return Claim::InProgress;
    }
    if partly && (perfect || finished) {
        return Claim::InProgress;
    }
    if finished {
        return Claim::Done;
    }
    let present_passive = has(&["wordt", "worden"]);
    if present_passive {
        // «wordt in het eerste kwartaal uitgevoerd»
        let announced =
            !model::due::find(clause, None).is_empty() && !has(&["momenteel", "nu", "reeds", "inmiddels"]);
        return if announced { Claim::WillDo } else { Claim::InProgress };
    }
    if perfect {
        return Claim::Done;
    }
    // «In het tweede kwartaal geef ik uitvoering aan de motie»
    let dated = !model::due::find(lower, None).is_empty()
        && !["momenteel", "nu", "reeds", "inmiddels", "sinds", "vanaf"].iter().any(|one| word(lower, one));
    if dated { Claim::WillDo } else { Claim::InProgress }
}

/// What is said of «uitvoering» itself, and of a motion taken up: `is niet mogelijk`, `is voorzien in 2026`, `aan de slag met`.
fn of_the_noun(lower: &str) -> Option<Claim> {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    if has(&["aan de slag met"]) {
        let ahead = has(&["ga", "gaat", "gaan", "zal", "zullen"]);
        return Some(if ahead { Claim::WillDo } else { Claim::InProgress });
    }
    if word(lower, "opgepakt") && subject(lower) && !negated(lower) {
        return Some(if has(&["zal", "zullen"]) { Claim::WillDo } else { Claim::InProgress });
    }
    if !has(&["uitvoering van", "de uitvoering hiervan", "de uitvoering daarvan"]) {
        return None;
    }
    if has(&["niet mogelijk", "niet haalbaar", "niet uitvoerbaar", "onmogelijk", "niet langer mogelijk"]) {
        return Some(Claim::NotDone);
    }
    if has(&["is voorzien", "wordt voorzien", "staat gepland", "is gepland"]) {
        return Some(Claim::WillDo);
    }
    has(&["is vertraagd", "vertraging"]).then_some(Claim::InProgress)
}

/// Whether a sentence says with which paper a motion is done: `met deze hoofdlijnenbrief`, `met dit antwoord`. «Met deze
/// aanpak» is still going on.
fn with_this_paper(lower: &str) -> bool {
    const PAPERS: [&str; 25] = [
        "rapport",
        "rapportage",
        "voortgangsrapportage",
        "reactie",
        "beleidsreactie",
        "kabinetsreactie",
        "toelichting",
        "informatie",
        "antwoord",
        "overzicht",
        "evaluatie",
        "verkenning",
        "notitie",
        "toezending",
        "bijlage",
        "bijlagen",
        "wetsvoorstel",
        "nota",
        "fiche",
        "plan",
        "actieplan",
        "programma",
        "visie",
        "agenda",
        "strategie",
    ];
    const LEADS: [&str; 13] = [
        "met het bijgaande ",
        "met het bijgevoegde ",
        "met de bijgaande ",
        "met de bijgevoegde ",
        "met deze ",
        "met dit ",
        "middels deze ",
        "middels dit ",
        "via deze ",
        "met bijgaand ",
        "met bijgaande ",
        "met bijgevoegd ",
        "met bijgevoegde ",
    ];
    // «Met het rapport wordt uitvoering gegeven aan de motie»: it is written
    ["met het rapport ", "met het eindrapport "].iter().any(|opens| lower.starts_with(opens))
        || word(lower, "via deze weg")
        || LEADS.iter().any(|lead| {
            lower.match_indices(lead).any(|(at, _)| {
                let word = lower[at + lead.len()..].split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
                word.ends_with("brief") || PAPERS.contains(&word)
            })
        })
}

/// Whether the motion itself is what a clause speaks of: `de motie is afgerond`, not `het onderzoek is afgerond`.
fn subject(clause: &str) -> bool {
    let opening = clause.trim_start_matches([' ', ',']);
    let opening = ["hiermee is ", "daarmee is ", "inmiddels is ", "ook "]
        .iter()
        .find_map(|lead| opening.strip_prefix(lead))
        .unwrap_or(opening);
    ["de motie", "deze motie", "motie", "de uitvoering van de motie"]
        .iter()
        .any(|start| opening.starts_with(start))
}

/// Whether a motion is what is taken along: `de motie wordt betrokken bij`, `ik zal de motie meenemen`.
fn taken_along(clause: &str) -> bool {
    let Some(at) = clause.find("motie") else { return false };
    let before = clause[..at].trim_end();
    subject(clause)
        || [
            "zal de",
            "zal deze",
            "ik de",
            "ik deze",
            "zullen de",
            "kabinet de",
            "kabinet deze",
            "wordt de",
            "wordt deze",
            "worden de",
            "betrek de",
            "betrekt de",
            "betrek deze",
            "neem de",
            "neemt de",
        ]
        .iter()
        .any(|end| before.ends_with(end))
}

/// `neemt de motie over`, `is overgenomen`: it will be carried out without a vote.
fn takes_over(lower: &str) -> bool {
    let taken = word(lower, "overgenomen") && subject(lower);
    let takes = ["neem", "neemt", "nemen"].iter().any(|verb| word(lower, verb))
        && (lower.ends_with(" over.") || lower.ends_with(" over") || lower.contains(" over,"));
    // «De motie op stuk nr. 12 zal ik overnemen»
    let taken =
        taken || word(lower, "overnemen") && ["zal ik", "ik zal"].iter().any(|will| word(lower, will));
    // «kan worden overgenomen»: only if the House wants it
    let open =
        ["kan", "kunnen", "zou", "als", "indien", "overgenomen door"].iter().any(|one| word(lower, one));
    (taken || takes) && !open
}

/// `voert de motie uit`, `doe ik de motie af`: the two halves of the verb.
fn separated(clause: &str) -> bool {
    let both = |verbs: &[&str], end: &str| verbs.iter().any(|verb| word(clause, verb)) && word(clause, end);
    both(&["voert", "voer", "voeren", "voerde"], "uit") || both(&["doe", "doet", "doen"], "af")
}

/// A sentence without what stands in brackets: `(Kamerstuk 34 567, nr. 8)` is no clause of its own.
fn without_brackets(lower: &str) -> Cow<'_, str> {
    if !lower.contains('(') {
        return Cow::Borrowed(lower);
    }
    let mut plain = String::with_capacity(lower.len());
    let mut rest = lower;
    while let Some(open) = rest.find('(') {
        let inside = &rest[open..];
        let close = inside.char_indices().take(160).find(|(_, c)| *c == ')').map(|(at, _)| at);
        let Some(close) = close else { break };
        plain.push_str(rest[..open].trim_end());
        rest = &inside[close + 1..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// `overgelaten aan een nieuw kabinet`, `is aan het volgende kabinet`.
fn left_to_next(lower: &str) -> bool {
    const NEXT: [&str; 26] = [
        "aan mijn ambtsopvolger",
        "aan de volgende minister",
        "aan de volgende bewindspersoon",
        "aan een volgende bewindspersoon",
        "aan het komende kabinet",
        "aan een komend kabinet",
        "aan de nieuwe bewindspersoon",
        "aan een nieuw kabinet",
        "aan een volgend kabinet",
        "aan het nieuwe kabinet",
        "aan het volgende kabinet",
        "aan een nieuwe regering",
        "aan een volgende regering",
        "aan mijn opvolger",
        "aan een nieuwe minister",
        "aan een nieuw te vormen kabinet",
        "aan het nieuw te vormen kabinet",
        "aan een missionair kabinet",
        "aan het volgend kabinet",
        "volgend kabinet zal",
        "volgende kabinet zal",
        "nieuw kabinet zal",
        "nieuwe kabinet zal",
        "door een volgend kabinet",
        "door een nieuw kabinet",
        "door het volgende kabinet",
    ];
    NEXT.iter().any(|next| lower.contains(next)) && !lower.contains("niet aan een")
}

/// Members who ask or observe in their own report: `De leden van de X-fractie constateren dat de motie …`.
fn opens_with_members(lower: &str) -> bool {
    let opening: String = lower.chars().take(90).collect();
    crate::exchanges::voice::opens_with_members(&opening)
}

/// Whether something is said for one case only: «Anders moet ik de motie ontraden», «Als dat zo is, dan ontraad ik haar».
fn conditional(lower: &str) -> bool {
    let otherwise = clauses(lower).any(|clause| {
        let clause = clause.trim_start();
        ["anders ", "en anders ", "zo niet", "tenzij "].iter().any(|word| clause.starts_with(word))
    });
    let opening = ["maar ", "en "].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(lower);
    let supposed =
        ["als ", "indien ", "mocht ", "wanneer ", "zolang "].iter().any(|word| opening.starts_with(word))
            && lower.contains(", dan ");
    otherwise || supposed
}

/// A clause under `of`, `hoe`, `wanneer`: asked or considered, not said.
fn reported(clause: &str) -> bool {
    let trimmed = clause.trim_start_matches([' ', ',']);
    ["of ", "hoe ", "wanneer ", "in hoeverre ", "op welke wijze ", "indien ", "mocht ", "als "]
        .iter()
        .any(|start| trimmed.starts_with(start))
        || [
            " of de motie",
            " of deze motie",
            " hoe de motie",
            " hoe uitvoering",
            " op welke wijze",
            " hoe invulling",
            " in hoeverre",
            " wijze waarop",
        ]
        .iter()
        .any(|inner| clause.contains(inner))
}

fn negated(clause: &str) -> bool {
    let clause =
        clause.replace("niet alleen", "").replace("niet langer", "").replace("niet in de laatste plaats", "");
    ["niet", "geen", "nooit", "evenmin", "onvoldoende", "nog niet"]
        .iter()
        .any(|negation| word(&clause, negation))
}

/// Clauses: between commas, semicolons and `maar`.
fn clauses(lower: &str) -> impl Iterator<Item = &str> {
    lower.split([',', ';', ':']).flat_map(|part| part.split(" maar "))
}

fn word_starts(text: &str, start: &str) -> bool {
    text.match_indices(start).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests;
