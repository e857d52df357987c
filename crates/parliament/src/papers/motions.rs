//! Motions, amendments and the papers of a bill.

use super::letters::filler;
use super::{Paper, earlier, printed_dossier, running};
use crate::calendar::{long, printed_session_year};
use crate::cases::bill::title;
use crate::cases::debate::Motion;
use crate::cases::votes::SITTING;
use crate::people::PARTIES;
use crate::topics::TOPICS;
use crate::world::{Case, World};

fn head(w: &World, c: &Case, number: u32) -> Paper {
    let (_, dossier, addition, title) = w.dossier(c);
    let mut paper = Paper::new(running(w, c, c.date, Some(number)));
    paper.text(format!("Tweede Kamer der Staten-Generaal  2\nVergaderjaar {}", printed_session_year(c.date)));
    paper.title(format!("{} {title}", printed_dossier(dossier, addition)));
    paper
}

/// A motion as printed.
pub(crate) fn motion(w: &World, c: &Case, motion: &Motion, number: u32) -> Paper {
    let mut paper = head(w, c, number);
    let kind = if motion.changed { "GEWIJZIGDE MOTIE" } else { "MOTIE" };
    let names: Vec<String> = motion.movers.iter().map(|&p| w.people[p].called()).collect();
    paper.text(format!("**Nr. {number}  {kind} VAN {}**", upper_names(&names)));
    let (_, dossier, addition, _) = w.dossier(c);
    if motion.changed {
        paper.text(format!(
            "Ter vervanging van die gedrukt onder {}, nr. {}",
            printed_dossier(dossier, addition),
            number - 1
        ));
    }
    paper.text(format!("Voorgesteld {}", long(c.date)));
    body(&mut paper, &motion.claims, motion.request);
    for name in names {
        paper.text(name);
    }
    paper
}

fn upper_names(names: &[String]) -> String {
    match names {
        [only] => format!("HET LID {}", only.to_uppercase()),
        [first, second] => format!("DE LEDEN {} EN {}", first.to_uppercase(), second.to_uppercase()),
        [first, ..] => format!("HET LID {} C.S.", first.to_uppercase()),
        [] => "DE COMMISSIE".to_owned(),
    }
}

/// The operative text of a motion.
pub(crate) fn body(paper: &mut Paper, claims: &[&str], request: &str) {
    paper.text("De Kamer,");
    paper.text("gehoord de beraadslaging,");
    for (n, claim) in claims.iter().enumerate() {
        let verb = if n == 0 { "constaterende" } else { "overwegende" };
        paper.text(format!("{verb} dat {claim};"));
    }
    paper.text(format!("verzoekt de regering {request},"));
    paper.text("en gaat over tot de orde van de dag.");
}

/// The text of a bill.
pub(crate) fn bill(w: &World, c: &Case) -> Paper {
    let mut paper = head(w, c, c.paper);
    let topic = &TOPICS[c.topic];
    paper.text(format!("**Nr. {}  VOORSTEL VAN WET**", c.paper));
    paper.text(
        "Wij, bij de gratie Gods, hebben in overweging genomen dat het wenselijk is regels te stellen;",
    );
    paper.text("Zo is het dat Wij, de Afdeling advisering van de Raad van State gehoord, en met gemeen overleg der Staten-Generaal, hebben goedgevonden en verstaan:");
    for (n, (short, request)) in topic.requests.iter().enumerate() {
        paper.heading(format!("Artikel {}", n + 1));
        paper.text(format!("1. Onze Minister draagt zorg voor {short}."));
        paper.text(format!("2. Bij algemene maatregel van bestuur worden regels gesteld om {request}."));
    }
    paper.heading(format!("Artikel {}", topic.requests.len() + 1));
    paper.text("Deze wet treedt in werking op een bij koninklijk besluit te bepalen tijdstip.");
    paper
}

/// The explanatory memorandum, or the advice of the Council of State.
pub(crate) fn explanation(w: &World, c: &Case, local: u16) -> Paper {
    let mut rng = c.rng(0x6d76 + u64::from(local));
    let number = c.paper + u32::from(local);
    let mut paper = head(w, c, number);
    let topic = &TOPICS[c.topic];
    let name = if local == 1 {
        "MEMORIE VAN TOELICHTING"
    } else {
        "ADVIES AFDELING ADVISERING RAAD VAN STATE EN NADER RAPPORT"
    };
    paper.text(format!("**Nr. {number}  {name}**"));
    paper.heading("1. Inleiding");
    paper.text(format!("Dit wetsvoorstel strekt tot {}. {}", topic.requests[0].0, topic.facts[0]));
    paper.heading("2. Hoofdlijnen van het voorstel");
    for fact in rng.sample(topic.facts, 3) {
        let cited = earlier(w, c, &mut rng, false);
        paper.text(format!("{fact} {}[^{}]", filler(&mut rng), cited.reference));
    }
    paper.heading("3. Gevolgen voor de uitvoering");
    paper.text("De uitvoeringstoets laat zien dat het voorstel uitvoerbaar is, mits de uitvoering ten minste negen maanden voorbereidingstijd krijgt.");
    if local == 1 {
        paper.heading("Artikelsgewijze toelichting");
        paper.text(
            "Artikel 1. Dit artikel bevat de kern van het voorstel en behoeft geen nadere toelichting.",
        );
    } else {
        paper.text("De Afdeling advisering van de Raad van State adviseert de toelichting op dit punt aan te vullen. Aan dit advies is gevolg gegeven.");
    }
    paper
}

/// The committee's report on a bill, or the note with the government's answers.
pub(crate) fn bill_report(w: &World, c: &Case, answered: bool) -> Paper {
    let mut rng = c.rng(0x7665);
    let number = c.paper + if answered { 4 } else { 3 };
    let topic = &TOPICS[c.topic];
    let mut paper = head(w, c, number);
    let name = if answered { "NOTA NAAR AANLEIDING VAN HET VERSLAG" } else { "VERSLAG" };
    paper.text(format!("**Nr. {number}  {name}**"));
    paper.text(format!(
        "Met belangstelling heeft {} kennisgenomen van het verslag over het wetsvoorstel {}.",
        if answered { "de regering" } else { "de commissie" },
        title(c)
    ));
    paper.heading("Algemeen deel");
    for (question, answer) in rng.sample(topic.questions, 4) {
        let party = PARTIES[rng.below(SITTING)].short;
        paper.text(format!("De leden van de {party}-fractie vragen het volgende. {question}"));
        if answered {
            paper.text(*answer);
        }
    }
    paper
}

/// An amendment.
pub(crate) fn amendment(w: &World, c: &Case, people: &[usize], number: u32) -> Paper {
    let mut paper = head(w, c, number);
    let names: Vec<String> = people.iter().map(|&p| w.people[p].called()).collect();
    paper.text(format!("**Nr. {number}  AMENDEMENT VAN {}**", upper_names(&names)));
    paper.text(format!("Ontvangen {}", long(c.date)));
    paper.text("De ondergetekenden stellen het volgende amendement voor:");
    paper.text("In artikel 1, eerste lid, wordt na «draagt zorg» ingevoegd «binnen twaalf maanden».");
    paper.heading("Toelichting");
    paper.text(format!("Indieners zijn van mening dat {}.", TOPICS[c.topic].claims[0]));
    for name in names {
        paper.text(name);
    }
    paper
}
