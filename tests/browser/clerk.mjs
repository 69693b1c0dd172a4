// Does who prints find the right sheet: in three clicks, by choosing, by keyboard, without JavaScript, from a folder, with the
// name of their branch on it, and for this month?

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { LANGUAGES, SITE, assertNone, launch, start } from './harness.mjs';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
const CARDS = '#_filter-results .printed-item';

let site;
before(async () => (site = await start()));
after(() => site.close());

/** A test on a page of its own, during which nothing may go wrong. */
function visit(name, address, run, { at, ...options } = {}) {
  test(name, async () => {
    const { page, trouble, close } = await site.open({ viewport: PHONE, ...options });
    if (at) await page.clock.setFixedTime(at);
    if (address) await page.goto(address);
    await run(page, trouble);
    await close();
    assertNone(trouble, 'things went wrong');
  });
}

const choose = (page, name, value) => page.locator(`#_filter select[name=${name}]`).selectOption(value);
const asked = (page) => new URL(page.url()).search;

/** How many things the page says it found. It waits for an answer. */
async function total(page) {
  await page.waitForFunction(() => /\d|没有|Nothing/.test(document.querySelector('#_filter-status').textContent));
  return Number((await page.locator('#_filter-status').innerText()).match(/\d+/)?.[0]);
}

const titles = (page) => page.locator(`${CARDS} .printed-item-title a`).allInnerTexts();

/** What a button fetches, as its name when saved; the file is there. */
async function fetched(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const file = join(SITE, new URL(download.url()).pathname);
  assert.equal(readFileSync(file).subarray(0, 5).toString(), '%PDF-', file);
  return download.suggestedFilename();
}

// ---- Three clicks

for (const [name, viewport] of [['phone', PHONE], ['desktop', DESK]]) {
  visit(`a teller prints a tri-fold for older people in three clicks: ${name}`, '/', async (page) => {
    if (viewport === DESK) await page.locator('.menu a[href="/print/"]').click();
    else await page.locator('main a[href="/print/"], footer a[href="/print/"]').first().click();
    await page.locator('.tile[href="/print/for/elderly/"]').click();
    const leaflet = page.locator('.printed-item', { hasText: '三折页' }).first();
    assert.equal(await fetched(page, leaflet.locator('.get')), 'elderly.trifold.zh.pdf');
  }, { viewport });
}

visit('the same by choosing: whom, what, download', '/print/', async (page) => {
  await choose(page, 'audience', 'elderly');
  await choose(page, 'format', 'trifold');
  assert.ok(await total(page) > 3);
  assert.equal((await titles(page))[0], '给老年朋友', 'the page for them comes first');
  assert.equal(await fetched(page, page.locator(`${CARDS} .get`).first()), 'elderly.trifold.zh.pdf');
});

visit('one click from the catalogue shows things to fetch', '/print/', async (page) => {
  const ways = await page.locator('#_unfiltered .choose a.tile, #_unfiltered .choose a.format').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.ok(ways.length > 15);
  for (const way of ways.filter((way) => way.startsWith('/print/'))) {
    await page.goto(way);
    assert.ok(await page.locator('.printed-item .get').count() > 0, way);
  }
});

// ---- Choosing

const SELECTS = {
  audience: ['students', (card) => card.page],
  page: ['fake-police', (card) => /fake-police/.test(card.page)],
  format: ['poster-a3', (card) => /poster-a3/.test(card.file)],
  paper: ['a5', (card) => /a5/.test(card.file)],
  language: ['en', (card) => /\.en\./.test(card.file)],
};

for (const [name, [value, fits]] of Object.entries(SELECTS)) {
  visit(`choosing by ${name}`, '/print/', async (page) => {
    await choose(page, name, value);
    const count = await total(page);
    assert.ok(count > 0);
    assert.equal(asked(page), `?${name}=${value}`);
    assert.ok(await page.locator('#_unfiltered').isHidden());
    const cards = await page.locator(CARDS).evaluateAll((items) => items.map((item) => ({
      page: item.querySelector('.printed-item-title a').getAttribute('href'),
      file: item.querySelector('.get').getAttribute('href'),
      sample: item.querySelector('img').getAttribute('src'),
    })));
    assert.equal(cards.length, Math.min(24, count));
    for (const card of cards) {
      assert.ok(fits(card), JSON.stringify(card));
      for (const address of [card.file, card.sample]) assert.ok(existsSync(join(SITE, new URL(address, site.origin).pathname)), address);
      assert.ok(existsSync(join(SITE, new URL(card.page, site.origin).pathname, 'index.html')), card.page);
    }
  });
}

visit('a card of the filter looks like a card of the lists', '/print/?page=fake-police', async (page) => {
  const facts = (items) => items.map((item) => ({
    file: item.querySelector('.get').getAttribute('href').replace(location.origin, ''),
    name: item.querySelector('.get').download,
    type: item.querySelector('.get').type,
    sample: item.querySelector('.sample').getAttribute('href').replace(location.origin, ''),
    picture: item.querySelector('img').getAttribute('src').replace(location.origin, ''),
    size: `${item.querySelector('img').getAttribute('width')}×${item.querySelector('img').getAttribute('height')} ${item.querySelector('.printed-item-size').textContent}`,
    paper: item.querySelector('.printed-item-paper').textContent,
    words: item.querySelector('.get').innerText.replace(/\s+/g, ' '),
  }));
  await page.locator(CARDS).first().waitFor();
  const filtered = await page.locator(CARDS).evaluateAll(facts);
  await page.goto('/print/of/fake-police/');
  const listed = await page.locator('.printed-item').evaluateAll(facts);
  const isPrinted = ({ file }) => !/share-card/.test(file);
  assert.deepEqual(filtered, listed.filter(isPrinted));
});

visit('choices say what they would give, and none leads to nothing', '/print/', async (page) => {
  await choose(page, 'page', 'fake-police');
  const count = await total(page);
  const formats = await page.locator('select[name=format] option:not([value=""])').evaluateAll((options) => options.map(({ value, textContent, disabled }) => ({ value, count: Number(textContent.match(/\((\d+)\)$/)[1]), disabled })));
  assert.equal(formats.reduce((sum, { count }) => sum + count, 0), count);
  for (const { count, disabled, value } of formats) assert.equal(disabled, count === 0, value);
  assert.ok(formats.some(({ disabled }) => disabled), 'a scam is no letter');
});

visit('the address holds the choice: to be kept, sent and gone back to', '/print/?audience=elderly&format=trifold', async (page) => {
  const both = await total(page);
  assert.equal(await page.locator('select[name=audience]').inputValue(), 'elderly');
  await choose(page, 'format', '');
  await page.waitForFunction((both) => Number(document.querySelector('#_filter-status').textContent.match(/\d+/)) > both, both);
  assert.equal(asked(page), '?audience=elderly');
  await page.goBack();
  await page.waitForFunction((both) => Number(document.querySelector('#_filter-status').textContent.match(/\d+/)) === both, both);
  assert.equal(asked(page), '?audience=elderly&format=trifold');
  assert.equal(await page.locator('select[name=format]').inputValue(), 'trifold');
  await page.goForward();
  await page.waitForURL((url) => url.search === '?audience=elderly');
  // To a sheet’s own page and back.
  await page.locator(`${CARDS} .printed-item-title a`).first().click();
  await page.waitForURL('**/print/of/elderly/');
  await page.goBack();
  assert.ok(await total(page) > both);
  // The other language asks the same.
  await page.locator('.language-switch a[hreflang=en]').click();
  await page.waitForURL((url) => url.pathname === '/en/print/' && url.search === '?audience=elderly');
  await page.locator(`${CARDS} .printed-item-title`).first().waitFor();
  assert.equal((await titles(page))[0], 'For older people');
  // And back to everything.
  await page.locator('#_filter-clear').click();
  assert.equal(asked(page), '');
  assert.ok(await page.locator('#_unfiltered').isVisible());
  assert.ok(await page.locator(CARDS).count() === 0);
});

visit('what nobody knows in the address is no choice', '/print/?audience=zzqxj&format=toString&page=', async (page) => {
  await page.locator('#_filter.ready').waitFor();
  assert.ok(await page.locator('#_unfiltered').isVisible());
});

visit('nothing found says so, and what to leave out', '/en/print/?page=fake-police&format=letter', async (page) => {
  await page.locator('#_filter-none').waitFor();
  assert.match(await page.locator('#_filter-status').innerText(), /^0 items/);
  assert.equal(await page.locator('.filter-suggestions button').count(), 2);
  await page.locator('.filter-suggestions button', { hasText: 'Letter' }).click();
  await page.locator(CARDS).nth(3).waitFor();
  assert.equal(asked(page), '?page=fake-police');
  assert.ok(await page.locator('#_filter-none').isHidden());
});

visit('more comes when it is asked for', '/print/?language=all', async (page) => {
  const count = await total(page);
  assert.ok(count > 100);
  assert.equal(await page.locator(CARDS).count(), 24);
  await page.locator('#_filter-more').click();
  await page.locator(CARDS).nth(47).waitFor();
  assert.equal(await page.evaluate((cards) => [...document.querySelectorAll(cards)].indexOf(document.activeElement.closest('.printed-item')), CARDS), 24);
  // A sheet’s own page, and back to the same place in the list.
  await page.locator(`${CARDS} .printed-item-title a`).nth(30).click();
  await page.waitForURL('**/print/of/**');
  await page.goBack();
  await page.locator(CARDS).nth(47).waitFor();
});

visit('what there is comes only when someone is about to choose', null, async (page) => {
  const stock = [];
  page.on('request', (request) => request.url().includes('/print/materials.') && stock.push(request.url()));
  await page.goto('/print/');
  await page.locator('#_filter.ready').waitFor();
  await page.waitForTimeout(300);
  assert.deepEqual(stock, []);
  await page.locator('select[name=audience]').focus();
  await page.locator('select[name=audience] option[data-label]').first().waitFor({ state: 'attached' });
  await choose(page, 'audience', 'parents');
  await total(page);
  assert.equal(stock.length, 1);
});

visit('a list that does not open leaves the page as it was, and a second try mends it', '/print/', async (page, trouble) => {
  await page.route('**/print/materials.*', (route) => route.abort());
  await choose(page, 'audience', 'elderly');
  await page.waitForFunction(() => /没能打开/.test(document.querySelector('#_filter-status').textContent));
  assert.ok(await page.locator('#_unfiltered').isVisible());
  await page.unroute('**/print/materials.*');
  await choose(page, 'format', 'trifold');
  assert.ok(await total(page) > 3);
  trouble.length = 0; // what the browser says of the blocked request
});

visit('by keyboard alone: choose, fetch, clear', '/print/', async (page) => {
  const tabTo = async (matches) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((matches) => document.activeElement.matches(matches), matches)) return;
    }
    assert.fail(`the Tab key does not lead to ${matches}`);
  };
  await tabTo('select[name=audience]');
  await page.keyboard.press('ArrowDown');
  assert.ok(await total(page) > 3);
  assert.equal(asked(page), '?audience=elderly');
  await tabTo('select[name=format]');
  for (let presses = 0; presses < 5 && !asked(page).includes('format=trifold'); presses += 1) {
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(50);
  }
  assert.equal(asked(page), '?audience=elderly&format=trifold');
  await tabTo('#_filter-clear');
  await tabTo('.sample');
  await tabTo('.printed-item-title a');
  await tabTo('.get');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.equal(download.suggestedFilename(), 'elderly.trifold.zh.pdf');
  await page.locator('#_filter-clear').focus();
  await page.keyboard.press('Enter');
  assert.equal(asked(page), '');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'audience');
});

visit('a picture is large enough to judge and opens the sheet beside the page', '/print/of/fake-police/', async (page) => {
  for (const [viewport, width] of [[PHONE, 220], [DESK, 220]]) {
    await page.setViewportSize(viewport);
    const sizes = await page.locator('.printed-item img').evaluateAll((images) => images.map((image) => image.getBoundingClientRect().width));
    assert.ok(Math.min(...sizes) > width, `${sizes}`);
  }
  const sample = page.locator('.printed-item .sample').first();
  assert.deepEqual(await sample.evaluate(({ target, rel, download }) => [target, rel, download]), ['_blank', 'noopener', '']);
});

// ---- Without JavaScript

visit('without JavaScript nothing is shown that would not answer, and all the rest is', '/print/', async (page) => {
  assert.ok(await page.locator('#_filter').isHidden());
  assert.ok(await page.locator('#_unfiltered').isVisible());
  const months = await page.locator('#_campaigns li').evaluateAll((items) => items.map((item) => item.dataset.months));
  assert.deepEqual(months, [...months].sort((a, b) => parseInt(a, 10) - parseInt(b, 10)));
  assert.ok(await page.locator('#_campaigns .badge, #_campaigns-none:visible').count() === 0);
  await page.locator('a.format[href="/print/as/trifold/"]').click();
  assert.equal(await fetched(page, page.locator('.printed-item .get').first()).then((name) => name.replace(/^[a-z-]+/, '')), '.trifold.zh.pdf');
}, { javaScriptEnabled: false });

// ---- This month

for (const [at, campaign, word] of [
  ['2026-09-10T10:00:00', '开学季', '本月'],
  ['2027-01-05T10:00:00', '年终岁末', '本月'],
  ['2026-11-22T10:00:00', '年终岁末', '下一个'],
  ['2027-03-01T10:00:00', '开学季', '下一个'],
]) {
  visit(`what to print in ${at.slice(0, 7)}: ${campaign}`, '/print/', async (page) => {
    const first = page.locator('#_campaigns li').first();
    await page.locator('#_campaigns .badge').waitFor();
    assert.ok((await first.innerText()).startsWith(campaign), await first.innerText());
    assert.equal(await page.locator('#_campaigns .badge').innerText(), word);
    assert.equal(await page.locator('#_campaigns-none').isVisible(), word === '下一个');
    await first.locator('a').click();
    await page.locator('.printed-item .get').first().waitFor();
  }, { at: new Date(at) });
}

// ---- A branch's own copies

visit('a branch finds its copies on its page', '/print/', async (page) => {
  await page.locator('.tile[href="/print/branch/east/"]').click();
  assert.match(await page.locator('main').innerText(), /东街（演示用，非真实地址）/);
  const files = await page.locator('.printed-item .get').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.ok(files.length > 5);
  for (const file of files) assert.ok(file.startsWith('/branches/east/') && existsSync(join(SITE, file)), file);
  assert.match(await fetched(page, page.locator('.printed-item .get').first()), /^east\..*\.zh\.pdf$/);
  await page.locator('.pager-next').click();
  await page.waitForURL('**/print/branch/east/page/2/');
  await page.locator('main a[href="/print/?branch=east"]').click();
  assert.equal(await page.locator('select[name=branch]').inputValue(), 'east');
});

visit('the choice of a branch stays in the address and gives its copies', '/print/?branch=east&page=fake-police', async (page) => {
  const count = await total(page);
  const files = () => page.locator(`${CARDS} .get`).evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  const own = (await files()).filter((file) => file.startsWith('/branches/east/'));
  assert.ok(own.length >= 6 && own.length < count, 'some carry no imprint');
  for (const file of own) assert.ok(existsSync(join(SITE, file)), file);
  const leaflet = page.locator(CARDS, { hasText: '三折页' }).first();
  assert.match(await leaflet.innerText(), /印有“东街示范网点/);
  assert.match(await page.locator(CARDS, { hasText: '幻灯片' }).innerText(), /不印网点名/);
  await choose(page, 'branch', '');
  await page.waitForFunction((cards) => !document.querySelector(`${cards} .printed-item-imprint`), CARDS);
  assert.equal(await total(page), count, 'a branch takes nothing away');
  assert.ok((await files()).every((file) => file.startsWith('/print/')));
});

// ---- From a folder

const FOLDER = process.env.FOLDER && pathToFileURL(`${resolve(process.env.FOLDER)}/`);
for (const [code, prefix] of Object.entries(LANGUAGES)) {
  test(`from a folder, without a server (${code})`, async () => {
    const browser = await launch();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const trouble = [];
    page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(error.message));
    // Leaving a page ends what it is still fetching.
    page.on('requestfailed', (request) => request.failure()?.errorText === 'net::ERR_ABORTED' || trouble.push(request.url()));
    await page.goto(new URL(`.${prefix}/print/index.html`, FOLDER).href);
    // The script of the search box brings its files the same way.
    await page.locator('#_find').fill(code === 'zh' ? '安全账户' : 'safe account');
    await page.locator('#_find-results:not([hidden]) [role=option]').first().waitFor();
    await page.locator('#_find').fill('');
    await choose(page, 'audience', 'elderly');
    await choose(page, 'format', 'trifold');
    assert.ok(await total(page) > 3);
    assert.match(page.url(), /\?audience=elderly&format=trifold$/);
    const links = await page.locator(`${CARDS} :is(.get, .sample, .printed-item-title a)`).evaluateAll((all) => all.map(({ href }) => href));
    for (const link of links) assert.ok(existsSync(new URL(link)), link);
    await page.waitForFunction((cards) => document.querySelector(`${cards} img`).naturalWidth > 0, CARDS);
    await page.locator(`${CARDS} .printed-item-title a`).first().click();
    await page.waitForURL(/print\/of\/elderly\/index\.html$/);
    await page.goBack();
    assert.ok(await total(page) > 3);
    assert.deepEqual(trouble, []);
    await browser.close();
  });
}
