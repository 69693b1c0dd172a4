// What a page can do beyond showing itself: copy its address and its texts, and load search when it is touched.
// Every page works without it.

for (const button of document.querySelectorAll('[data-copy]')) copyButton(button);

for (const form of document.querySelectorAll('form[data-script]')) searchForm(form);

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

/** Loads what makes a search form answer while one types, when someone touches it. Without it the form still leads on. */
function searchForm(form) {
  const input = form.elements.q;
  let attached; // a promise
  const attach = () => (attached ??= loadScript(form.dataset).then(() => wuzha.attach(form), failed));
  const failed = (error) => {
    console.error(error);
    attached = undefined;
    if (form.dataset.place === 'page') document.querySelector('#search-status').textContent = JSON.parse(form.dataset.said).failed;
  };
  // While an input method is composing, the field does not yet hold what is meant.
  input.addEventListener('compositionstart', () => (input.dataset.composing = ''));
  input.addEventListener('compositionend', () => delete input.dataset.composing);
  input.addEventListener('focus', attach);
  input.addEventListener('input', attach);
  // A slash leads to the box from anywhere, except where it can be typed.
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.activeElement.matches('input, textarea, select, [contenteditable]')) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  if (form.dataset.place !== 'page') return;
  input.value ||= new URLSearchParams(location.search).get('q') ?? '';
  if (input.value) attach();
  // Submitting needs the script: until it is there, the page itself would only be loaded again.
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attach();
  });
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
