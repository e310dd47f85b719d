//! Packed files: gzip and Zstandard, told by their first bytes and never by their names.
//!
//! What unpacks is bounded in size, and in how many times it is larger than the file, before memory is taken for it.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::StreamingDecoder;

use super::ReadError;

/// The most that one file unpacks to: hundreds of times an ordinary page of boxes, which takes about 1 MB.
const MOST: u64 = 512 << 20;

/// The most that the members of an archive unpack to together: 500 pages of 4 MB.
const MOST_OF_ARCHIVE: u64 = 2 << 30;

/// How many times larger a file may be unpacked. Pages with boxes pack 5 to 10 times; a run of one byte, of which bombs
/// are made, packs 1,000 times.
const RATIO: u64 = 250;

/// What may always be unpacked: too little to harm, and a small file may well be nothing but blanks.
const HARMLESS: u64 = 16 << 20;

/// How much of a packed file its first bytes are unpacked to.
const HEAD: u64 = 65_536;

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// Why nothing unpacks.
pub(super) enum Fault {
    /// It is not whole, and why.
    Damaged(String),
    /// It is larger than this many bytes.
    Swollen(u64),
    /// With what stands beside it, it is larger than this many bytes.
    Spent(u64),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Damaged(match error.kind() {
            io::ErrorKind::UnexpectedEof => "it breaks off".to_owned(),
            _ => error.to_string(),
        })
    }
}

impl Fault {
    /// As an error on a file. `what` is how it is packed, with its article.
    pub fn of(self, path: &str, what: &'static str) -> ReadError {
        let path = path.to_owned();
        match self {
            Self::Damaged(why) => ReadError::Damaged { path, what, why },
            Self::Swollen(most) => ReadError::Swollen { path, what, megabytes: most >> 20 },
            Self::Spent(most) => ReadError::Swollen { path, what: "part of an archive", megabytes: most >> 20 },
        }
    }
}

/// How much may still be unpacked.
pub(super) struct Allowance {
    whole: u64,
    left: u64,
}

impl Allowance {
    /// For a file of that size.
    pub fn of_file(packed: usize) -> Self {
        Self::of(most(packed, MOST))
    }

    /// For all members of an archive of that size together.
    pub fn of_archive(packed: usize) -> Self {
        Self::of(most(packed, MOST_OF_ARCHIVE))
    }

    fn of(whole: u64) -> Self {
        Self { whole, left: whole }
    }

    /// All that a stream of that packed size holds.
    pub fn unpack(&mut self, packed: usize, stream: impl Read) -> Result<Vec<u8>, Fault> {
        self.bounded(packed, |out| out.take(stream))
    }

    /// What was unpacked in vain counts as well, since it took its time.
    fn bounded(
        &mut self,
        packed: usize,
        unpack: impl FnOnce(&mut Bounded) -> Result<(), Fault>,
    ) -> Result<Vec<u8>, Fault> {
        let own = most(packed, MOST);
        let mut out = Bounded { bytes: Vec::new(), most: own.min(self.left) };
        let done = unpack(&mut out);
        let is_own = own <= self.left;
        self.left = self.left.saturating_sub(out.bytes.len() as u64);
        match done {
            Err(Fault::Swollen(_)) if !is_own => Err(Fault::Spent(self.whole)),
            done => done.map(|()| out.bytes),
        }
    }
}

fn most(packed: usize, ceiling: u64) -> u64 {
    (packed as u64).saturating_mul(RATIO).clamp(HARMLESS, ceiling)
}

/// The content of a packed file; the bytes themselves of any other.
pub(super) fn unpacked<'a>(path: &str, bytes: &'a [u8], allowance: &mut Allowance) -> Result<Cow<'a, [u8]>, ReadError> {
    let (what, done) = if bytes.starts_with(GZIP) {
        ("a gzip file", allowance.bounded(bytes.len(), |out| gunzip(bytes, out)))
    } else if bytes.starts_with(ZSTD) {
        ("a Zstandard file", allowance.bounded(bytes.len(), |out| unzstd(bytes, out)))
    } else {
        return Ok(Cow::Borrowed(bytes));
    };
    done.map(Cow::Owned).map_err(|fault| fault.of(path, what))
}

/// What a file begins with, unpacked where it is packed, as far as these first bytes of it tell.
pub(super) fn head(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut head = Vec::new();
    let mut fill = |stream: &mut dyn Read| {
        // It breaks off where the first bytes do, which is no fault.
        let _ = stream.take(HEAD).read_to_end(&mut head);
    };
    if bytes.starts_with(GZIP) {
        fill(&mut GzDecoder::new(bytes));
    } else if bytes.starts_with(ZSTD) {
        if let Ok(mut frame) = StreamingDecoder::new(bytes) {
            fill(&mut frame);
        }
    } else {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(head)
}

/// What is unpacked so far, and the most that it may be.
struct Bounded {
    bytes: Vec<u8>,
    most: u64,
}

impl Bounded {
    /// Adds all that comes, unless it is too much.
    fn take(&mut self, from: impl Read) -> Result<(), Fault> {
        let left = self.most.saturating_sub(self.bytes.len() as u64);
        // One byte more tells a file that ends at the bound from one that goes on.
        let added = from.take(left + 1).read_to_end(&mut self.bytes)? as u64;
        if added > left { Err(Fault::Swollen(self.most)) } else { Ok(()) }
    }
}

/// A gzip file holds one stream or more; tapes fill it up with zeros.
fn gunzip(mut rest: &[u8], out: &mut Bounded) -> Result<(), Fault> {
    while rest.starts_with(GZIP) {
        let mut stream = GzDecoder::new(rest);
        out.take(&mut stream)?;
        rest = stream.into_inner();
    }
    only_zeros(rest)
}

/// A Zstandard file holds one frame or more, and frames to be skipped.
fn unzstd(mut rest: &[u8], out: &mut Bounded) -> Result<(), Fault> {
    loop {
        if rest.starts_with(ZSTD) {
            let mut frame = StreamingDecoder::new(rest).map_err(|error| Fault::Damaged(error.to_string()))?;
            out.take(&mut frame)?;
            let (behind, decoder) = frame.into_parts();
            if let Some(said) = decoder.get_checksum_from_data()
                && decoder.get_calculated_checksum() != Some(said)
            {
                return Err(Fault::Damaged("its checksum does not fit".to_owned()));
            }
            rest = behind;
        } else if let [0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d, behind @ ..] = rest {
            let len = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
            rest = behind.get(len..).ok_or_else(|| Fault::from(io::Error::from(io::ErrorKind::UnexpectedEof)))?;
        } else {
            return only_zeros(rest);
        }
    }
}

fn only_zeros(rest: &[u8]) -> Result<(), Fault> {
    if rest.iter().all(|byte| *byte == 0) {
        return Ok(());
    }
    Err(Fault::Damaged("something else stands behind its end".to_owned()))
}
