//! What extractors found in one document, beside its stored structure: the sentences that cite, the motions that the
//! records resolved, the papers that numbers name, and who cites the document.

use std::collections::HashMap;

use model::Guid;
use rusqlite::{ToSql, params_from_iter};
use serde::{Deserialize, Serialize};

use super::around::{Neighbour, neighbour};
use super::{dossier_key, guid, places, rows, text};
use crate::{Result, Store, packed};

/// A passage in another document that cites something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitedBy {
    /// The document that cites.
    #[serde(skip)]
    pub id: Guid,
    /// The same for readers.
    #[serde(flatten)]
    pub paper: Neighbour,
    /// As printed there.
    pub text: String,
    /// The sentence that cites.
    pub quote: String,
    /// Where the reference stands, in characters.
    #[serde(skip)]
    pub start: u32,
}

/// A numbered paper that is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberedPaper {
    /// Its number as extractors write it: `36800-V-49`.
    pub paper: String,
    /// The document.
    #[serde(flatten)]
    pub document: Neighbour,
}

/// Where the paragraphs of a text begin, to say in which one a passage stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraphs(Vec<u32>);

impl Paragraphs {
    /// The anchor of the paragraph that holds this character: `p12`.
    pub fn anchor(&self, start: u32) -> Option<String> {
        let at = self.0.partition_point(|begin| *begin <= start);
        (at > 0).then(|| format!("p{at}"))
    }
}

impl Store {
    /// The citing sentence of each reference of a document, by its place in the structure.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_citing_sentences(&self, document: Guid) -> Result<HashMap<usize, String>> {
        let found = rows(
            &self.read(),
            "select position, quote
             from citations
             where document = $1
             order by position
             limit 20000",
            [&document.0[..]],
            |row| Ok((row.get::<_, i64>(0)? as usize, row.get(1)?)),
        )?;
        Ok(found.into_iter().collect())
    }

    /// The paper that each mention of a motion means, by its place in the structure; those that stay unknown are not
    /// among them. Whether the text itself tells comes with it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_mention_targets(&self, document: Guid) -> Result<HashMap<usize, (String, bool)>> {
        let found = rows(
            &self.read(),
            "select position, target, told
             from motion_mentions
             where document = $1 and target is not null
             order by position
             limit 20000",
            [&document.0[..]],
            |row| Ok((row.get::<_, i64>(0)? as usize, (row.get(1)?, row.get(2)?))),
        )?;
        Ok(found.into_iter().collect())
    }

    /// Passages in other documents that cite one of these numbers, newest first, at most 300. Documents from before
    /// `since` (`2025-01-31`) are left out: they cannot mean this paper.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_cited_by(&self, document: Guid, numbers: &[String], since: &str) -> Result<Vec<CitedBy>> {
        let own_place = numbers.len() + 1;
        let sql = format!(
            "select d.id, d.number, d.kind, coalesce(d.subject, d.title), d.date, c.text, c.quote, c.start
             from citations c
             join documents d on d.id = c.document and d.deleted = 0 and d.number is not null
             where c.document <> ${own_place} and c.target in ({}) and c.kind in ('kamerstuk', 'document', 'aanhangsel')
               and (d.date is null or d.date >= ${})
             order by d.date desc, d.number, c.position
             limit 300",
            places(numbers.len()),
            own_place + 1,
        );
        let own = document.0;
        let mut parameters: Vec<&dyn ToSql> = numbers.iter().map(|number| number as &dyn ToSql).collect();
        parameters.push(&own);
        parameters.push(&since);
        rows(&self.read(), &sql, params_from_iter(parameters), |row| {
            Ok(CitedBy {
                id: guid(row, 0)?,
                paper: neighbour(row, 1)?,
                text: row.get(5)?,
                quote: row.get(6)?,
                start: row.get(7)?,
            })
        })
    }

    /// Those of these papers (dossier and sub-number) that are here; of papers with one number the letter comes before
    /// its attachments. Papers of dossiers with another addition come along: the caller asks by `paper`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_papers_numbered(&self, wanted: &[(u32, u32)]) -> Result<Vec<NumberedPaper>> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let pairs: Vec<String> =
            (0..wanted.len()).map(|at| format!("(${}, ${})", 2 * at + 1, 2 * at + 2)).collect();
        let sql = format!(
            "with wanted (dossier, sub) as (values {})
             select o.number, o.addition, d.sub_number, d.number, d.kind, coalesce(d.subject, d.title), d.date
             from wanted w
             join dossiers o on o.number = w.dossier and o.deleted = 0
             join numbered_papers n on n.dossier = o.id and n.sub_number = w.sub
             join documents d on d.id = n.document
             order by d.kind = 'Bijlage', d.date desc
             limit 5000",
            pairs.join(", "),
        );
        let values = wanted.iter().flat_map(|(dossier, sub)| [*dossier, *sub]);
        rows(&self.read(), &sql, params_from_iter(values), |row| {
            let dossier = dossier_key(row.get(0)?, text(row, 1)?).unwrap_or_default();
            let sub: i64 = row.get(2)?;
            Ok(NumberedPaper { paper: format!("{dossier}-{sub}"), document: neighbour(row, 3)? })
        })
    }

    /// Which of these document numbers are here.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_documents_numbered(&self, numbers: &[String]) -> Result<Vec<Neighbour>> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select number, kind, coalesce(subject, title), date
             from documents
             where number in ({}) and deleted = 0
             order by number
             limit 5000",
            places(numbers.len()),
        );
        rows(&self.read(), &sql, params_from_iter(numbers), |row| neighbour(row, 0))
    }

    /// Papers by their number in the annex of the proceedings, as the source writes it (`252600608`): answers first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_annexes_numbered(&self, numbers: &[String]) -> Result<Vec<(String, Neighbour)>> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select annex_number, number, kind, coalesce(subject, title), date
             from documents
             where annex_number in ({}) and deleted = 0 and number is not null
             order by annex_number, kind not like 'Antwoord%', date desc
             limit 5000",
            places(numbers.len()),
        );
        rows(&self.read(), &sql, params_from_iter(numbers), |row| Ok((row.get(0)?, neighbour(row, 1)?)))
    }

    /// Papers by the identifier of their official publication (`h-tk-20242025-45-7`).
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_publications_named(&self, identifiers: &[String]) -> Result<Vec<(String, Neighbour)>> {
        if identifiers.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select v.external_id, d.number, d.kind, coalesce(d.subject, d.title), d.date
             from document_versions v
             join documents d on d.id = v.document
             where v.external_id in ({}) and v.deleted = 0 and d.deleted = 0 and d.number is not null
             order by v.external_id, d.date desc
             limit 5000",
            places(identifiers.len()),
        );
        rows(&self.read(), &sql, params_from_iter(identifiers), |row| Ok((row.get(0)?, neighbour(row, 1)?)))
    }

    /// Which of these numbers of cases and activities are here.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_cases_and_activities_numbered(&self, numbers: &[String]) -> Result<Vec<Neighbour>> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let list = places(numbers.len());
        let sql = format!(
            "select number, kind, coalesce(subject, title), substr(started, 1, 10)
             from cases
             where number in ({list}) and deleted = 0
             union all
             select number, kind, subject, substr(date, 1, 10)
             from activities
             where number in ({list}) and deleted = 0
             limit 5000",
        );
        rows(&self.read(), &sql, params_from_iter(numbers), |row| neighbour(row, 0))
    }

    /// Where the paragraphs of the newest texts of these documents begin. A text that cannot be unpacked is left out:
    /// a passage of it is then linked without its place.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_paragraphs(&self, documents: &[Guid]) -> Result<HashMap<Guid, Paragraphs>> {
        if documents.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = format!(
            "select o.id, t.body
             from originals o
             join texts t on t.hash = o.hash
             where o.id in ({})
             order by o.version
             limit 5000",
            places(documents.len()),
        );
        let found = rows(&self.read(), &sql, params_from_iter(documents.iter().map(|id| id.0)), |row| {
            Ok((guid(row, 0)?, paragraphs(row.get_ref(1)?.as_blob().unwrap_or_default())))
        })?;
        Ok(found.into_iter().filter_map(|(id, paragraphs)| Some((id, paragraphs?))).collect())
    }
}

/// Only where paragraphs begin: the words are skipped.
#[derive(Deserialize)]
struct Begins {
    paragraphs: Vec<Begin>,
}

#[derive(Deserialize)]
struct Begin {
    span: (u32, u32),
}

fn paragraphs(body: &[u8]) -> Option<Paragraphs> {
    let begins: Begins = packed::unpack_json(body).ok()?;
    Some(Paragraphs(begins.paragraphs.into_iter().map(|paragraph| paragraph.span.0).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_stands_in_the_paragraph_that_begins_before_it() {
        let paragraphs = Paragraphs(vec![0, 10, 30]);
        for (start, anchor) in [(0, "p1"), (9, "p1"), (10, "p2"), (29, "p2"), (500, "p3")] {
            assert_eq!(paragraphs.anchor(start).as_deref(), Some(anchor), "{start}");
        }
        assert_eq!(Paragraphs::default().anchor(3), None);
    }
}
