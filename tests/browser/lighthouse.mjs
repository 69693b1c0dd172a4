// What does Lighthouse say, and is it still what we promise? The main pages, in each language, on its phone with slow 4G.
//
//   node lighthouse.mjs SITE      SITE is what `wuzha build --precompress --out SITE` wrote
//
// Prints a table; exits with 1 where a page is below its mark. Timings depend on the machine, so this is no part of
// `make test`; how many bytes a page weighs is (tests/it/content/site.rs).

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumPath } from './harness.mjs';
import { serve } from './server.mjs';

const PAGES = { home: '/', scam: '/scams/fake-police/', catalogue: '/print/', search: '/search/' };
const LANGUAGES = { zh: '', en: '/en' };
const SCORES = { performance: 'perf', accessibility: 'a11y', 'best-practices': 'best', seo: 'seo' };
/** At least 100 each; at most so many milliseconds, so much shift, so many kilobytes for a scam page with CSS and JS. */
const MARKS = { score: 100, paint: 1500, shift: 0.02, weight: 35 };
/** The best of so many runs: whatever else the machine does makes a page slower, and nothing makes it faster than it is. */
const RUNS = Number(process.env.RUNS ?? 5);

const site = resolve(process.env.INIT_CWD ?? process.cwd(), process.argv[2] ?? '');
if (!process.argv[2] || !existsSync(resolve(site, 'index.html.br'))) {
  console.error('Say which folder: node lighthouse.mjs SITE, built with `wuzha build --precompress --out SITE`.');
  process.exit(2);
}

// A package of its own, so that the ordinary tests need not install it.
const entry = createRequire(resolve(import.meta.dirname, '../lighthouse/package.json')).resolve('lighthouse');
const { default: lighthouse } = await import(pathToFileURL(entry));

const server = await serve(site);
const port = 9300 + (process.pid % 500);
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', `--remote-debugging-port=${port}`],
});

const below = [];
console.log(['page', ...Object.values(SCORES), 'LCP ms', 'CLS', 'TBT ms', 'KB', 'requests'].join('\t'));
try {
  for (const [page, address] of Object.entries(PAGES)) {
    for (const [language, prefix] of Object.entries(LANGUAGES)) {
      const name = `${page} ${language}`;
      let best;
      for (let run = 0; run < RUNS && speed(best) !== 1; run += 1) {
        const result = await measure(server.origin + prefix + address);
        if (!result.runtimeError && (!best || speed(result) > speed(best))) best = result;
      }
      if (!best) throw new Error(`${name}: Lighthouse failed in each of ${RUNS} runs`);
      report(name, best, page === 'scam');
    }
  }
} finally {
  await browser.close();
  await server.close();
}
if (below.length) console.error(`\n${below.length} below the mark:\n${below.join('\n')}`);
process.exitCode = below.length ? 1 : 0;

async function measure(url) {
  const flags = { port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(SCORES), formFactor: 'mobile' };
  // On a busy machine a run may fail; another is made then.
  const result = await lighthouse(url, flags).catch((runtimeError) => ({ lhr: { runtimeError } }));
  return result.lhr;
}

function speed(result) {
  return result?.categories.performance.score;
}

/** A line of the table, and what is below its mark. */
function report(name, { categories, audits }, isScam) {
  const scores = Object.keys(SCORES).map((id) => Math.round(categories[id].score * 100));
  const paint = Math.round(audits['largest-contentful-paint'].numericValue);
  const shift = audits['cumulative-layout-shift'].numericValue;
  const requests = audits['network-requests'].details.items;
  const weight = requests.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1024;
  const blocked = Math.round(audits['total-blocking-time'].numericValue);
  console.log([name, ...scores, paint, shift.toFixed(3), blocked, weight.toFixed(1), requests.length].join('\t'));
  const mark = (isBelow, text) => isBelow && below.push(`${name}: ${text}`);
  Object.entries(SCORES).forEach(([id], at) => mark(scores[at] < MARKS.score, `${id} ${scores[at]}: ${failed(categories[id], audits)}`));
  mark(paint > MARKS.paint, `largest contentful paint after ${paint} ms, ${MARKS.paint} at most`);
  mark(shift > MARKS.shift, `layout shift ${shift.toFixed(3)}, ${MARKS.shift} at most`);
  mark(isScam && weight > MARKS.weight, `${weight.toFixed(1)} KB, ${MARKS.weight} at most`);
}

/** The audits that cost a category its points, each with the first thing it points at. */
function failed(category, audits) {
  const lost = category.auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1);
  return lost.map(({ id }) => `${id} ${audits[id].displayValue ?? audits[id].details?.items?.[0]?.node?.snippet ?? ''}`.trim()).join('; ');
}
