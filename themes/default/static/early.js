// Runs before anything is shown, so that nothing jumps: what the reader chose the last time, and whether the warning
// still stands. Whatever needs a script is shown by `data-script` on the page's root.

import { apply, chosen } from './comfort/settings.js';
import { today } from './page/today.js';

const { alert, until } = document.currentScript.dataset;
const root = document.documentElement;
root.dataset.script = '';
if (navigator.share) root.dataset.share = '';
apply(chosen());
if (alert && (chosen().alert === alert || until < today())) root.dataset.calm = '';
