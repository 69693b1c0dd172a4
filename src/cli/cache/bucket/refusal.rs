//! What a service said instead of doing as it was asked, in plain words and with what to do.

use url::Url;

use crate::cli::cache::store::Scope;

/// An answer that is not the one asked for.
pub(super) struct Refusal {
    status: u16,
    /// The service's word for it, such as `AccessDenied`; empty where it gave none.
    code: String,
}

/// More than any code has.
const MAX_CODE: usize = 64;

impl Refusal {
    /// Of an XML body only the code is taken: letters, so that no answer writes to a terminal.
    pub(super) fn new(status: u16, body: &[u8]) -> Refusal {
        let body = String::from_utf8_lossy(body);
        let code = body.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
        let is_code = |code: &&str| {
            code.len() <= MAX_CODE && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let code = code.map(|(code, _)| code).filter(is_code).unwrap_or_default();
        Refusal { status, code: code.to_owned() }
    }

    /// Whether the bucket is there and the object is not.
    pub(super) fn is_missing_object(&self) -> bool {
        self.status == 404 && matches!(&*self.code, "NoSuchKey" | "")
    }

    /// Whether another try may end otherwise.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self.status, 408 | 429 | 500 | 502..=504)
    }

    /// Whether reading fails if writing does, and the other way round.
    pub(super) fn scope(&self) -> Scope {
        // A key may be allowed to read alone, and a full bucket can be read.
        let is_one_way = self.status == 403 && matches!(&*self.code, "AccessDenied" | "");
        if is_one_way || self.is_full() { Scope::Direction } else { Scope::Place }
    }

    fn is_full(&self) -> bool {
        self.status == 507 || ["Quota", "StorageFull"].iter().any(|word| self.code.contains(word))
    }

    /// Without a full stop.
    pub(super) fn text(&self) -> String {
        let (what, advice) = match (self.status, &*self.code) {
            _ if self.is_full() => (
                "it is full",
                "remove old entries, best by a rule of the bucket, or raise its limit",
            ),
            (_, "InvalidAccessKeyId" | "SignatureDoesNotMatch") => (
                "the access key is not accepted",
                "correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            ),
            (_, "ExpiredToken" | "InvalidToken" | "TokenRefreshRequired") => (
                "the session of the access key has ended",
                "renew AWS_SESSION_TOKEN and the keys that belong to it",
            ),
            (_, "RequestTimeTooSkewed") => {
                ("the clocks of the server and of this machine differ", "set this machine’s clock")
            }
            (_, "NoSuchBucket") | (404, _) => {
                ("there is no such bucket", "create it, or correct its name or AWS_ENDPOINT_URL")
            }
            (301 | 302 | 307 | 308, _) | (_, "AuthorizationHeaderMalformed") => {
                ("the bucket is in another region", "set AWS_REGION to it")
            }
            (401 | 403, _) => (
                "access is denied",
                "the access key needs s3:GetObject, s3:PutObject and s3:ListBucket there",
            ),
            (408 | 429 | 503, _) => ("the server has too much to do", "try again later"),
            (500..=599, _) => ("the server fails", "try again later, or tell those who run it"),
            _ => ("the server does not understand the request", "correct AWS_ENDPOINT_URL"),
        };
        let code = if self.code.is_empty() { String::new() } else { format!(" {}", self.code) };
        format!("{what} ({}{code}); {advice}", self.status)
    }
}

/// Why no answer came, without a full stop.
pub(super) fn not_reached(error: &ureq::Error, endpoint: &Url) -> String {
    if error.to_string().contains("invalid peer certificate") {
        return format!(
            "the certificate of {endpoint} is not trusted here; add its issuer to those of the \
             system, or name a file with it in SSL_CERT_FILE"
        );
    }
    let what = match error {
        ureq::Error::Timeout(_) => "it did not answer in time".to_owned(),
        ureq::Error::HostNotFound => "its host is not found".to_owned(),
        ureq::Error::Io(error) => format!("no connection: {error}"),
        error => format!("no connection: {error}"),
    };
    format!("{what}; look at the network and at AWS_ENDPOINT_URL, which is {endpoint}")
}
