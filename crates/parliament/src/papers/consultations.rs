//! Written consultations: the agenda letter before it, and the report, numbered or narrative.

use super::letters::{filler, sign};
use super::{Paper, earlier, on_a_motion, printed_dossier, running};
use crate::calendar::long;
use crate::cases::consultation::{council, council_day, numbered, reported, subject};
use crate::cases::votes::SITTING;
use crate::people::{MINISTRIES, PARTIES};
use crate::topics::TOPICS;
use crate::world::{Case, World};

/// The annotated agenda of a council.
pub(crate) fn agenda_letter(w: &World, c: &Case) -> Paper {
    let mut rng = c.rng(0x6167);
    let (_, number, addition, title) = w.dossier(c);
    let topic = &TOPICS[c.topic];
    let mut paper = Paper::new(running(w, c, c.date, Some(c.paper)));
    paper.title(format!("{} {title}", printed_dossier(number, addition)));
    paper.text(format!("**Nr. {}  Brief van de {}**", c.paper, w.people[topic.ministry].office()));
    paper.text("Aan de Voorzitter van de Tweede Kamer der Staten-Generaal");
    paper.text(format!("Den Haag, {}", long(c.date)));
    paper.text(format!(
        "Hierbij bied ik u de geannoteerde agenda aan van de {} van {}.",
        council(w, c),
        long(council_day(c))
    ));
    for heading in rng.sample(topic.subjects, 3) {
        paper.heading(crate::cases::debate::capital(heading));
        let fact = rng.pick(topic.facts);
        paper.text(format!("De Raad spreekt over {heading}. {fact} {}", filler(&mut rng)));
    }
    paper.text(on_a_motion(w, c, &mut rng));
    sign(w, &mut paper, topic.ministry);
    paper
}

/// The report of a consultation; without answers it is the contribution of the parties.
pub(crate) fn consultation(w: &World, c: &Case, answered: bool) -> Paper {
    let mut rng = c.rng(0x636f);
    let (_, number, addition, title) = w.dossier(c);
    let topic = &TOPICS[c.topic];
    let ministry = &MINISTRIES[topic.ministry];
    let minister = &w.people[topic.ministry];
    let day = reported(w, c);
    let mut paper = Paper::new(running(w, c, day, answered.then_some(c.paper + 1)));
    paper.title(format!("{} {title}", printed_dossier(number, addition)));
    match answered {
        true => paper.text(format!("**Nr. {}  VERSLAG VAN EEN SCHRIFTELIJK OVERLEG**", c.paper + 1)),
        false => paper.text("**INBRENG VERSLAG VAN EEN SCHRIFTELIJK OVERLEG**"),
    };
    paper.text(format!("Vastgesteld {}", long(day)));
    let agenda = crate::topics::cite(rng.below(7), number, addition, c.paper);
    paper.text(format!(
        "De vaste commissie voor {} heeft een aantal vragen en opmerkingen voorgelegd aan de {} over {} ({agenda}).",
        ministry.name,
        minister.office(),
        subject(w, c)
    ));
    if answered {
        paper.text(format!(
            "De vragen en opmerkingen zijn op {} aan de {} voorgelegd. Bij brief van {} zijn de vragen beantwoord.",
            long(crate::calendar::after(c.date, 3)),
            minister.office(),
            long(day)
        ));
    }
    let chair = &w.people[w.members(&mut rng, 1)[0]];
    paper.text("De voorzitter van de commissie,").text(&chair.last);
    paper.text("Adjunct-griffier van de commissie,").text("Van Meerkerkhoven");
    paper.page();
    paper.heading("Vragen en opmerkingen vanuit de fracties en reactie van de bewindspersoon");
    let mut parties: Vec<usize> = (0..SITTING).collect();
    parties = rng.sample(&parties, 5).into_iter().copied().collect();
    parties.sort_unstable();
    let mut unit = 0;
    for party in parties {
        let party = PARTIES[party].short;
        paper.heading(format!("Vragen en opmerkingen van de leden van de {party}-fractie"));
        paper.text(format!(
            "De leden van de {party}-fractie hebben met {} kennisgenomen van {}. Zij hebben nog enkele vragen en opmerkingen.",
            ["belangstelling", "interesse", "zorg"][rng.below(3)],
            subject(w, c)
        ));
        let mut narrative = Vec::new();
        let count = rng.between(1, 2);
        for (question, answer) in rng.sample(topic.questions, count) {
            unit += 1;
            paper.text(format!("De leden van de {party}-fractie vragen het volgende. {question}"));
            let answer = match rng.below(6) {
                0 if unit > 1 => format!("Zie het antwoord op vraag {}.", rng.between(1, unit - 1)),
                1 => format!("{answer} {}", on_a_motion(w, c, &mut rng)),
                2 => format!("{answer}[^{}]", earlier(w, c, &mut rng, false).reference),
                _ => (*answer).to_owned(),
            };
            if !answered {
                continue;
            }
            if numbered(c) {
                paper.text(format!("**{unit}. Antwoord van het kabinet**"));
                paper.text(answer);
            } else {
                narrative.push(answer);
            }
        }
        if !narrative.is_empty() {
            paper.text("**Reactie van de bewindspersoon**");
            for answer in narrative {
                // a narrative report has no numbers to point at
                let answer = if answer.starts_with("Zie het antwoord") {
                    "Voor het antwoord op deze vraag verwijs ik naar hetgeen hierboven is opgemerkt."
                        .to_owned()
                } else {
                    answer
                };
                paper.text(answer);
            }
        }
    }
    paper
}
