//! The files of an index.

use std::sync::Mutex;

use wuzha::parse::words::SearchWords;
use wuzha::render::search::export;
use wuzha::render::search::index::Index;

/// The files for the records of an index, as paths within the site and bytes, in the order of the
/// paths.
pub fn shards(index: &Index, language: &str) -> Vec<(String, Vec<u8>)> {
    shards_with(index, language, &SearchWords::default())
}

/// The same for an index with words.
pub fn shards_with(index: &Index, language: &str, words: &SearchWords) -> Vec<(String, Vec<u8>)> {
    let files = Mutex::new(Vec::new());
    let record = |document: usize| index.records()[document].clone();
    let records = export::Records { count: index.records().len(), record: &record, words };
    let put = |path, bytes| files.lock().expect("no thread failed").push((path, bytes));
    export::export(&records, language, "", &put).expect("exported");
    let mut files = files.into_inner().expect("no thread failed");
    files.sort_unstable();
    files
}
