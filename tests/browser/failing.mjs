// What does a reader see where a script cannot run or a file does not come? The true cause, in plain words, a number to
// ring; and what was typed stays.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go, start } from './harness.mjs';

const MESSAGE = '我是公安局的，马上把钱转到安全账户';
const OLD = /浏览器.*太旧.*96110|browser.*too old.*96110/;
const NETWORK = /网络不通.*96110|no network.*96110/;

let site;
before(async () => (site = await start()));
after(() => site.close());

/** Opens a page whose scripts `names` are replaced, or do not come where `body` is nothing. */
async function visit(address, names, body) {
  const { page, close } = await site.open();
  for (const name of names) {
    await page.route(new RegExp(`/assets/${name}\\.[0-9a-f]+\\.js$`), (route) => (body === undefined ? route.abort() : route.fulfill({ body, contentType: 'text/javascript' })));
  }
  // A replaced script has another digest: browsers of 2018 to 2021 fail without one being wrong.
  await page.route(/\/(en\/)?(check|search)\/(\?.*)?$/, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    await route.fulfill({ response: answer, body: text.replace(/ (data-)?integrity="[^"]*"/g, '') });
  });
  await go(page, address);
  return { page, close };
}

/** What is said in the status, and what is in the field. */
async function said(page, status) {
  const place = page.locator(status);
  await page.waitForFunction((selector) => document.querySelector(selector).textContent.trim(), status);
  return place.innerText();
}

for (const prefix of ['', '/en']) {
  for (const [what, body, expected] of [
    ['cannot be parsed', 'let x = ;', OLD],
    ['throws', 'self.wuzha = { attachCheck() { throw new TypeError("x is not a function"); } };', OLD],
    ['does not come', undefined, NETWORK],
  ]) {
    test(`a comparison whose script ${what} says so, and keeps what was typed (${prefix || '/'})`, async () => {
      const { page, close } = await visit(`${prefix}/check/`, ['check'], body);
      await page.locator('#_message').fill(MESSAGE);
      await page.locator('#_check [data-submit]').click();
      assert.match(await said(page, '#_check-status'), expected);
      assert.equal(await page.locator('#_message').inputValue(), MESSAGE);
      assert.equal(new URL(page.url()).search, '');
      await close();
    });
  }

  test(`a page whose own script cannot be parsed shows no idle control (${prefix || '/'})`, async () => {
    const { page, close } = await visit(`${prefix}/check/`, ['main'], 'let x = ;');
    assert.match(await page.locator('.if-failed').innerText(), OLD);
    await page.locator('#_message').fill(MESSAGE);
    for (const control of ['[data-submit]', '.preferences', '.share [data-copy]']) {
      for (const one of await page.locator(control).all()) assert.ok(!(await one.isVisible()), control);
    }
    await page.locator('#_message').press('Enter');
    assert.match(await page.locator('#_message').inputValue(), /安全账户/);
    assert.ok(await page.locator('main a[href="tel:96110"]').first().isVisible());
    await go(page, `${prefix}/search/`);
    assert.match(await page.locator('.if-failed').innerText(), OLD);
    await close();
  });

  test(`a page whose own script does not come names the network (${prefix || '/'})`, async () => {
    const { page, close } = await visit(`${prefix}/check/`, ['main']);
    assert.match(await page.locator('.if-lost').innerText(), NETWORK);
    assert.ok(!(await page.locator('.if-failed').isVisible()));
    await close();
  });

  test(`a search whose script cannot be parsed says so (${prefix || '/'})`, async () => {
    const { page, close } = await visit(`${prefix}/search/`, ['search'], 'let x = ;');
    await page.locator('#_query').fill('96110');
    assert.match(await said(page, '#_search-status'), OLD);
    await close();
  });
}

test('where the scripts run nothing says that they do not', async () => {
  const { page, close } = await visit('/check/', []);
  for (const words of ['.if-failed', '.if-lost']) assert.ok(!(await page.locator(words).isVisible()), words);
  assert.ok(await page.locator('[data-submit]').isVisible());
  await close();
});

test('without a clipboard a text is copied the older way, and where that is refused the page says what to do', async () => {
  const { page, close } = await site.open();
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await go(page, '/scams/fake-police/');
  const copied = await page.evaluate(() => {
    document.execCommand = (command) => {
      const field = document.activeElement;
      self.copied = field.value.slice(field.selectionStart, field.selectionEnd);
      return command === 'copy';
    };
    document.querySelector('.share [data-copy]').click();
    return new Promise((resolve) => setTimeout(() => resolve(self.copied), 200));
  });
  assert.equal(copied, await page.locator('.share pre').textContent());
  assert.equal(await page.locator('.share [data-copy]').first().innerText(), '已复制');
  await page.evaluate(() => {
    document.execCommand = () => false;
    document.querySelectorAll('.share [data-copy]')[1].click();
  });
  const words = page.locator('.copy-status', { hasText: '不让复制' });
  await words.waitFor();
  assert.match(await words.innerText(), /https:/);
  await close();
});

test('without DecompressionStream the index is inflated by a script', async () => {
  const { page, close } = await site.open();
  await page.addInitScript(() => delete globalThis.DecompressionStream);
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await go(page, '/search/?q=安全账户');
  await page.locator('#_search-results .entry mark').first().waitFor();
  assert.ok(asked.some((url) => /\/inflate\.[0-9a-f]+\.js$/.test(url)));
  await close();
});

test('with it that script is not loaded', async () => {
  const { page, close } = await site.open();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await go(page, '/search/?q=安全账户');
  assert.ok(!asked.some((url) => url.includes('/inflate.')));
  await close();
});
