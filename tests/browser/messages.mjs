// What does /check/ name for a judged message? Plain Node, no packages: reads from standard input what tests/it/render/search/messages.rs
// sends, { site, messages: [{ text, language }] } with `site` a folder that has the exported index, and prints for each
// message what is named, [[url, level], …], as JSON.

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
