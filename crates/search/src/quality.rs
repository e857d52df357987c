//! How good the search is, in figures: judged queries on a small invented parliament (`quality/`).
//!
//! [`run`] builds an index of `quality/corpus.txt` among filler of common parliamentary sentences, asks every query of
//! `quality/queries.txt` and compares with what a reader should get. nDCG says whether the best come first, recall
//! whether all are found.

use std::collections::HashMap;
use std::path::Path;

use crate::doc::{Facets, Kind, PassageText, SearchDoc};
use crate::error::Result;
use crate::index::{Index, Request, Results};
use crate::writer::MIN_WRITER_MEMORY;

const CORPUS: &str = include_str!("../quality/corpus.txt");
const QUERIES: &str = include_str!("../quality/queries.txt");
/// Hits that are judged.
const DEPTH: usize = 10;
/// Documents of filler.
const FILLER: usize = 400;

/// How good the answers were; means over all queries, from 0 to 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quality {
    /// Number of queries.
    pub queries: usize,
    /// Normalised discounted cumulative gain of the first ten hits.
    pub ndcg: f64,
    /// Part of the judged documents that is found at all.
    pub recall: f64,
    /// Queries whose first hit is one of the best.
    pub first: f64,
    /// Queries that miss a judged document or put another first, with their nDCG and recall; worst first.
    pub weak: Vec<(String, f64, f64)>,
}

/// Builds the index in an empty folder and asks every query.
///
/// # Errors
/// If the folder cannot be written.
pub fn run(dir: &Path) -> Result<Quality> {
    let index = Index::open(dir)?;
    let mut writer = index.writer(MIN_WRITER_MEMORY)?;
    for doc in corpus().iter().chain(&filler()) {
        writer.upsert(doc)?;
    }
    drop(writer.renew(&mut |_, _| {})?);
    let mut quality = Quality::default();
    for (query, judged) in queries() {
        let ask = |query: &str| {
            index.search(&Request { query: query.to_owned(), limit: 100, ..Request::default() })
        };
        let results = match query.strip_prefix('~') {
            Some(misspelt) => {
                ask(misspelt)?.suggestion.map_or(Ok(Results::default()), |query| ask(&query))?
            }
            None => ask(&query)?,
        };
        let grades: Vec<f64> =
            results.hits.iter().map(|hit| judged.get(&hit.key).copied().unwrap_or(0.0)).collect();
        let mut best: Vec<f64> = judged.values().copied().collect();
        best.sort_by(|a, b| b.total_cmp(a));
        let ndcg = gain(&grades) / gain(&best);
        let found = grades.iter().filter(|grade| **grade > 0.0).count();
        let recall = found as f64 / judged.len() as f64;
        let first = grades.first().is_some_and(|grade| Some(grade) == best.first());
        quality.queries += 1;
        quality.ndcg += ndcg;
        quality.recall += recall;
        quality.first += f64::from(u8::from(first));
        if recall < 1.0 || !first {
            quality.weak.push((query, ndcg, recall));
        }
    }
    let count = quality.queries.max(1) as f64;
    quality.ndcg /= count;
    quality.recall /= count;
    quality.first /= count;
    quality.weak.sort_by(|a, b| a.1.total_cmp(&b.1));
    Ok(quality)
}

fn gain(grades: &[f64]) -> f64 {
    let at = |(place, grade): (usize, &f64)| (grade.exp2() - 1.0) / (place as f64 + 2.0).log2();
    grades.iter().take(DEPTH).enumerate().map(at).sum()
}

fn queries() -> Vec<(String, HashMap<String, f64>)> {
    let lines = QUERIES.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let (query, judged) = line.split_once(" => ")?;
            let judged = judged.split_whitespace().filter_map(|one| {
                let (key, grade) = one.split_once('=')?;
                Some((key.to_owned(), grade.parse().ok()?))
            });
            Some((query.to_owned(), judged.collect()))
        })
        .collect()
}

fn corpus() -> Vec<SearchDoc> {
    let text: String =
        CORPUS.lines().filter(|line| !line.starts_with('#')).flat_map(|line| [line, "\n"]).collect();
    text.split("\n\n").filter_map(|part| document(part.trim())).collect()
}

fn document(part: &str) -> Option<SearchDoc> {
    let mut lines = part.lines();
    let head: Vec<&str> = lines.next()?.splitn(6, '|').map(str::trim).collect();
    let [key, kind, date, soort, from, title] = head.as_slice() else { return None };
    let values = |value: &str| if value.is_empty() { Vec::new() } else { vec![value.to_owned()] };
    let (fields, texts): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with('@'));
    let field =
        |name: &str| fields.iter().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim();
    Some(SearchDoc {
        key: (*key).to_owned(),
        kind: Kind::named(kind)?,
        title: (*title).to_owned(),
        date: date.parse().ok(),
        url: format!("/{key}"),
        number: Some(field("@nummer").to_owned()).filter(|number| !number.is_empty()),
        facets: Facets {
            soort: values(soort),
            from: values(from),
            parties: values(field("@fractie")),
            ministries: values(field("@ministerie")),
            committees: values(field("@commissie")),
            dossiers: values(field("@dossier")),
            status: values(field("@status")),
            ..Facets::default()
        },
        passages: texts
            .into_iter()
            .zip(1..)
            .map(|(text, at)| PassageText { anchor: format!("p{at}"), text: text.to_owned() })
            .collect(),
        ..SearchDoc::default()
    })
}

/// What every paper says: it makes common words common and gives the compounds their parts.
fn filler() -> Vec<SearchDoc> {
    const SENTENCES: &[&str] = &[
        "De minister heeft de Kamer per brief geïnformeerd over de stand van zaken.",
        "Het kabinet komt in het voorjaar met een nadere uitwerking van het beleid.",
        "De leden van de fractie danken de regering voor de antwoorden op de vragen.",
        "In de begroting is hiervoor geld vrijgemaakt in de vorm van een bijdrage.",
        "De motie is aangehouden en de stemming is naar volgende week verplaatst.",
        "De commissie besluit de brief te betrekken bij het debat.",
        "Een onderzoek door een bureau is naar de Kamer gestuurd met een reactie van het kabinet.",
        "De wet treedt in werking op een tijdstip dat bij besluit wordt vastgesteld.",
        "Het is van belang dat de kosten en het toezicht goed zijn geregeld.",
        "Gemeenten en provincies voeren het gesprek met bewoners over de bouw.",
        "De overheid werkt aan een plan met de sector en met de dienst die het uitvoert.",
        "Het tekort is een probleem dat volgens de verzekering van de minister wordt opgelost.",
        "De huur en de prijs van het land zijn onderwerp van overleg in de gemeente.",
        "De opvang en de zorg zijn een taak van de gemeente en van het rijk.",
        "De kamer telt veertig plaatsen en het gebouw heeft een tuin voor studenten.",
        "Op zee en op het spoor gelden andere regels voor de lijn en het station.",
        "Het verdrag over handel is getekend en de wet is in behandeling.",
        "De schuld van de student en de studie zijn besproken; de leraren wachten af.",
        "Een verbod is niet aan de orde; de telefoon blijft toegestaan.",
        "De cloud, het register en de data zijn van de overheid.",
        "De natuur en de gebieden eromheen worden beschermd; het lek is gedicht.",
        "De vlucht en het vliegtuig, de lucht en de haven: het dossier is compleet.",
        "Bij een aardbeving wordt schade hersteld; de beving was licht.",
        "De toeslag wordt uitbetaald en de affaire is afgesloten met een debat.",
        "De geluiden en de overlast zijn gemeten op de weg.",
        "Het middel is een medicijn en de uitkoop is een regeling.",
    ];
    (0..FILLER)
        .map(|at| {
            let sentence = |step: usize| SENTENCES[(at * 7 + step * 11 + at / 13) % SENTENCES.len()];
            // the last are rare, so that a part of a compound is not common everywhere
            let texts = if at % 9 == 0 {
                vec![sentence(0), sentence(1), sentence(2)]
            } else {
                vec![SENTENCES[at % 9], SENTENCES[(at * 5 + 2) % 9]]
            };
            SearchDoc {
                key: format!("filler-{at}"),
                kind: Kind::Document,
                title: format!("Stuk {at} bij de vergadering"),
                date: jiff::civil::date(2018 + (at % 8) as i16, 1 + (at % 12) as i8, 3).into(),
                url: format!("/filler-{at}"),
                facets: Facets { soort: vec!["Overig".to_owned()], ..Facets::default() },
                passages: texts
                    .into_iter()
                    .map(|text| PassageText { anchor: String::new(), text: text.to_owned() })
                    .collect(),
                ..SearchDoc::default()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_judged_document_exists() {
        let keys: Vec<String> = corpus().into_iter().map(|doc| doc.key).collect();
        assert!(keys.len() >= 55, "{} documents", keys.len());
        for (query, judged) in queries() {
            assert!(!judged.is_empty(), "{query}");
            for key in judged.keys() {
                assert!(keys.contains(key), "{key} of {query}");
            }
        }
    }

    #[test]
    fn the_search_is_as_good_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let quality = run(dir.path()).unwrap();
        let weak: Vec<String> = quality
            .weak
            .iter()
            .map(|(query, ndcg, recall)| format!("{ndcg:.2} {recall:.2} {query}"))
            .collect();
        println!(
            "{} queries, nDCG {:.3}, recall {:.3}, first {:.3}\n{}",
            quality.queries,
            quality.ndcg,
            quality.recall,
            quality.first,
            weak.join("\n")
        );
        assert!(quality.queries >= 270);
        assert!(quality.ndcg >= 0.96, "nDCG {}", quality.ndcg);
        assert!(quality.recall >= 0.97, "recall {}", quality.recall);
    }
}
