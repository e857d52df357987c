//! Bytes packed with zstd: pages of the log, texts, structures. One context a thread serves them all.

use std::cell::RefCell;

use serde::Serialize;
use serde::de::DeserializeOwned;
use zstd::bulk::{Compressor, Decompressor};

use crate::{Error, Result};

/// The longest that is unpacked, in bytes.
const LONGEST: usize = 512 << 20;

thread_local! {
    /// A context is a few hundred kilobytes of memory that the system hands out page by page: it is made once.
    static PACKER: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static UNPACKER: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Packs bytes; `level` is zstd's effort.
pub(crate) fn pack(bytes: &[u8], level: i32) -> Result<Vec<u8>> {
    PACKER.with_borrow_mut(|kept| {
        let packer = match kept {
            Some(packer) => packer,
            None => kept.insert(Compressor::new(level).map_err(unreadable)?),
        };
        packer.set_compression_level(level).map_err(unreadable)?;
        packer.compress(bytes).map_err(unreadable)
    })
}

/// Packs a value as JSON.
pub(crate) fn pack_json(value: &impl Serialize, level: i32) -> Result<Vec<u8>> {
    pack(&serde_json::to_vec(value)?, level)
}

/// Unpacks bytes; what claims to be longer than [`LONGEST`] is an error.
pub(crate) fn unpack(body: &[u8]) -> Result<Vec<u8>> {
    let length = zstd::zstd_safe::get_frame_content_size(body).ok().flatten().unwrap_or(LONGEST as u64);
    let length = usize::try_from(length).unwrap_or(usize::MAX).min(LONGEST);
    UNPACKER.with_borrow_mut(|kept| {
        let unpacker = match kept {
            Some(unpacker) => unpacker,
            None => kept.insert(Decompressor::new().map_err(unreadable)?),
        };
        unpacker.decompress(body, length).map_err(unreadable)
    })
}

/// Unpacks a value of JSON.
pub(crate) fn unpack_json<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    Ok(serde_json::from_slice(&unpack(body)?)?)
}

fn unreadable(error: std::io::Error) -> Error {
    Error::Unreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_at_any_level_is_unpacked_again() {
        for (level, text) in [(1, ""), (3, "een brief"), (1, "een tweede brief")] {
            assert_eq!(unpack(&pack(text.as_bytes(), level).unwrap()).unwrap(), text.as_bytes());
        }
    }

    #[test]
    fn damaged_bytes_are_an_error_and_the_next_are_read() {
        let mut body = pack(&[7; 4000], 1).unwrap();
        body.truncate(body.len() / 2);
        assert!(matches!(unpack(&body), Err(Error::Unreadable(_))));
        assert!(matches!(unpack(b"no zstd at all"), Err(Error::Unreadable(_))));
        assert_eq!(unpack(&pack(b"whole", 1).unwrap()).unwrap(), b"whole");
    }
}
