//! `/zoeken/hulp`: how to ask, with examples made of what is here, so that each finds something.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use askama::Template;
use serde_json::{Value, json};

use crate::error::Error;
use crate::frame::Frame;
use crate::page::{Ask, Loaded, Page, WHILE_UNCHANGED};
use crate::search_port::{Hit, SearchFailure, SearchRequest, SearchResults, Searcher, Sort};
use crate::{App, Lang, address};

/// Newest hits that examples are taken from.
const TAKEN_FROM: usize = 40;
/// How long examples and their totals are believed.
const BELIEVED: Duration = Duration::from_secs(600);
/// Letters of a word that is worth an example.
const LONG_WORD: usize = 7;

/// How to ask.
#[derive(Template)]
#[template(path = "search_help.html")]
pub struct HelpPage {
    lang: Lang,
    frame: Frame,
    groups: Vec<Group>,
}

/// Ways of asking that belong together.
struct Group {
    heading: &'static str,
    examples: Vec<Example>,
}

/// One way of asking.
struct Example {
    query: String,
    address: String,
    means: &'static str,
    /// How many results it has here.
    total: Option<u64>,
}

impl Page for HelpPage {
    const ADDRESSES: &'static [&'static str] = &["/zoeken/hulp"];
    const KEEP: Duration = WHILE_UNCHANGED;
    const SEARCHES: bool = true;

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let known = app.examples.now(app.searcher.as_ref(), BELIEVED)?;
        let mut groups = groups(ask.lang, &known.here);
        for example in groups.iter_mut().flat_map(|group| &mut group.examples) {
            example.total = known.totals.get(&example.query).copied().flatten();
        }
        Ok(Loaded::page(HelpPage { lang: ask.lang, frame: ask.frame(app), groups }))
    }

    fn json(&self) -> Value {
        let example = |example: &Example| json!({ "query": example.query, "means": example.means, "total": example.total, "url": example.address });
        let group = |group: &Group| json!({ "heading": group.heading, "examples": group.examples.iter().map(example).collect::<Vec<_>>() });
        json!({ "groups": self.groups.iter().map(group).collect::<Vec<_>>() })
    }
}

/// Begins to look for examples before somebody asks.
pub(crate) fn prepare(app: &App) {
    app.examples.renew(app.searcher.as_ref());
}

/// The index, where there is one.
type Index<'a> = Option<&'a Arc<dyn Searcher>>;

fn find(index: Index<'_>, request: &SearchRequest) -> Result<Option<SearchResults>, Error> {
    let Some(searcher) = index else { return Ok(None) };
    match searcher.search(request) {
        Ok(results) => Ok(Some(results)),
        Err(SearchFailure::Query { .. }) => Ok(None),
        Err(SearchFailure::Index(why)) => Err(Error::Search(why)),
    }
}

fn total(index: Index<'_>, query: &str) -> Result<Option<u64>, Error> {
    let request = SearchRequest { query: query.to_owned(), ..SearchRequest::default() };
    Ok(find(index, &request)?.map(|results| results.total))
}

/// What examples are made of and how many results each has: a search for every one of them, so it is kept for a while.
#[derive(Debug)]
pub(crate) struct Known {
    here: Here,
    totals: HashMap<String, Option<u64>>,
}

/// What is known, and since when.
#[derive(Default, Clone)]
pub(crate) struct Kept(Arc<Shelf>);

#[derive(Default)]
struct Shelf {
    known: Mutex<Option<(Instant, Arc<Known>)>>,
    renewing: AtomicBool,
}

impl Kept {
    /// What is known. What is older than is believed is shown once more, and made anew beside the request.
    fn now(&self, index: Index<'_>, believed: Duration) -> Result<Arc<Known>, Error> {
        // who asks for the first meanwhile waits for the same
        let mut kept = self.lock();
        if let Some((at, known)) = kept.as_ref() {
            if at.elapsed() >= believed {
                self.renew(index);
            }
            return Ok(known.clone());
        }
        let known = Arc::new(Known::read(index)?);
        *kept = Some((Instant::now(), known.clone()));
        Ok(known)
    }

    /// Begins to make it anew, unless that is under way, and does not wait for it.
    fn renew(&self, index: Index<'_>) {
        let Some(index) = index.cloned() else { return };
        if self.0.renewing.swap(true, Ordering::AcqRel) {
            return;
        }
        let kept = self.clone();
        std::thread::spawn(move || {
            match Known::read(Some(&index)) {
                Ok(known) => *kept.lock() = Some((Instant::now(), Arc::new(known))),
                Err(error) => tracing::warn!(%error, "the examples of the search help are not renewed"),
            }
            kept.0.renewing.store(false, Ordering::Release);
        });
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Instant, Arc<Known>)>> {
        self.0.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn read(index: Index<'_>) -> Result<Known, Error> {
        let here = Here::read(index)?;
        let mut totals = HashMap::new();
        for example in groups(Lang::Nl, &here).into_iter().flat_map(|group| group.examples) {
            let found = total(index, &example.query)?;
            totals.insert(example.query, found);
        }
        Ok(Known { here, totals })
    }
}

/// Words, names and numbers that occur here.
#[derive(Debug, Default, PartialEq, Eq)]
struct Here {
    /// Long words that stand in titles.
    words: Vec<String>,
    /// Two words that stand side by side.
    pair: Option<(String, String)>,
    /// Commonest value per facet.
    values: Vec<(String, String)>,
    number: Option<String>,
    year: Option<String>,
}

impl Here {
    fn read(index: Index<'_>) -> Result<Here, Error> {
        let newest = SearchRequest {
            filters: vec![("type".to_owned(), "document".to_owned())],
            sort: Sort::Newest,
            limit: TAKEN_FROM,
            facets: true,
            ..SearchRequest::default()
        };
        Ok(find(index, &newest)?.map(|results| Here::of(&results)).unwrap_or_default())
    }

    fn of(results: &SearchResults) -> Here {
        let mut here = Here::default();
        for hit in &results.hits {
            here.take(hit);
        }
        let first = |name: &str| {
            let facet = results.facets.iter().find(|facet| facet.name == name)?;
            facet.values.first().map(|value| (name.to_owned(), value.value.clone()))
        };
        here.year = first("jaar").map(|(_, year)| year);
        here.values = ["soort", "fractie", "ministerie", "commissie", "dossier", "van", "status"]
            .iter()
            .filter_map(|name| first(name))
            .collect();
        here
    }

    fn take(&mut self, hit: &Hit) {
        if self.number.is_none() {
            self.number.clone_from(&hit.number);
        }
        let plain = |word: &str| word.chars().all(|letter| letter.is_ascii_lowercase());
        let long = |word: &str| word.len() >= LONG_WORD;
        let words: Vec<&str> = hit.title.split([' ', ',', '.', '(', ')', ':', ';']).collect();
        for word in words.iter().filter(|word| plain(word) && long(word)) {
            if self.words.len() < 6 && !self.words.iter().any(|known| known == word) {
                self.words.push((*word).to_owned());
            }
        }
        if self.pair.is_none() {
            let side_by_side =
                words.windows(2).find(|pair| pair.iter().all(|word| plain(word) && long(word)));
            self.pair = side_by_side.map(|pair| (pair[0].to_owned(), pair[1].to_owned()));
        }
    }

    /// The word with this place, or one that stands for it where too little is here.
    fn word(&self, at: usize) -> &str {
        const USUAL: [&str; 4] = ["begroting", "motie", "brief", "regering"];
        self.words.get(at).map_or(USUAL[at % USUAL.len()], String::as_str)
    }

    fn value(&self, name: &str) -> Option<String> {
        let (_, value) = self.values.iter().find(|(known, _)| known == name)?;
        let one_word = value.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
        Some(if one_word { format!("{name}:{value}") } else { format!("{name}:\"{value}\"") })
    }
}

fn groups(lang: Lang, here: &Here) -> Vec<Group> {
    let (first, second, third) = (here.word(0), here.word(1), here.word(2));
    let (left, right) = here.pair.clone().unwrap_or_else(|| ("brief".to_owned(), "regering".to_owned()));
    let year = here.year.as_deref().unwrap_or("2024");
    let beginning: String = first.chars().take(5).collect();
    let words = vec![
        (
            format!("{left} {right}"),
            lang.t(
                "beide woorden, in iedere vorm en ook in samenstellingen",
                "both words, in every form and in compounds too",
            ),
        ),
        (
            format!("\"{left} {right}\""),
            lang.t("precies deze woorden na elkaar", "exactly these words in a row"),
        ),
        (format!("{first} OR {second}"), lang.t("een van beide", "either of them")),
        (
            format!("{first} NOT {second}"),
            lang.t("het eerste zonder het tweede; ook -woord", "the first without the second; also -word"),
        ),
        (
            format!("({first} OR {second}) {third}"),
            lang.t("haakjes houden bij elkaar", "parentheses keep together"),
        ),
        (
            format!("NEAR({left} {right}, 5)"),
            lang.t(
                "dicht bij elkaar: hoogstens vijf woorden ertussen",
                "close together: at most five words between",
            ),
        ),
        (format!("{beginning}*"), lang.t("alles wat zo begint", "everything that begins like this")),
        (format!("={first}"), lang.t("alleen deze vorm van het woord", "this form of the word only")),
        (format!("titel:{first}"), lang.t("in titel of onderwerp", "in title or subject")),
    ];
    let dates = vec![
        (
            format!("datum:{year}"),
            lang.t("een jaar; ook 2024-05 en 17-05-2024", "a year; also 2024-05 and 17-05-2024"),
        ),
        (
            format!("{first} datum:{year}-01..{year}-06"),
            lang.t("een periode, begin en eind horen erbij", "a period, both ends included"),
        ),
        (format!("datum:{year}.."), lang.t("vanaf", "from then on")),
    ];
    let mut fields: Vec<(String, &'static str)> = [
        ("soort", lang.t("soort stuk", "kind of paper")),
        ("fractie", lang.t("fractie", "party")),
        ("ministerie", lang.t("ministerie; ook de afkorting", "ministry; its abbreviation too")),
        ("commissie", lang.t("commissie", "committee")),
        ("van", lang.t("van wie", "from whom")),
        ("dossier", lang.t("dossier", "dossier")),
        ("status", lang.t("stand", "state")),
    ]
    .into_iter()
    .filter_map(|(name, means)| Some((here.value(name)?, means)))
    .collect();
    let kinds = lang.t(
        "wat het is: ook motie, toezegging, persoon, spreekbeurt …",
        "what it is: also motie, toezegging, persoon, spreekbeurt …",
    );
    fields.push(("type:document".to_owned(), kinds));
    let mut numbers = Vec::new();
    if let Some(number) = &here.number {
        numbers.push((
            number.clone(),
            lang.t(
                "een officieel nummer gaat meteen naar zijn bladzijde",
                "an official number goes straight to its page",
            ),
        ));
        numbers.push((
            format!("\"{number}\""),
            lang.t(
                "tussen aanhalingstekens: waar het genoemd wordt",
                "between quotes: where it is mentioned",
            ),
        ));
    }
    [
        (lang.t("Woorden", "Words"), words),
        (lang.t("Datums", "Dates"), dates),
        (lang.t("Velden", "Fields"), fields),
        (lang.t("Nummers", "Numbers"), numbers),
    ]
    .into_iter()
    .filter(|(_, examples)| !examples.is_empty())
    .map(|(heading, examples)| Group {
        heading,
        examples: examples
            .into_iter()
            .map(|(query, means)| Example {
                address: lang.href(address::search(&query)),
                query,
                means,
                total: None,
            })
            .collect(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search_port::{Alike, Completion, Facet, FacetValue};

    #[test]
    fn examples_are_made_of_what_is_here() {
        let hit = Hit {
            title: "Motie over tijdelijke opvangplekken en wachtlijsten".into(),
            number: Some("2031D00010".into()),
            ..Hit::default()
        };
        let value = FacetValue { value: "Brief regering".into(), count: 3 };
        let facets = vec![Facet { name: "soort".into(), label: "Soort".into(), values: vec![value] }];
        let here = Here::of(&SearchResults { hits: vec![hit], facets, ..SearchResults::default() });
        assert_eq!(here.words, ["tijdelijke", "opvangplekken", "wachtlijsten"]);
        assert_eq!(here.pair, Some(("tijdelijke".into(), "opvangplekken".into())));
        assert_eq!(here.value("soort").as_deref(), Some("soort:\"Brief regering\""));
        assert_eq!(here.number.as_deref(), Some("2031D00010"));
    }

    #[derive(Default)]
    struct Counting(std::sync::atomic::AtomicU64);

    impl Searcher for Counting {
        fn search(&self, _: &SearchRequest) -> Result<SearchResults, SearchFailure> {
            let total = self.0.fetch_add(1, Ordering::AcqRel);
            Ok(SearchResults { total, ..SearchResults::default() })
        }

        fn select(&self, _: &[String], texts: &[String]) -> Result<Vec<Option<usize>>, SearchFailure> {
            Ok(vec![None; texts.len()])
        }

        fn complete(&self, _: &str, _: usize) -> Result<Vec<Completion>, SearchFailure> {
            Ok(Vec::new())
        }

        fn alike(&self, _: &str) -> Result<Alike, SearchFailure> {
            Ok(Alike::default())
        }

        fn revision(&self) -> i64 {
            0
        }

        fn items(&self) -> Option<u64> {
            None
        }
    }

    #[test]
    fn old_examples_are_shown_once_more_while_they_are_made_anew() {
        let (kept, counting) = (Kept::default(), Arc::new(Counting::default()));
        let index: Arc<dyn Searcher> = counting.clone();
        let first = kept.now(Some(&index), BELIEVED).unwrap();
        let asked = counting.0.load(Ordering::Acquire);
        assert!(asked > 1, "each example is looked for");
        assert!(Arc::ptr_eq(&first, &kept.now(Some(&index), BELIEVED).unwrap()));
        assert_eq!(counting.0.load(Ordering::Acquire), asked, "what is believed is not looked for again");
        assert!(Arc::ptr_eq(&first, &kept.now(Some(&index), Duration::ZERO).unwrap()), "no wait");
        let renewed = (0..500).any(|_| {
            std::thread::sleep(Duration::from_millis(2));
            !Arc::ptr_eq(&first, &kept.now(Some(&index), BELIEVED).unwrap())
        });
        assert!(renewed);
    }

    #[test]
    fn without_anything_here_there_are_examples_all_the_same() {
        assert!(groups(Lang::Nl, &Here::default()).len() >= 2);
    }
}
