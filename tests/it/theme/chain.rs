//! Themes that extend other themes.

use wuzha::base::source::{SourceFiles, Span};
use wuzha::theme::chain::ThemeChain;
use wuzha::theme::formats::PrintFormats;

use crate::support::program::tree;
use crate::support::site::{Built, HTML, PRINT, config, html, package, plain, run, scam, sources};

/// A site that uses the theme `mine`.
fn with(files: &str) -> String {
    config("theme = \"mine\"")
        + &plain("about").to_string()
        + "-- themes/mine/theme.toml --\nextends = \"default\"\n"
        + files
}

/// A small site with the theme in `tests/theme/`.
fn test_theme() -> Built {
    let text = config("theme = \"mine\"") + &plain("about").to_string() + &scam("fake").to_string();
    let mut sources = sources(&text);
    let files = tree(&package().join("tests/theme"));
    assert!(files.len() > 5);
    for (path, bytes) in files {
        sources.insert(&format!("themes/mine/{path}"), bytes);
    }
    run(sources, HTML)
}

fn style(built: &Built) -> String {
    let path = built
        .paths()
        .into_iter()
        .find(|path| path.starts_with("assets/main.") && path.ends_with(".css"));
    built.text(path.expect("a stylesheet")).to_owned()
}

fn codes_and_files(built: &Built) -> Vec<(&str, &str)> {
    built.outcome.diagnostics.iter().map(|found| (found.rule.id(), &*found.file)).collect()
}

#[test]
fn a_theme_can_change_a_template_a_component_a_colour_and_a_text() {
    let built = test_theme().clean();
    assert!(built.outcome.diagnostics.is_empty(), "{}", built.diagnostics_short());
    let plain = html(&(plain("about").to_string() + &scam("fake").to_string())).clean();

    // The part added to the template is before that of the built-in one, which is still there.
    let (own, built_in) = (built.html("404.html"), plain.html("404.html"));
    let (added, title) =
        (own.find("拿不准？给网点打个电话。").expect("added"), own.find("<h1>").expect("a title"));
    assert!(added < title && own.contains("elsewhere-title") && !built_in.contains("拿不准"));

    // The component is on every page, and nothing else of the page has changed.
    let (own, built_in) =
        (built.html("scams/fake/index.html"), plain.html("scams/fake/index.html"));
    assert!(
        own.contains("mark-shield")
            && !own.contains("mark-bubble")
            && built_in.contains("mark-bubble")
    );
    let main = |html: &str| {
        html[html.find("<main").expect("main")..html.find("</main>").expect("its end")].to_owned()
    };
    assert_eq!(main(own), main(built_in));

    // The colour is declared after the built-in one, so it wins. All other rules are there once.
    let (own, built_in) = (style(&built), style(&plain));
    let brand = |style: &str| style.matches("--brand:").count();
    assert_eq!(brand(&own), brand(&built_in) + 3, "light once, dark twice");
    assert!(own.find("#17585a") < own.find("#24408e") && own.contains("#24408e"));
    assert_eq!(own.matches(".page-head").count(), built_in.matches(".page-head").count());

    // The text is changed in one language only.
    let english = built.html("en/scams/fake/index.html");
    assert!(english.contains("Start</a>") || english.contains(">Start<"), "{english}");
    assert!(
        plain.html("en/scams/fake/index.html").contains(">Home<") && !english.contains(">Home<")
    );
}

#[test]
fn texts_of_the_site_override_those_of_its_themes() {
    let home = |files: &str| {
        let built = html(&with(files)).clean();
        let english = built.html("en/about/index.html").to_owned();
        ["Home", "Start", "Front"]
            .into_iter()
            .find(|word| english.contains(&format!(">{word}<")))
            .expect("a word")
    };
    let theme = "-- themes/mine/i18n/en.toml --\nnav.home = \"Start\"\n";
    assert_eq!(home(""), "Home");
    assert_eq!(home(theme), "Start");
    assert_eq!(home(&format!("{theme}-- i18n/en.toml --\nnav.home = \"Front\"\n")), "Front");
}

#[test]
fn a_theme_can_extend_a_theme_that_extends_another() {
    let files = "-- themes/house/theme.toml --\nextends = \"default\"\n\
                 -- themes/house/templates/not_found.html --\n\
                 {% extends \"default/not_found.html\" %}\
                 {% block main %}<p>house</p>{{ super() }}{% endblock main %}\n\
                 -- themes/house/static/mark.txt --\nhouse\n\
                 -- themes/house/static/other.txt --\nhouse\n\
                 -- themes/mine/templates/not_found.html --\n\
                 {% extends \"house/not_found.html\" %}\
                 {% block main %}<p>mine</p>{{ super() }}{% endblock main %}\n\
                 -- themes/mine/static/mark.txt --\nmine\n";
    let built = html(&with(files).replace(
        "mine/theme.toml --\nextends = \"default\"",
        "mine/theme.toml --\nextends = \"house\"",
    ))
    .clean();
    let page = built.html("404.html");
    assert!(page.find("<p>mine</p>").expect("mine") < page.find("<p>house</p>").expect("house"));
    assert!(page.contains("elsewhere-title"));
    assert_eq!([built.text("mark.txt"), built.text("other.txt")], ["mine\n", "house\n"]);
}

#[test]
fn a_replaced_module_is_in_the_script_that_imports_it() {
    let built = html(&with(
        "-- themes/mine/static/search/facets.js --\nexport const narrow = () => 'mine';\n",
    ));
    let search = |built: &Built| {
        let path = built
            .paths()
            .into_iter()
            .find(|path| path.starts_with("assets/search."))
            .expect("a script");
        built.text(path).to_owned()
    };
    let script = search(&built.clean());
    assert!(script.contains("const narrow = () => 'mine';"), "{script}");
    let wrong = html(&with(
        "-- themes/mine/static/search/facets.js --\nimport { x } from './nothing.js';\n",
    ));
    let importer = ("theme", "themes/default/static/search/engine.js");
    assert_eq!(
        codes_and_files(&wrong),
        [importer, ("theme", "themes/mine/static/search/facets.js")]
    );
}

#[test]
fn print_settings_are_overridden_format_by_format() {
    let own = "[print.fonts]\nbo = [\"Noto Serif Tibetan\"]\n[print.uses]\nkit = [\"leaflet\"]\n\
               [print.formats.leaflet]\ntemplate = \"print/leaflet.typ\"\n\
               paper = \"a5\"\nkinds = [\"scams\"]\n\
               [print.formats.sheet-a4]\ntemplate = \"print/sheet-a4.typ\"\n\
               paper = \"a4\"\nkinds = [\"guides\"]\n";
    let text = with(own) + "-- themes/mine/print/leaflet.typ --\n#import \"base.typ\": *\n";
    let sources = sources(&text);
    let settings = read(&sources, "mine").unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let below = read(&sources, "default").unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    assert_eq!(settings.formats.len(), below.formats.len() + 1);
    assert_eq!(settings.formats["sheet-a4"].kinds, ["guides"]);
    assert_eq!(settings.formats["sheet-a4"].tighten, 0, "a format is replaced as a whole");
    assert_eq!(settings.families("bo"), ["Noto Serif Tibetan"]);
    assert_eq!(settings.families("zh"), below.families("zh"));
    assert_eq!((&settings.uses.preview, settings.uses.kit.len()), (&below.uses.preview, 1));
}

fn read(
    sources: &SourceFiles,
    name: &str,
) -> Result<PrintFormats, wuzha::base::diagnostic::Diagnostic> {
    PrintFormats::read(
        sources,
        &ThemeChain::read(sources, name, &"wuzha.toml".into(), Span::default())?,
    )
}

#[test]
fn a_print_template_can_be_replaced() {
    let sources = sources(&with("-- themes/mine/print/parts.typ --\n#nonsense()\n"));
    let built = run(sources, PRINT);
    assert!(
        codes_and_files(&built)
            .iter()
            .all(|found| *found == ("print-failed", "themes/mine/print/parts.typ")),
        "{}",
        built.diagnostics_short()
    );
    assert!(!built.outcome.diagnostics.is_empty());
}

#[test]
fn errors_name_the_theme_file_they_are_in() {
    for (file, text) in [
        (
            "templates/not_found.html",
            "{% extends \"default/not_found.html\" %}\
             {% block main %}{{ a.b.c }}{% endblock main %}",
        ),
        ("templates/not_found.html", "{% if %}"),
        ("templates/not_found.html", "{% extends \"default/nothing.html\" %}"),
        (
            "templates/not_found.html",
            "{% extends \"base.html\" %}{% block man %}{% endblock man %}",
        ),
        ("templates/not_found.html", "{{ <nothing/> }}"),
        ("templates/not_found.html", "{% extends \"not_found.html\" %}"),
        (
            "templates/components/mark.html",
            "{% component mark() %}{{ a.b.c }}{% endcomponent mark %}",
        ),
        ("templates/shared/foot.html", "{{ a.b.c }}"),
        ("templates/shared/foot.html", "{{ head.title }}"),
        ("i18n/en.toml", "[nav]\nhome = 3\n"),
        ("words/zh.toml", "[[balme]]\n"),
        ("danger/zh.toml", "[[sing]]\n"),
        ("theme.toml", "extends = \"default\"\n[print.formats.x]\ntemplat = \"a\"\n"),
        ("theme.toml", "extends = \"default\"\n[print.uses]\npreview = \"leaflets\"\n"),
        ("static/styles/15-colours.css", ":root { --brand: #123; } }\n"),
        ("theme.toml", "extend = \"default\"\n"),
        ("theme.toml", "extends = 3\n"),
    ] {
        let path = format!("themes/mine/{file}");
        let text = if file == "theme.toml" {
            with("").replace("extends = \"default\"\n", text)
        } else {
            with(&format!("-- {path} --\n{text}\n"))
        };
        let built = html(&text);
        let found = codes_and_files(&built);
        assert!(found.iter().any(|(_, found)| *found == path), "{file} {text}: {found:?}");
        let others =
            found.iter().filter(|(_, found)| *found != path && found.starts_with("themes/default"));
        assert_eq!(others.count(), 0, "{found:?}");
    }
}

#[test]
fn a_shared_part_is_the_same_on_every_page_of_a_language() {
    let foot = "<footer>{{ lang.code }} {{ t.nav.home }} & {{ <mark/> }}</footer>\n";
    let own = format!("-- themes/mine/templates/shared/foot.html --\n{foot}");
    let built = html(&(with(&own) + &scam("fake").to_string())).clean();
    for (start, code, home) in [("", "zh", "首页"), ("en/", "en", "Home")] {
        let expected = format!("<footer>{code} {home} & <svg class=\"mark\"");
        for page in ["index.html", "scams/fake/index.html", "scams/index.html", "search/index.html"]
        {
            let html = built.html(&format!("{start}{page}"));
            assert!(html.contains(&expected), "{start}{page}: {html}");
            assert!(
                html.contains("</footer>\n<nav class=\"help-bar\""),
                "no blanks are added: {html}"
            );
        }
    }
}

#[test]
fn a_theme_without_templates_is_one_error() {
    let built = html(&with("").replace("extends = \"default\"\n", "[print]\n"));
    let theme: Vec<_> =
        built.outcome.diagnostics.iter().filter(|found| found.rule.id() == "theme").collect();
    let strings = built.codes().iter().filter(|code| **code == "missing-strings").count();
    assert!(theme.len() == 1 || strings == 2, "{}", built.diagnostics_short());
}

#[test]
fn the_stylesheet_is_minified_and_lowered_for_older_phones() {
    let built = html(&plain("about").to_string()).clean();
    let (small, written) = (style(&built), sources(""));
    let written: Vec<u8> = written
        .under("themes/default/static/styles/")
        .flat_map(|(_, bytes)| bytes.iter().copied())
        .collect();
    let weight = |bytes: &[u8]| wuzha::base::archive::gzip(bytes, 6).len();
    assert!(weight(small.as_bytes()) < weight(&written) * 9 / 10);
    assert!(!small.contains("/*"));
    // Chrome 103 and Safari 16.3 do not know `width >= 40rem`.
    assert!(
        small.contains("(min-width:49.78rem)")
            && !small.contains("width>=")
            && !small.contains("width<="),
        "{small}"
    );
    // Without the blanks it would not be a sum.
    assert!(small.contains("1.35rem + 1.5vw"));
}

/// The libraries that read them call themselves for each bracket.
#[test]
fn brackets_without_end_do_not_end_the_program() {
    for (file, deep) in [
        ("static/styles/15-colours.css", "a{"),
        ("static/styles/15-colours.css", "a{b:calc("),
        ("static/styles/15-colours.css", "a:is("),
        ("static/styles/15-colours.css", "@media x{"),
        ("static/early.js", "["),
        ("static/early.js", "x=>{"),
    ] {
        let theme = "-- themes/mine/theme.toml --\nextends = \"default\"\n";
        let text = config("theme = \"mine\"") + &plain("about").to_string() + theme;
        let built = html(&format!("{text}-- themes/mine/{file} --\n{}\n", deep.repeat(5000)));
        assert!(built.codes().contains(&"theme"), "{deep}: {}", built.diagnostics_short());
    }
}
