// The campaigns of this month, by the reader's own clock: the build has none.

/**
 * Puts the campaigns of this month first and marks them or, if there are none, the next one. Items
 * of `list` carry `data-months`, numbers from 1 to 12.
 */
export function markMonth(list) {
  const { now, next } = list.dataset;
  const month = new Date().getMonth() + 1;
  const monthsOf = (item) => item.dataset.months.split(' ').filter(Boolean);
  const wait = (item) => Math.min(...monthsOf(item).map((number) => (number - month + 12) % 12));
  const items = [...list.children].sort((a, b) => wait(a) - wait(b) || 0);
  const soonest = wait(items[0]);
  if (soonest === Infinity) return;
  for (const item of items.filter((one) => wait(one) === soonest)) {
    item.classList.add('campaign-now');
    const badge = document.createElement('span');
    Object.assign(badge, { className: 'badge', textContent: soonest === 0 ? now : next });
    item.querySelector('.tile-note').before(badge);
  }
  list.append(...items);
  const none = document.querySelector('#_campaigns-none');
  if (none) none.hidden = soonest === 0;
}
