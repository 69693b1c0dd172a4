// The panel of preferences in the head of every page: text size, contrast, colours.

import { CHOICES, choose, chosen } from './choices.js';
import { foldAway } from '../page/fold.js';

/** Makes the panel show and store the reader's choices. */
export function preferencesPanel(panel) {
  const show = () => {
    const all = chosen();
    for (const radio of panel.querySelectorAll('input')) {
      radio.checked = radio.value === (all[radio.name] || '');
    }
  };
  show();
  panel.addEventListener('change', ({ target }) => choose(target.name, target.value));
  panel.querySelector('button').addEventListener('click', () => {
    for (const name of CHOICES) choose(name, '');
    show();
  });
  // Another window of the same site.
  addEventListener('storage', () => {
    for (const name of CHOICES) choose(name, chosen()[name]);
    show();
  });
  foldAway(panel);
}
