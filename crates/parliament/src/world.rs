//! The plan of a parliament: which cases there are, when, under which numbers, and where each entity lies in the feed.
//!
//! Holds no texts: an entity is made when asked for, from the seed and its place. About 100 bytes a case are kept.
//! Start at [`World::new`]; the order of the feed is in [`Block`].

use std::collections::HashMap;

use jiff::civil::{Date, date};

use crate::calendar::{after, meeting, working};
use crate::cases::{self, Kind};
use crate::category::Category;
use crate::chamber;
use crate::emission::{Change, Emission, Event};
use crate::identity::{Guid, Place};
use crate::people::{MINISTRIES, Person, people, role};
use crate::random::Rng;
use crate::settings::{Measure, Settings};
use crate::story;
use crate::topics::TOPICS;

/// A file of parliamentary papers that exists from the start.
#[derive(Debug, Clone)]
pub(crate) struct Dossier {
    pub(crate) number: u32,
    pub(crate) addition: Option<&'static str>,
    pub(crate) title: String,
    pub(crate) highest: u32,
    pub(crate) closed: bool,
}

/// The dossier a case belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Belongs {
    /// An index of [`World::dossiers`].
    To(usize),
    /// A bill's own dossier, of this number.
    Own(u32),
}

/// One case: a bundle of entities that belong together.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) seed: u64,
    /// Decides its choices; stays when the story is put among the cases.
    pub(crate) key: u32,
    pub(crate) index: u32,
    pub(crate) kind: Kind,
    /// Its part in the last changes of the feed, if any.
    pub(crate) tail: Option<Tail>,
    pub(crate) topic: usize,
    pub(crate) date: Date,
    pub(crate) documents: u32,
    pub(crate) cases: u32,
    pub(crate) activities: u32,
    pub(crate) items: u32,
    pub(crate) belongs: Belongs,
    /// First number within the dossier.
    pub(crate) paper: u32,
    /// The procedure meeting that handles it, and its place on the agenda there.
    pub(crate) handled: Option<(u32, u16)>,
}

/// The changes that come last, so that growing by a tenth shows one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tail {
    /// A party's vote turns out to be wrong.
    VoteCorrected,
    /// A planned debate moves to another day.
    Moved,
    /// A planned debate is cancelled.
    Cancelled,
    /// A letter gets another version.
    NewVersion,
    /// Questions are answered.
    Answered,
    /// A meeting of the coming weeks; does not change.
    Planned,
    /// A meeting without a date; does not change.
    Unplanned,
}

impl Case {
    /// Choices of this case for a purpose.
    pub(crate) fn rng(&self, purpose: u64) -> Rng {
        Rng::at(self.seed, u64::from(self.key) + 1, purpose)
    }

    pub(crate) fn owner(&self) -> u32 {
        self.index + 1
    }

    /// Whether all of it is deleted later.
    pub(crate) fn withdrawn(&self) -> bool {
        self.kind == Kind::Letter && self.key > 20 && self.tail.is_none() && self.rng(0x77).one_in(12)
    }
}

/// A stretch of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Block {
    /// The chamber itself: people, parties, committees, rooms, dossiers.
    Chamber,
    /// The first state of a case, by its index.
    Case(u32),
    /// The later changes of the cases of one group.
    Changes { from: u32, to: u32 },
}

/// The last cases: what changes at the end of the feed, and what is still to come.
const TAILS: [(Kind, Tail); 10] = [
    (Kind::Debate, Tail::VoteCorrected),
    (Kind::Committee, Tail::Moved),
    (Kind::Letter, Tail::NewVersion),
    (Kind::Committee, Tail::Cancelled),
    (Kind::Committee, Tail::Planned),
    (Kind::Hearing, Tail::Planned),
    (Kind::Committee, Tail::Unplanned),
    (Kind::Committee, Tail::Planned),
    (Kind::Procedure, Tail::Planned),
    (Kind::Questions, Tail::Answered),
];

/// Cases between two stretches of changes.
const GROUP: u32 = 64;

/// The whole plan.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) settings: Settings,
    pub(crate) people: Vec<Person>,
    pub(crate) dossiers: Vec<Dossier>,
    pub(crate) cases: Vec<Case>,
    pub(crate) story: u32,
    /// The letters that each procedure meeting handles.
    pub(crate) agendas: HashMap<u32, Vec<u32>>,
    pub(crate) blocks: Vec<Block>,
    /// Where each block begins; one more at the end.
    pub(crate) starts: Vec<u64>,
}

/// Items on the agenda of a procedure meeting.
pub(crate) const PLACES: usize = 14;
const FIRST_TOKEN: u64 = 25_000_010;
const TOKEN_STEP: u64 = 3;

impl World {
    pub(crate) fn new(settings: Settings) -> World {
        let mut world = World {
            people: people(settings.seed, settings.today),
            dossiers: dossiers(),
            cases: Vec::new(),
            story: 0,
            agendas: HashMap::new(),
            blocks: Vec::new(),
            starts: Vec::new(),
            settings,
        };
        world.plan_cases();
        world.plan_numbers();
        world.plan_feed();
        world
    }

    /// Chooses kinds until the size is reached, then puts the story and the last changes in place.
    fn plan_cases(&mut self) {
        let mut counts = [0; 35];
        let today = self.settings.today;
        let mut emission = Emission::count(self, 0, today, &mut counts);
        chamber::emit(&mut emission);
        let mut records = u64::from(emission.slots());
        let mut documents = 0;
        let mut push = |world: &mut World, kind: Kind, tail: Option<Tail>| {
            let index = world.cases.len() as u32;
            let topic = Rng::at(world.settings.seed, u64::from(index), 0x6b69_6e64).below(TOPICS.len());
            let case = Case {
                seed: world.settings.seed,
                key: index,
                index,
                kind,
                tail,
                topic,
                date: today,
                documents: 0,
                cases: 0,
                activities: 0,
                items: 0,
                belongs: Belongs::To(topic),
                paper: 0,
                handled: None,
            };
            let mut counts = [0; 35];
            let mut emission = Emission::count(world, case.owner(), today, &mut counts);
            cases::emit(world, &case, &mut emission);
            records += u64::from(emission.slots());
            documents += u64::from(counts[Category::Document as usize]);
            world.cases.push(case);
            (records, documents)
        };
        let mut reached = push(self, Kind::Story, None);
        self.story = 0;
        let mut index = 0;
        loop {
            let full = match self.settings.size.0 {
                // the last cases come on top
                Measure::Documents(n) => reached.1 + 16 >= n,
                Measure::Records(n) => reached.0 + 350 >= n,
            };
            if full && index >= 2 * Kind::ROUND.len() {
                break;
            }
            let mut rng = Rng::at(self.settings.seed, index as u64, 0x726f_756e);
            let kind = Kind::ROUND.get(index).copied().unwrap_or_else(|| Kind::draw(&mut rng));
            reached = push(self, kind, None);
            index += 1;
        }
        for (kind, tail) in TAILS {
            push(self, kind, Some(tail));
        }
        // the story comes before the last cases: a growing feed shows it from the start and changes it at its end
        let story = self.cases.remove(0);
        self.story = (self.cases.len() - TAILS.len()) as u32;
        self.cases.insert(self.story as usize, story);
        for (index, case) in self.cases.iter_mut().enumerate() {
            case.index = index as u32;
        }
    }

    /// Gives each case its day, its numbers and its place in a dossier.
    fn plan_numbers(&mut self) {
        let today = self.settings.today;
        let total = self.cases.len() as i64;
        let span = (total * 5 / 2).clamp(320, 7 * 365);
        let mut counters: Counters = Counters { year: 0, next: [1; 4] };
        let mut latest = Date::MIN;
        let mut bill = 36_700;
        let mut waiting: Vec<Vec<u32>> = vec![Vec::new(); TOPICS.len()];
        for index in 0..self.cases.len() {
            let case = &self.cases[index];
            let mut rng = case.rng(0x6e75);
            let back = span * (total - 1 - index as i64) / total;
            let raw = after(today, -back);
            let date = match case.kind {
                Kind::Debate | Kind::Committee | Kind::Procedure | Kind::Hearing | Kind::Budget => {
                    meeting(raw)
                }
                _ => working(raw),
            };
            let date = if date > today {
                after(today, -i64::from(today.weekday().to_monday_zero_offset() > 4))
            } else {
                date
            };
            let date = date.max(latest);
            let belongs = match case.kind {
                Kind::Story => Belongs::To(self.dossier_index(story::DOSSIER, None)),
                Kind::Bill => {
                    bill += 1 + rng.below(3) as u32;
                    Belongs::Own(bill)
                }
                Kind::Consultation => Belongs::To(self.council(case.topic, &mut rng)),
                Kind::Budget => Belongs::To(self.chapter(case.topic, date)),
                Kind::Letter | Kind::Debate if rng.one_in(6) => Belongs::To(self.chapter(case.topic, date)),
                _ => Belongs::To(case.topic),
            };
            let wants = {
                let case = &self.cases[index];
                [
                    u32::from(cases::documents(self, case) + cases::late_documents(self, case)),
                    cases::numbers(self, case, Category::Zaak),
                    cases::numbers(self, case, Category::Activiteit),
                    cases::numbers(self, case, Category::Agendapunt),
                ]
            };
            let numbers =
                if self.cases[index].kind == Kind::Story { [0; 4] } else { counters.take(date, wants) };
            let papers = u32::from(cases::papers(self, &self.cases[index]));
            let paper = match belongs {
                Belongs::Own(_) => 2,
                Belongs::To(_) if self.cases[index].kind == Kind::Story => story::FIRST_PAPER,
                Belongs::To(dossier) => {
                    let first = self.dossiers[dossier].highest + 1;
                    self.dossiers[dossier].highest += papers;
                    first
                }
            };
            let case = &mut self.cases[index];
            // entries are dated in the order of the feed
            let earliest = if case.kind == Kind::Story { story::end(today) } else { Date::MIN };
            latest = latest.max(date).max(earliest);
            case.date = latest;
            case.belongs = belongs;
            [case.documents, case.cases, case.activities, case.items] = numbers;
            case.paper = paper;
            let (kind, waits) = (case.kind, &mut waiting[case.topic]);
            if kind == Kind::Letter && waits.len() < PLACES {
                waits.push(index as u32);
            }
            if kind == Kind::Procedure && !waits.is_empty() {
                let letters = std::mem::take(waits);
                for (place, &letter) in letters.iter().enumerate() {
                    self.cases[letter as usize].handled = Some((index as u32, place as u16));
                }
                self.agendas.insert(index as u32, letters);
            }
        }
        let story = self.dossier_index(story::DOSSIER, None);
        self.dossiers[story].highest = story::LAST_PAPER;
    }

    /// Lays the blocks out and counts where each begins.
    fn plan_feed(&mut self) {
        let total = self.cases.len() as u32;
        let mut blocks = vec![Block::Chamber];
        let mut from = 0;
        for index in 0..total {
            blocks.push(Block::Case(index));
            if index + 1 == total || (index + 1) % GROUP == 0 && index + 1 + GROUP / 2 < total {
                blocks.push(Block::Changes { from, to: index + 1 });
                from = index + 1;
            }
        }
        let mut starts = vec![0];
        let mut position = 0;
        for block in &blocks {
            position += u64::from(self.slots(*block));
            starts.push(position);
        }
        self.blocks = blocks;
        self.starts = starts;
    }

    fn slots(&self, block: Block) -> u32 {
        let mut counts = [0; 35];
        match block {
            Block::Chamber => {
                let mut emission = Emission::count(self, 0, self.settings.today, &mut counts);
                chamber::emit(&mut emission);
                emission.slots()
            }
            Block::Case(index) => {
                let case = &self.cases[index as usize];
                let mut emission = Emission::count(self, case.owner(), case.date, &mut counts);
                cases::emit(self, case, &mut emission);
                emission.slots()
            }
            Block::Changes { from, to } => self.changes(from, to).len() as u32,
        }
    }

    /// The changes of a group of cases, in their order in the feed: the owner and what changes.
    pub(crate) fn changes(&self, from: u32, to: u32) -> Vec<(u32, Event)> {
        let last = to == self.cases.len() as u32;
        let mut changes = Vec::new();
        if last {
            changes.extend(chamber::events(self).into_iter().map(|event| (0, event)));
        }
        for case in &self.cases[from as usize..to as usize] {
            if case.index != self.story {
                changes.extend(self.events(case).into_iter().map(|event| (case.owner(), event)));
            }
        }
        if last {
            let story = &self.cases[self.story as usize];
            changes.extend(self.events(story).into_iter().map(|event| (story.owner(), event)));
        }
        changes
    }

    /// All later changes of a case.
    pub(crate) fn events(&self, case: &Case) -> Vec<Event> {
        if !case.withdrawn() {
            return cases::events(self, case);
        }
        let mut all = Vec::new();
        cases::emit(self, case, &mut Emission::list(self, case.owner(), case.date, &mut all));
        all.into_iter().map(|(category, local)| Event::new(category, local, Change::Delete)).collect()
    }

    /// The number of the block with the changes of an owner.
    pub(crate) fn changes_block(&self, owner: u32) -> usize {
        if owner == 0 || owner == self.story + 1 {
            return self.blocks.len() - 1;
        }
        let mut block = self.block_of(owner);
        while !matches!(self.blocks[block], Block::Changes { .. }) {
            block += 1;
        }
        block
    }

    /// The number of the block with the first state of an owner's entities.
    pub(crate) fn block_of(&self, owner: u32) -> usize {
        if owner == 0 {
            return 0;
        }
        // every full group before it adds one block
        let case = owner - 1;
        let mut block = (owner + case / GROUP) as usize;
        while self.blocks.get(block) != Some(&Block::Case(case)) {
            block -= 1;
        }
        block
    }

    /// The total number of entries, superseded ones included.
    pub(crate) fn total(&self) -> u64 {
        self.starts.last().copied().unwrap_or(0)
    }

    pub(crate) fn token(&self, position: u64) -> u64 {
        FIRST_TOKEN + position * TOKEN_STEP
    }

    /// The first position whose token is greater.
    pub(crate) fn after_token(&self, token: Option<i64>) -> u64 {
        match token.and_then(|t| u64::try_from(t).ok()) {
            Some(token) if token >= FIRST_TOKEN => (token - FIRST_TOKEN) / TOKEN_STEP + 1,
            _ => 0,
        }
    }

    pub(crate) fn id(&self, owner: u32, category: Category, local: u16) -> Guid {
        Place::new(owner, category, local).guid(self.settings.seed)
    }

    pub(crate) fn person_id(&self, person: usize) -> Guid {
        self.id(0, Category::Persoon, person as u16)
    }

    pub(crate) fn party_id(&self, party: usize) -> Guid {
        self.id(0, Category::Fractie, party as u16)
    }

    pub(crate) fn committee_id(&self, committee: usize) -> Guid {
        self.id(0, Category::Commissie, committee as u16)
    }

    /// The day on which the chamber's own entities are shown: before all cases.
    pub(crate) fn opening(&self) -> Date {
        self.cases.first().map_or(self.settings.today, |case| after(case.date, -1))
    }

    /// The case at the index.
    pub(crate) fn case(&self, index: u32) -> &Case {
        &self.cases[index as usize]
    }

    /// The dossier of a case: its id, number, addition and title.
    pub(crate) fn dossier(&self, case: &Case) -> (Guid, u32, Option<&'static str>, String) {
        match case.belongs {
            Belongs::To(index) => {
                let dossier = &self.dossiers[index];
                let id = self.id(0, Category::Kamerstukdossier, index as u16);
                (id, dossier.number, dossier.addition, dossier.title.clone())
            }
            Belongs::Own(number) => {
                let id = self.id(case.owner(), Category::Kamerstukdossier, 0);
                (id, number, None, crate::cases::bill::title(case))
            }
        }
    }

    pub(crate) fn dossier_index(&self, number: u32, addition: Option<&str>) -> usize {
        self.dossiers.iter().position(|d| d.number == number && d.addition == addition).unwrap_or(0)
    }

    /// Members who speak on a subject, the same few for a case.
    pub(crate) fn members(&self, rng: &mut Rng, count: usize) -> Vec<usize> {
        let all: Vec<usize> = (role::FIRST_OTHER..role::CABINET + role::MEMBERS).collect();
        rng.sample(&all, count).into_iter().copied().collect()
    }

    fn council(&self, topic: usize, rng: &mut Rng) -> usize {
        let additions = match MINISTRIES[TOPICS[topic].ministry].short {
            "AM" | "JenV" => ["32317", "32317"],
            "LVVN" => ["21501-32", "21501-32"],
            "KGG" | "IenW" => ["21501-33", "21501-33"],
            "FIN" => ["21501-07", "21501-07"],
            _ => ["21501-02", "21501-20"],
        };
        match rng.pick(&additions).split_once('-') {
            Some((number, addition)) => self.dossier_index(number.parse().unwrap_or(0), Some(addition)),
            None => self.dossier_index(32_317, None),
        }
    }

    fn chapter(&self, topic: usize, day: Date) -> usize {
        let chapter = MINISTRIES[TOPICS[topic].ministry].chapter;
        self.dossier_index(budget(day), Some(chapter))
    }
}

/// The number of the budget that is being discussed on a day.
fn budget(day: Date) -> u32 {
    match crate::calendar::session(day) {
        ..=2022 => 36_200,
        2023 => 36_410,
        2024 => 36_600,
        2025 => 36_800,
        _ => 37_000,
    }
}

/// The next free numbers of documents, cases, activities and agenda items in a year.
struct Counters {
    year: i16,
    next: [u32; 4],
}

/// How many of each the House gives out in a year.
const PER_YEAR: [u32; 4] = [50_000, 24_000, 9_000, 26_000];

impl Counters {
    /// The first of so many numbers; near what the real House would be at on that day.
    fn take(&mut self, day: Date, wants: [u32; 4]) -> [u32; 4] {
        if day.year() > self.year {
            self.year = day.year();
            self.next = [1; 4];
        }
        let passed = u64::from(day.day_of_year().unsigned_abs());
        let mut taken = [0; 4];
        for (kind, want) in wants.into_iter().enumerate() {
            let usual = (u64::from(PER_YEAR[kind]) * passed / 366) as u32 + 40;
            let mut first = self.next[kind].max(usual);
            while let Some(reserved) =
                story::RESERVED[kind].iter().find(|&&number| number >= first && number < first + want)
            {
                first = reserved + 1;
            }
            taken[kind] = first;
            self.next[kind] = first + want;
        }
        taken
    }
}

/// The dossiers that are there from the start: of every topic, the budgets, the councils, and the story.
fn dossiers() -> Vec<Dossier> {
    let plain = |number, addition, title: &str, highest| Dossier {
        number,
        addition,
        title: title.to_owned(),
        highest,
        closed: false,
    };
    let mut all: Vec<Dossier> = TOPICS
        .iter()
        .enumerate()
        .map(|(index, topic)| plain(topic.dossier, None, topic.title, 120 + 37 * index as u32))
        .collect();
    for (number, addition, title, highest) in [
        (21_501, Some("02"), "Raad Algemene Zaken en Raad Buitenlandse Zaken", 3_020),
        (21_501, Some("07"), "Raad voor Economische en Financiële Zaken", 2_080),
        (21_501, Some("20"), "Europese Raad", 2_110),
        (21_501, Some("32"), "Landbouw- en Visserijraad", 1_690),
        (21_501, Some("33"), "Raad voor Vervoer, Telecommunicatie en Energie", 1_110),
        (32_317, None, "JBZ-Raad", 940),
        (
            22_112,
            None,
            "Nieuwe Commissievoorstellen en initiatieven van de lidstaten van de Europese Unie",
            4_010,
        ),
        (35_925, None, "Nota over de toestand van 's Rijks Financiën", 180),
    ] {
        all.push(plain(number, addition, title, highest));
    }
    for (number, year) in [(36_200, 2023), (36_410, 2024), (36_600, 2025), (36_800, 2026), (37_000, 2027)] {
        for ministry in &MINISTRIES {
            let title = format!(
                "Vaststelling van de begrotingsstaten van het Ministerie van {} ({}) voor het jaar {year}",
                ministry.name, ministry.chapter
            );
            all.push(Dossier { closed: year < 2026, ..plain(number, Some(ministry.chapter), &title, 1) });
        }
        let title = format!("Vaststelling van de begrotingsstaat van het Deltafonds voor het jaar {year}");
        all.push(plain(number, Some("J"), &title, 2));
    }
    all.push(plain(story::DOSSIER, None, story::TITLE, story::LAST_PAPER));
    all
}

/// The first day of the period in which the present chamber sits.
pub(crate) const TERM: Date = date(2023, 12, 6);
