//! Letters of the government, their attachments, and papers of outsiders.

use super::{Paper, earlier, on_a_motion, printed_dossier, running};
use crate::calendar::{long, short};
use crate::cases::committee::due;
use crate::cases::hearing;
use crate::cases::letter::{Sort, signer, sort, subject, topic_subject};
use crate::people::MINISTRIES;
use crate::random::Rng;
use crate::topics::TOPICS;
use crate::world::{Case, World};

/// A letter; its second version has one paragraph more.
pub(crate) fn letter(w: &World, c: &Case, revision: u8) -> Paper {
    let mut rng = c.rng(0x6c65);
    let topic = &TOPICS[c.topic];
    let subject_of = topic_subject(c);
    let mut paper = head(w, c, &subject(c));
    let opening = match sort(c) {
        Sort::Progress => {
            format!("Met deze brief informeer ik uw Kamer over de stand van zaken van {subject_of}.")
        }
        Sort::Reaction => format!(
            "De vaste commissie voor {} heeft mij verzocht te reageren op het bericht van {} inzake {subject_of}. Met deze brief voldoe ik aan dat verzoek.",
            MINISTRIES[topic.ministry].name, topic.organisation
        ),
        Sort::Motions => format!(
            "In deze brief ga ik in op de uitvoering van een aantal moties en toezeggingen over {subject_of}."
        ),
        Sort::Commitment => {
            let cited = earlier(w, c, &mut rng, false);
            format!(
                "Tijdens het commissiedebat van {} heb ik toegezegd uw Kamer te informeren over {subject_of}. Met deze brief doe ik die toezegging gestand. Ik verwijs daarbij naar mijn eerdere brief ({}).",
                short(cited.day),
                cited.reference
            )
        }
    };
    paper.text(opening);
    let facts = rng.sample(topic.facts, 4);
    paper.heading("Stand van zaken");
    let cited = earlier(w, c, &mut rng, false);
    paper.text(format!(
        "{} {}[^{}]",
        facts[0],
        facts[1].trim_end_matches('.').to_owned() + ".",
        cited.reference
    ));
    paper.text(format!(
        "{} In mijn brief van {} heb ik uw Kamer hierover eerder geïnformeerd. {}",
        facts[2],
        long(cited.day),
        filler(&mut rng)
    ));
    if sort(c) != Sort::Progress || rng.one_in(2) {
        paper.heading("Moties en toezeggingen");
        for _ in 0..rng.between(1, 3) {
            paper.text(on_a_motion(w, c, &mut rng));
        }
    }
    if revision > 0 {
        paper.text("In een eerdere versie van deze brief ontbrak de volgende alinea. De genoemde aantallen zijn gecontroleerd en waar nodig aangepast.");
    }
    paper.heading("Vervolg");
    paper.text(format!("{} {}", facts[3], filler(&mut rng)));
    let (phrase, _) = due(c.date, rng.below(6));
    paper.text(format!(
        "{}{phrase} {}",
        ["Ik zal uw Kamer ", "Het kabinet zal de Kamer ", "De Kamer wordt "][rng.below(2)],
        "nader informeren over de uitkomsten."
    ));
    sign(w, &mut paper, signer(c));
    paper
}

/// The head of a letter to the House.
pub(super) fn head(w: &World, c: &Case, subject: &str) -> Paper {
    let (_, number, addition, title) = w.dossier(c);
    let mut paper = Paper::new(running(w, c, c.date, Some(c.paper)));
    paper.title(format!("{} {title}", printed_dossier(number, addition)));
    paper.text(format!("**Nr. {}  Brief van de {}**", c.paper, w.people[signer(c)].office()));
    paper.text("Aan de Voorzitter van de Tweede Kamer der Staten-Generaal");
    paper.text(format!("Den Haag, {}", long(c.date)));
    paper.text(format!("Betreft: {subject}"));
    paper
}

pub(super) fn sign(w: &World, paper: &mut Paper, person: usize) {
    let office = w.people[person].office();
    paper.text(format!("De {office},"));
    paper.text(w.people[person].signed());
}

/// Sentences that fit every subject.
pub(super) fn filler(rng: &mut Rng) -> &'static str {
    rng.choose(&[
        "Dat vraagt om een zorgvuldige afweging, waarbij uitvoerbaarheid en betaalbaarheid voorop staan.",
        "Hierover ben ik in gesprek met medeoverheden, uitvoeringsorganisaties en vertegenwoordigers uit het veld.",
        "Ik hecht eraan te benadrukken dat de eerste resultaten pas na verloop van tijd zichtbaar zijn.",
        "Tegelijkertijd is realisme op zijn plaats: niet alles kan, en zeker niet alles tegelijk.",
        "De bevindingen worden betrokken bij de besluitvorming in het voorjaar.",
        "Een aantal partijen heeft mij gewezen op de gevolgen voor kleine organisaties; die neem ik mee in de verdere uitwerking.",
        "Daarmee ligt de uitvoering op dit moment op schema.",
        "Op dit punt bestaat nog geen overeenstemming met de betrokken partijen.",
    ])
}

/// An attachment: a report, a note on the decision, or a sheet of facts.
pub(crate) fn attachment(w: &World, c: &Case, local: u16) -> Paper {
    let mut rng = c.rng(0x6174 + u64::from(local));
    let topic = &TOPICS[c.topic];
    let mut paper = Paper::new(format!("{} | {}", topic.organisation, topic.title));
    match local {
        1 => {
            paper.title(format!("Rapport over {}", topic_subject(c)));
            paper.text(format!("{}, {}", topic.organisation, long(c.date)));
            paper.heading("Samenvatting");
            for fact in rng.sample(topic.facts, 3) {
                paper.text(*fact);
            }
            paper.heading("Aanbevelingen");
            for claim in rng.sample(topic.claims, 2) {
                paper.item(format!("Wij constateren dat {claim}."));
            }
            paper.text("Wij roepen het kabinet op om voor het zomerreces met concrete maatregelen te komen.");
        }
        2 => {
            paper.title("Beslisnota bij Kamerbrief");
            paper.text(format!("**Onderwerp** {}", subject(c)));
            paper.text(format!("**Gevraagd besluit** U wordt gevraagd bijgaande brief te ondertekenen en te verzenden. De brief is afgestemd met {}.", topic.organisation));
            paper.text(format!("**Toelichting** {} {}", topic.facts[0], filler(&mut rng)));
            paper.text("De namen van ambtenaren zijn niet openbaar en daarom weggelaten.");
        }
        _ => {
            paper.title(format!("Factsheet {}", topic.title.to_lowercase()));
            for fact in topic.facts {
                paper.item(*fact);
            }
        }
    }
    let _ = w;
    paper
}

/// A paper that a guest hands in.
pub(crate) fn position(w: &World, c: &Case, which: u16) -> Paper {
    let mut rng = c.rng(0x706f + u64::from(which));
    let topic = &TOPICS[c.topic];
    let guest = hearing::guest(c, which);
    let mut paper = Paper::new(format!("Position paper {guest}"));
    paper.title(format!("Position paper {guest}"));
    paper.text(format!(
        "Ten behoeve van het gesprek over {} op {}",
        hearing::subject(c),
        long(hearing::day(w, c))
    ));
    paper.heading("Wie wij zijn");
    paper.text(format!(
        "{guest} spreekt namens ruim {} leden die dagelijks met dit onderwerp te maken hebben.",
        rng.between(2, 90) * 100
    ));
    paper.heading("Wat wij zien");
    let fact = rng.pick(topic.facts);
    paper.text(format!(
        "{fact} Onze leden merken daarvan de gevolgen: {}.",
        topic.claims[rng.below(topic.claims.len())]
    ));
    paper.heading("Wat wij van de Kamer vragen");
    for (_, request) in topic.requests {
        paper.item(format!("Roep het kabinet op {request}."));
    }
    let (phrase, _) = due(c.date, 0);
    paper.text(format!("Wij verzoeken het kabinet dringend om {phrase} duidelijkheid te geven."));
    paper
}
