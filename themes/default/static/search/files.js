// Fetches the files that scripts read (the search index, the catalogue's list) in one of two ways:
// with `fetch`, or, if the site was opened from a folder (file:) and browsers forbid that, with
// classic scripts that hold the same bytes as text.

import { loadScript, unreachable } from '../page/load.js';
import { scriptAddress } from '../page/trusted.js';

/**
 * A function from the path of a file, relative to `base`, to its bytes, inflated. It also takes a
 * promise of the file's response, if it was requested before.
 */
export function openFiles(base) {
  const read = base.protocol === 'file:' ? readScript : readFetched;
  return async (path, response) => inflate(await read(new URL(path, base), response), path);
}

async function readFetched(url, requested) {
  let response;
  try {
    // The directory names the newest files.
    const cache = url.pathname.endsWith('/index.bin') ? 'no-cache' : 'default';
    response = await (requested || fetch(url, { cache }));
  } catch (cause) {
    throw notLoaded(url.pathname, cause);
  }
  if (!response.ok) throw notLoaded(`${url.pathname}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The bytes in the script `NAME.js` beside `NAME`: wuzhaFile('…'), in base64. */
async function readScript(url) {
  // Several scripts of a page may define this function: the text is kept with the script element,
  // whichever of them requested it.
  if (!self.wuzhaFile) {
    self.wuzhaFile = (text) => {
      document.currentScript.fileText = text;
    };
  }
  const script = document.createElement('script');
  script.src = scriptAddress(`${url}.js`);
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(notLoaded(url.pathname));
    document.head.append(script);
  });
  script.remove();
  try {
    return Uint8Array.from(atob(script.fileText), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw damaged(url.pathname, cause);
  }
}

async function inflate(bytes, path) {
  // A server may have declared the file's own compression, so that it arrives inflated.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const isNative = typeof DecompressionStream !== 'undefined';
  const inflater = isNative ? undefined : await loadInflater();
  try {
    if (inflater) return inflater(bytes);
    const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(inflated).arrayBuffer());
  } catch (cause) {
    throw damaged(path, cause);
  }
}

/** For browsers without `DecompressionStream`; the script of every page says where it is. */
async function loadInflater() {
  if (!self.wuzha.inflate) await loadScript(document.querySelector('script[data-script]').dataset);
  return self.wuzha.inflate;
}

/** An error whose message can be shown to a reader. */
export class IndexError extends Error {
  constructor(message, cause) {
    super(message);
    this.cause = cause;
  }
}

const notLoaded = (what, cause) =>
  unreachable(new IndexError(`A file of the site could not be loaded (${what}).`, cause));
export const damaged = (name, cause) =>
  new IndexError(`A part of the search index is damaged (${name}).`, cause);
