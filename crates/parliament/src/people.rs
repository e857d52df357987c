//! The invented members, ministers and parties. Nobody here exists; the ministries are kinds that do.
//!
//! The people of the story come first and are the same for every seed: see [`role`].

use jiff::civil::{Date, date};

use crate::calendar::after;
use crate::random::Rng;

/// A party in the House.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Party {
    pub(crate) short: &'static str,
    pub(crate) name: &'static str,
    pub(crate) english: &'static str,
    pub(crate) seats: u16,
    /// From -10 (left) to 10 (right): decides how it votes.
    pub(crate) leaning: i8,
    /// The first day it sat in the House.
    pub(crate) since: Date,
    /// The last day, for a party that is gone.
    pub(crate) until: Option<Date>,
}

const fn party(
    short: &'static str,
    name: &'static str,
    english: &'static str,
    seats: u16,
    leaning: i8,
    since: i16,
) -> Party {
    Party { short, name, english, seats, leaning, since: date(since, 3, 30), until: None }
}

/// The parties; seats add up to 150. The last one is gone and has none.
pub(crate) const PARTIES: [Party; 15] = [
    party("VrijBurger", "Vrije Burgers", "Free Citizens", 25, 6, 2010),
    party("GAV", "Groen Arbeidsverbond", "Green Labour Alliance", 22, -6, 2006),
    party("NA", "Nationaal Appel", "National Appeal", 21, 9, 2012),
    party("DP", "Democratisch Perspectief", "Democratic Perspective", 18, -2, 2006),
    party("CM", "Christelijk Midden", "Christian Centre", 16, 2, 2002),
    party("PV", "Platteland Vooruit", "Countryside Forward", 9, 5, 2021),
    party("SV", "Solidair Verband", "Solidary League", 9, -8, 2004),
    party("PvdNatuur", "Partij van de Natuur", "Party of Nature", 7, -7, 2010),
    party("Rechtsherstel", "Rechtsherstel", "Restoration of Law", 6, 8, 2023),
    party("Delta", "Delta", "Delta", 5, -3, 2021),
    party("SamenVerder", "Samen Verder", "Onward Together", 4, -5, 2017),
    party("Grijs & Wijs", "Grijs & Wijs", "Grey & Wise", 3, 0, 2021),
    party("GSV", "Gereformeerd Staatsverbond", "Reformed State League", 3, 4, 1998),
    party("Groep-Kwartelaar", "Groep-Kwartelaar", "Group Kwartelaar", 2, 7, 2025),
    Party { until: Some(date(2023, 12, 5)), ..party("DeBrug", "De Brug", "The Bridge", 0, 0, 2012) },
];

/// A ministry: its name, its letters, its budget chapter, and the committee that follows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ministry {
    pub(crate) name: &'static str,
    pub(crate) short: &'static str,
    pub(crate) chapter: &'static str,
}

const fn ministry(name: &'static str, short: &'static str, chapter: &'static str) -> Ministry {
    Ministry { name, short, chapter }
}

/// The ministries that have a minister and a committee.
pub(crate) const MINISTRIES: [Ministry; 14] = [
    ministry("Buitenlandse Zaken", "BuZa", "V"),
    ministry("Volksgezondheid, Welzijn en Sport", "VWS", "XVI"),
    ministry("Justitie en Veiligheid", "JenV", "VI"),
    ministry("Binnenlandse Zaken en Koninkrijksrelaties", "BiZa", "VII"),
    ministry("Onderwijs, Cultuur en Wetenschap", "OCW", "VIII"),
    ministry("Financiën", "FIN", "IX"),
    ministry("Defensie", "DEF", "X"),
    ministry("Infrastructuur en Waterstaat", "IenW", "XII"),
    ministry("Economische Zaken", "EZ", "XIII"),
    ministry("Landbouw, Visserij, Voedselzekerheid en Natuur", "LVVN", "XIV"),
    ministry("Sociale Zaken en Werkgelegenheid", "SZW", "XV"),
    ministry("Asiel en Migratie", "AM", "XX"),
    ministry("Volkshuisvesting en Ruimtelijke Ordening", "VRO", "XXII"),
    ministry("Klimaat en Groene Groei", "KGG", "XXIII"),
];

/// What somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Member,
    FormerMember,
    Senator,
    Minister(u8),
    StateSecretary(u8),
}

/// Somebody in the simulation.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) first: String,
    pub(crate) initials: String,
    pub(crate) infix: Option<&'static str>,
    pub(crate) last: String,
    pub(crate) woman: bool,
    pub(crate) titles: Option<&'static str>,
    pub(crate) function: Function,
    /// An index of [`PARTIES`].
    pub(crate) party: Option<usize>,
    pub(crate) born: Date,
    pub(crate) town: &'static str,
    pub(crate) since: Date,
    pub(crate) until: Option<Date>,
}

impl Person {
    /// `N.A. van der Vlierhorst`.
    pub(crate) fn signed(&self) -> String {
        format!("{} {}", self.initials, self.lower())
    }

    /// `Vlierhorst, N.A. van der`, as in roll calls.
    pub(crate) fn listed(&self) -> String {
        match self.infix {
            Some(infix) => format!("{}, {} {infix}", self.last, self.initials),
            None => format!("{}, {}", self.last, self.initials),
        }
    }

    /// `Van der Vlierhorst`, as called on.
    pub(crate) fn called(&self) -> String {
        let lower = self.lower();
        let mut letters = lower.chars();
        letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// `Vlierhorst van der`, as the transcripts display a name.
    pub(crate) fn displayed(&self) -> String {
        self.infix.map_or_else(|| self.last.clone(), |infix| format!("{} {infix}", self.last))
    }

    fn lower(&self) -> String {
        self.infix.map_or_else(|| self.last.clone(), |infix| format!("{infix} {}", self.last))
    }

    /// `mevrouw` or `de heer`.
    pub(crate) fn address(&self) -> &'static str {
        if self.woman { "mevrouw" } else { "de heer" }
    }

    /// `minister van Defensie`, `lid Tweede Kamer`.
    pub(crate) fn office(&self) -> String {
        match self.function {
            Function::Minister(m) => format!("minister van {}", MINISTRIES[usize::from(m)].name),
            Function::StateSecretary(m) => {
                format!("staatssecretaris van {}", MINISTRIES[usize::from(m)].name)
            }
            Function::Senator => "lid Eerste Kamer".to_owned(),
            Function::Member | Function::FormerMember => "lid Tweede Kamer".to_owned(),
        }
    }

    pub(crate) fn party(&self) -> Option<&'static Party> {
        self.party.map(|p| &PARTIES[p])
    }
}

/// The fixed places of the story's people in [`people`].
pub(crate) mod role {
    /// The minister of a ministry has its index.
    pub(crate) const FOREIGN_MINISTER: usize = 0;
    pub(crate) const HEALTH_MINISTER: usize = 1;

    /// How many ministers and state secretaries there are.
    pub(crate) const CABINET: usize = 18;
    /// Mover of the story's motion (GAV).
    pub(crate) const MOVER: usize = 18;
    /// Second signatory (CM).
    pub(crate) const SECOND: usize = 19;
    /// A critical member (VrijBurger).
    pub(crate) const CRITIC: usize = 20;
    /// A member of DP who asks along.
    pub(crate) const ALLY: usize = 21;
    /// Chair of the committee for Foreign Affairs (DP).
    pub(crate) const CHAIR: usize = 22;
    /// A member of NA who is against.
    pub(crate) const OPPONENT: usize = 23;
    /// The first of the other members.
    pub(crate) const FIRST_OTHER: usize = 24;
    /// How many members the House has.
    pub(crate) const MEMBERS: usize = 150;
}

/// First name, initials, infix, last name, woman, party short name.
type Fixed = (&'static str, &'static str, Option<&'static str>, &'static str, bool, Option<usize>);

const FIXED: [Fixed; 24] = [
    ("Reinout", "R.J.", Some("van"), "Ommerveld", false, None),
    ("Sabine", "S.M.", None, "Terhorstink", true, None),
    ("Diederik", "D.P.", Some("de"), "Roerdompel", false, None),
    ("Yvette", "Y.A.", None, "Haverkroon", true, None),
    ("Bastiaan", "B.", Some("van der"), "Wulpendijk", false, None),
    ("Liesbeth", "E.C.", None, "Zwanestein", true, None),
    ("Govert", "G.H.", None, "Meerschuil", false, None),
    ("Femke", "F.", Some("ter"), "Duinhoven", true, None),
    ("Hidde", "H.K.", None, "Breukelstra", false, None),
    ("Annelie", "A.W.", Some("van"), "Korenbeek", true, None),
    ("Tarik", "T.", None, "Azahrouni", false, None),
    ("Maarten", "M.L.", None, "Klinkerzeel", false, None),
    ("Josien", "J.G.", Some("van den"), "Lindeloof", true, None),
    ("Casper", "C.F.", None, "Stroomkerke", false, None),
    ("Wietske", "W.", None, "Elzingamaat", true, None),
    ("Pelle", "P.R.", Some("van"), "Sprinkhuizen", false, None),
    ("Ilse", "I.D.", None, "Bramelaar", true, None),
    ("Jorrit", "J.B.", Some("de"), "Graspieper", false, None),
    ("Noor", "N.E.", None, "Hazelhorst", true, Some(1)),
    ("Wolter", "W.A.", Some("van der"), "Meenthoek", false, Some(4)),
    ("Philippine", "P.C.", None, "Rietvoorn", true, Some(0)),
    ("Samir", "S.", Some("el"), "Ouardani", false, Some(3)),
    ("Hedwig", "H.J.", None, "Kranekamper", true, Some(3)),
    ("Ruben", "R.", None, "Torenvalk", false, Some(2)),
];

const WOMEN: [&str; 24] = [
    "Anouk",
    "Roos",
    "Marjolein",
    "Saskia",
    "Fatima",
    "Esmée",
    "Wilma",
    "Hanneke",
    "Yasmin",
    "Trijntje",
    "Carolien",
    "Jette",
    "Nynke",
    "Dewi",
    "Lotte",
    "Geertje",
    "Aylin",
    "Marit",
    "Sietske",
    "Renske",
    "Chantal",
    "Zoë",
    "Inge",
    "Margriet",
];
const MEN: [&str; 24] = [
    "Sjoerd", "Willem", "Mohammed", "Teun", "Joost", "André", "Ferdi", "Koen", "Arjen", "Bram", "Yusuf",
    "Gerben", "Lennart", "Pim", "Roelof", "Dirk-Jan", "Ravi", "Stijn", "Evert", "Hugo", "Jelmer", "René",
    "Sander", "Titus",
];
const STEMS: [&str; 30] = [
    "Vlier",
    "Ommer",
    "Zwaluw",
    "Kwartel",
    "Meersch",
    "Elzen",
    "Stroo",
    "Berken",
    "Roer",
    "Haver",
    "Wilgen",
    "Duin",
    "Raven",
    "Spechten",
    "Korhoen",
    "Wulpen",
    "Linden",
    "Marter",
    "Otter",
    "Bever",
    "Braam",
    "Distel",
    "Heide",
    "Iepen",
    "Kievit",
    "Leeuwerik",
    "Merel",
    "Nachtegaal",
    "Populier",
    "Snoeken",
];
const ENDINGS: [&str; 14] = [
    "stra", "huis", "beek", "horst", "veld", "maat", "zijl", "ink", "sma", "laar", "kamp", "woud", "voort",
    "donk",
];
const OTHERS: [&str; 14] = [
    "Çelikhanoğlu",
    "Büyükovalı",
    "Ramdaskhan",
    "Soerjowidjojo",
    "Kołodziejczak-Vos",
    "D'Amarantini",
    "Oulad Bouzian",
    "Şenocaklı",
    "Tjin-A-Loi",
    "Ferreiranho",
    "Nguyễnhof",
    "Pérez-Lindeman",
    "Öztürkmenoğlu",
    "Ait-Lahcenoui",
];
const INFIXES: [Option<&str>; 9] =
    [None, None, None, None, None, Some("van"), Some("van der"), Some("de"), Some("van den")];
const TOWNS: [&str; 16] = [
    "Zwolle", "Emmen", "Breda", "Leiden", "Almelo", "Venlo", "Hoorn", "Goes", "Tiel", "Sneek", "Delft",
    "Ede", "Roermond", "Gouda", "Assen", "Den Haag",
];

/// Everybody: the cabinet, 150 members (the story's first), then former members and a few senators.
pub(crate) fn people(seed: u64, today: Date) -> Vec<Person> {
    let mut rng = Rng::at(seed, 0, 0x70656f);
    let mut all: Vec<Person> = Vec::with_capacity(200);
    for (index, (first, initials, infix, last, woman, party)) in FIXED.into_iter().enumerate() {
        let function = match index {
            0..14 => Function::Minister(index as u8),
            14 => Function::StateSecretary(0),
            15 => Function::StateSecretary(1),
            16 => Function::StateSecretary(4),
            17 => Function::StateSecretary(5),
            _ => Function::Member,
        };
        all.push(Person {
            first: first.to_owned(),
            initials: initials.to_owned(),
            infix,
            last: last.to_owned(),
            woman,
            titles: (index % 5 == 1).then_some("drs."),
            function,
            party,
            born: birthday(&mut rng, today, index),
            town: rng.choose(&TOWNS),
            since: date(2023, 12, 6),
            until: None,
        });
    }
    let mut left: Vec<usize> = PARTIES.iter().map(|p| usize::from(p.seats)).collect();
    for fixed in &all {
        if let Some(party) = fixed.party {
            left[party] -= 1;
        }
    }
    let mut names = names(&mut rng);
    let mut add = |rng: &mut Rng, function, party, since, until| {
        let woman = rng.one_in(2);
        let first = if woman { *rng.pick(&WOMEN) } else { *rng.pick(&MEN) };
        let (infix, last) = names.pop().unwrap_or((None, "Naamloos".to_owned()));
        let second = char::from(b'A' + rng.below(23) as u8);
        let initial = first.chars().next().unwrap_or('A');
        let person = Person {
            first: first.to_owned(),
            initials: if rng.one_in(3) { format!("{initial}.") } else { format!("{initial}.{second}.") },
            infix,
            last,
            woman,
            titles: [None, None, None, Some("mr."), Some("dr."), Some("ir.")][rng.below(6)],
            function,
            party,
            born: birthday(rng, today, all.len()),
            town: rng.choose(&TOWNS),
            since,
            until,
        };
        all.push(person);
    };
    for (party, &left) in left.iter().enumerate() {
        for _ in 0..left {
            let since = if rng.one_in(3) { date(2021, 3, 31) } else { date(2023, 12, 6) };
            add(&mut rng, Function::Member, Some(party), since, None);
        }
    }
    for _ in 0..24 {
        let party = rng.below(PARTIES.len());
        let until = date(2023, 12, 5);
        add(&mut rng, Function::FormerMember, Some(party), date(2012, 9, 20), Some(until));
    }
    for _ in 0..6 {
        let party = rng.below(14);
        add(&mut rng, Function::Senator, Some(party), date(2023, 6, 13), None);
    }
    all
}

/// A birth date; the fortieth person has a birthday today, so that the front page has one to show.
fn birthday(rng: &mut Rng, today: Date, index: usize) -> Date {
    let born = after(date(1955, 1, 1), rng.below(15_500) as i64);
    if index.is_multiple_of(40) {
        return Date::new(born.year(), today.month(), today.day()).unwrap_or(born);
    }
    born
}

/// Enough different last names.
fn names(rng: &mut Rng) -> Vec<(Option<&'static str>, String)> {
    let mut plain = Vec::new();
    for stem in STEMS {
        for ending in ENDINGS {
            let name = format!("{stem}{ending}");
            if FIXED.iter().all(|fixed| fixed.3 != name) {
                plain.push(name);
            }
        }
    }
    let mut names: Vec<(Option<&'static str>, String)> = rng
        .sample(&plain, 190)
        .into_iter()
        .map(|name| (None, name.clone()))
        .chain(OTHERS.map(|name| (None, name.to_owned())))
        .collect();
    for (infix, last) in &mut names {
        if last.is_ascii() {
            *infix = *rng.pick(&INFIXES);
        }
    }
    let order: Vec<_> = rng.sample(&names, names.len()).into_iter().cloned().collect();
    order
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::settings::TODAY;

    #[test]
    fn the_house_is_full_and_every_name_is_told_apart() {
        assert_eq!(PARTIES.iter().map(|p| p.seats).sum::<u16>(), 150);
        for seed in 0..20 {
            let people = people(seed, TODAY);
            let members: Vec<_> = people.iter().filter(|p| p.function == Function::Member).collect();
            assert_eq!(members.len(), role::MEMBERS);
            for (index, party) in PARTIES.iter().enumerate() {
                let seats = members.iter().filter(|p| p.party == Some(index)).count();
                assert_eq!(seats, usize::from(party.seats), "{}", party.short);
            }
            let names: HashSet<_> = people.iter().map(|p| p.last.clone()).collect();
            assert_eq!(names.len(), people.len());
        }
    }

    #[test]
    fn forms_of_a_name() {
        let people = people(1, TODAY);
        let minister = &people[role::FOREIGN_MINISTER];
        assert_eq!(minister.signed(), "R.J. van Ommerveld");
        assert_eq!(minister.listed(), "Ommerveld, R.J. van");
        assert_eq!(minister.called(), "Van Ommerveld");
        assert_eq!(minister.office(), "minister van Buitenlandse Zaken");
    }
}
