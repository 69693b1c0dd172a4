// Runs before anything is shown, so that nothing jumps: applies the reader's preferences and hides
// an alert that has expired or was dismissed. `data-script` on the page's root shows what needs
// scripts.

import { apply, chosen } from './preferences/choices.js';
import { today } from './page/today.js';

const { alert, until } = document.currentScript.dataset;
const root = document.documentElement;
root.dataset.script = '';
if (navigator.share) root.dataset.share = '';
apply(chosen());
const isOver = alert && (chosen().alert === alert || until < today());
if (isOver) root.dataset.alertDismissed = '';
