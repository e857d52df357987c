//! What changed in a record and where it comes from: the foot of every page of a record, and its Atom feed.

use model::Guid;
use serde::Serialize;
use serde_json::{Value, json};
use store::show::history::{ColumnChange, EventRow};

use crate::error::Error;
use crate::listing::Line;
use crate::{App, Lang, address, markup};

/// The history and the source of a record.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Changes {
    /// The record in the open data of the House.
    pub source_url: String,
    /// When it was fetched, UTC.
    pub fetched: Option<String>,
    /// When it was first seen here, UTC.
    pub first_seen: Option<String>,
    /// Every change since, the newest first.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Place in the order of all changes.
    pub seq: i64,
    /// When it was seen here, UTC.
    pub at: String,
    /// `changed`, `deleted`, `restored`.
    pub kind: String,
    /// Name of each column for readers, with its value before and after.
    pub columns: Vec<(String, String, String)>,
}

impl Changes {
    /// Reads them: one statement.
    pub fn read(app: &App, lang: Lang, id: Guid, fetched: Option<String>) -> Result<Changes, Error> {
        Ok(Changes::of(lang, id, fetched, app.store.show_history(id)?))
    }

    /// The same out of events that were read already.
    pub fn of(lang: Lang, id: Guid, fetched: Option<String>, events: Vec<EventRow>) -> Changes {
        let first_seen = events.iter().find(|event| event.kind == "new").map(|event| event.at.clone());
        let changes = events.into_iter().filter(|event| event.kind != "new").map(|event| change(lang, event));
        Changes { source_url: address::source_record(id), fetched, first_seen, changes: changes.collect() }
    }

    /// The changes as entries of a feed on the page of the record.
    pub fn lines(&self, lang: Lang, title: &str, url: &str) -> Vec<Line> {
        let line = |change: &Change| Line {
            url: format!("{url}#verandering-{}", change.seq),
            title: format!("{}: {title}", change.words(&lang)),
            kind: Some(lang.t("verandering", "change").to_owned()),
            summary: in_lines(&change.columns),
            date: Some(change.at.clone()),
            updated: Some(change.at.clone()),
            data: json!(change),
            ..Line::default()
        };
        self.changes.iter().map(line).collect()
    }
}

impl Change {
    /// What happened, in a word.
    pub fn words(&self, lang: &Lang) -> &'static str {
        match self.kind.as_str() {
            "deleted" => lang.t("Ingetrokken door de Kamer", "Withdrawn by the House"),
            "restored" => lang.t("Opnieuw gepubliceerd door de Kamer", "Published again by the House"),
            _ => lang.t("Gewijzigd", "Changed"),
        }
    }
}

fn change(lang: Lang, event: EventRow) -> Change {
    let columns = event.changes.iter().map(|change| column(lang, change)).collect();
    Change { seq: event.seq, columns, at: event.at, kind: event.kind }
}

/// A column that changed, for readers: its name, its value before and after.
pub(crate) fn column(lang: Lang, change: &ColumnChange) -> (String, String, String) {
    let value = |value| shown(lang, &change.column, value);
    (column_name(lang, &change.column), value(&change.old), value(&change.new))
}

/// Columns that changed, one a line; none if there are none.
pub(crate) fn in_lines(columns: &[(String, String, String)]) -> Option<String> {
    let lines: Vec<String> =
        columns.iter().map(|(name, old, new)| format!("{name}: {old} → {new}")).collect();
    Some(lines.join("\n")).filter(|text| !text.is_empty())
}

/// Columns that say yes or no.
const YES_OR_NO: [&str; 4] = ["settled", "major_project", "closed", "mistake"];
/// Columns that the source writes as HTML.
const MARKED_UP: [&str; 2] = ["note", "remark"];
/// Values longer than this are cut, in characters: a remark can be pages long.
const LONGEST: usize = 300;

/// Columns of records and kinds of links, for readers.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("kind", "soort", "kind"),
    ("number", "nummer", "number"),
    ("title", "titel", "title"),
    ("titles", "titels", "titles"),
    ("subject", "onderwerp", "subject"),
    ("date", "datum", "date"),
    ("begins", "begin", "begin"),
    ("ends", "einde", "end"),
    ("location", "plaats", "place"),
    ("status", "status", "status"),
    ("initials", "initialen", "initials"),
    ("prefix", "tussenvoegsel", "prefix"),
    ("surname", "achternaam", "surname"),
    ("given_names", "voornamen", "given names"),
    ("first_name", "roepnaam", "first name"),
    ("gender", "geslacht", "gender"),
    ("function", "functie", "function"),
    ("born", "geboortedatum", "day of birth"),
    ("birth_place", "geboorteplaats", "place of birth"),
    ("residence", "woonplaats", "residence"),
    ("party_label", "fractie", "party"),
    ("abbreviation", "afkorting", "abbreviation"),
    ("name", "naam", "name"),
    ("name_english", "Engelse naam", "English name"),
    ("web_name", "korte naam", "short name"),
    ("contents", "groep", "group"),
    ("seats", "zetels", "seats"),
    ("votes", "stemmen", "votes"),
    ("since", "vanaf", "since"),
    ("until", "tot en met", "until"),
    ("content_type", "bestandstype", "file type"),
    ("content_length", "bestandsgrootte", "file size"),
    ("current_version", "huidige versie", "current version"),
    ("text", "tekst", "text"),
    ("due", "termijn", "due day"),
    ("made", "gedaan op", "made on"),
    ("met_by", "voldaan door", "met by"),
    ("ministry", "ministerie", "ministry"),
    ("started", "begonnen op", "begun on"),
    ("term", "termijn", "term"),
    ("stage", "fase", "stage"),
    ("settled", "afgedaan", "settled"),
    ("major_project", "groot project", "major project"),
    ("cabinet_advice", "kabinetsappreciatie", "cabinet’s advice"),
    ("legal_basis", "grondslag", "legal basis"),
    ("session_year", "vergaderjaar", "session"),
    ("citation_title", "citeertitel", "citation title"),
    ("organisation", "organisatie", "organisation"),
    ("CaseActivity", "activiteiten", "activities"),
    ("CaseAgendaItem", "agendapunten", "agenda items"),
    ("CaseDossier", "dossiers", "dossiers"),
    ("activity", "activiteit", "activity"),
    ("choice", "stem", "vote"),
    ("closed", "besloten", "closed"),
    ("date_kind", "soort datum", "kind of date"),
    ("expires", "vervalt op", "lapses on"),
    ("heading", "rubriek", "heading"),
    ("lead_abbreviation", "afkorting commissie", "abbreviation of committee"),
    ("lead_committee", "voortouwcommissie", "leading committee"),
    ("lead_name", "voortouw", "led by"),
    ("lead_short_name", "korte naam commissie", "short name of committee"),
    ("mistake", "vergissing", "mistake"),
    ("note", "noot", "remark"),
    ("party", "fractie", "party"),
    ("party_name", "naam fractie", "name of party"),
    ("party_size", "zetels", "seats"),
    ("position", "volgorde", "order"),
    ("remark", "opmerking", "remark"),
    ("vote_kind", "wijze van stemmen", "way of voting"),
    ("ActivityReplaces", "komt in de plaats van", "in the place of"),
    ("ContinuedFrom", "vervolg op", "goes on with"),
    ("DecisionCase", "zaken", "cases"),
];

fn column_name(lang: Lang, column: &str) -> String {
    let known = COLUMNS.iter().find(|(name, _, _)| *name == column);
    known.map_or_else(|| column.replace('_', " "), |(_, dutch, english)| lang.t(dutch, english).to_owned())
}

fn shown(lang: Lang, column: &str, value: &Value) -> String {
    match value {
        Value::Null => lang.t("leeg", "empty").to_owned(),
        Value::Number(number) if YES_OR_NO.contains(&column) => {
            let yes = number.as_i64() != Some(0);
            if yes { lang.t("ja", "yes") } else { lang.t("nee", "no") }.to_owned()
        }
        Value::String(text) if text.parse::<Guid>().is_ok() => lang.t("een andere", "another one").to_owned(),
        Value::String(text) if text.parse::<jiff::Timestamp>().is_ok() => lang.moment(text),
        Value::String(text) if text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok() => {
            lang.day(text)
        }
        Value::String(text) if MARKED_UP.contains(&column) => cut(markup::plain(text)),
        Value::String(text) => cut(text.clone()),
        Value::Array(ids) => match ids.len() {
            0 => lang.t("geen", "none").to_owned(),
            1 => lang.t("één verwijzing", "one reference").to_owned(),
            many => format!("{many} {}", lang.t("verwijzingen", "references")),
        },
        other => other.to_string(),
    }
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, old: Value, expected: (&str, &str)) {
        let change = ColumnChange { column: name.into(), old, new: Value::Null };
        let (name, old, _) = column(Lang::Nl, &change);
        assert_eq!((name.as_str(), old.as_str()), expected);
    }

    #[test]
    fn values_are_shown_as_readers_write_them() {
        check("begins", json!("2031-07-01T12:00:00Z"), ("begin", "1 juli 2031, 14:00"));
        check("date", json!("2031-01-28"), ("datum", "28 januari 2031"));
        check("closed", json!(1), ("besloten", "ja"));
        check("note", json!("<b>Let</b> op"), ("noot", "Let op"));
        check("DecisionCase", json!(["a", "b"]), ("zaken", "2 verwijzingen"));
        check("iets_anders", json!(3), ("iets anders", "3"));
        check("settled", json!(0), ("afgedaan", "nee"));
        check("subject", json!("Hoger <dan> dat"), ("onderwerp", "Hoger <dan> dat"));
    }
}
