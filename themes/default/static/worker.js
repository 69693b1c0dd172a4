// Offline reading: a service worker that keeps essential pages, pages that were read, and search.
//
// Pages come from the network if there is one, so that a corrected number reaches everybody; the
// copy is used if there is none, or if it is too slow. Fingerprinted files come from the copy, and
// those that a kept page names are kept with it, however many versions of the site come after it. A
// copy of the hotlines is not shown after they expire.

import { today } from './page/today.js';

// Written by the build: `version`, a digest of everything listed; `base`, the beginning of every
// path; `until`, the day the hotlines expire; `shared`, files of every page; `languages`, each with
// `pages`, `search`, `offline` and `hotlines`.
const { version, base, until, shared, languages } = self.wuzhaCopy;

const ESSENTIAL = `wuzha-essential-${version}`;
const READ = 'wuzha-read';
/** Styles and scripts that the pages in READ name, and parts of the search index. */
const ASSETS = 'wuzha-assets';
const LASTING = 'wuzha-lasting';
/** The most pages that were read, and the most parts of the index, that are kept. */
const MOST = { [READ]: 100, [LASTING]: 400 };
/** Milliseconds to wait for the network before a page comes from the copy. */
const PATIENCE = 4000;

/** Replacements in progress, by path. */
const writing = new Map();

const everywhere = Object.values(languages);
const essential = new Set(everywhere.flatMap(({ pages, offline }) => [...pages, offline]));
const isAsset = (path) => /\/assets\/[^/]+\.[0-9a-f]{12}\.[^/]+$/.test(path);
const isPart = (path) => /\/search\/[^/]+\/[^/]+-[0-9a-f]{12}\//.test(path);
const isLasting = (path) => isAsset(path) || isPart(path);
const isDirectory = (path) => /\/search\/[^/]+\/index\.bin$/.test(path);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => event.waitUntil(keepLanguage(event.data.keep)));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method === 'POST' && isCheck(pathname)) event.respondWith(toCheck(request, pathname));
  if (request.method !== 'GET' || origin !== location.origin || !pathname.startsWith(base)) return;
  if (isLasting(pathname)) event.respondWith(lasting(request, pathname));
  else if (isDirectory(pathname)) event.respondWith(directory(request, pathname));
  else if (request.mode === 'navigate') event.respondWith(page(event, pathname));
});

/** Whether a path is that of the page for checking a message. */
function isCheck(path) {
  return everywhere.some(({ pages: [home] }) => path === `${home}check/`);
}

/** A message from the phone's share sheet (see the web app manifest): it stays on the device. */
async function toCheck(request, path) {
  const form = await request.formData();
  const text = ['title', 'text', 'url'].map((name) => form.get(name)).filter(Boolean).join('\n');
  return Response.redirect(`${path}#text=${encodeURIComponent(text)}`, 303);
}

/** All or nothing: the new version keeps every language the old one kept before it takes over. */
async function install() {
  const old = (await caches.keys()).filter(isOld);
  await add([...shared, ...everywhere.map(({ offline }) => offline)]);
  for (const [code, { pages }] of Object.entries(languages)) {
    const hadHome = async (name) => Boolean(await (await caches.open(name)).match(pages[0]));
    const had = await Promise.all(old.map(hadHome));
    if (had.includes(true)) await keepLanguage(code);
  }
  await self.skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter(isOld);
  await keepNamed(old);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Of the old versions and of ASSETS, keeps what a page that was read names, and nothing else. */
async function keepNamed(old) {
  const read = await caches.open(READ);
  const pages = await Promise.all((await read.keys()).map((request) => read.match(request)));
  const named = new Set();
  // A page that is being replaced is missing for a moment; it keeps its own.
  for (const one of pages.filter(Boolean)) {
    for (const path of assetsIn(await one.text())) named.add(path);
  }
  const kept = await caches.open(ASSETS);
  for (const request of await kept.keys()) {
    if (!named.has(new URL(request.url).pathname)) await kept.delete(request);
  }
  for (const name of old) {
    const copy = await caches.open(name);
    for (const path of named) {
      const answer = await copy.match(path);
      if (answer) await kept.put(path, answer);
    }
  }
}

/** The paths of the styles and scripts that a page names. */
function assetsIn(text) {
  const quoted = (text.match(/"[^"]*"/g) || []).map((value) => value.slice(1, -1));
  return quoted.filter((value) => value.startsWith(base) && isAsset(value));
}

function isOld(name) {
  return name.startsWith('wuzha-essential-') && name !== ESSENTIAL;
}

async function keepLanguage(code) {
  const wanted = languages[code];
  if (wanted) await add([...wanted.pages, ...wanted.search]);
}

/** Puts into the copy what it is missing, three files at a time. */
async function add(paths, name = ESSENTIAL) {
  const copy = await caches.open(name);
  const missing = [];
  for (const path of paths) if (!(await copy.match(path))) missing.push(path);
  const next = async () => {
    for (let path = missing.shift(); path; path = missing.shift()) {
      // An older version may have kept the same file.
      const known = isLasting(path) ? await caches.match(path) : undefined;
      const answer = known || (await fetch(path, { cache: 'no-cache' }));
      if (!answer.ok || answer.redirected) throw new Error(`${path} answered ${answer.status}`);
      await copy.put(path, await whole(answer));
    }
  };
  await Promise.all([next(), next(), next()]);
}

/** A page, whatever its query string. */
async function page(event, path) {
  const asked = fetch(event.request).then((answer) => {
    if (answer.ok && !answer.redirected) {
      event.waitUntil(keepPage(essential.has(path) ? ESSENTIAL : READ, path, answer.clone()));
    } else if (answer.status === 404 || answer.status === 410) {
      // A page that was withdrawn is not shown from the copy either.
      event.waitUntil(caches.open(READ).then((read) => read.delete(path)));
    }
    return answer;
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(() => copyOf(path));
  try {
    return (await Promise.race([asked, late])) || (await asked);
  } catch (_) {
    return (await copyOf(path)) || (await copyOf(languageOf(path).offline)) || Response.error();
  }
}

async function lasting(request, path) {
  const copy = (await caches.match(path)) || undefined;
  if (copy) return copy;
  const answer = await fetch(request);
  if (answer.ok) await keep(isAsset(path) ? ASSETS : LASTING, path, answer.clone());
  return answer;
}

/** The directory of the index names the newest files, so the network comes first. */
async function directory(request, path) {
  try {
    return await fetch(request);
  } catch (_) {
    return (await caches.match(path)) || Response.error();
  }
}

async function copyOf(path) {
  // A page that is being replaced is missing for a moment.
  await (writing.get(path) || Promise.resolve()).catch(() => {});
  const { hotlines } = languageOf(path);
  if (path === hotlines && until < today()) return undefined;
  for (const name of [ESSENTIAL, READ]) {
    const copy = await (await caches.open(name)).match(path);
    if (copy) return copy;
  }
  return undefined;
}

/** Keeps a page with its styles and scripts, all or nothing. */
async function keepPage(name, path, answer) {
  const missing = [];
  for (const asset of assetsIn(await answer.clone().text())) {
    if (!(await caches.match(asset))) missing.push(asset);
  }
  await add(missing, ASSETS);
  await keep(name, path, answer);
}

/** The whole answer, so that a broken connection does not replace the old copy. */
async function whole(answer) {
  return new Response(await answer.blob(), { headers: answer.headers });
}

async function keep(name, path, answer) {
  const newest = await whole(answer);
  const copy = await caches.open(name);
  // The newest comes last, so that the oldest is removed first.
  const removed = MOST[name] ? copy.delete(path) : Promise.resolve();
  const written = removed.then(() => copy.put(path, newest));
  writing.set(path, written);
  await written.finally(() => writing.delete(path));
  if (!MOST[name]) return;
  const kept = await copy.keys();
  await Promise.all(kept.slice(0, -MOST[name]).map((request) => copy.delete(request)));
}

/** The language whose home page is the longest beginning of the path. */
function languageOf(path) {
  const fitting = everywhere.filter(({ pages: [home] }) => path.startsWith(home));
  return fitting.sort((a, b) => b.pages[0].length - a.pages[0].length)[0] || everywhere[0];
}
