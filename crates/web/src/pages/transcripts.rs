//! `/verslagen`: transcripts of meetings, newest first, with what was dealt with in each.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};
use store::show::newest::Extent;
use store::show::transcripts::{PartRow, TranscriptFilter, TranscriptRow};

use crate::error::Error;
use crate::frame::Frame;
use crate::list::{Paging, Select, offset, period};
use crate::listing::{Line, Listing};
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::{App, Lang, address, moment};

const PATH: &str = "/verslagen";
const PER_PAGE: u64 = 40;
/// Transcripts in a file: the parts of each are read with them.
const IN_A_FILE: u64 = 500;

/// The list of transcripts.
#[derive(Template)]
#[template(path = "transcripts.html")]
pub struct TranscriptsPage {
    lang: Lang,
    frame: Frame,
    filter: TranscriptFilter,
    filters: Vec<Select>,
    extent: Extent,
    days: Vec<Day>,
    paging: Paging,
}

/// Transcripts of a day.
struct Day {
    date: Option<String>,
    entries: Vec<Entry>,
}

/// A transcript with its parts.
pub(crate) struct Entry {
    pub(crate) row: TranscriptRow,
    pub(crate) parts: Vec<PartRow>,
}

/// The filters that an address asks for, with the boxes to change them.
pub(crate) fn filter(ask: &Ask) -> Result<(TranscriptFilter, Vec<Select>), Error> {
    let lang = ask.lang;
    let kind = Select::fixed(
        ask,
        "soort",
        lang.t("Vergadering", "Meeting"),
        &[("plenair", lang.t("plenair", "plenary")), ("commissie", lang.t("commissie", "committee"))],
        ("plenair of commissie", "plenair or commissie"),
    )?;
    let status = Select::fixed(
        ask,
        "status",
        lang.t("Status", "Status"),
        &[
            ("ongecorrigeerd", lang.t("ongecorrigeerd", "uncorrected")),
            ("gecorrigeerd", lang.t("gecorrigeerd", "corrected")),
            ("gerectificeerd", lang.t("gerectificeerd", "rectified")),
        ],
        ("ongecorrigeerd, gecorrigeerd of gerectificeerd", "ongecorrigeerd, gecorrigeerd or gerectificeerd"),
    )?;
    let (from, until) = period(ask)?;
    let source = |value: String| value[..1].to_uppercase() + &value[1..];
    let filter =
        TranscriptFilter { kind: kind.value().map(source), status: status.value().map(source), from, until };
    Ok((filter, vec![kind, status]))
}

/// Transcripts with their parts: two statements.
pub(crate) fn entries(
    app: &App,
    filter: &TranscriptFilter,
    offset: u64,
    limit: u64,
) -> Result<Vec<Entry>, Error> {
    let rows = app.store.show_transcripts(filter, offset, limit)?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut parts: HashMap<_, Vec<PartRow>> = HashMap::new();
    for part in app.store.show_transcript_parts(&ids)? {
        parts.entry(part.transcript).or_default().push(part);
    }
    Ok(rows.into_iter().map(|row| Entry { parts: parts.remove(&row.id).unwrap_or_default(), row }).collect())
}

impl Page for TranscriptsPage {
    const ADDRESSES: &'static [&'static str] = &[PATH];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Csv, Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (filter, filters) = filter(ask)?;
        let extent = app.store.show_transcript_extent(&filter)?;
        let size = ask.page_size(PER_PAGE).min(IN_A_FILE);
        let entries = entries(app, &filter, offset(ask, size, extent.total), size)?;
        let mut days: Vec<Day> = Vec::new();
        for entry in entries {
            match days.last_mut() {
                Some(day) if day.date == entry.row.date => day.entries.push(entry),
                _ => days.push(Day { date: entry.row.date.clone(), entries: vec![entry] }),
            }
        }
        Ok(Loaded::page(TranscriptsPage {
            lang: ask.lang,
            frame: ask.frame(app),
            paging: Paging::numbered(&ask.query, PATH, size, extent.total),
            days,
            filter,
            filters,
            extent,
        }))
    }

    fn json(&self) -> Value {
        json!({
            "filter": {
                "soort": self.filters[0].value(), "status": self.filters[1].value(),
                "van": self.filter.from, "tot": self.filter.until,
            },
            "total": self.extent.total,
            "oldest": self.extent.oldest,
            "newest": self.extent.newest,
            "transcripts": self.days.iter().flat_map(|day| &day.entries).map(entry_json).collect::<Vec<_>>(),
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let lang = self.lang;
        Some(Cow::Owned(Listing {
            name: "transcripts",
            columns: &[
                "id",
                "title",
                "kind",
                "date",
                "begins",
                "closes",
                "room",
                "number",
                "session_year",
                "status",
            ],
            title: lang.t("Verslagen van vergaderingen", "Transcripts of meetings").to_owned(),
            counted: lang.t("vergaderingen", "meetings").to_owned(),
            total: self.extent.total,
            period: self.extent.oldest.clone().zip(self.extent.newest.clone()),
            path: PATH.to_owned(),
            filters: self.filters.clone(),
            lines: self.days.iter().flat_map(|day| &day.entries).map(|entry| line(lang, entry)).collect(),
            paging: self.paging.clone(),
            ..Listing::default()
        }))
    }
}

/// A transcript as an entry of a feed or a table.
fn line(lang: Lang, entry: &Entry) -> Line {
    let row = &entry.row;
    let subjects: Vec<&str> = dealt_with(entry).into_iter().map(|part| part.title.as_str()).collect();
    Line {
        url: address::transcript(row.id),
        title: title(lang, row),
        kind: row.kind.clone(),
        meta: [row.room.clone(), row.status.clone()].into_iter().flatten().collect(),
        summary: Some(subjects.join("\n")).filter(|subjects| !subjects.is_empty()),
        date: row.date.clone(),
        updated: row.updated.clone(),
        data: json!(row),
        ..Line::default()
    }
}

/// A transcript of a list as data.
pub(crate) fn entry_json(entry: &Entry) -> Value {
    let mut value = json!(entry.row);
    value["url"] = json!(address::transcript(entry.row.id));
    value["parts"] = entry
        .parts
        .iter()
        .map(|part| addressed(part, address::transcript_part(part.transcript, part.n)))
        .collect();
    value
}

/// Parts that something was dealt with in: not the opening, the closing and announcements.
pub(crate) fn dealt_with(entry: &Entry) -> Vec<&PartRow> {
    let of_note = |part: &&PartRow| part.activity.is_some() && !same_title(entry, part);
    entry.parts.iter().filter(of_note).collect()
}

/// A meeting of a committee is called by its one subject.
fn same_title(entry: &Entry, part: &PartRow) -> bool {
    entry.row.title.as_deref() == Some(&part.title)
}

/// The title of a meeting, or what kind it was.
pub(crate) fn title(lang: Lang, row: &TranscriptRow) -> String {
    row.title.clone().unwrap_or_else(|| lang.t("Vergadering", "Meeting").to_owned())
}

impl TranscriptsPage {
    fn hours(&self, entry: &Entry) -> Option<String> {
        moment::hours(self.lang, entry.row.begins.as_deref(), entry.row.closes.as_deref())
    }

    fn van(&self) -> &str {
        self.filter.from.as_deref().unwrap_or_default()
    }

    fn tot(&self) -> &str {
        self.filter.until.as_deref().unwrap_or_default()
    }
}
