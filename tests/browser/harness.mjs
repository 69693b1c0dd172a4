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
  now: '/now/',
  offline: '/offline/',
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
  'catalogue of a branch': '/print/branch/east/',
  missing: '/no-such-page/',
};

/** Every page the layout and axe tests look at: { name, language, address }; `prepare` brings it into the state that is meant. */
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
  { name: 'message compared', language: 'zh', address: '/check/', prepare: typed('#_message', '您误开了直播会员，今天不取消每月扣800元，请点 https://bank.example/login 下载会议软件打开屏幕共享') },
  { name: 'message compared', language: 'en', address: '/en/check/', prepare: typed('#_message', 'This is Officer Lee. Tell nobody. Move your money to our safe account now: https://bank.example/login') },
  { name: 'search box open', language: 'zh', address: '/', prepare: typed('#_find', '安全账户') },
  { name: 'search box open', language: 'en', address: '/en/', prepare: typed('#_find', 'safe account') },
  { name: 'catalogue narrowed', language: 'zh', address: '/print/?audience=elderly&branch=east' },
  { name: 'catalogue narrowed', language: 'en', address: '/en/print/?audience=elderly&branch=east' },
  { name: 'catalogue narrowed to nothing', language: 'zh', address: '/print/?page=fake-police&format=letter' },
  { name: 'catalogue narrowed to nothing', language: 'en', address: '/en/print/?page=fake-police&format=letter' },
  // Long after anybody looked at it.
  { name: 'expired', language: 'zh', address: '/scams/fake-police/', prepare: aged },
  { name: 'expired', language: 'en', address: '/en/scams/fake-police/', prepare: aged },
  { name: 'alert that is over', language: 'en', address: '/en/alerts/fake-customer-service-screen-sharing/', prepare: aged },
  // Short addresses offer every language on one page.
  { name: 'short address', language: 'zh', address: '/s/fake-police/' },
  ...Object.entries(LANGUAGES).flatMap(([language, prefix]) => [
    { name: 'quiz half done', language, address: `${prefix}/quizzes/quiz-older-people/`, prepare: (page) => answer(page, [[0], [1], []]) },
    { name: 'quiz done', language, address: `${prefix}/quizzes/quiz-older-people/`, prepare: (page) => answer(page, [[0], [1], [], [0], [0], [1], [2], [1]]) },
    { name: 'reading aloud', language, address: `${prefix}/scams/fake-police/`, prepare: listen },
  ]),
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
      // What a worker kept would hide what the site answers.
      const context = await browser.newContext({ baseURL: server.origin, serviceWorkers: 'block', ...options });
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

/** Opens an address, waits until the page has done what it does by itself, and prepares it. */
export async function go(page, address, prepare) {
  await page.goto(address, { waitUntil: 'load' });
  // A short address leads on.
  if (/^\/s\//.test(address)) await page.waitForURL((url) => !url.pathname.startsWith('/s/'), { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
  if (address.includes('?q=')) await page.locator('.entry, #_search-none:not([hidden])').first().waitFor();
  if (address.includes('/print/?')) await page.locator('#_filter-results:not([hidden]), #_filter-none:not([hidden])').first().waitFor();
  await prepare?.(page);
}

/** Types words into a field and waits for what is found. */
function typed(field, words) {
  return async (page) => {
    await page.locator(field).fill(words);
    await page.locator(field).evaluate((element) => element.localName === 'textarea' && element.form.requestSubmit());
    await page.locator('#_find-results:not([hidden]) [role=option], .resemblance').first().waitFor();
  };
}

/** Shows expired content. */
function aged(page) {
  return page.evaluate(() => document.querySelectorAll('[data-until]').forEach((notice) => (notice.hidden = false)));
}

/** Answers the questions of a quiz from the first on: the options to choose of each, from 0; none is to look at the answer. */
export async function answer(page, choices) {
  for (const [index, options] of choices.entries()) {
    const question = page.locator('.question').nth(index);
    for (const option of options) await question.locator('.option').nth(option).click();
    const button = question.locator(options.length ? '.quiz-check' : '.quiz-unsure');
    if (await button.isVisible()) await button.click();
  }
}

/** Has a page read aloud, by voices that make no sound. */
async function listen(page) {
  await page.evaluate(fakeSpeech, [{ name: 'Han', lang: 'zh-CN' }, { name: 'Ann', lang: 'en-GB' }]);
  await page.locator('.read-aloud-play').click();
  await page.waitForFunction(() => speechSynthesis.said.some(({ text }) => text));
}

/**
 * Runs in the page: voices of the device (`localService` unless it says otherwise) instead of the real ones. What they are
 * told to say is `speechSynthesis.said`; they have said it when a test says so, `speechSynthesis.finish()`.
 */
export function fakeSpeech(voices) {
  const real = globalThis.speechSynthesis;
  let current;
  const speech = {
    said: [],
    voices: voices.map((voice) => ({ localService: true, default: false, voiceURI: voice.name, ...voice })),
    onvoiceschanged: real?.onvoiceschanged,
    getVoices: () => [...speech.voices],
    speak(utterance) {
      const { text, lang, rate, voice } = utterance;
      speech.said.push({ text, lang, rate, voice: voice?.name });
      current = utterance;
    },
    /** Falls silent; a little later some browsers call that an error, others the end. */
    cancel() {
      const silenced = current;
      current = undefined;
      if (!silenced) return;
      setTimeout(() => silenced.onerror?.({ error: 'canceled' }));
      setTimeout(() => silenced.onend?.({}));
    },
    finish() {
      const done = current;
      current = undefined;
      done.onend?.({});
    },
    fail() {
      current.onerror?.({ error: 'synthesis-failed' });
    },
    isSpeaking: () => Boolean(current),
  };
  Object.defineProperty(globalThis, 'speechSynthesis', { value: speech, configurable: true });
  globalThis.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
  speech.onvoiceschanged?.();
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
