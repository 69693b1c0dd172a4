// Analysis of a text into terms and their positions. Repeats src/render/search/analysis.rs and
// src/render/search/fold.rs: tests/search/table.json holds both to the same results.

const HAN = /[\u3400-\u9fff\u3005\u3007\u{20000}-\u{3ffff}]/u;
/** Classes by the properties of Unicode; in Firefox before 78, which lacks them, nearly the same. */
const unicode = (source, nearly) => {
  try {
    return new RegExp(source, 'u');
  } catch (_) {
    return new RegExp(nearly, 'u');
  }
};
const NEARLY = '[^\\s\\x00-/:-@\\[-`{-\\xa9\\xab-\\xb4\\xb6-\\xb9\\xbb-\\xbf\\u2000-\\u206f\\u20a0-\\u20cf\\u2190-\\u2bff\\u3000-\\u3004\\u3008-\\u3020\\ufe10-\\ufe6f\\uff00-\\uff0f]';
const WORD = unicode('[\\p{Alphabetic}\\p{N}\\p{M}]', NEARLY);
export const ALPHANUMERIC = unicode('[\\p{Alphabetic}\\p{N}]', NEARLY);
const SPACE = /[\s\x85\-‐\u0f0b\u0f0c]/;
const MARK = /[\u0300-\u036f\u3099\u309a\u20d0-\u20ff]/u;
const INVISIBLE = /[\u00ad\u0640\u180b-\u180f\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;

// The most common characters are compared without a pattern, which is faster.
const isBetween = (character, first, last) => character >= first && character <= last;
export const isHan = (character) =>
  isBetween(character, '\u3400', '\u9fff') || (character > '\u3000' && HAN.test(character));
const isWord = (character) =>
  character > '\x7f'
    ? WORD.test(character)
    : isBetween(character, 'a', 'z') || isBetween(character, '0', '9');
const isDropped = (character) => MARK.test(character) || INVISIBLE.test(character);

/** The characters that one character folds to; `table` maps traditional to simplified ones. */
export function foldCharacter(character, table) {
  if (character <= '\x7f') return character.toLowerCase();
  if (character >= '\u3400' && character <= '\u9fff') return table.get(character) || character;
  let folded = '';
  for (const part of character.normalize('NFKD')) {
    for (const lower of part.toLowerCase()) {
      if (!isDropped(lower)) folded += table.get(lower) || lower;
    }
  }
  return folded;
}

/**
 * The tokens of a text: { term, start, end, position, joined, kind }. `start` and `end` are places
 * in the original string; `kind` is 'word', 'pair' or 'single'. With `wanted`, a Set or a Map, only
 * the tokens of its terms.
 */
export function analyse(text, table = new Map(), wanted = undefined) {
  const tokens = [];
  const add = (term, start, end, position, joined, kind) => {
    if (!wanted || wanted.has(term)) tokens.push({ term, start, end, position, joined, kind });
  };
  let open; // The word or the run of Han characters that is being read.
  let gap = 0; // What came after the last token: 0 nothing, 1 space, 2 anything else.
  let last; // The script of the last token: 'han' or 'other'.
  let next = 0; // The next position.

  const begin = (script, start) => {
    const areHan = last === 'han' && script === 'han';
    const joined = last !== undefined && (gap === 0 || (gap === 1 && !areHan));
    if (last !== undefined && !joined) next++;
    last = script;
    gap = 0;
    open = { script, term: '', start, position: next, joined, length: 0 };
  };
  const close = () => {
    if (!open) return;
    const { script, term, start, end, position, joined, length, apostrophe } = open;
    if (script === 'other') add(stem(term), start, end, position, joined, 'word');
    else if (length === 1) add(term, start, end, position, joined, 'single');
    if (apostrophe) gap = 2;
    open = undefined;
  };
  const step = (character, start, end) => {
    if (isHan(character)) {
      if (open && open.script === 'han') {
        add(open.term + character, open.start, end, open.position, open.joined, 'pair');
        open.start = start;
        open.position++;
        open.joined = true;
      } else {
        close();
        begin('han', start);
      }
      open.term = character;
      open.end = end;
      open.length++;
      next++;
    } else if (isWord(character)) {
      if (!open || open.script !== 'other') {
        close();
        begin('other', start);
        next++;
      }
      open.term += character;
      open.end = end;
      open.apostrophe = false;
    } else if (open && open.script === 'other' && !open.apostrophe && /['’]/.test(character)) {
      open.apostrophe = true;
    } else {
      close();
      gap = Math.max(gap, SPACE.test(character) ? 1 : 2);
    }
  };

  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    const folded = foldCharacter(character, table);
    // Nearly always one character; iterating over a string is the most expensive step.
    if (folded.length === 1) step(folded, start, end);
    else for (const part of folded) step(part, start, end);
    start = end;
  }
  close();
  return tokens;
}

/** The stems of words seen before: a text repeats many words. */
const stems = new Map();
const STEMS_KEPT = 20000;

export function stem(word) {
  let known = stems.get(word);
  if (known === undefined) {
    if (stems.size === STEMS_KEPT) stems.clear();
    stems.set(word, (known = stemOf(word)));
  }
  return known;
}

/** Removes the plural and the endings of verbs, and of nouns made from them, from a word. */
function stemOf(whole) {
  if (!/^[a-z]{4,}$/.test(whole)) return whole;
  let word = whole;
  if (/(sses|xes|ches|shes)$/.test(word)) word = word.slice(0, -2);
  else if (/s$/.test(word) && !/(ss|us|is)$/.test(word)) word = word.slice(0, -1);
  if (word.length >= 5 && word.endsWith('ied')) word = word.slice(0, -1);
  if (word.length >= 4) word = word.replace(/ie$/, 'y');
  for (const ending of ['ing', 'ed']) {
    const rest = word.slice(0, -ending.length);
    const isVerb = rest.length >= 4 || (rest.length === 3 && rest.endsWith('y'));
    if (isVerb && word.endsWith(ending) && !word.endsWith('eed') && /[aeiouy]/.test(rest)) {
      word = rest.replace(/([bdfgmnprt])\1$/, '$1');
      break;
    }
  }
  if (word.length >= 8) word = word.replace(/tion$/, 't');
  return word.length >= 5 ? word.replace(/e$/, '') : word;
}
