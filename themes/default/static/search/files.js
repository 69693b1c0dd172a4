// Fetches what scripts read, the index and the list of what is printed, by one of two ways: `fetch`, or, where the site was
// opened from a folder (file:) and browsers forbid that, classic scripts that hold the same bytes as text.

/**
 * A function from the path of a file, relative to `base`, to its bytes, inflated. It also takes a promise of the file's
 * response, where somebody has asked for it already.
 */
export function openFiles(base) {
  const read = base.protocol === 'file:' ? readScript : readFetched;
  return async (path, asked) => inflate(await read(new URL(path, base), asked), path);
}

async function readFetched(url, asked) {
  let response;
  try {
    response = await (asked ?? fetch(url));
  } catch (cause) {
    throw notLoaded(url.pathname, cause);
  }
  if (!response.ok) throw notLoaded(`${url.pathname}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** What `NAME.js` beside `NAME` hands over: wuzhaFile('…'), the bytes in base64. */
async function readScript(url) {
  // Several scripts of a page may have this function: what is handed over stands with the element, for whoever asked.
  globalThis.wuzhaFile ??= (text) => (document.currentScript.handedOver = text);
  const script = document.createElement('script');
  script.src = `${url}.js`;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(notLoaded(url.pathname));
    document.head.append(script);
  });
  script.remove();
  try {
    return Uint8Array.from(atob(script.handedOver), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw damaged(url.pathname, cause);
  }
}

async function inflate(bytes, path) {
  // A server may have declared the file's own compression, so that it arrives inflated.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(inflated).arrayBuffer());
  } catch (cause) {
    throw damaged(path, cause);
  }
}

/** What can be shown to a reader. */
export class IndexError extends Error {}

const notLoaded = (what, cause) => new IndexError(`A file of the site could not be loaded (${what}).`, { cause });
export const damaged = (name, cause) => new IndexError(`A part of the search index is damaged (${name}).`, { cause });
