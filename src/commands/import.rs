//! `kamerspoor import`: takes in loose files: a letter, a monitor's saved page, a transcript of answers.
//!
//! A file becomes a document of its own: its record enters the log in the feed's spelling, so that a rebuild finds it
//! again, and its bytes enter the originals. What the text does not tell is left open and said.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use feeds::syncfeed::{read, write};
use model::facts::DocumentFacts;
use model::number::OfficialNumber;
use model::record::{Content, Entry, Value};
use model::{Category, Guid, IMPORTED, LinkKind, Record};
use store::Store;
use store::blobs::Hash;
use store::queue::{Job, Work};

use super::{clock, print, print_json, sync};
use crate::config::Config;
use crate::jobs::engine::Engine;
use crate::progress::Progress;
use crate::stop::Stop;
use crate::{formats, pipeline};

/// Arguments and help.
pub fn command() -> Command {
    Command::new("import")
        .about("Take in loose files; kind, number, dossier, date and title are worked out from their text")
        .arg(Arg::new("files").value_name("FILE").required(true).num_args(1..).help("files to take in"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("print JSON"))
        .after_help("Example:\n  kamerspoor import brief.pdf antwoorden.txt")
}

/// Takes in each file, and says under which number it stands and what its text did not tell.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let files: Vec<&String> = matches.get_many("files").into_iter().flatten().collect();
    let stop = Stop::on_signals()?;
    let store = Store::open(&config.data())?;
    let _lock = sync::lock(config)?;
    let pool = super::read_originals::pool(config, 1)?;
    let mut imported = Vec::new();
    let mut failed = 0;
    for file in files {
        let result = bytes(config, Path::new(file)).and_then(|bytes| {
            let text = pool.read(&bytes);
            let facts = structure::extract(&text, &structure::Context::default()).document;
            let mut done = take_in(&store, file, &bytes, &facts)?;
            done.problems = text.problems.into_iter().map(|problem| problem.detail).collect();
            Ok(done)
        });
        match result {
            Ok(done) => imported.push(done),
            Err(error) => {
                eprintln!("{file}: {error:#}");
                failed += 1;
            }
        }
    }
    let index = sync::open_index(config, &store)?;
    let progress = Progress::default();
    let engine = Engine { config, store: &store, index: &index, clock, stop: &stop, progress: &progress };
    engine.digest()?;
    if matches.get_flag("json") {
        print_json(&imported)?;
    } else {
        for done in &imported {
            print(&format!("{}: {} ({}), /document/{}\n", done.file, done.title, done.kind, done.number))?;
            if !done.not_told.is_empty() {
                print(&format!("  its text does not tell: {}\n", done.not_told.join(", ")))?;
            }
            for problem in &done.problems {
                print(&format!("  not all of it was read: {problem}\n"))?;
            }
        }
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A file that was taken in.
#[derive(Debug, serde::Serialize)]
struct Imported {
    file: String,
    number: String,
    kind: String,
    title: String,
    date: Option<String>,
    dossier: Option<String>,
    not_told: Vec<&'static str>,
    /// What could not be read of it.
    problems: Vec<String>,
}

fn bytes(config: &Config, file: &Path) -> Result<Vec<u8>> {
    let known = std::fs::metadata(file).context("it cannot be read")?;
    if known.is_dir() {
        bail!("it is a folder: name the files in it, as in {}", file.join("*").display());
    }
    let length = known.len();
    if length > config.largest_original() {
        bail!(
            "{length} bytes are more than the limit of {} (setting largest-original)",
            config.largest_original()
        );
    }
    std::fs::read(file).context("it cannot be read")
}

fn take_in(store: &Store, file: &str, bytes: &[u8], facts: &DocumentFacts) -> Result<Imported> {
    let hash = Hash::of(bytes);
    let id = id_of(hash);
    let told = facts.number.as_deref().and_then(OfficialNumber::parse);
    let short = hash.to_string()[..8].to_uppercase();
    // the feed's own document keeps its number; the loose file stands beside it
    let number = match &told {
        Some(OfficialNumber::Document(number)) if store.number_is_free(&number.to_string(), id)? => {
            number.to_string()
        }
        _ => format!("IMPORT-{short}"),
    };
    let name = Path::new(file)
        .file_name()
        .map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned());
    let title = facts.title.clone().unwrap_or_else(|| name.clone());
    let kind = facts.kind.as_deref().map_or("Overig", paper_kind);

    let mut record = Record::empty(Category::Document, id);
    let mut set = |column: &str, value: Value| {
        if let Some(at) = Category::Document.spec().columns.iter().position(|known| known.name == column) {
            record.values[at] = value;
        }
    };
    set("number", Value::Text(number.clone()));
    set("kind", Value::Text(kind.to_owned()));
    set("title", Value::Text(title.clone()));
    set("subject", Value::Text(title.clone()));
    set("organisation", Value::Text(format!("{IMPORTED}{name}")));
    if let Some(date) = facts.date {
        set("date", Value::Text(date.to_string()));
    }
    let mut entries = Vec::new();
    let mut dossier = None;
    if let Some(OfficialNumber::Kamerstuk(paper)) = &told {
        dossier = Some(paper.dossier.to_string());
        if let Ok(sub) = paper.sub.parse::<i64>() {
            set("sub_number", Value::Int(sub));
        }
        let (id, made) = dossier_of(store, paper.dossier.number, paper.dossier.addition.as_deref())?;
        record.links.push((LinkKind::DocumentDossier, id));
        entries.extend(made);
    }
    record.updated = Some(clock().to_string());
    record.content =
        Some(Content { media_type: formats::name(bytes).to_owned(), length: Some(bytes.len() as u64) });
    entries.push(record);

    let now = clock();
    let entries = entries.iter().map(logged).collect::<Result<Vec<_>>>()?;
    store.save_singles(&entries, now, &|record: &Record, _| {
        vec![Work::new(Job::Index, record.category, record.id, 0)]
    })?;
    store.blobs().keep_bytes(bytes)?;
    if let Some(expected) = store.expected_original(Category::Document, id)? {
        let fetched = store::originals::Fetched {
            work: Work::new(Job::FetchOriginal, Category::Document, id, 0),
            expected,
            hash,
            length: bytes.len() as u64,
            format: formats::name(bytes).to_owned(),
            problem: None,
            following: pipeline::after_original(Category::Document, id, 0),
        };
        store.save_originals(&[fetched], now)?;
    }
    let not_told = [
        ("kind", facts.kind.is_none()),
        ("number", facts.number.is_none()),
        ("date", facts.date.is_none()),
        ("title", facts.title.is_none()),
    ];
    Ok(Imported {
        file: file.to_owned(),
        number,
        kind: kind.to_owned(),
        title,
        date: facts.date.map(|date| date.to_string()),
        dossier,
        not_told: not_told.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name).collect(),
        problems: Vec::new(),
    })
}

/// A record as the log keeps it.
fn logged(record: &Record) -> Result<(Entry, String)> {
    let body = write::entity(record);
    Ok((read::read_single(&body)?, body))
}

/// The dossier of a number: the feed's if it is there, else a record of its own.
fn dossier_of(store: &Store, number: u32, addition: Option<&str>) -> Result<(Guid, Option<Record>)> {
    if let Some(id) = store.dossier_id(number, addition)? {
        return Ok((id, None));
    }
    let id = id_of(Hash::of(format!("dossier {number} {}", addition.unwrap_or_default()).as_bytes()));
    let mut record = Record::empty(Category::Dossier, id);
    for (column, spec) in Category::Dossier.spec().columns.iter().enumerate() {
        record.values[column] = match spec.name {
            "number" => Value::Int(i64::from(number)),
            "addition" => addition.map_or(Value::Null, |text| Value::Text(text.to_owned())),
            _ => Value::Null,
        };
    }
    Ok((id, Some(record)))
}

fn id_of(hash: Hash) -> Guid {
    let mut id = [0u8; 16];
    id.copy_from_slice(&hash.0[..16]);
    // version 8: made from content, so that a file taken in twice is one document
    id[6] = id[6] & 0x0F | 0x80;
    id[8] = id[8] & 0x3F | 0x80;
    Guid(id)
}

/// The House's name of a kind of paper.
fn paper_kind(slug: &str) -> &str {
    match slug {
        "brief-regering" => "Brief regering",
        "motie" => "Motie",
        "schriftelijke-vragen" => "Schriftelijke vragen",
        "antwoord-schriftelijke-vragen" => "Antwoord schriftelijke vragen",
        "verslag-schriftelijk-overleg" => "Verslag van een schriftelijk overleg",
        "lijst-van-vragen-en-antwoorden" => "Lijst van vragen en antwoorden",
        "nota-naar-aanleiding-van-het-verslag" => "Nota n.a.v. het (nader/tweede nader/enz.) verslag",
        "antwoorden-eerste-termijn" => "Antwoorden eerste termijn",
        "oproep" => "Oproep",
        other => other,
    }
}
