//! Mentions of motions, and what the author of a text says became of them.
//!
//! | text | name | claim |
//! |---|---|---|
//! | `conform de motie Prins en Linde (Kamerstuk 34567, nr. 8)` | `motie Prins en Linde`, `34567-8` | `mentioned` |
//! | `Het kabinet heeft nog geen uitvoering gegeven aan motie Prins.` | `motie Prins` | `not_done` |
//! | `Met deze brief geef ik uitvoering aan de motie van het lid Prins c.s.` | `motie van het lid Prins c.s.` | `done` |
//!
//! The paper is the number next to the name, in brackets or in the note tied there; else the number that the same
//! name has elsewhere in the document, where nothing speaks against it. The name alone is never guessed into a number: a database may do that.
//! `conform motie X` and `in lijn met motie X` speak of a policy, not of execution, and questions claim nothing.

use std::collections::HashMap;
use std::ops::Range;

use model::facts::{Claim, MotionMention, Reference, ReferenceKind};
use model::text::ParagraphKind;

use crate::source::Source;
use crate::turns::Turns;
use crate::{Context, Work, references};

mod claim;
mod mention;

use mention::{Form, Mention};

/// Sentences longer than this are read for one motion only.
const LONGEST_SENTENCE: usize = 8_000;

/// Mentions read in one sentence.
const MOST_MENTIONS: usize = 40;

/// A mention on its way to publication.
struct Found {
    mention: Mention,
    /// Its sentence in bytes of the text.
    sentence: Range<usize>,
    target: Option<String>,
    claim: Claim,
}

/// Finds the mentions of a document; see the module.
pub(crate) fn run(source: &Source<'_>, context: &Context<'_>, work: &mut Work) {
    // a page about several motions may have been taken for one
    let several =
        work.extract.document.title.as_ref().is_some_and(|title| title.to_lowercase().contains("moties"));
    if work.extract.document.kind.as_deref() == Some("motie") && (context.kind.is_some() || !several) {
        return;
    }
    let mut found: Vec<Found> = Vec::new();
    let questions = crate::exchanges::questions(source, work);
    let mut blocks: Vec<Range<usize>> =
        source.paragraphs.iter().map(|paragraph| paragraph.bytes.clone()).collect();
    blocks.extend(source.notes.iter().map(|note| note.said(source.text)));
    let bounds = bounds(source, work);
    let turns = Turns::read(source, work);
    let debate = !source.document.speeches.is_empty()
        || work.extract.document.kind.as_deref() == Some("verslag-vergadering");
    let mut about = About { debate, ..About::default() };
    let mut rows = Rows::default();
    for (at, block) in blocks.into_iter().enumerate() {
        let heading =
            source.paragraphs.get(at).is_none_or(|one| matches!(one.kind, ParagraphKind::Heading(_)));
        about.enter(&block, heading, &bounds);
        let from = found.len();
        let place =
            Place { questions: &questions, bounds: &bounds, by_members: turns.by_members(block.start) };
        rows.enter(source, work, at, &block, &place, &mut found);
        let from = from.max(found.len());
        in_block(source, &block, &place, about.single(), work, &mut found);
        about.note(&found[from..]);
        rows.note(at, from, &found);
    }
    found.sort_by_key(|one| (one.sentence.start, one.mention.bytes.start));
    resolve_by_number(source, &work.extract.references, &mut found);
    resolve_by_name(source, debate, &mut found);
    from_question_to_answer(source, work, &mut found);
    for one in found {
        // «de motie» alone counts only when it is known which one and something is said of it
        if one.mention.form == Form::Anaphor && (one.claim == Claim::Mentioned || one.target.is_none()) {
            continue;
        }
        let span = source.span(one.sentence.clone());
        work.extract.motions.push(MotionMention {
            name: one.mention.name,
            target: one.target,
            claim: one.claim,
            quote: source.slice(one.sentence).to_owned(),
            span,
        });
    }
}

/// Which motion a stretch of text is about: what its heading or its paragraphs so far name, if it is only one.
///
/// A letter that reports on motions names each once, under a heading of its own, and says paragraphs later what became
/// of «de motie». In a debate «de motie» is the one named last, by its movers or its number, a few paragraphs ago.
#[derive(Default)]
struct About {
    motion: Option<Mention>,
    several: bool,
    before: usize,
    debate: bool,
    /// Blocks since the motion was named.
    age: usize,
}

/// Blocks after which «de motie» of a debate is no longer the one named before.
const FORGOTTEN: usize = 6;

impl About {
    /// Begins anew at a heading and where a question or answer begins.
    fn enter(&mut self, block: &Range<usize>, heading: bool, bounds: &[usize]) {
        let next = bounds.partition_point(|bound| *bound <= self.before);
        let crossed = bounds.get(next).is_some_and(|bound| *bound <= block.start);
        self.age += 1;
        if heading || crossed || block.start < self.before || self.debate && self.age > FORGOTTEN {
            *self = About { debate: self.debate, ..About::default() };
        }
        self.before = block.start;
    }

    fn single(&self) -> Option<&Mention> {
        self.motion.as_ref().filter(|_| !self.several)
    }

    fn note(&mut self, found: &[Found]) {
        if self.debate {
            let by_itself = |one: &&Found| matches!(one.mention.form, Form::Named | Form::Described);
            if let Some(one) = found.iter().rev().find(by_itself) {
                self.motion = Some(one.mention.clone());
                self.age = 0;
            }
            return;
        }
        for one in found.iter().filter(|one| one.mention.form == Form::Named) {
            match &self.motion {
                Some(known) if known.key != one.mention.key => self.several = true,
                Some(_) => {}
                None => self.motion = Some(one.mention.clone()),
            }
        }
    }
}

/// Tables of motions whose cells came as paragraphs of their own: the motion, its paper, what became of it.
#[derive(Default)]
struct Rows {
    /// The block of the motion and its mentions, if it names only one.
    motion: Option<(usize, Range<usize>)>,
}

impl Rows {
    /// Reads a block right behind a motion's: its paper alone, or a state.
    fn enter(
        &mut self,
        source: &Source<'_>,
        work: &Work,
        at: usize,
        block: &Range<usize>,
        place: &Place<'_>,
        found: &mut Vec<Found>,
    ) {
        let Some((row, mentions)) = self.motion.clone() else { return };
        if at > row + 2 || in_any(place.questions, block.start) {
            self.motion = None;
            return;
        }
        let text = source.slice(block.clone());
        // a whole row says its own
        if text.contains('\t') {
            return;
        }
        let papers = references::within(&work.extract.references, source.span(block.clone()));
        if let [paper] = papers
            && paper.kind == ReferenceKind::Kamerstuk
            && paper.text.chars().count() + 3 >= text.trim().chars().count()
        {
            for one in found[mentions].iter_mut().filter(|one| one.target.is_none()) {
                one.target = Some(paper.target.clone());
            }
            return;
        }
        let Some(first) = crate::sentences::sentences(text).into_iter().next() else { return };
        if let Some(claim) = claim::state(&text[first.clone()].to_lowercase()) {
            let before = &found[mentions.start];
            let mention = Mention { bytes: 0..0, form: Form::Followed, ..before.mention.clone() };
            let target = before.target.clone();
            found.push(Found {
                mention,
                sentence: block.start + first.start..block.start + first.end,
                target,
                claim,
            });
            self.motion = None;
        }
    }

    /// Notes a block that names one motion.
    fn note(&mut self, at: usize, from: usize, found: &[Found]) {
        let named: Vec<&Found> = found[from..].iter().filter(|one| one.mention.form == Form::Named).collect();
        if let [_] = named.as_slice() {
            self.motion = Some((at, from..found.len()));
        } else if !named.is_empty() {
            self.motion = None;
        }
    }
}

/// Whether a page reports on several motions and speaks to the House, whatever its head was taken for.
pub(crate) fn reports_on_motions(source: &Source<'_>, work: &Work) -> bool {
    let title = work.extract.document.title.as_deref().unwrap_or("").to_lowercase();
    let holds = |words: &[u8]| memchr::memmem::find(source.text.as_bytes(), words).is_some();
    // «Omschrijving van de motie | Vindplaats | Stand van zaken», as annexes of budgets print it
    let table = (holds(b"Stand van Zaken") || holds(b"Stand van zaken")) && holds(b"Kamer wordt");
    (title.contains("moties") || title.contains("toezeggingen")) && (holds(b"uw Kamer") || table)
}

/// What holds for a whole block.
struct Place<'p> {
    questions: &'p [Range<usize>],
    bounds: &'p [usize],
    /// Members claim nothing for the government.
    by_members: bool,
}

/// Where questions and answers begin.
pub(crate) fn bounds(source: &Source<'_>, work: &Work) -> Vec<usize> {
    let spans = work.extract.exchanges.iter().flat_map(|one| [one.question_span, one.answer_span]);
    let mut bounds: Vec<usize> = spans.map(|span| source.bytes(span).start).collect();
    bounds.sort_unstable();
    bounds
}

fn in_block(
    source: &Source<'_>,
    block: &Range<usize>,
    place: &Place<'_>,
    about: Option<&Mention>,
    work: &Work,
    found: &mut Vec<Found>,
) {
    let text = source.slice(block.clone());
    if memchr::memmem::find(text.as_bytes(), b"otie").is_none()
        && memchr::memmem::find(text.as_bytes(), b"OTIE").is_none()
    {
        return;
    }
    // what the sentence before was about, if about one motion only
    let mut last: Option<(Mention, usize)> = None;
    for (count, sentence) in crate::sentences::sentences(text).into_iter().enumerate() {
        let mut bytes = block.start + sentence.start..block.start + sentence.end;
        // «Vraag 3: Is de motie uitgevoerd?», «Antwoord 3 Ja, …»: the quotation begins behind the mark
        if let Some(begin) = begin_within(place.bounds, &bytes) {
            bytes.start = begin;
        }
        let words = source.slice(bytes.clone());
        let asked = place.by_members || in_any(place.questions, bytes.start);
        // a sentence of pages is no sentence: bounded, so that hostile texts stay linear
        let mentions = mention::read(words, if words.len() > LONGEST_SENTENCE { 1 } else { MOST_MENTIONS });
        let lower = words.to_lowercase();
        let follows = last.as_ref().is_some_and(|(_, at)| count <= at + 2);
        let named: Vec<&Mention> = mentions.iter().filter(|one| one.form != Form::Anaphor).collect();
        if named.is_empty() {
            // «Afgedaan.», as tables of motions say it
            if let (Some(claim), Some((before, _)), true, false) =
                (claim::state(&lower), &last, follows, asked)
            {
                let mention = Mention { bytes: 0..0, form: Form::Followed, ..before.clone() };
                let target = target(source, work, &bytes, &mention, &[], true);
                found.push(Found { mention, sentence: bytes, target, claim });
                continue;
            }
            let refers = claim::refers_back(&lower) || mentions.iter().any(|one| one.form == Form::Anaphor);
            if !refers || asked {
                continue;
            }
            let claim = claim::of_sentence(&lower);
            let at = mentions.first().map_or(0, |one| one.bytes.start);
            match &last {
                Some((before, _)) if follows && claim != Claim::Mentioned => {
                    let mention = Mention { bytes: at..at, form: Form::Followed, ..before.clone() };
                    let target = target(source, work, &bytes, &mention, &[], true);
                    found.push(Found { mention, sentence: bytes, target, claim });
                }
                _ => {
                    // «de motie», paragraphs below the name
                    if let (Some(one), Some(about)) = (mentions.first(), about)
                        && claim != Claim::Mentioned
                    {
                        let mention =
                            Mention { bytes: one.bytes.clone(), form: Form::Followed, ..about.clone() };
                        let target = target(source, work, &bytes, &mention, &mentions, true);
                        found.push(Found { mention, sentence: bytes, target, claim });
                    } else if let Some(one) = mentions.first() {
                        let target = target(source, work, &bytes, one, &mentions, true);
                        found.push(Found { mention: one.clone(), sentence: bytes, target, claim });
                    }
                }
            }
            continue;
        }
        // «De motie is afgedaan met de brief inzake motie X»: not X is
        let of_another = lower.starts_with("de motie is ")
            && mentions.first().is_some_and(|one| one.form == Form::Anaphor)
            && claim::of_sentence(&words[..named[0].bytes.start].to_lowercase()) != Claim::Mentioned;
        last = match named.as_slice() {
            [one] => Some(((*one).clone(), count)),
            _ => None,
        };
        for one in &named {
            let policy = claim::is_policy(&lower_before(words, one.bytes.start));
            // «in lijn met de motie X, die daarmee is uitgevoerd»
            let followed = policy && !claim::closes(&words[one.bytes.end..]);
            let claim = if asked || followed || of_another {
                Claim::Mentioned
            } else {
                claim::of_mention(words, &one.bytes)
            };
            let claim = if policy && claim != Claim::Done { Claim::Mentioned } else { claim };
            let target = target(source, work, &bytes, one, &mentions, named.len() == 1).or_else(|| {
                let after = bytes.start + one.bytes.end..block.end;
                if named.len() > 1 {
                    return None;
                }
                let opens = bytes.start == block.start && one.bytes.start == 0;
                next_cell(source, work, after.clone())
                    .or_else(|| if opens { dated_cell(source, work, after) } else { None })
            });
            found.push(Found { mention: (*one).clone(), sentence: bytes.clone(), target, claim });
        }
    }
}

fn lower_before(words: &str, at: usize) -> String {
    let start = words[..at].char_indices().rev().nth(90).map_or(0, |(start, _)| start);
    words[start..at].to_lowercase()
}

fn in_any(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.start <= at);
    next > 0 && ranges[next - 1].contains(&at)
}

/// Where a question or answer begins inside a sentence, if one does.
pub(crate) fn begin_within(bounds: &[usize], sentence: &Range<usize>) -> Option<usize> {
    let next = bounds.partition_point(|bound| *bound <= sentence.start);
    bounds.get(next).copied().filter(|bound| *bound < sentence.end)
}

/// The paper of a mention: a number beside it, in brackets, or in a note tied to it.
fn target(
    source: &Source<'_>,
    work: &Work,
    sentence: &Range<usize>,
    mention: &Mention,
    all: &[Mention],
    alone: bool,
) -> Option<String> {
    if let Some(target) = &mention.target {
        return Some(target.clone());
    }
    let span = source.span(sentence.clone());
    let start = sentence.start + mention.bytes.start;
    let end = sentence.start + mention.bytes.end;
    let next = all
        .iter()
        .map(|other| sentence.start + other.bytes.start)
        .filter(|&other| other > start)
        .min()
        .unwrap_or(sentence.end);
    let in_sentence: Vec<(Range<usize>, &Reference)> = references::within(&work.extract.references, span)
        .iter()
        .filter(|reference| reference.kind == ReferenceKind::Kamerstuk)
        .map(|reference| (source.bytes(reference.span), reference))
        .collect();
    // after the name and before the next
    if let Some((_, reference)) = in_sentence.iter().find(|(bytes, _)| {
        bytes.start >= start && bytes.start < next && ties(source.slice(end.min(bytes.start)..bytes.start))
    }) {
        return Some(reference.target.clone());
    }
    // «Kamerstukken A en B (motie Prins …; verslag …)»: the titles follow the numbers in their order
    if let Some(target) = by_position(source, &in_sentence, sentence, start) {
        return Some(target);
    }
    // «de motie Prins¹»; a note at the end of a sentence with one motion
    let limit = if alone { sentence.end } else { next };
    for note in source.notes_in(start..limit) {
        let mark = note.mark?;
        if mark > end + 3 && !(alone && ties(source.slice(end.min(mark)..mark))) {
            continue;
        }
        let papers: Vec<&Reference> =
            references::within(&work.extract.references, source.span(note.bytes.clone()))
                .iter()
                .filter(|reference| reference.kind == ReferenceKind::Kamerstuk)
                .collect();
        if let [paper] = papers.as_slice() {
            return Some(paper.target.clone());
        }
    }
    None
}

/// The paper with which the next cell of a table begins: `Motie X over water  Kamerstuk 34567, nr. 8`.
fn next_cell(source: &Source<'_>, work: &Work, after: Range<usize>) -> Option<String> {
    let cell = after.start + memchr::memchr(b'\t', source.slice(after.clone()).as_bytes())? + 1;
    let begins =
        cell + (source.slice(cell..after.end).len() - source.slice(cell..after.end).trim_start().len());
    let papers = references::within(&work.extract.references, source.span(begins..after.end));
    let first = papers.iter().find(|reference| reference.kind == ReferenceKind::Kamerstuk)?;
    (source.bytes(first.span).start <= begins + 1).then(|| first.target.clone())
}

/// The paper in a row whose cells have run together, as lists of a budget have it: the day and the debate come before
/// (`Motie X over water. 27-02-2031 Spoeddebat over dijken (34 567, nr. 8) De motie is uitgevoerd.`).
fn dated_cell(source: &Source<'_>, work: &Work, after: Range<usize>) -> Option<String> {
    let papers = references::within(&work.extract.references, source.span(after.clone()));
    let first = papers.iter().find(|reference| reference.kind == ReferenceKind::Kamerstuk)?;
    let before = source.slice(after.start..source.bytes(first.span).start).strip_suffix('(')?;
    let dated = before.split_whitespace().rev().take(15).any(|token| {
        let mut parts = token.split('-').map(|part| (part.len(), part.bytes().all(|b| b.is_ascii_digit())));
        matches!(
            (parts.next(), parts.next(), parts.next(), parts.next()),
            (Some((1 | 2, true)), Some((1 | 2, true)), Some((4, true)), None)
        )
    });
    dated.then(|| first.target.clone())
}

/// Whether words between a name and a number leave them together: no other paper comes between.
fn ties(between: &str) -> bool {
    let lower = between.to_lowercase();
    // «over een plan van aanpak om … (»: what it is about, up to the brackets that cite it
    let about = lower.trim_start();
    if ["over ", "inzake ", "omtrent ", "betreffende ", "aangaande "]
        .iter()
        .any(|lead| about.starts_with(lead))
        && about.trim_end().ends_with('(')
        && !about.contains([')', ',', ';'])
        && !["gestuurd", "gezonden", "aangeboden", "geïnformeerd", "ontvangen"]
            .iter()
            .any(|sent| about.contains(sent))
    {
        return true;
    }
    ![
        "brief",
        "verslag",
        "rapport",
        "antwoord",
        "kamervragen",
        "wetsvoorstel",
        "debat van",
        "advies",
        "nota",
        "toezegging",
        "gestuurd",
        "gezonden",
        "aangeboden",
        "geïnformeerd",
        "ontvangen",
        "handreiking",
        "rapportage",
        "reactie",
        "plan van",
    ]
    .iter()
    .any(|other| lower.contains(other))
}

/// The number whose place in a list is that of the title in the brackets behind the list.
fn by_position(
    source: &Source<'_>,
    papers: &[(Range<usize>, &Reference)],
    sentence: &Range<usize>,
    start: usize,
) -> Option<String> {
    let before: Vec<&(Range<usize>, &Reference)> =
        papers.iter().filter(|(bytes, _)| bytes.end <= start).collect();
    let (last, _) = before.last()?;
    let between = source.slice(last.end..start);
    let inside = between
        .trim_start()
        .strip_prefix('(')
        .or_else(|| between.trim_start().strip_prefix(','))
        .or_else(|| between.trim_start().strip_prefix(':'))?;
    let place = inside.matches(';').count();
    // the title itself names the motion: «Gewijzigde motie …», not «Verslag … over de motie …»
    let title = inside.rsplit(';').next().unwrap_or(inside);
    if title.split_whitespace().count() > 3 {
        return None;
    }
    // the numbers of that list: joined by nothing but «en» and commas
    let mut list = vec![before[before.len() - 1]];
    for pair in before.windows(2).rev() {
        let joined = source.slice(pair[0].0.end..pair[1].0.start).trim();
        if !matches!(joined, "en" | "," | "en nr.") || pair[0].0.start < sentence.start {
            break;
        }
        list.insert(0, pair[0]);
    }
    if inside.contains('(') && inside.matches('(').count() != inside.matches(')').count() {
        return None;
    }
    list.get(place).map(|(_, reference)| reference.target.clone())
}

/// Gives a mention without a number the number that its name has elsewhere, if it has only one.
///
/// In a letter the first mover is name enough. In a debate a member moves motions and speaks of older ones in one
/// breath: there only a name of several movers is one.
fn resolve_by_name(source: &Source<'_>, debate: bool, found: &mut [Found]) {
    let name = |mention: &Mention| {
        if debate { movers(&mention.name) } else { mention.key.clone() }
    };
    let mut known: HashMap<String, Known> = HashMap::new();
    for one in found.iter().filter(|one| one.mention.form != Form::Anaphor) {
        let (Some(name), Some(target)) = (name(&one.mention), &one.target) else { continue };
        let entry =
            known.entry(name).or_insert_with(|| Known { target: Some(target.clone()), about: Vec::new() });
        // two papers under one name: none of them
        if entry.target.as_ref() != Some(target) {
            entry.target = None;
        }
        entry.about.extend(subject(after(source, one)));
    }
    // what a sentence that goes on speaks of is what the one before spoke of
    let mut last: HashMap<String, Option<String>> = HashMap::new();
    for one in found.iter_mut() {
        let named = name(&one.mention);
        let label = named.clone().unwrap_or_else(|| one.mention.name.to_lowercase());
        if one.target.is_none() {
            one.target = match one.mention.form {
                Form::Followed if last.contains_key(&label) => last[&label].clone(),
                _ => named
                    .and_then(|name| known.get(&name))
                    .filter(|known| known.is_meant(source, one))
                    .and_then(|known| known.target.clone()),
            };
        }
        last.insert(label, one.target.clone());
    }
}

/// What a document says of the motion of a name that it gives a number.
struct Known {
    /// The number; none if the name has two.
    target: Option<String>,
    /// What the numbered mentions say that it is about.
    about: Vec<String>,
}

impl Known {
    /// Whether a mention without a number can mean it.
    fn is_meant(&self, source: &Source<'_>, one: &Found) -> bool {
        let before = source.slice(one.sentence.start..one.sentence.start + one.mention.bytes.start);
        // «een motie van het lid Prins»: one that the reader does not know yet
        if before
            .trim_end()
            .rsplit(char::is_whitespace)
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("een"))
        {
            return false;
        }
        let after = after(source, one);
        let sub =
            self.target.as_deref().and_then(|target| target.rsplit_once('-')).map_or("", |(_, sub)| sub);
        if let Some((_, number)) = after.split_once("op stuk nr. ")
            && number.split(|c: char| !c.is_ascii_digit()).next() != Some(sub)
        {
            return false;
        }
        let about: Vec<String> = subject(after).collect();
        about.is_empty() || self.about.is_empty() || about.iter().any(|word| self.about.contains(word))
    }
}

/// The rest of a mention's sentence.
fn after<'s>(source: &'s Source<'_>, one: &Found) -> &'s str {
    let end = (one.sentence.start + one.mention.bytes.end).min(one.sentence.end);
    source.slice(end..one.sentence.end)
}

/// The words that say what a motion is about, in `over … `, `(PARTIJ) over …` behind its name.
fn subject(after: &str) -> impl Iterator<Item = String> + '_ {
    let about = after.split_once("over ").filter(|(before, _)| {
        let before = before.trim().trim_start_matches("c.s.").trim();
        before.is_empty() || before.starts_with('(') && before.ends_with(')')
    });
    let words = about.map_or("", |(_, about)| about);
    let words = words.split(|c: char| !c.is_alphanumeric()).take(12).filter(|word| word.chars().count() >= 5);
    words.map(str::to_lowercase)
}

/// The movers of a name, if they are several.
fn movers(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    if !lower.contains('/') && !lower.contains(" en ") {
        return None;
    }
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let plain = [
        "motie",
        "gewijzigde",
        "nader",
        "van",
        "de",
        "het",
        "lid",
        "leden",
        "heer",
        "mevrouw",
        "en",
        "c",
        "s",
        "",
    ];
    Some(words.filter(|word| !plain.contains(word)).collect::<Vec<_>>().join(" "))
}

/// `De motie op stuk nr. 30`: the one paper with that number which the document cites in full, as the report of a
/// debate does where the motion is moved.
fn resolve_by_number(source: &Source<'_>, references: &[Reference], found: &mut [Found]) {
    let mut known: HashMap<&str, Option<&str>> = HashMap::new();
    for reference in references.iter().filter(|reference| reference.kind == ReferenceKind::Kamerstuk) {
        let Some((_, sub)) = reference.target.rsplit_once('-') else { continue };
        let target = Some(reference.target.as_str());
        let entry = known.entry(sub).or_insert(target);
        // two dossiers with that number: neither
        if *entry != target {
            *entry = None;
        }
    }
    for one in found.iter_mut().filter(|one| one.target.is_none() && one.mention.form != Form::Anaphor) {
        let lower = one.mention.name.to_lowercase();
        let named = lower.split("op stuk nr. ").nth(1).map(str::trim);
        // «de motie-Prins op stuk nr. 12»
        let behind = || {
            let after = after(source, one).trim_start();
            let number = after.strip_prefix("op stuk nr. ")?.split(|c: char| !c.is_ascii_digit()).next();
            number.filter(|_| one.mention.form == Form::Named)
        };
        let number = named.or_else(behind);
        one.target = number.and_then(|number| known.get(number).copied().flatten()).map(str::to_owned);
    }
}

/// An answer that says `de motie` speaks of the one motion that its question names; a number given there is its number.
fn from_question_to_answer(source: &Source<'_>, work: &Work, found: &mut [Found]) {
    let starts: Vec<usize> = found.iter().map(|one| one.sentence.start).collect();
    for exchange in &work.extract.exchanges {
        let question = source.bytes(exchange.question_span);
        let answer = source.bytes(exchange.answer_span);
        let in_range = |range: &Range<usize>| {
            let from = starts.partition_point(|start| *start < range.start);
            let to = starts.partition_point(|start| *start < range.end);
            from..to.max(from)
        };
        let (asked, answered) = (in_range(&question), in_range(&answer));
        let mut named = asked.clone().filter(|&at| found[at].mention.form != Form::Anaphor);
        let (Some(one), None) = (named.next(), named.next()) else { continue };
        let others_named = answered.clone().any(|at| {
            found[at].mention.form != Form::Anaphor
                && found[at].mention.key.is_some()
                && found[at].mention.key != found[one].mention.key
        });
        for at in answered {
            if found[at].mention.form == Form::Anaphor && !others_named {
                let target = found[at].target.clone().or_else(|| found[one].target.clone());
                found[at].mention.name = found[one].mention.name.clone();
                // a name without a number is known all the same
                if target.is_none()
                    && found[one].mention.form == Form::Named
                    && found[at].claim != Claim::Mentioned
                {
                    found[at].mention.form = Form::Followed;
                }
                found[at].target.clone_from(&target);
                found[one].target = target;
            }
        }
        // «de motie over …» in the question is what an answer that opens with «De motie Prins …» names
        let described = found[one].mention.form == Form::Described && found[one].target.is_none();
        let opening = in_range(&answer).next().filter(|&at| {
            found[at].sentence.start == answer.start
                && found[at].mention.form == Form::Named
                && found[at].mention.bytes.start <= 3
        });
        if let (true, Some(at)) = (described, opening) {
            found[one].target = found[at].target.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Context, extract, quality};

    /// The numbers that mentions get, in order; `-` is none.
    #[track_caller]
    fn check(kind: Option<&str>, text: &str, expected: &[&str]) {
        let context = Context { kind, ..Context::default() };
        let found = extract(&quality::document(text), &context).motions;
        let targets: Vec<&str> = found.iter().map(|one| one.target.as_deref().unwrap_or("-")).collect();
        assert_eq!(targets, expected, "{text}");
    }

    #[test]
    fn a_name_has_the_number_that_it_has_elsewhere() {
        check(
            None,
            "De motie Prins/Linde (Kamerstuk 34567, nr. 8) is uitgevoerd.\n\nOver de motie Prins bericht ik later.",
            &["34567-8", "34567-8"],
        );
    }

    #[test]
    fn a_motion_that_the_reader_does_not_know_yet_is_another() {
        check(
            None,
            "De motie Prins (Kamerstuk 34567, nr. 8) is uitgevoerd.\n\nUw Kamer nam een motie van het lid Prins aan.",
            &["34567-8", "-"],
        );
    }

    #[test]
    fn another_number_on_the_table_is_another_motion() {
        check(
            None,
            "De motie Prins (Kamerstuk 34567, nr. 8) is bekend.\n\nDe motie Prins op stuk nr. 50 krijgt oordeel Kamer.",
            &["34567-8", "-"],
        );
    }

    #[test]
    fn another_subject_is_another_motion() {
        check(
            None,
            "De motie Prins over dijken langs rivieren (Kamerstuk 34567, nr. 8) is bekend.\n\nDe motie Prins over huisartsen niet.",
            &["34567-8", "-"],
        );
    }

    #[test]
    fn in_a_debate_one_name_is_not_enough() {
        check(
            Some("verslag-vergadering"),
            "Minister Voorbeeld:\n\nDe motie-Prins/Linde (34567, nr. 8) voer ik uit. De motie-Prins krijgt oordeel Kamer.\n\nDe motie Prins/Linde ken ik.",
            &["34567-8", "-", "34567-8"],
        );
    }
}
