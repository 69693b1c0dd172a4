#!/usr/bin/env node
// What does a reader's first search cost, and how long does the next take, on sites of any size, in Chromium?
//
//   node benches/search.mjs SITE INDEX [INDEX …]
//
// SITE is a site built by `wuzha build --out SITE`: its page, its script. INDEX are the search folders to try with it, each
// what `wuzha build --only search --out FOLDER` wrote as FOLDER/search. Prints bytes until ten results are there (scripts
// compressed on the way, as hosts do), requests, rounds of requests that wait for each other, and the median of warm queries.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const [site, ...indexes] = process.argv.slice(2);
if (!site || indexes.length === 0) throw new Error('Say which site and which search folders: node benches/search.mjs SITE INDEX');
const { chromium } = createRequire(new URL('../tests/browser/package.json', import.meta.url))('playwright-core');

const QUERIES = {
  zh: ['安全账户', '安全賬戶', '转账', '骗', '冒充公司领导', '洗钱 验证码', '第1234号', '我在网上认识了一个朋友，让我投资，怎么办', '“不要点击短信里的链接”'],
  en: ['safe account', 'the gift card', 'courier', 'gift crads'],
};
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const index of indexes) {
  const server = await serve(index);
  console.log(`\n${index}\n    KiB  requests  rounds  first ms  warm ms  found`);
  for (const [language, queries] of Object.entries(QUERIES)) {
    for (const query of queries) await measure(server, language, query);
  }
  server.close();
}
await browser.close();

async function measure(server, language, query) {
  const page = await (await browser.newContext({ bypassCSP: true })).newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/${language === 'zh' ? '' : `${language}/`}about/`);
  const requests = [];
  page.on('request', (request) => requests.push(request));
  // As main.js does when someone touches the box: script and directory together.
  const answer = await page.evaluate(async ([language, query]) => {
    const start = performance.now();
    const { script, index: folder } = document.querySelector('form[data-script]').dataset;
    const base = new URL(folder, location.href);
    const asked = fetch(new URL(`${language}/index.bin`, base));
    await new Promise((onload, onerror) => document.head.append(Object.assign(document.createElement('script'), { src: script, onload, onerror })));
    const index = await wuzha.open(language, base, asked);
    const { total, isOpen, results } = await index.search(query, { limit: 10, isBrief: true });
    const first = performance.now() - start;
    const times = [];
    for (let turn = 0; turn < 21; turn++) {
      const before = performance.now();
      await index.search(query, { limit: 10 });
      times.push(performance.now() - before);
    }
    return { found: `${results.length} of ${total}${isOpen ? '+' : ''}`, first, warm: times.sort((a, b) => a - b)[10] };
  }, [language, query]);
  const sent = await Promise.all(requests.map(async (request) => ({ ...request.timing(), url: request.url(), bytes: (await request.sizes()).responseBodySize })));
  // What is asked together is a round, though a browser opens only six connections at a time.
  const families = sent.sort((a, b) => a.startTime - b.startTime).map(({ url }) => /(postings|positions|words|rest|records)-/.exec(url)?.[1] ?? 'script');
  const stages = families.map((family) => (family === 'positions' ? 'postings' : family));
  const rounds = stages.filter((stage, at) => stage !== stages[at - 1]).length;
  const kib = sent.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
  const columns = [kib.toFixed(1).padStart(7), String(sent.length).padStart(9), String(rounds).padStart(7), answer.first.toFixed(0).padStart(9), answer.warm.toFixed(1).padStart(8)];
  console.log(`${columns.join(' ')}  ${answer.found}  ${language} ${query}`);
  await page.context().close();
}

async function serve(index) {
  const server = createServer(async ({ url }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://site').pathname);
    const file = /^\/search\/\w+\/.*\.bin$/.test(path) ? join(index, path.slice('/search'.length)) : join(site, path.endsWith('/') ? `${path}index.html` : path);
    const body = await readFile(file).catch(() => undefined);
    const type = TYPES[extname(file)];
    const packed = body && type ? gzipSync(body) : body;
    response.writeHead(body ? 200 : 404, { 'Content-Type': type ?? 'application/octet-stream', ...(packed !== body && { 'Content-Encoding': 'gzip' }) }).end(packed);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}
