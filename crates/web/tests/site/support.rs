//! A site over a small invented parliament: hand-made pages of the feed saved into a real store.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use jiff::Timestamp;
use model::facts::{
    Askers, Call, Claim, Commitment, DueWindow, Exchange, Extract, MotionMention, Reference, ReferenceKind,
};
use model::record::{Content, Entry, FeedPage, Value};
use model::text::{Format, Note, Paragraph, ParagraphKind, Repair, RepairKind};
use model::{Category, DocumentText, Guid, LinkKind, Record, Span};
use store::Store;
use store::blobs::Hash;
use store::feed::RawPage;
use store::originals::{Expected, Fetched};
use store::queue::{Job, Work};
use store::relations::{MotionRecord, Related};
use store::structure::Structured;
use store::texts::{PackedText, Read};
use tower::ServiceExt;
use web::search_port::{
    Alike, Completion, Facet, FacetValue, Hit, Like, Place, Repeat, SearchFailure, SearchRequest,
    SearchResults, Searcher, SnippetPart,
};
use web::{App, Settings};

/// Tuesday 28 January 2031, noon in the Netherlands.
pub fn now() -> Timestamp {
    "2031-01-28T11:00:00Z".parse().unwrap()
}

/// An id that a test can name.
pub fn id(number: u8) -> Guid {
    Guid([number; 16])
}

/// A record with some of its columns and links.
pub fn record(category: Category, number: u8, values: &[(&str, Value)], links: &[(LinkKind, u8)]) -> Record {
    let mut record = Record::empty(category, id(number));
    record.updated = Some("2031-01-28T10:00:00Z".into());
    for (name, value) in values {
        let at = category.spec().columns.iter().position(|column| column.name == *name);
        record.values[at.unwrap_or_else(|| panic!("{category} has no column {name}"))] = value.clone();
    }
    record.links = links.iter().map(|(kind, to)| (*kind, id(*to))).collect();
    record
}

/// A text value.
pub fn text(value: &str) -> Value {
    Value::Text(value.into())
}

/// A reference.
pub fn to(number: u8) -> Value {
    Value::Guid(id(number))
}

/// A store in a folder that goes when the test ends.
pub struct Parliament {
    folder: Arc<tempfile::TempDir>,
    pub store: Arc<Store>,
    token: u64,
}

impl Parliament {
    /// An empty one.
    pub fn empty() -> Parliament {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let store = Arc::new(Store::open(folder.path()).unwrap());
        Parliament { folder, store, token: 0 }
    }

    /// Saves records as one page of the feed each, so that all are new or changed.
    pub fn save(&mut self, records: Vec<Record>) {
        for record in records {
            self.token += 1;
            let page = FeedPage {
                category: record.category,
                position: None,
                next: Some(self.token),
                caught_up: true,
                entries: vec![Entry { token: self.token, hash: self.token as i64, record }],
                unread: Vec::new(),
                first_published: None,
            };
            self.store
                .save_page(&RawPage::new(page, "<feed/>"), now(), &|_: &model::Record, _| Vec::new())
                .unwrap();
        }
    }

    /// Saves a file of a document, and its text if there is one.
    pub fn file(&self, document: u8, bytes: &[u8], format: &str, read: Option<&DocumentText>) {
        self.file_of(Category::Document, document, bytes, format, read);
    }

    /// The same of a record of another category.
    pub fn file_of(
        &self,
        category: Category,
        document: u8,
        bytes: &[u8],
        format: &str,
        read: Option<&DocumentText>,
    ) {
        let hash = self.store.blobs().keep_bytes(bytes).unwrap();
        let work = |job| Work::new(job, category, id(document), 0);
        let expected = Expected {
            stamp: format!("{hash}"),
            length: Some(bytes.len() as u64),
            media_type: "application/pdf".into(),
        };
        let fetched = Fetched {
            work: work(Job::FetchOriginal),
            expected,
            hash,
            length: bytes.len() as u64,
            format: format.into(),
            problem: None,
            following: Vec::new(),
        };
        self.store.save_originals(&[fetched], now()).unwrap();
        if let Some(read) = read {
            let read = Read {
                work: work(Job::ReadText),
                hash,
                text: Some(PackedText::new(read).unwrap()),
                following: Vec::new(),
            };
            self.store.save_texts(&[read], 1, now()).unwrap();
        }
    }

    /// Saves what extractors found in the newest file of a document, with the sentence around each reference.
    pub fn structure(&self, document: u8, extract: Extract, quotes: &[&str], resolved: Vec<Option<String>>) {
        let hash = self.store.originals(id(document)).unwrap()[0].hash;
        let structured = Structured {
            work: Work::new(Job::ReadStructure, Category::Document, id(document), 0),
            hash,
            extract,
            quotes: quotes.iter().map(|quote| (*quote).to_owned()).collect(),
            resolved,
            following: Vec::new(),
        };
        self.store.save_structures(&[structured], 1, now()).unwrap();
    }

    /// The same parliament where the letter was read by extractors: two questions, a motion, a promise, a call,
    /// references to a paper, a law and a website.
    pub fn read() -> Parliament {
        let parliament = Parliament::told();
        let (text, extract, quotes) = answers();
        parliament.file(13, b"%PDF-1.7 antwoorden", "pdf", Some(&text));
        parliament.structure(13, extract, &quotes, vec![None, Some("36999-XX-7".into())]);
        parliament
    }

    /// The invented parliament that most tests look at.
    pub fn told() -> Parliament {
        let mut parliament = Parliament::empty();
        parliament.save(records());
        parliament.relate(Related { motions: vec![motion_row()], ..Related::default() });
        parliament.file(10, b"%PDF-1.7 een brief", "pdf", Some(&letter()));
        parliament.file(11, b"PK een motie", "docx", None);
        parliament.store.caught_up(Category::Document, now(), &|_: &model::Record, _| Vec::new()).unwrap();
        parliament
    }

    /// Saves what the job that relates papers found.
    pub fn relate(&self, related: Related) {
        self.store.save_related(&[related]).unwrap();
    }

    /// The site over it.
    pub fn site(&self) -> Site {
        self.site_with(|app| app)
    }

    /// The site over it, changed.
    pub fn site_with(&self, change: impl FnOnce(App) -> App) -> Site {
        let app = App::new(self.store.clone(), settings(), now).with_searcher(Arc::new(OneHit));
        Site { router: web::router(change(app)), _folder: self.folder.clone() }
    }

    /// The folder.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// The routes, without a port.
pub struct Site {
    router: axum::Router,
    _folder: Arc<tempfile::TempDir>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header as text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Site {
    /// Asks for an address.
    pub async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address).body(Body::empty()).unwrap()).await
    }

    /// Asks with a header.
    pub async fn get_with(&self, address: &str, name: &str, value: &str) -> Answer {
        self.ask(Request::get(address).header(name, value).body(Body::empty()).unwrap()).await
    }

    /// Asks.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 64 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

/// An index that knows one thing, and refuses a query with an open quote.
pub struct OneHit;

impl Searcher for OneHit {
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchFailure> {
        if request.query.matches('"').count() % 2 == 1 {
            let message = "Er ontbreekt een aanhalingsteken.".to_owned();
            let at = request.query.find('"').unwrap_or_default();
            let at = at..request.query.len();
            return Err(SearchFailure::Query { message, at, instead: Some(request.query.replace('"', "")) });
        }
        let part = |text: &str, hit| SnippetPart { text: text.into(), hit };
        // passages of lists: the second question of a paper, and what nobody has here
        let kinds = [("exchange", "exchange/2031D00013/2"), ("Toezegging in tekst", "promise/2031D00013/1")];
        if let Some((_, key)) =
            kinds.iter().find(|(kind, _)| request.filters.iter().any(|(_, value)| value == kind))
        {
            let hit = |key: &str| Hit { key: key.into(), ..Hit::default() };
            let hits =
                if request.offset < 45 { vec![hit("exchange/2031D99999/1"), hit(key)] } else { Vec::new() };
            return Ok(SearchResults { total: 45, hits, ..SearchResults::default() });
        }
        Ok(SearchResults {
            total: 45,
            hits: vec![Hit {
                kind: "document".into(),
                kind_label: "document".into(),
                paper: Some("Brief regering".into()),
                number: Some("2031D00010".into()),
                title: "Voortgang <b>bruggen</b>".into(),
                date: Some("2031-01-27".into()),
                url: "/document/2031D00010#p3".into(),
                passage: vec![
                    part("De ", false),
                    part("<script>bruggen</script>", true),
                    part(" zijn veilig.", false),
                ],
                from: vec!["Minister van Voorbeeldzaken".into()],
                context: String::new(),
                status: Vec::new(),
                key: "document/2031D00010".into(),
            }],
            facets: vec![Facet {
                name: "soort".into(),
                label: "Soort stuk".into(),
                values: vec![FacetValue { value: "Brief regering".into(), count: 45 }],
            }],
            reading: "bruggen".into(),
            remarks: Vec::new(),
            suggestion: None,
            at_least: false,
        })
    }

    fn complete(&self, text: &str, _: usize) -> Result<Vec<Completion>, SearchFailure> {
        let found = Completion {
            label: "Bruggen & wegen".into(),
            what: "commissie".into(),
            query: Some("commissie:\"Bruggen & wegen\"".into()),
            count: Some(3),
            ..Completion::default()
        };
        Ok(if "bruggen".starts_with(text) { vec![found] } else { Vec::new() })
    }

    fn alike(&self, key: &str) -> Result<Alike, SearchFailure> {
        if !key.starts_with("exchange/") {
            return Ok(Alike::default());
        }
        let place = Place {
            title: "Vraag 1".into(),
            date: Some("2029-05-01".into()),
            url: "/vraag/2031D00013/1".into(),
            ..Place::default()
        };
        let like = Like {
            key: "exchange/2031D00013/1".into(),
            title: "Vraag 1".into(),
            url: "/vraag/2031D00013/1".into(),
            text: "Zijn de <bruggen> veilig?".into(),
            percent: 60,
            ..Like::default()
        };
        let repeat = Repeat { text: "Zij zijn veilig.".into(), times: 2, first: place.clone(), last: place };
        Ok(Alike { like: vec![like], repeats: vec![repeat] })
    }

    fn revision(&self) -> i64 {
        1
    }

    fn select(&self, queries: &[String], texts: &[String]) -> Result<Vec<Option<usize>>, SearchFailure> {
        let holds = |text: &String| {
            let text = text.to_lowercase();
            queries.iter().position(|query| text.contains(&query.to_lowercase()))
        };
        Ok(texts.iter().map(holds).collect())
    }
}

/// The row of the one motion, as the job that relates papers makes it.
fn motion_row() -> MotionRecord {
    MotionRecord {
        id: id(11),
        number: "2031D00011".into(),
        date: Some("2031-01-20".into()),
        paper: Some("36999-XX-7".into()),
        subject: Some("Motie van het lid Van der Proefstra over veilige bruggen".into()),
        state: "aangenomen",
        result: Some("Aangenomen.".into()),
        decided: Some("2031-01-22".into()),
        advice: Some("Oordeel Kamer".into()),
        mover: Some("F. van der Proefstra".into()),
        party: Some("OudePartij".into()),
        ministries: vec!["Voorbeeldzaken".into()],
    }
}

fn records() -> Vec<Record> {
    use LinkKind::{
        AttachmentOf, CaseActivity, CaseAgendaItem, DecisionCase, DocumentActivity, DocumentCase,
        DocumentDossier,
    };
    let document = |number, values: &[(&str, Value)], links: &[(LinkKind, u8)]| {
        let mut document = record(Category::Document, number, values, links);
        document.content = Some(Content { media_type: "application/pdf".into(), length: Some(18) });
        document
    };
    vec![
        record(
            Category::Dossier,
            1,
            &[
                ("number", Value::Int(36999)),
                ("addition", text("XX")),
                ("title", text("Begroting Voorbeeldzaken 2031")),
                ("closed", Value::Int(0)),
                ("highest_sub_number", Value::Int(12)),
            ],
            &[],
        ),
        record(
            Category::Person,
            2,
            &[
                ("number", text("9001")),
                ("first_name", text("Fenna")),
                ("prefix", text("van der")),
                ("surname", text("Proefstra")),
                ("function", text("Tweede Kamerlid")),
                ("born", text("1980-01-28")),
            ],
            &[],
        ),
        record(Category::Party, 3, &[("abbreviation", text("VBP")), ("name", text("Voorbeeldpartij"))], &[]),
        record(Category::PartySeat, 4, &[("party", to(3))], &[]),
        record(
            Category::PartyMember,
            5,
            &[("seat", to(4)), ("person", to(2)), ("since", text("2029-01-01"))],
            &[],
        ),
        record(
            Category::Case,
            6,
            &[
                ("number", text("2031Z00006")),
                ("kind", text("Motie")),
                ("subject", text("Motie van het lid Van der Proefstra over veilige bruggen")),
                ("started", text("2031-01-20")),
                ("settled", Value::Int(1)),
                ("cabinet_advice", text("Oordeel Kamer")),
            ],
            &[(LinkKind::CaseDossier, 1), (CaseActivity, 7), (CaseAgendaItem, 8)],
        ),
        record(
            Category::Activity,
            7,
            &[
                ("number", text("2031A00007")),
                ("kind", text("Stemmingen")),
                ("subject", text("Stemmingen over bruggen")),
                ("date", text("2031-01-22")),
                ("begins", text("2031-01-22T14:00:00Z")),
                ("status", text("Uitgevoerd")),
            ],
            &[],
        ),
        record(
            Category::AgendaItem,
            8,
            &[("activity", to(7)), ("number", text("2031P00008")), ("subject", text("Veilige bruggen"))],
            &[],
        ),
        record(
            Category::Decision,
            9,
            &[
                ("agenda_item", to(8)),
                ("text", text("Aangenomen.")),
                ("status", text("Besluit")),
                ("vote_kind", text("Met handopsteken")),
            ],
            &[(DecisionCase, 6)],
        ),
        vote(20, "VBP", 76, "Voor"),
        vote(21, "Lijst Zand", 50, "Tegen"),
        vote(22, "Kleine Partij", 24, "Niet deelgenomen"),
        document(
            10,
            &[
                ("kind", text("Brief regering")),
                ("number", text("2031D00010")),
                ("title", text("Begroting Voorbeeldzaken 2031")),
                ("subject", text("Voortgang van het herstel van <bruggen> & sluizen")),
                ("date", text("2031-01-27")),
                ("sub_number", Value::Int(12)),
                ("session_year", text("2030-2031")),
                ("registered", text("2031-01-28")),
                ("received", text("2031-01-27")),
                ("sender_reference", text("VBZ-2031-44")),
                ("organisation", text("Tweede Kamer")),
                ("current_version", to(30)),
            ],
            &[(DocumentCase, 6), (DocumentDossier, 1), (DocumentActivity, 7)],
        ),
        document(
            11,
            &[
                ("kind", text("Motie")),
                ("number", text("2031D00011")),
                ("title", text("Begroting Voorbeeldzaken 2031")),
                ("subject", text("Motie van het lid Van der Proefstra over veilige bruggen")),
                ("date", text("2031-01-20")),
                ("sub_number", Value::Int(7)),
                ("session_year", text("2030-2031")),
            ],
            &[(DocumentCase, 6), (DocumentDossier, 1)],
        ),
        document(
            12,
            &[
                ("kind", text("Bijlage")),
                ("number", text("2031D00012")),
                ("subject", text("Overzicht van bruggen")),
                ("date", text("2031-01-27")),
                ("sub_number", Value::Int(12)),
            ],
            &[(AttachmentOf, 10), (DocumentDossier, 1)],
        ),
        document(
            13,
            &[
                ("kind", text("Antwoord schriftelijke vragen")),
                ("number", text("2031D00013")),
                ("subject", text("Antwoord op vragen over sluizen")),
                ("date", text("2031-01-26")),
                ("annex_number", text("303100608")),
                ("session_year", text("2030-2031")),
            ],
            &[],
        ),
        record(
            Category::DocumentVersion,
            30,
            &[
                ("document", to(10)),
                ("version", Value::Int(2)),
                ("status", text("Vrijgegeven")),
                ("date", text("2031-01-27T15:30:00Z")),
                ("external_id", text("kst-36999-XX-12")),
            ],
            &[],
        ),
        record(
            Category::DocumentActor,
            31,
            &[
                ("document", to(11)),
                ("person", to(2)),
                ("name", text("F. van der Proefstra")),
                ("party_name", text("OudePartij")),
                ("function", text("Tweede Kamerlid")),
                ("role", text("Eerste ondertekenaar")),
            ],
            &[],
        ),
        record(
            Category::CaseActor,
            32,
            &[
                ("case_id", to(6)),
                ("person", to(2)),
                ("name", text("F. van der Proefstra")),
                ("party_name", text("OudePartij")),
                ("role", text("Indiener")),
            ],
            &[],
        ),
    ]
}

fn vote(number: u8, party: &str, seats: i64, choice: &str) -> Record {
    record(
        Category::Vote,
        number,
        &[
            ("decision", to(9)),
            ("party", to(number)),
            ("choice", text(choice)),
            ("name", text(party)),
            ("party_name", text(party)),
            ("party_size", Value::Int(seats)),
            ("mistake", Value::Int(0)),
        ],
        &[],
    )
}

/// A letter with a heading, a note, a list and a table.
pub fn letter() -> DocumentText {
    let lines = [
        (ParagraphKind::Heading(1), "Stand van zaken"),
        (ParagraphKind::Body, "In 2025 is de brug hersteld <script>alert(1)</script>."),
        (ParagraphKind::ListItem, "– de eerste brug"),
        (ParagraphKind::ListItem, "– de tweede brug"),
        (ParagraphKind::TableRow, "brug\tjaar"),
        (ParagraphKind::Note, "14 Kamerstuk 36999-XX, nr. 7."),
    ];
    let mut text = String::new();
    let mut paragraphs = Vec::new();
    for (kind, line) in lines {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.chars().count() as u32;
        text.push_str(line);
        paragraphs.push(Paragraph {
            kind,
            span: Span::new(start, start + line.chars().count() as u32),
            page: Some(1),
        });
    }
    let mark = paragraphs[1].span.start + "In 2025".chars().count() as u32;
    let notes = vec![Note { label: "14".into(), mark: Some(mark), span: paragraphs[5].span }];
    let repairs =
        vec![Repair { kind: RepairKind::NoteMark, from: "202514".into(), to: "2025".into(), count: 1 }];
    DocumentText { format: Format::Pdf, text, paragraphs, notes, repairs, ..DocumentText::default() }
}

/// Answers of a minister, and what extractors find in them.
pub fn answers() -> (DocumentText, Extract, Vec<&'static str>) {
    let lines = [
        "Antwoorden op vragen over sluizen",
        "Vraag 1. Kent u de motie-Van der Proefstra (Kamerstuk 36999-XX, nr. 7) en <b>haar</b> lot?",
        "Antwoord. Ja. Aan de motie wordt gewerkt, zie www.voorbeeld.example en de Bruggenwet.",
        "Vraag 2. Komt er een brief?",
        "Antwoord. Zie het antwoord op vraag 1. Ik stuur de Kamer voor 1 maart een brief.",
        "De federatie roept het kabinet op om voor 1 april te handelen.",
    ];
    let text = lines.join("\n\n");
    let span = |words: &str| {
        let at = text.find(words).map(|at| text[..at].chars().count()).unwrap() as u32;
        Span::new(at, at + words.chars().count() as u32)
    };
    let mut paragraphs = Vec::new();
    for line in lines {
        paragraphs.push(Paragraph { kind: ParagraphKind::Body, span: span(line), page: Some(1) });
    }
    let reference = |words: &str, kind, target: &str| Reference {
        text: words.into(),
        kind,
        target: target.into(),
        span: span(words),
        note: None,
    };
    let day = |day: &str| Some(day.parse().unwrap());
    let due = |to: &str, words: &str| Some(DueWindow { from: None, to: day(to), text: words.into() });
    let exchange = |number: &str, question: &str, answer: &str, see: &[&str]| Exchange {
        number: number.into(),
        askers: Askers { party: Some("Lijst Zand".into()), members: vec!["Duinker".into()] },
        heading: Some("Sluizen & bruggen".into()),
        question: question.into(),
        answer: answer.into(),
        respondent: Some("Minister van Voorbeeldzaken".into()),
        see: see.iter().map(|number| (*number).into()).collect(),
        question_span: span(question),
        answer_span: span(answer),
        address: None,
    };
    let mention = |name: &str, target: Option<&str>, claim, quote: &str| MotionMention {
        name: name.into(),
        target: target.map(str::to_owned),
        claim,
        quote: quote.into(),
        span: span(quote),
    };
    let extract = Extract {
        exchanges: vec![
            exchange(
                "1",
                "Kent u de motie-Van der Proefstra (Kamerstuk 36999-XX, nr. 7) en <b>haar</b> lot?",
                "Ja. Aan de motie wordt gewerkt, zie www.voorbeeld.example en de Bruggenwet.",
                &[],
            ),
            exchange(
                "2",
                "Komt er een brief?",
                "Zie het antwoord op vraag 1. Ik stuur de Kamer voor 1 maart een brief.",
                &["1"],
            ),
        ],
        references: vec![
            reference("Kamerstuk 36999-XX, nr. 7", ReferenceKind::Kamerstuk, "36999-XX-7"),
            reference("www.voorbeeld.example", ReferenceKind::Web, "www.voorbeeld.example"),
            reference("Bruggenwet", ReferenceKind::Law, "Bruggenwet"),
        ],
        motions: vec![
            mention("motie-Van der Proefstra", Some("36999-XX-7"), Claim::Mentioned, lines[1]),
            mention("de motie", None, Claim::InProgress, "Aan de motie wordt gewerkt"),
        ],
        commitments: vec![Commitment {
            quote: "Ik stuur de Kamer voor 1 maart een brief.".into(),
            by: Some("Minister van Voorbeeldzaken".into()),
            due: due("2031-02-28", "voor 1 maart"),
            span: span("Ik stuur de Kamer voor 1 maart een brief."),
        }],
        calls: vec![Call {
            quote: lines[5].into(),
            by: Some("De federatie".into()),
            to: Some("kabinet".into()),
            due: due("2031-03-31", "voor 1 april"),
            span: span(lines[5]),
        }],
        ..Extract::default()
    };
    let quotes = vec![lines[1], lines[2], lines[2]];
    let text = DocumentText { format: Format::Pdf, text, paragraphs, ..DocumentText::default() };
    (text, extract, quotes)
}

/// Holds a page to a number of statements, however much it shows.
#[track_caller]
pub fn check_statements(parliament: &Parliament, address: &str, most: u64) {
    // the pool of this runtime has one thread, so the count of that thread is the count of the page
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(1).build().unwrap();
    runtime.block_on(async {
        let count = || tokio::task::spawn_blocking(store::show::statements);
        let before = count().await.unwrap();
        assert_eq!(parliament.site().get(address).await.status, StatusCode::OK, "{address}");
        assert_eq!(count().await.unwrap() - before, most, "{address}");
    });
}

/// The name of some bytes in the folder of originals.
pub fn hash(bytes: &[u8]) -> Hash {
    Hash::of(bytes)
}

/// Settings under which every page is as the store is now, however slow the machine.
pub(crate) fn settings() -> Settings {
    let ever = std::time::Duration::MAX;
    Settings { slow: ever, patience: ever, ..Settings::default() }
}
