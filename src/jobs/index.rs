//! Puts records into the index, and takes withdrawn ones out.
//!
//! The index is committed before the work is marked done: a kill between the two indexes the batch once more.

use anyhow::Result;
use jiff::Timestamp;
use search::{Facets, Index, Kind, PassageText, SearchDoc, Writer};
use store::Store;
use store::indexable::Indexable;
use store::queue::{Job, Work};

use crate::progress::Progress;

/// Records that are indexed before they are committed together.
const BATCH: usize = 2_000;

/// Memory in which changes wait for a commit, in bytes.
const WRITER_MEMORY: usize = 200 << 20;

/// The job, with the one writer of the index.
pub struct Indexer<'a> {
    store: &'a Store,
    writer: Writer,
    clock: fn() -> Timestamp,
    progress: &'a Progress,
}

impl<'a> Indexer<'a> {
    /// Takes the writer of the index.
    ///
    /// # Errors
    /// Another process writes the index.
    pub fn new(
        store: &'a Store,
        index: &'a Index,
        clock: fn() -> Timestamp,
        progress: &'a Progress,
    ) -> Result<Self> {
        Ok(Indexer { store, writer: index.writer(WRITER_MEMORY)?, clock, progress })
    }

    /// Indexes one batch. Returns how many pieces of work it took; none means that nothing is due.
    ///
    /// # Errors
    /// The store or the index cannot be read or written.
    pub fn batch(&mut self) -> Result<usize> {
        let work = self.store.work(Job::Index, (self.clock)(), BATCH)?;
        if work.is_empty() {
            return Ok(0);
        }
        for item in &work {
            self.one(item)?;
        }
        self.writer.commit()?;
        self.store.done(&work, &[], (self.clock)())?;
        self.progress.indexed(work.len());
        Ok(work.len())
    }

    fn one(&mut self, work: &Work) -> Result<()> {
        let Some(key) = self.store.index_key(work.category, work.subject)? else { return Ok(()) };
        match self.store.indexable(work.category, work.subject)? {
            Some(record) => self.writer.upsert(&search_doc(key, &record))?,
            None => self.writer.delete(&key),
        }
        Ok(())
    }
}

/// What the index keeps of a record.
pub fn search_doc(key: String, record: &Indexable) -> SearchDoc {
    let transcript = key.starts_with("transcript/");
    let url = if transcript {
        format!("/verslag/{}", record.number)
    } else {
        format!("/document/{}", record.number)
    };
    let dossiers = record.dossiers.iter().map(|(number, addition)| match addition {
        Some(addition) => format!("{number}-{addition}"),
        None => number.to_string(),
    });
    let mut facets = Facets {
        soort: if record.kind.is_empty() { Vec::new() } else { vec![record.kind.clone()] },
        dossiers: dossiers.collect(),
        cases: record.cases.clone(),
        ..Facets::default()
    };
    for actor in &record.actors {
        let list = if actor.role.starts_with("Gericht") { &mut facets.to } else { &mut facets.from };
        push(list, &actor.name);
        if let Some(party) = &actor.party {
            push(&mut facets.parties, party);
        }
        if let Some(ministry) = actor.function.as_deref().and_then(ministry) {
            push(&mut facets.ministries, ministry);
        }
    }
    let mut passages = Vec::new();
    if let Some(text) = &record.text {
        let index = model::CharIndex::new(&text.text);
        for (at, paragraph) in text.paragraphs.iter().enumerate() {
            let passage = index.slice(paragraph.span).trim();
            if !passage.is_empty() {
                passages.push(PassageText { anchor: format!("p{}", at + 1), text: passage.to_owned() });
            }
        }
    }
    SearchDoc {
        key,
        kind: if transcript { Kind::Transcript } else { Kind::Document },
        number: (!transcript).then(|| record.number.clone()),
        title: record.title.clone(),
        subject: record.subject.clone(),
        date: record.date.as_deref().and_then(|date| date.parse().ok()),
        url,
        facets,
        passages,
    }
}

fn push(list: &mut Vec<String>, value: &str) {
    if !value.is_empty() && !list.iter().any(|known| known == value) {
        list.push(value.to_owned());
    }
}

/// The ministry in a function: `minister van Buitenlandse Zaken` → `Buitenlandse Zaken`.
fn ministry(function: &str) -> Option<&str> {
    let lower = function.to_lowercase();
    if !lower.starts_with("minister") && !lower.starts_with("staatssecretaris") {
        return None;
    }
    let at = lower
        .find(" van ")
        .map(|at| at + " van ".len())
        .or_else(|| lower.find(" voor ").map(|at| at + " voor ".len()))?;
    function.get(at..).map(str::trim).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::indexable::Actor;

    #[test]
    fn a_letter_is_found_by_its_minister_ministry_and_dossier() {
        let record = Indexable {
            number: "2026D90001".into(),
            kind: "Brief regering".into(),
            title: "Voortgang".into(),
            date: Some("2026-01-28".into()),
            dossiers: vec![(36800, Some("V".into()))],
            actors: vec![Actor {
                role: "Eerste ondertekenaar".into(),
                name: "A. Voorbeeld".into(),
                party: None,
                function: Some("minister van Buitenlandse Zaken".into()),
            }],
            ..Indexable::default()
        };
        let doc = search_doc("document/2026D90001".into(), &record);
        assert_eq!(doc.facets.dossiers, ["36800-V"]);
        assert_eq!(doc.facets.ministries, ["Buitenlandse Zaken"]);
        assert_eq!(doc.facets.from, ["A. Voorbeeld"]);
        assert_eq!(doc.date.map(|date| date.to_string()).as_deref(), Some("2026-01-28"));
    }
}
