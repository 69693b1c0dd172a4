//! `missing-string`: a text of the interface exists in one language and not in another, or a word
//! of a closed list has no label.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::vocabulary::{
    Audience, Channel, ClaimKind, Kind, Loss, Medium, Payment, Provenance, Region, Role, Taxonomy,
    TextStatus, Vocabulary,
};
use crate::check::context::Context;

pub fn check(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    let mut wanted: BTreeSet<&str> =
        site.strings.iter().flat_map(|strings| strings.keys()).map(String::as_str).collect();
    let labels = labels();
    wanted.extend(labels.iter().map(String::as_str));
    site.config
        .languages
        .iter()
        .filter(|&language| !site.strings[language.index()].is_empty())
        .filter_map(|language| {
            let own = &site.strings[language.index()];
            let missing: Vec<&str> =
                wanted.iter().copied().filter(|key| !own.contains_key(*key)).collect();
            let file: Arc<str> =
                Arc::from(format!("i18n/{}.toml", site.config.languages.code(language)));
            (!missing.is_empty()).then(|| {
                let message = match missing.as_slice() {
                    [one] => format!("The text `{one}` of the interface is missing"),
                    _ => format!(
                        "{} texts of the interface are missing: {}",
                        missing.len(),
                        missing.join(", ")
                    ),
                };
                Diagnostic::new(Rule::MissingString, &file, Span::default(), message).hint(
                    "Add them to this file; it overrides and completes the theme's, key by key.",
                )
            })
        })
        .collect()
}

/// The keys the program itself looks up.
fn labels() -> Vec<String> {
    fn list<V: Vocabulary>(name: &'static str) -> impl Iterator<Item = String> {
        V::ids().map(move |id| format!("{name}.{id}"))
    }
    let fixed = [
        "language.name",
        "language.dir",
        "language.read",
        "language.short",
        "nav.now",
        "nav.home",
        "nav.hotlines",
        "nav.names",
        "nav.print",
        "nav.search",
        "footer.license",
        "home.title",
        "home.description",
        "now.title",
        "offline.title",
        "offline.description",
        "now.description",
        "page.turning",
        "names.title",
        "names.description",
        "hotlines.title",
        "hotlines.description",
        "catalogue.title",
        "catalogue.description",
        "catalogue.whole_site",
        "catalogue.for_title",
        "catalogue.for_intro",
        "catalogue.of_title",
        "catalogue.of_intro",
        "catalogue.as_intro",
        "catalogue.kit_intro",
        "catalogue.page",
        "catalogue.pages",
        "catalogue.picture",
        "catalogue.pictures",
        "quiz.number",
        "quiz.show",
        "quiz.answer",
        "nav.check",
        "check.title",
        "check.description",
        "check.likely",
        "check.possible",
        "check.faint",
        "check.nothing",
        "check.found",
        "check.says",
        "check.flags",
        "check.words",
        "check.do",
        "check.read",
        "check.perhaps",
        "check.failed",
        "search.title",
        "search.description",
        "search.results",
        "search.searching",
        "search.found",
        "search.found_more",
        "search.none",
        "search.all",
        "search.only",
        "search.failed",
        "search.kind",
        "search.channel",
        "search.payment",
        "search.audience",
        "not_found.title",
        "not_found.description",
        "list.page_title",
        "date.format",
        "date.months",
        "date.month",
        "series.next",
        "series.last",
        "og.locale",
        "alert.note",
        "alert.tip",
        "alert.important",
        "alert.warning",
        "alert.caution",
        "text.seconds",
        "text.line_1",
        "text.line_2",
        "text.spoken",
        "tips.title",
        "table.label",
        "footnote.title",
        "footnote.back",
        "kit.license",
        "print.license",
        "print.emergency_title",
        "print.bank_number",
        "print.bank_name",
        "print.bank_use",
    ];
    fixed
        .into_iter()
        .map(str::to_owned)
        .chain(list::<Kind>("kind"))
        .chain(list::<Kind>("kinds"))
        .chain(list::<Kind>("kinds_intro"))
        .chain(list::<Channel>("channel"))
        .chain(list::<Payment>("payment"))
        .chain(list::<Audience>("audience"))
        .chain(list::<Role>("role"))
        .chain(list::<Loss>("loss"))
        .chain(list::<Provenance>("origin"))
        .chain(list::<TextStatus>("text_status"))
        .chain(list::<Region>("region"))
        .chain(list::<ClaimKind>("fact"))
        .chain(list::<Medium>("text"))
        .chain(list::<Taxonomy>("taxonomy"))
        .chain(list::<Taxonomy>("taxonomy_intro"))
        .chain(list::<Taxonomy>("term_title"))
        .chain(list::<Taxonomy>("term_intro"))
        .collect()
}
