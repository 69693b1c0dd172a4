// Reads a page aloud: one sentence after the other, each marked while it is spoken.

import { choose, chosen } from '../preferences/choices.js';
import { voiceFor } from './voices.js';
import { sentencesOf } from './sentences.js';

const RATES = [0.8, 0.9, 1, 1.1, 1.2];
const MARK = 'spoken';
/** Milliseconds: some browsers lose what they are told to say while they fall silent. */
const BREATH = 60;

/** Brings the buttons of `bar` to life and begins. */
export function readAloud(bar) {
  const [play, stop, slower, faster] = ['play', 'stop', 'slower', 'faster'].map((name) => bar.querySelector(`.read-aloud-${name}`));
  const note = bar.querySelector('.read-aloud-note');
  let rate = keptRate();
  let state; // `reading`, `paused`, or neither
  let sentences = [];
  let at = 0;
  let current; // the utterance that counts; also keeps it from being thrown away before it has ended
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
  // Who scrolls wants to look elsewhere, until the voice is there again.
  for (const type of ['wheel', 'touchmove']) addEventListener(type, () => (follows = false), { passive: true });
  setRate(0);
  begin();

  function begin() {
    const voices = new Map();
    const voiceOf = (language) => {
      if (!voices.has(language)) voices.set(language, voiceFor(language));
      return voices.get(language);
    };
    sentences = sentencesOf(bar.closest('article'))
      .map((sentence) => ({ ...sentence, voice: voiceOf(sentence.language) }))
      .filter(({ voice }) => voice);
    at = 0;
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

  /** Not every device can pause and go on: it falls silent, and the sentence is said again. */
  function pause() {
    turn('paused');
  }

  function end() {
    const hadFocus = state && bar.contains(document.activeElement);
    turn(undefined);
    mark();
    if (hadFocus) play.focus({ preventScroll: true });
  }

  /** Falls silent and changes what the buttons say; `then` comes after a breath. */
  function turn(next, then) {
    current = undefined;
    clearTimeout(waiting);
    speechSynthesis.cancel();
    state = next;
    if (bar.classList.contains('is-on') !== Boolean(state)) float(bar.querySelector('.read-aloud-bar'), state);
    bar.classList.toggle('is-on', Boolean(state));
    bar.classList.toggle('is-reading', state === 'reading');
    stop.hidden = !state;
    slower.parentElement.hidden = !state;
    play.lastElementChild.textContent = play.dataset[{ reading: 'pause', paused: 'resume' }[state] ?? 'play'];
    if (then) waiting = setTimeout(then, BREATH);
  }

  function setRate(step) {
    const wanted = RATES[RATES.indexOf(rate) + step];
    if (!wanted) return;
    rate = wanted;
    const said = bar.querySelector('.read-aloud-rate');
    said.textContent = said.dataset.rate.replace('{rate}', rate.toFixed(1));
    slower.setAttribute('aria-disabled', rate === RATES[0]);
    faster.setAttribute('aria-disabled', rate === RATES.at(-1));
    if (!step) return;
    choose('rate', String(rate));
    if (state === 'reading') turn('reading', say);
  }

  function show(sentence) {
    const range = sentence.range();
    mark(sentence.block, range);
    const { top, bottom } = range.getBoundingClientRect();
    const room = innerHeight - bar.firstElementChild.offsetHeight;
    const isSeen = top >= 0 && bottom <= room;
    follows ||= isSeen;
    // Smoothly or at once, as the stylesheet says.
    if (follows && !isSeen) scrollBy({ top: top - room / 3 });
  }
}

/** Marks a range, or its block where ranges cannot be marked; without them, nothing. */
function mark(block, range) {
  for (const marked of document.querySelectorAll(`.${MARK}`)) marked.classList.remove(MARK);
  if (!globalThis.Highlight || !CSS.highlights) block?.classList.add(MARK);
  else if (range) CSS.highlights.set(MARK, new Highlight(range));
  else CSS.highlights.delete(MARK);
}

function keptRate() {
  const rate = Number(chosen().rate);
  return RATES.includes(rate) ? rate : 1;
}

/** Fixes the buttons to the window, above everything, whatever the page is laid out by; or puts them back. */
function float(buttons, floats) {
  if (!buttons.showPopover) return;
  if (floats) buttons.popover = 'manual';
  buttons.togglePopover(Boolean(floats));
  if (!floats) buttons.popover = null;
}
