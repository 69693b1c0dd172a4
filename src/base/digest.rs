//! A digest: twelve hexadecimal digits that change with what they are made from.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

/// The first six bytes of SHA-256, enough to tell versions of a file apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 6]);

impl Digest {
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = Hasher::default();
        hasher.update(bytes);
        hasher.finish()
    }
}

/// A digest of several parts.
#[derive(Clone, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    pub fn update(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.update(bytes);
    }

    pub fn finish(self) -> Digest {
        let [a, b, c, d, e, f, ..]: [u8; 32] = self.0.finalize().into();
        Digest([a, b, c, d, e, f])
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Digest {
    type Err = NoDigest;

    fn from_str(text: &str) -> Result<Self, NoDigest> {
        if text.len() != 12 {
            return Err(NoDigest);
        }
        let mut number: u64 = 0;
        for byte in text.bytes() {
            let digit = match byte {
                b'0'..=b'9' => byte - b'0',
                b'a'..=b'f' => byte - b'a' + 10,
                _ => return Err(NoDigest),
            };
            number = number << 4 | u64::from(digit);
        }
        let [.., a, b, c, d, e, f] = number.to_be_bytes();
        Ok(Digest([a, b, c, d, e, f]))
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// A text is not twelve lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDigest;
