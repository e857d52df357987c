//! `/zaak/{number}`: everything of a case as one time line: papers, activities, decisions with votes, and what became
//! of its questions and motions.

use std::borrow::Cow;
use std::time::Duration;

use askama::Template;
use model::number::OfficialNumber;
use serde_json::{Value, json};
use store::show::around::CaseRow;
use store::show::cases::{ActivityOfCase, PaperOfCase, RelatedCase};
use store::show::commitments::{CommitmentFilter, CommitmentRow};
use store::show::motions::MOTION_KINDS;
use store::show::votes::DecisionRow;

use crate::asked::{Asked, reckoned};
use crate::changes::Changes;
use crate::error::{Error, Near};
use crate::frame::Frame;
use crate::listing::{Line, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page, addressed};
use crate::pages::commitments::worded_term;
use crate::pages::document::give_votes;
use crate::{App, Lang, address};

/// A case with its time line.
#[derive(Template)]
#[template(path = "case.html")]
pub struct CasePage {
    lang: Lang,
    frame: Frame,
    case: CaseRow,
    dossiers: Vec<(String, Option<String>)>,
    related: Vec<RelatedCase>,
    asked: Vec<Asked>,
    commitments: Vec<CommitmentRow>,
    steps: Vec<Step>,
    record: Changes,
}

/// A step of the time line.
struct Step {
    date: Option<String>,
    /// On one day papers come first, then activities, then what was decided there.
    order: u8,
    what: What,
}

enum What {
    Paper(Box<PaperOfCase>),
    Activity(Box<ActivityOfCase>),
    Decided(Box<DecisionRow>),
}

impl Page for CasePage {
    const ADDRESSES: &'static [&'static str] = &["/zaak/{number}"];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let store = &app.store;
        let asked: String = ask.parameter.chars().take(100).collect();
        let number = match OfficialNumber::parse(&asked) {
            Some(number @ OfficialNumber::Case(_)) => number.to_string(),
            _ => asked,
        };
        if number != ask.parameter {
            return Ok(Loaded::Elsewhere(address::case(&number)));
        }
        let Some(mut case) = store.show_case(&number)? else { return Err(none(app, number)?) };
        case.actors = store.show_actors_of_case(case.id)?;
        let mut decisions = store.show_decisions_of_case(case.id)?;
        give_votes(&mut decisions, store.show_ballots_of_case(case.id)?);
        let papers = store.show_papers_of_case(case.id)?;
        let activities = store.show_activities_of_case(case.id)?;
        let filter = CommitmentFilter {
            activities: activities.iter().filter_map(|activity| activity.number.clone()).take(100).collect(),
            today: ask.today().to_string(),
            ..CommitmentFilter::default()
        };
        let commitments =
            if filter.activities.is_empty() { Vec::new() } else { store.show_commitments(&filter, 0, 50)? };
        let sets = store.show_questions_of_case(&case.number)?;
        let asked =
            if sets.is_empty() { Vec::new() } else { Asked::with_papers(app, sets, reckoned(ask, app)?)? };
        Ok(Loaded::page(CasePage {
            lang: ask.lang,
            frame: ask.frame(app),
            dossiers: store.show_dossiers_of_case(case.id)?,
            related: store.show_related_cases(case.id)?,
            asked,
            commitments,
            steps: steps(papers, activities, decisions),
            record: Changes::read(app, ask.lang, case.id, None)?,
            case,
        }))
    }

    fn json(&self) -> Value {
        let steps: Vec<Value> = self
            .steps
            .iter()
            .map(|step| match &step.what {
                What::Paper(paper) => {
                    json!({ "date": step.date, "kind": "paper", "paper": paper, "url": at(paper) })
                }
                What::Activity(activity) => {
                    json!({ "date": step.date, "kind": "activity", "activity": activity })
                }
                What::Decided(decision) => {
                    json!({ "date": step.date, "kind": "decided", "decision": decision })
                }
            })
            .collect();
        let related: Vec<Value> =
            self.related.iter().map(|related| addressed(related, address::case(&related.number))).collect();
        let dossiers: Vec<Value> = self
            .dossiers
            .iter()
            .map(|(number, title)| json!({ "number": number, "title": title, "url": address::dossier(number) }))
            .collect();
        json!({
            "case": self.case,
            "url": address::case(&self.case.number),
            "house_url": address::house_case(&self.case.number),
            "source_url": address::source_record(self.case.id),
            "dossiers": dossiers,
            "related": related,
            "questions": self.asked.iter().map(Asked::json).collect::<Vec<_>>(),
            "commitments": self.commitments,
            "steps": steps,
            "record": self.record,
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let (lang, url) = (self.lang, address::case(&self.case.number));
        let mut lines = self.record.lines(lang, self.heading(), &url);
        lines.extend(self.steps.iter().map(|step| self.line(step)));
        let title = format!("{} {}", lang.t("Zaak", "Case"), self.case.number);
        Some(Cow::Owned(Listing::of_record(lang, title, url, lines)))
    }
}

impl CasePage {
    fn heading(&self) -> &str {
        self.case.subject.as_deref().or(self.case.title.as_deref()).unwrap_or(&self.case.number)
    }

    fn house(&self) -> String {
        address::house_case(&self.case.number)
    }

    /// A step as an entry of the feed.
    fn line(&self, step: &Step) -> Line {
        match &step.what {
            What::Paper(paper) => Line::of_paper(&paper.document, at(paper)),
            What::Activity(activity) => {
                let number = activity.number.clone().unwrap_or_default();
                let url = address::activity(&number);
                let about = activity.subject.as_deref().unwrap_or(&number);
                Line {
                    id: activity.item_number.as_ref().map(|item| format!("{url}#{item}")),
                    title: match &activity.kind {
                        Some(kind) => format!("{kind}: {about}"),
                        None => about.to_owned(),
                    },
                    url,
                    kind: activity.kind.clone(),
                    meta: activity.status.iter().chain(&activity.committee).cloned().collect(),
                    number: Some(number),
                    date: activity.date.clone(),
                    ..Line::default()
                }
            }
            What::Decided(decision) => decided(self.lang, decision, self.heading()),
        }
    }

    /// What another case is to this one.
    fn relation(&self, related: &RelatedCase) -> &'static str {
        match related.relation.as_str() {
            "replaces" => self.lang.t("komt in de plaats van", "takes the place of"),
            "replaced_by" => self.lang.t("vervangen door", "replaced by"),
            "follows" => self.lang.t("volgt op", "follows on"),
            _ => self.lang.t("gevolgd door", "followed by"),
        }
    }

    /// The trail of a motion among the papers, if there is one.
    fn trail(&self) -> Option<String> {
        self.steps.iter().find_map(|step| match &step.what {
            What::Paper(paper) if is_motion(paper) => Some(self.lang.href(at(paper))),
            _ => None,
        })
    }
}

/// A decision as an entry of a feed.
pub(super) fn decided(lang: Lang, decision: &DecisionRow, about: &str) -> Line {
    let words =
        decision.text.as_deref().or(decision.kind.as_deref()).unwrap_or(lang.t("Besluit", "Decision"));
    let votes = decision.tally.as_ref().map(|tally| {
        format!(
            "{} {}, {} {}",
            tally.seats_for,
            lang.t("voor", "for"),
            tally.seats_against,
            lang.t("tegen", "against")
        )
    });
    Line {
        url: address::ballot(decision.id),
        title: format!("{} {about}", words.trim_end_matches('.').to_owned() + ":"),
        kind: Some(lang.t("besluit", "decision").to_owned()),
        meta: votes.into_iter().chain(decision.remark.clone()).collect(),
        date: decision.date.clone(),
        ..Line::default()
    }
}

fn is_motion(paper: &PaperOfCase) -> bool {
    paper.document.kind.as_deref().is_some_and(|kind| MOTION_KINDS.contains(&kind))
}

/// A motion leads to its trail, another paper to itself.
fn at(paper: &PaperOfCase) -> String {
    if is_motion(paper) {
        return address::motion(paper.paper.as_deref().unwrap_or(&paper.document.number));
    }
    address::document(&paper.document.number)
}

fn steps(
    papers: Vec<PaperOfCase>,
    activities: Vec<ActivityOfCase>,
    decisions: Vec<DecisionRow>,
) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    steps.extend(papers.into_iter().map(|paper| Step {
        date: paper.document.date.clone(),
        order: 0,
        what: What::Paper(Box::new(paper)),
    }));
    steps.extend(activities.into_iter().map(|activity| Step {
        date: activity.date.clone(),
        order: 1,
        what: What::Activity(Box::new(activity)),
    }));
    steps.extend(decisions.into_iter().rev().map(|decision| Step {
        date: decision.date.clone(),
        order: 2,
        what: What::Decided(Box::new(decision)),
    }));
    // what has no day stands last
    steps.sort_by(|a, b| (a.date.is_none(), &a.date, a.order).cmp(&(b.date.is_none(), &b.date, b.order)));
    steps
}

fn none(app: &App, number: String) -> Result<Error, Error> {
    let documents = match OfficialNumber::parse(&number) {
        Some(OfficialNumber::Case(_)) => app.store.find_papers_of_case(&number)?,
        _ => Vec::new(),
    };
    let house = matches!(OfficialNumber::parse(&number), Some(OfficialNumber::Case(_)))
        .then(|| address::house_case(&number));
    let near = Near { what: ("Documenten bij deze zaak", "Documents of this case"), documents, house };
    Ok(Error::NoRecord { what: ("zaak", "case"), number, list: "/zoeken", near: Box::new(near) })
}
