// The device's own voices by language. Voices from the network are never used: they would send the
// text to somebody.

/** The region of languages that name none; that of English comes from the reader's browser. */
const HOME = { zh: 'zh-cn', 'zh-hans': 'zh-cn', 'zh-hant': 'zh-tw' };

/** Joke voices. */
const JOKES = new RegExp(
  '^(Albert|Bad News|Bahh|Bells|Boing|Bubbles|Cellos|Eddy|Flo|Fred|Good News|Grandma|Grandpa' +
    '|Jester|Junior|Kathy|Organ|Ralph|Reed|Rocko|Sandy|Shelley|Superstar|Trinoids|Whisper' +
    '|Wobble|Zarvox)\\b',
);

/** The voice for `language`, such as `zh`, `zh-HK` or `en`; undefined where the device has none. */
export function voiceFor(language) {
  const spoken = spokenLanguage(language);
  const voices = speechSynthesis.getVoices().filter(({ localService }) => localService);
  const own = voices.filter((voice) => spokenLanguage(voice.lang) === spoken);
  const regions = [language, HOME[plain(language)] || '', ...navigator.languages].map(plain);
  const rank = (voice) => {
    const region = regions.indexOf(plain(voice.lang));
    const place = region < 0 ? regions.length : region;
    return (JOKES.test(voice.name) ? 100 : 0) + place - (voice.default ? 0.5 : 0);
  };
  return own.sort((a, b) => rank(a) - rank(b))[0];
}

/** The spoken language: Mandarin and Cantonese share a written one. */
export function spokenLanguage(language) {
  const [first, ...rest] = plain(language).split('-');
  const isCantonese = rest.some((part) => part === 'hk' || part === 'mo');
  if (first === 'yue' || (first === 'zh' && isCantonese)) return 'yue';
  return first === 'cmn' ? 'zh' : first;
}

/** Android writes `zh_CN`. */
function plain(language) {
  return language.toLowerCase().replace(/_/g, '-');
}
