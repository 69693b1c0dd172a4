// Says what is looked up for a query. Repeats src/search/plan.rs, src/search/sounds.rs and src/search/words.rs.

const MAX_TERMS = 40;
const MAX_PHRASE_TERMS = 8;

/**
 * The different terms, { texts, holds, start, end }, and the stretches of tokens that follow each other,
 * { parts: [{ offset, term }], isRequired }.
 */
export function makePlan(query, tokens) {
  const quotes = quoted(query);
  const isQuoted = ({ start }) => quotes.some(([from, to]) => start >= from && start < to);
  const terms = [];
  const stretches = [];
  for (const token of tokens) {
    const { term: text, kind, start, end } = token;
    let number = terms.findIndex(({ texts }) => texts[0] === text);
    if (number < 0) {
      if (terms.length === MAX_TERMS) break;
      number = terms.push({ texts: [text], holds: kind === 'single' ? 'characters' : 'terms', start, end }) - 1;
    }
    if (!token.joined) stretches.push([]);
    stretches.at(-1).push({ ...token, number });
  }
  const isShort = terms.length <= MAX_PHRASE_TERMS;
  const phrases = stretches
    .map((stretch) => ({ parts: makeParts(stretch), isRequired: isQuoted(stretch[0]) }))
    .filter(({ parts, isRequired }) => parts.length > 1 && (isShort || isRequired));
  return { terms, phrases, isStrict: quotes.length > 0 };
}

/** Pairs overlap, so every second pair is enough to hold all characters of a run in place. */
function makeParts(stretch) {
  const parts = [];
  let first;
  let covered = 0;
  stretch.forEach(({ kind, position, number }, at) => {
    if (kind === 'single') return;
    const width = kind === 'pair' ? 2 : 1;
    const lastOfRun = stretch[at + 1]?.kind !== 'pair';
    if (position >= covered || (lastOfRun && position + width > covered)) {
      first ??= position;
      parts.push({ offset: position - first, term: number });
      covered = position + width;
    }
  });
  return parts;
}

/** What stands in quotation marks: straight ones anywhere, others around the whole query. */
function quoted(query) {
  const text = query.trim();
  const start = query.length - query.trimStart().length;
  for (const [open, close] of ['“”', '「」', '『』', '《》', '””']) {
    const inner = text.slice(1, -1);
    if (text.length > 1 && text[0] === open && text.at(-1) === close && !inner.includes(open) && !inner.includes(close)) {
      return [[start + 1, start + 1 + inner.length]];
    }
  }
  const marks = Array.from(query.matchAll(/["＂]/g), ({ index }) => index);
  return marks.flatMap((mark, at) => (at % 2 === 1 ? [[marks[at - 1], mark]] : []));
}

/** The plan with other texts for some of its terms. Which of several words stands in a phrase is not known. */
export function withTexts(plan, others) {
  const terms = plan.terms.map((term, at) => (others[at].length > 0 ? { ...term, texts: others[at] } : term));
  const phrases = plan.phrases.filter(({ parts }) => parts.every(({ term }) => terms[term].texts.length === 1));
  return { ...plan, terms, phrases };
}

// ---- Pinyin

const INITIALS = [2, 8];
const CUTS = 4;
const LETTERS = 40;

/** The ways to read a query as a name in pinyin, each as a plan; none for what is no pinyin. */
export function makeSoundPlans(query, syllables, fold) {
  const letters = lettersOf(query, fold);
  if (letters === undefined) return [];
  const readings = cuts(letters, syllables)
    .map((cut) => [...new Set(cut.slice(1).map((syllable, at) => cut[at] + syllable))])
    .filter((terms) => terms.length > 0);
  if (letters.length >= INITIALS[0] && letters.length <= INITIALS[1]) readings.push([letters]);
  const makeTerm = (text) => ({ texts: [text], holds: 'sounds', start: 0, end: 0 });
  return readings.map((terms) => ({ terms: terms.map(makeTerm), phrases: [], isStrict: true }));
}

/** The letters of a query that has nothing else. */
function lettersOf(query, fold) {
  let letters = '';
  for (const character of query) {
    for (const folded of fold(character)) {
      if (folded === 'v') letters += 'u';
      else if (/[a-z]/.test(folded)) letters += folded;
      else if (!/['’-]|\p{White_Space}/u.test(folded)) return undefined;
    }
  }
  return letters.length > 0 && letters.length <= LETTERS ? letters : undefined;
}

/** The ways to cut letters into syllables, those with long syllables first. */
function cuts(letters, syllables) {
  const ends = Array.from(letters, () => []);
  for (let start = letters.length - 1; start >= 0; start--) {
    for (let end = Math.min(letters.length, start + 6); end > start; end--) {
      const reaches = end === letters.length || ends[end].length > 0;
      if (reaches && syllables.has(letters.slice(start, end))) ends[start].push(end);
    }
  }
  const found = [];
  const walk = (start, cut) => {
    if (start === letters.length) return found.push(cut);
    for (const end of ends[start]) {
      if (found.length === CUTS) return undefined;
      walk(end, [...cut, letters.slice(start, end)]);
    }
    return undefined;
  };
  walk(0, []);
  return found;
}

// ---- Words

const PREFIX = 3;
const SLIP = 5;
const MOST = 12;

/** Whether a word that no page has may stand for others. */
export const canBeMistaken = (typed) => /^[a-z]+$/.test(typed) && typed.length >= PREFIX;

/** The words, in their order, that a word which no page has may stand for. */
export function meant(typed, isLast, words) {
  const begun = isLast ? words.filter((word) => word.startsWith(typed)).slice(0, MOST) : [];
  if (begun.length > 0 || typed.length < SLIP) return begun;
  return words.filter((word) => isSlip(typed, word)).slice(0, MOST);
}

/** One letter wrong, missing or too many, or two neighbours in the wrong order. */
function isSlip(typed, word) {
  if (word.length < SLIP - 1 || Math.abs(typed.length - word.length) > 1) return false;
  let same = 0;
  while (same < typed.length && same < word.length && typed[same] === word[same]) same++;
  const [rest, other] = [typed.slice(same), word.slice(same)];
  if (rest === '' || other === '') return true;
  if (rest.length > other.length) return rest.slice(1) === other;
  if (rest.length < other.length) return rest === other.slice(1);
  return rest.slice(1) === other.slice(1) || (rest.length > 1 && rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2));
}
