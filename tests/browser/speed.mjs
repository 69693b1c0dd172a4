// Is a page fast on a slow phone? Nothing on it jumps, its answer is in the first packets, and a message is compared at once.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LANGUAGES, PAGES, SITE, assertNone, go, htmlFiles, start } from './harness.mjs';

const PHONE = { viewport: { width: 360, height: 640 } };
/** What Chromium calls slow 3G: bytes a second, milliseconds there and back. */
const SLOW = { offline: false, downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 2000 };
/** The bytes that a server sends before it waits for an answer: ten packets. */
const FIRST = 14 * 1024;
const MESSAGES = { zh: '我是公安局的，你涉嫌洗钱，不能告诉家人，马上把钱转到安全账户', en: 'This is the police. Tell nobody. Move your money to our safe account now or we arrest you.' };

let site;
before(async () => (site = await start()));
after(() => site.close());

/** A page that adds up how far things jump: `shifts` are { value, sources }. */
async function watched() {
  const { page, close } = await site.open(PHONE);
  await page.addInitScript(() => {
    globalThis.shifts = [];
    const note = ({ value, hadRecentInput, sources }) => hadRecentInput || globalThis.shifts.push({ value, of: sources.map(({ node }) => node?.className || node?.nodeName) });
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: 'layout-shift', buffered: true });
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  return { page, close, slow: (latency) => session.send('Network.emulateNetworkConditions', { ...SLOW, latency }) };
}

for (const language of Object.keys(LANGUAGES)) {
  test(`nothing jumps while a page comes in slowly (${language})`, async () => {
    const { page, close, slow } = await watched();
    // The throughput is that of slow 3G; the latency only makes the test longer.
    await slow(150);
    const found = [];
    // What a reader has done to a page may move it.
    for (const { name, address } of PAGES.filter((one) => one.language === language && !one.prepare && one.name !== 'short address')) {
      await go(page, address);
      await page.waitForTimeout(200);
      const shifts = await page.evaluate(() => globalThis.shifts);
      // What comes in two packets makes room for its second half; 0.1 is what browsers call good.
      if (shifts.reduce((sum, { value }) => sum + value, 0) >= 0.03) found.push(`${name}: ${JSON.stringify(shifts)}`);
    }
    await close();
    assertNone(found, 'pages that jump');
  });

  test(`once the page is there, a message is compared within two seconds on slow 3G (${language})`, async () => {
    const { page, close, slow } = await watched();
    await go(page, `${LANGUAGES[language]}/check/`);
    await page.locator('#_message').focus();
    await page.waitForFunction(() => globalThis.wuzha?.attachCheck);
    await page.waitForLoadState('networkidle');
    await slow(SLOW.latency);
    await page.locator('#_message').fill(MESSAGES[language]);
    const milliseconds = await page.evaluate(async () => {
      const begun = performance.now();
      document.querySelector('#_check').requestSubmit();
      while (!document.querySelector('.resemblance')) await new Promise((resolve) => setTimeout(resolve, 20));
      return performance.now() - begun;
    });
    assert.ok(milliseconds < 2000, `${Math.round(milliseconds)} ms`);
    await close();
  });
}

test('title and answer are in the first packets', () => {
  const found = [];
  const files = htmlFiles().filter((file) => /^(en\/)?(scams|cases|audiences|alerts|guides|protocols|letters|drills|sessions|quizzes)\/[^/]+\/index\.html$/.test(file));
  assert.ok(files.length >= 70);
  for (const file of files) {
    const html = readFileSync(join(SITE, file), 'utf8');
    const answer = html.indexOf('</p>', html.search(/<p class="summary|<div class="prose lead|class="lead/));
    assert.ok(html.indexOf('</h1>') > 0 && answer > html.indexOf('</h1>'), `${file} has a title and an answer`);
    // The answer has headers too, less than a kilobyte.
    const bytes = gzipSync(html.slice(0, answer)).length + 1024;
    if (bytes > FIRST) found.push(`${file}: ${bytes} bytes`);
  }
  assertNone(found, 'pages whose answer comes later');
});
