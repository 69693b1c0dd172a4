// Does the theme's own inflater give what zlib has deflated, and refuse what is damaged?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constants, gzipSync } from 'node:zlib';
import { inflate } from '../../themes/default/static/inflate/inflate.js';

const { Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;

/** Bytes that hardly repeat, the same in every run. */
function noise(size) {
  let state = 1;
  return Uint8Array.from({ length: size }, () => (state = (state * 48_271) % 0x7fffffff) >> 8);
}

const KINDS = {
  noise,
  text: (size) => Buffer.from('安全账户：马上把钱转过来 account '.repeat(size / 20 + 1)).subarray(0, size),
  zeros: (size) => new Uint8Array(size),
};

for (const [kind, make] of Object.entries(KINDS)) {
  test(`what is inflated is what was deflated: ${kind}`, () => {
    for (const size of [0, 1, 5, 300, 70_000, 300_000]) {
      const bytes = make(size);
      for (const level of [0, 1, 6, 9]) {
        for (const strategy of [Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED]) {
          const inflated = inflate(new Uint8Array(gzipSync(bytes, { level, strategy })));
          assert.ok(Buffer.from(inflated).equals(Buffer.from(bytes)), `${size} bytes, level ${level}, strategy ${strategy}`);
        }
      }
    }
  });
}

test('the name of a file and a comment are skipped', () => {
  const [head, rest] = [gzipSync('abc').subarray(0, 10), gzipSync('abc').subarray(10)];
  head[3] = 8 | 16;
  const named = new Uint8Array(Buffer.concat([head, Buffer.from('name\0comment\0'), rest]));
  assert.equal(Buffer.from(inflate(named)).toString(), 'abc');
});

test('a damaged file is refused, or the damage is in what does not count', () => {
  for (const make of Object.values(KINDS)) {
    const bytes = Buffer.from(make(300));
    const whole = gzipSync(bytes);
    for (let at = 0; at < whole.length; at++) {
      assert.throws(() => inflate(new Uint8Array(whole.subarray(0, at))), RangeError, `cut at ${at}`);
      for (let bit = 0; bit < 8; bit++) {
        const damaged = new Uint8Array(whole);
        damaged[at] ^= 1 << bit;
        let inflated;
        try {
          inflated = inflate(damaged);
        } catch (error) {
          assert.ok(error instanceof RangeError, `${error}`);
          continue;
        }
        assert.ok(bytes.equals(Buffer.from(inflated)), `byte ${at}, bit ${bit}`);
      }
    }
  }
});

test('a size that the file cannot have takes no memory', () => {
  const whole = new Uint8Array(gzipSync('abc'));
  whole.fill(0xff, whole.length - 4);
  assert.throws(() => inflate(whole), RangeError);
});
