// Corrections of words that no page has. Repeats src/render/search/spelling.rs.

const MIN_PREFIX = 3;
const MIN_TYPO = 5;
const MAX_SUGGESTIONS = 12;

/** Whether a word that no page has can be corrected. */
export const canBeMisspelt = (typed) => /^[a-z]+$/.test(typed) && typed.length >= MIN_PREFIX;

/**
 * The words of `words` that `typed` may stand for, in their order. `isLast` is for the last word of
 * a query, which may be unfinished.
 */
export function suggest(typed, isLast, words) {
  const longer = isLast ? words.filter((word) => word.startsWith(typed)) : [];
  if (longer.length > 0) return longer.slice(0, MAX_SUGGESTIONS);
  if (typed.length < MIN_TYPO) return [];
  return words.filter((word) => isTypo(typed, word)).slice(0, MAX_SUGGESTIONS);
}

/** Whether one letter is wrong, missing or too many, or two neighbours are in the wrong order. */
function isTypo(typed, word) {
  if (word.length < MIN_TYPO - 1 || Math.abs(typed.length - word.length) > 1) return false;
  let same = 0;
  while (same < typed.length && same < word.length && typed[same] === word[same]) same++;
  const [rest, other] = [typed.slice(same), word.slice(same)];
  if (rest === '' || other === '') return true;
  if (rest.length > other.length) return rest.slice(1) === other;
  if (rest.length < other.length) return rest === other.slice(1);
  if (rest.slice(1) === other.slice(1)) return true;
  const isSwapped = rest.length > 1 && rest[0] === other[1] && rest[1] === other[0];
  return isSwapped && rest.slice(2) === other.slice(2);
}
