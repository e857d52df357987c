//! From tokens to a tree.
//!
//! `NOT` binds closest, then side by side or `AND`, then `OR`. What is unclear is read in the most likely way and
//! noted; only what has no bounded answer is an error.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use jiff::civil::Date;

use crate::analysis::fold::fold;
use crate::analysis::tokens::{boundary_before, iso_date, month_number};

use super::lex::{Token, TokenKind, tokens};
use super::{
    Ast, FieldName, Form, Leaf, MAX_COSTLY, MAX_DEPTH, MAX_NEAR, MAX_QUERY, MAX_WORDS, QueryError, QueryNote,
};

/// A query that was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Parsed {
    /// The tree; none if nothing is looked for.
    pub ast: Option<Ast>,
    /// What was read otherwise than it may have been meant.
    pub notes: Vec<QueryNote>,
}

/// Reads a query.
///
/// # Errors
/// If it is too long, too deep, has too many words, or asks only for what is not there.
pub(crate) fn parse(query: &str) -> Result<Parsed, QueryError> {
    if query.len() > MAX_QUERY {
        return Err(QueryError {
            at: boundary_before(query, MAX_QUERY)..query.len(),
            message: format!("De zoekvraag is te lang: {} tekens, hoogstens {MAX_QUERY}.", query.len()),
            instead: None,
        });
    }
    let all = tokens(query);
    let (mut words, mut costly) = (0, 0);
    for token in &all {
        words += usize::from(matches!(token.kind, TokenKind::Text { .. } | TokenKind::Unclosed { .. }));
        costly +=
            usize::from(matches!(token.kind, TokenKind::Near | TokenKind::Text { form: Form::Prefix, .. }));
        if costly > MAX_COSTLY {
            return Err(QueryError {
                at: token.at.clone(),
                message: format!(
                    "De zoekvraag heeft te veel sterretjes en NEAR: hoogstens {MAX_COSTLY} samen."
                ),
                instead: None,
            });
        }
        if words > MAX_WORDS {
            return Err(QueryError {
                at: token.at.start..query.len(),
                message: format!(
                    "De zoekvraag heeft te veel woorden: hoogstens {MAX_WORDS}. Laat vanaf hier weg."
                ),
                instead: Some(query[..token.at.start].trim_end_matches(['(', ' ', '-']).to_owned()),
            });
        }
    }
    let mut parser =
        Parser { tokens: all.into_iter().peekable(), notes: Vec::new(), depth: 0, end: query.len() };
    let mut ast = parser.any()?;
    // what is left begins with a closing parenthesis without its opening
    while let Some(token) = parser.tokens.next() {
        parser.note(token.at, "Dit haakje sluit niets; het is weggelaten.");
        if let Some(more) = parser.any()? {
            ast = Some(match ast {
                Some(Ast::And(mut list)) => {
                    list.push(more);
                    Ast::And(list)
                }
                Some(ast) => Ast::And(vec![ast, more]),
                None => more,
            });
        }
    }
    if let Some(ast) = &ast
        && !is_bounded(ast)
    {
        return Err(QueryError {
            at: 0..query.len(),
            message: "Deze zoekvraag zegt alleen wat er niet in mag staan. Noem ook een woord, soort of datum die er \
                      wel in moet."
                .to_owned(),
            instead: None,
        });
    }
    if ast.is_none() && !query.trim().is_empty() {
        return Err(QueryError {
            at: 0..query.len(),
            message:
                "Hierin staat geen woord om te zoeken. Een sterretje hoort achter het begin van een woord: \
                      stik* vindt stikstof."
                    .to_owned(),
            instead: None,
        });
    }
    Ok(Parsed { ast, notes: parser.notes })
}

/// Whether something must be there: `NOT x` alone would find nearly everything.
fn is_bounded(ast: &Ast) -> bool {
    match ast {
        Ast::Not(_) => false,
        Ast::And(list) => list.iter().any(is_bounded),
        Ast::Or(list) => list.iter().all(is_bounded),
        Ast::Field { inner, .. } => is_bounded(inner),
        Ast::Leaf(_) | Ast::Near { .. } | Ast::Dates { .. } => true,
    }
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    notes: Vec<QueryNote>,
    depth: usize,
    end: usize,
}

type Parse<T> = Result<Option<T>, QueryError>;

impl Parser {
    fn note(&mut self, at: Range<usize>, message: impl Into<String>) {
        self.notes.push(QueryNote { at, message: message.into() });
    }

    fn peek(&mut self) -> Option<&TokenKind> {
        self.tokens.peek().map(|token| &token.kind)
    }

    /// One or more conditions with `OR` between them.
    fn any(&mut self) -> Parse<Ast> {
        let mut list = Vec::new();
        let mut dangling: Option<Range<usize>> = None;
        loop {
            match self.all()? {
                Some(ast) => {
                    if list.is_empty()
                        && let Some(at) = dangling.take()
                    {
                        self.note(at, "Voor OR staat niets; het is weggelaten.");
                    }
                    dangling = None;
                    list.push(ast);
                }
                None => {
                    if let Some(at) = dangling.take() {
                        self.note(at, "Achter OR staat niets; het is weggelaten.");
                    }
                }
            }
            match self.tokens.next_if(|token| token.kind == TokenKind::Or) {
                Some(token) => dangling = Some(token.at),
                None => break,
            }
        }
        if let Some(at) = dangling {
            self.note(at, "Achter OR staat niets; het is weggelaten.");
        }
        Ok(one_or(list, Ast::Or))
    }

    /// One or more conditions side by side or with `AND` between them.
    fn all(&mut self) -> Parse<Ast> {
        let mut list = Vec::new();
        loop {
            if let Some(token) = self.tokens.next_if(|token| token.kind == TokenKind::And) {
                let before = !list.is_empty();
                let after =
                    !matches!(self.peek(), None | Some(TokenKind::Close | TokenKind::Or | TokenKind::And));
                if !before || !after {
                    let side = if before { "Achter" } else { "Voor" };
                    self.note(token.at, format!("{side} AND staat niets; het is weggelaten."));
                }
                continue;
            }
            if matches!(self.peek(), None | Some(TokenKind::Close | TokenKind::Or)) {
                break;
            }
            if let Some(ast) = self.condition()? {
                list.push(ast);
            }
        }
        Ok(one_or(with_dates(list), Ast::And))
    }

    /// One condition, perhaps negated. None if it came to nothing.
    fn condition(&mut self) -> Parse<Ast> {
        let Some(token) = self.tokens.next() else { return Ok(None) };
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(QueryError {
                at: token.at.start..self.end,
                message: format!("De haakjes gaan te diep: hoogstens {MAX_DEPTH} in elkaar."),
                instead: None,
            });
        }
        let ast = self.condition_from(token);
        self.depth -= 1;
        ast
    }

    fn condition_from(&mut self, token: Token) -> Parse<Ast> {
        let at = token.at;
        Ok(match token.kind {
            TokenKind::Not => match self.tokens.peek().map(|token| &token.kind) {
                None | Some(TokenKind::Close | TokenKind::Or | TokenKind::And) => {
                    self.note(at, "Achter NOT staat niets; het is weggelaten.");
                    None
                }
                _ => self.condition()?.map(negated),
            },
            TokenKind::Open => {
                let inner = self.any()?;
                self.close(at);
                inner
            }
            TokenKind::Near => self.near(at)?,
            TokenKind::Field(field) => self.field(field, at)?,
            TokenKind::Text { form, text } => leaf(form, text, at),
            TokenKind::Unclosed { text } => {
                self.note(at.clone(), "Het aanhalingsteken wordt niet gesloten; gelezen tot het einde.");
                leaf(Form::Phrase, text, at)
            }
            TokenKind::UnknownField { name } => {
                let known: Vec<String> = FieldName::ALL
                    .iter()
                    .map(|(known, _)| (*known).to_owned())
                    .filter(|known| near(known, &name))
                    .collect();
                let hint = if known.is_empty() {
                    String::new()
                } else {
                    format!(" Bedoelde u {}:?", known.join(": of "))
                };
                self.note(at, format!("“{name}:” is geen zoekveld; gelezen als gewone woorden.{hint}"));
                None
            }
            TokenKind::Nothing { text } => {
                if text.contains('*') {
                    self.note(
                        at,
                        "Een los sterretje is weggelaten; het hoort achter het begin van een woord: stik*.",
                    );
                }
                None
            }
            TokenKind::Comma | TokenKind::Close | TokenKind::And | TokenKind::Or => None,
        })
    }

    fn close(&mut self, open: Range<usize>) {
        if self.tokens.next_if(|token| token.kind == TokenKind::Close).is_none() {
            self.note(open, "Dit haakje wordt niet gesloten; gelezen tot het einde.");
        }
    }

    /// `NEAR(a "b c" d*, 5)`.
    fn near(&mut self, at: Range<usize>) -> Parse<Ast> {
        let mut leaves: Vec<Leaf> = Vec::new();
        let mut distance = 10;
        let mut number: Option<(u32, Range<usize>)> = None;
        let mut after_comma = false;
        while let Some(token) = self.tokens.next_if(|token| token.kind != TokenKind::Close) {
            match token.kind {
                TokenKind::Comma => after_comma = true,
                TokenKind::Text { text, .. } if after_comma && text.parse::<u32>().is_ok() => {
                    number = text.parse().ok().map(|number| (number, token.at));
                }
                TokenKind::Text { form, text } => leaves.push(Leaf { form, text, at: token.at }),
                TokenKind::Unclosed { text } => {
                    self.note(
                        token.at.clone(),
                        "Het aanhalingsteken wordt niet gesloten; gelezen tot het einde.",
                    );
                    leaves.push(Leaf { form: Form::Phrase, text, at: token.at });
                }
                TokenKind::And => {}
                _ => self.note(token.at, "Dit kan niet binnen NEAR(…); het is weggelaten."),
            }
        }
        self.close(at.clone());
        if let Some((asked, at)) = number {
            distance = asked.min(MAX_NEAR);
            if asked > MAX_NEAR {
                self.note(at, format!("NEAR zoekt tot hoogstens {MAX_NEAR} woorden ver."));
            }
        }
        leaves.retain(|leaf| leaf.text.chars().any(char::is_alphanumeric));
        if leaves.len() < 2 {
            self.note(at, "NEAR heeft minstens twee woorden nodig: NEAR(asiel opvang, 5).");
            return Ok(leaves.pop().map(Ast::Leaf));
        }
        if leaves.len() > 5 {
            self.note(at, "NEAR zoekt naar hoogstens vijf woorden; de rest is weggelaten.");
            leaves.truncate(5);
        }
        Ok(Some(Ast::Near { leaves, distance }))
    }

    fn field(&mut self, field: FieldName, at: Range<usize>) -> Parse<Ast> {
        let value = match self.peek() {
            Some(
                TokenKind::Text { .. }
                | TokenKind::Unclosed { .. }
                | TokenKind::Open
                | TokenKind::Nothing { .. },
            ) => self.tokens.next(),
            _ => None,
        };
        let Some(value) = value else {
            self.note(at, format!("Achter “{}:” staat geen waarde; het is weggelaten.", field.name()));
            return Ok(None);
        };
        if field == FieldName::Date {
            return self.dates(value);
        }
        let inner = if value.kind == TokenKind::Open {
            // within soort:(…) another field has no meaning
            self.depth += 1;
            let inner = if self.depth > MAX_DEPTH { None } else { self.any()? };
            self.depth -= 1;
            self.close(value.at);
            inner.map(without_fields)
        } else {
            self.condition_from(value)?
        };
        Ok(inner.map(|inner| Ast::Field { field, inner: Box::new(inner) }))
    }

    fn dates(&mut self, value: Token) -> Parse<Ast> {
        let text = match value.kind {
            TokenKind::Text { text, .. } | TokenKind::Unclosed { text } | TokenKind::Nothing { text } => text,
            _ => String::new(),
        };
        match date_range(&text) {
            Some((from, to)) => {
                if let (Some(from), Some(to)) = (from, to)
                    && from > to
                {
                    self.note(value.at, "Het begin van deze periode ligt na het einde; omgedraaid gelezen.");
                    return Ok(Some(Ast::Dates { from: Some(to), to: Some(from) }));
                }
                Ok(Some(Ast::Dates { from, to }))
            }
            None => Err(QueryError {
                at: value.at,
                message: format!(
                    "“{text}” is geen datum. Schrijf datum:2024, datum:2024-05, datum:2024-05-17 of een periode: \
                     datum:2024..2025, datum:2024-05.., datum:..2024."
                ),
                instead: None,
            }),
        }
    }
}

fn leaf(form: Form, text: String, at: Range<usize>) -> Option<Ast> {
    let has_word = text.chars().any(char::is_alphanumeric);
    has_word.then_some(Ast::Leaf(Leaf { form, text, at }))
}

fn one_or(mut list: Vec<Ast>, many: fn(Vec<Ast>) -> Ast) -> Option<Ast> {
    if list.len() < 2 { list.pop() } else { Some(many(list)) }
}

/// Joins `1 juli 2024` into one: three words that only mean something together.
fn with_dates(list: Vec<Ast>) -> Vec<Ast> {
    let word = |ast: &Ast| match ast {
        Ast::Leaf(Leaf { form: Form::Word, text, at }) => Some((text.clone(), at.clone())),
        _ => None,
    };
    let mut out: Vec<Ast> = Vec::with_capacity(list.len());
    for ast in list {
        out.push(ast);
        let Some([day, month, year]) = out.last_chunk::<3>() else { continue };
        let (Some(day), Some(month), Some(year)) = (word(day), word(month), word(year)) else { continue };
        let date = day.0.parse().ok().zip(month_number(&fold(&month.0))).zip(year.0.parse().ok());
        if date.is_some_and(|((day, month), year)| iso_date(year, month, day).is_some()) {
            out.truncate(out.len() - 3);
            let text = format!("{} {} {}", day.0, month.0, year.0);
            out.push(Ast::Leaf(Leaf { form: Form::Phrase, text, at: day.1.start..year.1.end }));
        }
    }
    out
}

fn negated(ast: Ast) -> Ast {
    match ast {
        Ast::Not(inner) => *inner,
        ast => Ast::Not(Box::new(ast)),
    }
}

fn without_fields(ast: Ast) -> Ast {
    match ast {
        Ast::Field { inner, .. } => without_fields(*inner),
        Ast::And(list) => Ast::And(list.into_iter().map(without_fields).collect()),
        Ast::Or(list) => Ast::Or(list.into_iter().map(without_fields).collect()),
        Ast::Not(inner) => Ast::Not(Box::new(without_fields(*inner))),
        ast => ast,
    }
}

/// Whether two names differ in one letter or two.
fn near(known: &str, name: &str) -> bool {
    name.chars().count() <= 20 && crate::suggest::distance(known, &name.to_lowercase(), 2).is_some()
}

/// `2024`, `2024-05`, `2024-05-17`, `17-05-2024`, and ranges of them with `..` between.
fn date_range(text: &str) -> Option<(Option<Date>, Option<Date>)> {
    match text.split_once("..") {
        Some((from, to)) => {
            let from = if from.is_empty() { None } else { Some(period(from)?.0) };
            let to = if to.is_empty() { None } else { Some(period(to)?.1) };
            (from.is_some() || to.is_some()).then_some((from, to))
        }
        None => period(text).map(|(from, to)| (Some(from), Some(to))),
    }
}

/// First and last day of a year, month or day.
fn period(text: &str) -> Option<(Date, Date)> {
    let mut numbers = [0i16; 3];
    let mut count = 0;
    for part in text.split(['-', '/']) {
        let fits =
            count < 3 && (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if !fits {
            return None;
        }
        numbers[count] = part.parse().ok()?;
        count += 1;
    }
    let year = |year: i16| (1500..=2999).contains(&year).then_some(year);
    match (count, numbers) {
        (1, [y, ..]) => {
            let y = year(y)?;
            Some((Date::new(y, 1, 1).ok()?, Date::new(y, 12, 31).ok()?))
        }
        (2, [a, b, _]) => {
            let (y, m) = if a > 31 { (a, b) } else { (b, a) };
            let first = Date::new(year(y)?, i8::try_from(m).ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (3, [a, b, c]) => {
            let (y, m, d) = if a > 31 { (a, b, c) } else { (c, b, a) };
            let day = Date::new(year(y)?, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()?;
            Some((day, day))
        }
        _ => None,
    }
}
