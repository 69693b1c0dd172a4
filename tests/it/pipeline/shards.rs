//! Parts of all jobs: each job in one, parts of about the same size, no job moved by another.

use std::collections::BTreeSet;

use wuzha::pipeline::Shard;
use wuzha::render::print::Job;

use crate::support::jobs::jobs_of;
use crate::support::printed::printed;
use crate::support::site::{self, scam, sources};

fn shards(of: usize) -> Vec<Shard> {
    (1..=of).map(|number| format!("{number}/{of}").parse().expect("a part")).collect()
}

fn outputs(jobs: &[Job], shard: Shard) -> BTreeSet<&str> {
    jobs.iter().filter(|job| shard.has(job)).map(|job| &*job.output).collect()
}

#[test]
fn every_job_is_in_one_part_and_parts_are_alike() {
    let (_, jobs) = jobs_of(&sources(&printed()), None);
    assert!(jobs.len() > 60, "{}", jobs.len());
    for of in [1, 2, 3, 7] {
        let sizes: Vec<usize> =
            shards(of).into_iter().map(|shard| outputs(&jobs, shard).len()).collect();
        assert_eq!(sizes.iter().sum::<usize>(), jobs.len());
        let fair = jobs.len() / of;
        assert!(sizes.iter().all(|&size| size > fair / 3 && size <= fair * 2), "{sizes:?}");
    }
}

#[test]
fn a_new_page_moves_no_other_job_and_copies_stay_together() {
    let pages = |count: usize| {
        sources(&site::site((0..count).map(|number| scam(&format!("scam-{number}")))))
    };
    let ((_, few), (_, many)) = (jobs_of(&pages(4), None), jobs_of(&pages(5), None));
    assert!(many.len() > few.len());
    for shard in shards(3) {
        assert!(outputs(&many, shard).is_superset(&outputs(&few, shard)), "{shard}");
        for job in &few {
            let copy = Job { output: format!("branches/east/{}", job.output), ..job.clone() };
            assert_eq!(shard.has(job), shard.has(&copy));
        }
    }
}

#[test]
fn a_part_is_written_as_a_number_of_a_number() {
    for text in ["1/1", "3/3", "12/400"] {
        assert_eq!(text.parse::<Shard>().map(|shard| shard.to_string()), Ok(text.to_owned()));
    }
    for text in ["", "1", "1/", "/1", "0/1", "2/1", "1/0", "-1/3", "+1/3", "1/3/3", "1/99999999999"]
    {
        assert!(text.parse::<Shard>().is_err(), "{text}");
    }
}
