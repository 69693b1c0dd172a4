// Reads a page aloud, sentence by sentence, and marks the sentence that is spoken.

import { choose, chosen } from '../preferences/choices.js';
import { voiceFor } from './voices.js';
import { sentencesOf } from './sentences.js';

const RATES = [0.8, 0.9, 1, 1.1, 1.2];
const MARK = 'spoken';
/** Milliseconds between stopping and speaking: some browsers lose what comes sooner. */
const PAUSE = 60;

/** Attaches the buttons of `bar` and begins to read. */
export function readAloud(bar) {
  const part = (name) => bar.querySelector(`.read-aloud-${name}`);
  const [play, stop, slower, faster, note] = ['play', 'stop', 'slower', 'faster', 'note'].map(part);
  let rate = keptRate();
  let state; // `reading`, `paused`, or neither
  let sentences = [];
  let at = 0;
  let current; // the utterance that counts; the reference also keeps it until it has ended
  let waiting;
  let follows = true;

  play.addEventListener('click', () => {
    if (state === 'reading') pause();
    else if (state === 'paused') turn('reading', say);
    else begin();
  });
  stop.addEventListener('click', end);
  slower.addEventListener('click', () => setRate(-1));
  faster.addEventListener('click', () => setRate(1));
  addEventListener('pagehide', end);
  // Scrolling by hand stops following, until the spoken sentence is visible again.
  for (const type of ['wheel', 'touchmove']) {
    addEventListener(type, () => (follows = false), { passive: true });
  }
  setRate(0);
  begin();

  function begin() {
    const voices = new Map();
    const voiceOf = (language) => {
      if (!voices.has(language)) voices.set(language, voiceFor(language));
      return voices.get(language);
    };
    sentences = sentencesOf(bar.closest('article'))
      .map((sentence) => Object.assign(sentence, { voice: voiceOf(sentence.language) }))
      .filter(({ voice }) => voice);
    at = 0;
    // The title may be above the screen by now.
    follows = true;
    note.textContent = '';
    turn('reading', say);
  }

  function say() {
    const sentence = sentences[at];
    if (!sentence) return end();
    show(sentence);
    const utterance = new SpeechSynthesisUtterance(sentence.spoken);
    Object.assign(utterance, { voice: sentence.voice, lang: sentence.voice.lang, rate });
    utterance.onend = () => {
      if (utterance !== current) return;
      at += 1;
      say();
    };
    utterance.onerror = () => {
      if (utterance !== current) return;
      end();
      note.textContent = bar.dataset.failed;
    };
    current = utterance;
    speechSynthesis.speak(utterance);
  }

  /** Not every device can pause, so reading stops, and resumes with the same sentence. */
  function pause() {
    turn('paused');
  }

  function end() {
    const hadFocus = state && bar.contains(document.activeElement);
    turn(undefined);
    mark();
    if (hadFocus) play.focus({ preventScroll: true });
  }

  /** Stops speaking and updates the buttons; calls `then` after a pause. */
  function turn(next, then) {
    current = undefined;
    clearTimeout(waiting);
    speechSynthesis.cancel();
    state = next;
    if (bar.classList.contains('is-on') !== Boolean(state)) float(part('bar'), state);
    bar.classList.toggle('is-on', Boolean(state));
    bar.classList.toggle('is-reading', state === 'reading');
    stop.hidden = !state;
    slower.parentElement.hidden = !state;
    const label = { reading: 'pause', paused: 'resume' }[state] || 'play';
    play.lastElementChild.textContent = play.dataset[label];
    if (then) waiting = setTimeout(then, PAUSE);
  }

  function setRate(step) {
    const wanted = RATES[RATES.indexOf(rate) + step];
    if (!wanted) return;
    rate = wanted;
    const status = part('rate');
    status.textContent = status.dataset.rate.replace('{rate}', rate.toFixed(1));
    slower.setAttribute('aria-disabled', rate === RATES[0]);
    faster.setAttribute('aria-disabled', rate === RATES[RATES.length - 1]);
    if (!step) return;
    choose('rate', String(rate));
    if (state === 'reading') turn('reading', say);
  }

  function show(sentence) {
    const range = sentence.range();
    mark(sentence.block, range);
    const { top, bottom } = range.getBoundingClientRect();
    const height = innerHeight - bar.firstElementChild.offsetHeight;
    const isSeen = top >= 0 && bottom <= height;
    follows = follows || isSeen;
    // The stylesheet decides whether this is smooth.
    if (follows && !isSeen) scrollBy({ top: top - height / 3 });
  }
}

/** Marks a range, or its block in browsers without highlights; without arguments, nothing. */
function mark(block, range) {
  for (const marked of document.querySelectorAll(`.${MARK}`)) marked.classList.remove(MARK);
  if (!self.Highlight || !CSS.highlights) {
    if (block) block.classList.add(MARK);
  } else if (range) CSS.highlights.set(MARK, new Highlight(range));
  else CSS.highlights.delete(MARK);
}

function keptRate() {
  const rate = Number(chosen().rate);
  return RATES.includes(rate) ? rate : 1;
}

/** Fixes the buttons to the window, above everything, or puts them back. */
function float(buttons, floats) {
  if (!buttons.showPopover) return;
  if (floats) buttons.popover = 'manual';
  buttons.togglePopover(Boolean(floats));
  if (!floats) buttons.popover = null;
}
