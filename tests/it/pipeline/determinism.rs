//! The same bytes with any number of threads and any order of files.

use rayon::ThreadPoolBuilder;
use wuzha::base::source::SourceFiles;

use crate::support::rich::{WHOLE, rich};
use crate::support::site::{self, Built, EVERYTHING, run};

fn with_threads(sources: &SourceFiles, threads: usize) -> Built {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| run(sources.clone(), EVERYTHING)).clean()
}

#[test]
fn threads_and_file_order_change_no_byte() {
    let sources = site::sources(&rich());
    let first = with_threads(&sources, 1);
    assert!(first.paths().iter().any(|path| path.ends_with(".pdf")));
    // Built on as many threads as there are processors.
    first.assert_same(&WHOLE);
    let mut files: Vec<(String, Vec<u8>)> =
        sources.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect();
    files.reverse();
    let middle = files.len() / 3;
    files.rotate_left(middle);
    let mut shuffled = SourceFiles::default();
    for (path, bytes) in files {
        shuffled.insert(&path, bytes);
    }
    first.assert_same(&with_threads(&shuffled, 8));
}

#[test]
fn diagnostics_have_the_same_order_on_any_number_of_threads() {
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
