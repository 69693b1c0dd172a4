// Runs before anything is shown, so that nothing jumps: applies the reader's preferences and hides
// an alert that has expired or was dismissed. `data-early` on the page's root keeps the places of
// what needs scripts, until main.js shows it. Where that script fails, `data-failed` says so: `lost`
// if it did not come.

import { apply, chosen } from './preferences/choices.js';
import { today } from './page/today.js';

const { alert, until } = document.currentScript.dataset;
const root = document.documentElement;
root.dataset.early = '';
if (/MicroMessenger/.test(navigator.userAgent)) root.dataset.wechat = '';
if (navigator.share) root.dataset.share = '';
// Results are on their way: what stands below them waits.
if (/[?&]q=[^&]/.test(location.search)) root.dataset.asked = 'waits';
apply(chosen());
const isOver = alert && (chosen().alert === alert || until < today());
if (isOver) root.dataset.alertDismissed = '';
let failure = 'old';
// Errors of loading do not bubble.
const isLost = ({ target }) => target.localName === 'script' && (failure = 'lost');
addEventListener('error', isLost, true);
// By then deferred scripts have run.
document.addEventListener('DOMContentLoaded', () => {
  if (!('script' in root.dataset)) root.dataset.failed = failure;
});
