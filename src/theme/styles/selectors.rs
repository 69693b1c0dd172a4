//! Selectors without `:is()`, which engines know only from 2020 on.

use lightningcss::selector::{Combinator, Component, Selector, SelectorList};

/// The most selectors that one becomes.
const MOST: usize = 256;

type Parts<'i> = Vec<Component<'i>>;

/// The list with each `:is(a, b)` as one selector for each of its own. Where that cannot be said, as
/// for `a :is(b c)`, a selector stays as it is.
pub(super) fn spell_out<'i>(list: &SelectorList<'i>) -> SelectorList<'i> {
    let selectors = list.0.iter().flat_map(|selector| {
        let spelled = of_selector(selector).filter(|spelled| spelled.len() <= MOST);
        match spelled {
            Some(spelled) => spelled.into_iter().map(Selector::from).collect(),
            None => vec![selector.clone()],
        }
    });
    SelectorList::from_vec(selectors.collect())
}

/// Whether a selector is for a part that an element has, like `::before`, and so has no children.
pub(super) fn is_part(selector: &Selector) -> bool {
    selector.iter_raw_match_order().any(|part| matches!(part, Component::PseudoElement(_)))
}

/// What a selector becomes, each in the order it is written; nothing if it has no `:is()`.
fn of_selector<'i>(selector: &Selector<'i>) -> Option<Vec<Parts<'i>>> {
    let has_list = |part: &Component| matches!(part, Component::Is(_));
    if !selector.iter_raw_match_order().any(has_list) {
        return None;
    }
    let mut spelled: Vec<Parts> = vec![Vec::new()];
    for (combinator, compound) in compounds(selector) {
        let alternatives = of_compound(compound, combinator.is_none())?;
        let with = |before: &Parts<'i>| {
            let before = before.clone();
            alternatives.clone().into_iter().map(move |alternative| {
                let between = combinator.map(Component::Combinator);
                before.iter().cloned().chain(between).chain(alternative).collect()
            })
        };
        spelled = spelled.iter().flat_map(with).take(MOST + 1).collect();
    }
    Some(spelled)
}

/// The compounds of a selector from left to right, each with the combinator before it.
fn compounds<'i>(selector: &Selector<'i>) -> Vec<(Option<Combinator>, Parts<'i>)> {
    let mut compounds = Vec::new();
    let mut compound = Vec::new();
    for part in selector.iter_raw_match_order() {
        match part {
            Component::Combinator(combinator) => {
                compounds.push((Some(*combinator), std::mem::take(&mut compound)));
            }
            part => compound.push(part.clone()),
        }
    }
    compounds.push((None, compound));
    compounds.reverse();
    compounds
}

/// What a compound becomes. Only the first of a selector can have combinators in its `:is()`.
fn of_compound(mut compound: Parts<'_>, is_first: bool) -> Option<Vec<Parts<'_>>> {
    let Some(at) = compound.iter().position(|part| matches!(part, Component::Is(_))) else {
        return Some(vec![compound]);
    };
    let Component::Is(list) = compound.remove(at) else { return None };
    let mut spelled = Vec::new();
    for selector in &list {
        let mut inner = compounds(selector);
        if inner.len() > 1 && !is_first {
            return None;
        }
        let (combinator, last) = inner.pop()?;
        let mut before: Parts = Vec::new();
        for (combinator, parts) in inner {
            before.extend(combinator.map(Component::Combinator));
            before.extend(parts);
        }
        before.extend(combinator.map(Component::Combinator));
        let joined = join(last, compound.clone())?;
        for alternative in of_compound(joined, is_first && before.is_empty())? {
            spelled.push(before.iter().cloned().chain(alternative).collect());
        }
        if spelled.len() > MOST {
            return None;
        }
    }
    Some(spelled)
}

/// Two compounds as one. The name of an element comes first, and there is one of them.
fn join<'i>(one: Parts<'i>, other: Parts<'i>) -> Option<Parts<'i>> {
    let names = |parts: &Parts| {
        parts
            .iter()
            .any(|part| matches!(part, Component::LocalName(_) | Component::ExplicitUniversalType))
    };
    match (names(&one), names(&other)) {
        (true, true) => None,
        (_, false) => Some(one.into_iter().chain(other).collect()),
        (false, true) => Some(other.into_iter().chain(one).collect()),
    }
}
