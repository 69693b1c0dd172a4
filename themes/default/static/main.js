// What a page can do beyond showing itself: copy its address and its texts, and load search when it is touched.
// Every page works without it.

import { voiceFor } from './aloud/voices.js';

for (const button of document.querySelectorAll('[data-copy]')) copyButton(button);

// What has come of age since the site was built, by the reader's clock.
const today = new Date().toLocaleDateString('sv'); // YYYY-MM-DD
for (const notice of document.querySelectorAll('[data-until]')) notice.hidden &&= notice.dataset.until >= today;

for (const form of document.querySelectorAll('form[data-script]')) liveForm(form);
for (const bar of document.querySelectorAll('.aloud')) offerAloud(bar);

// The menu closes as people expect of a menu.
const menu = document.querySelector('.menu');
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !menu?.open) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

/** Shows a button that copies its `data-copy`, or else the text it stands beside, where the browser can. */
function copyButton(button) {
  if (!navigator.clipboard) return;
  const label = button.textContent;
  const said = Object.assign(document.createElement('span'), { className: 'unseen', role: 'status' });
  button.after(said);
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy || button.closest('details').querySelector('pre').textContent);
    button.textContent = said.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
      said.textContent = '';
    }, 2500);
  });
}

/** Loads the script that makes a form answer, when someone touches it. */
function liveForm(form) {
  const field = form.querySelector('input, textarea');
  const { attach: name, place } = form.dataset;
  let attached; // a promise
  let isReady = false;
  const failed = (error) => {
    console.error(error);
    attached = undefined;
    const status = document.querySelector('#search-status, #check-status');
    if (status) status.textContent = JSON.parse(form.dataset.said).failed;
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

function loadScript({ script, integrity }) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement('script'), { src: script, onload: resolve });
    if (integrity) Object.assign(element, { integrity, crossOrigin: 'anonymous' });
    element.onerror = () => {
      element.remove();
      reject(new Error(`${script} could not be loaded.`));
    };
    document.head.append(element);
  });
}

/** Offers to read aloud once the device has a voice of its own; what reads is loaded when the button is touched. */
function offerAloud(bar) {
  if (!globalThis.speechSynthesis) return;
  const offer = () => bar.classList.toggle('is-offered', Boolean(voiceFor(bar.dataset.language)));
  offer();
  speechSynthesis.onvoiceschanged = offer;
  const play = bar.querySelector('.aloud-play');
  let loaded; // promises
  let begun;
  const load = () => (loaded ??= loadScript(bar.dataset));
  for (const touch of ['pointerdown', 'focus']) play.addEventListener(touch, load, { once: true });
  play.addEventListener('click', () => {
    if (begun) return;
    // Some browsers let a page speak only if it does so at once.
    speechSynthesis.speak(new SpeechSynthesisUtterance(''));
    begun = load().then(() => wuzha.readAloud(bar));
    begun.catch(() => (begun = loaded = undefined));
  });
}
