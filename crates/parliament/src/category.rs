//! The 35 kinds of entity of the feed, in the House's own spelling.

/// A kind of entity.
#[repr(u8)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is the House's own name of the kind")]
pub enum Category {
    Activiteit,
    ActiviteitActor,
    Agendapunt,
    Besluit,
    Commissie,
    CommissieContactinformatie,
    CommissieZetel,
    CommissieZetelVastPersoon,
    CommissieZetelVastVacature,
    CommissieZetelVervangerPersoon,
    CommissieZetelVervangerVacature,
    Document,
    DocumentActor,
    DocumentVersie,
    Fractie,
    FractieZetel,
    FractieZetelPersoon,
    FractieZetelVacature,
    Kamerstukdossier,
    Persoon,
    PersoonContactinformatie,
    PersoonGeschenk,
    PersoonLoopbaan,
    PersoonNevenfunctie,
    PersoonNevenfunctieInkomsten,
    PersoonOnderwijs,
    PersoonReis,
    Reservering,
    Stemming,
    Toezegging,
    Vergadering,
    Verslag,
    Zaak,
    ZaakActor,
    Zaal,
}

use Category::*;

/// All kinds, in the order of their names.
pub const CATEGORIES: [Category; 35] = [
    Activiteit,
    ActiviteitActor,
    Agendapunt,
    Besluit,
    Commissie,
    CommissieContactinformatie,
    CommissieZetel,
    CommissieZetelVastPersoon,
    CommissieZetelVastVacature,
    CommissieZetelVervangerPersoon,
    CommissieZetelVervangerVacature,
    Document,
    DocumentActor,
    DocumentVersie,
    Fractie,
    FractieZetel,
    FractieZetelPersoon,
    FractieZetelVacature,
    Kamerstukdossier,
    Persoon,
    PersoonContactinformatie,
    PersoonGeschenk,
    PersoonLoopbaan,
    PersoonNevenfunctie,
    PersoonNevenfunctieInkomsten,
    PersoonOnderwijs,
    PersoonReis,
    Reservering,
    Stemming,
    Toezegging,
    Vergadering,
    Verslag,
    Zaak,
    ZaakActor,
    Zaal,
];

const TERMS: [&str; 35] = [
    "activiteit",
    "activiteitActor",
    "agendapunt",
    "besluit",
    "commissie",
    "commissieContactinformatie",
    "commissieZetel",
    "commissieZetelVastPersoon",
    "commissieZetelVastVacature",
    "commissieZetelVervangerPersoon",
    "commissieZetelVervangerVacature",
    "document",
    "documentActor",
    "documentVersie",
    "fractie",
    "fractieZetel",
    "fractieZetelPersoon",
    "fractieZetelVacature",
    "kamerstukdossier",
    "persoon",
    "persoonContactinformatie",
    "persoonGeschenk",
    "persoonLoopbaan",
    "persoonNevenfunctie",
    "persoonNevenfunctieInkomsten",
    "persoonOnderwijs",
    "persoonReis",
    "reservering",
    "stemming",
    "toezegging",
    "vergadering",
    "verslag",
    "zaak",
    "zaakActor",
    "zaal",
];

/// How a source system of the House spells its moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeStyle {
    /// Parlis: Amsterdam time without a zone, seven digits.
    Local,
    /// Sesam: UTC with `Z`, whole seconds.
    Utc,
    /// Meetings, reports and commitments: seven digits and the offset.
    Offset,
}

impl Category {
    /// As in the query: `CommissieZetel`.
    pub fn name(self) -> String {
        let term = self.term();
        let mut name = String::with_capacity(term.len());
        name.extend(term.chars().next().map(|first| first.to_ascii_uppercase()));
        name.push_str(&term[1..]);
        name
    }

    /// As in an entry's `term` and the entity's element: `commissieZetel`.
    pub fn term(self) -> &'static str {
        TERMS[self as usize]
    }

    /// The kind of this exact name; the feed is empty for any other.
    pub fn from_name(name: &str) -> Option<Category> {
        CATEGORIES.into_iter().find(|c| c.name() == name)
    }

    pub(crate) fn from_index(index: u8) -> Option<Category> {
        CATEGORIES.get(usize::from(index)).copied()
    }

    pub(crate) fn bit(self) -> u64 {
        1 << self as u8
    }

    pub(crate) fn time_style(self) -> TimeStyle {
        match self {
            Toezegging | Vergadering | Verslag => TimeStyle::Offset,
            Persoon
            | PersoonContactinformatie
            | PersoonGeschenk
            | PersoonLoopbaan
            | PersoonNevenfunctie
            | PersoonNevenfunctieInkomsten
            | PersoonOnderwijs
            | PersoonReis
            | Fractie
            | FractieZetel
            | FractieZetelPersoon
            | FractieZetelVacature
            | Commissie
            | CommissieContactinformatie
            | CommissieZetel
            | CommissieZetelVastPersoon
            | CommissieZetelVastVacature
            | CommissieZetelVervangerPersoon
            | CommissieZetelVervangerVacature => TimeStyle::Utc,
            _ => TimeStyle::Local,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_complete_and_names_find_their_kind() {
        for (index, category) in CATEGORIES.into_iter().enumerate() {
            assert_eq!(category as usize, index);
            assert_eq!(Category::from_name(&category.name()), Some(category));
        }
        assert_eq!(CommissieZetel.name(), "CommissieZetel");
        assert_eq!(Category::from_name("zaak"), None);
    }
}
