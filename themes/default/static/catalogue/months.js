// What is to be printed this month, by the reader's own clock: the build has none.

/** Puts the campaigns of this month first and marks them; where there are none, the next one. They carry `data-months`, 1 to 12. */
export function markMonth(list) {
  const { now, next } = list.dataset;
  const month = new Date().getMonth() + 1;
  const wait = (item) => Math.min(...item.dataset.months.split(' ').filter(Boolean).map((number) => (number - month + 12) % 12));
  const items = [...list.children].sort((a, b) => wait(a) - wait(b) || 0);
  const soonest = wait(items[0]);
  if (soonest === Infinity) return;
  for (const item of items.filter((one) => wait(one) === soonest)) {
    item.classList.add('campaign-now');
    item.querySelector('.tile-note').before(Object.assign(document.createElement('span'), { className: 'badge', textContent: soonest === 0 ? now : next }));
  }
  list.append(...items);
  const none = document.querySelector('#campaigns-none');
  if (none) none.hidden = soonest === 0;
}
