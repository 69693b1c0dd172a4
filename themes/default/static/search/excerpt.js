// Excerpts: the sentence of a page that holds most of the query's terms, with the sentences after
// it that fit. Repeats src/render/search/excerpt.rs, so both show the same words.

import { ALPHANUMERIC, analyse, foldCharacter } from './analysis.js';

const WIDTH = 160;
const WIDTH_BEFORE = 40;

/**
 * The excerpt of a record for the terms of a query: `html`, made of escaped pieces of plain text
 * and <mark>, and `section`, { anchor, heading }, if it is taken from a section.
 */
export function excerpt([, , , summary, lead, sections], terms, table) {
  const ofSections = sections.map(([anchor, heading, text]) => {
    return { text, section: { anchor, heading } };
  });
  const texts = [{ text: summary }, { text: lead }, ...ofSections].filter(({ text }) => text);
  const findTerms = termFinder(terms, table);
  const countTerms = (matches) => new Set(matches.map(({ term }) => term)).size;
  let best;
  const mostHeld = () => (best ? best.held : 0);
  for (const { text, section } of texts) {
    // No sentence holds more than all terms.
    if (mostHeld() === terms.length) break;
    const matches = findTerms(text);
    if (countTerms(matches) <= mostHeld()) continue;
    for (const sentence of sentences(text)) {
      const held = countTerms(matches.filter((match) => isWithin(match.start, sentence)));
      if (held > mostHeld()) best = { text, section, sentence, matches, held };
    }
  }
  if (!best) {
    const [{ text, section } = { text: '' }] = texts;
    const [sentence = { start: 0, end: 0 }] = sentences(text);
    best = { text, section, sentence, matches: findTerms(text) };
  }
  return { html: excerptWindow(best.text, best.sentence, best.matches), section: best.section };
}

const isWithin = (at, { start, end }) => at >= start && at < end;

/** A function that returns where the terms occur in a text, in order: { start, end, term }. */
function termFinder(terms, table) {
  const numbersByText = (kind) => {
    const numbers = new Map();
    terms.forEach(({ fieldKind, texts }, number) => {
      if (fieldKind === kind) for (const text of texts) numbers.set(text, number);
    });
    return numbers;
  };
  const words = numbersByText('terms');
  const characters = numbersByText('characters');
  return (text) => {
    const tokens = analyse(text, table, words);
    const matches = tokens.map(({ term, start, end }) => ({ start, end, term: words.get(term) }));
    if (characters.size === 0) return matches;
    let start = 0;
    for (const character of text) {
      const end = start + character.length;
      const folded = foldCharacter(character, table);
      for (const part of folded.length === 1 ? [folded] : folded) {
        if (characters.has(part)) matches.push({ start, end, term: characters.get(part) });
      }
      start = end;
    }
    return matches.sort((left, right) => left.start - right.start);
  };
}

/** Splits after each sentence's end; together the pieces are the whole text. */
function sentences(text) {
  const pieces = [];
  let start = 0;
  let ended = false;
  for (let at = 0; at < text.length; at++) {
    const isFullStop = text[at] === '.' && /^[ \n]?$/.test(text[at + 1] || '');
    const isEnd = isFullStop || /[。！？；!?\n]/.test(text[at]);
    if (ended && !isEnd && !/[”’」』）》)"']/.test(text[at])) {
      pieces.push({ start, end: at });
      start = at;
      ended = false;
    }
    ended = ended || isEnd;
  }
  if (start < text.length) pieces.push({ start, end: text.length });
  return pieces;
}

/** The sentence and what fits after it, or the part of it around its first match. */
function excerptWindow(text, sentence, matches) {
  let { start, end } = sentence;
  if (width(text.slice(start, end).trim()) > WIDTH) {
    const { start: first } = matches.find((match) => isWithin(match.start, sentence)) || sentence;
    if (width(text.slice(start, first)) > WIDTH_BEFORE) start = cutBefore(text, start, first);
    end = cutAfter(text, start, end);
  } else {
    for (const following of sentences(text)) {
      if (following.start < sentence.end) continue;
      if (width(text.slice(start, following.end).trim()) > WIDTH) break;
      end = following.end;
    }
  }
  const head = start > sentence.start ? '…' : '';
  const tail = end < sentence.end ? '…' : '';
  start = end - text.slice(start, end).trimStart().length;
  end = start + text.slice(start, end).trimEnd().length;
  return head + marked(text, start, end, matches) + tail;
}

const characterWidth = (character) => (character.codePointAt(0) >= 0x2e80 ? 2 : 1);
const width = (text) =>
  Array.from(text).reduce((sum, character) => sum + characterWidth(character), 0);

/** The place WIDTH_BEFORE before `from`, or after the next space if that is inside a word. */
function cutBefore(text, start, from) {
  let left = WIDTH_BEFORE;
  let at = from;
  for (const character of Array.from(text.slice(start, from)).reverse()) {
    left -= characterWidth(character);
    if (left < 0) break;
    at -= character.length;
  }
  const space = isInsideWord(text, at) ? text.slice(at, from).indexOf(' ') : -1;
  return space < 0 ? at : at + space + 1;
}

/**
 * The last place at most WIDTH after `start`, or the last space before it if that is inside a word.
 */
function cutAfter(text, start, end) {
  let left = WIDTH;
  let at = start;
  for (const character of text.slice(start, end)) {
    left -= characterWidth(character);
    if (left < 0) {
      const space = isInsideWord(text, at) ? text.slice(start, at).lastIndexOf(' ') : -1;
      return space < 0 ? at : start + space;
    }
    at += character.length;
  }
  return end;
}

/** Whether there are letters or digits, not Chinese ones, on both sides. */
function isInsideWord(text, at) {
  const inWord = (character) =>
    character < '\u2e80' && ALPHANUMERIC.test(character);
  return at > 0 && at < text.length && inWord(text[at - 1]) && inWord(text[at]);
}

/** The text from `start` to `end` as HTML, with matches that touch in one <mark>. */
function marked(text, start, end, matches) {
  const marks = [];
  for (const match of matches) {
    if (match.start < start || match.end > end) continue;
    const last = marks[marks.length - 1];
    if (last && match.start <= last.end) last.end = Math.max(last.end, match.end);
    else marks.push({ start: match.start, end: match.end });
  }
  let html = '';
  let at = start;
  for (const mark of marks) {
    html += escapeHtml(text.slice(at, mark.start));
    html += `<mark>${escapeHtml(text.slice(mark.start, mark.end))}</mark>`;
    at = mark.end;
  }
  return html + escapeHtml(text.slice(at, end));
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
