//! From a record to the things that can be found in it.
//!
//! | record | what it makes |
//! |---|---|
//! | document | itself (a motion is of kind *motion*), its question–answer units, the undertakings in its text |
//! | transcript | itself and its speeches |
//! | every other | itself |

use model::facts::Extract;
use model::text::{DocumentText, ParagraphKind};
use model::{Category, CharIndex, Guid, Span};
use search::{Facets, Kind, PassageText, SearchDoc};
use store::indexable::{Actor, Indexable};
use store::show::motions::MOTION_KINDS;
use web::address;

/// Bytes of a name: what is longer is a sentence that was taken for one.
const LONGEST_NAME: usize = 120;
/// Characters below which a turn of the chair is not worth finding: "Het woord is aan mevrouw …".
const SHORT_TURN: u32 = 240;
/// Characters of a text that serve as the title of what has none.
const TITLE: usize = 140;

/// What can be found in a record.
pub fn things(category: Category, id: Guid, record: &Indexable) -> Vec<SearchDoc> {
    match category {
        Category::Document => document(record),
        Category::Transcript => transcript(id, record),
        _ => vec![other(category, id, record)],
    }
}

fn document(record: &Indexable) -> Vec<SearchDoc> {
    let number = &record.number;
    let motion = MOTION_KINDS.contains(&record.kind.as_str());
    let mut out = vec![SearchDoc {
        key: format!("document/{number}"),
        kind: if motion { Kind::Motion } else { Kind::Document },
        number: Some(number.clone()),
        title: record.title.clone(),
        subject: record.subject.clone(),
        date: day(record),
        url: address::document(number),
        facets: facets(record),
        passages: record.text.as_ref().map(passages).unwrap_or_default(),
        ..SearchDoc::default()
    }];
    if let Some(extract) = &record.extract {
        out.extend(exchanges(record, extract));
        if let Some(text) = &record.text {
            out.extend(promises(record, extract, text));
        }
    }
    out
}

/// The paragraphs of a text, with the anchors that they have on its page.
fn passages(text: &DocumentText) -> Vec<PassageText> {
    let index = CharIndex::new(&text.text);
    let paragraphs = text.paragraphs.iter().enumerate().map(|(at, paragraph)| PassageText {
        anchor: format!("p{}", at + 1),
        text: index.slice(paragraph.span).trim().to_owned(),
    });
    paragraphs.filter(|passage| !passage.text.is_empty()).collect()
}

/// The question–answer units of a document, at `/vraag/{document}/{n}`.
fn exchanges<'a>(record: &'a Indexable, extract: &'a Extract) -> impl Iterator<Item = SearchDoc> + 'a {
    let whole = name(record);
    let kept = move |(at, _): &(usize, &_)| !record.corrected.rejects("exchange", *at);
    extract.exchanges.iter().enumerate().filter(kept).map(move |(at, exchange)| {
        let mut facets = facets(record);
        facets.soort = vec!["Vraag en antwoord".to_owned()];
        // who wrote the letter answers; who asks is told by the unit itself
        facets.parties.clear();
        facets.to = std::mem::take(&mut facets.from);
        facets.to.extend(exchange.respondent.clone());
        facets.from.clone_from(&exchange.askers.members);
        // parties that ask together stand in one text
        facets
            .parties
            .extend(exchange.askers.party.iter().flat_map(|party| party.split(", ")).map(str::to_owned));
        facets.status =
            vec![if exchange.answer.is_empty() { "onbeantwoord" } else { "beantwoord" }.to_owned()];
        SearchDoc {
            key: format!("exchange/{}/{}", record.number, exchange.n(at)),
            kind: Kind::Exchange,
            number: Some(record.number.clone()),
            title: match &exchange.heading {
                Some(heading) if !heading.is_empty() => format!("Vraag {}: {heading}", exchange.number),
                _ => format!("Vraag {}", exchange.number),
            },
            context: whole.clone(),
            date: day(record),
            url: address::unit(&record.number, exchange.n(at)),
            facets,
            // the question first: it is compared with other questions, the rest with other answers
            passages: [&exchange.question, &exchange.answer]
                .into_iter()
                .filter(|text| !text.is_empty())
                .map(|text| PassageText { anchor: String::new(), text: text.clone() })
                .collect(),
            ..SearchDoc::default()
        }
    })
}

/// The undertakings in the text of a document, at the paragraph that makes them.
fn promises<'a>(
    record: &'a Indexable,
    extract: &'a Extract,
    text: &'a DocumentText,
) -> impl Iterator<Item = SearchDoc> + 'a {
    let kept = move |(at, _): &(usize, &_)| !record.corrected.rejects("commitment", *at);
    extract.commitments.iter().enumerate().filter(kept).map(move |(at, promise)| {
        let mut facets = facets(record);
        facets.soort = vec!["Toezegging in tekst".to_owned()];
        if let Some(by) = &promise.by {
            push(&mut facets.from, by);
        }
        let paragraph =
            text.paragraphs.partition_point(|paragraph| paragraph.span.start <= promise.span.start);
        SearchDoc {
            key: format!("promise/{}/{}", record.number, at + 1),
            kind: Kind::Commitment,
            number: Some(record.number.clone()),
            title: shortened(&promise.quote),
            context: name(record),
            date: day(record),
            url: address::document(&record.number),
            facets,
            passages: vec![PassageText {
                anchor: format!("p{}", paragraph.max(1)),
                text: promise.quote.clone(),
            }],
            ..SearchDoc::default()
        }
    })
}

fn transcript(id: Guid, record: &Indexable) -> Vec<SearchDoc> {
    let url = address::transcript(id);
    let mut out = vec![SearchDoc {
        key: format!("transcript/{}", record.number),
        kind: Kind::Transcript,
        title: record.title.clone(),
        subject: record.subject.clone(),
        date: day(record),
        url: url.clone(),
        facets: facets(record),
        passages: record.text.as_ref().map(passages).unwrap_or_default(),
        ..SearchDoc::default()
    }];
    if let Some(text) = &record.text {
        out.extend(speeches(record, text, &url));
    }
    out
}

/// The speeches of a transcript, each at the paragraph where it begins.
fn speeches<'a>(
    record: &'a Indexable,
    text: &'a DocumentText,
    url: &'a str,
) -> impl Iterator<Item = SearchDoc> + 'a {
    let index = CharIndex::new(&text.text);
    text.speeches.iter().enumerate().filter_map(move |(at, speech)| {
        if speech.chair && speech.span.len() < SHORT_TURN {
            return None;
        }
        let first = text.paragraphs.partition_point(|paragraph| paragraph.span.start < speech.span.start);
        let own = text.paragraphs[first.min(text.paragraphs.len())..]
            .iter()
            .take_while(|paragraph| paragraph.span.start < speech.span.end);
        let passages: Vec<PassageText> = own
            .enumerate()
            .map(|(at, paragraph)| PassageText {
                anchor: format!("p{}", first + at + 1),
                text: index.slice(paragraph.span).trim().to_owned(),
            })
            .filter(|passage| !passage.text.is_empty())
            .collect();
        if passages.is_empty() {
            return None;
        }
        let speaker = match &speech.first_name {
            Some(first) => format!("{first} {}", speech.speaker),
            None => speech.speaker.clone(),
        };
        let ministry = speech.role.as_deref().and_then(ministry);
        Some(SearchDoc {
            key: format!("speech/{}/{}", record.number, at + 1),
            kind: Kind::Speech,
            title: match (&speech.party, &speech.role) {
                (Some(party), _) => format!("{speaker} ({party})"),
                (None, Some(role)) if !speech.chair => format!("{speaker}, {role}"),
                _ => speaker.clone(),
            },
            context: headings_before(text, &index, speech.span).unwrap_or_else(|| name(record)),
            date: day(record),
            url: url.to_owned(),
            facets: Facets {
                soort: vec![if speech.interruption { "Interruptie" } else { "Spreekbeurt" }.to_owned()],
                from: vec![speaker],
                parties: speech.party.clone().into_iter().collect(),
                ministries: ministry.map(str::to_owned).into_iter().collect(),
                ..Facets::default()
            },
            passages,
            ..SearchDoc::default()
        })
    })
}

/// The heading of the debate that a speech is part of.
fn headings_before(text: &DocumentText, index: &CharIndex, speech: Span) -> Option<String> {
    let before = text.paragraphs.partition_point(|paragraph| paragraph.span.start < speech.start);
    let heading = text.paragraphs[..before]
        .iter()
        .rev()
        .find(|paragraph| matches!(paragraph.kind, ParagraphKind::Heading(2)))?;
    Some(index.slice(heading.span).trim().to_owned()).filter(|heading| !heading.is_empty())
}

fn other(category: Category, id: Guid, record: &Indexable) -> SearchDoc {
    let number = &record.number;
    let whole = record.part_of.as_ref();
    let at_whole = || {
        whole.map_or_else(String::new, |whole| match whole.category {
            Category::Person => address::person(&whole.name, &whole.number),
            _ => address::activity(&whole.number),
        })
    };
    let at_case = || record.cases.first().map_or_else(at_whole, |case| address::case(case));
    let (kind, url) = match category {
        Category::Commitment => (Kind::Commitment, address::commitment(number)),
        Category::Case => (Kind::Case, address::case(number)),
        Category::Dossier => (Kind::Dossier, address::dossier(number)),
        Category::Activity => (Kind::Activity, address::activity(number)),
        Category::AgendaItem => (Kind::AgendaItem, at_whole()),
        // a vote has a page of its own; other decisions are told on that of their case
        Category::Decision if !record.votes.is_empty() => (Kind::Decision, address::ballot(id)),
        Category::Decision => (Kind::Decision, at_case()),
        Category::Person => (Kind::Person, address::person(&record.title, number)),
        Category::Committee => (Kind::Committee, address::committee(&record.title, number)),
        Category::Party => {
            (Kind::Party, address::party(record.texts.first().map_or("", String::as_str), number))
        }
        Category::Gift => (Kind::Gift, at_whole()),
        Category::Trip => (Kind::Trip, at_whole()),
        Category::SideJob => (Kind::SideJob, at_whole()),
        _ => (Kind::Other, String::new()),
    };
    // an id is no official number: nobody types it, and readers have no use for it
    let official = *number != id.to_string();
    let passages: Vec<PassageText> = record
        .texts
        .iter()
        .filter(|text| !text.is_empty())
        .map(|text| PassageText { anchor: String::new(), text: plain(text) })
        .collect();
    let title = match record.texts.first() {
        Some(text) if record.title.is_empty() && record.subject.is_empty() => shortened(text),
        _ => record.title.clone(),
    };
    SearchDoc {
        key: format!("{}/{number}", kind.slug()),
        kind,
        number: official.then(|| number.clone()),
        title,
        subject: record.subject.clone(),
        context: whole.map_or_else(String::new, |whole| whole.name.clone()),
        date: day(record),
        url,
        facets: facets(record),
        passages,
        ..SearchDoc::default()
    }
}

fn name(record: &Indexable) -> String {
    if record.subject.is_empty() { record.title.clone() } else { record.subject.clone() }
}

/// The day of a record; of a moment, its day in the Netherlands.
fn day(record: &Indexable) -> Option<jiff::civil::Date> {
    let date = record.date.as_deref()?;
    if let Ok(moment) = date.parse::<jiff::Timestamp>() {
        return moment.in_tz("Europe/Amsterdam").ok().map(|moment| moment.date());
    }
    // the registers know some days only by month or year
    date.parse().or_else(|_| format!("{date}-01").parse()).or_else(|_| format!("{date}-01-01").parse()).ok()
}

fn facets(record: &Indexable) -> Facets {
    let mut facets = Facets {
        soort: if record.kind.is_empty() { Vec::new() } else { vec![record.kind.clone()] },
        dossiers: record
            .dossiers
            .iter()
            .map(|(number, addition)| match addition {
                Some(addition) => format!("{number}-{addition}"),
                None => number.to_string(),
            })
            .collect(),
        cases: record.cases.clone(),
        committees: record.committees.iter().map(|name| capitalised(name)).collect(),
        status: record.status.clone(),
        votes: record.votes.clone(),
        ..Facets::default()
    };
    for actor in &record.actors {
        give(&mut facets, actor);
    }
    facets
}

/// A committee's name as its own record has it: activities write `vaste commissie`.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn give(facets: &mut Facets, actor: &Actor) {
    let list = if actor.role.starts_with("Gericht") { &mut facets.to } else { &mut facets.from };
    push(list, &actor.name);
    if let Some(party) = &actor.party {
        push(&mut facets.parties, party);
    }
    if let Some(ministry) = actor.function.as_deref().and_then(ministry) {
        push(&mut facets.ministries, ministry);
    }
}

fn push(list: &mut Vec<String>, value: &str) {
    if !value.is_empty() && value.len() <= LONGEST_NAME && !list.iter().any(|known| known == value) {
        list.push(value.to_owned());
    }
}

/// The words of a note that the source writes with tags: `<p>Besloten</p>`.
fn plain(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        // a sign that opens no tag is a sign
        let is_tag = tag[1..].starts_with(|char: char| char.is_ascii_alphabetic() || char == '/');
        match tag.find('>') {
            Some(close) if is_tag => {
                out.push(' ');
                rest = &tag[close + 1..];
            }
            _ => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    let out = out.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first words of a text.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(TITLE) else { return text.to_owned() };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{} …", text[..cut].trim_end_matches([',', ';', ':', ' ']))
}

/// The ministry in a function: `minister van Buitenlandse Zaken` → `Buitenlandse Zaken`.
fn ministry(function: &str) -> Option<&str> {
    let lower = function.to_lowercase();
    if lower.len() != function.len()
        || !(lower.starts_with("minister") || lower.starts_with("staatssecretaris"))
    {
        return None;
    }
    let at = lower
        .find(" van ")
        .map(|at| at + " van ".len())
        .or_else(|| lower.find(" voor ").map(|at| at + " voor ".len()))
        // the register leaves the word out: `staatssecretaris Jeugd, Preventie en Sport`
        .or_else(|| lower.find(' ').map(|at| at + 1))?;
    let name = function.get(at..).map(str::trim).filter(|name| !name.is_empty())?;
    name.starts_with(char::is_uppercase).then_some(name)
}
