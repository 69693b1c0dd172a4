// How would a careful host serve the site? A folder on a loopback port: right content types, the
// nearest 404.html for what is missing, and the security headers the site is written for.

import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

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
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.xml': 'application/xml; charset=utf-8',
};

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Serves a folder until `close()`; `origin` is where. */
export async function serve(folder) {
  const server = createServer(async ({ url }, response) => {
    const { status, path, location } = await find(folder, decodeURIComponent(new URL(url, 'http://site').pathname));
    if (location) return response.writeHead(status, { ...HEADERS, Location: encodeURI(location) }).end();
    const type = path ? TYPES[extname(path)] : TYPES['.txt'];
    const body = path ? await readFile(path) : 'Not found';
    if (!type) throw new Error(`No content type is known for ${path}`);
    response.writeHead(status, { ...HEADERS, 'Content-Type': type }).end(body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
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
