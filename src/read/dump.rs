//! What a reader is given: the bytes of one file, unpacked, and what the file is called.

use std::borrow::Cow;

use encoding_rs::Encoding;
use sha2::{Digest, Sha256};

use super::ReadError;
use super::unpack::{Allowance, unpacked};
use crate::model::Source;

/// A file as a reader sees it.
#[derive(Debug)]
pub(super) struct Dump<'a> {
    path: &'a str,
    /// Name inside the archive at that path.
    member: Option<&'a str>,
    /// Of the file as it lies, so that it can be proved with no program but `sha256sum`; what unpacks from it is the same
    /// each time.
    sha256: String,
    bytes: Cow<'a, [u8]>,
}

impl<'a> Dump<'a> {
    /// Of a file as it lies, which is unpacked where it is packed.
    pub fn of_file(path: &'a str, bytes: &'a [u8]) -> Result<Self, ReadError> {
        let unpacked = unpacked(path, bytes, &mut Allowance::of_file(bytes.len()))?;
        Ok(Self { path, member: None, sha256: hex(&Sha256::digest(bytes)), bytes: unpacked })
    }

    /// Of a member of the archive at that path. What it unpacks to, being packed once more, counts with the others.
    pub fn of_member(
        path: &'a str,
        member: &'a str,
        bytes: &'a [u8],
        allowance: &mut Allowance,
    ) -> Result<Self, ReadError> {
        let unpacked = unpacked(&shown(path, Some(member)), bytes, allowance)?;
        Ok(Self { path, member: Some(member), sha256: hex(&Sha256::digest(bytes)), bytes: unpacked })
    }

    /// Path of the file, or of the archive that it stands in.
    pub fn path(&self) -> &'a str {
        self.path
    }

    /// What messages call it.
    pub fn shown(&self) -> String {
        shown(self.path, self.member)
    }

    /// Its bytes, unpacked.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The source of its pages, as outputs tell it.
    pub fn source(&self, format: &'static str, encoding: &'static Encoding) -> Source {
        Source {
            path: self.path.to_owned(),
            member: self.member.map(str::to_owned),
            format,
            encoding: label(encoding),
            sha256: self.sha256.clone(),
            label: None,
            asked: None,
        }
    }
}

/// A file, or a member of an archive, as messages write it.
fn shown(path: &str, member: Option<&str>) -> String {
    match member {
        Some(member) => format!("{path}/{member}"),
        None => path.to_owned(),
    }
}

/// The label of an encoding in lower case.
fn label(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "UTF-8" => "utf-8",
        "UTF-16LE" => "utf-16le",
        "UTF-16BE" => "utf-16be",
        "Big5" => "big5",
        "GBK" => "gbk",
        "Shift_JIS" => "shift_jis",
        "EUC-JP" => "euc-jp",
        "ISO-2022-JP" => "iso-2022-jp",
        "EUC-KR" => "euc-kr",
        "IBM866" => "ibm866",
        "KOI8-R" => "koi8-r",
        "KOI8-U" => "koi8-u",
        "ISO-8859-2" => "iso-8859-2",
        "ISO-8859-3" => "iso-8859-3",
        "ISO-8859-4" => "iso-8859-4",
        "ISO-8859-5" => "iso-8859-5",
        "ISO-8859-6" => "iso-8859-6",
        "ISO-8859-7" => "iso-8859-7",
        "ISO-8859-8" => "iso-8859-8",
        "ISO-8859-8-I" => "iso-8859-8-i",
        "ISO-8859-10" => "iso-8859-10",
        "ISO-8859-13" => "iso-8859-13",
        "ISO-8859-14" => "iso-8859-14",
        "ISO-8859-15" => "iso-8859-15",
        "ISO-8859-16" => "iso-8859-16",
        name => name,
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
