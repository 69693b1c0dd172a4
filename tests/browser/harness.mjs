// What do the tests share? The site they test, a browser to open it in, a watch for anything a page
// must not do, and one page of every template.

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

/** The folder of the built site. */
export const SITE = process.env.SITE;

/** Where each language lies. The first is the source language. */
export const LANGUAGES = { zh: '', en: '/en' };

/** One page of every template and kind: its address behind the language's folder. */
export const TEMPLATES = {
  home: '/',
  list: '/scams/',
  axis: '/by/channel/',
  term: '/by/channel/phone/',
  names: '/a-z/',
  hotlines: '/hotlines/',
  search: '/search/',
  check: '/check/',
  scam: '/scams/fake-police/',
  case: '/cases/token-upgrade-sms/',
  protocol: '/protocols/four-counter-questions/',
  guide: '/guides/already-paid/',
  audience: '/audiences/elderly/',
  alert: '/alerts/fake-customer-service-screen-sharing/',
  letter: '/letters/letter-to-parents/',
  quiz: '/quizzes/quiz-students/',
  drill: '/drills/drill-phone-at-counter/',
  session: '/sessions/class-meeting-40/',
  about: '/about/',
  catalogue: '/print/',
  'catalogue for an audience': '/print/for/elderly/',
  'catalogue of a page': '/print/of/fake-police/',
  'catalogue of a format': '/print/as/slides/',
  'catalogue for a campaign': '/print/kit/term-start/',
  missing: '/no-such-page/',
};

/** Every page the layout and axe tests look at: { name, language, address }; `typed` is what stands in a field: [field, words]. */
// `aged` shows what has come of age.
export const PAGES = [
  ...Object.entries(LANGUAGES).flatMap(([language, prefix]) =>
    Object.entries(TEMPLATES).map(([name, address]) => ({ name, language, address: prefix + address })),
  ),
  { name: 'search results', language: 'zh', address: '/search/?q=安全账户' },
  { name: 'search results', language: 'en', address: '/en/search/?q=safe+account' },
  { name: 'nothing found', language: 'zh', address: '/search/?q=zzqxj' },
  { name: 'nothing found', language: 'en', address: '/en/search/?q=zzqxj' },
  { name: 'search narrowed', language: 'zh', address: '/search/?q=转账&kind=scams' },
  { name: 'search narrowed', language: 'en', address: '/en/search/?q=transfer&kind=scams' },
  { name: 'message compared', language: 'zh', address: '/check/', typed: ['#message', '您误开了直播会员，今天不取消每月扣800元，请点 https://bank.example/login 下载会议软件打开屏幕共享'] },
  { name: 'message compared', language: 'en', address: '/en/check/', typed: ['#message', 'This is Officer Lee. Tell nobody. Move your money to our safe account now: https://bank.example/login'] },
  { name: 'search box open', language: 'zh', address: '/scams/romance/', typed: ['#find', '安全账户'] },
  { name: 'search box open', language: 'en', address: '/en/scams/romance/', typed: ['#find', 'safe account'] },
  // Long after anybody looked at it.
  { name: 'come of age', language: 'zh', address: '/scams/fake-police/', aged: true },
  { name: 'come of age', language: 'en', address: '/en/scams/fake-police/', aged: true },
  { name: 'alert that is over', language: 'en', address: '/en/alerts/fake-customer-service-screen-sharing/', aged: true },
  // Short addresses offer every language on one page.
  { name: 'short address', language: 'zh', address: '/s/fake-police/' },
];

/** Paths of the site's HTML files, sorted, with forward slashes. */
export function htmlFiles() {
  return readdirSync(SITE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(SITE, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** Fails with one line for each thing found. */
export function assertNone(found, what) {
  assert.ok(found.length === 0, `${found.length} ${what}:\n${found.join('\n')}`);
}

/** The site on a port, and a browser. */
export async function start() {
  const server = await serve(SITE);
  const browser = await launch();
  return {
    origin: server.origin,
    /** A page in a fresh profile, and what went wrong on it so far. */
    async open({ address, ...options } = {}) {
      const context = await browser.newContext({ baseURL: server.origin, ...options });
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      const trouble = watch(page, server.origin);
      if (address) await go(page, address);
      return { page, trouble, close: () => context.close() };
    },

    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** A browser that asks nobody but the site. */
export function launch() {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The system's Chromium, or the one that CHROMIUM names. */
export function chromiumPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const paths = [
    process.env.CHROMIUM,
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  const found = paths.find((path) => path && existsSync(path));
  if (!found) throw new Error('There is no Chromium on this machine. Install it, or name it in CHROMIUM.');
  return found;
}

/** Opens an address, types what is to be typed, and waits until the page has done what it does by itself. */
export async function go(page, address, typed, aged) {
  await page.goto(address, { waitUntil: 'load' });
  if (aged) await page.evaluate(() => document.querySelectorAll('[data-until]').forEach((notice) => (notice.hidden = false)));
  await page.evaluate(() => document.fonts.ready);
  if (address.includes('?q=')) await page.locator('.entry, #search-none:not([hidden])').first().waitFor();
  if (!typed) return;
  const [field, words] = typed;
  await page.locator(field).fill(words);
  await page.locator(field).evaluate((element) => element.localName === 'textarea' && element.form.requestSubmit());
  await page.locator('#found:not([hidden]) [role=option], .resemblance').first().waitFor();
}

/** Collects what no page may do: errors, blocked or failed loads, requests to another origin. */
function watch(page, origin) {
  const trouble = [];
  const note = (text) => trouble.push(`${page.url()}: ${text}`);
  const isPage = (request) => request.isNavigationRequest() && request.frame() === page.mainFrame();
  let missing; // a page that is missing on purpose is no error, though the console says so
  page.on('pageerror', (error) => note(error.message));
  page.on('console', (message) => {
    // Violations of the content security policy are reported as errors too, headers that are not understood as warnings.
    const told = message.type() === 'error' || (message.type() === 'warning' && message.text().includes('olicy'));
    if (told && message.location().url !== missing) note(message.text());
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== origin) note(`asked another origin: ${url}`);
  });
  page.on('requestfailed', (request) => {
    // Leaving a page ends what it is still fetching.
    const left = request.failure()?.errorText === 'net::ERR_ABORTED';
    if (!isPage(request) && !left) note(`${request.url()} failed: ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    if (response.status() < 400) return;
    if (isPage(response.request())) missing = response.url();
    else note(`${response.url()} answered ${response.status()}`);
  });
  return trouble;
}
