//! Requests to a bucket, with limits in time and bytes.
//!
//! A request is tried again where that may help, but for a few seconds only: a build can do without
//! the bucket.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rusty_s3::S3Action;
use ureq::http::{Response, StatusCode};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body};
use url::Url;

use crate::cli::cache::bucket::refusal::{self, Refusal};
use crate::cli::cache::bucket::settings::Settings;
use crate::cli::cache::store::{Failure, Scope};

/// How long to wait for a connection, and for an answer to begin.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(8);
/// How long a body, of some megabytes at most, may take.
const BODY: Duration = Duration::from_secs(30);
/// How long one try may take in all.
const TRY: Duration = Duration::from_secs(40);

/// Pauses between tries. None begins once the first is this long ago.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(1000)];
const NO_TRY_AFTER: Duration = Duration::from_secs(15);

/// How long a signature is valid: longer than a try.
const SIGNATURE: Duration = Duration::from_secs(300);

/// An entry larger than this is none of ours.
const MAX_ENTRY: u64 = 256 << 20;

/// How much of a refusal is read.
const MAX_REFUSAL: u64 = 64 << 10;

pub(super) struct Client {
    agent: Agent,
    settings: Settings,
}

/// How a try ended, other than well.
enum Trouble {
    Refused(Refusal),
    NotReached(ureq::Error),
}

impl Client {
    pub(super) fn new(settings: Settings) -> Client {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(CONNECT))
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(ANSWER))
            .timeout_send_body(Some(BODY))
            .timeout_recv_body(Some(BODY))
            .timeout_global(Some(TRY))
            .max_idle_connections_per_host(64)
            .user_agent(concat!("wuzha/", env!("CARGO_PKG_VERSION")));
        let config = if settings.endpoint.scheme() == "https" {
            config.tls_config(TlsConfig::builder().root_certs(roots()).build())
        } else {
            config
        };
        Client { agent: config.build().into(), settings }
    }

    /// The object under a key; `None` where there is none.
    pub(super) fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Failure> {
        let Settings { bucket, credentials, .. } = &self.settings;
        self.tried(|| {
            let url = bucket.get_object(Some(credentials), key).sign(SIGNATURE);
            let mut response = self.agent.get(url.as_str()).call()?;
            if response.status() == StatusCode::OK {
                let body = response.body_mut().with_config().limit(MAX_ENTRY).read_to_vec();
                return match body {
                    // No entry is as large, so what is there is damaged.
                    Err(ureq::Error::BodyExceedsLimit(_)) => Ok(Some(Vec::new())),
                    body => Ok(Some(body?)),
                };
            }
            let refusal = refusal(&mut response);
            if refusal.is_missing_object() { Ok(None) } else { Err(Trouble::Refused(refusal)) }
        })
    }

    /// Makes an object of these bytes, in place of what was there.
    pub(super) fn put(&self, key: &str, bytes: &[u8]) -> Result<(), Failure> {
        let Settings { bucket, credentials, .. } = &self.settings;
        self.tried(|| {
            let url = bucket.put_object(Some(credentials), key).sign(SIGNATURE);
            let request =
                self.agent.put(url.as_str()).content_type("application/octet-stream").send(bytes);
            let mut response = request?;
            if response.status().is_success() {
                Ok(())
            } else {
                Err(Trouble::Refused(refusal(&mut response)))
            }
        })
    }

    fn tried<T>(&self, request: impl Fn() -> Result<T, Trouble>) -> Result<T, Failure> {
        let start = Instant::now();
        let mut pauses = PAUSES.iter();
        loop {
            let trouble = match request() {
                Ok(answer) => return Ok(answer),
                Err(trouble) => trouble,
            };
            match pauses.next() {
                Some(pause) if trouble.may_pass() && start.elapsed() < NO_TRY_AFTER => {
                    thread::sleep(*pause);
                }
                _ => return Err(trouble.failure(&self.settings.endpoint)),
            }
        }
    }
}

fn refusal(response: &mut Response<Body>) -> Refusal {
    let status = response.status().as_u16();
    let body = response.body_mut().with_config().limit(MAX_REFUSAL).read_to_vec();
    Refusal::new(status, &body.unwrap_or_default())
}

/// The certificates this machine trusts, its company's own among them; where it has none, as in a
/// small container, those of Mozilla's list.
fn roots() -> RootCerts {
    let native = rustls_native_certs::load_native_certs().certs;
    if native.is_empty() {
        return RootCerts::WebPki;
    }
    let certificates = native.iter().map(|one| Certificate::from_der(one).to_owned());
    RootCerts::Specific(Arc::new(certificates.collect()))
}

impl From<ureq::Error> for Trouble {
    fn from(error: ureq::Error) -> Self {
        Trouble::NotReached(error)
    }
}

impl Trouble {
    /// Whether another try may end otherwise.
    fn may_pass(&self) -> bool {
        match self {
            Trouble::Refused(refusal) => refusal.may_pass(),
            Trouble::NotReached(error) => !matches!(
                error,
                ureq::Error::BadUri(_)
                    | ureq::Error::HostNotFound
                    | ureq::Error::Tls(_)
                    | ureq::Error::Rustls(_)
            ),
        }
    }

    fn failure(&self, endpoint: &Url) -> Failure {
        match self {
            Trouble::Refused(refusal) => Failure { text: refusal.text(), scope: refusal.scope() },
            Trouble::NotReached(error) => {
                Failure { text: refusal::not_reached(error, endpoint), scope: Scope::Place }
            }
        }
    }
}
