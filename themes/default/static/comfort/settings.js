// What has the reader chosen? Kept in this browser alone, in one entry of its storage.

const KEY = 'wuzha';

/** The choices that change how pages look: each stands on the page's root as `data-…`. */
export const CHOICES = ['size', 'contrast', 'colours'];

/** What was chosen: `{ size: '24', contrast: 'more', colours: 'dark', rate: '0.9', alert: 'id of one put away' }`, each only if it was. */
export function chosen() {
  try {
    return { ...JSON.parse(localStorage.getItem(KEY)) };
  } catch {
    // Nothing may be kept here, or somebody else wrote there.
    return {};
  }
}

/** Keeps a choice; an empty one is forgotten. */
export function choose(name, value) {
  const all = { ...chosen(), [name]: value };
  if (!value) delete all[name];
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // It holds for this page.
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
