//! Papers as text: what a document says, before it becomes a file of some format.
//!
//! A [`Paper`] is written with a little markup: `**bold**` and `[^a footnote]`. The texts of the kinds of case are in
//! the modules below; `files` sets them as DOCX, PDF and so on.

mod answers;
mod consultations;
mod letters;
mod meetings;
mod motions;

pub(crate) use answers::{answers, first_term, list_of_questions, postponement, questions};
pub(crate) use consultations::{agenda_letter, consultation};
pub(crate) use letters::{attachment, letter, position};
pub(crate) use meetings::{convocation, procedure, programme, speakers};
pub(crate) use motions::{amendment, bill, bill_report, body as motion_body, explanation, motion};

use crate::calendar::{after, printed_session_year, session};
use crate::cases::{self, Kind, debate, questions};
use crate::category::Category;
use crate::random::Rng;
use crate::topics::cite;
use crate::world::{Case, World};

/// A stretch of text in one style, with the note that hangs on its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) note: Option<String>,
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Title(String),
    Heading(String),
    Paragraph(Vec<Run>),
    Item(Vec<Run>),
    PageBreak,
}

/// The text of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paper {
    /// Printed on every page.
    pub(crate) running: String,
    pub(crate) blocks: Vec<Block>,
}

impl Paper {
    pub(crate) fn new(running: impl Into<String>) -> Paper {
        Paper { running: running.into(), blocks: Vec::new() }
    }

    pub(crate) fn title(&mut self, text: impl Into<String>) -> &mut Paper {
        self.blocks.push(Block::Title(text.into()));
        self
    }

    pub(crate) fn heading(&mut self, text: impl Into<String>) -> &mut Paper {
        self.blocks.push(Block::Heading(text.into()));
        self
    }

    /// A paragraph with markup.
    pub(crate) fn text(&mut self, markup: impl AsRef<str>) -> &mut Paper {
        self.blocks.push(Block::Paragraph(runs(markup.as_ref())));
        self
    }

    /// An item of a list, with markup.
    pub(crate) fn item(&mut self, markup: impl AsRef<str>) -> &mut Paper {
        self.blocks.push(Block::Item(runs(markup.as_ref())));
        self
    }

    pub(crate) fn page(&mut self) -> &mut Paper {
        self.blocks.push(Block::PageBreak);
        self
    }
}

/// Reads `**bold**` and `[^note]`.
pub(crate) fn runs(markup: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut bold = false;
    for (index, part) in markup.split("**").enumerate() {
        if index > 0 {
            bold = !bold;
        }
        let mut rest = part;
        while let Some(start) = rest.find("[^") {
            let after = &rest[start + 2..];
            let end = after.find(']').unwrap_or(after.len());
            runs.push(Run { text: rest[..start].to_owned(), bold, note: Some(after[..end].to_owned()) });
            rest = after.get(end + 1..).unwrap_or("");
        }
        if !rest.is_empty() {
            runs.push(Run { text: rest.to_owned(), bold, note: None });
        }
    }
    runs
}

/// `29 247`, `21 501-02`, `36 800 XVI`.
pub(crate) fn printed_dossier(number: u32, addition: Option<&str>) -> String {
    let number = format!("{} {:03}", number / 1000, number % 1000);
    match addition {
        Some(a) if a.starts_with(|c: char| c.is_ascii_digit()) => format!("{number}-{a}"),
        Some(a) => format!("{number} {a}"),
        None => number,
    }
}

/// `Tweede Kamer, vergaderjaar 2025–2026, 29 247, nr. 131`.
pub(crate) fn running(w: &World, c: &Case, day: jiff::civil::Date, paper: Option<u32>) -> String {
    let (_, number, addition, _) = w.dossier(c);
    match paper {
        Some(paper) => format!(
            "Tweede Kamer, vergaderjaar {}, {}, nr. {paper}",
            printed_session_year(day),
            printed_dossier(number, addition)
        ),
        None => format!("Tweede Kamer, vergaderjaar {}", printed_session_year(day)),
    }
}

/// An earlier paper to refer to.
pub(crate) struct Cited {
    /// As written: `Kamerstuk 29 247, nr. 131`.
    pub(crate) reference: String,
    /// The motion, when it is one, with its case and number there.
    pub(crate) motion: Option<(debate::Motion, u32, u16)>,
    pub(crate) day: jiff::civil::Date,
}

/// A paper of an earlier case; the story's motion when there is none. Never a withdrawn one.
pub(crate) fn earlier(w: &World, c: &Case, rng: &mut Rng, motion: bool) -> Cited {
    let reach = c.index.min(400);
    let notation = rng.below(7);
    for _ in 0..12 {
        if reach == 0 {
            break;
        }
        let case = &w.cases[(c.index - 1 - rng.below(reach as usize) as u32) as usize];
        let (_, number, addition, _) = w.dossier(case);
        match case.kind {
            Kind::Letter if !motion && !case.withdrawn() => {
                let reference = match rng.below(9) {
                    0 => cases::number(w, case, Category::Document, 0),
                    1 => format!("zaak {}", cases::number(w, case, Category::Zaak, 0)),
                    _ => cite(notation, number, addition, case.paper),
                };
                return Cited { reference, motion: None, day: case.date };
            }
            Kind::Questions
                if !motion && matches!(questions::stage(case), questions::Stage::Answered { .. }) =>
            {
                let day = questions::answered(w, case);
                if day < c.date {
                    let year = printed_session_year(day);
                    let number = questions::annex_number(case);
                    let reference = format!("Aanhangsel Handelingen, vergaderjaar {year}, nr. {number}");
                    return Cited { reference, motion: None, day };
                }
            }
            Kind::Debate => {
                let which = rng.below(debate::motions(case).into()) as u16;
                let motion = debate::motion(w, case, which);
                // nobody speaks of a vote that is to come or was put off
                if debate::voting_day(w, case) < c.date && !motion.held(case, which) {
                    return Cited {
                        reference: cite(notation, number, addition, case.paper + u32::from(which)),
                        motion: Some((motion, case.index, which)),
                        day: case.date,
                    };
                }
            }
            _ => {}
        }
    }
    // the first cases have nothing before them in the simulation
    let first = session(c.date) - 1;
    Cited {
        reference: format!(
            "Handelingen II {first}/{:02}, nr. {}, item 7",
            (first + 1) % 100,
            20 + rng.below(60)
        ),
        motion: None,
        day: after(c.date, -35),
    }
}

/// A sentence on what became of an earlier motion, in the words that cabinets use.
pub(crate) fn on_a_motion(w: &World, c: &Case, rng: &mut Rng) -> String {
    let cited = earlier(w, c, rng, true);
    let (who, about, adopted) = match &cited.motion {
        Some((motion, _, _)) => {
            let who = match (rng.below(3), motion.movers.as_slice()) {
                (0, [first, ..]) => w.people[*first].called(),
                (_, [_]) => format!("van {}", motion.names(w)),
                _ => format!("van {}", motion.names(w)),
            };
            (who, format!(" over {}", motion.short), motion.verdict.adopted())
        }
        None => return "Over dit onderwerp heeft de Kamer geen moties aangenomen.".to_owned(),
    };
    let reference = cited.reference;
    let word = if adopted && rng.one_in(2) { "aangenomen motie" } else { "motie" };
    let place = if rng.one_in(2) { format!("[^{reference}]") } else { format!(" ({reference})") };
    match rng.below(if adopted { 7 } else { 8 }) {
        0 => format!("Hiermee is de {word} {who}{about}{place} uitgevoerd. De motie is daarmee afgedaan."),
        1 => format!("Aan de uitvoering van de {word} {who}{about}{place} wordt momenteel gewerkt."),
        2 => format!(
            "Het kabinet zal in lijn met de {word} {who}{place} hierover in gesprek gaan met de betrokken partijen."
        ),
        3 => format!("Het kabinet heeft nog geen uitvoering gegeven aan de {word} {who}{about}{place}."),
        4 => format!("Opvolging van de {word} {who}{place} wordt overgelaten aan een nieuw kabinet."),
        5 => {
            format!("Conform de {word} {who}{about}{place} is dit onderwerp betrokken bij de besluitvorming.")
        }
        6 => format!(
            "De {word} {who}{about}{place} wordt betrokken bij de uitwerking; de Kamer ontvangt hierover nader bericht."
        ),
        _ => format!("De motie {who}{about}{place} heeft het kabinet ontraden."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Settings, Size};

    #[test]
    fn no_paper_speaks_of_a_vote_that_is_to_come_or_was_put_off() {
        let w = World::new(Settings { size: Size::documents(2_000), ..Settings::default() });
        let mut motions = 0;
        for case in w.cases.iter().filter(|case| case.kind != Kind::Story) {
            let cited = (0..8).map(|n| earlier(&w, case, &mut case.rng(n), true));
            for (motion, index, which) in cited.filter_map(|cited| cited.motion) {
                let debate = &w.cases[index as usize];
                assert!(debate::voting_day(&w, debate) < case.date, "{} of {}", case.date, debate.date);
                assert!(!motion.held(debate, which));
                motions += 1;
            }
        }
        assert!(motions > 100, "{motions}");
    }

    #[test]
    fn markup() {
        let check = |markup: &str, expected: &[(&str, bool, Option<&str>)]| {
            let found = runs(markup);
            let found: Vec<_> = found.iter().map(|r| (r.text.as_str(), r.bold, r.note.as_deref())).collect();
            assert_eq!(found, expected);
        };
        check("gewoon", &[("gewoon", false, None)]);
        check("De **voorzitter**:", &[("De ", false, None), ("voorzitter", true, None), (":", false, None)]);
        check("in 2025[^Kamerstuk 1] en", &[("in 2025", false, Some("Kamerstuk 1")), (" en", false, None)]);
        check("niet af[^gesloten", &[("niet af", false, Some("gesloten"))]);
    }
}
