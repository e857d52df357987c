//! A set of written questions as pages show it: its state in words, its term against today, its papers.
//!
//! The words never say more than is known: where no answer was found, that is what stands there.

use jiff::civil::Date;
use serde_json::{Value, json};
use store::show::questions::{QuestionPaperRow, QuestionRow};

use crate::error::Error;
use crate::page::{Ask, addressed};
use crate::{App, Lang, address};

/// A set of questions on a day.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The set.
    pub row: QuestionRow,
    /// Its papers.
    pub papers: Vec<QuestionPaperRow>,
    /// Days until the term ends; below zero when it has passed.
    days_left: Option<i64>,
}

/// The day that terms are held against: today, or the day to which the store is complete if that is earlier. What the
/// source said since is not known here, so nobody is called late for it.
///
/// # Errors
/// The store cannot be read.
pub fn reckoned(ask: &Ask, app: &App) -> Result<Date, Error> {
    let today = ask.today();
    let complete = app.store.show_freshness()?.caught_up;
    let complete = complete.and_then(|at| at.parse::<jiff::Timestamp>().ok());
    Ok(complete.map_or(today, |at| crate::format::amsterdam(at).date().min(today)))
}

impl Asked {
    /// The set on a day, without its papers.
    pub fn on(row: QuestionRow, day: Date) -> Asked {
        let due: Option<Date> = row.due().and_then(|due| due.parse().ok());
        let open = row.state == "open";
        let left = due.filter(|_| open).and_then(|due| day.until(due).ok());
        Asked { days_left: left.map(|span| i64::from(span.get_days())), papers: Vec::new(), row }
    }

    /// Sets with their papers: one statement.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn with_papers(app: &App, rows: Vec<QuestionRow>, day: Date) -> Result<Vec<Asked>, Error> {
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let papers = app.store.show_question_papers(&ids)?;
        let of = |id| papers.iter().filter(|paper| paper.question == id).cloned().collect();
        Ok(rows.into_iter().map(|row| Asked { papers: of(row.id), ..Asked::on(row, day) }).collect())
    }

    /// Whether a document is among its papers.
    pub fn holds(&self, number: &str) -> bool {
        self.row.document.as_deref() == Some(number)
            || self.papers.iter().any(|paper| paper.paper.number == number)
    }

    /// Days past the term, if it has passed without an answer that was found.
    pub fn overdue(&self) -> Option<i64> {
        self.days_left.filter(|days| *days < 0).map(|days| -days)
    }

    /// Its state in words.
    pub fn words(&self, lang: &Lang) -> String {
        match self.row.state.as_str() {
            "answered" => match self.row.latency_days {
                Some(days) => {
                    format!("{} {}", lang.t("beantwoord na", "answered after"), self.days(lang, &days))
                }
                None => lang.t("beantwoord", "answered").to_owned(),
            },
            "maybe" => {
                lang.t("mogelijk beantwoord: zie de stukken", "possibly answered: see the papers").to_owned()
            }
            "settled" => lang
                .t(
                    "afgedaan volgens de Kamer; het antwoord is hier niet gevonden",
                    "settled according to the House; the answer was not found here",
                )
                .to_owned(),
            "unknown" => lang
                .t(
                    "onbekend: niet alle stukken van deze vragen zijn hier",
                    "unknown: not all papers of these questions are here",
                )
                .to_owned(),
            _ => match self.days_left {
                Some(0) => lang.t("termijn loopt vandaag af", "term ends today").to_owned(),
                Some(days) if days < 0 => {
                    format!("{} {}", self.days(lang, &-days), lang.t("over de termijn", "past the term"))
                }
                Some(days) => format!("{} {}", lang.t("nog", "still"), self.days(lang, &days)),
                None => lang.t("nog geen antwoord gevonden", "no answer found yet").to_owned(),
            },
        }
    }

    /// So many days, in words.
    pub fn days(&self, lang: &Lang, days: &i64) -> String {
        let words = if *days == 1 { lang.t("dag", "day") } else { lang.t("dagen", "days") };
        format!("{} {words}", lang.count(*days))
    }

    /// What ties answer and questions, where that is weaker than a shared case.
    pub fn tie(&self, lang: &Lang) -> Option<&'static str> {
        let evidence = self.row.evidence.as_deref()?;
        (evidence != "case").then(|| evidence_words(lang, evidence))
    }

    /// Who asks, in words.
    pub fn askers(&self) -> String {
        let names = self.row.askers.iter().map(|asker| match &asker.party {
            Some(party) => format!("{} ({party})", asker.name),
            None => asker.name.clone(),
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// What a paper is to the questions.
    pub fn role(&self, lang: &Lang, paper: &QuestionPaperRow) -> &'static str {
        match (paper.role.as_str(), paper.evidence.as_str()) {
            ("answer", "words") => lang.t("Mogelijk antwoord", "Possible answer"),
            ("answer", _) => lang.t("Antwoord", "Answer"),
            ("postponement", "words") => lang.t("Mogelijk uitstel", "Possible postponement"),
            ("postponement", _) => lang.t("Uitstel", "Postponement"),
            _ => lang.t("Brief bij de zaak", "Letter of the case"),
        }
    }

    /// What ties a paper to the questions, in words.
    pub fn evidence(&self, lang: &Lang, paper: &QuestionPaperRow) -> &'static str {
        evidence_words(lang, &paper.evidence)
    }

    /// The same as data.
    pub fn json(&self) -> Value {
        let papers: Vec<Value> = self
            .papers
            .iter()
            .map(|paper| addressed(paper, address::document(&paper.paper.number)))
            .collect();
        let mut value = json!(self.row);
        value["days_left"] = json!(self.days_left);
        value["overdue"] = json!(self.overdue().is_some());
        value["url"] = json!(self.url());
        value["answer_url"] = json!(self.row.answer.as_deref().map(address::document));
        value["papers"] = json!(papers);
        value
    }

    /// Where the questions stand: their paper, else their case.
    pub fn url(&self) -> String {
        match (&self.row.document, &self.row.case) {
            (Some(paper), _) => address::document(paper),
            (None, Some(case)) => address::case(case),
            (None, None) => "/open-vragen".to_owned(),
        }
    }
}

fn evidence_words(lang: &Lang, evidence: &str) -> &'static str {
    match evidence {
        "case" => lang.t("zelfde zaak", "same case"),
        "related_case" => lang.t("verwante zaak", "related case"),
        "cited" => lang.t("noemt het nummer van de vragen", "cites the number of the questions"),
        "corrected" => lang.t("gekoppeld door een lezer", "tied by a reader"),
        "subject" => lang.t("zelfde onderwerp en vragensteller", "same subject and asker"),
        _ => lang.t("lijkt op het onderwerp", "has a like subject"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(state: &str, term: Option<&str>, extended: Option<&str>) -> Asked {
        let row = QuestionRow {
            state: state.into(),
            term: term.map(str::to_owned),
            extended_term: extended.map(str::to_owned),
            ..QuestionRow::default()
        };
        Asked::on(row, "2031-01-28".parse().unwrap())
    }

    #[test]
    fn the_term_is_held_against_the_day() {
        assert_eq!(asked("open", Some("2031-01-20"), None).overdue(), Some(8));
        assert_eq!(asked("open", Some("2031-01-28"), None).overdue(), None);
        assert_eq!(asked("open", Some("2031-01-29"), None).words(&Lang::Nl), "nog 1 dag");
        assert_eq!(asked("open", Some("2031-01-20"), Some("2031-02-10")).words(&Lang::Nl), "nog 13 dagen");
        assert_eq!(asked("open", None, None).words(&Lang::En), "no answer found yet");
    }

    #[test]
    fn what_may_be_answered_is_never_late() {
        for state in ["maybe", "settled", "unknown", "answered"] {
            assert_eq!(asked(state, Some("2031-01-20"), None).overdue(), None, "{state}");
        }
    }
}
