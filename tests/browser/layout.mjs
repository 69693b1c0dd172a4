// Can everything be read and touched, on every screen from a small phone to a desk, light and dark?
// Nothing scrolls sideways, no text is cut off or smaller than 18 px, what one touches is 44 px, and
// letters twice as large still have room.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PAGES, assertNone, go, htmlFiles, start } from './harness.mjs';

const WIDTHS = [320, 390, 768, 1280];
const HEIGHT = 800;
const LIMITS = { text: 18, usual: 18, target: 44 };

let site, page;
before(async () => {
  site = await start();
  ({ page } = await site.open());
});
after(() => site.close());

for (const { name, language, address, prepare } of PAGES) {
  test(`${name} (${language})`, async () => {
    const seen = new Map(); // where each fault shows
    await go(page, address, prepare);
    for (const state of ['folded', 'unfolded']) {
      if (state === 'unfolded') await page.evaluate(unfold);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: HEIGHT });
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          for (const fault of await page.evaluate(measure, LIMITS)) {
            seen.set(fault, [...(seen.get(fault) ?? []), `${width} px ${colorScheme} ${state}`]);
          }
        }
      }
    }
    assertNone([...seen].map(([fault, places]) => `${fault}: ${places.length} ×, first at ${places[0]}`), 'faults');
  });
}

test('the menu on a phone', async () => {
  for (const [address, width] of [['/', 320], ['/', 390], ['/en/', 320], ['/en/', 390]]) {
    await page.setViewportSize({ width, height: HEIGHT });
    await go(page, address);
    await page.locator('.menu summary').click();
    assertNone(await page.evaluate(measure, LIMITS), `faults at ${width} px on ${address}`);
  }
});

test('the menu has the same rows on every page, whichever item is the current one', async () => {
  const rows = { zh: new Map(), en: new Map() };
  await page.setViewportSize({ width: 1280, height: HEIGHT });
  for (const { name, language, address } of PAGES.filter((one) => !one.prepare && one.name !== 'short address')) {
    await go(page, address);
    const tops = await page.evaluate(() => [...document.querySelectorAll('.menu li')].map((item) => item.getBoundingClientRect().top - document.querySelector('.menu').getBoundingClientRect().top));
    rows[language].set(tops.join(), name);
  }
  for (const [language, { size }] of Object.entries(rows)) assert.equal(size, 1, `${language}: ${[...rows[language].values()]}`);
});

test('no title parts a number from its unit on a phone', async () => {
  const found = [];
  await page.setViewportSize({ width: 360, height: HEIGHT });
  for (const file of htmlFiles().filter((file) => !/^(en|s)\//.test(file) && !file.startsWith('print/'))) {
    await go(page, `/${file}`);
    if (await page.evaluate(isParted)) found.push(file);
  }
  assertNone(found, 'titles');
});

/** Runs in the page: whether a line of its title ends with a number that a word follows. */
function isParted() {
  const title = document.querySelector('h1');
  const words = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
  const bottomOf = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().bottom;
  };
  while (words.nextNode()) {
    const { currentNode: node } = words;
    for (const { index, 0: { length } } of node.textContent.matchAll(/[0-9] \p{Script=Han}/gu)) {
      if (bottomOf(node, index) < bottomOf(node, index + length - 1)) return true;
    }
  }
  return false;
}

test('the panel for text size and colours', async () => {
  for (const [address, width] of [['/', 320], ['/', 390], ['/en/', 320], ['/en/', 390], ['/', 1280], ['/en/', 1280]]) {
    await page.setViewportSize({ width, height: HEIGHT });
    await go(page, address);
    await page.locator('.preferences summary').click();
    assertNone(await page.evaluate(measure, LIMITS), `faults at ${width} px on ${address}`);
  }
});

test('letters twice as large, as some set their browser', async () => {
  const large = await site.open();
  const session = await large.page.context().newCDPSession(large.page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await holds(large, 36, [390, 1280]);
});

test('the largest letters of the site’s own setting', async () => {
  const large = await site.open();
  await large.page.addInitScript(() => localStorage.setItem('wuzha', JSON.stringify({ size: '30' })));
  await holds(large, 30, [320, 390, 1280]);
});

test('the strongest contrast', async () => {
  const strong = await site.open();
  await strong.page.addInitScript(() => localStorage.setItem('wuzha', JSON.stringify({ contrast: 'more' })));
  await holds(strong, 18, [390]);
});

/** Every page with letters of at least so many pixels. */
async function holds(large, text, widths) {
  const found = [];
  for (const { name, language, address, prepare } of PAGES) {
    for (const width of widths) {
      await large.page.setViewportSize({ width, height: HEIGHT });
      await go(large.page, address, prepare);
      const faults = await large.page.evaluate(measure, { ...LIMITS, text });
      // A field may show the beginning of what it proposes.
      found.push(...faults.filter((fault) => !fault.startsWith('placeholder')).map((fault) => `${name} (${language}) at ${width} px: ${fault}`));
    }
  }
  await large.close();
  assertNone(found, 'faults');
}

/** Opens whatever is folded in the text. */
function unfold() {
  for (const details of document.querySelectorAll('main details')) details.open = true;
}

/** Runs in the page: says what is wrong with it as it stands. */
function measure({ text: smallestText, usual: usualText, target: smallestTarget }) {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const name = (element) => {
    const words = (element.textContent.trim() || element.value || element.name || '').replace(/\s+/g, ' ').slice(0, 30);
    return `<${element.localName}${element.className && typeof element.className === 'string' ? ` class="${element.className}"` : ''}> “${words}”`;
  };
  const ancestors = function* (element) {
    for (let at = element; at; at = at.parentElement) yield at;
  };
  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }) &&
    ![...ancestors(element)].some((at) => getComputedStyle(at).clipPath !== 'none');
  const scrolls = (element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);

  if (document.documentElement.scrollWidth > width) faults.push(`scrolls sideways: ${document.documentElement.scrollWidth} px`);

  // Text: large enough, inside the window and inside its box.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const boxes = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !isSeen(element)) continue;
    const style = getComputedStyle(element);
    // The two bars grow half as fast as the text, so that a small screen still shows the page. A raised number and code
    // stand within a line of the right size.
    const smallest = element.closest('.bar, .help-bar') ? (usualText + smallestText) / 2 : smallestText;
    if (parseFloat(style.fontSize) < smallest && !element.closest('sup, code')) {
      faults.push(`text of ${style.fontSize}: ${name(element)}`);
    }
    if ([...ancestors(element)].some(scrolls)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right } of range.getClientRects()) {
      if (left < -1 || right > width + 1) {
        faults.push(`text beyond the window (${Math.round(left)}–${Math.round(right)}): ${name(element)}`);
        break;
      }
    }
    for (const box of ancestors(element)) {
      if (box === document.body) break;
      if (getComputedStyle(box).display !== 'inline') boxes.add(box);
    }
  }
  for (const box of boxes) {
    // Hanging punctuation may stick out by less than one character.
    const slack = parseFloat(getComputedStyle(box).fontSize) / 2;
    if (box.scrollWidth > box.clientWidth + slack) faults.push(`text wider than its box (${box.scrollWidth} > ${box.clientWidth}): ${name(box)}`);
    const { overflowY, webkitLineClamp } = getComputedStyle(box);
    // A clamp shows where it cuts.
    const cuts = ['hidden', 'clip'].includes(overflowY) && webkitLineClamp === 'none';
    if (cuts && box.scrollHeight > box.clientHeight + 1) faults.push(`text taller than its box: ${name(box)}`);
  }

  // What a field proposes fits into it.
  const canvas = document.createElement('canvas').getContext('2d');
  for (const input of document.querySelectorAll('input[placeholder]')) {
    if (!isSeen(input)) continue;
    const style = getComputedStyle(input);
    canvas.font = style.font;
    // A search field keeps room for the cross that empties it.
    const cross = input.type === 'search' ? parseFloat(style.fontSize) : 0;
    const room = input.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd) - cross;
    const needed = canvas.measureText(input.placeholder).width;
    if (needed > room) faults.push(`placeholder cut off (${Math.round(needed)} > ${Math.round(room)}): “${input.placeholder}”`);
  }

  // Targets. A link within a sentence is as tall as its line, and that is all right.
  const inSentence = (element) => {
    if (getComputedStyle(element).display !== 'inline') return false;
    const sentence = element.closest('p, li, dd, td, figcaption, h2, h3');
    return Boolean(element.closest('.prose')) || (sentence && sentence.textContent.trim() !== element.textContent.trim());
  };
  for (const element of document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea')) {
    if (!isSeen(element) || element.matches('.skip:not(:focus)') || inSentence(element)) continue;
    // A link in a card answers wherever the card is touched.
    const spread = getComputedStyle(element, '::after').position === 'absolute';
    const box = (spread ? element.offsetParent : element).getBoundingClientRect();
    if (box.width < smallestTarget || box.height < smallestTarget) {
      faults.push(`target of ${Math.round(box.width)} × ${Math.round(box.height)}: ${name(element)}`);
    }
  }
  return [...new Set(faults)];
}
