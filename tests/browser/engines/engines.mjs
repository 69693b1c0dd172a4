// Does the site work in browsers of every age? One list of journeys, in each engine that ENGINES names (all that
// `make test` tries, if it names none), with the site that SITE names and the copy for a folder that FOLDER names.
//
//   ENGINES=chromium-69,firefox SITE=… FOLDER=… node --test engines/engines.mjs
//   SHOTS=PLACE …     also leaves pictures of each journey's end in PLACE

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serve } from '../server.mjs';
import { CURRENT, ENGINES, USUAL } from './start.mjs';

const { SITE, FOLDER, SHOTS } = process.env;
const CHOSEN = process.env.ENGINES ? process.env.ENGINES.split(',') : USUAL;
const COPY = FOLDER && pathToFileURL(`${resolve(FOLDER)}/`).href;

/** What runs in a page is written in ES2017. */
const PAGES = ['/', '/en/', '/scams/fake-police/', '/en/scams/fake-police/', '/guides/already-paid/', '/check/', '/search/?q=安全账户', '/quizzes/quiz-students/', '/print/', '/hotlines/', '/cases/token-upgrade-sms/', '/now/'];

const MESSAGE = { zh: '我是公安局的，你涉嫌洗钱，不能告诉家人，马上把钱转到安全账户', en: 'This is the police. Tell nobody. Move your money to our safe account now or we arrest you.' };

for (const name of CHOSEN) {
  describe(name, { timeout: 240_000 }, () => {
    let server;
    let page;
    before(async () => {
      server = await serve(SITE);
      page = await ENGINES[name]();
    });
    after(async () => {
      await page?.stop();
      await server?.close();
    });

    const journey = (what, act) =>
      test(what, async () => {
        page.trouble.length = 0;
        await page.size(360, 640);
        await act((address) => page.open(server.origin + encodeURI(address)));
        assert.deepEqual(page.trouble, []);
        if (SHOTS) {
          mkdirSync(SHOTS, { recursive: true });
          writeFileSync(join(SHOTS, `${name} ${what}.png`.replaceAll(/[ /]+/g, '-')), await page.screenshot());
        }
      });

    /** Waits until what runs in the page gives something, and returns that. */
    const until = async (act, ...values) => {
      let failure = 'nothing';
      for (let tries = 0; tries < 100; tries++) {
        try {
          const found = await page.evaluate(act, ...values);
          if (found) return found;
        } catch (error) {
          // The page may be changing.
          failure = error.message;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return assert.fail(`in vain: ${act} ${values}: ${failure}`);
    };
    const shown = (selector) => until(isShown, selector);

    for (const width of [360, 1280]) {
      journey(`every page has its layout at ${width} pixels`, async (open) => {
        await page.size(width, 800);
        const found = [];
        for (const address of PAGES) {
          await open(address);
          for (const fault of await page.evaluate(layoutFaults)) found.push(`${address}: ${fault}`);
        }
        assert.deepEqual(found, []);
      });
    }

    journey('the size of the text is chosen and kept', async (open) => {
      await open('/');
      const sizeOf = () => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize);
      const before = await page.evaluate(sizeOf);
      await shown('.preferences summary');
      await page.click('.preferences summary');
      await page.click('.preferences input[name=size][value="30"]');
      assert.ok((await page.evaluate(sizeOf)) > before * 1.5);
      await open('/en/scams/fake-police/');
      assert.equal(await page.evaluate(() => document.documentElement.dataset.size), '30');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} pixels too wide`);
      await page.evaluate(() => localStorage.clear());
    });

    journey('search finds pages while one types', async (open) => {
      await open('/search/');
      await page.type('#_query', '安全账户');
      await until(() => document.querySelectorAll('#_search-results .entry mark').length > 3);
      const status = await page.evaluate(() => document.querySelector('#_search-status').textContent);
      assert.match(status, /\d/);
      await open('/en/');
      await page.type('#_find', 'safe account');
      await until(() => document.querySelectorAll('#_find-results [role=option]').length > 2);
      await page.press('Enter');
      await until(() => location.pathname === '/en/search/' && document.querySelector('#_search-results .entry mark'));
    });

    for (const [language, prefix] of [['zh', ''], ['en', '/en']]) {
      journey(`a message is compared, and stays (${language})`, async (open) => {
        await open(`${prefix}/check/`);
        await page.type('#_message', MESSAGE[language]);
        await page.click('#_check [data-submit]');
        await shown('.resemblance.likely h2 a');
        const { href, typed, address } = await page.evaluate(() => ({
          href: document.querySelector('.resemblance h2 a').getAttribute('href'),
          typed: document.querySelector('#_message').value,
          address: location.pathname + location.search,
        }));
        assert.match(href, /fake-police/);
        assert.equal(typed, MESSAGE[language]);
        assert.equal(address, `${prefix}/check/`);
      });
    }

    journey('a quiz says at once what is right', async (open) => {
      await open('/quizzes/quiz-students/');
      await shown('.question .option');
      await page.click('.question .option');
      await until(() => {
        const check = document.querySelector('.question .quiz-check');
        if (check && !check.hidden && check.offsetParent) check.click();
        return document.querySelector('.question .feedback .verdict');
      });
      assert.ok(await page.evaluate(() => document.querySelector('.question').classList.contains('is-answered')));
    });

    journey('the catalogue is narrowed', async (open) => {
      await open('/print/');
      await shown('#_filter select[name=audience]');
      await page.evaluate(() => {
        const select = document.querySelector('#_filter select[name=audience]');
        select.value = 'elderly';
        select.dispatchEvent(new Event('change', { bubbles: true }));
      });
      await shown('#_filter-results .printed-item');
      const status = await page.evaluate(() => document.querySelector('#_filter-status').textContent);
      assert.match(status, /\d/);
      assert.match(await page.evaluate(() => location.search), /audience=elderly/);
    });

    journey('a text is copied, or the page says how', async (open) => {
      await open('/scams/fake-police/');
      await shown('.share [data-copy]');
      await page.click('.share [data-copy]');
      const said = await until(() => {
        const button = document.querySelector('.share [data-copy]');
        const status = button.nextElementSibling.textContent;
        return [button.dataset.copied, button.dataset.uncopied].find((words) => status.startsWith(words));
      });
      assert.ok(said);
    });

    journey('the numbers to ring are large links', async (open) => {
      await open('/scams/fake-police/');
      const heights = await page.evaluate(() => [...document.querySelectorAll('.help-bar a')].map((link) => link.getBoundingClientRect().height));
      assert.ok(heights.length === 2 && heights.every((height) => height >= 44), heights.join());
    });

    if (COPY) {
      journey('a copy that was opened from a folder searches and compares', async () => {
        await page.open(`${COPY}index.html`);
        await page.type('#_find', '安全账户');
        await page.press('Enter');
        await until(() => /\/search\/index\.html\?q=/.test(location.href) && document.querySelector('#_search-results .entry mark'));
        await page.open(`${COPY}check/index.html`);
        await page.type('#_message', MESSAGE.zh);
        await page.click('#_check [data-submit]');
        await shown('.resemblance.likely h2 a');
        await page.open(`${COPY}index.html`);
        await page.evaluate(() => {
          document.querySelector('#_find').value = '公安';
        });
        await page.click('.find button');
        await until(() => /\/search\/index\.html\?q=/.test(location.href));
      });
    }

    if (CURRENT.includes(name)) {
      journey('without a network the site is there', async (open) => {
        await open('/');
        await until(() => navigator.serviceWorker.controller && caches.match('/search/zh/index.bin'));
        await until(() => caches.match('/check/'));
        await new Promise((resolve) => setTimeout(resolve, 1000));
        const { origin } = server;
        await server.close();
        await page.open(`${origin}/guides/already-paid/`);
        assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '18px');
        await page.open(`${origin}/search/?q=${encodeURIComponent('安全账户')}`);
        await until(() => document.querySelector('#_search-results .entry mark'));
        server = { close() {} };
      });
    }
  });
}

/** Runs in the page. */
function isShown(selector) {
  const element = document.querySelector(selector);
  if (!element) return false;
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && getComputedStyle(element).visibility === 'visible';
}

/** What shows that an engine does not read the styles; runs in the page. */
function layoutFaults() {
  const faults = [];
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  const size = (selector) => parseFloat(style(selector).fontSize);
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) faults.push(`${wide} pixels too wide`);
  if (box('h1').left < 10) faults.push(`the heading begins at ${box('h1').left}`);
  if (size('body') < 18) faults.push(`text of ${size('body')} pixels`);
  if (size('h1') < size('body') * 1.2) faults.push(`a heading of ${size('h1')} pixels`);
  if (document.querySelector('.help')) {
    const before = getComputedStyle(document.querySelector('.help'), '::before');
    if (before.position !== 'absolute' || parseFloat(before.borderTopWidth) < 2) faults.push('no box around the help');
    const call = document.querySelector('.help .call');
    if (call && call.getBoundingClientRect().height < 44) faults.push('a small button');
    if (call && getComputedStyle(call).backgroundColor === 'rgba(0, 0, 0, 0)') faults.push('a button without colour');
  }
  if (!document.documentElement.dataset.script && document.documentElement.dataset.script !== '') faults.push('the script of the page has not run');
  const now = document.querySelector('.ask-now span span');
  if (now && getComputedStyle(now).color !== style('.ask-now').color) faults.push('dark on dark');
  // Neighbours in a row, and words beside pictures, do not touch.
  for (const selector of ['.chips > li', '.tile .sign', '.ask .sign', '.call .sign', '.share-buttons > button', '.tools > a']) {
    for (const one of document.querySelectorAll(selector)) {
      const next = one.nextElementSibling;
      if (!next || !one.offsetParent && one.localName !== 'svg' || next.getBoundingClientRect().width < 2) continue;
      const [left, right] = [one.getBoundingClientRect(), next.getBoundingClientRect()];
      const isBeside = right.top < left.bottom && right.left >= left.left;
      if (left.width && isBeside && right.left - left.right < 3) faults.push(`${selector} touches what is beside it`);
    }
  }
  // Boxes have room around what they hold.
  for (const selector of ['.section-flags', '.section-do', '.notice', '.button', '.tile']) {
    const one = document.querySelector(selector);
    if (one && one.offsetParent && parseFloat(getComputedStyle(one).paddingLeft) < 8) faults.push(`${selector} has no padding`);
  }
  return [...new Set(faults)];
}
