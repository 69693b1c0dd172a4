// A message as it is meant: without the signs, blanks and spellings that hide words from filters.
//
//   公*安*局 → 公安局   验 证 码 → 验证码   ＱＱ → qq   zhuan钱 → 转钱   加薇❤️ → 加微信

import { foldCharacter, isHan } from '../search/analysis.js';

const LETTER = /[a-z0-9]/;
const BLANK = /^\s+$/;
/** What ends a clause stays; whatever else is between two characters is there to hide the word. */
const CLAUSE = /[。！？!?；;：:，,、“”"‘’'()（）【】[\]{}《》「」…\n]/;

/**
 * Makes a function that reads a message: { text, starts, ends }, the text and for each of its
 * characters its place in the message. `spellings` are [[what is meant, …other spellings]].
 */
export function reader(fold, spellings = []) {
  const meant = new Map();
  for (const [word, ...others] of spellings) for (const other of others) meant.set(other, word);
  const longestFirst = [...meant.keys()].sort((left, right) => right.length - left.length);
  const alternatives = longestFirst.map((word) => word.replace(/[+.*]/g, '\\$&')).join('|');
  const spelled = meant.size > 0 && new RegExp(alternatives, 'g');
  return function read(message) {
    const joined = join(folded(message, fold));
    return spelled ? respell(joined, spelled, meant) : joined;
  };
}

/** The folded characters with their places. */
function folded(message, fold) {
  const characters = [];
  let start = 0;
  for (const character of message) {
    const end = start + character.length;
    // Punctuation keeps its width: a full-width colon is that of a sentence, not of an address.
    const parts = CLAUSE.test(character) ? character : foldCharacter(character, fold);
    for (const part of parts) characters.push({ part, start, end });
    start = end;
  }
  return characters;
}

/** Leaves out what stands between characters to hide a word. */
function join(characters) {
  const isPart = ({ part }) => isHan(part) || LETTER.test(part);
  const kept = [];
  for (let at = 0; at < characters.length;) {
    if (isPart(characters[at])) {
      kept.push(characters[at++]);
      continue;
    }
    let next = at;
    while (next < characters.length && !isPart(characters[next])) next++;
    const between = characters.slice(at, next);
    if (!isHiding(characters, between, at, next)) kept.push(...between);
    at = next;
  }
  const read = { text: kept.map(({ part }) => part).join(''), starts: [], ends: [] };
  for (const { part, start, end } of kept) {
    for (let unit = 0; unit < part.length; unit++) {
      read.starts.push(start);
      read.ends.push(end);
    }
  }
  return read;
}

/** Whether what is between two characters only hides that they belong together. */
function isHiding(characters, between, at, next) {
  const [left, right] = [characters[at - 1], characters[next]];
  if (!left || !right || between.some(({ part }) => CLAUSE.test(part))) return false;
  const isAlone = (place, step) => {
    const beyond = characters[place + step];
    return !beyond || !(isHan(beyond.part) || LETTER.test(beyond.part));
  };
  const areHan = isHan(left.part) && isHan(right.part);
  const isBlank = BLANK.test(between.map(({ part }) => part).join(''));
  const oneIsAlone = isAlone(at - 1, -1) || isAlone(next, 1);
  if (areHan) return !isBlank || oneIsAlone;
  if (isHan(left.part) || isHan(right.part)) return isBlank && oneIsAlone;
  // Letters and digits one by one, as in `c o d e`: more than two of them.
  const wide = (place, step) => isAlone(place, step) && isAlone(place, -step);
  return wide(at - 1, -1) && wide(next, 1) && between.length === 1;
}

/** The text with its spellings replaced; each character of a word has the place of all of it. */
function respell(read, spelled, meant) {
  const result = { text: '', starts: [], ends: [] };
  const copy = (from, to) => {
    result.text += read.text.slice(from, to);
    result.starts.push(...read.starts.slice(from, to));
    result.ends.push(...read.ends.slice(from, to));
  };
  let done = 0;
  read.text.replace(spelled, (written, at) => {
    const end = at + written.length;
    if (LETTER.test(written[0]) && LETTER.test(read.text[at - 1] || '')) return written;
    if (LETTER.test(written[written.length - 1]) && LETTER.test(read.text[end] || '')) return written;
    copy(done, at);
    const word = meant.get(written);
    result.text += word;
    for (let place = 0; place < word.length; place++) {
      result.starts.push(read.starts[at]);
      result.ends.push(read.ends[end - 1]);
    }
    done = end;
    return written;
  });
  copy(done, read.text.length);
  return result;
}
