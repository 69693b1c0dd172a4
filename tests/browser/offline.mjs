// Can the site be read where there is no network? The pages that matter, those that were read, and search; and never a
// number that nobody has looked at for too long.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { LANGUAGES, SITE, launch } from './harness.mjs';
import { serve } from './server.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** A reader's telephone, and the site as long as `server` is not closed. */
async function reader(edits) {
  const server = await serve(SITE, edits);
  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 390, height: 800 } });
  context.setDefaultTimeout(30_000);
  return { server, context, page: await context.newPage(), origin: server.origin };
}

/** What the worker is told to keep of a language. */
function listed(code) {
  const [line] = readFileSync(join(SITE, 'worker.js'), 'utf8').split('\n', 1);
  return JSON.parse(line.slice(line.indexOf('{'), -1)).languages[code];
}

/** Waits until an address is in the copy of the version that looks after the page. */
async function isKept(page, path) {
  await until(page, async (path) => Boolean(navigator.serviceWorker.controller && (await caches.match(path))), path);
}

/** Waits until what runs in the page says yes. */
async function until(page, check, ...values) {
  for (let tries = 0; tries < 300; tries++) {
    if (await page.evaluate(check, ...values)) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`in vain: ${check} ${values}`);
}

for (const [code, words] of [['zh', '安全账户'], ['en', 'safe account']]) {
  const prefix = LANGUAGES[code];
  test(`without a network the pages that matter and search are there (${code})`, async () => {
    const { server, context, page } = await reader();
    await page.goto(`${prefix}/`);
    for (const path of [...listed(code).pages, ...listed(code).search]) await isKept(page, path);
    await page.goto(`${prefix}/cases/token-upgrade-sms/`);
    await isKept(page, `${prefix}/cases/token-upgrade-sms/`);
    await server.close();
    for (const path of ['/', '/now/', '/guides/already-paid/', '/hotlines/', '/scams/fake-police/', '/cases/token-upgrade-sms/']) {
      await page.goto(prefix + path);
      assert.equal(await page.locator('html').getAttribute('lang'), code);
      assert.ok(await page.locator('a[href="tel:110"]').first().isVisible(), path);
      const styled = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
      assert.equal(styled, '18px', `${path} has its stylesheet`);
    }
    await page.goto(`${prefix}/search/?q=${words}`);
    await page.locator(`#_search-results a[href^="${prefix}/scams/fake-police/"]`).first().waitFor();
    // What was never read says so, and leads on.
    await page.goto(`${prefix}/protocols/three-nos-one-must/`);
    await page.locator(`main a[href="${prefix}/now/"]`).click();
    await page.waitForURL('**/now/');
    await context.close();
  });
}

test('a new version is what is read from then on, whole, and the old one is gone', async () => {
  let version = 'one';
  const mark = (text) => text.replace('<h1', `<h1 data-version="${version}"`);
  const { server, context, page } = await reader({
    'now/index.html': mark,
    'worker.js': (text) => text.replace(/"version":"[0-9a-f]+"/, `"version":"${version}"`),
  });
  await page.goto('/');
  await isKept(page, '/now/');
  version = 'two';
  await page.goto('/scams/romance/');
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await until(page, async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('wuzha-essential-'));
    return names.join() === 'wuzha-essential-two' && Boolean(await caches.match('/now/'));
  });
  await server.close();
  await page.goto('/now/');
  assert.equal(await page.locator('h1').getAttribute('data-version'), 'two');
  await context.close();
});

test('online a page is always the site’s own, not the copy', async () => {
  let version = 'one';
  const { server, context, page } = await reader({ 'hotlines/index.html': (text) => text.replace('<h1', `<h1 data-version="${version}"`) });
  await page.goto('/');
  await isKept(page, '/hotlines/');
  version = 'two';
  await page.goto('/hotlines/');
  assert.equal(await page.locator('h1').getAttribute('data-version'), 'two');
  await until(page, async () => (await (await caches.match('/hotlines/')).text()).includes('data-version="two"'));
  await server.close();
  await page.reload();
  assert.equal(await page.locator('h1').getAttribute('data-version'), 'two', 'and the copy is the newer one');
  await context.close();
});

test('hotlines that nobody has looked at for too long are not shown from the copy', async () => {
  const { server, context, page } = await reader({ 'worker.js': (text) => text.replace(/"until":"[^"]+"/, '"until":"2020-01-01"') });
  await page.goto('/');
  await isKept(page, '/hotlines/');
  await page.goto('/hotlines/');
  assert.ok(await page.locator('.hotline').count(), 'with a network they are the site’s own');
  await server.close();
  await page.goto('/hotlines/');
  assert.equal(await page.locator('.hotline').count(), 0);
  assert.match(await page.locator('main').innerText(), /核对期限/);
  await context.close();
});
