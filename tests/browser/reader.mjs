// Do people in trouble, and those who help them, get where they want to? Each task as they would do it: two taps, one
// screen, the keyboard alone, large letters, no JavaScript.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES, assertNone, go, htmlFiles, start } from './harness.mjs';

const PHONE = { width: 390, height: 800 };
/** Without a moment in which the page still moves. */
const STILL = { reducedMotion: 'reduce' };

let site;
before(async () => (site = await start()));
after(() => site.close());

/** A test on a page of its own, during which nothing may go wrong. */
function visit(name, address, run, options = {}) {
  test(name, async () => {
    const { page, trouble, close } = await site.open({ viewport: PHONE, ...options });
    if (options.before) await options.before(page);
    await go(page, address);
    await run(page);
    await close();
    assertNone(trouble, 'things went wrong');
  });
}

/** Moves to a link by the keyboard alone, as far as it takes, and follows it. */
async function follow(page, href) {
  for (let stop = 0; stop < 150; stop++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((href) => document.activeElement.getAttribute('href') === href, href)) {
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${href}`);
      return;
    }
  }
  assert.fail(`the keyboard does not reach ${href}`);
}

// ---- Finding without knowing the name

for (const prefix of Object.values(LANGUAGES)) {
  const where = prefix || '/';

  visit(`a mother whose son asks for money finds the page in two taps (${where})`, `${prefix}/`, async (page) => {
    await page.locator(`main a[href="${prefix}/by/channel/wechat/"]`).click();
    await page.waitForURL('**/by/channel/wechat/');
    await page.locator(`main a[href="${prefix}/scams/fake-boss-or-friend/"]`).click();
    await page.waitForURL('**/scams/fake-boss-or-friend/');
  });

  visit(`the same by the keyboard alone (${where})`, `${prefix}/`, async (page) => {
    await follow(page, `${prefix}/by/channel/wechat/`);
    await follow(page, `${prefix}/scams/fake-boss-or-friend/`);
  });

  visit(`a man asked to share his screen finds the page in two taps (${where})`, `${prefix}/`, async (page) => {
    await page.locator(`main a[href="${prefix}/by/payment/screen-share/"]`).click();
    await page.locator(`main a[href="${prefix}/scams/fake-customer-service/"]`).click();
    await page.waitForURL('**/scams/fake-customer-service/');
  });

  visit(`whoever has paid is at what to do in one tap, and at their way of paying in two (${where})`, `${prefix}/`, async (page) => {
    await page.locator('main .ask-paid').click();
    await page.waitForURL('**/guides/already-paid/');
    assert.match(await page.locator('#now > h2').innerText(), /30/);
    const ways = page.locator('#how-paid .jumps a');
    assert.ok((await ways.count()) >= 8);
    await ways.nth(3).click();
    const part = new URL(page.url()).hash;
    assert.ok(await page.locator(part).evaluate((heading) => heading.getBoundingClientRect().top < innerHeight / 2));
  }, STILL);

  for (const [width, height] of [[390, 700], [1280, 720]]) {
    visit(
      `what happens now fits one screen of ${width} × ${height} (${where})`,
      `${prefix}/`,
      async (page) => {
        await page.locator('main .ask-now').click();
        await page.waitForURL('**/now/');
        const steps = page.locator('.now-steps li');
        assert.equal(await steps.count(), 3);
        const bottom = await steps.last().evaluate((step) => step.getBoundingClientRect().bottom);
        assert.ok(bottom <= height, `the last step ends at ${bottom}`);
        assert.ok(await steps.last().locator('a[href="tel:96110"]').isVisible());
        assert.ok(await page.locator('.help-bar a[href="tel:110"]').isVisible());
      },
      { viewport: { width, height } },
    );
  }
}

// ---- One frame

test('the number to call stays at the foot of the screen on every page', async () => {
  const { page, close } = await site.open({ viewport: PHONE });
  const found = [];
  for (const prefix of Object.values(LANGUAGES)) {
    const places = new Map();
    for (const address of ['/', '/now/', '/scams/fake-police/', '/guides/already-paid/', '/print/', '/search/', '/quizzes/quiz-students/', '/no-such-page/']) {
      await go(page, prefix + address);
      const place = await page.locator('.help-bar').evaluate((help) => {
        const { bottom, left, width, height } = help.getBoundingClientRect();
        return [innerHeight - bottom, left, width, height].map(Math.round).join(' ');
      });
      assert.match(place, /^0 0 /);
      places.set(place, [...(places.get(place) ?? []), prefix + address]);
    }
    if (places.size > 1) found.push(...[...places].map(([place, pages]) => `${place}: ${pages.join(', ')}`));
  }
  await close();
  assertNone(found, 'places');
});

test('the first screen of a small phone has the title, the answer and the first thing to do', async () => {
  const { page, close } = await site.open({ viewport: { width: 360, height: 560 } });
  const found = [];
  const files = htmlFiles().filter((file) => /^(en\/)?(scams|cases|audiences|alerts|guides)\/[^/]+\/index\.html$/.test(file));
  assert.ok(files.length >= 40);
  for (const file of files) {
    await go(page, `/${file}`);
    const { places, foot } = await page.evaluate(() => {
      const top = (selector) => document.querySelector(selector).getBoundingClientRect();
      const step = '.help .call, .first li, .first-step, .first p';
      return { places: [top('h1').bottom, top('.page-head .help, .lead, .summary').top + 28, top(step).top + 28], foot: top('.help-bar').top };
    });
    if (places.some((place) => place > foot)) found.push(`${file}: ${places.map(Math.round)} of ${Math.round(foot)}`);
    await page.evaluate(() => (document.documentElement.style.fontSize = '30px'));
    const title = await page.evaluate(() => document.querySelector('h1').getBoundingClientRect().bottom - document.querySelector('.help-bar').getBoundingClientRect().top);
    if (title > 0) found.push(`${file}: at 30 px the title ends ${Math.round(title)} px below`);
  }
  await close();
  assertNone(found, 'pages');
});

test('seven tenths of every page of content are its subject', async () => {
  const { page, close } = await site.open({ viewport: { width: 360, height: 560 } });
  const found = [];
  const files = htmlFiles().filter((file) => /^(en\/)?(scams|cases|audiences|guides|alerts|protocols|letters|drills|sessions|quizzes)\/[^/]+\/index\.html$|^(en\/)?(about|privacy|for-branches)\/index\.html$/.test(file));
  assert.ok(files.length >= 80);
  for (const file of files) {
    await go(page, `/${file}`);
    const share = await page.evaluate(() => {
      // What is to be printed is the subject of a letter.
      const ends = Array.from(document.querySelectorAll('.rest, .listing, .kind-letters .take'), (part) => part.getBoundingClientRect().bottom);
      const start = document.querySelector('.page-head').getBoundingClientRect().top;
      return (Math.max(...ends) - start) / document.documentElement.scrollHeight;
    });
    if (share < 0.7) found.push(`${file}: ${Math.round(share * 100)} %`);
  }
  await close();
  assertNone(found, 'pages');
});

test('every scam has the same frame, in every language', async () => {
  const { page, close } = await site.open({ viewport: PHONE });
  const found = [];
  const scams = htmlFiles().filter((file) => /^(en\/)?scams\/[^/]+\/index\.html$/.test(file) && !file.includes('/page/'));
  assert.ok(scams.length >= 24);
  for (const file of scams) {
    await go(page, `/${file}`);
    const ids = await page.locator('main section[id]').evaluateAll((sections) => sections.map(({ id }) => id));
    const frame = ids.filter((id) => ['do', 'flags', 'say', 'paid', '_cases', 'help'].includes(id));
    const wanted = ['do', 'flags', 'say', 'paid', ...(ids.includes('_cases') ? ['_cases'] : []), 'help'];
    if (frame.join() !== wanted.join() || ids.slice(0, 4).join() !== 'do,flags,say,paid') found.push(`${file}: ${ids.join(' ')}`);
    const after = await page.locator('.take').evaluate((take) => take.compareDocumentPosition(document.querySelector('.about')) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (!after) found.push(`${file}: sources before materials`);
  }
  await close();
  assertNone(found, 'pages');
});

visit('cases are told on the page of their scam, and their turning points are marked in words', '/scams/romance/', async (page) => {
  await page.locator('#_cases a[href="/cases/fairly-familiar-friend/"]').click();
  const turn = page.locator('.section-how .turning');
  assert.equal(await turn.count(), 1);
  assert.match(await turn.innerText(), /^关键一步/);
});

// ---- Language

visit('changing language stays at the section that is being read', '/scams/fake-police/', async (page) => {
  await page.locator('#paid').evaluate((section) => scrollTo({ top: section.getBoundingClientRect().top + scrollY - 40, behavior: 'instant' }));
  await page.locator('.language-switch a').evaluate((link) => link.click());
  await page.waitForURL('**/en/scams/fake-police/#paid');
  assert.ok(await page.locator('#paid').evaluate((section) => Math.abs(section.getBoundingClientRect().top) < innerHeight / 2));
}, STILL);

// ---- Comfort

for (const [prefix, name] of [['', '字号和颜色'], ['/en', 'Text size and colours']]) {
  visit(`text size, contrast and colours are kept from page to page (${prefix || '/'})`, `${prefix}/`, async (page) => {
    const look = () =>
      page.evaluate(() => {
        const { fontSize } = getComputedStyle(document.querySelector('main p'));
        const { backgroundColor } = getComputedStyle(document.body);
        return { size: Math.round(parseFloat(fontSize)), paper: backgroundColor };
      });
    const [light] = [await look()];
    await page.getByLabel(name, { exact: true }).first().click();
    await page.locator('.preferences input[name=size][value="30"]').check();
    await page.locator('.preferences input[name=contrast][value=more]').check();
    await page.locator('.preferences input[name=colours][value=dark]').check();
    const chosen = await look();
    assert.ok(chosen.size >= 30 && light.size < 24, JSON.stringify([light, chosen]));
    assert.equal(chosen.paper, 'rgb(0, 0, 0)');
    // From the first moment of the next page on.
    await page.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => (globalThis.early = getComputedStyle(document.body).backgroundColor));
    });
    await go(page, `${prefix}/scams/fake-police/`);
    assert.equal(await page.evaluate(() => globalThis.early), 'rgb(0, 0, 0)');
    assert.ok((await look()).size >= 30);
    await page.keyboard.press('Escape');
    await page.locator('.preferences summary').click();
    await page.locator('.preferences button').click();
    assert.deepEqual((await look()).paper, light.paper);
    assert.equal(await page.evaluate(() => localStorage.getItem('wuzha')), '{}');
    await page.keyboard.press('Escape');
    assert.ok(!(await page.locator('.preferences-panel').isVisible()));
  });
}

visit('who wants little motion gets none', '/scams/fake-police/', async (page) => {
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((element) => parseFloat(getComputedStyle(element).transitionDuration) > 0 || getComputedStyle(element).animationName !== 'none').length);
  assert.equal(moving, 0);
}, { reducedMotion: 'reduce' });

// ---- The newest alert

visit('the newest alert is said until it is put away, and then not again', '/', async (page) => {
  const banner = page.locator('.banner');
  assert.ok(await banner.isVisible());
  await banner.locator('button').click();
  assert.ok(!(await banner.isVisible()));
  await go(page, '/en/scams/romance/');
  assert.ok(!(await banner.isVisible()), 'nor in another language');
});

visit(
  'an alert that is over is said no more',
  '/',
  async (page) => assert.ok(!(await page.locator('.banner').isVisible())),
  { before: (page) => page.clock.setFixedTime(new Date('2099-01-01T12:00:00')) },
);

visit('an alert is not said on its own page, nor to whoever has paid', '/alerts/fake-customer-service-screen-sharing/', async (page) => {
  assert.equal(await page.locator('.banner').count(), 0);
  await go(page, '/guides/already-paid/');
  assert.equal(await page.locator('.banner').count(), 0);
});

// ---- Volunteers

visit(
  'a page goes to the system’s own sheet, with the words for a chat',
  '/en/scams/task-rebate/',
  async (page) => {
    await page.locator('.share [data-send]').click();
    const sent = await page.evaluate(() => globalThis.sent);
    assert.equal(sent.text, await page.locator('.share pre').textContent());
    assert.equal(sent.title, await page.locator('h1').innerText());
    await go(page, '/hotlines/');
    await page.locator('.share [data-send]').click();
    assert.match((await page.evaluate(() => globalThis.sent)).url, /\/hotlines\/$/);
  },
  {
    before: (page) =>
      page.addInitScript(() => {
        navigator.share = async (what) => Object.assign(globalThis, { sent: what });
      }),
  },
);

visit('without such a sheet there is no such button', '/', async (page) => {
  assert.ok(!(await page.locator('.share [data-send]').isVisible()));
});

for (const address of ['/scams/fake-police/', '/en/scams/fake-police/', '/hotlines/']) {
  visit(`the code is large enough to be read by another telephone (${address})`, address, async (page) => {
    await page.locator('.share-more summary').click();
    const image = page.locator('.code img');
    await image.evaluate((image) => image.decode());
    const { width, height, natural } = await image.evaluate((image) => ({ width: image.clientWidth, height: image.clientHeight, natural: image.naturalWidth }));
    assert.ok(width >= 320 && natural >= 720, `${width} × ${height} of ${natural}`);
    assert.match(await page.locator('.code a').getAttribute('download'), /qr-card.*\.png$/);
  });
}

for (const address of ['/scams/fake-police/', '/en/guides/already-paid/', '/s/fake-police/', '/en/']) {
  // An app reads the answer and runs nothing: a short address leads on only in a browser.
  visit(`what a chat app reads of a link is whole (${address})`, '/offline/', async (page) => {
    const html = await (await page.request.get(address)).text();
    const read = await page.evaluate((html) => {
      const metas = html.matchAll(/<meta (?:property|itemprop)="([^"]+)" content="([^"]*)">/g);
      return Object.fromEntries([...metas].map(([, name, content]) => [name, content]));
    }, html);
    for (const name of ['og:title', 'og:description', 'og:url', 'og:image', 'og:image:width', 'og:image:alt', 'og:site_name', 'name', 'description', 'image']) assert.ok(read[name], name);
    const { pathname, protocol } = new URL(read['og:image']);
    assert.equal(protocol, 'https:');
    const answer = await page.request.get(pathname);
    assert.equal(answer.status(), 200);
    assert.ok((await answer.body()).length <= 300 * 1024, 'at most 300 KB');
  });
}

// ---- Without JavaScript

for (const prefix of Object.values(LANGUAGES)) {
  visit(
    `without JavaScript everything is read and rung, and no control stands there idle (${prefix || '/'})`,
    `${prefix}/`,
    async (page) => {
      for (const idle of ['.preferences', '.banner-dismiss', '.share button']) {
        for (const control of await page.locator(idle).all()) assert.ok(!(await control.isVisible()), idle);
      }
      assert.ok(await page.locator('.banner').isVisible());
      await page.locator('main .ask-now').click();
      await page.locator(`main a[href="${prefix}/by/channel/"]`).click();
      await page.locator(`main a[href="${prefix}/by/channel/phone/"]`).click();
      await page.locator(`main a[href="${prefix}/scams/fake-police/"]`).click();
      await page.waitForURL('**/scams/fake-police/');
      await page.locator('.share-more summary').click();
      assert.ok(await page.locator('.share pre').isVisible(), 'the text can be marked and copied by hand');
      assert.ok(await page.locator('.code img').isVisible());
    },
    { javaScriptEnabled: false },
  );
}

// ---- On paper

for (const address of ['/scams/fake-police/', '/en/hotlines/', '/cases/romance/'.replace('romance', 'token-upgrade-sms')]) {
  visit(`any page prints as text, without what only a screen can do (${address})`, address, async (page) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const control of ['.find', '.preferences', '.menu', '.language-switch', '.share-buttons', '.code', '.banner']) {
      for (const element of await page.locator(control).all()) assert.ok(!(await element.isVisible()), control);
    }
    assert.ok(await page.locator('.help-bar .call').isVisible());
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
    const pdf = await page.pdf({ format: 'A4' });
    assert.ok(pdf.length > 1000);
  });
}
