//! Packed files: the same page as unpacked, or an error that names the file.

#![allow(clippy::unwrap_used, reason = "a test stops at what is missing")]

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use newsprint::read::{ReadError, ReadOptions, read_issue};
use proptest::prelude::*;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::{law, raw, read};

const PAGE: &str = "The ferry ran again on Tuesday.\nNo fare was taken.\n";
const ALTO: &[u8] = include_bytes!("fixtures/harbour.alto.xml");

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    out.write_all(bytes).and_then(|()| out.finish()).unwrap_or_default()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

fn error_of(bytes: &[u8]) -> ReadError {
    match read_issue("page", "raw/page.gz", bytes, &ReadOptions::default()) {
        Ok(issue) => panic!("it was read: {:?}", raw(&issue)),
        Err(error) => error,
    }
}

#[test]
fn any_format_may_be_packed() {
    for pack in [gzip, zstd] {
        assert_eq!(raw(&read(&pack(PAGE.as_bytes()))), raw(&read(PAGE.as_bytes())));
        let (packed, plain) = (read(&pack(ALTO)), read(ALTO));
        assert_eq!(raw(&packed), raw(&plain));
        assert_eq!(packed.pages()[0].source.format, "alto");
    }
    let empty = read(&gzip(b""));
    assert_eq!((empty.pages().len(), empty.n_lines()), (1, 0));
}

#[test]
fn the_source_is_the_file_as_it_lies() {
    let packed = gzip(PAGE.as_bytes());
    let digest = <sha2::Sha256 as sha2::Digest>::digest(&packed);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(read(&packed).pages()[0].source.sha256, hex);
}

#[test]
fn streams_and_frames_follow_one_another() {
    let (head, tail) = PAGE.as_bytes().split_at(20);
    let skipped = b"\x53\x2a\x4d\x18\x03\0\0\0abc";
    for file in [
        [gzip(head), gzip(tail)].concat(),
        [gzip(head), gzip(tail), vec![0; 512]].concat(),
        [zstd(head), zstd(tail)].concat(),
        [zstd(head), skipped.to_vec(), zstd(tail)].concat(),
    ] {
        assert_eq!(raw(&read(&file)), raw(&read(PAGE.as_bytes())));
    }
}

#[test]
fn what_is_not_whole_is_refused_by_name() {
    for packed in [gzip(ALTO), zstd(ALTO)] {
        for len in (4..packed.len()).step_by(packed.len() / 60 + 1) {
            let error = error_of(&packed[..len]);
            assert!(matches!(error, ReadError::Damaged { .. }), "{error}");
            assert!(error.to_string().starts_with("raw/page.gz: this is a "), "{error}");
        }
        let error = error_of(&[&packed[..], b"more"].concat());
        assert!(error.to_string().contains("something else stands behind its end"), "{error}");
    }
}

#[test]
fn a_bomb_is_refused_before_it_fills_the_memory() {
    let bomb = gzip(&vec![b' '; 40 << 20]);
    for bomb in [bomb, zstd(&vec![b' '; 40 << 20])] {
        let error = error_of(&bomb);
        assert!(matches!(error, ReadError::Swollen { megabytes: 16, .. }), "{error}");
    }
    assert_eq!(read(&gzip(&vec![b'\n'; 8 << 20])).n_lines(), 0, "a little of nothing harms nobody");
}

#[test]
fn what_is_packed_twice_is_unpacked_once() {
    assert!(error_of(&gzip(&gzip(PAGE.as_bytes()))).to_string().contains("a gzip file inside another"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_damage_breaks_the_reader(at in any::<prop::sample::Index>(), byte in any::<u8>(), of in 0..2) {
        let mut packed = [gzip, zstd][of as usize](ALTO);
        let at = at.index(packed.len());
        packed[at] = byte;
        if let Ok(issue) = read_issue("page", "page.gz", &packed, &ReadOptions::default()) {
            prop_assert_eq!(law(&issue), Ok(()));
        }
    }
}
