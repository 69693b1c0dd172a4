// A page that was left open, or kept, is older than the site after a deploy: scripts that it has
// not loaded yet are gone. It is reloaded then, and what was typed stays.

/** Milliseconds within which a page is not reloaded again. */
const PAUSE = 60000;

/** Reloads the page if there is a newer one; returns whether it does. */
export async function renew() {
  const { renewed = 0 } = history.state || {};
  if (location.protocol === 'file:' || Date.now() - renewed < PAUSE) return false;
  // The answers of a quiz would be lost, and a quiz needs nothing more.
  if (document.querySelector('.question :checked')) return false;
  const newest = await newestPage();
  if (!newest || ownFiles().every((address) => newest.includes(address))) return false;
  const composing = document.querySelector('[data-composing]');
  if (composing) await new Promise((end) => composing.addEventListener('compositionend', end));
  history.replaceState({ renewed: Date.now(), typed: typedTexts() }, '');
  location.reload();
  return true;
}

/** What was typed into a field before the page was reloaded; undefined if it was not. */
export function takeTyped({ id }) {
  const { renewed, typed = {} } = history.state || {};
  if (!typed[id]) return undefined;
  history.replaceState({ renewed, typed: Object.assign({}, typed, { [id]: undefined }) }, '');
  return typed[id];
}

/** The text of the page as the site has it now, or as the service worker keeps it. */
async function newestPage() {
  const path = location.pathname;
  try {
    const answer = await fetch(path, { cache: 'reload' });
    return answer.ok && answer.text();
  } catch (_) {
    const copy = self.caches && (await caches.match(path));
    return copy && copy.text();
  }
}

/** The addresses of all scripts and styles that this page has or may load. */
function ownFiles() {
  const named = document.querySelectorAll('script[src], [data-script], link[rel=stylesheet]');
  const addresses = ['src', 'href', 'data-script'].map((name) =>
    Array.from(named, (element) => element.getAttribute(name)),
  );
  return [].concat(...addresses).filter(Boolean);
}

/** By id, the text of each field, whether it has the focus, and whether its form was sent. */
function typedTexts() {
  const typed = {};
  for (const field of document.querySelectorAll('form[data-script] input, textarea')) {
    const { id, value, form } = field;
    const isFocused = document.activeElement === field;
    if (value || isFocused) typed[id] = { value, isFocused, isSent: 'sent' in form.dataset };
  }
  return typed;
}
