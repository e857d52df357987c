//! The report of a meeting: as VLOS XML for the feed, and as two printed columns.
//!
//! Speeches, interruptions, motions handed in and votes; the stages differ (the first one has no text yet, the second
//! has a slip of the tongue that the last one repairs). Start at [`debate`] or [`committee`].

use std::fmt::Write;

use jiff::civil::Date;

use crate::calendar::{long, session_year, weekday};
use crate::cases::{self, committee as held, debate as plenary};
use crate::category::Category;
use crate::identity::Place;
use crate::papers::{Paper, on_a_motion, printed_dossier};
use crate::people::{PARTIES, Person, role};
use crate::random::{Rng, hash};
use crate::topics::TOPICS;
use crate::world::{Case, World};
use crate::xml::escaped;

/// What somebody says, and what others say in between.
#[derive(Debug, Clone)]
pub(crate) struct Speech {
    pub(crate) speaker: usize,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) interruptions: Vec<(usize, String)>,
    pub(crate) motion: Option<Moved>,
}

/// A motion handed in during a speech.
#[derive(Debug, Clone)]
pub(crate) struct Moved {
    pub(crate) short: String,
    pub(crate) movers: Vec<usize>,
    pub(crate) claims: Vec<String>,
    pub(crate) request: String,
    pub(crate) dossier: String,
    pub(crate) number: u32,
}

/// A vote.
#[derive(Debug, Clone)]
pub(crate) struct Voted {
    pub(crate) title: String,
    pub(crate) dossier: String,
    pub(crate) number: u32,
    pub(crate) verdict: crate::cases::votes::Verdict,
}

/// A report.
#[derive(Debug, Clone)]
pub(crate) struct Transcript {
    pub(crate) kind: &'static str,
    pub(crate) status: &'static str,
    pub(crate) plenary: Option<u32>,
    pub(crate) title: String,
    pub(crate) subject: String,
    pub(crate) activity_kind: &'static str,
    /// Number of the activity; always empty for votes, as in the real ones.
    pub(crate) activity: String,
    pub(crate) room: &'static str,
    pub(crate) day: Date,
    pub(crate) committee: Option<&'static str>,
    pub(crate) chair: usize,
    /// What lies on the table: text, dossier, number.
    pub(crate) table: Vec<(String, String, u32)>,
    pub(crate) speeches: Vec<Speech>,
    pub(crate) votes: Vec<Voted>,
    /// Decides the ids in it.
    pub(crate) owner: u32,
}

/// The report of a plenary debate.
pub(crate) fn debate(w: &World, c: &Case, kind: &'static str, status: &'static str) -> Transcript {
    let (_, number, addition, _) = w.dossier(c);
    let dossier = addition.map_or_else(|| number.to_string(), |a| format!("{number}-{a}"));
    let subject = plenary::subject(c);
    let mut rng = c.rng(0x7472);
    let mut speeches = Vec::new();
    for which in 0..plenary::motions(c) {
        let motion = plenary::motion(w, c, which);
        let mut speech = contribution(w, c, motion.movers[0], &mut rng);
        speech.motion = Some(Moved {
            short: motion.short.to_owned(),
            movers: motion.movers.clone(),
            claims: motion.claims.iter().map(|&c| c.to_owned()).collect(),
            request: motion.request.to_owned(),
            dossier: dossier.clone(),
            number: c.paper + u32::from(which),
        });
        speeches.push(speech);
    }
    speeches.push(minister(w, c, &mut rng));
    Transcript {
        kind,
        status,
        plenary: Some(plenary::plenary(c)),
        title: format!("{}e vergadering, {} {}", plenary::plenary(c), weekday(c.date), long(c.date)),
        subject,
        activity_kind: "Plenair debat",
        activity: cases::number(w, c, Category::Activiteit, 0),
        room: "Plenaire zaal",
        day: c.date,
        committee: None,
        chair: role::FIRST_OTHER,
        table: Vec::new(),
        speeches,
        votes: Vec::new(),
        owner: c.owner(),
    }
}

/// The report of the meeting in which the motions of a debate are voted on.
pub(crate) fn votes_after(w: &World, c: &Case, kind: &'static str, status: &'static str) -> Transcript {
    let (_, number, addition, _) = w.dossier(c);
    let dossier = addition.map_or_else(|| number.to_string(), |a| format!("{number}-{a}"));
    let votes = (0..plenary::motions(c))
        .map(|which| (which, plenary::motion(w, c, which)))
        .filter(|(which, motion)| !motion.held(c, *which))
        .map(|(which, motion)| Voted {
            title: format!("de motie-{} over {}", w.people[motion.movers[0]].called(), motion.short),
            dossier: dossier.clone(),
            number: c.paper + u32::from(which),
            verdict: motion.verdict,
        })
        .collect();
    let day = plenary::voting_day(w, c);
    voting(plenary::subject(c), day, plenary::plenary_number(day), votes, (kind, status), c.owner())
}

/// The report of a meeting that only votes.
pub(crate) fn voting(
    subject: String,
    day: Date,
    number: u32,
    votes: Vec<Voted>,
    (kind, status): (&'static str, &'static str),
    owner: u32,
) -> Transcript {
    Transcript {
        kind,
        status,
        plenary: Some(number),
        title: format!("{number}e vergadering, {} {}", weekday(day), long(day)),
        subject,
        activity_kind: "Stemmingen",
        activity: String::new(),
        room: crate::chamber::ROOMS[0],
        day,
        committee: None,
        chair: role::FIRST_OTHER,
        table: Vec::new(),
        speeches: Vec::new(),
        votes,
        owner: owner ^ 0x8000_0000,
    }
}

/// The report of a committee debate.
pub(crate) fn committee(w: &World, c: &Case, kind: &'static str, status: &'static str) -> Transcript {
    let mut rng = c.rng(0x7472);
    let people = held::participants(w, c);
    let mut speeches: Vec<Speech> = people.iter().map(|&p| contribution(w, c, p, &mut rng)).collect();
    let mut answer = minister(w, c, &mut rng);
    for which in 0..held::promises(c) {
        let promise = held::promise(w, c, which).text;
        answer.paragraphs.push(format!("Daarover kan ik het volgende toezeggen. {promise}"));
    }
    speeches.push(answer);
    let table = held::letters(w, c)
        .iter()
        .map(|letter| {
            let (_, number, addition, _) = w.dossier(letter);
            let dossier = addition.map_or_else(|| number.to_string(), |a| format!("{number}-{a}"));
            let text = format!(
                "de brief van de {} d.d. {} inzake {}",
                w.people[cases::letter::signer(letter)].office(),
                long(letter.date),
                cases::letter::subject(letter)
            );
            (text, dossier, letter.paper)
        })
        .collect();
    Transcript {
        kind,
        status,
        plenary: None,
        title: held::subject(c),
        subject: held::subject(c),
        activity_kind: "Commissiedebat",
        activity: cases::number(w, c, Category::Activiteit, 0),
        room: crate::chamber::ROOMS[c.topic % 7 + 1],
        day: c.date,
        committee: Some(plenary::ministry(c)),
        chair: people[0],
        table,
        speeches,
        votes: Vec::new(),
        owner: c.owner(),
    }
}

/// What a member says.
fn contribution(w: &World, c: &Case, member: usize, rng: &mut Rng) -> Speech {
    let topic = &TOPICS[c.topic];
    let mut paragraphs = vec![format!(
        "{} {}",
        ["Dank u wel, voorzitter.", "Voorzitter.", "Dank, voorzitter."][rng.below(3)],
        rng.pick(topic.facts)
    )];
    let claim = rng.pick(topic.claims);
    paragraphs.push(format!(
        "Het kan toch niet zo zijn dat {claim}. Mijn fractie maakt zich daar zorgen over. {}",
        rng.pick(topic.questions).0
    ));
    if rng.one_in(2) {
        let sentence = on_a_motion(w, c, rng);
        let sentence = sentence.split("[^").next().unwrap_or_default().trim_end_matches('.').to_owned();
        paragraphs.push(format!(
            "Ik citeer uit de brief van het kabinet: \"{sentence}.\" Is dat nog steeds de lijn?"
        ));
    }
    paragraphs.push("Tot zover in eerste termijn.".to_owned());
    let mut interruptions = Vec::new();
    if rng.one_in(2) {
        let other = w.members(rng, 1)[0];
        interruptions
            .push((other, format!("Ik hoor mijn collega zeggen dat {claim}. Maar wat is dan de oplossing?")));
        interruptions.push((member, "Dat is precies de vraag die ik aan de minister stel.".to_owned()));
    }
    Speech { speaker: member, paragraphs, interruptions, motion: None }
}

/// What the minister answers.
fn minister(w: &World, c: &Case, rng: &mut Rng) -> Speech {
    let topic = &TOPICS[c.topic];
    let mut paragraphs = vec!["Dank u wel, voorzitter. Dank aan de Kamer voor de inbreng.".to_owned()];
    for (_, answer) in rng.sample(topic.questions, 3) {
        paragraphs.push((*answer).to_owned());
    }
    let member = w.members(rng, 1)[0];
    let interruptions = vec![
        (
            member,
            format!(
                "Kan de minister zeggen wanneer wij horen hoe het staat met {}?",
                rng.pick(topic.subjects)
            ),
        ),
        (topic.ministry, "Daar kom ik voor het zomerreces op terug.".to_owned()),
    ];
    Speech { speaker: topic.ministry, paragraphs, interruptions, motion: None }
}

impl Transcript {
    /// The report as the feed serves it.
    pub(crate) fn xml(&self, w: &World) -> String {
        let mut x = Writer { out: String::with_capacity(64 * 1024), w, t: self, ids: 0, clock: 36_000 };
        x.document();
        x.out
    }
}

struct Writer<'a> {
    out: String,
    w: &'a World,
    t: &'a Transcript,
    ids: u64,
    clock: u32,
}

impl Writer<'_> {
    /// The ids in a report are its own: they name no person or case of the feed.
    fn id(&mut self) -> String {
        self.ids += 1;
        let number = hash(u64::from(self.t.owner), self.ids) as u16;
        Place::new(u32::MAX - 1, Category::Verslag, number).guid(self.ids).to_string()
    }

    fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn element(&mut self, name: &str, text: &str) {
        let _ = write!(self.out, "<{name}>{}</{name}>", escaped(text));
    }

    fn at(&mut self, name: &str, seconds: u32) {
        let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let day = self.t.day;
        let _ = write!(self.out, "<{name}>{day}T{h:02}:{m:02}:{s:02}</{name}>");
    }

    fn mark(&mut self, seconds: u32) {
        let start = self.clock;
        self.clock += seconds;
        self.at("markeertijdbegin", start);
        self.at("markeertijdeind", start + seconds);
    }

    fn paragraph(&mut self, text: &str) {
        let _ = write!(self.out, "<alinea><alineaitem>{}</alineaitem></alinea>", escaped(text));
    }

    fn speaker(&mut self, index: usize) {
        let person: &Person = &self.w.people[index];
        let kind = match person.party {
            Some(_) => "Tweede Kamerlid",
            None if person.office().starts_with("minister") => "Minister",
            None => "Staatssecretaris",
        };
        let id = Place::new(u32::MAX - 2, Category::Verslag, index as u16).guid(9);
        let _ = write!(self.out, "<spreker soort=\"{kind}\" objectid=\"{id}\">");
        if let Some(party) = person.party() {
            self.element("fractie", party.short);
        }
        self.element("aanhef", if person.woman { "Mevrouw" } else { "De heer" });
        self.element("verslagnaam", &person.called());
        self.element("weergavenaam", &person.displayed());
        self.element("voornaam", &person.first);
        self.element("achternaam", &person.displayed());
        self.element("functie", &person.office());
        self.raw("</spreker>");
    }

    fn named(&mut self, index: usize) {
        let person = &self.w.people[index];
        let (before, name) = match person.party {
            _ if index == self.t.chair => ("De ".to_owned(), "voorzitter".to_owned()),
            Some(_) => (format!("{} ", if person.woman { "Mevrouw" } else { "De heer" }), person.called()),
            None => {
                let kind =
                    if person.office().starts_with("minister") { "Minister " } else { "Staatssecretaris " };
                (kind.to_owned(), person.called())
            }
        };
        let party = match person.party() {
            Some(party) if index != self.t.chair => format!(" ({})", escaped(party.short)),
            _ => String::new(),
        };
        let _ = write!(
            self.out,
            "<alineaitem>{before}<nadruk type=\"Vet\">{}</nadruk>{party}:</alineaitem>",
            escaped(&name)
        );
    }

    fn document(&mut self) {
        let (kind, status, day) = (self.t.kind, self.t.status, self.t.day);
        let message = self.id();
        let meeting = self.id();
        let _ = write!(
            self.out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?><vlosCoreDocument MessageID=\"{message}\" Source=\"VLOS2.0\" MessageType=\"vlos2document\" Timestamp=\"{day}T22:10:11.1234567+02:00\" soort=\"{kind}\" status=\"{status}\" technischeaanpassing=\"false\" publiceren=\"Ja\" versie=\"1.3\" xmlns=\"http://www.tweedekamer.nl/ggm/vergaderverslag/v1.0\"><vergadering soort=\"{}\" objectid=\"{meeting}\" kamer=\"Tweede Kamer\">",
            if self.t.plenary.is_some() { "Plenair" } else { "Commissie" }
        );
        let t = self.t;
        self.element("titel", &t.title);
        self.element("zaal", t.room);
        self.element("vergaderjaar", &session_year(day));
        self.element("vergaderingnummer", &t.plenary.unwrap_or(0).to_string());
        self.at("datum", 0);
        self.at("aanvangstijd", 36_000);
        self.at("sluiting", 50_000);
        if let Some(committee) = t.committee {
            self.raw("<commissies><commissie soort=\"Vaste commissies\" objectid=\"");
            let id = self.id();
            self.raw(&id);
            self.raw("\">");
            self.element("verslagnaam", &format!("vaste commissie voor {committee}"));
            self.element("afkorting", committee);
            self.raw("</commissie></commissies>");
        }
        self.opening();
        if status != "Casco" {
            if !t.speeches.is_empty() {
                self.debate();
            }
            if !t.votes.is_empty() {
                self.votes();
            }
        }
        self.raw("</vergadering></vlosCoreDocument>");
    }

    fn activity(&mut self, kind: &str, subject: &str, number: &str) {
        let id = self.id();
        let _ = write!(self.out, "<activiteit soort=\"{kind}\" objectid=\"{id}\">");
        self.element("titel", subject);
        self.element("onderwerp", subject);
        if number.is_empty() {
            self.raw("<parlisid />");
        } else {
            self.element("parlisid", number);
        }
        self.at("aanvangstijd", self.clock);
        self.at("eindtijd", self.clock + 7200);
        self.raw("<voortzetting>false</voortzetting>");
    }

    fn head(&mut self, kind: &str, subject: &str) {
        let id = self.id();
        let _ = write!(self.out, "<activiteithoofd soort=\"{kind}\" objectid=\"{id}\">");
        self.element("titel", subject);
        self.element("onderwerp", subject);
        self.mark(4);
    }

    fn opening(&mut self) {
        let t = self.t;
        self.activity("Opening", "Opening", "");
        self.head("Algemeen", "Opening");
        self.raw("<tekst>");
        let chair = self.w.people[t.chair].called();
        let _ = write!(
            self.out,
            "<alinea><alineaitem><nadruk type=\"Vet\">Voorzitter: {}</nadruk></alineaitem></alinea>",
            escaped(&chair)
        );
        let mut present: Vec<String> = t.speeches.iter().map(|s| self.w.people[s.speaker].called()).collect();
        present.sort();
        present.dedup();
        self.paragraph(&format!(
            "Aanwezig zijn leden der Kamer en bewindspersonen, te weten: {}.",
            present.join(", ")
        ));
        self.paragraph("Aanvang 10.00 uur.");
        self.raw("</tekst><sprekers>");
        let mut speakers: Vec<usize> = t.speeches.iter().map(|s| s.speaker).collect();
        speakers.sort_unstable();
        speakers.dedup();
        for speaker in speakers {
            self.speaker(speaker);
        }
        self.raw("</sprekers></activiteithoofd></activiteit>");
    }

    fn debate(&mut self) {
        let t = self.t;
        self.activity(t.activity_kind, &t.subject, &t.activity);
        self.head("Algemeen", &t.subject);
        self.raw("<tekst><alinea><alineaitem>Aan de orde is de behandeling van:</alineaitem><lijst>");
        if t.table.is_empty() {
            let _ = write!(
                self.out,
                "<alineaitem><nadruk type=\"Vet\">{}</nadruk></alineaitem>",
                escaped(&t.subject)
            );
        }
        for (text, dossier, number) in &t.table {
            let _ = write!(
                self.out,
                "<alineaitem><nadruk type=\"Vet\">{} (<dossiernummer>{dossier}</dossiernummer>, nr. <stuknummer>{number}</stuknummer>);</nadruk></alineaitem>",
                escaped(text)
            );
        }
        self.raw("</lijst></alinea></tekst>");
        let opening = Speech {
            speaker: t.chair,
            paragraphs: vec![format!(
                "Aan de orde is {}. Ik heet de bewindspersoon van harte welkom.",
                t.subject
            )],
            interruptions: Vec::new(),
            motion: None,
        };
        self.speech(&opening, true);
        for speech in &t.speeches {
            self.speech(speech, false);
        }
        self.raw("</activiteithoofd></activiteit>");
    }

    fn speech(&mut self, speech: &Speech, chair: bool) {
        let name = self.w.people[speech.speaker].called();
        let name = if chair { "De voorzitter".to_owned() } else { name };
        let id = self.id();
        let _ = write!(self.out, "<activiteitdeel soort=\"Spreekbeurt\" objectid=\"{id}\">");
        self.speaker(speech.speaker);
        self.element("titel", &format!("Spreekbeurt - {name}"));
        self.mark(180);
        let id = self.id();
        let _ = write!(self.out, "<activiteititem soort=\"Woordvoerder\" objectid=\"{id}\">");
        self.element("titel", &format!("Woordvoerder - {name}"));
        self.mark(1);
        let id = self.id();
        let _ = write!(self.out, "<woordvoerder objectid=\"{id}\">");
        self.speaker(speech.speaker);
        self.mark(1);
        let _ = write!(self.out, "<isvoorzitter>{chair}</isvoorzitter><isdraad>false</isdraad><tekst>");
        for (n, paragraph) in speech.paragraphs.iter().enumerate() {
            self.raw("<alinea>");
            if n == 0 {
                self.named(speech.speaker);
            }
            let slip = self.t.status == "Ongecorrigeerd" && n == 1;
            let text = if slip { format!("Eh, {paragraph}") } else { paragraph.clone() };
            let _ = write!(self.out, "<alineaitem>{}</alineaitem></alinea>", escaped(&text));
        }
        self.raw("</tekst>");
        if let Some(motion) = &speech.motion {
            self.moved(motion);
        }
        for (who, text) in &speech.interruptions {
            let id = self.id();
            let _ = write!(self.out, "<interrumpant objectid=\"{id}\">");
            self.speaker(*who);
            self.mark(30);
            let _ = write!(
                self.out,
                "<isvoorzitter>{}</isvoorzitter><isdraad>true</isdraad><tekst><alinea>",
                *who == self.t.chair
            );
            self.named(*who);
            let _ = write!(
                self.out,
                "<alineaitem>{}</alineaitem></alinea></tekst></interrumpant>",
                escaped(text)
            );
        }
        self.raw("</woordvoerder></activiteititem></activiteitdeel>");
    }

    fn moved(&mut self, motion: &Moved) {
        let id = self.id();
        let _ = write!(self.out, "<draadboekfragment soort=\"Motie indiening\" objectid=\"{id}\">");
        self.mark(60);
        self.raw("<isdraad>true</isdraad><tekst><alineagroep type=\"Motietekst\">");
        self.paragraph("De Kamer,");
        self.paragraph("gehoord de beraadslaging,");
        for (n, claim) in motion.claims.iter().enumerate() {
            let verb = if n == 0 { "constaterende" } else { "overwegende" };
            self.paragraph(&format!("{verb} dat {claim};"));
        }
        self.paragraph(&format!("verzoekt de regering {},", motion.request));
        self.paragraph("en gaat over tot de orde van de dag.");
        self.raw("</alineagroep><alineagroep type=\"Motieinfo\"><alinea><alineaitem>De <nadruk type=\"Vet\">voorzitter</nadruk>:</alineaitem>");
        let names: Vec<String> = motion.movers.iter().map(|&m| self.w.people[m].called()).collect();
        let by = match names.as_slice() {
            [only] => format!("het lid {only}"),
            names => format!("de leden {}", names.join(" en ")),
        };
        let _ = write!(
            self.out,
            "<alineaitem>Deze motie is voorgesteld door {}.</alineaitem></alinea><alinea><alineaitem>Zij krijgt nr. <stuknummer>{}</stuknummer> (<dossiernummer>{}</dossiernummer>).</alineaitem></alinea></alineagroep></tekst>",
            escaped(&by),
            motion.number,
            motion.dossier
        );
        let id = self.id();
        let first = names.first().cloned().unwrap_or_default();
        let title =
            format!("de motie-{first} over {} ({}, nr. {})", motion.short, motion.dossier, motion.number);
        let _ = write!(self.out, "<zaken><zaak soort=\"Motie\" objectid=\"{id}\">");
        self.element("titel", &title);
        self.element("onderwerp", &motion.short);
        self.element("dossiernummer", &motion.dossier);
        self.element("stuknummer", &motion.number.to_string());
        self.raw("<sequeel /><parlisid /><isgewijzigd>false</isgewijzigd><isnadergewijzigd>false</isnadergewijzigd><isvoldoendeondersteund>true</isvoldoendeondersteund><sprekers>");
        for &mover in &motion.movers {
            self.speaker(mover);
        }
        self.raw("</sprekers></zaak></zaken></draadboekfragment>");
    }

    fn votes(&mut self) {
        let t = self.t;
        self.activity("Stemmingen", "Stemmingen", "");
        let subject = format!("Stemmingen moties {}", t.subject);
        self.head("Stemming", &subject);
        self.raw("<tekst>");
        self.paragraph(&subject);
        self.raw("</tekst>");
        for vote in &t.votes {
            let id = self.id();
            let _ = write!(self.out, "<activiteitdeel soort=\"Stemming item\" objectid=\"{id}\">");
            self.element("titel", &format!("{} ({}, nr. {})", vote.title, vote.dossier, vote.number));
            self.mark(20);
            self.raw("<tekst>");
            let _ = write!(
                self.out,
                "<alinea><alineaitem>In stemming komt {} (<dossiernummer>{}</dossiernummer>, nr. <stuknummer>{}</stuknummer>).</alineaitem></alinea></tekst>",
                escaped(&vote.title),
                vote.dossier,
                vote.number
            );
            let id = self.id();
            let _ = write!(self.out, "<activiteititem soort=\"Besluit\" objectid=\"{id}\">");
            self.element("titel", "Besluit");
            self.mark(1);
            let adopted = vote.verdict.adopted();
            let _ = write!(
                self.out,
                "<tekst><alinea><alineaitem>De <nadruk type=\"Vet\">voorzitter</nadruk>:</alineaitem><alineaitem>Ik constateer dat de leden van de fracties van {} voor deze motie hebben gestemd en de leden van de overige fracties ertegen, zodat zij is {}.</alineaitem></alinea></tekst><besluitvorm>Fractie</besluitvorm><uitslag>{}</uitslag><stemmingen>",
                escaped(&vote.verdict.names(true)),
                if adopted { "aangenomen" } else { "verworpen" },
                if adopted { "Aangenomen" } else { "Verworpen" }
            );
            for (party, support) in vote.verdict.support.iter().enumerate() {
                self.raw("<stemming>");
                self.element("fractie", PARTIES[party].short);
                self.element("stem", if *support { "Voor" } else { "Tegen" });
                self.raw("</stemming>");
            }
            self.raw("</stemmingen></activiteititem></activiteitdeel>");
        }
        self.raw("</activiteithoofd></activiteit>");
    }
}

/// The report as it is printed.
pub(crate) fn printed(w: &World, t: &Transcript) -> Paper {
    let kind = t.committee.map_or("Tweede Kamer", |_| "Verslag van een commissiedebat");
    let mut paper = Paper::new(format!("{kind}   {}   {}", t.subject, long(t.day)));
    paper.title(&t.subject);
    match t.committee {
        Some(committee) => paper.text(format!(
            "De vaste commissie voor {committee} heeft op {} overleg gevoerd over {}.",
            long(t.day),
            t.subject
        )),
        None => paper.text(format!("Aan de orde is {}.", t.subject)),
    };
    for (text, dossier, number) in &t.table {
        let (plain, addition) =
            dossier.split_once('-').map_or((dossier.as_str(), None), |(n, a)| (n, Some(a)));
        let printed = printed_dossier(plain.parse().unwrap_or(0), addition);
        paper.item(format!("{text} ({printed}, nr. {number});"));
    }
    let named = |who: usize| {
        let person = &w.people[who];
        match person.party() {
            _ if who == t.chair => "De **voorzitter**:".to_owned(),
            Some(party) => {
                format!(
                    "{} **{}** ({}):",
                    if person.woman { "Mevrouw" } else { "De heer" },
                    person.called(),
                    party.short
                )
            }
            None => format!("Minister **{}**:", person.called()),
        }
    };
    for speech in &t.speeches {
        paper.text(named(speech.speaker));
        for paragraph in &speech.paragraphs {
            paper.text(paragraph);
        }
        if let Some(motion) = &speech.motion {
            paper.heading("Motie");
            let claims: Vec<&str> = motion.claims.iter().map(String::as_str).collect();
            super::papers::motion_body(&mut paper, &claims, &motion.request);
            paper.text(format!("Zij krijgt nr. {} ({}).", motion.number, motion.dossier));
        }
        for (who, text) in &speech.interruptions {
            paper.text(named(*who));
            paper.text(text);
        }
    }
    paper
}
