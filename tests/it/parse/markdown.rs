//! From Markdown to HTML: CommonMark, its extensions, and emphasis beside Chinese.

use crate::support::checks::assert_well_formed;
use crate::support::site::{self, Built, html, plain, png, run, sources};
use crate::support::tags;

/// The HTML of the lead of a page.
fn html_of(built: &Built, page: &str) -> String {
    let main = built.main(&format!("{page}/index.html"));
    let lead = tags::tags(main).into_iter().find(|tag| tag.has_class("lead")).expect("a lead");
    lead.inner().trim().to_owned()
}

/// The HTML of a Markdown text.
fn lead(markdown: &str) -> String {
    html_of(&site::lead(markdown).clean(), "about")
}

/// Fails where a Markdown text does not become the HTML beside it. Each is a page of one site.
fn assert_leads(cases: &[(&str, &str)]) {
    let page = |(i, (markdown, _)): (usize, &(&str, &str))| {
        plain(&format!("p{i}")).lead("zh", markdown).without("en")
    };
    let built = html(&site::site(cases.iter().enumerate().map(page))).clean();
    let mut wrong = Vec::new();
    for (i, (markdown, wanted)) in cases.iter().enumerate() {
        let found = html_of(&built, &format!("p{i}"));
        if found != *wanted {
            wrong.push(format!("{markdown}\n  wanted {wanted}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn emphasis_works_beside_chinese_punctuation() {
    assert_leads(&[
        // Closing after Chinese punctuation, directly before the next word.
        ("**重点：**后文", "<p><strong>重点：</strong>后文</p>"),
        ("**重点。**后文", "<p><strong>重点。</strong>后文</p>"),
        ("**重点，**后文", "<p><strong>重点，</strong>后文</p>"),
        ("**重点！**后文", "<p><strong>重点！</strong>后文</p>"),
        ("**重点？**后文", "<p><strong>重点？</strong>后文</p>"),
        ("**重点；**后文", "<p><strong>重点；</strong>后文</p>"),
        ("**（重点）**后文", "<p><strong>（重点）</strong>后文</p>"),
        ("**“安全账户”**是诈骗", "<p><strong>“安全账户”</strong>是诈骗</p>"),
        ("**《反电信网络诈骗法》**规定", "<p><strong>《反电信网络诈骗法》</strong>规定</p>"),
        ("**等等……**后文", "<p><strong>等等……</strong>后文</p>"),
        ("**记住——**后文", "<p><strong>记住——</strong>后文</p>"),
        ("**重点、**后文", "<p><strong>重点、</strong>后文</p>"),
        ("**【重点】**后文", "<p><strong>【重点】</strong>后文</p>"),
        // Opening before Chinese punctuation, directly after a word.
        ("所谓**“安全账户”**就是骗局", "<p>所谓<strong>“安全账户”</strong>就是骗局</p>"),
        ("前文**（重点）**", "<p>前文<strong>（重点）</strong></p>"),
        ("依据**《刑法》**，处罚", "<p>依据<strong>《刑法》</strong>，处罚</p>"),
        ("他说：**挂断。**然后报警", "<p>他说：<strong>挂断。</strong>然后报警</p>"),
        ("（**重点**）后文", "<p>（<strong>重点</strong>）后文</p>"),
        ("“**重点**”后文", "<p>“<strong>重点</strong>”后文</p>"),
        ("前文，**重点**，后文", "<p>前文，<strong>重点</strong>，后文</p>"),
        ("前文**重点**后文", "<p>前文<strong>重点</strong>后文</p>"),
        // Digits and Latin words.
        ("**电话：**110", "<p><strong>电话：</strong>110</p>"),
        ("拨打**110。**然后", "<p>拨打<strong>110。</strong>然后</p>"),
        ("**拨打 110**，说清楚", "<p><strong>拨打 110</strong>，说清楚</p>"),
        ("用**App**转账", "<p>用<strong>App</strong>转账</p>"),
        ("**注意:**后文", "<p><strong>注意:</strong>后文</p>"),
        ("**App（软件）**Then", "<p><strong>App（软件）</strong>Then</p>"),
        ("共**￥100**元", "<p>共<strong>￥100</strong>元</p>"),
        ("共**€100**元", "<p>共<strong>€100</strong>元</p>"),
        ("约**100%**都是", "<p>约<strong>100%</strong>都是</p>"),
        ("点**→确认**继续", "<p>点<strong>→确认</strong>继续</p>"),
        ("看**✅绿色**标志", "<p>看<strong>✅绿色</strong>标志</p>"),
        ("看**🚨**标志", "<p>看<strong>🚨</strong>标志</p>"),
        // One asterisk, three, several runs, runs within runs.
        ("*重点：*后文", "<p><em>重点：</em>后文</p>"),
        ("***重点：***后文", "<p><em><strong>重点：</strong></em>后文</p>"),
        ("**甲：**乙，**丙。**丁", "<p><strong>甲：</strong>乙，<strong>丙。</strong>丁</p>"),
        ("甲**乙**：**丙**丁", "<p>甲<strong>乙</strong>：<strong>丙</strong>丁</p>"),
        ("**重点`代码`：**后文", "<p><strong>重点<code>代码</code>：</strong>后文</p>"),
        ("**重点\\*：**后文", "<p><strong>重点*：</strong>后文</p>"),
    ]);
}

#[test]
fn escaped_and_lone_asterisks_are_no_emphasis() {
    assert_leads(&[
        ("\\*\\*重点：\\*\\*后文", "<p>**重点：**后文</p>"),
        ("`**重点：**后文`", "<p><code>**重点：**后文</code></p>"),
        (
            "```\n**重点：**后文\n```",
            "<pre class=\"code\" tabindex=\"0\"><code>**重点：**后文\n</code></pre>",
        ),
        ("重点 \\*\\* 后文", "<p>重点 ** 后文</p>"),
        ("3 * 4 = 12", "<p>3 * 4 = 12</p>"),
        ("\\*\\*没有结尾：后文", "<p>**没有结尾：后文</p>"),
        ("**Note:** later", "<p><strong>Note:</strong> later</p>"),
    ]);
    // What stays an asterisk and was perhaps not meant as one is reported.
    for (markdown, stays) in [
        ("    **重点：**后文", "make it code"),
        ("重点 ** 后文", "`**` is shown"),
        ("**没有结尾：后文", "`**` is shown"),
        // Without Chinese on either side CommonMark decides.
        ("**Note:**later", "`**Note:**` is shown"),
    ] {
        let built = site::lead(markdown);
        assert!(built.only().message.contains(stays), "{markdown}: {}", built.only().message);
    }
}

#[test]
fn commonmark_becomes_html() {
    assert_leads(&[
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one  \ntwo", "<p>one<br>\ntwo</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("3. three\n4. four", "<ol start=\"3\">\n<li>three</li>\n<li>four</li>\n</ol>"),
        ("- one\n\n- two", "<ul>\n<li><p>one</p>\n</li>\n<li><p>two</p>\n</li>\n</ul>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("***", "<hr>"),
        (
            "<https://www.gov.cn/>",
            "<p><a href=\"https://www.gov.cn/\" rel=\"external noopener noreferrer\">\
             https://www.gov.cn/</a></p>",
        ),
        (
            "[a][b]\n\n[b]: https://www.gov.cn/x?a=1&b=2",
            "<p><a href=\"https://www.gov.cn/x?a=1&amp;b=2\" rel=\"external noopener noreferrer\">\
             a</a></p>",
        ),
        ("[拨打](tel:110)", "<p><a href=\"tel:110\">拨打</a></p>"),
        ("a &lt; b & c &copy;", "<p>a &lt; b &amp; c ©</p>"),
        ("\"quoted\"", "<p>&quot;quoted&quot;</p>"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        ("hxxps://bad[.]example", "<p>hxxps://bad[.]example</p>"),
    ]);
}

#[test]
fn nested_lists_stay_tight() {
    let list = lead("- one\n  - inner\n- two");
    assert_eq!(list, "<ul>\n<li>one\n<ul>\n<li>inner</li>\n</ul>\n</li>\n<li>two</li>\n</ul>");
}

#[test]
fn a_line_break_in_the_source_is_no_space_between_chinese_characters() {
    assert_leads(&[
        ("挂断电话\n马上报警", "<p>挂断电话马上报警</p>"),
        ("挂断电话，\n马上报警", "<p>挂断电话，马上报警</p>"),
        ("挂断电话\n**马上：**报警", "<p>挂断电话<strong>马上：</strong>报警</p>"),
        ("拨打\n110", "<p>拨打 110</p>"),
        ("two\nwords", "<p>two words</p>"),
    ]);
}

#[test]
fn tables_have_header_cells_and_alignment() {
    let table = lead("| 骗局 | 次数 | 占比 |\n|---|:-:|--:|\n| 刷**单：**返 | 1 | 2% |");
    let head = "<th scope=\"col\">骗局</th><th scope=\"col\" class=\"center\">次数</th>\
                <th scope=\"col\" class=\"end\">占比</th>";
    let row =
        "<td>刷<strong>单：</strong>返</td><td class=\"center\">1</td><td class=\"end\">2%</td>";
    assert!(table.contains(head) && table.contains(row), "{table}");
    assert!(
        tags::element(&table, "section").contains("tabindex=\"0\""),
        "a wide table can be scrolled by keyboard"
    );
}

#[test]
fn footnotes_are_numbered_in_reading_order_and_link_back() {
    let text = "后者[^b]，前者[^a]，又是后者[^b]。\n\n[^a]: 甲。\n[^b]: 乙。\n";
    let built = html(&plain("about").lead("zh", text).to_string()).clean();
    let main = built.main("about/index.html");
    let notes = tags::classed(main, "footnotes");
    let items: Vec<String> =
        tags::named(notes, "li").iter().map(|tag| tag.need("id").to_owned()).collect();
    assert_eq!(items, ["_fn-1", "_fn-2"]);
    assert!(tags::words(notes).find("乙").unwrap() < tags::words(notes).find("甲").unwrap());
    let ids = tags::values(main, "id");
    assert_eq!(
        ids.iter().filter(|id| **id == "_fnref-1").count(),
        1,
        "an id is used once: {ids:?}"
    );
    assert_eq!(tags::values(main, "href").iter().filter(|href| **href == "#_fn-1").count(), 2);
    for back in tags::values(notes, "href") {
        assert!(ids.contains(&back[1..].to_owned()), "{back} leads nowhere");
    }
}

#[test]
fn alerts_have_a_title_in_the_readers_language() {
    for (kind, english) in [
        ("NOTE", "note"),
        ("TIP", "tip"),
        ("IMPORTANT", "important"),
        ("WARNING", "warning"),
        ("CAUTION", "caution"),
    ] {
        let alert = lead(&format!("> [!{kind}]\n> 先停一停。"));
        assert!(
            alert.starts_with(&format!("<div class=\"alert alert-{english}\" role=\"note\">")),
            "{alert}"
        );
        assert!(alert.contains("<p>先停一停。</p>"), "{alert}");
        assert!(!tags::words(tags::classed(&alert, "alert-title")).is_empty());
    }
    assert_eq!(lead("> \\[!甲]\n> a"), "<blockquote>\n<p>[!甲] a</p>\n</blockquote>");
    let other = site::lead("> [!甲]\n> a");
    assert_eq!(other.only().message, "`[!` begins no block here");
}

#[test]
fn headings_have_fixed_ids() {
    let text = "### 一\n\n甲\n\n### 二 {#second}\n\n乙\n\n#### 三\n\n丙";
    let built =
        html(&plain("about").section("zh", "how", text).section("en", "how", text).to_string())
            .clean();
    let main = built.main("about/index.html");
    let ids = |name: &str| {
        tags::named(main, name)
            .iter()
            .filter_map(|t| t.get("id").map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("section").first().map(String::as_str), Some("how"));
    let third: Vec<String> =
        ids("h3").into_iter().filter(|id| id.starts_with("how") || id == "second").collect();
    assert_eq!(third, ["how-1", "second"]);
    assert_eq!(ids("h4"), ["how-3"]);
}

#[test]
fn a_link_or_footnote_in_a_heading_appears_once() {
    let text = "-- content/pages/about/page.toml --\n-- content/pages/about/zh.md --\n\
                +++\ntitle = \"甲\"\nsummary = \"乙\"\n+++\n\n\
                ## 见[丙](#second)[^a] {#first}\n\n一\n\n## **丁** {#second}\n\n二\n\n[^a]: 注。\n";
    let built = html(text).clean();
    assert_well_formed(&built);
    let contents = tags::classed(built.main("about/index.html"), "contents");
    assert_eq!(tags::values(contents, "href"), ["#first", "#second"]);
    assert!(tags::words(contents).contains("见丙"));
}

#[test]
fn code_is_coloured_with_classes_only() {
    let code = lead("```rust\nfn main() {}\n```");
    assert!(
        code.contains("<code class=\"language-rust\">") && code.contains("class=\"hl-"),
        "{code}"
    );
    assert!(!code.contains("style="));
    assert_eq!(tags::words(&code), "fn main() {}\n");
    let unknown = lead("```nobody-knows\n<a> & b\n```");
    assert_eq!(
        unknown,
        "<pre class=\"code\" tabindex=\"0\"><code class=\"language-nobody-knows\">\
         &lt;a&gt; &amp; b\n</code></pre>"
    );
}

#[test]
fn images_have_their_size() {
    let mut sources = sources(&plain("about").lead("zh", "![柜台 \"提示\"](note.png)").to_string());
    sources.insert("content/pages/about/note.png", png(640, 480));
    let built = run(sources, site::HTML).clean();
    let image = &tags::named(built.main("about/index.html"), "img")[0];
    assert_eq!(image.need("src"), "/images/pages/about/note.png");
    assert_eq!(image.need("alt"), "柜台 \"提示\"");
    assert_eq!((image.need("width"), image.need("height")), ("640", "480"));
    assert_eq!(built.bytes("images/pages/about/note.png"), png(640, 480));
}
