//! What a page, a style sheet, data or a drawing can hide from a reader that is not a browser.

use std::collections::BTreeSet;

use crate::support::audited::{Audited, artifacts, page};

/// The rules that a file breaks beside a home page, each once.
fn codes_with(path: &str, text: &str) -> BTreeSet<String> {
    let home = ("index.html", page("<p>x</p>").into_bytes());
    let audited = Audited::new(artifacts([home, (path, text.as_bytes().to_vec())]));
    audited.codes().into_iter().map(str::to_owned).collect()
}

fn of_body(body: &str) -> BTreeSet<String> {
    codes_with("a/index.html", &page(body))
}

#[test]
fn a_refresh_leads_where_browsers_follow_it() {
    let of =
        |content: &str| of_body(&format!("<meta http-equiv=\"refresh\" content=\"{content}\">"));
    for content in [
        "0;//out.example",
        "0,//out.example",
        "3 //out.example",
        "0; url=//out.example",
        "0;URL = //out.example",
        "0;uRl= '//out.example' more",
        ".5;url=https://out.example/",
        " 0 ; https://out.example/",
        "0;url=//out.example;url=/",
        "0;ur://out.example/",
    ] {
        assert!(!of(content).is_empty(), "{content} passes");
    }
    for content in ["5", "0;", "0; url=/", "/;//out.example", "0x//out.example", "0; /"] {
        assert!(of(content).is_empty(), "{content}: {:?}", of(content));
    }
}

#[test]
fn an_address_is_found_in_whatever_attribute_it_is() {
    for tag in [
        "<a href=\"/\" attributionsrc=\"/ //out.example/\">x</a>",
        "<a href=\"/\" ping=\"/ https://out.example/\">x</a>",
        "<img src=\"/\" alt=\"\" lowsrc=\"//out.example/a.png\">",
        "<img src=\"/\" alt=\"\" usemap=\"//out.example/#m\">",
        "<td background=\"//out.example/\">x</td>",
        "<applet archive=\"/a.jar,//out.example/b.jar\"></applet>",
        "<object classid=\"//out.example/\"></object>",
        "<head profile=\"//out.example/\"></head>",
        "<div data-url=\"//out.example/\"></div>",
        "<param name=\"movie\" value=\"//out.example/\">",
        "<span data-go=\"javascript:alert(1)\">x</span>",
        "<meta property=\"og:url\" content=\"//out.example/\">",
        "<meta itemprop=\"image\" content=\"//out.example/\">",
        "<i data-x=\"/\\out.example\">x</i>",
        "<i data-x=\"\n/\t/out.example\">x</i>",
        "<meta name=\"twitter:player\" content=\"//out.example/\">",
        "<meta property=\"al:web:url\" content=\"weixin://x\">",
        "<svg><rect fill=\"url(//out.example/a.svg#x)\"/></svg>",
        "<svg><rect mask=\"URL( '//out.example/a.svg#x' )\"/></svg>",
        "<svg><g marker-end=\"u\\rl(//out.example/a.svg#x)\"/></svg>",
        "<svg><a xml:base=\"//out.example/\" href=\"x\"><text>x</text></a></svg>",
        "<svg><discard href=\"#x\"/></svg>",
        "<svg><animatecolor attributename=\"href\" to=\"javascript:1\"/></svg>",
        "<iframe srcdoc=\"x\"></iframe>",
        "<portal src=\"/\"></portal>",
        "<script src=\"/\"></script>",
        "<form data-script=\"/\"></form>",
    ] {
        assert!(!of_body(tag).is_empty(), "{tag} passes");
    }
    for tag in [
        "<svg><rect fill=\"url(#a)\" id=\"a\"/></svg>",
        "<p data-copied=\"url(x)\" title=\"a // b\">x</p>",
        "<script src=\"/\" integrity=\"sha384-x\"></script>",
    ] {
        assert!(of_body(tag).is_empty(), "{tag}: {:?}", of_body(tag));
    }
}

#[test]
fn a_page_says_what_it_may_run_and_load() {
    let with = |policy: &str| {
        let text = page("<p>x</p>").replace("default-src 'none'", policy);
        codes_with("a/index.html", &text)
    };
    assert!(with("default-src 'none'; script-src 'self'; img-src 'self' data:").is_empty());
    for loose in [
        "",
        "default-src 'self'",
        "default-src 'none'; script-src 'unsafe-inline'",
        "default-src 'none'; script-src *",
        "default-src 'none'; script-src https://out.example",
        "default-src 'none'; script-src data:",
    ] {
        assert!(with(loose).contains("incomplete-head"), "{loose} passes");
    }
}

#[test]
fn a_style_sheet_loads_nothing_from_elsewhere_however_it_is_written() {
    let of = |css: &str| codes_with("a.css", css);
    for css in [
        "p { background: image-set(\"/\" 1x, \"//out.example/a.png\" 2x) }",
        "p { background: -webkit-image-set(url(/) 1x, url(//out.example/a.png) 2x) }",
        "@import/**/\"//out.example/a.css\";",
        "@import/* x */url(//out.example/a.css);",
        "@\\69mport \"//out.example/a.css\";",
        "p { background: image(\"//out.example/a.png\") }",
        "p { background: u\\rl(//out.example/a.png) }",
        "p { background: URL(  //out.example/a.png  ) }",
        "p { background: url(/**/\"//out.example/a.png\") }",
        "p { background: cross-fade(\"//out.example/a.png\", \"/\") }",
        "p { --x: \"//out.example/a.png\"; background: image-set(var(--x) 1x) }",
        "@font-face { font-family: x; src: src(\"//out.example/a.woff2\") }",
        "@font-face { font-family: x; src: url(/), url('https://out.example/a.woff2') }",
        "p { background: url(\\2f\\2fout.example) }",
        "p { background: url(//out.example/a.png",
    ] {
        assert!(!of(css).is_empty(), "{css} passes");
    }
    for css in [
        ".md\\:flex { color: red } p::before { content: \"// \" }",
        "p { background: url(#a) } /* url(//out.example) */",
        "p { background: image-set(\"/\" type(\"image/png\") 1x) }",
        "p { background: url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\") }",
    ] {
        assert!(of(css).is_empty(), "{css}: {:?}", of(css));
    }
    for deep in ["a{", "a:is(", "@media x{", "a{b:calc("] {
        let css = format!("{}{}", "x{y:z}", deep.repeat(5000));
        assert!(of(&css).contains("active-content"), "{deep}");
    }
}

#[test]
fn data_hide_no_address_behind_escapes_or_keys() {
    let of = |json: &str| codes_with("a.json", json);
    for json in [
        r#"{"name": "https:\/\/out.example\/"}"#,
        r#"{"text": "\u0068ttps:\u002f\u002fout.example"}"#,
        r#"{"@id": "https:\/\/out.example"}"#,
        r#"{"https:\/\/out.example": 1}"#,
        r#"[{"any": ["//out.example/"]}]"#,
        r#"{"any": "/\\out.example"}"#,
        r#"{"telephone": "13800001111"}"#,
    ] {
        assert!(!of(json).is_empty(), "{json} passes");
    }
    assert!(
        of(r#"{"@id": "https:\/\/example.org\/", "name": "a\/\/b", "telephone": "110"}"#)
            .is_empty()
    );
}

#[test]
fn a_drawing_holds_nothing_that_acts_and_other_xml_is_no_page() {
    let drawn = |inner: &str| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:h=\"http://www.w3.org/1999/xhtml\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{inner}</svg>"
        );
        codes_with("a.SVG", &svg)
    };
    for inner in [
        "<h:meta http-equiv=\"refresh\" content=\"0;url=//out.example\"/>",
        "<h:form action=\"//out.example/\"/>",
        "<foreignObject><h:p>x</h:p></foreignObject>",
        "<discard/>",
        "<animateColor attributeName=\"href\"/>",
        "<iframe src=\"/\"/>",
        "<rect fill=\"url(//out.example/a.svg#x)\"/>",
        "<rect style=\"fill: u\\rl(//out.example/a.svg#x)\"/>",
        "<style>@import \"//out.example/a.css\";</style>",
        "<style><![CDATA[p { fill: url(//out.example/#x) }]]></style>",
        "<image xlink:href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>",
        "<image href=\"//out.example/a.png\"/>",
        "<a xml:base=\"//out.example/\" href=\"x\"/>",
        "<a href=\"//out.example/\"/>",
        "<g onload=\"x()\"/>",
    ] {
        assert!(!drawn(inner).is_empty(), "{inner} passes");
    }
    for inner in [
        "<style>.a { fill: red; mask: url(#m) }</style><mask id=\"m\"/><path class=\"a\" d=\"M0 0\"/>",
        "<linearGradient id=\"g\"/><rect fill=\"url(#g)\" transform=\"scale(2)\"/>",
    ] {
        assert!(drawn(inner).is_empty(), "{inner}: {:?}", drawn(inner));
    }
    assert!(drawn(&"<g>".repeat(5000)).contains("malformed-output"));
    for xml in [
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" onload=\"x()\"/>",
        "<a><b:script xmlns:b=\"http://www.w3.org/1999/xhtml\">x()</b:script></a>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<feed><item url=\"//out.example/\"/></feed>",
        "<?xml-stylesheet href=\"a.xsl\"?><a/>",
    ] {
        assert!(!codes_with("a.xml", xml).is_empty(), "{xml} passes");
    }
}
