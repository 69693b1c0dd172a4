// Reads a query as a name in pinyin. Repeats src/render/search/pinyin.rs.

import { isHan } from './analysis.js';

const MIN_INITIALS = 2;
const MAX_INITIALS = 8;
const MAX_CUTS = 4;
const MAX_LETTERS = 40;
const MAX_SYLLABLE = 6;

/**
 * The ways to read a query as a name in pinyin, each as a list of terms, its Han characters aside;
 * none if it cannot be pinyin.
 */
export function pinyinReadings(query, syllables, fold) {
  const stretches = stretchesOf(query, fold);
  const least = stretches.length > 1 ? 1 : 2;
  let readings = stretches.length > 0 ? [[]] : [];
  for (const letters of stretches.filter((stretch) => stretch !== '')) {
    const long = cuts(letters, syllables).filter((cut) => cut.length >= least);
    const longer = readings.map((terms) => long.map((cut) => withPairs(terms, cut)));
    readings = [].concat(...longer).slice(0, MAX_CUTS);
  }
  readings = readings.filter((terms) => terms.length > 0);
  const [letters] = stretches;
  const areInitials = stretches.length === 1 && letters.length >= MIN_INITIALS;
  if (areInitials && letters.length <= MAX_INITIALS) readings.push([letters]);
  return readings;
}

/** The terms with those of each two syllables in a row, or of the only one. */
function withPairs(terms, cut) {
  const pairs = cut.slice(1).map((syllable, at) => cut[at] + syllable);
  const only = cut.length === 1 ? [`-${cut[0]}`] : [];
  return [...new Set([...terms, ...pairs, ...only])];
}

/**
 * The letters of a query before, between and after its Han characters; none if it holds anything
 * else, or too many.
 */
function stretchesOf(query, fold) {
  const stretches = [''];
  for (const character of query) {
    for (const folded of fold(character)) {
      if (folded === 'v') stretches[stretches.length - 1] += 'u';
      else if (/[a-z]/.test(folded)) stretches[stretches.length - 1] += folded;
      else if (isHan(folded)) stretches.push('');
      else if (!/['’\-\s\x85]/.test(folded)) return [];
    }
  }
  const { length } = stretches.join('');
  return length > 0 && length <= MAX_LETTERS ? stretches : [];
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
