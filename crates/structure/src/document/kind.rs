//! What kind of paper a file is, told from its head: the name that its form prints, else what only one kind says.
//!
//! | in the head | kind |
//! |---|---|
//! | `Nr. 3349 VERSLAG VAN EEN SCHRIFTELIJK OVERLEG` | `verslag-schriftelijk-overleg` |
//! | `… met de daarop door de regering gegeven antwoorden` | `antwoord-schriftelijke-vragen` |
//! | `Aan de minister van …`, `Excellentie,`, and no minister signs | `brief-derden`, or `brief-kamer` of a clerk |

use model::number::notation;
use model::text::Format;

use super::Head;
use crate::signature;
use crate::source::Source;

/// Kinds as the House's own pages and forms name them, in lower case, and our slugs. Longer names first.
const KINDS: &[(&str, &str)] = &[
    ("verslag van een nader schriftelijk overleg", "verslag-schriftelijk-overleg"),
    ("verslag van een tweede nader schriftelijk overleg", "verslag-schriftelijk-overleg"),
    ("verslag van een schriftelijk overleg", "verslag-schriftelijk-overleg"),
    ("verslag schriftelijk overleg", "verslag-schriftelijk-overleg"),
    ("inbreng verslag van een schriftelijk overleg", "inbreng-schriftelijk-overleg"),
    ("inbreng verslag schriftelijk overleg", "inbreng-schriftelijk-overleg"),
    ("inbreng schriftelijk overleg", "inbreng-schriftelijk-overleg"),
    ("lijst van vragen en antwoorden", "lijst-van-vragen-en-antwoorden"),
    ("verslag houdende lijst van vragen en antwoorden", "lijst-van-vragen-en-antwoorden"),
    ("verslag houdende een lijst van vragen en antwoorden", "lijst-van-vragen-en-antwoorden"),
    ("lijst van vragen", "lijst-van-vragen"),
    ("nota naar aanleiding van het nader verslag", "nota-naar-aanleiding-van-het-verslag"),
    ("nota naar aanleiding van het tweede verslag", "nota-naar-aanleiding-van-het-verslag"),
    ("nota naar aanleiding van het tweede nader verslag", "nota-naar-aanleiding-van-het-verslag"),
    ("nota naar aanleiding van het derde verslag", "nota-naar-aanleiding-van-het-verslag"),
    ("nota naar aanleiding van het eindverslag", "nota-naar-aanleiding-van-het-verslag"),
    ("nota naar aanleiding van het verslag", "nota-naar-aanleiding-van-het-verslag"),
    ("nota n.a.v. het verslag", "nota-naar-aanleiding-van-het-verslag"),
    ("nota n.a.v. het (nader/tweede nader/enz.) verslag", "nota-naar-aanleiding-van-het-verslag"),
    ("nadere memorie van antwoord", "memorie-van-antwoord"),
    ("tweede nadere memorie van antwoord", "memorie-van-antwoord"),
    ("memorie van antwoord", "memorie-van-antwoord"),
    ("memorie van toelichting", "memorie-van-toelichting"),
    ("verslag", "verslag-wetsvoorstel"),
    ("nader verslag", "verslag-wetsvoorstel"),
    ("voorlopig verslag", "verslag-wetsvoorstel"),
    ("nader voorlopig verslag", "verslag-wetsvoorstel"),
    ("tweede verslag", "verslag-wetsvoorstel"),
    ("tweede nader verslag", "verslag-wetsvoorstel"),
    ("tweede nader voorlopig verslag", "verslag-wetsvoorstel"),
    ("eindverslag", "verslag-wetsvoorstel"),
    ("verslag van een commissiedebat", "verslag-vergadering"),
    ("verslag van een wetgevingsoverleg", "verslag-vergadering"),
    ("verslag van een notaoverleg", "verslag-vergadering"),
    ("verslag van een rondetafelgesprek", "verslag-vergadering"),
    ("verslag van een algemeen overleg", "verslag-vergadering"),
    ("stenogram", "verslag-vergadering"),
    ("antwoord schriftelijke vragen", "antwoord-schriftelijke-vragen"),
    ("mededeling (uitstel antwoord)", "uitstel-schriftelijke-vragen"),
    ("schriftelijke vragen", "schriftelijke-vragen"),
    ("besluitenlijst procedurevergadering", "besluitenlijst"),
    ("besluitenlijst", "besluitenlijst"),
    ("amendement (gewijzigd/nader/vervangend)", "amendement"),
    ("gewijzigd amendement", "amendement"),
    ("amendement", "amendement"),
    ("gewijzigde motie", "motie"),
    ("nader gewijzigde motie", "motie"),
    ("motie (gewijzigd/nader)", "motie"),
    ("motie", "motie"),
    ("brief regering", "brief-regering"),
    ("brief van de minister", "brief-regering"),
    ("brief van de staatssecretaris", "brief-regering"),
    ("brief van de ministers", "brief-regering"),
    ("brief kamer", "brief-kamer"),
    ("voorstel van wet", "voorstel-van-wet"),
];

/// What stands behind the mark of a reprint: `herdruk1 voorlopig verslag` is a `voorlopig verslag`.
fn reprinted(form: &str) -> &str {
    let mark = form.split(' ').next().unwrap_or("");
    let is_mark = mark.to_lowercase().trim_end_matches(|c: char| c.is_ascii_digit()) == "herdruk";
    if is_mark { form[mark.len()..].trim_start() } else { form }
}

/// Whether a line in capitals begins with the name of a kind.
pub(super) fn starts_with_form(form: &str) -> bool {
    let form = reprinted(form);
    let word = form.split(' ').next().unwrap_or("");
    let lower = form.to_lowercase();
    word.len() > 3
        && word.chars().all(char::is_uppercase)
        && KINDS.iter().any(|(name, _)| lower.starts_with(name))
}

/// The kind that a line is the name of.
pub(super) fn kind_named(line: &str) -> Option<&'static str> {
    KINDS.iter().find(|(name, _)| *name == line).map(|(_, slug)| *slug)
}

/// The kind; see the module.
pub(super) fn kind(source: &Source<'_>, head: &Head, signed: bool) -> Option<&'static str> {
    if source.document.format == Format::Transcript || !source.document.speeches.is_empty() {
        return Some("verslag-vergadering");
    }
    let lines = &head.lower;
    // an item of the proceedings says what it is about before anybody speaks; the other chamber's, which day it was
    let item = ["aan de orde is ", "aan de orde zijn ", "verslag van de vergadering van "];
    let is_item = lines.iter().take(6).any(|line| item.iter().any(|opening| line.starts_with(opening)));
    if is_item || is_transcript(source) {
        return Some("verslag-vergadering");
    }
    if lines.iter().take(20).any(|line| line.contains("besluitenlijst van de ") && line.len() < 160) {
        return Some("besluitenlijst");
    }
    let opening = lines.iter().take(12);
    let is_letter = lines.iter().any(|line| line.starts_with("geachte"));
    // what only a motion or an amendment says, near its head
    let moved = lines.iter().any(|line| {
        line.starts_with("gehoord de beraadslaging")
            || line.starts_with("de ondergetekende")
            || line.starts_with("voorgesteld ")
    });
    // forms print their kind behind the sub-number: «Nr. 3349 VERSLAG VAN EEN …»; a narrow column breaks it
    let opening: Vec<&str> = opening.flat_map(|line| line.lines()).map(str::trim).collect();
    let form = opening.iter().enumerate().find_map(|(at, line)| {
        let named = |line: &str| form(line, moved, is_letter);
        let next = opening[at + 1..].iter().find(|next| !next.is_empty()).filter(|next| next.len() < 60);
        let broken =
            next.and_then(|next| named(&format!("{line} {next}"))).filter(|(_, end)| *end > line.len());
        broken.or_else(|| named(line)).map(|(slug, _)| slug)
    });
    let all = lines.join("\n");
    let questions_answered = all.contains("met de daarop door de\nregering gegeven antwoorden")
        || all.contains("regering gegeven antwoorden")
        || lines.iter().any(|line| {
            line.starts_with("antwoord van minister") || line.starts_with("antwoord van staatssecretaris")
        });
    // the form of an answer that only says that it will be late
    if lines.iter().take(16).any(|line| line.starts_with("mededeling van")) {
        return Some("uitstel-schriftelijke-vragen");
    }
    if questions_answered && form != Some("lijst-van-vragen-en-antwoorden") {
        return Some("antwoord-schriftelijke-vragen");
    }
    let answers = [
        "beantwoording",
        "antwoorden eerste termijn",
        "antwoorden 1e termijn",
        "antwoord op",
        "antwoorden op",
        "antwoorden aan",
        "beantwoord ik",
        "antwoord aan",
    ]
    .iter()
    .any(|word| all.contains(word));
    if answers
        && (all.contains("eerste termijn") || all.contains("1e termijn"))
        && form != Some("verslag-schriftelijk-overleg")
    {
        return Some("antwoorden-eerste-termijn");
    }
    let postponed = all.contains("niet binnen de gebruikelijke termijn")
        && !all.contains("antwoord 1")
        && !all.contains("antwoord op vraag 1");
    if postponed {
        return Some("uitstel-schriftelijke-vragen");
    }
    let written = [
        "schriftelijke vragen",
        "kamervragen",
        "de vragen van het lid",
        "de vragen van de leden",
        "op vragen van het lid",
        "op vragen van de leden",
        // «Beantwoording vragen van het lid Prins (XYZ) over …»
        "beantwoording vragen van het lid",
        "beantwoording vragen van de leden",
        "beantwoording van vragen van het lid",
        "beantwoording van vragen van de leden",
        "vragen gesteld door het lid",
        "vragen gesteld door de leden",
        "vragen die zijn gesteld door",
    ]
    .iter()
    .any(|word| all.contains(word));
    // the page of an attachment that lists motions is none itself
    let form = form.filter(|form| !(head.attached && matches!(*form, "motie" | "amendement")));
    match form.or(head.named) {
        Some("brief-regering") | None if answers && written && has_answers(source) => {
            return Some("antwoord-schriftelijke-vragen");
        }
        Some(kind) => return Some(kind),
        None => {}
    }
    if all.contains("vragen gesteld door de leden der kamer") {
        return Some("schriftelijke-vragen");
    }
    // questions as they were sent in: «Vragen van het lid Prins (XYZ) aan de minister …», and nothing answers
    let asked = lines.iter().take(6).any(|line| {
        ["vragen van het lid", "vragen van de leden", "vragen van het leden", "vragen van leden"]
            .iter()
            .any(|start| line.starts_with(start))
    }) && lines.iter().take(6).any(|line| line.contains("ingezonden"))
        && !has_answers(source);
    if asked {
        return Some("schriftelijke-vragen");
    }
    if lines.iter().any(|line| line.starts_with("gehoord de beraadslaging")) {
        return Some("motie");
    }
    let others = (!signed).then(|| letter_of_others(source, lines)).flatten();
    // a body that answers the House calls on nobody
    if others.is_some() && answers && all.contains("vragen") {
        return others;
    }
    if signed || others.is_none() && government_opens(&all) {
        return Some("brief-regering");
    }
    let text = source.text.get(..source.text.len().min(60_000)).unwrap_or_else(|| {
        let mut end = 60_000;
        while !source.text.is_char_boundary(end) {
            end -= 1;
        }
        &source.text[..end]
    });
    let lower = text.to_lowercase();
    let calls = crate::calls::call_count(&lower);
    // a letter, not a book or the minutes of a day
    if calls > 0 && source.text.len() < 60_000 && crate::calls::speaks_for_itself(&lower) {
        return Some("oproep");
    }
    others
}

/// The kind whose name begins a line, behind the number of a paper and its sub-number, and where that name ends.
fn form(line: &str, moved: bool, is_letter: bool) -> Option<(&'static str, usize)> {
    let whole = line;
    // «2026D07001 INBRENG VERSLAG VAN EEN …»
    let line = match notation::parlis(&line.to_uppercase()) {
        Some((.., length)) => line[length..].trim_start(),
        None => line,
    };
    let whole_line = line;
    let behind_number = notation::number_word(line).is_some();
    let line = match notation::number_word(line) {
        Some((_, length)) => {
            let rest = &line[length..];
            let sub = notation::sub_value(&rest.to_uppercase(), false).map_or(0, |(_, length)| length);
            rest.get(sub..).unwrap_or("").trim_start()
        }
        None => match line.split_once([' ', '\t']) {
            Some((sub, form))
                if sub.len() <= 3
                    && sub.bytes().all(|b| b.is_ascii_lowercase())
                    && [
                        "verslag van een",
                        "brief van de minister",
                        "brief van de staatssecretaris",
                        "memorie van ",
                        "nadere memorie van ",
                        "nota naar aanleiding",
                        "voorlopig verslag",
                        "nader voorlopig verslag",
                        "eindverslag",
                    ]
                    .iter()
                    .any(|begin| reprinted(form).starts_with(begin))
                    && !["het", "de", "een", "uw", "per", "die", "zie", "in", "met"].contains(&sub) =>
            {
                form
            }
            _ => line,
        },
    };
    let line = reprinted(line);
    let lettered = line.len() < whole_line.len();
    KINDS
        .iter()
        .filter(|(name, _)| line.starts_with(name))
        // «Verslag» in a sentence is none: the form stands alone, or behind its number
        .filter(|(name, slug)| {
            *slug != "verslag-wetsvoorstel" || behind_number || lettered || line.len() == name.len()
        })
        .filter(|(name, _)| {
            // «Brief van de minister van 10 september inzake …» is a paper that minutes name
            let form =
                behind_number || lettered || ![" inzake ", " d.d. "].iter().any(|on| line.contains(on));
            let letter = name.starts_with("brief van");
            line.len() == name.len() || letter && form || !letter && starts_form(&line[name.len()..])
        })
        // «Motie Prins over water» heads a paragraph of a letter that reports on motions
        .filter(|(name, slug)| {
            let movers = line[name.len()..].starts_with(" van het lid")
                || line[name.len()..].starts_with(" van de leden");
            !matches!(*slug, "motie" | "amendement")
                || behind_number
                || line.len() == name.len()
                || moved
                || movers && !is_letter
        })
        .max_by_key(|(name, _)| name.len())
        .map(|(name, slug)| (*slug, whole.len() - line.len() + name.len()))
}

/// A letter that no minister signs: of a committee of the House, or of anybody else to members or to a minister.
fn letter_of_others(source: &Source<'_>, lines: &[String]) -> Option<&'static str> {
    let salutation = lines.iter().position(|line| signature::salutes(line))?;
    let to_members =
        ["geachte leden", "geachte kamerl", "geachte commissie", "geachte woordvoerder", "beste kamerl"]
            .iter()
            .any(|word| lines[salutation].starts_with(word));
    let address = &lines[..salutation];
    let to_minister = ["excellentie", "geachte minister", "geachte staatssecretaris"]
        .iter()
        .any(|word| lines[salutation].starts_with(word))
        || address.iter().flat_map(|line| line.lines()).any(|line| {
            [
                "aan de minister",
                "aan de staatssecretaris",
                "aan: de minister",
                "de minister van ",
                "de staatssecretaris van ",
            ]
            .iter()
            .any(|start| line.starts_with(start))
        });
    let to_committee = || {
        address.iter().any(|line| {
            line.contains("@tweedekamer.nl") || line.contains("commissie") && line.starts_with("aan ")
        })
    };
    // the head of a body that is no ministry
    const BODIES: [&str; 12] = [
        "algemene rekenkamer",
        "de algemene rekenkamer",
        "nationale ombudsman",
        "de nationale ombudsman",
        "autoriteit ",
        "nederlandse zorgautoriteit",
        "de nederlandsche bank",
        "raad voor ",
        "raad van state",
        "kiesraad",
        "stichting ",
        "vereniging ",
    ];
    let signs = |line: &String| {
        let signs = |line: &str| {
            line.len() < 60 && (line.starts_with("algemene rekenkamer") || line == "de nationale ombudsman")
        };
        line.lines().map(str::trim).any(signs)
    };
    let body = || {
        lines.iter().any(signs)
            || address.iter().take(4).any(|line| BODIES.iter().any(|body| line.starts_with(body)))
    };
    if !(to_members || to_minister || to_committee() || body()) {
        return None;
    }
    // «de griffier van de vaste commissie voor …»
    let clerk = source.paragraphs.iter().rev().take(12).any(|paragraph| {
        let line = source.slice(paragraph.bytes.clone()).to_lowercase();
        line.len() < 160 && line.contains("griffier van de ") && !line.starts_with("geachte")
    });
    Some(if clerk { "brief-kamer" } else { "brief-derden" })
}

/// Whether paragraphs open with speakers, the chair among them: a transcript in plain text.
fn is_transcript(source: &Source<'_>) -> bool {
    let turns = source.paragraphs.iter().take(400).filter(|paragraph| {
        let text = source.slice(paragraph.bytes.clone());
        let first = text.lines().next().unwrap_or("");
        first.starts_with("De voorzitter:") || first.starts_with("Voorzitter:") || {
            let name = first.split(':').next().unwrap_or("");
            let opens = ["De heer ", "Mevrouw ", "Minister ", "Staatssecretaris ", "Het lid "]
                .iter()
                .any(|title| name.starts_with(title));
            opens && first.len() > name.len() && name.chars().count() < 60 && !name.contains(['.', ','])
        }
    });
    turns.take(3).count() == 3
}

fn starts_form(rest: &str) -> bool {
    rest.starts_with([' ', ',', ':', '\t']) && !rest.starts_with(" is") && !rest.starts_with(" wordt")
}

/// Whether answers are marked in the text, or numbered questions stand in it: else it is only a letter about questions.
fn has_answers(source: &Source<'_>) -> bool {
    let text = || source.paragraphs.iter().map(|paragraph| source.slice(paragraph.bytes.clone()));
    // «1. Kent u …?», «2. Klopt …?», and below each its answer
    let asked = |number: usize| {
        let labels = [format!("{number}. "), format!("({number}) ")];
        text().take(400).any(|text| {
            let first = text.lines().next().unwrap_or("");
            labels.iter().filter_map(|label| text.strip_prefix(label.as_str())).any(|asked| {
                asked.starts_with(char::is_uppercase)
                    && (asked.trim_end().ends_with('?') || first.ends_with('?'))
            })
        })
    };
    // «Vraag 1: Klopt …? Ja, dat klopt.»
    let replied = |number: usize| {
        let label = format!("Vraag {number}");
        text().take(400).any(|text| {
            let behind = text.strip_prefix(label.as_str()).filter(|rest| rest.starts_with([':', '.']));
            behind.is_some_and(|asked| asked.contains("? "))
        })
    };
    // «Vraag 1», below it «Kent u …?», and below that «Ja.»
    let below = || {
        let lines: Vec<&str> = text().take(400).flat_map(str::lines).collect();
        lines
            .windows(3)
            .filter(|three| {
                three[0].starts_with("Vraag ")
                    && three[0].len() < 10
                    && three[1].trim_end().ends_with('?')
                    && three[2].trim_end().ends_with('.')
            })
            .take(2)
            .count()
            == 2
    };
    text().any(|text| text.starts_with("Antwoord") || text.starts_with("ANTWOORD"))
        || asked(1) && asked(2)
        || replied(1) && replied(2)
        || below()
}

/// Openings that only the government writes.
fn government_opens(lower: &str) -> bool {
    const OPENINGS: [&str; 16] = [
        "informeert het kabinet uw kamer",
        "informeer ik uw kamer",
        "informeren wij uw kamer",
        "informeer ik u",
        "bied ik u",
        "bieden wij u",
        "bied ik uw kamer",
        "zend ik u",
        "stuur ik u",
        "stuur ik uw kamer",
        "reageer ik op",
        "hierbij treft u",
        "ontvangt u hierbij",
        "hierbij ontvangt u",
        "doe ik uw kamer",
        "doe ik u",
    ];
    OPENINGS.iter().any(|opening| lower.contains(opening))
}
