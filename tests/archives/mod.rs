//! Archives put together byte by byte, whole ones and such as no program writes.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use std::io::Write;

pub(crate) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zstd(content: &[u8]) -> Vec<u8> {
    zstd::encode_all(content, 3).unwrap()
}

pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o600);
        builder.append_data(&mut header, name, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

/// A member of a zip file; what is 0 by default is right.
#[derive(Clone, Debug, Default)]
pub(crate) struct Member {
    pub(crate) name: Vec<u8>,
    pub(crate) content: Vec<u8>,
    pub(crate) method: u16,
    pub(crate) flags: u16,
    /// What the checksum in the table of contents is wrong by.
    pub(crate) wrong_crc: u32,
    /// The name in front of the content, if it is another one.
    pub(crate) local_name: Option<Vec<u8>>,
    /// Stands where the member before it stands.
    pub(crate) overlaps: bool,
}

/// A member as every program writes it.
pub(crate) fn member(name: &str, content: &[u8]) -> Member {
    Member { name: name.into(), content: content.into(), method: 8, ..Member::default() }
}

pub(crate) fn zip(members: &[Member]) -> Vec<u8> {
    let (mut file, mut table) = (Vec::new(), Vec::new());
    let mut last = 0;
    for member in members {
        let packed = match member.method {
            8 => {
                let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(&member.content).unwrap();
                encoder.finish().unwrap()
            }
            93 => zstd(&member.content),
            _ => member.content.clone(),
        };
        let mut crc = Crc::new();
        crc.update(&member.content);
        let start = if member.overlaps { last } else { file.len() as u32 };
        last = start;
        let local_name = member.local_name.as_ref().unwrap_or(&member.name);
        let mut both = Vec::new();
        both.extend(20_u16.to_le_bytes());
        both.extend(member.flags.to_le_bytes());
        both.extend(member.method.to_le_bytes());
        both.extend([0; 4]);
        both.extend((crc.sum() ^ member.wrong_crc).to_le_bytes());
        both.extend((packed.len() as u32).to_le_bytes());
        both.extend((member.content.len() as u32).to_le_bytes());
        if !member.overlaps {
            file.extend(b"PK\x03\x04");
            file.extend(&both);
            file.extend((local_name.len() as u16).to_le_bytes());
            file.extend([0; 2]);
            file.extend(local_name);
            file.extend(packed);
        }
        table.extend(b"PK\x01\x02\x14\x00");
        table.extend(&both);
        table.extend((member.name.len() as u16).to_le_bytes());
        table.extend([0; 12]);
        table.extend(start.to_le_bytes());
        table.extend(&member.name);
    }
    let place = file.len() as u32;
    let count = (members.len() as u16).to_le_bytes();
    let length = (table.len() as u32).to_le_bytes();
    let end = [b"PK\x05\x06", &[0; 4][..], &count, &count, &length, &place.to_le_bytes(), &[0; 2]];
    [file, table, end.concat()].concat()
}
