//! Markup that Markdown did not take, and text that it dropped: reported at its place, once.

use crate::support::site::{html, plain};

/// Line and message of what is reported of a text that begins on line 6.
fn found(text: &str) -> Vec<String> {
    let built = html(&plain("about").lead("zh", text).to_string());
    let short = built.diagnostics_short();
    let ours = |line: &&str| line.contains("[stray-markup]") || line.contains("[not-shown]");
    let cut = |line: &str| line.split_once("zh.md:").map_or("", |(_, rest)| rest).to_owned();
    short.lines().filter(ours).map(cut).collect()
}

#[test]
fn each_habit_of_typing_or_of_another_tool_is_reported_once() {
    for text in [
        // Lists.
        "1、挂断\n2、拨打 110",
        "１、挂断",
        "1．挂断",
        "1.挂断\n2.拨打",
        "1)挂断",
        "（1）挂断\n（2）拨打",
        "(1) 挂断",
        "①挂断\n②拨打",
        "一、挂断\n二、拨打\n三、报案",
        "·挂断\n·拨打",
        "• 挂断",
        "● 挂断\n● 拨打",
        "-挂断\n-拨打",
        "－ 挂断",
        "+挂断",
        "- 1、挂断",
        "a) 挂断\nb) 拨打",
        "（一）挂断\n（二）拨打",
        "第一步：挂断。\n第二步，拨打。",
        "问：是真的吗？\n答：不是。",
        "> Q：是真的吗？\n> A：不是。",
        "→ 挂断\n→ 拨打",
        "— 挂断\n— 拨打",
        "✅ 挂断\n✅ 拨打",
        "-　挂断",
        "-\u{a0}挂断",
        "名称\t电话\n报警\t110",
        "- [ ] 挂断",
        "- [x] 挂断",
        "2026. 这一年",
        "- 甲\n乙",
        // Headings, quotations, tables, code.
        "##标题",
        "###标题 {#id}",
        "＃＃ 标题",
        "##\u{a0}标题",
        "##　标题",
        "＞ 引用",
        "》引用",
        "== 标题",
        "h2. 标题",
        "正文。\n\n———\n\n正文。",
        "正文。\n\n[1] 说明",
        "| 甲 | 乙 |\n| 1 | 2 |",
        "｜甲｜乙｜",
        "    四个空格",
        "\t一个制表符",
        "```\n没有结尾",
        "~~~\n没有结尾",
        "｀｀｀",
        // Links, pictures, notes.
        "见[指南]（@/guides/x）",
        "见［指南］（@/guides/x）",
        "见【指南】（@/guides/x）",
        "见[指南] (@/guides/x)",
        "见[指南](@/guides/x",
        "见[指南][没有]",
        "见[[指南]]",
        "![[图.png]]",
        "注[^9]",
        "注[^a]。\n\n[^a]: 甲\n\n[^b]: 乙",
        "[旧]: https://www.gov.cn/",
        "[政府](https://www.gov.cn/ \"标题\")",
        // Emphasis and others within a sentence.
        "请**立即挂断",
        "请__立即__挂断",
        "请_立即_挂断",
        "＊＊立即＊＊",
        "~~旧号码~~",
        "==重点==",
        "++重点++",
        "||答案||",
        "%%备注%%",
        "代码`没有结尾",
        "｀代码｀",
        "空格&nbsp没有分号",
        "$$x$$",
        ":warning: 小心",
        // Blocks of other tools.
        ":::tip\n小心\n:::",
        "!!! note",
        "??? note",
        "[!WARNING]\n小心",
        "> [!警告]\n> 小心",
        "{{< alert >}}",
        "{% alert %}",
        "<% alert %>",
        "{: .note }",
        "文字{#id}",
        "[文字](https://www.gov.cn/){.button}",
        "[b]注意[/b]",
        "'''注意'''",
        "10^2^ 元",
        ".. note::",
        "#+BEGIN_QUOTE",
        "NOTE: 小心",
        "[TOC]",
        "import Tabs from '@theme/Tabs';",
        "export const a = 1;",
        // Tables that lose cells.
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |",
        "```text 说明\n代码\n```",
    ] {
        let found = found(text);
        assert_eq!(found.len(), 1, "{text:?}: {found:#?}");
        assert!(!found[0].contains('\u{E000}'), "{text:?}: {found:?}");
    }
}

#[test]
fn what_is_meant_as_it_is_shown_is_left_alone() {
    for text in [
        "一天 3~5 次，6~7 天，3.5 万元，-5 度，+86，*号，1.5 倍，1:2，8:30:15。",
        "3.5 万元被转走。",
        "12:30 打来。",
        "-5 度的冬天。",
        "卡号 6222****0000，姓名 ____，电话 ________。",
        "`==代码==`，`1、代码`，`[[x]]`，`**`，`{{ x }}`。",
        "\\==不是标记\\==，\\**，\\`，\\[\\[x\\]\\]，\\~~旧\\~~，\\- 不是列表",
        "```\n1、代码\n==重点==\n[[x]]\n```",
        "~~~text\n    四个空格\n~~~",
        "1. 挂断\n2. 拨打 110\n\n- 甲\n- 乙\n  续行\n\n+ 丙\n* 丁",
        "1. 甲\n\n   第二段\n\n   - 内层\n     续行\n2. 乙",
        "> 引用\n> 第二行\n\n> [!WARNING]\n> 当心",
        "| 甲 | 乙 |\n|---|--:|\n| 1 | a \\| b |\n| 只有一格 |",
        "注[^a]。又注[^a]。\n\n[^a]: 说明\n    第二行",
        "**重点：**后文，*轻声*，__strong__ and _soft_，***都要***。",
        "[政府][gov]，[政府网]。\n\n[gov]: https://www.gov.cn/\n[政府网]: https://www.gov.cn/",
        "### 1、常见的两步\n\n一、先说结论。\n\n（一）概述\n\n第一，挂断。",
        "他说：“好的~谢谢~”【某银行】您好 (注)。",
        "file_name_x.png 和 a_b_c，C# 和 #1，&amp;，&nbsp;，5 > 3，1 | 2。",
        "时间：见 https://www.gov.cn/ 。note: this, warning: that.",
        "第一行\n第二行\\\n第三行  \n第四行",
        "---\n\n* * *",
        "- 第一步：挂断\n- 第二步：拨打\n\n1. 问：真的吗？\n2. 答：不是。",
        "第一步：挂断。\n\n第二步：拨打。\n\n✅ 好的。",
        "问：真的吗？\\\n答：不是。",
        "问：真的吗？  \n答：不是。",
        "地点：东街。他说好，\n又说不好。见 [1]，^_^，it's ''x''。",
        "——某人说过，\n他没有说。",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_heading_that_was_not_taken_is_one_mistake() {
    let site = crate::support::site::scam("fake-police").section("zh", "how", "怎么骗。");
    let text = site.to_string().replacen("## ", "##", 1);
    let built = html(&text);
    let found = built.diagnostics_short();
    let errors: Vec<&str> = found.lines().filter(|line| line.contains(" error[")).collect();
    assert_eq!(errors.len(), 1, "{found}");
    assert!(errors[0].contains("[stray-markup]") && errors[0].contains(".md:"), "{found}");
}
