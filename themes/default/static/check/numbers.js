// The telephone numbers in a message, judged by the register of hotlines.

import { bounded } from './signs.js';

const NUMBER = /[+＋]?[0-9０-９][0-9０-９ ()（）-]*[0-9０-９]/g;
/** What a number is of if one of these follows. */
const OTHER =
  /^\s*(?:元|块|万|千|百|亿|%|％|年|月|日|号|点|时|分|秒|:|：|楼|栋|室|度|期|天|人|单|次|份|积分|折|米|公里|kg|pm|am|usd|gbp|pounds|dollars|days|hours|hrs|minutes|people|points)/i;
/** Or if one of these precedes. */
const NAMED =
  /(?:尾号|验证码|校验码|取件码|密码|单号|订单|编号|工号|航班|车次|金额|余额|卡号|账号|账户|身份证|ending|ref|reference|order|code|invoice|case|no\.?|#|[¥￥$£€.,])[\s:：为是]*$/i;
/** The lines of banks have five digits. */
const BANK_LINE = /955\d\d/;
const MOBILE = /^1[3-9]\d{9}$/;
const SENTENCE_END = /[。！？!?；;\n]/;

/**
 * Makes a function that finds the numbers to call in a text: [{ start, end, answer, like }].
 * `answer` is 'registered', 'extra' (a registered one with more digits), 'abroad' or 'unlisted'.
 * `call` are the words that show that a number is one to call, [[words, reach]] of each language.
 */
export function numberFinder(numbers, call) {
  // A language may have no list.
  const cues = call
    .filter(([words]) => words.length > 0)
    .map(([words, reach]) => ({ expression: new RegExp(words.map(bounded).join('|'), 'i'), reach }));

  return function find(text) {
    const found = [];
    for (let match; (match = NUMBER.exec(text)); ) {
      const start = match.index;
      const end = start + match[0].length;
      const before = text.slice(0, start);
      if (OTHER.test(text.slice(end)) || NAMED.test(before)) continue;
      const isCalled = cues.some(({ expression, reach }) => {
        const [left] = before.slice(-reach).split(SENTENCE_END).slice(-1);
        return expression.test(left) || expression.test(text.slice(end, end + 4));
      });
      const judged = judge(match[0].normalize('NFKC').replace(/[^+\d]/g, ''), numbers, isCalled);
      if (judged) found.push(Object.assign({ start, end }, judged));
    }
    return found;
  };
}

function judge(written, numbers, isCalled) {
  const isPlus = written[0] === '+';
  const digits = written.replace(/\+/g, '');
  if (numbers.includes(digits)) return digits.length > 3 || isCalled ? { answer: 'registered' } : undefined;
  const line = longer(digits, numbers);
  if (line && (isCalled || digits.startsWith('00'))) return { answer: 'extra', like: line };
  const isChina = /^86(?:1|[2-9]|0)/.test(digits) && isPlus;
  const isLikeAbroad = digits.startsWith('00') && (digits.length >= 9 || isCalled);
  if (digits.length >= 4 && (isLikeAbroad || (isPlus && !isChina))) return { answer: 'abroad' };
  const isService = /^(?:1[0-2]\d{1,3}|9[56]\d{3,6}|400\d{7}|800\d{7})$/.test(digits);
  const isLong = digits.length >= 7 && digits.length <= 13;
  return isCalled && (isService || isLong) ? { answer: 'unlisted' } : undefined;
}

/** The line that a number holds with digits before or after it. */
function longer(digits, numbers) {
  if (MOBILE.test(digits) || digits.length < 6 || digits.length > 10) return undefined;
  const [bank] = BANK_LINE.exec(digits) || [];
  const lines = numbers.filter((one) => one.length === 5).concat(bank || []);
  return lines.find((one) => isPadded(digits, one));
}

const isPadded = (digits, line) =>
  digits.startsWith(line) || (digits.endsWith(line) && /^(?:0+|0*86|1)$/.test(digits.slice(0, -line.length)));
