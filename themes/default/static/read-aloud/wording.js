// What is said where it is written otherwise? A number one dials is said digit by digit, and an address not at all.

import { spokenLanguage } from './voices.js';

/** Emergency and service numbers: 110, 120, 12381, 96110, 95588. */
const SERVICES = /^(11\d|12[0-2]|12[1-9]\d\d|9[56]\d{3})$/;
/** Digits that stand alone, with what is before them, and are no amount, date or duration. */
const NUMBER = /(^|[^\d.,:¥￥$-])(\d{3,8})(?!\d|[.,:-]\d|\s?(?:[%％‰元万亿块人名位个家次件条天年月日分秒小岁页]|yuan|people|cases|pages|years?|days?|hours?|minutes?|seconds?|million|billion|per cent))/g;
const ADDRESS = /(?:\bh(?:tt|xx)ps?:\/\/|\bwww\.)[^\s，。；、！？“”‘’（）()「」]*|[\w.-]*\[\.\][\w.[\]/-]*/gi;
const DIGITS = { zh: '零幺二三四五六七八九', yue: '零一二三四五六七八九' };

/** `dialled` holds the numbers that the page offers to ring. */
export function wording(text, language, dialled) {
  const digits = DIGITS[spokenLanguage(language)];
  const said = (number) => (digits ? [...number].map((digit) => digits[digit]).join('') : [...number].join(' '));
  return text
    .replace(ADDRESS, '')
    .replace(NUMBER, (whole, before, number) => (dialled.has(number) || SERVICES.test(number) ? before + said(number) : whole))
    .trim();
}
