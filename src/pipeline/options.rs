//! What to build, and for which address.

use std::sync::Arc;

use jiff::civil::Date;

use crate::base::url::BaseUrl;
use crate::pipeline::fits::Fits;
use crate::publish::precompress;
use crate::render::print::branches::Branches;
use crate::site::printed_item::PrintedItem;
use crate::site::route;

/// What to build, and for which address.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Instead of the `base_url` of `wuzha.toml`.
    pub base_url: Option<BaseUrl>,
    pub outputs: Outputs,
    /// For which branches copies with their imprint are printed.
    pub branches: Branches,
    /// Printed by an earlier build of the same pages: the HTML lists it where nothing is printed
    /// now.
    pub printed_items: Arc<[PrintedItem]>,
    /// A copy that opens without a server, from a folder or a USB stick.
    pub for_folder: bool,
    /// Adds compressed files, for servers that send them.
    pub precompress: bool,
    /// The date by which reviews and expiry are judged; `None`: they are not judged.
    pub today: Option<Date>,
    /// Prints expired pages too, with a mark on them.
    pub allow_expired: bool,
    /// The most warnings of each rule that are listed; the others are counted. `None`: all are.
    pub most_warnings: Option<usize>,
    /// Lays leaflets out only to see whether they fit, instead of typesetting them.
    pub fitting: Option<Fitting>,
    /// Which leaflets are known to fit, from earlier runs: where there are mistakes, a build lays
    /// out the others, if they are few, instead of typesetting.
    pub known: Fits,
}

/// Which leaflets a check lays out.
#[derive(Clone, Debug, Default)]
pub struct Fitting {
    /// What is known from earlier runs.
    pub known: Fits,
    /// Everything that is not known to fit, however much it is.
    pub all: bool,
}

/// Which outputs are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outputs {
    pub html: bool,
    pub search: bool,
    pub print: bool,
}

impl Outputs {
    /// Whether a file belongs to one of these outputs, so that it is stale in the output folder if
    /// it is not made again.
    pub fn make(&self, path: &str) -> bool {
        let path = precompress::original(path);
        if route::is_catalogue(path) {
            self.html && self.print
        } else if path.ends_with(".html") {
            self.html
        } else if ["print/", "branches/", "kits/"].iter().any(|folder| path.starts_with(folder)) {
            self.print
        } else if path.starts_with("search/") {
            self.search
        } else {
            self.html
        }
    }
}

impl Default for Outputs {
    fn default() -> Self {
        Outputs { html: true, search: true, print: true }
    }
}
