//! Reproducible archives: gzip, and zip files of several files; same input, same bytes.

use std::io::{Cursor, Write};

use anyhow::Result;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::base::media::is_text;

/// Packs bytes as gzip; `level` is from 1 to 9, the smallest.
pub fn gzip(bytes: &[u8], level: u32) -> Vec<u8> {
    let mut gzip = Gzip::new(level);
    gzip.add(bytes);
    gzip.finish()
}

/// Bytes that are packed as gzip as they come.
pub struct Gzip(GzEncoder<Vec<u8>>);

impl Gzip {
    pub fn new(level: u32) -> Gzip {
        // No time and no operating system in the header.
        let encoder = GzBuilder::new().mtime(0).operating_system(255);
        Gzip(encoder.write(Vec::new(), Compression::new(level)))
    }

    pub fn add(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).expect("writing to memory does not fail");
    }

    pub fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.finish().expect("writing to memory does not fail");
        // Many may wait for each other.
        bytes.shrink_to_fit();
        bytes
    }
}

/// A zip that is being packed: texts compressed, all else stored as it is, without times.
pub struct Zip {
    writer: ZipWriter<Cursor<Vec<u8>>>,
}

impl Zip {
    pub fn new() -> Zip {
        Zip { writer: ZipWriter::new(Cursor::new(Vec::new())) }
    }

    /// Adds a file under a name that is not taken yet.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let method =
            if is_text(name) { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        self.writer.start_file(name, options)?;
        Ok(self.writer.write_all(bytes)?)
    }

    /// The bytes, with a text at their end that programs show as the zip's comment.
    pub fn finish(mut self, comment: &str) -> Result<Vec<u8>> {
        self.writer.set_comment(comment)?;
        Ok(self.writer.finish()?.into_inner())
    }
}

impl Default for Zip {
    fn default() -> Self {
        Zip::new()
    }
}
