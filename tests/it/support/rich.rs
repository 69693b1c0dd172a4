//! A site with a bit of everything, and what is built from it.

use std::sync::LazyLock;

use wuzha::base::vocabulary::Kind;
use wuzha::pipeline::Options;

use crate::support::site::{
    self, Built, EVERYTHING, HTML_AND_SEARCH, config, guide, page, plain, run, run_at, run_with,
    scam, sources,
};

/// The text of the site. Two pages fill a list, and the guide `untranslated` is in Chinese only.
pub fn rich() -> String {
    let scam = |id: &str| {
        scam(id).facts(
            "channels = [\"phone\", \"sms\"]\npayments = [\"gold\"]\naudiences = [\"elderly\"]",
        )
    };
    let pages = [
        scam("fake-police")
            .title("zh", "冒充公检法诈骗")
            .title("en", "Fake police")
            .head("zh", "aliases = [\"安全账户骗局\", \"假警察\"]")
            .head("en", "aliases = [\"Safe account scam\"]")
            .facts("related = [\"guides/already-paid\"]")
            .facts("redirect_from = [\"/old/police/\", \"/police.html\", \"/en/old/\"]")
            .lead("zh", "先看[怎么办](@/guides/already-paid#do)，或[危险信号](#flags)。")
            .lead("en", "See [what to do](@/guides/already-paid#do) or the [signs](#flags)."),
        scam("romance").title("zh", "婚恋诈骗").title("en", "Romance"),
        scam("task-rebate")
            .title("zh", "刷单返利诈骗")
            .title("en", "Task scams")
            .head("zh", "sort_as = \"shuadan\""),
        page(Kind::Cases, "one-case"),
        page(Kind::Protocols, "three-nos"),
        guide("already-paid"),
        guide("untranslated").without("en"),
        page(Kind::Audiences, "elderly"),
        page(Kind::Alerts, "new-trick"),
        plain("about"),
    ];
    config("page_size = 2\nalready_paid = \"guides/already-paid\"") + &site::site(pages)
}

/// HTML and search.
pub static RICH: LazyLock<Built> = LazyLock::new(|| run(sources(&rich()), HTML_AND_SEARCH).clean());

/// The same below a path of its host.
pub static BELOW: LazyLock<Built> = LazyLock::new(|| {
    run_at(sources(&rich()), HTML_AND_SEARCH, Some("https://example.org/sub/folder/")).clean()
});

/// HTML, search and print.
pub static WHOLE: LazyLock<Built> = LazyLock::new(|| run(sources(&rich()), EVERYTHING).clean());

/// The same as a copy that opens without a server.
pub static COPY: LazyLock<Built> = LazyLock::new(|| {
    let options = Options { outputs: EVERYTHING, for_folder: true, ..Options::default() };
    run_with(sources(&rich()), &options).clean()
});
