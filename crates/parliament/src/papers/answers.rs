//! Written questions and answers: of members, of the first term of a budget debate, and lists.

use super::letters::{filler, sign};
use super::{Paper, earlier, on_a_motion, printed_dossier, running};
use crate::calendar::{long, session, short};
use crate::cases;
use crate::cases::budget;
use crate::cases::questions::{annex_number, answered, askers, lower, names, subject};
use crate::category::Category;
use crate::people::MINISTRIES;
use crate::random::Rng;
use crate::topics::TOPICS;
use crate::world::{Case, World};

/// The questions of a case: each with its answer, and the number of an earlier one that it repeats.
fn pairs(w: &World, c: &Case) -> Vec<(String, String)> {
    let mut rng = c.rng(0x7061);
    let topic = &TOPICS[c.topic];
    let mut pairs = vec![(
        format!("Bent u bekend met {}?", lower(&subject(c))),
        ["Ja.", "Ja, ik ben hiermee bekend.", "Ja, daarvan heb ik kennisgenomen."][rng.below(3)].to_owned(),
    )];
    for (question, answer) in rng.sample(topic.questions, 4) {
        let mut answer = (*answer).to_owned();
        if rng.one_in(2) {
            let cited = earlier(w, c, &mut rng, false);
            answer = format!("{answer}[^{}]", cited.reference);
        }
        pairs.push(((*question).to_owned(), answer));
    }
    let fact = rng.pick(topic.facts);
    pairs.push((
        format!("Hoe beoordeelt u de stelling dat {}?", rng.pick(topic.claims)),
        format!("{fact} {}", filler(&mut rng)),
    ));
    if rng.one_in(2) {
        let cited = earlier(w, c, &mut rng, true);
        if let Some((motion, _, _)) = &cited.motion {
            let who = w.people[motion.movers[0]].called();
            pairs.push((
                format!("Op welke manier geeft u uitvoering aan de motie {who} ({})?", cited.reference),
                on_a_motion(w, c, &mut rng),
            ));
        }
    }
    let see = rng.between(2, pairs.len() - 1);
    pairs.push((
        "Welke stappen gaat u op korte termijn zetten, en wanneer wordt de Kamer daarover geïnformeerd?"
            .to_owned(),
        [
            format!("Zie het antwoord op vraag {see}."),
            format!("Zie mijn antwoorden op de vragen {} en {see}.", see - 1),
        ][rng.below(2)]
        .clone(),
    ));
    pairs
}

/// The questions as members send them in.
pub(crate) fn questions(w: &World, c: &Case) -> Paper {
    let number = cases::number(w, c, Category::Zaak, 0);
    let minister = &w.people[TOPICS[c.topic].ministry];
    let mut paper = Paper::new(format!("kv-tk-{number}"));
    paper.text(number);
    paper.text(format!("(ingezonden {})", long(c.date)));
    paper.title(format!(
        "Vragen van {} aan de {} over {}",
        names(w, c),
        minister.office(),
        lower(&subject(c))
    ));
    for (n, (question, _)) in pairs(w, c).iter().enumerate() {
        paper.text(format!("{}. {question}", n + 1));
    }
    if c.rng(0x746f).one_in(3) {
        let party = w.people[askers(w, c)[0]].party().map_or("", |p| p.short);
        paper.text(format!(
            "Toelichting: deze vragen dienen ter aanvulling op eerdere vragen terzake van de {party}-fractie."
        ));
    }
    paper
}

/// The answers.
pub(crate) fn answers(w: &World, c: &Case) -> Paper {
    let day = answered(w, c);
    let minister = TOPICS[c.topic].ministry;
    let number = cases::number(w, c, Category::Zaak, 0);
    let first = session(day);
    let mut paper = Paper::new(format!("ah-tk-{first}{}-{}", first + 1, annex_number(c)));
    paper.text("Aan de Voorzitter van de Tweede Kamer der Staten-Generaal");
    paper.text(format!("Den Haag, {}", long(day)));
    paper.text(format!(
        "Hierbij zend ik u de antwoorden op de vragen van {} over {} ({number}), ingezonden op {}.",
        names(w, c),
        lower(&subject(c)),
        short(c.date)
    ));
    sign(w, &mut paper, minister);
    paper.page();
    paper.title(format!("{number} Antwoorden op vragen van {} over {}", names(w, c), lower(&subject(c))));
    units(&mut paper, &pairs(w, c), &mut c.rng(0x756e));
    paper
}

/// Question and answer under each other, now and then two questions with one answer.
fn units(paper: &mut Paper, pairs: &[(String, String)], rng: &mut Rng) {
    let mut n = 0;
    while n < pairs.len() {
        let two = n > 0 && n + 2 < pairs.len() && rng.one_in(5);
        if two {
            paper.text(format!("**Vragen {} en {}**", n + 1, n + 2));
            paper.text(&pairs[n].0).text(&pairs[n + 1].0);
            paper.text(format!("**Antwoord op vragen {} en {}**", n + 1, n + 2));
            paper.text(&pairs[n].1);
            n += 2;
        } else {
            paper.text(format!("**Vraag {}**", n + 1)).text(&pairs[n].0);
            paper.text(format!("**Antwoord {}**", n + 1)).text(&pairs[n].1);
            n += 1;
        }
    }
}

/// The notice that the answers take longer.
pub(crate) fn postponement(w: &World, c: &Case) -> Paper {
    let number = cases::number(w, c, Category::Zaak, 0);
    let minister = TOPICS[c.topic].ministry;
    let mut paper = Paper::new("Mededeling");
    paper.text("Aan de Voorzitter van de Tweede Kamer der Staten-Generaal");
    paper.text(format!("Den Haag, {}", long(crate::calendar::after(c.date, 21))));
    paper.text(format!(
        "Hierbij deel ik u mee dat de vragen van {} over {} ({number}) niet binnen de gebruikelijke termijn kunnen worden beantwoord. De reden van het uitstel is dat voor de beantwoording nadere informatie nodig is. Ik streef ernaar de vragen zo spoedig mogelijk te beantwoorden.",
        names(w, c),
        lower(&subject(c))
    ));
    sign(w, &mut paper, minister);
    paper
}

/// The written answers of the first term of a budget debate.
pub(crate) fn first_term(w: &World, c: &Case) -> Paper {
    let mut rng = c.rng(0x6669);
    let number = cases::number(w, c, Category::Document, 0);
    let minister = TOPICS[c.topic].ministry;
    let mut paper = Paper::new(number.clone());
    paper.text(format!("{number}  Aan de Voorzitter van de Tweede Kamer der Staten-Generaal"));
    paper.text(format!("Den Haag, {}", long(cases::row(w, c, 0).day)));
    paper.text(format!(
        "Hierbij treft u de schriftelijke antwoorden aan op vragen gesteld tijdens de eerste termijn van de begrotingsbehandeling {} op {} jl.",
        budget::ministry(c),
        short(c.date)
    ));
    sign(w, &mut paper, minister);
    paper.page();
    for _ in 0..rng.between(4, 7) {
        let count = rng.between(1, 2);
        let people = w.members(&mut rng, count);
        let first = &w.people[people[0]];
        let party = first.party().map_or("", |p| p.short);
        paper.heading(match people.get(1) {
            Some(&second) => {
                format!("Vragen van de leden {} en {} ({party})", first.called(), w.people[second].called())
            }
            None => format!("Vragen van het lid {} ({party})", first.called()),
        });
        for _ in 0..rng.between(1, 3) {
            let topic = if rng.one_in(3) { rng.pick(&TOPICS) } else { &TOPICS[c.topic] };
            let (question, answer) = rng.pick(topic.questions);
            paper.text("**Vraag**").text(*question);
            paper.text("**Antwoord**").text(*answer);
            if rng.one_in(3) {
                paper.text(on_a_motion(w, c, &mut rng));
            }
        }
    }
    paper
}

/// A list of questions with their answers.
pub(crate) fn list_of_questions(w: &World, c: &Case) -> Paper {
    let mut rng = c.rng(0x6c69);
    let (_, number, addition, title) = w.dossier(c);
    let day = cases::row(w, c, 1).day;
    let ministry = &MINISTRIES[TOPICS[c.topic].ministry];
    let mut paper = Paper::new(running(w, c, day, Some(c.paper)));
    paper.title(format!("{} {title}", printed_dossier(number, addition)));
    paper.text(format!("**Nr. {}  LIJST VAN VRAGEN EN ANTWOORDEN**", c.paper));
    paper.text(format!("Vastgesteld {}", long(day)));
    paper.text(format!(
        "De vaste commissie voor {} heeft een aantal vragen voorgelegd aan de minister van {} over de begroting. De minister heeft deze vragen beantwoord bij brief van {}. Vragen en antwoorden zijn hierna afgedrukt.",
        ministry.name, ministry.name, long(day)
    ));
    // those of its own field first, then others
    let own = TOPICS[c.topic].questions;
    let others: Vec<_> =
        TOPICS.iter().filter(|t| t.dossier != TOPICS[c.topic].dossier).flat_map(|t| t.questions).collect();
    let count = rng.between(5, 12);
    let others = rng.sample(&others, count);
    for (n, (question, answer)) in
        own.iter().chain(others.into_iter().copied()).enumerate().map(|(n, q)| (n + 1, q))
    {
        paper.text(format!("**{n}**"));
        paper.text(*question);
        if n > 3 && rng.one_in(6) {
            paper.text(format!("Zie het antwoord op vraag {}.", rng.between(1, n - 1)));
        } else {
            paper.text(*answer);
        }
    }
    paper
}
