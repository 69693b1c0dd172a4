//! Where a bucket is and who asks: the `AWS_…` variables that other programs read too.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html>

use rusty_s3::{Credentials, UrlStyle};
use url::Url;

use crate::cli::cache::place::BucketAddress;

/// What a client needs to know.
pub(super) struct Settings {
    pub bucket: rusty_s3::Bucket,
    pub credentials: Credentials,
    /// For messages.
    pub endpoint: Url,
}

impl Settings {
    /// # Errors
    /// A sentence, without a full stop, that says which variable to set.
    pub(super) fn from_variables(
        address: &BucketAddress,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Settings, String> {
        let first = |names: &[&str]| {
            names.iter().filter_map(|name| variable(name)).find(|value| !value.is_empty())
        };
        let region = first(&["AWS_REGION", "AWS_DEFAULT_REGION"]);
        let region = region.unwrap_or_else(|| "us-east-1".to_owned());
        let named = first(&["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]);
        // A certificate of AWS holds for one label before its own name. Other services are asked by
        // path, which all of them but a few understand.
        let by_host = match first(&["AWS_VIRTUAL_HOSTED_STYLE_REQUEST"]) {
            Some(value) => value.eq_ignore_ascii_case("true"),
            None => named.is_none() && !address.bucket.contains('.'),
        };
        let endpoint = named.unwrap_or_else(|| amazon(&region));
        let wrong = || {
            format!(
                "AWS_ENDPOINT_URL is `{endpoint}`; set it to an address, `https://s3.example.org`"
            )
        };
        let url: Url = endpoint.parse().map_err(|_| wrong())?;
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            return Err(wrong());
        }
        let style = if by_host { UrlStyle::VirtualHost } else { UrlStyle::Path };
        let bucket = rusty_s3::Bucket::new(url.clone(), style, address.bucket.clone(), region)
            .map_err(|_| wrong())?;
        let key = first(&["AWS_ACCESS_KEY_ID"]);
        let secret = first(&["AWS_SECRET_ACCESS_KEY"]);
        let (Some(key), Some(secret)) = (key, secret) else {
            return Err("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY".to_owned());
        };
        let credentials = match first(&["AWS_SESSION_TOKEN"]) {
            Some(token) => Credentials::new_with_token(key, secret, token),
            None => Credentials::new(key, secret),
        };
        Ok(Settings { bucket, credentials, endpoint: url })
    }
}

/// Amazon's own address; China has another domain.
fn amazon(region: &str) -> String {
    let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
    format!("https://s3.{region}.{domain}")
}
