// Inflates gzip files (RFC 1951 and 1952) in browsers without `DecompressionStream`: Chromium before
// 80, Safari before 16.4, Firefox before 113. A page loads this script only there.

/** For the symbols 257 to 285: the shortest length of a copy, and how many bits are added to it. */
const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99]
  .concat([115, 131, 163, 195, 227, 258]);
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5]
  .concat([5, 0]);
/** The order in which the lengths of the codes of lengths are written. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The bytes of a gzip file with one member; throws a RangeError if it is damaged. */
export function inflate(bytes) {
  const input = { bytes, at: endOfHeader(bytes), hold: 0, held: 0 };
  const end = bytes.length - 8;
  const view = new DataView(bytes.buffer, bytes.byteOffset + end, 8);
  const output = { bytes: new Uint8Array(sizeFor(view.getUint32(4, true), bytes)), at: 0 };
  let isLast = false;
  while (!isLast) {
    isLast = take(input, 1) === 1;
    const kind = take(input, 2);
    if (kind === 0) copyStored(input, output);
    else if (kind === 1) inflateBlock(input, output, FIXED);
    else if (kind === 2) inflateBlock(input, output, readCodes(input));
    else damaged();
  }
  if (input.at !== end || output.at !== output.bytes.length) damaged();
  if (checksum(output.bytes) !== view.getUint32(0, true)) damaged();
  return output.bytes;
}

function damaged() {
  throw new RangeError('not a whole gzip file');
}

/** The size that the file names. A byte gives at most 1,032: a damaged one must not take memory. */
function sizeFor(size, bytes) {
  return size <= bytes.length * 1032 ? size : damaged();
}

function endOfHeader(bytes) {
  if (bytes.length < 18 || bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) damaged();
  const flags = bytes[3];
  let at = 10;
  if (flags & 4) at += 2 + bytes[at] + 256 * bytes[at + 1];
  // The name of the file, and a comment: up to a zero.
  for (const flag of [8, 16]) {
    if (flags & flag) at = bytes.indexOf(0, at) + 1 || damaged();
  }
  return flags & 2 ? at + 2 : at;
}

/** The next bits, the first as the lowest. */
function take(input, count) {
  while (input.held < count) {
    if (input.at >= input.bytes.length - 8) damaged();
    input.hold |= input.bytes[input.at++] << input.held;
    input.held += 8;
  }
  const bits = input.hold & ((1 << count) - 1);
  input.hold >>>= count;
  input.held -= count;
  return bits;
}

/** A block that is not compressed: its length, the same inverted, its bytes. */
function copyStored(input, output) {
  input.hold = input.held = 0;
  const { bytes, at } = input;
  const length = bytes[at] + 256 * bytes[at + 1];
  const inverted = bytes[at + 2] + 256 * bytes[at + 3];
  if (length + inverted !== 0xffff || at + 4 + length > bytes.length - 8) damaged();
  if (output.at + length > output.bytes.length) damaged();
  output.bytes.set(bytes.subarray(at + 4, at + 4 + length), output.at);
  output.at += length;
  input.at = at + 4 + length;
}

/** A code from the length of each symbol: how many have each length, and the symbols in order. */
function codeOf(lengths) {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const next = new Uint16Array(16);
  for (let length = 1; length < 15; length++) next[length + 1] = next[length] + counts[length];
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length) symbols[next[length]++] = symbol;
  });
  return { counts, symbols };
}

const FIXED = {
  literals: codeOf(Uint8Array.from({ length: 288 }, (_, symbol) => {
    if (symbol < 144) return 8;
    if (symbol < 256) return 9;
    return symbol < 280 ? 7 : 8;
  })),
  distances: codeOf(new Uint8Array(30).fill(5)),
};

/** Codes of one length follow each other, from the first after those that are shorter. */
function symbolOf(input, { counts, symbols }) {
  let code = 0;
  let first = 0;
  let place = 0;
  for (let length = 1; length < 16; length++) {
    code |= take(input, 1);
    const count = counts[length];
    if (code - first < count) return symbols[place + code - first];
    place += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return damaged();
}

function readCodes(input) {
  const [literals, distances, ordered] = [take(input, 5) + 257, take(input, 5) + 1, take(input, 4) + 4];
  const ofLengths = new Uint8Array(19);
  for (let at = 0; at < ordered; at++) ofLengths[ORDER[at]] = take(input, 3);
  const code = codeOf(ofLengths);
  const lengths = new Uint8Array(literals + distances);
  for (let at = 0; at < lengths.length; ) {
    const symbol = symbolOf(input, code);
    let [length, times] = [symbol, 1];
    if (symbol === 16) [length, times] = [at ? lengths[at - 1] : damaged(), 3 + take(input, 2)];
    else if (symbol === 17) [length, times] = [0, 3 + take(input, 3)];
    else if (symbol === 18) [length, times] = [0, 11 + take(input, 7)];
    if (at + times > lengths.length) damaged();
    lengths.fill(length, at, at + times);
    at += times;
  }
  return {
    literals: codeOf(lengths.subarray(0, literals)),
    distances: codeOf(lengths.subarray(literals)),
  };
}

function inflateBlock(input, output, { literals, distances }) {
  const { bytes } = output;
  for (let symbol = symbolOf(input, literals); symbol !== 256; symbol = symbolOf(input, literals)) {
    if (symbol < 256) {
      if (output.at >= bytes.length) damaged();
      bytes[output.at++] = symbol;
      continue;
    }
    if (symbol > 285) damaged();
    const length = LENGTHS[symbol - 257] + take(input, LENGTH_BITS[symbol - 257]);
    const distance = distanceOf(input, symbolOf(input, distances));
    if (distance > output.at || output.at + length > bytes.length) damaged();
    // What is copied may be part of the copy.
    for (let left = length; left > 0; left--) {
      bytes[output.at] = bytes[output.at - distance];
      output.at++;
    }
  }
}

/** Two symbols for each number of added bits, from the fifth on. */
function distanceOf(input, symbol) {
  if (symbol < 4) return symbol + 1;
  if (symbol > 29) damaged();
  const added = (symbol >> 1) - 1;
  return ((2 + (symbol & 1)) << added) + 1 + take(input, added);
}

/** CRC-32 (RFC 1952, section 8). */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
