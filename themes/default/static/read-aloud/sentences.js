// What is there to read on a page, sentence by sentence, and where does each stand?

import { wording } from './wording.js';

const READ = 'h1, .summary, .prose';
const SKIPPED = '[hidden], details:not([open]) > :not(summary), script, style, template, svg, sup, button, select, textarea, .visually-hidden, .footnotes, .option-mark, .quiz-tools, .quiz-on, [aria-hidden=true]';
/** Where a sentence ends, for browsers that cannot tell. */
const ENDING = /[。！？…]+[”’」』）]*|[.!?]+["”’)]*\s/g;
const OPENING = /[\p{Ps}\p{Pi}]/u;
const WORD = /[\p{L}\p{N}]/u;

/** Title, summary and text: `{ spoken, language, block, range() }` in the order of reading; only what can be seen now. */
export function sentencesOf(article) {
  const dialled = new Set([...document.querySelectorAll('a[href^="tel:"]')].map((link) => link.getAttribute('href').slice(4)));
  return [...article.querySelectorAll(READ)].flatMap(runsOf).flatMap((run) => split(run, dialled));
}

/** Stretches of text in one block and one language. */
function runsOf(root) {
  const runs = [];
  let run;
  const filter = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    if (node.localName === 'br') run = undefined;
    return node.matches(SKIPPED) || node.checkVisibility?.() === false ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const block = blockOf(node.parentElement);
    const language = node.parentElement.closest('[lang]').lang;
    if (run?.block !== block || run.language !== language) runs.push((run = { block, language, text: '', parts: [] }));
    run.parts.push({ node, start: run.text.length });
    // A line of the source ends no sentence; each character keeps its place.
    run.text += node.data.replace(/\s/g, ' ');
  }
  return runs;
}

function blockOf(element) {
  let block = element;
  while (/^(inline|contents|ruby)/.test(getComputedStyle(block).display)) block = block.parentElement;
  return block;
}

function split({ block, language, text, parts }, dialled) {
  const letter = letterOf(block);
  return segments(text, language)
    .map(({ segment, index }) => {
      const start = index + segment.length - segment.trimStart().length;
      const end = index + segment.trimEnd().length;
      return { block, language, spoken: (index ? '' : letter) + wording(segment, language, dialled), range: () => rangeOf(parts, start, end) };
    })
    .filter(({ spoken }) => WORD.test(spoken));
}

/** `A. ` before an option of a question: the answer names it. */
function letterOf(block) {
  const option = block.closest('.options > li');
  return option ? `${String.fromCharCode(65 + [...option.parentElement.children].indexOf(option))}. ` : '';
}

function segments(text, language) {
  const starts = Intl.Segmenter
    ? [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].map(({ index }) => index)
    : [0, ...[...text.matchAll(ENDING)].map((match) => match.index + match[0].length)];
  // The rules leave a bracket that opens the next sentence with the one before.
  const places = starts.map((start) => {
    let place = start;
    while (place > 0 && OPENING.test(text[place - 1])) place -= 1;
    return place;
  });
  return places.map((index, at) => ({ segment: text.slice(index, places[at + 1]), index }));
}

/** Where the characters from `start` to `end` of a run stand in the page. */
function rangeOf(parts, start, end) {
  const range = document.createRange();
  const first = parts.filter((part) => part.start <= start).at(-1);
  const last = parts.filter((part) => part.start < end).at(-1);
  range.setStart(first.node, start - first.start);
  range.setEnd(last.node, end - last.start);
  return range;
}
