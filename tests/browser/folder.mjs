// Does a copy of the site open from a folder, without a server (`wuzha build --bundle usb`), and search there?

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LANGUAGES, launch } from './harness.mjs';

// Folders have names with whatever signs, also such as mean something in an address.
const PLACE = mkdtempSync(join(tmpdir(), '文 件 #1 100% a%20b '));
symlinkSync(resolve(process.env.FOLDER), join(PLACE, 'copy?'));
const FOLDER = pathToFileURL(`${join(PLACE, 'copy?')}/`);

const MESSAGES = { zh: '我是公安局的，你涉嫌洗钱，不能告诉家人，马上把钱转到安全账户', en: 'This is the police. Tell nobody. Move your money to our safe account now or we arrest you.' };

let browser;
before(async () => (browser = await launch()));
after(async () => {
  await browser.close();
  rmSync(PLACE, { recursive: true });
});

for (const [code, words, page] of [['zh', '安全账户', 'scams/fake-police/index.html'], ['en', 'safe account', 'en/scams/fake-police/index.html']]) {
  test(`search from a folder: ${words}`, async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
    const tab = await context.newPage();
    const trouble = [];
    tab.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
    tab.on('pageerror', (error) => trouble.push(error.message));
    tab.on('request', (request) => request.url().startsWith(FOLDER.href) || request.url().startsWith('data:') || trouble.push(request.url()));
    await tab.goto(new URL(`${LANGUAGES[code].slice(1)}${LANGUAGES[code] ? '/' : ''}index.html`, FOLDER).href);
    await tab.locator('#_find').fill(words);
    await tab.locator('#_find-results:not([hidden]) [role=option] mark').first().waitFor();
    await tab.locator('#_find').press('Enter');
    await tab.waitForURL(/\/search\/index\.html\?q=/);
    await tab.locator('#_search-results .entry').first().waitFor();
    await tab.locator('#_narrow summary').click();
    await tab.locator('#_narrow option[value=scams][data-label]').waitFor({ state: 'attached' });
    await tab.locator('#_search-results .entry-title a').first().click();
    await tab.waitForURL(new URL(page, FOLDER).href);
    assert.equal(await tab.locator('html').getAttribute('lang'), code);
    // What it offers to print is there.
    const sheet = await tab.locator('.print').first().evaluate((link) => link.href);
    assert.equal(readFileSync(fileURLToPath(sheet)).subarray(0, 5).toString(), '%PDF-');
    // A message is compared here too.
    await tab.goto(new URL(`${LANGUAGES[code].slice(1)}${LANGUAGES[code] ? '/' : ''}check/index.html`, FOLDER).href);
    await tab.locator('#_message').fill(MESSAGES[code]);
    await tab.locator('#_check button[type=submit]').click();
    await tab.locator('.resemblance h2 a').first().click();
    await tab.waitForURL(new URL(page, FOLDER).href);
    // The other language, a list, and home again.
    await tab.locator('.language-switch a').first().click();
    await tab.waitForFunction((before) => document.documentElement.lang !== before, code);
    await tab.locator('.brand').click();
    await tab.locator('.brand').waitFor();
    assert.deepEqual(trouble, []);
    await context.close();
  });
}

test('a short address leads on from a folder, with the place in the page', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const tab = await context.newPage();
  await tab.goto(new URL('s/fake-police/index.html?a=1#flags', FOLDER).href);
  await tab.waitForURL(new URL('en/scams/fake-police/index.html?a=1#flags', FOLDER).href);
  await context.close();
});
