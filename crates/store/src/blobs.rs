//! Originals by content: one file each, named by its SHA-256, in a folder of 256 folders.
//!
//! A file is written beside its place and renamed, so a name stands for whole content. Nothing is ever overwritten.

use std::fmt;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// The SHA-256 of an original's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }
}

/// The folder of originals.
#[derive(Debug)]
pub struct Blobs {
    folder: PathBuf,
    counter: AtomicU64,
}

/// Why a stream was not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// It is longer than the bound.
    #[error("longer than {0} bytes")]
    TooLong(u64),
    /// The stream broke off.
    #[error("{0}")]
    Broken(std::io::Error),
    /// The folder cannot be written.
    #[error(transparent)]
    Store(#[from] Error),
}

impl Blobs {
    pub(crate) fn open(folder: &Path) -> Result<Blobs> {
        std::fs::create_dir_all(folder)
            .map_err(|source| Error::Folder { folder: folder.to_owned(), source })?;
        // what a killed download left; its next try writes anew
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with("unfinished-") {
                let _ = std::fs::remove_file(entry.path());
            }
        }
        Ok(Blobs { folder: folder.to_owned(), counter: AtomicU64::new(0) })
    }

    /// Reads a stream to its end and keeps it; returns its hash, its length and its first bytes.
    ///
    /// # Errors
    /// It is longer than `longest`, breaks off, or cannot be written; nothing is kept then.
    pub fn keep(&self, stream: &mut dyn Read, longest: u64) -> std::result::Result<(Hash, u64), KeepError> {
        let mut buffer = vec![0u8; 64 << 10];
        let mut first = 0;
        while first < buffer.len() {
            match stream.read(&mut buffer[first..]).map_err(KeepError::Broken)? {
                0 => return Ok(self.keep_bytes(&buffer[..first]).map(|hash| (hash, first as u64))?),
                read => first += read,
            }
        }
        let name =
            format!("unfinished-{}-{}", std::process::id(), self.counter.fetch_add(1, Ordering::Relaxed));
        let path = self.folder.join(&name);
        let result = self.keep_long(stream, buffer, &path, longest);
        if result.is_err() {
            let _ = std::fs::remove_file(&path);
        }
        result
    }

    fn keep_long(
        &self,
        stream: &mut dyn Read,
        mut buffer: Vec<u8>,
        path: &Path,
        longest: u64,
    ) -> std::result::Result<(Hash, u64), KeepError> {
        let failed = |source| Error::Original { name: path.display().to_string(), source };
        let mut file = std::fs::File::create(path).map_err(failed)?;
        let mut digest = Sha256::new();
        let mut length = 0u64;
        let mut filled = buffer.len();
        loop {
            length += filled as u64;
            if length > longest {
                return Err(KeepError::TooLong(longest));
            }
            digest.update(&buffer[..filled]);
            file.write_all(&buffer[..filled]).map_err(failed)?;
            filled = stream.read(&mut buffer).map_err(KeepError::Broken)?;
            if filled == 0 {
                break;
            }
        }
        let hash = Hash(digest.finalize().into());
        self.place(path, hash)?;
        Ok((hash, length))
    }

    /// Keeps bytes.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn keep_bytes(&self, bytes: &[u8]) -> Result<Hash> {
        let hash = Hash::of(bytes);
        if self.path(hash).exists() {
            return Ok(hash);
        }
        let path = self.folder.join(format!(
            "unfinished-{}-{}",
            std::process::id(),
            self.counter.fetch_add(1, Ordering::Relaxed)
        ));
        std::fs::write(&path, bytes).map_err(|source| Error::Original { name: hash.to_string(), source })?;
        self.place(&path, hash)?;
        Ok(hash)
    }

    fn place(&self, from: &Path, hash: Hash) -> Result<()> {
        let path = self.path(hash);
        let failed = |source| Error::Original { name: hash.to_string(), source };
        match std::fs::rename(from, &path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                std::fs::create_dir_all(path.parent().unwrap_or(&self.folder)).map_err(failed)?;
                std::fs::rename(from, &path).map_err(failed)
            }
            result => result.map_err(failed),
        }
    }

    /// The bytes of an original.
    ///
    /// # Errors
    /// It is not there or cannot be read.
    pub fn read(&self, hash: Hash) -> Result<Vec<u8>> {
        std::fs::read(self.path(hash)).map_err(|source| Error::Original { name: hash.to_string(), source })
    }

    /// Where an original lies.
    pub fn path(&self, hash: Hash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join(&name[..2]).join(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_stream_and_its_bytes_have_one_name() {
        let folder = std::env::temp_dir().join(format!("kamerspoor-blobs-{}", std::process::id()));
        let blobs = Blobs::open(&folder).unwrap();
        let bytes: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
        let (hash, length) = blobs.keep(&mut bytes.as_slice(), 1 << 20).unwrap();
        assert_eq!((hash, length), (Hash::of(&bytes), 200_000));
        assert_eq!(blobs.read(hash).unwrap(), bytes);
        assert!(matches!(blobs.keep(&mut bytes.as_slice(), 100_000), Err(KeepError::TooLong(100_000))));
        assert_eq!(blobs.keep(&mut &b"kort"[..], 10).unwrap().1, 4);
        let left =
            std::fs::read_dir(&folder).unwrap().flatten().filter(|entry| entry.path().is_file()).count();
        assert_eq!(left, 0, "nothing unfinished stays behind");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
