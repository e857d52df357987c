//! What every list has: filters in the address, paging, totals, the period it covers. Shown by `list.html`.

use jiff::civil::Date;
use serde::Serialize;

use store::show::units::Counted;

use crate::error::Error;
use crate::page::{Ask, Query};

/// The pages of a list before and after this one, as addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// First page; none on it.
    pub first: Option<String>,
    /// Page before; none on the first.
    pub previous: Option<String>,
    /// Page after; none on the last.
    pub next: Option<String>,
    /// Number of this page, where pages are numbered.
    pub number: Option<u64>,
    /// Number of pages, where it is known.
    pub last: Option<u64>,
}

/// Pages further than this are not served: narrow the list instead.
pub const LAST_PAGE: u64 = 1_000;

impl Paging {
    /// Numbered pages (`?pagina=3`) of a list with a known total. A page past the end is the last one.
    pub fn numbered(query: &Query, path: &str, per_page: u64, total: u64) -> Paging {
        let last = total.div_ceil(per_page).clamp(1, LAST_PAGE);
        let number = asked(query).min(last);
        let at = |page: u64| {
            let page = if page == 1 { String::new() } else { page.to_string() };
            query.address_with(path, &[("pagina", &page)])
        };
        Paging {
            first: (number > 2).then(|| at(1)),
            previous: (number > 1).then(|| at(number - 1)),
            next: (number < last).then(|| at(number + 1)),
            number: Some(number),
            last: Some(last),
        }
    }
}

/// The page that a query asks for, counted from 1; anything odd is the first.
pub fn asked(query: &Query) -> u64 {
    query.get("pagina").and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, LAST_PAGE)
}

/// A filter with one choice out of a few, as links.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// What is chosen, for readers.
    pub label: String,
    /// The choices.
    pub choices: Vec<Choice>,
}

/// One choice of a filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// For readers.
    pub label: String,
    /// Address of the list with this choice.
    pub address: String,
    /// How many there are with it, if known.
    pub count: Option<u64>,
    /// Whether it is the present one.
    pub chosen: bool,
}

/// A filter with one choice out of many, as a box to select from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Select {
    /// Name in the address.
    pub name: &'static str,
    /// What is chosen, for readers.
    pub label: &'static str,
    /// The values with how they read.
    pub options: Vec<(String, String)>,
    /// The chosen value; empty for none.
    pub chosen: String,
    /// What no choice means, where it does not mean all.
    pub otherwise: Option<&'static str>,
}

impl Select {
    /// A filter over counted values. A chosen value that is not among them stands there all the same.
    pub fn counted(ask: &Ask, name: &'static str, label: &'static str, values: &[Counted]) -> Select {
        let chosen = ask.query.get(name).unwrap_or_default().to_owned();
        let mut options: Vec<_> = values
            .iter()
            .map(|value| (value.value.clone(), format!("{} ({})", value.value, ask.lang.count(value.count))))
            .collect();
        if !chosen.is_empty() && values.iter().all(|value| value.value != chosen) {
            options.push((chosen.clone(), chosen.clone()));
        }
        Select { name, label, options, chosen, otherwise: None }
    }

    /// A filter over values with their words. A chosen value that is not among them stands there all the same.
    pub fn of(
        ask: &Ask,
        name: &'static str,
        label: &'static str,
        mut options: Vec<(String, String)>,
    ) -> Select {
        let empty = Select::counted(ask, name, label, &[]);
        if options.iter().all(|(value, _)| *value != empty.chosen) {
            options.extend(empty.options.iter().cloned());
        }
        Select { options, ..empty }
    }

    /// A filter over a few fixed values with their words; another value in the address is refused.
    pub fn fixed(
        ask: &Ask,
        name: &'static str,
        label: &'static str,
        values: &[(&str, &str)],
        expected: (&'static str, &'static str),
    ) -> Result<Select, Error> {
        let chosen = ask.query.get(name).unwrap_or_default().to_owned();
        if !chosen.is_empty() && values.iter().all(|(value, _)| *value != chosen) {
            return Err(Error::Value { name, value: chosen, expected });
        }
        let options =
            values.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect();
        Ok(Select { name, label, options, chosen, otherwise: None })
    }

    /// The same with words for no choice.
    pub fn or(mut self, words: &'static str) -> Select {
        self.otherwise = Some(words);
        self
    }

    /// The words of the chosen value.
    pub fn words(&self) -> &str {
        let chosen = self.options.iter().find(|(value, _)| *value == self.chosen);
        chosen.map_or(self.chosen.as_str(), |(_, words)| words)
    }

    /// The chosen value.
    pub fn value(&self) -> Option<String> {
        Some(self.chosen.clone()).filter(|chosen| !chosen.is_empty())
    }
}

/// A day in the address; anything else is refused.
///
/// # Errors
/// The value is no day.
pub fn day(ask: &Ask, name: &'static str) -> Result<Option<String>, Error> {
    let Some(value) = ask.query.get(name) else { return Ok(None) };
    match value.parse::<Date>() {
        Ok(date) if value.len() == 10 => Ok(Some(date.to_string())),
        _ => Err(Error::Value {
            name,
            value: value.to_owned(),
            expected: ("een datum als 2026-01-28", "a date such as 2026-01-28"),
        }),
    }
}

/// The period that an address asks for: `van` and `tot`, both days included.
///
/// # Errors
/// One of them is no day, or the second lies before the first.
pub fn period(ask: &Ask) -> Result<(Option<String>, Option<String>), Error> {
    let (from, until) = (day(ask, "van")?, day(ask, "tot")?);
    if let (Some(from), Some(until)) = (&from, &until)
        && until < from
    {
        let expected = ("een dag na de eerste dag van de periode", "a day after the first day of the period");
        return Err(Error::Value { name: "tot", value: until.clone(), expected });
    }
    Ok((from, until))
}

/// A filter that is typed: words or a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// Name in the address.
    pub name: &'static str,
    /// What is typed, for readers.
    pub label: &'static str,
    /// `search` or `date`, as forms know them.
    pub kind: &'static str,
    /// What was typed.
    pub value: String,
}

impl Field {
    /// Words, at most 200 characters of them.
    pub fn words(ask: &Ask, name: &'static str, label: &'static str) -> Field {
        let value = ask.query.get(name).unwrap_or_default().chars().take(200).collect();
        Field { name, label, kind: "search", value }
    }

    /// A day; anything else is refused.
    pub fn day(ask: &Ask, name: &'static str, label: &'static str) -> Result<Field, Error> {
        let value = ask.query.get(name).unwrap_or_default().to_owned();
        if !value.is_empty() && value.parse::<jiff::civil::Date>().is_err() {
            let expected = ("een dag zoals 2026-01-31", "a day such as 2026-01-31");
            return Err(Error::Value { name, value: value.chars().take(100).collect(), expected });
        }
        Ok(Field { name, label, kind: "date", value })
    }

    /// What was typed, if anything.
    pub fn given(&self) -> Option<String> {
        Some(self.value.clone()).filter(|value| !value.is_empty())
    }
}

/// How many entries of a list come before its page.
pub fn offset(ask: &Ask, per_page: u64, total: u64) -> u64 {
    let last = total.div_ceil(per_page).clamp(1, LAST_PAGE);
    (asked(&ask.query).min(last) - 1) * per_page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, total: u64, number: u64, last: u64, previous: Option<&str>, next: Option<&str>) {
        let paging = Paging::numbered(&Query::read(query), "/zoeken", 20, total);
        assert_eq!((paging.number, paging.last), (Some(number), Some(last)), "{query}");
        assert_eq!((paging.previous.as_deref(), paging.next.as_deref()), (previous, next), "{query}");
    }

    #[test]
    fn pages_keep_the_query_and_end_where_the_list_ends() {
        check("q=a", 0, 1, 1, None, None);
        check("q=a", 20, 1, 1, None, None);
        check("q=a", 41, 1, 3, None, Some("/zoeken?q=a&pagina=2"));
        check("q=a&pagina=2", 41, 2, 3, Some("/zoeken?q=a"), Some("/zoeken?q=a&pagina=3"));
        check("q=a&pagina=99", 41, 3, 3, Some("/zoeken?q=a&pagina=2"), None);
        check("q=a&pagina=-1", 41, 1, 3, None, Some("/zoeken?q=a&pagina=2"));
        check("q=a&pagina=99999999999999999999", 41, 1, 3, None, Some("/zoeken?q=a&pagina=2"));
    }
}
