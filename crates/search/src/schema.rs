//! The fields of the index, and how a [`SearchDoc`] becomes one tantivy document.
//!
//! One tantivy document per [`SearchDoc`]: words that stand in different passages are still words of one document.
//! Its `words` are the head (title, subject, number, names) and then every passage, each its own *block*: between
//! blocks the positions jump by [`GAP`], so that no phrase crosses, and a position tells the passage.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

/// The version of the fields. An index of another one cannot be read and is filled anew by the caller.
pub(crate) const SCHEMA_VERSION: u32 = 3;

/// Positions between two blocks; larger than any distance that NEAR may ask for.
pub(crate) const GAP: u32 = 100;

/// Name of the tokenizer that reads [`encode_position`]ed terms.
const ENCODED: &str = "encoded";

/// A kind of value that a document can be filtered on and that results are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetField {
    /// Kind of hit ([`crate::Kind`]), by its slug.
    Kind,
    /// Kind of paper.
    Soort,
    /// Year of the date.
    Year,
    /// Party.
    Party,
    /// Ministry.
    Ministry,
    /// Committee.
    Committee,
    /// Dossier.
    Dossier,
    /// Case; filtered, not counted.
    Case,
    /// Who wrote it.
    From,
    /// To whom.
    To,
    /// State.
    Status,
    /// Votes; filtered, not counted.
    Vote,
}

impl FacetField {
    /// Every facet, in the order they are shown.
    pub const ALL: [FacetField; 12] = [
        FacetField::Kind,
        FacetField::Soort,
        FacetField::Year,
        FacetField::Party,
        FacetField::Ministry,
        FacetField::Committee,
        FacetField::Dossier,
        FacetField::Case,
        FacetField::From,
        FacetField::To,
        FacetField::Status,
        FacetField::Vote,
    ];

    /// Its name in the query language: `fractie`.
    pub fn name(self) -> &'static str {
        match self {
            FacetField::Kind => "type",
            FacetField::Soort => "soort",
            FacetField::Year => "jaar",
            FacetField::Party => "fractie",
            FacetField::Ministry => "ministerie",
            FacetField::Committee => "commissie",
            FacetField::Dossier => "dossier",
            FacetField::Case => "zaak",
            FacetField::From => "van",
            FacetField::To => "aan",
            FacetField::Status => "status",
            FacetField::Vote => "stem",
        }
    }

    /// Whether results are counted by it.
    pub fn counted(self) -> bool {
        !matches!(self, FacetField::Case | FacetField::Vote | FacetField::To)
    }

    fn column(self) -> String {
        format!("{}_waarde", self.name())
    }
}

/// The fields by name.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// Numbers by which what says the same is found, see [`crate::alike`].
    pub marks: Field,
    /// Unique key.
    pub key: Field,
    /// The record that it was made from; its own key if no other.
    pub owner: Field,
    /// The same as a number, so that parts of one thing can be told among results.
    pub family: Field,
    /// Head and passages, with positions.
    pub words: Field,
    /// Title alone, with positions.
    pub title: Field,
    /// Stems of the parts of compounds; no positions.
    pub parts: Field,
    /// Folded words of values, and each whole value; per facet in the order of [`FacetField::ALL`].
    pub values: [Field; 12],
    /// Whole values, to be counted; per facet that is.
    pub columns: [Option<Field>; 12],
    /// Official number, folded, as words.
    pub number: Field,
    /// Days since 1 January 1970 plus [`DAY_ZERO`]; 0 for none.
    pub day: Field,
    /// A fixed pseudo-random number per key, to order what is otherwise equal.
    pub tie: Field,
    /// Kind and paper weight in percent.
    pub prior: Field,
    /// The whole `SearchDoc`, see [`crate::stored`].
    pub stored: Field,
}

/// Added to days, so that they are positive from 1700 on.
pub(crate) const DAY_ZERO: i64 = 100_000;

/// A date as the index keeps it.
pub(crate) fn day_of(date: jiff::civil::Date) -> u64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = (date - epoch).get_days() as i64;
    (days + DAY_ZERO).max(1) as u64
}

/// The fields and their schema.
pub(crate) fn schema() -> (Schema, Fields) {
    let encoded = |record, norms| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(ENCODED)
            .set_index_option(record)
            .set_fieldnorms(norms);
        TextOptions::default().set_indexing_options(indexing)
    };
    let raw = || {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing)
    };
    let mut builder = Schema::builder();
    let key = builder.add_text_field("key", raw());
    let owner = builder.add_text_field("owner", raw());
    let marks = builder.add_u64_field("marks", INDEXED);
    let family = builder.add_u64_field("family", FAST);
    let words = builder.add_text_field("words", encoded(IndexRecordOption::WithFreqsAndPositions, true));
    let title = builder.add_text_field("title", encoded(IndexRecordOption::WithFreqsAndPositions, true));
    let parts = builder.add_text_field("parts", encoded(IndexRecordOption::Basic, false));
    let number = builder.add_text_field("number", encoded(IndexRecordOption::WithFreqsAndPositions, false));
    let option = IndexRecordOption::WithFreqsAndPositions;
    let values = FacetField::ALL.map(|facet| builder.add_text_field(facet.name(), encoded(option, false)));
    let columns = FacetField::ALL.map(|facet| {
        let column = TextOptions::default().set_fast("raw");
        facet.counted().then(|| builder.add_text_field(&facet.column(), column))
    });
    let day = builder.add_u64_field("day", FAST | INDEXED);
    let tie = builder.add_u64_field("tie", FAST);
    let prior = builder.add_u64_field("prior", FAST);
    let stored = builder.add_bytes_field("stored", STORED);
    (
        builder.build(),
        Fields {
            marks,
            key,
            owner,
            family,
            words,
            title,
            parts,
            values,
            columns,
            number,
            day,
            tie,
            prior,
            stored,
        },
    )
}

impl Fields {
    /// The indexed field of a facet.
    pub fn of(&self, facet: FacetField) -> Field {
        self.values[facet as usize]
    }
}

/// The name of the column that a facet is counted from.
pub(crate) fn column_of(facet: FacetField) -> String {
    facet.column()
}

/// Tells tantivy how to read our terms.
pub(crate) fn register(index: &tantivy::Index) {
    index.tokenizers().register(ENCODED, TextAnalyzer::builder(EncodedTerms::default()).build());
}

/// Ends a term on its way to tantivy; in no word, and in no term as what [`crate::analysis::encode_term`] counts.
pub(crate) const TERM_END: char = '\u{7f}';

/// Distance from the last position, written as one character before a term.
const DELTA_ZERO: i64 = 0x140;

/// Appends a term that stands at `position` to a text for [`EncodedTerms`]; `last` is the position of the one before.
pub(crate) fn encode_position(
    out: &mut String,
    last: &mut u32,
    position: u32,
    term: impl FnOnce(&mut String),
) {
    let delta = i64::from(position) - i64::from(*last);
    let code = (DELTA_ZERO + delta).clamp(1, 0x7ff) as u32;
    *last = position;
    out.push(char::from_u32(code).unwrap_or(' '));
    term(out);
    out.push(TERM_END);
}

/// The next term of an encoded text and its position; `position` is that of the one before.
pub(crate) fn next_encoded<'a>(rest: &mut &'a str, position: &mut i64) -> Option<(u32, &'a str)> {
    let (line, after) = rest.split_once(TERM_END)?;
    *rest = after;
    let mut chars = line.chars();
    let code = chars.next()?;
    *position = (*position + i64::from(code as u32) - DELTA_ZERO).max(0);
    Some((*position as u32, chars.as_str()))
}

/// Reads terms that the analysis has already made: each a character for the distance, the term, [`TERM_END`].
#[derive(Clone, Default)]
struct EncodedTerms {
    token: Token,
}

struct EncodedStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
    position: i64,
}

impl Tokenizer for EncodedTerms {
    type TokenStream<'a> = EncodedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> EncodedStream<'a> {
        self.token.reset();
        EncodedStream { rest: text, token: &mut self.token, position: 0 }
    }
}

impl TokenStream for EncodedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((position, term)) = next_encoded(&mut self.rest, &mut self.position) else { return false };
        self.token.position = position as usize;
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_survive_the_way_to_tantivy() {
        let mut text = String::new();
        let mut last = 0;
        let terms = [("a", 0), ("ab", 0), ("b", 1), ("datum", 0), ("c", 2), ("ver", 102), ("é", 103)];
        for (term, position) in terms {
            encode_position(&mut text, &mut last, position, |out| out.push_str(term));
        }
        let mut tokenizer = EncodedTerms::default();
        let mut stream = tokenizer.token_stream(&text);
        let mut read = Vec::new();
        while stream.advance() {
            read.push((stream.token().text.clone(), stream.token().position as u32));
        }
        assert_eq!(read, terms.map(|(term, position)| (term.to_owned(), position)));
    }

    #[test]
    fn days_are_in_order_and_not_zero() {
        let days =
            ["1600-01-01", "1814-03-29", "1970-01-01", "2026-11-21"].map(|day| day_of(day.parse().unwrap()));
        assert!(days.is_sorted() && days[0] > 0);
        assert_eq!(days[2], DAY_ZERO as u64);
    }
}
