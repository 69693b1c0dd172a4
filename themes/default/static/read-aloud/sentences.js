// The sentences of a page to read aloud, and their places.

import { ALPHANUMERIC } from '../search/analysis.js';
import { wording } from './wording.js';

const READ = 'h1, .summary, .prose';
const SKIPPED = [
  '[hidden], [aria-hidden=true], .visually-hidden, details:not([open]) > :not(summary)',
  'script, style, template, svg, sup, button, select, textarea, .footnotes',
  '.option-mark, .quiz-tools, .quiz-on',
].join();
/** The ends of sentences, for browsers without `Intl.Segmenter`. */
const ENDING = /[。！？…]+[”’」』）]*|[.!?]+["”’)]*\s/g;
const OPENING = /[([{\u2018\u201c\u00ab\u2039\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\uff08\uff3b\uff5b]/;

/**
 * Title, summary and text as sentences, `{ spoken, language, block, range() }`, in reading order;
 * only what is visible now.
 */
export function sentencesOf(article) {
  const calls = [...document.querySelectorAll('a[href^="tel:"]')];
  const dialled = new Set(calls.map((link) => link.getAttribute('href').slice('tel:'.length)));
  return [...article.querySelectorAll(READ)].flatMap(runsOf).flatMap((run) => split(run, dialled));
}

/** Stretches of text in one block and one language. */
function runsOf(root) {
  const runs = [];
  let run;
  const filter = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    if (node.localName === 'br') run = undefined;
    const isSkipped = node.matches(SKIPPED) || isUnseen(node);
    return isSkipped ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  };
  const shown = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
  const walker = document.createTreeWalker(root, shown, filter);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const block = blockOf(node.parentElement);
    const language = node.parentElement.closest('[lang]').lang;
    if (!run || run.block !== block || run.language !== language) {
      run = { block, language, text: '', parts: [] };
      runs.push(run);
    }
    run.parts.push({ node, start: run.text.length });
    // A line feed in the source ends no sentence; each character keeps its place.
    run.text += node.data.replace(/\s/g, ' ');
  }
  return runs;
}

/** Whether an element is not shown, as far as the engine can tell. */
const isUnseen = (node) => Boolean(node.checkVisibility) && !node.checkVisibility();

function blockOf(element) {
  let block = element;
  while (/^(inline|contents|ruby)/.test(getComputedStyle(block).display)) {
    block = block.parentElement;
  }
  return block;
}

function split({ block, language, text, parts }, dialled) {
  const letter = letterOf(block);
  return segments(text, language)
    .map(({ segment, index }) => {
      const start = index + segment.length - segment.trimStart().length;
      const end = index + segment.trimEnd().length;
      const spoken = (index ? '' : letter) + wording(segment, language, dialled);
      return { block, language, spoken, range: () => rangeOf(parts, start, end) };
    })
    .filter(({ spoken }) => ALPHANUMERIC.test(spoken));
}

/** `A. ` before an option of a question: the answer names options by their letters. */
function letterOf(block) {
  const option = block.closest('.options > li');
  if (!option) return '';
  const place = [...option.parentElement.children].indexOf(option);
  return `${String.fromCharCode('A'.charCodeAt() + place)}. `;
}

function segments(text, language) {
  // Intl.Segmenter leaves a bracket that opens a sentence with the sentence before it.
  const places = starts(text, language).map((start) => {
    let place = start;
    while (place > 0 && OPENING.test(text[place - 1])) place -= 1;
    return place;
  });
  return places.map((index, at) => ({ segment: text.slice(index, places[at + 1]), index }));
}

/** The places at which sentences start. */
function starts(text, language) {
  if (!Intl.Segmenter) {
    const places = [0];
    text.replace(ENDING, (match, at) => places.push(at + match.length));
    return places;
  }
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  return [...segmenter.segment(text)].map(({ index }) => index);
}

/** The range in the page of the characters from `start` to `end` of a run. */
function rangeOf(parts, start, end) {
  const range = document.createRange();
  const first = parts.filter((part) => part.start <= start).pop();
  const last = parts.filter((part) => part.start < end).pop();
  range.setStart(first.node, start - first.start);
  range.setEnd(last.node, end - last.start);
  return range;
}
