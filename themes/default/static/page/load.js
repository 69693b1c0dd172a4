// Scripts that are loaded when they are needed.

import { scriptAddress } from './trusted.js';

/** Loads the script that `data-script` and `data-integrity` name. */
export function loadScript({ script, integrity }) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    Object.assign(element, { src: scriptAddress(script), onload: resolve });
    if (integrity) Object.assign(element, { integrity, crossOrigin: 'anonymous' });
    element.onerror = () => {
      element.remove();
      reject(new Error(`${script} could not be loaded.`));
    };
    document.head.append(element);
  });
}
