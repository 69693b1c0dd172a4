//! Addresses and output paths. No other file makes any.

use crate::base::language;
use crate::base::language::Language;
use crate::base::url::{self, BaseUrl};
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::site::config::Config;

/// Something with an address. Numbers of list pages count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route<'a> {
    Home,
    Page(Kind, &'a str),
    List(Kind, usize),
    /// The index of an axis: all its terms.
    Taxonomy(Taxonomy),
    Term(Taxonomy, &'a str, usize),
    /// The index of names by letter.
    Names,
    Hotlines,
    /// What to do while the other side is on the line.
    Now,
    /// What is made for those who print, teach and rehearse.
    Staff,
    /// What a reader without a network gets instead of a page that was not kept.
    Offline,
    /// One page of the catalogue of what is printed, or of a part of it.
    Catalogue(Choice<'a>, usize),
    Search,
    /// Where a pasted message is compared with what scammers say.
    Check,
    NotFound,
    Atom,
    JsonFeed,
    /// The web app manifest.
    Manifest,
    /// The tip of the day, as Atom and as JSON Feed.
    TipsAtom,
    TipsJson,
    /// The permanent short address; the same in every language.
    Short(&'a str),
    Sitemap,
}

/// Which part of the catalogue of what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice<'a> {
    Everything,
    /// What is made for an audience.
    For(&'a str),
    /// What is made of a page; of the site itself under [`HOME_ID`].
    Of(&'a str),
    /// What is made in a format.
    As(&'a str),
    /// What a campaign needs.
    Kit(&'a str),
    /// The copies that carry a branch's imprint.
    Branch(&'a str),
}

/// Makes addresses from the site's base path and languages.
#[derive(Clone, Debug)]
pub struct Routes {
    base_url: BaseUrl,
    /// By language: empty for the primary language, `/en` for others.
    prefixes: Vec<String>,
}

impl Routes {
    pub fn new(config: &Config) -> Self {
        let prefix = |language: Language| {
            if language.is_primary() {
                String::new()
            } else {
                format!("/{}", config.languages.code(language))
            }
        };
        Routes {
            base_url: config.base_url.clone(),
            prefixes: config.languages.iter().map(prefix).collect(),
        }
    }

    /// The address on this site: `/en/scams/fake-police/`.
    pub fn path(&self, route: Route, language: Language) -> String {
        let mut out = self.base_url.path().to_owned();
        self.push(route, language, &mut out);
        out
    }

    /// The whole address, with scheme and host, in ASCII.
    pub fn url(&self, route: Route, language: Language) -> String {
        let mut out = self.base_url.ascii().to_owned();
        self.push(route, language, &mut out);
        out
    }

    /// The whole address as people read it.
    pub fn readable(&self, route: Route, language: Language) -> String {
        url::readable(&self.url(route, language)).into_owned()
    }

    /// Where the file of a route is written, relative to the output folder.
    pub fn file(&self, route: Route, language: Language) -> String {
        let mut out = String::new();
        self.push(route, language, &mut out);
        if out.ends_with('/') {
            out.push_str("index.html");
        }
        out.remove(0);
        out
    }

    /// The address of a file of the output folder.
    pub fn file_path(&self, file: &str) -> String {
        format!("{}/{file}", self.base_url.path())
    }

    /// The whole address of a file of the output folder.
    pub fn file_url(&self, file: &str) -> String {
        format!("{}/{file}", self.base_url.ascii())
    }

    /// The whole address of a path made by [`Routes::path`].
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.origin())
    }

    fn push(&self, route: Route, language: Language, out: &mut String) {
        if !matches!(route, Route::Short(_) | Route::Sitemap) {
            out.push_str(&self.prefixes[language.index()]);
        }
        out.push('/');
        let mut segments = |parts: &[&str]| {
            for part in parts {
                out.push_str(part);
                out.push('/');
            }
        };
        match route {
            Route::Home => {}
            Route::Page(Kind::Pages, id) => segments(&[id]),
            Route::Page(kind, id) => segments(&[kind.id(), id]),
            Route::List(kind, 1) => segments(&[kind.id()]),
            Route::List(kind, number) => segments(&[kind.id(), "page", &number.to_string()]),
            Route::Taxonomy(axis) => segments(&["by", axis.id()]),
            Route::Term(axis, term, 1) => segments(&["by", axis.id(), term]),
            Route::Term(axis, term, number) => {
                segments(&["by", axis.id(), term, "page", &number.to_string()]);
            }
            Route::Names => segments(&["a-z"]),
            Route::Hotlines => segments(&["hotlines"]),
            Route::Now => segments(&["now"]),
            Route::Staff => segments(&["for-staff"]),
            Route::Offline => segments(&["offline"]),
            Route::Catalogue(choice, number) => {
                segments(&["print"]);
                match choice {
                    Choice::Everything => {}
                    Choice::For(id) => segments(&["for", id]),
                    Choice::Of(id) => segments(&["of", id]),
                    Choice::As(id) => segments(&["as", id]),
                    Choice::Kit(id) => segments(&["kit", id]),
                    Choice::Branch(id) => segments(&["branch", id]),
                }
                if number > 1 {
                    segments(&["page", &number.to_string()]);
                }
            }
            Route::Search => segments(&["search"]),
            Route::Check => segments(&["check"]),
            Route::Short(id) => segments(&["s", id]),
            Route::NotFound => out.push_str("404.html"),
            Route::Manifest => out.push_str("manifest.webmanifest"),
            Route::Atom => out.push_str("atom.xml"),
            Route::JsonFeed => out.push_str("feed.json"),
            Route::TipsAtom => out.push_str("tips.xml"),
            Route::TipsJson => out.push_str("tips.json"),
            Route::Sitemap => out.push_str("sitemap.xml"),
        }
    }
}

/// Whether what lies in this folder at the root, or below that of a language, is made of several
/// pages or of none: indexes, feeds, prints, assets.
pub fn is_shared(folder: &str) -> bool {
    const SHARED: [&str; 22] = [
        "by",
        "a-z",
        "hotlines",
        "now",
        "for-staff",
        "offline",
        "print",
        "search",
        "check",
        "s",
        "images",
        "texts",
        "kits",
        "branches",
        "assets",
        "manifest.webmanifest",
        "atom.xml",
        "feed.json",
        "tips.xml",
        "tips.json",
        "sitemap.xml",
        "404.html",
    ];
    SHARED.contains(&folder)
}

/// The script that keeps pages for reading without a network: at the root, because a worker looks
/// after what lies below it.
pub const WORKER_FILE: &str = "worker.js";

/// The id under which the site itself is printed and has a short address: no page may have it.
pub const HOME_ID: &str = "home";

/// Where a printed form of a page is written, without the ending: `.pdf`, `.png`, `-01.png`.
pub fn print_file(id: &str, format: &str, language_code: &str) -> String {
    format!("print/{id}/{format}.{language_code}")
}

/// The index that the script of the catalogue reads; the folder copy has it as a script,
/// `….json.js`.
pub fn catalogue_index_file(language_code: &str) -> String {
    format!("print/materials.{language_code}.json")
}

/// Whether an output file is a page of the catalogue, or what its script reads: made together with
/// what it lists.
pub fn is_catalogue(file: &str) -> bool {
    let of_language = file.split_once('/').filter(|(first, _)| language::is_code(first));
    let rest = of_language.map_or(file, |(_, rest)| rest);
    rest.starts_with("print/")
        && [".html", ".json", ".json.js"].iter().any(|ending| rest.ends_with(ending))
}

/// Where a branch's own copy of a printed form is written.
pub fn branch_file(branch: &str, print_file: &str) -> String {
    format!("branches/{branch}/{}", print_file.trim_start_matches("print/"))
}

/// The branch whose copy a file is.
pub fn branch_of(file: &str) -> Option<&str> {
    file.strip_prefix("branches/")?.split('/').next()
}

/// Where the kit of an audience or a campaign is written.
pub fn kit_file(id: &str, language_code: &str) -> String {
    format!("kits/{id}.{language_code}.zip")
}

/// The folder of a page's texts for screens and messages; names in it are `led.zh.txt`,
/// `atm.en.csv`.
pub fn text_folder(id: &str) -> String {
    format!("texts/{id}/")
}

/// Where a text for screens and messages is written: `led.txt` as `texts/fake-police/led.zh.txt`.
pub fn text_file(id: &str, name: &str, language_code: &str) -> String {
    let (stem, ending) = name.split_once('.').unwrap_or((name, "txt"));
    format!("{}{stem}.{language_code}.{ending}", text_folder(id))
}

/// Where an image of a page is written; the same file serves every language.
pub fn image_file(kind: Kind, id: &str, name: &str) -> String {
    format!("images/{}/{id}/{name}", kind.id())
}

/// Whether an old address is that of a page on paper, `/s/fake-police/`.
pub fn is_short(old_path: &str) -> bool {
    old_path.trim_matches('/').strip_prefix("s/").is_some_and(|id| !id.contains('/'))
}

/// Where the file for an old address is written: `/old.html` itself, and else a folder's
/// `index.html`, since servers send `/old.php` or `/old.asp` as a program or a download.
pub fn redirect_file(old_path: &str) -> String {
    let path = old_path.trim_matches('/');
    if path.ends_with(".html") && !old_path.ends_with('/') {
        path.to_owned()
    } else {
        format!("{path}/index.html")
    }
}
