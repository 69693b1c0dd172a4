// How text is spoken where it differs from how it is written: phone numbers digit by digit, and no
// web addresses.

import { spokenLanguage } from './voices.js';

/** Emergency and service numbers: 110, 120, 12381, 96110, 95588. */
const SERVICES = /^(11\d|12[0-2]|12[1-9]\d\d|9[56]\d{3})$/;
/** What follows an amount, a date or a duration. */
const UNITS = [
  '[%％‰元万亿块人名位个家次件条天年月日分秒小岁页]|yuan|people|cases|pages|years?|days?|hours?',
  'minutes?|seconds?|million|billion|per cent',
].join('|');
/** Three to eight digits without a unit, and the character before them. */
const NUMBER = new RegExp(
  `(^|[^\\d.,:¥￥$-])(\\d{3,8})(?!\\d|[.,:-]\\d|\\s?(?:${UNITS}))`,
  'g',
);
/** Web addresses, defanged ones included. */
const ADDRESS = new RegExp(
  '(?:\\bh(?:tt|xx)ps?:\\/\\/|\\bwww\\.)[^\\s，。；、！？“”‘’（）()「」]*' +
    '|[\\w.-]*\\[\\.\\][\\w.[\\]/-]*',
  'gi',
);
const DIGITS = { zh: '零幺二三四五六七八九', yue: '零一二三四五六七八九' };

/** `dialled` holds the numbers that the page offers to call. */
export function wording(text, language, dialled) {
  const digits = DIGITS[spokenLanguage(language)];
  const spoken = (number) =>
    digits ? [...number].map((digit) => digits[digit]).join('') : [...number].join(' ');
  const isDialled = (number) => dialled.has(number) || SERVICES.test(number);
  return text
    .replace(ADDRESS, '')
    .replace(NUMBER, (whole, before, number) =>
      isDialled(number) ? before + spoken(number) : whole,
    )
    .trim();
}
