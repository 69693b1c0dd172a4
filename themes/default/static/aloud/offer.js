// When is reading aloud offered? Once the device has a voice of its own; what reads is loaded when the button is touched.

import { loadScript } from '../page/load.js';
import { voiceFor } from './voices.js';

export function offerAloud(bar) {
  if (!globalThis.speechSynthesis) return;
  const offer = () => bar.classList.toggle('is-offered', Boolean(voiceFor(bar.dataset.language)));
  offer();
  speechSynthesis.onvoiceschanged = offer;
  const play = bar.querySelector('.aloud-play');
  let loaded; // promises
  let begun;
  const load = () => (loaded ??= loadScript(bar.dataset));
  for (const touch of ['pointerdown', 'focus']) play.addEventListener(touch, load, { once: true });
  play.addEventListener('click', () => {
    if (begun) return;
    // Some browsers let a page speak only if it does so at once.
    speechSynthesis.speak(new SpeechSynthesisUtterance(''));
    begun = load().then(() => wuzha.readAloud(bar));
    begun.catch(() => {
      begun = undefined;
      loaded = undefined;
    });
  });
}
