// Does the site do what a reader wants of it: change language, search, read without JavaScript, and
// ring only numbers somebody vouched for, without a word to anyone else?

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LANGUAGES, SITE, assertNone, go, htmlFiles, start } from './harness.mjs';

const PHONE = { width: 390, height: 800 };
/** On a phone, a link takes the place of the search box, except on the home page. */
const WIDE = { viewport: { width: 1280, height: 800 } };
const ABSENT = 'zzqxj';
/** What a first query may take on this site. */
const [REQUESTS, BYTES] = [6, 39_000];

let site;
before(async () => (site = await start()));
after(() => site.close());

/** A test on a page of its own, during which nothing may go wrong. */
function visit(name, address, run, options = {}) {
  test(name, async () => {
    const { page, trouble, close } = await site.open({ address, viewport: PHONE, ...options });
    await run(page);
    await close();
    assertNone(trouble, 'things went wrong');
  });
}

const heading = (page) => page.locator('h1').innerText();
const language = (page) => page.locator('html').getAttribute('lang');

/** Asks for words on the search page as it stands. */
async function find(page, words) {
  await page.locator('#_query').fill(words);
  await page.locator('#_search button[type=submit]').click();
  await page.locator('#_search-results:not([hidden]), #_search-none:not([hidden])').waitFor();
}

// ---- Languages

visit('home in Chinese, and from there home in English', '/', async (page) => {
  assert.equal(await language(page), 'zh');
  await page.locator('.language-switch a[hreflang=en]').click();
  await page.waitForURL('**/en/');
  assert.equal(await language(page), 'en');
  assert.match(await heading(page), /[A-Za-z]/);
  await page.locator('.language-switch a[hreflang=zh]').click();
  await page.waitForURL((url) => url.pathname === '/');
  assert.match(await heading(page), /\p{Script=Han}/u);
});

visit('changing language stays on the page', '/scams/fake-police/', async (page) => {
  const chinese = await heading(page);
  await page.locator('.language-switch a[hreflang=en]').click();
  await page.waitForURL('**/en/scams/fake-police/');
  assert.notEqual(await heading(page), chinese);
  await page.locator('.language-switch a[hreflang=zh]').click();
  await page.waitForURL((url) => url.pathname === '/scams/fake-police/');
  assert.equal(await heading(page), chinese);
});

for (const [locale, path] of [['zh-CN', '/scams/fake-police/'], ['en-GB', '/en/scams/fake-police/'], ['fr-FR', '/scams/fake-police/']]) {
  visit(`a short address opens the page in the reader’s language (${locale})`, '/s/fake-police/', async (page) => {
    await page.waitForURL((url) => url.pathname === path);
    assert.ok((await page.locator('main').innerText()).length > 200);
  }, { locale });
}

visit('what is asked of a short address, and the place in the page, go along', '/s/fake-police/?from=timeline&q=%E9%92%B1#flags', async (page) => {
  await page.waitForURL('**/scams/fake-police/?from=timeline&q=%E9%92%B1#flags');
  assert.ok(await page.locator('#flags').isVisible());
}, { locale: 'zh-CN' });

visit('a message from the share sheet is compared at once, and stays on the device', '/', async (page) => {
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  const sent = [];
  page.on('request', (request) => sent.push(request.url()));
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { method: 'POST', action: '/check/', enctype: 'multipart/form-data' });
    const text = Object.assign(document.createElement('input'), { name: 'text', value: '把钱转到安全账户，不能告诉家里人' });
    form.append(text);
    document.body.append(form);
    form.submit();
  });
  await page.waitForURL('**/check/');
  await page.locator('#_check-status[data-level]').waitFor();
  assert.match(await page.locator('#_check-status').innerText(), /冒充公检法/);
  assert.match(await page.locator('#_message').inputValue(), /安全账户/);
  assert.ok(!sent.some((url) => new URL(url).search), 'nothing of it is in an address');
}, { serviceWorkers: 'allow' });

visit('in WeChat a hint says where its menu is', '/scams/fake-police/', async (page) => {
  assert.match(await page.locator('.only-wechat').innerText(), /⋯/);
}, { userAgent: 'Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0.16' });

visit('a short address opens the page without JavaScript', '/s/fake-police/', async (page) => {
  await page.waitForURL((url) => url.pathname === '/scams/fake-police/');
  await page.locator('.language-switch a[hreflang=en]').click();
  await page.waitForURL('**/en/scams/fake-police/');
}, { javaScriptEnabled: false });

visit('a missing page says so and leads on, in the reader’s language', '/en/no-such-page/', async (page) => {
  assert.equal(await language(page), 'en');
  await page.locator('main a[href="/en/a-z/"]').click();
  await page.waitForURL('**/en/a-z/');
});

// ---- Search

for (const [code, words, home] of [['zh', '安全账户', '/'], ['en', 'safe account', '/en/']]) {
  visit(`search from the header: ${words}`, home, async (page) => {
    await page.locator('#_find').fill(words);
    await page.locator('#_find').press('Enter');
    await page.waitForURL(`**${home}search/?q=*`);
    assert.equal(await page.locator('#_query').inputValue(), words);
    const first = page.locator('#_search-results .entry-title a').first();
    await first.waitFor();
    assert.match(await page.locator('#_search-status').innerText(), /\d/);
    assert.ok(await page.locator('#_search-results mark').count(), 'what was found is marked');
    const title = await first.innerText();
    await first.click();
    await page.waitForURL(`**${home}scams/fake-police/`);
    assert.equal(await heading(page), title);
    assert.equal(await language(page), code);
    assert.ok((await page.locator('main').innerText()).includes(words));
  });
}

visit('search answers while one types, and going back finds the answers again', '/search/', async (page) => {
  await page.locator('#_query').pressSequentially('刷单');
  await page.locator('#_search-results .entry').first().waitFor();
  assert.equal(new URL(page.url()).searchParams.get('q'), '刷单');
  const found = await page.locator('#_search-status').innerText();
  await page.locator('#_search-results .entry-title a').first().click();
  await page.locator('article').waitFor();
  await page.goBack();
  await page.locator('#_search-results .entry').first().waitFor();
  assert.equal(await page.locator('#_search-status').innerText(), found);
});

visit('the search module keeps its contract', '/', async (page) => {
  await page.locator('#_find').focus();
  await page.waitForFunction(() => globalThis.wuzha?.open);
  const { total, results } = await page.evaluate(async () => {
    const index = await wuzha.open('zh', new URL('/search/', location.href));
    return index.search('安全账户', { limit: 10 });
  });
  assert.ok(Number.isInteger(total) && total >= results.length && results.length > 0 && results.length <= 10);
  for (const result of results) {
    assert.deepEqual(Object.keys(result).sort(), ['excerpt', 'kind', 'language', 'score', 'section', 'title', 'url']);
    const { url, title, excerpt, kind, score } = result;
    for (const text of [url, title, excerpt, kind]) assert.ok(typeof text === 'string' && text, JSON.stringify(result));
    assert.ok(url.startsWith('/') && Number.isFinite(score));
    assert.ok(result.section === null || (result.section.anchor && result.section.heading), JSON.stringify(result));
    assert.doesNotMatch(excerpt, /<(?!\/?mark>)/);
  }
  assert.deepEqual(results.map(({ score }) => score), results.map(({ score }) => score).sort((a, b) => b - a));
});

for (const [address, title] of [['/search/', /没有找到/], ['/en/search/', /Nothing found/]]) {
  visit(`nothing found still helps (${address})`, address, async (page) => {
    await find(page, ABSENT);
    assert.match(await page.locator('#_search-status').innerText(), title);
    assert.ok((await page.locator('#_search-status').innerText()).includes(ABSENT));
    assert.ok(await page.locator('#_search-none').isVisible());
    assert.ok(await page.locator('main a[href$="/hotlines/"]').isVisible(), 'the hotlines');
    assert.ok(await page.locator('a[href="tel:110"]').first().isVisible(), 'the number to ring');
    // Words that are found take the notice away again.
    await find(page, '110');
    await page.locator('#_search-results .entry').first().waitFor();
    assert.ok(!(await page.locator('#_search-none').isVisible()));
  });
}

for (const [code, words, home] of [['zh', '安全账户', '/scams/romance/'], ['en', 'safe account', '/en/scams/romance/']]) {
  visit(`the box answers under itself while one types, for the keyboard alone: ${words}`, home, async (page) => {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.keyboard.press('/');
    const box = page.locator('#_find');
    assert.ok(await box.evaluate((field) => field === document.activeElement), 'a slash leads to the box');
    await page.keyboard.type(words);
    const options = page.locator('#_find-results:not([hidden]) [role=option]');
    await options.first().waitFor();
    assert.equal(await box.inputValue(), words, 'in the box a slash is only the way in');
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    assert.match(await page.locator('.find [role=status]').innerText(), /\d/, 'said aloud');
    assert.ok(await options.first().locator('mark').count(), 'what was found is marked');
    assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), height, 'nothing moves');
    const active = async () => (await box.getAttribute('aria-activedescendant')) && page.locator(`#${await box.getAttribute('aria-activedescendant')}`).getAttribute('href');
    assert.equal(await active(), null);
    await page.keyboard.press('ArrowDown');
    const prefix = LANGUAGES[code];
    assert.equal(await active(), `${prefix}/scams/fake-police/`);
    await page.keyboard.press('ArrowUp');
    assert.equal(await active(), null, 'before the first is the box itself');
    await page.keyboard.press('ArrowUp');
    assert.match(await active(), /\/search\/\?q=/, 'and the last leads to all results');
    await page.keyboard.press('Escape');
    assert.ok(!(await page.locator('#_find-results').isVisible()));
    assert.equal(await box.inputValue(), words, 'Escape keeps the words');
    await page.keyboard.press('ArrowDown');
    await options.first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${prefix}/scams/fake-police/`);
    assert.equal(await language(page), code);
  }, WIDE);
}

visit('nothing of search is loaded before the box is touched, and Enter alone leads to the search page', '/scams/romance/', async (page) => {
  const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('search')).map(({ name }) => name));
  assert.deepEqual(await loaded(), []);
  await page.locator('#_find').fill('刷单');
  await page.locator('#_find-results:not([hidden])').waitFor();
  assert.ok((await loaded()).length > 0);
  await page.locator('#_find').press('Enter');
  await page.waitForURL('**/search/?q=*');
  await page.locator('#_search-results .entry').first().waitFor();
}, WIDE);

// What is typed into the box is answered from the script, the directory, one file with the titles and summaries of all
// pages, and a few postings. Scripts are counted as hosts send them, compressed. The aim is 30,000 bytes.
for (const [address, words] of [['/scams/romance/', '安全账户'], ['/en/scams/romance/', 'safe account']]) {
  visit(`a first query takes few requests and little data (${words})`, address, async (page) => {
    const files = [];
    page.on('requestfinished', (request) => /\/(assets|search)\//.test(request.url()) && files.push(request));
    await page.locator('.find input').fill(words);
    await page.locator('#_find-results:not([hidden]) .find-result').nth(2).waitFor();
    const sizes = await Promise.all(files.map(async (request) => {
      const body = await (await request.response()).body();
      return new URL(request.url()).pathname.endsWith('.js') ? gzipSync(body).length : body.length;
    }));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    const names = files.map((request) => new URL(request.url()).pathname);
    const what = `${bytes} bytes in ${sizes.length} requests: ${names.join(', ')}`;
    assert.ok(sizes.length >= 4 && sizes.length <= REQUESTS && bytes <= BYTES, what);
  }, WIDE);
}

visit('a guess says that it is one, above the list', '/search/', async (page) => {
  await find(page, '刷单反利');
  const { weak } = JSON.parse(await page.locator('#_search').getAttribute('data-messages'));
  assert.equal(await page.locator('#_search-status').innerText(), weak);
  assert.ok(await page.locator('#_search-results li').count() <= 3);
});

visit('a number that is registered leads to its place among the hotlines', '/search/', async (page) => {
  for (const number of ['12381', '03001232040', '九六一一零']) {
    await find(page, number);
    const first = page.locator('#_search-results li a').first();
    assert.match(await first.getAttribute('href'), /\/hotlines\/#[a-z-]+$/, number);
  }
});

visit('an input method is waited for', '/search/', async (page) => {
  const client = await page.context().newCDPSession(page);
  await page.locator('#_query').focus();
  await client.send('Input.imeSetComposition', { text: 'shua dan', selectionStart: 8, selectionEnd: 8 });
  await page.waitForTimeout(600);
  assert.equal(await page.locator('#_query').inputValue(), 'shua dan');
  assert.equal(await page.locator('#_search-status').innerText(), '', 'no question while composing');
  assert.equal(new URL(page.url()).searchParams.get('q'), null);
  await client.send('Input.insertText', { text: '刷单' });
  await page.locator('#_search-results .entry').first().waitFor();
  assert.equal(new URL(page.url()).searchParams.get('q'), '刷单');
});

for (const [prefix, words] of [['', '转账'], ['/en', 'transfer']]) {
  visit(`an answer can be narrowed, and the address says how (${prefix || '/'})`, `${prefix}/search/?q=${words}`, async (page) => {
    const entries = page.locator('#_search-results .entry');
    await entries.first().waitFor();
    const all = await page.locator('#_search-status').innerText();
    await page.locator('#_narrow summary').click();
    const kind = page.locator('#_narrow select[name=kind]');
    await kind.locator('option[value=scams][data-label]').waitFor({ state: 'attached' });
    const label = await kind.locator('option[value=scams]').textContent();
    const expected = Number(/\((\d+)\)/.exec(label)[1]);
    await kind.selectOption('scams');
    await page.waitForFunction((before) => document.querySelector('#_search-status').textContent !== before, all);
    assert.equal(Number(/\d+/.exec(await page.locator('#_search-status').innerText())[0]), expected, label);
    const links = () => page.locator('#_search-results .entry-title a').evaluateAll((links) => links.map((link) => link.pathname));
    assert.ok((await links()).every((link) => link.startsWith(`${prefix}/scams/`)));
    await page.locator('#_narrow select[name=channel]').selectOption('game');
    await page.waitForURL(/channel=game/);
    assert.equal(new URL(page.url()).searchParams.get('kind'), 'scams');
    await page.waitForFunction((most) => document.querySelectorAll('#_search-results .entry').length < most, Math.min(expected, 20));
    const narrowed = await links();
    await page.reload();
    await entries.first().waitFor();
    assert.deepEqual(await links(), narrowed, 'the address alone brings it back');
    assert.equal(await page.locator('#_narrow select[name=channel]').inputValue(), 'game');
    await page.locator('#_narrow button').click();
    await page.waitForFunction((text) => document.querySelector('#_search-status').textContent === text, all);
    assert.equal(new URL(page.url()).searchParams.get('kind'), null);
  });
}

visit('traditional characters find the same pages', '/search/', async (page) => {
  const found = {};
  for (const words of ['安全账户', '安全賬戶']) {
    await find(page, words);
    found[words] = await page.locator('#_search-results .entry-title a').evaluateAll((links) => links.map((link) => link.pathname));
  }
  assert.ok(found['安全账户'].includes('/scams/fake-police/'));
  assert.deepEqual(found['安全賬戶'], found['安全账户']);
});

visit('what someone types is shown as text', '/search/', async (page) => {
  const words = '<img src=x onerror=alert(1)>';
  await find(page, words);
  assert.equal(await page.locator('main img').count(), 0);
  assert.equal(new URL(page.url()).searchParams.get('q'), words);
});

for (const prefix of Object.values(LANGUAGES)) {
  visit(
    `without JavaScript the search page leads to the index (${prefix || '/'})`,
    `${prefix}/`,
    async (page) => {
      await page.locator('#_find').fill('110');
      await page.locator('#_find').press('Enter');
      await page.waitForURL(`**${prefix}/search/?q=110`);
      assert.match(await page.locator('main').innerText(), /JavaScript/);
      await page.locator(`main a[href="${prefix}/a-z/"]`).click();
      await page.waitForURL(`**${prefix}/a-z/`);
      const name = page.locator('.letter a').first();
      await name.click();
      await page.locator('article h1').waitFor();
    },
    { javaScriptEnabled: false },
  );
}

// ---- A pasted message

for (const [prefix, words, target, expected] of [
  ['', '您误开了直播会员，今天不取消每月扣800元，请点 https://bank.example/login 下载会议软件打开屏幕共享', '/scams/fake-customer-service/', /很像/],
  ['/en', 'This is Officer Lee. Your card was used for money laundering. Tell nobody. Move your money to our safe account now or we arrest you: https://bank.example/login', '/en/scams/fake-police/', /very much like/],
]) {
  visit(`a pasted message is named, with the reasons, and stays on the device (${prefix || '/'})`, `${prefix}/check/`, async (page) => {
    const asked = [];
    page.on('request', (request) => asked.push(request));
    await page.locator('#_message').fill(words);
    await page.locator('#_check button[type=submit]').click();
    const first = page.locator('.resemblance').first();
    await first.waitFor();
    assert.match(await first.locator('.level').innerText(), expected);
    assert.equal(await first.locator('h2 a').getAttribute('href'), target);
    assert.ok((await page.locator('.resemblance').count()) <= 3);
    assert.ok(await first.locator('ul li').count(), 'what it resembles');
    assert.ok(await first.locator('ol li').count(), 'what to do now');
    const pasted = page.locator('#_pasted');
    assert.ok(await pasted.locator('mark').count(), 'marked in the text');
    assert.match(await pasted.innerText(), /hxxps:\/\/bank\[\.\]example\/login/);
    assert.equal(await pasted.locator('a').count(), 0);
    assert.ok(await page.locator('#_pasted-note').isVisible(), 'says that links were changed');
    assert.ok(await page.locator('main .notice:not(.if-failed):not(.if-lost)').isVisible(), 'no match is not safe');
    assert.ok(await page.locator('main a[href^="tel:"]').first().isVisible());
    for (const request of asked) {
      assert.equal(request.method(), 'GET');
      assert.ok(!decodeURIComponent(request.url()).includes('Officer') && !decodeURIComponent(request.url()).includes('会员'), request.url());
    }
    assert.equal(new URL(page.url()).search, '');
    await page.locator('#_check button[type=reset]').click();
    assert.equal(await page.locator('.resemblance').count(), 0);
  });

  visit(`who submits before the script is there is answered when it is (${prefix || '/'})`, `${prefix}/check/`, async (page) => {
    await page.route('**/assets/check.*.js', async (route) => {
      await new Promise((later) => setTimeout(later, 700));
      await route.continue();
    });
    await page.locator('#_message').fill(words);
    await page.locator('#_check button[type=submit]').click();
    assert.equal(await page.locator('.resemblance').count(), 0);
    await page.locator('.resemblance').first().waitFor();
  });

  visit(`a warning is called one, and not accused (${prefix || '/'})`, `${prefix}/check/`, async (page) => {
    await page.locator('#_message').fill(
      prefix
        ? 'Example Bank: we will never ask for a code, or to move money to a safe account. Hang up, and call the number on the back of your card.'
        : '【××公安】凡是自称公安、检察院要求您把钱转到“安全账户”的，都是诈骗。不要共享屏幕，不要说出验证码。有疑问请拨打96110。',
    );
    await page.locator('#_check button[type=submit]').click();
    await page.locator('#_check-status[data-level=warning]').waitFor();
    assert.match(await page.locator('#_check-status').innerText(), prefix ? /looks like a warning.*official number/ : /像是提醒.*官方电话/);
    assert.equal(await page.locator('.resemblance:not(.warning), .finding mark').count(), 0);
  });

  visit(`signs, links and numbers of an unknown story are named, and what to do now (${prefix || '/'})`, `${prefix}/check/`, async (page) => {
    await page.locator('#_message').fill(
      prefix
        ? 'You are due a refund. Submit your card number at https://www.miit-gov.cn/r by midnight, or by http://192.0.2.7/a.apk. Call +1 202 555 0143 or 0096110.'
        : '您有一笔补贴，请今天内登录 https://www.miit-gov.cn/r 填写卡号和 验 证 码，或打开 http://192.0.2.7/a.apk，致电 +1 202 555 0143 或者 0096110。',
    );
    await page.locator('#_check button[type=submit]').click();
    await page.locator('#_check-status[data-level=signs]').waitFor();
    const [now, signs, traces] = await Promise.all([0, 1, 2].map((number) => page.locator('.finding').nth(number).innerText()));
    assert.match(now, /110/, 'what to do now');
    assert.match(signs, prefix ? /card number/ : /验证码[^]*验 证 码/, 'the sign and its place');
    for (const words of prefix
      ? [/looks like www\.miit\.gov\.cn, but it is not/, /only a number/, /\+ or 00/, /looks like 96110, but it has more digits/]
      : [/像 www\.miit\.gov\.cn，但不是它/, /只有数字/, /以 \+ 或 00 开头/, /像 96110，但多了数字/]) {
      assert.match(traces, words);
    }
    assert.match(traces, /hxxps:\/\/www\[\.\]miit-gov\[\.\]cn/);
    assert.equal(await page.locator('#_resemblances .finding a').count(), 0, 'nothing becomes a link');
    assert.ok(await page.locator('#_pasted mark').count(), 'marked in the text');
    assert.ok(await page.locator('main .notice:not(.if-failed):not(.if-lost)').isVisible(), 'no match is not safe');
  });

  visit(`a message that resembles nothing is not called safe (${prefix || '/'})`, `${prefix}/check/`, async (page) => {
    await page.locator('#_message').fill('zzqxj');
    await page.locator('#_check button[type=submit]').click();
    await page.locator('#_check-status[data-level]').waitFor();
    assert.match(await page.locator('#_check-status').innerText(), prefix ? /does not mean it is safe/ : /不等于安全/);
    assert.equal(await page.locator('.resemblance').count(), 0);
    assert.ok(await page.locator('main .notice:not(.if-failed):not(.if-lost)').isVisible());
  });
}

visit(
  'without JavaScript nothing that is typed leaves the page, and other ways are shown',
  '/check/',
  async (page) => {
    await page.locator('#_message').fill('转账到安全账户');
    await page.locator('#_message').press('Enter');
    assert.ok(!(await page.locator('#_check button[type=submit]').isVisible()), 'no idle button');
    assert.ok(!decodeURIComponent(page.url()).includes('安全'), page.url());
    assert.match(await page.locator('main').innerText(), /JavaScript/);
    assert.ok(await page.locator('main a[href="/by/channel/"]').isVisible());
  },
  { javaScriptEnabled: false },
);

// ---- By keyboard, and by hand

visit('the keyboard alone reaches the text and the menu', '/', async (page) => {
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.localName);
  await page.keyboard.press('Tab');
  assert.ok(await page.locator('.skip').evaluate((link) => link === document.activeElement && link.getBoundingClientRect().top >= 0));
  await page.keyboard.press('Enter');
  assert.equal(await focused(), '_main');
  const menu = page.locator('.menu');
  await menu.locator('summary').focus();
  await page.keyboard.press('Enter');
  assert.ok(await menu.locator('nav a').first().isVisible());
  await page.keyboard.press('Tab');
  assert.ok(await menu.locator('nav a').first().evaluate((link) => link === document.activeElement));
  await page.keyboard.press('Escape');
  assert.ok(!(await menu.locator('nav a').first().isVisible()));
  assert.equal(await focused(), 'summary');
});

visit('every stop of the keyboard can be seen', '/scams/fake-police/', async (page) => {
  const hidden = [];
  for (let stop = 0; stop < 200; stop++) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return undefined;
      const drawn = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      const card = element.closest('.entry');
      const styles = [getComputedStyle(element), getComputedStyle(element, '::after'), ...(card ? [getComputedStyle(card)] : [])];
      return { outlined: styles.some(drawn), what: element.outerHTML.slice(0, 80) };
    });
    if (!seen) break;
    if (!seen.outlined) hidden.push(seen.what);
  }
  assertNone(hidden, 'stops without an outline');
});

visit(
  'the permanent address can be copied',
  '/scams/fake-police/',
  async (page) => {
    const button = page.locator('.share-buttons [data-copy^=http]');
    const label = await button.innerText();
    await button.click();
    await page.waitForFunction((before) => document.querySelector('.share-buttons [data-copy^=http]').textContent !== before, label);
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^https:\/\/.+\/s\/fake-police\/$/);
  },
  { permissions: ['clipboard-read', 'clipboard-write'] },
);

visit(
  'a volunteer copies the text for a chat group, whole',
  '/scams/fake-police/',
  async (page) => {
    const share = page.locator('.share');
    await share.locator('[data-copy=""]').click();
    await page.waitForFunction(() => document.querySelector('.share [role=status]').textContent);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await share.locator('pre').textContent());
    assert.match(copied, /\/s\/fake-police\/$/);
  },
  { permissions: ['clipboard-read', 'clipboard-write'] },
);

// ---- What the headers forbid

test('nothing that is not the site’s own runs, loads or frames it, and a page may copy but not film', async () => {
  const { page, trouble, close } = await site.open({ address: '/scams/fake-police/' });
  const allowed = await page.evaluate(async () => {
    const script = document.createElement('script');
    // Trusted Types refuse the text before the policy can refuse the script.
    try {
      script.textContent = 'globalThis.ran = true';
    } catch (error) {
      console.error(error.message);
    }
    const image = document.createElement('img');
    image.src = 'https://elsewhere.example/a.png';
    document.body.append(script, image);
    document.body.setAttribute('style', 'color: red');
    const fetched = await fetch('https://elsewhere.example/').then(() => true, () => false);
    const policy = document.permissionsPolicy ?? document.featurePolicy;
    const may = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'fullscreen', 'clipboard-write'].filter((name) => policy.allowsFeature(name));
    return { ran: globalThis.ran === true, fetched, may };
  });
  assert.deepEqual(allowed, { ran: false, fetched: false, may: ['clipboard-write'] });
  for (const [word, by] of [['script', 'TrustedScript'], ['image', 'Content Security Policy'], ['style', 'Content Security Policy'], ['connect', 'Content Security Policy']]) {
    assert.ok(trouble.some((line) => line.toLowerCase().includes(word) && line.includes(by)), `${word}: ${trouble.join('\n')}`);
  }
  await page.goto('about:blank');
  await page.setContent(`<iframe src="${site.origin}/"></iframe>`);
  await page.waitForTimeout(300);
  assert.equal(await page.frames()[1].locator('.brand').count(), 0, 'framed');
  await close();
});

// ---- Expired content

for (const [name, address, words] of [
  ['in Chinese', '/scams/fake-police/', /过了核对期限/],
  ['in English', '/en/scams/fake-police/', /due to be checked again/],
]) {
  test(`expired content says so by the reader's clock, ${name}`, async () => {
    const { page, close } = await site.open({ viewport: PHONE });
    const shown = async (day) => {
      await page.clock.setFixedTime(new Date(`${day}T12:00:00`));
      await go(page, address);
      return page.locator('.notice-expired:visible').allInnerTexts();
    };
    const until = await (async () => {
      await go(page, address);
      return page.locator('main .notice-expired').getAttribute('data-until');
    })();
    assert.doesNotMatch((await shown(until)).join(' '), /本页|this page/i);
    const after = await shown('2099-01-01');
    assert.equal(after.length, 2, 'the numbers above, and the page');
    for (const text of after) assert.match(text, words);
    await close();
  });
}

// ---- Every page

test('a browser may read the manifest that puts the site into the share sheet', async () => {
  const { page, close } = await site.open();
  const session = await page.context().newCDPSession(page);
  for (const prefix of Object.values(LANGUAGES)) {
    await go(page, `${prefix}/`);
    const { data = '', errors } = await session.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    assert.equal(JSON.parse(data || '{}').share_target?.action, `${prefix}/check/`, 'the policy of the page lets it load');
  }
  await close();
});

test('every page opens without errors, blocked loads or requests elsewhere, and fits a small phone', async (t) => {
  const files = htmlFiles();
  const waiting = files.map((file) => `/${file.replace(/(^|\/)index\.html$/, '$1')}`);
  const found = [];
  const walk = async () => {
    const { page, trouble, close } = await site.open({ viewport: { width: 320, height: 640 } });
    for (let address = waiting.pop(); address; address = waiting.pop()) {
      await go(page, address);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) found.push(`${address} is ${width} px wide`);
    }
    await close();
    found.push(...trouble);
  };
  await Promise.all([walk(), walk()]);
  t.diagnostic(`${files.length} pages`);
  assertNone(found, 'things went wrong');
});

test('only registered numbers can be rung', async () => {
  const register = readFileSync(join(import.meta.dirname, '../../content/hotlines.toml'), 'utf8');
  const digits = (number) => number.replace(/[^\d+]/g, '');
  const entries = register.split('[[hotline]]').slice(1);
  const value = (entry, key) => entry.match(new RegExp(`^${key} = "?([^"\\n]*)`, 'm'))?.[1];
  const callable = new Set(entries.filter((entry) => value(entry, 'call') === 'true').map((entry) => digits(value(entry, 'number'))));
  assert.ok(callable.has('110'));
  const found = [];
  let links = 0;
  for (const file of htmlFiles()) {
    for (const [, number] of readFileSync(join(SITE, file), 'utf8').matchAll(/href="tel:([^"]*)"/g)) {
      links++;
      if (!callable.has(digits(number))) found.push(`${file}: ${number}`);
    }
  }
  assert.ok(links > 0);
  assertNone(found, 'numbers are not registered');
});
