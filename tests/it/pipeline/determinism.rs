//! Does the same site give the same bytes, whatever the number of threads and the order of the
//! files?

use rayon::ThreadPoolBuilder;
use wuzha::base::source::SourceFiles;

use crate::render::html::pages::rich;
use crate::support::site::{self, Built, EVERYTHING, run};

fn with_threads(sources: &SourceFiles, threads: usize) -> Built {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| run(sources.clone(), EVERYTHING)).clean()
}

/// Fails where two builds differ in a byte.
pub fn assert_same(a: &Built, b: &Built) {
    assert_eq!(a.paths(), b.paths());
    for path in a.paths() {
        assert!(a.bytes(path) == b.bytes(path), "{path} is not the same");
    }
    assert_eq!(a.diagnostics_short(), b.diagnostics_short());
}

#[test]
fn every_byte_is_the_same_again() {
    let sources = site::sources(&rich());
    let first = with_threads(&sources, 1);
    assert!(first.paths().iter().any(|path| path.ends_with(".pdf")));
    assert_same(&first, &with_threads(&sources, 8));
    let mut files: Vec<(String, Vec<u8>)> =
        sources.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect();
    files.reverse();
    let middle = files.len() / 3;
    files.rotate_left(middle);
    let mut shuffled = SourceFiles::default();
    for (path, bytes) in files {
        shuffled.insert(&path, bytes);
    }
    assert_same(&first, &with_threads(&shuffled, 3));
}

#[test]
fn mistakes_come_in_the_same_order_again() {
    let pages =
        (0..40).map(|i| site::plain(&format!("p{i}")).lead("zh", "[一](@/pages/none) <b> [二](x)"));
    let sources = site::sources(&site::site(pages));
    let report = |threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| run(sources.clone(), site::HTML)).diagnostics_short()
    };
    let first = report(1);
    assert_eq!(first.lines().count(), 120);
    assert_eq!(report(8), first);
}
