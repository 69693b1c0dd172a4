//! Addresses in texts: what readers and chat apps would open, whatever it ends in.

use crate::support::site::{html, plain};

/// What is reported of a paragraph.
fn found(text: &str) -> Vec<String> {
    let built = html(&plain("about").lead("zh", text).to_string());
    let of_rule = |line: &&str| line.contains("[live-address]");
    built.diagnostics_short().lines().filter(of_rule).map(str::to_owned).collect()
}

#[test]
fn an_address_is_found_whatever_it_ends_in() {
    for address in [
        "evil-scam.fun",
        "evil-scam.cfd",
        "evil.store",
        "evil.tech",
        "evil.ltd",
        "evil.wang",
        "evil.asia",
        "evil.tv",
        "bit.ly",
        "goo.gl",
        "evil.mobi",
        "evil.pw",
        "evil.biz",
        "evil.bet",
        "evil.onion",
        "wallet.eth",
        "evil.中国",
        "evil.在线",
        "骗子公司.网址",
        "骗子公司.cn",
        "evil.xn--fiqs8s",
        "Evil-Scam.FUN",
        "login.evil.com.cn",
        "evil.co.uk",
        "a1.b2.fun/pay?x=1",
        "evil.fun:8080/x",
        "1.2.3.4:8080",
        "1.2.3.4/x",
        "203.0.113.77",
        "evil。fun",
        "evil．top",
        "bank.сom",
        "bаnk.com",
        "ｅｖｉｌ．ｔｏｐ",
        "weixin://dl/business",
        "alipays://platformapi/x",
        "magnet:?xt=urn:btih:aa",
        "hxxp://evil.fun/x",
        "intent://x#Intent;end",
        "t.me/evil",
        "//evil.top/x",
        "https:/evil.top",
        "https:\\evil.top",
        "steam://run/1",
        "evil.zip",
        "https://evil.fun",
        "HTTPS://EVIL.FUN/",
        "ftp://evil.fun/a",
        "x.com",
        "no-reply.evil.fun",
    ] {
        for text in [
            format!("短信里写着{address}，不要打开。"),
            format!("不要打开 {address} 这个网址。"),
            format!("The message says “{address}”."),
        ] {
            let found = found(&text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
        }
    }
}

#[test]
fn what_only_looks_like_an_address_is_left_alone() {
    for text in [
        "损失 3.5 万元，第 1.2.3 节，第 1.2.3.4 条，版本 1.2.3.4，v10.20.30.40。",
        "下载 QQ。App 里没有别的，打开微信。It is not real.",
        "1.网址不对 2.在线客服 A.公司 B.商城，3.公司名称",
        "去银行。公司会告诉你。网站打不开。",
        "Hang up.It is a trick. Call back.No bank asks. See Mr.Li, Dr.Li and St.Louis.",
        "e.g. this, i.e. that, a.m. and p.m., U.S. and U.K., Ph.D., No.1, vs. nothing, etc.",
        "hxxps://evil-scam[.]fun/x，evil-scam[.]top，evil 点 fun。",
        "收到“名单.zip”“工资表.app”，page.toml，wuzha.toml，index.html，a.pdf，表.xlsx。",
        "https://www.gov.cn/，www.gov.cn，name@example.com，example.org。",
        "时间：8:30，比例 1:2，“他说：好”，标题：https 是什么。data: see below.",
        "Note: javascript is off. The scheme tel: is fine. 他说:“不要转账”。",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}
