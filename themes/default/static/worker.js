// What can be read without a network? The pages that matter most, those that were read, and search.
//
// Pages come from the network while there is one, so a number that was mended is mended for everybody; the copy is for when
// there is none, or when it takes too long. Files whose name changes with what they hold come from the copy. A copy of the
// hotlines is not shown after the day until which they hold.

import { today } from './page/today.js';

// Written by the build: `version`, a digest of everything listed; `base`, what every address begins with; `until`, the last
// day of the hotlines; `shared`, files of every page; `languages`, with `pages`, `search`, `offline` and `hotlines` each.
const { version, base, until, shared, languages } = self.wuzhaCopy;

const ESSENTIAL = `wuzha-essential-${version}`;
const READ = 'wuzha-read';
const LASTING = 'wuzha-lasting';
/** How many pages that were read, and how many lasting files, are kept. */
const MOST = { [READ]: 100, [LASTING]: 400 };
/** Milliseconds until a page comes from the copy although there may be a network. */
const PATIENCE = 4000;

/** What is being replaced just now, by path. */
const writing = new Map();

const everywhere = Object.values(languages);
const essential = new Set(everywhere.flatMap(({ pages, offline }) => [...pages, offline]));
const isLasting = (path) => /\/assets\/[^/]+\.[0-9a-f]{12}\.|\/search\/[^/]+\/[^/]+-[0-9a-f]{12}\//.test(path);
const isDirectory = (path) => /\/search\/[^/]+\/index\.bin$/.test(path);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => event.waitUntil(keepLanguage(event.data.keep)));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || !pathname.startsWith(base)) return;
  if (isLasting(pathname)) event.respondWith(lasting(request, pathname));
  else if (isDirectory(pathname)) event.respondWith(directory(request, pathname));
  else if (request.mode === 'navigate') event.respondWith(page(event, pathname));
});

/** All or nothing: whoever had a language has it in the new version too before this one takes over. */
async function install() {
  const old = (await caches.keys()).filter(isOld);
  await add([...shared, ...everywhere.map(({ offline }) => offline)]);
  for (const [code, { pages }] of Object.entries(languages)) {
    const had = await Promise.all(old.map(async (name) => (await caches.open(name)).match(pages[0])));
    if (had.some(Boolean)) await keepLanguage(code);
  }
  await self.skipWaiting();
}

async function activate() {
  await Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
  await self.clients.claim();
}

function isOld(name) {
  return name.startsWith('wuzha-essential-') && name !== ESSENTIAL;
}

async function keepLanguage(code) {
  const wanted = languages[code];
  if (wanted) await add([...wanted.pages, ...wanted.search]);
}

/** Fetches what is not yet in the copy, a few at a time. */
async function add(paths) {
  const copy = await caches.open(ESSENTIAL);
  const missing = [];
  for (const path of paths) if (!(await copy.match(path))) missing.push(path);
  const next = async () => {
    for (let path = missing.shift(); path; path = missing.shift()) {
      const answer = await fetch(path, { cache: 'no-cache' });
      if (!answer.ok || answer.redirected) throw new Error(`${path} answered ${answer.status}`);
      await copy.put(path, await whole(answer));
    }
  };
  await Promise.all([next(), next(), next()]);
}

/** A page, whatever stands behind its question mark. */
async function page(event, path) {
  const asked = fetch(event.request).then((answer) => {
    if (answer.ok && !answer.redirected) event.waitUntil(keep(essential.has(path) ? ESSENTIAL : READ, path, answer.clone()));
    return answer;
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(() => copyOf(path));
  try {
    return (await Promise.race([asked, late])) ?? (await asked);
  } catch {
    return (await copyOf(path)) ?? (await copyOf(languageOf(path).offline)) ?? Response.error();
  }
}

async function lasting(request, path) {
  const copy = (await caches.match(path)) ?? undefined;
  if (copy) return copy;
  const answer = await fetch(request);
  if (answer.ok) await keep(LASTING, path, answer.clone());
  return answer;
}

/** The directory of the index says which files are the newest. */
async function directory(request, path) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(path)) ?? Response.error();
  }
}

async function copyOf(path) {
  // In the moment in which a page is replaced it is not there.
  await writing.get(path)?.catch(() => {});
  const { hotlines } = languageOf(path);
  if (path === hotlines && until < today()) return undefined;
  for (const name of [ESSENTIAL, READ]) {
    const found = await (await caches.open(name)).match(path);
    if (found) return found;
  }
  return undefined;
}

/** All of an answer, before anything is replaced by it: a network that goes in the middle must not take the old copy along. */
async function whole(answer) {
  return new Response(await answer.blob(), { headers: answer.headers });
}

async function keep(name, path, answer) {
  const newest = await whole(answer);
  const copy = await caches.open(name);
  // What was read last stands last, so that what goes first is what was read longest ago.
  const written = (MOST[name] ? copy.delete(path) : Promise.resolve()).then(() => copy.put(path, newest));
  writing.set(path, written);
  await written.finally(() => writing.delete(path));
  if (!MOST[name]) return;
  const kept = await copy.keys();
  await Promise.all(kept.slice(0, -MOST[name]).map((request) => copy.delete(request)));
}

/** The language with the longest beginning that fits; the first lies at the root. */
function languageOf(path) {
  const fitting = everywhere.filter(({ pages: [home] }) => path.startsWith(home));
  return fitting.sort((a, b) => b.pages[0].length - a.pages[0].length)[0] ?? everywhere[0];
}
