//! Entries in a bucket of an S3-compatible service, as objects `prefix/digest`.
//!
//! Nothing is ever removed there: other builds may need it, and every service can let objects
//! expire by a rule.

mod settings;
mod client;
mod refusal;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::cli::cache::place::BucketAddress;
use crate::cli::cache::store::{Failure, Scope, Store};
use client::Client;
use settings::Settings;

/// An answer that takes longer is slow: typesetting most leaflets takes a tenth of it.
const SLOW: Duration = Duration::from_secs(2);

/// After as many slow answers a build goes on without the bucket.
const PATIENCE: usize = 8;

pub(super) struct Bucket {
    name: String,
    prefix: String,
    /// Or what is missing to ask it.
    client: Result<Client, String>,
    is_patient: bool,
    slow: AtomicUsize,
}

impl Bucket {
    /// For a build, which can typeset what a slow bucket does not give.
    pub(super) fn impatient(address: &BucketAddress) -> Self {
        Bucket::new(address, false)
    }

    /// To be filled, however long it takes.
    pub(super) fn patient(address: &BucketAddress) -> Self {
        Bucket::new(address, true)
    }

    fn new(address: &BucketAddress, is_patient: bool) -> Self {
        let settings = Settings::from_variables(address, &|name| std::env::var(name).ok());
        Bucket {
            name: address.to_string(),
            prefix: address.prefix.clone(),
            client: settings.map(Client::new),
            is_patient,
            slow: AtomicUsize::new(0),
        }
    }

    fn ask<T>(
        &self,
        name: &str,
        question: impl FnOnce(&Client, &str) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let client = self
            .client
            .as_ref()
            .map_err(|missing| Failure { text: missing.clone(), scope: Scope::Place })?;
        let start = Instant::now();
        let answer = question(client, &format!("{}{name}", self.prefix))?;
        let is_slow = !self.is_patient && start.elapsed() > SLOW;
        if is_slow && self.slow.fetch_add(1, Ordering::Relaxed) + 1 >= PATIENCE {
            return Err(Failure {
                text: format!(
                    "it is slow: {PATIENCE} answers took more than {} s each; look at the network",
                    SLOW.as_secs()
                ),
                scope: Scope::Place,
            });
        }
        Ok(answer)
    }
}

impl Store for Bucket {
    fn name(&self) -> &str {
        &self.name
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        self.ask(name, Client::get)
    }

    fn write(&self, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        self.ask(name, |client, key| client.put(key, &bytes))
    }
}
