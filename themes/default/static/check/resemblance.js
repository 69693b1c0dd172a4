// Which kinds of scam does a message resemble, and by which of its words? Works on the reader's device alone.
//
// A message is compared with each pattern in two ways. Phrases: how much of a phrase stands together in the message. Words:
// which words of the pattern stand in it at all. In both a term counts by how few of the patterns have it, so that what all
// scams share (转账, transfer) says little about which it is.

import { analyse } from '../search/analysis.js';

/** How much of a phrase must stand in the message to count, how wide it may lie scattered, and how much less a part counts. */
const LEAST = 0.3;
const WIDEST = 20; // terms
const POWER = 1.5;
/** What words count beside phrases. */
const WORDS = 0.6;
/** From these scores on something is said; “likely” needs phrases, because words alone stand in harmless messages too. */
const FAINT = 6;
const POSSIBLE = 12;
const LIKELY = 4;
/** Terms of a phrase that tell less are not marked. */
const TELLING = 0.8;
/** Beside the first, only what resembles the message at least half as much is named. */
const BESIDE = 0.5;
const NAMED = 3;

/** Makes a function that compares messages with patterns, { phrases, flags, words, … }. */
export function compareWith(patterns, fold) {
  const termsOf = (text) => analyse(text, fold).map(({ term }) => term);
  const known = patterns.map((pattern) => {
    const line = (text, isFlag) => ({ text, isFlag, terms: [...new Set(termsOf(text))] });
    const lines = [...pattern.phrases.map((text) => line(text, false)), ...pattern.flags.map((text) => line(text, true))];
    const words = new Map();
    for (const term of [...lines.map(({ text }) => text), pattern.words].flatMap(termsOf)) words.set(term, (words.get(term) ?? 0) + 1);
    return { pattern, lines, words, inLines: new Set(lines.flatMap(({ terms }) => terms)) };
  });
  const telling = (sets) => {
    const holders = new Map();
    for (const terms of sets) for (const term of terms) holders.set(term, (holders.get(term) ?? 0) + 1);
    return (term) => Math.log2((sets.length + 1) / ((holders.get(term) ?? sets.length) + 0.5));
  };
  const inPhrases = telling(known.map(({ inLines }) => inLines));
  const inWords = telling(known.map(({ words }) => [...words.keys()]));

  /**
   * Up to three resemblances, the nearest first: { pattern, level, lines, marks }. `level` is 'likely', 'possible' or
   * 'faint'; `lines` are what it resembles, { text, isFlag }; `marks` where in the message, [{ start, end }] in order.
   */
  return function compare(message) {
    const tokens = analyse(message, fold);
    const found = known.map(({ pattern, lines, words }) => {
      const counts = new Map(); // by term, what it counts in the phrase that fits best
      const fitting = [];
      for (const line of lines) {
        const fit = fits(line, tokens, inPhrases);
        if (!fit) continue;
        fitting.push({ ...line, ...fit });
        for (const term of fit.places.keys()) counts.set(term, Math.max(counts.get(term) ?? 0, inPhrases(term) * fit.share ** POWER));
      }
      const own = [...new Set(tokens.map(({ term }) => term))].filter((term) => words.has(term));
      const ofWords = new Map(own.map((term) => [term, inWords(term) * Math.log2(1 + words.get(term))]));
      const phraseScore = sum(counts.values());
      return { pattern, fitting, ofWords, phraseScore, score: phraseScore + WORDS * sum(ofWords.values()) };
    });
    found.sort((left, right) => right.score - left.score);
    const named = found.slice(0, NAMED).filter(({ score }) => score >= FAINT && score >= BESIDE * found[0].score);
    return named.map(({ pattern, fitting, ofWords, phraseScore, score }, place) => {
      fitting.sort((left, right) => right.sum * right.share - left.sum * left.share);
      const best = fitting.slice(0, 5);
      const isLikely = phraseScore >= LIKELY && score >= POSSIBLE;
      // The second is likely only if it is nearly as near as the first.
      const level = isLikely && (place === 0 || score >= 0.8 * found[0].score) ? 'likely' : score >= POSSIBLE ? 'possible' : 'faint';
      const isTelling = (term) => inPhrases(term) >= TELLING;
      return { pattern, level, lines: best.map(({ text, isFlag }) => ({ text, isFlag })), marks: marks(tokens, best, ofWords, isTelling) };
    });
  };
}

const sum = (numbers) => [...numbers].reduce((total, number) => total + number, 0);

/** How much of a line stands together in the message: its share, its weight, and the place of each of its terms. */
function fits({ terms }, tokens, weight) {
  const whole = sum(terms.map(weight));
  const wanted = new Set(terms);
  const places = tokens.flatMap(({ term }, place) => (wanted.has(term) ? [place] : []));
  const width = Math.max(WIDEST, 3 * terms.length);
  let best = { sum: 0 };
  places.forEach((first, at) => {
    const seen = new Map();
    for (let next = at; next < places.length && places[next] - first <= width; next++) {
      const { term } = tokens[places[next]];
      if (!seen.has(term)) seen.set(term, places[next]);
    }
    const total = sum([...seen.keys()].map(weight));
    if (total > best.sum) best = { sum: total, places: seen };
  });
  const share = best.sum / whole;
  return share >= LEAST ? { ...best, share } : undefined;
}

/** The stretches of the message that speak for a resemblance: terms of its phrases, and its most telling words. */
function marks(tokens, lines, ofWords, isTelling) {
  const WORDS_SHOWN = 8;
  const places = new Set(lines.flatMap((line) => [...line.places].filter(([term]) => isTelling(term)).map(([, place]) => place)));
  const words = [...ofWords].filter(([, counts]) => counts >= 2.5).sort(([, left], [, right]) => right - left);
  const shown = new Set(words.slice(0, WORDS_SHOWN).map(([term]) => term));
  tokens.forEach(({ term }, place) => shown.has(term) && places.add(place));
  const stretches = [];
  for (const place of [...places].sort((left, right) => left - right)) {
    const { start, end } = tokens[place];
    const last = stretches.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else stretches.push({ start, end });
  }
  return stretches;
}

/** The text with its links made harmless: nobody opens hxxps://bank[.]example by accident. */
export function defang(text) {
  const LINK = /(?:(https?|ftp)(:\/\/))?((?:[a-z0-9-]+\.)+[a-z]{2,}|\d{1,3}(?:\.\d{1,3}){3})(?=[^a-z]|$)/giu;
  return text.replace(LINK, (link, scheme = '', slashes = '', host) => {
    return scheme.replace(/tt/i, 'xx').replace(/^f/i, 'fx') + slashes + host.replaceAll('.', '[.]');
  });
}
