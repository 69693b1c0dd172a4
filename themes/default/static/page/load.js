// Scripts that are loaded when they are needed, and what to say where they are not.

import { scriptAddress } from './trusted.js';

/** Loads the script that `data-script` and `data-integrity` name. */
export function loadScript({ script, integrity }) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    Object.assign(element, { src: scriptAddress(script), onload: resolve });
    if (integrity) Object.assign(element, { integrity, crossOrigin: 'anonymous' });
    element.onerror = () => {
      element.remove();
      reject(unreachable(new Error(`${script} could not be loaded.`)));
    };
    document.head.append(element);
  });
}

/** The error, marked as one of the network. */
export const unreachable = (error) => Object.assign(error, { isUnreachable: true });

/**
 * What to say of an error: `failed` is for the network, `unable` for all else, which is a browser
 * that cannot do what the script asks of it, or a damaged file.
 */
export const reasonOf = (error, { failed, unable }) => (error.isUnreachable ? failed : unable);
