//! Who asks decides the order: what a page's score counts, by its kind. The exported directory
//! carries the table to the browser.

use crate::base::vocabulary::Kind;

/// Who asks, as far as their words show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Asker {
    #[default]
    Public,
    /// Someone who prints, teaches and rehearses.
    Staff,
}

/// What the score of a page of this kind is multiplied by.
pub(super) fn factor(kind: Kind, asker: Asker) -> f32 {
    let [public, staff] = match kind {
        Kind::Scams | Kind::Guides => [1.0, 0.5],
        Kind::Cases | Kind::Audiences | Kind::Protocols | Kind::Alerts => [0.7, 0.7],
        Kind::Pages => [0.5, 0.8],
        Kind::Letters | Kind::Quizzes | Kind::Drills | Kind::Sessions => [0.45, 1.0],
    };
    match asker {
        Asker::Public => public,
        Asker::Staff => staff,
    }
}
