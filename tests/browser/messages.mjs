// The pages that /check/ names for judged messages. Plain Node, no packages: reads what
// tests/it/render/search/messages.rs sends on standard input, { site, messages: [{ text, language }] }
// with `site` a folder that has the exported index, and prints for each message the pages named,
// [[url, level], …], as JSON.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { compareWith } from '../../themes/default/static/check/resemblance.js';
import { open } from '../../themes/default/static/search/engine.js';

const { site, messages } = JSON.parse(await text(process.stdin));
globalThis.fetch = async (url) => new Response(await readFile(join(site, url.pathname)));
const compare = {};
for (const language of new Set(messages.map(({ language }) => language))) {
  const index = await open(language, new URL('http://site.example/search/'));
  const { patterns, fold } = await index.patterns();
  compare[language] = compareWith(patterns, fold);
}
const named = messages.map(({ text, language }) => compare[language](text).map(({ pattern, level }) => [pattern.url, level]));
console.log(JSON.stringify(named));
