// What /check/ says of judged messages. Plain Node, no packages: reads what
// tests/it/render/search/messages.rs sends on standard input, { site, signs, messages: [{ text,
// language }] } with `site` a folder that has the exported index and `signs` the data of each
// language, and prints for each message { level, named: [url, …], signs, links, numbers } as JSON.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { judgeWith } from '../../themes/default/static/check/verdict.js';
import { open } from '../../themes/default/static/search/engine.js';

const { site, signs, messages } = JSON.parse(await text(process.stdin));
globalThis.fetch = async (url) => new Response(await readFile(join(site, url.pathname)));
const judges = {};
for (const [language, data] of Object.entries(signs)) {
  const index = await open(language, new URL('http://site.example/search/'));
  const { patterns, fold } = await index.patterns();
  judges[language] = judgeWith(patterns, fold, JSON.parse(data));
}
const verdicts = messages.map((message) => {
  const verdict = judges[message.language](message.text);
  return {
    level: verdict.level,
    named: verdict.resemblances.map(({ pattern, level }) => [pattern.url, level]),
    signs: verdict.signs.map(({ id, places }) => [id, places.map(({ start, end }) => verdict.text.slice(start, end))]),
    links: verdict.links.map(({ host, answer, like, reason }) => ({ written: host, answer, like, reason })),
    numbers: verdict.numbers.map(({ start, end, answer, like }) => ({ written: verdict.text.slice(start, end), answer, like })),
  };
});
console.log(JSON.stringify(verdicts));
