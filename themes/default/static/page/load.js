// How does a script come that not every page needs? When somebody touches what needs it.

/** Loads the script that `data-script` and `data-integrity` name. */
export function loadScript({ script, integrity }) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement('script'), { src: script, onload: resolve });
    if (integrity) Object.assign(element, { integrity, crossOrigin: 'anonymous' });
    element.onerror = () => {
      element.remove();
      reject(new Error(`${script} could not be loaded.`));
    };
    document.head.append(element);
  });
}
