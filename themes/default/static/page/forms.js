// Forms whose script is loaded when a reader touches them.

import { loadScript, reasonOf } from './load.js';
import { showRest } from './nodes.js';
import { renew, takeTyped } from './renew.js';

/** Attaches the script to a form; its `data-…` attributes say which. */
export function liveForm(form) {
  const field = form.querySelector('input, textarea');
  const { attach: name, place } = form.dataset;
  let attached; // a promise
  let isReady = false;
  const failed = async (error) => {
    console.error(error);
    attached = undefined;
    // The box works without the script: it opens the search page.
    if (place === 'box' || (await renew())) return;
    showRest();
    const status = document.querySelector('#_search-status, #_check-status');
    if (status) status.textContent = reasonOf(error, JSON.parse(form.dataset.messages));
  };
  const attach = () => {
    if (attached) return attached;
    // The script and the directory of the index load at the same time.
    const response = fetchDirectory(form.dataset);
    const begin = () => {
      wuzha[name](form, response);
      isReady = true;
    };
    attached = loadScript(form.dataset).then(begin).catch(failed);
    return attached;
  };
  // While an input method is composing, the text of the field is not final.
  field.addEventListener('compositionstart', () => (field.dataset.composing = ''));
  field.addEventListener('compositionend', () => delete field.dataset.composing);
  field.addEventListener('focus', attach);
  field.addEventListener('input', attach);
  if (form.getAttribute('role') === 'search') focusOnSlash(field);
  // The other forms would only reload their own page.
  if (place === 'box') {
    form.addEventListener('submit', openFromFolder);
    return;
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (isReady) return;
    form.dataset.sent = '';
    await attach();
    delete form.dataset.sent;
    if (isReady) form.dispatchEvent(new Event('submit', { cancelable: true }));
  });
  if (field.matches('textarea')) takeShared(form, field);
  goOn(form, field);
  if (place !== 'page') return;
  if (!field.value) field.value = new URLSearchParams(location.search).get('q') || '';
  if (field.value) attach();
}

/**
 * A message from the share sheet of a phone: the service worker puts it into the fragment, which no
 * server sees.
 */
function takeShared(form, field) {
  const [, text] = location.hash.split('#text=');
  if (!text) return;
  history.replaceState(history.state, '', location.pathname);
  field.value = decodeURIComponent(text).slice(0, field.maxLength);
  form.dispatchEvent(new Event('submit', { cancelable: true }));
}

/** Goes on where the reader was before the page was reloaded. */
function goOn(form, field) {
  const { value, isFocused, isSent } = takeTyped(field) || {};
  if (value) field.value = value;
  if (isFocused) field.focus();
  if (isSent) form.dispatchEvent(new Event('submit', { cancelable: true }));
}

/** In a copy that was opened from a folder, some browsers send no form anywhere. */
function openFromFolder(event) {
  if (location.protocol !== 'file:' || event.defaultPrevented) return;
  event.preventDefault();
  const address = new URL(event.target.action);
  address.searchParams.set('q', event.target.elements.q.value);
  location.assign(address);
}

/** A slash moves the focus to the field, except where a slash can be typed. */
function focusOnSlash(field) {
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.activeElement.matches('input, textarea, select, [contenteditable]')) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/** The response with the directory of the index; none in a folder copy, which loads a script. */
function fetchDirectory({ index }) {
  if (location.protocol === 'file:') return undefined;
  const folder = new URL(`${document.documentElement.lang}/`, new URL(index, location.href));
  const response = fetch(new URL('index.bin', folder), { cache: 'no-cache' });
  // The script that awaits it reports errors.
  response.catch(() => {});
  return response;
}
