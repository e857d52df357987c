//! Which papers answer or postpone which written questions, and whether the term has passed.
//!
//! A wrong "not answered" has victims, so every tie counts: a shared case, a related case without questions of its own,
//! the number cited before the first question, and last the subject with the askers. What may be an answer but is not
//! tied so (a letter under the same case, a subject that is only alike) makes the state `maybe`, never `open`.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use model::due::answer::{EXTENDED_DAYS, Recesses, TERM_DAYS};
use model::ministry::ministries;
use store::relations::{
    ANSWER_KINDS, POSTPONEMENT_KIND, PaperFacts, QUESTION_KIND, QuestionFacts, QuestionPaper, QuestionSet,
};
use store::show::newest::CABINET_KINDS;

use super::words::{plain, subject_words};

/// An answer is looked for by its subject so many days after the questions.
const LATEST: i64 = 550;
/// Of the beginning of a paper so many characters tell who asks whom.
const HEAD: usize = 1_500;
/// A subject shorter than this fits too many papers.
const SHORTEST_SUBJECT: usize = 14;

/// A paper that is tied to questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tied {
    /// The paper.
    pub paper: PaperFacts,
    /// `answer`, `postponement`, `letter`.
    pub role: &'static str,
    /// `case`, `related_case`, `cited`, `subject`, `words`.
    pub evidence: &'static str,
    /// The passage that ties them.
    pub quote: Option<String>,
}

/// What the beginning of a paper with questions says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Who asks: surname and party.
    pub askers: Vec<(String, Option<String>)>,
    /// Who is asked, as printed.
    pub addressee: Option<String>,
}

/// Reads who asks whom from `Vragen van het lid Proef (ABC) aan de Minister van Financiën over …`.
pub fn head(text: &str) -> Head {
    let end = text.char_indices().nth(HEAD).map_or(text.len(), |(at, _)| at);
    let text = text[..end].split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = text.to_lowercase();
    // lower case may change the length of exotic letters: then nothing is read
    if lower.len() != text.len() {
        return Head::default();
    }
    let starts = ["vragen van het lid ", "vragen van de leden ", "vraag van het lid "];
    let Some((at, words)) = starts.iter().filter_map(|words| lower.find(words).map(|at| (at, words))).min()
    else {
        return Head::default();
    };
    let from = at + words.len();
    let Some(to) = lower[from..].find(" aan de ").or_else(|| lower[from..].find(" aan het ")) else {
        return Head { askers: askers(&text[from..(from + 200).min(text.len())]), addressee: None };
    };
    let names = text.get(from..from + to).unwrap_or_default();
    let rest = from + to + " aan ".len();
    let stop = [" over ", " inzake ", " naar aanleiding ", " betreffende ", " (ingezonden"]
        .iter()
        .filter_map(|mark| lower.get(rest..)?.find(mark))
        .min()
        .unwrap_or(0);
    let addressee = text.get(rest..rest + stop).map(str::trim).filter(|words| {
        let words = words.to_lowercase();
        words.len() < 300 && (words.contains("minister") || words.contains("staatssecretaris"))
    });
    Head { askers: askers(names), addressee: addressee.map(str::to_owned) }
}

/// `Proef , Van Voorbeeld (beiden ABC) en Test (DEF)`: names with their parties.
fn askers(names: &str) -> Vec<(String, Option<String>)> {
    if names.len() > 600 {
        return Vec::new();
    }
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    let mut waiting = 0;
    let mut rest = names;
    loop {
        let open = rest.find('(');
        let part = &rest[..open.unwrap_or(rest.len())];
        for name in part.split(',').flat_map(|part| part.split(" en ")) {
            let name = name.trim().trim_start_matches("en ").trim();
            if name.chars().next().is_some_and(char::is_alphabetic) {
                found.push((name.to_owned(), None));
                waiting += 1;
            }
        }
        let Some(open) = open else { break };
        let close = rest[open..].find(')').map_or(rest.len(), |close| open + close);
        let party = rest[open + 1..close].trim();
        let all = ["beiden ", "allen "].iter().find_map(|words| party.strip_prefix(words));
        let party = all.unwrap_or(party).trim();
        let count = if all.is_some() { waiting } else { waiting.min(1) };
        let start = found.len() - count;
        for (_, known) in &mut found[start..] {
            *known = Some(party.to_owned()).filter(|party| !party.is_empty());
        }
        waiting = 0;
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    found.truncate(30);
    found
}

/// The papers that a shared or cited number ties to the questions.
pub fn by_number(facts: &QuestionFacts) -> Vec<Tied> {
    let asked = facts.paper.as_ref().and_then(|paper| paper.date.clone());
    let later = |paper: &PaperFacts| match (&asked, &paper.date) {
        (Some(asked), Some(date)) => date >= asked,
        _ => true,
    };
    let mut tied: Vec<Tied> = Vec::new();
    for (paper, evidence) in facts.of_cases.iter().filter(|(paper, _)| later(paper)) {
        if let Some(role) = role(&paper.kind) {
            tied.push(Tied { paper: paper.clone(), role, evidence, quote: None });
        }
    }
    for (paper, quote, first) in &facts.citing {
        // who cites the number after the first question only refers to it
        let known = tied.iter().any(|tied| tied.paper.id == paper.id);
        if *first
            && !known
            && later(paper)
            && let Some(role) = role(&paper.kind)
        {
            let quote = Some(quote.chars().take(600).collect());
            tied.push(Tied { paper: paper.clone(), role, evidence: "cited", quote });
        }
    }
    tied
}

fn role(kind: &str) -> Option<&'static str> {
    match kind {
        kind if ANSWER_KINDS.contains(&kind) => Some("answer"),
        POSTPONEMENT_KIND => Some("postponement"),
        kind if CABINET_KINDS.contains(&kind) => Some("letter"),
        _ => None,
    }
}

/// Days between which an answer is looked for by its subject.
pub fn answer_period(facts: &QuestionFacts) -> Option<(String, String)> {
    let asked: Date = facts.paper.as_ref()?.date.as_deref()?.parse().ok()?;
    Some((asked.to_string(), asked.checked_add(Span::new().days(LATEST)).ok()?.to_string()))
}

/// Days between which questions are looked for by the subject of an answer.
pub fn question_period(answer: &PaperFacts) -> Option<(String, String)> {
    let answered: Date = answer.date.as_deref()?.parse().ok()?;
    Some((answered.checked_sub(LATEST.days()).ok()?.to_string(), answered.to_string()))
}

/// How a subject of an answer stands to that of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// Most of the words are the same.
    Words,
    /// One is in the other.
    Whole,
}

fn likeness(question: &str, answer: &str) -> Option<Likeness> {
    let (who, about) = answer.split_once(" over ").unwrap_or(("", answer));
    let about = if who.to_lowercase().contains("vragen") { about } else { answer };
    let (question, about) = (plain(question), plain(about));
    if question.len() < SHORTEST_SUBJECT || about.len() < SHORTEST_SUBJECT {
        return None;
    }
    // subjects are cut off in some records
    if question.contains(&about) || about.contains(&question) {
        return Some(Likeness::Whole);
    }
    let (question, about) = (subject_words(&question), subject_words(&about));
    let shared = question.intersection(&about).count();
    let least = question.len().min(about.len());
    (shared >= 4 && shared * 5 >= least * 4).then_some(Likeness::Words)
}

/// Whether the subject of an answer names one of those who asked; none when it names nobody or they are not known.
fn names_asker(answer: &str, askers: &[(String, Option<String>)]) -> Option<bool> {
    let (who, _) = answer.split_once(" over ")?;
    let lower = who.to_lowercase();
    if askers.is_empty() || !(lower.contains("lid ") || lower.contains("leden ")) {
        return None;
    }
    let who = plain(who);
    Some(askers.iter().any(|(name, _)| {
        let surname = plain(name);
        let surname = surname.rsplit(' ').next().unwrap_or_default();
        surname.len() > 1 && format!(" {who} ").contains(&format!(" {surname} "))
    }))
}

/// Of papers that no number ties to the questions, those that their subject does.
pub fn by_subject(facts: &QuestionFacts, head: &Head, papers: &[PaperFacts]) -> Vec<Tied> {
    let Some(question) = &facts.paper else { return Vec::new() };
    let askers = if head.askers.is_empty() { &facts.askers } else { &head.askers };
    papers
        .iter()
        .filter_map(|paper| {
            let likeness = likeness(&question.subject, &paper.subject)?;
            let evidence = match (likeness, names_asker(&paper.subject, askers)) {
                (_, Some(false)) => return None,
                (Likeness::Whole, _) => "subject",
                (Likeness::Words, _) => "words",
            };
            let role = role(&paper.kind).filter(|role| *role != "letter")?;
            Some(Tied { paper: paper.clone(), role, evidence, quote: Some(paper.subject.clone()) })
        })
        .collect()
}

/// The questions whose subject is in that of an answer.
pub fn asked_in(answer: &PaperFacts, kind: &str, asked: &[PaperFacts]) -> Vec<model::Guid> {
    if role(kind).is_none_or(|role| role == "letter") {
        return Vec::new();
    }
    let alike = asked.iter().filter(|question| likeness(&question.subject, &answer.subject).is_some());
    alike.map(|question| question.id).take(20).collect()
}

/// A set of questions with what became of it.
pub fn set(
    facts: &QuestionFacts,
    head: Head,
    mut tied: Vec<Tied>,
    recesses: &Recesses,
    since: Option<&str>,
) -> QuestionSet {
    let case = facts.cases.iter().find(|case| case.kind == QUESTION_KIND).or(facts.cases.first());
    let started = case.and_then(|case| case.started.clone());
    let asked = facts.paper.as_ref().and_then(|paper| paper.date.clone()).or(started);
    let day = asked.as_deref().and_then(|asked| asked.parse::<Date>().ok());
    tied.sort_by(|a, b| {
        (a.paper.date.is_none(), &a.paper.date).cmp(&(b.paper.date.is_none(), &b.paper.date))
    });

    let sure = |tied: &&Tied| tied.evidence != "words";
    // an answer «nader» follows on one: it is the first only where there is no other
    let answer = tied
        .iter()
        .filter(|tied| tied.role == "answer")
        .filter(sure)
        .min_by_key(|tied| (tied.paper.kind != ANSWER_KINDS[0], tied.paper.date.clone()))
        .cloned();
    let postponements: Vec<&Tied> =
        tied.iter().filter(|tied| tied.role == "postponement").filter(sure).collect();
    let settled = case.and_then(|case| case.settled);
    let state = match () {
        () if answer.is_some() => "answered",
        () if settled == Some(true) => "settled",
        () if tied.iter().any(|tied| tied.role != "postponement") => "maybe",
        // without its case nobody knows whether the House calls it settled
        () if facts.paper.is_none() || facts.cases.is_empty() || day.is_none() => "unknown",
        () if since.zip(asked.as_deref()).is_some_and(|(since, asked)| asked < since) => "unknown",
        () => "open",
    };
    let told: Option<Date> = case.and_then(|case| case.term.as_deref()).and_then(|term| term.parse().ok());
    let counted = day.map(|day| recesses.term(day, TERM_DAYS));
    // the later of both: nobody is called late who may be on time
    let term = counted.max(told);
    let postponed = postponements.first().and_then(|tied| tied.paper.date.clone());
    let extended = (!postponements.is_empty())
        .then(|| day.map(|day| recesses.term(day, EXTENDED_DAYS)))
        .flatten()
        .max(term.filter(|_| !postponements.is_empty()));
    let answered = answer.as_ref().and_then(|answer| answer.paper.date.clone());
    let latency = day
        .zip(answered.as_deref().and_then(|day| day.parse::<Date>().ok()))
        .and_then(|(asked, answered)| asked.until(answered).ok().map(|span| i64::from(span.get_days())));
    let askers = merge(&facts.askers, head.askers);
    let parties: Vec<String> = askers.iter().filter_map(|(_, party)| party.clone()).collect();
    let told: Vec<String> = facts
        .asked
        .iter()
        .flat_map(|(name, function)| ministries(function.as_deref().or(name.as_deref()).unwrap_or_default()))
        .collect();
    let printed = head.addressee.as_deref().map(ministries).unwrap_or_default();
    let addressee = head.addressee.clone().or_else(|| {
        let (name, function) = facts.asked.first()?;
        function.clone().or_else(|| name.clone())
    });
    QuestionSet {
        id: facts.paper.as_ref().map(|paper| paper.id).or(case.map(|case| case.id)).unwrap_or_default(),
        paper: facts.paper.as_ref().map(|paper| paper.number.clone()),
        case: case.map(|case| case.number.clone()),
        subject: facts
            .paper
            .as_ref()
            .map(|paper| paper.subject.clone())
            .or(case.map(|case| case.subject.clone()))
            .filter(|subject| !subject.is_empty()),
        asked,
        askers,
        parties,
        ministries: if told.is_empty() { printed } else { told },
        addressee,
        term: term.map(|day| day.to_string()),
        extended: extended.map(|day| day.to_string()),
        postponed,
        postponements: postponements.len() as u32,
        answer: answer.as_ref().map(|answer| answer.paper.number.clone()),
        answered,
        evidence: answer.as_ref().map(|answer| answer.evidence.to_owned()),
        latency,
        settled,
        state: state.to_owned(),
        papers: tied
            .into_iter()
            .map(|tied| QuestionPaper {
                id: tied.paper.id,
                role: tied.role,
                evidence: tied.evidence,
                quote: tied.quote,
            })
            .collect(),
    }
}

/// The askers of the record with the parties that only the paper tells; those of the paper where the record has none.
fn merge(
    record: &[(String, Option<String>)],
    paper: Vec<(String, Option<String>)>,
) -> Vec<(String, Option<String>)> {
    if record.is_empty() {
        return paper;
    }
    let surname = |name: &str| plain(name).rsplit(' ').next().unwrap_or_default().to_owned();
    record
        .iter()
        .map(|(name, party)| {
            let printed = paper.iter().find(|(known, _)| surname(known) == surname(name));
            (name.clone(), party.clone().or_else(|| printed.and_then(|(_, party)| party.clone())))
        })
        .collect()
}

#[cfg(test)]
mod tests;
