// What there is to say about a message: the scams it resembles, the signs in it, its links and its
// numbers. Everything is computed on the reader's device.

import { defang, hostJudge, linksIn } from './addresses.js';
import { numberFinder } from './numbers.js';
import { reader } from './reading.js';
import { compareWith } from './resemblance.js';
import { outside, signsOf } from './signs.js';

/** How close a message must be to be very much like a scam: closer without any sign of danger. */
const CLOSE_WITH_SIGNS = 3;
const CLOSE = 8;
const STRONG_REASONS = ['ip', 'punycode', 'file'];

/**
 * Makes a function that judges a message. `patterns` and `fold` are those of the index, `data` is
 * what src/render/html/signs.rs writes: names and words of signs, spellings, registered hosts and
 * numbers.
 */
export function judgeWith(patterns, fold, data) {
  const read = reader(fold, data.spellings);
  const compare = compareWith(patterns, fold, read);
  const findSigns = signsOf(data.names, data.lists);
  const endings = data.endings.split(' ');
  const numbersKnown = data.numbers.map(([digits]) => digits);
  const judgeHost = hostJudge(Object.assign({}, data, { numbers: numbersKnown }));
  const cues = data.lists.map(({ call, reach }) => [call, reach]);
  const findNumbers = numberFinder(numbersKnown, cues);

  /**
   * { text, level, resemblances, signs, links, numbers, marks }. `text` is the message with harmless
   * links; all places are in it. `level` is 'likely', 'possible', 'signs', 'warning', 'faint' or
   * 'none'.
   */
  return function judge(message) {
    const text = defang(message);
    const reading = read(text);
    const links = linksIn(text, endings).map((link) => Object.assign(link, judgeHost(link)));
    const numbers = findNumbers(blank(text, links));
    const isLinked = links.some(({ answer }) => answer !== 'registered');
    const { signs, isWarning, mayWarn } = findSigns(reading, isLinked);
    const isForged = links.some(isStrongLink) || numbers.some(isStrongNumber);
    // A text that warns may quote a link or a number, and gives none itself.
    const isOutside = outside(text);
    const gives =
      links.filter(isOutside).some(({ answer }) => answer !== 'registered') ||
      numbers.filter(isOutside).some(isStrongNumber);
    const resemblances = compare(reading);
    for (const sign of signs) sign.places = sign.places.map((place) => placed(reading, place));
    if (isWarning && !gives) return warning({ text, resemblances, links, numbers });
    const hasSigns = signs.length > 0 || isForged;
    const least = mayWarn ? Infinity : hasSigns ? CLOSE_WITH_SIGNS : CLOSE;
    for (const one of resemblances) {
      if (one.level !== 'faint') one.level = one.isNear && one.closeness >= least ? 'likely' : 'possible';
    }
    const [first] = resemblances;
    const isNamed = first && first.level !== 'faint';
    const level = isNamed ? first.level : hasSigns ? 'signs' : first ? 'faint' : 'none';
    const places = signs.reduce((all, sign) => all.concat(sign.places), first ? first.marks : []);
    return { text, level, resemblances, signs, links, numbers, marks: merged(places) };
  };
}

/** A text that warns names at most the scam that it warns of. */
function warning({ text, resemblances, links, numbers }) {
  const about = resemblances.slice(0, 1).filter(({ level }) => level !== 'faint');
  const named = about.map((one) => Object.assign({}, one, { level: 'warning' }));
  return { text, level: 'warning', resemblances: named, signs: [], links, numbers, marks: [] };
}

export const isStrongLink = ({ answer, reason }) =>
  answer === 'imitates' || (answer !== 'registered' && STRONG_REASONS.includes(reason));

export const isStrongNumber = ({ answer }) => answer === 'extra' || answer === 'abroad';

const placed = ({ starts, ends }, { start, end }) => ({ start: starts[start], end: ends[end - 1] });

/** The text without its links, as long as before. */
function blank(text, links) {
  const without = (rest, { start, end }) =>
    rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  return links.reduce(without, text);
}

/** Places in order, those that touch as one. */
function merged(places) {
  const stretches = [];
  for (const { start, end } of places.slice().sort((left, right) => left.start - right.start)) {
    const last = stretches[stretches.length - 1];
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else stretches.push({ start, end });
  }
  return stretches;
}
