//! Names of parties: texts print them in full (`Lijst Zand`) or short (`LZ`); a page that sets both side by side shows one.

use std::collections::HashMap;
use std::sync::Arc;

use store::Store;

use crate::App;
use crate::error::Error;
use crate::name::folded;

const NAMES: &str = "names of parties";

/// Begins to read the names before somebody asks.
pub(crate) fn prepare(app: &App) {
    app.prepare(NAMES, read);
}

/// The abbreviation of each party by its full name and by itself, without regard to case and marks.
#[derive(Debug, Clone, Default)]
pub(crate) struct PartyNames(Arc<HashMap<String, String>>);

impl PartyNames {
    /// Those of the parties that there are or were; of two with one name that of today, else the larger.
    pub(crate) fn of(app: &App) -> Result<PartyNames, Error> {
        app.counted(NAMES, "", read)
    }

    /// Parties as printed (`D66, Lijst Zand`), each by its abbreviation; what is no party stays as it is.
    pub(crate) fn short(&self, printed: &str) -> String {
        let each =
            printed.split(", ").map(|name| self.0.get(&folded(name.trim())).map_or(name, String::as_str));
        each.collect::<Vec<_>>().join(", ")
    }
}

fn read(store: &Store, _: &str) -> store::Result<PartyNames> {
    let mut names = HashMap::new();
    for party in store.show_parties()? {
        for name in [Some(&party.abbreviation), party.name.as_ref()].into_iter().flatten() {
            names.entry(folded(name)).or_insert_with(|| party.abbreviation.clone());
        }
    }
    Ok(PartyNames(Arc::new(names)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_has_one_form_however_it_is_printed() {
        let known = [("lijst zand", "LZ"), ("lz", "LZ"), ("vbp", "VBP")];
        let known = known.map(|(name, short)| (name.to_owned(), short.to_owned()));
        let names = PartyNames(Arc::new(known.into_iter().collect()));
        for (printed, expected) in [
            ("Lijst Zand", "LZ"),
            ("LZ", "LZ"),
            ("VBP, Lijst Zand", "VBP, LZ"),
            ("Lid Duinker", "Lid Duinker"),
            ("", ""),
        ] {
            assert_eq!(names.short(printed), expected);
        }
    }
}
