//! `/activiteit/{number}`: everything that the source tells of a meeting: when and where, who, the agenda with its cases,
//! papers and decisions, commitments made in it, its transcript, what it replaces, and what changed.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use askama::Template;
use model::Guid;
use serde_json::{Value, json};
use store::show::activity::{
    Activity, AgendaCase, AgendaChange, AgendaItem, AgendaPaper, MadeHere, RoomRow, Tie, TiedActivity,
    TranscriptOf,
};
use store::show::document::Actor;
use store::show::outcomes::OutcomeRow;

use crate::alterations::{self, Alteration};
use crate::error::{Error, Near};
use crate::frame::Frame;
use crate::listing::{Line, Listing};
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::pages::agenda::{committee_name, is_off};
use crate::pages::ballots::about;
use crate::{App, Lang, address, markup, moment};

/// A meeting.
#[derive(Template)]
#[template(path = "activity.html")]
pub struct ActivityPage {
    lang: Lang,
    frame: Frame,
    activity: Activity,
    /// Its remark as safe HTML.
    note: String,
    items: Vec<Item>,
    /// Cases of the activity that no item names.
    cases: Vec<AgendaCase>,
    /// Papers of the activity that no item names.
    papers: Vec<AgendaPaper>,
    actors: Vec<Group>,
    rooms: Vec<RoomRow>,
    tied: Vec<TiedActivity>,
    commitments: Vec<MadeHere>,
    transcripts: Vec<TranscriptOf>,
    /// Changes since it was first seen, newest first.
    changes: Vec<Alteration>,
    first_seen: Option<String>,
}

/// An item of the agenda with what belongs to it.
struct Item {
    item: AgendaItem,
    /// Its remark as safe HTML.
    note: String,
    cases: Vec<AgendaCase>,
    papers: Vec<AgendaPaper>,
    decisions: Vec<Decision>,
    /// Whether its heading differs from that of the item before.
    heads: bool,
}

/// A decision under an item.
struct Decision {
    row: OutcomeRow,
    /// Its remark as safe HTML.
    remark: String,
}

/// Participants in one role.
struct Group {
    role: String,
    actors: Vec<Actor>,
}

impl Page for ActivityPage {
    const ADDRESSES: &'static [&'static str] = &["/activiteit/{number}"];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let store = &app.store;
        let asked: String = ask.parameter.trim().chars().take(100).collect();
        let number = asked.to_uppercase();
        let Some(activity) = store.show_activity(&number)? else {
            return Err(Error::NoRecord {
                what: ("activiteit", "activity"),
                number: asked,
                list: "/activiteiten",
                near: Box::new(Near::default()),
            });
        };
        if number != ask.parameter {
            return Ok(Loaded::Elsewhere(address::activity(&number)));
        }
        let id = activity.id;
        let (mut cases, mut papers) = (store.show_agenda_cases(id)?, store.show_agenda_papers(id)?);
        let items = items(
            store.show_agenda_of(id)?,
            by_item(&mut cases, |case| case.item),
            by_item(&mut papers, |paper| paper.item),
            store.show_decisions_of(id)?,
        );
        let history = store.show_activity_history(id)?;
        let is_first = |change: &&AgendaChange| change.kind == "new" && change.item.is_none();
        let first_seen = history.iter().find(is_first).map(|change| change.at.clone());
        let changes = history
            .into_iter()
            // what the source had before we first looked is no news
            .filter(|change| change.kind != "new" || (change.item.is_some() && change.updated > first_seen))
            .map(|change| Alteration::of(ask.lang, change.at, change.kind, change.item, &change.changes))
            .collect();
        Ok(Loaded::page(ActivityPage {
            lang: ask.lang,
            frame: ask.frame(app),
            note: activity.note.as_deref().map(markup::safe).unwrap_or_default(),
            items,
            cases,
            papers,
            actors: groups(ask.lang, store.show_activity_actors(id)?),
            rooms: store.show_rooms(&activity.number)?,
            tied: store.show_tied_activities(id)?,
            commitments: store.show_made_in(id, &activity.number)?,
            transcripts: store.show_transcripts_of(&activity.number)?,
            changes,
            first_seen,
            activity,
        }))
    }

    fn json(&self) -> Value {
        let items: Vec<Value> = self
            .items
            .iter()
            .map(|item| {
                let mut value = json!(item.item);
                value["cases"] = json!(item.cases);
                value["documents"] = papers_json(&item.papers);
                value["decisions"] =
                    item.decisions.iter().map(|decision| decision_json(&decision.row)).collect();
                value
            })
            .collect();
        json!({
            "activity": self.activity,
            "url": address::activity(&self.activity.number),
            "house_url": self.house(),
            "rooms": self.rooms,
            "actors": self.actors.iter().flat_map(|group| &group.actors).collect::<Vec<_>>(),
            "agenda": items,
            "cases": self.cases,
            "documents": papers_json(&self.papers),
            "related": self.tied.iter().map(|tied| addressed(tied, address::activity(&tied.number))).collect::<Vec<_>>(),
            "commitments": self.commitments.iter().map(|made| addressed(made, address::commitment(&made.number))).collect::<Vec<_>>(),
            "transcripts": self.transcripts.iter().map(|part| addressed(part, address::transcript_part(part.transcript, part.part))).collect::<Vec<_>>(),
            "history": self.changes,
            "first_seen": self.first_seen,
            "source": { "url": address::source_record(self.activity.id), "fetched": self.activity.fetched },
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let (lang, url, heading) = (self.lang, address::activity(&self.activity.number), self.heading());
        let mut lines = alterations::lines(&self.changes, heading, &url);
        lines.push(Line {
            url: url.clone(),
            title: heading.to_owned(),
            kind: self.activity.kind.clone(),
            number: Some(self.activity.number.clone()),
            meta: [self.when(), self.hours(), self.activity.status.clone()].into_iter().flatten().collect(),
            date: self.first_seen.clone(),
            ..Line::default()
        });
        let papers = self.items.iter().flat_map(|item| &item.papers).chain(&self.papers);
        lines.extend(papers.map(|one| Line::of_paper(&one.paper, address::document(&one.paper.number))));
        let decided = self.items.iter().flat_map(|item| &item.decisions).map(|decision| &decision.row);
        lines.extend(decided.map(|row| Line {
            url: address::ballot(row.id),
            title: about(lang, row),
            kind: row.text.clone().or_else(|| row.kind.clone()),
            number: row.case.clone(),
            date: self.activity.date.clone(),
            ..Line::default()
        }));
        lines.extend(self.commitments.iter().map(|made| Line {
            url: address::commitment(&made.number),
            title: made.text.clone().unwrap_or_else(|| made.number.clone()),
            kind: Some(lang.t("toezegging", "commitment").to_owned()),
            number: Some(made.number.clone()),
            meta: made.status.iter().cloned().collect(),
            date: self.activity.date.clone(),
            ..Line::default()
        }));
        lines.extend(self.transcripts.iter().map(|part| Line {
            url: address::transcript_part(part.transcript, part.part),
            title: format!("{}: {}", lang.t("Verslag", "Transcript"), part.title),
            kind: part.status.clone(),
            date: part.date.clone(),
            ..Line::default()
        }));
        let title = format!("{} {}", lang.t("Activiteit", "Activity"), self.activity.number);
        Some(Cow::Owned(Listing::of_record(lang, title, url, lines)))
    }
}

impl ActivityPage {
    fn heading(&self) -> &str {
        let activity = &self.activity;
        activity.subject.as_deref().or(activity.kind.as_deref()).unwrap_or(&activity.number)
    }

    fn hours(&self) -> Option<String> {
        moment::hours(self.lang, self.activity.begins.as_deref(), self.activity.ends.as_deref())
    }

    fn item_hours(&self, item: &AgendaItem) -> Option<String> {
        moment::hours(self.lang, item.begins.as_deref(), item.ends.as_deref())
    }

    /// When it is, as far as it is fixed.
    fn when(&self) -> Option<String> {
        let date = self.activity.date.as_deref()?;
        Some(match self.activity.date_kind.as_deref() {
            Some("Weeknummer") => {
                format!("{} {}", self.lang.t("in de week van", "in the week of"), self.lang.day(date))
            }
            _ => self.lang.weekday(date),
        })
    }

    fn plenary(&self) -> bool {
        self.activity.committee.as_deref() == Some("TK")
    }

    fn house(&self) -> String {
        address::house_activity(&self.activity.number, self.plenary())
    }

    fn committee(&self) -> Option<String> {
        let abbreviation = self.activity.committee.as_deref()?;
        Some(committee_name(self.lang, abbreviation, self.activity.committee_name.as_deref()))
    }

    fn tie(&self, tied: &TiedActivity) -> &'static str {
        match tied.tie {
            Tie::Continues => self.lang.t("Vervolg op", "Goes on with"),
            Tie::ContinuedBy => self.lang.t("Wordt vervolgd in", "Goes on in"),
            Tie::Replaces => self.lang.t("Komt in de plaats van", "In the place of"),
            Tie::ReplacedBy => self.lang.t("Vervangen door", "Replaced by"),
        }
    }

    /// Days that tell how it was put off.
    fn days(&self) -> Vec<(&'static str, &str)> {
        let (lang, a) = (self.lang, &self.activity);
        let days = [
            (lang.t("Aangevraagd", "Asked for"), &a.requested),
            (lang.t("Eerste verlenging gevraagd", "First extension asked"), &a.first_extension_asked),
            (lang.t("Eerste verlenging gemeld", "First extension told"), &a.first_extension_told),
            (lang.t("Tweede verlenging gevraagd", "Second extension asked"), &a.second_extension_asked),
            (lang.t("Tweede verlenging gemeld", "Second extension told"), &a.second_extension_told),
            (lang.t("Vervalt op", "Lapses on"), &a.expires),
        ];
        days.into_iter().filter_map(|(name, day)| Some((name, day.as_deref()?))).collect()
    }
}

/// A decision as data.
pub(crate) fn decision_json(row: &OutcomeRow) -> Value {
    addressed(row, address::ballot(row.id))
}

fn papers_json(papers: &[AgendaPaper]) -> Value {
    let paper = |paper: &AgendaPaper| addressed(paper, address::document(&paper.paper.number));
    papers.iter().map(paper).collect()
}

/// Takes out what belongs to an item; what is left belongs to the activity as a whole.
fn by_item<T>(all: &mut Vec<T>, item: impl Fn(&T) -> Option<Guid>) -> HashMap<Guid, Vec<T>> {
    let mut found: HashMap<Guid, Vec<T>> = HashMap::new();
    let mut rest = Vec::new();
    for one in all.drain(..) {
        match item(&one) {
            Some(id) => found.entry(id).or_default().push(one),
            None => rest.push(one),
        }
    }
    *all = rest;
    found
}

fn items(
    agenda: Vec<AgendaItem>,
    mut cases: HashMap<Guid, Vec<AgendaCase>>,
    mut papers: HashMap<Guid, Vec<AgendaPaper>>,
    decisions: Vec<(Option<Guid>, OutcomeRow)>,
) -> Vec<Item> {
    let mut taken: HashMap<Guid, Vec<Decision>> = HashMap::new();
    for (item, row) in decisions {
        let remark = row.remark.as_deref().map(markup::safe).unwrap_or_default();
        taken.entry(item.unwrap_or_default()).or_default().push(Decision { row, remark });
    }
    let mut heading: Option<String> = None;
    let mut items = Vec::with_capacity(agenda.len());
    for item in agenda {
        let heads = item.heading.is_some() && item.heading != heading;
        heading.clone_from(&item.heading);
        let papers = papers.remove(&item.id).unwrap_or_default();
        let mut cases = cases.remove(&item.id).unwrap_or_default();
        // a case that says no more than the paper beside it
        cases.retain(|case| papers.iter().all(|paper| Some(&paper.paper.number) != case.document.as_ref()));
        let decisions = taken.remove(&item.id).unwrap_or_default();
        cases
            .retain(|case| decisions.iter().all(|decision| decision.row.case.as_ref() != Some(&case.number)));
        items.push(Item {
            note: item.note.as_deref().map(markup::safe).unwrap_or_default(),
            decisions,
            cases,
            papers,
            heads,
            item,
        });
    }
    items
}

fn groups(lang: Lang, actors: Vec<Actor>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for actor in actors {
        let role = match actor.role.as_deref() {
            Some("Bewindspersoon c.a.") => lang.t("Bewindspersonen", "Ministers").to_owned(),
            Some("Deelnemer") => lang.t("Deelnemers", "Participants").to_owned(),
            Some(role) => role.to_owned(),
            None => lang.t("Betrokken", "Involved").to_owned(),
        };
        match groups.iter_mut().find(|group| group.role == role) {
            Some(group) => group.actors.push(actor),
            None => groups.push(Group { role, actors: vec![actor] }),
        }
    }
    groups
}
