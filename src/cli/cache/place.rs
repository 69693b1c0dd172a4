//! What `--cache` names: a folder, or a bucket of an S3-compatible service.

use std::path::PathBuf;
use std::str::FromStr;

/// A place for typeset leaflets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Folder(PathBuf),
    Bucket(BucketAddress),
}

/// `s3://bucket/prefix`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketAddress {
    pub bucket: String,
    /// Empty, or ends with a slash.
    pub prefix: String,
}

/// Why a text names no place.
#[derive(Debug, PartialEq, Eq)]
pub struct NoPlace(String);

impl std::fmt::Display for NoPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoPlace {}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        if let Some(rest) = text.strip_prefix("s3://") {
            return bucket(rest).map(Place::Bucket);
        }
        if text.is_empty() || text.contains("://") {
            return Err(NoPlace("name a folder, or a bucket: `s3://bucket/prefix`".to_owned()));
        }
        Ok(Place::Folder(PathBuf::from(text)))
    }
}

impl std::fmt::Display for BucketAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "s3://{}", self.bucket)?;
        if self.prefix.is_empty() {
            return Ok(());
        }
        write!(f, "/{}", self.prefix.trim_end_matches('/'))
    }
}

fn bucket(rest: &str) -> Result<BucketAddress, NoPlace> {
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let is_fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    if !(3..=63).contains(&bucket.len()) || !bucket.chars().all(is_fine) {
        return Err(NoPlace(format!(
            "`{bucket}` is not the name of a bucket: 3 to 63 small letters, digits, `-` and `.`"
        )));
    }
    let prefix = prefix.trim_end_matches('/');
    let is_part = |part: &str| {
        !matches!(part, "" | "." | "..") && !part.contains(|c: char| c.is_control() || c == '\\')
    };
    if !prefix.is_empty() && !prefix.split('/').all(is_part) {
        return Err(NoPlace(format!("`{prefix}` cannot be the beginning of a key in a bucket")));
    }
    let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
    Ok(BucketAddress { bucket: bucket.to_owned(), prefix })
}
