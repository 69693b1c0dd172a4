// Compares a message with the patterns of known scams, on the reader's device alone.
//
// A message is compared with each pattern in two ways. Phrases: how much of a phrase the message
// holds, close together. Words: which words of the pattern the message holds at all. In both, the
// fewer patterns have a term, the more it counts: a term that all scams share (转账, transfer) does
// not help to distinguish them.

import { analyse } from '../search/analysis.js';

/** How much of a phrase, by weight, the message must hold for the phrase to count. */
const MIN_SHARE = 0.25;
/** The width within which the terms of a phrase must be, in terms; longer phrases get more. */
const MIN_WIDTH = 20;
/** A part of a phrase counts less than its share: the share is raised to this power. */
const SHARE_POWER = 1.5;
/** The weight of a term that only one pattern has; common terms weigh less by this power. */
const MAX_WEIGHT = 3;
const WEIGHT_POWER = 1.5;
/** What words count, compared with phrases. */
const WORD_WEIGHT = 0.5;
/** Least scores of the levels. */
const FAINT = 5;
const POSSIBLE = 13;
/** One that is not ahead of the next by this factor needs a higher score, or phrases. */
const MIN_LEAD = 1.2;
const CERTAIN = 20;
const CERTAIN_PHRASES = 5;
/** Terms of a phrase that weigh less are not marked. */
const MIN_MARKED_WEIGHT = 0.8;
/** Besides the first, only resemblances with at least this share of its score are returned. */
const MIN_SECOND_SHARE = 0.5;
/** The second is near only with at least this share of the first's score. */
const MIN_NEAR_SHARE = 0.8;
const MAX_RESEMBLANCES = 3;
const MAX_LINES = 5;

/**
 * Makes a function that compares messages with patterns, { phrases, flags, words, … }. `read` is
 * that of reading.js: a word is the same in both, however it is written.
 */
export function compareWith(patterns, fold, read) {
  const termsOf = (text) => analyse(read(text).text, fold).map(({ term }) => term);
  const prepared = patterns.map((pattern) => prepare(pattern, termsOf));
  const phraseWeight = termWeights(prepared.map(({ inLines }) => inLines));
  const wordWeight = termWeights(prepared.map(({ words }) => [...words.keys()]));

  /**
   * Up to three resemblances of a message as reading.js reads it, the closest first: { pattern,
   * level, isNear, closeness, lines, marks }. `level` is 'possible' or 'faint'; `isNear` says that
   * none is much closer; `closeness` is the score of its phrases; `lines` are the phrases and red
   * flags that the message resembles, { text, isFlag }; `marks` are the places in the message,
   * [{ start, end }] in order.
   */
  return function compare(message) {
    const { starts, ends } = message;
    const placed = ({ term, start, end }) => ({ term, start: starts[start], end: ends[end - 1] });
    const tokens = analyse(message.text, fold).map(placed);
    const scored = prepared.map((entry) => scoreOf(entry, tokens, phraseWeight, wordWeight));
    scored.sort((left, right) => right.score - left.score);
    const [first = { score: 0 }, next = { score: 0 }] = scored;
    const least = Math.max(FAINT, MIN_SECOND_SHARE * first.score);
    const closest = scored.slice(0, MAX_RESEMBLANCES).filter(({ score }) => score >= least);
    const isAhead = first.score >= MIN_LEAD * next.score;
    const isFaint = closest.length === 0 || !isPossible(first, isAhead);
    const isMarked = (term) => phraseWeight(term) >= MIN_MARKED_WEIGHT;
    return closest.map((match, place) => {
      const isNearFirst = place === 0 || match.score >= MIN_NEAR_SHARE * first.score;
      const lines = match.lines
        .sort((left, right) => right.weight * right.share - left.weight * left.share)
        .slice(0, MAX_LINES);
      return {
        pattern: match.pattern,
        level: isFaint || !isPossible(match, isNearFirst) ? 'faint' : 'possible',
        isNear: isNearFirst,
        closeness: match.phraseScore,
        lines: lines.map(({ text, isFlag }) => ({ text, isFlag })),
        marks: marksOf(tokens, lines, match.wordScores, isMarked),
      };
    });
  };
}

/** A pattern with the terms of its lines, and all its words with how often each occurs. */
function prepare(pattern, termsOf) {
  const line = (text, isFlag) => ({ text, isFlag, terms: [...new Set(termsOf(text))] });
  const lines = [
    ...pattern.phrases.map((text) => line(text, false)),
    ...pattern.flags.map((text) => line(text, true)),
  ];
  const words = new Map();
  for (const text of [...pattern.phrases, ...pattern.flags, ...pattern.steps, pattern.words]) {
    for (const term of termsOf(text)) words.set(term, (words.get(term) || 0) + 1);
  }
  return { pattern, lines, words, inLines: new Set(lines.flatMap(({ terms }) => terms)) };
}

/**
 * A function that returns the weight of a term: the fewer sets hold it, the greater, up to
 * MAX_WEIGHT, however many sets there are.
 */
function termWeights(sets) {
  const holders = new Map();
  for (const terms of sets) {
    for (const term of terms) holders.set(term, (holders.get(term) || 0) + 1);
  }
  const rarity = (count) => Math.log2((sets.length + 1) / (count + 0.5));
  const weight = (count) => MAX_WEIGHT * Math.max(0, rarity(count) / rarity(1)) ** WEIGHT_POWER;
  const weights = [...Array(sets.length + 1).keys()].map(weight);
  return (term) => weights[holders.get(term) || sets.length];
}

/** How much a message resembles a pattern, and by what. */
function scoreOf({ pattern, lines, words }, tokens, phraseWeight, wordWeight) {
  const phraseScores = new Map(); // by term, in the phrase where it counts most
  const fittingLines = [];
  for (const line of lines) {
    const fit = fitLine(line, tokens, phraseWeight);
    if (!fit) continue;
    fittingLines.push(Object.assign({}, line, fit));
    for (const term of fit.places.keys()) {
      const share = phraseWeight(term) * fit.share ** SHARE_POWER;
      phraseScores.set(term, Math.max(phraseScores.get(term) || 0, share));
    }
  }
  const wordScores = new Map();
  for (const { term } of tokens) {
    if (words.has(term)) wordScores.set(term, wordWeight(term) * Math.log2(1 + words.get(term)));
  }
  const phraseScore = sum(phraseScores.values());
  const total = phraseScore + WORD_WEIGHT * sum(wordScores.values());
  return { pattern, lines: fittingLines, wordScores, phraseScore, score: total };
}

/** Whether a message may be of a scam; `isAhead` of the others. */
function isPossible({ phraseScore, score }, isAhead) {
  return score >= (isAhead || phraseScore >= CERTAIN_PHRASES ? POSSIBLE : CERTAIN);
}

const sum = (numbers) => [...numbers].reduce((total, number) => total + number, 0);

/**
 * How well a line fits the message: the share of it that the message holds close together, its
 * weight, and the place of each of its terms. Undefined if it does not fit.
 */
function fitLine({ terms }, tokens, weightOf) {
  const whole = sum(terms.map(weightOf));
  const wanted = new Set(terms);
  const places = tokens.flatMap(({ term }, place) => (wanted.has(term) ? [place] : []));
  const width = Math.max(MIN_WIDTH, 3 * terms.length);
  let best = { weight: 0 };
  places.forEach((first, at) => {
    const held = new Map();
    for (let next = at; next < places.length && places[next] - first <= width; next++) {
      const { term } = tokens[places[next]];
      if (!held.has(term)) held.set(term, places[next]);
    }
    const weight = sum([...held.keys()].map(weightOf));
    if (weight > best.weight) best = { weight, places: held };
  });
  const share = best.weight / whole;
  return share >= MIN_SHARE ? Object.assign(best, { share }) : undefined;
}

/**
 * The places in the message that show a resemblance: terms of its phrases, and the words with the
 * highest scores.
 */
function marksOf(tokens, lines, wordScores, isMarked) {
  const MAX_WORDS = 8;
  const MIN_WORD_SCORE = 2.5;
  const marked = new Set();
  for (const { places } of lines) {
    for (const [term, place] of places) if (isMarked(term)) marked.add(place);
  }
  const words = [...wordScores]
    .filter(([, score]) => score >= MIN_WORD_SCORE)
    .sort(([, left], [, right]) => right - left)
    .slice(0, MAX_WORDS);
  const shown = new Set(words.map(([term]) => term));
  tokens.forEach(({ term }, place) => shown.has(term) && marked.add(place));
  const stretches = [];
  for (const place of [...marked].sort((left, right) => left - right)) {
    const { start, end } = tokens[place];
    const last = stretches[stretches.length - 1];
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else stretches.push({ start, end });
  }
  return stretches;
}
