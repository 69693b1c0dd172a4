//! Where does everything live? The only place where addresses and output paths are made.

use crate::config::Config;
use crate::language::Language;
use crate::vocabulary::{Axis, Kind, Vocabulary};

/// Something with an address. Numbers of list pages count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route<'a> {
    Home,
    Page(Kind, &'a str),
    List(Kind, usize),
    /// The index of an axis: all its terms.
    Axis(Axis),
    Term(Axis, &'a str, usize),
    /// The index of names by letter.
    Names,
    Hotlines,
    Search,
    NotFound,
    Atom,
    JsonFeed,
    /// The permanent short address; the same in every language.
    Short(&'a str),
    Sitemap,
}

/// Makes addresses from the site's base path and languages.
#[derive(Clone, Debug)]
pub struct Routes {
    origin: String,
    base_path: String,
    /// By language: empty for the source language, `/en` for others.
    prefixes: Vec<String>,
}

impl Routes {
    pub fn new(config: &Config) -> Self {
        let prefix = |language: Language| {
            if language.is_source() { String::new() } else { format!("/{}", config.languages.code(language)) }
        };
        Routes {
            origin: config.origin.clone(),
            base_path: config.base_path.clone(),
            prefixes: config.languages.iter().map(prefix).collect(),
        }
    }

    /// The address on this site: `/en/scams/fake-police/`.
    pub fn path(&self, route: Route, language: Language) -> String {
        let mut out = self.base_path.clone();
        self.push(route, language, &mut out);
        out
    }

    /// The whole address, with scheme and host.
    pub fn url(&self, route: Route, language: Language) -> String {
        let mut out = format!("{}{}", self.origin, self.base_path);
        self.push(route, language, &mut out);
        out
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
        format!("{}/{file}", self.base_path)
    }

    /// The whole address of a file of the output folder.
    pub fn file_url(&self, file: &str) -> String {
        format!("{}{}/{file}", self.origin, self.base_path)
    }

    /// The whole address of a path made by [`Routes::path`].
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
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
            Route::Axis(axis) => segments(&["by", axis.id()]),
            Route::Term(axis, term, 1) => segments(&["by", axis.id(), term]),
            Route::Term(axis, term, number) => segments(&["by", axis.id(), term, "page", &number.to_string()]),
            Route::Names => segments(&["a-z"]),
            Route::Hotlines => segments(&["hotlines"]),
            Route::Search => segments(&["search"]),
            Route::Short(id) => segments(&["s", id]),
            Route::NotFound => out.push_str("404.html"),
            Route::Atom => out.push_str("atom.xml"),
            Route::JsonFeed => out.push_str("feed.json"),
            Route::Sitemap => out.push_str("sitemap.xml"),
        }
    }
}

/// The id under which the site itself is printed and has a short address: no page may have it.
pub const HOME_ID: &str = "home";

/// Where a printed form of a page is written, without the ending: `.pdf`, `.png`, `-01.png`.
pub fn print_file(id: &str, format: &str, language_code: &str) -> String {
    format!("print/{id}/{format}.{language_code}")
}

/// Where a branch's own copy of a printed form is written.
pub fn branch_file(branch: &str, print_file: &str) -> String {
    format!("branches/{branch}/{}", print_file.trim_start_matches("print/"))
}

/// Where an image of a page is written; the same file serves every language.
pub fn image_file(kind: Kind, id: &str, name: &str) -> String {
    format!("images/{}/{id}/{name}", kind.id())
}

/// Where the file for an old address is written: a folder's `index.html`, or the named file.
pub fn redirect_file(old_path: &str) -> String {
    let path = old_path.trim_start_matches('/');
    let last = path.rsplit('/').next().unwrap_or("");
    if last.contains('.') { path.to_owned() } else { format!("{}/index.html", path.trim_end_matches('/')) }
}
