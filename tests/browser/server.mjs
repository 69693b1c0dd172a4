// How would a careful host serve the site? A folder on a loopback port: right content types, the
// nearest 404.html for what is missing, the headers that the site's own `_headers` asks for, and the
// compressed files that `wuzha build --precompress` has put beside the others.

import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, relative } from 'node:path';

const TYPES = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.xml': 'application/xml; charset=utf-8',
};

/** The site's own `_headers`: what a host would send, block by block: { pattern, headers }. A `*` at the end of a path is the rest of it. */
async function ownHeaders(folder) {
  const blocks = [];
  for (const line of (await readFile(join(folder, '_headers'), 'utf8')).split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue;
    if (!line.startsWith(' ')) {
      blocks.push({ pattern: line, headers: [] });
      continue;
    }
    const colon = line.indexOf(':');
    blocks.at(-1).headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return blocks;
}

/** What is sent with an answer. Hosts join the values of a header that two blocks name, so that is a mistake. */
function headersFor(address, blocks) {
  const sent = { 'Cache-Control': 'public, max-age=0, must-revalidate' };
  const given = new Set();
  for (const { pattern, headers } of blocks) {
    const fits = pattern.endsWith('*') ? address.startsWith(pattern.slice(0, -1)) : address === pattern;
    for (const [name, value] of fits ? headers : []) {
      if (given.has(name)) throw new Error(`${address} has ${name} from two blocks of _headers`);
      given.add(name);
      sent[name] = value;
    }
  }
  return sent;
}

/**
 * Serves a folder until `close()`; `origin` is where. `edits` change a file on its way, by its path in the folder:
 * `{ 'worker.js': (text) => text }`.
 */
export async function serve(folder, edits = {}) {
  const blocks = await ownHeaders(folder);
  const answer = async ({ url, headers: asked }, response) => {
    const { pathname } = new URL(url, 'http://site');
    const headers = headersFor(pathname, blocks);
    const { status, path, location } = await find(folder, decodeURIComponent(pathname));
    if (location) return response.writeHead(status, { ...headers, Location: encodeURI(location) }).end();
    const type = path ? TYPES[extname(path)] : TYPES['.txt'];
    const edit = path && edits[relative(folder, path)];
    const body = path ? (edit ? edit(await readFile(path, 'utf8')) : await readFile(path)) : 'Not found';
    if (!type) throw new Error(`No content type is known for ${path}`);
    const encoded = path && (await compressed(path, asked['accept-encoding'] ?? ''));
    const encoding = encoded && { 'Content-Encoding': encoded.encoding, Vary: 'Accept-Encoding' };
    response.writeHead(status, { ...headers, 'Content-Type': type, ...encoding }).end(encoded?.body ?? body);
  };
  // A file may go away while it is read.
  const gone = (error, response) => {
    if (error.code !== 'ENOENT') throw error;
    response.writeHead(503).end();
  };
  const server = createServer((request, response) => answer(request, response).catch((error) => gone(error, response)));
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** The compressed form of a file that lies beside it and that the browser takes. */
async function compressed(path, accepted) {
  for (const [encoding, ending] of [['br', '.br'], ['gzip', '.gz']]) {
    const body = accepted.includes(encoding) && (await readFile(path + ending).catch(() => undefined));
    if (body) return { encoding, body };
  }
}

/** The file for an address, or where to look instead. */
async function find(folder, address) {
  // A leading slash keeps `normalize` from climbing above the folder.
  const path = join(folder, normalize(`/${address}`));
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return { status: 200, path };
  if (found?.isDirectory() && !address.endsWith('/')) return { status: 301, location: `${address}/` };
  const index = join(path, 'index.html');
  if (found && (await stat(index).catch(() => undefined))) return { status: 200, path: index };
  for (let place = address; place; place = place.slice(0, place.lastIndexOf('/'))) {
    const missing = join(folder, normalize(`/${place}`), '404.html');
    if (await stat(missing).catch(() => undefined)) return { status: 404, path: missing };
  }
  const missing = join(folder, '404.html');
  return { status: 404, path: (await stat(missing).catch(() => undefined)) && missing };
}
