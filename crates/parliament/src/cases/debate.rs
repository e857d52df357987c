//! A plenary debate with its motions, the votes on them, and the report in its stages.

use crate::calendar::{after, long, meeting as meeting_day, weekday};
use crate::cases::rows::{
    self, ActivityRow, CaseRow, DecisionRow, DocumentRow, Extent, MeetingRow, Signer, VERSIONS,
};
use crate::cases::votes::Verdict;
use crate::cases::{Kind, Rules};
use crate::category::Category;
use crate::emission::{Change, Emission, Event};
use crate::files::Format;
use crate::papers::{self, Paper};
use crate::people::MINISTRIES;
use crate::random::hash;
use crate::topics::TOPICS;
use crate::transcript::{self, Transcript};
use crate::world::{Case, Tail, World};

pub(crate) struct Debate;

/// A motion of a debate.
#[derive(Debug, Clone)]
pub(crate) struct Motion {
    pub(crate) movers: Vec<usize>,
    /// What it is about, in its title.
    pub(crate) short: &'static str,
    pub(crate) request: &'static str,
    pub(crate) claims: Vec<&'static str>,
    pub(crate) verdict: Verdict,
    /// It replaces the motion before it.
    pub(crate) changed: bool,
    pub(crate) appraisal: &'static str,
}

/// How many motions a debate of the kind [`Kind::Debate`] has.
pub(crate) fn motions(c: &Case) -> u16 {
    c.rng(1).between(3, 8) as u16
}

/// The motion with that number within its debate.
pub(crate) fn motion(w: &World, c: &Case, which: u16) -> Motion {
    let mut rng = c.rng(100 + u64::from(which));
    let count = rng.between(1, 3);
    let movers = w.members(&mut rng, count);
    let topic = &TOPICS[c.topic];
    let (short, request) = topic.requests[(usize::from(which) + rng.below(2)) % topic.requests.len()];
    let claims = rng.sample(topic.claims, 2).into_iter().copied().collect();
    let verdict = Verdict::of(c, which, w.people[movers[0]].party.unwrap_or(0));
    let changed = which > 0 && rng.one_in(7);
    let appraisal = match (changed, verdict.adopted(), rng.below(6)) {
        (true, _, _) => "Niet beschikbaar bij gewijzigde moties en/of amendementen",
        (_, true, 0..4) => "Oordeel Kamer",
        (_, false, 0..4) => "Ontraden",
        (_, _, 4) => "Overbodig",
        _ => "Ontijdig",
    };
    Motion { movers, short, request, claims, verdict, changed, appraisal }
}

impl Motion {
    /// `de leden Hazelhorst en Van der Meenthoek`, `het lid Rietvoorn c.s.`.
    pub(crate) fn names(&self, w: &World) -> String {
        let name = |i: usize| w.people[self.movers[i]].called();
        match self.movers.len() {
            1 => format!("het lid {}", name(0)),
            2 => format!("de leden {} en {}", name(0), name(1)),
            _ => format!("het lid {} c.s.", name(0)),
        }
    }

    pub(crate) fn title(&self, w: &World, c: &Case, which: u16) -> String {
        let (_, number, addition, _) = w.dossier(c);
        let replaced = c.paper + u32::from(which) - 1;
        match (self.changed, addition) {
            (false, _) => format!("Motie van {} over {}", self.names(w), self.short),
            (true, None) => {
                format!(
                    "Gewijzigde motie van {} over {} (t.v.v. {number}-{replaced})",
                    self.names(w),
                    self.short
                )
            }
            (true, Some(a)) => format!(
                "Gewijzigde motie van {} over {} (t.v.v. {number}-{a}-{replaced})",
                self.names(w),
                self.short
            ),
        }
    }

    /// How the House decided, as in the list of decisions.
    pub(crate) fn decision(&self, c: &Case, which: u16) -> (&'static str, &'static str) {
        if self.held(c, which) {
            return ("Stemmen - aangehouden", "Aangehouden.");
        }
        match self.verdict.adopted() {
            true => ("Stemmen - aangenomen", "Aangenomen."),
            false => ("Stemmen - verworpen", "Verworpen."),
        }
    }

    /// Whether its mover keeps it for later.
    pub(crate) fn held(&self, c: &Case, which: u16) -> bool {
        which > 0 && hash(c.seed ^ 0x68, u64::from(c.key) << 8 | u64::from(which)).is_multiple_of(12)
    }
}

/// The day of the votes: the Tuesday after, but not in the future.
pub(crate) fn voting_day(w: &World, c: &Case) -> jiff::civil::Date {
    meeting_day(after(c.date, 5)).min(w.settings.today).max(c.date)
}

/// Two-minute debates follow a committee debate; the others are full debates.
fn kind(c: &Case) -> &'static str {
    [
        "Plenair debat (tweeminutendebat)",
        "Plenair debat (tweeminutendebat)",
        "Plenair debat (debat)",
        "Plenair debat (dertigledendebat)",
    ][c.rng(2).below(4)]
}

pub(crate) fn subject(c: &Case) -> String {
    let subject = c.rng(3).pick(TOPICS[c.topic].subjects).to_owned();
    match kind(c) {
        "Plenair debat (tweeminutendebat)" => {
            format!(
                "Tweeminutendebat {}",
                capital(subject.trim_start_matches("de ").trim_start_matches("het "))
            )
        }
        _ => format!("Debat over {subject}"),
    }
}

pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub(crate) fn speakers(w: &World, c: &Case) -> Vec<usize> {
    let mut people: Vec<usize> = Vec::new();
    for which in 0..motions(c) {
        people.push(motion(w, c, which).movers[0]);
    }
    people.extend(w.members(&mut c.rng(4), 4));
    people.sort_unstable();
    people.dedup();
    people
}

impl Rules for Debate {
    fn documents(&self, _: &World, c: &Case) -> u16 {
        motions(c) + 1
    }

    fn papers(&self, _: &World, c: &Case) -> u16 {
        motions(c)
    }

    fn numbers(&self, _: &World, c: &Case) -> [u16; 3] {
        [motions(c), 2, motions(c) + 1]
    }

    fn row(&self, w: &World, c: &Case, local: u16) -> DocumentRow {
        if local == motions(c) {
            let row = DocumentRow::new("Stenogram", subject(c), after(c.date, 1), Extent::Long);
            return row.of_activity(w, c, 0);
        }
        let motion = motion(w, c, local);
        let kind = if motion.changed { "Motie (gewijzigd/nader)" } else { "Motie" };
        let row = DocumentRow::new(kind, motion.title(w, c, local), c.date, Extent::Short);
        row.of_case(w, c, local).in_dossier(w, c, u32::from(local))
    }

    fn signers(&self, w: &World, c: &Case, local: u16) -> Vec<Signer> {
        if local == motions(c) {
            return Vec::new();
        }
        Signer::members(&motion(w, c, local).movers)
    }

    fn format(&self, _: &World, c: &Case, local: u16) -> Format {
        if local == motions(c) {
            return Format::Columns;
        }
        Format::usual(&mut c.rng(0x666f_726d ^ u64::from(local)))
    }

    fn paper(&self, w: &World, c: &Case, local: u16, _: u8) -> Paper {
        if local == motions(c) {
            return transcript::printed(w, &transcript::debate(w, c, VERSIONS[2].0, VERSIONS[2].1));
        }
        let motion = motion(w, c, local);
        papers::motion(w, c, &motion, c.paper + u32::from(local))
    }

    fn transcript(&self, w: &World, c: &Case, version: u16) -> Option<Transcript> {
        let (kind, status) = VERSIONS[usize::from(version % 8) % 3];
        match version / 8 {
            0 => Some(transcript::debate(w, c, kind, status)),
            _ => Some(transcript::votes_after(w, c, kind, status)),
        }
    }

    fn emit(&self, w: &World, c: &Case, e: &mut Emission) {
        let topic = &TOPICS[c.topic];
        let owner = c.owner();
        let people = speakers(w, c);
        rows::activity(w, c, e, 0, |_| ActivityRow::new(kind(c), subject(c), c.date, 615, 780));
        let mut list: Vec<(usize, &str)> = people.iter().map(|&p| (p, "Deelnemer")).collect();
        list.push((topic.ministry, "Bewindspersoon c.a."));
        rows::participants(w, e, 0, &list);
        rows::item(w, c, e, 0, 0, None, || subject(c));
        let title = || format!("{}e vergadering, {} {}", plenary(c), weekday(c.date), long(c.date));
        let row = MeetingRow { plenary: Some(plenary(c)), day: c.date, start: 615, end: 1290, versions: 3 };
        rows::meeting(w, c, e, 0, &row, title);
        for which in 0..motions(c) {
            let motion = motion(w, c, which);
            let movers = rows::movers(&motion.movers, Some(topic.ministry));
            rows::case(w, c, e, which, &movers, |_| {
                let row = CaseRow::new("Motie", motion.title(w, c, which), c.date);
                CaseRow {
                    activities: vec![
                        w.id(owner, Category::Activiteit, 0),
                        w.id(owner, Category::Activiteit, 1),
                    ],
                    items: vec![w.id(owner, Category::Agendapunt, which + 1)],
                    replaced: if motion.changed {
                        vec![w.id(owner, Category::Zaak, which - 1)]
                    } else {
                        vec![]
                    },
                    done: !motion.held(c, which),
                    appraisal: Some(motion.appraisal),
                    ..row.in_dossier(w, c, u32::from(which))
                }
            });
            rows::document(w, c, e, which);
            let cases = [w.id(owner, Category::Zaak, which)];
            let submitted = DecisionRow {
                item: 0,
                cases: &cases,
                voting: None,
                kind: "Ingediend",
                text: "Ingediend.",
                order: which + 1,
            };
            rows::decision(c, e, which * 2, &submitted);
        }
        rows::document(w, c, e, motions(c));
        rows::activity(w, c, e, 1, |_| {
            let subject = format!("Stemmingen over moties ingediend bij het {}", lower_first(&subject(c)));
            ActivityRow::new("Stemmingen", subject, voting_day(w, c), 900, 930)
        });
        let day = voting_day(w, c);
        let number = plenary_number(day);
        let title = || format!("{number}e vergadering, {} {}", weekday(day), long(day));
        let row = MeetingRow { plenary: Some(number), day, start: 900, end: 930, versions: 2 };
        rows::meeting(w, c, e, 1, &row, title);
        for which in 0..motions(c) {
            let motion = motion(w, c, which);
            let (kind, text) = motion.decision(c, which);
            rows::item(w, c, e, which + 1, 1, Some("Stemmingen"), || motion.title(w, c, which));
            let cases = [w.id(owner, Category::Zaak, which)];
            let held = motion.held(c, which);
            let row = DecisionRow {
                item: which + 1,
                cases: &cases,
                voting: (!held).then_some("Met handopsteken"),
                kind,
                text,
                order: 1,
            };
            rows::decision(c, e, which * 2 + 1, &row);
            if !held {
                let wrong = (which == 0 && corrected(c)).then(|| wrong_party(c));
                rows::votes(w, e, which * 2 + 1, which * 16, &motion.verdict, wrong);
            }
        }
    }

    fn events(&self, _: &World, c: &Case) -> Vec<Event> {
        let mut events = Vec::new();
        if corrected(c) {
            events.push(Event::new(Category::Stemming, wrong_party(c) as u16, Change::Update));
        }
        if c.rng(5).one_in(9) {
            events.push(Event::new(Category::Zaak, 0, Change::Again));
            events.push(Event::new(Category::Document, 0, Change::Again));
        }
        if c.rng(6).one_in(15) {
            events.push(Event::new(Category::ActiviteitActor, 0, Change::Delete));
        }
        // the first stage of a report goes when the last is there
        events.push(Event::new(Category::Verslag, 0, Change::Delete));
        events
    }
}

/// Whether a party's vote on the first motion is corrected later.
fn corrected(c: &Case) -> bool {
    c.tail == Some(Tail::VoteCorrected) || c.kind == Kind::Debate && c.rng(7).one_in(12)
}

/// The party whose vote was wrong: a small one, so that the outcome stays.
fn wrong_party(c: &Case) -> usize {
    10 + c.rng(8).below(4)
}

/// The number of the plenary meeting of the debate in its session.
pub(crate) fn plenary(c: &Case) -> u32 {
    plenary_number(c.date)
}

/// The number of the plenary meeting of a day: three in every ten days.
pub(crate) fn plenary_number(day: jiff::civil::Date) -> u32 {
    let start = jiff::civil::date(crate::calendar::session(day), 9, 1);
    (day - start).get_days().unsigned_abs() * 3 / 10 + 1
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The outcome of a vote as the simulation promises it to tests.
pub(crate) fn outcome(w: &World, c: &Case, which: u16) -> (String, u16, bool) {
    let motion = motion(w, c, which);
    (motion.title(w, c, which), motion.verdict.seats_for(), motion.verdict.adopted())
}

/// The ministry that a debate is about.
pub(crate) fn ministry(c: &Case) -> &'static str {
    MINISTRIES[TOPICS[c.topic].ministry].name
}

#[cfg(test)]
mod tests {
    use crate::people::PARTIES;

    #[test]
    fn a_correction_never_turns_the_outcome_of_a_large_majority() {
        assert!((10..14).all(|party| PARTIES[party].seats <= 4));
    }
}
