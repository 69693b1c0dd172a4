// The page for checking a message: names the scams that a pasted message resembles and the signs of
// danger in it, and shows why. A build joins this file and all it imports into one classic script,
// which sets `wuzha.attachCheck`.

import { reasonOf } from '../page/load.js';
import { renew } from '../page/renew.js';
import { open } from '../search/engine.js';
import { replaceChildren } from '../page/nodes.js';
import { judgeWith } from './verdict.js';
import { articleOf, linkRows, markedText, signsSection, stepsOf, tracesSection } from './views.js';

/** The kinds of pages that help if the message resembles no scam. */
const ADVICE = ['scams', 'guides', 'alerts', 'cases'];

/**
 * Attaches the comparison to the form. It has the address of the index folder in `data-index`, its
 * texts as JSON in `data-messages` and what to search for in `data-signs`. `response` is a promise
 * of the response with the directory of the index.
 */
export function attachCheck(form, response) {
  const messages = JSON.parse(form.dataset.messages);
  const data = JSON.parse(form.dataset.signs);
  const field = form.querySelector('textarea');
  const status = document.querySelector('#_check-status');
  const compared = document.querySelector('#_compared');
  const pasted = document.querySelector('#_pasted');
  const list = document.querySelector('#_resemblances');
  let ready; // a promise of { index, judge }

  const start = async (directory) => {
    const language = document.documentElement.lang;
    const index = await open(language, new URL(form.dataset.index, location.href), directory);
    const { patterns, fold } = await index.patterns();
    return { index, judge: judgeWith(patterns, fold, data) };
  };

  async function update() {
    const message = field.value.trim();
    clear();
    if (!message) return undefined;
    status.textContent = messages.comparing;
    form.dataset.sent = '';
    try {
      if (!ready) ready = start();
      const { index, judge } = await ready;
      const verdict = judge(message);
      const isUnknown = verdict.resemblances.length === 0 && verdict.level !== 'warning';
      show(verdict, message, isUnknown ? await advice(index, message) : []);
    } catch (error) {
      console.error(error);
      ready = undefined;
      if (await renew()) return undefined;
      clear();
      status.textContent = reasonOf(error, messages);
    }
    delete form.dataset.sent;
    return undefined;
  }

  function show(verdict, message, pages) {
    const { text, level, resemblances, signs, marks } = verdict;
    const [first, ...others] = resemblances;
    const near = others.filter((one) => one.level !== 'faint');
    status.textContent = statusOf(verdict, messages);
    status.dataset.level = level;
    compared.hidden = marks.length === 0 && text === message;
    document.querySelector('#_pasted-note').hidden = text === message;
    replaceChildren(pasted, ...markedText(text, marks));
    const article = (one) => articleOf(one, messages);
    const parts = [];
    // First what to do, then why.
    if (level === 'signs') parts.push(stepsOf(messages));
    if (first && level !== 'signs') parts.push(article(first));
    if (signs.length > 0) parts.push(signsSection(signs, text, messages));
    const traces = tracesSection(verdict, data.numbers, messages);
    if (traces) parts.push(traces);
    if (first && level === 'signs') parts.push(article(first));
    parts.push(...near.map(article));
    if (pages.length > 0) parts.push(linkRows(messages.perhaps, pages));
    replaceChildren(list, ...parts);
    status.scrollIntoView({ block: 'start' });
  }

  function clear() {
    status.textContent = '';
    delete status.dataset.level;
    compared.hidden = true;
    replaceChildren(pasted);
    replaceChildren(list);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    update();
  });
  form.addEventListener('reset', () => {
    clear();
    field.focus();
  });
  ready = start(response);
  ready.catch(() => (ready = undefined));
}

/** The verdict in one or two sentences. */
function statusOf({ level, resemblances: [first] }, messages) {
  const title = first ? first.pattern.title : '';
  if (level === 'warning') return (first ? messages.warning : messages.notice).replace('{title}', title);
  if (level === 'likely' || level === 'possible') return messages.found.replace('{title}', title);
  return level === 'signs' ? messages.signs : messages.nothing;
}

/** Up to three pages of advice for a message. */
async function advice(index, message) {
  const { results } = await index.search(message, { limit: 20 });
  return results.filter(({ kind }) => ADVICE.includes(kind)).slice(0, 3);
}
