//! Do sheets print what was written, completely, accessibly, and the same every time?

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use hayro_syntax::Pdf;
use hayro_syntax::object::{self, Dict, Name, Stream};
use serde_json::{Value, json};
use typst::layout::{Frame, FrameItem};
use wuzha::diagnostic::Diagnostic;
use wuzha::document::{
    AlertKind, Alignment, Block, BlockKind, ImageReference, Inline, InlineKind, List, Table, Target,
};
use wuzha::print::fonts::Fonts;
use wuzha::print::formats::Settings;
use wuzha::print::{Emergency, Hotline, Job, Layout, Printed, Printer, Sheet, SheetSection, content, load_fonts};
use wuzha::source::{Sources, Span};

const THEME: &str = "themes/default";
const PROSE: &str = "content/scams/fake-police/en.md";
const HOSTILE: &str =
    r##"#import "x": * $a^2$ *b* _c_ @ref <l> \n [d] {e} `f` // g /* h */ ~ "i" 'j' -- ... = + / &amp; <b>"##;

#[test]
fn text_prints_literally_wherever_it_stands() {
    let mut job = job("en");
    job.data.title = format!("{HOSTILE} title");
    job.data.summary = format!("{HOSTILE} summary");
    job.data.issuer = format!("{HOSTILE} issuer");
    job.data.sections[0].heading = format!("{HOSTILE} heading");
    job.data.emergency.lines[0].name = format!("{HOSTILE} name");
    job.data.labels.insert("scan".into(), format!("{HOSTILE} label"));
    job.data.sections[0].content = json!([
        paragraph(&format!("{HOSTILE} text")),
        {"type": "paragraph", "content": [{"type": "code", "text": format!("{HOSTILE} code")}]},
        {"type": "paragraph", "content": [{"type": "strong", "content": [format!("{HOSTILE} strong")]}]},
    ]);
    let text = words(&lay_out(&job));
    let expected = words_of(HOSTILE);
    for place in ["title", "summary", "issuer", "heading", "name", "label", "text", "code", "strong"] {
        assert!(text.contains(&format!("{expected}{place}")), "the {place} was changed:\n{text}");
    }
}

#[test]
fn every_kind_of_block_prints() {
    let table = Table {
        alignments: vec![Alignment::Left, Alignment::Right],
        head: vec![vec![text("head one")], vec![text("head two")]],
        rows: vec![vec![vec![text("cell one")], vec![text("cell two")]]],
    };
    let items = |words: &str| vec![vec![block(BlockKind::Paragraph(vec![text(words)]))]];
    let blocks = [
        BlockKind::Heading { level: 3, id: "h".into(), content: vec![text("inner heading")] },
        BlockKind::Heading { level: 4, id: "e".into(), content: vec![] },
        BlockKind::Paragraph(vec![
            inline(InlineKind::Emphasis(vec![text("emphasis")])),
            inline(InlineKind::Break),
            inline(InlineKind::Image(Box::new(ImageReference { file: "a.png".into(), alt: "picture words".into() }))),
            inline(InlineKind::FootnoteReference("1".into())),
            link(Target::External("https://example.org/".into()), "kept link"),
            link(Target::Refused("javascript:x".into()), "refused link"),
        ]),
        BlockKind::List(List { start: None, items: items("bullet"), tight: true }),
        BlockKind::List(List { start: Some(7), items: items("seventh"), tight: false }),
        BlockKind::Quote(vec![block(BlockKind::Paragraph(vec![text("quoted")]))]),
        BlockKind::Alert { kind: AlertKind::Warning, blocks: vec![block(BlockKind::Paragraph(vec![text("alarm")]))] },
        BlockKind::Code { language: "sh".into(), text: "one line\n\n#two\n".into() },
        BlockKind::Table(Box::new(table)),
        BlockKind::Rule,
    ];
    let blocks: Vec<Block> = blocks.into_iter().map(block).collect();
    let resolve = |target: &Target| match target {
        Target::External(url) => Some(url.clone()),
        _ => None,
    };
    let mut job = job("en");
    job.data.sections[0].content = content::blocks(&blocks, &resolve);
    assert!(!job.data.sections[0].content.to_string().contains("javascript"));

    let words = words(&lay_out(&job));
    for expected in [
        "innerheading",
        "emphasis",
        "picturewords",
        "keptlink",
        "refusedlink",
        "bullet",
        "7",
        "seventh",
        "quoted",
        "alarm",
        "oneline",
        "#two",
        "headone",
        "celltwo",
    ] {
        assert!(words.contains(expected), "`{expected}` is missing:\n{words}");
    }
    assert_clean(&render(&[job]));
}

#[test]
fn a_character_without_a_glyph_is_an_error_at_its_place() {
    let mut job = job("en");
    job.data.summary = "A \u{1F600} and another \u{1F600}.".into();
    let mut sources = sources();
    sources.insert(PROSE, "+++\n+++\nA \u{1F600} and another \u{1F600}.\n".as_bytes());

    let printed = printer().render(&[job], &sources, &|_| None);

    let [found] = &printed.diagnostics[..] else { panic!("expected one message: {:#?}", printed.diagnostics) };
    assert_eq!((found.code, &*found.file), ("missing-glyph", PROSE));
    let at = sources.line_column(PROSE, found.span.start);
    assert_eq!((at.line, at.column), (3, 3));
    assert!(found.message.contains("U+1F600") && found.message.contains('\u{1F600}'), "{}", found.message);
    assert!(printed.artifacts.is_empty());
}

#[test]
fn letters_with_marks_print_in_either_form() {
    let mut job = job("en");
    job.data.summary = "caf\u{e9} cafe\u{301}".into();
    assert_clean(&render(&[job]));
}

#[test]
fn the_same_jobs_give_the_same_bytes_on_one_thread_and_on_many() {
    let jobs: Vec<Job> = (0..6)
        .map(|n| {
            let mut job = job(if n % 2 == 0 { "zh" } else { "en" });
            job.page_id = format!("scams/s{n}");
            job.output = format!("s{n}.pdf");
            job.data.summary = format!("{} {n}", job.data.summary);
            job
        })
        .collect();
    let on = |threads: usize, jobs: &[Job]| -> Vec<(String, Arc<[u8]>)> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let printed = pool.install(|| render(jobs));
        assert_clean(&printed);
        printed.artifacts.into_iter().map(|a| (a.path, a.bytes)).collect()
    };
    let once = on(1, &jobs);
    assert_eq!(
        once.iter().map(|(path, _)| &**path).collect::<Vec<_>>(),
        ["s0.pdf", "s1.pdf", "s2.pdf", "s3.pdf", "s4.pdf", "s5.pdf"]
    );
    assert!(once == on(4, &jobs), "other bytes on four threads");
    let reversed: Vec<Job> = jobs.into_iter().rev().collect();
    let mut back = on(1, &reversed);
    back.reverse();
    assert!(once == back, "other bytes in another order");
}

#[test]
fn a_sheet_is_one_tagged_page_with_a_language_and_its_fonts_inside() {
    for (language, tag) in [("zh", "zh-CN"), ("en", "en-GB")] {
        let job = job(language);
        let printed = render(std::slice::from_ref(&job));
        assert_clean(&printed);
        let bytes = &printed.artifacts[0].bytes;
        let pdf = Pdf::new(Arc::new(bytes.to_vec())).expect("a PDF");
        assert_eq!(pdf.pages().len(), 1);

        let catalog: Dict = pdf.xref().get(pdf.xref().root_id()).expect("a catalogue");
        assert_eq!(catalog.get::<object::String>("Lang").expect("a language").as_bytes(), tag.as_bytes());
        assert_eq!(catalog.get::<Dict>("MarkInfo").and_then(|info| info.get("Marked")), Some(true));
        assert!(catalog.contains_key("StructTreeRoot"));
        let metadata = catalog.get::<Stream>("Metadata").expect("metadata").decoded().expect("a stream");
        let metadata = String::from_utf8(metadata.to_vec()).expect("UTF-8");
        assert!(metadata.contains("pdfuaid:part"), "{metadata}");
        assert!(metadata.contains(&job.data.title), "{metadata}");
        assert!(!metadata.contains("CreateDate") && !metadata.contains("ModifyDate"), "{metadata}");

        let dictionaries = pdf.objects().into_iter().filter_map(|object| object.into_dict());
        let descriptors: Vec<Dict> =
            dictionaries.filter(|d| d.get::<Name>("Type").is_some_and(|t| t.as_str() == "FontDescriptor")).collect();
        assert!(!descriptors.is_empty());
        for descriptor in descriptors {
            let name = descriptor.get::<Name>("FontName").expect("a name");
            assert!(name.as_str().contains('+'), "{} is not a subset", name.as_str());
            let embedded = descriptor.contains_key("FontFile3") || descriptor.contains_key("FontFile2");
            assert!(embedded, "{} is not embedded", name.as_str());
        }
    }
}

#[test]
fn the_code_on_the_page_leads_to_the_short_address() {
    let job = job("zh");
    let layout = lay_out(&job);
    let page = &layout.document.pages()[0];
    let options = typst_render::RenderOptions { pixel_per_pt: 2.5.into(), ..Default::default() };
    let picture = typst_render::render(page, &options);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let grey = |x: usize, y: usize| {
        let [r, g, b, _] = picture.data()[(y * width + x) * 4..][..4] else { unreachable!("four bytes a pixel") };
        ((u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114) / 1000) as u8
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code on the sheet");
    let (_, decoded) = grids[0].decode().expect("a readable code");
    assert_eq!(decoded, job.data.short_url);

    // The symbol without its quiet zone is at least 20 mm wide.
    let corners = grids[0].bounds;
    let side = f64::from(corners[1].x - corners[0].x) / 2.5 / 72.0 * 25.4;
    assert!(side >= 20.0, "{side:.1} mm");
    assert!(words(&layout).contains(&job.data.short_url_words), "the address stands beside the code");
}

#[test]
fn text_that_is_too_long_is_tightened_and_then_refused() {
    let mut long = job("en");
    long.data.sections[0].content =
        Value::Array((0..5).map(|n| paragraph(&format!("{n} {}", "word ".repeat(30)))).collect());
    assert_clean(&render(std::slice::from_ref(&long)));

    long.data.sections[0].content =
        Value::Array((0..30).map(|n| paragraph(&format!("{n} {}", "word ".repeat(30)))).collect());
    let printed = render(&[long]);
    let [found] = &printed.diagnostics[..] else { panic!("expected one message: {:#?}", printed.diagnostics) };
    assert_eq!((found.code, &*found.file), ("sheet-overflow", PROSE));
    for part in ["scams/fake-police", "(en)", "sheet-a4", "lines too long"] {
        assert!(found.message.contains(part), "`{part}` is not in: {}", found.message);
    }
    assert!(printed.artifacts.is_empty());
}

#[test]
fn endless_nesting_is_an_error_and_not_a_crash() {
    let nest = |levels: usize| {
        let mut job = job("en");
        let quote = |inner: Value| json!([{"type": "quote", "blocks": inner}]);
        job.data.sections[0].content = (0..levels).fold(json!([paragraph("Deep.")]), |inner, _| quote(inner));
        render(&[job])
    };
    assert_clean(&nest(10));
    let printed = nest(200);
    let [found] = &printed.diagnostics[..] else { panic!("expected one message: {:#?}", printed.diagnostics) };
    assert_eq!((found.code, &*found.file), ("print-failed", PROSE));
    assert!(found.message.contains("nested too deeply"), "{}", found.message);
}

#[test]
fn unchanged_work_comes_from_the_cache() {
    let job = job("en");
    let printed = render(std::slice::from_ref(&job));
    let digest = printer().digest(&job);
    assert_eq!(printed.digests, [(job.output.clone(), digest.clone())]);
    assert_eq!(printed.typeset, 1);

    let kept: Arc<[u8]> = Arc::from(&b"kept"[..]);
    let cache = |wanted: &str| (wanted == digest).then(|| Arc::clone(&kept));
    let again = printer().render(std::slice::from_ref(&job), &sources(), &cache);
    assert_eq!((again.typeset, &*again.artifacts[0].bytes), (0, &b"kept"[..]));

    // A section the sheet does not print changes nothing; a word it prints does.
    let mut other = job.clone();
    other.data.sections.push(section("law", "Law", vec![paragraph("Not printed.")]));
    assert_eq!(printer().digest(&other), digest);
    other.data.summary.push('!');
    assert_ne!(printer().digest(&other), digest);
}

#[test]
fn a_mistake_in_a_template_is_reported_at_its_line() {
    let mut sources = sources();
    sources.insert("themes/default/print/sheet-a4.typ", &b"#import \"base.typ\": *\n\n#nonsense()\n"[..]);
    let printer = Printer::new(settings(&sources), &sources, THEME, Arc::clone(&FONTS));
    let printed = printer.render(&[job("en")], &sources, &|_| None);
    let [found] = &printed.diagnostics[..] else { panic!("expected one message: {:#?}", printed.diagnostics) };
    assert_eq!((found.code, &*found.file), ("print-failed", "themes/default/print/sheet-a4.typ"));
    assert_eq!(sources.line_column(&found.file, found.span.start).line, 3);
    assert!(found.message.contains("scams/fake-police"), "{}", found.message);
    assert!(printed.digests.is_empty());
}

#[test]
fn templates_reach_neither_disk_nor_packages() {
    for import in ["#read(\"/etc/hostname\")", "#import \"@preview/cetz:0.3.0\": *", "#read(\"../../../etc/hostname\")"]
    {
        let mut sources = sources();
        sources.insert("themes/default/print/sheet-a4.typ", import.as_bytes());
        let printer = Printer::new(settings(&sources), &sources, THEME, Arc::clone(&FONTS));
        let printed = printer.render(&[job("en")], &sources, &|_| None);
        assert!(printed.diagnostics.iter().any(|d| d.code == "print-failed"), "{import}: {:#?}", printed.diagnostics);
    }
}

#[test]
fn a_font_that_is_not_installed_is_named_with_a_way_to_install_it() {
    let mut sources = sources();
    let toml = sources
        .text("themes/default/theme.toml")
        .expect("the theme")
        .replace("\"Noto Sans CJK SC\"", "\"No Such Face\"");
    sources.insert("themes/default/theme.toml", toml.into_bytes());
    let missing = load_fonts(&settings(&sources), &sources, THEME).err().expect("no such font");
    assert_eq!(missing.len(), 1);
    assert_eq!((missing[0].code, &*missing[0].file), ("missing-font", "themes/default/theme.toml"));
    assert!(missing[0].message.contains("No Such Face"));
    for system in ["Debian", "Fedora", "macOS", "Windows"] {
        assert!(missing[0].hint.contains(system), "{}", missing[0].hint);
    }
}

#[test]
fn a_mistyped_format_is_reported_with_those_there_are() {
    let mut job = job("en");
    job.format = "sheet-a5".into();
    let printed = render(&[job]);
    assert_eq!(printed.diagnostics[0].code, "unknown-format");
    assert!(printed.diagnostics[0].hint.contains("Did you mean `sheet-a4`?"), "{}", printed.diagnostics[0].hint);

    let mut sources = sources();
    sources.insert("themes/default/theme.toml", &b"[print]\nfonts = {}\n[print.formats.x]\ntemplat = \"a\"\n"[..]);
    let refused = Settings::read(&sources, THEME).expect_err("an unknown key");
    assert_eq!(refused.code, "bad-print-settings");
    assert!(refused.message.contains("templat"), "{}", refused.message);
}

static FONTS: LazyLock<Arc<Fonts>> = LazyLock::new(|| {
    let sources = sources();
    load_fonts(&settings(&sources), &sources, THEME).unwrap_or_else(|missing| panic!("{missing:#?}"))
});

static PRINTER: LazyLock<Printer> = LazyLock::new(|| {
    let sources = sources();
    Printer::new(settings(&sources), &sources, THEME, Arc::clone(&FONTS))
});

fn printer() -> &'static Printer {
    &PRINTER
}

fn sources() -> Sources {
    let mut sources = Sources::default();
    for (name, bytes) in [
        ("theme.toml", include_str!("../../themes/default/theme.toml")),
        ("print/base.typ", include_str!("../../themes/default/print/base.typ")),
        ("print/sheet-a4.typ", include_str!("../../themes/default/print/sheet-a4.typ")),
    ] {
        sources.insert(&format!("{THEME}/{name}"), bytes.as_bytes());
    }
    sources
}

fn settings(sources: &Sources) -> Settings {
    Settings::read(sources, THEME).unwrap_or_else(|wrong| panic!("{wrong:#?}"))
}

fn render(jobs: &[Job]) -> Printed {
    printer().render(jobs, &sources(), &|_| None)
}

fn lay_out(job: &Job) -> Layout {
    printer().lay_out(job, &sources()).unwrap_or_else(|wrong: Vec<Diagnostic>| panic!("{wrong:#?}"))
}

fn assert_clean(printed: &Printed) {
    assert!(printed.diagnostics.is_empty(), "{:#?}", printed.diagnostics);
}

/// All text of a layout in the order it was set, without spaces, which line ends may swallow.
fn words(layout: &Layout) -> String {
    let mut text = String::new();
    layout.document.pages().iter().for_each(|page| push_words(&page.frame, &mut text));
    words_of(&text)
}

fn words_of(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

fn push_words(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Text(text) => out.push_str(&text.text),
            FrameItem::Group(group) => push_words(&group.frame, out),
            _ => {}
        }
    }
}

/// A small but complete job.
fn job(language: &str) -> Job {
    let zh = language == "zh";
    let say = |in_zh: &str, in_en: &str| if zh { in_zh.to_owned() } else { in_en.to_owned() };
    let list = |start: Value, items: &[String]| {
        let items: Vec<Value> = items.iter().map(|item| json!([paragraph(item)])).collect();
        json!({"type": "list", "start": start, "tight": true, "items": items})
    };
    let sections = vec![
        section(
            "how",
            &say("骗局是怎样的", "How it works"),
            vec![paragraph(&say("先打电话，再要钱。", "They ring, then they ask."))],
        ),
        section("flags", &say("危险信号", "Red flags"), vec![list(Value::Null, &[say("要你保密。", "Secrecy.")])]),
        section("do", &say("现在怎么做", "What to do"), vec![list(json!(1), &[say("挂断。", "Hang up.")])]),
        section(
            "paid",
            &say("已经转了钱", "If money has moved"),
            vec![list(json!(1), &[say("拨打 110。", "Call 110.")])],
        ),
    ];
    let labels = ["scan", "only_this_site", "issuer", "reviewed_on", "stamp", "qr_alt"];
    Job {
        page_id: "scams/fake-police".into(),
        language: language.into(),
        format: "sheet-a4".into(),
        source: Arc::from(if zh { "content/scams/fake-police/zh.md" } else { PROSE }),
        output: format!("{language}.pdf"),
        data: Sheet {
            language: language.into(),
            title: say("冒充公检法诈骗", "Fake police"),
            kind_label: say("诈骗手法", "Scam"),
            summary: say("冒充警察，要你转账到“安全账户”。", "“Police” who want your money in a “safe account”."),
            sections,
            emergency: Emergency {
                title: say("钱已经转出？先打 110", "Already paid? Call 110"),
                lines: vec![Hotline {
                    number: "110".into(),
                    name: say("报警", "Police"),
                    use_: say("马上打。", "Call now."),
                }],
            },
            short_url: "https://example.org/s/fake-police/".into(),
            short_url_words: "example.org/s/fake-police".into(),
            issuer: say("某网点", "A branch"),
            reviewed_on: say("2026年11月21日", "21 November 2026"),
            labels: labels.iter().map(|key| (key.to_string(), format!("{key}:"))).collect::<BTreeMap<_, _>>(),
        },
    }
}

fn section(id: &str, heading: &str, content: Vec<Value>) -> SheetSection {
    SheetSection { id: id.into(), heading: heading.into(), content: content.into() }
}

fn paragraph(text: &str) -> Value {
    json!({"type": "paragraph", "content": [text]})
}

fn block(kind: BlockKind) -> Block {
    Block { kind, span: Span::default() }
}

fn inline(kind: InlineKind) -> Inline {
    Inline { kind, span: Span::default() }
}

fn text(words: &str) -> Inline {
    inline(InlineKind::Text(words.into()))
}

fn link(target: Target, words: &str) -> Inline {
    inline(InlineKind::Link { target: Box::new(target), content: vec![text(words)] })
}
