#!/usr/bin/env node
// How well does search answer the judged queries, beside Pagefind on the same pages, in the same browser?
//
//   node benches/judged.mjs SITE [PAGEFIND]
//
// SITE is what `wuzha build --out SITE` wrote, for an address without a folder. PAGEFIND is the pagefind program; without
// it, npx fetches it. Prints success@1, success@3 and false hits by type for both, of the half of the queries that search
// was not tuned on (see tests/it/render/search/judged.rs), and what a first query costs until ten results are there: bytes as sent (scripts compressed on the way, as hosts do), requests, milliseconds.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const [site, program] = process.argv.slice(2);
if (!site) throw new Error('Say which built site: node benches/judged.mjs SITE [PAGEFIND]');
const { chromium } = createRequire(new URL('../tests/browser/package.json', import.meta.url))('playwright-core');

const queries = await readQueries();
const pagefind = await mkdtemp(join(tmpdir(), 'pagefind-'));
const [command, ...before] = program ? [program] : ['npx', '--yes', 'pagefind'];
const indexed = spawnSync(command, [...before, '--site', resolve(site), '--output-path', pagefind], { encoding: 'utf8' });
if (indexed.status !== 0) throw new Error(`Pagefind failed:\n${indexed.stdout}${indexed.stderr}`);

const server = await serve();
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const rows = { wuzha: await answers('wuzha'), pagefind: await answers('pagefind') };
print(rows);
for (const [engine, language, text] of [['wuzha', 'zh', '安全账户'], ['pagefind', 'zh', '安全账户'], ['wuzha', 'en', 'safe account'], ['pagefind', 'en', 'safe account']]) {
  const { bytes, requests, time, count } = await cost(engine, language, text);
  console.log(`${engine.padEnd(9)} ${text.padEnd(13)} ${String(Math.round(bytes / 1024)).padStart(5)} KiB ${String(requests).padStart(3)} requests ${String(Math.round(time)).padStart(5)} ms for ${count} results`);
}
await browser.close();
server.close();

/** The queries of the judged set, whose form is simple enough to be read line by line. */
async function readQueries() {
  const text = await readFile(new URL('../tests/search/queries.toml', import.meta.url), 'utf8');
  const value = (source) => (source.startsWith("'") ? source.slice(1, -1) : JSON.parse(source));
  const all = text.split('[[query]]').slice(1).map((block) => {
    const lines = block.split('\n').map((line) => /^(\w+) = (.*)$/.exec(line)).filter(Boolean);
    return Object.fromEntries(lines.map(([, key, source]) => [key, value(source)]));
  });
  // The half that may be tuned on has an even first byte.
  return all.filter((query) => createHash('sha256').update(query.text).digest()[0] % 2 === 1);
}

async function serve() {
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm', '.css': 'text/css' };
  const server = createServer(async ({ url }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://site').pathname);
    const file = path.startsWith('/pagefind/') ? join(pagefind, path.slice(10)) : join(resolve(site), path.endsWith('/') ? `${path}index.html` : path);
    const body = await readFile(file).catch(() => undefined);
    const type = types[extname(file)] ?? 'application/octet-stream';
    const packed = body && /text|javascript|json/.test(type) ? { 'Content-Encoding': 'gzip' } : {};
    response.writeHead(body ? 200 : 404, { 'Content-Type': type, ...packed }).end(packed['Content-Encoding'] ? gzipSync(body) : body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

/** A page in that language in a fresh profile. */
async function open(language) {
  const context = await browser.newContext({ bypassCSP: true }); // which would forbid the script of the measurement
  const page = await context.newPage();
  const home = language === 'zh' ? '/' : `/${language}/`;
  await page.goto(`http://127.0.0.1:${server.address().port}${home}`);
  return { page, context };
}

/** Asks one engine; gives the addresses of the first ten results and how many there are. */
function ask(page, engine, language, texts) {
  return page.evaluate(async ([engine, language, texts]) => {
    const answers = [];
    if (engine === 'wuzha') {
      // As a page does it when someone touches the box.
      const { script } = document.querySelector('form[data-script]').dataset;
      const loaded = new Promise((resolve, reject) => {
        document.head.append(Object.assign(document.createElement('script'), { src: script, onload: resolve, onerror: reject }));
      });
      await loaded;
      const index = await wuzha.open(language, new URL('/search/', location.href));
      for (const text of texts) {
        const { total, isWeak, results } = await index.search(text, { limit: 10, isBrief: true });
        answers.push({ total, isWeak, urls: results.map(({ url }) => url) });
      }
    } else {
      const index = await import('/pagefind/pagefind.js');
      await index.init();
      for (const text of texts) {
        const { results } = await index.search(text);
        const first = await Promise.all(results.slice(0, 10).map((result) => result.data()));
        answers.push({ total: results.length, urls: first.map(({ url }) => url) });
      }
    }
    return answers;
  }, [engine, language, texts]);
}

/** By type: queries, and how many of them have a best page first and among three, and false hits. */
async function answers(engine) {
  const byType = new Map();
  for (const language of ['zh', 'en']) {
    const asked = queries.filter((query) => query.language === language);
    const { page, context } = await open(language);
    const found = await ask(page, engine, language, asked.map(({ text }) => text));
    asked.forEach(({ type, best, missing }, at) => {
      const row = byType.get(type) ?? { queries: 0, first: 0, third: 0, wrong: 0 };
      const { total, isWeak, urls } = found[at];
      const ids = urls.map((url) => url.replace(/#.*$/, '').replace(/\/$|\/index\.html$/, '').split('/').at(-1));
      const pages = best.map((id) => id.split('#')[0]);
      // Nothing is right where there is no page, and so is a guess that is called one.
      const isGuess = isWeak && total <= 3;
      const isHonest = best.length === 0 ? total === 0 || isGuess : Boolean(missing) && total === 0;
      const place = isHonest ? 0 : ids.findIndex((id) => pages.includes(id));
      row.queries++;
      row.first += place === 0;
      row.third += place >= 0 && place < 3;
      row.wrong += best.length === 0 && !isHonest;
      byType.set(type, row);
    });
    await context.close();
  }
  return byType;
}

function print({ wuzha, pagefind }) {
  console.log('                        wuzha               pagefind');
  console.log('type             n      @1    @3  false      @1    @3  false');
  const all = (rows) => [...rows].filter(([type]) => type !== 'nothing').map(([, row]) => row)
    .reduce((sum, row) => ({ queries: sum.queries + row.queries, first: sum.first + row.first, third: sum.third + row.third, wrong: sum.wrong + row.wrong }));
  const figures = ({ queries, first, third, wrong }) => `${(first / queries).toFixed(2)}  ${(third / queries).toFixed(2)}  ${String(wrong).padStart(5)}`;
  for (const [type, row] of [...wuzha].sort()) console.log(`${type.padEnd(15)} ${String(row.queries).padStart(3)}    ${figures(row)}    ${figures(pagefind.get(type))}`);
  console.log(`${'all that have'.padEnd(15)} ${String(all(wuzha).queries).padStart(3)}    ${figures(all(wuzha))}    ${figures(all(pagefind))}`);
}

/** What the first query of a reader costs, until ten results are there. */
async function cost(engine, language, text) {
  const { page, context } = await open(language);
  const requests = [];
  page.on('requestfinished', (request) => requests.push(request));
  const start = performance.now();
  const [{ urls }] = await ask(page, engine, language, [text]);
  const time = performance.now() - start;
  const sizes = await Promise.all(requests.map((request) => request.sizes()));
  await context.close();
  return { bytes: sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0), requests: requests.length, time, count: urls.length };
}
