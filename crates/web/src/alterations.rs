//! What changed in a record and in what belongs to it (a meeting and its agenda, a decision and its votes), for readers.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Value, json};
use store::show::history::ColumnChange;

use crate::listing::Line;
use crate::{Lang, markup};

/// Values longer than this are cut, in characters: a remark can be pages long.
const LONGEST: usize = 300;

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alteration {
    /// When it was seen here, UTC.
    pub at: String,
    /// `changed`, `deleted`, `restored`, `new`.
    pub kind: String,
    /// What happened, for readers.
    pub words: &'static str,
    /// To what: an agenda item, a voter; none for the record itself.
    pub what: Option<String>,
    /// Name of each column for readers, with its value before and after.
    pub columns: Vec<(String, String, String)>,
}

impl Alteration {
    /// A change for readers.
    pub fn of(lang: Lang, at: String, kind: String, what: Option<String>, changes: &[ColumnChange]) -> Self {
        let words = match (kind.as_str(), what.is_some()) {
            ("deleted", _) => lang.t("Ingetrokken", "Withdrawn"),
            ("restored", _) => lang.t("Teruggezet", "Restored"),
            ("new", true) => lang.t("Toegevoegd", "Added"),
            ("new", false) => lang.t("Voor het eerst gezien", "First seen"),
            _ => lang.t("Gewijzigd", "Changed"),
        };
        let columns = changes
            .iter()
            .map(|change| {
                (
                    column(lang, &change.column),
                    value(lang, change, &change.old),
                    value(lang, change, &change.new),
                )
            })
            .collect();
        Alteration { at, kind, words, what: what.filter(|what| !what.is_empty()), columns }
    }
}

/// Changes of a record as entries of its feed, given with the newest first.
pub fn lines(alterations: &[Alteration], title: &str, url: &str) -> Vec<Line> {
    // changes that were seen at one moment are told apart by their place, counted from the oldest
    let mut places: HashMap<&str, usize> = HashMap::new();
    let line = |one| {
        let Alteration { at, words, what, columns, .. }: &Alteration = one;
        let place = places.entry(at.as_str()).or_default();
        *place += 1;
        let columns: Vec<String> =
            columns.iter().map(|(name, old, new)| format!("{name}: {old} → {new}")).collect();
        Line {
            url: format!("{url}#veranderd"),
            id: Some(format!("{url}#veranderd-{at}-{place}")),
            title: format!("{words}: {}", what.as_deref().unwrap_or(title)),
            summary: Some(columns.join("\n")).filter(|text| !text.is_empty()),
            date: Some(at.clone()),
            updated: Some(at.clone()),
            data: json!(one),
            ..Line::default()
        }
    };
    alterations.iter().rev().map(line).collect()
}

fn column(lang: Lang, name: &str) -> String {
    let known = [
        ("activity", "activiteit", "activity"),
        ("begins", "begin", "begin"),
        ("choice", "stem", "vote"),
        ("closed", "besloten", "closed"),
        ("date", "datum", "date"),
        ("date_kind", "soort datum", "kind of date"),
        ("ends", "einde", "end"),
        ("expires", "vervalt op", "lapses on"),
        ("heading", "rubriek", "heading"),
        ("kind", "soort", "kind"),
        ("lead_abbreviation", "afkorting commissie", "abbreviation of committee"),
        ("lead_committee", "voortouwcommissie", "leading committee"),
        ("lead_name", "voortouw", "led by"),
        ("lead_short_name", "korte naam commissie", "short name of committee"),
        ("location", "plaats", "place"),
        ("mistake", "vergissing", "mistake"),
        ("name", "naam", "name"),
        ("note", "noot", "remark"),
        ("number", "nummer", "number"),
        ("party", "fractie", "party"),
        ("party_name", "naam fractie", "name of party"),
        ("party_size", "zetels", "seats"),
        ("position", "volgorde", "order"),
        ("remark", "opmerking", "remark"),
        ("session_year", "vergaderjaar", "session"),
        ("status", "status", "status"),
        ("subject", "onderwerp", "subject"),
        ("text", "tekst", "text"),
        ("vote_kind", "wijze van stemmen", "way of voting"),
        ("ActivityReplaces", "komt in de plaats van", "in the place of"),
        ("ContinuedFrom", "vervolg op", "goes on with"),
        ("DecisionCase", "zaken", "cases"),
    ];
    match known.iter().find(|(known, _, _)| *known == name) {
        Some((_, dutch, english)) => lang.t(dutch, english).to_owned(),
        None => name.replace('_', " "),
    }
}

fn value(lang: Lang, change: &ColumnChange, value: &Value) -> String {
    match value {
        Value::Null => lang.t("leeg", "empty").to_owned(),
        Value::Number(number) if matches!(change.column.as_str(), "closed" | "mistake") => {
            let yes = number.as_i64() != Some(0);
            if yes { lang.t("ja", "yes") } else { lang.t("nee", "no") }.to_owned()
        }
        Value::String(text) if text.parse::<model::Guid>().is_ok() => {
            lang.t("een andere", "another one").to_owned()
        }
        Value::String(text) if text.parse::<jiff::Timestamp>().is_ok() => lang.moment(text),
        Value::String(text) if text.parse::<jiff::civil::Date>().is_ok() && text.len() == 10 => {
            lang.day(text)
        }
        Value::String(text) => {
            let text = markup::plain(text);
            match text.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{}…", &text[..end]),
                None => text,
            }
        }
        Value::Array(ids) => match ids.len() {
            0 => lang.t("geen", "none").to_owned(),
            1 => lang.t("één verwijzing", "one reference").to_owned(),
            many => format!("{many} {}", lang.t("verwijzingen", "references")),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(column: &str, old: Value, expected: (&str, &str)) {
        let change = ColumnChange { column: column.into(), old, new: Value::Null };
        let altered =
            Alteration::of(Lang::Nl, String::new(), "changed".into(), None, std::slice::from_ref(&change));
        let (name, old, _) = &altered.columns[0];
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
    }
}
