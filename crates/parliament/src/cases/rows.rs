//! The entities that every kind of case is made of, written field by field in the order of the schema.

use jiff::civil::Date;

use crate::calendar::session_year;
use crate::cases::votes::Verdict;
use crate::cases::{self, Kind};
use crate::category::Category;
use crate::emission::Emission;
use crate::files;
use crate::identity::Guid;
use crate::people::{MINISTRIES, PARTIES};
use crate::random::hash;
use crate::topics::TOPICS;
use crate::world::{Case, World};
use crate::xml::Xml;

/// How long a document is: decides what length its file is declared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Short,
    Letter,
    Long,
}

/// The facts of a document.
#[derive(Debug, Clone)]
pub(crate) struct DocumentRow {
    pub(crate) kind: &'static str,
    pub(crate) title: Option<String>,
    pub(crate) subject: String,
    pub(crate) day: Date,
    /// Number within its dossier.
    pub(crate) paper: Option<u32>,
    pub(crate) dossier: Option<Guid>,
    pub(crate) cases: Vec<Guid>,
    pub(crate) activities: Vec<Guid>,
    /// The documents it is attached to.
    pub(crate) sources: Vec<Guid>,
    /// Number in the Aanhangsel.
    pub(crate) annex: Option<String>,
    pub(crate) sender_ref: Option<String>,
    pub(crate) received: bool,
    /// Identifier of the official publication.
    pub(crate) published: Option<String>,
    pub(crate) extent: Extent,
}

impl DocumentRow {
    pub(crate) fn new(kind: &'static str, subject: String, day: Date, extent: Extent) -> DocumentRow {
        DocumentRow {
            kind,
            title: None,
            subject,
            day,
            paper: None,
            dossier: None,
            cases: Vec::new(),
            activities: Vec::new(),
            sources: Vec::new(),
            annex: None,
            sender_ref: None,
            received: false,
            published: None,
            extent,
        }
    }

    /// Puts the document in the case's dossier, `offset` numbers after its first.
    pub(crate) fn in_dossier(mut self, w: &World, c: &Case, offset: u32) -> DocumentRow {
        let (guid, number, addition, title) = w.dossier(c);
        let paper = c.paper + offset;
        self.dossier = Some(guid);
        self.paper = Some(paper);
        self.title = Some(title);
        self.published = Some(match addition {
            Some(addition) => format!("kst-{number}-{addition}-{paper}"),
            None => format!("kst-{number}-{paper}"),
        });
        self
    }

    pub(crate) fn of_case(mut self, w: &World, c: &Case, local: u16) -> DocumentRow {
        self.cases.push(w.id(c.owner(), Category::Zaak, local));
        self
    }

    pub(crate) fn of_activity(mut self, w: &World, c: &Case, local: u16) -> DocumentRow {
        self.activities.push(w.id(c.owner(), Category::Activiteit, local));
        self
    }
}

/// Somebody who signed a document or stands in a case.
#[derive(Debug, Clone)]
pub(crate) struct Signer {
    pub(crate) who: Who,
    pub(crate) relation: &'static str,
}

/// A person, a committee, or a name that nothing stands behind.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    Person(usize),
    Committee(usize),
    Name(String),
}

impl Signer {
    pub(crate) fn person(person: usize, relation: &'static str) -> Signer {
        Signer { who: Who::Person(person), relation }
    }

    /// The first signs first, the others with.
    pub(crate) fn members(people: &[usize]) -> Vec<Signer> {
        people
            .iter()
            .enumerate()
            .map(|(i, &p)| {
                Signer::person(p, if i == 0 { "Eerste ondertekenaar" } else { "Mede ondertekenaar" })
            })
            .collect()
    }
}

/// Writes who an actor is: reference, name and party.
fn actor(x: &mut Xml, w: &World, who: &Who) -> Option<String> {
    match who {
        Who::Person(index) => {
            let person = &w.people[*index];
            x.reference("persoon", w.person_id(*index));
            x.text("actorNaam", &person.signed());
            x.opt("actorFractie", person.party().map(|p| p.short));
            Some(match person.party {
                Some(_) => "Tweede Kamerlid".to_owned(),
                None => person.office(),
            })
        }
        Who::Committee(index) => {
            x.reference("commissie", w.committee_id(*index));
            x.text("actorNaam", &format!("vaste commissie voor {}", MINISTRIES[*index].name));
            x.nil("actorFractie");
            None
        }
        Who::Name(name) => {
            x.text("actorNaam", name);
            x.nil("actorFractie");
            None
        }
    }
}

/// A document of the case with its version and its actors.
pub(crate) fn document(w: &World, c: &Case, e: &mut Emission, local: u16) {
    let id = e.id(Category::Document, local);
    let facts = |revision| files::facts(w, c, local, revision);
    e.file(Category::Document, local, facts, |x| document_body(x, w, c, local));
    e.record(Category::DocumentVersie, local * 4, |x| version_body(x, w, c, local, id, 0));
    e.late(Category::DocumentVersie, local * 4 + 1, |_| None, |x| version_body(x, w, c, local, id, 1));
    for (n, signer) in cases::signers(w, c, local).iter().enumerate() {
        e.record(Category::DocumentActor, local * 32 + n as u16, |x| document_actor(x, w, id, signer));
    }
}

/// A document that a later change adds; its actors come with it.
pub(crate) fn late_document(w: &World, c: &Case, e: &mut Emission, local: u16) {
    let id = e.id(Category::Document, local);
    let facts = |revision| files::facts(w, c, local, revision);
    e.late(Category::Document, local, facts, |x| document_body(x, w, c, local));
    e.late(Category::DocumentVersie, local * 4, |_| None, |x| version_body(x, w, c, local, id, 0));
    for (n, signer) in cases::signers(w, c, local).iter().enumerate() {
        let body = |x: &mut Xml| document_actor(x, w, id, signer);
        e.late(Category::DocumentActor, local * 32 + n as u16, |_| None, body);
    }
}

fn document_body(x: &mut Xml, w: &World, c: &Case, local: u16) {
    let row = cases::row(w, c, local);
    // a late document has one version only
    let version = if local < cases::documents(w, c) { u16::from(x.revision) } else { 0 };
    x.reference("huidigeDocumentVersie", w.id(c.owner(), Category::DocumentVersie, local * 4 + version));
    for &source in &row.sources {
        x.reference("bronDocument", source);
    }
    for &activity in &row.activities {
        x.reference("activiteit", activity);
    }
    for &case in &row.cases {
        x.reference("zaak", case);
    }
    if dangling(w, c) == Some(local) {
        x.reference("zaak", Guid::dangling(w.settings.seed, Category::Zaak, c.index as u16));
    }
    if let Some(dossier) = row.dossier {
        x.reference("kamerstukdossier", dossier);
    }
    x.text("soort", row.kind);
    x.text("documentNummer", &cases::number(w, c, Category::Document, local));
    x.opt("titel", row.title.as_deref());
    x.text("onderwerp", &row.subject);
    x.day("datum", row.day);
    x.plain("volgnummer", row.paper.map_or(-1, i64::from));
    x.text("vergaderjaar", &session_year(row.day));
    x.plain("kamer", 2);
    x.nils(&["citeertitel", "alias"]);
    x.day("datumRegistratie", row.day);
    x.opt_day("datumOntvangst", row.received.then_some(row.day));
    x.opt("aanhangselnummer", row.annex.as_deref());
    x.opt("kenmerkAfzender", row.sender_ref.as_deref());
    x.text("organisatie", "Tweede Kamer");
}

/// The document of a case that refers to a case that is not there, if any.
pub(crate) fn dangling(w: &World, c: &Case) -> Option<u16> {
    let documents = cases::documents(w, c);
    let chance = hash(w.settings.seed ^ 0x6461, u64::from(c.key));
    let odd = documents > 0 && chance.is_multiple_of(23) && c.kind != Kind::Story;
    odd.then(|| ((chance >> 32) % u64::from(documents)) as u16)
}

fn version_body(x: &mut Xml, w: &World, c: &Case, local: u16, document: Guid, revision: u8) {
    let row = cases::row(w, c, local);
    let facts = files::facts(w, c, local, revision);
    x.reference("document", document);
    x.text("status", "Vrijgegeven");
    x.plain("versienummer", revision + 1);
    x.plain("bestandsgrootte", facts.map_or(0, |f| f.length.div_ceil(1024)));
    x.text("extensie", facts.map_or("", |f| f.extension));
    x.moment("datum", row.day, 600 + u32::from(local % 400));
    x.opt("externeidentifier", row.published.as_deref());
}

fn document_actor(x: &mut Xml, w: &World, document: Guid, signer: &Signer) {
    x.reference("document", document);
    let function = actor(x, w, &signer.who);
    x.opt("functie", function.as_deref());
    x.text("relatie", signer.relation);
    x.nil("sidActor");
}

/// The facts of a case.
#[derive(Debug, Clone)]
pub(crate) struct CaseRow {
    pub(crate) kind: &'static str,
    pub(crate) subject: String,
    pub(crate) title: Option<String>,
    pub(crate) day: Date,
    pub(crate) dossier: Option<Guid>,
    pub(crate) paper: Option<u32>,
    pub(crate) activities: Vec<Guid>,
    pub(crate) items: Vec<Guid>,
    pub(crate) related: Vec<Guid>,
    pub(crate) replaced: Vec<Guid>,
    pub(crate) term: Option<Date>,
    pub(crate) done: bool,
    pub(crate) appraisal: Option<&'static str>,
}

impl CaseRow {
    pub(crate) fn new(kind: &'static str, subject: String, day: Date) -> CaseRow {
        CaseRow {
            kind,
            subject,
            title: None,
            day,
            dossier: None,
            paper: None,
            activities: Vec::new(),
            items: Vec::new(),
            related: Vec::new(),
            replaced: Vec::new(),
            term: None,
            done: true,
            appraisal: None,
        }
    }

    pub(crate) fn in_dossier(mut self, w: &World, c: &Case, offset: u32) -> CaseRow {
        let (guid, _, _, title) = w.dossier(c);
        self.dossier = Some(guid);
        self.paper = Some(c.paper + offset);
        self.title = Some(title);
        self
    }
}

/// A case with its actors. `row` is called when the case itself is wanted.
pub(crate) fn case(
    w: &World,
    c: &Case,
    e: &mut Emission,
    local: u16,
    actors: &[Signer],
    row: impl FnOnce(u8) -> CaseRow,
) {
    let id = e.id(Category::Zaak, local);
    e.record(Category::Zaak, local, |x| {
        let row = row(x.revision);
        if let Some(dossier) = row.dossier {
            x.reference("kamerstukdossier", dossier);
        }
        for (name, ids) in [
            ("activiteit", &row.activities),
            ("agendapunt", &row.items),
            ("gerelateerdVanuit", &row.related),
            ("vervangenVanuit", &row.replaced),
        ] {
            for &id in ids {
                x.reference(name, id);
            }
        }
        x.text("nummer", &cases::number(w, c, Category::Zaak, local));
        x.text("soort", row.kind);
        if local == 0 && w.settings.oddities.broken_xml && c.index == 2 {
            x.raw("<onderwerp>Een zaak die <b>niet wordt afgesloten</onderwerp>");
        } else {
            x.text("onderwerp", &row.subject);
        }
        x.day("gestartOp", row.day);
        x.text("organisatie", "Tweede Kamer");
        x.opt("titel", row.title.as_deref());
        x.nils(&["citeertitel", "alias", "grondslagvoorhang"]);
        x.opt_day("termijn", row.term);
        x.text("vergaderjaar", &session_year(row.day));
        x.plain("volgnummer", row.paper.map_or(-1, i64::from));
        x.text("status", "Vrijgegeven");
        x.nil("huidigeBehandelstatus");
        x.flag("afgedaan", row.done);
        x.flag("grootProject", false);
        x.opt("kabinetsappreciatie", row.appraisal);
        if w.settings.oddities.unknown_element && c.index % 37 == 5 {
            x.text("behandelwijze", "regulier");
        }
    });
    for (n, signer) in actors.iter().enumerate() {
        e.record(Category::ZaakActor, local * 32 + n as u16, |x| {
            x.reference("zaak", id);
            let function = actor(x, w, &signer.who);
            x.opt("actorAfkorting", committee_letters(&signer.who));
            x.opt("functie", function.as_deref());
            x.text("relatie", signer.relation);
            x.nil("sidActor");
        });
    }
}

fn committee_letters(who: &Who) -> Option<&'static str> {
    match who {
        Who::Committee(index) => Some(MINISTRIES[*index].short),
        _ => None,
    }
}

/// Those who move a case: the first and the others, and the committee that leads.
pub(crate) fn movers(people: &[usize], committee: Option<usize>) -> Vec<Signer> {
    let mut all: Vec<Signer> = people
        .iter()
        .enumerate()
        .map(|(i, &p)| Signer::person(p, if i == 0 { "Indiener" } else { "Medeindiener" }))
        .collect();
    all.extend(committee.map(|c| Signer { who: Who::Committee(c), relation: "Voortouwcommissie" }));
    all
}

/// The facts of an activity.
#[derive(Debug, Clone)]
pub(crate) struct ActivityRow {
    pub(crate) kind: &'static str,
    pub(crate) subject: String,
    /// No date is known when empty.
    pub(crate) day: Option<Date>,
    /// Minutes after midnight.
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) status: &'static str,
    pub(crate) committee: Option<usize>,
    pub(crate) closed: bool,
    pub(crate) replaces: Vec<Guid>,
    pub(crate) continues: Vec<Guid>,
    pub(crate) note: Option<String>,
}

impl ActivityRow {
    pub(crate) fn new(kind: &'static str, subject: String, day: Date, start: u32, end: u32) -> ActivityRow {
        ActivityRow {
            kind,
            subject,
            day: Some(day),
            start,
            end,
            status: "Uitgevoerd",
            committee: None,
            closed: false,
            replaces: Vec::new(),
            continues: Vec::new(),
            note: None,
        }
    }
}

/// An activity from the start.
pub(crate) fn activity(
    w: &World,
    c: &Case,
    e: &mut Emission,
    local: u16,
    row: impl FnOnce(u8) -> ActivityRow,
) {
    e.record(Category::Activiteit, local, |x| activity_body(x, w, c, local, &row(x.revision)));
}

/// An activity that a later change adds.
pub(crate) fn late_activity(
    w: &World,
    c: &Case,
    e: &mut Emission,
    local: u16,
    row: impl FnOnce() -> ActivityRow,
) {
    e.late(Category::Activiteit, local, |_| None, |x| activity_body(x, w, c, local, &row()));
}

fn activity_body(x: &mut Xml, w: &World, c: &Case, local: u16, row: &ActivityRow) {
    // the live feed sometimes puts this reference last
    let last = c.index % 3 == 1;
    let committee = |x: &mut Xml| {
        if let Some(committee) = row.committee {
            x.reference("voortouwcommissie", w.committee_id(committee));
        }
    };
    if !last {
        committee(x);
    }
    for &id in &row.continues {
        x.reference("voortgezetVanuit", id);
    }
    for &id in &row.replaces {
        x.reference("vervangenVanuit", id);
    }
    x.text("soort", row.kind);
    x.text("nummer", &cases::number(w, c, Category::Activiteit, local));
    x.text("onderwerp", &row.subject);
    x.text("datumSoort", if row.day.is_some() { "Dag" } else { "Nog geen datum bekend" });
    match row.day {
        Some(day) => {
            x.day("datum", day);
            x.moment("aanvangstijd", day, row.start);
            x.moment("eindtijd", day, row.end);
        }
        None => x.nils(&["datum", "aanvangstijd", "eindtijd"]),
    }
    x.nil("locatie");
    x.flag("besloten", row.closed);
    x.text("status", row.status);
    x.text("vergaderjaar", &session_year(row.day.unwrap_or(c.date)));
    x.text("kamer", "Tweede Kamer");
    x.opt("noot", row.note.as_deref());
    x.nils(&["vrsNummer", "sidVoortouw"]);
    match row.committee {
        Some(committee) => {
            let ministry = &MINISTRIES[committee];
            x.text("voortouwnaam", &format!("vaste commissie voor {}", ministry.name));
            x.text("voortouwafkorting", ministry.short);
            x.text("voortouwkortenaam", ministry.short);
        }
        None => {
            for name in ["voortouwnaam", "voortouwafkorting", "voortouwkortenaam"] {
                x.text(name, "TK");
            }
        }
    }
    x.nils(&[
        "aanvraagdatum",
        "datumVerzoekEersteVerlenging",
        "datumMededelingEersteVerlenging",
        "datumVerzoekTweedeVerlenging",
        "datumMededelingTweedeVerlenging",
        "vervaldatum",
    ]);
    if last {
        committee(x);
    }
}

/// Those who take part in an activity.
pub(crate) fn participants(w: &World, e: &mut Emission, activity: u16, people: &[(usize, &str)]) {
    let id = e.id(Category::Activiteit, activity);
    for (n, (person, relation)) in people.iter().enumerate() {
        e.record(Category::ActiviteitActor, activity * 64 + n as u16, |x| {
            x.reference("activiteit", id);
            let function = actor(x, w, &Who::Person(*person));
            x.text("relatie", relation);
            x.plain("volgorde", n + 1);
            x.opt("functie", function.as_deref());
            match n % 2 {
                0 => x.text("spreektijd", "00:04:00"),
                _ => x.nil("spreektijd"),
            }
            x.nil("sidActor");
        });
    }
}

/// An item on the agenda of an activity.
pub(crate) fn item(
    w: &World,
    c: &Case,
    e: &mut Emission,
    local: u16,
    activity: u16,
    heading: Option<&str>,
    subject: impl FnOnce() -> String,
) {
    let activity = e.id(Category::Activiteit, activity);
    e.record(Category::Agendapunt, local, |x| {
        x.reference("activiteit", activity);
        x.text("nummer", &cases::number(w, c, Category::Agendapunt, local));
        x.text("onderwerp", &subject());
        x.nils(&["aanvangstijd", "eindtijd"]);
        x.plain("volgorde", local + 1);
        x.opt("rubriek", heading);
        x.nil("noot");
        x.text("status", "Vrijgegeven");
    });
}

/// The facts of a decision.
pub(crate) struct DecisionRow<'r> {
    pub(crate) item: u16,
    pub(crate) cases: &'r [Guid],
    pub(crate) voting: Option<&'static str>,
    pub(crate) kind: &'r str,
    pub(crate) text: &'r str,
    pub(crate) order: u16,
}

/// A decision on an item of the agenda.
pub(crate) fn decision(c: &Case, e: &mut Emission, local: u16, row: &DecisionRow) {
    let item = e.id(Category::Agendapunt, row.item);
    let last = c.index % 4 == 2;
    e.record(Category::Besluit, local, |x| {
        x.reference("agendapunt", item);
        let cases = |x: &mut Xml| row.cases.iter().for_each(|&id| x.reference("zaak", id));
        if !last {
            cases(x);
        }
        x.opt("stemmingsSoort", row.voting);
        x.text("besluitSoort", row.kind);
        x.text("besluitTekst", row.text);
        x.nil("opmerking");
        x.text("status", "Besluit");
        x.plain("agendapuntZaakBesluitVolgorde", row.order);
        if last {
            cases(x);
        }
    });
}

/// The votes of the parties on a decision; `wrong` is a party whose vote is corrected later.
pub(crate) fn votes(
    w: &World,
    e: &mut Emission,
    decision: u16,
    first: u16,
    verdict: &Verdict,
    wrong: Option<usize>,
) {
    let besluit = e.id(Category::Besluit, decision);
    for (party, &supports) in verdict.support.iter().enumerate() {
        e.record(Category::Stemming, first + party as u16, |x| {
            let mistaken = wrong == Some(party) && x.revision == 0;
            let support = supports != mistaken;
            x.reference("besluit", besluit);
            x.text("soort", if support { "Voor" } else { "Tegen" });
            x.plain("fractieGrootte", PARTIES[party].seats);
            x.text("actorNaam", PARTIES[party].short);
            x.text("actorFractie", PARTIES[party].short);
            x.flag("vergissing", false);
            x.nil("sidActorLid");
            x.text("sidActorFractie", &sid(party as u64));
            x.reference("fractie", w.party_id(party));
        });
    }
}

/// A roll call: one row a member; `mistakes` are members who say later that they erred.
pub(crate) fn roll_call(
    w: &World,
    c: &Case,
    e: &mut Emission,
    decision: u16,
    first: u16,
    verdict: &Verdict,
    mistakes: u16,
) {
    let besluit = e.id(Category::Besluit, decision);
    for (n, (person, call)) in cases::votes::roll_call(w, c, decision, verdict).into_iter().enumerate() {
        let n = n as u16;
        e.record(Category::Stemming, first + n, |x| {
            let member = &w.people[person];
            let party = member.party.unwrap_or(0);
            x.reference("besluit", besluit);
            x.reference("persoon", w.person_id(person));
            x.reference("fractie", w.party_id(party));
            x.text("soort", call.word());
            x.plain("fractieGrootte", PARTIES[party].seats);
            x.text("actorNaam", &member.listed());
            x.text("actorFractie", PARTIES[party].short);
            x.flag("vergissing", n < mistakes && x.revision > 0);
            x.text("sidActorLid", &sid(1000 + person as u64));
            x.text("sidActorFractie", &sid(party as u64));
        });
    }
}

/// An account number as the directory of the House gives out.
fn sid(of: u64) -> String {
    let part = |n| hash(of, n) % 4_000_000_000;
    format!("S-1-365867521-2120874753-{}-{}-{}-{}", part(1), part(2), part(3), part(4))
}

/// The facts of a commitment.
#[derive(Debug, Clone)]
pub(crate) struct CommitmentRow {
    pub(crate) number: String,
    pub(crate) day: Date,
    pub(crate) to: Vec<usize>,
    pub(crate) by: usize,
    pub(crate) status: &'static str,
    pub(crate) due: Option<Date>,
    /// Numbers of the letters that met it.
    pub(crate) met_by: Vec<String>,
    pub(crate) text: String,
    /// A commitment that it changes, and the day of that one.
    pub(crate) changes: Option<(Guid, Date)>,
}

/// A commitment made in an activity.
pub(crate) fn commitment(
    w: &World,
    c: &Case,
    e: &mut Emission,
    local: u16,
    activity: u16,
    row: impl FnOnce(u8) -> CommitmentRow,
) {
    let id = e.id(Category::Activiteit, activity);
    e.record(Category::Toezegging, local, |x| {
        let row = row(x.revision);
        let by = &w.people[row.by];
        match row.to.first() {
            Some(&person) => {
                x.nil("toegezegdAanFractie");
                x.reference("toegezegdAanPersoon", w.person_id(person));
            }
            None => x.nils(&["toegezegdAanFractie", "toegezegdAanPersoon"]),
        }
        if let Some((changed, day)) = row.changes {
            x.dated_reference("isWijzigingVan", changed, day);
        }
        x.moment("aanmaakdatum", row.day, 730);
        x.text("nummer", &row.number);
        x.reference("activiteit", id);
        x.text("activiteitNummer", &cases::number(w, c, Category::Activiteit, activity));
        x.text("naam", &by.signed());
        x.text("achternaam", &by.last);
        x.text("initialen", &by.initials);
        x.opt("tussenvoegsel", by.infix);
        x.text("voornaam", &by.first);
        x.nil("achtervoegsel");
        x.text("titulatuur", if by.woman { "Mevrouw" } else { "De heer" });
        x.text("functie", &by.office());
        x.text("status", row.status);
        x.opt_day("datumNakoming", row.due);
        match row.met_by.as_slice() {
            [] => x.nil("kamerbriefNakoming"),
            letters => letters.iter().for_each(|letter| x.text("kamerbriefNakoming", letter)),
        }
        let ministry = match by.function {
            crate::people::Function::Minister(m) | crate::people::Function::StateSecretary(m) => {
                usize::from(m)
            }
            _ => TOPICS[c.topic].ministry,
        };
        x.text("ministerie", MINISTRIES[ministry].name);
        x.text("tekst", &row.text);
        // not in the schema, seen live: repeated, sometimes empty
        for &person in &row.to {
            x.reference("toegezegdAan", w.person_id(person));
        }
        if row.to.is_empty() {
            x.empty_reference("toegezegdAan");
        }
    });
}

/// The facts of a meeting.
pub(crate) struct MeetingRow {
    /// Its number in the session, when it is one of the whole House.
    pub(crate) plenary: Option<u32>,
    pub(crate) day: Date,
    /// Minutes after midnight.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// How many versions its report has.
    pub(crate) versions: u16,
}

/// A meeting and the versions of its report.
pub(crate) fn meeting(
    w: &World,
    c: &Case,
    e: &mut Emission,
    local: u16,
    row: &MeetingRow,
    title: impl FnOnce() -> String,
) {
    let &MeetingRow { plenary, day, start, end, versions } = row;
    e.record(Category::Vergadering, local, |x| {
        x.text("soort", if plenary.is_some() { "Plenair" } else { "Commissie" });
        x.text("titel", &title());
        x.text(
            "zaal",
            if plenary.is_some() { "Plenaire zaal" } else { crate::chamber::ROOMS[c.topic % 7 + 1] },
        );
        x.text("vergaderjaar", &session_year(day));
        x.plain("vergaderingNummer", plenary.unwrap_or(0));
        x.day("datum", day);
        x.moment("aanvangstijd", day, start);
        x.moment("sluiting", day, end);
        x.text("kamer", "Tweede Kamer");
    });
    let id = e.id(Category::Vergadering, local);
    for version in 0..versions {
        let facts = |_| files::report_facts(w, c, local * 8 + version);
        e.file(Category::Verslag, local * 8 + version, facts, |x| {
            x.reference("vergadering", id);
            let (kind, status) = VERSIONS[usize::from(version) % 3];
            x.text("soort", kind);
            x.text("status", status);
        });
    }
}

/// The stages of a report.
pub(crate) const VERSIONS: [(&str, &str); 3] =
    [("Voorpublicatie", "Casco"), ("Tussenpublicatie", "Ongecorrigeerd"), ("Eindpublicatie", "Gecorrigeerd")];

/// A room booked for an activity.
pub(crate) fn reservation(w: &World, c: &Case, e: &mut Emission, local: u16, activity: u16) {
    let id = e.id(Category::Activiteit, activity);
    e.record(Category::Reservering, local, |x| {
        x.reference("activiteit", id);
        x.reference("zaal", w.id(0, Category::Zaal, (c.topic % 7 + 1) as u16));
        x.text("nummer", &format!("R{:06}", c.activities + 200_000));
        x.text("statusCode", "R3");
        x.text("statusNaam", "UsrAdministrativelyCompleted");
        x.text("activiteitNummer", &cases::number(w, c, Category::Activiteit, activity));
    });
}
