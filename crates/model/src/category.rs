//! The 35 categories of records, and every column that each has.
//!
//! One table drives the reader of the feed (`source` is the feed's spelling), the statements of the store
//! (`name` is the column) and the JSON of records: a field that is added here is read, kept and shown.
//! The migrations of the store spell the same columns; a test there compares the two.
//!
//! Source: the official XSDs (`tkData-v1-0`) and what live entries have beside them.

use std::fmt;
use std::str::FromStr;

/// One kind of record of the source, and the cursor that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// A debate, procedural meeting, visit, consultation or other item of the agenda. (`Activiteit`)
    #[doc(alias = "activiteit")]
    Activity,
    /// A person, party or committee in its role at an activity. (`ActiviteitActor`)
    ActivityActor,
    /// An item on the agenda of an activity. (`Agendapunt`)
    #[doc(alias = "agendapunt")]
    AgendaItem,
    /// What was decided on a case under an agenda item. (`Besluit`)
    #[doc(alias = "besluit")]
    Decision,
    /// A committee of the House. (`Commissie`)
    #[doc(alias = "commissie")]
    Committee,
    /// How to reach a committee. (`CommissieContactinformatie`)
    CommitteeContact,
    /// A seat in a committee. (`CommissieZetel`)
    CommitteeSeat,
    /// A permanent member on a committee seat for a period. (`CommissieZetelVastPersoon`)
    CommitteeMember,
    /// A vacant permanent seat for a period. (`CommissieZetelVastVacature`)
    CommitteeVacancy,
    /// A substitute on a committee seat for a period. (`CommissieZetelVervangerPersoon`)
    CommitteeSubstitute,
    /// A vacant substitute seat for a period. (`CommissieZetelVervangerVacature`)
    CommitteeSubstituteVacancy,
    /// A paper: letter, motion, question, answer, report, attachment. (`Document`)
    Document,
    /// A person, party or committee in its role at a document. (`DocumentActor`)
    DocumentActor,
    /// A version of a document. (`DocumentVersie`)
    DocumentVersion,
    /// A parliamentary party. (`Fractie`)
    #[doc(alias = "fractie")]
    Party,
    /// A seat of a party. (`FractieZetel`)
    PartySeat,
    /// A person on a party seat for a period. (`FractieZetelPersoon`)
    PartyMember,
    /// A vacant party seat for a period. (`FractieZetelVacature`)
    PartyVacancy,
    /// A dossier of numbered parliamentary papers. (`Kamerstukdossier`)
    #[doc(alias = "kamerstukdossier")]
    Dossier,
    /// A member, former member or other person known to the House. (`Persoon`)
    #[doc(alias = "persoon")]
    Person,
    /// How to reach a person. (`PersoonContactinformatie`)
    PersonContact,
    /// A gift that a member reported. (`PersoonGeschenk`)
    #[doc(alias = "geschenk")]
    Gift,
    /// A post in the career of a person; the dates are often only a year. (`PersoonLoopbaan`)
    #[doc(alias = "loopbaan")]
    Career,
    /// A side job that a member reported. (`PersoonNevenfunctie`)
    #[doc(alias = "nevenfunctie")]
    SideJob,
    /// Income from a side job in a year. (`PersoonNevenfunctieInkomsten`)
    SideJobIncome,
    /// Education of a person. (`PersoonOnderwijs`)
    #[doc(alias = "onderwijs")]
    Education,
    /// A trip that a member reported. (`PersoonReis`)
    #[doc(alias = "reis")]
    Trip,
    /// A room reserved for activities. (`Reservering`)
    Reservation,
    /// The vote of one party or, in a roll-call, of one member on a decision. (`Stemming`)
    #[doc(alias = "stemming")]
    Vote,
    /// An undertaking of the government in the register. (`Toezegging`)
    #[doc(alias = "toezegging")]
    Commitment,
    /// A sitting of the House or a committee, of which there is a transcript. (`Vergadering`)
    #[doc(alias = "vergadering")]
    Meeting,
    /// A version of the transcript of a meeting. (`Verslag`)
    #[doc(alias = "verslag")]
    Transcript,
    /// What the House deals with: a motion, bill, letter, set of questions. (`Zaak`)
    #[doc(alias = "zaak")]
    Case,
    /// A person, party or committee in its role at a case. (`ZaakActor`)
    CaseActor,
    /// A room of the House. (`Zaal`)
    Room,
}

/// What a column holds. The store keeps dates and times as text: `2026-01-28`, `2026-01-28T13:00:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text as the source has it, trimmed; empty is none.
    Text,
    /// A whole number.
    Int,
    /// True or false, kept as 1 or 0.
    Bool,
    /// A day in the Netherlands; a time of day that the source adds is dropped.
    Date,
    /// A day, month or year as far as the source knows it: `2019`, `2019-04`, `2019-04-01`.
    PartialDate,
    /// A moment, kept in UTC; the source's local times are read as Europe/Amsterdam.
    Time,
    /// The id of a record of another category; it may be missing or come later.
    Ref(Category),
}

/// One single-valued field of a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Name in the store and in our JSON.
    pub name: &'static str,
    /// Its type.
    pub kind: ColumnKind,
    /// Element name in the feed; nested elements are joined with `/`.
    pub source: &'static str,
}

/// A many-valued reference between records; the number is what the store keeps, so it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum LinkKind {
    /// From Activity to Activity (`Activiteit/voortgezetVanuit`).
    ContinuedFrom = 1,
    /// From Activity to Activity (`Activiteit/vervangenVanuit`).
    ActivityReplaces = 2,
    /// From Decision to Case (`Besluit/zaak`).
    DecisionCase = 3,
    /// From Document to Document (`Document/bronDocument`).
    AttachmentOf = 4,
    /// From Document to Activity (`Document/activiteit`).
    DocumentActivity = 5,
    /// From Document to AgendaItem (`Document/agendapunt`).
    DocumentAgendaItem = 6,
    /// From Document to Case (`Document/zaak`).
    DocumentCase = 7,
    /// From Document to Dossier (`Document/kamerstukdossier`).
    DocumentDossier = 8,
    /// From Reservation to Activity (`Reservering/activiteit`).
    ReservationActivity = 9,
    /// From Commitment to a person or a party (`Toezegging/toegezegdAan`).
    PromisedTo = 10,
    /// From Commitment to Commitment (`Toezegging/isHerhalingVan`).
    RepeatOf = 11,
    /// From Commitment to Commitment (`Toezegging/isAanvullingOp`).
    AdditionTo = 12,
    /// From Commitment to Commitment (`Toezegging/isWijzigingVan`).
    ChangeOf = 13,
    /// From Case to Dossier (`Zaak/kamerstukdossier`).
    CaseDossier = 14,
    /// From Case to Activity (`Zaak/activiteit`).
    CaseActivity = 15,
    /// From Case to AgendaItem (`Zaak/agendapunt`).
    CaseAgendaItem = 16,
    /// From Case to Case (`Zaak/gerelateerdVanuit`).
    RelatedFrom = 17,
    /// From Case to Case (`Zaak/vervangenVanuit`).
    CaseReplaces = 18,
}

/// One many-valued reference of a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkField {
    /// What it means.
    pub kind: LinkKind,
    /// Element name in the feed.
    pub source: &'static str,
}

/// Everything that is fixed about a category.
#[derive(Debug)]
pub struct Spec {
    /// The category.
    pub category: Category,
    /// Its name in the feed, as a query parameter: `Document`.
    pub source: &'static str,
    /// Its table in the store.
    pub table: &'static str,
    /// Whether its records have a file to download.
    pub downloadable: bool,
    /// Its single-valued fields.
    pub columns: &'static [Column],
    /// Its many-valued references.
    pub links: &'static [LinkField],
}

const fn column(name: &'static str, kind: ColumnKind, source: &'static str) -> Column {
    Column { name, kind, source }
}

const fn link(kind: LinkKind, source: &'static str) -> LinkField {
    LinkField { kind, source }
}

use ColumnKind::{Bool, Date, Int, PartialDate, Ref, Text, Time};

/// All categories, in the order of [`Category`].
pub static CATEGORIES: [Spec; 35] = [
    Spec {
        category: Category::Activity,
        source: "Activiteit",
        table: "activities",
        downloadable: false,
        columns: &[
            column("lead_committee", Ref(Category::Committee), "voortouwcommissie"),
            column("kind", Text, "soort"),
            column("number", Text, "nummer"),
            column("subject", Text, "onderwerp"),
            column("date_kind", Text, "datumSoort"),
            column("date", Date, "datum"),
            column("begins", Time, "aanvangstijd"),
            column("ends", Time, "eindtijd"),
            column("location", Text, "locatie"),
            column("closed", Bool, "besloten"),
            column("status", Text, "status"),
            column("session_year", Text, "vergaderjaar"),
            column("chamber", Text, "kamer"),
            column("note", Text, "noot"),
            column("vrs_number", Text, "vrsNummer"),
            column("lead_sid", Text, "sidVoortouw"),
            column("lead_name", Text, "voortouwnaam"),
            column("lead_abbreviation", Text, "voortouwafkorting"),
            column("lead_short_name", Text, "voortouwkortenaam"),
            column("requested", Date, "aanvraagdatum"),
            column("first_extension_asked", Date, "datumVerzoekEersteVerlenging"),
            column("first_extension_told", Date, "datumMededelingEersteVerlenging"),
            column("second_extension_asked", Date, "datumVerzoekTweedeVerlenging"),
            column("second_extension_told", Date, "datumMededelingTweedeVerlenging"),
            column("expires", Date, "vervaldatum"),
        ],
        links: &[
            link(LinkKind::ContinuedFrom, "voortgezetVanuit"),
            link(LinkKind::ActivityReplaces, "vervangenVanuit"),
        ],
    },
    Spec {
        category: Category::ActivityActor,
        source: "ActiviteitActor",
        table: "activity_actors",
        downloadable: false,
        columns: &[
            column("activity", Ref(Category::Activity), "activiteit"),
            column("person", Ref(Category::Person), "persoon"),
            column("party", Ref(Category::Party), "fractie"),
            column("committee", Ref(Category::Committee), "commissie"),
            column("name", Text, "actorNaam"),
            column("party_name", Text, "actorFractie"),
            column("role", Text, "relatie"),
            column("position", Int, "volgorde"),
            column("function", Text, "functie"),
            column("speaking_time", Text, "spreektijd"),
            column("sid", Text, "sidActor"),
        ],
        links: &[],
    },
    Spec {
        category: Category::AgendaItem,
        source: "Agendapunt",
        table: "agenda_items",
        downloadable: false,
        columns: &[
            column("activity", Ref(Category::Activity), "activiteit"),
            column("number", Text, "nummer"),
            column("subject", Text, "onderwerp"),
            column("begins", Time, "aanvangstijd"),
            column("ends", Time, "eindtijd"),
            column("position", Int, "volgorde"),
            column("heading", Text, "rubriek"),
            column("note", Text, "noot"),
            column("status", Text, "status"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Decision,
        source: "Besluit",
        table: "decisions",
        downloadable: false,
        columns: &[
            column("agenda_item", Ref(Category::AgendaItem), "agendapunt"),
            column("vote_kind", Text, "stemmingsSoort"),
            column("kind", Text, "besluitSoort"),
            column("text", Text, "besluitTekst"),
            column("remark", Text, "opmerking"),
            column("status", Text, "status"),
            column("position", Int, "agendapuntZaakBesluitVolgorde"),
        ],
        links: &[link(LinkKind::DecisionCase, "zaak")],
    },
    Spec {
        category: Category::Committee,
        source: "Commissie",
        table: "committees",
        downloadable: false,
        columns: &[
            column("number", Text, "nummer"),
            column("kind", Text, "soort"),
            column("abbreviation", Text, "afkorting"),
            column("name", Text, "naamNl"),
            column("name_english", Text, "naamEn"),
            column("web_name", Text, "naamWebNl"),
            column("web_name_english", Text, "naamWebEn"),
            column("contents", Text, "inhoudsopgave"),
            column("since", Date, "datumActief"),
            column("until", Date, "datumInactief"),
        ],
        links: &[],
    },
    Spec {
        category: Category::CommitteeContact,
        source: "CommissieContactinformatie",
        table: "committee_contacts",
        downloadable: false,
        columns: &[
            column("committee", Ref(Category::Committee), "commissie"),
            column("kind", Text, "soort"),
            column("value", Text, "waarde"),
            column("weight", Int, "gewicht"),
        ],
        links: &[],
    },
    Spec {
        category: Category::CommitteeSeat,
        source: "CommissieZetel",
        table: "committee_seats",
        downloadable: false,
        columns: &[
            column("committee", Ref(Category::Committee), "commissie"),
            column("weight", Int, "gewicht"),
        ],
        links: &[],
    },
    Spec {
        category: Category::CommitteeMember,
        source: "CommissieZetelVastPersoon",
        table: "committee_members",
        downloadable: false,
        columns: &[
            column("seat", Ref(Category::CommitteeSeat), "commissieZetel"),
            column("person", Ref(Category::Person), "persoon"),
            column("function", Text, "functie"),
            column("since", Date, "van"),
            column("until", Date, "totEnMet"),
        ],
        links: &[],
    },
    Spec {
        category: Category::CommitteeVacancy,
        source: "CommissieZetelVastVacature",
        table: "committee_vacancies",
        downloadable: false,
        columns: &[
            column("seat", Ref(Category::CommitteeSeat), "commissieZetel"),
            column("party", Ref(Category::Party), "fractie"),
            column("function", Text, "functie"),
            column("since", Date, "van"),
            column("until", Date, "totEnMet"),
        ],
        links: &[],
    },
    Spec {
        category: Category::CommitteeSubstitute,
        source: "CommissieZetelVervangerPersoon",
        table: "committee_substitutes",
        downloadable: false,
        columns: &[
            column("seat", Ref(Category::CommitteeSeat), "commissieZetel"),
            column("person", Ref(Category::Person), "persoon"),
            column("function", Text, "functie"),
            column("since", Date, "van"),
            column("until", Date, "totEnMet"),
        ],
        links: &[],
    },
    Spec {
        category: Category::CommitteeSubstituteVacancy,
        source: "CommissieZetelVervangerVacature",
        table: "committee_substitute_vacancies",
        downloadable: false,
        columns: &[
            column("seat", Ref(Category::CommitteeSeat), "commissieZetel"),
            column("party", Ref(Category::Party), "fractie"),
            column("function", Text, "functie"),
            column("since", Date, "van"),
            column("until", Date, "totEnMet"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Document,
        source: "Document",
        table: "documents",
        downloadable: true,
        columns: &[
            column("current_version", Ref(Category::DocumentVersion), "huidigeDocumentVersie"),
            column("kind", Text, "soort"),
            column("number", Text, "documentNummer"),
            column("title", Text, "titel"),
            column("subject", Text, "onderwerp"),
            column("date", Date, "datum"),
            column("sub_number", Int, "volgnummer"),
            column("session_year", Text, "vergaderjaar"),
            column("chamber", Int, "kamer"),
            column("citation_title", Text, "citeertitel"),
            column("alias", Text, "alias"),
            column("registered", Date, "datumRegistratie"),
            column("received", Date, "datumOntvangst"),
            column("annex_number", Text, "aanhangselnummer"),
            column("sender_reference", Text, "kenmerkAfzender"),
            column("organisation", Text, "organisatie"),
        ],
        links: &[
            link(LinkKind::AttachmentOf, "bronDocument"),
            link(LinkKind::DocumentActivity, "activiteit"),
            link(LinkKind::DocumentAgendaItem, "agendapunt"),
            link(LinkKind::DocumentCase, "zaak"),
            link(LinkKind::DocumentDossier, "kamerstukdossier"),
        ],
    },
    Spec {
        category: Category::DocumentActor,
        source: "DocumentActor",
        table: "document_actors",
        downloadable: false,
        columns: &[
            column("document", Ref(Category::Document), "document"),
            column("person", Ref(Category::Person), "persoon"),
            column("party", Ref(Category::Party), "fractie"),
            column("committee", Ref(Category::Committee), "commissie"),
            column("name", Text, "actorNaam"),
            column("party_name", Text, "actorFractie"),
            column("function", Text, "functie"),
            column("role", Text, "relatie"),
            column("sid", Text, "sidActor"),
        ],
        links: &[],
    },
    Spec {
        category: Category::DocumentVersion,
        source: "DocumentVersie",
        table: "document_versions",
        downloadable: false,
        columns: &[
            column("document", Ref(Category::Document), "document"),
            column("status", Text, "status"),
            column("version", Int, "versienummer"),
            column("file_size", Int, "bestandsgrootte"),
            column("extension", Text, "extensie"),
            column("date", Time, "datum"),
            column("external_id", Text, "externeidentifier"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Party,
        source: "Fractie",
        table: "parties",
        downloadable: true,
        columns: &[
            column("number", Text, "nummer"),
            column("abbreviation", Text, "afkorting"),
            column("name", Text, "naamNl"),
            column("name_english", Text, "naamEn"),
            column("seats", Int, "aantalZetels"),
            column("votes", Int, "aantalStemmen"),
            column("since", Date, "datumActief"),
            column("until", Date, "datumInactief"),
        ],
        links: &[],
    },
    Spec {
        category: Category::PartySeat,
        source: "FractieZetel",
        table: "party_seats",
        downloadable: false,
        columns: &[column("party", Ref(Category::Party), "fractie"), column("weight", Int, "gewicht")],
        links: &[],
    },
    Spec {
        category: Category::PartyMember,
        source: "FractieZetelPersoon",
        table: "party_members",
        downloadable: false,
        columns: &[
            column("seat", Ref(Category::PartySeat), "fractieZetel"),
            column("person", Ref(Category::Person), "persoon"),
            column("function", Text, "functie"),
            column("since", Date, "van"),
            column("until", Date, "totEnMet"),
        ],
        links: &[],
    },
    Spec {
        category: Category::PartyVacancy,
        source: "FractieZetelVacature",
        table: "party_vacancies",
        downloadable: false,
        columns: &[
            column("seat", Ref(Category::PartySeat), "fractieZetel"),
            column("function", Text, "functie"),
            column("since", Date, "van"),
            column("until", Date, "totEnMet"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Dossier,
        source: "Kamerstukdossier",
        table: "dossiers",
        downloadable: false,
        columns: &[
            column("title", Text, "titel"),
            column("citation_title", Text, "citeertitel"),
            column("alias", Text, "alias"),
            column("number", Int, "nummer"),
            column("addition", Text, "toevoeging"),
            column("highest_sub_number", Int, "hoogsteVolgnummer"),
            column("closed", Bool, "afgesloten"),
            column("chamber", Text, "kamer"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Person,
        source: "Persoon",
        table: "persons",
        downloadable: true,
        columns: &[
            column("number", Text, "nummer"),
            column("titles", Text, "titels"),
            column("initials", Text, "initialen"),
            column("prefix", Text, "tussenvoegsel"),
            column("surname", Text, "achternaam"),
            column("given_names", Text, "voornamen"),
            column("first_name", Text, "roepnaam"),
            column("gender", Text, "geslacht"),
            column("function", Text, "functie"),
            column("born", Date, "geboortedatum"),
            column("birth_place", Text, "geboorteplaats"),
            column("birth_country", Text, "geboorteland"),
            column("died", Date, "overlijdensdatum"),
            column("death_place", Text, "overlijdensplaats"),
            column("residence", Text, "woonplaats"),
            column("country", Text, "land"),
            column("party_label", Text, "fractielabel"),
        ],
        links: &[],
    },
    Spec {
        category: Category::PersonContact,
        source: "PersoonContactinformatie",
        table: "person_contacts",
        downloadable: false,
        columns: &[
            column("person", Ref(Category::Person), "persoon"),
            column("kind", Text, "soort"),
            column("value", Text, "waarde"),
            column("weight", Int, "gewicht"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Gift,
        source: "PersoonGeschenk",
        table: "gifts",
        downloadable: false,
        columns: &[
            column("person", Ref(Category::Person), "persoon"),
            column("description", Text, "omschrijving"),
            column("date", Date, "datum"),
            column("weight", Int, "gewicht"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Career,
        source: "PersoonLoopbaan",
        table: "careers",
        downloadable: false,
        columns: &[
            column("person", Ref(Category::Person), "persoon"),
            column("function", Text, "functie"),
            column("employer", Text, "werkgever"),
            column("description", Text, "omschrijvingNl"),
            column("description_english", Text, "omschrijvingEn"),
            column("place", Text, "plaats"),
            column("since", PartialDate, "van"),
            column("until", PartialDate, "totEnMet"),
            column("weight", Int, "gewicht"),
        ],
        links: &[],
    },
    Spec {
        category: Category::SideJob,
        source: "PersoonNevenfunctie",
        table: "side_jobs",
        downloadable: false,
        columns: &[
            column("person", Ref(Category::Person), "persoon"),
            column("description", Text, "omschrijving"),
            column("active", Bool, "isActief"),
            column("since", PartialDate, "periode/van"),
            column("until", PartialDate, "periode/totEnMet"),
            column("pay", Text, "vergoeding/soort"),
            column("pay_note", Text, "vergoeding/toelichting"),
            column("weight", Int, "gewicht"),
        ],
        links: &[],
    },
    Spec {
        category: Category::SideJobIncome,
        source: "PersoonNevenfunctieInkomsten",
        table: "side_job_incomes",
        downloadable: false,
        columns: &[
            column("side_job", Ref(Category::SideJob), "persoonNevenfunctie"),
            column("year", Text, "jaar"),
            column("amount_kind", Text, "bedragSoort"),
            column("amount_prefix", Text, "bedragVoorvoegsel"),
            column("currency", Text, "bedragValuta"),
            column("amount", Text, "bedrag"),
            column("amount_suffix", Text, "bedragAchtervoegsel"),
            column("frequency", Text, "frequentie"),
            column("frequency_note", Text, "frequentieBeschrijving"),
            column("remark", Text, "opmerking"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Education,
        source: "PersoonOnderwijs",
        table: "educations",
        downloadable: false,
        columns: &[
            column("person", Ref(Category::Person), "persoon"),
            column("course", Text, "opleidingNl"),
            column("course_english", Text, "opleidingEn"),
            column("institution", Text, "instelling"),
            column("place", Text, "plaats"),
            column("since", PartialDate, "van"),
            column("until", PartialDate, "totEnMet"),
            column("weight", Int, "gewicht"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Trip,
        source: "PersoonReis",
        table: "trips",
        downloadable: false,
        columns: &[
            column("person", Ref(Category::Person), "persoon"),
            column("purpose", Text, "doel"),
            column("destination", Text, "bestemming"),
            column("since", PartialDate, "van"),
            column("until", PartialDate, "totEnMet"),
            column("paid_by", Text, "betaaldDoor"),
            column("weight", Int, "gewicht"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Reservation,
        source: "Reservering",
        table: "reservations",
        downloadable: false,
        columns: &[
            column("room", Ref(Category::Room), "zaal"),
            column("number", Text, "nummer"),
            column("status_code", Text, "statusCode"),
            column("status", Text, "statusNaam"),
            column("activity_number", Text, "activiteitNummer"),
        ],
        links: &[link(LinkKind::ReservationActivity, "activiteit")],
    },
    Spec {
        category: Category::Vote,
        source: "Stemming",
        table: "votes",
        downloadable: false,
        columns: &[
            column("decision", Ref(Category::Decision), "besluit"),
            column("person", Ref(Category::Person), "persoon"),
            column("party", Ref(Category::Party), "fractie"),
            column("choice", Text, "soort"),
            column("party_size", Int, "fractieGrootte"),
            column("name", Text, "actorNaam"),
            column("party_name", Text, "actorFractie"),
            column("mistake", Bool, "vergissing"),
            column("member_sid", Text, "sidActorLid"),
            column("party_sid", Text, "sidActorFractie"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Commitment,
        source: "Toezegging",
        table: "commitments",
        downloadable: false,
        columns: &[
            column("to_party", Ref(Category::Party), "toegezegdAanFractie"),
            column("to_person", Ref(Category::Person), "toegezegdAanPersoon"),
            column("made", Time, "aanmaakdatum"),
            column("number", Text, "nummer"),
            column("activity", Ref(Category::Activity), "activiteit"),
            column("activity_number", Text, "activiteitNummer"),
            column("name", Text, "naam"),
            column("surname", Text, "achternaam"),
            column("initials", Text, "initialen"),
            column("prefix", Text, "tussenvoegsel"),
            column("first_name", Text, "voornaam"),
            column("suffix", Text, "achtervoegsel"),
            column("address", Text, "titulatuur"),
            column("function", Text, "functie"),
            column("status", Text, "status"),
            column("due", Date, "datumNakoming"),
            column("met_by", Text, "kamerbriefNakoming"),
            column("ministry", Text, "ministerie"),
            column("text", Text, "tekst"),
        ],
        links: &[
            link(LinkKind::PromisedTo, "toegezegdAan"),
            link(LinkKind::RepeatOf, "isHerhalingVan"),
            link(LinkKind::AdditionTo, "isAanvullingOp"),
            link(LinkKind::ChangeOf, "isWijzigingVan"),
        ],
    },
    Spec {
        category: Category::Meeting,
        source: "Vergadering",
        table: "meetings",
        downloadable: false,
        columns: &[
            column("kind", Text, "soort"),
            column("title", Text, "titel"),
            column("room", Text, "zaal"),
            column("session_year", Text, "vergaderjaar"),
            column("number", Int, "vergaderingNummer"),
            column("date", Date, "datum"),
            column("begins", Time, "aanvangstijd"),
            column("closes", Time, "sluiting"),
            column("chamber", Text, "kamer"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Transcript,
        source: "Verslag",
        table: "transcripts",
        downloadable: true,
        columns: &[
            column("meeting", Ref(Category::Meeting), "vergadering"),
            column("kind", Text, "soort"),
            column("status", Text, "status"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Case,
        source: "Zaak",
        table: "cases",
        downloadable: false,
        columns: &[
            column("number", Text, "nummer"),
            column("kind", Text, "soort"),
            column("subject", Text, "onderwerp"),
            column("started", Date, "gestartOp"),
            column("organisation", Text, "organisatie"),
            column("title", Text, "titel"),
            column("citation_title", Text, "citeertitel"),
            column("alias", Text, "alias"),
            column("legal_basis", Text, "grondslagvoorhang"),
            column("term", Date, "termijn"),
            column("session_year", Text, "vergaderjaar"),
            column("sub_number", Int, "volgnummer"),
            column("status", Text, "status"),
            column("stage", Text, "huidigeBehandelstatus"),
            column("settled", Bool, "afgedaan"),
            column("major_project", Bool, "grootProject"),
            column("cabinet_advice", Text, "kabinetsappreciatie"),
        ],
        links: &[
            link(LinkKind::CaseDossier, "kamerstukdossier"),
            link(LinkKind::CaseActivity, "activiteit"),
            link(LinkKind::CaseAgendaItem, "agendapunt"),
            link(LinkKind::RelatedFrom, "gerelateerdVanuit"),
            link(LinkKind::CaseReplaces, "vervangenVanuit"),
        ],
    },
    Spec {
        category: Category::CaseActor,
        source: "ZaakActor",
        table: "case_actors",
        downloadable: false,
        columns: &[
            column("case_id", Ref(Category::Case), "zaak"),
            column("person", Ref(Category::Person), "persoon"),
            column("party", Ref(Category::Party), "fractie"),
            column("committee", Ref(Category::Committee), "commissie"),
            column("name", Text, "actorNaam"),
            column("party_name", Text, "actorFractie"),
            column("abbreviation", Text, "actorAfkorting"),
            column("function", Text, "functie"),
            column("role", Text, "relatie"),
            column("sid", Text, "sidActor"),
        ],
        links: &[],
    },
    Spec {
        category: Category::Room,
        source: "Zaal",
        table: "rooms",
        downloadable: false,
        columns: &[column("name", Text, "naam"), column("system_code", Int, "sysCode")],
        links: &[],
    },
];

impl LinkKind {
    /// The category that it points to; none when it may be more than one.
    pub fn target(self) -> Option<Category> {
        Some(match self {
            LinkKind::ContinuedFrom
            | LinkKind::ActivityReplaces
            | LinkKind::DocumentActivity
            | LinkKind::ReservationActivity
            | LinkKind::CaseActivity => Category::Activity,
            LinkKind::DecisionCase
            | LinkKind::DocumentCase
            | LinkKind::RelatedFrom
            | LinkKind::CaseReplaces => Category::Case,
            LinkKind::AttachmentOf => Category::Document,
            LinkKind::DocumentAgendaItem | LinkKind::CaseAgendaItem => Category::AgendaItem,
            LinkKind::DocumentDossier | LinkKind::CaseDossier => Category::Dossier,
            LinkKind::PromisedTo => return None,
            LinkKind::RepeatOf | LinkKind::AdditionTo | LinkKind::ChangeOf => Category::Commitment,
        })
    }
}

impl Category {
    /// All categories in their fixed order.
    pub fn all() -> impl Iterator<Item = Category> {
        CATEGORIES.iter().map(|spec| spec.category)
    }

    /// Everything that is fixed about it.
    pub fn spec(self) -> &'static Spec {
        &CATEGORIES[self as usize]
    }

    /// Its name in the feed: `Document`.
    pub fn source(self) -> &'static str {
        self.spec().source
    }

    /// Its table in the store: `documents`.
    pub fn table(self) -> &'static str {
        self.spec().table
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.source())
    }
}

/// No category has that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no category of the source: expected a name such as Document, Zaak or Stemming")]
pub struct NotACategory(String);

impl FromStr for Category {
    type Err = NotACategory;

    /// Reads the feed's name in any case: `Document`, `commissieZetel`.
    fn from_str(text: &str) -> Result<Self, NotACategory> {
        CATEGORIES
            .iter()
            .find(|spec| spec.source.eq_ignore_ascii_case(text.trim()))
            .map(|spec| spec.category)
            .ok_or_else(|| NotACategory(text.chars().take(60).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_category_stands_at_its_own_place() {
        for (at, spec) in CATEGORIES.iter().enumerate() {
            assert_eq!(spec.category as usize, at, "{}", spec.source);
            assert_eq!(spec.source.parse::<Category>(), Ok(spec.category));
        }
    }

    #[test]
    fn no_column_and_no_source_stands_twice_in_a_category() {
        for spec in &CATEGORIES {
            for (at, one) in spec.columns.iter().enumerate() {
                for other in &spec.columns[at + 1..] {
                    assert_ne!(one.name, other.name, "{}", spec.source);
                    assert_ne!(one.source, other.source, "{}", spec.source);
                }
            }
        }
    }
}
