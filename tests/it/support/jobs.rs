//! A small but complete print job to change, and a printer with the built-in theme.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use serde_json::{Value, json};
use wuzha::base::diagnostic::Diagnostic;
use wuzha::base::language::Language;
use wuzha::base::source::SourceFiles;
use wuzha::render::print::fonts::Fonts;
use wuzha::render::print::{
    Job, Layout, PrintRun, Printer, Sheet, SheetEmergency, SheetHotline, SheetSection, SheetTexts,
    load_fonts,
};
use wuzha::site::printed_item::PrintSubject;
use wuzha::theme::chain::ThemeChain;
use wuzha::theme::formats::PrintFormats;

use crate::support::paper::Paper;
use crate::support::{shipped, site};

pub const THEME: &str = "themes/default";

pub fn chain() -> ThemeChain {
    ThemeChain::alone("default")
}

pub const PROSE: &str = "content/scams/fake-police/en.md";

/// Fonts are slow to find and to read, so this is done once for all tests, with the characters of
/// the shipped site.
pub static FONTS: LazyLock<Arc<Fonts>> = LazyLock::new(|| {
    let sources = &shipped::SOURCES;
    load_fonts(&settings(sources), sources, &chain())
        .unwrap_or_else(|missing| panic!("{missing:#?}"))
});

static PRINTER: LazyLock<Printer> = LazyLock::new(|| printer_of(&sources()));

pub fn printer() -> &'static Printer {
    &PRINTER
}

/// A printer for the default theme in these sources.
pub fn printer_of(sources: &SourceFiles) -> Printer {
    Printer::new(settings(sources), sources, &chain(), Arc::clone(&FONTS))
}

/// The built-in theme alone.
pub fn sources() -> SourceFiles {
    let mut sources = SourceFiles::default();
    wuzha::base::embedded::add_default_theme(&mut sources);
    sources
}

pub fn settings(sources: &SourceFiles) -> PrintFormats {
    PrintFormats::read(sources, &chain()).unwrap_or_else(|wrong| panic!("{wrong:#?}"))
}

pub fn render(jobs: &[Job]) -> PrintRun {
    printer().render(jobs, &sources(), &())
}

pub fn lay_out(job: &Job) -> Layout {
    printer().lay_out(job, &sources()).unwrap_or_else(|wrong: Vec<Diagnostic>| panic!("{wrong:#?}"))
}

/// All text of a job, without spaces.
pub fn words(job: &Job) -> String {
    Paper::read(&lay_out(job)).words()
}

pub fn assert_clean(printed: &PrintRun) {
    assert!(printed.diagnostics.is_empty(), "{:#?}", printed.diagnostics);
}

/// The files a job is written as, without the thumbnail, by path.
pub fn files(printed: &PrintRun) -> BTreeMap<&str, &[u8]> {
    let files = printed
        .artifacts
        .iter()
        .filter(|file| !file.path.ends_with(wuzha::site::printed_item::THUMBNAIL));
    files.map(|file| (&*file.path, &*file.bytes)).collect()
}

/// The content of a job, to be changed.
pub fn sheet(job: &mut Job) -> &mut Sheet {
    Arc::make_mut(&mut job.data)
}

/// A small but complete job: an A4 sheet about a scam.
pub fn job(language: &str) -> Job {
    let zh = language == "zh";
    let text = |in_zh: &str, in_en: &str| if zh { in_zh.to_owned() } else { in_en.to_owned() };
    let list = |start: Value, items: &[String]| {
        let items: Vec<Value> = items.iter().map(|item| json!([paragraph(item)])).collect();
        json!({"type": "list", "start": start, "tight": true, "items": items})
    };
    let sections = vec![
        section(
            "how",
            &text("骗局是怎样的", "How it works"),
            vec![paragraph(&text("先打电话，再要钱。", "They call, then they ask."))],
        ),
        section(
            "flags",
            &text("危险信号", "Red flags"),
            vec![list(Value::Null, &[text("要你保密。", "Secrecy.")])],
        ),
        section(
            "do",
            &text("现在怎么做", "What to do"),
            vec![list(json!(1), &[text("挂断。", "Hang up.")])],
        ),
        section(
            "paid",
            &text("已经转了钱", "If money has moved"),
            vec![list(json!(1), &[text("拨打 110。", "Call 110.")])],
        ),
    ];
    let data = Sheet {
        id: "fake-police".into(),
        language: language.into(),
        fonts: settings(&sources()).families(language).to_vec(),
        kind: "scams".into(),
        kind_label: text("诈骗手法", "Scam"),
        title: text("冒充公检法诈骗", "Fake police"),
        summary: text(
            "冒充警察，要你转账到“安全账户”。",
            "“Police” who want your money in a “safe account”.",
        ),
        aliases: Vec::new(),
        short: SheetTexts::default(),
        details: BTreeMap::new(),
        audiences: Vec::new(),
        sections,
        lead: serde_json::Value::Array(Vec::new()),
        questions: Vec::new(),
        emergency: SheetEmergency {
            title: text("钱已经转出？先打 110", "Already paid? Call 110"),
            lines: vec![SheetHotline {
                number: "110".into(),
                name: text("报警", "Police"),
                use_: text("马上打。", "Call now."),
            }],
        },
        short_url: "https://example.org/s/fake-police/".into(),
        short_url_words: "example.org/s/fake-police".into(),
        site: text("样站", "Sample"),
        issuer: text("某网点", "A branch"),
        license: text("可复印（CC BY 4.0）", "Free to copy (CC BY 4.0)"),
        reviewed_on: text("2026年11月21日", "21 November 2026"),
        expired: String::new(),
        places: BTreeMap::new(),
        labels: labels(language),
    };
    Job {
        subject: PrintSubject::Site,
        page_path: "scams/fake-police".into(),
        language: language.into(),
        listed: Language::PRIMARY,
        format: "sheet-a4".into(),
        source: Arc::from(if zh { "content/scams/fake-police/zh.md" } else { PROSE }),
        data: Arc::new(data),
        others: Vec::new(),
        left_out: 0,
        index: Arc::new([]),
        branch: None,
        output: format!("print/fake-police/sheet-a4.{language}"),
    }
}

/// The labels of the theme.
fn labels(language: &str) -> BTreeMap<String, String> {
    let text = sources()
        .text(&format!("{THEME}/i18n/{language}.toml"))
        .expect("the theme's texts")
        .to_owned();
    let (strings, _) = wuzha::parse::strings::parse(&Arc::from("i18n"), &text);
    let own =
        strings.iter().filter_map(|(key, text)| Some((key.strip_prefix("print.labels.")?, text)));
    own.map(|(key, text)| (key.to_owned(), text.clone())).collect()
}

pub fn section(id: &str, heading: &str, content: Vec<Value>) -> SheetSection {
    SheetSection { id: id.into(), heading: heading.into(), content: content.into() }
}

pub fn paragraph(text: &str) -> Value {
    json!({"type": "paragraph", "content": [text]})
}

/// The printer of a site and all its jobs. The content is not checked.
pub fn jobs_of(sources: &SourceFiles, base_url: Option<&str>) -> (Printer, Vec<Job>) {
    let assembled = wuzha::site::assemble::assemble(sources, base_url.map(site::address).as_ref());
    let site = assembled.site.unwrap_or_else(|| panic!("{:#?}", assembled.diagnostics));
    let printer = printer_of(sources);
    let jobs = wuzha::render::print::jobs::jobs(&site);
    (printer, jobs)
}

/// A job as it is laid out.
pub fn paper(printer: &Printer, job: &Job, sources: &SourceFiles) -> Paper {
    let layout = printer.lay_out(job, sources).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    Paper::read(&layout)
}

/// Does `work` for every item on all processors, with room for deep nesting. Results are in the
/// order of the items.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            done.push((index, work(item)));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let start = |_| {
            // The compiler uses rayon within a document: a pool of one keeps it on this thread.
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(1)
                .stack_size(16 << 20)
                .build()
                .expect("a thread");
            scope.spawn(move || pool.install(run))
        };
        let running: Vec<_> = (0..threads).map(start).collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
