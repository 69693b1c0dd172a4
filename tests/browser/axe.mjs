// Does axe-core find anything that keeps people out? WCAG 2.2 A and AA, and best practice, on one
// page of every template in every language, light and dark.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { PAGES, assertNone, go, start } from './harness.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site, page;
before(async () => {
  site = await start();
  ({ page } = await site.open());
});
after(() => site.close());

for (const { name, language, address, prepare } of PAGES) {
  test(`${name} (${language})`, async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await go(page, address, prepare);
    await page.evaluate(unfold);
    await page.evaluate(putDown);
    await page.evaluate(AXE);
    assertNone(await violations(), 'violations');
  });
}

test('the menu on a phone, and the wide page', async () => {
  for (const [address, width] of [['/', 390], ['/en/', 390], ['/scams/fake-police/', 1280], ['/en/scams/fake-police/', 1280]]) {
    await page.setViewportSize({ width, height: 800 });
    await go(page, address);
    if (width === 390) await page.locator('.menu summary').click();
    await page.evaluate(putDown);
    await page.evaluate(AXE);
    assertNone(await violations(), `violations at ${width} px on ${address}`);
  }
});

/** Takes the bar at the foot of the screen to the end of the page: what lies under it is scrolled away from there. */
function putDown() {
  for (const bar of document.querySelectorAll('.help-bar')) bar.style.position = 'static';
}

/** Opens whatever is folded in the text. */
function unfold() {
  for (const details of document.querySelectorAll('main details')) details.open = true;
}

/** One line for each element that breaks a rule, light or dark. */
async function violations() {
  const found = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(
      (values) => globalThis.axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
      TAGS,
    );
    for (const { id, help, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        found.push(`${colorScheme}: ${id} (${help}) at ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`);
      }
    }
  }
  return found;
}
