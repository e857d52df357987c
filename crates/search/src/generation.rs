//! One state of the index on disk. A rebuild makes a new one beside it; a file names the one in use.
//!
//! ```text
//! index/current        the name of the generation in use: g2
//! index/g2/            a tantivy index, with
//! index/g2/made.json   the versions it was made with
//! index/g2/lexicon.txt the words by which its compounds are taken apart
//! ```

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::store::Compressor;
use tantivy::{IndexReader, IndexSettings, ReloadPolicy};

use crate::analysis::ANALYSIS_VERSION;
use crate::analysis::compound::Lexicon;
use crate::directory::Folder;
use crate::error::{Error, Result};
use crate::schema::{Fields, SCHEMA_VERSION, register, schema};

/// The versions that a generation was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Made {
    pub schema: u32,
    pub analysis: u32,
}

/// An open generation.
pub(crate) struct Generation {
    pub name: String,
    pub dir: PathBuf,
    pub made: Made,
    pub fields: Fields,
    pub lexicon: Arc<Lexicon>,
    pub index: tantivy::Index,
    pub reader: IndexReader,
}

impl Generation {
    /// Opens the generation in use; makes the first one, or one that this program can read.
    pub fn open_current(root: &Path) -> Result<Generation> {
        fs::create_dir_all(root).map_err(|source| file(root, "made", source))?;
        for attempt in 0.. {
            let Some(name) = current(root)? else { break };
            let dir = root.join(&name);
            let Some(made) = read_made(&dir).filter(|made| made.schema == SCHEMA_VERSION) else { break };
            match Generation::open(dir, name.clone(), made) {
                Ok(generation) => return Ok(generation),
                // another process has just put a new one in its place
                Err(_) if attempt < 3 && current(root)?.is_some_and(|now| now != name) => {}
                Err(error) => return Err(error),
            }
        }
        let generation = Generation::create(root, &Lexicon::default())?;
        generation.make_current(root)?;
        Ok(generation)
    }

    /// Makes an empty generation beside the others; not yet the one in use.
    pub fn create(root: &Path, lexicon: &Lexicon) -> Result<Generation> {
        let number = 1 + highest(root)?;
        let name = format!("g{number}");
        let dir = root.join(&name);
        fs::create_dir_all(&dir).map_err(|source| file(&dir, "made", source))?;
        let (schema, _) = schema();
        let settings = IndexSettings {
            // each document is packed by itself, see `stored`
            docstore_compression: Compressor::None,
            ..IndexSettings::default()
        };
        let directory = Folder::open(&dir).map_err(tantivy::TantivyError::from)?;
        tantivy::Index::create(directory, schema, settings)?;
        let made = Made { schema: SCHEMA_VERSION, analysis: ANALYSIS_VERSION };
        write_whole(&dir.join("lexicon.txt"), lexicon.write().as_bytes())?;
        let json = serde_json::to_vec(&made).unwrap_or_default();
        write_whole(&dir.join("made.json"), &json)?;
        Generation::open(dir, name, made)
    }

    /// Opens a generation by its folder.
    pub fn open(dir: PathBuf, name: String, made: Made) -> Result<Generation> {
        let index = tantivy::Index::open(Folder::open(&dir).map_err(tantivy::TantivyError::from)?)?;
        register(&index);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(64)
            .try_into()?;
        let path = dir.join("lexicon.txt");
        let lexicon = fs::read_to_string(&path).map_err(|source| file(&path, "read", source))?;
        let lexicon = Arc::new(Lexicon::read(&lexicon));
        let (_, fields) = schema();
        Ok(Generation { name, dir, made, fields, lexicon, index, reader })
    }

    /// Makes this the generation in use, at once for whoever looks next.
    pub fn make_current(&self, root: &Path) -> Result<()> {
        write_whole(&root.join("current"), self.name.as_bytes())
    }
}

/// Removes every generation but one. A reader that still has another open keeps its files until it lets go.
pub(crate) fn remove_others(root: &Path, keep: &str) {
    let Ok(entries) = fs::read_dir(root) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if name != keep && number_of(name).is_some() {
            // what cannot be removed now is removed next time
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The name of the generation in use.
pub(crate) fn current(root: &Path) -> Result<Option<String>> {
    let path = root.join("current");
    match fs::read_to_string(&path) {
        Ok(name) => Ok(Some(name.trim().to_owned()).filter(|name| number_of(name).is_some())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(file(&path, "read", source)),
    }
}

/// The versions of a generation; none if it is not complete.
pub(crate) fn read_made(dir: &Path) -> Option<Made> {
    serde_json::from_slice(&fs::read(dir.join("made.json")).ok()?).ok()
}

fn highest(root: &Path) -> Result<u64> {
    let entries = fs::read_dir(root).map_err(|source| file(root, "read", source))?;
    Ok(entries.flatten().filter_map(|entry| number_of(entry.file_name().to_str()?)).max().unwrap_or(0))
}

fn number_of(name: &str) -> Option<u64> {
    name.strip_prefix('g')?.parse().ok()
}

/// Writes a small file so that it is either the old or the new one, never a part.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let beside = path.with_extension("new");
    let write = || -> std::io::Result<()> {
        let mut out = fs::File::create(&beside)?;
        std::io::Write::write_all(&mut out, bytes)?;
        out.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(|source| file(path, "written", source))
}

pub(crate) fn file(path: &Path, what: &'static str, source: std::io::Error) -> Error {
    Error::File { path: path.to_owned(), what, source }
}
