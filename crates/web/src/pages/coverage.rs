//! `/dekking`: what is here, what is missing, how fresh it is and what went wrong; all of it counted, nothing written.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};
use store::Store;
use store::show::coverage::{Coverage, Covered, ProblemRow};
use store::show::freshness::Freshness;

use crate::error::Error;
use crate::frame::Frame;
use crate::listing::{Line, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page};
use crate::{App, Lang};

/// How long the counts are believed, in seconds; older ones are shown while they are made anew.
pub(crate) const KEPT: u64 = 60;

/// The coverage of the site.
#[derive(Template)]
#[template(path = "coverage.html")]
pub struct CoveragePage {
    lang: Lang,
    frame: Frame,
    coverage: Arc<Coverage>,
    fresh: Freshness,
    problems: Vec<ProblemRow>,
    /// Items in the index; none where it cannot tell.
    items: Option<u64>,
    index: bool,
}

/// The counts, kept for a while.
pub(crate) fn counts(app: &App) -> Result<Arc<Coverage>, Error> {
    app.kept(COUNTS, KEPT, count)
}

const COUNTS: &str = "coverage";

fn count(store: &Store, _: &str) -> store::Result<Arc<Coverage>> {
    store.show_coverage().map(Arc::new)
}

/// Begins to count before somebody asks.
pub(crate) fn prepare(app: &App) {
    app.prepare(COUNTS, count);
}

impl Page for CoveragePage {
    const ADDRESSES: &'static [&'static str] = &["/dekking"];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Csv];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        Ok(Loaded::page(CoveragePage {
            lang: ask.lang,
            frame: ask.frame(app),
            coverage: counts(app)?,
            fresh: app.store.show_freshness()?,
            problems: app.store.show_problems(20)?,
            items: app.searcher.as_ref().and_then(|searcher| searcher.items()),
            index: app.searcher.is_some(),
        }))
    }

    fn json(&self) -> Value {
        json!({
            "source": self.fresh,
            "coverage": *self.coverage,
            "index": { "open": self.index, "items": self.items, "behind": self.coverage.behind },
            "last_problems": self.problems,
        })
    }

    fn listing(&self) -> Option<std::borrow::Cow<'_, Listing>> {
        let lines = self.coverage.categories.iter().map(|one| Line {
            url: format!("/dekking#{}", one.category),
            title: one.category.to_owned(),
            data: json!(one),
            ..Line::default()
        });
        Some(std::borrow::Cow::Owned(Listing {
            name: "categories",
            columns: &[
                "category",
                "live",
                "deleted",
                "oldest",
                "newest",
                "changed",
                "dangling",
                "problems",
                "without_text",
                "partial",
                "caught_up",
                "error",
            ],
            lines: lines.collect(),
            ..Listing::default()
        }))
    }
}

impl CoveragePage {
    fn live(&self) -> u64 {
        self.coverage.categories.iter().map(|one| one.live).sum()
    }

    fn withdrawn(&self) -> u64 {
        self.coverage.categories.iter().map(|one| one.deleted).sum()
    }

    fn failing(&self) -> impl Iterator<Item = &Covered> {
        self.coverage.categories.iter().filter(|one| one.error.is_some())
    }

    fn partial(&self) -> bool {
        self.coverage.categories.iter().any(|one| one.partial)
    }

    /// Of the files that are expected, how many are read, in percent rounded down: 100 only when all are.
    fn read_percent(&self) -> u64 {
        let originals = &self.coverage.originals;
        let texts = originals.expected.saturating_sub(originals.pictures);
        (100 * originals.with_text).checked_div(texts).unwrap_or(0).min(100)
    }

    fn job(&self, job: &str) -> String {
        job_words(self.lang, job)
    }
}

/// A name of the source in its words, between which a narrow screen may break it: `Fractie`, `Zetel`, `Vacature`.
fn name_parts(name: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = name;
    while let Some(at) = rest.char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map(|(at, _)| at) {
        let (part, other) = rest.split_at(at);
        parts.push(part);
        rest = other;
    }
    parts.push(rest);
    parts
}

/// What a job does, in words.
pub(crate) fn job_words(lang: Lang, job: &str) -> String {
    let (dutch, english) = match job {
        "fetch_original" => ("bestanden ophalen", "fetch files"),
        "read_text" => ("tekst lezen", "read text"),
        "read_structure" => {
            ("vragen, moties en verwijzingen lezen", "read questions, motions and references")
        }
        "relate" => ("verbanden leggen", "tie papers together"),
        "index" => ("zoekindex bijwerken", "update the search index"),
        "fetch_entity" => ("losse records ophalen", "fetch single records"),
        other => return other.replace('_', " "),
    };
    lang.t(dutch, english).to_owned()
}
