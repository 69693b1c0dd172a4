// Does a page go on working when the site behind it is exchanged? Three builds whose texts, scripts and index differ, one
// after another in the folder of a server: what a build no longer has is gone.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { answer, fakeSpeech, launch } from './harness.mjs';
import { serve } from './server.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
/** A word that only one of the builds has. */
const WORDS = [undefined, '香蕉', '葡萄', '荔枝'];
const MESSAGE = '我是公安局的，你涉嫌洗钱，不能告诉家人，马上把钱转到安全账户';
const HARMLESS = '明天下午三点在老地方集合，记得带伞和水杯';
const CASE = '/cases/token-upgrade-sms/';

let place;
let browser;
before(async () => {
  assert.ok(process.env.WUZHA, 'WUZHA names the program that builds the site');
  place = mkdtempSync(join(tmpdir(), 'deploys-'));
  for (const name of ['content', 'themes', 'static', 'wuzha.toml', 'printed.lock']) cpSync(join(ROOT, name), join(place, 'root', name), { recursive: true });
  for (const build of [1, 2, 3]) makeBuild(build);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(place, { recursive: true, force: true });
});

/** A build in which every script and the styles say which it is, and a page has a word of its own. */
function makeBuild(build) {
  const theme = join(place, 'root/themes/default/static');
  for (const script of ['early', 'main', 'search/search', 'check/check', 'quiz/quiz', 'read-aloud/read-aloud']) {
    appendFileSync(join(theme, `${script}.js`), `\n(self.builds = self.builds || {})['${script}'] = ${build};\n`);
  }
  appendFileSync(join(theme, 'styles/30-frame.css'), `\nbody { orphans: 1${build}; }\n`);
  appendFileSync(join(place, 'root/content/scams/fake-police/zh.md'), `\n这一版的记号是${WORDS[build]}。\n`);
  execFileSync(process.env.WUZHA, ['build', '--quiet', '--only', 'html,search', '--root', join(place, 'root'), '--out', join(place, `${build}`)], { stdio: 'pipe' });
}

/** A reader of a site of which the first build is deployed. */
async function reader(options = {}, edits = {}) {
  const folder = mkdtempSync(join(place, 'site-'));
  const deploy = (build) => {
    // As hosts do it: complete, and at once.
    const [next, last] = ['next', 'last'].map((name) => `${folder}-${name}`);
    cpSync(join(place, `${build}`), next, { recursive: true });
    renameSync(folder, last);
    renameSync(next, folder);
    rmSync(last, { recursive: true });
  };
  deploy(1);
  const server = await serve(folder, edits);
  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const loads = [];
  page.on('load', () => loads.push(page.url()));
  const session = await context.newCDPSession(page);
  return {
    page,
    loads,
    folder,
    /** Exchanges the site. What the browser itself happens to have kept must not help. */
    async deploy(build) {
      deploy(build);
      await session.send('Network.clearBrowserCache');
    },
    async disconnect() {
      await server.close();
      await session.send('Network.clearBrowserCache');
    },
    async close() {
      await context.close();
      await server.close();
    },
  };
}

const WITHOUT_WORKER = { serviceWorkers: 'block' };
/** Which build a script of the page is from. */
const buildOf = (page, script) => page.evaluate((script) => self.builds?.[script], script);
const styleOf = (page) => page.evaluate(() => Number(getComputedStyle(document.body).orphans) - 10);
const first = (page) => page.locator('#_search-results .entry, #_search-none:not([hidden])').first();

/** Waits until what runs in the page says yes. */
async function until(page, check, value) {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    if (await page.evaluate(check, value)) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`in vain: ${check} ${value}`);
}

const isKept = (page, path) => until(page, async (path) => Boolean(await caches.match(path)), path);
/** What the worker of a build is told to keep. */
const toldOf = (build) => JSON.parse(readFileSync(join(place, `${build}`, 'worker.js'), 'utf8').match(/^self\.wuzhaCopy = (.*);$/m)[1]);

/** Waits until the worker of a build is the only one that keeps anything, and keeps all it should. */
async function isWorkerOf(page, build) {
  const { version, languages } = toldOf(build);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  const told = { name: `wuzha-essential-${version}`, paths: [...languages.zh.pages, ...languages.zh.search] };
  for (const end = Date.now() + 60_000; Date.now() < end; await page.waitForTimeout(500)) {
    if (await page.evaluate(isWhole, told)) return;
    // A browser stops a worker that is idle for half a minute; but not while a test looks at it.
    if (await page.evaluate(isWaiting)) await session.send('ServiceWorker.stopAllWorkers');
  }
  assert.fail(`the worker of build ${build} does not take over`);
}

/** Runs in the page: whether a new worker waits for the old one to end. */
async function isWaiting() {
  const { waiting } = await navigator.serviceWorker.getRegistration();
  return Boolean(waiting);
}

/** Runs in the page. */
async function isWhole({ name, paths }) {
  const names = (await caches.keys()).filter((one) => one.startsWith('wuzha-essential-'));
  if (names.join() !== name || !navigator.serviceWorker.controller) return false;
  const copy = await caches.open(name);
  const kept = new Set((await copy.keys()).map(({ url }) => new URL(url).pathname));
  return paths.every((path) => kept.has(path));
}

test('the builds differ in what their files are called', () => {
  const names = [1, 2, 3].map((build) => new Set(readFileSync(join(place, `${build}/index.html`), 'utf8').match(/\/assets\/[^"]+/g)));
  const all = new Set(names.flatMap((some) => [...some]));
  for (const name of ['main', 'search', 'early']) assert.equal([...all].filter((path) => path.startsWith(`/assets/${name}.`) && path.endsWith('.js')).length, 3, name);
  const texts = [1, 2, 3].map((build) => readFileSync(join(place, `${build}/search/zh/index.bin`)).toString('base64'));
  assert.equal(new Set(texts).size, 3);
});

test('the search box of a page that was open before two deploys still leads to results', async () => {
  const { page, loads, deploy, close } = await reader(WITHOUT_WORKER);
  await page.goto('/scams/romance/');
  await deploy(2);
  await deploy(3);
  await page.locator('#_find').click();
  await page.locator('#_find').pressSequentially('荔枝');
  await page.waitForTimeout(500);
  assert.equal(await page.locator('#_find').inputValue(), '荔枝');
  assert.equal(loads.length, 1, 'nothing is reloaded under a reader who types');
  await page.locator('#_find').press('Enter');
  await page.locator('#_search-results a[href^="/scams/fake-police/"]').first().waitFor();
  await close();
});

test('a search page that was open renews itself and keeps what was typed', async () => {
  const { page, loads, deploy, close } = await reader(WITHOUT_WORKER);
  await page.goto('/search/');
  await deploy(2);
  await page.locator('#_query').fill('葡萄');
  await page.locator('#_search-results a[href^="/scams/fake-police/"]').first().waitFor();
  assert.equal(await page.locator('#_query').inputValue(), '葡萄');
  assert.equal(await buildOf(page, 'search/search'), 2);
  assert.equal(loads.length, 2);
  await close();
});

test('a message that was pasted into an old page is compared, and stays', async () => {
  const { page, loads, deploy, close } = await reader(WITHOUT_WORKER);
  await page.goto('/check/');
  await deploy(2);
  await page.locator('#_message').evaluate((field, text) => (field.value = text), MESSAGE);
  await page.locator('#_check [data-submit]').click();
  await page.locator('.resemblance h2 a[href^="/scams/fake-police/"]').first().waitFor();
  assert.equal(await page.locator('#_message').inputValue(), MESSAGE);
  assert.equal(await buildOf(page, 'check/check'), 2);
  assert.equal(loads.length, 2);
  assert.equal(await page.evaluate(() => JSON.stringify(history.state).includes('公安')), false, 'no copy of it is left');
  await close();
});

test('an index whose parts are gone is read again', async () => {
  const { page, loads, deploy, close } = await reader(WITHOUT_WORKER);
  const gone = [];
  page.on('response', (response) => response.status() === 404 && gone.push(response.url()));
  await page.goto('/search/?q=96110');
  await first(page).waitFor();
  for (const [build, words] of [[2, '安全账户'], [3, '屏幕共享']]) {
    await deploy(build);
    await page.locator('#_query').fill(words);
    await page.locator('#_search-results .entry mark', { hasText: words }).first().waitFor();
    assert.ok(gone.splice(0).length > 0, 'parts of the old index were asked for');
    await page.locator('#_query').fill(WORDS[build]);
    await page.locator('#_search-results a[href^="/scams/fake-police/"]').first().waitFor();
  }
  assert.equal(loads.length, 1);
  await close();
});

test('advice on a message comes from the new index', async () => {
  const { page, loads, deploy, close } = await reader(WITHOUT_WORKER);
  await page.goto('/check/');
  await page.locator('#_message').fill(MESSAGE);
  await page.locator('#_check [data-submit]').click();
  await page.locator('.resemblance').first().waitFor();
  await deploy(2);
  await page.locator('#_message').fill(HARMLESS);
  await page.locator('#_check [data-submit]').click();
  await until(page, () => document.querySelector('#_check-status').dataset.level === 'none');
  assert.equal(loads.length, 1);
  await close();
});

test('an index in a form that an old page does not know renews the page', async () => {
  const { page, loads, deploy, close } = await reader(WITHOUT_WORKER);
  await page.goto('/search/');
  let isRenewed = false;
  page.on('request', (request) => (isRenewed ||= request.isNavigationRequest()));
  await page.locator('#_query').focus();
  await until(page, () => Boolean(self.builds['search/search']));
  await page.route('**/search/zh/index.bin', async (route) => {
    if (isRenewed) return route.continue();
    return route.fulfill({ body: '{"format":99}' });
  });
  await deploy(2);
  await page.locator('#_query').fill('葡萄');
  await page.locator('#_search-results a[href^="/scams/fake-police/"]').first().waitFor();
  assert.equal(loads.length, 2);
  await close();
});

test('a quiz, the text size and reading aloud of an open page', async () => {
  const { page, loads, deploy, close } = await reader(WITHOUT_WORKER);
  await page.addInitScript(fakeSpeech, [{ name: 'Han', lang: 'zh-CN' }]);
  await page.goto('/quizzes/quiz-older-people/');
  await deploy(2);
  await answer(page, [[0]]);
  assert.ok(await page.locator('.question .option-mark:visible').count());
  await page.locator('#_find').fill('葡萄');
  await page.waitForTimeout(500);
  assert.equal(loads.length, 1, 'answers are not lost');
  await deploy(1);
  await page.goto('/scams/romance/');
  await deploy(2);
  await page.locator('.preferences summary').click();
  await page.locator('.preferences input[name=size][value="30"]').check();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '30px');
  await page.locator('.preferences summary').click();
  await page.locator('.read-aloud-play').click();
  await until(page, () => self.builds?.main === 2);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '30px');
  await page.locator('.read-aloud-play').click();
  await page.waitForFunction(() => speechSynthesis.said.some(({ text }) => text));
  await close();
});

test('a script that is missing although the page names it reloads nothing', async () => {
  const { page, loads, folder, close } = await reader(WITHOUT_WORKER);
  await page.goto('/check/');
  rmSync(join(folder, 'assets'), { recursive: true });
  await page.locator('#_message').fill(MESSAGE);
  await page.locator('#_check [data-submit]').click();
  await until(page, () => document.querySelector('#_check-status').textContent.includes('96110'));
  assert.equal(await page.locator('#_message').inputValue(), MESSAGE);
  assert.equal(loads.length, 1);
  await close();
});

test('what was read at the first build is whole after two more, without a network', async () => {
  const { page, deploy, disconnect, close } = await reader();
  await page.goto('/');
  await isWorkerOf(page, 1);
  await page.goto(CASE);
  await isKept(page, CASE);
  await deploy(2);
  await page.goto('/drills/drill-phone-at-counter/');
  await isWorkerOf(page, 2);
  await page.goto('/protocols/four-counter-questions/');
  await isKept(page, '/protocols/four-counter-questions/');
  await deploy(3);
  await page.goto('/');
  await isWorkerOf(page, 3);
  await disconnect();
  for (const [path, build] of [[CASE, 1], ['/protocols/four-counter-questions/', 2], ['/', 3]]) {
    await page.goto(path);
    assert.equal(await styleOf(page), build, `${path} has its styles`);
    assert.equal(await buildOf(page, 'main'), build, `${path} has its script`);
    await page.locator('.preferences summary').click();
    await page.locator('.preferences input[name=size]').last().check();
    await page.locator('.preferences summary').click();
    await page.locator('#_find').fill('荔枝');
    await page.locator('#_find-results:not([hidden]) [role=option]', { hasText: '公检法' }).first().waitFor();
    assert.equal(await buildOf(page, 'search/search'), build, `${path} has the script of its search box`);
    await page.locator('#_find').press('Enter');
    await page.locator('#_search-results a[href^="/scams/fake-police/"]').first().waitFor();
    assert.equal(await buildOf(page, 'search/search'), 3);
  }
  await page.goto('/check/');
  await page.locator('#_message').fill(MESSAGE);
  await page.locator('#_check [data-submit]').click();
  await page.locator('.resemblance').first().waitFor();
  await close();
});

test('styles and scripts that no kept page names are not kept', async () => {
  const { page, deploy, close } = await reader();
  await page.goto('/');
  await isWorkerOf(page, 1);
  await page.goto(CASE);
  await isKept(page, CASE);
  for (const build of [2, 3]) {
    await deploy(build);
    await page.goto(CASE);
    await isWorkerOf(page, build);
  }
  const kept = await page.evaluate(async () => {
    const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith('/assets/main.') && path.endsWith('.js'));
  });
  const [own] = readFileSync(join(place, '3', CASE, 'index.html'), 'utf8').match(/\/assets\/main\.[0-9a-f]+\.js/);
  assert.deepEqual([...new Set(kept)], [own]);
  await close();
});

test('a page that is open while a new worker takes over goes on, also without a network', async () => {
  const { page, deploy, disconnect, close } = await reader();
  await page.goto('/check/');
  await isWorkerOf(page, 1);
  await deploy(2);
  await isWorkerOf(page, 2);
  await disconnect();
  await page.locator('#_message').evaluate((field, text) => (field.value = text), MESSAGE);
  await page.locator('#_check [data-submit]').click();
  await page.locator('.resemblance h2 a[href^="/scams/fake-police/"]').first().waitFor();
  assert.equal(await page.locator('#_message').inputValue(), MESSAGE);
  await close();
});

test('a worker that is never renewed shows the pages of the day, and keeps them whole', async () => {
  const { page, deploy, disconnect, close } = await reader({}, { 'worker.js': () => readFileSync(join(place, '1/worker.js'), 'utf8') });
  await page.goto('/');
  await isWorkerOf(page, 1);
  for (const build of [2, 3]) {
    await deploy(build);
    await page.goto('/');
    assert.equal(await buildOf(page, 'main'), build);
    await page.locator('#_find').fill(WORDS[build]);
    await page.locator('#_find-results:not([hidden]) [role=option]', { hasText: '公检法' }).first().waitFor();
  }
  await page.goto(CASE);
  await isKept(page, CASE);
  await disconnect();
  for (const path of ['/', CASE]) {
    await page.goto(path);
    assert.equal(await styleOf(page), 3, path);
    await page.locator('#_find').fill('安全账户');
    await page.locator('#_find-results:not([hidden]) [role=option]', { hasText: '公检法' }).first().waitFor();
  }
  await close();
});

test('a page that was withdrawn is not shown from the copy', async () => {
  const { page, folder, disconnect, close } = await reader();
  await page.goto('/');
  await isWorkerOf(page, 1);
  await page.goto(CASE);
  await isKept(page, CASE);
  rmSync(join(folder, CASE), { recursive: true });
  await page.goto(CASE);
  await until(page, async (path) => !(await caches.match(path)), CASE);
  await disconnect();
  await page.goto(CASE);
  assert.match(await page.locator('main').innerText(), /网络|离线/);
  await close();
});
