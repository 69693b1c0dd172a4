//! Print jobs: text, blocks, fonts, QR codes, overflow, and errors in templates.

use std::sync::Arc;

use serde_json::{Value, json};
use wuzha::base::document::{
    AlertKind, Alignment, Block, BlockKind, ImageReference, Inline, InlineKind, List, Table, Target,
};
use wuzha::base::source::Span;
use wuzha::render::print::{Job, Printer, content, load_fonts};
use wuzha::theme::formats::PrintFormats;

use crate::support::jobs::{
    PROSE, assert_clean, chain, files, job, lay_out, paragraph, printer, printer_of, render,
    settings, sheet, sources, words,
};
use crate::support::paper::{MM, Paper, read_code, words_of};
use crate::support::pdf::assert_accessible;
use crate::support::site::only;

const HOSTILE: &str = "#import \"x\": * $a^2$ *b* _c_ @ref <l> \\n [d] {e} `f` \
                       // g /* h */ ~ \"i\" 'j' -- ... = + / &amp; <b>";

#[test]
fn text_prints_literally_in_every_place() {
    let mut job = job("en");
    let data = sheet(&mut job);
    data.title = format!("{HOSTILE} title");
    data.summary = format!("{HOSTILE} summary");
    data.issuer = format!("{HOSTILE} issuer");
    data.license = format!("{HOSTILE} license");
    data.sections[0].heading = format!("{HOSTILE} heading");
    data.emergency.lines[0].name = format!("{HOSTILE} name");
    data.labels.insert("scan".into(), format!("{HOSTILE} label"));
    data.sections[0].content = json!([
        paragraph(&format!("{HOSTILE} text")),
        {"type": "paragraph", "content": [{"type": "code", "text": format!("{HOSTILE} code")}]},
        {"type": "paragraph", "content": [
            {"type": "strong", "content": [format!("{HOSTILE} strong")]},
        ]},
    ]);
    let text = words(&job);
    let expected = words_of(HOSTILE);
    for place in [
        "title", "summary", "issuer", "license", "heading", "name", "label", "text", "code",
        "strong",
    ] {
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
            inline(InlineKind::Image(Box::new(ImageReference {
                file: "a.png".into(),
                alt: "picture words".into(),
            }))),
            inline(InlineKind::FootnoteReference("1".into())),
            link(Target::External("https://example.org/".into()), "kept link"),
            link(Target::Refused("javascript:x".into()), "refused link"),
        ]),
        BlockKind::List(List { start: None, items: items("bullet"), tight: true }),
        BlockKind::List(List { start: Some(7), items: items("seventh"), tight: false }),
        BlockKind::Quote(vec![block(BlockKind::Paragraph(vec![text("quoted")]))]),
        BlockKind::Alert {
            kind: AlertKind::Warning,
            blocks: vec![block(BlockKind::Paragraph(vec![text("alarm")]))],
        },
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
    sheet(&mut job).sections[0].content = content::blocks(&blocks, &resolve);
    assert!(!job.data.sections[0].content.to_string().contains("javascript"));

    let words = words(&job);
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
    sheet(&mut job).summary = "A \u{1F600} and another \u{1F600}.".into();
    let mut sources = sources();
    sources.insert(PROSE, "+++\n+++\nA \u{1F600} and another \u{1F600}.\n".as_bytes());

    let printed = printer().render(&[job], &sources, &());

    let found = only(&printed.diagnostics);
    assert_eq!((found.rule.id(), &*found.file), ("missing-glyph", PROSE));
    let at = sources.line_column(PROSE, found.span.start);
    assert_eq!((at.line, at.column), (3, 3));
    assert!(
        found.message.contains("U+1F600") && found.message.contains('\u{1F600}'),
        "{}",
        found.message
    );
    assert!(printed.artifacts.is_empty());
}

#[test]
fn a_script_without_a_font_is_one_error() {
    let mut short = job("en");
    sheet(&mut short).summary = "A ཀ".into();
    let mut long = job("en");
    sheet(&mut long).summary = "A ཁགང and 𐎠.".into();
    let mut sources = sources();
    sources.insert(PROSE, "+++\n+++\nA ཁགང and ཀ and 𐎠.\n".as_bytes());

    let printed = printer().render(&[short, long], &sources, &());

    let mut found: Vec<String> =
        printed.diagnostics.iter().map(|one| one.message.clone()).collect();
    found.dedup();
    assert_eq!(found.len(), 2, "{found:#?}");
    let tibetan: Vec<&String> = found.iter().filter(|one| one.contains("Tibetan")).collect();
    assert!(only(&tibetan).contains("ཁ") && tibetan[0].contains("3 more"), "{found:#?}");
}

#[test]
fn composed_and_decomposed_letters_print() {
    let mut job = job("en");
    sheet(&mut job).summary = "caf\u{e9} cafe\u{301}".into();
    assert_clean(&render(&[job]));
}

#[test]
fn the_same_jobs_give_the_same_bytes_on_one_thread_and_on_many() {
    let jobs: Vec<Job> = (0..6)
        .map(|n| {
            let mut job = job(if n % 2 == 0 { "zh" } else { "en" });
            job.page_path = format!("scams/s{n}");
            job.output = format!("s{n}");
            let data = sheet(&mut job);
            data.summary = format!("{} {n}", data.summary);
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
    let paths: Vec<&str> = once.iter().map(|(path, _)| &**path).collect();
    assert_eq!(paths[..4], ["s0.pdf", "s0.thumb.png", "s1.pdf", "s1.thumb.png"]);
    assert_eq!(paths.len(), 12);
    assert!(once == on(4, &jobs), "other bytes on four threads");
    let reversed: Vec<Job> = jobs.into_iter().rev().collect();
    let mut back = on(1, &reversed);
    back.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    assert!(once == back, "other bytes in another order");
}

#[test]
fn a_leaflet_has_the_same_bytes_whatever_else_the_site_prints() {
    let rare = "魑魅魍魉";
    let mut job = job("zh");
    sheet(&mut job).summary.push_str(rare);
    let printed = |words: &str| {
        let mut sources = sources();
        sources.insert("content/other.md", words.as_bytes());
        let settings = settings(&sources);
        let fonts = load_fonts(&settings, &sources, &chain()).expect("the fonts");
        let printer = Printer::new(settings, &sources, &chain(), fonts);
        let run = printer.render(std::slice::from_ref(&job), &sources, &());
        assert_clean(&run);
        run.artifacts.into_iter().map(|file| file.bytes).collect::<Vec<Arc<[u8]>>>()
    };
    let beside_others = printed(&format!("{rare}饕餮"));
    assert!(beside_others == printed(rare), "other bytes beside other texts");
    // Characters of no source are taken from a font that has all.
    assert!(beside_others == printed(""), "other bytes with a font of all characters");
}

#[test]
fn a_sheet_is_one_accessible_page() {
    for (language, tag) in [("zh", "zh-CN"), ("en", "en-GB")] {
        let job = job(language);
        let printed = render(std::slice::from_ref(&job));
        assert_clean(&printed);
        let (path, bytes) = *only(&files(&printed).into_iter().collect::<Vec<_>>());
        assert_eq!(path, format!("print/fake-police/sheet-a4.{language}.pdf"));
        assert_eq!(assert_accessible(bytes, tag, &job.data.title, path).len(), 1);
    }
}

#[test]
fn the_qr_code_leads_to_the_short_address() {
    let job = job("zh");
    let layout = lay_out(&job);
    let paper = Paper::read(&layout);
    let image = only(&paper.images);
    let code =
        read_code(&layout.document.pages()[0], &image.area).expect("a code that can be read");
    assert_eq!(code.text, job.data.short_url);
    assert!(code.is_quiet, "four white modules around it");
    assert!(code.width / MM >= 20.0, "{:.1} mm without its quiet zone", code.width / MM);
    assert!(paper.words().contains(&job.data.short_url_words), "the address is beside the code");
}

#[test]
fn text_that_is_too_long_is_tightened_and_then_an_error() {
    let mut long = job("en");
    sheet(&mut long).sections[0].content =
        Value::Array((0..5).map(|n| paragraph(&format!("{n} {}", "word ".repeat(30)))).collect());
    assert_clean(&render(std::slice::from_ref(&long)));

    sheet(&mut long).sections[0].content =
        Value::Array((0..30).map(|n| paragraph(&format!("{n} {}", "word ".repeat(30)))).collect());
    let printed = render(&[long]);
    let found = only(&printed.diagnostics);
    assert_eq!((found.rule.id(), &*found.file), ("sheet-overflow", PROSE));
    for part in ["scams/fake-police", "(en)", "sheet-a4", "by", "lines"] {
        assert!(found.message.contains(part), "`{part}` is not in: {}", found.message);
    }
    assert!(printed.artifacts.is_empty());
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    let nest = |levels: usize| {
        let mut job = job("en");
        let quote = |inner: Value| json!([{"type": "quote", "blocks": inner}]);
        sheet(&mut job).sections[0].content =
            (0..levels).fold(json!([paragraph("Deep.")]), |inner, _| quote(inner));
        render(&[job])
    };
    assert_clean(&nest(10));
    let printed = nest(200);
    let found = only(&printed.diagnostics);
    assert_eq!((found.rule.id(), &*found.file), ("print-failed", PROSE));
    assert!(found.message.contains("nested too deeply"), "{}", found.message);
}

#[test]
fn an_error_in_a_template_is_reported_at_its_line() {
    let mut sources = sources();
    sources.insert(
        "themes/default/print/sheet-a4.typ",
        &b"#import \"base.typ\": *\n\n#nonsense()\n"[..],
    );
    let printed = printer_of(&sources).render(&[job("en")], &sources, &());
    let found = only(&printed.diagnostics);
    assert_eq!(
        (found.rule.id(), &*found.file),
        ("print-failed", "themes/default/print/sheet-a4.typ")
    );
    assert_eq!(sources.line_column(&found.file, found.span.start).line, 3);
    assert!(found.message.contains("scams/fake-police"), "{}", found.message);
    assert!(printed.kept.is_empty() && printed.items.is_empty());
}

#[test]
fn templates_can_read_neither_disk_nor_packages() {
    for import in [
        "#read(\"/etc/hostname\")",
        "#import \"@preview/cetz:0.3.0\": *",
        "#read(\"../../../etc/hostname\")",
    ] {
        let mut sources = sources();
        sources.insert("themes/default/print/sheet-a4.typ", import.as_bytes());
        let printed = printer_of(&sources).render(&[job("en")], &sources, &());
        assert!(
            printed.diagnostics.iter().any(|d| d.rule.id() == "print-failed"),
            "{import}: {:#?}",
            printed.diagnostics
        );
    }
}

#[test]
fn a_missing_font_is_named_with_ways_to_install_it() {
    let mut sources = sources();
    let toml = sources
        .text("themes/default/theme.toml")
        .expect("the theme")
        .replace("\"Noto Sans CJK SC\"", "\"No Such Face\"");
    sources.insert("themes/default/theme.toml", toml.into_bytes());
    let missing = load_fonts(&settings(&sources), &sources, &chain()).err().expect("no such font");
    assert_eq!(missing.len(), 1);
    assert_eq!(
        (missing[0].rule.id(), &*missing[0].file),
        ("missing-font", "themes/default/theme.toml")
    );
    assert!(missing[0].message.contains("No Such Face"));
    for system in ["Debian", "Fedora", "macOS", "Windows"] {
        assert!(missing[0].hint.contains(system), "{}", missing[0].hint);
    }
}

#[test]
fn a_mistyped_format_is_reported_with_a_suggestion() {
    let mut job = job("en");
    job.format = "sheet-a5".into();
    let printed = render(&[job]);
    assert_eq!(printed.diagnostics[0].rule.id(), "print-failed");
    assert!(
        printed.diagnostics[0].hint.contains("Did you mean `sheet-a4`?"),
        "{}",
        printed.diagnostics[0].hint
    );

    let mut sources = sources();
    sources.insert(
        "themes/default/theme.toml",
        &b"[print]\nfonts = {}\n[print.formats.x]\ntemplat = \"a\"\n"[..],
    );
    let wrong = PrintFormats::read(&sources, &chain()).expect_err("an unknown key");
    assert_eq!(wrong.rule.id(), "bad-print-settings");
    assert!(wrong.message.contains("templat"), "{}", wrong.message);
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
