// The links and telephone numbers in a message, judged by what the site registers. Nothing is looked
// up, and nothing becomes a link.

/** What is written instead of a dot so that nobody opens a link. */
const DOT = '(?:\\[\\.\\]|[.．｡。])';
const ALPHABETS = 'a-z\\u00df-\\u024f\\u0370-\\u04ff';
const LETTERS = `${ALPHABETS}0-9`;
const ENDING = `(?:xn--[a-z0-9-]+|[${ALPHABETS}]{2,})`;
const LINK = new RegExp(
  '((?:h(?:tt|xx)ps?|f[tx]p):\\/\\/(?:[^\\s/@]{1,60}@)?)?' +
    `((?:[${LETTERS}_-]+${DOT})+${ENDING}|\\d{1,3}(?:${DOT}\\d{1,3}){3}|\\d{8,10}(?=\\/))` +
    '(?::\\d{1,5})?(\\/[\\w/.?=&%#~+:@[\\]-]*|\\[\\.\\]apk)?',
  'gi',
);
/** Between the name that was registered and the ending: bank.com.cn, agency.gov.sg. */
const SECOND_LEVEL = /^(?:com|net|org|gov|edu|ac|co|mil|police)$/;
/** Names and words that only authorities use as the end of an address. */
const OFFICIAL = /^(?:gov|police)$/;
/** What looks alike: the letter that is meant, and the others. */
const ALIKE = [
  ['o', '0οоσ'], ['l', '1iіι|ǀӏ'], ['a', 'аαàáâãäå'], ['e', 'еèéêëё'], ['c', 'с¢ç'],
  ['p', 'рρ'], ['x', 'хχ'], ['y', 'уýÿ'], ['s', '5ѕ'], ['n', 'ñη'], ['u', 'υùúûü'],
  ['h', 'һ'], ['k', 'кκ'], ['m', 'м'], ['t', 'т'], ['b', 'вь'], ['v', 'ν'], ['d', 'ԁ'], ['j', 'ј'],
];
const MIN_NAME = 4;
const MIN_EDITED = 6;
/** Words that are put before or after a name so that an address looks official. */
const LURES =
  /^(?:vip|app|login|verify|secure|safe|safety|services?|help|online|pay|refund|official|kefu|tuikuan|gw|cn|com|center|support|update)$/;

const alike = new Map();
for (const [letter, others] of ALIKE) for (const other of others) alike.set(other, letter);
const skeleton = (name) =>
  Array.from(name, (letter) => alike.get(letter) || letter).join('').replace(/rn/g, 'm').replace(/vv/g, 'w');
const narrow = (text) =>
  text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
const plain = (host) => host.toLowerCase().replace(/\[\.\]|[．｡。]/g, '.');

/** Finds the links of a text: [{ start, end, host, path }], `host` in its usual form. */
export function linksIn(text, endings) {
  const links = [];
  narrow(text).replace(LINK, (written, scheme, name, path, start, whole) => {
    const host = plain(name);
    const ending = host.slice(host.lastIndexOf('.') + 1);
    const isFile = !scheme && !path && FILE.test(host);
    const isNumber = /^[\d.]+$/.test(host);
    // “today.It” is the end of a sentence and the beginning of the next.
    const isKnown = endings.includes(ending) && !isNumber && !/[A-Z][a-z]+$/.test(name);
    // After an @ there is a mailbox.
    const isMail = !scheme && whole[start - 1] === '@';
    if (!isMail && (scheme || path || isKnown || isFile || /^www\./.test(host))) {
      links.push({ start, end: start + written.length, host, path: path || '' });
    }
    return written;
  });
  const isIn = (at) => links.some(({ start, end }) => at >= start && at < end);
  narrow(text).replace(NAMED_FILE, (written, start) => {
    const last = start + written.length;
    if (!isIn(start) && !isIn(last - 1)) {
      links.push({ start, end: last, host: written, path: '', isFile: true });
    }
    return written;
  });
  return links.sort((left, right) => left.start - right.start);
}

const FILE = /\.(?:apk|exe|msi|scr|ipa|mobileconfig)(?:[?#]|$)/i;
/** A file that is named without an address, as `补贴.apk`, or a kind of file alone. */
const NAMED_FILE = /(?:[\u4e00-\u9fff\w-]*(?:\[\.\]|[.．]))?\b(?:apk|mobileconfig)(?![a-z])/gi;

/**
 * Makes a function that judges a link: { answer, like, reason }. `answer` is 'registered',
 * 'imitates', 'unlisted' or 'unclear'; `like` is what it imitates; `reason` is 'ip', 'punycode',
 * 'short' or 'file'.
 */
export function hostJudge({ hosts, numbers, shorteners }) {
  const registered = hosts.map((host) => ({ host: host.replace(/^\./, ''), all: host[0] === '.' }));
  const own = registered.map(({ host }) => Object.assign({ host }, ownerOf(host)));
  own.sort((left, right) => right.suffix.length - left.suffix.length);
  const isRegistered = (name) =>
    registered.some(({ host, all }) => name === host || (all && name.endsWith(`.${host}`)));

  return function judge({ host, path, isFile }) {
    if (isFile) return { answer: 'unclear', reason: 'file' };
    const reason = FILE.test(plain(path) || host) ? 'file' : undefined;
    if (isRegistered(host)) return { answer: 'registered', reason };
    if (/^[\d.]+$/.test(host)) return { answer: 'unclear', reason: 'ip' };
    if (shorteners.includes(host.replace(/^www\./, ''))) return { answer: 'unclear', reason: 'short' };
    const like = imitated(host, own, numbers);
    if (like) return { answer: 'imitates', like, reason };
    if (/(?:^|\.)xn--/.test(host) || /[\u0080-\uffff]/.test(host)) {
      return { answer: 'unclear', reason: 'punycode' };
    }
    return { answer: 'unlisted', reason };
  };
}

/** Who registered a host: `domain`, and its first part, `name`. */
function ownerOf(host) {
  const labels = host.split('.');
  const [second, last] = labels.slice(-2);
  const isDouble = labels.length > 2 && SECOND_LEVEL.test(second) && last.length === 2;
  const domain = labels.slice(isDouble ? -3 : -2);
  return { domain: domain.join('.'), name: domain[0], suffix: domain.slice(1) };
}

/** The registered host, number or ending that a host looks like. */
function imitated(host, own, numbers) {
  const { domain, name, suffix } = ownerOf(host);
  // Nobody but an authority gets an address under these.
  if (suffix.some((label) => OFFICIAL.test(label))) return undefined;
  const words = host.split(/[.-]/);
  const dashed = host.replace(/\./g, '-');
  for (const known of own) {
    if (known.domain === domain) continue;
    const isLong = known.name.length >= MIN_NAME;
    const isSame = isLong && skeleton(name) === skeleton(known.name);
    const isEdited = known.name.length >= MIN_EDITED && isOneEdit(skeleton(name), skeleton(known.name));
    const holdsAll = `-${dashed}-`.includes(`-${known.domain.replace(/\./g, '-')}-`);
    const holdsName = isLong && words.includes(known.name) && words.some((word) => LURES.test(word));
    if (isSame || isEdited || holdsAll || (holdsName && name !== known.name)) return known.host;
  }
  const number = numbers.find((one) => one.length >= 5 && words.includes(one));
  if (number) return number;
  const word = words.find((one) => OFFICIAL.test(one));
  const real = own.find((known) => known.suffix.includes(word) && dashed.includes(known.suffix.join('-')));
  return word && `.${real ? real.suffix.join('.') : word}`;
}

/** Whether one letter is added, left out, changed, or exchanged with its neighbour. */
function isOneEdit(left, right) {
  if (left === right || Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  const rest = (text, skipped) => text.slice(start + skipped);
  return (
    rest(left, 1) === rest(right, 1) ||
    rest(left, 1) === rest(right, 0) ||
    rest(left, 0) === rest(right, 1) ||
    (left[start] === right[start + 1] && left[start + 1] === right[start] && rest(left, 2) === rest(right, 2))
  );
}

/** The text with harmless links, hxxps://bank[.]example: nobody opens one by accident. */
export function defang(text) {
  const SCHEME = '(?:(https?|ftp)(:\\/\\/))?';
  const HOST = `((?:[${LETTERS}-]+\\.)+${ENDING}|\\d{1,3}(?:\\.\\d{1,3}){3})`;
  const DANGEROUS = new RegExp(`${SCHEME}${HOST}(?=[^a-z]|$)`, 'gi');
  return text.replace(DANGEROUS, (link, scheme = '', slashes = '', host) => {
    const harmless = scheme.replace(/tt/i, 'xx').replace(/^f/i, 'fx');
    return harmless + slashes + host.replace(/\./g, '[.]');
  });
}
