// Reads a query as a name in pinyin. Repeats src/render/search/pinyin.rs.

const MIN_INITIALS = 2;
const MAX_INITIALS = 8;
const MAX_CUTS = 4;
const MAX_LETTERS = 40;
const MAX_SYLLABLE = 6;

/**
 * The ways to read a query as a name in pinyin, each as a list of terms; none if it cannot be
 * pinyin.
 */
export function pinyinReadings(query, syllables, fold) {
  const letters = lettersOf(query, fold);
  if (letters === undefined) return [];
  const readings = cuts(letters, syllables)
    .map((cut) => [...new Set(cut.slice(1).map((syllable, at) => cut[at] + syllable))])
    .filter((terms) => terms.length > 0);
  if (letters.length >= MIN_INITIALS && letters.length <= MAX_INITIALS) readings.push([letters]);
  return readings;
}

/** The letters of a query that consists of letters only. */
function lettersOf(query, fold) {
  let letters = '';
  for (const character of query) {
    for (const folded of fold(character)) {
      if (folded === 'v') letters += 'u';
      else if (/[a-z]/.test(folded)) letters += folded;
      else if (!/['’\-\s\x85]/.test(folded)) return undefined;
    }
  }
  return letters.length > 0 && letters.length <= MAX_LETTERS ? letters : undefined;
}

/** The ways to cut letters into syllables, those with long first syllables first. */
function cuts(letters, syllables) {
  // By place: the ends of the syllables that begin there and from which the rest can be cut.
  const ends = Array.from(letters, () => []);
  for (let start = letters.length - 1; start >= 0; start--) {
    for (let end = Math.min(letters.length, start + MAX_SYLLABLE); end > start; end--) {
      const isOpen = end === letters.length || ends[end].length > 0;
      if (isOpen && syllables.has(letters.slice(start, end))) ends[start].push(end);
    }
  }
  const complete = [];
  const collect = (start, cut) => {
    if (start === letters.length) {
      complete.push(cut);
      return;
    }
    for (const end of ends[start]) {
      if (complete.length === MAX_CUTS) return;
      collect(end, [...cut, letters.slice(start, end)]);
    }
  };
  collect(0, []);
  return complete;
}
