// Query plans: the terms and phrases that are looked up for a query. Repeats
// src/render/search/plan.rs.

import { isHan } from './analysis.js';

const MAX_TERMS = 40;
const MAX_PHRASE_TERMS = 8;
const SENTENCE = 5;

/**
 * The plan of a query: its different terms, { texts, fieldKind, start, end, isFiller }, and its
 * phrases, stretches of tokens that follow each other, { parts: [{ offset, term }], isRequired }.
 * `fillers` are words that say nothing of what is looked for, and `fold` folds a character.
 */
export function makePlan(query, tokens, fillers = new Set(), fold = (character) => character) {
  const filled = filledPlaces(query, fillers, fold);
  const quotes = quoted(query);
  const isQuoted = ({ start }) => quotes.some(([from, to]) => start >= from && start < to);
  const terms = [];
  const stretches = [];
  for (const token of tokens) {
    const { term: text, kind, start, end } = token;
    let number = terms.findIndex(({ texts }) => texts[0] === text);
    if (number < 0) {
      if (terms.length === MAX_TERMS) break;
      number = terms.length;
      const fieldKind = kind === 'single' ? 'characters' : 'terms';
      // A word after others may be only begun.
      const isBegun = start > 0 && end === query.length && /^[a-z]{1,2}$/.test(text);
      const isWord = kind === 'word';
      const isFiller = isWord ? isBegun || fillers.has(text) : filled.slice(start, end).includes(true);
      terms.push({ texts: [text], fieldKind, start, end, isFiller });
    }
    if (!token.joined) stretches.push([]);
    stretches[stretches.length - 1].push(Object.assign({ number }, token));
  }
  const isShort = terms.length <= MAX_PHRASE_TERMS;
  const phrases = stretches
    .map((stretch) => ({ parts: phraseParts(stretch), isRequired: isQuoted(stretch[0]) }))
    .filter(({ parts, isRequired }) => parts.length > 1 && (isShort || isRequired));
  const isStrict = quotes.length > 0;
  const hasFiller = terms.length > 1 && terms.some(({ isFiller }) => isFiller);
  return { terms, phrases, isStrict, isSentence: !isStrict && (terms.length >= SENTENCE || hasFiller) };
}

/** For each place of the query, whether a filler of Han characters covers it. */
function filledPlaces(query, fillers, fold) {
  const filled = new Array(query.length).fill(false);
  const places = [];
  let text = '';
  let at = 0;
  for (const character of query) {
    for (const folded of fold(character)) {
      text += folded;
      for (let unit = 0; unit < folded.length; unit++) places.push([at, at + character.length]);
    }
    at += character.length;
  }
  for (const filler of fillers) {
    if (!isHan(filler)) continue;
    for (let found = text.indexOf(filler); found >= 0; found = text.indexOf(filler, found + 1)) {
      for (const [start, end] of places.slice(found, found + filler.length)) filled.fill(true, start, end);
    }
  }
  return filled;
}

/** Pairs overlap, so every second pair is enough to hold all characters of a run in place. */
function phraseParts(stretch) {
  const parts = [];
  let first;
  let covered = 0;
  stretch.forEach(({ kind, position, number }, at) => {
    if (kind === 'single') return;
    const width = kind === 'pair' ? 2 : 1;
    const lastOfRun = at + 1 === stretch.length || stretch[at + 1].kind !== 'pair';
    if (position >= covered || (lastOfRun && position + width > covered)) {
      if (first === undefined) first = position;
      parts.push({ offset: position - first, term: number });
      covered = position + width;
    }
  });
  return parts;
}

/** The places in quotation marks: straight ones anywhere, others around the whole query. */
function quoted(query) {
  const text = query.trim();
  const start = query.length - query.trimStart().length + 1;
  for (const [open, close] of ['“”', '「」', '『』', '《》', '””']) {
    const inner = text.slice(1, -1);
    const isEnclosed = text.length > 1 && text[0] === open && text[text.length - 1] === close;
    if (isEnclosed && !inner.includes(open) && !inner.includes(close)) {
      return [[start, start + inner.length]];
    }
  }
  const marks = [];
  for (let at = 0; at < query.length; at++) if (/["＂]/.test(query[at])) marks.push(at);
  return marks.flatMap((mark, at) => (at % 2 === 1 ? [[marks[at - 1], mark]] : []));
}

/** The plan of a name in pinyin, with the Han characters of the query's plan: see pinyin.js. */
export function pinyinPlan(names, plan) {
  const terms = names.map((text) => ({ texts: [text], fieldKind: 'pinyin', start: 0, end: 0 }));
  const han = plan.terms.filter(({ texts }) => isHan(texts[0]));
  return { terms: terms.concat(han), phrases: [], isStrict: true };
}

/** The plan with corrections of some of its terms; a term without corrections stays as it is. */
export function correctedPlan(plan, corrections) {
  const terms = plan.terms.map((term, at) => {
    return corrections[at].length > 0 ? Object.assign({}, term, { texts: corrections[at] }) : term;
  });
  // It is not known which of several words belongs to a phrase.
  const isKnown = ({ term }) => terms[term].texts.length === 1;
  const phrases = plan.phrases.filter(({ parts }) => parts.every(isKnown));
  return Object.assign({}, plan, { terms, phrases });
}
