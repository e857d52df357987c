//! `/statistiek`: figures people ask for. `/statistiek/moties`, `/statistiek/spreektijd`,
//! `/statistiek/antwoorden`.
//!
//! Each figure says how it is counted, is drawn beside its numbers, and is had as CSV. Nothing here is a judgement.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use jiff::ToSpan;
use serde_json::{Value, json};
use store::Store;
use store::show::questions::Latency;
use store::show::statistics::{MotionTally, SpokenRow};

use crate::asked::reckoned;
use crate::error::Error;
use crate::frame::Frame;
use crate::list::{Choice, Choices, Select};
use crate::listing::{Line, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page};
use crate::{App, Lang, address};

/// How long the figures are believed, in seconds; older ones are shown while they are counted anew.
const KEPT: u64 = 900;
const MOTIONS: &str = "motions";
const SPOKEN: &str = "spoken";

fn motions(store: &Store, _: &str) -> store::Result<Arc<Vec<MotionTally>>> {
    store.show_motion_tallies().map(Arc::new)
}

fn spoken(store: &Store, _: &str) -> store::Result<Arc<Vec<SpokenRow>>> {
    store.show_spoken().map(Arc::new)
}

/// Begins to count before somebody asks.
pub(crate) fn prepare(app: &App) {
    app.prepare(MOTIONS, motions);
    app.prepare(SPOKEN, spoken);
}

/// Width of a bar.
const BAR: u64 = 100;

/// Which figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    All,
    Motions,
    Speaking,
    Answers,
}

impl Subject {
    const FIGURES: [Subject; 3] = [Subject::Motions, Subject::Speaking, Subject::Answers];

    fn path(self) -> &'static str {
        match self {
            Subject::All => "/statistiek",
            Subject::Motions => "/statistiek/moties",
            Subject::Speaking => "/statistiek/spreektijd",
            Subject::Answers => "/statistiek/antwoorden",
        }
    }

    fn title(self, lang: Lang) -> &'static str {
        match self {
            Subject::All => lang.t("Statistiek", "Statistics"),
            Subject::Motions => lang.t("Moties per fractie", "Motions by party"),
            Subject::Speaking => lang.t("Spreektijd", "Speaking time"),
            Subject::Answers => lang.t("Hoe snel ministeries antwoorden", "How fast ministries answer"),
        }
    }

    fn definition(self, lang: Lang) -> &'static str {
        match self {
            Subject::All => "",
            Subject::Motions => lang.t(
                "Geteld zijn moties in het jaar waarop ze gedateerd zijn, bij de fractie van de eerste indiener op dat moment, met de uitslag van het laatste besluit erover. Het percentage is het deel aangenomen van wat in stemming kwam: aangenomen en verworpen samen.",
                "Counted are motions in the year they are dated, with the party of the first mover at that time and the result of the last decision. The percentage is the part adopted of what was voted on: adopted and rejected together.",
            ),
            Subject::Speaking => lang.t(
                "Geteld is de tijd tussen begin en einde van elke spreekbeurt en interruptie in het nieuwste verslag van elke vergadering dat hier is, zonder wat de voorzitter zei. Voor vergaderingen zonder verslag in de open data is niets geteld.",
                "Counted is the time between the beginning and end of each turn and interruption in the newest transcript of each meeting that is here, without what was said from the chair. Of meetings without a transcript in the open data nothing is counted.",
            ),
            Subject::Answers => lang.t(
                "Geteld zijn sets schriftelijke vragen op de dag waarop ze gesteld zijn, bij elk ministerie waaraan ze gericht zijn. Op tijd is een antwoord binnen drie weken, of binnen zes na een uitstelbericht; dagen van een reces tellen niet mee. Het percentage te laat, de mediaan (‘helft binnen’) en de langste duur zijn van wat beantwoord is. Waarop hier geen antwoord gevonden is staat apart: dat kan ook aan de gegevens liggen.",
                "Counted are sets of written questions on the day they were asked, with each ministry they were put to. On time is an answer within three weeks, or within six after a notice of postponement; days of a recess do not count. The percentage late, the median (‘half within’) and the longest time are of what was answered. What no answer was found of here stands apart: that may be due to the data.",
            ),
        }
    }
}

/// A row of a figure.
struct Row {
    label: String,
    url: Option<String>,
    cells: Vec<String>,
    /// Parts of the bar: class, begin and width, of [`BAR`].
    bar: Vec<(&'static str, u64, u64)>,
    /// What the bar shows, for who cannot see it.
    alternative: String,
    data: Value,
}

/// Figures with how they are counted.
#[derive(Template)]
#[template(path = "statistics.html")]
pub struct StatisticsPage {
    lang: Lang,
    frame: Frame,
    subject: Subject,
    filters: Vec<Select>,
    tabs: Option<Choices>,
    /// What the first column holds.
    first: &'static str,
    heads: Vec<&'static str>,
    columns: &'static [&'static str],
    /// What the colours of the bars mean: class and words.
    legend: Vec<(&'static str, &'static str)>,
    rows: Vec<Row>,
    total: u64,
    counted: &'static str,
    /// Why it shows another period than the usual one.
    note: Option<String>,
}

impl Page for StatisticsPage {
    const ADDRESSES: &'static [&'static str] =
        &["/statistiek", "/statistiek/moties", "/statistiek/spreektijd", "/statistiek/antwoorden"];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Csv];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let subject = match ask.path.as_str() {
            "/statistiek/moties" => Subject::Motions,
            "/statistiek/spreektijd" => Subject::Speaking,
            "/statistiek/antwoorden" => Subject::Answers,
            _ => Subject::All,
        };
        let page = StatisticsPage {
            lang: ask.lang,
            frame: ask.frame(app),
            subject,
            filters: Vec::new(),
            tabs: None,
            first: "",
            heads: Vec::new(),
            columns: &["title", "definition"],
            legend: Vec::new(),
            rows: Vec::new(),
            total: 0,
            counted: "",
            note: None,
        };
        Ok(Loaded::page(match subject {
            Subject::All => page,
            Subject::Motions => page.motions(ask, &app.kept(MOTIONS, KEPT, motions)?)?,
            Subject::Speaking => page.speaking(ask, &app.kept(SPOKEN, KEPT, spoken)?)?,
            Subject::Answers => page.answers(ask, app)?,
        }))
    }

    fn json(&self) -> Value {
        let figures = Subject::FIGURES.map(|subject| {
            json!({
                "title": subject.title(self.lang),
                "definition": subject.definition(self.lang),
                "url": subject.path(),
                "csv": Format::Csv.address(subject.path()),
            })
        });
        match self.subject {
            Subject::All => json!({ "figures": figures }),
            subject => json!({
                "title": subject.title(self.lang),
                "definition": subject.definition(self.lang),
                "total": self.total,
                "year": self.filters.iter().find(|filter| filter.name == "jaar").and_then(Select::value),
                "rows": self.rows.iter().map(|row| &row.data).collect::<Vec<_>>(),
            }),
        }
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let figures = Subject::FIGURES.iter().filter(|_| self.subject == Subject::All).map(|subject| Line {
            url: subject.path().to_owned(),
            data: json!({ "title": subject.title(self.lang), "definition": subject.definition(self.lang) }),
            ..Line::default()
        });
        let rows = self.rows.iter().map(|row| Line {
            url: row.url.clone().unwrap_or_else(|| self.subject.path().to_owned()),
            title: row.label.clone(),
            data: row.data.clone(),
            ..Line::default()
        });
        Some(Cow::Owned(Listing {
            name: "rows",
            columns: self.columns,
            title: self.subject.title(self.lang).to_owned(),
            lines: figures.chain(rows).collect(),
            ..Listing::default()
        }))
    }
}

/// The filter on years; the newest year with anything in it unless another is chosen.
fn years(ask: &Ask, known: &BTreeSet<&str>) -> Result<Select, Error> {
    let values: Vec<(&str, &str)> = known.iter().rev().map(|year| (*year, *year)).collect();
    let expected =
        ("een jaar waarvan hier iets is, als 2026", "a year of which there is something here, such as 2026");
    Select::fixed(ask, "jaar", ask.lang.t("Jaar", "Year"), &values, expected)
}

/// A part of a whole as a percentage, rounded.
fn percent(part: u64, whole: u64) -> Option<u64> {
    (200 * part + whole).checked_div(2 * whole)
}

fn percentage(part: u64, whole: u64) -> String {
    percent(part, whole).map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"))
}

impl StatisticsPage {
    fn motions(mut self, ask: &Ask, tallies: &[MotionTally]) -> Result<Self, Error> {
        let lang = self.lang;
        let year = years(ask, &tallies.iter().map(|tally| tally.year.as_str()).collect())?;
        // adopted, rejected, held over, other ends, none yet
        let mut parties: BTreeMap<&str, [u64; 5]> = BTreeMap::new();
        for tally in tallies.iter().filter(|tally| year.chosen.is_empty() || tally.year == year.chosen) {
            let at = end_of(tally.result.as_deref());
            parties.entry(tally.party.as_deref().unwrap_or_default()).or_default()[at] += tally.motions;
        }
        let most = parties.values().map(|counts| counts.iter().sum::<u64>()).max().unwrap_or(0).max(1);
        let mut rows: Vec<(u64, Row)> = parties
            .iter()
            .map(|(party, counts)| {
                let [adopted, rejected, held, other, none] = *counts;
                let all = counts.iter().sum::<u64>();
                let label = match party.is_empty() {
                    true => lang.t("fractie onbekend", "party unknown").to_owned(),
                    false => (*party).to_owned(),
                };
                let mut cells: Vec<String> =
                    [all, adopted, rejected, held, other, none].iter().map(|count| lang.count(*count)).collect();
                cells.push(percentage(adopted, adopted + rejected));
                let url = (!party.is_empty())
                    .then(|| address::with("/moties", &[("fractie", party), ("jaar", &year.chosen)]));
                let row = Row {
                    alternative: format!(
                        "{label}: {adopted} {}, {rejected} {}, {} {}",
                        lang.t("aangenomen", "adopted"),
                        lang.t("verworpen", "rejected"),
                        held + other + none,
                        lang.t("anders", "otherwise"),
                    ),
                    bar: stacked(&[("for", adopted), ("against", rejected), ("rest", held + other + none)], most),
                    data: json!({
                        "party": party, "motions": all, "adopted": adopted, "rejected": rejected, "held": held,
                        "other": other, "none": none, "percent_adopted": percent(adopted, adopted + rejected),
                    }),
                    label,
                    url,
                    cells,
                };
                (all, row)
            })
            .collect();
        rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.label.cmp(&b.1.label)));
        self.total = rows.iter().map(|(all, _)| all).sum();
        self.counted = lang.t("moties", "motions");
        self.rows = rows.into_iter().map(|(_, row)| row).collect();
        self.filters = vec![year];
        self.first = lang.t("Fractie", "Party");
        self.heads = vec![
            lang.t("Moties", "Motions"),
            lang.t("Aangenomen", "Adopted"),
            lang.t("Verworpen", "Rejected"),
            lang.t("Aangehouden", "Held over"),
            lang.t("Anders", "Otherwise"),
            lang.t("Nog geen", "None yet"),
            lang.t("Aangenomen %", "Adopted %"),
        ];
        self.columns =
            &["party", "motions", "adopted", "rejected", "held", "other", "none", "percent_adopted"];
        self.legend = vec![
            ("for", lang.t("aangenomen", "adopted")),
            ("against", lang.t("verworpen", "rejected")),
            ("rest", lang.t("anders of nog geen", "otherwise or none yet")),
        ];
        Ok(self)
    }

    fn speaking(mut self, ask: &Ask, spoken: &[SpokenRow]) -> Result<Self, Error> {
        let lang = self.lang;
        let year = years(ask, &spoken.iter().map(|row| row.year.as_str()).collect())?;
        let by_speaker = match ask.query.get("per") {
            None => false,
            Some("spreker") => true,
            Some(other) => {
                let expected = ("“spreker”", "“spreker”");
                return Err(Error::Value { name: "per", value: other.to_owned(), expected });
            }
        };
        let mut groups: BTreeMap<(String, String), [i64; 4]> = BTreeMap::new();
        for row in spoken.iter().filter(|row| year.chosen.is_empty() || row.year == year.chosen) {
            let side = row.party.clone().unwrap_or_else(|| row.role.clone());
            let name = match (&row.first_name, by_speaker) {
                (_, false) => String::new(),
                (Some(first), true) => format!("{first} {}", row.speaker),
                (None, true) => row.speaker.clone(),
            };
            let counts = groups.entry((name, side)).or_default();
            for (count, more) in
                counts.iter_mut().zip([row.seconds, row.turns, row.interruptions, row.meetings])
            {
                *count += more;
            }
        }
        let mut groups: Vec<((String, String), [i64; 4])> = groups.into_iter().collect();
        groups.sort_by(|a, b| b.1[0].cmp(&a.1[0]).then_with(|| a.0.cmp(&b.0)));
        self.total = groups.iter().map(|(_, counts)| counts[0].max(0) as u64).sum::<u64>() / 60;
        let most = groups.first().map_or(1, |(_, counts)| counts[0].max(1)) as u64;
        groups.truncate(300);
        self.rows = groups
            .into_iter()
            .map(|((name, side), [seconds, turns, interruptions, meetings])| {
                let label = if name.is_empty() { side.clone() } else { name.clone() };
                let mut cells = vec![hours(seconds), lang.count(turns), lang.count(interruptions)];
                if by_speaker {
                    cells.insert(0, side.clone());
                    cells.push(lang.count(meetings));
                }
                Row {
                    alternative: format!("{label}: {} {}", hours(seconds), lang.t("uur", "hours")),
                    bar: stacked(&[("for", seconds.max(0) as u64)], most),
                    data: json!({
                        "speaker": Some(name).filter(|name| !name.is_empty()), "party": side, "seconds": seconds,
                        "turns": turns, "interruptions": interruptions, "meetings": meetings,
                    }),
                    url: None,
                    label,
                    cells,
                }
            })
            .collect();
        let choice = |label: &str, value: &str, chosen| Choice {
            label: label.to_owned(),
            address: lang.href(ask.query.address_with(Subject::Speaking.path(), &[("per", value)])),
            count: None,
            chosen,
        };
        self.tabs = Some(Choices {
            label: lang.t("Per", "By").to_owned(),
            choices: vec![
                choice(lang.t("Per fractie of ambt", "By party or office"), "", !by_speaker),
                choice(lang.t("Per spreker", "By speaker"), "spreker", by_speaker),
            ],
        });
        self.counted = lang.t("minuten", "minutes");
        self.filters = vec![year];
        self.first = if by_speaker {
            lang.t("Spreker", "Speaker")
        } else {
            lang.t("Fractie of ambt", "Party or office")
        };
        self.heads = vec![
            lang.t("Uur:min", "Hours:min"),
            lang.t("Beurten", "Turns"),
            lang.t("Interrupties", "Interruptions"),
        ];
        if by_speaker {
            self.heads.insert(0, lang.t("Fractie of ambt", "Party or office"));
            self.heads.push(lang.t("Vergaderingen", "Meetings"));
        }
        self.columns = &["speaker", "party", "seconds", "turns", "interruptions", "meetings"];
        self.legend = vec![("for", lang.t("spreektijd", "speaking time"))];
        Ok(self)
    }

    fn answers(mut self, ask: &Ask, app: &App) -> Result<Self, Error> {
        let lang = self.lang;
        let day = reckoned(ask, app)?;
        let years = app.store.show_question_years()?;
        let all = ("alles", lang.t("alles wat hier is", "all that is here"));
        let values: Vec<(&str, &str)> =
            years.iter().map(|year| (year.value.as_str(), year.value.as_str())).chain([all]).collect();
        let expected = (
            "een jaar waarin vragen gesteld zijn, of “alles”",
            "a year in which questions were asked, or “alles”",
        );
        let mut period = Select::fixed(ask, "jaar", lang.t("Gesteld in", "Asked in"), &values, expected)?
            .or(lang.t("de laatste twaalf maanden", "the last twelve months"));
        let latencies = |chosen: &str| {
            let (since, until) = match chosen {
                "" => (day.checked_sub(1.year()).unwrap_or(day).to_string(), day.to_string()),
                "alles" => (String::new(), day.to_string()),
                year => (format!("{year}-01-01"), format!("{year}-12-31")),
            };
            app.store.show_latencies(&since, &until, &day.to_string())
        };
        let mut found = latencies(&period.chosen)?;
        // a store that was loaded long ago, or one of old papers only
        if found.is_empty()
            && period.chosen.is_empty()
            && let Some(year) = years.iter().find(|year| year.count > 0)
        {
            period.chosen.clone_from(&year.value);
            found = latencies(&period.chosen)?;
            self.note = Some(match lang {
                Lang::En => format!(
                    "Of the last twelve months there is nothing here. Shown is {}, the newest year with answers.",
                    year.value
                ),
                Lang::Nl => format!(
                    "Over de laatste twaalf maanden is hier niets. Dit is {}, het nieuwste jaar met antwoorden.",
                    year.value
                ),
            });
        }
        self.total = found.iter().map(|latency| latency.answered + latency.open).sum();
        self.counted = lang.t("sets vragen, geteld per ministerie", "sets of questions, counted by ministry");
        self.rows = found.iter().map(|latency| answered(lang, latency)).collect();
        self.filters = vec![period];
        self.first = lang.t("Ministerie", "Ministry");
        self.heads = vec![
            lang.t("Vragen", "Questions"),
            lang.t("Beantwoord", "Answered"),
            lang.t("Te laat", "Late"),
            lang.t("Te laat %", "Late %"),
            lang.t("Helft binnen", "Half within"),
            lang.t("Langste", "Longest"),
            lang.t("Geen antwoord gevonden", "No answer found"),
            lang.t("waarvan over de termijn", "of these past the term"),
        ];
        self.columns = &[
            "ministry",
            "sets",
            "answered",
            "in_term",
            "in_extended_term",
            "answered_late",
            "open",
            "open_late",
            "percent_late",
            "median_days",
            "longest_days",
        ];
        self.legend = vec![
            ("for", lang.t("op tijd beantwoord", "answered on time")),
            ("against", lang.t("te laat beantwoord", "answered late")),
            ("rest", lang.t("geen antwoord gevonden", "no answer found")),
        ];
        Ok(self)
    }

    /// Words for no choice in a filter.
    fn otherwise(&self, filter: &Select) -> &'static str {
        filter.otherwise.unwrap_or(self.lang.t("alle", "all"))
    }

    fn heading(&self) -> &'static str {
        self.subject.title(self.lang)
    }

    fn definition(&self) -> &'static str {
        self.subject.definition(self.lang)
    }

    fn path(&self) -> &'static str {
        self.subject.path()
    }

    fn csv(&self) -> String {
        let year =
            self.filters.iter().find(|filter| filter.name == "jaar").map_or("", |filter| &filter.chosen);
        let per =
            if self.columns.first() == Some(&"speaker") && self.heads.len() > 3 { "spreker" } else { "" };
        address::with(&Format::Csv.address(self.path()), &[("jaar", year), ("per", per)])
    }

    fn figures(&self) -> Vec<(&'static str, &'static str, String)> {
        Subject::FIGURES
            .iter()
            .map(|one| (one.title(self.lang), one.definition(self.lang), self.lang.href(one.path())))
            .collect()
    }
}

/// How fast a ministry answers, as a row.
fn answered(lang: Lang, latency: &Latency) -> Row {
    let (sets, late) = (latency.answered + latency.open, latency.answered_late);
    let in_time = latency.answered.saturating_sub(late);
    let days = |days: i64| match latency.answered {
        0 => "–".to_owned(),
        _ => format!(
            "{} {}",
            lang.count(days),
            if days == 1 { lang.t("dag", "day") } else { lang.t("dagen", "days") }
        ),
    };
    let share = percent(late, latency.answered);
    Row {
        alternative: format!(
            "{}: {in_time} {}, {late} {}, {} {}",
            latency.ministry,
            lang.t("op tijd beantwoord", "answered on time"),
            lang.t("te laat beantwoord", "answered late"),
            latency.open,
            lang.t("zonder gevonden antwoord", "without an answer found"),
        ),
        bar: stacked(&[("for", in_time), ("against", late), ("rest", latency.open)], sets),
        data: json!({
            "ministry": latency.ministry, "sets": sets, "answered": latency.answered, "in_term": latency.in_term,
            "in_extended_term": latency.in_extended_term, "answered_late": latency.answered_late,
            "open": latency.open, "open_late": latency.late, "percent_late": share,
            "median_days": (latency.answered > 0).then_some(latency.median_days),
            "longest_days": (latency.answered > 0).then_some(latency.longest_days),
        }),
        cells: vec![
            lang.count(sets),
            lang.count(latency.answered),
            lang.count(late),
            percentage(late, latency.answered),
            days(latency.median_days),
            days(latency.longest_days),
            lang.count(latency.open),
            lang.count(latency.late),
        ],
        url: Some(address::with("/open-vragen", &[("stand", "alle"), ("ministerie", &latency.ministry)])),
        label: latency.ministry.clone(),
    }
}

/// Which end a decision is, from its words: adopted, rejected, held over, another, none.
fn end_of(result: Option<&str>) -> usize {
    let Some(result) = result else { return 4 };
    ["Aangenomen", "Verworpen", "Aangehouden"].iter().position(|known| result.starts_with(known)).unwrap_or(3)
}

/// Parts of a bar beside each other, of a whole.
fn stacked(parts: &[(&'static str, u64)], whole: u64) -> Vec<(&'static str, u64, u64)> {
    let whole = whole.max(1);
    let mut before = 0;
    parts
        .iter()
        .map(|(class, count)| {
            let from = (before * BAR) / whole;
            before += count;
            (*class, from, (before * BAR) / whole - from)
        })
        .filter(|(_, _, width)| *width > 0)
        .collect()
}

/// `12:05`, hours and minutes.
fn hours(seconds: i64) -> String {
    let minutes = (seconds.max(0) + 30) / 60;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_decision_tell_its_end() {
        assert_eq!(end_of(Some("Aangenomen.")), 0);
        assert_eq!(end_of(Some("Verworpen. (72-74)")), 1);
        assert_eq!(end_of(Some("Aangehouden (art. 8.20, derde lid RvO).")), 2);
        assert_eq!(end_of(Some("Vervallen in verband met verstrijken termijn.")), 3);
        assert_eq!(end_of(None), 4);
    }

    #[test]
    fn parts_of_a_bar_fill_it_without_gap() {
        assert_eq!(stacked(&[("a", 1), ("b", 1), ("c", 1)], 3), [("a", 0, 33), ("b", 33, 33), ("c", 66, 34)]);
        assert_eq!(stacked(&[("a", 0), ("b", 5)], 10), [("b", 0, 50)]);
        assert_eq!(stacked(&[("a", 0)], 0), []);
    }

    #[test]
    fn a_percentage_is_rounded_and_of_nothing_there_is_none() {
        assert_eq!((percent(1, 3), percent(2, 3), percent(0, 0)), (Some(33), Some(67), None));
        assert_eq!(hours(3_629), "1:00");
        assert_eq!(hours(3_630), "1:01");
    }
}
