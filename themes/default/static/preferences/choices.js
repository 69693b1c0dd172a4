// The reader's preferences, in one entry of this browser's storage.

const KEY = 'wuzha';

/** The choices that change how pages look: each is set on the page's root as `data-…`. */
export const CHOICES = ['size', 'contrast', 'colours'];

/**
 * The choices that were made, of `{ size: '24', contrast: 'more', colours: 'dark', rate: '0.9',
 * alert: 'id of the dismissed one' }`.
 */
export function chosen() {
  try {
    return Object.assign({}, JSON.parse(localStorage.getItem(KEY)));
  } catch (_) {
    // Storage is not allowed here, or holds something else.
    return {};
  }
}

/** Stores a choice; an empty one is removed. */
export function choose(name, value) {
  const all = Object.assign(chosen(), { [name]: value });
  if (!value) delete all[name];
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch (_) {
    // The choice applies to this page alone.
  }
  apply(all);
}

export function apply(all) {
  const { dataset } = document.documentElement;
  for (const name of CHOICES) {
    if (typeof all[name] === 'string') dataset[name] = all[name];
    else delete dataset[name];
  }
}
