// How large, in which colours? The panel in the head of every page.

import { CHOICES, choose, chosen } from './settings.js';
import { foldAway } from '../page/fold.js';

/** Makes the panel show and take the reader's choices. */
export function comfortPanel(panel) {
  const show = () => {
    const all = chosen();
    for (const radio of panel.querySelectorAll('input')) radio.checked = radio.value === (all[radio.name] ?? '');
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
