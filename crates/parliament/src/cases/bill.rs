//! A bill with its dossier: the papers of its making, amendments, and the final vote, sometimes by roll call.

use crate::calendar::{after, meeting, working};
use crate::cases::rows::{self, ActivityRow, CaseRow, DecisionRow, DocumentRow, Extent, Signer, Who};
use crate::cases::votes::Verdict;
use crate::cases::{Kind, Rules};
use crate::category::Category;
use crate::emission::{Change, Emission, Event};
use crate::papers::{self, Paper};
use crate::topics::TOPICS;
use crate::world::{Belongs, Case, World};

pub(crate) struct Bill;

/// The papers before the amendments, by their number in the dossier minus two.
const BEFORE: [(&str, &str, Extent); 5] = [
    ("Voorstel van wet", "Voorstel van wet", Extent::Letter),
    ("Memorie van toelichting", "Memorie van toelichting", Extent::Long),
    (
        "Advies Afdeling advisering Raad van State en Nader rapport",
        "Advies Afdeling advisering Raad van State en Nader rapport",
        Extent::Letter,
    ),
    ("Verslag (initiatief)wetsvoorstel (nader)", "Verslag", Extent::Long),
    (
        "Nota n.a.v. het (nader/tweede nader/enz.) verslag",
        "Nota naar aanleiding van het verslag",
        Extent::Long,
    ),
];

fn amendments(c: &Case) -> u16 {
    c.rng(1).between(2, 6) as u16
}

/// Whether the final vote is by roll call; the first bill's always is, so that a small parliament has one.
pub(crate) fn roll_called(c: &Case) -> bool {
    usize::try_from(c.key).is_ok_and(|key| key <= Kind::ROUND.len()) || c.rng(2).one_in(2)
}

pub(crate) fn title(c: &Case) -> String {
    let mut rng = c.rng(3);
    let topic = &TOPICS[c.topic];
    let request = rng.pick(topic.requests).0;
    match rng.below(2) {
        0 => format!("Regels omtrent {request} (Wet {})", topic.title.to_lowercase()),
        _ => format!("Wijziging van de Wet {} in verband met {request}", topic.title.to_lowercase()),
    }
}

fn amender(w: &World, c: &Case, which: u16) -> Vec<usize> {
    let mut rng = c.rng(100 + u64::from(which));
    let count = rng.between(1, 2);
    w.members(&mut rng, count)
}

fn voting_day(w: &World, c: &Case) -> jiff::civil::Date {
    meeting(after(c.date, 120)).min(w.settings.today).max(c.date)
}

/// The decision on the bill itself.
pub(crate) fn verdict(c: &Case) -> Verdict {
    Verdict::of(c, 99, 4)
}

impl Rules for Bill {
    fn documents(&self, _: &World, c: &Case) -> u16 {
        BEFORE.len() as u16 + amendments(c)
    }

    fn papers(&self, w: &World, c: &Case) -> u16 {
        self.documents(w, c)
    }

    fn numbers(&self, _: &World, c: &Case) -> [u16; 3] {
        [1 + amendments(c), 2, 1 + amendments(c)]
    }

    fn row(&self, w: &World, c: &Case, local: u16) -> DocumentRow {
        let before = BEFORE.get(usize::from(local));
        let row = match before {
            Some((kind, subject, extent)) => {
                let day = working(after(c.date, i64::from(local / 2) * 30)).min(w.settings.today).max(c.date);
                DocumentRow::new(kind, (*subject).to_owned(), day, *extent).of_case(w, c, 0)
            }
            None => {
                let which = local - BEFORE.len() as u16;
                let day = after(voting_day(w, c), -5).max(c.date);
                let row = DocumentRow::new("Amendement", amendment(w, c, which), day, Extent::Short);
                row.of_case(w, c, 1 + which)
            }
        };
        row.in_dossier(w, c, u32::from(local))
    }

    fn signers(&self, w: &World, c: &Case, local: u16) -> Vec<Signer> {
        let ministry = TOPICS[c.topic].ministry;
        match local {
            2 => vec![Signer {
                who: Who::Name("Afdeling advisering van de Raad van State".to_owned()),
                relation: "Eerste ondertekenaar",
            }],
            3 => vec![Signer { who: Who::Committee(ministry), relation: "Eerste ondertekenaar" }],
            0..5 => vec![Signer::person(ministry, "Eerste ondertekenaar")],
            _ => Signer::members(&amender(w, c, local - BEFORE.len() as u16)),
        }
    }

    fn paper(&self, w: &World, c: &Case, local: u16, _: u8) -> Paper {
        match local {
            0 => papers::bill(w, c),
            1 | 2 => papers::explanation(w, c, local),
            3 => papers::bill_report(w, c, false),
            4 => papers::bill_report(w, c, true),
            _ => papers::amendment(
                w,
                c,
                &amender(w, c, local - BEFORE.len() as u16),
                c.paper + u32::from(local),
            ),
        }
    }

    fn emit(&self, w: &World, c: &Case, e: &mut Emission) {
        let ministry = TOPICS[c.topic].ministry;
        let owner = c.owner();
        e.record(Category::Kamerstukdossier, 0, |x| {
            let Belongs::Own(number) = c.belongs else { return };
            x.text("titel", &title(c));
            x.nils(&["citeertitel", "alias"]);
            x.plain("nummer", number);
            x.nil("toevoeging");
            x.plain("hoogsteVolgnummer", u32::from(self.documents(w, c)) + 1);
            x.flag("afgesloten", false);
            x.text("kamer", "Tweede Kamer");
        });
        let activities = vec![w.id(owner, Category::Activiteit, 0), w.id(owner, Category::Activiteit, 1)];
        let movers = rows::movers(&[ministry], Some(ministry));
        rows::case(w, c, e, 0, &movers, |_| {
            let row = CaseRow::new("Wetgeving", title(c), c.date);
            CaseRow {
                activities: activities.clone(),
                items: vec![w.id(owner, Category::Agendapunt, 0)],
                ..row.in_dossier(w, c, 0)
            }
        });
        for local in 0..BEFORE.len() as u16 {
            rows::document(w, c, e, local);
        }
        rows::activity(w, c, e, 0, |_| {
            let day = meeting(after(voting_day(w, c), -7)).max(c.date).min(w.settings.today);
            ActivityRow::new("Plenair debat (wetgeving)", title(c), day, 840, 1080)
        });
        rows::activity(w, c, e, 1, |_| {
            let subject = format!("Stemmingen in verband met: {}", title(c));
            ActivityRow::new("Stemmingen", subject, voting_day(w, c), 900, 960)
        });
        for which in 0..amendments(c) {
            let people = amender(w, c, which);
            let movers = rows::movers(&people, Some(ministry));
            rows::case(w, c, e, 1 + which, &movers, |_| {
                let day = after(voting_day(w, c), -5).max(c.date);
                let row = CaseRow::new("Amendement", amendment(w, c, which), day);
                CaseRow {
                    activities: vec![w.id(owner, Category::Activiteit, 1)],
                    items: vec![w.id(owner, Category::Agendapunt, 1 + which)],
                    related: vec![w.id(owner, Category::Zaak, 0)],
                    appraisal: Some("Oordeel Kamer"),
                    ..row.in_dossier(w, c, BEFORE.len() as u32 + u32::from(which))
                }
            });
            rows::document(w, c, e, BEFORE.len() as u16 + which);
            rows::item(w, c, e, 1 + which, 1, Some("Stemmingen"), || amendment(w, c, which));
            let verdict = Verdict::of(c, which, w.people[people[0]].party.unwrap_or(0));
            decide(w, c, e, 1 + which, 1 + which, &verdict);
            rows::votes(w, e, 1 + which, 200 + which * 16, &verdict, None);
        }
        rows::item(w, c, e, 0, 1, Some("Stemmingen"), || title(c));
        let verdict = verdict(c);
        decide(w, c, e, 0, 0, &verdict);
        if roll_called(c) {
            rows::roll_call(w, c, e, 0, 0, &verdict, 2);
        } else {
            rows::votes(w, e, 0, 0, &verdict, None);
        }
    }

    fn events(&self, _: &World, c: &Case) -> Vec<Event> {
        if !roll_called(c) {
            return Vec::new();
        }
        vec![
            Event::new(Category::Stemming, 0, Change::Update),
            Event::new(Category::Stemming, 1, Change::Update),
        ]
    }
}

/// The decision on the bill or on an amendment.
fn decide(w: &World, c: &Case, e: &mut Emission, item: u16, case: u16, verdict: &Verdict) {
    let cases = [w.id(c.owner(), Category::Zaak, case)];
    let adopted = verdict.adopted();
    let row = DecisionRow {
        item,
        cases: &cases,
        voting: Some(if case == 0 && roll_called(c) { "Hoofdelijk" } else { "Met handopsteken" }),
        kind: if adopted { "Stemmen - aangenomen" } else { "Stemmen - verworpen" },
        text: if adopted { "Aangenomen." } else { "Verworpen." },
        order: 1,
    };
    rows::decision(c, e, item, &row);
}

fn amendment(w: &World, c: &Case, which: u16) -> String {
    let people = amender(w, c, which);
    let topic = &TOPICS[c.topic];
    let short = topic.requests[usize::from(which) % topic.requests.len()].0;
    let names: Vec<String> = people.iter().map(|&p| w.people[p].called()).collect();
    match names.as_slice() {
        [only] => format!("Amendement van het lid {only} over {short}"),
        names => format!("Amendement van de leden {} over {short}", names.join(" en ")),
    }
}
