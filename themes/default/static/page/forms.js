// How do forms answer? By a script that is loaded when somebody touches them.

import { loadScript } from './load.js';

/** Makes a form answer. */
export function liveForm(form) {
  const field = form.querySelector('input, textarea');
  const { attach: name, place } = form.dataset;
  let attached; // a promise
  let isReady = false;
  const failed = (error) => {
    console.error(error);
    attached = undefined;
    const status = document.querySelector('#search-status, #check-status');
    if (status) status.textContent = JSON.parse(form.dataset.messages).failed;
  };
  const attach = () => {
    if (attached) return attached;
    // Script and directory come at the same time.
    const asked = askForDirectory(form.dataset);
    attached = loadScript(form.dataset).then(() => {
      wuzha[name](form, asked);
      isReady = true;
    }, failed);
    return attached;
  };
  // While an input method is composing, the field does not yet hold what is meant.
  field.addEventListener('compositionstart', () => (field.dataset.composing = ''));
  field.addEventListener('compositionend', () => delete field.dataset.composing);
  field.addEventListener('focus', attach);
  field.addEventListener('input', attach);
  if (form.role === 'search') slashLeadsTo(field);
  // The box leads on without the script; the others only load their own page again.
  if (place === 'box') return;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (isReady) return;
    await attach();
    if (isReady) form.requestSubmit();
  });
  if (place !== 'page') return;
  field.value ||= new URLSearchParams(location.search).get('q') ?? '';
  if (field.value) attach();
}

/** A slash leads to the field from anywhere, except where it can be typed. */
function slashLeadsTo(field) {
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.activeElement.matches('input, textarea, select, [contenteditable]')) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/** The directory of the index; where pages are files it comes as a script of its own. */
function askForDirectory({ index }) {
  if (location.protocol === 'file:') return undefined;
  const asked = fetch(new URL(`${document.documentElement.lang}/index.bin`, new URL(index, location.href)), { cache: 'no-cache' });
  // Whoever waits for it says what went wrong.
  asked.catch(() => {});
  return asked;
}
