//! What this project publishes, loaded and built once.

use std::sync::LazyLock;

use wuzha::base::source::SourceFiles;
use wuzha::load::load;
use wuzha::site::Site;
use wuzha::site::assemble::assemble;

use crate::support::site::{Built, HTML_AND_SEARCH, package, run};

pub static SOURCES: LazyLock<SourceFiles> =
    LazyLock::new(|| load(&package()).expect("the site can be loaded"));

pub static SITE: LazyLock<Site> =
    LazyLock::new(|| assemble(&SOURCES, None).site.expect("the site can be assembled"));

/// HTML and search.
pub static SHIPPED: LazyLock<Built> = LazyLock::new(|| run(SOURCES.clone(), HTML_AND_SEARCH));
