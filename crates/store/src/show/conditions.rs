//! Conditions of a list, gathered from a filter: each is a piece of SQL with one `?` for its value.

use rusqlite::ToSql;

/// Conditions that all hold, with their values in the order of the text.
#[derive(Default)]
pub(crate) struct Conditions<'f> {
    sql: String,
    values: Vec<&'f dyn ToSql>,
}

impl<'f> Conditions<'f> {
    /// No conditions yet.
    pub(crate) fn new() -> Self {
        Conditions::default()
    }

    /// One that holds always.
    pub(crate) fn and(&mut self, test: &str) {
        self.sql.push_str("\n                and ");
        self.sql.push_str(test);
    }

    /// One with a value, if there is one: `a.kind = ?`.
    pub(crate) fn with(&mut self, test: &str, value: Option<&'f impl ToSql>) {
        let Some(value) = value else { return };
        self.values.push(value);
        let place = format!("${}", self.values.len());
        self.and(&test.replacen('?', &place, 1));
    }

    /// One that needs a value to be among several; no condition for none.
    pub(crate) fn among(&mut self, column: &str, values: &'f [impl ToSql]) {
        if values.is_empty() {
            return;
        }
        let from = self.values.len();
        self.values.extend(values.iter().map(|value| value as &dyn ToSql));
        let places = (from + 1..=self.values.len()).map(|at| format!("${at}")).collect::<Vec<_>>();
        self.and(&format!("{column} in ({})", places.join(", ")));
    }

    /// One that needs a value to be none of several; no condition for none.
    pub(crate) fn not_among(&mut self, column: &str, values: &'f [impl ToSql]) {
        self.among(&format!("{column} not"), values);
    }

    /// The text, to stand behind a `where` with a condition of its own.
    pub(crate) fn sql(&self) -> &str {
        &self.sql
    }

    /// The values.
    pub(crate) fn values(&self) -> &[&'f dyn ToSql] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_in_the_order_of_the_text() {
        let (a, none) = ("x".to_owned(), None::<&String>);
        let list = ["y".to_owned(), "z".to_owned()];
        let mut conditions = Conditions::new();
        conditions.with("a = ?", Some(&a));
        conditions.with("b = ?", none);
        conditions.among("c", &list);
        conditions.and("d = 0");
        let flat: Vec<&str> = conditions.sql().split_whitespace().collect();
        assert_eq!(flat.join(" "), "and a = $1 and c in ($2, $3) and d = 0");
        assert_eq!(conditions.values().len(), 3);
    }
}
