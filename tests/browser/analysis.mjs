// The browser's search module compared with the Rust code. Plain Node, no packages:
//
//   node tests/browser/analysis.mjs                     the shared table of analysis cases
//   node tests/browser/analysis.mjs EXPECTED.json       also the results of queries
//   node tests/browser/analysis.mjs --texts CASES.json  the tokens of other texts, as in the table
//
// The Rust tests write EXPECTED.json: { folder, language, tolerance, queries: [{ query, filter,
// total, counts, isOpen, isWeak, results: [{ url, title, kind, section, score, excerpt }] }] }. `folder` has
// an exported index: search/zh/index.bin.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

const root = new URL('../../', import.meta.url);
let checked = 0;

const [first, second] = process.argv.slice(2);
await checkTable(first === '--texts' ? second : fileURLToPath(new URL('tests/search/table.json', root)));
if (first && first !== '--texts') await checkAnswers(first);
console.log(`${checked} passed, 0 failed`);

async function checkTable(file) {
  const { analyse } = await import(new URL('themes/default/static/search/analysis.js', root));
  const table = JSON.parse(await readFile(file, 'utf8'));
  const fold = new Map(Object.entries(table.fold));
  for (const { text, case: name = JSON.stringify(text), tokens } of table.cases) {
    // This version of Unicode does not have the character yet.
    if (/\p{Cn}/u.test(text)) continue;
    const found = analyse(text, fold).map(({ term, position, start, end }) => [term, position, text.slice(start, end)]);
    assert.deepEqual(found, tokens, name);
    checked++;
  }
}

async function checkAnswers(file) {
  const { folder, language, tolerance, queries } = JSON.parse(await readFile(file, 'utf8'));
  const site = pathToFileURL(`${folder}/`);
  const { open } = await import(new URL('themes/default/static/search/search.js', root));
  const base = new URL('http://site.example/a/folder/search/');
  const path = (url) => fileURLToPath(new URL(url.pathname.replace('/a/folder/', ''), site));
  serveFiles(path, (bytes) => bytes);
  const index = await open(language, base);
  for (const { query, filter, total, isOpen, isWeak, counts, results } of queries) {
    const found = await index.search(query, { limit: 10, filter });
    assert.deepEqual([found.total, found.isOpen, found.isWeak], [total, isOpen, isWeak], `total for ${query}`);
    const own = found.counts && Object.fromEntries(Object.entries(found.counts).filter(([, terms]) => Object.keys(terms).length > 0));
    assert.deepEqual(own, counts, `counts for ${query}`);
    // The site is in a folder, and so are its addresses.
    const expected = results.map((result) => ({ ...result, url: `/a/folder${result.url}` }));
    assertSameOrder(found.results, expected, tolerance, query);
    checked++;
  }

  const [{ query }] = queries.filter(({ total, filter }) => total > 0 && !filter);
  const damaged = await open(language, base);
  serveFiles(path, (bytes) => bytes.subarray(0, bytes.length / 2));
  await assert.rejects(damaged.search(query), /damaged/);
  await assert.rejects(open(language, base), /damaged/);
  serveFiles(path, () => gzipSync('{"format": 99}'));
  await assert.rejects(open(language, base), /format 99/);
  serveFiles(path, (bytes) => gunzipSync(bytes));
  assert.ok((await damaged.search(query)).total > 0, 'requested again, from a server that inflates');
  await assert.rejects(open('xx', base), /could not be loaded/);
  checked += 5;
  await checkDamage(open, language, base, path, queries.filter(({ total }) => total > 0));
}

/**
 * Shards with a few bytes changed give results or an Error that can be shown, quickly. gzip would
 * detect most changes; here the shards arrive inflated, so that the reader is tested. The number of
 * cases is a share of FUZZ_CASES.
 */
async function checkDamage(open, language, base, path, queries) {
  const cases = Math.max(200, Math.floor(Number(process.env.FUZZ_CASES ?? 0) / 100));
  let state = 96110;
  const dice = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const change = (bytes) => {
    const numbers = [...bytes];
    for (let times = 1 + dice(4); times > 0; times--) {
      const at = dice(numbers.length);
      const junk = Array.from({ length: 1 + dice(6) }, () => [0, 0x7f, 0x80, 0xff, dice(256)][dice(5)]);
      numbers.splice(at, [0, junk.length, dice(200)][dice(3)], ...junk);
    }
    return Uint8Array.from(numbers);
  };
  for (let number = 0; number < cases; number++) {
    const { query, filter } = queries[dice(queries.length)];
    let left = 1 + dice(6); // not the directory
    serveFiles(path, (bytes) => (left-- === 0 ? change(gunzipSync(bytes)) : gunzipSync(bytes)));
    const index = await open(language, base);
    // Processor time: other programs may be running too.
    const start = process.cpuUsage();
    const trouble = await index.search(query, { filter }).then(() => undefined, (error) => error);
    assert.match(trouble?.message ?? 'search index', /search index/, `${number}: ${trouble?.stack}`);
    const { user, system } = process.cpuUsage(start);
    assert.ok(user + system < 1e6, `${number}: ${query} took ${(user + system) / 1000} ms`);
    checked++;
  }
}

/** Answers `fetch` with files from the disk, at `path(url)`, each changed by `change`. */
function serveFiles(path, change) {
  globalThis.fetch = async (url) => {
    const bytes = await readFile(path(url)).catch(() => undefined);
    return bytes ? new Response(change(bytes)) : new Response(null, { status: 404 });
  };
}

/** Equal, except that results whose scores are equal within the tolerance may change places. */
function assertSameOrder(found, expected, tolerance, query) {
  const isNear = (a, b) => Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  const byUrl = new Map(found.map((result) => [result.url, result]));
  expected.forEach((result, place) => {
    assert.ok(isNear(found[place].score, result.score), `score ${place} for ${query}: ${found[place].score}, ${result.score}`);
    const same = byUrl.get(result.url);
    // A page with an equal score may have taken its place at the end of the list.
    if (!same && isNear(found.at(-1).score, result.score)) return;
    assert.ok(same, `${result.url} for ${query}`);
    // The score was compared above.
    assert.deepEqual({ ...same, score: result.score }, result, query);
  });
}
