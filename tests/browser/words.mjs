// Does a page hold whatever word stands on it? A product, a domain or a German noun may have 54
// letters, and an editor may write it anywhere: in a title, a table, the name of a hotline. With
// such a word in every text of a page, nothing scrolls sideways and nothing lies over other text.

import { after, before, test } from 'node:test';
import { PAGES, assertNone, go, start } from './harness.mjs';

const WORD = 'Rindfleischetikettierungsueberwachungsaufgabenuebertrag';
const WIDTHS = [320, 390, 768, 1280];

let site, page;
before(async () => {
  site = await start();
  ({ page } = await site.open());
});
after(() => site.close());

for (const { name, language, address, prepare } of PAGES) {
  test(`a long word everywhere: ${name} (${language})`, async () => {
    const faults = new Set();
    await page.setViewportSize({ width: WIDTHS[0], height: 800 });
    await go(page, address, prepare);
    await page.evaluate(lengthen, WORD);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      for (const fault of await page.evaluate(measure)) faults.add(`${width} px: ${fault}`);
    }
    assertNone([...faults], 'faults');
  });
}

/** Runs in the page: puts the word behind every text but labels, also behind those that are folded. */
function lengthen(word) {
  // Words of the interface, and what is no text.
  const LABELS = 'button, .button, label, legend, .badge, .certificate-figure, script, style, noscript, option, svg';
  for (const details of document.querySelectorAll('details')) details.open = true;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.trim() && !node.parentElement.closest(LABELS)) texts.push(node);
  }
  for (const text of texts) text.data = `${text.data.trimEnd()} ${word} `;
}

/** Runs in the page: what is wider than the window. What scrolls by itself may be. */
function measure() {
  const width = document.documentElement.clientWidth;
  const faults = [];
  if (document.documentElement.scrollWidth > width) faults.push(`scrolls sideways: ${document.documentElement.scrollWidth} px`);
  const scrolls = (element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
  const isHidden = (element) =>
    !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || getComputedStyle(element).clipPath !== 'none';
  const reported = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    const above = [];
    for (let at = node.parentElement; at; at = at.parentElement) above.push(at);
    if (above.some(isHidden) || above.some(scrolls)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const isBeyond = [...range.getClientRects()].some(({ left, right }) => left < -1 || right > width + 1);
    const [element] = above;
    const place = `<${element.localName} class="${element.className}"> in <${element.parentElement.localName} class="${element.parentElement.className}">`;
    if (isBeyond && !reported.has(place)) {
      reported.add(place);
      faults.push(`text beyond the window: ${place}`);
    }
  }
  return faults;
}
