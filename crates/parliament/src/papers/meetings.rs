//! Papers around meetings: convocations, agendas, lists of decisions and of speakers, programmes.

use super::Paper;
use crate::calendar::{long, weekday};
use crate::cases;
use crate::cases::procedure::{committee, day as procedure_day, decided, letters};
use crate::cases::{committee as debate, hearing, letter};
use crate::category::Category;
use crate::people::MINISTRIES;
use crate::topics::TOPICS;
use crate::world::{Case, World};

/// The call to a committee debate.
pub(crate) fn convocation(w: &World, c: &Case) -> Paper {
    let topic = &TOPICS[c.topic];
    let day = debate::day(w, c);
    let mut paper = Paper::new(format!("Convocatie {}", cases::number(w, c, Category::Activiteit, 0)));
    paper.title("Convocatie");
    paper.text(format!("Commissie voor {}", MINISTRIES[topic.ministry].name));
    paper.text(format!("**Activiteit** Commissiedebat {}", debate::subject(c)));
    paper.text(format!("**Datum** {} {}, 10.00 – 14.00 uur", weekday(day), long(day)));
    paper.text(format!(
        "**Bewindspersoon** {} {}",
        w.people[topic.ministry].address(),
        w.people[topic.ministry].called()
    ));
    for (n, case) in debate::letters(w, c).iter().enumerate() {
        let (_, number, addition, _) = w.dossier(case);
        let reference = super::printed_dossier(number, addition);
        paper.text(format!(
            "{}. **Agendapunt:** {} ({reference}, nr. {})",
            n + 1,
            letter::subject(case),
            case.paper
        ));
    }
    paper
}

/// The list of speakers of a committee debate.
pub(crate) fn speakers(w: &World, c: &Case) -> Paper {
    let mut paper = Paper::new("Sprekerslijst");
    paper.title(format!("Sprekerslijst {}", debate::subject(c)));
    for person in debate::participants(w, c) {
        let person = &w.people[person];
        paper.item(format!("{} ({})", person.called(), person.party().map_or("", |p| p.short)));
    }
    paper
}

/// The agenda of a procedure meeting, or its list of decisions.
pub(crate) fn procedure(w: &World, c: &Case, decisions: bool) -> Paper {
    let day = procedure_day(w, c);
    let kind = if decisions { "Besluitenlijst" } else { "Agenda" };
    let mut paper = Paper::new(format!("{kind} procedurevergadering"));
    paper.title(format!("{kind} procedurevergadering"));
    paper.text(format!("Commissie voor {}, {} {}", committee(c), weekday(day), long(day)));
    for (n, case) in letters(w, c).iter().enumerate() {
        let (_, number, addition, _) = w.dossier(case);
        paper.text(format!("**{}. Agendapunt: {}**", n + 1, letter::subject(case)));
        paper.text(format!(
            "Zaak: Brief regering – {} d.d. {} – {}, nr. {} ({})",
            w.people[letter::signer(case)].office(),
            long(case.date),
            super::printed_dossier(number, addition),
            case.paper,
            cases::number(w, case, Category::Zaak, 0)
        ));
        if decisions {
            paper.text(format!("Besluit: {}", decided(c, n as u16).1));
        }
    }
    paper
}

/// The programme of a hearing.
pub(crate) fn programme(w: &World, c: &Case) -> Paper {
    let mut paper = Paper::new("Programma");
    paper.title(format!("Programma gesprek over {}", hearing::subject(c)));
    paper.text(format!("{}, 9.30 – 11.30 uur", long(hearing::day(w, c))));
    for which in 0..2 {
        paper.item(hearing::guest(c, which));
    }
    paper
}
