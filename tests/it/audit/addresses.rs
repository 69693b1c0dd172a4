//! Addresses that must not be published.

use std::collections::BTreeSet;
use std::io::Read;

use crate::support::audited::{Audited, artifacts, page};
use crate::support::checks::json_ld;
use crate::support::jobs::{jobs_of, paper};
use crate::support::site::{self, EVERYTHING, config, html, plain, run, scam};
use crate::support::tags::{classed, named};

/// The rules broken by a page with this body.
fn codes_of(body: &str) -> Vec<String> {
    let audited = Audited::new(artifacts([("index.html", page(body).into_bytes())]));
    audited.codes().into_iter().map(str::to_owned).collect()
}

#[test]
fn no_spelling_of_a_script_address_passes() {
    for address in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "jAvAsCrIpT:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "javascript&colon;alert(1)",
        "javascript&#58;alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "DATA:image/svg+xml,x",
        "blob:https://example.org/x",
        "file:///etc/passwd",
        "intent://x",
        "weixin://x",
        "//scam.example",
        "\\\\scam.example",
        "/\\scam.example",
        "https:/scam.example",
        "https:scam.example",
        "https://www.gov.cn@scam.example/",
        "https://www.gov.cn:x@scam.example/",
        "https://www.gov.cn\\@scam.example/",
        "https://ｗｗｗ.gov.cn/",
        "../../up",
    ] {
        let found = codes_of(&format!("<a href=\"{address}\">x</a>"));
        assert!(!found.is_empty(), "{address} passes");
    }
    for address in [
        "/",
        "#top",
        "?q=x",
        "index.html",
        "https://example.org/",
        "HTTPS://EXAMPLE.ORG/",
        "https://a.example.net/x?y&amp;z",
        "tel:110",
    ] {
        assert_eq!(codes_of(&format!("<a href=\"{address}\">x</a>")), [""; 0], "{address}");
    }
    // Only an image may be a data address.
    assert!(codes_of("<img src=\"data:image/png;base64,x\" alt=\"\">").is_empty());
    for (name, attribute) in [
        ("a", "href"),
        ("iframe", "src"),
        ("object", "data"),
        ("form", "action"),
        ("script", "src"),
        ("use", "href"),
    ] {
        let element = format!("<{name} {attribute}=\"data:image/svg+xml,x\"></{name}>");
        assert!(!codes_of(&element).is_empty(), "{element}");
    }
}

#[test]
fn requests_to_other_hosts_are_errors() {
    for tag in [
        "<script src=\"https://a.example.net/a.js\"></script>",
        "<link rel=\"stylesheet\" href=\"https://a.example.net/a.css\">",
        "<link rel=\"preload\" href=\"https://a.example.net/a.css\">",
        "<link rel=\"dns-prefetch\" href=\"//a.example.net\">",
        "<link href=\"https://a.example.net/a.css\">",
        "<img src=\"https://a.example.net/a.png\" alt=\"\">",
        "<img srcset=\"/ 1x, https://a.example.net/a.png 2x\" alt=\"\">",
        "<source srcset=\"https://a.example.net/a.png\">",
        "<iframe src=\"https://a.example.net/\"></iframe>",
        "<object data=\"https://a.example.net/\"></object>",
        "<embed src=\"https://a.example.net/\">",
        "<video src=\"https://a.example.net/\" poster=\"https://a.example.net/\"></video>",
        "<audio src=\"https://a.example.net/\"></audio>",
        "<input type=\"image\" src=\"https://a.example.net/\">",
        "<form action=\"https://a.example.net/\"></form>",
        "<button formaction=\"https://a.example.net/\">x</button>",
        "<a href=\"/\" ping=\"https://a.example.net/\">x</a>",
        "<body background=\"https://a.example.net/\">",
        "<meta http-equiv=\"Refresh\" content=\"0; URL=https://a.example.net/\">",
        "<svg><use href=\"https://a.example.net/a.svg\"/></svg>",
        "<svg><image xlink:href=\"https://a.example.net/a.png\"/></svg>",
        "<div data-script=\"https://a.example.net/a.js\"></div>",
    ] {
        let found = codes_of(tag);
        assert!(
            !found.is_empty() && found.iter().all(|code| code == "third-party-request"),
            "{tag}: {found:?}"
        );
    }
}

#[test]
fn a_defanged_address_stays_defanged_in_every_output() {
    let sample = "hxxps://bank-icbc[.]top/login";
    let page = scam("sample")
        .head("zh", &format!("aliases = [\"{sample}\"]"))
        .lead("zh", &format!("短信里写着 `{sample}`。"))
        .lead("en", &format!("The text says {sample}."))
        .section("zh", "flags", &format!("- 网址 {sample}"));
    let text = page.to_string().replace(": summary.'", &format!(" {sample}'"));
    let built = run(site::sources(&text), EVERYTHING).clean();
    let mut seen = BTreeSet::new();
    for file in built.artifacts.iter() {
        let (_, ending) = file.path.rsplit_once('.').unwrap_or_default();
        let bytes = match ending {
            "bin" => {
                let mut bytes = Vec::new();
                let mut reader = flate2::read::GzDecoder::new(&file.bytes[..]);
                reader.read_to_end(&mut bytes).expect("gzip");
                bytes
            }
            "png" | "zip" | "pdf" => continue,
            _ => file.bytes.to_vec(),
        };
        let text = String::from_utf8_lossy(&bytes);
        let is_live = text.contains("bank-icbc.top") || text.contains("https://bank-icbc");
        assert!(!is_live, "{}", file.path);
        if text.contains("bank-icbc[.]top") {
            seen.insert(ending);
        }
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["bin", "html", "json", "txt", "xml"]);
    let html = built.html("scams/sample/index.html");
    assert!(json_ld(html).expect("JSON-LD").to_string().contains(sample));
    assert!(named(html, "a").iter().all(|a| !a.need("href").contains("icbc")));
    let found = built.search("zh", "bank-icbc");
    let (url, excerpt) = (&found.results[0].url, &found.results[0].excerpt.text);
    assert!(url.contains("sample") && !excerpt.contains("icbc.top"), "{url} {excerpt}");
    let (printer, jobs) = jobs_of(&built.sources, None);
    let is_sheet =
        |job: &&wuzha::render::print::Job| job.format == "sheet-a4" && job.language == "zh";
    let sheet = jobs.iter().find(is_sheet).expect("a sheet");
    let words = paper(&printer, sheet, &built.sources).words();
    assert!(words.contains("bank-icbc[.]top") && !words.contains("bank-icbc.top"), "{words}");
}

#[test]
fn an_address_in_angle_brackets_or_a_reference_never_becomes_a_link() {
    for lead in [
        "<https://bad.example/x>",
        "[看这里][1]\n\n[1]: https://bad.example/x",
        "[看这里](<https://bad.example/x>)",
        "[看这里](//bad.example/x)",
        "[看这里](javascript&colon;alert(1))",
        "[看这里](JAVASCRIPT:alert(1))",
        "[看这里](<java\tscript:alert(1)>)",
        "[看这里](data:text/html,x)",
        "<javascript:alert(1)>",
    ] {
        let built = html(&plain("about").lead("zh", lead).to_string());
        assert!(!built.codes().is_empty() && built.artifacts.is_empty(), "{lead} passes");
    }
    let page = plain("about").lead("zh", "https://www.gov.cn/").to_string();
    let bare = html(&(config("allowed_hosts = [\"www.gov.cn\"]") + &page)).clean();
    let lead = classed(bare.main("about/index.html"), "lead");
    assert!(named(lead, "a").is_empty(), "a bare address stays text");
}
