//! `/ministeries`: every ministry that is asked questions or made commitments. `/ministerie/{name}`: one of them, with how
//! fast it answers, what it is asked, what it promised and its letters.
//!
//! The source keeps no list of ministries. The names are those that written questions are put to and those of the
//! register of commitments; letters are found by the offices that stand under them.

use std::borrow::Cow;
use std::collections::HashSet;
use std::time::Duration;

use askama::Template;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::show::around::Neighbour;
use store::show::commitments::{CommitmentFilter, CommitmentRow};
use store::show::government::OfficeRow;
use store::show::questions::{Latency, QuestionFilter, QuestionState};

use crate::asked::{Asked, reckoned};
use crate::error::{Error, Near};
use crate::frame::Frame;
use crate::list::{Paging, offset};
use crate::listing::{Line, List, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page, addressed};
use crate::pages::{commitments, government, questions};
use crate::{App, Lang, address, name};

const PATH: &str = "/ministeries";
/// Entries of a section; the rest stands behind a link.
const SHOWN: u64 = 12;

/// A ministry with how much there is of it.
struct Known {
    name: String,
    questions: u64,
    commitments: u64,
}

/// Every ministry, by name.
fn known(ask: &Ask, app: &App) -> Result<Vec<Known>, Error> {
    let asked = questions::values(app)?;
    let promised = commitments::ministries(ask, app)?;
    let mut all: Vec<Known> = asked
        .0
        .iter()
        .map(|one| Known { name: one.value.clone(), questions: one.count, commitments: 0 })
        .collect();
    for one in promised {
        match all.iter_mut().find(|known| known.name == one.value) {
            Some(known) => known.commitments = one.count,
            None => all.push(Known { name: one.value, questions: 0, commitments: one.count }),
        }
    }
    all.sort_by_cached_key(|one| name::folded(&one.name));
    Ok(all)
}

/// The names of all ministries that have a page.
pub(crate) fn names(ask: &Ask, app: &App) -> Result<HashSet<String>, Error> {
    Ok(known(ask, app)?.into_iter().map(|one| one.name).collect())
}

/// The list of ministries.
pub struct Ministries;

impl List for Ministries {
    const ADDRESSES: &'static [&'static str] = &[PATH];
    const KEEP: Duration = A_MINUTE;

    fn load(ask: &Ask, app: &App) -> Result<Listing, Error> {
        let lang = ask.lang;
        let all = known(ask, app)?;
        let total = all.len() as u64;
        let size = ask.page_size(100);
        let figure = |count: u64, one: &str, many: &str| {
            (count > 0).then(|| format!("{} {}", lang.count(count), if count == 1 { one } else { many }))
        };
        let line = |one: &Known| Line {
            url: address::ministry(&one.name),
            title: one.name.clone(),
            meta: [
                figure(
                    one.questions,
                    lang.t("set schriftelijke vragen", "set of written questions"),
                    lang.t("sets schriftelijke vragen", "sets of written questions"),
                ),
                figure(
                    one.commitments,
                    lang.t("toezegging", "commitment"),
                    lang.t("toezeggingen", "commitments"),
                ),
            ]
            .into_iter()
            .flatten()
            .collect(),
            data: json!({ "name": one.name, "questions": one.questions, "commitments": one.commitments }),
            ..Line::default()
        };
        let from = offset(ask, size, total) as usize;
        Ok(Listing {
            name: "ministries",
            columns: &["name", "questions", "commitments"],
            title: lang.t("Ministeries", "Ministries").to_owned(),
            counted: lang.t("ministeries", "ministries").to_owned(),
            total,
            lead: lang
                .t(
                    "De bron houdt geen lijst van ministeries bij. Dit zijn de ministeries waaraan schriftelijke vragen gesteld zijn en die in het toezeggingenregister staan.",
                    "The source keeps no list of ministries. These are the ministries that written questions were put to and those in the register of commitments.",
                )
                .to_owned(),
            path: PATH.to_owned(),
            lines: all.iter().skip(from).take(size as usize).map(line).collect(),
            paging: Paging::numbered(&ask.query, PATH, size, total),
            ..Listing::default()
        })
    }
}

/// One ministry.
#[derive(Template)]
#[template(path = "ministry.html")]
pub struct MinistryPage {
    lang: Lang,
    frame: Frame,
    name: String,
    url: String,
    /// How fast it answered what was asked since that day; none where nothing was.
    latency: Option<Latency>,
    since: Date,
    /// The day that terms are held against.
    day: Date,
    questions: Vec<Asked>,
    question_total: u64,
    commitments: Vec<CommitmentRow>,
    commitment_total: u64,
    letters: Vec<Neighbour>,
    offices: Vec<OfficeRow>,
}

impl Page for MinistryPage {
    const ADDRESSES: &'static [&'static str] = &["/ministerie/{name}"];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let store = &app.store;
        let wanted: String = ask.parameter.trim().chars().take(200).collect();
        let all = known(ask, app)?;
        let like = |one: &&Known| !wanted.is_empty() && name::slug(&one.name) == name::slug(&wanted);
        let found = all.iter().find(|one| one.name == wanted).or_else(|| all.iter().find(like));
        let Some(found) = found else {
            return Err(Error::NoRecord {
                what: ("ministerie", "ministry"),
                number: wanted.chars().take(100).collect(),
                list: PATH,
                near: Box::new(Near::default()),
            });
        };
        if found.name != ask.parameter {
            return Ok(Loaded::Elsewhere(address::ministry(&found.name)));
        }
        let own = Some(found.name.clone());
        let day = reckoned(ask, app)?;
        let since = day.checked_sub(1.year()).unwrap_or(day);
        let asked = QuestionFilter {
            state: QuestionState::Any,
            ministry: own.clone(),
            today: day.to_string(),
            ..QuestionFilter::default()
        };
        let promised =
            CommitmentFilter { ministry: own, today: ask.today().to_string(), ..CommitmentFilter::default() };
        let latencies = store.show_latencies(&since.to_string(), &day.to_string(), &day.to_string())?;
        let mut offices = government::offices_of(app, &found.name)?;
        let functions: Vec<String> = offices.iter().map(|office| office.function.clone()).collect();
        let latest = offices.iter().filter_map(|office| office.last.clone()).max();
        offices.truncate(SHOWN as usize);
        Ok(Loaded::page(MinistryPage {
            lang: ask.lang,
            frame: ask.frame(app),
            url: address::ministry(&found.name),
            latency: latencies.into_iter().find(|latency| latency.ministry == found.name),
            questions: Asked::with_papers(app, store.show_questions(&asked, 0, SHOWN)?, day)?,
            question_total: found.questions,
            commitments: store.show_commitments(&promised, 0, SHOWN)?,
            commitment_total: found.commitments,
            letters: store.show_letters_of(&functions, latest.as_deref(), SHOWN)?,
            name: found.name.clone(),
            offices,
            since,
            day,
        }))
    }

    fn json(&self) -> Value {
        let letter = |paper: &Neighbour| addressed(paper, address::document(&paper.number));
        let office = |office: &OfficeRow| addressed(office, address::minister(&office.name));
        json!({
            "name": self.name,
            "url": self.url,
            "latency_since": self.since,
            "latency": self.latency,
            "day": self.day,
            "questions_total": self.question_total,
            "questions": self.questions.iter().map(Asked::json).collect::<Vec<_>>(),
            "commitments_total": self.commitment_total,
            "commitments": self.commitments.iter().map(commitments::data).collect::<Vec<_>>(),
            "letters": self.letters.iter().map(letter).collect::<Vec<_>>(),
            "offices": self.offices.iter().map(office).collect::<Vec<_>>(),
        })
    }

    /// The newest questions, commitments and letters.
    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let lang = self.lang;
        let asked = self.questions.iter().map(|set| Line {
            url: set.url(),
            title: set.row.subject.clone().unwrap_or_else(|| set.row.number().to_owned()),
            kind: Some(lang.t("Schriftelijke vragen", "Written questions").to_owned()),
            number: Some(set.row.number().to_owned()),
            meta: vec![set.words(&lang)],
            who: Some((set.askers(), None)).filter(|(askers, _)| !askers.is_empty()),
            date: set.row.asked.clone(),
            ..Line::default()
        });
        let promised = self.commitments.iter().map(|one| Line {
            url: address::commitment(&one.number),
            title: one.text.clone().unwrap_or_else(|| one.number.clone()),
            kind: Some(lang.t("Toezegging", "Commitment").to_owned()),
            number: Some(one.number.clone()),
            meta: one.status.iter().cloned().collect(),
            who: one.name.clone().map(|name| (name, None)),
            date: one.made.clone(),
            ..Line::default()
        });
        let letters =
            self.letters.iter().map(|paper| Line::of_paper(paper, address::document(&paper.number)));
        let lines = asked.chain(promised).chain(letters).collect();
        let title = format!("{} {}", lang.t("Ministerie", "Ministry"), self.name);
        Some(Cow::Owned(Listing::of_record(lang, title, self.url.clone(), lines)))
    }
}

impl MinistryPage {
    fn all_questions(&self) -> String {
        self.lang.href(address::with("/open-vragen", &[("stand", "alle"), ("ministerie", &self.name)]))
    }

    fn all_commitments(&self) -> String {
        self.lang.href(address::with("/toezeggingen", &[("ministerie", &self.name)]))
    }

    fn motions(&self) -> String {
        self.lang.href(address::with("/moties", &[("ministerie", &self.name)]))
    }

    /// A share in percent.
    fn percent(&self, part: &u64, whole: &u64) -> u64 {
        (100 * part + whole / 2).checked_div(*whole).unwrap_or_default()
    }
}
