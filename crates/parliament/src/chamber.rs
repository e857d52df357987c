//! The chamber itself: people and their registers, parties and seats, committees and seats, rooms, dossiers.
//!
//! Owner 0 of the feed; the same for every size.

use jiff::civil::date;

use crate::calendar::after;
use crate::category::Category::{self, *};
use crate::emission::{Change, Emission, Event};
use crate::files;
use crate::people::{Function, MINISTRIES, PARTIES, Person, role};
use crate::random::Rng;
use crate::world::{TERM, World};

/// The rooms in which the House meets, with invented names; the plenary hall first.
pub(crate) const ROOMS: [&str; 8] = [
    "Plenaire zaal",
    "Lindezaal",
    "Elzenzaal",
    "Waterlandzaal",
    "Meanderzaal",
    "Wilgenzaal",
    "Zilverschoonzaal",
    "Hofvijverzaal",
];

/// Committees: one for each ministry, and four more.
const MORE: [(&str, &str, &str); 4] = [
    ("EUZA", "Vaste commissie voor Europese Zaken", "Vaste commissies"),
    ("RU", "Vaste commissie voor Rijksuitgaven", "Vaste commissies"),
    ("VERZ", "Commissie voor de Verzoekschriften en de Burgerinitiatieven", "Overige commissies"),
    ("PRES", "Presidium", "Overige commissies"),
];

const SEATS: usize = 14;

/// Passes all entities of the chamber.
pub(crate) fn emit(e: &mut Emission) {
    parties(e);
    people(e);
    committees(e);
    for (index, room) in ROOMS.iter().enumerate() {
        e.record(Zaal, index as u16, |x| {
            x.text("naam", room);
            x.plain("sysCode", 101 + index);
        });
    }
    let w = e.world;
    for (index, dossier) in w.dossiers.iter().enumerate() {
        e.record(Kamerstukdossier, index as u16, |x| {
            x.text("titel", &dossier.title);
            x.nils(&["citeertitel", "alias"]);
            x.plain("nummer", dossier.number);
            x.opt("toevoeging", dossier.addition);
            x.plain("hoogsteVolgnummer", dossier.highest);
            x.flag("afgesloten", dossier.closed);
            x.text("kamer", "Tweede Kamer");
        });
    }
}

/// What changes later: somebody leaves the register, side jobs end, a gift is declared twice.
pub(crate) fn events(w: &World) -> Vec<Event> {
    let former = w.people.iter().position(|p| p.function == Function::FormerMember).unwrap_or(0) as u16;
    vec![
        Event::new(PersoonNevenfunctie, role::MOVER as u16 * 4, Change::DeleteWithBody),
        Event::new(Persoon, former + 23, Change::Delete),
        Event::new(PersoonGeschenk, (role::MOVER as u16 + 2) * 4, Change::Again),
    ]
}

fn parties(e: &mut Emission) {
    let w = e.world;
    for (index, party) in PARTIES.iter().enumerate() {
        let logo = |_| Some(files::picture_facts(w, Fractie, index as u16));
        e.file(Fractie, index as u16, logo, |x| {
            x.plain("nummer", 5_101 + index);
            x.text("afkorting", party.short);
            x.text("naamNl", party.name);
            x.text("naamEn", party.english);
            x.plain("aantalZetels", party.seats);
            x.plain("aantalStemmen", u32::from(party.seats) * 69_231 + 4_117);
            x.date("datumActief", Some(party.since));
            x.date("datumInactief", party.until);
        });
    }
    let mut weights = [0; PARTIES.len()];
    for (index, person) in w.people.iter().enumerate() {
        let (Function::Member | Function::FormerMember, Some(party)) = (person.function, person.party) else {
            continue;
        };
        weights[party] += 1;
        let seat = index as u16;
        e.record(FractieZetel, seat, |x| {
            x.reference("fractie", w.party_id(party));
            x.plain("gewicht", weights[party]);
        });
        let seat_id = e.id(FractieZetel, seat);
        e.record(FractieZetelPersoon, seat, |x| {
            x.reference("fractieZetel", seat_id);
            x.reference("persoon", w.person_id(index));
            x.text("functie", if weights[party] == 1 { "Fractievoorzitter" } else { "Lid" });
            x.date("van", Some(person.since));
            x.date("totEnMet", person.until);
        });
        if index % 40 == 7 {
            e.record(FractieZetelVacature, seat, |x| {
                x.reference("fractieZetel", seat_id);
                x.text("functie", "Lid");
                x.date("van", Some(after(person.since, -20)));
                x.date("totEnMet", Some(after(person.since, -1)));
            });
        }
    }
}

fn people(e: &mut Emission) {
    let w = e.world;
    for (index, person) in w.people.iter().enumerate() {
        let local = index as u16;
        let photo =
            |_| (person.function == Function::Member).then(|| files::picture_facts(w, Persoon, local));
        e.file(Persoon, local, photo, |x| {
            x.plain("nummer", 61_000 + index * 7);
            x.opt("titels", person.titles);
            x.text("initialen", &person.initials);
            x.opt("tussenvoegsel", person.infix);
            x.text("achternaam", &person.last);
            x.text("voornamen", &person.first);
            x.text("roepnaam", &person.first);
            x.text("geslacht", if person.woman { "vrouw" } else { "man" });
            x.opt("functie", function(person));
            x.date("geboortedatum", Some(person.born));
            x.text("geboorteplaats", person.town);
            x.text("geboorteland", "Nederland");
            x.nils(&["overlijdensdatum", "overlijdensplaats"]);
            x.text("woonplaats", person.town);
            x.text("land", "NL");
            x.opt("fractielabel", person.party().map(|p| p.short));
        });
        if person.function == Function::Member {
            registers(e, index, person);
        }
    }
}

fn function(person: &Person) -> Option<&'static str> {
    match person.function {
        Function::Member => Some("Tweede Kamerlid"),
        Function::FormerMember => Some("Oud Kamerlid"),
        Function::Senator => Some("Eerste Kamerlid"),
        Function::Minister(_) | Function::StateSecretary(_) => None,
    }
}

/// What a member registers: contact, education, career, side jobs with income, gifts, trips.
fn registers(e: &mut Emission, index: usize, person: &Person) {
    let w = e.world;
    let id = w.person_id(index);
    let local = index as u16;
    let mut rng = Rng::at(w.settings.seed, index as u64, 0x7265_6769);
    let mail = format!("{}.{}@kamer.example", person.first.to_lowercase(), local);
    for (n, (kind, value)) in [("E-mail", mail), ("Website", format!("https://www.example.org/lid/{local}"))]
        .into_iter()
        .enumerate()
    {
        if n == 1 && !rng.one_in(3) {
            continue;
        }
        e.record(PersoonContactinformatie, local * 2 + n as u16, |x| {
            x.reference("persoon", id);
            x.text("soort", kind);
            x.text("waarde", &value);
            x.plain("gewicht", n + 1);
        });
    }
    let studied = i32::from(person.born.year()) + 18;
    let study = *rng.pick(&[
        ("Bestuurskunde", "Public administration", "Universiteit van het Noorden"),
        ("Nederlands recht", "Dutch law", "Academie aan de Amstel"),
        ("Verpleegkunde (hbo)", "Nursing", "Hogeschool Twee Rivieren"),
        ("Internationale betrekkingen", "International relations", "Universiteit van het Noorden"),
        ("Werktuigbouwkunde", "Mechanical engineering", "Technische School Oost"),
    ]);
    e.record(PersoonOnderwijs, local, |x| {
        x.reference("persoon", id);
        x.text("opleidingNl", study.0);
        x.text("opleidingEn", study.1);
        x.text("instelling", study.2);
        x.text("plaats", person.town);
        x.plain("van", studied);
        x.plain("totEnMet", studied + 5);
        x.plain("gewicht", 1);
    });
    let job = *rng.pick(&[
        ("Beleidsadviseur", "Policy adviser", "Vereniging van Kleine Gemeenten"),
        ("Wethouder", "Alderman", "gemeente Zwolle"),
        ("Docent", "Teacher", "Scholengroep De Verbinding"),
        ("Huisarts", "General practitioner", "Praktijk De Linde"),
        ("Ondernemer", "Entrepreneur", "zelfstandig"),
    ]);
    e.record(PersoonLoopbaan, local, |x| {
        x.reference("persoon", id);
        x.text("functie", job.0);
        x.text("werkgever", job.2);
        x.text("omschrijvingNl", &format!("{} bij {}", job.0, job.2));
        x.text("omschrijvingEn", &format!("{} at {}", job.1, job.2));
        x.text("plaats", person.town);
        x.text("van", &format!("{}-09", studied + 6));
        x.text("totEnMet", &format!("{}-03", studied + 12));
        x.plain("gewicht", 1);
    });
    for n in 0..rng.below(3) as u16 + u16::from(index == role::MOVER) {
        let side = local * 4 + n;
        let body = *rng.pick(&[
            "Lid raad van toezicht Stichting De Waterput",
            "Bestuurslid dorpshuis De Schakel",
            "Lid raad van advies Genootschap Open Techniek",
            "Voorzitter muziekvereniging Excelsior",
        ]);
        let paid = rng.one_in(3);
        e.record(PersoonNevenfunctie, side, |x| {
            x.reference("persoon", id);
            x.text("omschrijving", body);
            x.flag("isActief", n == 0);
            x.nested("periode", |x| {
                x.text("van", "2022-01");
                if n == 0 { x.nil("totEnMet") } else { x.text("totEnMet", "2025-06") }
            });
            x.nested("vergoeding", |x| {
                x.text("soort", if paid { "Bezoldigd" } else { "Onbezoldigd" });
                x.nil("toelichting");
            });
            x.plain("gewicht", n + 1);
        });
        if paid {
            let side_id = e.id(PersoonNevenfunctie, side);
            e.record(PersoonNevenfunctieInkomsten, side, |x| {
                x.reference("persoonNevenfunctie", side_id);
                x.text("jaar", "2025");
                x.text("bedragSoort", "Bruto");
                x.nil("bedragVoorvoegsel");
                x.text("bedragValuta", "EUR");
                x.plain("bedrag", format_args!("{}.00", 750 + u32::from(side) % 40 * 125));
                x.nil("bedragAchtervoegsel");
                x.text("frequentie", "Jaarlijks");
                x.nils(&["frequentieBeschrijving", "opmerking"]);
            });
        }
    }
    for n in 0..rng.below(4).max(usize::from(index == role::MOVER + 2)) as u16 {
        let gift = *rng.pick(&[
            "Boek over de geschiedenis van het waterbeheer, t.w.v. € 35,-.",
            "Kaart voor de première van de film «Stroomafwaarts», ontvangen van de Filmstichting, t.w.v. € 62,50.",
            "Fles wijn en bos bloemen na een werkbezoek, t.w.v. circa € 30,-.",
            "Fietstas met opdruk, ontvangen van de Reizigersbond, waarde onbekend.",
        ]);
        let day = after(w.settings.today, -(rng.below(900) as i64));
        e.record(PersoonGeschenk, local * 4 + n, |x| {
            x.reference("persoon", id);
            x.text("omschrijving", gift);
            x.date("datum", Some(day));
            x.plain("gewicht", n + 1);
        });
    }
    for n in 0..rng.below(3) as u16 {
        let (purpose, place) = *rng.pick(&[
            ("Werkbezoek met de commissie", "Brussel, België"),
            ("Conferentie over digitale veiligheid", "Tallinn, Estland"),
            ("Waarneming van verkiezingen", "Chisinau, Moldavië"),
            ("Delegatie naar de parlementaire vergadering", "Straatsburg, Frankrijk"),
        ]);
        let day = after(w.settings.today, -(rng.below(900) as i64));
        e.record(PersoonReis, local * 4 + n, |x| {
            x.reference("persoon", id);
            x.text("doel", purpose);
            x.text("bestemming", place);
            x.date("van", Some(day));
            x.date("totEnMet", Some(after(day, 3)));
            x.text("betaaldDoor", "Reis- en verblijfkosten betaald door de organisatie");
            x.plain("gewicht", n + 1);
        });
    }
}

fn committees(e: &mut Emission) {
    let w = e.world;
    let members: Vec<usize> = (role::CABINET..role::CABINET + role::MEMBERS).collect();
    for index in 0..MINISTRIES.len() + MORE.len() {
        let local = index as u16;
        let (letters, name, contents) = match MINISTRIES.get(index) {
            Some(m) => (m.short, format!("Vaste commissie voor {}", m.name), "Vaste commissies"),
            None => {
                let (letters, name, contents) = MORE[index - MINISTRIES.len()];
                (letters, name.to_owned(), contents)
            }
        };
        e.record(Commissie, local, |x| {
            x.plain("nummer", 62_001 + index);
            x.text("soort", "Dienst Commissieondersteuning");
            x.text("afkorting", letters);
            x.text("naamNl", &name);
            x.nil("naamEn");
            x.text("naamWebNl", name.trim_start_matches("Vaste commissie voor "));
            x.nil("naamWebEn");
            x.text("inhoudsopgave", contents);
            x.date("datumActief", Some(date(2010, 10, 14)));
            x.nil("datumInactief");
        });
        let id = e.id(Commissie, local);
        for (n, (kind, value)) in [
            ("E-mail", format!("cie.{}@kamer.example", letters.to_lowercase())),
            ("Telefoon", format!("070-55500{index:02}")),
        ]
        .into_iter()
        .enumerate()
        {
            e.record(CommissieContactinformatie, local * 2 + n as u16, |x| {
                x.reference("commissie", id);
                x.text("soort", kind);
                x.text("waarde", &value);
                x.plain("gewicht", n + 1);
            });
        }
        let mut rng = Rng::at(w.settings.seed, index as u64, 0x6369_6579);
        let mut people: Vec<usize> = rng.sample(&members, SEATS * 3).into_iter().copied().collect();
        if index == 0 {
            people.retain(|p| *p != role::CHAIR && *p != role::MOVER);
            people.insert(0, role::CHAIR);
            people.insert(2, role::MOVER);
        }
        for seat in 0..SEATS {
            committee_seat(e, local, seat, &people);
        }
    }
}

fn committee_seat(e: &mut Emission, committee: u16, seat: usize, people: &[usize]) {
    let w = e.world;
    let local = committee * 32 + seat as u16;
    let committee_id = e.id(Commissie, committee);
    e.record(CommissieZetel, local, |x| {
        x.reference("commissie", committee_id);
        x.plain("gewicht", seat + 1);
    });
    let id = e.id(CommissieZetel, local);
    let party = w.people[people[seat]].party.unwrap_or(0);
    // the last seat of each committee waits for somebody
    let (regular, substitute) = if seat + 1 == SEATS {
        (CommissieZetelVastVacature, CommissieZetelVervangerVacature)
    } else {
        (CommissieZetelVastPersoon, CommissieZetelVervangerPersoon)
    };
    for (kind, person, function) in
        [(regular, people[seat], regular_function(seat)), (substitute, people[SEATS + seat], "Plv. lid")]
    {
        e.record(kind, local * 2, |x| {
            x.reference("commissieZetel", id);
            if matches!(kind, CommissieZetelVastPersoon | CommissieZetelVervangerPersoon) {
                x.reference("persoon", w.person_id(person));
            } else {
                x.reference("fractie", w.party_id(party));
            }
            x.text("functie", function);
            x.date("van", Some(after(TERM, 14 + seat as i64 * 9)));
            x.nil("totEnMet");
        });
    }
    if seat % 4 == 1 {
        // somebody sat here before
        e.record(CommissieZetelVastPersoon, local * 2 + 1, |x| {
            x.reference("commissieZetel", id);
            x.reference("persoon", w.person_id(people[SEATS * 2 + seat / 4]));
            x.text("functie", "Lid");
            x.date("van", Some(TERM));
            x.date("totEnMet", Some(after(TERM, 13 + seat as i64 * 9)));
        });
    }
}

fn regular_function(seat: usize) -> &'static str {
    match seat {
        0 => "Voorzitter",
        1 => "Ondervoorzitter",
        _ => "Lid",
    }
}

/// Entities of the chamber that have a picture.
pub(crate) fn has_picture(w: &World, category: Category, local: u16) -> bool {
    match category {
        Fractie => usize::from(local) < PARTIES.len(),
        Persoon => w.people.get(usize::from(local)).is_some_and(|p| p.function == Function::Member),
        _ => false,
    }
}
