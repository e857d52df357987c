//! The files of an index: mapped into memory, but for the stored documents.
//!
//! Stored documents are more than half of an index and are read a few at a time, at random places. Mapped, every page of
//! them that was ever shown would count as memory of this program; read by position, only what is being shown does.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle,
    WritePtr,
};

/// Longer reads use the mapping: a merge copies whole files.
const LONGEST: usize = 1 << 20;

/// The folder of a generation.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    mapped: MmapDirectory,
    path: PathBuf,
}

impl Folder {
    pub fn open(path: &Path) -> Result<Folder, OpenDirectoryError> {
        Ok(Folder { mapped: MmapDirectory::open(path)?, path: path.to_owned() })
    }
}

/// A file of stored documents.
struct StoredFile {
    file: File,
    mapped: Arc<dyn FileHandle>,
}

impl fmt::Debug for StoredFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.file.fmt(f)
    }
}

impl HasLen for StoredFile {
    fn len(&self) -> usize {
        self.mapped.len()
    }
}

impl FileHandle for StoredFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.len() > LONGEST {
            return self.mapped.read_bytes(range);
        }
        let mut bytes = vec![0; range.len()];
        self.file.read_exact_at(&mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let mapped = self.mapped.get_file_handle(path)?;
        if path.extension().is_none_or(|extension| extension != "store") {
            return Ok(mapped);
        }
        let file = File::open(self.path.join(path))
            .map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?;
        Ok(Arc::new(StoredFile { file, mapped }))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(watch_callback)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use tantivy::directory::TerminatingWrite;

    use super::*;

    #[test]
    fn stored_documents_read_the_same_in_small_and_in_large_pieces() {
        let path = std::env::temp_dir().join(format!("kamerspoor-folder-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        let folder = Folder::open(&path).unwrap();
        let bytes: Vec<u8> = (0..LONGEST * 2).map(|at| (at % 251) as u8).collect();
        for name in ["0a.store", "0a.pos"] {
            let mut out = folder.open_write(Path::new(name)).unwrap();
            out.write_all(&bytes).unwrap();
            out.terminate().unwrap();
            let file = folder.open_read(Path::new(name)).unwrap();
            assert_eq!(file.len(), bytes.len());
            for range in [0..10, 700_000..700_123, 5..LONGEST + 9, bytes.len() - 7..bytes.len(), 3..3] {
                let piece = file.slice(range.clone()).read_bytes().unwrap();
                assert_eq!(piece.as_slice(), &bytes[range.clone()], "{name} {range:?}");
            }
            assert!(folder.get_file_handle(Path::new(name)).unwrap().read_bytes(9..9).unwrap().is_empty());
        }
        assert!(matches!(folder.open_read(Path::new("1b.store")), Err(OpenReadError::FileDoesNotExist(_))));
        std::fs::remove_dir_all(path).unwrap();
    }
}
