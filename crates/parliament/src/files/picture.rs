//! A portrait or logo: a small PNG of one colour with a lighter disc.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::random::hash;

const SIDE: usize = 48;

pub(crate) fn bytes(seed: u64, kind: u64, local: u16) -> Vec<u8> {
    let colour = hash(seed ^ kind, u64::from(local)).to_le_bytes();
    let mut pixels = Vec::with_capacity(SIDE * (SIDE * 3 + 1));
    for y in 0..SIDE {
        pixels.push(0);
        for x in 0..SIDE {
            let (dx, dy) = (x.abs_diff(SIDE / 2), y.abs_diff(SIDE / 2));
            let light = if dx * dx + dy * dy < SIDE * SIDE / 9 { 90 } else { 0 };
            pixels.extend(colour[..3].iter().map(|&c| c / 2 + light));
        }
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend((SIDE as u32).to_be_bytes());
    header.extend((SIDE as u32).to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    chunk(&mut png, b"IHDR", &header);
    chunk(&mut png, b"IDAT", &deflate(&pixels));
    chunk(&mut png, b"IEND", &[]);
    png
}

/// Compressed as PDF and PNG want it.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    // writing to memory does not fail
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    png.extend((data.len() as u32).to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    png.extend(kind);
    png.extend(data);
    png.extend(crc.sum().to_be_bytes());
}
