//! The files of one job as one cache entry: a count, then each file’s ending and bytes.

use std::sync::Arc;

use crate::base::narrow::to_u32;

/// The files of one job: the ending of each name (`.pdf`, `-01.png`) and its bytes; the thumbnail
/// is the last of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bundle {
    /// How many pages were laid out.
    pub pages: u32,
    /// Pixels of the thumbnail.
    pub thumbnail: (u32, u32),
    pub files: Vec<(String, Arc<[u8]>)>,
}

impl Bundle {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(
            64 + self.files.iter().map(|(_, bytes)| bytes.len() + 24).sum::<usize>(),
        );
        for number in [self.pages, self.thumbnail.0, self.thumbnail.1, to_u32(self.files.len())] {
            out.extend(number.to_le_bytes());
        }
        for (ending, bytes) in &self.files {
            for part in [ending.as_bytes(), bytes] {
                out.extend(to_u32(part.len()).to_le_bytes());
                out.extend(part);
            }
        }
        out
    }

    /// `None` for anything that [`to_bytes`](Self::to_bytes) did not write whole.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Bundle> {
        let mut rest = bytes;
        let (pages, width, height) = (number(&mut rest)?, number(&mut rest)?, number(&mut rest)?);
        let count = number(&mut rest)?;
        let mut files = Vec::new();
        for _ in 0..count {
            let ending = std::str::from_utf8(part(&mut rest)?).ok().filter(|it| is_ending(it))?;
            let ending = ending.to_owned();
            files.push((ending, Arc::from(part(&mut rest)?)));
        }
        let is_whole = rest.is_empty() && files.len() >= 2 && pages > 0;
        is_whole.then_some(Bundle { pages, thumbnail: (width, height), files })
    }
}

/// Whether a text can end the name of a file: `.pdf`, `-01.png`.
fn is_ending(text: &str) -> bool {
    text.starts_with(['.', '-'])
        && !text.contains("..")
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (head, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(u32::from_le_bytes(*head))
}

fn part<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = number(rest)? as usize;
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}
