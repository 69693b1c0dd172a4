//! The engines that stylesheets are written for.

use lightningcss::targets::{Browsers, Features, Targets};

/// The oldest engines that read every stylesheet: those of phones from 2018. iOS 12.2 is the version
/// that every device with iOS 12 can have. A number is `major << 16 | minor << 8`.
pub(super) const ENGINES: Browsers = Browsers {
    chrome: Some(69 << 16),
    safari: Some((12 << 16) | (1 << 8)),
    ios_saf: Some((12 << 16) | (2 << 8)),
    firefox: Some(68 << 16),
    android: None,
    edge: None,
    ie: None,
    opera: None,
    samsung: None,
};

/// Widths are written as `min-width` everywhere: Safari 16.0 to 16.3 do not read `width >= 40rem`.
/// `color-scheme` stays as it is: nothing here uses `light-dark()`, for which it would need
/// variables.
pub(super) const TARGETS: Targets = Targets {
    browsers: Some(ENGINES),
    include: Features::MediaQueries,
    exclude: Features::LightDark,
};
